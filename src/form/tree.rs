//! The item trees of the official forms, read from `trees/*.toml`.

mod fit;

use std::sync::LazyLock;

use serde::Deserialize;

use super::label::{number, plain};
use super::version::{Version, parse};
use super::{FormKind, ValueKind};

pub(super) use fit::{FITS, SURE, fit};

/// The items of one form.
#[derive(Debug)]
pub(super) struct Tree {
    /// Which form.
    pub(super) kind: FormKind,
    /// Number of its 様式.
    pub(super) number: u32,
    /// Its name, as the title of a document says it.
    pub(super) title: String,
    /// Its items, each after the one around it.
    pub(super) items: Vec<Item>,
    /// What it prints between them, letters and digits only.
    prints: Vec<String>,
}

/// One item of a form.
#[derive(Debug)]
pub(super) struct Item {
    /// Last step of its key; ends with `*` where the block counts.
    pub(super) step: String,
    /// Its label as the form prints it.
    pub(super) printed: String,
    /// Its title, letters and digits only.
    pub(super) title: String,
    /// The item around it.
    pub(super) parent: Option<usize>,
    /// The items directly below.
    pub(super) children: Vec<usize>,
    /// Whether a change of it is a 重要な変更.
    pub(super) important: bool,
    /// How it is answered.
    pub(super) kind: ValueKind,
    /// Its last step in the version of the form before.
    pub(super) was: Option<String>,
    /// First version of the form that has it.
    since: Option<Version>,
    /// First version of the form that has it no more.
    until: Option<Version>,
    /// Whether it may stand several times, once for each file.
    pub(super) repeats: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    form: String,
    number: u32,
    title: String,
    #[serde(default)]
    prints: Vec<String>,
    items: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    at: String,
    title: Option<String>,
    important: Option<bool>,
    kind: Option<String>,
    was: Option<String>,
    #[serde(default)]
    repeats: bool,
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
}

/// The trees of all forms.
pub(super) static TREES: LazyLock<Vec<Tree>> = LazyLock::new(|| {
    let files = [
        include_str!("trees/basic.toml"),
        include_str!("trees/focused.toml"),
        include_str!("trees/full.toml"),
    ];
    files.into_iter().map(Tree::parse).collect()
});

impl Item {
    /// Whether a version of the form has it; `None` is a document that does not
    /// say its version.
    pub(super) fn is_of(&self, version: Option<Version>) -> bool {
        let Some(version) = version else { return true };
        self.since.is_none_or(|since| since <= version)
            && self.until.is_none_or(|until| version < until)
    }

    /// Whether all versions have it.
    pub(super) fn is_of_all(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }
}

impl Tree {
    /// Reads a file of this crate, which tests hold to its rules.
    fn parse(text: &str) -> Self {
        let file: File = toml::from_str(text).expect("the trees of this crate are well-formed");
        let kind = match file.form.as_str() {
            "basic" => FormKind::Basic,
            "focused" => FormKind::Focused,
            _ => FormKind::Full,
        };
        let mut items: Vec<Item> = Vec::new();
        let mut paths: Vec<String> = Vec::new();
        for entry in file.items {
            let around = entry.at.rsplit_once('/').map(|(around, _)| around.to_owned());
            let parent = around.and_then(|around| paths.iter().rposition(|path| *path == around));
            let own = items.len();
            if let Some(above) = parent.and_then(|parent| items.get_mut(parent)) {
                above.children.push(own);
            }
            let last = entry.at.rsplit('/').next().unwrap_or_default();
            let numbered = is_numbered(last);
            let step = if numbered { last.to_owned() } else { plain(last) };
            let titled = entry.title.as_deref();
            let printed = match titled {
                Some(title) if numbered => printed(last, title),
                Some(title) => title.to_owned(),
                None => last.trim_end_matches('*').to_owned(),
            };
            let inherited =
                parent.and_then(|parent| items.get(parent)).is_some_and(|it| it.important);
            let title = plain(titled.unwrap_or(if last.ends_with('*') { "" } else { last }));
            items.push(Item {
                step,
                printed,
                title,
                parent,
                children: Vec::new(),
                important: entry.important.unwrap_or(inherited),
                kind: match entry.kind.as_deref() {
                    Some("choice") => ValueKind::Choice,
                    Some("checks") => ValueKind::Checks,
                    _ => ValueKind::Text,
                },
                was: entry.was,
                since: parse(&entry.since),
                until: parse(&entry.until),
                repeats: entry.repeats,
            });
            paths.push(entry.at);
        }
        let prints = file.prints.iter().map(|it| plain(it)).collect();
        Self { kind, number: file.number, title: file.title, items, prints }
    }

    /// Whether a text is nothing but what the form prints between its items.
    pub(super) fn prints(&self, text: &str) -> bool {
        let text = plain(text);
        let mut rest = text.as_str();
        while let Some(behind) = self.prints.iter().find_map(|it| rest.strip_prefix(it.as_str())) {
            rest = behind;
        }
        !text.is_empty() && rest.is_empty()
    }

    /// Items at the top.
    pub(super) fn tops(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.items.len()).filter(|&at| self.items[at].parent.is_none())
    }

    /// The items around `item`, outermost first, itself last.
    pub(super) fn line(&self, item: usize) -> Vec<usize> {
        let mut line = vec![item];
        while let Some(parent) = line.last().and_then(|&at| self.items[at].parent) {
            line.push(parent);
        }
        line.reverse();
        line
    }
}

/// Whether a step is a number rather than a title.
fn is_numbered(step: &str) -> bool {
    step.ends_with('*')
        || step == "リスク"
        || step.chars().all(|c| c.is_ascii_digit())
        || number(step).is_some_and(|(own, rest)| own == step && rest.is_empty())
}

/// A label as the form prints it.
fn printed(step: &str, title: &str) -> String {
    let wide = |text: &str| -> String {
        let wide = |c: char| match c {
            '0'..='9' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
            _ => c,
        };
        text.chars().map(wide).collect()
    };
    if step.chars().all(|c| c.is_ascii_digit()) {
        let number = if step.len() == 1 { wide(step) } else { step.to_owned() };
        return format!("{number}．{title}");
    }
    if step.starts_with("リスク") {
        return format!("{}：{title}", wide(step));
    }
    if step.starts_with("別添") {
        return format!("（{}）{title}", wide(step));
    }
    let is_part = step.chars().all(|c| ('Ⅰ'..='Ⅻ').contains(&c));
    if is_part { format!("{step}　{title}") } else { format!("{step}{title}") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_item_has_its_place_once_in_each_version() {
        for tree in TREES.iter() {
            let mut seen = BTreeSet::new();
            for (at, item) in tree.items.iter().enumerate() {
                let path: Vec<&str> =
                    tree.line(at).iter().map(|&at| tree.items[at].step.as_str()).collect();
                assert!(seen.insert((path.clone(), item.title.clone())), "{path:?} stands twice");
                let is_top = path.len() == 1;
                assert_eq!(item.parent.is_none(), is_top, "{path:?} has no item around it");
            }
            assert!(tree.items.iter().any(|item| item.step == "Ⅳ"), "{}", tree.title);
        }
    }

    #[test]
    fn important_items_are_those_of_the_guideline() {
        let stars = |number: u32, path: &[&str]| {
            let tree = TREES.iter().find(|tree| tree.number == number).expect("a known form");
            let is = |&at: &usize| {
                tree.line(at)
                    .iter()
                    .map(|&it| tree.items[it].step.as_str())
                    .eq(path.iter().copied())
            };
            let at = (0..tree.items.len()).find(is).unwrap_or_else(|| panic!("no {path:?}"));
            tree.items[at].important
        };
        for (number, path, expected) in [
            (2, &["Ⅰ", "1", "②"][..], false),
            (3, &["Ⅰ", "1", "②"], false),
            (4, &["Ⅰ", "1", "②"], true),
            (3, &["Ⅰ", "4", "法令上の根拠"], true),
            (3, &["Ⅱ", "2", "④", "主な記録項目"], true),
            (3, &["Ⅱ", "4", "委託事項*", "④"], true),
            (3, &["Ⅲ", "3", "リスク2", "具体的な管理方法"], true),
            (3, &["Ⅲ", "7", "リスク", "②"], false),
            (4, &["Ⅲ", "7", "リスク1", "⑨"], false),
            (4, &["Ⅱ", "3", "⑦", "使用部署"], true),
            (4, &["Ⅳ", "3"], true),
            (4, &["Ⅴ", "2", "①"], false),
        ] {
            assert_eq!(stars(number, path), expected, "様式{number} {path:?}");
        }
    }
}
