//! The only file that names the stages in order.
//!
//! ```text
//! read → normalize → outline ┐
//!                            ├→ align → diff → tabulate → Report → write
//! read → normalize → outline ┘
//! ```

use crate::error::{Result, Warnings};
use crate::model::{Side, Sides};
use crate::read::{Input, ReadOptions};
use crate::report::{Report, TableStyle};

/// Everything a run can be told.
#[derive(Debug, Clone)]
pub struct Options {
    /// How to read.
    pub read: ReadOptions,
    /// How the table is printed.
    pub table: TableStyle,
}

/// A step of a run, for progress displays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// One document is being read.
    Read(Side),
    /// Sections are being paired.
    Align,
    /// Changed words are being found.
    Diff,
    /// The table is being built.
    Tabulate,
}

/// How a caller watches a long run. `()` watches nothing.
pub trait Progress: Sync {
    /// A stage begins.
    fn begin(&self, _stage: Stage) {}
    /// `done` of `total` pages of one document are read.
    fn pages(&self, _side: Side, _done: u32, _total: u32) {}
    /// Asked between steps; `true` ends the run with `Cancelled`.
    fn cancelled(&self) -> bool {
        false
    }
}

impl Progress for () {}

/// Compares two documents.
///
/// # Errors
/// Whatever [`crate::read::read`] refuses, and `Cancelled`.
pub fn compare(
    _inputs: &Sides<Input>,
    _options: &Options,
    _progress: &dyn Progress,
) -> Result<Report> {
    let _ = Warnings::new(Side::Old);
    todo!()
}
