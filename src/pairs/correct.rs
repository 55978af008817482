//! What rules say beyond pairs: which pairs have moved, and what is
//! underlined. Comes after `diff` and has the last word.

use std::ops::Range;

use super::marks::occurrences;
use super::places::one;
use super::{MarkRule, PairRule, Places, Rule, wrong};
use crate::align::{Alignment, Pair, Unit, UnitId};
use crate::diff::{Marks, UnitDiff};
use crate::error::Result;
use crate::model::{Block, Join, Side, Sides, Source};
use crate::outline::{Outlined, SectionId};

/// Puts into effect what the rules say about moves and underlines.
///
/// A row from which every underline was taken counts as changed in style only:
/// it stays in the lists.
///
/// # Errors
/// `BadPairs` with its line for a rule that names no section, several, a pair
/// that is none, or a text that the section has not.
pub fn correct(
    rules: &[Rule],
    sides: Sides<&Outlined>,
    alignment: &mut Alignment,
    diffs: &mut [UnitDiff],
) -> Result<()> {
    let says_more = |rule: &Rule| !matches!(rule, Rule::Pair(PairRule { moved: None, .. }));
    if !rules.iter().any(says_more) {
        return Ok(());
    }
    let places = sides.map(|_, outlined| Places::of(outlined));
    for rule in rules {
        match rule {
            Rule::Pair(PairRule { line, places: typed, moved: Some(moved), .. }) => {
                if let (Some(old), Some(new)) = (&typed.old, &typed.new) {
                    let old = one(&places.old, old, Side::Old, *line)?;
                    let new = one(&places.new, new, Side::New, *line)?;
                    call_moved(alignment, Sides { old, new }, *moved);
                }
            }
            Rule::Pair(_) => {}
            Rule::Mark(rule) => {
                let section = one(places.get(rule.side), &rule.place, rule.side, rule.line)?;
                mark(rule, section, sides, alignment, diffs)?;
            }
        }
    }
    Ok(())
}

fn call_moved(alignment: &mut Alignment, sections: Sides<SectionId>, is_moved: bool) {
    let Alignment { units, pairs } = alignment;
    for pair in pairs {
        if let Pair::Both { units: ids, moved, .. } = pair
            && units.old[ids.old.index()].section == sections.old
            && units.new[ids.new.index()].section == sections.new
        {
            *moved = is_moved;
        }
    }
}

fn mark(
    rule: &MarkRule,
    section: SectionId,
    sides: Sides<&Outlined>,
    alignment: &Alignment,
    diffs: &mut [UnitDiff],
) -> Result<()> {
    let units = alignment.units.get(rule.side);
    let outlined = *sides.get(rule.side);
    let (unit, stretch) = find(rule, section, units, outlined).ok_or_else(|| {
        wrong(
            rule.line,
            &format!("下線の箇所「{}」が「{}」に見つかりません。", rule.text, rule.place),
            &format!("the text 「{}」 is not found in \"{}\"", rule.text, rule.place),
        )
    })?;
    let is_of = |pair: &Pair| match (*pair, rule.side) {
        (Pair::Both { units, .. }, side) => *units.get(side) == unit,
        (Pair::OldOnly(own), Side::Old) | (Pair::NewOnly(own), Side::New) => own == unit,
        _ => false,
    };
    let Some(at) = alignment.pairs.iter().position(is_of) else { return Ok(()) };
    let Some(diff) = diffs.get_mut(at) else { return Ok(()) };
    let Marks { changed: both, consequential } = diff.marks_mut();
    let changed = both.get_mut(rule.side);
    *changed = if rule.underlined { with(changed, stretch) } else { without(changed, &stretch) };
    // A citation is known by its whole stretch; a part of it is a change.
    let Sides { old, new } = &*both;
    consequential.old.retain(|range| old.contains(range));
    consequential.new.retain(|range| new.contains(range));
    let is_unmarked = old.is_empty() && new.is_empty();
    if matches!(alignment.pairs.get(at), Some(Pair::Both { .. })) {
        diff.is_same = !diff.renumbered && is_unmarked;
        diff.style_only = diff.is_same;
    }
    Ok(())
}

/// The unit that holds the text of a rule, and where in its source it stands.
fn find(
    rule: &MarkRule,
    section: SectionId,
    units: &[Unit],
    outlined: &Outlined,
) -> Option<(UnitId, Range<usize>)> {
    let mut n_seen = 0;
    for (id, unit) in (0..).map(UnitId).zip(units).filter(|(_, unit)| unit.section == section) {
        for block in unit.blocks(&outlined.document).iter() {
            let printed = Printed::of(block, &outlined.document.source);
            for at in occurrences(&printed.text, &rule.text) {
                n_seen += 1;
                if n_seen == rule.nth {
                    return Some((id, printed.stretch(at..at + rule.text.len())));
                }
            }
        }
    }
    None
}

/// The rule that underlines a stretch of a unit, or takes its underline off:
/// `range` are bytes of the paragraph `block` of the unit as printed. `None`
/// where there is no such stretch.
pub fn mark_rule(
    alignment: &Alignment,
    sides: Sides<&Outlined>,
    side: Side,
    (unit, block): (UnitId, usize),
    range: Range<usize>,
) -> Option<MarkRule> {
    let outlined = *sides.get(side);
    let section = alignment.units.get(side).get(unit.index())?.section;
    let mut nth = 0;
    let printed = |block: &Block| Printed::of(block, &outlined.document.source).text;
    let blocks_of = |unit: &Unit| unit.blocks(&outlined.document).into_owned();
    let own = alignment.units.get(side).get(unit.index()).map(blocks_of)?;
    let text = printed(own.get(block)?);
    let text = text.get(range.clone()).filter(|text| !text.is_empty())?;
    for (id, other) in (0..).map(UnitId).zip(alignment.units.get(side)) {
        if other.section != section {
            continue;
        }
        for (index, paragraph) in blocks_of(other).iter().enumerate() {
            for at in occurrences(&printed(paragraph), text) {
                nth += 1;
                if (id, index, at) == (unit, block, range.start) {
                    let place = Places::of(outlined).name(section).to_owned();
                    let text = text.to_owned();
                    return Some(MarkRule { line: 0, side, place, text, nth, underlined: true });
                }
            }
        }
    }
    None
}

/// A paragraph as printed, with the place of each part.
struct Printed {
    text: String,
    /// First byte of each part as printed, and in the source.
    parts: Vec<(usize, usize)>,
}

impl Printed {
    fn of(block: &Block, source: &Source) -> Self {
        let mut printed = Self { text: String::new(), parts: Vec::new() };
        for (index, part) in block.text.parts().iter().enumerate() {
            if index > 0 && part.join == Join::Space {
                printed.text.push(' ');
            }
            printed.parts.push((printed.text.len(), part.span.start()));
            printed.text.push_str(source.slice(part.span));
        }
        printed
    }

    /// Where a stretch, which is not empty, stands in the source.
    fn stretch(&self, range: Range<usize>) -> Range<usize> {
        let place = |byte: usize| {
            let after = self.parts.partition_point(|(printed, _)| *printed <= byte);
            let part = after.checked_sub(1).and_then(|at| self.parts.get(at));
            part.map_or(0, |(printed, source)| source + byte - printed)
        };
        place(range.start)..place(range.end - 1) + 1
    }
}

/// Ascending ranges and one more.
fn with(ranges: &[Range<usize>], more: Range<usize>) -> Vec<Range<usize>> {
    let is_apart = |range: &&Range<usize>| range.end < more.start || more.end < range.start;
    let (apart, touched): (Vec<_>, Vec<_>) = ranges.iter().partition(is_apart);
    let start = touched.iter().map(|range| range.start).min().unwrap_or(more.start);
    let end = touched.iter().map(|range| range.end).max().unwrap_or(more.end);
    let mut out: Vec<Range<usize>> = apart.into_iter().cloned().collect();
    out.push(start.min(more.start)..end.max(more.end));
    out.sort_by_key(|range| range.start);
    out
}

/// Ascending ranges without what lies in another one.
fn without(ranges: &[Range<usize>], less: &Range<usize>) -> Vec<Range<usize>> {
    let rest = |range: &Range<usize>| {
        [range.start..range.end.min(less.start), range.start.max(less.end)..range.end]
    };
    ranges.iter().flat_map(rest).filter(|range| !range.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_added_and_taken_away() {
        let ranges = [2..4, 6..8, 12..14];
        assert_eq!(with(&ranges, 9..10), [2..4, 6..8, 9..10, 12..14]);
        assert_eq!(with(&ranges, 4..7), [2..8, 12..14]);
        assert_eq!(with(&ranges, 0..20), vec![0..20]);
        assert_eq!(without(&ranges, &(3..7)), [2..3, 7..8, 12..14]);
        assert_eq!(without(&ranges, &(0..20)), Vec::<Range<usize>>::new());
        let whole = 0..20;
        assert_eq!(without(std::slice::from_ref(&whole), &(5..6)), [0..5, 6..20]);
    }
}
