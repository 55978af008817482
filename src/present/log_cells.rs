//! The two columns of an entry of a 変更箇所 in rows that are not too high: what
//! stands opposite each other stays in one row, and what goes on says so
//! (CONVENTIONS §4.6, §4.9).

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::report::n_lines;

/// In front of what goes on in a further row.
const GOES_ON: &str = "（上記の続き）";
/// The same of an addition.
const ADDITION_GOES_ON: &str = "（追加：上記の続き）";
const ADDED: &str = "（追加）";
const ADDED_RIGHT: &str = "右記項目を追加";
/// Stands for unchanged text.
const OMITTED: &str = "(略)";
const NOTHING: &str = "（記載なし）";
/// On the new side, opposite what was removed.
pub(super) const REMOVED: &str = "（削除）";
/// UTF-16 units a cell of Excel keeps (Excel specifications and limits), some
/// left for what the row says in front.
const MOST_UNITS: usize = 32_767 - 64;
/// Most paragraphs of both sides that are held against each other.
const MOST_ALIGNED: usize = 20_000;

/// Paragraphs of a cell.
type Piece<'a> = Vec<&'a str>;

/// The texts of both columns, row by row; one row for most entries.
pub(super) fn rows(before: &[String], after: &[String], most: usize) -> Vec<[String; 2]> {
    let is = |side: &[String], word: &str| side.first().is_some_and(|first| first == word);
    if is(after, ADDED) || is(before, ADDED_RIGHT) && before.len() == 1 {
        let [old] = [before.join("\n")];
        let new = pieces(after, most).into_iter().enumerate();
        return new.map(|(at, piece)| [old.clone(), said(&piece, at, ADDITION_GOES_ON)]).collect();
    }
    if is(after, REMOVED) && after.len() == 1 {
        let old = pieces(before, most).into_iter().enumerate();
        return old.map(|(at, piece)| [said(&piece, at, GOES_ON), REMOVED.to_owned()]).collect();
    }
    let rows = opposite(before, after, most);
    if rows.is_empty() {
        return vec![Default::default()];
    }
    let is_split = rows.len() > 1;
    let row = |(at, (old, new)): (usize, (Piece<'_>, Piece<'_>))| match (&*old, &*new) {
        ([], [_, ..]) if is_split => {
            let first = format!("{ADDED}\n{}", new.join("\n"));
            let new = if at == 0 { first } else { said(&new, at, ADDITION_GOES_ON) };
            [NOTHING.to_owned(), new]
        }
        ([_, ..], []) if is_split => [said(&old, at, GOES_ON), REMOVED.to_owned()],
        _ => [said(&old, at, GOES_ON), said(&new, at, GOES_ON)],
    };
    rows.into_iter().enumerate().map(row).collect()
}

/// The text of a cell, with a mark in further rows.
fn said(piece: &[&str], at: usize, mark: &str) -> String {
    let text = piece.join("\n");
    if at == 0 || text.is_empty() { text } else { format!("{mark}\n{text}") }
}

/// Both sides in rows: unchanged paragraphs stand in the row of their
/// counterpart, and a changed stretch in that of what it was.
fn opposite<'a>(
    before: &'a [String],
    after: &'a [String],
    most: usize,
) -> Vec<(Piece<'a>, Piece<'a>)> {
    let mut rows: Vec<(Piece<'a>, Piece<'a>)> = Vec::new();
    // Lines and units of the last row, of each side.
    let mut used = [(0, 0); 2];
    let mut all = stretches(before, after, most);
    // That the rest is left out is said in no row of its own.
    if let [.., (old, new), (old_end, new_end)] = all.as_mut_slice()
        && [&*old_end, &*new_end].iter().all(|side| matches!(side.as_slice(), [OMITTED]))
        && [&*old, &*new].iter().all(|side| !side.is_empty() && size(side).0 < room(most))
    {
        old.append(old_end);
        new.append(new_end);
        all.pop();
    }
    for (old, new) in all {
        let needs = [&old, &new].map(|side| size(side));
        // The first line of a further row is taken by its mark.
        let room = if rows.len() > 1 { room(most) } else { most };
        let fits = needs.iter().zip(used).all(|((lines, units), used)| {
            *lines == 0 || lines + used.0 <= room && units + used.1 <= MOST_UNITS
        });
        match rows.last_mut() {
            Some(last) if fits => {
                last.0.extend(old);
                last.1.extend(new);
                for (used, needs) in used.iter_mut().zip(needs) {
                    *used = (used.0 + needs.0, used.1 + needs.1);
                }
            }
            _ => {
                rows.push((old, new));
                used = needs;
            }
        }
    }
    rows
}

/// Lines and UTF-16 units of some paragraphs.
fn size(side: &[&str]) -> (usize, usize) {
    let lines = side.iter().map(|it| n_lines(it)).sum();
    (lines, side.iter().map(|it| it.encode_utf16().count() + 1).sum())
}

fn room(most: usize) -> usize {
    most.saturating_sub(1).max(1)
}

/// What stands opposite each other, in stretches that fit into a row.
fn stretches<'a>(
    before: &'a [String],
    after: &'a [String],
    most: usize,
) -> Vec<(Piece<'a>, Piece<'a>)> {
    let plain = |side: &[String]| -> Vec<String> {
        side.iter().map(|it| it.chars().filter(|c| !c.is_whitespace()).collect()).collect()
    };
    if before.len() + after.len() > MOST_ALIGNED {
        return level(before, after, most);
    }
    let (old, new) = (plain(before), plain(after));
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Histogram, &old, &new) {
        let (old, new) = (op.old_range(), op.new_range());
        let of = |side: &'a [String], range| side.get::<std::ops::Range<usize>>(range);
        let old = of(before, old).unwrap_or_default();
        let new = of(after, new).unwrap_or_default();
        if matches!(op, DiffOp::Equal { .. }) {
            let pairs = old.chunks(1).zip(new.chunks(1));
            out.extend(pairs.flat_map(|(old, new)| level(old, new, most)));
        } else {
            out.extend(level(old, new, most));
        }
    }
    out
}

/// A changed stretch: both sides in as many parts of about the same height.
fn level<'a>(old: &'a [String], new: &'a [String], most: usize) -> Vec<(Piece<'a>, Piece<'a>)> {
    let room = room(most);
    let total = |side: &[String]| side.iter().map(|it| n_lines(it)).sum::<usize>();
    let n = total(old).max(total(new)).div_ceil(room).max(1);
    let share = |side: &[String]| total(side).div_ceil(n).clamp(1, room);
    let cut = |side: &'a [String]| {
        // A side that fits into one row stands whole in it.
        let is_short = n == 1 || total(side) < room;
        let parts = if is_short { pieces(side, room) } else { pieces(side, share(side)) };
        // What does not fall into as many parts fills them up.
        if parts.len() > n { pieces(side, room) } else { parts }
    };
    let (mut old, mut new) = (cut(old).into_iter(), cut(new).into_iter());
    let mut out = Vec::new();
    loop {
        match (old.next(), new.next()) {
            (None, None) => return out,
            (old, new) => out.push((old.unwrap_or_default(), new.unwrap_or_default())),
        }
    }
}

/// Paragraphs in cells that are not too high; a paragraph that is too high
/// itself is cut behind a sentence, or where it must be.
fn pieces(paragraphs: &[String], most: usize) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    let (mut used, mut units) = (usize::MAX, 0_usize);
    for paragraph in paragraphs {
        for part in parts(paragraph, room(most)) {
            let (n, n_units) = (n_lines(part), part.encode_utf16().count() + 1);
            let room = if out.len() > 1 { room(most) } else { most };
            let fits = used.saturating_add(n) <= room && units + n_units <= MOST_UNITS;
            match out.last_mut() {
                Some(last) if fits => {
                    last.push(part);
                    used += n;
                    units += n_units;
                }
                _ => {
                    out.push(vec![part]);
                    (used, units) = (n, n_units);
                }
            }
        }
    }
    out
}

/// A paragraph in parts of at most so many lines.
fn parts(paragraph: &str, most: usize) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = paragraph;
    while n_lines(rest) > most || rest.encode_utf16().count() > MOST_UNITS {
        let at = cut(rest, most);
        let (part, after) = rest.split_at(at);
        out.push(part);
        rest = after;
    }
    out.push(rest);
    out
}

/// Where a paragraph is cut: behind the last sentence that fits.
fn cut(text: &str, most: usize) -> usize {
    /// Characters of full width on a line.
    const LINE: usize = 22;
    let most = (most * LINE).clamp(1, MOST_UNITS / 2);
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end).unwrap_or_default();
    let sentence = head.rfind(['。', '\n']).and_then(|at| {
        let c = head.get(at..)?.chars().next()?;
        Some(at + c.len_utf8())
    });
    sentence.filter(|at| *at > end / 3).unwrap_or(end).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    fn shown(before: &str, after: &str, most: usize) -> Vec<[String; 2]> {
        let rows = rows(&lines(before), &lines(after), most);
        rows.into_iter().map(|row| row.map(|text| text.replace('\n', "|"))).collect()
    }

    fn both(rows: &[[&str; 2]]) -> Vec<[String; 2]> {
        rows.iter().map(|row| row.map(str::to_owned)).collect()
    }

    #[test]
    fn counterparts_stay_in_one_row() {
        assert_eq!(shown("あ|い|う", "ア|い|う", 5), both(&[["あ|い|う", "ア|い|う"]]));
        let rows = shown("一|二|三|四|五|六|七", "一|二|参|四|五|六|七", 5);
        let goes_on = both(&[
            ["一|二|三|四|五", "一|二|参|四|五"],
            ["（上記の続き）|六|七", "（上記の続き）|六|七"],
        ]);
        assert_eq!(rows, goes_on);
    }

    #[test]
    fn a_side_that_has_no_more_says_why() {
        let rows = shown("一|二", "一|二|三|四|五|六|七", 5);
        let added = [["一|二", "一|二|三|四|五"], ["（記載なし）", "（追加：上記の続き）|六|七"]];
        assert_eq!(rows, both(&added));
        let rows = shown("一|二|三|四|五|六|七", "一|二", 5);
        let gone = [["一|二|三|四|五", "一|二"], ["（上記の続き）|六|七", "（削除）"]];
        assert_eq!(rows, both(&gone));
    }

    #[test]
    fn additions_and_removals_repeat_the_other_side() {
        for (before, after) in [
            ("（記載なし）", "（追加）|一|二|三|四|五|六"),
            ("右記項目を追加", "一|二|三|四|五|六"),
        ] {
            let rows = shown(before, after, 5);
            assert_eq!(rows.len(), 2, "{rows:?}");
            assert_eq!(rows[1][0], before);
            assert!(rows[1][1].starts_with("（追加：上記の続き）|"), "{rows:?}");
        }
        let rows = shown("一|二|三|四|五|六", "（削除）", 5);
        assert_eq!(rows[1], ["（上記の続き）|六", "（削除）"].map(str::to_owned));
    }

    #[test]
    fn what_is_left_out_has_no_row_of_its_own() {
        let rows = shown("一|二|三|四|五|(略)", "一|二|参|四|五|(略)", 5);
        let last = ["（上記の続き）|五|(略)"; 2].map(str::to_owned);
        assert_eq!(rows, [["一|二|三|四", "一|二|参|四"].map(str::to_owned), last]);
    }

    #[test]
    fn a_short_text_stands_whole_opposite_a_long_one() {
        let long = "これは長い文です。".repeat(60);
        let short =
            "それは、三行にわたって続いているとはいえ、ひとつの行に収まるだけの短い文である。";
        let rows = shown(short, &long, 10);
        assert!(rows.len() > 2, "{rows:?}");
        assert_eq!(rows[0][0], short);
        assert!(rows[1..].iter().all(|[old, _]| old == "（記載なし）"), "{rows:?}");
    }

    #[test]
    fn a_paragraph_that_was_rewritten_is_cut_on_both_sides() {
        let long = "これは長い文です。".repeat(40);
        let short = "それは別の文である。".repeat(20);
        let rows = shown(&long, &short, 10);
        assert!(
            rows.len() > 1 && rows.iter().all(|[_, new]| !new.contains("（削除）")),
            "{rows:?}"
        );
        let all = |side: usize| -> String {
            rows.iter()
                .map(|row| row[side].replace("（上記の続き）|", "").replace('|', ""))
                .collect()
        };
        assert_eq!((all(0), all(1)), (long, short));
    }
}
