//! What the borders between the lines of a text file tell about the column at
//! which it was wrapped, where the lengths of its lines alone do not: few lines
//! of a form or a notice are full ones, and short names of a list are of one
//! length without being wrapped.

use super::line_ends::{begins_paragraph, is_indented};
use super::measure::{Measure, NARROWEST_WRAP};
use super::width::{TABBED, first_word};
use crate::model::{Source, Span};

/// Most lines of a file whose borders are looked at. In a longer one enough
/// lines are full to pile up.
const MOST_LINES: usize = 2000;
/// How many lines of such a file are looked at all the same.
const SAMPLED: usize = 300;

/// Display columns from which a single line can show that it was wrapped.
const WIDE: usize = 60;

/// Most columns that are tried.
const MOST_TRIED: usize = 8;

/// By how much a wrapped line may be wider than the column: two marks that hang
/// into the margin.
const HANGS: usize = 4;

/// The column at which lines are wrapped, from what their lengths say
/// (`by_pile`) and what stands on both sides of their ends. `lines` come with
/// their display columns.
#[inline(never)]
pub fn measure(lines: &[(Span, u32)], source: &Source, by_pile: Measure) -> Measure {
    let is_long = lines.len() > MOST_LINES;
    if is_long && !by_pile.can_be_full() {
        return by_pile;
    }
    let looked_at = lines.get(..SAMPLED).filter(|_| is_long).unwrap_or(lines);
    let borders: Vec<Border> =
        looked_at.windows(2).filter_map(|pair| Border::between(pair, source)).collect();
    let found = match by_pile {
        Measure::Columns { columns, cuts_words, .. } => {
            let columns = without_hung(columns, lines, source);
            let shows_wrap = |it: &Border| it.kind == Kind::Within && it.is_full(columns);
            let is_sure = is_long || borders.iter().any(shows_wrap);
            is_sure.then_some((columns, cuts_words))
        }
        _ => column_of(&borders, lines).map(|it| (without_hung(it, lines, source), false)),
    };
    let Some((columns, cuts_words)) = found else { return Measure::Unwrapped };
    let stops_end = stops_end(columns, looked_at, &borders, source);
    Measure::Columns { columns, cuts_words, stops_end }
}

/// The widest column at which the borders say that lines are wrapped.
fn column_of(borders: &[Border], lines: &[(Span, u32)]) -> Option<usize> {
    let widths = borders.iter().filter(|it| it.kind == Kind::Within).map(|it| it.columns);
    let mut tried: Vec<usize> = widths.collect();
    tried.sort_unstable_by(|a, b| b.cmp(a));
    tried.dedup();
    tried.into_iter().take(MOST_TRIED).find(|columns| is_wrap(*columns, lines, borders))
}

/// Whether a full line that ends a sentence rather ends its paragraph: where
/// paragraphs begin like any line, those that end in a short line tell how many
/// there are, and sentences that end inside a line how often one goes on.
fn stops_end(columns: usize, lines: &[(Span, u32)], borders: &[Border], source: &Source) -> bool {
    let is_end = |it: &&Border| it.kind == Kind::Ended { plainly: true } && !it.is_full(columns);
    let n_ends = borders.iter().filter(is_end).count();
    if n_ends == 0 {
        return false;
    }
    let n_inside = |(line, _): &(Span, u32)| {
        let text = source.slice(*line).trim_end();
        let rests = text.match_indices('。').filter_map(|(at, stop)| text.get(at + stop.len()..));
        rests.filter(|rest| !rest.is_empty() && !rest.starts_with(['」', '）', '』', ')'])).count()
    };
    3 * lines.iter().map(n_inside).sum::<usize>() < n_ends
}

/// The column without the mark that hangs into the margin (ぶら下げ), if all lines
/// that are so wide end in one. Where none hangs, one of the first full lines
/// tells.
fn without_hung(columns: usize, lines: &[(Span, u32)], source: &Source) -> usize {
    let is_as_wide = |width: u32| (width as usize) <= columns && width as usize + 2 > columns;
    let hangs = |line: Span| source.slice(line).trim_end().ends_with(hangs);
    let all_hang = lines.iter().all(|(line, width)| !is_as_wide(*width) || hangs(*line));
    if all_hang { columns.saturating_sub(2) } else { columns }
}

fn hangs(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | '．' | '）' | '」' | '』' | '】' | '〕')
}

/// Whether the borders say that lines are wrapped at a column: sentences go on
/// after full lines, and not after short ones.
fn is_wrap(columns: usize, lines: &[(Span, u32)], borders: &[Border]) -> bool {
    let is_longer = |width: u32| width != TABBED && width as usize > columns + HANGS;
    let n_longer = lines.iter().filter(|(_, width)| is_longer(*width)).count();
    if n_longer * 50 > lines.len() {
        return false;
    }
    let (mut n_full, mut n_short, mut n_ended) = (0, 0, 0);
    for border in borders {
        match (border.kind, border.is_full(columns)) {
            (Kind::Within, true) => n_full += 1,
            (Kind::Within, false) => n_short += 1,
            (Kind::Ended { .. }, true) => n_ended += 1,
            _ => {}
        }
    }
    let n_least = if columns >= WIDE { 1 } else { 2 };
    n_full >= n_least && n_full > n_short && n_full >= n_ended
}

/// The end of a line and the start of the next one.
struct Border {
    /// Display columns of the line.
    columns: usize,
    /// The same with the first word of the next one.
    with_word: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Inside a sentence.
    Within,
    /// Where a sentence has ended; `plainly` before a line that begins as any.
    Ended {
        plainly: bool,
    },
    Unknown,
}

impl Border {
    fn between(pair: &[(Span, u32)], source: &Source) -> Option<Self> {
        let [last, next] = *pair else { return None };
        let columns = last.1 as usize;
        if columns < NARROWEST_WRAP || last.1 == TABBED || matches!(next.1, 0 | TABBED) {
            return None;
        }
        let (last, next) = (source.slice(last.0).trim_end(), source.slice(next.0).trim_end());
        let begins = is_indented(next) || begins_paragraph(next);
        let kind = if last.ends_with('。') {
            Kind::Ended { plainly: !begins }
        } else if begins {
            Kind::Unknown
        } else if goes_on(last, next) || columns >= WIDE && is_clause(last, next) {
            Kind::Within
        } else {
            Kind::Unknown
        };
        Some(Self { columns, with_word: columns + first_word(next), kind })
    }

    fn is_full(&self, columns: usize) -> bool {
        self.columns <= columns + HANGS && self.with_word + 1 > columns
    }
}

/// Whether a sentence surely goes on from one line to the next: a particle
/// stands at the end, or what begins no word at the start. Names in a list and
/// titles end and begin otherwise.
fn goes_on(last: &str, next: &str) -> bool {
    let (Some(end), Some(start)) = (last.chars().next_back(), next.chars().next()) else {
        return false;
    };
    let is_name = ["もの", "こと", "ついて", "ひと", "おいて"].iter().any(|it| last.ends_with(it));
    let ends_open = "、，をはがのにでへやとて（「『".contains(end) && !is_name;
    let is_word = ["はじ", "はが", "はい", "とき", "とも", "りん", "くら", "のり", "にぎ"]
        .iter()
        .any(|it| next.starts_with(it));
    let begins_inside = "、。をがるれっんゃゅょーずげめせてにのとはもりく".contains(start);
    let is_latin = (end.is_ascii_alphanumeric() || end == ',') && start.is_ascii_lowercase();
    ends_open || begins_inside && !is_word || is_latin || goes_on_in_katakana(last, next)
}

/// The same of a text with particles in katakana, as laws before 1946 have them:
/// one stands between ideographs.
fn goes_on_in_katakana(last: &str, next: &str) -> bool {
    let is_ideograph = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    let is_particle = |c: Option<char>| c.is_some_and(|c| "ヲハガノニテトシスル".contains(c));
    let (mut before, mut after) = (last.chars().rev(), next.chars());
    let (end, start) = (before.next(), after.next());
    is_particle(end) && is_ideograph(before.next()) && is_ideograph(start)
        || is_particle(start) && is_ideograph(after.next()) && is_ideograph(end)
}

/// Whether a long line with a 読点 stops in the middle of a word, and the next one
/// ends the sentence.
fn is_clause(last: &str, next: &str) -> bool {
    let is_letter = |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    last.contains('、') && last.ends_with(is_letter) && next.ends_with('。')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Extract, Format, Piece};
    use crate::normalize::normalize;

    fn paragraphs(text: &str) -> Vec<String> {
        let mut spans = Vec::new();
        for line in text.split_inclusive('\n') {
            let start = spans.last().map_or(0, |last: &Span| last.end() + 1);
            spans.push(Span::new(start, start + line.trim_end_matches('\n').len()));
        }
        let source = Source::new("a".into(), Format::Text, text.into(), Vec::new(), None);
        let pieces = vec![Piece::Lines(spans)];
        let extract =
            Extract { source, pieces, n_notes: 0, set_aside: Vec::new(), pages: Vec::new() };
        let document = normalize(extract);
        document.blocks.iter().map(|block| block.text.printed(&document.source)).collect()
    }

    #[test]
    fn sentences_that_go_on_show_the_column() {
        let long = "標記の件について、障害者の日常生活及び社会生活を総合的に支援するための法律";
        for (text, n_expected) in [
            // One long line is enough, and no line is full without it.
            (format!("通知\n{long}に\n基づき行う。\n記\n"), 3),
            (format!("通知\n{long}に\n\n基づき行う。\n記\n"), 4),
            // Two short ones are.
            ("題\n次のとおり実施するので、御協力を\nお願いする。\n日程その他の詳しい事項は、追って\n知らせる。\n".into(), 3),
            ("題\n次のとおり実施するので、御協力を\nお願いする。\n終わり\n".into(), 4),
            // Names of one length are not wrapped.
            ("青海原市総務部総務課\n青海原市消防本部本課\n青海原市警察署警備課\n".into(), 3),
            // Where a sentence stops within short lines too, its author broke it.
            (format!("{long}に\n次に掲げる件について、\n次に掲げる者が審査を\n行う。\n"), 4),
            // Particles in katakana.
            ("此ノ法律ニ於テ道路ト称スルハ一般交通ノ用ニ供スル道路ニシテ行政庁ニ於テ次ノ路線ヲ\n認定シタルモノヲ謂フ\n".into(), 1),
        ] {
            let found = paragraphs(&text);
            assert_eq!(found.len(), n_expected, "{found:?}");
        }
    }

    #[test]
    fn a_full_line_ends_its_paragraph_where_most_do() {
        let line = "次のとおり実施するので、協力する。\n";
        let wrapped =
            "この事業は、次に掲げる者が共同で行\nうものとし、その費用は、市長が別に\n定める。\n";
        let short = "詳細は、次に掲げるとおり。\n";
        let text = format!("{wrapped}{wrapped}{line}{short}");
        assert_eq!(paragraphs(&text).len(), 3);
        let text = format!("{short}{short}{short}{wrapped}{wrapped}{line}{short}");
        assert_eq!(paragraphs(&text).len(), 7);
        let text = text.replace("詳細は", "ただし");
        assert_eq!(paragraphs(&text).len(), 6);
    }
}
