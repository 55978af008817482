//! The numbers with which paragraphs began so far.
//!
//! They are asked for seldom, where a number stands at the start of a line that
//! may be a wrapped one. So only places are kept, sorted by the kind of their
//! first character when somebody asks, and a number is read when one like it is
//! looked for: O(1) for each paragraph and O([`MOST_READ`]) for each question.

use crate::model::{Source, Span};
use crate::number::{Follow, Label, parse, trim_start};

/// Most numbers that are read for one question. Siblings have no more than a few
/// headings of their kind between them.
const MOST_READ: usize = 200;

/// Kinds of first characters: labels of one style begin with one kind.
const N_KINDS: usize = 8;

/// First lines of paragraphs that may begin with a number, by their kind.
#[derive(Debug, Default)]
pub struct Firsts {
    lines: [Vec<Span>; N_KINDS],
    /// Those that were noted since somebody asked.
    new: Vec<Span>,
}

impl Firsts {
    /// Notes the first line of a paragraph if it may begin with a number, which
    /// cannot be foreseen: it is noted and given back if it does not.
    #[inline]
    pub fn note_if(&mut self, may_begin: bool, line: Span) {
        let n_new = self.new.len() + usize::from(may_begin);
        self.new.push(line);
        self.new.truncate(n_new);
    }

    /// Whether `label`, the last one of a number of `depth` labels with which
    /// `text` begins, comes after the label seen last of its style and depth.
    pub fn are_continued_by(
        &mut self,
        label: &Label,
        depth: usize,
        text: &str,
        source: &Source,
    ) -> bool {
        for line in self.new.drain(..) {
            if let Some(kind) = kind(source.slice(line)) {
                self.lines[kind].push(line);
            }
        }
        let lines = kind(text).map_or([].as_slice(), |kind| self.lines[kind].as_slice());
        let read = |line: &Span| {
            let parsed = parse(source.slice(*line)).filter(|it| it.follow != Follow::Running)?;
            let before = parsed.number.last();
            let is_alike = parsed.number.depth() == depth && before.style == label.style;
            is_alike.then(|| label.follows(before))
        };
        lines.iter().rev().take(MOST_READ).find_map(read).unwrap_or(false)
    }
}

/// The kind of the first character of a line.
#[inline]
fn kind(text: &str) -> Option<usize> {
    Some(match trim_start(text).chars().next()? {
        '0'..='9' | '０'..='９' => 0,
        '第' => 1,
        '（' | '(' | '\u{2474}'..='\u{249b}' | '\u{3220}'..='\u{3243}' => 2,
        '\u{30a1}'..='\u{30fa}' | '\u{ff66}'..='\u{ff9d}' => 3,
        '\u{2460}'..='\u{2473}'
        | '\u{24ea}'..='\u{24ff}'
        | '\u{2776}'..='\u{2793}'
        | '\u{3251}'..='\u{32bf}' => 4,
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{2160}'..='\u{217f}' => 5,
        '\u{4e00}'..='\u{9fff}' => 6,
        _ => 7,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Format;

    #[test]
    fn a_number_continues_the_last_one_of_its_style() {
        let lines =
            ["１ 目的", "（１）範囲", "ア 氏名", "データは", "（２）の規定", "２ 用語", "⑳ 例"];
        let original = lines.concat();
        let source = Source::new("a".into(), Format::Text, original, Vec::new(), None);
        let mut firsts = Firsts::default();
        let mut start = 0;
        for line in lines {
            firsts.note_if(true, Span::new(start, start + line.len()));
            start += line.len();
        }
        for (text, expected) in [
            ("３ 定義", true),
            ("２ 用語", false),
            ("（２）対象", true),
            ("（３）対象", false),
            ("イ 住所", true),
            ("㉑ 別の例", true),
            ("第２ 雑則", false),
        ] {
            let number = parse(text).map(|parsed| parsed.number).expect(text);
            let is_continued =
                firsts.are_continued_by(number.last(), number.depth(), text, &source);
            assert_eq!(is_continued, expected, "{text}");
        }
    }
}
