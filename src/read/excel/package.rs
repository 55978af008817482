//! The parts of an Office Open XML package, with a bound on what they unpack
//! to.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use rustc_hash::FxHashMap;
use zip::ZipArchive;

use crate::read::encoding;
use crate::read::xml::{self, Token};

/// Most bytes all XML parts of a package may unpack to.
const MAX_UNPACKED: u64 = 512 << 20;
/// Most parts of a package.
const MAX_PARTS: usize = 65_536;

/// Why a package could not be opened.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unopened {
    /// More than [`MAX_UNPACKED`] bytes or [`MAX_PARTS`] parts.
    #[error("unpacks to more than {} MB", MAX_UNPACKED >> 20)]
    TooLarge,
    /// Not a whole ZIP file.
    #[error("{0}")]
    Zip(#[from] zip::result::ZipError),
    /// A part cannot be unpacked.
    #[error("{0}")]
    Part(#[from] std::io::Error),
}

/// An opened package.
#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by their lower-case names: writers do not agree about case.
    parts: FxHashMap<String, usize>,
    /// Parts that could not be read and are missing from the result, by name.
    pub unreadable: BTreeSet<String>,
}

impl<'a> Package<'a> {
    /// Opens a package and unpacks every part but pictures once to see that it
    /// is whole and not larger than the limit.
    ///
    /// # Errors
    /// An [`Unopened`].
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unopened> {
        let mut archive = ZipArchive::new(Cursor::new(bytes))?;
        if archive.len() > MAX_PARTS {
            return Err(Unopened::TooLarge);
        }
        let mut parts = FxHashMap::default();
        let mut unpacked = 0;
        for index in 0..archive.len() {
            let part = archive.by_index(index)?;
            let name = part.name()?.trim_start_matches('/').replace('\\', "/").to_lowercase();
            if !name.contains("/media/") {
                let room = MAX_UNPACKED - unpacked;
                unpacked += std::io::copy(&mut part.take(room + 1), &mut std::io::sink())?;
                if unpacked > MAX_UNPACKED {
                    return Err(Unopened::TooLarge);
                }
            }
            parts.insert(name, index);
        }
        Ok(Self { archive, parts, unreadable: BTreeSet::new() })
    }

    /// The characters of a part, or `None` where there is none of that name.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let index = *self.parts.get(&name.to_lowercase())?;
        let mut bytes = Vec::new();
        self.archive.by_index(index).ok()?.take(MAX_UNPACKED).read_to_end(&mut bytes).ok()?;
        Some(encoding::decode(&bytes).text)
    }

    /// What `parse` makes of a part that another one refers to. A part that is
    /// missing or broken is noted in [`Package::unreadable`].
    pub fn read<T, E>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let read = self.text(name).and_then(|text| parse(&text).ok());
        if read.is_none() {
            self.unreadable.insert(name.to_owned());
        }
        read
    }

    /// Name of the part that lists what a part refers to.
    pub fn relations_of(part: &str) -> String {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        format!("{folder}/_rels/{file}.rels")
    }

    /// What a part refers to, in file order. A damaged list is noted in
    /// [`Package::unreadable`] and read as far as it goes.
    pub fn relations(&mut self, part: &str) -> Vec<Relation> {
        let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = Self::relations_of(part);
        let Some(text) = self.text(&name) else {
            if self.parts.contains_key(&name.to_lowercase()) {
                self.unreadable.insert(name);
            }
            return Vec::new();
        };
        let mut relations = Vec::new();
        let read = xml::walk(&text, |token, _| {
            let Token::Open(element) = token else { return };
            let is_external = element.attribute("TargetMode").is_some_and(|it| it == "External");
            if element.name() == "Relationship" && !is_external {
                let value = |name| element.attribute(name).unwrap_or_default();
                let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                let target = resolve(folder, &value("Target"));
                relations.push(Relation { id: value("Id"), kind, target });
            }
        });
        if read.is_err() {
            self.unreadable.insert(name);
        }
        relations
    }
}

/// One entry of a relations part.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// The name the part uses.
    pub id: String,
    /// Last word of the type: `worksheet`, `drawing`, `comments`.
    pub kind: String,
    /// The part it refers to, from the root of the package.
    pub target: String,
}

fn resolve(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_the_folder_of_the_part() {
        for (target, path) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/a.xml", "xl/a.xml"),
            ("../drawings/a.xml", "drawings/a.xml"),
            ("../../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolve("xl", target), path);
        }
    }
}
