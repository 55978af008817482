//! What is true of a pair of documents, in places of their text.
//!
//! Places count the characters of a document that are not white space, so
//! they do not depend on wrapping, width, spaces or pages (a text made of the
//! same characters without running heads and page numbers has the same
//! places).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::tree::{Outline, lines};

/// One unit of one document.
#[derive(Debug, Clone)]
pub struct UnitTruth {
    /// Id, equal on both sides for the same unit.
    pub id: u32,
    /// Label without white space, full-width; empty where there is none.
    pub label: String,
    /// Ids of the units above it, outermost first.
    pub parents: Vec<u32>,
    /// Where its own text stands, label included.
    pub range: Range<usize>,
    /// Where its words are not in the other document's version of this unit;
    /// for an added or removed unit all of it. Labels do not count.
    pub changed: Vec<Range<usize>>,
}

/// All units of both documents in reading order.
#[derive(Debug, Clone)]
pub struct Truth {
    /// Units of the old document.
    pub old: Vec<UnitTruth>,
    /// Units of the new document.
    pub new: Vec<UnitTruth>,
}

/// A unit that stands in both documents, as indices into [`Truth`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twin {
    /// Index in [`Truth::old`].
    pub old: usize,
    /// Index in [`Truth::new`].
    pub new: usize,
}

impl Truth {
    /// Compares two trees by ids and stamps.
    pub fn new(old: &Outline, new: &Outline) -> Self {
        let stamps = (stamps(old), stamps(new));
        Self { old: units(old, &stamps.1), new: units(new, &stamps.0) }
    }

    /// Units that stand in both documents, in the order of the new one.
    pub fn twins(&self) -> Vec<Twin> {
        let by_id: BTreeMap<u32, usize> =
            self.old.iter().enumerate().map(|(index, unit)| (unit.id, index)).collect();
        let new = self.new.iter().enumerate();
        new.filter_map(|(index, unit)| by_id.get(&unit.id).map(|&old| Twin { old, new: index }))
            .collect()
    }

    /// Whether the words of a twin differ.
    pub fn edited(&self, twin: Twin) -> bool {
        !self.old[twin.old].changed.is_empty() || !self.new[twin.new].changed.is_empty()
    }

    /// Whether the label of a twin differs.
    pub fn renumbered(&self, twin: Twin) -> bool {
        self.old[twin.old].label != self.new[twin.new].label
    }

    /// Whether a twin stands directly under another unit. The units inside a
    /// moved one go with it and are not moved themselves.
    pub fn moved(&self, twin: Twin) -> bool {
        self.old[twin.old].parents.last() != self.new[twin.new].parents.last()
    }
}

/// The unit at a place, by its index; the units are in reading order.
pub fn unit_at(units: &[UnitTruth], place: usize) -> Option<usize> {
    let index = units.partition_point(|unit| unit.range.end <= place);
    units.get(index).filter(|unit| unit.range.contains(&place)).map(|_| index)
}

/// (unit, stamp) of all pieces.
fn stamps(outline: &Outline) -> BTreeSet<(u32, u32)> {
    let lines = lines(outline);
    lines.iter().flat_map(|line| line.pieces.iter().map(|piece| (line.unit, piece.stamp))).collect()
}

fn units(outline: &Outline, other: &BTreeSet<(u32, u32)>) -> Vec<UnitTruth> {
    let mut parents = BTreeMap::new();
    collect_parents(&outline.units, &mut Vec::new(), &mut parents);
    let mut out: Vec<UnitTruth> = Vec::new();
    let mut place = 0;
    for line in lines(outline) {
        if out.last().is_none_or(|unit| unit.id != line.unit) {
            let parents = parents.remove(&line.unit).unwrap_or_default();
            let label: String = line.lead.chars().take_while(|c| !is_lead(*c)).collect();
            out.push(UnitTruth {
                id: line.unit,
                label,
                parents,
                range: place..place,
                changed: Vec::new(),
            });
        }
        let unit = out.last_mut().expect("pushed just now");
        place += count(&line.lead);
        for piece in &line.pieces {
            let end = place + count(&piece.text);
            if !other.contains(&(line.unit, piece.stamp)) {
                match unit.changed.last_mut() {
                    Some(last) if last.end == place => last.end = end,
                    _ => unit.changed.push(place..end),
                }
            }
            place = end;
        }
        place += count(line.tail);
        unit.range.end = place;
    }
    out
}

/// Whether a label ends here: white space, or a sign that leads a line
/// without being a number.
fn is_lead(c: char) -> bool {
    c.is_whitespace() || matches!(c, '・' | '【' | '例')
}

fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn collect_parents(
    units: &[super::tree::Unit],
    path: &mut Vec<u32>,
    out: &mut BTreeMap<u32, Vec<u32>>,
) {
    for unit in units {
        out.insert(unit.id, path.clone());
        path.push(unit.id);
        collect_parents(&unit.children, path, out);
        path.pop();
    }
}
