//! Slips of writing: brackets without their partner, headings and terms that
//! are written in two ways.

use super::super::case::{Case, place_of, quote_of};
use super::super::drift::{drifted, headings};
use super::super::rows::LogRow;
use super::super::text::said;
use super::super::{Found, Origin, Place, Rule, Severity};
use crate::record::earlier::{AFTER, BEFORE};

/// 【 without 】.
pub(in crate::check) static BRACKETS: Rule = Rule {
    id: "bracket-unpaired",
    severity: Severity::Warning,
    needs: &[],
    about: ["括弧の一方が欠けている", "a bracket has no partner"],
    remedy: ["括弧を補うか、削ってください。", "add the missing bracket or take the other out"],
    find: brackets,
};

/// 従業員 and 従業者 in one heading.
pub(in crate::check) static DRIFT: Rule = Rule {
    id: "wording-drift",
    severity: Severity::Warning,
    needs: &[],
    about: [
        "変更箇所の見出しが本文と1～2字違う、又は誤変換とみられる語がある",
        "a heading in the log differs from the document by a character or two, or a term is misspelt",
    ],
    remedy: ["正しい方にそろえてください。", "write both the right way"],
    find: drift,
};

/// Brackets that come in pairs. ASCII ones too: print mixes widths.
const PAIRS: [(char, char); 6] =
    [('(', ')'), ('「', '」'), ('『', '』'), ('【', '】'), ('〔', '〕'), ('《', '》')];

fn brackets(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    for field in &case.form().fields {
        let text = field.value.join("\n");
        if let Some((c, line)) = unpaired(&text) {
            out.push(Found {
                severity: None,
                place: place_of(field),
                texts: vec![quote_of(field, Origin::Body, line)],
                message: said_of(c, ["本文", "in the document"]),
            });
        }
    }
    for row in &case.rows {
        let sides = [(BEFORE, Origin::LogBefore), (AFTER, Origin::LogAfter)];
        for (column, origin) in sides {
            // A sentence may be cut between a cell and the one that goes on.
            let content = if column == BEFORE { &row.before } else { &row.after };
            let text = row.cells[column].as_str();
            let found = if content.is_elided() || row.is_part {
                lost_in_excerpt(row, column)
            } else {
                unpaired(text)
            };
            let Some((c, line)) = found else { continue };
            out.push(Found {
                severity: None,
                place: row.place(),
                texts: vec![row.quote_of(origin, line)],
                message: said_of(
                    c,
                    [
                        &format!("変更箇所{}行目", row.number),
                        &format!("in row {} of the log", row.number),
                    ],
                ),
            });
        }
    }
    out
}

fn said_of(c: char, [ja, en]: [&str; 2]) -> [String; 2] {
    [format!("{ja}：「{c}」に対応する括弧がありません。"), format!("\"{c}\" has no partner {en}")]
}

/// The first bracket of a text that has no partner, and the line it is on.
fn unpaired(text: &str) -> Option<(char, &str)> {
    let mut open: Vec<(char, &str)> = Vec::new();
    for line in text.split('\n') {
        let mut before: Vec<char> = Vec::new();
        for c in line.chars() {
            let plain = match c {
                '（' => '(',
                '）' => ')',
                _ => c,
            };
            if PAIRS.iter().any(|(opening, _)| *opening == plain) {
                open.push((plain, line));
            } else if let Some((opening, _)) = PAIRS.iter().find(|(_, closing)| *closing == plain) {
                match open.last() {
                    Some((last, _)) if last == opening => {
                        open.pop();
                    }
                    _ if plain == ')' && is_list_number(&before) => {}
                    _ => return Some((c, line)),
                }
            }
            before.push(c);
        }
    }
    open.first().copied()
}

/// `1)`, `ア）`: a number at the beginning of a line or behind a space.
fn is_list_number(before: &[char]) -> bool {
    let word: Vec<&char> = before.iter().rev().take_while(|c| !c.is_whitespace()).collect();
    (1..=3).contains(&word.len()) && word.iter().all(|c| c.is_alphanumeric())
}

/// A line of a text with parts left out may hold half a pair. It is a slip
/// where the other side has the same line with the bracket.
fn lost_in_excerpt(row: &LogRow, column: usize) -> Option<(char, &str)> {
    let other = if column == BEFORE { AFTER } else { BEFORE };
    let bare = |line: &str| -> String {
        let is_bracket = |c: char| PAIRS.iter().any(|(open, close)| c == *open || c == *close);
        said(line).chars().filter(|c| !is_bracket(*c)).collect()
    };
    row.cells[column].split('\n').find_map(|line| {
        let (c, _) = unpaired(line)?;
        let own = bare(line);
        let mut others = row.cells[other].split('\n');
        let is_mended = |it: &str| bare(it) == own && unpaired(it).is_none();
        (!own.is_empty() && others.any(is_mended)).then_some((c, line))
    })
}

/// Terms of this field that conversion from kana gets wrong: wrong, right.
const MISSPELT: [(&str, &str); 6] = [
    ("期間システム", "基幹システム"),
    ("被保健者", "被保険者"),
    ("保健者番号", "保険者番号"),
    ("個人情報保護評価所", "個人情報保護評価書"),
    ("再委託先業社", "再委託先業者"),
    ("特定個人情法", "特定個人情報"),
];

/// Bytes of the document that are searched for headings.
const MOST_WORK: usize = 200 << 20;

fn drift(case: &Case<'_>) -> Vec<Found> {
    let mut out = slips(case);
    // Of a text that is given as a whole every letter counts.
    let mut work = MOST_WORK;
    for row in case.entries().filter(|row| row.after.is_elided()) {
        let fields: Vec<_> = row.targets.iter().flatten().copied().collect();
        let bodies = fields
            .iter()
            .filter_map(|at| Some((case.form().fields.get(*at)?, case.values.get(*at)?)));
        let text = row.after.text();
        let mut seen: Vec<&str> = Vec::new();
        for (field, body) in bodies {
            for heading in headings(&text) {
                work = work.saturating_sub(body.len());
                if work == 0 {
                    return out;
                }
                let Some(right) = drifted(heading, body).filter(|_| !seen.contains(&heading))
                else {
                    continue;
                };
                seen.push(heading);
                out.push(Found {
                    severity: None,
                    place: Place { key: field.key.to_string(), ..row.place() },
                    texts: vec![
                        row.quote_of(Origin::LogAfter, printed(&row.cells[AFTER], heading)),
                        quote_of(field, Origin::Body, printed(&field.value.join("\n"), right)),
                    ],
                    message: [
                        format!("変更箇所{}行目：見出しが本文とわずかに違います。", row.number),
                        format!(
                            "row {} of the log: a heading differs slightly from the document",
                            row.number
                        ),
                    ],
                });
            }
        }
    }
    out
}

/// Terms that conversion got wrong, each once.
fn slips(case: &Case<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    let whole: String = case.values.concat();
    for (wrong, right) in MISSPELT.iter().filter(|(_, right)| whole.contains(right)) {
        let in_body =
            case.form().fields.iter().zip(&case.values).find(|(_, value)| value.contains(wrong));
        let in_log = case.entries().find(|row| row.after.text().contains(wrong));
        let (place, quote) = match (in_body, in_log) {
            (Some((field, _)), _) => (place_of(field), quote_of(field, Origin::Body, wrong)),
            (None, Some(row)) => (row.place(), row.quote_of(Origin::LogAfter, wrong)),
            (None, None) => continue,
        };
        out.push(Found {
            severity: None,
            place,
            texts: vec![quote],
            message: [
                format!("「{wrong}」は「{right}」の誤りとみられます。"),
                format!("\"{wrong}\" is probably a slip for \"{right}\""),
            ],
        });
    }
    out
}

/// The line of a text that has a heading, as printed.
fn printed<'t>(text: &'t str, heading: &'t str) -> &'t str {
    text.lines().find(|line| said(line).contains(heading)).unwrap_or(heading)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, subject};
    use super::*;

    #[test]
    fn brackets_come_in_pairs() {
        for (text, wrong) in [
            ("甲（乙）丙", None),
            ("甲（乙)丙", None),
            ("1) 甲 2) 乙\nア）丙", None),
            ("「甲（以下「乙」という。）」に", None),
            ("甲（乙", Some('(')),
            ("甲】乙", Some('】')),
            ("「甲（乙」）", Some('」')),
            ("（甲\n乙）", None),
        ] {
            assert_eq!(unpaired(text).map(|it| it.0), wrong, "{text}");
        }
        let document = |value: &str| subject(&[("Ⅰ/5/①", "①部署", value)], &[]);
        assert_eq!(found(&document("甲（乙"), "bracket-unpaired").len(), 1);
        assert!(found(&document("甲（乙）"), "bracket-unpaired").is_empty());
    }

    #[test]
    fn excerpts_may_cut_a_pair_but_not_lose_one() {
        let count = |before: &str, after: &str| {
            let row = format!("令和4年12月1日｜Ⅰ－５／①部署｜{before}｜{after}｜事後");
            found(&subject(&[], &[&row]), "bracket-unpaired").len()
        };
        assert_eq!(
            count("不適切な方法を防ぐ措置】／略／甲", "【不適切な方法を防ぐ措置】／略／乙"),
            1
        );
        assert_eq!(count("甲（乙に限る／略", "甲（丙に限る／略"), 0);
    }

    #[test]
    fn headings_and_terms_are_written_one_way() {
        let value = "【従業者が事務外で使用することを防止する措置】\n基幹システムで管理する。";
        let count = |after: &str, value: &str| {
            let row = format!("令和4年12月1日｜Ⅰ－５／①部署｜～略～｜{after}｜事前");
            let document = subject(&[("Ⅰ/5/①", "①部署", value)], &[&row]);
            found(&document, "wording-drift").len()
        };
        assert_eq!(count("【従業員が事務外で使用することを防止する措置】／略", value), 1);
        assert_eq!(count("【従業者が事務外で使用することを防止する措置】／略", value), 0);
        assert_eq!(count("略", &format!("{value}\nサーバ及び期間システム専用端末")), 1);
        assert_eq!(count("略", "保存する期間システムで管理する"), 0);
    }
}
