//! Labels of a form as printed: number, title, ※.

use crate::normalize::fold::fold;
use crate::number::numerals;

/// A label taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// The number as a step of a key: `Ⅰ`, `4`, `③`, `委託事項2`, `別添1`; empty
    /// where there is none.
    pub(super) step: String,
    /// What follows the number, folded, letters and digits only.
    pub(super) title: String,
    /// Whether it bears ※.
    pub(super) important: bool,
    /// Whether it heads several blocks at once: 委託事項2～5.
    pub(super) is_range: bool,
}

/// Words that count blocks.
const BLOCKS: [&str; 5] = ["リスク", "システム", "委託事項", "提供先", "移転先"];

/// Whether nothing but a remark in parentheses stands behind the ※ of a label,
/// if it bears one.
pub(super) fn ends_with_star(printed: &str) -> bool {
    let Some((_, behind)) = printed.split_once('※') else { return true };
    let behind = behind.trim();
    let remark = behind.strip_prefix(['（', '(']).and_then(|it| it.strip_suffix(['）', ')']));
    behind.is_empty() || remark.is_some_and(|it| !it.contains(['）', ')']))
}

/// Whether a step counts blocks: 委託事項2.
pub(super) fn is_block(step: &str) -> bool {
    BLOCKS.iter().any(|word| step.strip_prefix(word).is_some_and(|n| !n.is_empty()))
}

/// Takes a label apart.
pub(super) fn label(printed: &str) -> Label {
    // Markdown marks its headings.
    let text = printed.trim().trim_matches(['#', '*']).trim();
    let (step, rest) = number(text).unwrap_or_default();
    let rest = if step.is_empty() { text } else { rest };
    let (title, important) = match rest.split_once('※') {
        Some((title, _)) => (title, true),
        None => (rest, false),
    };
    let is_range = BLOCKS.iter().any(|word| step.starts_with(word))
        && rest.trim_start().starts_with(['～', '〜', '~', '-', '－', '−'])
        && rest.trim_start().chars().nth(1).is_some_and(|c| numerals::digit(c).is_some());
    Label { step, title: plain(title), important, is_range }
}

/// Letters and digits of a text, folded: what two prints of a title share.
pub(super) fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The number at the beginning of a label and what follows it.
pub(super) fn number(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    let after = |n: usize| text.char_indices().nth(n).map_or("", |(at, _)| tail(text, at));
    if let Some((_, value)) = numerals::circled(first) {
        return Some((circled(value)?, after(1)));
    }
    if let Some(value) = numerals::roman_character(first) {
        return Some((roman(value)?, after(1)));
    }
    if let Some(found) = roman_letters(text).or_else(|| annex(text)).or_else(|| block(text)) {
        return Some(found);
    }
    let (value, n) = digits(text)?;
    let rest = after(n);
    let next = rest.chars().next();
    let is_number = n <= 2 && next.is_some_and(|c| is_dot(c) || c.is_whitespace());
    is_number
        .then(|| (value.to_string(), rest.trim_start_matches(|c| is_dot(c) || c.is_whitespace())))
}

fn is_dot(c: char) -> bool {
    matches!(c, '.' | '．' | '、')
}

fn tail(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// Roman numerals written in letters, which no other letter follows.
fn roman_letters(text: &str) -> Option<(String, &str)> {
    let narrow = |c: char| match c {
        'Ａ'..='Ｚ' => char::from_u32(c as u32 - 'Ａ' as u32 + 'A' as u32).unwrap_or(c),
        _ => c,
    };
    let end = text.find(|c| !matches!(narrow(c), 'I' | 'V' | 'X')).unwrap_or(text.len());
    let letters: String = text.get(..end)?.chars().map(narrow).collect();
    let rest = tail(text, end);
    let goes_on = rest.chars().next().map(narrow).is_some_and(|c| c.is_ascii_alphanumeric());
    if letters.is_empty() || goes_on {
        return None;
    }
    Some((roman(numerals::roman_letters(&letters.to_lowercase())?)?, rest))
}

/// （別添１）, 別添2.
fn annex(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix(['（', '(']);
    let rest = inner.unwrap_or(text).trim_start().strip_prefix("別添")?.trim_start();
    let (value, n) = digits(rest)?;
    let rest = rest.char_indices().nth(n).map_or("", |(at, _)| tail(rest, at)).trim_start();
    let rest = if inner.is_some() { rest.strip_prefix(['）', ')'])? } else { rest };
    Some((format!("別添{value}"), rest))
}

/// リスク１：, 委託事項2, and リスク： alone.
fn block(text: &str) -> Option<(String, &str)> {
    let word = BLOCKS.into_iter().find(|word| text.starts_with(word))?;
    let rest = tail(text, word.len());
    let Some((value, n)) = digits(rest.trim_start()) else {
        let rest = rest.trim_start().strip_prefix(['：', ':'])?;
        return Some((word.to_owned(), rest));
    };
    let rest = rest.trim_start();
    let rest = rest.char_indices().nth(n).map_or("", |(at, _)| tail(rest, at));
    let title = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':'));
    let ends = rest.is_empty()
        || title.len() < rest.len()
        || title.starts_with(|c| !char::is_alphanumeric(c));
    ends.then(|| (format!("{word}{value}"), title))
}

/// A run of digits of either width: its value and how many there are.
fn digits(text: &str) -> Option<(u32, usize)> {
    let digits: Vec<u32> = text.chars().map_while(numerals::digit).take(4).collect();
    let value = digits.iter().fold(0, |value, digit| value * 10 + digit);
    (!digits.is_empty() && digits.len() < 4).then_some((value, digits.len()))
}

fn circled(value: u32) -> Option<String> {
    let c = (1..=20).contains(&value).then(|| char::from_u32('①' as u32 + value - 1)).flatten()?;
    Some(c.to_string())
}

fn roman(value: u32) -> Option<String> {
    let c = (1..=12).contains(&value).then(|| char::from_u32('Ⅰ' as u32 + value - 1)).flatten()?;
    Some(c.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_taken_apart() {
        for (printed, step, title, important) in [
            ("Ⅰ　関連情報", "Ⅰ", "関連情報", false),
            ("II ファイル", "Ⅱ", "ファイル", false),
            ("Ⅲ リスク対策 ※(7.②を除く。)", "Ⅲ", "リスク対策", true),
            ("１．特定個人情報ファイル名", "1", "特定個人情報ファイル名", false),
            ("10 その他のリスク対策", "10", "その他のリスク対策", false),
            ("➀部署", "①", "部署", false),
            ("①入手元 ※", "①", "入手元", true),
            ("委託事項２", "委託事項2", "", false),
            ("リスク２：　権限のない者", "リスク2", "権限のない者", false),
            ("リスク： 目的外の入手", "リスク", "目的外の入手", false),
            ("リスクへの対策は十分か", "", "リスクへの対策は十分か", false),
            (
                "（別添１）　特定個人情報ファイル記録項目",
                "別添1",
                "特定個人情報ファイル記録項目",
                false,
            ),
            ("500人未満", "", "500人未満", false),
            ("1万人以上", "", "1万人以上", false),
            ("提供・移転の有無", "", "提供移転の有無", false),
            ("ＩＤ連携サーバー", "", "ID連携サーバー", false),
        ] {
            let label = label(printed);
            assert_eq!(
                (label.step.as_str(), label.title.as_str(), label.important),
                (step, title, important),
                "{printed}"
            );
        }
        for (printed, ends) in [
            ("①入手元", true),
            ("①入手元 ※ ", true),
            ("Ⅲ リスク対策 ※(7.②を除く。)", true),
            ("①入手元 ※ 本人", false),
            ("①入手元 ※（例）本人（代理）", false),
        ] {
            assert_eq!(ends_with_star(printed), ends, "{printed}");
        }
        assert!(label("委託事項2～5").is_range && !label("委託事項2").is_range);
    }
}
