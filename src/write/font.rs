//! A font given to the writers: the bytes of its file, which only `cli` or the
//! caller can read.

use std::fmt;
use std::sync::Arc;

/// A font file, for formats that embed the font they print with.
#[derive(Clone)]
pub struct FontFile {
    /// Name for messages: the path or the name of the font.
    pub name: String,
    /// The content of the file: TrueType, OpenType or a collection of them.
    pub bytes: Arc<Vec<u8>>,
    /// Which font of a collection, from 0; 0 for a file with one font.
    pub index: u32,
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FontFile({}, {})", self.name, self.index)
    }
}
