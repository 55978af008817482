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
const WORDS: [(&str, &str, &str); 63] = [
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
    ("従", "したが", "って"),
    ("従", "したが", "*"),
    ("子", "こ", "ども"),
    ("直", "す", "ぐに"),
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
const LEFT_OUT: &str = "りみいきけえれげびぎちわめして";
/// Two of them with the kanji that stand before them: the last one in a compound of
/// verbs with another behind (申し込み), and the last but one and the last one in other
/// compounds (引渡し, 切捨て). 確認し and 得て are no such words.
const ONLY_BEHIND: [(char, &str, &str, &str); 2] = [
    ('し', "申貸差押渡返出通消指話", "取引申差貸見切打払繰押受明前", "渡消出直戻返越通倒"),
    ('て', "捨立当建", "切申割組取積見埋引仕子", "捨立当建育"),
];
/// Such hiragana between a kanji and the rest of its ending, and what that may
/// begin with: 行なう, 表わす, 当たり, 見積もり, 基づいて, 向かう.
const INNER: [(char, &str); 6] = [
    ('な', "ういえわっ"),
    ('わ', "すせるりれっ"),
    ('た', "りるっ"),
    ('も', "りる"),
    ('づ', "いくきけ"),
    ('か', "るりうい"),
];
/// What a word written in these ways may end in.
const ENDINGS: &str = "いきしちみりけせてねめれえげうくすつむる";

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

    /// Takes the word along in which one side leaves such hiragana out: 取り扱い and
    /// 取扱い, 受付け and 受付.
    pub fn complete_endings(&self, edits: &mut [Edit]) {
        for index in 0..edits.len() {
            let floor = index.checked_sub(1).map_or(0, |before| edits[before].new.end);
            let next = self.ceiling(edits, index);
            let edit = &edits[index];
            let (text, range) = match (edit.old.len(), edit.new.len()) {
                (1, 0) => (&self.old, &edit.old),
                (0, 1) => (&self.new, &edit.new),
                _ => continue,
            };
            if text.begins(range.start) {
                continue;
            }
            let left_out = text.tokens[range.start];
            // 問い合わせ: 合 has been taken along.
            let goes_on = index > 0 && floor == edit.new.start;
            let n_before = n_kanji_before(text, range.start, edit.new.start - floor);
            if n_before == 0 && !goes_on {
                continue;
            }
            let before = &text.tokens[range.start - n_before..range.start];
            if !may_be_left_out(left_out, before, text.tokens.get(range.end)) {
                continue;
            }
            let is_last = text.begins(range.end);
            let behind = edit.new.end..if is_last { edit.new.end } else { next };
            let behind = &self.new.tokens[behind];
            let Some((n_taken, n_behind)) = taken(left_out, n_before, behind) else { continue };
            let n_behind = (0..n_behind)
                .take_while(|n| {
                    !self.new.begins(edit.new.end + n) && !self.old.begins(edit.old.end + n)
                })
                .count();
            let edit = &mut edits[index];
            edit.old.start -= n_taken;
            edit.new.start -= n_taken;
            edit.old.end += n_behind;
            edit.new.end += n_behind;
        }
    }
}

/// Kanji in one row before a place, of so many tokens.
fn n_kanji_before(text: &Text<'_>, at: usize, n_most: usize) -> usize {
    let is_kanji = |&at: &usize| {
        text.tokens[at].class() == Class::Kanji && !text.units.edge(at + 1) && !text.begins(at + 1)
    };
    (at - n_most.min(at)..at).rev().take(LONGEST_ROW).take_while(is_kanji).count()
}

/// Kanji in one row that are looked at.
const LONGEST_ROW: usize = 16;

/// Whether such hiragana may be left out between these kanji and what is behind.
fn may_be_left_out(left_out: Token, kanji: &[Token], behind: Option<&Token>) -> bool {
    let only = ONLY_BEHIND.iter().find(|(kana, ..)| left_out.is(*kana));
    only.is_none_or(|(_, before_verb, first, second)| {
        let is_before_verb = behind.is_some_and(|it| it.class() == Class::Kanji)
            && kanji.last().is_some_and(|it| before_verb.contains(it.first()));
        let is_verb =
            |one: &Token, two: &Token| first.contains(one.first()) && second.contains(two.first());
        is_before_verb || matches!(kanji, [.., one, two] if is_verb(one, two))
    })
}

/// How much of the kanji before such hiragana and of what is behind them is one
/// word with them, if they are left out of one.
fn taken(left_out: Token, n_before: usize, behind: &[Token]) -> Option<(usize, usize)> {
    let c = left_out.first();
    let is_ending = |token: &Token| ENDINGS.contains(token.first());
    let inner = INNER.iter().find(|(inner, _)| *inner == c);
    if let Some((_, ends)) = inner
        && let Some(next) = behind.first().filter(|next| ends.contains(next.first()))
    {
        let is_joined = next.is('い') || next.is('っ');
        let n_joined =
            usize::from(is_joined && behind.get(1).is_some_and(|it| it.is('て') || it.is('た')));
        return Some((n_before.min(2), 1 + n_joined));
    }
    if !LEFT_OUT.contains(c) {
        return None;
    }
    let kanji = behind.first().filter(|token| token.class() == Class::Kanji);
    let is_alone =
        kanji.is_some() && behind.get(1).is_none_or(|token| token.class() != Class::Kanji);
    if !is_alone {
        // 手続き, 受付け期間: the word ends here.
        return Some((n_before.min(2), 0));
    }
    let n_ending = match behind.get(1..3) {
        Some([first, second]) if first.is('わ') && second.is('せ') => 2,
        _ => usize::from(behind.get(1).is_some_and(is_ending)),
    };
    // 取り扱い has one kanji before it, 前払い金 two.
    let n_before = if n_before.is_multiple_of(2) { n_before.min(2) } else { 1 };
    Some((n_before, 1 + n_ending))
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
