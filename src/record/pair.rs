//! Items of two versions of a form → what changed in them.

use std::collections::BTreeSet;

use super::era::Date;
use super::files::{Files, base};
use super::item::{Item, bare, said};
use super::numbers;
use super::outside::outside;
use super::partners::{Partners, partners};
use super::{Difference, Differences, NewPart};
use crate::form::{Field, Form};
use crate::model::Sides;

/// The items that differ, in the order of the new document.
pub fn form_differences(forms: Sides<&Form>, sources: Sides<&str>) -> Differences {
    let fields =
        forms.map(|_, form| form.fields.iter().filter(|it| !is_day(it)).collect::<Vec<_>>());
    let files = Files::of(&fields.old, &fields.new);
    let partners = partners(&fields.old, &fields.new, &files);
    let mut all = in_order(&fields, &partners, &files);
    let Sides { old, new } = forms.map(|_, form| said(&form.version));
    let is_new_version = !old.is_empty() && !new.is_empty() && old != new;
    for difference in &mut all {
        let is_alone = difference.before.is_none() || difference.after.is_none();
        difference.migrated = is_new_version && is_alone;
    }
    all.extend(outside(forms, sources));
    let numbers = taken_out(&mut all);
    Differences {
        all,
        numbers,
        new_parts: new_parts(&fields),
        published: forms.new.fields.iter().find(|it| is_day(it)).and_then(day),
    }
}

/// 公表日 makes no entry (CONVENTIONS §4.8).
fn is_day(field: &Field) -> bool {
    field.key.steps().last().is_some_and(|step| step == "公表日")
}

fn day(field: &Field) -> Option<Date> {
    field.value.iter().find_map(|paragraph| Date::find(paragraph))
}

/// The pairs that differ, what is new, and what is gone where it stood.
fn in_order(
    fields: &Sides<Vec<&Field>>,
    Partners { of_new: partners, blocks }: &Partners,
    files: &Files,
) -> Vec<Difference> {
    let difference = |old: Option<&Field>, new: Option<&Field>| {
        let whole_file = match (old, new) {
            (None, Some(new)) => files.is_added(new.key.steps()),
            (Some(old), None) => files.is_gone(old.key.steps()),
            _ => false,
        };
        Difference { whole_file, ..difference(old, new, files.name(old, new)) }
    };
    let mut new_of: Vec<Option<usize>> = vec![None; fields.old.len()];
    for (at, old) in partners.iter().enumerate() {
        if let Some(place) = old.and_then(|old| new_of.get_mut(old)) {
            *place = Some(at);
        }
    }
    // Place among the new items, 0 for those in front of all.
    let mut out: Vec<(usize, usize, Difference)> = Vec::new();
    let mut behind = 0;
    for (at, field) in fields.old.iter().enumerate() {
        match new_of.get(at).copied().flatten() {
            Some(new) => behind = new + 1,
            None => out.push((behind, at + 1, difference(Some(field), None))),
        }
    }
    for (at, field) in fields.new.iter().enumerate() {
        let old = partners.get(at).copied().flatten().and_then(|old| fields.old.get(old));
        out.push((at + 1, 0, difference(old.copied(), Some(field))));
    }
    let numbers = numbers::of_blocks(fields, blocks, files).into_iter();
    // In front of the first block, behind what was taken out before it.
    out.extend(numbers.map(|(at, difference)| (at, usize::MAX, difference)));
    out.sort_by_key(|(place, order, _)| (*place, *order));
    let is_change = |it: &Difference| {
        let says = |it: &Option<Vec<String>>| said(&it.as_deref().unwrap_or_default().concat());
        says(&it.before) != says(&it.after)
    };
    out.into_iter().map(|(.., difference)| difference).filter(is_change).collect()
}

/// Takes what is said of numbers out of the changes, each with its place.
fn taken_out(all: &mut Vec<Difference>) -> Vec<(usize, Difference)> {
    let (mut changes, mut numbers) = (Vec::with_capacity(all.len()), Vec::new());
    for difference in std::mem::take(all) {
        if difference.numbers.is_empty() {
            changes.push(difference);
        } else {
            numbers.push((changes.len(), difference));
        }
    }
    *all = changes;
    numbers
}

fn difference(old: Option<&Field>, new: Option<&Field>, file: Option<String>) -> Difference {
    let (Some(own), partner) = (new.or(old), old.zip(new)) else { return Difference::default() };
    let mut path = own.path.clone();
    let is_cover = own.key.steps().first().is_some_and(|step| step == "表紙");
    if is_cover && path.first().is_none_or(|first| first != "表紙") {
        path.insert(0, "表紙".to_owned());
    }
    // A heading says what its file is called, which no other place counts.
    if let (Some(file), Some(first)) = (&file, path.first_mut()) {
        *first = format!("{}（{file}）", bare(first));
    }
    let steps = |key: &crate::form::ItemKey| {
        let (first, below) = key.steps().split_first()?;
        Some((base(first).to_owned(), below.to_vec()))
    };
    let is_moved = partner.is_some_and(|(old, new)| {
        let own = steps(&old.key);
        own != steps(&new.key) && new.was.as_ref().is_none_or(|was| steps(was) != own)
    });
    Difference {
        path,
        key: own.key.steps().to_vec(),
        before: old.map(|it| it.value.clone()),
        after: new.map(|it| it.value.clone()),
        important: own.important,
        moved: is_moved,
        migrated: false,
        no_item: false,
        page: own.page,
        file,
        whole_file: false,
        has_table: false,
        numbers: Vec::new(),
    }
}

/// Parts of which the old document answers no item, with all sections that the
/// new one prints.
fn new_parts(fields: &Sides<Vec<&Field>>) -> Vec<NewPart> {
    let is_answered = |field: &&&Field| !said(&field.value.concat()).is_empty();
    let part = |field: &&Field| Item::of(&field.path).part.map(said);
    let old: BTreeSet<String> = fields.old.iter().filter(is_answered).filter_map(part).collect();
    let mut out: Vec<NewPart> = Vec::new();
    for field in &fields.new {
        let item = Item::of(&field.path);
        let Some(number) = item.part.filter(|number| !old.contains(&said(number))) else {
            continue;
        };
        if out.last().is_none_or(|part| part.number != number) {
            out.push(NewPart { number: number.to_owned(), sections: Vec::new() });
        }
        let section = item.section.map(|(printed, value)| (printed.to_owned(), value));
        if let (Some(part), Some(section)) = (out.last_mut(), section)
            && part.sections.last().is_none_or(|(_, last)| *last != section.1)
        {
            part.sections.push(section);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::ItemKey;

    fn field(key: &str, label: &str, value: &str) -> Field {
        let steps: Vec<String> = key.split('/').map(str::to_owned).collect();
        let part = steps.first().cloned().unwrap_or_default();
        Field {
            path: vec![format!("{part}　章"), label.to_owned()],
            key: ItemKey::new(steps),
            was: None,
            important: false,
            value: value.split('|').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
            kind: crate::form::ValueKind::Text,
            page: None,
            spans: Vec::new(),
            labels: Vec::new(),
        }
    }

    fn shown(old: Vec<Field>, new: Vec<Field>) -> Vec<String> {
        let form = |fields| Form { fields, ..Form::default() };
        let (old, new) = (form(old), form(new));
        let forms = Sides { old: &old, new: &new };
        let all = form_differences(forms, Sides { old: "", new: "" }).all;
        let text = |it: &Option<Vec<String>>| it.as_ref().map_or("-".to_owned(), |it| it.concat());
        all.iter()
            .map(|it| {
                let label = it.path.last().cloned().unwrap_or_default();
                let moved = if it.moved { "*" } else { "" };
                format!("{label}{moved}: {} → {}", text(&it.before), text(&it.after))
            })
            .collect()
    }

    #[test]
    fn the_place_decides_and_what_is_equal_is_left_out() {
        let old = vec![field("Ⅰ/1/①", "①名称", "あ"), field("Ⅰ/1/②", "②概要", "い")];
        let new = vec![field("Ⅰ/1/①", "①名称", "あ"), field("Ⅰ/1/②", "②概要", "う")];
        assert_eq!(shown(old, new), ["②概要: い → う"]);
    }

    #[test]
    fn new_and_removed_items_stand_where_they_belong() {
        let old =
            vec![field("Ⅰ/1", "一", "あ"), field("Ⅰ/2", "二", "い"), field("Ⅰ/4", "四", "え")];
        let new =
            vec![field("Ⅰ/1", "一", "ア"), field("Ⅰ/3", "三", "ウ"), field("Ⅰ/4", "四", "エ")];
        assert_eq!(shown(old, new), ["一: あ → ア", "二: い → -", "三: - → ウ", "四: え → エ"]);
    }

    #[test]
    fn blocks_are_paired_by_what_they_say() {
        let block = |n: u32, work: &str, firm: &str| {
            let at = |sign: &str| format!("Ⅱ/4/委託事項{n}/{sign}");
            [field(&at("①"), "①内容", work), field(&at("③"), "③委託先", firm)]
        };
        let old =
            [block(1, "帳票の印刷業務", "甲社"), block(2, "システムの保守業務", "乙社")].concat();
        let new = block(1, "システムの保守業務", "丙社").to_vec();
        assert_eq!(
            shown(old.clone(), new),
            ["①内容: 帳票の印刷業務 → -", "③委託先: 甲社 → -", "③委託先*: 乙社 → 丙社"]
        );
        let more = [
            block(1, "新しい業務", "丁社"),
            block(2, "帳票の印刷業務", "甲社"),
            block(3, "システムの保守業務", "乙社"),
        ];
        assert_eq!(shown(old, more.concat()), ["①内容: - → 新しい業務", "③委託先: - → 丁社"]);
    }

    #[test]
    fn a_block_taken_out_and_one_put_in_are_no_edit() {
        let block = |n: u32, work: &str, firm: &str| {
            let at = |sign: &str| format!("Ⅱ/4/委託事項{n}/{sign}");
            let mut size = field(&at("②"), "②人数", "10人未満");
            let mut again = field(&at("④"), "④再委託", "再委託しない");
            size.kind = crate::form::ValueKind::Choice;
            again.kind = crate::form::ValueKind::Choice;
            [field(&at("①"), "①内容", work), size, field(&at("③"), "③委託先", firm), again]
        };
        let first = || block(1, "システムの保守", "株式会社みどり");
        let old =
            [first(), block(2, "帳票の印刷", "株式会社あか"), block(3, "封入封緘", "きいろ運輸")];
        let new = [
            first(),
            block(2, "封入封緘", "きいろ運輸"),
            block(3, "データ入力", "株式会社むらさき"),
        ];
        assert_eq!(
            shown(old.concat(), new.concat()),
            [
                "①内容: 帳票の印刷 → -",
                "②人数: 10人未満 → -",
                "③委託先: 株式会社あか → -",
                "④再委託: 再委託しない → -",
                "①内容: - → データ入力",
                "②人数: - → 10人未満",
                "③委託先: - → 株式会社むらさき",
                "④再委託: - → 再委託しない",
            ]
        );
    }

    #[test]
    fn blocks_under_another_number_are_named_and_change_nothing() {
        let block = |n: u32, work: &str| {
            let at = |sign: &str| format!("Ⅱ/4/委託事項{n}/{sign}");
            let named = |it: Field| {
                let label = it.path.last().cloned().unwrap_or_default();
                let path = ["Ⅱ　概要", "４．委託", &format!("委託事項{n}　※"), &label];
                Field { path: path.map(str::to_owned).to_vec(), ..it }
            };
            let firm = format!("株式会社{work}");
            [named(field(&at("①"), "①内容", work)), named(field(&at("③"), "③委託先", &firm))]
        };
        let work = ["帳票の印刷", "システムの保守", "封入封緘", "データ入力"];
        let all = |own: &[&str]| -> Vec<Field> {
            own.iter().zip(1..).flat_map(|(work, n)| block(n, work)).collect()
        };
        let said = |old: Vec<Field>, new: Vec<Field>| -> Vec<String> {
            let form = |fields| Form { fields, ..Form::default() };
            let (old, new) = (form(old), form(new));
            let forms = Sides { old: &old, new: &new };
            let found = form_differences(forms, Sides { old: "", new: "" });
            let text = |it: Option<Vec<String>>| it.unwrap_or_default().join("|");
            let numbers = found.numbers.into_iter().map(|(at, it)| {
                format!("{at} {}: {} → {}", it.path.join("/"), text(it.before), text(it.after))
            });
            numbers.collect()
        };
        assert_eq!(
            said(all(&work), all(&[work[0], work[2], work[3]])),
            [
                "2 Ⅱ　概要/４．委託/委託事項2/委託事項3: 委託事項3|委託事項4 → 委託事項2に番号を変更|委託事項3に番号を変更"
            ],
            "behind the two items of the block that was taken out"
        );
        assert_eq!(
            said(all(&work[1..2]), all(&work[..2])),
            ["2 Ⅱ　概要/４．委託/委託事項2: 委託事項1 → 委託事項2に番号を変更"],
            "a block was put in before it"
        );
        assert_eq!(said(all(&work), all(&work)), Vec::<String>::new());
        assert_eq!(said(all(&work), all(&work[..3])), Vec::<String>::new(), "the last one is gone");
    }

    #[test]
    fn files_are_paired_by_name_before_their_place() {
        let file = |step: &str, name: &str, place: &str| {
            [
                field(&format!("{step}/1"), "１．特定個人情報ファイル名", name),
                field(&format!("{step}/6"), "保管場所", place),
                field(&format!("{step}/7"), "備考", "なし"),
            ]
        };
        let both = [file("Ⅱ", "介護", "電算室"), file("Ⅱ(2)", "収納", "書庫")].concat();
        let second = file("Ⅱ", "収納", "書庫").to_vec();
        let gone = shown(both.clone(), second.clone());
        assert_eq!(
            gone,
            ["１．特定個人情報ファイル名: 介護 → -", "保管場所: 電算室 → -", "備考: なし → -"]
        );
        assert_eq!(shown(second, both.clone()).len(), 3);
        let moved = [file("Ⅱ", "収納", "クラウド"), file("Ⅱ(2)", "介護", "電算室")].concat();
        assert_eq!(shown(both.clone(), moved), ["保管場所: 書庫 → クラウド"]);
        let named = [file("Ⅱ", "介護", "電算室"), file("Ⅱ(2)", "納付", "書庫")].concat();
        assert_eq!(shown(both, named), ["１．特定個人情報ファイル名: 収納 → 納付"]);
    }

    #[test]
    fn an_item_that_the_form_renumbered_is_the_same_item() {
        let old = vec![field("Ⅳ/8/実施の有無", "実施の有無", "自己点検")];
        let mut audit = field("Ⅳ/9/実施の有無", "実施の有無", "自己点検");
        audit.was = Some(ItemKey::new(vec!["Ⅳ".into(), "8".into(), "実施の有無".into()]));
        let new = vec![field("Ⅳ/8/実施の有無", "人手の有無", "なし"), audit];
        assert_eq!(shown(old, new), ["人手の有無: - → なし"]);
    }

    #[test]
    fn an_item_at_another_place_is_found_by_its_label() {
        let old =
            vec![field("Ⅰ/5", "請求先", "総務課の窓口で受け付ける"), field("Ⅰ/6", "他", "なし")];
        let new =
            vec![field("Ⅰ/6", "他", "なし"), field("Ⅳ/1", "請求先", "市民課の窓口で受け付ける")];
        assert_eq!(
            shown(old.clone(), new),
            ["請求先*: 総務課の窓口で受け付ける → 市民課の窓口で受け付ける"]
        );
        let moved =
            vec![field("Ⅰ/6", "他", "なし"), field("Ⅳ/1", "請求先", "総務課の窓口で受け付ける")];
        assert!(shown(old, moved).is_empty());
    }

    #[test]
    fn the_day_of_publication_is_no_change() {
        let old = vec![field("表紙/公表日", "公表日", "令和5年9月1日")];
        let new = vec![field("表紙/公表日", "公表日", "令和6年1月15日")];
        assert!(shown(old, new).is_empty());
    }
}
