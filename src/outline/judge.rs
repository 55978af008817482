//! What a block is by itself, whatever stands around it.

use super::candidates::{Candidate, Proof};
use super::reason::Reason;
use super::{Heading, contents};
use crate::model::{Block, BlockId, BlockKind, Source, Span};
use crate::number::{Follow, LabelStyle, Named, Numeral, Parsed, begins_no_number, parse};

/// Longest label cell of a form, in characters.
pub const LONGEST_LABEL_CELL: usize = 60;

/// Longest title that is surely none of a sentence, in characters.
const LONGEST_SHORT: usize = 24;

/// What a block is by itself.
pub enum Judged {
    /// It does not begin with a number.
    Nothing,
    /// It begins with a number and is no heading.
    Text(Span, Reason),
    /// It may be a heading.
    Candidate(Candidate),
}

/// Reads the number of a block and judges it.
pub fn judge(index: u32, block: &Block, source: &Source) -> Judged {
    let Some(first) = block.text.first_span() else { return Judged::Nothing };
    let line = source.slice(first);
    if begins_no_number(line) {
        return Judged::Nothing;
    }
    let (first, line) = without_hashes(first, line);
    if block.text.parts().len() > 1 && line.starts_with(['【', '＜', '《', '〔', '〈', '<']) {
        return wrapped_bracketed(index, block, source, first);
    }
    let parsed = parse(line);
    let Some(found) = &parsed else { return Judged::Nothing };
    let label = label_of(found, first);
    if let Some(reason) = refused(found, line, block, source) {
        return Judged::Text(label, reason);
    }
    let is_bracketed = found.label.is_empty();
    let label = if is_bracketed { Span::new(label.start(), label.start()) } else { label };
    let proof = proof_of(found, line);
    let title = (first.start() + found.title) as u32;
    let (block, in_table) = (BlockId(index), is_cell(block));
    // The number is not touched before: a value just written is waited for when
    // it is moved as a whole, and every line with a number comes here.
    let Some(Parsed { number, .. }) = parsed else { return Judged::Nothing };
    Judged::Candidate(Candidate {
        heading: Heading { number, label, title, block },
        in_table,
        level: None,
        proof,
    })
}

/// `## Ⅳ 請求`: Markdown puts signs in front of headings.
fn without_hashes(span: Span, line: &str) -> (Span, &str) {
    if line.as_bytes().first() != Some(&b'#') {
        return (span, line);
    }
    match line.trim_start_matches('#').strip_prefix([' ', '　']) {
        Some(rest) => (Span::new(span.end() - rest.len(), span.end()), rest),
        None => (span, line),
    }
}

/// The number as printed; the whole line where there is none.
pub fn label_of(parsed: &Parsed, line: Span) -> Span {
    if parsed.label.is_empty() {
        return Span::new(line.start() + parsed.label.start, line.end());
    }
    Span::new(line.start() + parsed.label.start, line.start() + parsed.label.end)
}

/// Why a number is no heading by itself.
fn refused(parsed: &Parsed, line: &str, block: &Block, source: &Source) -> Option<Reason> {
    let style = parsed.number.last().style;
    let may_stand_alone = matches!(
        style,
        LabelStyle::Annex(_)
            | LabelStyle::Supplement
            | LabelStyle::Ordinal(_)
            | LabelStyle::Named(Named::Question | Named::Answer | Named::Word(_))
    );
    match parsed.follow {
        Follow::Running if !parsed.is_doubtful => return Some(Reason::Running),
        // 委託事項１: its title stands in the next cell, or it has none.
        Follow::End if matches!(style, LabelStyle::Named(_)) && !is_cell(block) => {}
        Follow::End if !may_stand_alone => return Some(Reason::Alone),
        _ => {}
    }
    if parsed.label.is_empty() && is_options(line) {
        return Some(Reason::FormOption);
    }
    if contents::is_contents_line(line) {
        return Some(Reason::ContentsLine);
    }
    if is_cell(block) && begins_word(parsed, line) {
        return Some(Reason::Running);
    }
    refused_cell(block, source)
}

/// X線装置, V2H, I類: a letter that runs on into a word. The first row of a list of
/// names is as likely to begin so as any, so that nothing around it tells.
fn begins_word(parsed: &Parsed, line: &str) -> bool {
    let label = line.get(parsed.label.clone()).unwrap_or_default();
    parsed.follow == Follow::Text
        && matches!(parsed.number.last().style, LabelStyle::Plain(_))
        && label.ends_with(|c: char| matches!(c, 'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ'))
}

/// ＜選択肢＞: what stands under it are the answers a form offers.
fn is_options(line: &str) -> bool {
    line.trim().trim_matches(['＜', '＞', '<', '>', '〈', '〉', '【', '】']) == "選択肢"
}

fn proof_of(parsed: &Parsed, line: &str) -> Proof {
    if parsed.is_doubtful {
        return Proof::BothSides;
    }
    if parsed.number.depth() > 1 {
        return Proof::Itself;
    }
    let is_dotted = || {
        line.get(parsed.label.end..).is_some_and(|rest| rest.starts_with(['.', '．', '：', ':']))
    };
    match parsed.number.last().style {
        LabelStyle::Named(Named::Word(_)) if is_short_title(parsed, line) => Proof::NoContradiction,
        LabelStyle::Plain(Numeral::Latin) | LabelStyle::Named(Named::Word(_)) => Proof::Sequence,
        LabelStyle::Named(Named::Question) => Proof::NoContradiction,
        LabelStyle::HalfParen(_) | LabelStyle::Plain(Numeral::Roman)
            if parsed.follow == Follow::Text =>
        {
            Proof::Sequence
        }
        LabelStyle::Plain(_) | LabelStyle::HalfParen(_) if is_dotted() => Proof::Itself,
        LabelStyle::Annex(_)
        | LabelStyle::Supplement
        | LabelStyle::Named(_)
        | LabelStyle::Bracketed(_) => Proof::Itself,
        _ => Proof::NoContradiction,
    }
}

/// 施策１　保健: a title stands apart from the word that counts, and is no sentence.
fn is_short_title(parsed: &Parsed, line: &str) -> bool {
    let title = line.get(parsed.title..).unwrap_or_default().trim_end();
    parsed.follow == Follow::Separator
        && title.chars().count() <= LONGEST_SHORT
        && !title.contains(['。', '、'])
}

/// A heading in brackets that was wrapped: its end stands on a later line.
fn wrapped_bracketed(index: u32, block: &Block, source: &Source, first: Span) -> Judged {
    let Some(parsed) = parse(&block.text.beginning(source, LONGEST_WRAPPED)) else {
        return Judged::Nothing;
    };
    if !parsed.label.is_empty() {
        return Judged::Nothing;
    }
    if let Some(reason) = refused_cell(block, source) {
        return Judged::Text(first, reason);
    }
    let at = first.start();
    let label = Span::new(at, at);
    let heading = Heading { number: parsed.number, label, title: at as u32, block: BlockId(index) };
    let in_table = is_cell(block);
    Judged::Candidate(Candidate { heading, in_table, level: None, proof: Proof::Itself })
}

fn is_cell(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Cell { .. })
}

/// Longest heading in brackets over several lines, in bytes.
const LONGEST_WRAPPED: usize = 400;

/// In a table only a short cell at the place of a label can be a heading;
/// numbered lists inside a value are content.
fn refused_cell(block: &Block, source: &Source) -> Option<Reason> {
    match block.kind {
        BlockKind::Paragraph => None,
        BlockKind::Note => Some(Reason::Note),
        BlockKind::Cell { leads: false, .. } => Some(Reason::TableValue),
        BlockKind::Cell { .. } => {
            let beginning = block.text.beginning(source, 4 * LONGEST_LABEL_CELL + 4);
            (beginning.chars().count() > LONGEST_LABEL_CELL).then_some(Reason::LongCell)
        }
    }
}
