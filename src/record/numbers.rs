//! Blocks and sections that say what they said under another number, because
//! others were put in or taken out before them: one entry for all of a kind at
//! one place, which says the new numbers and no text.
//!
//! ```text
//! Ⅱ－４                 委託事項３         委託事項２に番号を変更
//! 委託事項２及び委託事項３   委託事項４         委託事項３に番号を変更
//! ```

use std::collections::BTreeMap;

use super::Difference;
use super::files::Files;
use super::item::{Item, said};
use crate::form::Field;
use crate::model::Sides;
use crate::report::Dialect;

/// How the new column says that a number changed.
const NOW: &str = "に番号を変更";
/// In front of what goes on in a further row.
const GOES_ON: &str = "（上記の続き）";

/// A number that changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Renumbered {
    /// The numbers as printed, without titles: 委託事項３ and 委託事項２.
    pub labels: Sides<String>,
    /// What they are worth.
    pub values: Sides<u32>,
    /// The old number with its title, as printed.
    pub printed: String,
}

/// What is to be said of numbers at one place, in the order of the new ones:
/// `path` are the headings above them.
pub(super) fn difference(mut path: Vec<String>, numbers: Vec<Renumbered>) -> Difference {
    let (before, after) = columns(&numbers);
    path.extend(numbers.iter().map(|it| it.labels.new.clone()));
    Difference { path, before: Some(before), after: Some(after), numbers, ..Difference::default() }
}

/// Both columns; three and more that follow each other share a line.
fn columns(numbers: &[Renumbered]) -> (Vec<String>, Vec<String>) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for run in numbers.chunk_by(follows) {
        if let [first, _, .., last] = run {
            before.push(format!("{}～{}", first.labels.old, last.labels.old));
            after.push(format!("{}～{}{NOW}", first.labels.new, last.labels.new));
            continue;
        }
        before.extend(run.iter().map(|it| it.printed.clone()));
        after.extend(run.iter().map(|it| format!("{}{NOW}", it.labels.new)));
    }
    (before, after)
}

/// Whether a row of a log says nothing but new numbers, given the texts of its
/// two columns: such a row is about no text of an item.
pub fn says_numbers(before: &str, after: &str) -> bool {
    /// Longer lines are sentences that end like this by chance.
    const LONGEST: usize = 40;
    let lines = |text: &'_ str| -> Vec<String> {
        let lines = text.lines().map(said).filter(|line| !line.is_empty());
        lines.filter(|line| *line != said(GOES_ON)).collect()
    };
    let (before, after) = (lines(before), lines(after));
    let is_short = |line: &String| line.chars().count() <= LONGEST;
    let is_number = |line: &String| is_short(line) && line.ends_with(NOW);
    !after.is_empty()
        && before.len() == after.len()
        && before.iter().all(is_short)
        && after.iter().all(is_number)
}

/// Whether a number stands behind another in both documents.
fn follows(one: &Renumbered, next: &Renumbered) -> bool {
    let is_next = |one: u32, next: u32| one.checked_add(1) == Some(next);
    is_next(one.values.old, next.values.old) && is_next(one.values.new, next.values.new)
}

/// The lines of the 項目 column, and the group rows above them.
pub(super) fn item(difference: &Difference, dialect: Dialect) -> (Vec<String>, Vec<String>) {
    let n = difference.numbers.len();
    let first = difference.path.len().saturating_sub(n) + 1;
    let path = difference.path.get(..first).unwrap_or(&difference.path);
    let item = Item::of(path).about(difference.file.as_deref());
    let (mut lines, groups) = match dialect {
        Dialect::Flat => (item.flat(), Vec::new()),
        Dialect::Grouped => (item.own(), item.groups()),
    };
    if let (Some(line), [_, .., last]) = (lines.last_mut(), difference.numbers.as_slice()) {
        let link = match n {
            2 => "及び",
            _ if difference.numbers.windows(2).all(|it| follows(&it[0], &it[1])) => "～",
            _ => "から",
        };
        line.push_str(link);
        line.push_str(&last.labels.new);
    }
    (lines, groups)
}

/// The place that blocks repeat at, and their word.
type Family = (Vec<String>, String);
/// A number, and the new item that its block begins with.
type Placed = (usize, Renumbered);

/// The blocks of a form that kept what they say under another number, each
/// family with the new item that it begins with. `renamed` are the places of
/// old blocks, their file named as in the new form, and what each is called
/// there.
pub(super) fn of_blocks(
    fields: &Sides<Vec<&Field>>,
    renamed: &BTreeMap<Vec<String>, String>,
    files: &Files,
) -> Vec<(usize, Difference)> {
    let mut families: BTreeMap<Family, Vec<Placed>> = BTreeMap::new();
    for (place, name) in renamed {
        let Some((step, above)) = place.split_last().filter(|(step, _)| *step != name) else {
            continue;
        };
        let mut own = above.to_vec();
        own.push(name.clone());
        let new = fields.new.iter().position(|it| it.key.steps().starts_with(&own));
        let is_old = |it: &&&Field| files.in_new_terms(it.key.steps()).starts_with(place);
        let Some((at, old)) = new.zip(fields.old.iter().find(is_old)) else { continue };
        let Some(new) = fields.new.get(at) else { continue };
        let (old_label, new_label) = (label(old, step), label(new, name));
        let number = Renumbered {
            printed: old_label.clone(),
            labels: Sides { old: old_label, new: new_label },
            values: Sides { old: value(step), new: value(name) },
        };
        let word = step.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        families.entry((above.to_vec(), word)).or_default().push((at, number));
    }
    let entry = |((above, _), mut numbers): (Family, Vec<Placed>)| {
        numbers.sort_by_key(|(_, number)| number.values.new);
        let at = numbers.iter().map(|(at, _)| *at).min()?;
        let field = fields.new.get(at)?;
        let path = field.path.get(..above.len().min(field.path.len())).unwrap_or_default();
        let numbers = numbers.into_iter().map(|(_, number)| number).collect();
        let own = difference(path.to_vec(), numbers);
        let file = files.name(None, Some(field));
        Some((at, Difference { key: above, page: field.page, file, ..own }))
    };
    families.into_iter().filter_map(entry).collect()
}

/// What the number of a block is worth.
fn value(step: &str) -> u32 {
    let word = step.trim_end_matches(|c: char| c.is_ascii_digit());
    step.get(word.len()..).and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

/// The number of a block as printed in front of its items.
fn label(field: &Field, step: &str) -> String {
    let own = |heading: &String| {
        let ends = heading.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut names = ends.filter_map(|end| heading.get(..end)).filter(|it| said(it) == step);
        names.next().map(|it| it.trim().to_owned())
    };
    field.path.iter().find_map(own).unwrap_or_else(|| step.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(all: &[(u32, u32)]) -> Vec<Renumbered> {
        let name = |n: u32| format!("委託事項{n}");
        let number = |&(old, new): &(u32, u32)| Renumbered {
            printed: name(old),
            labels: Sides { old: name(old), new: name(new) },
            values: Sides { old, new },
        };
        all.iter().map(number).collect()
    }

    fn shown(all: &[(u32, u32)], dialect: Dialect) -> [String; 3] {
        let path = ["Ⅱ　概要", "４．取扱いの委託"].map(str::to_owned).to_vec();
        let difference = difference(path, numbers(all));
        let (item, groups) = item(&difference, dialect);
        assert_eq!(groups.len(), if dialect == Dialect::Flat { 0 } else { 2 });
        let texts = [difference.before, difference.after].map(Option::unwrap_or_default);
        let [before, after] = texts.map(|it| it.join("|"));
        assert!(says_numbers(&before.replace('|', "\n"), &after.replace('|', "\n")));
        [item.join("|"), before, after]
    }

    #[test]
    fn a_row_says_the_numbers_of_all_blocks_of_a_kind() {
        assert_eq!(
            shown(&[(3, 2)], Dialect::Flat),
            ["Ⅱ－４|委託事項2", "委託事項3", "委託事項2に番号を変更"]
        );
        assert_eq!(
            shown(&[(3, 2), (4, 3)], Dialect::Grouped),
            [
                "委託事項2及び委託事項3",
                "委託事項3|委託事項4",
                "委託事項2に番号を変更|委託事項3に番号を変更"
            ]
        );
        assert_eq!(
            shown(&[(3, 2), (4, 3), (5, 4)], Dialect::Flat),
            [
                "Ⅱ－４|委託事項2～委託事項4",
                "委託事項3～委託事項5",
                "委託事項2～委託事項4に番号を変更"
            ]
        );
        assert_eq!(
            shown(&[(2, 1), (1, 2), (4, 3)], Dialect::Flat),
            [
                "Ⅱ－４|委託事項1から委託事項3",
                "委託事項2|委託事項1|委託事項4",
                "委託事項1に番号を変更|委託事項2に番号を変更|委託事項3に番号を変更"
            ]
        );
    }

    #[test]
    fn texts_of_items_are_no_numbers() {
        for (before, after) in [
            ("委託事項３", "委託事項２"),
            ("", "委託事項２に番号を変更"),
            ("旧\n委託事項３", "委託事項２に番号を変更"),
            (
                "甲",
                "個人番号が漏えいしたおそれのある場合は、市長の職権で、その者の請求を待たずに新しい番号に番号を変更",
            ),
        ] {
            assert!(!says_numbers(before, after), "{after}");
        }
        assert!(says_numbers(
            "（上記の続き）\n委託事項４",
            "（上記の続き）\n委託事項３に番号を変更"
        ));
    }
}
