//! Several provisions of the old document that became one `第７条及び第８条　削除`:
//! the first of them stands opposite it, the others go on beside it, because
//! their numbers stay and nothing of them was 削る (CONVENTIONS §0 fact 5).

use crate::number::{self, HeadingNumber};
use crate::report::{Change, Row};

/// For each row whether it is removed and its number is one of those that the
/// new text of the rows above it keeps empty.
pub(super) fn covered(rows: &[Row]) -> Vec<bool> {
    let mut range: Option<&str> = None;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let old = row.cells.old.as_ref().map_or("", |cell| cell.label.trim());
        let is_covered = row.change == Change::Removed
            && range.is_some_and(|range| !old.is_empty() && covers(range, old));
        if !is_covered {
            range = row.cells.new.as_ref().and_then(|cell| {
                let label = cell.label.trim();
                let body = cell.text().replacen(label, "", 1);
                (body.trim() == "削除" && row.cells.old.is_some()).then_some(label)
            });
        }
        out.push(is_covered);
    }
    out
}

/// Whether a label over several numbers names one of them.
fn covers(range: &str, label: &str) -> bool {
    let Some(own) = parsed(label) else { return false };
    let parts = range.split(['、', '・']).flat_map(|it| it.split("及び"));
    parts.into_iter().any(|part| match part.split_once("から").or_else(|| part.split_once('～'))
    {
        None => parsed(part) == Some(own.clone()),
        Some((first, last)) => {
            let ends = parsed(first).zip(parsed(last.trim_end_matches("まで")));
            ends.is_some_and(|(first, last)| {
                let styles = [&first, &own, &last].map(HeadingNumber::sibling_style);
                let [first, own, last] = [&first, &own, &last].map(|it| it.last().order());
                styles.iter().all(|style| *style == styles[0]) && first <= own && own <= last
            })
        }
    })
}

fn parsed(label: &str) -> Option<HeadingNumber> {
    // A bare numeral is a number only where something follows it.
    number::parse(&format!("{}　削除", label.trim())).map(|parsed| parsed.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_names_its_numbers() {
        for (range, label, is_in) in [
            ("第７条及び第８条", "第８条", true),
            ("第７条、第８条及び第10条", "第９条", false),
            ("第７条、第８条及び第10条", "第10条", true),
            ("第七条から第九条まで", "第八条", true),
            ("第７条から第９条まで", "第８条の２", true),
            ("第７条から第９条まで", "第10条", false),
            ("（３）から（５）まで", "（４）", true),
            ("三から五まで", "四", true),
            ("三から五まで", "（４）", false),
            ("第７条", "第８条", false),
        ] {
            assert_eq!(covers(range, label), is_in, "{label} in {range}");
        }
    }
}
