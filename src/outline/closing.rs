//! Lines that close the text of a document: what stands behind the last
//! provision (the day and the names under a contract, whom to ask about a
//! notice) is no part of it.

use crate::model::{Block, Source};
use crate::number::{trim_end, trim_start};

/// Where a paragraph closes the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// Anywhere: the sentence with which a contract says that it was made out and
    /// sealed, or, below the numbered particulars at its head (頭書), the one with
    /// which its articles begin.
    Anywhere,
    /// Where no list that is open goes on behind it: 以上 alone.
    BehindOpenLists,
    /// Where no list goes on behind it: whom to ask, which each item of a list
    /// may say for itself.
    BehindLists,
}

/// What a document calls itself at its end: この契約の締結を証するため….
const OWN_NAMES: [&str; 6] = ["契約", "協定", "覚書", "合意", "約定", "確認書"];
/// Longest beginning of such a sentence that is looked at, in bytes.
const LONGEST: usize = 150;
/// Longest sentence with which the articles of a contract begin, in bytes.
const LONGEST_PREAMBLE: usize = 1200;
/// Whom to ask about a notice.
const CONTACTS: [&str; 8] = [
    "担当",
    "問合せ先",
    "問い合わせ先",
    "問合わせ先",
    "お問合せ先",
    "お問い合わせ先",
    "連絡先",
    "事務担当",
];
/// What may stand behind the word: 担当課：.
const OFFICES: [&str; 6] = ["部署", "部局", "課", "部", "係", "者"];
/// What may stand before the word.
const BEFORE_CONTACTS: [char; 10] = ['（', '(', '［', '[', '【', '＜', '〔', '■', '○', '※'];

impl Closing {
    /// Whether a paragraph without a number closes the text.
    pub fn of(block: &Block, source: &Source) -> Option<Self> {
        let line = block.text.first_span().map_or("", |span| source.slice(span));
        if !may_close(line) {
            return None;
        }
        let text = trim_start(line);
        if is_end(text, block) {
            Some(Self::BehindOpenLists)
        } else if is_sealed(text, block, source) {
            Some(Self::Anywhere)
        } else {
            let is_sentence = || text.trim_end().ends_with('。');
            (names_contact(text) && !is_sentence()).then_some(Self::BehindLists)
        }
    }
}

/// Whether a heading without a number is about whom to ask: 【問合せ先】.
pub fn heads_contact(heading: &Block, source: &Source) -> bool {
    let line = heading.text.first_span().map_or("", |span| source.slice(span));
    let inside = trim_start(line).trim_start_matches(BEFORE_CONTACTS);
    trim_start(line).starts_with(BEFORE_CONTACTS) && names_contact(inside)
}

/// Whether a heading is about whom to ask: contact lines under it are its text.
pub fn is_about_contact(heading: &Block, source: &Source) -> bool {
    let text = heading.text.beginning(source, LONGEST);
    CONTACTS.iter().any(|word| text.contains(word)) || text.contains("窓口")
}

/// Asked of every paragraph that is no heading; most begin with another kana or
/// ideograph. What is neither may be a bracket or a space.
pub fn may_close(line: &str) -> bool {
    match line.as_bytes() {
        [0xe3, 0x81..=0xbf, ..] => line.starts_with(['こ', 'お']),
        [0xe4..=0xe9, ..] => line.starts_with(['以', '本', '上', '担', '問', '連', '事']),
        [first, ..] => !first.is_ascii_alphanumeric(),
        [] => false,
    }
}

/// 甲と乙とは、次の条項により契約を締結する。
pub fn is_preamble(block: &Block, source: &Source) -> bool {
    let text = block.text.beginning(source, LONGEST_PREAMBLE);
    text.trim_end().ends_with('。')
        && ["次の条項", "次の各条項", "下記の条項", "以下の条項"].iter().any(|it| text.contains(it))
        && OWN_NAMES.iter().any(|name| text.contains(name))
}

/// 以上, also set wide.
fn is_end(text: &str, block: &Block) -> bool {
    let rest = text.strip_prefix('以').map(|rest| trim_end(trim_start(rest)));
    rest == Some("上") && block.text.parts().len() == 1
}

/// この契約の締結を証するため、本書二通を作成し….
fn is_sealed(text: &str, block: &Block, source: &Source) -> bool {
    let names_itself = |text: &str| {
        let rest = ["この", "本", "上記"].iter().find_map(|own| text.strip_prefix(own));
        rest.is_some_and(|rest| OWN_NAMES.iter().any(|name| rest.starts_with(name)))
    };
    if !names_itself(text) {
        return false;
    }
    let beginning = block.text.beginning(source, LONGEST);
    let sentence = beginning.split('。').next().unwrap_or_default();
    ["証するため", "証として", "証明するため"].iter().any(|words| sentence.contains(words))
}

fn names_contact(text: &str) -> bool {
    let text = text.trim_start_matches(BEFORE_CONTACTS);
    let word = CONTACTS.iter().find_map(|word| text.strip_prefix(word));
    let ends = |c: char| c.is_whitespace() || "：:）)】］]＞〕".contains(c);
    word.is_some_and(|rest| {
        let rest = OFFICES.iter().find_map(|office| rest.strip_prefix(office)).unwrap_or(rest);
        rest.chars().next().is_none_or(ends)
    })
}
