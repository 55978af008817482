//! Names of laws and ministerial orders (主務省令) that were changed in one item
//! and stand in others as before.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::case::{Case, place_of, quote_of};
use super::super::super::content::{Content, Kind};
use super::super::super::text::{alike, said};
use super::super::super::{Found, Origin, Quote};

/// Names of laws that are long enough to be no other word end so.
const ENDS: [&str; 6] = ["命令", "省令", "規則", "法律", "政令", "条例"];
/// One of these stands in such a name: 命令 is also a word.
const SIGNS: [&str; 5] = ["法", "関する", "定める", "条例", "規則"];
/// Shorter names are parts of others.
const LEAST: usize = 8;
/// Longest name of a law, in characters.
const LONGEST: usize = 120;
/// Names with so much in common are one that was changed.
const SAME_LAW: f32 = 0.4;
/// Items with an old name that are reported.
const MOST_PLACES: usize = 20;

/// Items that still have the old name of a law.
pub(super) fn renamed_elsewhere(case: &Case<'_>) -> Vec<Found> {
    // Old name → new one and the last row that said so.
    let mut renamed: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (index, row) in case.rows.iter().enumerate() {
        if row.before.kind != Kind::Text || row.after.kind != Kind::Text {
            continue;
        }
        let all = |content: &Content| -> BTreeSet<String> {
            content.paragraphs().flat_map(law_names).collect()
        };
        let (old, new) = (all(&row.before), all(&row.after));
        // Of several it is not known which became which.
        let (mut gone, mut come) = (old.difference(&new), new.difference(&old));
        let (Some(one), None) = (gone.next(), gone.next()) else { continue };
        let (Some(successor), None) = (come.next(), come.next()) else { continue };
        if is_renaming(one, successor) {
            renamed.insert(one.clone(), (successor.clone(), index));
        }
    }
    let mut out = Vec::new();
    for (old, (new, index)) in &renamed {
        // A name may come back, or go on inside the new one.
        let came_back = renamed.values().any(|(later, at)| later == old && at > index);
        let Some(row) = case.rows.get(*index).filter(|_| !came_back && !new.contains(old.as_str()))
        else {
            continue;
        };
        let own: Vec<_> = case.fields_of(row).map(|field| &field.key).collect();
        let fields = case.form().fields.iter().zip(&case.values);
        let having: Vec<_> = fields.filter(|(_, value)| value.contains(old.as_str())).collect();
        // Where the item itself still has it, it names both.
        if having.iter().any(|(field, _)| own.contains(&&field.key)) {
            continue;
        }
        for (field, _) in having.into_iter().take(MOST_PLACES) {
            let line = field.value.iter().find(|line| said(line).contains(old.as_str()));
            let change = Quote {
                row: Some(row.number),
                ..row.quote_of(Origin::LogAfter, &format!("{old} → {new}"))
            };
            let body = quote_of(field, Origin::Body, line.map_or(old, String::as_str));
            let n = row.number;
            out.push(Found {
                severity: None,
                place: place_of(field),
                texts: vec![change, body],
                message: [
                    format!("変更箇所{n}行目で法令の名称「{old}」を「{new}」に改めていますが、この項目には元の名称が残っています。"),
                    format!("row {n} of the log made \"{new}\" of the law \"{old}\"; this item still has the old name"),
                ],
            });
        }
    }
    out
}

/// Whether a name may be that of the law that another one is called now: a
/// ministerial order is called after what it is made for, and all of it changes.
fn is_renaming(old: &str, new: &str) -> bool {
    let is_order = |name: &str| ["命令", "省令"].iter().any(|end| name.ends_with(end));
    is_order(old) && is_order(new) || alike(old, new) >= SAME_LAW
}

/// The names of laws in a paragraph as compared: between 「 and 」, or from the
/// beginning of a phrase to where its article follows.
fn law_names(paragraph: &str) -> Vec<String> {
    let phrases = paragraph.split(['「', '」', '、', '。', '(', ')', '・', ':']);
    let name = |phrase: &str| -> Option<String> {
        let chars: Vec<char> = phrase.chars().collect();
        // 第24条: the article behind the name.
        let is_article = |at: &usize| {
            chars.get(*at) == Some(&'第')
                && chars.get(at + 1).is_some_and(char::is_ascii_digit)
                && chars.get(*at..).is_some_and(|rest| rest.contains(&'条'))
        };
        let whole = |end: usize| chars.get(..end).map(|it| it.iter().collect::<String>());
        let is_name = |it: &String| {
            ENDS.iter().any(|end| it.ends_with(end)) && SIGNS.iter().any(|sign| it.contains(sign))
        };
        let articles = (0..chars.len()).filter(is_article);
        let mut found = articles.chain([chars.len()]).filter_map(whole).filter(is_name);
        let name = found.next()?;
        (LEAST..=LONGEST).contains(&name.chars().count()).then_some(name)
    };
    phrases.filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::super::testing::{found, subject};
    use super::*;

    const OLD: &str = "番号法別表第二の主務省令で定める事務及び情報を定める命令";
    const NEW: &str = "番号法第19条第８号に基づく利用特定個人情報の提供に関する命令";

    #[test]
    fn names_of_orders_are_found() {
        assert_eq!(law_names(&said(&format!("{OLD}第24条の２、第25条"))), [OLD]);
        assert_eq!(law_names(&said(&format!("（{NEW}第２条の表）"))), [said(NEW)]);
        assert!(law_names("業務を行うよう命令").is_empty());
        assert!(law_names("国民健康保険に関する事務を行う").is_empty());
    }

    #[test]
    fn an_old_name_that_was_left_in_another_item() {
        let count = |other: &str, own: &str| {
            let row =
                format!("令和6年5月27日｜Ⅰ－４／②法令上の根拠｜{OLD}第24条｜{NEW}第２条｜事後");
            let items =
                [("Ⅰ/3/法令上の根拠", "法令上の根拠", other), ("Ⅰ/4/②", "②法令上の根拠", own)];
            found(&subject(&items, &[&row]), "citation-renumbered-elsewhere").len()
        };
        let still = format!("{OLD}第20条による。");
        assert_eq!(count(&still, "番号法第19条第８号"), 1);
        assert_eq!(count("番号法による。", "番号法第19条第８号"), 0);
        assert_eq!(count(&still, &still), 0, "the item itself has both");
    }
}
