//! Report → one HTML file that needs nothing else: no script, no font, no
//! picture, and a policy that forbids loading any. Made to be read on screen
//! and printed on A4 landscape; the look is in `style.css`.
//!
//! The template escapes every value; nothing is marked as safe.

mod view;

use std::io;

use askama::Template as _;

use self::view::Page;
use super::{Sink, WriteOptions};
use crate::present::present;
use crate::report::Report;

/// Writes the page.
pub(super) fn write(report: &Report, options: &WriteOptions, out: &mut Sink<'_>) -> io::Result<()> {
    let table = present(report, options.lang);
    Page::new(report, &table, options.lang).write_into(out)
}
