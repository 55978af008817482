//! Where an item stands in a form, and how logs write that.
//!
//! A key is a path of steps: part, section, repeating block, circled number, or
//! a title where the item has no number (CONVENTIONS §4.6):
//! `Ⅱ/4/委託事項2/③`, `Ⅲ/3/リスク2/具体的な管理方法`.

use std::fmt::{Display, Formatter};

use super::FormKind;
use super::label::{label, number};
use super::tree::{Item, TREES, Tree};
use crate::normalize::fold::fold;
use crate::number::numerals;

/// Place of an item in a form. Numbers are folded; a title is its letters and
/// digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ItemKey(Vec<String>);

impl ItemKey {
    /// A key from its steps, outermost first.
    pub fn new(steps: Vec<String>) -> Self {
        Self(steps)
    }

    /// The steps, outermost first.
    pub fn steps(&self) -> &[String] {
        &self.0
    }

    /// Whether `self` stands below `other` or is it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The same item of the first file, where a form repeats a part for each
    /// file: `Ⅱ/4` for `Ⅱ(2)/4`.
    #[must_use]
    pub fn of_first_file(&self) -> Self {
        let mut steps = self.0.clone();
        if let Some(part) = steps.first_mut()
            && let Some((own, nth)) = part.split_once('(')
            && nth.strip_suffix(')').is_some_and(|it| it.chars().all(|c| c.is_ascii_digit()))
        {
            *part = own.to_owned();
        }
        Self(steps)
    }

    /// Whether an official form has the item, whatever the number of its block.
    /// Steps between its first and its last may be left out.
    pub fn is_in(&self, kind: FormKind) -> bool {
        let Some(tree) = TREES.iter().find(|tree| tree.kind == kind) else { return false };
        let key = self.of_first_file();
        (0..tree.items.len()).any(|item| {
            let line = tree.line(item);
            let mut rest = line.iter().filter_map(|at| tree.items.get(*at));
            let last = tree.items.get(item);
            let ends = last.zip(key.0.last()).is_some_and(|(item, step)| is_it(item, step));
            ends && key.0.iter().all(|step| rest.any(|item| is_it(item, step)))
        })
    }

    /// The items that the 項目 column of a 変更箇所 names, in any of the usual
    /// ways: `Ⅰ－１`⏎`②事務の概要`, `Ⅱ－１及び２`⏎`いつ時点の計数か`, `Ⅳ－１～９`,
    /// `Ⅰ　１．②事務の概要`, `Ⅲ　３．リスク２　具体的な管理方法`, `表紙　評価書名`,
    /// `（別添１）事務の内容`, `Ⅱファイルの概要（○○ファイル）３．①入手元`. Titles behind
    /// numbers are left out, because the number says the same. Empty where the
    /// text names no item.
    pub fn parse(text: &str) -> Vec<Self> {
        let mut keys = vec![Vec::<String>::new()];
        let mut rest = text.trim_start();
        let mut titles: Vec<&str> = Vec::new();
        // Whether a title may be what a number before it is called.
        let mut named = false;
        while !rest.is_empty() {
            let depth = keys[0].len();
            if depth == 0
                && let Some(after) = rest.strip_prefix("表紙")
            {
                keys[0].push("表紙".to_owned());
                rest = skip(after);
                named = false;
                continue;
            }
            let found = if depth > 0 { sections(rest) } else { None };
            if let Some((numbers, after)) = found {
                keys = numbers
                    .iter()
                    .flat_map(|n| keys.iter().map(move |key| with(key, n.to_string())))
                    .collect();
                // `１．…` is called something; behind `Ⅱ－１` an item follows.
                named = after.starts_with(['.', '．']) && is_same_line(after);
                rest = skip(after);
                continue;
            }
            if depth == 1
                && let Some(after) = behind_file(rest)
            {
                rest = skip(after);
                continue;
            }
            if let Some((step, after)) = number(rest) {
                let printed = rest.get(..rest.len() - after.len()).unwrap_or_default();
                named = is_same_line(after) && (!is_block(&step) || printed.contains(['：', ':']));
                for key in &mut keys {
                    key.push(step.clone());
                }
                rest = skip(after);
                continue;
            }
            let end = title_end(rest);
            let (title, after) = rest.split_at(end);
            if !named {
                titles.push(title);
            }
            named = false;
            rest = skip(after);
        }
        let mut titles = titles.iter().rev().map(|title| label(title).title);
        if let Some(title) = titles.next().filter(|title| !title.is_empty()) {
            let above = titles.next();
            for key in &mut keys {
                // アクセス権限の管理　具体的な管理方法, where a form has an item so named
                // below one so named.
                let inner = above.iter().chain([&title]).cloned();
                let whole: Vec<String> = key.iter().cloned().chain(inner).collect();
                if above.is_some() && stands(&whole) {
                    *key = whole;
                } else {
                    key.push(title.clone());
                }
            }
        }
        keys.retain(|key| !key.is_empty());
        keys.into_iter().map(Self).collect()
    }
}

impl Display for ItemKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join("/"))
    }
}

/// Whether an item of a tree is what a step of a key says.
fn is_it(item: &Item, step: &String) -> bool {
    match item.step.strip_suffix('*') {
        Some(word) => step
            .strip_prefix(word)
            .is_some_and(|it| !it.is_empty() && it.chars().all(|c| c.is_ascii_digit())),
        None => item.step == *step || item.title == *step,
    }
}

/// Whether a form has an item at exactly this place.
fn stands(key: &[String]) -> bool {
    let is_here = |tree: &Tree, item: usize| {
        let line = tree.line(item);
        let mut items = line.iter().filter_map(|at| tree.items.get(*at)).zip(key);
        line.len() == key.len() && items.all(|(item, step)| is_it(item, step))
    };
    TREES.iter().any(|tree| (0..tree.items.len()).any(|item| is_here(tree, item)))
}

/// Whether more follows before the line ends.
fn is_same_line(after: &str) -> bool {
    let gap = after.len() - skip(after).len();
    !after.get(..gap).unwrap_or_default().contains('\n')
}

/// Whether a step is a block that repeats: 委託事項2.
fn is_block(step: &str) -> bool {
    step.starts_with(char::is_alphabetic)
        && !step.starts_with("別添")
        && !('Ⅰ'..='Ⅻ').contains(&step.chars().next().unwrap_or_default())
}

/// What follows the file that a part is about: `（○○ファイル）－６`.
fn behind_file(text: &str) -> Option<&str> {
    if !text.starts_with(['（', '(']) || number(text).is_some() {
        return None;
    }
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let after = text.get(at + c.len_utf8()..).unwrap_or_default();
            return sections(skip(after)).is_some().then_some(after);
        }
    }
    None
}

fn with(key: &[String], step: String) -> Vec<String> {
    let mut key = key.to_vec();
    key.push(step);
    key
}

/// Leaves out what stands between two steps.
fn skip(text: &str) -> &str {
    text.trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                fold(c.encode_utf8(&mut [0; 4])).as_str(),
                "-" | "." | "/" | ">" | "、" | ":" | "・"
            )
    })
}

/// Sections behind a part: `１`, `１及び２`, `１、２`, `１～９`. A number that a title
/// follows needs a dot or a space.
fn sections(text: &str) -> Option<(Vec<u32>, &str)> {
    let (first, mut rest) = arabic(text)?;
    let mut numbers = vec![first];
    loop {
        let trimmed = rest.trim_start();
        let is_range = trimmed.starts_with(['～', '〜', '~']);
        let next = ["及び", "と", "、", "，", ",", "・", "～", "〜", "~"]
            .iter()
            .find_map(|word| trimmed.strip_prefix(word))
            .map(str::trim_start)
            .and_then(arabic);
        let Some((value, after)) = next else { break };
        let from = if is_range { numbers.last().map_or(value, |last| last + 1) } else { value };
        if value < from || value > 99 {
            break;
        }
        numbers.extend(from..=value);
        rest = after;
    }
    let ends =
        rest.chars().next().is_none_or(|c| !c.is_alphabetic() || numerals::circled(c).is_some());
    ends.then_some((numbers, rest))
}

fn arabic(text: &str) -> Option<(u32, &str)> {
    let n = text.chars().take_while(|c| numerals::digit(*c).is_some()).count();
    let value = text.chars().map_while(numerals::digit).take(3).fold(0, |sum, d| sum * 10 + d);
    let rest = text.char_indices().nth(n).map_or("", |(at, _)| text.get(at..).unwrap_or_default());
    (1..=2).contains(&n).then_some((value, rest))
}

/// Where a title ends: at a line break, or before a number that a separator
/// announces.
fn title_end(text: &str) -> usize {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if at == 0 {
            before = c;
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let is_circled = numerals::circled(c).is_some();
        let parted = before.is_whitespace() || matches!(before, '）' | ')' | '」');
        if c == '\n' || is_circled || parted && (number(rest).is_some() || before.is_whitespace()) {
            return at;
        }
        before = c;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_their_items_whatever_the_block() {
        for (text, is_in) in [
            ("Ⅱ－４\n委託事項７　③委託先名", true),
            ("Ⅱ－４\n⑤再委託の許諾方法", true),
            ("Ⅰ－６\n①部署", true),
            ("Ⅰ－９\n①なぞ", false),
            ("Ⅱ－４\nシステム７　③委託先名", false),
        ] {
            let keys = ItemKey::parse(text);
            assert_eq!(keys[0].is_in(FormKind::Focused), is_in, "{text}");
        }
        let steps = |part: &str| ItemKey::new(vec![part.to_owned(), "4".to_owned()]);
        assert_eq!(steps("Ⅱ(2)").of_first_file(), steps("Ⅱ"));
        assert!(steps("Ⅱ(2)").is_in(FormKind::Focused));
    }

    #[test]
    fn labels_of_logs_are_understood() {
        for (text, keys) in [
            ("Ⅰ－１\n②事務の概要", "Ⅰ/1/②"),
            ("Ⅱ－１及び２\nいつ時点の計数か", "Ⅱ/1/いつ時点の計数か Ⅱ/2/いつ時点の計数か"),
            ("Ⅳ－１～３", "Ⅳ/1 Ⅳ/2 Ⅳ/3"),
            ("Ⅰ－７\n請求先", "Ⅰ/7/請求先"),
            ("Ⅰ　１．②事務の概要", "Ⅰ/1/②"),
            ("Ⅱ．２．④", "Ⅱ/2/④"),
            ("Ⅲ　３．リスク２　具体的な管理方法", "Ⅲ/3/リスク2/具体的な管理方法"),
            (
                "Ⅲ－３\nリスク２：　権限のない者によって不正に使用されるリスク　アクセス権限の管理　具体的な管理方法",
                "Ⅲ/3/リスク2/アクセス権限の管理/具体的な管理方法",
            ),
            ("Ⅲ－４\n特定個人情報の消去ルール　規定の内容", "Ⅲ/4/規定の内容"),
            ("表紙　評価書名", "表紙/評価書名"),
            ("（別添１）事務の内容", "別添1"),
            ("Ⅱファイルの概要（○○ファイル）３．①入手元", "Ⅱ/3/①"),
            ("Ⅱ（○○ファイル（資格））－６\n保管場所", "Ⅱ/6/保管場所"),
            ("I 基本情報\n1.特定個人情報ファイルを取り扱う事務\n②事務の内容", "Ⅰ/1/②"),
            ("Ⅱ　４．委託事項２　③委託先名", "Ⅱ/4/委託事項2/③"),
            ("Ⅰ－５\n➀部署", "Ⅰ/5/①"),
            ("Ⅱ－１ いつ時点の計数か", "Ⅱ/1/いつ時点の計数か"),
            ("", ""),
        ] {
            let found: Vec<String> = ItemKey::parse(text).iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), keys, "{text}");
        }
    }
}
