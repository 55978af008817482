//! A generator that knows the truth: documents in Japanese that never were,
//! revisions of them, and what exactly was revised.
//!
//! ```text
//! Shape ─ grow ─► Outline (old) ─ revise / mutate ─► Outline (new), changes
//!                    │                                  │
//!                    ├──────────── Truth ───────────────┤   pairs, edits, moves
//!                    ▼                                  ▼
//!                 render (Layout) ─► text            render ─► text
//! ```
//!
//! How truth is defined:
//! - Every unit has an id for life. Two units of the two documents are the
//!   same unit exactly when their ids are equal, whatever their labels, words
//!   and places are now. An id on one side only is an added or removed unit,
//!   or part of one that was split or merged: the other part keeps the id, and
//!   [`truth::Truth::links`] says which units share words.
//! - Every piece of text (a noun, a number, the fixed words of a frame) has a
//!   stamp for life. A stretch of a unit has changed exactly when its stamp is
//!   not in the other document. A noun that replaces another has
//!   changed as a whole, even if both begin with the same character.
//! - Labels are computed from where a unit stands, after the revision; a unit
//!   is renumbered when its own label differs, not when only a label above it
//!   does. A unit has moved when the unit above it is another one; order among
//!   the children of one unit is not part of the truth, since of two units that
//!   changed places either may be said to have moved.
//! - Cross references in the text are words. Nobody updates them, and a
//!   paragraph may begin with one.
//! - Places are counted in characters that are not white space (see
//!   [`truth`]), so one truth serves every rendering of a pair.
//! - Units whose text is one of three stubs or ends with one of 24 fixed lists
//!   occur many times; where such a unit comes or goes beside an equal one,
//!   another answer can be as good as the recorded one. Ask for rates there,
//!   not for all.
//!
//! Everything depends on the seed alone. The module uses nothing of the crate
//! under test, so benches and other tools can include it by path.
#![allow(dead_code, reason = "each test and bench that includes this uses a part of it")]

mod edit;
pub mod family;
pub mod mutate;
pub mod pools;
pub mod prose;
pub mod render;
mod renumber;
pub mod rng;
pub mod tree;
pub mod truth;

use mutate::{Change, Plan};
use prose::Prose;
use render::Layout;
use tree::{Outline, Shape};
use truth::Truth;

/// A usual pair of documents under a name.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// Name for tables of results.
    pub name: &'static str,
    /// How much is revised.
    pub plan: Plan,
    /// How the old document is set.
    pub old: Layout,
    /// How the new document is set.
    pub new: Layout,
}

impl Preset {
    /// One unit in ten is edited; the two sides are wrapped differently.
    pub const TYPICAL: Self =
        Self { name: "typical", plan: Plan::TYPICAL, old: Layout::OLD, new: Layout::NEW };
    /// Hardly a unit stays.
    pub const HEAVY: Self = Self { name: "heavy", plan: Plan::HEAVY, ..Self::TYPICAL };
    /// Nothing but wraps and widths differ.
    pub const REWRAP: Self = Self { name: "rewrap", plan: Plan::NONE, ..Self::TYPICAL };
    /// The same bytes twice.
    pub const SAME: Self = Self { name: "same", new: Layout::OLD, ..Self::REWRAP };
    /// As typical, one paragraph on each line on both sides.
    pub const NOWRAP: Self =
        Self { name: "nowrap", old: Layout::PLAIN, new: Layout::PLAIN, ..Self::TYPICAL };
}

/// Two documents and what happened between them.
#[derive(Debug)]
pub struct Pair {
    /// The old document.
    pub old: Outline,
    /// The new document.
    pub new: Outline,
    /// The mutations in the order they were made.
    pub changes: Vec<Change>,
}

impl Pair {
    /// Grows a document and revises it.
    pub fn new(shape: &Shape, plan: &Plan, seed: u64) -> Self {
        let mut prose = Prose::new(seed);
        let old = tree::grow(shape, &mut prose);
        let (new, changes) = mutate::revise(&old, plan, &mut prose);
        Self { old, new, changes }
    }

    /// Two documents without a word in common but fixed ones.
    pub fn disjoint(shape: &Shape, seed: u64) -> Self {
        let mut first = Prose::of_half(seed, 0);
        let old = tree::grow(shape, &mut first);
        let mut second = Prose::of_half(seed + 1, 1);
        second.continue_stamps(&first);
        let mut new = tree::grow(shape, &mut second);
        tree::shift_ids(&mut new.units, old.next_id);
        new.next_id += old.next_id;
        Self { old, new, changes: Vec::new() }
    }

    /// The same text under one heading on each side.
    #[must_use]
    pub fn flat(self) -> Self {
        let Self { old, new, changes } = self;
        Self { old: tree::flatten(old), new: tree::flatten(new), changes }
    }

    /// What is true of the pair.
    pub fn truth(&self) -> Truth {
        Truth::new(&self.old, &self.new)
    }
}

/// Old and new text of a preset, in about `characters` characters each.
pub fn texts(preset: &Preset, shape: &Shape, seed: u64) -> (String, String) {
    let pair = Pair::new(shape, &preset.plan, seed);
    (render::render(&pair.old, &preset.old), render::render(&pair.new, &preset.new))
}
