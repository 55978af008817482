//! A label in its usual form, for messages: `expected ３, found ７`.

use std::fmt::{Display, Formatter, Result};

use super::numerals::{katakana, to_kanji};
use super::{Annex, Circle, Label, LabelStyle, Named, Numeral, Unit};

impl Display for Label {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let value = self.value;
        match self.style {
            LabelStyle::Ordinal(None) => write!(f, "第{}", wide(value)),
            LabelStyle::Ordinal(Some(unit)) => write!(f, "第{}{}", wide(value), name_of(unit)),
            LabelStyle::Plain(numeral) => f.write_str(&in_script(numeral, value)),
            LabelStyle::Paren(numeral) => write!(f, "（{}）", in_script(numeral, value)),
            LabelStyle::HalfParen(numeral) => write!(f, "{}）", in_script(numeral, value)),
            LabelStyle::Circled(circle) if (1..=10).contains(&value) => {
                let c = char::from_u32(first_of(circle) + value - 1);
                write!(f, "{}", c.unwrap_or('○'))
            }
            LabelStyle::Circled(_) => write!(f, "○{}", wide(value)),
            LabelStyle::CircledKatakana => {
                write!(f, "{}", char::from_u32(0x32d0 + value - 1).unwrap_or('○'))
            }
            LabelStyle::Annex(annex) if value == 0 => f.write_str(annex_name(annex)),
            LabelStyle::Annex(annex) => write!(f, "{}{}", annex_name(annex), wide(value)),
            LabelStyle::Supplement => f.write_str("附則"),
            LabelStyle::Named(named) => write!(f, "{}{}", named_word(named), wide(value)),
            LabelStyle::Bracketed(open) if value == 0 => write!(f, "{open}"),
            LabelStyle::Bracketed(open) => write!(f, "{open}{}", wide(value)),
            LabelStyle::Marked(_) => f.write_str("見出し"),
        }?;
        self.branches.iter().try_for_each(|branch| write!(f, "の{}", wide(*branch)))
    }
}

fn wide(value: u32) -> String {
    let full_width = |digit: char| char::from_u32(digit as u32 + 0xfee0).unwrap_or(digit);
    value.to_string().chars().map(full_width).collect()
}

fn in_script(numeral: Numeral, value: u32) -> String {
    let found = match numeral {
        Numeral::Arabic => None,
        Numeral::Kanji => Some(to_kanji(value)),
        Numeral::Roman => (1..=12)
            .contains(&value)
            .then(|| char::from_u32('Ⅰ' as u32 + value - 1))
            .flatten()
            .map(String::from),
        Numeral::Katakana => katakana(value).map(String::from),
        Numeral::Latin => (1..=26)
            .contains(&value)
            .then(|| char::from_u32('ａ' as u32 + value - 1))
            .flatten()
            .map(String::from),
    };
    found.unwrap_or_else(|| wide(value))
}

/// The character of 1 in a family that has 1 to 10 in a row.
fn first_of(circle: Circle) -> u32 {
    match circle {
        Circle::White => 0x2460,
        Circle::Black => 0x2776,
        Circle::Double => 0x24f5,
        Circle::Kanji => 0x3280,
    }
}

fn name_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Part => "編",
        Unit::Chapter => "章",
        Unit::Section => "節",
        Unit::Subsection => "款",
        Unit::Division => "目",
        Unit::Article => "条",
    }
}

fn annex_name(annex: Annex) -> &'static str {
    match annex {
        Annex::Table => "別表",
        Annex::Sheet => "別紙",
        Annex::Attachment => "別添",
        Annex::Note => "別記",
        Annex::Form => "様式",
        Annex::Reference => "参考",
        Annex::Figure => "別図",
        Annex::Appendix => "附録",
        Annex::Material => "資料",
    }
}

fn named_word(named: Named) -> &'static str {
    match named {
        Named::Risk => "リスク",
        Named::System => "システム",
        Named::Entrustment => "委託事項",
        Named::Recipient => "提供先",
        Named::Transferee => "移転先",
        Named::Question => "問",
        Named::Answer => "答",
        Named::Word(word) => word.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{KanaOrder, parse};

    #[test]
    fn labels_print_as_they_are_written() {
        let cases = [
            ("第３　目的", "第４"),
            ("第三条　目的", "第４条"),
            ("２ 範囲", "３"),
            ("（９）範囲", "（１０）"),
            ("③範囲", "④"),
            ("二　範囲", "三"),
            ("十九　範囲", "二十"),
            ("Ⅳ 範囲", "Ⅴ"),
            ("ア 範囲", "イ"),
            ("ｂ）範囲", "ｃ）"),
            ("別表第一", "別表２"),
            ("リスク１：範囲", "リスク２"),
            ("問３　範囲", "問４"),
            ("基本目標１　範囲", "基本目標２"),
        ];
        for (line, next) in cases {
            let parsed = parse(line).expect(line);
            assert_eq!(parsed.number.last().next(None).to_string(), next, "{line}");
        }
        let kana = parse("ロ　範囲").expect("a kana label");
        assert_eq!(kana.number.last().next(Some(KanaOrder::Iroha)).to_string(), "ハ");
    }
}
