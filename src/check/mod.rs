//! 評価書の点検: what a reviewer of an assessment document looks for in its
//! 変更箇所 and in its items (CONVENTIONS §4.10).
//!
//! ```text
//! subject.rs  a document as it is checked       case.rs     what the rules see of it
//! content.rs  what a cell of the log says       items.rs    which item a row is about
//! rows.rs     the rows of the log, understood   replay.rs   the log undone, newest row first
//! state.rs    an item on its way back            drift.rs    headings that differ by a slip
//! files.rs    which file a row is about          name.rs     what an item is called
//! touching.rs rows by item
//! rules/      the rules, by subject             finding.rs  what they find
//! print/      text, JSON, HTML
//! ```
//!
//! A rule reports what the document itself proves. Where a text cannot be
//! followed (parts left out, an item of an older form) it says nothing.

mod case;
mod content;
mod drift;
mod files;
mod finding;
mod items;
mod name;
pub mod print;
mod replay;
mod rows;
mod rules;
mod state;
mod subject;
#[cfg(test)]
mod testing;
mod text;
mod touching;

pub use finding::{Finding, Origin, Place, Quote, Severity};
pub use subject::{Facts, Subject};

use std::cmp::Reverse;

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
    /// What it looks for, in Japanese and in English.
    pub about: [&'static str; 2],
    /// What to do about a finding, in Japanese and in English.
    pub remedy: [&'static str; 2],
    find: fn(&Case<'_>) -> Vec<Found>,
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
/// first, those of one weight in the order of the log and of the form.
///
/// O(rows of the log × length of their items).
pub fn check(documents: Documents<'_>, options: &CheckOptions) -> Vec<Finding> {
    let case = Case::new(documents, options);
    let mut findings: Vec<Finding> = Vec::new();
    for rule in rules().filter(|rule| !options.off.contains(&rule.id)) {
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
    findings.sort_by_key(|finding| {
        // Newer rows are what is being filed now.
        let row = finding.place.rows.first().copied().unwrap_or(u32::MAX);
        (finding.severity, Reverse(row), finding.place.page)
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
