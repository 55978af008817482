//! 行の折返し: lines → paragraphs.
//!
//! A line is joined to the next when it is full, that is when the next word
//! would not have fitted, and the next line does not begin a paragraph by its
//! indent, its bullet or a heading number that the place allows
//! (CONVENTIONS §3.5 rule 2, §3.7). With geometry the right edge of the text
//! column decides; in a text file the column at which lines pile up.
//!
//! One pass over the lines: O(n).

use super::firsts::Firsts;
use super::line_ends::{
    begins_with_mark, ends_in_date, ends_in_field, ends_sentence, goes_on, has_open_bracket,
    is_indented, is_law_number, is_set_off, parts_words,
};
use super::measure::Measure;
use super::width::{TABBED, extent};
use crate::model::{Join, Line, LineLayout, Part, Source, Span, Text};
use crate::number::numerals::digit;
use crate::number::{
    Follow, LabelStyle, Numeral, Unit, begins_with_word, caption, parse, trim_start,
};

/// A physical line.
pub trait Physical: Copy {
    /// Its characters.
    fn span(&self) -> Span;
    /// Its place on a page.
    fn layout(&self) -> Option<&LineLayout>;
    /// Whether the file marks it as a whole paragraph.
    fn is_paragraph(&self) -> bool;
}

impl Physical for Line {
    fn span(&self) -> Span {
        self.span
    }

    fn layout(&self) -> Option<&LineLayout> {
        self.layout.as_ref()
    }

    fn is_paragraph(&self) -> bool {
        self.is_paragraph
    }
}

/// A line of a text file.
impl Physical for Span {
    fn span(&self) -> Span {
        *self
    }

    fn layout(&self) -> Option<&LineLayout> {
        None
    }

    fn is_paragraph(&self) -> bool {
        false
    }
}

/// By how much the sizes of lines of one paragraph may differ.
const SAME_SIZE: f32 = 1.15;

/// Whether two lines are set in sizes that differ as those of a heading and of
/// text do.
fn is_set_otherwise(last: Option<&LineLayout>, next: Option<&LineLayout>) -> bool {
    let Some((last, next)) = last.zip(next) else { return false };
    last.size.max(next.size) > SAME_SIZE * last.size.min(next.size)
}

/// Joins lines to paragraphs. Blank lines end a paragraph and are dropped.
pub fn unwrap(lines: impl Iterator<Item = Line>, source: &Source, measure: &Measure) -> Vec<Text> {
    let is_by_columns = matches!(measure, Measure::Columns { .. });
    let width = |line: &Line| {
        if is_by_columns { extent(source, line.span).width() as usize } else { 0 }
    };
    let mut paragraphs = Vec::new();
    let lines = lines.map(|line| (line, width(&line)));
    unwrap_measured(lines, source, measure, |text| paragraphs.push(text));
    paragraphs
}

/// The same of lines that come with their display columns, or with 0 for none.
pub fn unwrap_measured<L: Physical>(
    lines: impl Iterator<Item = (L, usize)>,
    source: &Source,
    measure: &Measure,
    mut paragraph: impl FnMut(Text),
) {
    let mut unwrapper = Unwrapper { source, measure, firsts: Firsts::default() };
    let can_be_full = measure.can_be_full();
    let mut open: Option<Open<L>> = None;
    // The parts of the open paragraph.
    let mut parts: Vec<Part> = Vec::new();
    let mut close = |open: &mut Option<Open<L>>, parts: &mut Vec<Part>| {
        if let Some(open) = open {
            // A part just written to the list is not read back from it at once,
            // for which processors wait.
            let is_single = parts.len() == 1;
            let first = open.first.span();
            paragraph(if is_single { Text::from_span(first) } else { Text::from_parts(parts) });
            parts.clear();
        }
        *open = None;
    };
    for (line, width) in lines {
        let text = source.slice(line.span());
        let has_word = begins_with_word(text);
        // What takes columns is not blank.
        if width == 0 && !has_word && trim_start(text).is_empty() {
            close(&mut open, &mut parts);
            continue;
        }
        if let Some(open) = &mut open
            && width != TABBED as usize
            && unwrapper.continues(open, &line, text, has_word)
        {
            let join = if has_word { Join::Tight } else { unwrapper.join(open, &line) };
            parts.push(Part { span: line.span(), join });
            (open.last, open.last_width, open.n_lines) = (line, width, open.n_lines + 1);
            continue;
        }
        if let Some(Open { last, last_width, .. }) = open
            && unwrapper.ends_in_caption(&parts, text)
            && let Some(caption) = parts.pop()
        {
            close(&mut open, &mut parts);
            parts.push(caption);
            open = Some(Open { first: last, last, last_width, n_lines: 1 });
        }
        close(&mut open, &mut parts);
        if can_be_full {
            unwrapper.firsts.note_if(!has_word, line.span());
        }
        parts.push(Part { span: line.span(), join: Join::Tight });
        open = Some(Open { first: line, last: line, last_width: width, n_lines: 1 });
    }
    close(&mut open, &mut parts);
}

/// The paragraph being built.
struct Open<L> {
    first: L,
    last: L,
    /// Display columns of the last line.
    last_width: usize,
    n_lines: usize,
}

struct Unwrapper<'a> {
    source: &'a Source,
    measure: &'a Measure,
    /// Where paragraphs began, to tell whether a number at the start of a line
    /// continues a list.
    firsts: Firsts,
}

impl Unwrapper<'_> {
    /// Whether `line` goes on with the open paragraph. `has_word`: whether it
    /// begins with a word and so with neither mark nor number.
    #[inline]
    fn continues<L: Physical>(
        &mut self,
        open: &Open<L>,
        line: &L,
        text: &str,
        has_word: bool,
    ) -> bool {
        if open.last.is_paragraph() || line.is_paragraph() {
            return false;
        }
        // The cheap question first, since hardly any can be foreseen.
        if line.layout().is_none() && is_indented(text) {
            return false;
        }
        if !self.measure.is_full(open.last.layout(), open.last_width, text) {
            return false;
        }
        if self.measure.may_stop(open.last_width) && self.stops(open, text) {
            return false;
        }
        let last = self.source.slice(open.last.span());
        if matches!(last.as_bytes().last(), Some(b']' | 0xbd)) && ends_in_field(last) {
            return false;
        }
        if has_word && line.layout().is_none() {
            return true;
        }
        if is_set_otherwise(open.last.layout(), line.layout()) {
            return false;
        }
        if begins_with_mark(text) || self.indent_begins_paragraph(open, line, text) {
            return false;
        }
        !self.number_begins_paragraph(open.last.span(), text)
    }

    /// Whether a full line ends its paragraph with a sentence.
    #[inline(never)]
    fn stops<L: Physical>(&self, open: &Open<L>, next: &str) -> bool {
        let last = self.source.slice(open.last.span());
        last.trim_end().ends_with('。') && self.measure.stops(open.last_width, next)
    }

    /// Whether the last line of a paragraph is no part of it but the caption
    /// （目的） of the article, or the 項 of a 附則, that `text` begins (CONVENTIONS
    /// §3.2): all of it stands in brackets, and what stands before it has ended.
    /// An item of a list may end without a full stop before an article.
    fn ends_in_caption(&self, parts: &[Part], text: &str) -> bool {
        let [.., before, last] = parts else { return false };
        if !text.trim_start().starts_with(|c: char| c == '第' || digit(c).is_some()) {
            return false;
        }
        let is_caption = caption(self.source.slice(last.span))
            .is_some_and(|inside| !inside.contains('。') && !is_law_number(inside));
        let Some(parsed) = parse(text).filter(|it| is_caption && it.follow != Follow::Running)
        else {
            return false;
        };
        let before = self.source.slice(before.span);
        match parsed.number.last().style {
            LabelStyle::Ordinal(Some(Unit::Article)) => {
                ends_sentence(before) || !goes_on(before) && !has_open_bracket(before)
            }
            LabelStyle::Ordinal(_) => ends_sentence(before),
            LabelStyle::Plain(Numeral::Arabic) => {
                before.trim_end().ends_with('。') && parsed.follow == Follow::Separator
            }
            _ => false,
        }
    }

    /// First-line indents, hanging indents and their ends.
    fn indent_begins_paragraph<L: Physical>(&self, open: &Open<L>, line: &L, text: &str) -> bool {
        let (Some(last), Some(next)) = (open.last.layout(), line.layout()) else {
            return is_indented(text);
        };
        if text.starts_with('　') && ends_sentence(self.source.slice(open.last.span())) {
            return true;
        }
        if last.page != next.page || last.column != next.column {
            return false;
        }
        let em = last.size.max(1.0);
        // Lines of a centred title or cell share their middle, not their left.
        let middle = |area: &crate::model::Area| f32::midpoint(area.left, area.right);
        if (middle(&last.area) - middle(&next.area)).abs() < 0.5 * em {
            return false;
        }
        let shift = (next.area.left - last.area.left) / em;
        if open.n_lines > 1 {
            return shift.abs() > 0.7;
        }
        let labelled = parse(self.source.slice(open.first.span())).is_some()
            || begins_with_mark(self.source.slice(open.first.span()));
        // The second line may hang under a label or stand left of a
        // first-line indent.
        (shift > 0.7 && !labelled) || shift < -2.6
    }

    /// A heading number at the start of a line after a full one: believed when
    /// it continues a list or begins one where a sentence has ended.
    fn number_begins_paragraph(&mut self, before: Span, text: &str) -> bool {
        let Some(parsed) = parse(text) else {
            return false;
        };
        if parsed.follow == Follow::Running {
            return false;
        }
        let label = parsed.number.last();
        if matches!(label.style, LabelStyle::Bracketed(_)) {
            return true;
        }
        let depth = parsed.number.depth();
        let continues_list = self.firsts.are_continued_by(label, depth, text, self.source);
        let before = self.source.slice(before);
        let ended = ends_sentence(before);
        let is_bare_number =
            depth == 1 && matches!(label.style, LabelStyle::Plain(Numeral::Arabic));
        let is_amount =
            || goes_on(before) && !(continues_list && ends_in_date(before) && is_set_off(text));
        if !ended && (has_open_bracket(before) || (is_bare_number && is_amount())) {
            return false;
        }
        let is_weak = matches!(label.style, LabelStyle::Plain(Numeral::Latin))
            || parsed.follow == Follow::Text;
        let is_strong_unit = matches!(label.style, LabelStyle::Ordinal(_));
        if ended {
            continues_list || label.begins_list() || !is_weak
        } else {
            // In a text file nobody puts a wide space behind an amount.
            let is_item = || is_bare_number && !goes_on(before) && is_set_off(text);
            self.measure.columns() > 0 && is_item()
                || continues_list && (!is_weak || label.begins_list())
                || (label.begins_list() && parsed.follow == Follow::Separator)
                || (is_strong_unit && parsed.follow != Follow::Text)
        }
    }

    /// Words of Latin script that a typesetter parted get their space back;
    /// everything else is joined tightly.
    fn join<L: Physical>(&self, open: &Open<L>, line: &L) -> Join {
        let before = self.source.slice(open.last.span());
        let after = self.source.slice(line.span());
        if !parts_words(before, after) {
            return Join::Tight;
        }
        // A text cut at exactly the same column everywhere is cut inside words.
        let cut = self.measure.cuts_words() && open.last_width == self.measure.columns();
        if cut { Join::Tight } else { Join::Space }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Area, Format};

    #[test]
    fn a_line_in_another_size_begins_a_paragraph() {
        let text = "申請書を提出する\n審査の手続の一覧\n市長は、申請書を".to_owned();
        let source = Source::new("a".into(), Format::Pdf, text, Vec::new(), None);
        let line = |at: usize, size: f32| {
            let area = Area { left: 80.0, top: 20.0 * at as f32, right: 500.0, bottom: 0.0 };
            let layout = LineLayout { page: 1, column: 0, area, size };
            let span = Span::new(25 * at, 25 * at + 24);
            Line { span, layout: Some(layout), is_paragraph: false }
        };
        let n_paragraphs = |size: f32| {
            let lines = [line(0, 10.5), line(1, size), line(2, 10.5)];
            let measure = Measure::of_lines(&lines, &[], &source);
            unwrap(lines.into_iter(), &source, &measure).len()
        };
        assert_eq!([10.5, 11.0, 9.9].map(n_paragraphs), [1; 3]);
        assert_eq!([14.0, 8.0].map(n_paragraphs), [3; 2]);
    }
}
