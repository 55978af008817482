//! Words written in kanji on one side and in kana on the other: 及び became
//! および as a whole, though both end in び.
//!
//! The words are those that rules for official documents name, because offices
//! change them everywhere at once (公用文における漢字使用等について, 平成22年内閣訓令第1号,
//! and the rules before it).

use super::edits::Edit;
use super::polish::Polisher;
use super::side::Text;
use super::tokens::{Class, Token};

/// Stands for any one hiragana in the third column of [`WORDS`].
const ANY: char = '*';

/// The kanji, the kana for them, and what both spellings end in.
const WORDS: [(&str, &str, &str); 60] = [
    ("及", "およ", "び"),
    ("並", "なら", "びに"),
    ("又", "また", "は"),
    ("若", "も", "しくは"),
    ("且", "か", "つ"),
    ("全", "すべ", "て"),
    ("速", "すみ", "やか"),
    ("直", "ただ", "ちに"),
    ("既", "すで", "に"),
    ("更", "さら", "に"),
    ("併", "あわ", "せて"),
    ("予", "あらかじ", "め"),
    ("但", "ただ", "し"),
    ("従", "したが", "*"),
    ("基", "もと", "づ*"),
    ("関", "かか", "わ*"),
    ("係", "かか", "*"),
    ("拘", "かか", "わらず"),
    ("当", "あ", "た*"),
    ("行", "おこな", "*"),
    ("伴", "ともな", "*"),
    ("備", "そな", "え"),
    ("努", "つと", "め"),
    ("図", "はか", "*"),
    ("含", "ふく", "*"),
    ("除", "のぞ", "*"),
    ("至", "いた", "*"),
    ("限", "かぎ", "*"),
    ("通", "とお", "*"),
    ("共", "とも", "に"),
    ("特", "とく", "に"),
    ("新", "あら", "たに"),
    ("必", "かなら", "ず"),
    ("常", "つね", "に"),
    ("互", "たが", "いに"),
    ("極", "きわ", "めて"),
    ("再", "ふたた", "び"),
    ("最", "もっと", "も"),
    ("少", "すく", "なくとも"),
    ("初", "はじ", "め"),
    ("改", "あらた", "めて"),
    ("続", "つづ", "*"),
    ("例", "たと", "えば"),
    ("仮", "かり", "に"),
    ("概", "おおむ", "ね"),
    ("尚", "な", "お"),
    ("殆", "ほとん", "ど"),
    ("致", "いた", "*"),
    ("頂", "いただ", "*"),
    ("下", "くだ", "さ*"),
    ("出来", "でき", "*"),
    ("有", "あ", "*"),
    ("無", "な", "*"),
    ("成", "な", "*"),
    ("毎", "ごと", "に"),
    ("位", "くら", "い"),
    ("子供", "こど", "も"),
    ("分", "わ", "か*"),
    ("付", "つ", "*"),
    ("設", "もう", "け"),
];

/// Hiragana that are left out behind a kanji, in 送り仮名の付け方: 取り組み is 取組.
const LEFT_OUT: &str = "りみいきけえれげびぎちわなめ";

impl Polisher<'_> {
    /// Takes the end of such a word along.
    pub fn complete_spellings(&self, edits: &mut [Edit]) {
        for index in 0..edits.len() {
            let next = self.ceiling(edits, index);
            let edit = &mut edits[index];
            let (old, new) =
                (&self.old.tokens[edit.old.clone()], &self.new.tokens[edit.new.clone()]);
            let may_be = match (old.last(), new.last()) {
                (Some(old), Some(new)) => are_kanji_and_kana(*old, *new),
                _ => false,
            };
            if !may_be {
                continue;
            }
            let behind = &self.new.tokens[edit.new.end..next];
            let is_word = |(kanji, kana, _): &&(&str, &str, &str)| {
                ends_with(old, kanji) && ends_with(new, kana)
                    || ends_with(old, kana) && ends_with(new, kanji)
            };
            let ends = |tail: &str| {
                let is_alike = |(token, c): (&Token, char)| {
                    token.is(c) || c == ANY && token.class() == Class::Hiragana
                };
                let n = tail.chars().count();
                let goes_on = |text: &Text<'_>, end: usize| !text.any_begins(&(end..end + n));
                (behind.len() >= n
                    && behind.iter().zip(tail.chars()).all(is_alike)
                    && goes_on(&self.old, edit.old.end)
                    && goes_on(&self.new, edit.new.end))
                .then_some(n)
            };
            let n = WORDS.iter().filter(is_word).find_map(|(_, _, tail)| ends(tail));
            if let Some(n) = n {
                edit.old.end += n;
                edit.new.end += n;
            }
        }
    }

    /// Takes the word along in which one side leaves such hiragana out.
    pub fn complete_endings(&self, edits: &mut [Edit]) {
        for index in 0..edits.len() {
            let floor = index.checked_sub(1).map_or(0, |before| edits[before].new.end);
            let next = self.ceiling(edits, index);
            let edit = &mut edits[index];
            let (text, range) = match (edit.old.len(), edit.new.len()) {
                (1, 0) => (&self.old, &edit.old),
                (0, 1) => (&self.new, &edit.new),
                _ => continue,
            };
            let is_left_out = LEFT_OUT.contains(text.tokens[range.start].first());
            if !is_left_out || text.any_begins(&(range.start..range.end + 1)) {
                continue;
            }
            let kanji = |at: &usize| {
                self.new.tokens[*at].class() == Class::Kanji
                    && !self.old.begins(edit.old.start - (edit.new.start - at) + 1)
            };
            let n_before = (floor..edit.new.start).rev().take(2).take_while(kanji).count();
            // 問い合わせ: 合 has been taken along.
            let goes_on = index > 0 && floor == edit.new.start;
            let behind = self.new.tokens.get(edit.new.end).filter(|_| edit.new.end < next);
            let n_behind = behind.map_or(0, |token| match token.class() {
                Class::Kanji if n_before > 0 || goes_on => 1,
                // 行なう and 行う.
                Class::Hiragana if token.is('う') || token.is('せ') => 1,
                _ => 0,
            });
            if n_before > 0 || goes_on {
                edit.old.start -= n_before;
                edit.new.start -= n_before;
                edit.old.end += n_behind;
                edit.new.end += n_behind;
            }
        }
    }
}

fn are_kanji_and_kana(one: Token, other: Token) -> bool {
    matches!(
        (one.class(), other.class()),
        (Class::Kanji, Class::Hiragana) | (Class::Hiragana, Class::Kanji)
    )
}

fn ends_with(tokens: &[Token], word: &str) -> bool {
    let mut before = tokens.iter().rev();
    word.chars().rev().all(|c| before.next().is_some_and(|token| token.is(c)))
}
