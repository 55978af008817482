//! stub docs

pub mod align;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diff;
pub mod error;
pub mod lang;
pub mod model;
pub mod normalize;
pub mod number;
pub mod outline;
pub mod pipeline;
pub mod read;
pub mod report;
pub mod tabulate;
pub mod write;
