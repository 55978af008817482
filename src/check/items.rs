//! Which items of a form the 項目 column of a row names.

use std::collections::BTreeSet;

use super::text::{alike, title};
use crate::form::{Field, Form, ItemKey};
use crate::normalize::fold::fold;
use crate::number::numerals::digit;

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

    fn title(&self, at: usize) -> &str {
        self.titles.get(at).map_or("", String::as_str)
    }
}

/// Finds the items that a label names: by its numbers, and where the form has
/// none of these, by its title.
pub(super) fn named(names: &Names<'_>, label: &str) -> Named {
    let mut found = Named::default();
    let label: String = label.chars().take(LONGEST_LABEL).collect();
    let label = &spaced(&label);
    let own_title = last_title(label);
    let last_word = last_word(label);
    for key in ItemKey::parse(label) {
        let at: Vec<usize> = names.positions(|it| *it == key).collect();
        let below: Vec<usize> = names.positions(|it| it.is_within(&key)).collect();
        let is_titled = |at: &&usize| same_title(&own_title, names.title(**at));
        if let Some(first) = at.first() {
            let sibling = contradicted(names, *first, &own_title);
            found.misnumbered = found.misnumbered.or(sibling);
            found.targets.push(sibling.map_or(at, |it| names.of_each_file(it)));
        } else if !below.is_empty() {
            let own: Vec<usize> = below.iter().filter(is_titled).copied().collect();
            found.targets.push(if own.is_empty() { below } else { own });
        } else if let Some(by_title) =
            by_title(names, &key, &own_title).or_else(|| by_title(names, &key, &last_word))
        {
            found.misnumbered = found.misnumbered.or(by_title.1.then_some(by_title.0));
            found.targets.push(names.of_each_file(by_title.0));
        } else {
            found.unknown.push(key);
        }
    }
    found
}

/// `Ⅱ－１及び２いつ時点の計数か`: a narrow cell of a PDF file is read as one line.
/// Puts a break between the numbers of part and sections and what follows.
fn spaced(label: &str) -> String {
    let is_digit = |c: char| digit(c).is_some();
    let is_dash = |c: char| matches!(c, '－' | '-' | '‐' | '−' | 'ー' | '―' | '–' | '—');
    let start = label.trim_start();
    let after_part = start.trim_start_matches(|c: char| ('Ⅰ'..='Ⅻ').contains(&c));
    let after_dash = after_part.trim_start().trim_start_matches(is_dash);
    if after_part.len() == start.len() || after_dash.len() == after_part.trim_start().len() {
        return label.to_owned();
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

fn same_title(one: &str, other: &str) -> bool {
    let longest = one.chars().count().max(other.chars().count());
    let shortest = one.chars().count().min(other.chars().count());
    !one.is_empty()
        && (one == other
            || shortest >= 4
                && 2 * shortest > longest
                && (one.contains(other) || other.contains(one))
            || longest >= 8 && alike(one, other) > 0.8)
}

/// A number that names one item and a title that names its neighbour: the
/// neighbour is meant.
fn contradicted(names: &Names<'_>, at: usize, own_title: &str) -> Option<usize> {
    if own_title.is_empty() || alike(own_title, names.title(at)) > 0.7 {
        return None;
    }
    let around = parent(names.key(at)?)?;
    let is_sibling = |it: &usize| {
        names.title(*it) == own_title && names.key(*it).and_then(parent).as_ref() == Some(&around)
    };
    (0..names.keys.len()).find(is_sibling)
}

/// The item of the same section whose title the label gives, and whether its
/// number is another one. Inner headings count first.
fn by_title(names: &Names<'_>, key: &ItemKey, own_title: &str) -> Option<(usize, bool)> {
    let mut around = parent(key)?;
    let number = key.steps().last().filter(|step| step.chars().all(is_circled));
    loop {
        // Another block of the same kind is another thing: 委託事項1 for 委託事項2.
        let inside = names.positions(|it| it.is_within(&around) && !is_other_block(it, key));
        let mut inside: Vec<usize> =
            inside.filter(|at| same_title(own_title, names.title(*at))).collect();
        // One item of several files.
        let mut seen = BTreeSet::new();
        inside.retain(|at| seen.insert(names.key(*at)));
        match inside.as_slice() {
            [only] => {
                let own = names.key(*only).and_then(|key| key.steps().last());
                return Some((*only, number.is_some_and(|number| own != Some(number))));
            }
            [] => {}
            _ => return None,
        }
        // Another section is another item.
        around = parent(&around).filter(|it| it.steps().len() >= 2)?;
    }
}

/// Whether two keys name blocks of one kind with different numbers.
fn is_other_block(one: &ItemKey, other: &ItemKey) -> bool {
    let block = |step: &String| {
        let word = step.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = step.get(word.len()..).unwrap_or_default();
        let is_block = !number.is_empty() && word.chars().any(char::is_alphabetic);
        is_block.then(|| (word.to_owned(), number.to_owned()))
    };
    let named: Vec<_> = other.steps().iter().filter_map(block).collect();
    one.steps().iter().filter_map(block).any(|(word, number)| {
        let mut same = named.iter().filter(|(it, _)| *it == word).peekable();
        same.peek().is_some() && same.all(|(_, it)| *it != number)
    })
}

fn parent(key: &ItemKey) -> Option<ItemKey> {
    let (_, around) = key.steps().split_last()?;
    (!around.is_empty()).then(|| ItemKey::new(around.to_vec()))
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
            field("Ⅱ/1/評価対象の事務の対象人数は何人か", "評価対象の事務の対象人数は何人か", "戊"),
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
            ("Ⅱ－６\n①保管場所", "Ⅱ/6/保管場所 !Ⅱ/6/保管場所"),
            ("Ⅰ－１\n①事務の概要", "Ⅰ/1/② !Ⅰ/1/②"),
            ("Ⅵ－３\n①実施日", "?Ⅵ/3/①"),
            ("Ⅱ－４\n委託事項２　①委託内容", "?Ⅱ/4/委託事項2/①"),
            ("Ⅱ－４\n委託事項２\n①委託内容", "?Ⅱ/4/委託事項2/①"),
            ("Ⅱ－４\n⑤再委託の許諾方法", "Ⅱ/4/委託事項1/⑤"),
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
