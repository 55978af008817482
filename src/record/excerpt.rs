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
const ADDED_RIGHT: &str = "右記項目を追加";
/// In place of what was removed.
const REMOVED: &str = "（削除）";

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
    let (mut old_at, mut new_at) = (0, 0);
    let (mut kept_old, mut kept_new) = (0, 0);
    for (index, (old, new)) in changes.iter().enumerate() {
        let [anchors_before, anchors_after] = anchors(old, new, before.len(), dialect);
        // What is kept in front may reach into what was kept behind the
        // change before.
        let from = old.start.saturating_sub(anchors_before).max(old_at + kept_old);
        let n_kept = old.start - from;
        if from > old_at + kept_old {
            left.push(omitted(dialect).to_owned());
            right.push(omitted(dialect).to_owned());
        }
        left.extend(slice(before, from..old.end));
        right.extend(slice(after, new.start - n_kept..new.end));
        let next = changes.get(index + 1).map_or(before.len(), |(old, _)| old.start);
        (kept_old, kept_new) = (anchors_after.min(next - old.end), anchors_after.min(next - old.end));
        left.extend(slice(before, old.end..old.end + kept_old));
        right.extend(slice(after, new.end..new.end + kept_new));
        (old_at, new_at) = (old.end, new.end);
    }
    if old_at + kept_old < before.len() && new_at + kept_new < after.len() {
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
fn anchors(
    old: &Range<usize>,
    new: &Range<usize>,
    n_old: usize,
    dialect: Dialect,
) -> [usize; 2] {
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
            Some((last_old, last_new)) if last_old.end == old.start && last_new.end == new.start => {
                (last_old.end, last_new.end) = (old.end, new.end);
            }
            _ => out.push((old, new)),
        }
    }
    out
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
