//! What the two columns of an entry say: the whole old and new text, or the
//! paragraphs that changed with a sign for the others (CONVENTIONS §4.6, §4.9).

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::item::said;
use crate::report::Dialect;

/// What stands where there was nothing before.
pub(super) const NOTHING: &str = "（記載なし）";
/// In front of what was added.
const ADDED: &str = "（追加）";
/// The same in dialect B, in the column of the old text.
pub(super) const ADDED_RIGHT: &str = "右記項目を追加";
/// In place of what was removed.
pub(super) const REMOVED: &str = "（削除）";

/// Most paragraphs of a change that are looked through for texts cut elsewhere.
const MOST_RECUT: usize = 2_000;

/// Both columns, a paragraph each.
pub(super) type Columns = (Vec<String>, Vec<String>);

/// An item that stands in one document alone, or says nothing there.
pub(super) fn one_sided(before: &[String], after: &[String], dialect: Dialect) -> Option<Columns> {
    let is_blank = |paragraphs: &[String]| paragraphs.iter().all(|it| it.trim().is_empty());
    match (is_blank(before), is_blank(after), dialect) {
        (true, false, Dialect::Flat) => Some((vec![NOTHING.into()], marked(ADDED, after))),
        (true, false, Dialect::Grouped) => Some((vec![ADDED_RIGHT.into()], after.to_vec())),
        (false, true, _) => Some((before.to_vec(), vec![REMOVED.into()])),
        _ => None,
    }
}

fn marked(mark: &str, paragraphs: &[String]) -> Vec<String> {
    std::iter::once(mark.to_owned()).chain(paragraphs.iter().cloned()).collect()
}

/// The paragraphs that changed. Unchanged ones are left out for a sign, but
/// for those that tell where something was put in or taken out: they stay on
/// both sides.
pub(super) fn excerpt(before: &[String], after: &[String], dialect: Dialect) -> Columns {
    let changes = changes(before, after);
    if let ([(old, new)], Dialect::Flat) = (changes.as_slice(), dialect)
        && old.is_empty()
        && new.end == after.len()
    {
        let added = after.get(new.clone()).unwrap_or_default();
        return (vec![NOTHING.into()], marked(ADDED, added));
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    // First paragraphs that are not printed yet.
    let (mut old_at, mut new_at) = (0, 0);
    for (index, (old, new)) in changes.iter().enumerate() {
        let [n_before, n_behind] = anchors(old, new, before.len(), dialect);
        let from = [old.start, new.start].map(|start| start.saturating_sub(n_before));
        let (old_from, new_from) = (from[0].max(old_at), from[1].max(new_at));
        if old_from > old_at && new_from > new_at {
            left.push(omitted(dialect).to_owned());
            right.push(omitted(dialect).to_owned());
        }
        let next = changes.get(index + 1);
        let (old_next, new_next) =
            next.map_or((before.len(), after.len()), |(old, new)| (old.start, new.start));
        old_at = (old.end + n_behind).min(old_next);
        new_at = (new.end + n_behind).min(new_next);
        left.extend(slice(before, old_from..old_at));
        right.extend(slice(after, new_from..new_at));
    }
    if old_at < before.len() && new_at < after.len() {
        left.push(omitted(dialect).to_owned());
        right.push(omitted(dialect).to_owned());
    }
    (left, right)
}

/// The sign for what is left out because it is unchanged.
fn omitted(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Flat => "(略)",
        Dialect::Grouped => "～略～",
    }
}

/// How many unchanged paragraphs are kept before and behind a change.
fn anchors(old: &Range<usize>, new: &Range<usize>, n_old: usize, dialect: Dialect) -> [usize; 2] {
    match (dialect, old.is_empty() || new.is_empty()) {
        (Dialect::Grouped, _) => [1, 1],
        (Dialect::Flat, false) => [0, 0],
        // Without one before it, the one behind it tells the place.
        (Dialect::Flat, true) if old.start == 0 && n_old > 0 => [0, 1],
        (Dialect::Flat, true) => [1, 0],
    }
}

/// Runs of paragraphs that differ, in order.
fn changes(before: &[String], after: &[String]) -> Vec<(Range<usize>, Range<usize>)> {
    let folded = |paragraphs: &[String]| paragraphs.iter().map(|it| said(it)).collect::<Vec<_>>();
    let (old, new) = (folded(before), folded(after));
    let ops = capture_diff_slices(Algorithm::Histogram, &old, &new);
    let changed = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let mut out: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in changed {
        let (old, new) = (op.old_range(), op.new_range());
        match out.last_mut() {
            Some((last_old, last_new))
                if last_old.end == old.start && last_new.end == new.start =>
            {
                (last_old.end, last_new.end) = (old.end, new.end);
            }
            _ => out.push((old, new)),
        }
    }
    let cut = |change| without_equal_ends(change, (&old, &new));
    out.into_iter().map(cut).filter(|(old, new)| !old.is_empty() || !new.is_empty()).collect()
}

/// The same without what is equal at both ends and only cut into paragraphs at
/// other places, as two programs print one text.
fn without_equal_ends(
    (old, new): (Range<usize>, Range<usize>),
    (before, after): (&[String], &[String]),
) -> (Range<usize>, Range<usize>) {
    if old.len() + new.len() > MOST_RECUT {
        return (old, new);
    }
    let texts =
        |all: &[String], range: &Range<usize>| all.get(range.clone()).unwrap_or_default().to_vec();
    let (one, other) = (texts(before, &old), texts(after, &new));
    let front = equal_front(one.iter(), other.iter());
    let rest = (one.get(front.0..).unwrap_or_default(), other.get(front.1..).unwrap_or_default());
    let back = equal_back(rest.0, rest.1);
    (old.start + front.0..old.end - back.0, new.start + front.1..new.end - back.1)
}

/// How many paragraphs of each side say the same in front.
fn equal_front<'a>(
    mut one: impl Iterator<Item = &'a String>,
    mut other: impl Iterator<Item = &'a String>,
) -> (usize, usize) {
    let (mut n, mut equal) = ((0, 0), (0, 0));
    let (mut a, mut b) = (String::new(), String::new());
    loop {
        // The side that said less goes on.
        let (text, more, count) = if a.len() <= b.len() {
            (&mut a, one.next(), &mut n.0)
        } else {
            (&mut b, other.next(), &mut n.1)
        };
        let Some(more) = more else { return equal };
        text.push_str(more);
        *count += 1;
        if a == b {
            equal = n;
            a.clear();
            b.clear();
        } else if !a.starts_with(&b) && !b.starts_with(&a) {
            return equal;
        }
    }
}

/// The same at the end.
fn equal_back(one: &[String], other: &[String]) -> (usize, usize) {
    let backwards = |texts: &[String]| -> Vec<String> {
        texts.iter().rev().map(|text| text.chars().rev().collect()).collect()
    };
    let (one, other) = (backwards(one), backwards(other));
    equal_front(one.iter(), other.iter())
}

fn slice(paragraphs: &[String], range: Range<usize>) -> Vec<String> {
    paragraphs.get(range).unwrap_or_default().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.split('|').filter(|it| !it.is_empty()).map(str::to_owned).collect()
    }

    fn shown(before: &str, after: &str, dialect: Dialect) -> (String, String) {
        let (old, new) = excerpt(&lines(before), &lines(after), dialect);
        (old.join("|"), new.join("|"))
    }

    fn flat(before: &str, after: &str) -> (String, String) {
        shown(before, after, Dialect::Flat)
    }

    fn both(old: &str, new: &str) -> (String, String) {
        (old.to_owned(), new.to_owned())
    }

    #[test]
    fn unchanged_stretches_are_left_out_on_both_sides() {
        assert_eq!(flat("あ|い|う|え", "あ|イ|う|え"), both("(略)|い|(略)", "(略)|イ|(略)"));
        assert_eq!(flat("総務部|電話", "政策部|電話"), both("総務部|(略)", "政策部|(略)"));
        assert_eq!(flat("あ|い", "ア|イ"), both("あ|い", "ア|イ"));
    }

    #[test]
    fn what_is_put_in_stands_behind_the_same_line_on_both_sides() {
        assert_eq!(flat("あ|い|う|え", "あ|い|新|う|え"), both("(略)|い|(略)", "(略)|い|新|(略)"));
        assert_eq!(flat("あ|い", "新|あ|い"), both("あ|(略)", "新|あ|(略)"));
        assert_eq!(flat("あ|い|う", "あ|う"), both("あ|い|(略)", "あ|(略)"));
    }

    #[test]
    fn what_is_added_at_the_end_is_called_an_addition() {
        assert_eq!(flat("あ|い", "あ|い|新"), both("（記載なし）", "（追加）|新"));
    }

    #[test]
    fn dialect_b_keeps_the_lines_around_a_change() {
        assert_eq!(
            shown("あ|い|う|え|お", "あ|い|ウ|え|お", Dialect::Grouped),
            both("～略～|い|う|え|～略～", "～略～|い|ウ|え|～略～")
        );
    }

    #[test]
    fn changes_that_are_close_share_what_stands_between() {
        assert_eq!(
            shown("あ|い|う|え", "ア|い|う|エ", Dialect::Grouped),
            both("あ|い|う|え", "ア|い|う|エ")
        );
        assert_eq!(flat("あ|い|う", "ア|い|ウ"), both("あ|(略)|う", "ア|(略)|ウ"));
    }

    #[test]
    fn paragraphs_that_are_only_cut_elsewhere_are_unchanged() {
        assert_eq!(flat("あい|う|え|お", "あ|い|うえ|オ"), both("(略)|お", "(略)|オ"));
        assert_eq!(flat("あ|いう|え", "ア|い|うえ"), both("あ|(略)", "ア|(略)"));
    }

    #[test]
    fn one_side_alone() {
        let added = one_sided(&[], &lines("新"), Dialect::Flat);
        assert_eq!(added, Some((lines("（記載なし）"), lines("（追加）|新"))));
        let added = one_sided(&lines(" "), &lines("新"), Dialect::Grouped);
        assert_eq!(added, Some((lines("右記項目を追加"), lines("新"))));
        let removed = one_sided(&lines("旧"), &[], Dialect::Flat);
        assert_eq!(removed, Some((lines("旧"), lines("（削除）"))));
        assert_eq!(one_sided(&lines("旧"), &lines("新"), Dialect::Flat), None);
    }
}
