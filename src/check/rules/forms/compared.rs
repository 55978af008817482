//! Whether the answers of two forms can both be true.

use std::collections::BTreeSet;

use super::super::super::text::said;
use super::shared::{How, names, range};
use crate::form::{Field, ValueKind};

/// Items of both forms, and whether they agree.
pub(super) struct Compared<'a> {
    pub(super) own: Vec<&'a Field>,
    pub(super) theirs: Vec<&'a Field>,
    pub(super) how: How,
}

impl Compared<'_> {
    /// Whether the answers can both be true. Where an item stands once for each
    /// file, one that agrees is enough.
    pub(super) fn agree(&self) -> bool {
        let any = |is: &dyn Fn(&Field, &Field) -> bool| {
            self.own.iter().any(|own| self.theirs.iter().any(|theirs| is(own, theirs)))
        };
        let has = |all: &[&Field], word: &str| {
            all.iter().any(|field| said(&field.value.concat()).contains(&said(word)))
        };
        match self.how {
            How::Same => any(&same),
            How::Range => any(&|own, theirs| match (
                range(&own.value.concat()),
                range(&theirs.value.concat()),
            ) {
                (Some(own), Some(theirs)) => own == theirs,
                _ => same(own, theirs),
            }),
            How::Names => {
                let list = |all: &[&Field]| -> Vec<String> {
                    all.iter().flat_map(|field| names(field)).collect()
                };
                let (own, theirs) = (list(&self.own), list(&self.theirs));
                let is_in = |name: &String, list: &[String]| {
                    list.iter().any(|it| it.contains(name.as_str()) || name.contains(it.as_str()))
                };
                own.iter().all(|it| is_in(it, &theirs)) && theirs.iter().all(|it| is_in(it, &own))
            }
            How::Fewer => {
                let few = |all: &[&Field]| has(all, "500人未満") && all.len() == 1;
                let many = |all: &[&Field]| {
                    let from = |field: &&Field| range(&field.value.concat()).map(|it| it.0);
                    all.iter().filter_map(from).any(|from| from >= 500)
                };
                !(few(&self.own) && many(&self.theirs) || few(&self.theirs) && many(&self.own))
            }
            How::Accident => {
                let yes_no = |year: &[&Field], years: &[&Field]| {
                    has(year, "発生あり") && has(years, "発生なし") && !has(years, "発生あり")
                };
                // The shorter question stands in Ⅱ of 基礎.
                let is_year = |all: &[&Field]| {
                    all.iter()
                        .any(|it| it.key.steps().last().is_some_and(|it| it.contains("過去1年")))
                };
                let (own, theirs) = (&self.own, &self.theirs);
                !(is_year(own) && yes_no(own, theirs) || is_year(theirs) && yes_no(theirs, own))
            }
            How::Not(word) => {
                let positive = word.replace("しない", "");
                let says_not = |all: &[&Field]| has(all, word);
                let says = |all: &[&Field]| {
                    let does = |field: &&Field| {
                        let text = said(&field.value.concat());
                        !text.contains("ない") && positive.split('・').any(|it| text.contains(it))
                    };
                    all.iter().any(does)
                };
                !(says_not(&self.own) && says(&self.theirs)
                    || says_not(&self.theirs) && says(&self.own))
            }
        }
    }
}

/// Whether two answers say the same; a text may be longer on one form.
fn same(own: &Field, theirs: &Field) -> bool {
    let (one, other) = (said(&own.value.concat()), said(&theirs.value.concat()));
    let is = |kind: ValueKind| own.kind == kind && theirs.kind == kind;
    if is(ValueKind::Choice) {
        choice(&one) == choice(&other)
    } else if is(ValueKind::Checks) {
        let marks =
            |field: &Field| -> BTreeSet<String> { field.value.iter().map(|it| said(it)).collect() };
        marks(own) == marks(theirs)
    } else {
        one.contains(&other) || other.contains(&one)
    }
}

/// A choice without its number.
fn choice(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix(')').unwrap_or(text)
}
