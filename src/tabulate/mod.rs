//! stub
mod kind;
mod omitted;
mod printed;
pub use kind::{Counts, RowKind};
pub use printed::{Printed, is_plain, printed};
