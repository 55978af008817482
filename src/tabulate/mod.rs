//! stub
mod printed;
pub use printed::{Counts, Printed, is_plain, printed};
