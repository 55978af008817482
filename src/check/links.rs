//! Rows of one item against each other: what a row says in 変更前 must be what
//! the rows before it left.
//!
//! `replay` holds a row against what later rows and the document say; a line
//! that was never there and that no later row keeps is not met on that way back.
//! Here each line of 変更前 is looked for in the rows before it. It is wrong
//! where such a row says another line in its place, or had changed it already.

use super::content::{Content, Kind};
use super::drift::may_be_heading;
use super::replay::Step;
use super::text::{alike, most_alike, plain};
use crate::form::ValueKind;

/// Lines that are so alike are two states of one.
const SAME_LINE: f32 = 0.6;
/// The first lines of two cells, where they are at least so alike.
const FIRST_LINE: f32 = 0.3;
/// Lines of a cell and rows of an item that are looked at.
const MOST: usize = 200;

/// A row that does not go on from one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Break {
    /// The item.
    pub(super) field: usize,
    /// The row before, as index.
    pub(super) earlier: usize,
    /// The row whose 変更前 is another, as index.
    pub(super) later: usize,
    /// Lines of 変更後 of the row before, as compared.
    pub(super) was: Vec<String>,
    /// What stands there in 変更前 of the later one, as compared.
    pub(super) said: Vec<String>,
}

/// The rows of an item that do not go on from each other; days and rows with the
/// last one first.
pub(super) fn breaks(field: usize, kind: ValueKind, value: &str, days: &[Vec<Step>]) -> Vec<Break> {
    if kind != ValueKind::Text {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (at, day) in days.iter().enumerate().take(MOST) {
        let earlier: Vec<&Step> =
            days.get(at + 1..).unwrap_or_default().iter().flatten().take(MOST).collect();
        for (own, step) in day.iter().enumerate() {
            let beside = |text: &str| {
                let others = day.iter().enumerate().filter(|(at, _)| *at != own);
                others.map(|(_, other)| &other.after).any(|after| says(after, text))
            };
            let found = Link { step, value }.broken(&earlier, beside);
            let Some((before, was, said)) = found else { continue };
            let (Some(later), Some(earlier)) = (step.rows.first(), before.rows.first()) else {
                continue;
            };
            out.push(Break { field, earlier: *earlier, later: *later, was, said });
        }
    }
    out
}

/// A row that is held against those before it.
struct Link<'a> {
    step: &'a Step,
    /// The item in the document, as compared.
    value: &'a str,
}

impl Link<'_> {
    /// The row before that it does not go on from, with the lines of both.
    fn broken<'s>(
        &self,
        earlier: &[&'s Step],
        beside: impl Fn(&str) -> bool,
    ) -> Option<(&'s Step, Vec<String>, Vec<String>)> {
        let before = &self.step.before;
        if before.kind != Kind::Text || self.step.is_guess {
            return None;
        }
        for line in before.paragraphs().take(MOST) {
            let line = without_day_word(line);
            if line.chars().count() < 2 || beside(line) {
                continue;
            }
            let mut around = None;
            for row in earlier {
                if says(&row.after, line) {
                    around = None;
                    break;
                }
                if row.is_guess || row.after.kind != Kind::Text {
                    continue;
                }
                if let Some(other) = self.instead(line, row) {
                    return Some((row, vec![other.to_owned()], vec![line.to_owned()]));
                }
                if is_changed_by(line, row) {
                    let was = row.after.paragraphs().map(str::to_owned).collect();
                    return Some((row, was, vec![line.to_owned()]));
                }
                let is_more = is_one_whole(&row.after, before) && !row.before.is_elided();
                around = around.or_else(|| is_more.then_some(*row));
                // What was put in as a whole has no rows before it.
                if row.before.kind == Kind::Nothing && !row.after.added {
                    break;
                }
            }
            if let Some(row) = around {
                let was = row.after.paragraphs().map(str::to_owned).collect();
                return Some((row, was, vec![line.to_owned()]));
            }
        }
        self.lost(earlier)
    }

    /// The line that a row before has in the place of a line of 変更前.
    fn instead<'s>(&self, line: &str, row: &'s Step) -> Option<&'s str> {
        let Step { before, after, .. } = self.step;
        let beside: String = before.paragraphs().filter(|it| *it != line).map(plain).collect();
        let is_gone = |other: &&str| {
            let other = without_day_word(other);
            !beside.contains(&plain(other)) && (says(after, other) || !self.value.contains(other))
        };
        let shares = row.after.paragraphs().any(|it| before.paragraphs().any(|own| own == it));
        let one_line = row.after.paragraphs().count() == 1 && before.paragraphs().count() == 1;
        let is_numbered = |other: &str| label(line).is_some() && label(line) == label(other);
        let is_first = |other: &str| {
            before.begins() == Some(line)
                && row.after.begins() == Some(other)
                && alike(line, other) > FIRST_LINE
        };
        let is_it = |other: &&str| {
            if may_be_heading(line) && may_be_heading(other) {
                return false;
            }
            alike(line, other) > SAME_LINE
                || (shares || one_line) && is_numbered(other)
                || is_first(other)
        };
        let like = row.after.paragraphs().take(MOST).filter(is_it).filter(is_gone);
        let likeness = |it: &&str| f32::from(u8::from(is_numbered(it))) + alike(line, it);
        most_alike(like, 0.0, likeness)
    }

    /// A line that a row before left, and neither this row nor the document has,
    /// though this row gives the item as that one does.
    fn lost<'s>(&self, earlier: &[&'s Step]) -> Option<(&'s Step, Vec<String>, Vec<String>)> {
        let Step { before, after, .. } = self.step;
        let row = earlier.first().filter(|row| row.after.kind == Kind::Text && !row.is_guess)?;
        if !is_one_whole(&row.after, before) {
            return None;
        }
        let is_lost = |line: &&str| {
            let line = without_day_word(line);
            !says(before, line) && !says(after, line) && !self.value.contains(line)
        };
        let lost: Vec<String> =
            row.after.paragraphs().take(MOST).filter(is_lost).map(str::to_owned).collect();
        let said = before.paragraphs().map(str::to_owned).collect();
        (!lost.is_empty()).then_some((*row, lost, said))
    }
}

/// Whether a cell says a line, at least in its letters and digits.
fn says(cell: &Content, line: &str) -> bool {
    let text = cell.text();
    text.contains(line) || {
        let line = plain(line);
        !line.is_empty() && plain(&text).contains(&line)
    }
}

/// Whether a row had changed a line already.
fn is_changed_by(line: &str, row: &Step) -> bool {
    row.before.kind == Kind::Text && row.before.paragraphs().any(|it| without_day_word(it) == line)
}

/// Whether two cells give an item as a whole: both in several lines without
/// signs of what is left out, with the same one first.
fn is_one_whole(one: &Content, other: &Content) -> bool {
    /// So many lines are a list, not a line of one.
    const LEAST: usize = 2;
    let is_list = |it: &Content| {
        it.kind == Kind::Text
            && !it.added
            && !it.is_elided()
            && it.paragraphs().take(LEAST).count() == LEAST
    };
    is_list(one) && is_list(other) && one.paragraphs().next() == other.paragraphs().next()
}

/// 時点 may be left out behind a day.
fn without_day_word(line: &str) -> &str {
    line.strip_suffix("時点").unwrap_or(line)
}

/// The number that a line of a list begins with: `3.`, `(3)`, `③`.
fn label(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    if matches!(first, '①'..='⑳') {
        return line.get(..first.len_utf8());
    }
    let open = usize::from(first == '(');
    let rest = line.get(open..)?.trim_start_matches(|c: char| c.is_ascii_digit());
    let n = line.len() - rest.len();
    let ends = rest.starts_with(if open == 1 { [')', ')'] } else { ['.', ')'] });
    (n > open && ends).then(|| line.get(..n + 1)).flatten()
}

impl Content {
    /// The line that it begins with, where nothing is left out in front of it.
    fn begins(&self) -> Option<&str> {
        use super::content::Piece;
        match self.pieces.first() {
            Some(Piece::Text(lines)) if !self.added => lines.first().map(String::as_str),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Severity;
    use super::super::testing::{found, subject};

    const LIST: &str = "１．介護システム／２．宛名システム";
    const ITEM: &str = "Ⅰ－１／③システムの名称";

    /// Rows of the broken chain in a list of systems, its rows from two days.
    fn broken(value: &str, rows: &[[&str; 2]]) -> Vec<Vec<u32>> {
        let rows: Vec<String> = rows
            .iter()
            .zip(4..)
            .map(|([before, after], year)| {
                format!("令和{year}年7月1日｜{ITEM}｜{before}｜{after}｜事後")
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let items = [("Ⅰ/1/③", "③システムの名称", value)];
        let document = subject(&items, &rows);
        let findings = found(&document, "log-chain-broken");
        assert!(findings.iter().all(|it| it.severity == Severity::Error), "{findings:?}");
        let rows = findings.iter().map(|it| it.place.rows.clone()).collect();
        let told = found(&document, "log-after-differs-from-body");
        assert!(told.iter().all(|it| it.place.rows != [1]), "{told:?}");
        rows
    }

    #[test]
    fn a_line_that_the_row_before_did_not_leave() {
        let value = "１．介護システム\n２．宛名システム\n３．中間サーバー\n４．標準システム";
        let left = format!("{LIST}／３．中間サーバー");
        let new = format!("{left}／４．標準システム");
        let first = [LIST, left.as_str()];
        assert!(broken(value, &[first, [&left, &new]]).is_empty());
        for said in [
            format!("{left}・プラットフォーム"),
            left.replace("宛名システム", "宛名システム（連携基盤）"),
            format!("{left}／４．住民基本台帳システム"),
            format!("{LIST}／３．国保総合システム"),
        ] {
            assert_eq!(broken(value, &[first, [&said, &new]]), [[2, 1]], "{said}");
        }
        for other in ["３．情報提供サーバー", "３．中間サーバー／４．住民票システム"]
        {
            let other = format!("{LIST}／{other}");
            assert_eq!(broken(value, &[[LIST, &other], [&left, &new]]), [[2, 1]], "{other}");
        }
    }

    #[test]
    fn a_change_that_is_recorded_again() {
        let value = "番号法第19条第８号\n主務省令第２条";
        let first = ["番号法第19条第７号／（略）", "番号法第19条第８号／（略）"];
        let again = ["番号法第19条第７号及び別表第二／（略）", first[1]];
        assert_eq!(broken(value, &[first, again]), [[2, 1]]);
        let next = [first[1], "番号法第19条第９号／（略）"];
        assert!(broken("番号法第19条第９号\n主務省令第２条", &[first, next]).is_empty());
    }

    #[test]
    fn rows_about_other_lines_break_nothing() {
        let value = "１．介護システム\n２．宛名システム\n３．中間サーバー";
        for (one, other) in [
            (["１．介護", "１．介護システム"], ["３．中間", "３．中間サーバー"]),
            (["２．宛名", "２．宛名システム"], ["１．介護", "１．介護システム"]),
        ] {
            assert!(broken(value, &[one, other]).is_empty());
        }
    }
}
