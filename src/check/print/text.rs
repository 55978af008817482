//! Findings as lines for a terminal.

use std::io;

use super::{CheckReport, Look, facts, place, said_text, visible};
use crate::check::{Finding, Quote, Severity};
use crate::lang::Lang;

/// Longest line of a quoted text that is shown, in characters.
const LONGEST_LINE: usize = 120;
/// Most lines of a quoted text that are shown.
const MOST_LINES: usize = 4;

pub(super) fn print(report: &CheckReport, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = look.lang;
    writeln!(out, "{}: {}", visible(&report.document.name), facts(&report.document, lang))?;
    writeln!(out, "{}", report.counts_in_words(lang))?;
    for finding in &report.findings {
        writeln!(out)?;
        print_one(finding, look, out)?;
    }
    for (at, line) in report.not_run_in_words(lang).iter().enumerate() {
        writeln!(out, "{}{line}", if at == 0 { "\n" } else { "" })?;
    }
    if !report.off.is_empty() {
        writeln!(out)?;
        let off = report.off.join(", ");
        writeln!(out, "{}: {off}", lang.pick("点検しなかった規則", "rules switched off"))?;
    }
    Ok(())
}

fn print_one(finding: &Finding, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let lang = look.lang;
    let word = finding.severity.word(lang);
    let word = if look.colour {
        format!("{}{word}\u{1b}[0m", colour(finding.severity))
    } else {
        word.to_owned()
    };
    let at = place(finding, lang);
    writeln!(out, "[{word}] {at}　({})", finding.rule.id)?;
    writeln!(out, "  {}", visible(finding.message(lang)))?;
    for quote in &finding.texts {
        print_quote(quote, lang, out)?;
    }
    writeln!(out, "  → {}", finding.remedy(lang))
}

fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
        Severity::Note => "\u{1b}[1;36m",
    }
}

fn print_quote(quote: &Quote, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    let row = match (quote.row, lang) {
        (Some(row), Lang::Ja) => format!("（{row}行目）"),
        (Some(row), Lang::En) => format!(" (row {row})"),
        (None, _) => String::new(),
    };
    let mut lines = said_text(quote, lang).lines().map(shortened);
    let first = lines.next().unwrap_or_default();
    writeln!(out, "  {}{row}: {first}", quote.origin.word(lang))?;
    for (at, line) in lines.enumerate() {
        if at + 1 >= MOST_LINES {
            return writeln!(out, "    …");
        }
        writeln!(out, "    {line}")?;
    }
    Ok(())
}

fn shortened(line: &str) -> String {
    let shown: String = line.chars().take(LONGEST_LINE).collect();
    let more = if shown.len() < line.len() { "…" } else { "" };
    visible(&shown) + more
}

#[cfg(test)]
mod tests {
    use super::super::CheckFormat;
    use super::super::tests::printed;
    use super::*;

    #[test]
    fn a_finding_says_where_what_and_what_to_do() {
        let text = printed(CheckFormat::Text, Lang::Ja);
        for line in [
            "[誤り] Ⅰ－５ ①部署　変更箇所1行目（令和6年1月15日）　(log-after-differs-from-body)",
            "  本文: 市民課",
            "  → 様式の番号に直してください。",
            "点検しなかった規則: dates-unsorted",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert!(!text.contains('\u{1b}'), "{text}");
        let text = printed(CheckFormat::Text, Lang::En);
        assert!(text.contains("[error] Ⅰ－５ ①部署　row 1 of the log"), "{text}");
    }
}
