//! Rows of a log in a PDF file whose cells are cut: a row of Excel that is too
//! low hides the end of its texts, and printing loses them for good.

use std::collections::BTreeMap;

use super::EarlierLog;
use crate::error::{Warning, WarningKind};

/// Shorter texts end in the middle of a sentence because they are a list.
const LONG: usize = 150;
/// Texts end there only where something was to follow.
const GOES_ON: [char; 14] =
    ['、', '，', '・', 'を', 'に', 'は', 'が', 'の', 'へ', 'と', 'で', 'も', 'や', '（'];
/// What a sentence ends with, or a list of citations.
const ENDS: [char; 9] = ['。', '．', '」', '』', '）', ')', '】', '］', '項'];

/// Pages, from 1, and on each the rows, from 1, that may be incomplete: those
/// on pages of which a part cannot be seen – where some break off in the
/// middle of a sentence, these alone – and those that break off elsewhere.
pub(super) fn cut_rows(log: &EarlierLog, noticed: &[&Warning]) -> BTreeMap<u32, Vec<u32>> {
    let mut out: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let pages: Vec<(u32, u32)> = pages(log);
    let is_lost = |kind: &WarningKind| {
        matches!(kind, WarningKind::HiddenCharacters { .. } | WarningKind::PageUnreadable)
    };
    let lost = noticed.iter().filter(|it| is_lost(&it.kind)).filter_map(|it| it.page);
    for page in lost {
        let on_page = (1..).zip(&pages).filter(|(_, (from, to))| (from..=to).contains(&&page));
        let rows: Vec<u32> = on_page.map(|(number, _)| number).collect();
        let breaks_off = |number: &&u32| has_end(log, **number, |last| !ENDS.contains(&last));
        let sure: Vec<u32> = rows.iter().filter(breaks_off).copied().collect();
        let rows = if sure.is_empty() { rows } else { sure };
        if !rows.is_empty() {
            out.entry(page).or_default().extend(rows);
        }
    }
    for ((page, _), number) in pages.iter().zip(1..) {
        if has_end(log, number, |last| GOES_ON.contains(&last)) {
            out.entry(*page).or_default().push(number);
        }
    }
    for rows in out.values_mut() {
        rows.sort_unstable();
        rows.dedup();
    }
    out
}

/// First and last page of each row: a row goes on to where the next one begins.
fn pages(log: &EarlierLog) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(log.rows.len());
    let mut next = None;
    for row in log.rows.iter().rev() {
        let begins = row.page.or(next).unwrap_or(1);
        out.push((begins, next.unwrap_or(begins).max(begins)));
        next = Some(begins);
    }
    out.reverse();
    out
}

/// Whether a long text of a row ends with such a character.
fn has_end(log: &EarlierLog, number: u32, is_it: impl Fn(char) -> bool) -> bool {
    let row = log.rows.get(number.saturating_sub(1) as usize);
    let texts = row.into_iter().flat_map(|row| &row.cells);
    texts
        .map(|text| text.trim_end())
        .any(|text| text.chars().next_back().is_some_and(&is_it) && text.chars().count() >= LONG)
}

#[cfg(test)]
mod tests {
    use super::super::EarlierRow;
    use super::*;
    use crate::model::Side;

    fn log(rows: &[(u32, &str)]) -> EarlierLog {
        let row = |(page, text): &(u32, &str)| {
            let cells = ["令和6年1月15日", "Ⅰ－１", "旧", text, "事後", ""].map(str::to_owned);
            EarlierRow { cells, page: Some(*page), ..EarlierRow::default() }
        };
        EarlierLog { rows: rows.iter().map(row).collect(), ..EarlierLog::default() }
    }

    fn found(log: &EarlierLog, pages: &[u32]) -> Vec<(u32, Vec<u32>)> {
        let warning = |page: &u32| Warning {
            side: Side::New,
            kind: WarningKind::HiddenCharacters { count: 9 },
            page: Some(*page),
        };
        let warnings: Vec<Warning> = pages.iter().map(warning).collect();
        cut_rows(log, &warnings.iter().collect::<Vec<_>>()).into_iter().collect()
    }

    #[test]
    fn rows_on_pages_with_hidden_text_may_be_incomplete() {
        let whole = format!("{}終わる。", "長い文を書く。".repeat(30));
        let cut = format!("{}業務機能を利", "長い文を書く。".repeat(30));
        let log = log(&[(1, "新"), (2, &whole), (2, &cut), (3, "新"), (4, "新")]);
        assert_eq!(found(&log, &[]), []);
        assert_eq!(found(&log, &[2]), [(2, vec![3])], "the one that breaks off");
        assert_eq!(found(&log, &[4]), [(4, vec![4, 5])], "row 4 may go on there");
        assert_eq!(found(&log, &[9]), [], "behind the log");
    }

    #[test]
    fn texts_that_break_off_are_told_without_a_sign_of_the_page() {
        let cut = format!("{}業務機能を", "長い文を書く。".repeat(30));
        assert_eq!(found(&log(&[(1, "新"), (3, &cut), (4, "を")]), &[]), [(3, vec![2])]);
    }
}
