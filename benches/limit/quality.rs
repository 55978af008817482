//! How much of the truth an answer tells.
//!
//! - **Sections**: pairs (old, new) of units. Two units are a pair when they
//!   are the same unit or one was split off, or merged into, the other.
//! - **Characters**: recall is the share of changed characters that are
//!   marked, precision the share of marked characters that changed. Labels and
//!   the signs that lead a line do not count, and neither does the rest of a
//!   kanji compound of which a part changed: marking it as a whole is right,
//!   and so is not doing it.
//! - **False marks**: the share of unchanged characters that are marked, apart
//!   for units that moved.
//! - **Runs**: marked stretches of units that stand in both documents. A run is
//!   exact when both ends are the true ones. Where a stretch that came or went
//!   can be cut at several places with the same result (a clause before a
//!   comma or after it), each of them is true.
//! - **Cuts**: ends of runs inside a number, a Latin or a katakana word.

use std::ops::{AddAssign, Range};

use super::marks::{Marks, unit_pairs};
use super::presets::Facts;
use super::support::truth::{Twin, UnitTruth};

/// How many of how many.
#[derive(Debug, Clone, Copy, Default)]
pub struct Share(pub u64, pub u64);

impl Share {
    /// From 0 to 1; `None` of nothing.
    pub fn rate(self) -> Option<f64> {
        (self.1 > 0).then(|| self.0 as f64 / self.1 as f64)
    }

    fn note(&mut self, is_so: bool) {
        self.0 += u64::from(is_so);
        self.1 += 1;
    }
}

/// Names of the shares in the order of [`Quality::shares`].
pub const NAMES: [&str; 15] = [
    "sec P",
    "sec R",
    "R moved",
    "R renum",
    "R spl+mrg",
    "R edited",
    "recall",
    "precision",
    "false place",
    "false moved",
    "run P",
    "run R",
    "frag",
    "cuts",
    "sec F1",
];

/// Everything that is counted; adds up over pairs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quality {
    counts: [Share; 14],
}

const SECTION_P: usize = 0;
const SECTION_R: usize = 1;
const MOVED: usize = 2;
const RENUMBERED: usize = 3;
const LINKED: usize = 4;
const EDITED: usize = 5;
const RECALL: usize = 6;
const PRECISION: usize = 7;
const FALSE_PLACE: usize = 8;
const FALSE_MOVED: usize = 9;
const RUN_P: usize = 10;
const RUN_R: usize = 11;
const FRAGMENTS: usize = 12;
const CUTS: usize = 13;

impl AddAssign for Quality {
    fn add_assign(&mut self, other: Self) {
        for (all, more) in self.counts.iter_mut().zip(other.counts) {
            *all = Share(all.0 + more.0, all.1 + more.1);
        }
    }
}

impl Quality {
    /// Judges an answer.
    pub fn of(marks: &Marks, facts: &Facts) -> Self {
        let mut quality = Self::default();
        if let Some(pairs) = &marks.pairs {
            quality.sections(&unit_pairs(pairs, &facts.truth.old, &facts.truth.new), facts);
        }
        for (index, units) in [&facts.truth.old, &facts.truth.new].into_iter().enumerate() {
            let side = Sidewise {
                units,
                common: common(facts, index),
                moved: &facts.moved,
                characters: &marks.characters[index],
            };
            side.judge(&marks.changed[index], &mut quality);
        }
        quality
    }

    /// The rates in the order of [`NAMES`].
    pub fn rates(&self) -> [Option<f64>; 15] {
        let mut rates = [None; 15];
        for (rate, share) in rates.iter_mut().zip(self.counts) {
            *rate = share.rate();
        }
        rates[14] = rates[0].zip(rates[1]).map(|(p, r)| 2.0 * p * r / (p + r).max(1e-9));
        rates
    }

    /// A rate by its name.
    pub fn rate(&self, name: &str) -> Option<f64> {
        NAMES.iter().position(|it| *it == name).and_then(|index| self.rates()[index])
    }

    fn sections(&mut self, told: &[(usize, usize)], facts: &Facts) {
        let truth = &facts.truth;
        let is_told = |twin: &Twin| told.binary_search(&(twin.old, twin.new)).is_ok();
        let twins = truth.twins();
        let mut found = 0;
        for twin in &twins {
            let is_found = is_told(twin);
            found += u64::from(is_found);
            self.counts[SECTION_R].note(is_found);
            let (old, new) = (&truth.old[twin.old], &truth.new[twin.new]);
            if went_along(old, &facts.moved) || went_along(new, &facts.moved) {
                self.counts[MOVED].note(is_found);
            }
            if truth.renumbered(*twin) {
                self.counts[RENUMBERED].note(is_found);
            }
            if truth.edited(*twin) {
                self.counts[EDITED].note(is_found);
            }
        }
        for link in &truth.links {
            let is_found = is_told(link);
            found += u64::from(is_found);
            self.counts[SECTION_R].note(is_found);
            self.counts[LINKED].note(is_found);
        }
        self.counts[SECTION_P] = Share(found, told.len() as u64);
    }
}

/// Whether a unit moved, or one around it did.
fn went_along(unit: &UnitTruth, moved: &[u32]) -> bool {
    let mut ids = unit.parents.iter().chain([&unit.id]);
    ids.any(|id| moved.binary_search(id).is_ok())
}

/// Which units of a side stand on the other one, too, whole or in part.
fn common(facts: &Facts, index: usize) -> Vec<bool> {
    let units = [&facts.truth.old, &facts.truth.new][index];
    let mut common = vec![false; units.len()];
    for twin in facts.truth.twins().iter().chain(&facts.truth.links) {
        common[[twin.old, twin.new][index]] = true;
    }
    common
}

/// What is true of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Changed,
    /// The rest of a compound of which a part changed.
    Either,
    /// Part of a label.
    Lead,
}

struct Sidewise<'a> {
    units: &'a [UnitTruth],
    common: Vec<bool>,
    moved: &'a [u32],
    characters: &'a [char],
}

impl Sidewise<'_> {
    fn judge(&self, changed: &[Range<usize>], quality: &mut Quality) {
        let n_places = self.units.last().map_or(0, |unit| unit.range.end);
        if self.characters.len() != n_places {
            return;
        }
        let mut marked = vec![false; n_places];
        for range in changed {
            marked[range.clone()].fill(true);
        }
        for (unit, is_common) in self.units.iter().zip(&self.common) {
            let fates = self.fates(unit);
            if *is_common {
                self.runs(unit, &fates, &mut marked, quality);
            }
            let is_moved = went_along(unit, self.moved);
            let wrong = if is_moved { FALSE_MOVED } else { FALSE_PLACE };
            for (fate, place) in fates.iter().zip(unit.range.clone()) {
                match fate {
                    Fate::Kept => quality.counts[wrong].note(marked[place]),
                    Fate::Changed => quality.counts[RECALL].note(marked[place]),
                    Fate::Either | Fate::Lead => continue,
                }
                if marked[place] {
                    quality.counts[PRECISION].note(*fate == Fate::Changed);
                }
            }
        }
    }

    fn fates(&self, unit: &UnitTruth) -> Vec<Fate> {
        let mut fates = vec![Fate::Kept; unit.range.len()];
        let inside =
            |range: &Range<usize>| range.start - unit.range.start..range.end - unit.range.start;
        for range in &unit.changed {
            fates[inside(range)].fill(Fate::Changed);
        }
        for range in &unit.leads {
            fates[inside(range)].fill(Fate::Lead);
        }
        let own = &self.characters[unit.range.clone()];
        for range in unit.changed.iter().map(inside) {
            let (mut start, mut end) = (range.start, range.end);
            while start > 0
                && is_kanji(own[start])
                && is_kanji(own[start - 1])
                && fates[start - 1] == Fate::Kept
            {
                start -= 1;
                fates[start] = Fate::Either;
            }
            while end < own.len()
                && is_kanji(own[end - 1])
                && is_kanji(own[end])
                && fates[end] == Fate::Kept
            {
                fates[end] = Fate::Either;
                end += 1;
            }
        }
        fates
    }

    /// Counts runs, and puts marks that are as good as the true ones in their
    /// place.
    fn runs(&self, unit: &UnitTruth, fates: &[Fate], marked: &mut [bool], quality: &mut Quality) {
        let at = unit.range.start;
        let words: Vec<usize> =
            (0..fates.len()).filter(|place| fates[*place] != Fate::Lead).collect();
        let truth = runs(&words, |place| fates[place] == Fate::Changed);
        let told = runs(&words, |place| marked[at + place]);
        let letter = |place: usize| self.characters[at + words[place]];
        let mut exact = 0;
        for run in &told {
            let ends =
                [run.start, run.end].into_iter().filter(|end| (1..words.len()).contains(end));
            for end in ends {
                let is_cut = words[end - 1] + 1 == words[end]
                    && kind(letter(end - 1)).is_some_and(|it| kind(letter(end)) == Some(it));
                quality.counts[CUTS].note(is_cut);
            }
            if let Some(meant) = meant(run, &truth, &words, fates, letter) {
                exact += 1;
                for place in run.clone() {
                    marked[at + words[place]] = false;
                }
                for place in meant {
                    marked[at + words[place]] = true;
                }
            }
        }
        for (name, share) in [
            (RUN_P, Share(exact, told.len() as u64)),
            (RUN_R, Share(exact, truth.len() as u64)),
            (FRAGMENTS, Share(told.len() as u64, truth.len() as u64)),
        ] {
            quality.counts[name].0 += share.0;
            quality.counts[name].1 += share.1;
        }
    }
}

/// The true run that a run is, if it is one.
fn meant(
    run: &Range<usize>,
    truth: &[Range<usize>],
    words: &[usize],
    fates: &[Fate],
    letter: impl Fn(usize) -> char,
) -> Option<Range<usize>> {
    let either = |place: usize| fates[words[place]] == Fate::Either;
    let first = truth.partition_point(|it| it.end <= run.start);
    if let Some(it) = truth.get(first)
        && run.start <= it.start
        && it.end <= run.end
        && (run.start..it.start).chain(it.end..run.end).all(either)
    {
        return Some(it.clone());
    }
    // The same characters, cut at another place.
    let (mut low, mut high) = (run.start, run.start);
    while low > 0 && letter(low - 1) == letter(low - 1 + run.len()) {
        low -= 1;
    }
    while high + run.len() < words.len() && letter(high) == letter(high + run.len()) {
        high += 1;
    }
    let first = truth.partition_point(|it| it.start < low);
    let near = truth[first..].iter().take_while(|it| it.start <= high);
    near.into_iter().find(|it| it.len() == run.len()).cloned()
}

/// Stretches of words of which something is true, as indices of `words`.
fn runs(words: &[usize], is_in: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, place) in words.iter().enumerate() {
        if is_in(*place) {
            match runs.last_mut() {
                Some(last) if last.end == index => last.end += 1,
                _ => runs.push(index..index + 1),
            }
        }
    }
    runs
}

/// What must not be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letter {
    Digit,
    Latin,
    Katakana,
}

fn kind(c: char) -> Option<Letter> {
    Some(match c {
        '0'..='9' | '０'..='９' => Letter::Digit,
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Letter::Latin,
        'ァ'..='ヺ' | 'ー' => Letter::Katakana,
        _ => return None,
    })
}

fn is_kanji(c: char) -> bool {
    matches!(c, '一'..='鿿' | '々')
}
