//! Which changes share one entry: equal changes of neighbouring items, and all
//! items of a part or a file that is new or gone (CONVENTIONS §4.3, §4.6).

use super::excerpt::{ADDED_RIGHT, NOTHING, REMOVED};
use super::item::{Item, said, several};
use super::numbers;
use super::{Difference, Extent, NewPart};
use crate::report::Dialect;

/// What the new column says when all items of a part are new.
const ALL_ITEMS: &str = "（各項目追加）";
/// What the old column says when all items about a file are gone.
const ALL_TEXTS: &str = "（各項目の記載）";

/// One entry to be: what it is called, and the change it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// Lines of the 項目 column.
    pub item: Vec<String>,
    /// The group rows of dialect B above it.
    pub groups: Vec<String>,
    /// Headings of the items, those of the first in full.
    pub path: Vec<String>,
    /// The items are all of this; their texts are not printed.
    pub whole: Option<Whole>,
    /// The change.
    pub difference: Difference,
}

/// What is new or gone as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// A part of the form.
    Part,
    /// What a part says about one file.
    File,
    /// Nothing but numbers.
    Numbers,
}

impl Group {
    fn of(difference: Difference, dialect: Dialect) -> Self {
        let path = difference.path.clone();
        if !difference.numbers.is_empty() {
            let (item, groups) = numbers::item(&difference, dialect);
            return Self { item, groups, path, whole: Some(Whole::Numbers), difference };
        }
        let item = Item::of(&path).about(difference.file.as_deref());
        let (item, groups) = match dialect {
            Dialect::Flat => (item.flat(), Vec::new()),
            Dialect::Grouped => (item.own(), item.groups()),
        };
        Self { item, groups, path, whole: None, difference }
    }
}

/// Which changes share an entry. Dialect B names each item under its headings,
/// so equal changes stay apart there.
pub(super) fn merged(
    differences: Vec<Difference>,
    new_parts: &[NewPart],
    dialect: Dialect,
    extent: Extent,
) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut rest = differences.into_iter().peekable();
    while let Some(first) = rest.next() {
        let own = |part: &&NewPart| part_of(&first).is_some_and(|own| own == said(&part.number));
        if let Some(part) = new_parts.iter().find(own).filter(|_| first.before.is_none()) {
            let is_own = |next: &Difference| {
                next.before.is_none() && part_of(next) == Some(said(&part.number))
            };
            let mut items = Vec::new();
            while let Some(next) = rest.next_if(is_own) {
                items.push(next);
            }
            if !items.is_empty() {
                out.push(migration(first, &items, part));
                continue;
            }
        }
        if first.whole_file && extent != Extent::Whole {
            let mut items = vec![first];
            while let Some(next) = rest.next_if(|next| is_of_one_file(&items[0], next)) {
                items.push(next);
            }
            out.extend(file(items, dialect));
            continue;
        }
        out.push(Group::of(first, dialect));
    }
    match dialect {
        Dialect::Flat => join_equal(out),
        Dialect::Grouped => out,
    }
}

/// The number of the part, folded.
fn part_of(difference: &Difference) -> Option<String> {
    Item::of(&difference.path).part.map(said)
}

/// A part of which all items are new.
fn migration(first: Difference, others: &[Difference], part: &NewPart) -> Group {
    let important = first.important || others.iter().any(|it| it.important);
    let path = first.path.first().cloned().into_iter().collect();
    Group {
        item: vec![several(&part.number, &part.sections)],
        groups: Vec::new(),
        path,
        whole: Some(Whole::Part),
        difference: Difference {
            before: Some(vec![NOTHING.to_owned()]),
            after: Some(vec![ALL_ITEMS.to_owned()]),
            important,
            ..first
        },
    }
}

/// Whether two items are of one file that was put in or taken out.
fn is_of_one_file(one: &Difference, other: &Difference) -> bool {
    other.whole_file
        && one.file == other.file
        && one.before.is_none() == other.before.is_none()
        && part_of(one) == part_of(other)
}

/// What a part says about a file that was put in or taken out.
fn file(items: Vec<Difference>, dialect: Dialect) -> Option<Group> {
    let important = items.iter().any(|it| it.important);
    let mut sections: Vec<(String, u32)> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    for it in &items {
        let section =
            Item::of(&it.path).section.map(|(printed, value)| (printed.to_owned(), value));
        sections.extend(section.filter(|own| sections.last().is_none_or(|last| last.1 != own.1)));
        let besides: Vec<String> =
            it.path.iter().filter(|heading| !path.contains(heading)).cloned().collect();
        path.extend(besides);
    }
    let first = items.into_iter().next()?;
    let name = Item::of(&first.path).about(first.file.as_deref()).part_name();
    let (before, after) = match (first.before.is_none(), dialect) {
        (true, Dialect::Flat) => (NOTHING, ALL_ITEMS),
        (true, Dialect::Grouped) => (ADDED_RIGHT, ALL_ITEMS),
        (false, _) => (ALL_TEXTS, REMOVED),
    };
    Some(Group {
        item: vec![several(&name, &sections)],
        groups: Vec::new(),
        path,
        whole: Some(Whole::File),
        difference: Difference {
            before: Some(vec![before.to_owned()]),
            after: Some(vec![after.to_owned()]),
            important,
            ..first
        },
    })
}

/// Joins equal changes of items that have the same label in neighbouring
/// sections: いつ時点の計数か of Ⅱ－１ and Ⅱ－２.
fn join_equal(groups: Vec<Group>) -> Vec<Group> {
    let mut out: Vec<(Group, Vec<(String, u32)>)> = Vec::new();
    for group in groups {
        let item = Item::of(&group.difference.path);
        let Some((section, value)) = item.section.filter(|_| group.whole.is_none()) else {
            out.push((group, Vec::new()));
            continue;
        };
        let section = (section.to_owned(), value);
        let before = out.iter_mut().rev().find(|(earlier, sections)| {
            sections.last().is_some_and(|(_, last)| last + 1 == value)
                && says_the_same(&earlier.difference, &group.difference)
        });
        match before {
            Some((earlier, sections)) => {
                sections.push(section);
                earlier.difference.important |= group.difference.important;
                earlier.difference.moved |= group.difference.moved;
                let besides = group.path.into_iter().filter(|it| !earlier.path.contains(it));
                let besides: Vec<String> = besides.collect();
                earlier.path.extend(besides);
            }
            None => out.push((group, vec![section])),
        }
    }
    out.into_iter().map(|(group, sections)| named(group, &sections)).collect()
}

fn named(mut group: Group, sections: &[(String, u32)]) -> Group {
    if sections.len() > 1 {
        let file = group.difference.file.as_deref();
        let item = Item::of(&group.difference.path).about(file);
        group.item = item.lines(several(&item.part_name(), sections));
    }
    group
}

/// Whether two items of one part have the same labels below their sections and
/// changed in the same way.
fn says_the_same(one: &Difference, other: &Difference) -> bool {
    let (a, b) = (Item::of(&one.path), Item::of(&other.path));
    let texts = |it: &Option<Vec<String>>| it.as_ref().map(|it| said(&it.concat()));
    // The key of a form is right where the print of a label is cut off.
    let labels = |item: &Item<'_>, key: &[String]| match key.get(2..) {
        Some(below) if !below.is_empty() => below.to_vec(),
        _ => item.rest().iter().map(|it| said(it)).collect::<Vec<_>>(),
    };
    // Without a label of their own the sections are different items.
    !a.rest().is_empty()
        && a.part.map(said) == b.part.map(said)
        && one.file == other.file
        && labels(&a, &one.key) == labels(&b, &other.key)
        && texts(&one.before) == texts(&other.before)
        && texts(&one.after) == texts(&other.after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &[&str], before: Option<&str>, after: Option<&str>) -> Difference {
        let texts = |it: Option<&str>| it.map(|it| vec![it.to_owned()]);
        Difference {
            path: path.iter().map(|&it| it.to_owned()).collect(),
            before: texts(before),
            after: texts(after),
            ..Difference::default()
        }
    }

    fn new_part(number: &str) -> [NewPart; 1] {
        let sections = (1..=3).map(|n| (n.to_string(), n)).collect();
        [NewPart { number: number.into(), sections }]
    }

    fn items(differences: Vec<Difference>, part: &str) -> Vec<String> {
        let groups = merged(differences, &new_part(part), Dialect::Flat, Extent::Fitting);
        groups.iter().map(|group| group.item.join("|")).collect()
    }

    const PART: &str = "Ⅱ　しきい値判断項目";
    const COUNTED: &str = "いつ時点の計数か";

    #[test]
    fn equal_changes_of_neighbours_are_one_entry() {
        let at =
            |section: &str, new: &str| change(&[PART, section, COUNTED], Some("旧"), Some(new));
        let both = || vec![at("１．対象人数", "新"), at("２．取扱者数", "新")];
        assert_eq!(items(both(), ""), ["Ⅱ－１及び２|いつ時点の計数か"]);
        let three = [both(), vec![at("３．その他", "新")]].concat();
        assert_eq!(items(three, ""), ["Ⅱ－１～３|いつ時点の計数か"]);
        let groups = merged(both(), &[], Dialect::Flat, Extent::Fitting);
        assert_eq!(groups[0].path, [PART, "１．対象人数", COUNTED, "２．取扱者数"]);
    }

    #[test]
    fn other_changes_and_places_stay_apart() {
        let at =
            |section: &str, new: &str| change(&[PART, section, COUNTED], Some("旧"), Some(new));
        assert_eq!(items(vec![at("１．対象", "新"), at("２．取扱", "別")], "").len(), 2);
        assert_eq!(items(vec![at("１．対象", "新"), at("３．取扱", "新")], "").len(), 2);
        let bare = |section: &str| change(&[PART, section], Some("旧"), Some("新"));
        assert_eq!(items(vec![bare("１．対象"), bare("２．取扱")], "").len(), 2);
    }

    #[test]
    fn what_stands_between_does_not_matter() {
        let at = |section: &str| change(&[PART, section, COUNTED], Some("旧"), Some("新"));
        let between = change(&[PART, "１．対象人数", "何人か"], Some("1"), Some("2"));
        let all = vec![at("１．対象人数"), between, at("２．取扱者数")];
        assert_eq!(items(all, ""), ["Ⅱ－１及び２|いつ時点の計数か", "Ⅱ－１|何人か"]);
    }

    #[test]
    fn a_new_part_is_one_entry() {
        let at =
            |section: &str| change(&["Ⅳ　リスク対策", section, "十分か"], None, Some("十分である"));
        let all = || vec![at("１．種類"), at("２．入手"), at("３．使用"), at("３．使用")];
        let groups = merged(all(), &new_part("Ⅳ"), Dialect::Flat, Extent::Fitting);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].item, ["Ⅳ－１～３"]);
        assert_eq!(groups[0].difference.after.as_deref(), Some(&["（各項目追加）".to_owned()][..]));
        assert_eq!(items(all(), "Ⅴ").len(), 2, "equal additions of neighbours");
    }

    #[test]
    fn a_new_file_is_one_entry_for_each_part() {
        let of = |file: &str, part: &str, section: &str| Difference {
            file: Some(file.to_owned()),
            whole_file: true,
            ..change(&[&format!("{part}（{file}）"), section, "記載"], None, Some(section))
        };
        let all = || {
            vec![
                of("給付", "Ⅱ　概要", "１．名"),
                of("給付", "Ⅱ　概要", "２．基本情報"),
                of("給付", "Ⅱ　概要", "３．入手"),
                of("収納", "Ⅱ　概要", "１．名"),
                of("給付", "Ⅲ　リスク対策", "１．名"),
            ]
        };
        let with = |all, extent| -> Vec<String> {
            let groups = merged(all, &[], Dialect::Flat, extent);
            groups.iter().map(|group| group.item.join("|")).collect()
        };
        let expected = ["Ⅱ（給付）－１～３", "Ⅱ（収納）－１", "Ⅲ（給付）－１"];
        assert_eq!(with(all(), Extent::Fitting), expected);
        assert_eq!(with(all(), Extent::Whole).len(), 5, "every text is asked for");
        let groups = merged(all(), &[], Dialect::Flat, Extent::Excerpt);
        assert_eq!(groups[0].difference.after.as_deref(), Some(&["（各項目追加）".to_owned()][..]));
        let gone = |it: Difference| Difference { before: it.after, after: None, ..it };
        let groups =
            merged(all().into_iter().map(gone).collect(), &[], Dialect::Grouped, Extent::Fitting);
        assert_eq!(groups.len(), 3);
        assert_eq!(groups[0].difference.after.as_deref(), Some(&["（削除）".to_owned()][..]));
    }
}
