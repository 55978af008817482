//! A citation that was renumbered in one item and not in the others.

use std::collections::{BTreeMap, BTreeSet};

use super::super::case::{Case, place_of, quote_of};
use super::super::content::{Content, Kind};
use super::super::text::said;
use super::super::{Found, Origin, Quote, Rule, Severity};
use crate::form::{Field, ItemKey};

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

/// Citations of a row that are looked at.
const MOST_CITATIONS: usize = 200;
/// Items with an old citation that are reported.
const MOST_PLACES: usize = 20;

fn renumbered_elsewhere(case: &Case<'_>) -> Vec<Found> {
    // Old citation → new one and the last row that said so.
    let mut renumbered: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (index, row) in case.rows.iter().enumerate() {
        if row.before.kind != Kind::Text || row.after.kind != Kind::Text {
            continue;
        }
        let all = |content: &Content| -> Vec<String> {
            content.paragraphs().flat_map(citations).take(MOST_CITATIONS).collect()
        };
        let (old, new) = (all(&row.before), all(&row.after));
        for one in old.iter().filter(|it| !new.contains(it) && !it.ends_with(TABLE)) {
            let same_law = |it: &&String| !old.contains(it) && is_renumbering(one, it);
            let mut successors = new.iter().filter(same_law);
            if let (Some(successor), None) = (successors.next(), successors.next()) {
                renumbered.insert(one.clone(), (successor.clone(), index));
            }
        }
    }
    // Citation → where it stands: field and paragraph.
    let mut places: BTreeMap<String, Vec<(&Field, &str)>> = BTreeMap::new();
    for field in case.form().fields.iter().filter(|_| !renumbered.is_empty()) {
        for line in &field.value {
            for citation in citations(&said(line)).iter().flat_map(|it| with_table(it)) {
                let cited = places.entry(citation).or_default();
                if cited.last().is_none_or(|(last, _)| last.key != field.key) {
                    cited.push((field, line));
                }
            }
        }
    }
    // A number may come back: the last renumbering counts.
    let mut came: BTreeMap<&str, usize> = BTreeMap::new();
    for (new, index) in renumbered.values() {
        let last = came.entry(new).or_default();
        *last = (*last).max(*index);
    }
    let mut out = Vec::new();
    // Tables are told once, not once more with the number of their line.
    let mut told: BTreeSet<(&ItemKey, usize)> = BTreeSet::new();
    for (old, (new, index)) in &renumbered {
        let came_back = came.get(old.as_str()).is_some_and(|later| later > index);
        let Some(row) = case.rows.get(*index).filter(|_| !came_back) else { continue };
        let cited = places.get(old).map(Vec::as_slice).unwrap_or_default();
        // Where the item itself still has it, it cites both.
        let is_own = |field: &Field| case.fields_of(row).any(|own| own.key == field.key);
        if cited.iter().any(|(field, _)| is_own(field)) {
            continue;
        }
        for (field, line) in cited.iter().take(MOST_PLACES) {
            if old.contains(TABLE) && !told.insert((&field.key, *index)) {
                continue;
            }
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

/// The same law and article with another number at the end.
fn is_renumbering(old: &str, new: &str) -> bool {
    if let (Some((old_law, old_table)), Some((new_law, new_table))) =
        (old.split_once(TABLE), new.split_once(TABLE))
    {
        return old_law == new_law && old_table.ends_with('項') == new_table.ends_with('項');
    }
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

/// 別表第一の68の項, 別表第二; of 番号法 where no other law is named.
const TABLE: &str = "別表";
const NUMBER_ACT: &str = "番号法";

/// A citation, and for a line of a table also the table.
fn with_table(citation: &str) -> Vec<String> {
    let table = citation.split_once(TABLE).and_then(|(law, rest)| {
        let number = rest.split_once('の').filter(|(number, _)| !number.is_empty())?.0;
        Some(format!("{law}{TABLE}{number}"))
    });
    std::iter::once(citation.to_owned()).chain(table).collect()
}

/// The table cited at a place, and where its citation ends.
fn table_at(chars: &[char], at: usize) -> Option<(String, usize)> {
    let mut end = at + TABLE.chars().count();
    if !chars.get(at..end)?.iter().copied().eq(TABLE.chars()) {
        return None;
    }
    let count =
        |from: usize, is: fn(&char) -> bool| chars.iter().skip(from).take_while(|c| is(c)).count();
    let is_number: fn(&char) -> bool =
        |c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    if chars.get(end) == Some(&'第') {
        let n = count(end + 1, is_number);
        end += if n == 0 { 0 } else { n + 1 };
    }
    // の94の項, の85の2の項.
    let mut line = end;
    while chars.get(line) == Some(&'の') {
        let n = count(line + 1, char::is_ascii_digit);
        if n == 0 {
            break;
        }
        line += n + 1;
    }
    if line > end && chars.get(line) == Some(&'の') && chars.get(line + 1) == Some(&'項') {
        end = line + 2;
    }
    let before = at - usize::from(at > 0 && chars.get(at - 1) == Some(&'の'));
    let law = name_before(chars, before).and_then(|from| chars.get(from..before));
    let law: String = law.map_or_else(|| NUMBER_ACT.to_owned(), |it| it.iter().collect());
    let law = if law.ends_with(NUMBER_ACT) { NUMBER_ACT } else { &law };
    let table: String = chars.get(at..end)?.iter().collect();
    Some((format!("{law}{table}"), end))
}

/// The citations of a folded text with the name of their law: 番号法第19条第8号.
fn citations(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some((table, end)) = table_at(&chars, at) {
            out.push(table);
            at = end;
            continue;
        }
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
    use super::super::super::testing::{found, subject};
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
    fn tables_are_cited_with_their_law() {
        let cited = |text: &str| citations(&said(text));
        assert_eq!(
            cited("番号法第19条第８号及び別表第二の94の項"),
            ["番号法第19条第8号", "番号法別表第二の94の項"]
        );
        assert_eq!(cited("番号法の別表第二を基に"), ["番号法別表第二"]);
        assert_eq!(cited("施行令別表第一の２の項"), ["施行令別表第一の2の項"]);
        assert_eq!(cited("別表第二の１、２の項"), ["番号法別表第二"]);
    }

    #[test]
    fn an_old_table_that_was_left_in_another_item() {
        let count = |before: &str, after: &str, other: &str| {
            let row = format!("令和7年4月1日｜Ⅰ－４／②法令上の根拠｜{before}｜{after}｜事後");
            let items = [("Ⅰ/1/②", "②事務の概要", other), ("Ⅰ/4/②", "②法令上の根拠", after)];
            found(&subject(&items, &[&row]), "citation-renumbered-elsewhere").len()
        };
        let (second, one) =
            ("番号法第19条第８号及び別表第二の94の項", "番号法第19条第８号及び別表の95の項");
        assert_eq!(count(second, one, "番号法別表第二の94の項の事務を行う。"), 1);
        assert_eq!(count(second, one, "番号法別表の95の項の事務を行う。"), 0);
        assert_eq!(count(second, one, "介護保険法施行令別表第二の94の項による。"), 0);
        assert_eq!(count("番号法別表第二", "番号法別表", "番号法の別表第二を基に行う。"), 1);
        assert_eq!(count("番号法別表第二", "番号法別表", "別表第二の94の項により行う。"), 1);
        assert_eq!(count("番号法別表第二", "番号法別表", "番号法別表により行う。"), 0);
        let next = second.replace("94", "95");
        assert_eq!(count(second, &next, "番号法別表第二の95の項の事務を行う。"), 0);
        let both = (
            "番号法別表第一の68の項／番号法別表第一の命令第50条",
            "番号法別表の100の項／番号法別表の命令第50条",
        );
        assert_eq!(count(both.0, both.1, "番号法別表第一の68の項の事務を行う。"), 1);
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
