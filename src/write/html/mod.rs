//! Report → one HTML file that needs nothing else: no font, no picture, and a
//! policy that forbids loading any. Made to be read on screen and printed on
//! A4; the look is in `style.css`. What only a script can do – going from
//! change to change, hiding kinds of changes – is in `page.js`; without it the
//! page is complete but for these.
//!
//! The template escapes every value; nothing is marked as safe. The policy
//! names the script and the styles by their hashes, so nothing else in the
//! file can run. `tests/browser.rs` fails where a hash is not the right one,
//! and names the right one.

mod log;
mod strip;
mod view;

pub(super) use self::log::write_log;

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
