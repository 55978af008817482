//! A unit of the truth and its rows → what is wrong with them.

use shinkyu::model::{Side, Sides};
use shinkyu::report::{Change, Report, Row};

use super::claims::show;
use super::marks::Marked;
use super::truth::{Kind, Unit, What};

/// How many characters a mark may reach beyond the first and the last
/// character that differ: the length of a long citation, less than a sentence.
const REACH: usize = 16;

/// Everything that is wrong with the rows of one unit.
pub fn faults(unit: &Unit, rows: &[&Row]) -> Vec<String> {
    if unit.what == What::Row {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if rows.is_empty() {
        faults.push("no row".to_owned());
    }
    let marked = Side::BOTH.map(|side| marked(side, rows));
    let [old, new] = &marked;
    let texts = Sides { old, new };
    for side in Side::BOTH {
        faults.extend(text_fault(unit, side, texts.get(side)));
    }
    faults.extend(change_faults(unit, rows));
    faults.extend(mark_faults(unit, texts));
    let place = unit.sides.new.as_ref().or(unit.sides.old.as_ref());
    let place = place.map(|at| format!("{} > {}", at.above.join(" > "), at.own));
    let place = place.unwrap_or_default();
    faults
        .into_iter()
        .map(|fault| {
            let (old, new) = (old.shown(), new.shown());
            format!(
                "{:?} {:?} {place}: {fault}\n    old {old}\n    new {new}",
                unit.kind, unit.what
            )
        })
        .collect()
}

fn marked(side: Side, rows: &[&Row]) -> Marked {
    let mut marked = Marked::default();
    for cell in rows.iter().filter_map(|row| row.cells.get(side).as_ref()) {
        marked.push(cell);
    }
    marked
}

/// The rows hold the text of the unit, all of it and nothing else.
fn text_fault(unit: &Unit, side: Side, marked: &Marked) -> Option<String> {
    let printed = unit.sides.get(side).as_ref();
    let expected = printed.map(|printed| {
        let is_field = matches!(unit.what, What::Cover | What::Field);
        format!("{}{}", if is_field { &*printed.own } else { "" }, printed.text())
    });
    let expected = expected.unwrap_or_default();
    let text = marked.text();
    // Choices printed beside a field, and the table of a 別表, follow the text.
    let is_whole = match unit.what {
        What::Cover | What::Field | What::Annex => text.starts_with(&expected),
        _ => text == expected,
    };
    (!is_whole).then(|| format!("{side:?} text is not {expected}"))
}

/// The kind of change, and what else the row says about it.
fn change_faults(unit: &Unit, rows: &[&Row]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expect = |is_right: bool, fault: &str| {
        if !is_right {
            let said: Vec<String> = rows.iter().map(|row| said(row)).collect();
            faults.push(format!("{fault}; the rows say {}", said.join(", ")));
        }
    };
    let is = |change: Change| rows.iter().all(|row| row.change == change);
    match unit.kind {
        Kind::Same => expect(is(Change::Same), "is the same"),
        Kind::Added => expect(is(Change::Added), "was added"),
        Kind::Removed => expect(is(Change::Removed), "was removed"),
        Kind::Edited | Kind::Renumbered | Kind::Moved => {
            let is_paired =
                rows.iter().any(|row| row.cells.old.is_some() && row.cells.new.is_some());
            expect(is_paired, "stands in both documents");
            let is_edited = rows.iter().any(|row| row.change != Change::Same);
            expect(is_edited || !unit.text_changed, "was edited");
        }
    }
    expect(rows.iter().any(|row| row.renumbered) == unit.renumbered, "renumbered or not");
    expect(rows.iter().any(|row| row.moved) == unit.moved, "moved or not");
    faults
}

fn said(row: &Row) -> String {
    let flag = |is_set, name| if is_set { name } else { "" };
    let (renumbered, moved) = (flag(row.renumbered, "+renumbered"), flag(row.moved, "+moved"));
    format!("{}{renumbered}{moved}", row.change.name())
}

/// Marks stand where the texts differ, and nowhere else.
fn mark_faults(unit: &Unit, texts: Sides<&Marked>) -> Vec<String> {
    let mut faults = Vec::new();
    if unit.sides.old.is_some() && unit.sides.new.is_some() {
        if texts.old.unmarked() != texts.new.unmarked() {
            faults.push("the unmarked parts differ".to_owned());
        }
        if !matches!(unit.what, What::Front | What::Annex) {
            faults.extend(Side::BOTH.into_iter().filter_map(|side| reach_fault(unit, side, texts)));
        }
    } else if !(texts.old.all() && texts.new.all()) {
        faults.push("not all of it is marked".to_owned());
    }
    faults
}

/// Marks in the number only if it differs, and in the text only around the
/// stretch that differs.
fn reach_fault(unit: &Unit, side: Side, texts: Sides<&Marked>) -> Option<String> {
    let marked = texts.get(side);
    let printed = unit.sides.get(side).as_ref()?;
    let n_label = if matches!(unit.what, What::Cover | What::Field) {
        0
    } else {
        printed.label.chars().count()
    };
    let (label, behind) = (marked.first(n_label), marked.after(n_label));
    if label.any() != unit.renumbered {
        return Some(format!("{side:?} number marked or not"));
    }
    let (text, other) = (behind.text(), {
        let printed = unit.sides.get(side.other()).as_ref()?;
        let n_label = if n_label == 0 { 0 } else { printed.label.chars().count() };
        texts.get(side.other()).after(n_label).text()
    });
    let n_same =
        |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a == b).count();
    let front = n_same(&mut text.chars().zip(other.chars()));
    let back = n_same(&mut text.chars().rev().zip(other.chars().rev()));
    let is_equal = text == other;
    let outside = if is_equal {
        behind.any()
    } else {
        let back = behind.len().saturating_sub(back) + REACH;
        behind.first(front.saturating_sub(REACH)).any() || behind.after(back).any()
    };
    outside.then(|| format!("{side:?} marks where nothing differs"))
}

/// Rows of a data table, inside the row of the 別表 above them.
pub fn table_faults(annex: &Unit, table: &[&Unit], rows: &[&Row]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut pieces: Vec<Sides<Option<Marked>>> = table.iter().map(|_| Sides::default()).collect();
    for side in Side::BOTH {
        let marked = marked(side, rows);
        let own = annex.sides.get(side).as_ref().map(super::truth::Printed::text);
        let mut at = own.unwrap_or_default().chars().count();
        for (unit, piece) in table.iter().zip(&mut pieces) {
            let Some(printed) = unit.sides.get(side) else { continue };
            match marked.find(&printed.text(), at) {
                Some((found, end)) => {
                    if found.len() + at != end {
                        faults.push(format!("{side:?} text before the row {}", printed.own));
                    }
                    at = end;
                    *piece.get_mut(side) = Some(found);
                }
                None => faults.push(format!("{side:?} row missing: {}", printed.text())),
            }
        }
        if at != marked.len() {
            faults.push(format!("{side:?} text behind the table: {}", marked.after(at).shown()));
        }
    }
    for (unit, piece) in table.iter().zip(&pieces) {
        let is_right = match (&piece.old, &piece.new) {
            (Some(old), Some(new)) if unit.text_changed => {
                (old.any() || new.any()) && old.unmarked() == new.unmarked()
            }
            (Some(old), Some(new)) => !old.any() && !new.any(),
            (Some(one), None) | (None, Some(one)) => one.all(),
            (None, None) => true,
        };
        if !is_right {
            let shown = piece.as_ref().map(|_, piece| piece.as_ref().map(Marked::shown));
            faults.push(format!("{:?} table row marked wrongly: {shown:?}", unit.kind));
        }
    }
    faults
}

/// Every character of both documents is in a row or set aside with a reason.
pub fn ledger_faults(report: &Report) -> Vec<String> {
    let mut faults = Vec::new();
    for side in Side::BOTH {
        let ledger = report.ledger.get(side);
        let in_rows = report.table.rows.iter().filter_map(|row| row.cells.get(side).as_ref());
        let in_rows: usize =
            in_rows.map(|cell| cell.text().chars().filter(|c| !c.is_whitespace()).count()).sum();
        let set_aside: u64 = ledger.set_aside.values().sum();
        if ledger.compared != in_rows as u64 || ledger.characters != ledger.compared + set_aside {
            faults.push(format!("{side:?} ledger {ledger:?}, but {in_rows} characters in rows"));
        }
    }
    faults
}

/// Rows that say that something differs.
pub fn changed_rows(report: &Report) -> Vec<String> {
    let differs = |row: &&Row| row.change != Change::Same || row.renumbered || row.moved;
    let rows = report.table.rows.iter().filter(differs);
    rows.map(|row| format!("{} {}", said(row), show(row.principal()))).collect()
}
