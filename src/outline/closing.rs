//! Lines that close the text of a document: what stands behind the last
//! provision (the day and the names under a contract, whom to ask about a
//! notice) is no part of it.

use crate::model::{Block, BlockKind, Format, Source};
use crate::number::{trim_end, trim_start};

/// What a document calls itself at its end: この契約の締結を証するため….
const OWN_NAMES: [&str; 6] = ["契約", "協定", "覚書", "合意", "約定", "確認書"];
/// Longest beginning of such a sentence that is looked at, in bytes.
const LONGEST: usize = 150;

/// Whether the text of a document is over with this block: it is 以上 alone, or
/// the sentence with which a contract says that it was made out and sealed, or
/// a note that a Word file keeps apart from its text.
pub fn closes(block: &Block, source: &Source) -> bool {
    if block.kind == BlockKind::Note {
        return source.format() == Format::Docx;
    }
    let line = block.text.first_span().map_or("", |span| source.slice(span));
    // Asked of every paragraph that is no heading; hardly one begins with a
    // space or one of こ, 本, 上, 以.
    let may_close = matches!(
        line.as_bytes(),
        [0xe3, 0x80, ..]
            | [0xe3, 0x81, 0x93, ..]
            | [0xe6, 0x9c, 0xac, ..]
            | [0xe4, 0xb8 | 0xbb, ..]
            | [b' ' | b'\t', ..]
    );
    if !may_close || block.kind != BlockKind::Paragraph {
        return false;
    }
    let text = trim_start(line);
    if let Some(rest) = text.strip_prefix('以') {
        return trim_end(trim_start(rest)) == "上" && block.text.parts().len() == 1;
    }
    let beginning = block.text.beginning(source, LONGEST);
    let text = trim_start(&beginning);
    let rest = ["この", "本", "上記"].iter().find_map(|own| text.strip_prefix(own));
    let Some(rest) = rest else { return false };
    let sentence = rest.split('。').next().unwrap_or_default();
    OWN_NAMES.iter().any(|name| rest.starts_with(name))
        && ["証するため", "証として", "証明するため"].iter().any(|words| sentence.contains(words))
}

/// What may stand before the word.
const BEFORE_CONTACTS: [char; 9] = ['（', '(', '［', '[', '＜', '〔', '■', '○', '※'];
/// Whom to ask about a notice.
const CONTACTS: [&str; 8] = [
    "担当",
    "問合せ先",
    "問い合わせ先",
    "問合わせ先",
    "お問合せ先",
    "お問い合わせ先",
    "連絡先",
    "事務担当",
];

/// Whether a paragraph names whom to ask. It closes a document only where no
/// list goes on behind it, for each item of one may name its own.
pub fn asks(block: &Block, source: &Source) -> bool {
    let line = block.text.first_span().map_or("", |span| source.slice(span));
    // Asked of every paragraph that is no heading; most begin otherwise.
    let may_ask = matches!(
        line.as_bytes(),
        [0xe6, 0x8b, 0x85, ..]
            | [0xe5, 0x95, 0x8f, ..]
            | [0xe9, 0x80, 0xa3, ..]
            | [0xe4, 0xba, 0x8b, ..]
            | [0xe3, 0x81, 0x8a, ..]
            | [0xe3, 0x80, ..]
            | [0xe2 | 0xef, ..]
            | [b' ' | b'\t' | b'(' | b'[', ..]
    );
    if !may_ask || block.kind != BlockKind::Paragraph {
        return false;
    }
    let text = trim_start(line).trim_start_matches(BEFORE_CONTACTS);
    let word = CONTACTS.iter().find_map(|word| text.strip_prefix(word));
    let ends = |c: char| c.is_whitespace() || "：:）)】］]＞〕課部係".contains(c);
    word.is_some_and(|rest| rest.chars().next().is_none_or(ends))
}
