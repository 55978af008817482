//! stub docs

pub mod error;
pub mod lang;
pub mod model;
pub mod normalize;
pub mod number;
pub mod pipeline;
pub mod read;
pub mod report;
pub mod tabulate;
pub mod write;
