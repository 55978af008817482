//! The pairs that are timed.

use super::support::Pair;
use super::support::family::Family;
use super::support::mutate::{Mutation, Plan};
use super::support::render::{Layout, render};
use super::support::tree::Shape;
use super::support::truth::Truth;

/// A kind of pair.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// Name in tables and on the command line.
    pub name: &'static str,
    make: Make,
    layouts: (Layout, Layout),
}

#[derive(Debug, Clone, Copy)]
enum Make {
    Revised { plan: Plan, boiler: f64, only: f64, stub: f64, flat: bool },
    Disjoint { flat: bool },
    Odd(fn(usize, u64) -> (String, String)),
}

/// Two texts and, where it is known, what happened between them.
pub struct Case {
    /// Texts as they are read.
    pub texts: [String; 2],
    /// Texts in one layout, folded, one paragraph on each line: what the
    /// programs get that neither fold nor undo wraps.
    pub plain: [String; 2],
    /// What happened.
    pub truth: Option<Facts>,
}

/// Truth of a pair and which of its units moved.
pub struct Facts {
    /// Units and changed places.
    pub truth: Truth,
    /// Ids of units that moved or went along, ascending.
    pub moved: Vec<u32>,
}

const RAW: (Layout, Layout) = (Layout::OLD, Layout::NEW);
const TYPICAL: Plan = Plan { split: 0.01, merge: 0.01, ..Plan::TYPICAL };
const HEAVY: Plan = Plan { split: 0.03, merge: 0.03, ..Plan::HEAVY };
const SHUFFLE: Plan = Plan { edit: 0.10, relocate: 0.8, ..Plan::NONE };
/// In one section nothing has a place of its own to move to.
const FLAT: Plan = Plan { relocate: 0.0, split: 0.0, merge: 0.0, ..TYPICAL };

const fn usual(name: &'static str, plan: Plan) -> Preset {
    let make = Make::Revised { plan, boiler: 0.15, only: 0.02, stub: 0.03, flat: false };
    Preset { name, make, layouts: RAW }
}

const fn repetitive(name: &'static str, [boiler, only, stub]: [f64; 3]) -> Preset {
    let make = Make::Revised { plan: TYPICAL, boiler, only, stub, flat: false };
    Preset { name, make, layouts: RAW }
}

const fn odd(name: &'static str, make: fn(usize, u64) -> (String, String)) -> Preset {
    Preset { name, make: Make::Odd(make), layouts: RAW }
}

/// All of them.
pub static PRESETS: [Preset; 16] = [
    usual("typical", TYPICAL),
    usual("heavy", HEAVY),
    repetitive("boiler", [0.70, 0.40, 0.10]),
    repetitive("allboiler", [1.0, 0.95, 0.05]),
    usual("shuffle", SHUFFLE),
    Preset { name: "disjoint", make: Make::Disjoint { flat: false }, layouts: RAW },
    usual("rewrap", Plan::NONE),
    Preset { layouts: (Layout::OLD, Layout::OLD), ..usual("same", Plan::NONE) },
    Preset { layouts: (Layout::PLAIN, Layout::PLAIN), ..usual("nowrap", TYPICAL) },
    Preset {
        name: "flat",
        make: Make::Revised { plan: FLAT, boiler: 0.15, only: 0.02, stub: 0.03, flat: true },
        layouts: RAW,
    },
    Preset { name: "flatdis", make: Make::Disjoint { flat: true }, layouts: RAW },
    Preset {
        name: "flatboil",
        make: Make::Revised { plan: FLAT, boiler: 0.70, only: 0.40, stub: 0.10, flat: true },
        layouts: RAW,
    },
    odd("periodic", super::odd::periodic),
    odd("letters", super::odd::two_letters),
    odd("headings", super::odd::equal_headings),
    odd("deep", super::odd::deep),
];

impl Preset {
    /// The preset of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// Whether it is known what happened between its documents.
    pub fn has_truth(&self) -> bool {
        !matches!(self.make, Make::Odd(_))
    }

    /// A pair of about `n_bytes` bytes of UTF-8 on each side.
    pub fn make(&self, n_bytes: usize, seed: u64) -> Case {
        let shape = Shape::new(Family::Guideline, n_bytes / 3);
        let pair = match self.make {
            Make::Odd(make) => {
                let (old, new) = make(n_bytes, seed);
                return Case { plain: [old.clone(), new.clone()], texts: [old, new], truth: None };
            }
            Make::Disjoint { flat } => flattened(Pair::disjoint(&shape, seed), flat),
            Make::Revised { plan, boiler, only, stub, flat } => {
                flattened(Pair::new(&Shape { boiler, only, stub, ..shape }, &plan, seed), flat)
            }
        };
        Case {
            texts: [render(&pair.old, &self.layouts.0), render(&pair.new, &self.layouts.1)],
            plain: [render(&pair.old, &Layout::PLAIN), render(&pair.new, &Layout::PLAIN)],
            truth: Some(Facts { truth: pair.truth(), moved: moved(&pair) }),
        }
    }
}

fn flattened(pair: Pair, flat: bool) -> Pair {
    if flat { pair.flat() } else { pair }
}

fn moved(pair: &Pair) -> Vec<u32> {
    let moves = pair.changes.iter().filter(|change| change.mutation == Mutation::Move);
    let mut moved: Vec<u32> = moves.map(|change| change.unit).collect();
    moved.sort_unstable();
    moved
}
