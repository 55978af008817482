//! Citations that changed because the section they cite has another number
//! (ハネ改正, CONVENTIONS §1.9): the words differ, what they mean does not.
//!
//! An edit is one when both sides differ in citations alone, each citation of
//! the old text means the section whose partner the new one means, and the old
//! words would mean something else in the new document. In doubt it is none.

use std::sync::OnceLock;

use super::steps::{Piece, Step, pieces};
use super::target::Targets;
use crate::align::{Alignment, Pair};
use crate::model::Sides;
use crate::normalize::fold::fold;
use crate::outline::{Outlined, SectionId};

/// Bytes before a stretch that are asked whose section is cited.
const CONTEXT: usize = 240;
/// Longest stretch that is read as citations.
const LONGEST: usize = 600;
/// Last characters of what has articles of its own: 法, 規則, 条例, 要綱 ….
const OTHER_TEXTS: &str = "法令則例程綱領約律款憲書約同」』)】";

/// A stretch of one document that changed.
pub struct Wording<'a> {
    /// The text of its paragraph before it.
    pub before: &'a str,
    /// The stretch.
    pub text: &'a str,
    /// The section it stands in.
    pub section: SectionId,
}

/// Knows what citations mean. Learns it when it is first asked.
pub struct Judge<'a> {
    alignment: &'a Alignment,
    sides: Sides<&'a Outlined>,
    known: OnceLock<Known<'a>>,
}

struct Known<'a> {
    targets: Sides<Targets<'a>>,
    new_of_old: Vec<Option<SectionId>>,
}

impl<'a> Judge<'a> {
    /// A judge of the pairs of an alignment.
    pub fn new(alignment: &'a Alignment, sides: Sides<&'a Outlined>) -> Self {
        Self { alignment, sides, known: OnceLock::new() }
    }

    /// Whether a change between two stretches is consequential.
    pub fn is_consequential(&self, old: &Wording<'_>, new: &Wording<'_>) -> bool {
        if old.text.len().max(new.text.len()) > LONGEST {
            return false;
        }
        let folded = [old, new].map(|it| fold(it.text).chars().collect::<Vec<char>>());
        let [old_pieces, new_pieces] = folded.map(|text| pieces(&text));
        let pieces = Sides { old: old_pieces, new: new_pieces };
        let from = Sides { old: old.section, new: new.section };
        let has_citation = pieces.old.iter().any(|it| matches!(it, Piece::Citation(..)));
        has_citation
            && pieces.old.len() == pieces.new.len()
            && is_of_this_text(old.before)
            && is_of_this_text(new.before)
            && pieces.old.iter().zip(&pieces.new).all(|pair| match pair {
                (Piece::Other(old), Piece::Other(new)) => old == new,
                (Piece::Citation(old, _), Piece::Citation(new, _)) => self.follows(old, new, from),
                _ => false,
            })
    }

    /// Whether a new citation means the partner of what an old one means, and
    /// has to be worded anew for that.
    fn follows(&self, old: &[Step], new: &[Step], from: Sides<SectionId>) -> bool {
        let known = self.known.get_or_init(|| self.learn());
        let Some((old_target, n_old)) = known.targets.old.resolve(old, from.old) else {
            return false;
        };
        let Some((new_target, n_new)) = known.targets.new.resolve(new, from.new) else {
            return false;
        };
        let rest_is_equal = old.get(n_old..) == new.get(n_new..);
        let stale = known.targets.new.resolve(old, from.new);
        rest_is_equal
            && known.new_of_old[old_target.index()] == Some(new_target)
            && (old == new || stale.is_none_or(|(target, _)| target != new_target))
    }

    fn learn(&self) -> Known<'a> {
        let mut new_of_old = vec![None; self.sides.old.outline.sections().len()];
        for pair in &self.alignment.pairs {
            if let Pair::Both { units, .. } = pair {
                let old = &self.alignment.units.old[units.old.index()];
                let new = &self.alignment.units.new[units.new.index()];
                if !old.continues && !new.continues {
                    new_of_old[old.section.index()] = Some(new.section);
                }
            }
        }
        let targets = self.sides.map(|_, outlined| Targets::of(&outlined.outline));
        Known { targets, new_of_old }
    }
}

/// Whether nothing before a stretch says that it cites another text, or that it
/// goes on with a citation.
fn is_of_this_text(before: &str) -> bool {
    let start = before.ceil_char_boundary(before.len().saturating_sub(CONTEXT));
    let before: Vec<char> = fold(before.get(start..).unwrap_or_default()).chars().collect();
    let pieces = pieces(&before);
    // What is listed before it is cited of the same text.
    let mut rest = pieces.as_slice();
    loop {
        let n_joints =
            rest.iter().rev().take_while(|it| matches!(it, Piece::Other(c) if is_joint(*c)));
        let n_joints = n_joints.count();
        let (head, _) = rest.split_at(rest.len() - n_joints);
        match head.split_last() {
            Some((Piece::Citation(..), _)) if n_joints == 0 => return false,
            Some((Piece::Citation(..), before)) => rest = before,
            Some((Piece::Other(c), _)) => {
                return !OTHER_TEXTS.contains(*c) && !c.is_ascii_digit();
            }
            None => return true,
        }
    }
}

/// Characters between citations that are listed: 、 及び 又は 並びに 若しくは から
/// まで の規定 ….
fn is_joint(c: char) -> bool {
    "、・及びおよ又はまたは並びに若しくはからまで~の規定各前段後本文ただし書".contains(c)
}
