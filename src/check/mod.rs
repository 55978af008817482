//! 評価書の点検: what a reviewer of an assessment document looks for in its
//! 変更箇所 and in its items (CONVENTIONS §4.10).
//!
//! ```text
//! subject.rs  a document as it is checked       case.rs     what the rules see of it
//! content.rs  what a cell of the log says       items.rs    which item a row is about
//! rows.rs     the rows of the log, understood   replay.rs   the log undone, newest row first
//! state.rs    an item on its way back            drift.rs    headings that differ by a slip
//! share.rs    a row for several items
//! files.rs    which file a row is about          name.rs     what an item is called
//! touching.rs rows by item                   links.rs    rows against those before them
//! rules/      the rules, by subject             finding.rs  what they find
//! print/      text, JSON, HTML
//! ```
//!
//! A rule reports what the document itself proves. Where a text cannot be
//! followed (parts left out, items that cannot be told apart) it says nothing,
//! and `not-checked` names the rows; what a rule needs and is not there is told
//! by [`not_run`].

mod case;
mod content;
mod drift;
mod files;
mod finding;
mod items;
mod links;
mod name;
pub mod print;
mod replay;
mod rows;
mod rules;
mod share;
mod state;
mod subject;
#[cfg(test)]
mod testing;
mod text;
mod touching;

pub use finding::{Finding, Origin, Place, Quote, Severity};
pub use subject::{Facts, Subject};

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::lang::Lang;
use crate::record::era::Date;

use case::Case;

/// One thing that is checked.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in small letters with hyphens.
    pub id: &'static str,
    /// How much its findings usually weigh.
    pub severity: Severity,
    /// What there must be for it to be asked.
    needs: &'static [Need],
    /// What it looks for, in Japanese and in English.
    pub about: [&'static str; 2],
    /// What to do about a finding, in Japanese and in English.
    pub remedy: [&'static str; 2],
    find: fn(&Case<'_>) -> Vec<Found>,
}

/// What a rule cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Need {
    /// A form that is known.
    Form,
    /// A 変更箇所.
    Log,
    /// 公表日.
    Published,
    /// 公表日, or a day given instead.
    Day,
    /// The version before.
    Previous,
    /// An assessment on another form.
    Other,
}

impl Need {
    /// Name in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Log => "log",
            Self::Published => "published",
            Self::Day => "day",
            Self::Previous => "previous",
            Self::Other => "other",
        }
    }

    /// What is missing, in words.
    pub fn missing(self, lang: Lang) -> &'static str {
        match self {
            Self::Form => lang.pick("既知の様式ではない", "no known form"),
            Self::Log => lang.pick("変更箇所がない", "no log"),
            Self::Published => lang.pick("公表日がない", "no 公表日"),
            Self::Day => lang.pick("公表日も --date もない", "neither 公表日 nor --date"),
            Self::Previous => lang.pick("--previous がない", "no --previous"),
            Self::Other => lang.pick("--with がない", "no --with"),
        }
    }

    fn is_met(self, documents: Documents<'_>, options: &CheckOptions) -> bool {
        let document = documents.document;
        match self {
            Self::Form => document.form.kind.is_some(),
            Self::Log => document.log.is_some(),
            Self::Published => document.published.is_some(),
            Self::Day => options.date.or(document.published).is_some(),
            Self::Previous => documents.previous.is_some(),
            Self::Other => documents.other.is_some(),
        }
    }
}

/// A rule that was not asked though nobody switched it off.
#[derive(Debug, Clone, Copy)]
pub struct NotRun {
    /// The rule.
    pub rule: &'static Rule,
    /// What it needs and is not there.
    pub why: Need,
}

/// The rules that are not asked because the document lacks something, or because
/// a further document that they need was not given.
pub fn not_run(documents: Documents<'_>, options: &CheckOptions) -> Vec<NotRun> {
    let lacking = |rule: &'static Rule| {
        let why = rule.needs.iter().find(|need| !need.is_met(documents, options))?;
        (!options.off.contains(&rule.id)).then_some(NotRun { rule, why: *why })
    };
    rules().filter_map(lacking).collect()
}

/// A finding without its rule.
#[derive(Debug)]
struct Found {
    /// `None` for that of the rule.
    severity: Option<Severity>,
    place: Place,
    texts: Vec<Quote>,
    message: [String; 2],
}

/// The documents of a check.
#[derive(Debug, Clone, Copy)]
pub struct Documents<'a> {
    /// The one that is checked.
    pub document: &'a Subject,
    /// The version before it.
    pub previous: Option<&'a Subject>,
    /// An assessment of the same work on another form.
    pub other: Option<&'a Subject>,
}

/// What a check can be told.
#[derive(Debug, Clone, Default)]
pub struct CheckOptions {
    /// Identifiers of rules that are switched off.
    pub off: Vec<&'static str>,
    /// The day for which it is asked whether counts are old; 公表日 where it is
    /// `None`.
    pub date: Option<Date>,
}

/// All rules, in the order in which they are listed.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().copied()
}

/// The rule of a name, whatever the case of its letters.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// The rule whose name is most like a mistyped one.
pub fn nearest_rule(id: &str) -> Option<&'static Rule> {
    /// Names less alike are others.
    const LEAST: f32 = 0.3;
    let typed = id.to_ascii_lowercase();
    text::most_alike(rules(), LEAST, |rule| text::alike(rule.id, &typed))
}

/// Looks for everything that the rules know. Total. The heaviest findings
/// first; of one weight those about items, then those about rows of the newest
/// day, in the order of the form and of the log.
///
/// O(rows of the log × length of their items).
pub fn check(documents: Documents<'_>, options: &CheckOptions) -> Vec<Finding> {
    let case = Case::new(documents, options);
    let mut findings: Vec<Finding> = Vec::new();
    let is_asked = |rule: &&Rule| {
        !options.off.contains(&rule.id)
            && rule.needs.iter().all(|need| need.is_met(documents, options))
    };
    for rule in rules().filter(is_asked) {
        let found = (rule.find)(&case);
        findings.extend(found.into_iter().map(|Found { severity, place, mut texts, message }| {
            match texts.as_mut_slice() {
                [one, other] => {
                    [one.text, other.text] = text::contrasted(&one.text, &other.text);
                }
                others => others.iter_mut().for_each(|it| it.text = text::quoted(&it.text)),
            }
            Finding { rule, severity: severity.unwrap_or(rule.severity), place, texts, message }
        }));
    }
    let days: FxHashMap<u32, Option<Date>> =
        case.rows.iter().map(|row| (row.number, row.order)).collect();
    findings.sort_by_key(|finding| {
        let row = finding.place.rows.first().copied();
        let day = row.and_then(|row| *days.get(&row)?);
        // What is about no row comes first; newer rows are what is being filed now.
        (finding.severity, row.is_some(), Reverse(day), row, finding.place.page)
    });
    findings
}

impl Finding {
    /// The sentence in one language.
    pub fn message(&self, lang: Lang) -> &str {
        let [ja, en] = &self.message;
        lang.pick(ja, en)
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> &'static str {
        let [ja, en] = self.rule.remedy;
        lang.pick(ja, en)
    }
}
