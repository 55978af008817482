//! Marks of Markdown, which a reader of the page does not see: taken off the
//! items and texts of a log made from `.md` files.

use super::{Difference, Differences};
use crate::model::{Document, Format, Sides};

/// Characters that a backslash may stand before (`CommonMark` 0.31, 2.4).
const ESCAPABLE: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
/// Marks around words, longest first.
const AROUND: [&str; 6] = ["***", "**", "__", "~~", "`", "*"];
/// What stands for a character.
const ENTITIES: [(&str, &str); 4] = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")];

/// Whether a document is Markdown: nothing in such a file says so but its name.
fn is_markdown(document: &Document) -> bool {
    let source = &document.source;
    let extension = source.name().rsplit_once('.').map(|(_, extension)| extension);
    source.format() == Format::Text
        && extension
            .is_some_and(|it| ["md", "markdown"].iter().any(|md| it.eq_ignore_ascii_case(md)))
}

impl Differences {
    /// The differences as a reader of the documents sees them.
    #[must_use]
    pub fn as_seen(mut self, documents: Sides<&Document>) -> Self {
        let marked = documents.map(|_, document| is_markdown(document));
        let numbers = self.numbers.iter_mut().map(|(_, difference)| difference);
        for difference in self.all.iter_mut().chain(numbers) {
            let Difference { path, before, after, .. } = difference;
            if marked.old
                && let Some(before) = before
            {
                *before = plain(before);
            }
            if marked.new
                && let Some(after) = after
            {
                *after = plain(after);
            }
            let is_of_marked = if after.is_some() { marked.new } else { marked.old };
            if is_of_marked {
                for heading in path {
                    *heading = line(heading);
                }
            }
        }
        self
    }
}

/// Paragraphs without marks; rules of tables are none.
fn plain(paragraphs: &[String]) -> Vec<String> {
    let lines = paragraphs.iter().flat_map(|paragraph| paragraph.split('\n'));
    lines.filter(|text| !is_rule(text)).map(line).collect()
}

/// The line under the header of a table, or between two parts of a page.
fn is_rule(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 3
        && text.contains('-')
        && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// A line as a reader sees it.
fn line(text: &str) -> String {
    let start = text.trim_start();
    let hashes = start.trim_start_matches('#');
    let is_heading = hashes.len() < start.len() && hashes.starts_with([' ', '　']);
    let text = if is_heading { hashes.trim() } else { text };
    let text = text.strip_prefix("> ").unwrap_or(text);
    let cells = text.trim().strip_prefix('|').and_then(|it| it.strip_suffix('|'));
    let Some(cells) = cells.filter(|it| !it.ends_with('\\')) else { return words(text) };
    let cells = split(cells).into_iter().map(|cell| words(cell.trim()));
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("　")
}

/// The cells of a row; a `\|` is no border.
fn split(row: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, c) in row.char_indices() {
        if c == '|' && !is_escaped {
            out.push(row.get(start..at).unwrap_or_default());
            start = at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    out.push(row.get(start..).unwrap_or_default());
    out
}

/// Words without the marks around them, escapes and entities undone.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Marks that are open, the innermost last.
    let mut open: Vec<&str> = Vec::new();
    while let Some(c) = rest.chars().next() {
        let escaped = rest.strip_prefix('\\').and_then(|it| it.chars().next());
        if let Some(escaped) = escaped.filter(|it| ESCAPABLE.contains(*it)) {
            out.push(escaped);
            rest = rest.get(2..).unwrap_or_default();
            continue;
        }
        let entity = ENTITIES.iter().find_map(|(name, c)| Some((rest.strip_prefix(name)?, c)));
        if let Some((after, c)) = entity {
            out.push_str(c);
            rest = after;
            continue;
        }
        let breaks = ["<br>", "<br/>", "<br />"];
        if let Some(after) = breaks.iter().find_map(|tag| rest.strip_prefix(tag)) {
            out.push('\n');
            rest = after;
            continue;
        }
        let mark = AROUND.iter().find_map(|mark| Some((*mark, rest.strip_prefix(*mark)?)));
        if let Some((mark, after)) = mark {
            if open.last() == Some(&mark) {
                open.pop();
                rest = after;
                continue;
            }
            // A mark without a partner is a character like any other, and so is
            // one before a space.
            let is_closed = after.match_indices(mark).any(|(at, _)| at > 0);
            if is_closed && !after.starts_with(char::is_whitespace) {
                open.push(mark);
                rest = after;
                continue;
            }
        }
        out.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_not_seen() {
        for (text, seen) in [
            ("**①事務の名称**", "①事務の名称"),
            ("国民\\_健康 a \\| b \\*注", "国民_健康 a | b *注"),
            ("### ２．**取扱者数**", "２．取扱者数"),
            ("| **①名称** | 国民\\|健康 |", "①名称　国民|健康"),
            ("`code` と ~~消す~~", "code と 消す"),
            ("a &lt;b&gt; &amp;lt;", "a <b> &lt;"),
            ("2 * 3 * 4 ＊ 5", "2 * 3 * 4 ＊ 5"),
            ("snake_case_name", "snake_case_name"),
            ("一<br>二", "一\n二"),
            ("#番号", "#番号"),
            ("C:\\課", "C:\\課"),
            ("**開いたまま", "**開いたまま"),
        ] {
            assert_eq!(line(text), seen, "{text}");
        }
        let table = ["| 項目 | 記載 |", "| --- | :-: |", "本文"].map(str::to_owned);
        assert_eq!(plain(&table), ["項目　記載", "本文"]);
    }
}
