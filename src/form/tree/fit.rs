//! How well a printed label fits an item.

use super::super::label::Label;
use super::{Item, is_numbered};
use crate::number::numerals;

/// How well a printed label fits an item, 0 to 1.2; what is worth less than
/// [`FITS`] is another item.
pub(in crate::form) fn fit(label: &Label, item: &Item) -> f32 {
    if let Some(word) = item.step.strip_suffix('*') {
        let counts = label.step.strip_prefix(word).is_some_and(|n| !n.is_empty());
        return if counts { 1.2 } else { 0.0 };
    }
    // (1)部署 for ①部署: the digits are no number of a label, but of this one.
    let spelled = label.step.is_empty().then(|| spelled(&label.title, &item.step)).flatten();
    let same_number = spelled.is_some() || !label.step.is_empty() && label.step == item.step;
    let other_number = !same_number && !label.step.is_empty();
    let (own, theirs) = (spelled.unwrap_or(label.title.as_str()), item.title.as_str());
    let (n_own, n_theirs) = (own.chars().count(), theirs.chars().count());
    if own.is_empty() || theirs.is_empty() {
        return 0.0;
    }
    let text = if own == theirs {
        1.0
    } else if theirs.starts_with(own)
        && (n_own >= 8 || same_number && n_own >= 2 && 5 * n_own >= 2 * n_theirs)
    {
        0.8
    } else if own.starts_with(theirs)
        && (same_number && n_theirs >= 4 || n_theirs >= 8 && n_own <= 2 * n_theirs + 8)
    {
        0.75
    } else {
        // Most titles are out of the question by their lengths alone.
        let enough = if same_number { 0.5 } else { 0.85 };
        let shorter = n_own.min(n_theirs).saturating_sub(1) as f32;
        let most = 2.0 * shorter / (n_own + n_theirs).saturating_sub(2).max(1) as f32;
        let is_out = other_number || most < enough;
        let alike = if is_out { 0.0 } else { alike(own, theirs) };
        if alike < enough || n_own < 4 { 0.0 } else { 0.5 + 0.2 * alike }
    };
    match (text > 0.0, same_number, other_number) {
        (false, ..) => 0.0,
        (_, true, _) => text + 0.2,
        // A wrong mark, or one where the form has none (①保管場所), is a slip only
        // if the title is right.
        (_, _, true) if text < 1.0 => 0.0,
        (_, _, true) if is_numbered(&item.step) => text - 0.15,
        _ => text,
    }
}

/// The title behind digits that say the same as a circled number.
fn spelled<'a>(title: &'a str, step: &str) -> Option<&'a str> {
    let (_, value) = numerals::circled(step.chars().next()?)?;
    let rest = title.strip_prefix(value.to_string().as_str())?;
    rest.starts_with(|c: char| !c.is_ascii_digit()).then_some(rest)
}

/// Least fit of a label and its item.
pub(in crate::form) const FITS: f32 = 0.65;

/// Least fit of a label that may stand anywhere in a row.
pub(in crate::form) const SURE: f32 = 0.99;

/// Part of pairs of neighbouring characters that two titles share.
fn alike(own: &str, theirs: &str) -> f32 {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let mut pairs: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (own, mut theirs) = (pairs(own), pairs(theirs));
    let n = own.len() + theirs.len();
    let mut shared = 0;
    for pair in &own {
        if let Ok(at) = theirs.binary_search(pair) {
            theirs.remove(at);
            shared += 1;
        }
    }
    if n == 0 { 0.0 } else { 2.0 * shared as f32 / n as f32 }
}

#[cfg(test)]
mod tests {
    use super::super::super::label::{label, plain};
    use super::super::TREES;
    use super::*;

    #[test]
    fn labels_fit_their_items_in_spite_of_marks_and_cuts() {
        let tree = &TREES[1];
        let item = |step: &str, title: &str| {
            let title = plain(title);
            let found = tree.items.iter().find(|it| it.step == step && it.title == title);
            found.unwrap_or_else(|| panic!("no {step} {title}"))
        };
        for (printed, step, title, fits) in [
            ("①保管場所", "保管場所", "保管場所", true),
            ("保管場所　※", "保管場所", "保管場所", true),
            ("➀部署", "①", "部署", true),
            ("部署", "①", "部署", true),
            ("4. 個人番号の利用", "4", "個人番号の利用", true),
            ("委託事項3", "委託事項*", "", true),
            ("再委託", "⑥", "再委託事項", false),
            ("１．基本情報", "2", "基本情報", true),
            ("②部署", "①", "部署", true),
            ("(1)部署", "①", "部署", true),
            ("(2)部署", "①", "部署", false),
            (
                "２．特定個人情報の入手（情報提供ネットワークシ",
                "2",
                "特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）",
                true,
            ),
            ("２．目的外の入手が行われる", "リスク", "目的外の入手が行われるリスク", false),
            ("窓口の担当者", "①", "部署", false),
        ] {
            let fit = fit(&label(printed), item(step, title));
            assert_eq!(fit >= FITS, fits, "{printed}: {fit}");
        }
    }
}
