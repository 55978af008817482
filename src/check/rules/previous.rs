//! The new rows of a log against the version before: what it said, and what of
//! the change they show.

use super::super::case::{Case, quote_of};
use super::super::content::{Content, Kind};
use super::super::name::name;
use super::super::rows::LogRow;
use super::super::text::{plain, said};
use super::super::{Found, Origin, Quote, Severity};
use super::missing::{meant, new_rows};
use crate::form::{Field, ValueKind};
use crate::record::earlier::BEFORE;

/// Most lines that a finding quotes.
const MOST_QUOTED: usize = 3;

/// An item that changed, with the new rows that are about it alone.
struct Changed<'a> {
    field: &'a Field,
    /// What the version before said, as compared, and its paragraphs.
    was: String,
    before: &'a [String],
    /// What the document says, as compared.
    is: &'a str,
    rows: Vec<&'a LogRow>,
}

/// The texts that changed and have new rows. Items that a row may or may not
/// be about are left out, and blocks, which change their numbers.
fn changed<'a>(case: &'a Case<'_>) -> Vec<Changed<'a>> {
    sorted(case).0
}

/// Items that changed, have new rows, and are left out.
pub(super) fn not_followed<'a>(case: &'a Case<'_>) -> Vec<&'a Field> {
    sorted(case).1
}

fn sorted<'a>(case: &'a Case<'_>) -> (Vec<Changed<'a>>, Vec<&'a Field>) {
    let published = case.documents.previous.and_then(|it| it.published);
    // A row of the version before that was corrected is no new one.
    let is_younger =
        |row: &&LogRow| published.is_none_or(|day| row.date.is_none_or(|date| date > day));
    let new: Vec<&LogRow> = new_rows(case).filter(is_younger).collect();
    let mut out = (Vec::new(), Vec::new());
    for (at, difference) in case.changes.iter().flatten() {
        let Some((at, before)) = at.zip(difference.before.as_deref()) else { continue };
        let (Some(field), Some(is)) = (case.form().fields.get(at), case.values.get(at)) else {
            continue;
        };
        let was = said(&before.concat());
        // Blocks of the form change their numbers.
        let is_of_block = field.key.steps().iter().any(|step| is_block(step));
        if was.is_empty() {
            continue;
        }
        let about: Vec<&LogRow> =
            new.iter().filter(|row| meant(case, row).contains(&at)).copied().collect();
        let is_clear = |row: &&LogRow| row.targets.contains(&vec![at]);
        let is_left_out = difference.moved || is_of_block;
        if about.is_empty() {
            continue;
        }
        if !is_left_out && about.iter().all(is_clear) {
            out.0.push(Changed { field, was, before, is, rows: about });
        } else {
            out.1.push(field);
        }
    }
    out
}

/// 委託事項1, システム2.
pub(super) fn is_block(step: &str) -> bool {
    let word = step.trim_end_matches(|c: char| c.is_ascii_digit());
    // リスク２ is the same one in every version of a form.
    word.len() < step.len() && word.chars().any(char::is_alphabetic) && word != "リスク"
}

/// 変更前 of new rows that the version before does not say.
pub(super) fn before_differs(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for changed in changed(case) {
        for row in &changed.rows {
            if let Some(missing) = changed.not_said_before(row) {
                out.push(changed.differs(row, &missing));
            }
        }
    }
    out
}

impl Changed<'_> {
    /// The paragraphs of 変更前 that neither the version before nor another new
    /// row has; none of them where the row says that there was nothing.
    fn not_said_before(&self, row: &LogRow) -> Option<Vec<String>> {
        let is_there = |text: &str| {
            let in_other = |it: &&LogRow| it.number != row.number && it.after.text().contains(text);
            // Boxes may be read without their marks.
            let is_marked = || plain(&self.was).contains(&plain(text));
            self.was.contains(text)
                || self.field.kind == ValueKind::Checks && is_marked()
                || self.rows.iter().any(in_other)
        };
        match row.before.kind {
            // － may be what the item said.
            Kind::Nothing if said(&row.cells[BEFORE]) == self.was => None,
            // The whole item is said to be new, and it is not.
            Kind::Nothing => {
                let is_whole = row.after.text() == self.is && !row.after.is_elided();
                let is_replaced = is_whole && self.rows.len() == 1 && !self.is.contains(&self.was);
                is_replaced.then(Vec::new)
            }
            Kind::Text => {
                let all = row.before.paragraphs().flat_map(|it| it.split_inclusive('。'));
                let missing: Vec<String> = all
                    .filter(|it| !is_there(value_of(it, self.field.kind)))
                    .map(str::to_owned)
                    .collect();
                (!missing.is_empty()).then_some(missing)
            }
            _ => None,
        }
    }

    fn differs(&self, row: &LogRow, missing: &[String]) -> Found {
        let (item, n) = (name(self.field), row.number);
        let severity = (row.is_part || row.before.is_elided()).then_some(Severity::Warning);
        let lines = row.cells[BEFORE].lines();
        let is_missing = |line: &&str| missing.iter().any(|it| said(line).contains(it.as_str()));
        let lines: Vec<&str> = lines.filter(is_missing).take(MOST_QUOTED).collect();
        let quote = if lines.is_empty() {
            row.quote(Origin::LogBefore)
        } else {
            row.quote_of(Origin::LogBefore, &lines.join("\n"))
        };
        Found {
            severity,
            place: row.place(),
            texts: vec![quote, self.previous(self.before)],
            message: [
                format!("{item}：変更箇所{n}行目の「変更前の記載」が、前の版の本文と違います。"),
                format!("{item}: 変更前 of row {n} of the log is not what the version before says"),
            ],
        }
    }

    fn previous(&self, lines: &[String]) -> Quote {
        let text = lines.join("\n");
        Quote { page: None, ..quote_of(self.field, Origin::Previous, &text) }
    }

    /// Paragraphs of both versions that changed and that no row shows: those
    /// before and those now.
    fn hidden(&self) -> Option<(Vec<&String>, Vec<&String>)> {
        let is_clear = |row: &&LogRow| {
            let is_text = |kind| matches!(kind, Kind::Text | Kind::Nothing | Kind::Deleted);
            is_text(row.before.kind) && is_text(row.after.kind)
        };
        if !self.rows.iter().all(is_clear) || self.field.kind == ValueKind::Checks {
            return None;
        }
        let shown = |line: &str, is_after: bool| {
            let sides = self.rows.iter().map(|row| if is_after { &row.after } else { &row.before });
            let mut pieces = sides.flat_map(Content::paragraphs);
            pieces.any(|it| {
                let it = value_of(it, self.field.kind);
                line.contains(it) || it.contains(line)
            }) || self.rows.iter().any(|row| {
                let side = if is_after { &row.after } else { &row.before };
                side.text().contains(line)
            })
        };
        let unshown = |lines: &'_ [String], other: &str, is_after: bool| -> Vec<usize> {
            let lines = lines.iter().map(|it| said(it)).enumerate();
            let is_hidden = |(_, line): &(usize, String)| {
                !line.is_empty() && !other.contains(line.as_str()) && !shown(line, is_after)
            };
            lines.filter(is_hidden).map(|(at, _)| at).collect()
        };
        let before = unshown(self.before, self.is, false);
        let now = unshown(&self.field.value, &self.was, true);
        // A line on one side alone may be a wrap of one that is shown.
        let is_both = !before.is_empty() && !now.is_empty();
        is_both.then(|| {
            let before = before.iter().filter_map(|at| self.before.get(*at)).collect();
            let now = now.iter().filter_map(|at| self.field.value.get(*at)).collect();
            (before, now)
        })
    }
}

/// Changes that the new rows of their items do not show; `elided` for those
/// where a row leaves parts out by a sign.
pub(super) fn hidden(case: &Case<'_>, elided: bool) -> Vec<Found> {
    let mut out = Vec::new();
    for changed in changed(case) {
        let is_elided = |row: &&LogRow| row.before.is_elided() || row.after.is_elided();
        if changed.rows.iter().any(is_elided) != elided {
            continue;
        }
        let (Some((before, now)), Some(row)) = (changed.hidden(), changed.rows.last()) else {
            continue;
        };
        let (item, field) = (name(changed.field), changed.field);
        let some = |lines: Vec<&String>| -> Vec<String> {
            lines.into_iter().take(MOST_QUOTED).cloned().collect()
        };
        let mut place = row.place();
        place.rows = changed.rows.iter().map(|row| row.number).collect();
        place.item.clone_from(&item);
        out.push(Found {
            severity: Some(Severity::Warning),
            place,
            texts: vec![
                changed.previous(&some(before)),
                quote_of(field, Origin::Body, &some(now).join("\n")),
            ],
            message: [
                format!("{item}：前の版から変わった次の部分が、変更箇所の新しい行に示されていません。"),
                format!("{item}: the new rows of the log do not show this part of the change since the version before"),
            ],
        });
    }
    out
}

/// A paragraph without the number of a choice.
fn value_of(text: &str, kind: ValueKind) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(')') {
        Some(rest) if kind == ValueKind::Choice => rest,
        _ => text.strip_suffix("時点").unwrap_or(text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Documents;
    use super::super::super::testing::{found_among, subject};

    const OLD: &str = "資格の管理を行う。\n（１）資格の得喪及び被保険者証の交付\n（２）保険料の賦課\n（３）要介護認定";

    fn found(new: &str, rows: &[&str], rule: &str) -> usize {
        found_from(OLD, new, rows, rule)
    }

    fn found_from(old: &str, new: &str, rows: &[&str], rule: &str) -> usize {
        let version = |day: &str, value: &str, rows: &[&str]| {
            let items = [("表紙/公表日", "公表日", day), ("Ⅰ/1/②", "②事務の概要", value)];
            subject(&items, rows)
        };
        let previous = version("令和6年4月1日", old, &[]);
        let rows: Vec<String> = rows
            .iter()
            .map(|it| format!("令和7年4月1日｜Ⅰ－１／②事務の概要｜{it}｜事後"))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let document = version("令和7年4月1日", new, &rows);
        let documents = Documents { document: &document, previous: Some(&previous), other: None };
        found_among(documents, rule).len()
    }

    #[test]
    fn every_part_of_a_change_is_shown() {
        let new = OLD.replace("及び被保険者証の交付", "").replace("要介護認定", "要支援認定");
        let first = "（１）資格の得喪及び被保険者証の交付｜（１）資格の得喪";
        assert_eq!(found(&new, &[first], "entry-missing"), 1);
        assert_eq!(found(&new, &[first, "（３）要介護認定｜（３）要支援認定"], "entry-missing"), 0);
        let elided = "（略）／（１）資格の得喪及び被保険者証の交付／（略）｜（略）／（１）資格の得喪／（略）";
        assert_eq!(found(&new, &[elided], "excerpt-hides-change"), 1);
        assert_eq!(found(&new, &[elided], "entry-missing"), 0);
        let whole = format!("{}｜{}", OLD.replace('\n', "／"), new.replace('\n', "／"));
        assert_eq!(found(&new, &[&whole], "entry-missing"), 0);
        // The same words on other lines.
        let wrapped = new.replace("要支援認定", "要支援\n認定").replace("管理を", "管理\nを");
        assert_eq!(found(&wrapped, &[&whole], "entry-missing"), 0);
    }

    #[test]
    fn what_a_row_says_was_there_was() {
        let new = OLD.replace("要介護認定", "要支援認定");
        let count = |row: &str| found(&new, &[row], "log-chain-broken");
        assert_eq!(count("（３）要介護認定｜（３）要支援認定"), 0);
        assert_eq!(count("（略）／（３）要介護認定｜（略）／（３）要支援認定"), 0);
        assert_eq!(count("（３）介護認定等｜（３）要支援認定"), 1);
        assert_eq!(count("（記載なし）｜（追加）／（３）要支援認定"), 0);
        let whole = format!("（記載なし）｜（追加）／{}", new.replace('\n', "／"));
        assert_eq!(count(&whole), 1);
        let none =
            [("－", "該当なし", "－｜該当なし"), ("－", "該当なし", "（記載なし）｜該当なし")];
        let of =
            |(old, new, row): (&str, &str, &str)| found_from(old, new, &[row], "log-chain-broken");
        assert_eq!(none.map(of), [0, 1], "a dash is what the item said");
        let twice = ["（３）要介護認定｜（３）認定", "（３）認定｜（３）要支援認定"];
        assert_eq!(found(&new, &twice, "log-chain-broken"), 0);
    }
}
