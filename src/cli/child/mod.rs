//! PDF in a process of its own.
//!
//! A stack overflow or a failed allocation inside a PDF library cannot be
//! caught; here it ends a child process, and the parent says so. The child has
//! limits of memory and processor time where the platform knows them. It is
//! this same program, called with a first argument no person types.
//!
//! ```text
//! parent ── one line of JSON (what to do), then the file ──► child
//! parent ◄── lines of JSON: pages done …, then the result ── child
//! ```
//!
//! When the child dies, another one reads the document without the second
//! reader; when that dies at a page, the next one leaves the page out, so that
//! one broken page never loses the others.

mod parent;
mod serve;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::pages::Seen;
use crate::error::{ErrorKind, WarningKind};
use crate::model::Extract;
use crate::read::ReadTwice;

#[cfg(feature = "page-images")]
pub(super) use parent::draw;
#[cfg(all(feature = "page-images", feature = "web"))]
pub(super) use parent::draw_page;
pub(super) use parent::reader;
pub(super) use serve::serve;

/// First argument of a child. Nothing that a person would type.
pub(super) const CHILD: &str = "__read-pdf";

/// What a child is to do.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Order {
    name: String,
    n_bytes: u64,
    max_bytes: u64,
    read_twice: ReadTwice,
    passwords: Vec<String>,
    skip_pages: Vec<u32>,
    /// Draw the pages instead of reading them.
    draw: Option<Drawing>,
    /// Draw one page and send it instead of reading.
    page: Option<OnePage>,
}

/// One page to be drawn.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct OnePage {
    /// Counted from 1.
    number: u32,
    /// Pixels for each point.
    scale: f32,
}

/// Pictures to be made.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Drawing {
    /// What is drawn over each page.
    pages: Vec<Seen>,
    folder: PathBuf,
}

/// What a child says, one line each.
#[derive(Debug, Serialize, Deserialize)]
enum Said {
    Page {
        done: u32,
        total: u32,
    },
    Extract {
        extract: Box<Extract>,
        warnings: Vec<(WarningKind, Option<u32>)>,
    },
    Drawn {
        undrawn: Vec<u32>,
    },
    /// So many bytes of a PNG file follow; none where the page cannot be drawn.
    Picture {
        n_bytes: u64,
        scale: f32,
    },
    Failed {
        kind: ErrorKind,
        explained: Option<(String, String)>,
        cause: Option<String>,
    },
}
