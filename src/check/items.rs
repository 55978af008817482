//! Which items of a form the 項目 column of a row names.

mod titles;

use super::text::{said, title};
use crate::form::{Field, Form, ItemKey};
use crate::normalize::fold::fold;
use crate::number::numerals::digit;
use titles::{by_title, contradicted, is_numbered_title, is_shared_title, misnamed, same_title};

/// What the 項目 column of a row says.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// For each item it names, the fields of the form that may be meant:
    /// usually one, several where it names what stands above them.
    pub(super) targets: Vec<Vec<usize>>,
    /// What the column says, where the form has no such item.
    pub(super) unknown: Vec<ItemKey>,
    /// A field that the form numbers otherwise than the column does.
    pub(super) misnumbered: Option<usize>,
    /// A field that the form names otherwise than the column does.
    pub(super) misnamed: Option<Misnamed>,
    /// Several fields have the title, and none has the numbers.
    pub(super) is_ambiguous: bool,
}

/// A field that a column names otherwise than the form does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Misnamed {
    /// The field.
    pub(super) field: usize,
    /// It is the same name but for a letter or two.
    pub(super) is_slip: bool,
}

/// Words for the document as a whole, as compared.
const WHOLE: [&str; 7] =
    ["全体", "評価書全体", "全般", "評価書全般", "様式全体", "全項目", "全ての項目"];

/// Whether a label names the document as a whole.
pub(super) fn is_whole(label: &str) -> bool {
    let label = said(label);
    WHOLE.contains(&label.trim_matches(['(', ')']))
}

/// `Ⅱ－１　全体` is what stands below Ⅱ－１.
fn without_whole(key: ItemKey) -> ItemKey {
    match key.steps().split_last() {
        Some((last, around)) if !around.is_empty() && WHOLE.contains(&last.as_str()) => {
            ItemKey::new(around.to_vec())
        }
        _ => key,
    }
}

/// Longest label that is looked at, in characters: dialect B names all headings
/// above an item.
const LONGEST_LABEL: usize = 600;

/// The fields of a form with their titles, worked out once.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub(super) form: &'a Form,
    titles: Vec<String>,
    /// Keys as logs give them, which do not say which file is meant.
    keys: Vec<ItemKey>,
}

impl<'a> Names<'a> {
    pub(super) fn of(form: &'a Form) -> Self {
        let titles = form.fields.iter().map(field_title).collect();
        let keys = form.fields.iter().map(|field| field.key.of_first_file()).collect();
        Self { form, titles, keys }
    }

    fn key(&self, at: usize) -> Option<&ItemKey> {
        self.keys.get(at)
    }

    /// The items that a key is true of.
    fn positions<'b>(
        &'b self,
        is_meant: impl Fn(&ItemKey) -> bool + 'b,
    ) -> impl Iterator<Item = usize> + 'b {
        self.keys.iter().enumerate().filter(move |(_, key)| is_meant(key)).map(|(at, _)| at)
    }

    /// The same item of every file.
    fn of_each_file(&self, at: usize) -> Vec<usize> {
        self.positions(|key| Some(key) == self.key(at)).collect()
    }

    /// The first of some fields where all are one item of several files.
    pub(super) fn one_item(&self, fields: &[usize]) -> Option<usize> {
        let first = *fields.first()?;
        fields.iter().all(|at| self.key(*at) == self.key(first)).then_some(first)
    }

    /// `公表日` alone is the item of the cover.
    fn of_cover(&self, key: &ItemKey) -> Option<ItemKey> {
        let [title] = key.steps() else { return None };
        let key = ItemKey::new(vec!["表紙".to_owned(), title.clone()]);
        self.keys.contains(&key).then_some(key)
    }

    /// The section, where a label names it by its number and by its heading:
    /// `Ⅱ－１　対象人数`.
    fn headed(&self, key: &ItemKey) -> Option<ItemKey> {
        if self.keys.iter().any(|it| it.is_within(key)) {
            return None;
        }
        let (last, around) = key.steps().split_last().filter(|(_, around)| around.len() >= 2)?;
        let around = ItemKey::new(around.to_vec());
        let mut inside = self.positions(|it| it.is_within(&around));
        let is_heading = |at: usize| {
            let path = self.form.fields.get(at).map(|it| it.path.as_slice()).unwrap_or_default();
            path.iter().rev().skip(1).any(|heading| title(heading) == *last)
        };
        let is_headed = inside.any(is_heading);
        is_headed.then(|| around.clone())
    }

    fn title(&self, at: usize) -> &str {
        self.titles.get(at).map_or("", String::as_str)
    }
}

/// Finds the items that a label names: by its numbers, and where the form has
/// none of these, by its title.
pub(super) fn named(names: &Names<'_>, label: &str) -> Named {
    let label = &spaced(label);
    let each: Vec<Named> = several(label).iter().map(|it| named_one(names, it)).collect();
    // Numbers inside a title name no further items.
    if each.len() < 2 || each.iter().any(|it| it.targets.is_empty() || !it.unknown.is_empty()) {
        return named_one(names, label);
    }
    each.into_iter().reduce(Named::and).unwrap_or_default()
}

fn named_one(names: &Names<'_>, label: &str) -> Named {
    let mut found = Named::default();
    let label: String = label.chars().take(LONGEST_LABEL).collect();
    let label = label.as_str();
    let own_title = last_title(label);
    let last_word = last_word(label);
    for key in ItemKey::parse(label).into_iter().map(without_whole) {
        let key = names.of_cover(&key).or_else(|| names.headed(&key)).unwrap_or(key);
        let at: Vec<usize> = names.positions(|it| *it == key).collect();
        let below: Vec<usize> = names.positions(|it| it.is_within(&key)).collect();
        let is_titled = |at: &&usize| same_title(&own_title, names.title(**at));
        if let Some(first) = at.first() {
            let sibling = contradicted(names, *first, &own_title);
            found.misnumbered = found.misnumbered.or(sibling);
            if sibling.is_none() && is_numbered_title(&key, label) {
                let misnamed = misnamed(names, *first, &own_title);
                found.misnamed = found.misnamed.or(misnamed);
            }
            found.targets.push(sibling.map_or(at, |it| names.of_each_file(it)));
        } else if !below.is_empty() {
            let own: Vec<usize> = below.iter().filter(is_titled).copied().collect();
            found.targets.push(if own.is_empty() { below } else { own });
        } else if let Some(by_title) =
            by_title(names, &key, &own_title).or_else(|| by_title(names, &key, &last_word))
        {
            found.misnumbered = found.misnumbered.or(by_title.1.then_some(by_title.0));
            let slip = misnamed(names, by_title.0, &own_title).filter(|it| it.is_slip);
            found.misnamed = found.misnamed.or(slip);
            found.targets.push(names.of_each_file(by_title.0));
        } else {
            found.is_ambiguous |= is_shared_title(names, &key, &own_title);
            found.unknown.push(key);
        }
    }
    found
}

impl Named {
    /// What two parts of a column say.
    fn and(mut self, more: Self) -> Self {
        self.targets.extend(more.targets);
        self.unknown.extend(more.unknown);
        self.misnumbered = self.misnumbered.or(more.misnumbered);
        self.misnamed = self.misnamed.or(more.misnamed);
        self.is_ambiguous |= more.is_ambiguous;
        self
    }
}

/// Titles of the items of the cover, as compared.
const COVER: [&str; 5] = ["公表日", "評価書名", "評価書番号", "評価実施機関名", "特記事項"];

/// Whether a line of a label names an item of the cover.
pub(super) fn is_of_cover(line: &str) -> bool {
    COVER.contains(&said(line).as_str())
}

/// The labels in a column that names several items, each with what stands above
/// them: `Ⅰ－５` `①部署、②所属長の役職名`, `Ⅰ－７、Ⅰ－８`. One where it does not.
fn several(label: &str) -> Vec<String> {
    let is_part = |c: char| ('Ⅰ'..='Ⅻ').contains(&c);
    let (mut parts, mut numbers, mut depth) = (Vec::new(), Vec::new(), 0_usize);
    for (at, c) in label.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if is_part(c) => parts.push(at),
            _ if is_circled(c) => numbers.push(at),
            _ => {}
        }
    }
    let starts = if parts.len() > 1 { parts } else { numbers };
    if starts.len() < 2 {
        return vec![label.to_owned()];
    }
    let above = starts.first().and_then(|at| label.get(..*at)).unwrap_or_default();
    let ends = starts.iter().skip(1).copied().chain([label.len()]);
    let own = starts.iter().zip(ends).filter_map(|(from, until)| label.get(*from..until));
    own.map(|item| format!("{above}{}", without_joint(item))).collect()
}

/// A label without the word that joins it to the next one.
fn without_joint(label: &str) -> &str {
    let label = label.trim().trim_end_matches(['、', '，', '・', ',']);
    let joints = ["及び", "並びに"];
    joints.iter().find_map(|it| label.strip_suffix(it)).unwrap_or(label).trim()
}

/// `Ⅱ－１及び２いつ時点の計数か`: a narrow cell of a PDF file is read as one line.
/// Puts a break between the numbers of part and sections and what follows.
fn spaced(label: &str) -> String {
    let is_digit = |c: char| digit(c).is_some();
    let is_dash = |c: char| matches!(c, '－' | '-' | '‐' | '−' | 'ー' | '―' | '–' | '—');
    let start = label.trim_start();
    let after_part = start.trim_start_matches(|c: char| ('Ⅰ'..='Ⅻ').contains(&c));
    let after_dash = after_part.trim_start().trim_start_matches(is_dash);
    if after_part.len() == start.len() {
        return label.to_owned();
    }
    if after_dash.len() == after_part.trim_start().len() {
        return spaced_heading(start, after_part);
    }
    let mut rest = after_dash.trim_start().trim_start_matches(is_digit);
    while let Some(number) = ["及び", "、", "，", "・", "～", "〜", "~"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .filter(|number| number.starts_with(is_digit))
    {
        rest = number.trim_start_matches(is_digit);
    }
    let at = start.len() - rest.len();
    match start.split_at_checked(at) {
        Some((numbers, rest)) if rest.starts_with(char::is_alphanumeric) => {
            format!("{numbers}\n{rest}")
        }
        _ => label.to_owned(),
    }
}

/// `Ⅰ関連情報３．個人番号の利用`: puts a break between the title of a part and the
/// number of a section.
fn spaced_heading(label: &str, after_part: &str) -> String {
    let line = after_part.lines().next().unwrap_or_default();
    let section = line.char_indices().find(|(at, c)| {
        let rest = line.get(*at..).unwrap_or_default();
        let behind = rest.trim_start_matches(|c: char| digit(c).is_some());
        digit(*c).is_some() && *at > 0 && behind.starts_with(['.', '．'])
    });
    let at = section.map(|(at, _)| label.len() - after_part.len() + at);
    match at.and_then(|at| label.split_at_checked(at)) {
        Some((part, section)) if part.ends_with(char::is_alphabetic) => {
            format!("{part}\n{section}")
        }
        _ => label.to_owned(),
    }
}

/// Title of the last line of a label, or of what follows its last number.
fn last_title(label: &str) -> String {
    let line = label.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let folded = fold(line);
    let from = folded.rfind(is_circled).map_or(0, |at| at);
    let rest = folded.get(from..).unwrap_or_default();
    // `Ⅰ-5②所属長の役職名` on one line: the title stands behind the numbers.
    title(rest.rsplit_once(['-', '.']).map_or(rest, |(_, behind)| behind))
}

/// Title of what stands behind the last space of a label: `リスク２：権限のない者…
/// 具体的な管理方法`.
fn last_word(label: &str) -> String {
    let line = label.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    title(line.trim().rsplit(char::is_whitespace).next().unwrap_or_default())
}

fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳')
}

/// The title of a field without its number.
fn field_title(field: &Field) -> String {
    title(field.path.last().map_or("", String::as_str))
}

#[cfg(test)]
mod tests {
    use super::super::testing::field;
    use super::*;

    fn sample() -> Form {
        let fields = vec![
            field("Ⅰ/1/①", "①事務の名称", "甲"),
            field("Ⅰ/1/②", "②事務の概要", "乙"),
            field("Ⅰ/5/①", "①部署", "丙"),
            field("Ⅰ/5/②", "②所属長の役職名", "課長"),
            field("Ⅰ/7/請求先", "請求先", "丁"),
            Field {
                path: ["Ⅱ　しきい値判断項目", "１．対象人数", "評価対象の事務の対象人数は何人か"]
                    .map(str::to_owned)
                    .to_vec(),
                ..field("Ⅱ/1/評価対象の事務の対象人数は何人か", "", "戊")
            },
            field("Ⅱ/1/いつ時点の計数か", "いつ時点の計数か", "戊"),
            field(
                "Ⅱ/2/特定個人情報ファイル取扱者数は500人以上か",
                "特定個人情報ファイル取扱者数は500人以上か",
                "戊",
            ),
            field("Ⅱ/2/いつ時点の計数か", "いつ時点の計数か", "戊"),
            field("Ⅱ/6/保管場所", "保管場所 ※", "己"),
            field("Ⅲ/3/リスク2/具体的な管理方法", "具体的な管理方法", "庚"),
            field(
                "Ⅲ/3/特定個人情報の使用におけるその他のリスク",
                "特定個人情報の使用におけるその他のリスク",
                "辛",
            ),
            field("Ⅱ/4/委託事項1/①", "①委託内容", "壬"),
            field("Ⅱ/4/委託事項1/⑤", "⑤再委託の許諾方法", "癸"),
            field("Ⅲ/7/リスク/①", "①事故発生時手順の策定・周知", "子"),
            field("表紙/公表日", "公表日", "丑"),
        ];
        Form { fields, ..Form::default() }
    }

    fn shown(label: &str) -> String {
        let form = sample();
        let named = named(&Names::of(&form), label);
        let key = |at: &usize| form.fields[*at].key.to_string();
        let target = |it: &Vec<usize>| it.iter().map(key).collect::<Vec<_>>().join("|");
        let mut all: Vec<String> = named.targets.iter().map(target).collect();
        all.extend(named.unknown.iter().map(|key| format!("?{key}")));
        all.extend(named.misnumbered.map(|at| format!("!{}", key(&at))));
        all.join(" ")
    }

    #[test]
    fn labels_name_items() {
        for (label, found) in [
            ("Ⅰ－１\n②事務の概要", "Ⅰ/1/②"),
            ("Ⅰ－５②所属長の役職名", "Ⅰ/5/②"),
            ("Ⅰ－５\n➀部署", "Ⅰ/5/①"),
            ("Ⅰ－７\n請求先", "Ⅰ/7/請求先"),
            ("Ⅱ－１及び２\nいつ時点の計数か", "Ⅱ/1/いつ時点の計数か Ⅱ/2/いつ時点の計数か"),
            ("Ⅱ－１及び２いつ時点の計数か", "Ⅱ/1/いつ時点の計数か Ⅱ/2/いつ時点の計数か"),
            ("Ⅰ－５\n①部署、②所属長の役職名", "Ⅰ/5/① Ⅰ/5/②"),
            ("Ⅰ－５\n①部署\n②所属長の役職名", "Ⅰ/5/① Ⅰ/5/②"),
            ("Ⅰ－５\n①部署及び②所属長の役職名", "Ⅰ/5/① Ⅰ/5/②"),
            ("Ⅰ－５①②", "Ⅰ/5/① Ⅰ/5/②"),
            ("Ⅰ－７、Ⅰ－５①", "Ⅰ/7/請求先 Ⅰ/5/①"),
            ("Ⅱ－１\n対象人数", "Ⅱ/1/評価対象の事務の対象人数は何人か|Ⅱ/1/いつ時点の計数か"),
            ("Ⅱ－１\n取扱者数", "?Ⅱ/1/取扱者数"),
            ("公表日", "表紙/公表日"),
            ("Ⅰ関連情報１．事務\n②事務の概要", "Ⅰ/1/②"),
            ("Ⅱ－６\n①保管場所", "Ⅱ/6/保管場所 !Ⅱ/6/保管場所"),
            ("Ⅰ－１\n①事務の概要", "Ⅰ/1/② !Ⅰ/1/②"),
            ("Ⅵ－３\n①実施日", "?Ⅵ/3/①"),
            ("Ⅱ－４\n委託事項２　①委託内容", "?Ⅱ/4/委託事項2/①"),
            ("Ⅱ－４\n委託事項２\n①委託内容", "?Ⅱ/4/委託事項2/①"),
            ("Ⅱ－４\n⑤再委託の許諾方法", "Ⅱ/4/委託事項1/⑤"),
            ("Ⅱ－４\n提供先１　⑤再委託の許諾方法", "?Ⅱ/4/提供先1/⑤"),
            ("Ⅲ　７．①事故発生時手順の策定・周知", "Ⅲ/7/リスク/①"),
            ("Ⅲ　７．②事故発生時手順の策定・周知", "Ⅲ/7/リスク/① !Ⅲ/7/リスク/①"),
            (
                "Ⅲ リスク対策\n3.使用\nリスク2: 権限のない者によって不正に使用されるリスク 具体的な管理方法",
                "Ⅲ/3/リスク2/具体的な管理方法",
            ),
            (
                "Ⅲ リスク対策\n3.使用\nリスク2: 権限のない者\n特定個人情報の使用におけるその他のリスク",
                "Ⅲ/3/特定個人情報の使用におけるその他のリスク",
            ),
        ] {
            assert_eq!(shown(label), found, "{label}");
        }
    }
}
