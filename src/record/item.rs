//! How an item is named in the 項目 column (CONVENTIONS §4.6).

use crate::normalize::fold::fold;
use crate::number::{LabelStyle, Numeral, parse};

/// The headings of an item, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item<'a> {
    path: &'a [String],
    /// Number of the part, as printed: Ⅰ. `None` where the first heading is
    /// no part of an assessment form.
    pub part: Option<&'a str>,
    /// Number of the section under it, as printed, and what it is worth.
    pub section: Option<(&'a str, u32)>,
    /// The file that the part is about, where there are several.
    file: Option<&'a str>,
}

impl<'a> Item<'a> {
    /// Reads the headings of an item, outermost first.
    pub(super) fn of(path: &'a [String]) -> Self {
        let part = path.first().and_then(|heading| numbered(heading, is_roman)).map(|it| it.0);
        let section = path.get(1).filter(|_| part.is_some());
        let section = section.and_then(|heading| numbered(heading, is_arabic));
        Self { path, part, section, file: None }
    }

    /// The item about a file.
    pub(super) fn about(mut self, file: Option<&'a str>) -> Self {
        self.file = file;
        self
    }

    /// The number of the part, and the file it is about: `Ⅱ（○○ファイル）`.
    pub(super) fn part_name(&self) -> String {
        let part = self.part.unwrap_or_default();
        self.file.map_or_else(|| part.to_owned(), |file| format!("{part}（{file}）"))
    }

    /// The headings below part and section.
    pub(super) fn rest(&self) -> &'a [String] {
        let n = usize::from(self.part.is_some()) + usize::from(self.section.is_some());
        self.path.get(n..).unwrap_or_default()
    }

    /// Lines of dialect A: `Ⅰ－１`, `②事務の概要`. Documents without parts
    /// have the numbers of their outline: `第４ ２ （１）`.
    pub(super) fn flat(&self) -> Vec<String> {
        match (self.part, self.section) {
            (None, _) => self.outline(),
            (Some(_), None) => self.lines(self.part_name()),
            (Some(_), Some((section, _))) => {
                self.lines(format!("{}－{}", self.part_name(), wide(section)))
            }
        }
    }

    /// The number line, and under it what stands below; the title of the last
    /// numbered heading where nothing does.
    pub(super) fn lines(&self, numbers: String) -> Vec<String> {
        let below = match self.rest() {
            [] => self.path.last().map_or("", |heading| bare(after_number(heading))).to_owned(),
            rest => joined(rest),
        };
        if below.is_empty() { vec![numbers] } else { vec![numbers, below] }
    }

    /// What a row of dialect B says under its group rows.
    pub(super) fn own(&self) -> Vec<String> {
        match (self.part, self.rest()) {
            (None, _) | (_, []) => {
                self.path.last().map(|it| bare(it).to_owned()).into_iter().collect()
            }
            (Some(_), rest) => vec![joined(rest)],
        }
    }

    /// The group rows of dialect B above the row of the item.
    pub(super) fn groups(&self) -> Vec<String> {
        let n = match (self.part, self.rest()) {
            (None, _) | (_, []) => self.path.len().saturating_sub(1),
            (Some(_), rest) => self.path.len() - rest.len(),
        };
        self.path.iter().take(n).map(|heading| bare(heading).to_owned()).collect()
    }

    fn outline(&self) -> Vec<String> {
        let number = |heading: &String| {
            let parsed = parse(heading)?;
            heading.get(parsed.label).filter(|label| !label.is_empty()).map(str::to_owned)
        };
        let numbers: Vec<String> = self.path.iter().filter_map(number).collect();
        let last = self.path.last().map_or("", String::as_str);
        // 表紙　評価書名, （別添１）事務の内容.
        let is_named = |first: &String| first == "表紙" || said(first).starts_with("(別添");
        if self.path.first().is_some_and(is_named) {
            return vec![joined(self.path)];
        }
        if numbers.is_empty() {
            return vec![last.to_owned()];
        }
        let is_numbered = self.path.last().is_some_and(|heading| number(heading).is_some());
        let mut lines = vec![numbers.join(" ")];
        lines.extend((!is_numbered && !last.is_empty()).then(|| last.to_owned()));
        lines
    }
}

/// A heading without the mark of items whose change is important, and what is
/// said behind it: `Ⅲ リスク対策 ※(7.②を除く。)`. Logs leave it out.
pub(super) fn bare(heading: &str) -> &str {
    match heading.split_once('※') {
        Some((bare, _)) if !bare.trim().is_empty() => bare.trim_end(),
        _ => heading,
    }
}

fn joined(headings: &[String]) -> String {
    headings.iter().map(|heading| bare(heading)).collect::<Vec<_>>().join("　")
}

/// Several sections of a part, ascending, with what their numbers are worth:
/// `Ⅱ－１及び２`, `Ⅳ－１～９`, `Ⅳ－１～３及び５`.
pub(super) fn several(part: &str, sections: &[(String, u32)]) -> String {
    let mut runs: Vec<(&str, &str, usize)> = Vec::new();
    let mut before = None;
    for (printed, value) in sections {
        match runs.last_mut() {
            Some((_, last, n)) if before == value.checked_sub(1) => {
                *last = printed;
                *n += 1;
            }
            _ => runs.push((printed, printed, 1)),
        }
        before = Some(*value);
    }
    let mut names: Vec<String> = Vec::new();
    for (first, last, n) in runs {
        match n {
            1 => names.push(wide(first)),
            2 => names.extend([wide(first), wide(last)]),
            _ => names.push(format!("{}～{}", wide(first), wide(last))),
        }
    }
    match names.split_last() {
        None => part.to_owned(),
        Some((last, [])) => format!("{part}－{last}"),
        Some((last, others)) => format!("{part}－{}及び{last}", others.join("、")),
    }
}

/// The number of a heading, if it is of this style, and what it is worth.
fn numbered(heading: &str, is_style: impl Fn(LabelStyle) -> bool) -> Option<(&str, u32)> {
    let parsed = parse(heading)?;
    let label = parsed.number.last();
    let is_plain = parsed.number.depth() == 1 && is_style(label.style);
    let printed = heading.get(parsed.label).filter(|_| is_plain)?;
    Some((printed.trim_end_matches(['.', '．', '、']), label.value))
}

/// What stands behind the number of a heading.
pub(super) fn after_number(heading: &str) -> &str {
    let title = parse(heading).and_then(|parsed| heading.get(parsed.title..));
    title.unwrap_or(heading).trim_start_matches(['.', '．', ' ', '　']).trim()
}

fn is_roman(style: LabelStyle) -> bool {
    style == LabelStyle::Plain(Numeral::Roman)
}

fn is_arabic(style: LabelStyle) -> bool {
    style == LabelStyle::Plain(Numeral::Arabic)
}

/// One digit is printed in full width (CONVENTIONS §0 fact 12).
fn wide(number: &str) -> String {
    let mut chars = number.chars();
    match (chars.next(), chars.next()) {
        (Some(c @ '0'..='9'), None) => {
            char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c).to_string()
        }
        _ => number.to_owned(),
    }
}

/// A text for asking whether it says the same as another: folded, without
/// white space.
pub(super) fn said(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|&it| it.to_owned()).collect()
    }

    fn flat(headings: &[&str]) -> String {
        Item::of(&path(headings)).flat().join("|")
    }

    #[test]
    fn items_of_forms_have_part_and_section() {
        let section = "１．特定個人情報ファイルを取り扱う事務";
        assert_eq!(flat(&["Ⅰ　関連情報", section, "②事務の概要"]), "Ⅰ－１|②事務の概要");
        assert_eq!(flat(&["I 基本情報", "5.情報連携", "②法令上の根拠"]), "I－５|②法令上の根拠");
        assert_eq!(flat(&["Ⅰ　関連情報", "６．他の評価実施機関"]), "Ⅰ－６|他の評価実施機関");
        assert_eq!(flat(&["Ⅲ　しきい値判断結果"]), "Ⅲ|しきい値判断結果");
        assert_eq!(flat(&["Ⅱ　概要", "３．入手・使用", "①入手元　※"]), "Ⅱ－３|①入手元");
        assert_eq!(
            flat(&["Ⅱ　ファイルの概要", "４．委託", "委託事項２", "③委託先名"]),
            "Ⅱ－４|委託事項２　③委託先名"
        );
        assert_eq!(
            flat(&["Ⅳ　リスク対策", "11．最も優先度が高い対策"]),
            "Ⅳ－11|最も優先度が高い対策"
        );
        assert_eq!(flat(&["表紙", "評価書名"]), "表紙　評価書名");
        assert_eq!(flat(&["（別添１）事務の内容"]), "（別添１）事務の内容");
    }

    #[test]
    fn the_part_says_which_file_it_is_about() {
        let own = path(&["Ⅱ　ファイルの概要（収納ファイル）", "６．保管・消去", "保管場所"]);
        let item = Item::of(&own).about(Some("収納ファイル"));
        assert_eq!(item.flat(), ["Ⅱ（収納ファイル）－６", "保管場所"]);
        assert_eq!(item.groups(), ["Ⅱ　ファイルの概要（収納ファイル）", "６．保管・消去"]);
    }

    #[test]
    fn items_of_other_documents_have_the_numbers_of_their_outline() {
        assert_eq!(flat(&["第４ 利用目的", "２ 変更", "（１）"]), "第４ ２ （１）");
        assert_eq!(flat(&["第２章　届出", "第３条　届出の期限"]), "第２章 第３条");
        assert_eq!(flat(&["第４ 利用目的", "なお書き"]), "第４|なお書き");
    }

    #[test]
    fn neighbours_are_named_together() {
        let named = |part: &str, numbers: &[u32]| {
            let sections: Vec<_> = numbers.iter().map(|n| (n.to_string(), *n)).collect();
            several(part, &sections)
        };
        assert_eq!(named("Ⅱ", &[1, 2]), "Ⅱ－１及び２");
        assert_eq!(named("Ⅳ", &[1, 2, 3]), "Ⅳ－１～３");
        assert_eq!(named("Ⅳ", &[1, 2, 3, 5]), "Ⅳ－１～３及び５");
        assert_eq!(named("Ⅳ", &[1, 3, 5]), "Ⅳ－１、３及び５");
        assert_eq!(named("Ⅳ", &[9, 10, 11]), "Ⅳ－９～11");
        assert_eq!(named("Ⅳ", &[]), "Ⅳ");
    }

    #[test]
    fn group_rows_leave_the_item_itself() {
        let own = path(&["Ⅰ 基本情報", "２．システム", "システム2", "②機能"]);
        let item = Item::of(&own);
        assert_eq!(item.groups(), ["Ⅰ 基本情報", "２．システム"]);
        assert_eq!(item.own(), ["システム2　②機能"]);
        let own = path(&["第２章　届出", "第３条　届出の期限"]);
        assert_eq!(Item::of(&own).groups(), ["第２章　届出"]);
        assert_eq!(Item::of(&own).own(), ["第３条　届出の期限"]);
        let own = path(&["Ⅰ 基本情報", "７．他の評価実施機関"]);
        assert_eq!(Item::of(&own).groups(), ["Ⅰ 基本情報"]);
        assert_eq!(Item::of(&own).own(), ["７．他の評価実施機関"]);
    }
}
