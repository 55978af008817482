//! The items that the official forms share though they stand at other places or
//! are asked in other words (CONVENTIONS §4.3–4.5).

use super::super::super::text::{said, title};
use crate::form::{Field, FormKind, ItemKey};
use crate::normalize::fold::fold;

/// An item on each form that has it, as in the trees of `form`; a step that ends
/// with `*` counts. Empty where a form does not have it.
pub(super) struct Shared {
    basic: &'static str,
    focused: &'static str,
    full: &'static str,
    pub(super) how: How,
}

/// How two answers are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// The same choice, marks or text, or a text that holds the other.
    Same,
    /// The same range of numbers: 1万人以上10万人未満.
    Range,
    /// The same names, one on each line or one in each item.
    Names,
    /// 500人未満 in all, and 500 or more in one place.
    Fewer,
    /// A serious accident within one year is one within three years.
    Accident,
    /// 委託しない, and 委託する.
    Not(&'static str),
}

const fn same(basic: &'static str, focused: &'static str, full: &'static str) -> Shared {
    Shared { basic, focused, full, how: How::Same }
}

const fn by(how: How, basic: &'static str, focused: &'static str, full: &'static str) -> Shared {
    Shared { basic, focused, full, how }
}

const USERS: &str = "Ⅱ/2/特定個人情報ファイル取扱者数は500人以上か";
const ACCIDENT: &str =
    "Ⅱ/3/過去１年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか";
const TRANSFER: &str = "Ⅳ/3/権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスクへの対策は十分か";
const LINKING: &str =
    "Ⅳ/3/目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策は十分か";

/// All of them. What has the same title under the same heading on both forms
/// needs no line here.
pub(super) static SHARED: [Shared; 21] = [
    by(How::Range, "Ⅱ/1/評価対象の事務の対象人数は何人か", "Ⅰ/1/③", "Ⅰ/1/③"),
    by(How::Names, "Ⅰ/1/③", "Ⅰ/2/システム*/①", "Ⅰ/2/システム*/①"),
    by(How::Names, "Ⅰ/2", "Ⅰ/3", "Ⅰ/3"),
    same("Ⅰ/6", "Ⅰ/7", "Ⅰ/8"),
    same("Ⅰ/7/請求先", "Ⅳ/1/①", "Ⅴ/1/①"),
    same("Ⅰ/8/連絡先", "Ⅳ/2/①", "Ⅴ/2/①"),
    by(How::Fewer, USERS, "Ⅱ/3/④/使用者数", "Ⅱ/3/⑦/使用者数"),
    by(How::Fewer, USERS, "Ⅱ/4/委託事項*/②", "Ⅱ/4/委託事項*/③"),
    by(How::Accident, ACCIDENT, "Ⅲ/7/リスク/②", "Ⅲ/7/リスク1/⑨"),
    same("Ⅲ/しきい値判断結果", "Ⅴ/1/②", "Ⅵ/1/②"),
    by(How::Not("委託しない"), "Ⅳ/4", "Ⅱ/4/委託の有無", "Ⅱ/4/委託の有無"),
    by(How::Not("提供・移転しない"), "Ⅳ/5", "Ⅱ/5/提供・移転の有無", "Ⅱ/5/提供・移転の有無"),
    same("Ⅳ/6", "Ⅲ/6", "Ⅲ/6"),
    risk(
        "Ⅳ/2/目的外の入手が行われるリスクへの対策は十分か",
        "Ⅲ/2/リスク/リスクへの対策は十分か",
        "Ⅲ/2/リスク1/リスクへの対策は十分か",
    ),
    risk(LINKING, "Ⅲ/3/リスク1/リスクへの対策は十分か", "Ⅲ/3/リスク1/リスクへの対策は十分か"),
    risk(TRANSFER, "Ⅲ/3/リスク2/リスクへの対策は十分か", "Ⅲ/3/リスク2/リスクへの対策は十分か"),
    risk(
        "Ⅳ/4/委託先における不正な使用等のリスクへの対策は十分か",
        "Ⅲ/4/リスク/リスクへの対策は十分か",
        "Ⅲ/4/リスクへの対策は十分か",
    ),
    risk(
        "Ⅳ/5/不正な提供・移転が行われるリスクへの対策は十分か",
        "Ⅲ/5/リスク/リスクへの対策は十分か",
        "Ⅲ/5/リスク1/リスクへの対策は十分か",
    ),
    risk(
        "Ⅳ/6/目的外の入手が行われるリスクへの対策は十分か",
        "Ⅲ/6/リスク1/リスクへの対策は十分か",
        "Ⅲ/6/リスク1/リスクへの対策は十分か",
    ),
    risk(
        "Ⅳ/6/不正な提供が行われるリスクへの対策は十分か",
        "Ⅲ/6/リスク2/リスクへの対策は十分か",
        "Ⅲ/6/リスク5/リスクへの対策は十分か",
    ),
    risk(
        "Ⅳ/7/特定個人情報の漏えい・滅失・毀損リスクへの対策は十分か",
        "Ⅲ/7/リスク/リスクへの対策は十分か",
        "Ⅲ/7/リスク1/リスクへの対策は十分か",
    ),
];

/// How well a risk is dealt with: the same choice.
const fn risk(basic: &'static str, focused: &'static str, full: &'static str) -> Shared {
    same(basic, focused, full)
}

impl Shared {
    /// The fields of a form that are this item, of each file and block.
    pub(super) fn of<'f>(&self, kind: FormKind, fields: &'f [Field]) -> Vec<&'f Field> {
        let at = match kind {
            FormKind::Basic => self.basic,
            FormKind::Focused => self.focused,
            FormKind::Full => self.full,
        };
        let steps: Vec<String> = at.split('/').map(step).collect();
        fields.iter().filter(|field| is_at(&field.key, &steps)).collect()
    }
}

/// A step as keys have it: letters and digits, folded.
fn step(printed: &str) -> String {
    fold(printed).chars().filter(|c| c.is_alphanumeric() || *c == '*').collect()
}

fn is_at(key: &ItemKey, steps: &[String]) -> bool {
    let key = key.of_first_file();
    let is_step = |(own, step): (&String, &String)| match step.strip_suffix('*') {
        Some(word) => own
            .strip_prefix(word)
            .is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit())),
        None => own == step,
    };
    key.steps().len() == steps.len() && key.steps().iter().zip(steps).all(is_step)
}

/// The lowest and the highest number of a range; `None` for another text.
pub(super) fn range(text: &str) -> Option<(u64, u64)> {
    let text = said(text);
    let bound = |word: &str| -> Option<u64> {
        let before = text.get(..text.find(word)?)?.strip_suffix('人')?;
        let is_number = |c: &char| c.is_ascii_digit() || matches!(c, ',' | '、' | '万');
        let number: Vec<char> = before.chars().rev().take_while(is_number).collect();
        let mut value: u64 = 0;
        for c in number.into_iter().rev() {
            value = match c.to_digit(10) {
                Some(digit) => value.checked_mul(10)?.checked_add(u64::from(digit))?,
                None if c == '万' => value.checked_mul(10_000)?,
                None => value,
            };
        }
        Some(value)
    };
    let (from, to) = (bound("以上"), bound("未満"));
    (from.is_some() || to.is_some()).then(|| (from.unwrap_or(0), to.unwrap_or(u64::MAX)))
}

/// The names in an answer, one on each line, without their numbers.
pub(super) fn names(field: &Field) -> Vec<String> {
    field.value.iter().map(|line| title(line)).filter(|it| !it.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::super::testing::field;
    use super::*;

    #[test]
    fn ranges_are_read_however_they_are_written() {
        for (text, expected) in [
            ("1万人以上10万人未満", Some((10_000, 100_000))),
            ("10,000人以上１００，０００人未満", Some((10_000, 100_000))),
            ("1,000人以上1万人未満", Some((1_000, 10_000))),
            ("1,000人未満（任意実施）", Some((0, 1_000))),
            ("30万人以上", Some((300_000, u64::MAX))),
            ("多数", None),
        ] {
            assert_eq!(range(text), expected, "{text}");
        }
    }

    #[test]
    fn every_place_of_the_table_is_in_its_form() {
        for shared in &SHARED {
            for (kind, at) in [
                (FormKind::Basic, shared.basic),
                (FormKind::Focused, shared.focused),
                (FormKind::Full, shared.full),
            ] {
                let steps = at.split('/').map(|it| step(it).replace('*', "1")).collect();
                let key = ItemKey::new(steps);
                assert!(key.is_in(kind), "{at} {kind:?}");
                let own = Field { key, ..field("Ⅰ/1", "①", "") };
                assert_eq!(shared.of(kind, &[own]).len(), 1, "{at}");
            }
        }
    }
}
