//! Texts in the form in which rules compare them.

use std::collections::BTreeSet;

use crate::normalize::fold::fold;

/// Characters of two texts that are looked at when they are asked how alike
/// they are.
const MOST_ALIKE: usize = 2_000;

/// A text for asking whether it says the same as another: folded, without
/// white space and what a log puts between the cells of a table, the first year
/// of an era as 1年, so that neither wraps nor widths nor 元年 matter.
pub(super) fn said(text: &str) -> String {
    let is_seen = |c: &char| !c.is_whitespace() && *c != '|';
    let text: String = fold(text).chars().filter(is_seen).collect();
    ["令和", "平成", "昭和"].iter().fold(text, |text, era| {
        if text.contains(era) {
            text.replace(&format!("{era}元年"), &format!("{era}1年"))
        } else {
            text
        }
    })
}

/// Letters and digits of a text, folded: what two prints of a title share.
pub(super) fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric() && !is_number_sign(*c)).collect()
}

/// The title of a label: what follows its number.
pub(super) fn title(label: &str) -> String {
    let folded = fold(label);
    let rest = folded.trim_start_matches(|c: char| {
        c.is_ascii_digit() || is_number_sign(c) || !c.is_alphanumeric()
    });
    plain(rest)
}

/// ①, Ⅰ and other numbers that are characters of their own.
fn is_number_sign(c: char) -> bool {
    matches!(c, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | 'Ⅰ'..='ⅿ')
}

/// How alike two texts are, 0 to 1: the share of neighbouring characters that
/// they have in common, in any order.
pub(super) fn alike(one: &str, other: &str) -> f32 {
    let pairs = |text: &str| {
        let chars: Vec<char> = text.chars().take(MOST_ALIKE).collect();
        let mut pairs: Vec<(char, char)> =
            chars.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let (mut at, mut shared) = (0, 0);
    for pair in &one {
        while other.get(at).is_some_and(|it| it < pair) {
            at += 1;
        }
        if other.get(at) == Some(pair) {
            (at, shared) = (at + 1, shared + 1);
        }
    }
    let n = one.len() + other.len();
    if n == 0 { 0.0 } else { 2.0 * shared as f32 / n as f32 }
}

/// The first of those that are most alike, and at least so much.
pub(super) fn most_alike<T>(
    among: impl Iterator<Item = T>,
    least: f32,
    likeness: impl Fn(&T) -> f32,
) -> Option<T> {
    let mut best: Option<(f32, T)> = None;
    for it in among {
        let likeness = likeness(&it);
        if likeness >= least && best.as_ref().is_none_or(|(most, _)| likeness > *most) {
            best = Some((likeness, it));
        }
    }
    best.map(|(_, it)| it)
}

/// How much of a text stands in another, 0 to 1, by neighbouring characters.
pub(super) fn covered(part: &str, whole: &str) -> f32 {
    let pairs =
        |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let part = pairs(part);
    let whole: BTreeSet<(char, char)> = pairs(whole).into_iter().collect();
    let n = part.iter().filter(|pair| whole.contains(pair)).count();
    if part.is_empty() { 0.0 } else { n as f32 / part.len() as f32 }
}

/// Characters to put in, take out or replace to make one text of the other;
/// `None` where more than `most` are needed.
pub(super) fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most || one.len().max(other.len()) > MOST_ALIKE {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, b) in other.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or_default();
            let left = row.get(j).copied().unwrap_or_default();
            let best = (diagonal + usize::from(a != b)).min(above + 1).min(left + 1);
            diagonal = above;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = best;
            }
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

/// Longest text that a finding quotes, in characters.
const MOST_QUOTED: usize = 400;
/// Longer lines are cut around what differs.
const LONG_LINE: usize = 100;
/// Equal characters that are kept on both sides of it.
const KEPT: usize = 20;

/// A text for a finding, its end left out where it is very long.
pub(super) fn quoted(text: &str) -> String {
    let text = text.trim();
    let shown: String = text.chars().take(MOST_QUOTED).collect();
    if shown.len() < text.len() { shown + "…" } else { shown }
}

/// Two texts for a finding: of long ones only what is not the same in both.
pub(super) fn contrasted(one: &str, other: &str) -> [String; 2] {
    let is_long = |text: &str| text.chars().count() > LONG_LINE;
    let differ = said(one) != said(other);
    if !differ || !is_long(one) && !is_long(other) {
        return [quoted(one), quoted(other)];
    }
    let own_lines = |text: &str, against: &str| -> Vec<String> {
        let all = said(against);
        let against: BTreeSet<String> = against.lines().map(said).collect();
        // A long line may only be broken elsewhere.
        let is_there = |line: &String| {
            against.contains(line) || line.chars().count() > KEPT && all.contains(line)
        };
        text.lines().filter(|line| !is_there(&said(line))).map(str::to_owned).collect()
    };
    let (mut left, mut right) = (own_lines(one, other), own_lines(other, one));
    if let ([line], [against]) = (left.as_mut_slice(), right.as_mut_slice()) {
        let around = around(line, against);
        [*line, *against] = around;
    } else {
        shortened(&mut left, &mut right);
    }
    let shown = |lines: Vec<String>, whole: &str| {
        if lines.is_empty() { quoted(whole) } else { quoted(&lines.join("\n")) }
    };
    [shown(left, one), shown(right, other)]
}

/// Cuts the long lines of two texts around what is not the same in both: each
/// line with the one of the other text that begins or ends as it does.
fn shortened(left: &mut [String], right: &mut [String]) {
    /// Lines that are compared.
    const MOST: usize = 40;
    /// Lines that share no more are not two states of one.
    const LEAST: usize = 2 * KEPT;
    let shared = |one: &str, other: &str| {
        let front = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        let back = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count();
        front.max(back)
    };
    let mut free: Vec<&mut String> = right.iter_mut().take(MOST).collect();
    for line in left.iter_mut().take(MOST) {
        let best = (0..free.len())
            .filter_map(|at| free.get(at).map(|other| (shared(line, other), at)))
            .max_by_key(|(n, at)| (*n, std::cmp::Reverse(*at)));
        let Some((_, at)) = best.filter(|(n, _)| *n >= LEAST) else { continue };
        let other = free.swap_remove(at);
        let cut = around(line, other);
        [*line, *other] = cut;
    }
}

/// Two lines without most of what they begin and end with in common.
fn around(one: &str, other: &str) -> [String; 2] {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - front;
    let back = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (from, until) = (front.saturating_sub(KEPT), back.saturating_sub(KEPT));
    let cut = |chars: &[char]| {
        let middle: String =
            chars.get(from..chars.len() - until).unwrap_or_default().iter().collect();
        let sign = |n: usize| if n > 0 { "…" } else { "" };
        format!("{}{middle}{}", sign(from), sign(until))
    };
    [cut(&a), cut(&b)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_widths_and_first_years_do_not_matter() {
        assert_eq!(said("令和元年５月 1日\n時点"), said("令和1年5月１日　時点"));
        assert_ne!(said("令和10年"), said("令和1年"));
    }

    #[test]
    fn titles_are_free_of_numbers() {
        for (label, expected) in [
            ("①部署", "部署"),
            ("➀部署", "部署"),
            ("１．特定個人情報ファイル名", "特定個人情報ファイル名"),
            ("いつ時点の計数か", "いつ時点の計数か"),
            ("Ⅰ　関連情報", "関連情報"),
            ("③", ""),
        ] {
            assert_eq!(title(label), expected, "{label}");
        }
    }

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let same = "この行は変わらない。".repeat(12);
        let [one, other] = contrasted(&format!("{same}\n甲"), &format!("{same}\n乙\n丙"));
        assert_eq!([one.as_str(), other.as_str()], ["甲", "乙\n丙"]);
        let [one, other] = contrasted(&format!("{same}甲{same}"), &format!("{same}乙{same}"));
        assert!(one.starts_with('…') && one.contains('甲') && one.chars().count() < 60, "{one}");
        assert!(other.ends_with('…') && other.contains('乙'), "{other}");
        let [one, other] =
            contrasted(&format!("{same}{same}{same}甲"), &format!("{same}{same}{same}乙\n丙"));
        assert!(one.starts_with('…') && one.ends_with('甲'), "{one}");
        assert!(other.starts_with('…') && other.ends_with("乙\n丙"), "{other}");
        let broken = format!("{same}{same}\n利用する。");
        let [one, other] = contrasted(&broken, &format!("{same}\n{same}\n利用できる。"));
        assert_eq!([one.as_str(), other.as_str()], ["利用する。", "利用できる。"]);
        assert_eq!(contrasted("甲", "乙"), ["甲", "乙"]);
    }

    #[test]
    fn likeness_and_distance() {
        assert!(alike("国民健康保険システム", "国民健康保険システム等") > 0.9);
        assert!(alike("国民健康保険", "介護サービス") < 0.1);
        assert!(covered("保険給付", "国民健康保険給付に関する事務") > 0.99);
        assert!(covered("介護給付", "国民健康保険給付に関する事務") < 0.5);
        assert_eq!(distance("従業員が事務外で", "従業者が事務外で", 2), Some(1));
        assert_eq!(distance("方法で】", "【方法で】", 2), Some(1));
        assert_eq!(distance("あいう", "かきくけ", 2), None);
    }
}
