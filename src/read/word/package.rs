//! The ZIP package: its parts, and which part is which.
//!
//! A part is looked up in the package only, whatever a relationship points
//! at, so that no document can name a file or an address outside. Bytes are
//! counted while they are unpacked, never believed.

use std::io::{Cursor, Read as _};

use rustc_hash::FxHashMap;
use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Fault, Xml};

/// Unpacked bytes allowed in any case.
const SMALLEST_BUDGET: u64 = 64 << 20;
/// Unpacked bytes allowed at most.
const LARGEST_BUDGET: u64 = 1 << 30;
/// XML packs to about a tenth; what packs a hundredfold is an attack.
const LARGEST_RATIO: u64 = 100;

/// Why a package cannot be opened, or a part of it read.
#[derive(Debug)]
pub(super) enum Obstacle {
    /// No such part.
    Missing,
    /// A part is locked with a password.
    Locked,
    /// The parts unpack to more than is allowed.
    TooLarge,
    /// The ZIP file is damaged.
    Zip(ZipError),
    /// The part is no text.
    NoText,
}

impl From<ZipError> for Obstacle {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Self::Locked,
            other => Self::Zip(other),
        }
    }
}

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// Last word of its type: `header`, `footnotes`, `numbering`, …
    pub(super) kind: String,
    /// Name of the part it leads to, as [`Package::part`] takes it.
    pub(super) part: String,
}

/// Relationships of one part by their id, in the order of the file.
pub(super) type Relations = Vec<(String, Relation)>;

/// An opened package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Index by name: lower case (part names do not know case), `/` between
    /// folders whatever the packer wrote.
    index: FxHashMap<String, usize>,
    budget: u64,
}

impl<'a> Package<'a> {
    /// Opens the ZIP file.
    ///
    /// # Errors
    /// `Zip` when its directory cannot be read.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Obstacle> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        let mut index: FxHashMap<String, usize> = FxHashMap::default();
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                index.entry(plain_name(&name)).or_insert(at);
            }
        }
        let packed = bytes.len() as u64;
        let budget = packed.saturating_mul(LARGEST_RATIO).clamp(SMALLEST_BUDGET, LARGEST_BUDGET);
        Ok(Self { archive, index, budget })
    }

    /// Text of a part.
    ///
    /// # Errors
    /// `Missing`, `Locked`, `TooLarge`, `Zip`, `NoText`.
    pub(super) fn part(&mut self, name: &str) -> Result<String, Obstacle> {
        let at = *self.index.get(&plain_name(name)).ok_or(Obstacle::Missing)?;
        let mut packed = self.archive.by_index(at)?.take(self.budget + 1);
        let mut bytes = Vec::new();
        packed.read_to_end(&mut bytes).map_err(|error| Obstacle::Zip(error.into()))?;
        let length = bytes.len() as u64;
        self.budget = self.budget.checked_sub(length).ok_or(Obstacle::TooLarge)?;
        text_of(bytes).ok_or(Obstacle::NoText)
    }

    /// Where the relationships of a part lead, as far as their list can be
    /// read, and the name of the list if it is damaged. A part may have none.
    pub(super) fn relations(&mut self, of: &str) -> (Relations, Option<String>) {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = format!("{folder}/_rels/{file}.rels").trim_start_matches('/').to_owned();
        let mut found = Relations::new();
        let is_whole = match self.part(&name) {
            Ok(part) => relations(&part, folder, &mut found).is_ok(),
            Err(obstacle) => matches!(obstacle, Obstacle::Missing),
        };
        (found, (!is_whole).then_some(name))
    }
}

/// A part as text: UTF-8, or UTF-16 with its mark (ECMA-376 part 2, 9.1).
fn text_of(bytes: Vec<u8>) -> Option<String> {
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, length)) if encoding != encoding_rs::UTF_8 => {
            let (text, damaged) = encoding.decode_without_bom_handling(bytes.get(length..)?);
            (!damaged).then(|| text.into_owned())
        }
        Some((_, length)) => String::from_utf8(bytes.get(length..)?.to_vec()).ok(),
        None => String::from_utf8(bytes).ok(),
    }
}

fn plain_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn relations(part: &str, folder: &str, found: &mut Relations) -> Result<(), Fault> {
    let mut xml = Xml::new(part);
    xml.root()?;
    while let Some(tag) = xml.child()? {
        let (id, kind) = (tag.attribute("Id"), tag.attribute("Type"));
        let is_external = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if let (Some(id), Some(kind), Some(target), false) =
            (id, kind, tag.attribute("Target"), is_external)
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push((id, Relation { kind, part: resolve(folder, &target) }));
        }
        xml.skip()?;
    }
    Ok(())
}

/// A target as the name of a part: `/` stands for the package, `..` for the
/// folder above and never for more than the package.
fn resolve(folder: &str, target: &str) -> String {
    let path =
        if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside_the_package() {
        for (target, part) in [
            ("header1.xml", "word/header1.xml"),
            ("/word/header1.xml", "word/header1.xml"),
            ("./notes/a.xml", "word/notes/a.xml"),
            ("../../../etc/passwd", "etc/passwd"),
            ("", "word"),
        ] {
            assert_eq!(resolve("word", target), part, "{target}");
        }
    }

    #[test]
    fn parts_may_be_wide() {
        let wide: Vec<u8> =
            "\u{feff}<a>規程</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(wide).as_deref(), Some("<a>規程</a>"));
        assert_eq!(text_of(b"\xEF\xBB\xBF<a/>".to_vec()).as_deref(), Some("<a/>"));
        assert_eq!(text_of(b"\xFF\x00\x80".to_vec()), None);
    }

    #[test]
    fn external_relationships_lead_nowhere() {
        let part = "<Relationships><Relationship Id='a' Type='x/header' Target='h.xml'/>\
                    <Relationship Id='b' Type='x/header' TargetMode='External' Target='http://x'/>\
                    <broken";
        let header = Relation { kind: "header".into(), part: "word/h.xml".into() };
        let mut found = Relations::new();
        assert!(relations(part, "word", &mut found).is_err());
        assert_eq!(found, [("a".to_owned(), header)]);
    }
}
