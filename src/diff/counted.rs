//! Numbers with what they count, times and dates: `500円`, `72時間`,
//! `90センチメートル`, `２分の１`, `令和６年１月15日` (CONVENTIONS §1.6: the number is
//! taken with its unit, a date as a whole).

use std::sync::LazyLock;

use super::tokens::{Class, Token};

/// Words that count or measure what the number before them says; the longest
/// one that fits is taken. Katakana words need no list: every one that follows
/// a number belongs to it.
static COUNTERS: Words = Words::new(|| {
    Words::sorted(
        "
    円 銭 人 人分 人目 名 件 件目 世帯 戸 社 校 園 店 店舗 棟 室 団体 機関 法人 事業所 施設
    年 年度 年間 年分 年目 年生 月 月間 月分 日 日間 日分 日目 週 週間 週目 期 学年 学期 世代
    時 時間 時間分 分 分間 秒 秒間 回 回分 回目 度 度目 次 番 番地 番目 丁目 位 級 種 種類 組
    か月 か月間 か月分 か年 か年度 か所 か国 箇 箇月 箇月間 箇年 箇所 箇条 箇国 個月 個所
    ヶ月 ヶ月間 ヶ年 ヶ所 ヶ国 ケ月 ケ月間 ケ年 ケ所 カ月 カ月間 カ年 カ所 カ国
    ヵ月 ヵ月間 ヵ年 ヵ所 ヵ国 つ つ目 歳 倍 割 点 枚 枚目 個 個目 台 台目
    条 項 号 編 章 節 款 目 部 課 項目 分野 区分 品目 単位 段 段階 行 列 頁 版 巻 話 問 口
    文字 字 桁 階 階建 階建て 町 市町村 里 坪 畳 席 床 冊 通 本 匹 頭 羽 両 隻 機 着 足 膳 杯
    食 食分 票 箱 袋 泊 学級 親等
",
    )
});
/// Counters that make a unit with a single kanji numeral before them. The
/// others make words of their own with it (一部, 一度, 十分, 一般).
static AFTER_ONE_KANJI_NUMERAL: Words = Words::new(|| {
    Words::sorted(
        "
    円 人 名 件 年 年度 年間 月 日 日間 時間 分間 週間 回 か月 か月間 か年 か所 箇月 箇年 箇所
    条 項 号 章 丁目 歳
",
    )
});
/// Longest number in kanji, or measure in katakana.
const LONGEST_RUN: usize = 32;
/// Signs that stand behind a number.
const SIGNS: &str = "%‰℃°";
const KANJI_NUMERALS: [char; 14] =
    ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万'];
/// Kanji that go on with a number.
const NUMERALS_BEHIND: &str = "万億兆千百";
static ERAS: Words = Words::new(|| Words::sorted("明治 大正 昭和 平成 令和"));
static HALVES_OF_DAY: Words = Words::new(|| Words::sorted("午前 午後"));
static POWERS: Words = Words::new(|| Words::sorted("平方 立方"));

/// What stands inside numbers, dates and times or behind their first character,
/// besides letters, digits and katakana.
pub(super) fn inner_characters() -> impl Iterator<Item = char> {
    let of_words = [&COUNTERS, &POWERS, &ERAS, &HALVES_OF_DAY].into_iter();
    let others = [SIGNS, NUMERALS_BEHIND, "元-:/の分時半秒年月日度"].into_iter();
    of_words.flat_map(Words::characters).chain(others.flat_map(str::chars)).chain(KANJI_NUMERALS)
}

/// Whether token `at` is one of the characters.
pub(super) fn is(tokens: &[Token], at: usize, accepted: &str) -> bool {
    // A loop over a few characters costs less than setting up a search.
    tokens.get(at).is_some_and(|token| accepted.chars().any(|c| c == token.first()))
}

/// Whether a token is of a class.
pub(super) fn is_class(tokens: &[Token], at: usize, class: Class) -> bool {
    tokens.get(at).is_some_and(|token| token.class() == class)
}

/// The place behind a word of Japanese characters that begins at token `at`.
pub(super) fn word_end(tokens: &[Token], at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    for c in word.chars() {
        if tokens.get(end)?.first() != c {
            return None;
        }
        end += 1;
    }
    Some(end)
}

/// Words to look for, by their first characters.
pub(super) struct Words(LazyLock<Sorted>);

/// Such words, and by which characters they may begin: most that are asked for
/// begin none, which one bit tells.
pub(super) struct Sorted {
    words: Vec<(char, &'static str)>,
    firsts: [u64; 16],
}

/// The word of [`Sorted::firsts`] and the bit in it that a character has.
fn place_of(first: char) -> (usize, u64) {
    let place = first as usize % 1024;
    (place / 64, 1 << (place % 64))
}

impl Words {
    /// Words that `make` gives, when they are first looked for.
    pub(super) const fn new(make: fn() -> Sorted) -> Self {
        Self(LazyLock::new(make))
    }

    /// The words of a list with white space between them.
    pub(super) fn sorted(list: &'static str) -> Sorted {
        let mut words: Vec<(char, &str)> = list
            .split_whitespace()
            .filter_map(|word| word.chars().next().map(|first| (first, word)))
            .collect();
        words.sort_unstable();
        let mut firsts = [0; 16];
        for (first, _) in &words {
            let (word, bit) = place_of(*first);
            firsts[word] |= bit;
        }
        Sorted { words, firsts }
    }

    /// All characters of the words.
    pub(super) fn characters(&self) -> impl Iterator<Item = char> {
        self.0.words.iter().flat_map(|(_, word)| word.chars())
    }

    fn beginning_with(&self, first: char) -> impl Iterator<Item = &'static str> {
        let Sorted { words, firsts } = &*self.0;
        let (word, bit) = place_of(first);
        let words = if firsts[word] & bit == 0 { &[] } else { words.as_slice() };
        let from = words.partition_point(|&(known, _)| known < first);
        words[from..].iter().take_while(move |(known, _)| *known == first).map(|&(_, word)| word)
    }
}

/// The place behind the longest of some words that begins at token `at`.
pub(super) fn longest_word_end(tokens: &[Token], at: usize, words: &Words) -> Option<usize> {
    let words = words.beginning_with(tokens.get(at)?.first());
    words.filter_map(|word| word_end(tokens, at, word)).max()
}

/// The place behind the tokens from `at` on that are of one kind. Not more than
/// [`LONGEST_RUN`] are looked at, so that endless runs cost no more than others.
fn run_end(tokens: &[Token], at: usize, is_of_kind: impl Fn(&Token) -> bool) -> usize {
    let rest = tokens.get(at..).unwrap_or_default();
    at + rest.iter().take(LONGEST_RUN).take_while(|token| is_of_kind(token)).count()
}

/// Whether a token is a number or one kanji of one.
pub(super) fn is_numeral(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| is_numeral_token(*token))
}

fn is_numeral_token(token: Token) -> bool {
    token.class() == Class::Number || is_kanji_numeral(token) || token.first() == '元'
}

fn is_kanji_numeral(token: Token) -> bool {
    KANJI_NUMERALS.contains(&token.first())
}

/// The place behind the numerals that begin at token `at`; `at` if there are
/// none.
pub(super) fn numerals_end(tokens: &[Token], at: usize) -> usize {
    run_end(tokens, at, |token| is_numeral_token(*token))
}

/// `500円`, `7人`, `3.5%`, `1万2,000件`, `72時間`, `５時30分`, `３分の２`,
/// `300平方メートル`, `10kg`, `2024-04-01`, `0120-00-0000`, `A4`.
pub(super) fn number_end(tokens: &[Token], at: usize) -> usize {
    let mut end = code_end(tokens, at);
    while is(tokens, end, NUMERALS_BEHIND) || is_class(tokens, end, Class::Number) {
        end += 1;
    }
    if is(tokens, end, SIGNS) {
        return end + 1;
    }
    let counted = longest_word_end(tokens, end, &COUNTERS).unwrap_or(end);
    let measured = measure_end(tokens, end);
    let after = counted.max(measured);
    let goes_on = |word: &str| word_end(tokens, end, word) == Some(after);
    if goes_on("分") && is(tokens, after, "の") && is_numeral(tokens, after + 1) {
        return numerals_end(tokens, after + 1);
    }
    if goes_on("時") && is(tokens, after, "半") {
        return after + 1;
    }
    let part =
        |at: usize, unit: &str| is_class(tokens, at, Class::Number) && is(tokens, at + 1, unit);
    let minutes =
        after + if (goes_on("時") || goes_on("時間")) && part(after, "分") { 2 } else { 0 };
    let has_minutes = minutes > after || goes_on("分");
    if has_minutes && part(minutes, "秒") { minutes + 2 } else { minutes }
}

/// Letters and digits written as one word, with what hyphens join to it.
pub(super) fn code_end(tokens: &[Token], at: usize) -> usize {
    let is_code = |at: usize| tokens.get(at).is_some_and(|token| token.is_code());
    let is_number = |at: usize| is_class(tokens, at, Class::Number);
    let mut end = at + 1;
    while let Some(token) = tokens.get(end) {
        if token.is_code() {
            end += 1;
        } else if token.is('-') && is_code(end + 1)
            || (token.is(':') || token.is('/')) && is_number(end - 1) && is_number(end + 1)
        {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// `メートル`, `平方メートル`.
fn measure_end(tokens: &[Token], at: usize) -> usize {
    let from = longest_word_end(tokens, at, &POWERS).unwrap_or(at);
    let end = run_end(tokens, from, |token| token.class() == Class::Katakana);
    if end > from { end } else { at }
}

/// `三十日`, `二箇月`: a number in kanji that no kanji stands before.
pub(super) fn kanji_number_end(tokens: &[Token], at: usize) -> usize {
    let follows_kanji = at.checked_sub(1).is_some_and(|at| is_class(tokens, at, Class::Kanji));
    let end = run_end(tokens, at, |token| is_kanji_numeral(*token));
    if follows_kanji || end == at {
        return at;
    }
    let counters = if end - at > 1 { &COUNTERS } else { &AFTER_ONE_KANJI_NUMERAL };
    longest_word_end(tokens, end, counters).unwrap_or(end)
}

/// Whether a date could begin with this kanji: asked at every token.
pub(super) fn begins_date_or_numeral(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        matches!(token.first(), '午' | '明' | '大' | '昭' | '平' | '令' | '元')
            || is_kanji_numeral(*token)
    })
}

/// `令和6年1月15日`, `平成22年度`, `2024年4月`, `午後５時30分`; `at` if none.
pub(super) fn date_end(tokens: &[Token], at: usize) -> usize {
    if !is_class(tokens, at, Class::Number) && !begins_date_or_numeral(tokens, at) {
        return at;
    }
    if let Some(hour) = longest_word_end(tokens, at, &HALVES_OF_DAY) {
        let is_hour = is_class(tokens, hour, Class::Number) && is(tokens, hour + 1, "時");
        return if is_hour { number_end(tokens, hour) } else { at };
    }
    let era = longest_word_end(tokens, at, &ERAS);
    let mut end = era.unwrap_or(at);
    if !is_numeral(tokens, end) {
        return at;
    }
    let mut n_steps = 0;
    for unit in ["年", "月", "日"] {
        let after = numerals_end(tokens, end);
        if after > end && is(tokens, after, unit) {
            end = after + 1;
            n_steps += 1;
            if unit == "年" && is(tokens, end, "度") {
                return end + 1;
            }
        }
    }
    let is_date =
        n_steps > 1 || (n_steps == 1 && (era.is_some() || is_class(tokens, at, Class::Number)));
    if is_date { end } else { at }
}
