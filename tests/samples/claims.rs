//! Which row of the report belongs to which unit of the truth.
//!
//! A unit is found by the headings above it and its own number or label, on
//! each side alone. That both sides of a row lead to one unit is the proof
//! that the program paired what belongs together.

use shinkyu::model::Side;
use shinkyu::report::{Cell, Row};

use super::truth::{Printed, Unit, What, plain};

/// The rows of a report, sorted to the units they belong to.
pub struct Claims<'a> {
    rows: &'a [Row],
    /// Unit of each row.
    units: Vec<Option<usize>>,
    faults: Vec<String>,
}

impl<'a> Claims<'a> {
    /// Finds the unit of every row.
    pub fn new(units: &[Unit], rows: &'a [Row]) -> Self {
        let mut claims = Self { rows, units: Vec::new(), faults: Vec::new() };
        for row in rows {
            let [old, new] = Side::BOTH.map(|side| {
                row.cells.get(side).as_ref().map(|cell| (unit_of(units, side, cell), cell))
            });
            let found = match (old, new) {
                (Some((old, a)), Some((new, b))) if old != new => {
                    claims.faults.push(format!("paired wrongly: {} with {}", show(a), show(b)));
                    new.or(old)
                }
                (Some((found, cell)), _) | (None, Some((found, cell))) => {
                    if found.is_none() {
                        claims.faults.push(format!("a row of no unit: {}", show(cell)));
                    }
                    found
                }
                (None, None) => None,
            };
            claims.units.push(found);
        }
        claims
    }

    /// Rows that belong to no unit, or to a different one on each side.
    pub fn faults(&self) -> Vec<String> {
        self.faults.clone()
    }

    /// The rows of one unit in their order.
    pub fn of(&self, unit: usize) -> Vec<&'a Row> {
        let is_its = |found: &Option<usize>| *found == Some(unit);
        self.rows.iter().zip(&self.units).filter(|(_, f)| is_its(f)).map(|(row, _)| row).collect()
    }
}

fn unit_of(units: &[Unit], side: Side, cell: &Cell) -> Option<usize> {
    let path: Vec<String> = cell.path.iter().map(|heading| plain(heading)).collect();
    let fits = |unit: &Unit| {
        unit.sides.get(side).as_ref().is_some_and(|printed| fits(unit.what, printed, &path, cell))
    };
    units.iter().position(fits)
}

fn fits(what: What, printed: &Printed, path: &[String], cell: &Cell) -> bool {
    if printed.above != path {
        return false;
    }
    let is_unnumbered = cell.label.is_empty();
    match what {
        // Rows of data tables stand inside the row of their 別表.
        What::Row => false,
        What::Front => is_unnumbered && lines(cell).all(|line| printed.lines.contains(&line)),
        // An unnumbered field is known by its label, the first text in it.
        What::Cover | What::Field if is_unnumbered => plain(&cell.text()).starts_with(&printed.own),
        _ => !is_unnumbered && number(&cell.label) == number(&printed.label),
    }
}

/// A number without the full stop that some are printed with.
fn number(label: &str) -> String {
    plain(label).trim_end_matches('.').to_owned()
}

fn lines(cell: &Cell) -> impl Iterator<Item = String> {
    let text = |paragraph: &shinkyu::report::Paragraph| {
        plain(&paragraph.runs.iter().map(|run| run.text.as_str()).collect::<String>())
    };
    cell.paragraphs.iter().map(text)
}

/// A cell in a message.
pub fn show(cell: &Cell) -> String {
    let text: String = plain(&cell.text()).chars().take(30).collect();
    format!("[{} / {}] {text}…", cell.path.join(" > "), cell.label)
}
