//! Findings → one HTML page without scripts, to be read and printed.

use std::io;

use askama::Template;

use super::{CheckReport, facts, place, said_text, visible};
use crate::check::{Finding, Severity};
use crate::lang::Lang;

/// The page. The template escapes every value, and the policy of the page lets
/// nothing run or load, so styles need no hash.
#[derive(Template)]
#[template(path = "check.html")]
struct Page {
    lang: &'static str,
    title: String,
    documents: Vec<(&'static str, String, String)>,
    counts: Vec<Count>,
    findings: Vec<Row>,
    columns: [&'static str; 4],
    nothing: &'static str,
    notes_head: &'static str,
    notes: Vec<String>,
}

struct Count {
    class: &'static str,
    word: &'static str,
    n: usize,
}

struct Row {
    class: &'static str,
    word: &'static str,
    rule: &'static str,
    place: String,
    message: String,
    texts: Vec<Text>,
    remedy: &'static str,
}

struct Text {
    class: &'static str,
    origin: String,
    lines: Vec<String>,
}

pub(super) fn print(report: &CheckReport, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    let named = [
        (lang.pick("点検した文書", "checked"), Some(&report.document)),
        (lang.pick("前の版", "version before"), report.previous.as_ref()),
        (lang.pick("もう一方の評価書", "other assessment"), report.other.as_ref()),
    ];
    let documents = named.into_iter().filter_map(|(word, it)| {
        let it = it?;
        Some((word, visible(&it.name), facts(it, lang)))
    });
    let counts = Severity::ALL.map(|severity| Count {
        class: severity.name(),
        word: severity.word(lang),
        n: report.count(severity),
    });
    let page = Page {
        lang: lang.pick("ja", "en"),
        title: lang.pick("評価書の点検", "Check of an assessment").to_owned(),
        documents: documents.collect(),
        counts: counts.into(),
        findings: report.findings.iter().map(|finding| row(finding, lang)).collect(),
        columns: [
            lang.pick("重さ", "Weight"),
            lang.pick("場所", "Place"),
            lang.pick("指摘", "Finding"),
            lang.pick("記載", "Texts"),
        ],
        nothing: lang.pick("指摘はありません。", "Nothing was found."),
        notes_head: lang.pick("注意", "Notes"),
        notes: notes(report, lang),
    };
    page.write_into(&mut io::BufWriter::new(out))
}

fn row(finding: &Finding, lang: Lang) -> Row {
    let texts = finding.texts.iter().map(|quote| Text {
        class: quote.origin.name(),
        origin: match (quote.row, lang) {
            (Some(row), Lang::Ja) => format!("{}（{row}行目）", quote.origin.word(lang)),
            (Some(row), Lang::En) => format!("{} (row {row})", quote.origin.word(lang)),
            (None, _) => quote.origin.word(lang).to_owned(),
        },
        lines: said_text(quote, lang).lines().map(visible).collect(),
    });
    Row {
        class: finding.severity.name(),
        word: finding.severity.word(lang),
        rule: finding.rule.id,
        place: place(finding, lang),
        message: visible(finding.message(lang)),
        texts: texts.collect(),
        remedy: finding.remedy(lang),
    }
}

/// Warnings of reading, and the rules that were switched off.
fn notes(report: &CheckReport, lang: Lang) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for (name, warning) in &report.warnings {
        let page = match (warning.page, lang) {
            (Some(page), Lang::Ja) => format!(" {page}ページ"),
            (Some(page), Lang::En) => format!(" p.{page}"),
            (None, _) => String::new(),
        };
        notes.push(visible(&format!("{name}{page}: {}", warning.kind.message(lang))));
    }
    notes.extend(report.not_run_in_words(lang));
    if !report.off.is_empty() {
        let off = report.off.join(", ");
        notes.push(format!("{}: {off}", lang.pick("点検しなかった規則", "rules switched off")));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::super::CheckFormat;
    use super::super::tests::printed;
    use super::*;

    #[test]
    fn a_page_is_complete_and_lets_nothing_in() {
        let page = printed(CheckFormat::Html, Lang::Ja);
        for part in [
            "default-src 'none'",
            "log-after-differs-from-body",
            "市民課",
            "評価書.pdf 3ページ",
            "<html lang=\"ja\">",
        ] {
            assert!(page.contains(part), "{part}");
        }
        for forbidden in ["<b>年金課", "<script", "http://", "https://", "\u{1b}"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        assert!(printed(CheckFormat::Html, Lang::En).contains("<html lang=\"en\">"));
    }
}
