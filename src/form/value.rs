//! Cells behind a label → the answer, and what the form itself prints there.

mod brackets;
mod options;

pub(super) use brackets::begins_with_box;
use brackets::{Group, closing, groups, is_box, is_mark, whole_brackets};
use options::{are_offered, counts, filled_in, is_option, title, title_alone};

use super::rows::Cell;
use super::run::{Run, joined};
use super::{ValueKind, Why};
use crate::normalize::fold::fold;
use crate::number::numerals;

/// An answer read from the cells of one row.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// Its paragraphs.
    pub(super) paragraphs: Vec<Run>,
    /// How it is given, where the cells show it.
    pub(super) kind: Option<ValueKind>,
    /// What the form prints around it.
    pub(super) loose: Vec<(Run, Why)>,
    /// Whether the brackets of a choice were read, filled in or not.
    pub(super) is_asked: bool,
}

/// Reads the cells from left to right. Where the item is answered already, or
/// its choice was left empty, what follows may be the rest of what it offers.
pub(super) fn answer(cells: &[&Cell], expected: ValueKind, is_answered: bool) -> Answer {
    let mut reader = Reader { expected, is_answered, ..Reader::default() };
    for cell in cells {
        reader.cell(cell);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    answer: Answer,
    expected: ValueKind,
    is_answered: bool,
    /// What stands behind `[`, the bracket first.
    open: Option<(Run, Run)>,
    /// A box that was closed, with its mark, waiting for what it says.
    check: Option<Check>,
    /// ＜選択肢＞ was read, and nothing that it offers.
    is_announced: bool,
}

struct Check {
    bracket: Run,
    marked: bool,
}

impl Reader {
    fn cell(&mut self, cell: &Cell) {
        let whole = joined(&cell.runs);
        let folded = fold(&whole.text);
        if self.goes_on_with_count(&whole) {
            return;
        }
        if let Some((bracket, inside)) = &mut self.open {
            if let Some((at, end)) = closing(&whole.text) {
                inside.append("", whole.cut(0..at));
                bracket.append("", whole.cut(at..end));
                self.close();
                let rest = whole.cut(end..whole.text.len());
                if !rest.is_blank() {
                    self.cell(&Cell { runs: vec![rest], ..*cell });
                }
            } else {
                inside.append("", whole);
            }
            return;
        }
        if folded == "[" {
            self.flush_check();
            self.open = Some((whole, Run::default()));
        } else if cell.runs.iter().any(|run| title(&run.text).is_some()) {
            self.left_empty();
            self.offering(&whole_brackets(&cell.runs));
        } else if title(&whole.text).is_some() || self.is_options(cell) {
            self.offered(&whole);
        } else if folded == "時点" {
            match self.answer.paragraphs.last_mut() {
                Some(last) => last.append("　", whole),
                None => self.answer.paragraphs.push(whole),
            }
        } else if let Some(check) = self.check.take() {
            self.checked(check, whole);
        } else {
            for run in &whole_brackets(&cell.runs) {
                self.paragraph(run);
            }
        }
    }

    /// `（`, `2`, `）件` in cells of their own are one number.
    fn goes_on_with_count(&mut self, whole: &Run) -> bool {
        if self.open.is_some() || self.check.is_some() {
            return false;
        }
        let Some(last) = self.answer.paragraphs.last_mut() else { return false };
        let is_digits = |text: &str| text.chars().all(|c| numerals::digit(c).is_some());
        let (begun, next) = (fold(&last.text), fold(&whole.text));
        let Some(number) = begun.strip_prefix('(').filter(|it| is_digits(it)) else { return false };
        let goes_on = number.is_empty() && is_digits(&next) || next.starts_with(")件");
        if goes_on {
            last.append("", whole.clone());
        }
        goes_on
    }

    /// Whether a cell lists what may be chosen, without saying so.
    fn is_options(&self, cell: &Cell) -> bool {
        let lines: Vec<&str> = cell.runs.iter().map(|run| run.text.as_str()).collect();
        let chosen =
            self.expected == ValueKind::Choice || self.answer.kind == Some(ValueKind::Choice);
        chosen
            && (self.is_answered || self.answer.is_asked || !self.answer.paragraphs.is_empty())
            && cell.runs.first().is_some_and(|run| is_option(&run.text))
            && are_offered(&lines).into_iter().all(|it| it)
    }

    /// A paragraph that may hold boxes or a choice.
    fn paragraph(&mut self, run: &Run) {
        if self.expected == ValueKind::Checks
            && let Some(check) = self.check.take()
        {
            self.behind_box(check, run);
            return;
        }
        let begins = run.text.trim_start().starts_with(['[', '［']);
        let boxes = groups(&run.text);
        let has_marks =
            boxes.iter().any(|group| is_mark(run.text.get(group.inside()).unwrap_or_default()));
        if boxes.is_empty() || !(begins || has_marks || self.expected == ValueKind::Checks) {
            self.answer.paragraphs.push(run.clone());
        } else if boxes.len() == 1 && self.is_choice(run, &boxes[0]) {
            self.choice(run, &boxes[0]);
        } else {
            self.boxes(run, &boxes);
        }
    }

    /// Whether brackets hold a choice: other text than a mark, or nothing where
    /// the item is a choice and no text behind them makes them a box.
    fn is_choice(&self, run: &Run, group: &Group) -> bool {
        let inside = run.text.get(group.inside()).unwrap_or_default();
        let behind = run.text.get(group.end..).unwrap_or_default();
        let is_bare = behind.trim().is_empty() || is_option(behind.trim_start());
        !is_box(inside) || self.expected == ValueKind::Choice && !is_mark(inside) && is_bare
    }

    /// `[ 実施する ]` and what stands around it.
    fn choice(&mut self, run: &Run, group: &Group) {
        self.around(run.cut(0..group.open));
        self.brackets(run, group);
        self.chosen(run.cut(group.inside()));
        self.around(run.cut(group.end..run.text.len()));
    }

    fn around(&mut self, run: Run) {
        if is_option(&run.text) {
            self.options(&run);
        } else {
            self.content(run);
        }
    }

    fn boxes(&mut self, run: &Run, boxes: &[Group]) {
        let before = run.cut(0..boxes[0].open);
        if !before.is_blank() {
            self.answer.paragraphs.push(before);
        }
        // Boxes in a row that are drawn apart from what they say: which text
        // belongs to which of them is not known.
        let mut is_apart = false;
        for (index, group) in boxes.iter().enumerate() {
            let end = boxes.get(index + 1).map_or(run.text.len(), |next| next.open);
            let bracket = run.cut(group.open..group.end);
            let marked = is_mark(run.text.get(group.inside()).unwrap_or_default());
            self.check = Some(Check { bracket, marked });
            let said = run.cut(group.end..end);
            if let Some(check) = (!said.is_blank()).then(|| self.check.take()).flatten() {
                self.checked(check, said);
            } else if index + 1 < boxes.len() || is_apart {
                self.flush_check();
                is_apart = true;
            }
        }
    }

    /// What a box says that stands at the end of the line before.
    fn behind_box(&mut self, check: Check, run: &Run) {
        let end = groups(&run.text).first().map_or(run.text.len(), |group| group.open);
        let said = run.cut(0..end);
        if said.is_blank() {
            self.check = Some(check);
            self.flush_check();
        } else {
            self.checked(check, said);
        }
        let rest = run.cut(end..run.text.len());
        if !rest.is_blank() {
            self.paragraph(&rest);
        }
    }

    /// A box and what it says.
    fn checked(&mut self, check: Check, said: Run) {
        self.answer.kind = Some(ValueKind::Checks);
        if check.marked {
            let mut mark = check.bracket;
            mark.text.retain(|c| !c.is_whitespace());
            mark.append("", said);
            self.answer.paragraphs.push(mark);
        } else {
            self.answer.loose.push((check.bracket, Why::Unchecked));
            self.answer.loose.push((said, Why::Unchecked));
        }
    }

    /// Closes `[` … `]` that stand in cells of their own.
    fn close(&mut self) {
        let Some((bracket, inside)) = self.open.take() else { return };
        if is_box(&inside.text) {
            let marked = is_mark(&inside.text);
            let mut all = bracket;
            // The mark stands between its brackets, whatever cell it has.
            if marked {
                all.text = format!("[{}]", inside.text.trim());
                all.hold(&inside);
            }
            self.check = Some(Check { bracket: all, marked });
        } else {
            self.answer.loose.push((bracket, Why::Bracket));
            self.chosen(inside);
        }
    }

    fn chosen(&mut self, run: Run) {
        self.answer.kind = Some(ValueKind::Choice);
        if !run.is_blank() {
            self.answer.paragraphs.push(run);
        }
    }

    /// A cell that holds ＜選択肢＞. The numbered lines under it are what the
    /// form offers; what stands before it and other lines are the answer.
    fn offering(&mut self, runs: &[Run]) {
        let mut is_under_title = false;
        let first = runs.iter().position(|run| title(&run.text).is_some());
        let begin = first.map_or(runs.len(), |at| at + 1);
        let under: Vec<&str> = runs.iter().skip(begin).map(|run| run.text.as_str()).collect();
        let offered = std::iter::repeat_n(false, begin).chain(are_offered(&under));
        for (run, is_offered) in runs.iter().zip(offered) {
            if let Some(at) = title(&run.text) {
                self.before_title(&run.cut(0..at));
                self.is_announced = title_alone(&run.text);
                self.offered(&run.cut(at..run.text.len()));
                is_under_title = true;
            } else if !is_under_title {
                self.before_title(run);
            } else if is_offered || run.text.trim_start().starts_with(['[', '［']) {
                self.offered(run);
            } else {
                self.content(run.clone());
            }
        }
    }

    fn before_title(&mut self, run: &Run) {
        match groups(&run.text).as_slice() {
            _ if run.is_blank() => {}
            // Where the form offers a choice, an empty box is one not made.
            [group] => self.choice(run, group),
            _ => self.paragraph(run),
        }
    }

    /// Text that offers a choice; the choice may stand in the middle of it.
    fn offered(&mut self, run: &Run) {
        let Some(group) = groups(&run.text).into_iter().next() else {
            self.options(run);
            return;
        };
        self.options(&run.cut(0..group.open));
        self.brackets(run, &group);
        self.chosen(run.cut(group.inside()));
        self.options(&run.cut(group.end..run.text.len()));
    }

    /// Options, and what was filled in on the same line.
    fn options(&mut self, run: &Run) {
        self.is_announced &= !is_option(&run.text);
        let mut behind = 0;
        for filled in filled_in(&run.text) {
            self.answer.loose.push((run.cut(behind..filled.start), Why::Options));
            behind = filled.end;
            self.content(run.cut(filled));
        }
        self.answer.loose.push((run.cut(behind..run.text.len()), Why::Options));
    }

    /// A part of the answer beside a choice; a number that nobody filled in is
    /// the form's.
    fn content(&mut self, run: Run) {
        let mut counts = counts(&run.text).into_iter();
        let is_blank_count = counts.next().is_some_and(|count| {
            let inside = run.text.get(count.clone()).unwrap_or_default();
            count == (0..run.text.len()) && !inside.chars().any(|c| numerals::digit(c).is_some())
        });
        if is_blank_count {
            self.answer.loose.push((run, Why::Options));
        } else if !run.is_blank() {
            self.answer.paragraphs.push(run);
        }
    }

    fn brackets(&mut self, run: &Run, group: &Group) {
        self.answer.is_asked = true;
        for bracket in [group.open..group.inside().start, group.inside().end..group.end] {
            self.answer.loose.push((run.cut(bracket), Why::Bracket));
        }
    }

    /// Empty brackets before what the form offers are a choice not made.
    fn left_empty(&mut self) {
        if let Some(check) = self.check.take_if(|check| !check.marked) {
            self.answer.loose.push((check.bracket, Why::Bracket));
            self.answer.kind = Some(ValueKind::Choice);
            self.answer.is_asked = true;
        }
    }

    fn flush_check(&mut self) {
        if self.expected == ValueKind::Choice {
            self.left_empty();
        }
        if let Some(check) = self.check.take() {
            if check.marked {
                self.answer.paragraphs.push(check.bracket);
            } else {
                self.answer.loose.push((check.bracket, Why::Bracket));
                self.answer.kind.get_or_insert(ValueKind::Checks);
            }
        }
    }

    fn finish(mut self) -> Answer {
        if let Some((bracket, inside)) = self.open.take() {
            self.answer.loose.push((bracket, Why::Bracket));
            self.chosen(inside);
        }
        self.flush_check();
        // What is offered stands in rows of its own.
        if self.is_announced && self.answer.kind != Some(ValueKind::Checks) {
            self.answer.kind = Some(ValueKind::Choice);
            self.answer.is_asked = true;
        }
        self.answer.paragraphs.retain(|run| !run.is_blank());
        self.answer.loose.retain(|(run, _)| !run.is_blank());
        self.answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Format, Source, Span, Text};

    fn cells(texts: &[&str]) -> Vec<Cell> {
        let mut original = String::new();
        let spans: Vec<Vec<Span>> = texts
            .iter()
            .map(|text| {
                let span = |line: &str, original: &mut String| {
                    let start = original.len();
                    original.push_str(line);
                    Span::new(start, original.len())
                };
                text.lines().map(|line| span(line, &mut original)).collect()
            })
            .collect();
        let source = Source::new("a".into(), Format::Xlsx, original, vec![], None);
        let run = |span: &Span| {
            let text = Text::from_span(*span);
            Run::of(&Block { kind: BlockKind::Paragraph, text }, &source)
        };
        let cell = |(column, spans): (usize, &Vec<Span>)| Cell {
            column: column as u32,
            width: 1,
            leads: false,
            runs: spans.iter().map(run).collect(),
        };
        spans.iter().enumerate().map(cell).collect()
    }

    #[test]
    fn a_box_at_the_end_of_a_line_says_the_next_if_it_is_the_only_one() {
        for (text, value) in [
            ("[　]\n窓口　[○]郵送", "[○]郵送"),
            ("[○]窓口　[　]\n郵送", "[○]窓口"),
            ("[○]窓口　[○]\n郵送", "[○]窓口|[○]郵送"),
            ("[○] [　]\n窓口 郵送", "[○]|窓口 郵送"),
        ] {
            let cells = cells(&[text]);
            let answer = answer(&cells.iter().collect::<Vec<_>>(), ValueKind::Checks, false);
            let found: Vec<&str> = answer.paragraphs.iter().map(|run| run.text.as_str()).collect();
            assert_eq!(found.join("|"), value, "{text}");
        }
    }

    #[test]
    fn answers_are_told_from_what_the_form_prints() {
        let choice = Some(ValueKind::Choice);
        let checks = Some(ValueKind::Checks);
        for (texts, value, kind) in [
            (&["[", "実施する", "]", "＜選択肢＞\n1) 実施する\n2) 未定"][..], "実施する", choice),
            (
                &["[ 十分である ] ＜選択肢＞ 1) 特に力を入れている 2) 十分である"],
                "十分である",
                choice,
            ),
            (
                &["＜選択肢＞\n1) 特に力を入れている\n[ 十分である ] 2) 十分である"],
                "十分である",
                choice,
            ),
            (
                &["［　委託する　］　（　１　）件\n＜選択肢＞\n1) 委託する\n2) 委託しない"],
                "委託する|（　１　）件",
                choice,
            ),
            (
                &["[ 委託する ]　＜選択肢＞\n1) 委託する\n2) 委託しない\n（　１）件"],
                "委託する|（　１）件",
                choice,
            ),
            (
                &["[ 委託する ] ＜選択肢＞ 1) 委託する 2) しない （ 2 ） 件"],
                "委託する|（ 2 ） 件",
                choice,
            ),
            (&["[　　]（　　）件　＜選択肢＞\n1) 委託する\n2) 委託しない"], "", choice),
            (
                &["[ 十分である ]　＜選択肢＞\n2) 十分である\n判断の根拠：手順書１\n第２号"],
                "十分である|判断の根拠：手順書１|第２号",
                choice,
            ),
            (&["＜選択肢＞"], "", choice),
            (&["[　]\n＜選択肢＞\n1) 力を入れて\nいる\n2) 十分である"], "", choice),
            (&["利用者に選択肢を示す"], "利用者に選択肢を示す", None),
            (&["令和5年9月1日", "時点"], "令和5年9月1日　時点", None),
            (&["令和5年9月1日　時点"], "令和5年9月1日　時点", None),
            (&["[ ○ ]自己点検 [ ]内部監査 [○] 外部監査"], "[○]自己点検|[○]外部監査", checks),
            (&["[", "○", "]", "自己点検", "[", "]", "内部監査"], "[○]自己点検", checks),
            (&["[ ]委託しない"], "", checks),
            (&["［\n○　］自己点検　［\n　］内部監査"], "［○］自己点検", checks),
            (&["［\n○\n］その他（\n窓口\n）"], "［○］その他（窓口）", checks),
            (&["［\n十分で\nある　］"], "十分である", choice),
            (&["［十分で\nある　］\n＜選択肢＞\n1) 十分である"], "十分である", choice),
            (&["［", "十分である　］ ＜選択肢＞ 1) 十分である"], "十分である", choice),
            (&["［注\n本文"], "［注|本文", None),
            (&["[", "委託する", "]", "（", "2", "）　件"], "委託する|（2）　件", choice),
            (&["本文[注１]を含む"], "本文[注１]を含む", None),
            (&["一行目\n二行目"], "一行目|二行目", None),
        ] {
            let cells = cells(texts);
            let answer = answer(&cells.iter().collect::<Vec<_>>(), ValueKind::Text, false);
            let found: Vec<&str> = answer.paragraphs.iter().map(|run| run.text.as_str()).collect();
            assert_eq!((found.join("|").as_str(), answer.kind), (value, kind), "{texts:?}");
            let n = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            let spans = answer.paragraphs.iter().flat_map(Run::spans);
            let spans = spans.chain(answer.loose.iter().flat_map(|(run, _)| run.spans()));
            let held: usize = spans.map(Span::len).sum();
            let given: usize = texts
                .iter()
                .map(|t| {
                    t.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>()
                })
                .sum();
            assert!(held >= given, "{texts:?}: {held} of {given} bytes, {}", n(value));
        }
    }
}
