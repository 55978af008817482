//! Prints the headings of a document: the tree, or why each place that looks
//! like a heading is one or is not.

use std::io;

use super::inspect::{place, visible};
use crate::lang::Lang;
use crate::model::{Document, Span, Text};
use crate::outline::{Decision, Heading, Outline, Reason, Section, explained, outline};

/// Prints the tree of sections, or with `why` the decisions that made it.
pub(super) fn print(
    document: &Document,
    why: bool,
    out: &mut dyn io::Write,
    lang: Lang,
) -> io::Result<()> {
    if why {
        let (outline, decisions) = explained(document);
        return reasons(&outline, &decisions, document, (out, lang));
    }
    sections(&outline(document), document, out)
}

/// The tree of sections: the number in brackets, as read, and the first words.
fn sections(outline: &Outline, document: &Document, out: &mut dyn io::Write) -> io::Result<()> {
    let mut depths: Vec<usize> = Vec::with_capacity(outline.sections().len());
    for section in outline.sections() {
        let above = section.parent.and_then(|parent| depths.get(parent.index()));
        let depth = above.map_or(0, |depth| depth + 1);
        depths.push(depth);
        let (page, words) = first_words(section, outline.heading(section), document);
        writeln!(out, "{page}\t{:indent$}{words}", "", indent = depth * 2)?;
    }
    Ok(())
}

/// How many characters of a section are shown.
const FIRST_WORDS: usize = 40;

fn first_words(
    section: &Section,
    heading: Option<&Heading>,
    document: &Document,
) -> (String, String) {
    let source = &document.source;
    let block = heading.map_or(section.blocks.start, |heading| heading.block.0);
    let text = document.blocks.get(block as usize).map(|block| &block.text);
    let page = text.and_then(Text::first_span).map(|span| place(source, span));
    let printed = text.map(|text| text.printed(source)).unwrap_or_default();
    let label = heading.map_or("", |heading| source.slice(heading.label));
    // Markdown puts signs in front of headings.
    let signs: &[char] = if heading.is_some() { &['#'] } else { &[] };
    let rest = printed.trim_start().trim_start_matches(signs).trim_start();
    let rest = rest.strip_prefix(label).unwrap_or(rest).trim_start();
    let shown: String = rest.chars().take(FIRST_WORDS).collect();
    let more = if shown.len() < rest.len() { "…" } else { "" };
    let shown = visible(&shown);
    let number = match heading {
        Some(_) if label.is_empty() => "[*] ".to_owned(),
        Some(_) => format!("[{label}] "),
        None => String::new(),
    };
    (page.unwrap_or_default(), format!("{number}{shown}{more}"))
}

/// How many characters of the text after a number are shown with a reason.
const WORDS_OF_REASON: usize = 24;

/// One line for each place: where it is, heading or text, the number and the
/// first words, why.
fn reasons(
    outline: &Outline,
    decisions: &[Decision],
    document: &Document,
    (out, lang): (&mut dyn io::Write, Lang),
) -> io::Result<()> {
    let source = &document.source;
    for decision in decisions {
        let kind = if decision.reason.is_heading() {
            lang.pick("見出し", "heading")
        } else {
            lang.pick("本文", "text")
        };
        let label = source.slice(decision.label);
        let rest = after(decision, document);
        let shown: String = rest.chars().take(WORDS_OF_REASON).collect();
        let more = if shown.len() < rest.len() { "…" } else { "" };
        let shown = visible(&shown);
        let label = if label.is_empty() { String::new() } else { format!("[{}] ", visible(label)) };
        let mut why = in_words(decision.reason, lang).to_owned();
        if let Some(expected) = &decision.expected
            && matters(decision.reason)
        {
            let said = match lang {
                Lang::Ja => format!("（次に来るはずの番号: {expected}）"),
                Lang::En => format!(" (expected {expected})"),
            };
            why.push_str(&said);
        }
        if let Some(above) = decision.section.and_then(|id| outline.section(id).parent) {
            let above = outline.heading_of(above);
            let label = above.map(|heading| source.slice(heading.label));
            if let Some(label) = label.filter(|label| !label.is_empty()) {
                let said = match lang {
                    Lang::Ja => format!("。[{}] の下", visible(label)),
                    Lang::En => format!(", under [{}]", visible(label)),
                };
                why.push_str(&said);
            }
        }
        let place = place(source, decision.label);
        let words = format!("{label}{shown}{more}");
        writeln!(out, "{place}\t{kind}\t{}\t{why}", words.trim_end())?;
    }
    Ok(())
}

/// The text of the line after the number.
fn after<'a>(decision: &Decision, document: &'a Document) -> &'a str {
    let block = document.blocks.get(decision.block.index());
    let at = decision.label;
    let line: Option<Span> = block.and_then(|block| {
        let parts = block.text.parts().iter().map(|part| part.span);
        parts.into_iter().find(|span| span.start() <= at.start() && at.end() <= span.end())
    });
    let rest = line.and_then(|line| document.source.original().get(at.end()..line.end()));
    rest.unwrap_or_default().trim()
}

/// Whether the number that was expected explains the reason.
fn matters(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::Gap
            | Reason::Back
            | Reason::OutOfSequence
            | Reason::NeedsPredecessor
            | Reason::NeedsSuccessor
    )
}

fn in_words(reason: Reason, lang: Lang) -> &'static str {
    let (ja, en) = match reason {
        Reason::Unit => ("章・条・附則・別表など、語で階層が決まる", "its word ranks it"),
        Reason::Path => ("番号が上の階層を含む", "its number names the section above"),
        Reason::Begins => ("番号の並びの最初", "begins a list"),
        Reason::BeginsInside => {
            ("同じ形の番号がさらに内側で始まる", "begins a list inside another of the same form")
        }
        Reason::Follows => ("前の番号に続く", "comes next after its sibling"),
        Reason::Gap => (
            "番号が飛ぶが、抜けた番号は後にない",
            "numbers are missing, and none of them comes later",
        ),
        Reason::Back => (
            "番号が戻るが、続くはずの番号は後にない",
            "counts back, and the expected number does not come later",
        ),
        Reason::Paragraph => (
            "番号のない第１項の後の項",
            "a later paragraph of an article whose first has no number",
        ),
        Reason::Excerpt => (
            "１から始まらないが、この形の番号はここが最初（抜粋など）",
            "first of its form here, though not 1 (an excerpt)",
        ),
        Reason::Bracketed => ("括弧で囲んだ見出し", "a heading in brackets"),
        Reason::Marked => {
            ("文書が見出しとしているもの", "a heading without a number that the file marks as one")
        }
        Reason::HeadsList => {
            ("記号の付いた見出しで、下に番号が並ぶ", "a marked title above a numbered list")
        }
        Reason::Proven => (
            "文の途中に見えるが、前後の番号が続いている",
            "reads like running text, but the list goes on before and after it",
        ),
        Reason::Running => {
            ("番号の後に文が続く（引用など）", "a sentence goes on after the number")
        }
        Reason::Alone => ("番号の後に何もない", "nothing follows the number"),
        Reason::ContentsLine => ("目次の行", "a line of a table of contents"),
        Reason::WrappedLine => (
            "折返しで行頭に来た、段落の途中",
            "a wrap put it at the start of a line, inside a paragraph",
        ),
        Reason::TableValue => {
            ("表の値の中（行の先頭でない）", "inside a table value, not first in its row")
        }
        Reason::DataTable => {
            ("様式でない表の行（見出しの並びがない）", "a row of a table that is no form")
        }
        Reason::LongCell => ("表の行の見出しとしては長すぎる", "too long for the label of a row"),
        Reason::Note => ("脚注の中", "in a foot note"),
        Reason::FormOption => ("様式の選択肢", "an answer that the form offers"),
        Reason::OutOfSequence => (
            "番号の並びから外れ、続くはずの番号が後にある",
            "out of sequence: the expected number comes later",
        ),
        Reason::NeedsPredecessor => {
            ("前の番号がなく、後にも続かない", "needs the number before it or after it")
        }
        Reason::NeedsSuccessor => ("次の番号が後にない", "needs the number after it"),
        Reason::Bullet => {
            ("箇条書き（下に番号が並ばない）", "a bullet: no numbered list stands under it")
        }
    };
    lang.pick(ja, en)
}
