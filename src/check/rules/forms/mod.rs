//! Two assessments of the same work on different forms.

mod compared;
mod shared;

use std::collections::BTreeSet;

use super::super::case::{Case, place_of, quote, quote_of};
use super::super::name::{name, titles};
use super::super::text::said;
use super::super::{Found, Need, Origin, Place, Quote, Rule, Severity, Subject};
use crate::form::{Field, FormKind, ItemKey};
use compared::Compared;
use shared::{How, SHARED};

/// 基礎 and 重点／全項目 say different things of one item.
pub(in crate::check) static DISAGREE: Rule = Rule {
    id: "forms-disagree",
    severity: Severity::Warning,
    needs: &[Need::Form, Need::Other],
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
    let (compared, _) = compared(case, other);
    let mut out: Vec<Found> =
        compared.iter().filter(|it| !it.agree()).filter_map(|it| differs(it, other)).collect();
    out.extend(other_form(case, other));
    out
}

/// The items that stand several times on a form and agree nowhere: which of them
/// are one item cannot be told.
pub(super) fn not_compared<'a>(case: &Case<'a>, other: &'a Subject) -> Vec<&'a Field> {
    compared(case, other).1
}

/// Items that both forms have; those that may be one cannot be told apart where
/// they repeat.
fn compared<'a>(case: &Case<'a>, other: &'a Subject) -> (Vec<Compared<'a>>, Vec<&'a Field>) {
    let form = case.form();
    let answered = |field: &&Field| !said(&field.value.concat()).is_empty();
    let mut out: Vec<Compared<'_>> = Vec::new();
    let mut seen: BTreeSet<&ItemKey> = BTreeSet::new();
    if let (Some(kind), Some(their_kind)) = (form.kind, other.form.kind) {
        for shared in SHARED.iter().filter(|_| kind != their_kind) {
            let (own, theirs) =
                (shared.of(kind, &form.fields), shared.of(their_kind, &other.form.fields));
            seen.extend(own.iter().map(|field| &field.key));
            let answered = |all: Vec<&'a Field>| all.into_iter().filter(answered).collect();
            let (own, theirs): (Vec<_>, Vec<_>) = (answered(own), answered(theirs));
            if !own.is_empty() && !theirs.is_empty() {
                out.push(Compared { own, theirs, how: shared.how });
            }
        }
    }
    let mut several: Vec<&Field> = Vec::new();
    for field in form.fields.iter().filter(answered).filter(|it| !seen.contains(&it.key)) {
        let [above, own] = titles(field);
        if own.is_empty() || OWN.contains(&own.as_str()) {
            continue;
        }
        let is_it = |it: &&Field| titles(it) == [above.clone(), own.clone()];
        let mut theirs: Vec<&Field> = other.form.fields.iter().filter(is_it).collect();
        let is_one = form.fields.iter().filter(is_it).count() == 1 && theirs.len() == 1;
        theirs.retain(|it| answered(it));
        let compared = Compared { own: vec![field], theirs, how: How::Same };
        if is_one {
            out.extend((!compared.theirs.is_empty()).then_some(compared));
        } else if !compared.theirs.is_empty() && !compared.agree() {
            several.push(field);
        }
    }
    (out, several)
}

fn differs(compared: &Compared<'_>, other: &Subject) -> Option<Found> {
    let Compared { own, theirs, .. } = compared;
    let (field, counterpart) = (own.first()?, theirs.first()?);
    let (item, called) = (name(field), name(counterpart));
    let whole = |all: &[&Field], origin: Origin| -> Option<Quote> {
        let lines: Vec<String> = all.iter().map(|it| it.value.join("\n")).collect();
        Some(quote_of(all.first()?, origin, &lines.join("\n")))
    };
    Some(Found {
        severity: None,
        place: place_of(field),
        texts: vec![whole(own, Origin::Body)?, whole(theirs, Origin::Other)?],
        message: [
            format!("{item}：もう一方の評価書（{}）の「{called}」と記載が違います。", other.name),
            format!(
                "{item}: the other assessment ({}) says something else in \"{called}\"",
                other.name
            ),
        ],
    })
}

/// 提出する評価書の種類 on the 基礎項目評価書 names the form of the other one.
fn other_form(case: &Case<'_>, other: &Subject) -> Option<Found> {
    let own = case.documents.document;
    let (basic, kind, is_own) = match (own.form.kind?, other.form.kind?) {
        (FormKind::Basic, kind) => (own, kind, true),
        (kind, FormKind::Basic) => (other, kind, false),
        _ => return None,
    };
    let called = match kind {
        FormKind::Basic => return None,
        FormKind::Focused => "重点項目評価書",
        FormKind::Full => "全項目評価書",
    };
    let is_kind = |field: &&Field| field.key.steps() == ["Ⅳ", "1"];
    let field = basic.form.fields.iter().find(is_kind)?;
    let answer = said(&field.value.concat());
    if answer.is_empty() || answer.contains(called) {
        return None;
    }
    let item = name(field);
    let place =
        if is_own { place_of(field) } else { Place { item: item.clone(), ..Place::default() } };
    let origin = if is_own { Origin::Body } else { Origin::Other };
    Some(Found {
        severity: None,
        place,
        texts: vec![quote(field, origin)],
        message: [
            format!(
                "{item}：基礎項目評価書のこの項目に「{called}」がありませんが、{called}が作られています。"
            ),
            format!("{item}: the 基礎項目評価書 does not name the {called} that was made, too"),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::Documents;
    use super::super::super::testing::{found_among, subject};
    use super::*;

    fn disagreeing(basic: &[(&str, &str, &str)], focused: &[(&str, &str, &str)]) -> Vec<String> {
        let own = subject(basic, &[]);
        let mut other = subject(focused, &[]);
        other.form.kind = Some(FormKind::Focused);
        let keys = |document: &Subject, other: &Subject| -> Vec<String> {
            let documents = Documents { document, previous: None, other: Some(other) };
            let found = found_among(documents, "forms-disagree");
            found.into_iter().map(|it| it.place.item).collect()
        };
        let found = keys(&own, &other);
        assert_eq!(found.len(), keys(&other, &own).len(), "whichever is checked");
        found
    }

    #[test]
    fn the_same_item_on_two_forms() {
        let theirs = [
            ("表紙/公表日", "公表日", "令和2年9月30日"),
            ("Ⅰ/6/①", "①部署", "市民課"),
            ("Ⅰ/6/②", "②所属長の役職名", "課長"),
        ];
        let count = |office: &str| {
            let own = [("表紙/公表日", "公表日", "令和6年1月15日"), ("Ⅰ/5/①", "①部署", office)];
            disagreeing(&own, &theirs).len()
        };
        assert_eq!(count("保険年金課"), 1);
        assert_eq!(count("市民課"), 0);
        assert_eq!(count("市民福祉部　市民課"), 0);
    }

    #[test]
    fn numbers_of_people_that_are_asked_in_other_words() {
        let label = "評価対象の事務の対象人数は何人か";
        let at = "Ⅱ/1/評価対象の事務の対象人数は何人か";
        let found = |theirs: &str| {
            disagreeing(&[(at, label, "1万人以上10万人未満")], &[("Ⅰ/1/③", "③対象人数", theirs)])
        };
        assert_eq!(found("10万人以上30万人未満"), ["Ⅱ－１ 評価対象の事務の対象人数は何人か"]);
        assert!(found("10,000人以上100,000人未満").is_empty());
        let users = [(USERS, "特定個人情報ファイル取扱者数は500人以上か", "500人未満")];
        let found = |theirs: &str| disagreeing(&users, &[("Ⅱ/3/④/使用者数", "使用者数", theirs)]);
        assert_eq!(found("500人以上1,000人未満").len(), 1);
        assert!(found("100人以上500人未満").is_empty());
    }

    const USERS: &str = "Ⅱ/2/特定個人情報ファイル取扱者数は500人以上か";

    #[test]
    fn names_that_are_a_list_here_and_blocks_there() {
        let own = [("Ⅰ/1/③", "③システムの名称", "１．介護保険システム\n２．中間サーバー")];
        let first = ("Ⅰ/2/システム1/①", "①システムの名称", "介護保険システム");
        let second = ("Ⅰ/2/システム2/①", "①システムの名称", "中間サーバー（国保連合会）");
        assert!(disagreeing(&own, &[first, second]).is_empty());
        assert_eq!(disagreeing(&own, &[first]).len(), 1);
        let files = [("Ⅰ/2", "２．特定個人情報ファイル名", "介護保険ファイル")];
        let theirs = |name: &'static str| [("Ⅰ/3", "３．特定個人情報ファイル名", name)];
        assert_eq!(disagreeing(&files, &theirs("収納ファイル")).len(), 1);
        assert!(disagreeing(&files, &theirs("介護保険ファイル")).is_empty());
    }

    #[test]
    fn what_one_form_denies() {
        let not = [("Ⅳ/4", "４．特定個人情報ファイルの取扱いの委託", "[○]委託しない")];
        let found = |theirs: &str| disagreeing(&not, &[("Ⅱ/4/委託の有無", "委託の有無", theirs)]);
        assert_eq!(found("委託する").len(), 1);
        assert!(found("委託しない").is_empty());
        let at = "Ⅱ/3/過去1年以内に評価実施機関において特定個人情報に関する重大事故が発生したか";
        let accident = |own: &str, theirs: &str| {
            disagreeing(
                &[(at, "重大事故が発生したか", own)],
                &[("Ⅲ/7/リスク/②", "②過去３年以内に", theirs)],
            )
            .len()
        };
        assert_eq!(accident("発生あり", "発生なし"), 1);
        assert_eq!(accident("発生なし", "発生あり"), 0, "it may be two years ago");
    }

    #[test]
    fn the_form_that_is_to_be_filed_and_how_risks_are_met() {
        let label = "１．提出する特定個人情報保護評価書の種類";
        let found = |answer: &str| disagreeing(&[("Ⅳ/1", label, answer)], &[("Ⅰ/7", "７．", "")]);
        assert_eq!(found("基礎項目評価書").len(), 1);
        assert!(found("基礎項目評価書及び重点項目評価書").is_empty());
        let own = [(
            "Ⅳ/2/目的外の入手が行われるリスクへの対策は十分か",
            "目的外の入手が行われるリスクへの対策は十分か",
            "十分である",
        )];
        let at = "リスクへの対策は十分か";
        let first = |answer: &'static str| ("Ⅲ/2/リスク/リスクへの対策は十分か", at, answer);
        assert_eq!(disagreeing(&own, &[first("課題が残されている")]).len(), 1);
        let second = ("Ⅲ(2)/2/リスク/リスクへの対策は十分か", at, "十分である");
        assert!(disagreeing(&own, &[first("課題が残されている"), second]).is_empty());
    }
}
