//! Which section a citation means, as far as that is certain (CONVENTIONS §3.8).
//! In doubt it means none.

use rustc_hash::FxHashMap;

use super::steps::{Kind, Step};
use crate::number::{HeadingNumber, Label, LabelStyle, Numeral, Unit};
use crate::outline::{Outline, SectionId};

/// Sections looked at below or before another one: citations stay near, and
/// the work stays linear.
const MOST_LOOKED_AT: usize = 4096;

/// The labels of a document that stand for one section in all of it.
#[derive(Debug)]
pub struct Targets<'a> {
    outline: &'a Outline,
    /// `None` where several sections have the label.
    by_label: FxHashMap<&'a Label, Option<SectionId>>,
    /// Whether each section stands in a supplement (附則), where articles are
    /// counted again.
    in_supplement: Vec<bool>,
}

impl<'a> Targets<'a> {
    /// Learns the labels of an outline.
    pub fn of(outline: &'a Outline) -> Self {
        let mut by_label: FxHashMap<&Label, Option<SectionId>> = FxHashMap::default();
        let mut in_supplement = vec![false; outline.sections().len()];
        for id in outline.ids() {
            let section = outline.section(id);
            let above = section.parent.is_some_and(|parent| in_supplement[parent.index()]);
            let label = outline.heading(section).map(|heading| &heading.number);
            let is_supplement = label.is_some_and(|it| it.last().style == LabelStyle::Supplement);
            in_supplement[id.index()] = above || is_supplement;
            let single = label.filter(|it| it.depth() == 1 && !above).map(HeadingNumber::last);
            if let Some(label) = single.filter(|label| is_absolute(label.style)) {
                by_label.entry(label).and_modify(|known| *known = None).or_insert(Some(id));
            }
        }
        Self { outline, by_label, in_supplement }
    }

    /// The section that a citation means when it stands in `from`, and how many
    /// of its steps lead there; what they lead to need not be a section.
    pub fn resolve(&self, steps: &[Step], from: SectionId) -> Option<(SectionId, usize)> {
        let (first, rest) = steps.split_first()?;
        // A supplement counts its own articles, and chapters and annexes are
        // those of the whole.
        let is_of_all = |label: &Label| is_absolute(label.style) && !is_article(label.style);
        let may_be = matches!(first, Step::Label(label) if is_of_all(label));
        if self.in_supplement[from.index()] && !may_be {
            return None;
        }
        let mut at = match first {
            Step::Label(label) if is_absolute(label.style) => (*self.by_label.get(label)?)?,
            Step::Label(label) => self.near(label, from)?,
            Step::Paragraph(n) => self.paragraph(self.around(from, is_article)?, *n)?,
            Step::Item(..) => return None,
            Step::Neighbour(kind, by) => self.neighbour(*kind, *by, from)?,
        };
        let mut n_steps = 1;
        for step in rest {
            let next = match step {
                Step::Label(label) => self.child(at, |own| own == label),
                Step::Paragraph(n) => self.paragraph(at, *n),
                Step::Item(n, branches) => self.child(at, |own| {
                    is_item(own.style) && own.value == *n && *own.branches == **branches
                }),
                Step::Neighbour(..) => None,
            };
            let Some(next) = next else { break };
            at = next;
            n_steps += 1;
        }
        Some((at, n_steps))
    }

    fn label(&self, id: SectionId) -> Option<&'a Label> {
        self.outline.heading_of(id).map(|heading| heading.number.last())
    }

    /// The section itself or the innermost one around it of a kind.
    fn around(&self, from: SectionId, is_kind: fn(LabelStyle) -> bool) -> Option<SectionId> {
        let mut at = Some(from);
        while let Some(id) = at {
            if self.label(id).is_some_and(|label| is_kind(label.style)) {
                return at;
            }
            at = self.outline.section(id).parent;
        }
        None
    }

    /// The only child that fits.
    fn child(&self, parent: SectionId, fits: impl Fn(&Label) -> bool) -> Option<SectionId> {
        let mut found = None;
        let first = parent.0 + 1;
        let below = (first..self.outline.sections().len() as u32).map(SectionId);
        for id in below.take(MOST_LOOKED_AT) {
            let above = self.outline.section(id).parent;
            // Everything below a section follows it.
            if above.is_none_or(|above| above < parent) {
                return found;
            }
            if above == Some(parent) && self.label(id).is_some_and(&fits) {
                if found.is_some() {
                    return None;
                }
                found = Some(id);
            }
        }
        found
    }

    /// The first paragraph of an article is the article.
    fn paragraph(&self, article: SectionId, n: u32) -> Option<SectionId> {
        if !self.label(article).is_some_and(|label| is_article(label.style)) {
            return None;
        }
        let is_it = |label: &Label| is_paragraph(label.style) && label.value == n;
        self.child(article, is_it).or((n == 1).then_some(article))
    }

    /// （２） among the sections below `from` and beside it, when there is one.
    fn near(&self, label: &Label, from: SectionId) -> Option<SectionId> {
        let is_it = |own: &Label| own == label;
        let below = self.child(from, is_it);
        let parent = self.outline.section(from).parent;
        let beside = parent.and_then(|parent| self.child(parent, is_it));
        match (below, beside) {
            (Some(_), Some(_)) => None,
            (one, other) => one.or(other),
        }
    }

    fn neighbour(&self, kind: Kind, by: i32, from: SectionId) -> Option<SectionId> {
        let is_kind = match kind {
            Kind::Article => is_article,
            Kind::Paragraph => is_paragraph,
            Kind::Item => is_item,
        };
        let own = self.around(from, is_kind);
        let own = match (kind, own) {
            (Kind::Paragraph, None) if by > 0 => {
                let article = self.around(from, is_article)?;
                return self.paragraph(article, 2);
            }
            (_, own) => own?,
        };
        let parent = self.outline.section(own).parent;
        // Articles are counted through all chapters.
        let is_sibling = |id: SectionId| {
            self.label(id).is_some_and(|label| is_kind(label.style))
                && (kind == Kind::Article || self.outline.section(id).parent == parent)
        };
        let found = if by < 0 {
            (0..own.0).rev().take(MOST_LOOKED_AT).map(SectionId).find(|&id| is_sibling(id))
        } else {
            let after = own.0 + 1..self.outline.sections().len() as u32;
            after.take(MOST_LOOKED_AT).map(SectionId).find(|&id| is_sibling(id))
        };
        match (kind, by, found) {
            // Before ２ stands the paragraph without a number.
            (Kind::Paragraph, -1, None) => parent.filter(|&id| {
                self.label(id).is_some_and(|label| is_article(label.style))
                    && self.label(own).is_some_and(|label| label.value == 2)
            }),
            (_, _, found) => found.filter(|&id| !self.in_supplement[id.index()]),
        }
    }
}

/// Labels that are cited without saying where they stand.
fn is_absolute(style: LabelStyle) -> bool {
    matches!(style, LabelStyle::Ordinal(_) | LabelStyle::Annex(_))
}

fn is_article(style: LabelStyle) -> bool {
    style == LabelStyle::Ordinal(Some(Unit::Article))
}

fn is_paragraph(style: LabelStyle) -> bool {
    style == LabelStyle::Plain(Numeral::Arabic)
}

fn is_item(style: LabelStyle) -> bool {
    matches!(
        style,
        LabelStyle::Plain(Numeral::Kanji) | LabelStyle::Paren(Numeral::Arabic | Numeral::Kanji)
    )
}
