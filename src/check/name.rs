//! What an item of a form is called in findings.

use super::text::{plain, title};
use crate::form::Field;

/// A field as logs name it: `Ⅱ－２ いつ時点の計数か`.
pub(super) fn name(field: &Field) -> String {
    let own = field.path.last().map_or("", String::as_str).trim();
    // A label that a page tore holds the end of its neighbour, too.
    let own = match field.key.steps().last() {
        Some(step) if is_more_than(own, step) => step.as_str(),
        _ => own,
    };
    let is_part = |step: &String| step.chars().all(|c| ('Ⅰ'..='Ⅻ').contains(&c));
    match field.key.steps() {
        [part, section, ..] if is_part(part) && section.chars().all(|c| c.is_ascii_digit()) => {
            let blocks = field.path.get(2..field.path.len().saturating_sub(1)).unwrap_or_default();
            let blocks: String = blocks.iter().flat_map(|block| [block.trim(), " "]).collect();
            // An item that is a section says its number itself.
            let own = if field.key.steps().len() == 2 { title_of(own) } else { own };
            format!("{part}－{} {blocks}{own}", wide(section))
        }
        _ => field.path.iter().map(|it| it.trim()).collect::<Vec<_>>().join(" "),
    }
}

/// Whether a label begins with the title of its item and goes on.
fn is_more_than(own: &str, step: &str) -> bool {
    /// Shorter steps are numbers.
    const LEAST: usize = 4;
    let own = title(own);
    step.chars().count() >= LEAST && own.len() > step.len() && own.starts_with(step)
}

/// What stands behind the number of a heading, as printed.
fn title_of(heading: &str) -> &str {
    heading.trim_start_matches(|c: char| fold_is_number(c)).trim_start()
}

fn fold_is_number(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, '.' | '．' | '　' | ' ')
}

/// One digit is printed in full width (CONVENTIONS §0 fact 12).
fn wide(number: &str) -> String {
    match (number.len(), number.chars().next()) {
        (1, Some(c)) if c.is_ascii_digit() => {
            char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c).to_string()
        }
        _ => number.to_owned(),
    }
}

/// Letters and digits of the titles above a field and its own, for finding the
/// same item on another form.
pub(super) fn titles(field: &Field) -> [String; 2] {
    let mut titles = field.path.iter().rev().map(|label| title(label));
    let own = titles.next().unwrap_or_default();
    let above = titles.next().unwrap_or_default();
    [plain(&above), plain(&own)]
}

#[cfg(test)]
mod tests {
    use super::super::testing::field;
    use super::*;

    #[test]
    fn items_are_called_as_in_logs() {
        for (key, label, called) in [
            ("Ⅰ/1/②", "②事務の概要", "Ⅰ－１ ②事務の概要"),
            ("Ⅱ/2/いつ時点の計数か", "いつ時点の計数か", "Ⅱ－２ いつ時点の計数か"),
            ("Ⅱ/2/いつ時点の計数か", "いつ時点の計数か以上か", "Ⅱ－２ いつ時点の計数か"),
            ("Ⅱ/6/保管場所", "保管場所 ※", "Ⅱ－６ 保管場所 ※"),
            ("Ⅳ/11", "11．最も優先度が高い対策", "Ⅳ－11 最も優先度が高い対策"),
        ] {
            assert_eq!(name(&field(key, label, "")), called);
        }
    }
}
