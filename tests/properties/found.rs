//! How much of the truth a report tells.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use shinkyu::model::Side;
use shinkyu::report::{Change, Report, Row};

use super::compared::{Laid, compare};
use super::support::mutate::{Change as Made, Mutation};
use super::support::render::{Layout, render};
use super::support::tree::Outline;
use super::support::truth::{Truth, Twin, UnitTruth};
use super::support::{Pair, Preset};

/// A report beside the truth.
pub struct Judged<'a> {
    rows: &'a [Row],
    truth: &'a Truth,
    old: Laid,
    new: Laid,
}

impl<'a> Judged<'a> {
    /// Lays out both sides of the report.
    pub fn new(report: &'a Report, truth: &'a Truth) -> Self {
        let (old, new) = (Laid::of(report, Side::Old), Laid::of(report, Side::New));
        Self { rows: &report.table.rows, truth, old, new }
    }

    /// The row that holds most of a unit.
    fn row(laid: &Laid, unit: &UnitTruth) -> Option<usize> {
        let mut counts = BTreeMap::new();
        for row in laid.row.get(unit.range.clone())? {
            *counts.entry(*row).or_insert(0_usize) += 1;
        }
        let most = counts.values().copied().max()?;
        counts.into_iter().find(|(_, count)| *count == most).map(|(row, _)| row)
    }

    /// The row that holds most of both sides of a twin.
    pub fn row_of(&self, twin: Twin) -> Option<&'a Row> {
        let old = Self::row(&self.old, &self.truth.old[twin.old])?;
        let new = Self::row(&self.new, &self.truth.new[twin.new])?;
        (old == new).then(|| &self.rows[new])
    }

    /// Whether a twin stands in one row.
    pub fn paired(&self, twin: Twin) -> bool {
        self.row_of(twin).is_some()
    }

    /// What the report says of a unit of the new document.
    pub fn fate_of_new(&self, index: usize) -> Option<Change> {
        Self::row(&self.new, &self.truth.new[index]).map(|row| self.rows[row].change)
    }

    /// What the report says of a unit of the old document.
    pub fn fate_of_old(&self, index: usize) -> Option<Change> {
        Self::row(&self.old, &self.truth.old[index]).map(|row| self.rows[row].change)
    }

    /// How many characters of a unit that did not change are unmarked, and how
    /// many there are; its label apart.
    fn unmarked_of_unchanged(&self, twin: Twin) -> (usize, usize) {
        let unit = &self.truth.new[twin.new];
        let words = unit.range.start + unit.label.chars().count()..unit.range.end;
        let changed = |place: &usize| unit.changed.iter().any(|range| range.contains(place));
        let marks = words.filter(|place| !changed(place)).map(|place| self.new.changed.get(place));
        marks.fold((0, 0), |(unmarked, all), mark| {
            (unmarked + usize::from(mark == Some(&false)), all + 1)
        })
    }

    /// Both versions of a unit as the report has them: 〔row:words〕 with
    /// 《marked》 words.
    fn tell(&self, twin: Twin) -> String {
        let (old, new) = (&self.truth.old[twin.old], &self.truth.new[twin.new]);
        format!(
            "unit {} {} → {}\n    old {}\n    new {}",
            old.id,
            old.label,
            new.label,
            told(&self.old, old),
            told(&self.new, new)
        )
    }

    /// Whether an edited twin is reported as edited, with a mark on each
    /// stretch that changed.
    pub fn edit_found(&self, twin: Twin) -> bool {
        let marked = |laid: &Laid, changed: &[Range<usize>]| {
            changed.iter().all(|range| {
                laid.changed.get(range.clone()).is_some_and(|marks| marks.contains(&true))
            })
        };
        self.row_of(twin).is_some_and(|row| row.change == Change::Edited)
            && marked(&self.old, &self.truth.old[twin.old].changed)
            && marked(&self.new, &self.truth.new[twin.new].changed)
    }
}

/// The words of a unit with the rows they stand in and the marks they bear.
fn told(laid: &Laid, unit: &UnitTruth) -> String {
    let mut out = String::new();
    let (mut row, mut marked) = (None, false);
    for place in unit.range.clone().take_while(|place| *place < laid.text.len()) {
        if marked != laid.changed[place] {
            out.push(if marked { '》' } else { '《' });
            marked = !marked;
        }
        if row != Some(laid.row[place]) {
            row = Some(laid.row[place]);
            let _ = write!(out, "〔{}:", laid.row[place]);
        }
        out.push(laid.text[place]);
    }
    out
}

/// Rates by name: how many of how many, and what was missed.
#[derive(Debug, Default)]
pub struct Rates {
    counts: BTreeMap<String, (usize, usize)>,
    missed: Vec<String>,
}

impl Rates {
    /// Counts one case; `detail` tells a person which one it was.
    fn note(&mut self, name: &str, found: bool, detail: impl FnOnce() -> String) {
        self.add(name, usize::from(found), 1);
        if !found {
            self.missed.push(format!("{name} missed: {}", detail()));
        }
    }

    fn add(&mut self, name: &str, found: usize, all: usize) {
        let rate = self.counts.entry(name.into()).or_default();
        rate.0 += found;
        rate.1 += all;
    }

    /// Prints the rates and what was missed; seen when the test fails or with
    /// `--nocapture`.
    #[allow(clippy::print_stdout, reason = "the rates are what this test is run for")]
    pub fn print(&self, title: &str) {
        println!("{title}");
        for missed in &self.missed {
            println!("  {missed}");
        }
        for (name, (found, all)) in &self.counts {
            println!("  {name}: {found} of {all}");
        }
    }

    /// Fails below a share.
    pub fn assert_at_least(&self, name: &str, floor: f64) {
        let (found, all) = self.counts.get(name).copied().unwrap_or_default();
        let as_float = |count: usize| f64::from(u32::try_from(count).expect("a small number"));
        assert!(all > 0, "no case of {name}");
        assert!(
            as_float(found) >= floor * as_float(all),
            "{name}: {found} of {all} is below {floor}"
        );
    }
}

/// Compares a document with its mutation and notes what is found.
pub fn judge_mutation(old: &Outline, new: &Outline, made: Made, rates: &mut Rates) {
    let truth = Truth::new(old, new);
    let report = compare(&render(old, &Layout::PLAIN), &render(new, &Layout::PLAIN));
    let judged = Judged::new(&report, &truth);
    note_pairs(&judged, rates);
    let name = format!("{:?}", made.mutation);
    let twins = truth.twins();
    let twin = twins.iter().find(|twin| truth.new[twin.new].id == made.unit).copied();
    let found = match made.mutation {
        Mutation::Insert => {
            let index = truth.new.iter().position(|unit| unit.id == made.unit);
            index.and_then(|index| judged.fate_of_new(index)) == Some(Change::Added)
        }
        Mutation::Delete => {
            let kept = |index: usize| twins.iter().any(|twin| twin.old == index);
            (0..truth.old.len())
                .filter(|index| !kept(*index))
                .all(|index| judged.fate_of_old(index) == Some(Change::Removed))
        }
        Mutation::Move => twin.is_some_and(|twin| judged.paired(twin)),
        // The part that keeps its id stays what it was.
        Mutation::Split | Mutation::Merge => truth.links.iter().all(|link| {
            let mut kept = twins.iter().filter(|twin| twin.old == link.old || twin.new == link.new);
            kept.any(|twin| judged.paired(*twin))
        }),
        _ => twin.is_some_and(|twin| judged.edit_found(twin)),
    };
    let detail = || twin.map_or_else(|| format!("unit {}", made.unit), |it| judged.tell(it));
    rates.note(&name, found, detail);
    if made.mutation == Mutation::Move {
        rates.note("Move flagged", report.table.rows.iter().any(|row| row.moved), detail);
    }
}

/// Compares a revised pair in the layouts of a preset.
pub fn judge_plan(pair: &Pair, preset: &Preset, rates: &mut Rates) {
    let truth = pair.truth();
    let report = compare(&render(&pair.old, &preset.old), &render(&pair.new, &preset.new));
    let judged = Judged::new(&report, &truth);
    note_pairs(&judged, rates);
    for twin in truth.twins() {
        if truth.edited(twin) {
            rates.note("edited", judged.edit_found(twin), || judged.tell(twin));
        }
        if truth.moved(twin) {
            let flagged = judged.row_of(twin).is_some_and(|row| row.moved);
            rates.note("moved", flagged, || judged.tell(twin));
        }
        let (unmarked, all) = judged.unmarked_of_unchanged(twin);
        rates.add("unchanged text left unmarked", unmarked, all);
    }
}

fn note_pairs(judged: &Judged<'_>, rates: &mut Rates) {
    for twin in judged.truth.twins() {
        let row = judged.row_of(twin);
        rates.note("pairs", row.is_some(), || judged.tell(twin));
        let renumbered = judged.truth.renumbered(twin);
        let reported = row.is_some_and(|row| row.renumbered);
        // Counted where it is true or reported, so that inventing it costs, too.
        if renumbered || reported {
            rates.note("renumbered", renumbered == reported, || judged.tell(twin));
        }
    }
}
