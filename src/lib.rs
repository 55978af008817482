//! Two versions of a Japanese guideline, regulation or assessment document →
//! a 新旧対照表 (before/after table).
//!
//! ```text
//! old ─► read ─► normalize ─► outline ─┐
//!                                      ├─► align ─► diff ─► tabulate ─► Report ─► present ─► write
//! new ─► read ─► normalize ─► outline ─┘
//! ```
//!
//! Each step is a module with one function of its name; [`pipeline::compare`]
//! calls them in order. Items are paired by what they say and where they stand,
//! so a renumbered or moved one is found; every character of both documents is
//! in a row of the report or set aside with a reason.
//!
//! ```
//! use shinkyu::lang::Lang;
//! use shinkyu::model::Sides;
//! use shinkyu::pipeline::{self, Options};
//! use shinkyu::read::{Input, ReadOptions};
//! use shinkyu::profile::Profile;
//! use shinkyu::write::{self, OutputFormat, WriteOptions};
//!
//! let file = |name: &str, text: &str| Input { name: name.into(), bytes: text.into() };
//! let inputs = Sides {
//!     old: file("old.txt", "第１　届出\n（１）　届出は、30日以内に行う。\n"),
//!     new: file("new.txt", "第１　届出\n（１）　届出は、14日以内に行う。\n"),
//! };
//! let options = Options {
//!     read: ReadOptions::default(),
//!     profile: Profile::default(),
//!     pairs: Vec::new(),
//! };
//! let report = pipeline::compare(&inputs, &options, &())?;
//!
//! let mut table = Vec::new();
//! let look = WriteOptions { lang: Lang::Ja, ..WriteOptions::default() };
//! write::write(&report, OutputFormat::Markdown, &look, &mut table)?;
//! let table = String::from_utf8_lossy(&table);
//! assert!(table.contains("<ins>14日</ins>") && table.contains("<ins>30日</ins>"));
//! # Ok::<(), shinkyu::error::Error>(())
//! ```
//!
//! The crate does no input or output of its own: it takes bytes and gives
//! bytes. Only `cli` opens files. Without default features there is no `cli`
//! and PDF pages are read once; the feature `pdf-witness` brings the second
//! reading back. A caller that reads PDF calls
//! [`read::silence_fenced_panics`] once, so that panics which are caught
//! inside PDF libraries are not printed.

pub mod align;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diff;
pub mod error;
pub mod form;
pub mod lang;
pub mod model;
pub mod normalize;
pub mod number;
pub mod outline;
pub mod pairs;
pub mod pipeline;
pub mod present;
pub mod profile;
pub mod read;
pub mod record;
pub mod report;
pub mod tabulate;
#[cfg(feature = "web")]
pub mod web;
pub mod write;
