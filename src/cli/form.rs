//! Prints the items of a form with their values, and what answers no item.

use std::io;

use super::inspect::{place, visible};
use crate::form::{Form, FormKind, ValueKind, Why};
use crate::lang::Lang;
use crate::model::{Document, Span};

/// One line for each item: place, key, ※, kind, label, value; then the rest.
pub(super) fn print(
    document: &Document,
    form: &Form,
    out: &mut dyn io::Write,
    lang: Lang,
) -> io::Result<()> {
    let source = &document.source;
    let name = match form.kind {
        Some(FormKind::Basic) => "様式２　基礎項目評価書",
        Some(FormKind::Focused) => "様式３　重点項目評価書",
        Some(FormKind::Full) => "様式４　全項目評価書",
        None => lang.pick(
            "既知の様式ではない（文書の見出しによる）",
            "no known form (by its own headings)",
        ),
    };
    writeln!(out, "{}\t{name}\t{}", lang.pick("様式", "form"), visible(&form.version))?;
    for field in &form.fields {
        let first = field.spans.first().or(field.labels.first());
        let at = first.map_or_else(|| "-".to_owned(), |span| place(source, *span));
        let star = if field.important { "※" } else { "" };
        let kind = match field.kind {
            ValueKind::Text => lang.pick("文", "text"),
            ValueKind::Choice => lang.pick("選択", "choice"),
            ValueKind::Checks => lang.pick("チェック", "checks"),
        };
        let label = field.path.last().map_or("", String::as_str);
        let value = visible(&field.value.join("⏎"));
        writeln!(out, "{at}\t{}\t{star}\t{kind}\t{}\t{value}", field.key, visible(label))?;
    }
    if let Some(log) = &form.log {
        let span = |block: crate::model::BlockId| -> Option<Span> {
            document.blocks.get(block.index())?.text.first_span()
        };
        let at = log.heading.or(log.blocks.first().copied()).and_then(span);
        let at = at.map_or_else(|| "-".to_owned(), |span| place(source, span));
        let n = log.blocks.len();
        let said = match lang {
            Lang::Ja => format!("変更箇所（{n} 段落、比較しない）"),
            Lang::En => format!("the document's own log ({n} paragraphs, not compared)"),
        };
        writeln!(out, "{at}\t{said}")?;
    }
    for loose in &form.unassigned {
        let characters = visible(source.slice(loose.span));
        writeln!(out, "{}\t[- {}]\t{characters}", place(source, loose.span), why(loose.why, lang))?;
    }
    Ok(())
}

fn why(why: Why, lang: Lang) -> &'static str {
    match why {
        Why::Title => lang.pick("表題", "title"),
        Why::Version => lang.pick("様式の版", "version of the form"),
        Why::Options => lang.pick("選択肢", "options"),
        Why::Bracket => lang.pick("括弧", "bracket"),
        Why::Unchecked => lang.pick("印のない欄", "box without a mark"),
        Why::BeforeItems => lang.pick("最初の項目より前", "before the first item"),
        Why::NoItem => lang.pick("項目が決められない", "no item can be told"),
    }
}
