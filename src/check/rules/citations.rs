//! A citation that was renumbered in one item and not in the others.

use std::collections::BTreeMap;

use super::super::case::{Case, place_of, quote_of};
use super::super::content::{Content, Kind};
use super::super::text::said;
use super::super::{Found, Origin, Quote, Rule, Severity};
use crate::form::Field;

/// 第19条第７号 → 第８号 in Ⅰ－４ alone.
pub(in crate::check) static RENUMBERED_ELSEWHERE: Rule = Rule {
    id: "citation-renumbered-elsewhere",
    severity: Severity::Warning,
    about: [
        "ある項目で改めた法令の条項番号が、他の項目では古いまま",
        "a citation was renumbered in one item and still has the old number in another",
    ],
    remedy: [
        "他の項目の条項番号も改める必要があるかを確かめてください。",
        "look whether the citation in the other item must change, too",
    ],
    find: renumbered_elsewhere,
};

fn renumbered_elsewhere(case: &Case<'_>) -> Vec<Found> {
    // Old citation → new one and the last row that said so.
    let mut renumbered: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (index, row) in case.rows.iter().enumerate() {
        if row.before.kind != Kind::Text || row.after.kind != Kind::Text {
            continue;
        }
        let all = |content: &Content| content.paragraphs().flat_map(citations).collect::<Vec<_>>();
        let (old, new) = (all(&row.before), all(&row.after));
        for one in old.iter().filter(|it| !new.contains(it)) {
            let same_law = |it: &&String| !old.contains(it) && is_renumbering(one, it);
            let mut successors = new.iter().filter(same_law);
            if let (Some(successor), None) = (successors.next(), successors.next()) {
                renumbered.insert(one.clone(), (successor.clone(), index));
            }
        }
    }
    let mut out = Vec::new();
    for (old, (new, index)) in &renumbered {
        // A number may come back: the last renumbering counts.
        let came_back = renumbered.values().any(|(it, later)| it == old && later > index);
        let Some(row) = case.rows.get(*index).filter(|_| !came_back) else { continue };
        let own: Vec<usize> = row.targets.iter().flatten().copied().collect();
        // Where the item itself still has it, it cites both.
        let citing = |field: &'_ Field| field.value.iter().position(|line| cites(&said(line), old));
        let fields = || case.form().fields.iter().enumerate();
        if fields().any(|(at, field)| own.contains(&at) && citing(field).is_some()) {
            continue;
        }
        let others = fields().filter(|(at, _)| !own.contains(at));
        for (field, line) in
            others.filter_map(|(_, field)| Some((field, field.value.get(citing(field)?)?)))
        {
            let change = Quote {
                row: Some(row.number),
                ..row.quote_of(Origin::LogAfter, &format!("{old} → {new}"))
            };
            out.push(Found {
                severity: None,
                place: place_of(field),
                texts: vec![change, quote_of(field, Origin::Body, line)],
                message: [
                    format!("変更箇所{}行目で「{old}」を「{new}」に改めていますが、この項目には「{old}」が残っています。", row.number),
                    format!("row {} of the log made \"{new}\" of \"{old}\"; this item still has the old one", row.number),
                ],
            });
        }
    }
    out
}

fn cites(text: &str, citation: &str) -> bool {
    text.contains(citation) && citations(text).iter().any(|it| it == citation)
}

/// The same law and article with another number at the end.
fn is_renumbering(old: &str, new: &str) -> bool {
    let (Some((old_law, old_place)), Some((new_law, new_place))) = (parted(old), parted(new))
    else {
        return false;
    };
    let article = |place: &str| place.split_inclusive('条').next().unwrap_or_default().to_owned();
    let n_parts = |place: &str| place.matches('第').count();
    old_law == new_law
        && n_parts(old_place) == n_parts(new_place)
        && (article(old_place) == article(new_place) || n_parts(old_place) == 1)
}

fn parted(citation: &str) -> Option<(&str, &str)> {
    citation.split_at_checked(citation.find('第')?)
}

/// Names of laws end so.
const LAWS: [&str; 5] = ["法", "令", "規則", "条例", "命令"];
/// Parts of a citation.
const UNITS: [char; 3] = ['条', '項', '号'];
/// Longest name of a law, in characters.
const LONGEST_NAME: usize = 20;

/// The citations of a folded text with the name of their law: 番号法第19条第8号.
fn citations(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = place_end(&chars, at);
        if chars.get(at) != Some(&'第') || end == at {
            at += 1;
            continue;
        }
        let name = name_before(&chars, at);
        if let Some(from) = name {
            out.push(chars.get(from..end).unwrap_or_default().iter().collect());
        }
        at = end;
    }
    out
}

/// Where 第19条の２第８号 ends that begins at a place; the place itself where
/// there is none.
fn place_end(chars: &[char], from: usize) -> usize {
    let mut end = from;
    loop {
        let mut at = end;
        if chars.get(at) != Some(&'第') {
            return end;
        }
        at += 1;
        let n = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
        at += n;
        if n == 0 || !chars.get(at).is_some_and(|c| UNITS.contains(c)) {
            return end;
        }
        at += 1;
        // 枝番: の２.
        while chars.get(at) == Some(&'の') && chars.get(at + 1).is_some_and(char::is_ascii_digit) {
            at += 1;
            at += chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
        }
        end = at;
    }
}

/// Where the name of the law begins that stands before a citation.
fn name_before(chars: &[char], at: usize) -> Option<usize> {
    let is_name = |c: &&char| matches!(**c, '\u{4E00}'..='\u{9FFF}' | '々');
    let run = chars.iter().take(at).rev().take_while(is_name).take(LONGEST_NAME).count();
    // Behind another citation a new name begins: 第２項番号法第19条.
    let is_unit = |i: &usize| {
        let is_counted =
            i.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
        is_counted && chars.get(*i).is_some_and(|c| UNITS.contains(c))
    };
    let from = (at - run..at).rev().find(is_unit).map_or(at - run, |unit| unit + 1);
    let n = at - from;
    let name: String = chars.get(at - n..at)?.iter().collect();
    (n >= 2 && LAWS.iter().any(|law| name.ends_with(law))).then_some(at - n)
}

#[cfg(test)]
mod tests {
    use super::super::super::case::tests::{found, subject};
    use super::*;

    #[test]
    fn citations_have_the_name_of_their_law() {
        let text = said(
            "番号法第19条第８号及び番号法 第9条の２第１項、国民健康保険法第113条の３第1項。第５条",
        );
        assert_eq!(citations("第9条第2項番号法第19条第7号"), ["番号法第19条第7号"]);
        assert_eq!(citations("個人情報保護条例第5条"), ["個人情報保護条例第5条"]);
        assert_eq!(
            citations(&text),
            ["番号法第19条第8号", "番号法第9条の2第1項", "国民健康保険法第113条の3第1項"]
        );
    }

    #[test]
    fn an_old_number_that_was_left_in_another_item() {
        let row = "令和3年9月30日｜Ⅰ－４／②法令上の根拠｜番号法第19条第７号（提供の制限）／(略)｜番号法第19条第８号（提供の制限）／(略)｜事後｜番号法改正";
        let count = |other: &str| {
            let items = [
                ("Ⅰ/1/②", "②事務の概要", other),
                ("Ⅰ/4/②", "②法令上の根拠", "番号法第19条第８号（提供の制限）"),
            ];
            found(&subject(&items, &[row]), "citation-renumbered-elsewhere").len()
        };
        assert_eq!(count("番号法第19条第７号により情報連携を行う。"), 1);
        assert_eq!(count("番号法第19条第８号により情報連携を行う。"), 0);
        assert_eq!(count("個人情報保護法第19条第７号により行う。"), 0);
        assert_eq!(count("番号法第19条第７号の２により行う。"), 0);
    }
}
