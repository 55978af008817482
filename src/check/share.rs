//! A row for several items whose texts hold those of all of them, one behind the
//! other: which part is about which item.

use super::content::{Content, Kind};
use super::rows::LogRow;
use crate::form::Form;

/// The parts of 変更前 and 変更後 that are about one item of a row; `None` where
/// the row says the same of all its items.
pub(super) fn share(
    row: &LogRow,
    field: usize,
    form: &Form,
    values: &[String],
) -> Option<[Content; 2]> {
    let items: Option<Vec<usize>> = row
        .targets
        .iter()
        .map(|target| match target.as_slice() {
            [only] => Some(*only),
            _ => None,
        })
        .collect();
    let items = items.filter(|items| items.len() > 1)?;
    let own = items.iter().position(|it| *it == field)?;
    let values: Vec<&str> =
        items.iter().map(|at| values.get(*at).map_or("", String::as_str)).collect();
    let text = row.after.text();
    if values.iter().any(|value| value.contains(&text)) {
        return None;
    }
    let numbers: Vec<&str> = items
        .iter()
        .map(|at| form.fields.get(*at).and_then(|it| it.key.steps().last()))
        .map(|step| step.filter(|it| it.chars().all(is_circled)).map_or("", String::as_str))
        .collect();
    let after = lines(&row.after)?;
    let cuts = numbered(&after, &numbers)
        .or_else(|| of_values(&after, &values))
        .or_else(|| one_each(&after, &numbers))?;
    let after = part(&after, &cuts, own, numbers.get(own)?)?;
    let before = match row.before.kind {
        Kind::Text => {
            let all = lines(&row.before)?;
            let cuts = numbered(&all, &numbers)
                .or_else(|| one_each(&all, &numbers))
                .or_else(|| (cuts.last() == Some(&all.len())).then_some(cuts))?;
            part(&all, &cuts, own, numbers.get(own)?)?
        }
        _ => row.before.clone(),
    };
    Some([before, after])
}

fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳')
}

/// The lines of a cell that leaves nothing out.
fn lines(content: &Content) -> Option<Vec<&str>> {
    let is_told = content.kind == Kind::Text && !content.added && !content.is_elided();
    is_told.then(|| content.paragraphs().collect())
}

/// Where each part ends: each begins with the number of its item.
fn numbered(lines: &[&str], numbers: &[&str]) -> Option<Vec<usize>> {
    let start = |number: &&str| {
        let is_it = |line: &&str| !number.is_empty() && line.starts_with(*number);
        lines.iter().position(is_it)
    };
    let starts: Vec<usize> = numbers.iter().map(start).collect::<Option<_>>()?;
    let is_rising = starts.first() == Some(&0) && starts.windows(2).all(|it| it[0] < it[1]);
    is_rising.then(|| starts.iter().skip(1).copied().chain([lines.len()]).collect())
}

/// Where each part ends: it is what its item says.
fn of_values(lines: &[&str], values: &[&str]) -> Option<Vec<usize>> {
    let mut at = 0;
    let mut ends = Vec::new();
    for value in values {
        let mut rest = *value;
        while let Some(after) = lines.get(at).and_then(|line| rest.strip_prefix(line)) {
            rest = after;
            at += 1;
        }
        if !rest.is_empty() {
            return None;
        }
        ends.push(at);
    }
    (at == lines.len()).then_some(ends)
}

/// Where each part ends: the items of one section have a line each.
fn one_each(lines: &[&str], numbers: &[&str]) -> Option<Vec<usize>> {
    let is_each = lines.len() == numbers.len() && numbers.iter().all(|it| !it.is_empty());
    is_each.then(|| (1..=lines.len()).collect())
}

fn part(lines: &[&str], cuts: &[usize], own: usize, number: &str) -> Option<Content> {
    let from = own.checked_sub(1).and_then(|above| cuts.get(above)).copied().unwrap_or(0);
    let mut lines: Vec<String> =
        lines.get(from..*cuts.get(own)?)?.iter().map(|it| (*it).to_owned()).collect();
    let first = lines.first_mut()?;
    if !number.is_empty()
        && let Some(rest) = first.strip_prefix(number)
    {
        *first = rest.to_owned();
    }
    Some(Content::of_lines(lines))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, subject};

    #[test]
    fn a_row_for_two_items_has_the_texts_of_both() {
        let of = |item: &str, before: &str, after: &str, head: &str| {
            let items =
                [("Ⅰ/5/①", "①部署", "健康福祉部　介護保険課"), ("Ⅰ/5/②", "②所属長の役職名", head)];
            let row = format!("令和6年7月1日｜{item}｜{before}｜{after}｜事後");
            let document = subject(&items, &[&row]);
            assert!(found(&document, "item-unknown").is_empty(), "{item}");
            let findings = found(&document, "log-after-differs-from-body");
            findings.into_iter().map(|it| it.place.item).collect::<Vec<_>>()
        };
        for (item, before, after) in [
            (
                "Ⅰ－５／①部署、②所属長の役職名",
                "福祉部　介護課／課長補佐",
                "健康福祉部　介護保険課／課長",
            ),
            (
                "Ⅰ－５／①部署／②所属長の役職名",
                "福祉部　介護課／課長補佐",
                "健康福祉部　介護保険課／課長",
            ),
            (
                "Ⅰ－５／①部署及び②所属長の役職名",
                "①福祉部　介護課／②課長補佐",
                "①健康福祉部　介護保険課／②課長",
            ),
            ("Ⅰ－５／①部署、②所属長の役職名", "（記載なし）", "健康福祉部　介護保険課／課長"),
        ] {
            assert!(of(item, before, after, "課長").is_empty(), "{item} {after}");
            assert_eq!(of(item, before, after, "室長"), ["Ⅰ－５ ②所属長の役職名"], "{item}");
        }
    }
}
