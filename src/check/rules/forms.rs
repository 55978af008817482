//! Two assessments of the same work on different forms.

use super::super::case::{Case, place_of, quote};
use super::super::name::{name, titles};
use super::super::text::said;
use super::super::{Found, Origin, Rule, Severity};
use crate::form::Field;

/// 基礎 and 重点／全項目 say different things of one item.
pub(in crate::check) static DISAGREE: Rule = Rule {
    id: "forms-disagree",
    severity: Severity::Warning,
    about: [
        "基礎項目評価書と重点・全項目評価書とで、同じ項目の記載が違う（--with が必要）",
        "the assessments on two forms say different things of one item (needs --with)",
    ],
    remedy: [
        "どちらが正しいかを確かめ、そろえてください。",
        "find out which is right and make them agree",
    ],
    find: disagree,
};

/// What each assessment has of its own.
const OWN: [&str; 6] = [
    "評価書番号",
    "評価書名",
    "公表日",
    "特記事項",
    "個人のプライバシー等の権利利益の保護の宣言",
    "実施日",
];

fn disagree(case: &Case<'_>) -> Vec<Found> {
    let Some(other) = case.documents.other else { return Vec::new() };
    let mut out = Vec::new();
    for (field, value) in case.form().fields.iter().zip(&case.values) {
        let [above, own] = titles(field);
        if value.is_empty() || own.is_empty() || OWN.contains(&own.as_str()) {
            continue;
        }
        let same_item = |it: &&Field| titles(it) == [above.clone(), own.clone()];
        let mut counterparts = other.form.fields.iter().filter(same_item);
        // Items that repeat, once for each file or system, are not one item.
        let (Some(counterpart), None) = (counterparts.next(), counterparts.next()) else {
            continue;
        };
        let theirs = said(&counterpart.value.concat());
        let agrees =
            theirs.is_empty() || value.contains(&theirs) || theirs.contains(value.as_str());
        if agrees {
            continue;
        }
        let item = name(field);
        out.push(Found {
            severity: None,
            place: place_of(field),
            texts: vec![quote(field, Origin::Body), quote(counterpart, Origin::Other)],
            message: [
                format!(
                    "{item}：もう一方の評価書（{}）の「{}」と記載が違います。",
                    other.name,
                    name(counterpart)
                ),
                format!(
                    "{item}: the other assessment ({}) says something else in \"{}\"",
                    other.name,
                    name(counterpart)
                ),
            ],
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::Documents;
    use super::super::super::testing::{found_among, subject};

    #[test]
    fn the_same_item_on_two_forms() {
        let other = subject(
            &[
                ("表紙/公表日", "公表日", "令和2年9月30日"),
                ("Ⅰ/6/①", "①部署", "市民課"),
                ("Ⅰ/6/②", "②所属長の役職名", "課長"),
            ],
            &[],
        );
        let count = |office: &str| {
            let document = subject(
                &[("表紙/公表日", "公表日", "令和6年1月15日"), ("Ⅰ/5/①", "①部署", office)],
                &[],
            );
            found_among(
                Documents { document: &document, previous: None, other: Some(&other) },
                "forms-disagree",
            )
            .len()
        };
        assert_eq!(count("保険年金課"), 1);
        assert_eq!(count("市民課"), 0);
        assert_eq!(count("市民福祉部　市民課"), 0);
    }
}
