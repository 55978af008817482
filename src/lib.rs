//! stub docs

pub mod align;
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
