//! The document as data: no input or output, no algorithms but one look at the
//! bytes of a text ([`Scan`]), from which every stage has something.
//!
//! ```text
//! Extract { Source, Line | Grid }      what a reader returns
//!    └► Document { Source, Block, SetAside }   paragraphs, furniture apart
//!          └► Outlined { Document, Outline }   heading tree, units
//! ```
//!
//! [`Source`] keeps every character as extracted; [`Text`] says which
//! stretches belong together once wraps are undone; everything later refers to
//! them and only the report holds strings again.

mod bits;
mod columns;
mod count;
mod document;
mod extract;
mod places;
mod scan;
mod side;
mod source;
mod span;
mod text;

pub use bits::{Bits, Within};
pub use columns::Columns;
pub use count::count_characters;
pub use document::{Block, BlockId, BlockKind, Document, Furniture, SetAside, TableId};
pub use extract::{Extract, Grid, GridCell, Line, LineLayout, Open, PageReading, Piece, Turn};
pub use places::{Area, Location, Place};
pub use scan::{Scan, Scanner, others_of};
pub use side::{Side, Sides};
pub use source::{BLANK_ABOVE, Format, MarkedHeading, Source, without_signs};
pub use span::Span;
pub use text::{Join, Part, Text};
