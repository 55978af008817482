//! What speaks for two sections besides their text: place, parents, level,
//! number, title.
//!
//! Levels are counted once for all sections, titles folded once for those that
//! are asked about: a section may be a candidate for many.

use std::cell::OnceCell;

use super::keys::title;
use super::{Bonus, Likeness, Pairing};
use crate::model::{Side, Sides};
use crate::outline::{Outlined, SectionId};

/// Less alike than this is not the same section, whatever the place says.
const LEAST_DICE: f32 = 0.12;
/// The same of sections that do not stand between the same paired ones: a move
/// is not told by the way sentences end.
const LEAST_DICE_ELSEWHERE: f32 = 0.3;

/// Score, with bonuses, from which two sections are taken for the same.
pub const LEAST_SCORE: f32 = 0.36;

/// How many sections stand around each.
pub fn depths(outlined: &Outlined) -> Vec<u32> {
    let mut depths: Vec<u32> = Vec::with_capacity(outlined.outline.sections().len());
    for section in outlined.outline.sections() {
        let above = section.parent.and_then(|parent| depths.get(parent.index()));
        depths.push(above.map_or(0, |depth| depth + 1));
    }
    depths
}

/// What is known of the sections whose likeness is judged.
pub struct Traits {
    depths: Sides<Vec<u32>>,
    titles: Sides<Vec<OnceCell<Box<str>>>>,
}

impl Traits {
    /// The traits of all sections of both documents.
    pub fn of(pairing: &Pairing<'_>) -> Self {
        let none = |outlined: &Outlined| vec![OnceCell::new(); outlined.outline.sections().len()];
        Self {
            depths: pairing.sides.map(|_, outlined| depths(outlined)),
            titles: pairing.sides.map(|_, outlined| none(outlined)),
        }
    }

    fn title(&self, pairing: &Pairing<'_>, side: Side, id: SectionId) -> &str {
        self.titles.get(side)[id.index()]
            .get_or_init(|| title(pairing.sides.get(side), id).into_boxed_str())
    }

    fn have_same_title(&self, pairing: &Pairing<'_>, sections: Sides<SectionId>) -> bool {
        let title = self.title(pairing, Side::Old, sections.old);
        !title.is_empty() && title == self.title(pairing, Side::New, sections.new)
    }

    /// Whether two sections can be alike enough if their texts are as much alike
    /// as this: [`Likeness::is_enough`], without looking at everything.
    pub fn may_be_enough(
        &self,
        pairing: &Pairing<'_>,
        sections: Sides<SectionId>,
        most_dice: f32,
        same_gap: bool,
    ) -> bool {
        let least = if same_gap { LEAST_DICE } else { LEAST_DICE_ELSEWHERE };
        most_dice >= least
            || (pairing.same_parent(sections.old, sections.new)
                && self.have_same_title(pairing, sections))
    }

    /// The likeness of two sections, whose texts are so much alike, now that
    /// these pairs are made.
    pub fn likeness(
        &self,
        pairing: &Pairing<'_>,
        sections: Sides<SectionId>,
        dice: f32,
        same_gap: bool,
    ) -> Likeness {
        let Sides { old, new } = sections;
        let same_parent = pairing.same_parent(old, new);
        let holds = |bonus| match bonus {
            Bonus::Place => same_gap,
            Bonus::Parent => same_parent,
            Bonus::Level => self.depths.old[old.index()] == self.depths.new[new.index()],
            Bonus::Number => pairing.same_label(old, new),
            Bonus::Title => same_parent && self.have_same_title(pairing, sections),
        };
        let held = Bonus::ALL.into_iter().filter(|&bonus| holds(bonus));
        Likeness { dice, bonuses: held.fold(0, |all, bonus| all | 1 << bonus as u8) }
    }
}

impl Likeness {
    /// Whether two sections so alike are taken for the same. A body may be
    /// rewritten under a title that stays; else the texts must be alike.
    pub fn is_enough(self) -> bool {
        let has = |wanted| self.bonuses().any(|bonus| bonus == wanted);
        let least = if has(Bonus::Place) { LEAST_DICE } else { LEAST_DICE_ELSEWHERE };
        (self.dice >= least || has(Bonus::Title)) && self.score() >= LEAST_SCORE
    }
}
