//! Findings → JSON, schema `shinkyu.check/1` (`schema/shinkyu.check-1.schema.json`).

use std::io;

use serde::Serialize;

use super::CheckReport;
use crate::check::{Facts, Finding, Quote, Severity};
use crate::form::FormKind;
use crate::lang::Lang;
use crate::model::Format;

pub(super) fn print(report: &CheckReport, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
    let count = |severity| report.count(severity);
    let document = ReportJson {
        schema: "shinkyu.check/1",
        document: DocumentJson::from(&report.document),
        previous: report.previous.as_ref().map(DocumentJson::from),
        other: report.other.as_ref().map(DocumentJson::from),
        counts: CountsJson {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            note: count(Severity::Note),
        },
        findings: report.findings.iter().map(|finding| FindingJson::new(finding, lang)).collect(),
        rules_off: &report.off,
        rules_not_run: report
            .not_run
            .iter()
            .map(|it| NotRunJson { rule: it.rule.id, lacks: it.why.name() })
            .collect(),
        warnings: report
            .warnings
            .iter()
            .map(|(name, warning)| WarningJson {
                document: name,
                kind: warning.kind.name(),
                page: warning.page,
                message: warning.kind.message(lang),
            })
            .collect(),
    };
    serde_json::to_writer(&mut *out, &document)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct ReportJson<'a> {
    schema: &'static str,
    document: DocumentJson<'a>,
    previous: Option<DocumentJson<'a>>,
    other: Option<DocumentJson<'a>>,
    counts: CountsJson,
    findings: Vec<FindingJson<'a>>,
    rules_off: &'a [&'static str],
    rules_not_run: Vec<NotRunJson>,
    warnings: Vec<WarningJson<'a>>,
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    name: &'a str,
    format: Option<Format>,
    pages: Option<u32>,
    /// `null` for a document of no known form.
    form: Option<&'static str>,
    version: &'a str,
    published: Option<String>,
    items: u32,
    log_rows: Option<u32>,
}

impl<'a> From<&'a Facts> for DocumentJson<'a> {
    fn from(facts: &'a Facts) -> Self {
        Self {
            name: &facts.name,
            format: facts.format,
            pages: facts.pages,
            form: facts.form.map(|kind| match kind {
                FormKind::Basic => "basic",
                FormKind::Focused => "focused",
                FormKind::Full => "full",
            }),
            version: &facts.version,
            published: facts.published.map(|day| day.to_string()),
            items: facts.n_items,
            log_rows: facts.n_rows,
        }
    }
}

#[derive(Serialize)]
struct CountsJson {
    error: usize,
    warning: usize,
    note: usize,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'static str,
    severity: &'static str,
    item: &'a str,
    key: &'a str,
    rows: &'a [u32],
    date: &'a str,
    page: Option<u32>,
    texts: Vec<QuoteJson<'a>>,
    message: &'a str,
    remedy: &'static str,
}

impl<'a> FindingJson<'a> {
    fn new(finding: &'a Finding, lang: Lang) -> Self {
        let place = &finding.place;
        Self {
            rule: finding.rule.id,
            severity: finding.severity.name(),
            item: &place.item,
            key: &place.key,
            rows: &place.rows,
            date: &place.date,
            page: place.page,
            texts: finding.texts.iter().map(QuoteJson::from).collect(),
            message: finding.message(lang),
            remedy: finding.remedy(lang),
        }
    }
}

#[derive(Serialize)]
struct QuoteJson<'a> {
    origin: &'static str,
    text: &'a str,
    row: Option<u32>,
    page: Option<u32>,
}

impl<'a> From<&'a Quote> for QuoteJson<'a> {
    fn from(quote: &'a Quote) -> Self {
        Self { origin: quote.origin.name(), text: &quote.text, row: quote.row, page: quote.page }
    }
}

#[derive(Serialize)]
struct NotRunJson {
    rule: &'static str,
    lacks: &'static str,
}

#[derive(Serialize)]
struct WarningJson<'a> {
    document: &'a str,
    kind: &'static str,
    page: Option<u32>,
    message: String,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::CheckFormat;
    use super::super::tests::printed;
    use super::*;
    use crate::check::rules;

    fn schema() -> Value {
        serde_json::from_str(include_str!("../../../schema/shinkyu.check-1.schema.json")).unwrap()
    }

    #[test]
    fn reports_follow_the_schema() {
        let schema = schema();
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for lang in [Lang::Ja, Lang::En] {
            let report: Value = serde_json::from_str(&printed(CheckFormat::Json, lang)).unwrap();
            let wrong: Vec<String> =
                validator.iter_errors(&report).map(|it| it.to_string()).collect();
            assert!(wrong.is_empty(), "{wrong:?}");
            assert_eq!(report["findings"][0]["rule"], "log-after-differs-from-body");
            let mut other = report;
            other["findings"][0]["severity"] = "fatal".into();
            assert!(!validator.is_valid(&other));
        }
    }

    #[test]
    fn the_schema_names_every_rule() {
        let schema = schema();
        let named = schema["$defs"]["rule"]["enum"].as_array().unwrap();
        let named: Vec<&str> = named.iter().filter_map(Value::as_str).collect();
        let known: Vec<&str> = rules().map(|rule| rule.id).collect();
        assert_eq!(named, known);
    }
}
