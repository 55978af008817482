//! `--pairs FILE`, and the lines that such a file is made of.

use std::io;
use std::path::Path;

use super::input;
use super::inspect::{place, visible};
use crate::align::{Alignment, Pair, UnitId};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::model::{Side, Sides};
use crate::outline::Outlined;
use crate::pairs::{self, MAX_BYTES, Places, Rule};

/// Most characters of a section that are shown.
const FIRST_WORDS: usize = 20;

/// The rules of a file; none without a file.
///
/// # Errors
/// `BadPairs` for what is not understood, otherwise those of opening a file.
pub(super) fn open(file: Option<&Path>) -> Result<Vec<Rule>> {
    let Some(path) = file else { return Ok(Vec::new()) };
    // One byte more than is taken: too many bytes are the parser's to refuse.
    let opened = input::open(path, MAX_BYTES as u64 + 1).map_err(|error| match error.kind() {
        ErrorKind::TooLarge => Error::new(ErrorKind::BadPairs, path.to_string_lossy()).explained(
            "対応の指定としては大きすぎます（上限 1MB）。ファイルを確かめてください。",
            "too large for a file of pairs (at most 1 MB); check the file",
        ),
        _ => error,
    })?;
    pairs::parse(&opened.bytes).map_err(|error| named(error, file))
}

/// Names the file in an error about its rules.
pub(super) fn named(error: Error, file: Option<&Path>) -> Error {
    match file {
        Some(file) if error.kind() == ErrorKind::BadPairs => error.about(file.to_string_lossy()),
        _ => error,
    }
}

/// Prints each pair as a rule that does nothing: a line counts once its `#` is
/// taken away.
pub(super) fn template(
    sides: Sides<&Outlined>,
    alignment: &Alignment,
    lang: Lang,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let head = lang.pick(
        "# shinkyu --pairs: 行頭の # を外した行だけが効きます。\n\
         #   旧 = 新  同じ項とする　　旧 ! 新  同じ項としない　　旧 = -  相手がない　　- = 新  新設とする\n\
         #   以下は今の対応です。左が旧文書、右が新文書の項。",
        "# shinkyu --pairs: only lines without # in front count.\n\
         #   OLD = NEW  the same section   OLD ! NEW  not the same   OLD = -  no partner   - = NEW  is new\n\
         #   These are the present pairs, the section of the old document left.",
    );
    writeln!(out, "{head}")?;
    let places = sides.map(|_, outlined| Places::of(outlined));
    for pair in &alignment.pairs {
        let units = match *pair {
            Pair::Both { units, .. } => Sides { old: Some(units.old), new: Some(units.new) },
            Pair::OldOnly(old) => Sides { old: Some(old), new: None },
            Pair::NewOnly(new) => Sides { old: None, new: Some(new) },
        };
        // Closing text and later stretches have no number of their own.
        let is_whole = |side: Side, id: UnitId| {
            let unit = &alignment.units.get(side)[id.index()];
            !unit.continues && unit.whole.is_none_or(|whole| whole == id)
        };
        if Side::BOTH.into_iter().any(|it| units.get(it).is_some_and(|id| !is_whole(it, id))) {
            continue;
        }
        let name = |side: Side| {
            let section = |id: UnitId| alignment.units.get(side)[id.index()].section;
            units.get(side).map_or("-", |id| places.get(side).name(section(id)))
        };
        let at = |side: Side| units.get(side).map(|id| begins(sides, alignment, side, id));
        let (old, new) = (at(Side::Old), at(Side::New));
        let words = new.as_ref().or(old.as_ref()).map_or("", |(_, words)| words);
        let page = |it: &Option<(String, String)>| it.as_ref().map_or("-", |it| &*it.0).to_owned();
        let (name_old, name_new) = (name(Side::Old), name(Side::New));
        let (old, new) = (page(&old), page(&new));
        writeln!(out, "#{name_old} = {name_new}\t# {old} → {new} 「{words}」")?;
    }
    Ok(())
}

/// Page or line of a unit, and its first words.
fn begins(
    sides: Sides<&Outlined>,
    alignment: &Alignment,
    side: Side,
    id: UnitId,
) -> (String, String) {
    let source = &sides.get(side).document.source;
    let unit = &alignment.units.get(side)[id.index()];
    let blocks = unit.blocks(&sides.get(side).document);
    let Some(text) = blocks.first().map(|block| &block.text) else { return Default::default() };
    let page = text.first_span().map_or("-".to_owned(), |span| place(source, span));
    let words: String = text.printed(source).trim().chars().take(FIRST_WORDS).collect();
    (page, visible(&words).replace('\t', " "))
}
