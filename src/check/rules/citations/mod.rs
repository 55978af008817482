//! A citation that was renumbered in one item and not in the others, or a law that
//! was renamed.

mod read;
mod renamed;

use std::collections::{BTreeMap, BTreeSet};

use super::super::case::{Case, place_of, quote_of};
use super::super::content::{Content, Kind};
use super::super::text::said;
use super::super::{Found, Need, Origin, Quote, Rule, Severity};
use crate::form::{Field, ItemKey};
use read::{TABLE, citations, is_renumbering, with_table};

/// 第19条第７号 → 第８号 in Ⅰ－４ alone.
pub(in crate::check) static RENUMBERED_ELSEWHERE: Rule = Rule {
    id: "citation-renumbered-elsewhere",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: [
        "ある項目で改めた法令の条項番号や名称が、他の項目では古いまま",
        "a citation was renumbered, or a law renamed, in one item and not in another",
    ],
    remedy: [
        "他の項目の条項番号や名称も改める必要があるかを確かめてください。",
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
    out.extend(renamed::renamed_elsewhere(case));
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, subject};

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
