//! `inspect OLD NEW --stage align`: which section was taken for which, and why.
//! What is printed is what the comparison decided by, not a second opinion.

use std::fmt::Write as _;
use std::io;

use super::args::Inspect;
use super::inspect::{place, visible};
use super::plan::{Misuse, read_options};
use super::{Failure, input, notes, output, pairs, passwords};
use crate::align::{
    self, Alignment, Bonus, Evidence, LEAST_CONTAINMENT, LEAST_SCORE, Pair, Refusal, Rejected, Unit,
};
use crate::error::{Error, ErrorKind, Warnings};
use crate::lang::Lang;
use crate::model::{Side, Sides};
use crate::outline::{self, Outlined, SectionId};
use crate::{normalize, read};

/// Most characters of a section that are shown.
const FIRST_WORDS: usize = 20;

/// Prints the decisions and returns the warnings in words.
///
/// # Errors
/// Those of reading, `Unwritable`, and a misuse where a document is missing.
pub(super) fn run(typed: &Inspect, lang: Lang) -> Result<Vec<String>, Failure> {
    let Some(new) = &typed.other else {
        return Err(Failure::Misuse(Misuse::new(
            "--stage align は2つの文書の対応を示します。旧ファイルと新ファイルを指定してください。",
            "--stage align shows how two documents correspond; give the old file and the new one",
        )));
    };
    let mut options = read_options(&typed.read, lang)?;
    let paths = Sides { old: typed.file.clone(), new: new.clone() };
    let inputs = input::open_both(&paths, options.max_bytes)?;
    let (outlined, warnings) = passwords::asking(&mut options, lang, |options| {
        let prepare = |side: Side| {
            let mut warnings = Warnings::new(side);
            let extract = read::read(inputs.get(side), options, &mut warnings)?;
            Ok::<_, Error>((normalize::normalize(extract), warnings.into_vec()))
        };
        let ((old, mut warnings), (new, rest)) = (prepare(Side::Old)?, prepare(Side::New)?);
        warnings.extend(rest);
        Ok((outline::outline_both(Sides { old, new }), warnings))
    })?;
    let names = inputs.as_ref().map(|_, input| &*input.name);
    let said = warnings.iter().map(|warning| notes::warning(warning, &names, lang)).collect();
    let sides = outlined.as_ref();
    let rules = pairs::open(typed.pairs.as_deref())?;
    let constraints = crate::pairs::constraints(&rules, sides)
        .map_err(|error| pairs::named(error, typed.pairs.as_deref()))?;
    let (alignment, rejected) = align::explain(&constraints, sides);
    let view = View { sides, alignment: &alignment, rejected: &rejected, lang };
    output::to_stdout(|out| {
        let printed = if typed.pairs_template {
            pairs::template(sides, &alignment, lang, out)
        } else {
            view.print(out)
        };
        printed.map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
    })?;
    Ok(said)
}

struct View<'a> {
    sides: Sides<&'a Outlined>,
    alignment: &'a Alignment,
    rejected: &'a [Rejected],
    lang: Lang,
}

impl View<'_> {
    /// One line for each pair: places, sections, what happened and why.
    fn print(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let best = self.best_rejected();
        for pair in &self.alignment.pairs {
            let (old, new) = match *pair {
                Pair::Both { units, .. } => (Some(units.old), Some(units.new)),
                Pair::OldOnly(unit) => (Some(unit), None),
                Pair::NewOnly(unit) => (None, Some(unit)),
            };
            let units = &self.alignment.units;
            let (old, new) =
                (old.map(|id| &units.old[id.index()]), new.map(|id| &units.new[id.index()]));
            let (old_place, old_name) = self.name(Side::Old, old);
            let (new_place, new_name) = self.name(Side::New, new);
            let why = match *pair {
                Pair::Both { moved, evidence, .. } => self.why(old, new, moved, evidence),
                Pair::OldOnly(_) | Pair::NewOnly(_) => {
                    let side = if old.is_some() { Side::Old } else { Side::New };
                    let section = old.or(new).map(|unit| unit.section);
                    let nearest = section.and_then(|section| best.get(side)[section.index()]);
                    self.alone(side, nearest)
                }
            };
            writeln!(out, "{old_place} → {new_place}\t{old_name} → {new_name}\t{why}")?;
        }
        Ok(())
    }

    /// For each section the strongest candidate that was not taken.
    fn best_rejected(&self) -> Sides<Vec<Option<&Rejected>>> {
        let n = self.sides.map(|_, outlined| outlined.outline.sections().len());
        let mut best: Sides<Vec<Option<&Rejected>>> = n.map(|_, n| vec![None; n]);
        for rejected in self.rejected {
            for side in Side::BOTH {
                let known = &mut best.get_mut(side)[rejected.sections.get(side).index()];
                if known.is_none_or(|known| strength(known) < strength(rejected)) {
                    *known = Some(rejected);
                }
            }
        }
        best
    }

    /// Page or line of a unit; the numbers above it, its own, its first words.
    fn name(&self, side: Side, unit: Option<&Unit>) -> (String, String) {
        let Some(unit) = unit else { return ("-".to_owned(), "-".to_owned()) };
        let document = &self.sides.get(side).document;
        let blocks = unit.blocks(document);
        let first = blocks.first().map(|block| &block.text);
        let page = first
            .and_then(crate::model::Text::first_span)
            .map_or("-".to_owned(), |span| place(&document.source, span));
        let words = first.map(|text| text.printed(&document.source)).unwrap_or_default();
        let label = if unit.continues { "" } else { self.label(side, unit.section) };
        let words = words.trim_start();
        let words = words.strip_prefix(label).unwrap_or(words).trim_start();
        let mut shown: String = words.chars().take(FIRST_WORDS).collect();
        if shown.len() < words.len() {
            shown.push('…');
        }
        let path = self.path(side, unit.section);
        let gap = if path.is_empty() { "" } else { " " };
        (page, format!("{path}{gap}「{}」", visible(&shown)))
    }

    fn label(&self, side: Side, id: SectionId) -> &str {
        let outlined = self.sides.get(side);
        let heading = outlined.outline.heading_of(id);
        heading.map_or("", |heading| outlined.document.source.slice(heading.label))
    }

    /// `第４ ＞ １ ＞ （２）`.
    fn path(&self, side: Side, id: SectionId) -> String {
        let mut all = self.sides.get(side).outline.ancestors(id);
        all.push(id);
        let labels: Vec<&str> = all.into_iter().map(|id| self.label(side, id)).collect();
        let labels: Vec<&str> = labels.into_iter().filter(|label| !label.is_empty()).collect();
        visible(&labels.join(" ＞ "))
    }

    fn why(
        &self,
        old: Option<&Unit>,
        new: Option<&Unit>,
        moved: bool,
        evidence: Evidence,
    ) -> String {
        let mut said = self.evidence(evidence);
        let is_stretch = |unit: Option<&Unit>| unit.is_some_and(|unit| unit.whole.is_some());
        for (is_so, ja, en) in [
            (is_stretch(old), "分割", "split"),
            (is_stretch(new), "統合", "merged"),
            (moved, "移動", "moved"),
        ] {
            if is_so {
                let _ = write!(said, "{}", self.lang.pick(" ", " "));
                let _ = write!(said, "［{}］", self.lang.pick(ja, en));
            }
        }
        said
    }

    fn evidence(&self, evidence: Evidence) -> String {
        let lang = self.lang;
        match (lang, evidence) {
            (_, Evidence::Forced) => lang.pick("--pairs の指定", "said by --pairs").to_owned(),
            (_, Evidence::IdenticalText) => lang
                .pick(
                    "同じ文字（双方に1つだけ、又は双方の冒頭から続く）",
                    "identical text, once in each or from the beginning of both",
                )
                .to_owned(),
            (_, Evidence::UniqueText) => lang
                .pick(
                    "表記の違いを除けば同じ文（双方に1つだけ）",
                    "equal but for style, once in each",
                )
                .to_owned(),
            (_, Evidence::NeighbouringText) => lang
                .pick(
                    "同じ文が対応する項の隣又は双方の冒頭にある",
                    "equal text beside sections that correspond or at the beginning of both",
                )
                .to_owned(),
            (Lang::Ja, Evidence::Children { n, of }) => {
                format!("中の項 {of} のうち {n} が対応する")
            }
            (Lang::En, Evidence::Children { n, of }) => {
                format!("{n} of {of} sections inside correspond")
            }
            (_, Evidence::Similar(likeness)) => {
                let mut said = format!("{} {:.2}", lang.pick("似た文", "similar"), likeness.dice);
                for bonus in likeness.bonuses() {
                    let _ = write!(said, " +{:.2} {}", bonus.value(), name(lang, bonus));
                }
                let _ = write!(said, " = {:.2}", likeness.score());
                said
            }
            (_, Evidence::Repealed(Side::Old)) => lang
                .pick("同じ番号（旧は「削除」のみ）", "the same number, the old one empty (削除)")
                .to_owned(),
            (_, Evidence::Repealed(Side::New)) => lang
                .pick("同じ番号（新は「削除」のみ）", "the same number, the new one empty (削除)")
                .to_owned(),
            (_, Evidence::ClosingText(dice)) => {
                format!("{} {dice:.2}", lang.pick("なお書き等 似た文", "closing text, similar"))
            }
            (_, Evidence::SameNumber) => lang
                .pick("同じ番号（文は中の項に移った）", "the same number, its text went inside")
                .to_owned(),
            (_, Evidence::Rewritten) => lang
                .pick("同じ番号（全文を改めた）", "the same number, rewritten as a whole")
                .to_owned(),
            (Lang::Ja, Evidence::Part(share)) => format!("文の {share:.2} が相手に含まれる"),
            (Lang::En, Evidence::Part(share)) => {
                format!("{share:.2} of the text stands in the other one")
            }
        }
    }

    /// Why a unit stands alone: the best candidate and what it lacked.
    fn alone(&self, side: Side, nearest: Option<&Rejected>) -> String {
        let lang = self.lang;
        let mut said = match side {
            Side::Old => lang.pick("旧のみ", "old only").to_owned(),
            Side::New => lang.pick("新のみ", "new only").to_owned(),
        };
        let Some(nearest) = nearest else {
            said.push_str(lang.pick("（似た文なし）", " (nothing similar)"));
            return said;
        };
        let other = side.other();
        let id = *nearest.sections.get(other);
        let path = self.path(other, id);
        let path = if path.is_empty() { lang.pick("番号なし", "no number") } else { &path };
        let why = match nearest.why {
            Refusal::ByHand => lang.pick("--pairs の指定", "said by --pairs").to_owned(),
            Refusal::Score(likeness) => {
                let similar = self.evidence(Evidence::Similar(likeness));
                let comma = lang.pick("、", ", ");
                if likeness.is_enough() {
                    format!("{similar}{comma}{}", lang.pick("別の項と対応", "paired with another"))
                } else if likeness.score() < LEAST_SCORE {
                    format!("{similar} < {LEAST_SCORE:.2}")
                } else {
                    format!("{similar}{comma}{}", lang.pick("文が似ていない", "too little alike"))
                }
            }
            Refusal::Crossed(likeness) => {
                let similar = self.evidence(Evidence::Similar(likeness));
                let crossed = lang.pick("、順序が入れ替わる", ", in another order");
                format!("{similar}{crossed}")
            }
            Refusal::Part { containment, .. } => {
                format!("{} < {LEAST_CONTAINMENT:.2}", self.evidence(Evidence::Part(containment)))
            }
        };
        let best = lang.pick("最も近い候補", "best candidate");
        let _ = match lang {
            Lang::Ja => write!(said, "（{best} {path}: {why}）"),
            Lang::En => write!(said, " ({best} {path}: {why})"),
        };
        said
    }
}

fn strength(rejected: &Rejected) -> f32 {
    match rejected.why {
        // What a person refused is the first thing to say.
        Refusal::ByHand => f32::MAX,
        Refusal::Score(likeness) | Refusal::Crossed(likeness) => likeness.score(),
        Refusal::Part { containment, .. } => containment,
    }
}

fn name(lang: Lang, bonus: Bonus) -> &'static str {
    match bonus {
        Bonus::Place => lang.pick("位置", "place"),
        Bonus::Parent => lang.pick("上位の項", "parent"),
        Bonus::Level => lang.pick("階層", "level"),
        Bonus::Number => lang.pick("番号", "number"),
        Bonus::Title => lang.pick("見出し", "title"),
    }
}
