//! What speaks for two sections besides their text: place, parents, level,
//! number, title.
//!
//! Levels are counted once for all sections: a section may be a candidate for
//! many.

use super::{Bonus, Likeness, Pairing};
use crate::model::{BlockKind, Side, Sides};
use crate::number::{LabelStyle, Named};
use crate::outline::{Outlined, SectionId};

/// Less alike than this is not the same section, whatever the place says.
const LEAST_DICE: f32 = 0.12;
/// The same of sections that do not stand between the same paired ones: a move
/// is not told by the way sentences end.
const LEAST_DICE_ELSEWHERE: f32 = 0.3;

/// Characters of the longer of two texts from which on one that they share says
/// something: はい and ない are not the same answer.
const FEWEST_CHARACTERS: u32 = 4;
/// How alike two shorter ones must be.
const LEAST_DICE_OF_SHORT: f32 = 0.5;

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
}

impl Traits {
    /// The traits of all sections of both documents.
    pub fn of(pairing: &Pairing<'_>) -> Self {
        Self { depths: pairing.sides.map(|_, outlined| depths(outlined)) }
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
            Bonus::Title => {
                same_parent
                    && (have_same_title(pairing, sections) || have_same_name(pairing, sections))
            }
        };
        let n_chars = |side: Side, id: SectionId| pairing.texts.get(side)[id.index()].n_chars;
        let longer = n_chars(Side::Old, old).max(n_chars(Side::New, new));
        let says_nothing = longer < FEWEST_CHARACTERS
            && dice < LEAST_DICE_OF_SHORT
            && !pairing.same_label(old, new);
        let dice = if says_nothing { 0.0 } else { dice };
        let held = Bonus::ALL.into_iter().filter(|&bonus| holds(bonus));
        Likeness { dice, bonuses: held.fold(0, |all, bonus| all | 1 << bonus as u8) }
    }
}

/// How alike two texts must be at least.
pub fn least_dice(same_gap: bool) -> f32 {
    if same_gap { LEAST_DICE } else { LEAST_DICE_ELSEWHERE }
}

/// Whether both have the same title.
pub fn have_same_title(pairing: &Pairing<'_>, sections: Sides<SectionId>) -> bool {
    let old = title(pairing, Side::Old, sections.old);
    old.is_some() && old == title(pairing, Side::New, sections.new)
}

/// Longest name of an item, in bytes.
const LONGEST_NAME: usize = 48;

/// Whether two items begin with the same name that a wide gap parts from the rest:
/// （２）　北支所　午前９時から.
fn have_same_name(pairing: &Pairing<'_>, sections: Sides<SectionId>) -> bool {
    let name = |side: Side, id: SectionId| -> Option<&str> {
        let outlined = pairing.sides.get(side);
        let title = outlined.outline.heading(outlined.outline.section(id))?.title();
        let text = outlined.document.source.original().get(title..)?;
        let beginning = text.get(..text.floor_char_boundary(LONGEST_NAME))?;
        let (name, _) = beginning.split_once(['　', '\t', '\n'])?;
        let is_parted = text.get(name.len()..)?.starts_with(['　', '\t']);
        (is_parted && !name.is_empty() && !name.contains(['、', '。'])).then_some(name)
    };
    let old = name(Side::Old, sections.old);
    old.is_some() && old == name(Side::New, sections.new)
}

/// Longest heading line taken for a title, in characters.
const LONGEST_TITLE: usize = 60;

/// Folded title of a section without an equal: its heading line where that is no
/// sentence, a question, the caption of an article, or the label cell of a form row.
fn title<'a>(pairing: &'a Pairing<'_>, side: Side, id: SectionId) -> Option<&'a [u16]> {
    const FULL_STOP: u16 = '。' as u16;
    let outlined = pairing.sides.get(side);
    let section = outlined.outline.section(id);
    let style = outlined.outline.heading(section).map(|heading| heading.number.last().style);
    let leads = |kind: BlockKind| matches!(kind, BlockKind::Cell { leads: true, .. });
    if style.is_none() && !leads(outlined.document.blocks[section.blocks.start as usize].kind) {
        return None;
    }
    let text = pairing.stock.get(side).text(id)?;
    // A caption stands above the number of its article, and the title of a form in
    // the line below it.
    let is_below = matches!(style, Some(LabelStyle::Annex(_))) && names_article(text.block(0));
    let title = text.block(usize::from(is_below));
    let is_question = style == Some(LabelStyle::Named(Named::Question));
    let is_title = !title.is_empty()
        && title.len() <= LONGEST_TITLE
        && (title.last() != Some(&FULL_STOP) || is_question);
    is_title.then_some(title)
}

/// Whether nothing stands beside the number of a form or table but the article it
/// belongs to: 様式第２号（第７条関係）.
fn names_article(line: &[u16]) -> bool {
    const OPEN: u16 = '(' as u16;
    const END: [u16; 2] = ['係' as u16, ')' as u16];
    line.is_empty() || line.first() == Some(&OPEN) && line.ends_with(&END)
}

impl Likeness {
    /// Whether two sections so alike are taken for the same. A body may be
    /// rewritten under a title that stays; else the texts must be alike.
    pub fn is_enough(self) -> bool {
        let has = |wanted| self.bonuses().any(|bonus| bonus == wanted);
        (self.dice >= least_dice(has(Bonus::Place)) || has(Bonus::Title))
            && self.score() >= LEAST_SCORE
    }
}
