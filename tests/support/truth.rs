//! What is true of a pair of documents, in places of their text.
//!
//! Places count the characters of a document that are not white space, so
//! they do not depend on wrapping, width, spaces or pages (a text made of the
//! same characters without running heads and page numbers has the same
//! places).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::prose::Piece;
use super::tree::{Line, Outline, lines};

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
    /// Labels, （例） and the dots of bullets: they come with the unit and are
    /// no words.
    pub leads: Vec<Range<usize>>,
}

/// All units of both documents in reading order.
#[derive(Debug, Clone)]
pub struct Truth {
    /// Units of the old document.
    pub old: Vec<UnitTruth>,
    /// Units of the new document.
    pub new: Vec<UnitTruth>,
    /// Units with different ids that share words: one was split off the other,
    /// or went into it.
    pub links: Vec<Twin>,
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
        let (old_lines, new_lines) = (lines(old), lines(new));
        let (old_owners, new_owners) = (owners(&old_lines), owners(&new_lines));
        let old = units(old, &old_lines, &new_owners);
        let new = units(new, &new_lines, &old_owners);
        let links = links(&old, &new, &new_lines, &old_owners);
        Self { old, new, links }
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

/// The unit of each stamp.
fn owners(lines: &[Line<'_>]) -> Vec<Option<u32>> {
    let mut owners = Vec::new();
    for line in lines {
        for piece in &line.pieces {
            let stamp = piece.stamp as usize;
            if owners.len() <= stamp {
                owners.resize(stamp + 1, None);
            }
            owners[stamp] = Some(line.unit);
        }
    }
    owners
}

fn owner(owners: &[Option<u32>], piece: &Piece) -> Option<u32> {
    owners.get(piece.stamp as usize).copied().flatten()
}

/// Units of different ids with equal stamps.
fn links(
    old: &[UnitTruth],
    new: &[UnitTruth],
    new_lines: &[Line<'_>],
    old_owners: &[Option<u32>],
) -> Vec<Twin> {
    let index = |units: &[UnitTruth]| -> BTreeMap<u32, usize> {
        units.iter().enumerate().map(|(index, unit)| (unit.id, index)).collect()
    };
    let (old, new) = (index(old), index(new));
    let mut links = BTreeSet::new();
    for line in new_lines {
        for owner in line.pieces.iter().filter_map(|piece| owner(old_owners, piece)) {
            if owner != line.unit {
                links.insert((new[&line.unit], old[&owner]));
            }
        }
    }
    links.into_iter().map(|(new, old)| Twin { old, new }).collect()
}

fn units(outline: &Outline, lines: &[Line<'_>], other_owners: &[Option<u32>]) -> Vec<UnitTruth> {
    let mut parents = BTreeMap::new();
    collect_parents(&outline.units, &mut Vec::new(), &mut parents);
    let mut out: Vec<UnitTruth> = Vec::new();
    let mut place = 0;
    for line in lines {
        if out.last().is_none_or(|unit| unit.id != line.unit) {
            let parents = parents.remove(&line.unit).unwrap_or_default();
            let label: String = line.lead.chars().take_while(|c| !is_lead(*c)).collect();
            out.push(UnitTruth {
                id: line.unit,
                label,
                parents,
                range: place..place,
                changed: Vec::new(),
                leads: Vec::new(),
            });
        }
        let unit = out.last_mut().expect("pushed just now");
        let n_lead = count(&line.lead);
        if n_lead > 0 {
            unit.leads.push(place..place + n_lead);
        }
        place += n_lead;
        for piece in &line.pieces {
            let end = place + count(&piece.text);
            if owner(other_owners, piece).is_none() {
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
