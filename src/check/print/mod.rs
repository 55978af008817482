//! Findings → text, JSON, HTML. One function to bytes for each.

mod html;
mod json;
mod text;

use std::io;

use super::{Facts, Finding, Need, NotRun, Quote, Severity};
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::lang::Lang;

/// What a check is reported with.
#[derive(Debug, Clone)]
pub struct CheckReport {
    /// The document that was checked.
    pub document: Facts,
    /// The version before it.
    pub previous: Option<Facts>,
    /// The assessment on another form.
    pub other: Option<Facts>,
    /// What was found, the heaviest first.
    pub findings: Vec<Finding>,
    /// Identifiers of the rules that were switched off.
    pub off: Vec<&'static str>,
    /// The rules that were not asked because the document lacks something.
    pub not_run: Vec<NotRun>,
    /// What was noticed while reading, with the name of the file.
    pub warnings: Vec<(String, Warning)>,
}

impl CheckReport {
    /// How many findings have a weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The rules that were not asked, a line for each thing that they need.
    fn not_run_in_words(&self, lang: Lang) -> Vec<String> {
        let mut by_need: Vec<(Need, Vec<&str>)> = Vec::new();
        for NotRun { rule, why } in &self.not_run {
            match by_need.iter_mut().find(|(need, _)| need == why) {
                Some((_, ids)) => ids.push(rule.id),
                None => by_need.push((*why, vec![rule.id])),
            }
        }
        let head = lang.pick("点検していない規則", "rules not asked");
        let line = |(need, ids): (Need, Vec<&str>)| match lang {
            Lang::Ja => format!("{head}（{}ため）: {}", need.missing(lang), ids.join(", ")),
            Lang::En => format!("{head} ({}): {}", need.missing(lang), ids.join(", ")),
        };
        by_need.into_iter().map(line).collect()
    }

    /// 誤り 1件、要確認 0件、参考 2件.
    pub fn counts_in_words(&self, lang: Lang) -> String {
        let n = Severity::ALL.map(|severity| self.count(severity));
        let one = |at: usize, (ja, en): (&str, &str)| {
            let n = n.get(at).copied().unwrap_or_default();
            match lang {
                Lang::Ja => format!("{ja} {n}件"),
                Lang::En => format!("{n} {en}{}", if n == 1 { "" } else { "s" }),
            }
        };
        let all =
            [one(0, ("誤り", "error")), one(1, ("要確認", "warning")), one(2, ("参考", "note"))];
        all.join(lang.pick("、", ", "))
    }
}

/// The forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckFormat {
    /// Lines for a terminal.
    Text,
    /// One object, schema `shinkyu.check/1`.
    Json,
    /// One page.
    Html,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Language of all words but those of the documents.
    pub lang: Lang,
    /// Whether the text has colours.
    pub colour: bool,
}

/// Prints a report.
///
/// # Errors
/// `Unwritable`.
pub fn print(
    report: &CheckReport,
    format: CheckFormat,
    look: Look,
    out: &mut dyn io::Write,
) -> Result<()> {
    let printed = match format {
        CheckFormat::Text => text::print(report, look, out),
        CheckFormat::Json => json::print(report, look.lang, out),
        CheckFormat::Html => html::print(report, look.lang, out),
    };
    printed.map_err(|cause| Error::new(ErrorKind::Unwritable, "").because(cause))
}

/// Where a finding is, on one line: `Ⅱ－２ いつ時点の計数か　変更箇所27行目（令和6年1月15日）　p.9`.
fn place(finding: &Finding, lang: Lang) -> String {
    /// More rows are counted.
    const MOST_ROWS: usize = 8;
    let place = &finding.place;
    let mut parts: Vec<String> = Vec::new();
    if !place.item.is_empty() {
        parts.push(visible(&place.item));
    }
    if !place.rows.is_empty() {
        let mut rows: Vec<String> =
            place.rows.iter().take(MOST_ROWS).map(ToString::to_string).collect();
        if place.rows.len() > MOST_ROWS {
            rows.push("…".to_owned());
        }
        let date = visible(&place.date);
        let rows = rows.join(lang.pick("・", ", "));
        parts.push(match (lang, place.rows.len(), date.is_empty()) {
            (Lang::Ja, 1, false) => format!("変更箇所{rows}行目（{date}）"),
            (Lang::Ja, ..) => format!("変更箇所{rows}行目"),
            (Lang::En, 1, false) => format!("row {rows} of the log ({date})"),
            (Lang::En, 1, true) => format!("row {rows} of the log"),
            (Lang::En, ..) => format!("rows {rows} of the log"),
        });
    }
    parts.extend(place.page.map(|page| format!("p.{page}")));
    if parts.is_empty() {
        parts.push(lang.pick("文書全体", "whole document").to_owned());
    }
    parts.join("　")
}

/// What a document is, on one line: form, version, items, rows.
fn facts(facts: &Facts, lang: Lang) -> String {
    use crate::form::FormKind;
    let mut parts: Vec<String> = Vec::new();
    let form = match facts.form {
        Some(FormKind::Basic) => "様式２ 基礎項目評価書",
        Some(FormKind::Focused) => "様式３ 重点項目評価書",
        Some(FormKind::Full) => "様式４ 全項目評価書",
        None => lang.pick("既知の様式ではない", "no known form"),
    };
    parts.push(form.to_owned());
    if !facts.version.is_empty() {
        parts.push(visible(&facts.version));
    }
    if let Some(published) = facts.published {
        parts.push(format!("{} {published}", lang.pick("公表日", "published")));
    }
    parts.push(match lang {
        Lang::Ja => format!("{}項目", facts.n_items),
        Lang::En => format!("{} items", facts.n_items),
    });
    parts.push(match (facts.n_rows, lang) {
        (Some(n), Lang::Ja) => format!("変更箇所{n}行"),
        (Some(n), Lang::En) => format!("{n} rows of the log"),
        (None, Lang::Ja) => "変更箇所なし".to_owned(),
        (None, Lang::En) => "no log".to_owned(),
    });
    parts.join(lang.pick("、", ", "))
}

/// What a quoted text says to a reader: one without characters says so in words.
fn said_text(quote: &Quote, lang: Lang) -> &str {
    let is_empty = quote.text.trim().is_empty();
    if is_empty { lang.pick("（記載なし）", "(nothing)") } else { &quote.text }
}

/// Characters that steer a display are shown as signs; line breaks stay.
fn visible(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => c,
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}'
        | '\u{061C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::subject;
    use super::super::{CheckOptions, Documents, check, not_run};
    use super::*;
    use crate::error::WarningKind;
    use crate::model::Side;

    /// A report with an error, a note and a warning of reading; a row of it
    /// holds what would steer a terminal or a page.
    pub(super) fn report() -> CheckReport {
        let items = [("表紙/公表日", "公表日", "令和6年1月15日"), ("Ⅰ/5/①", "①部署", "市民課")];
        let rows = ["令和6年1月15日｜Ⅰ－５／➀部署｜保険年金課｜<b>年金課\u{1b}[31m</b>｜事後"];
        let document = subject(&items, &rows);
        let documents = Documents { document: &document, previous: None, other: None };
        let warning =
            Warning { side: Side::New, kind: WarningKind::PageWithoutText, page: Some(3) };
        CheckReport {
            document: Facts { name: "評価書.pdf".to_owned(), ..document.facts() },
            previous: None,
            other: None,
            findings: check(documents, &CheckOptions::default()),
            off: vec!["dates-unsorted"],
            not_run: not_run(documents, &CheckOptions::default()),
            warnings: vec![("評価書.pdf".to_owned(), warning)],
        }
    }

    pub(super) fn printed(format: CheckFormat, lang: Lang) -> String {
        let mut out = Vec::new();
        print(&report(), format, Look { lang, colour: false }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_side_without_text_says_so() {
        let items = [("Ⅰ/6/", "６．他の評価実施機関", "")];
        let rows = ["令和6年1月15日｜Ⅰ－６｜（記載なし）｜西浜市｜事後"];
        let document = subject(&items, &rows);
        let documents = Documents { document: &document, previous: None, other: None };
        let findings = check(documents, &CheckOptions::default());
        let report = CheckReport { findings, ..report() };
        for (format, shown) in
            [(CheckFormat::Text, "本文: （記載なし）"), (CheckFormat::Html, "<p>（記載なし）</p>")]
        {
            let mut out = Vec::new();
            print(&report, format, Look::default(), &mut out).unwrap();
            let out = String::from_utf8(out).unwrap();
            assert!(out.contains(shown), "{out}");
        }
    }

    #[test]
    fn findings_are_counted() {
        assert_eq!(report().counts_in_words(Lang::Ja), "誤り 1件、要確認 0件、参考 1件");
        assert_eq!(report().counts_in_words(Lang::En), "1 error, 0 warnings, 1 note");
    }
}
