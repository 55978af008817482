//! Text of a citation → its steps: `第4条の2第1項第三号イ` is article 4 の2,
//! paragraph 1, item 3, イ (CONVENTIONS §3.8).

use crate::number::numerals::{aiueo, circled, digit, is_kanji_numeral, kanji};
use crate::number::{Annex, Label, LabelStyle, Numeral, Unit};

use super::tokens::Token;

/// One step of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A heading with this label.
    Label(Label),
    /// 第２項: in an article, whose first paragraph has no number.
    Paragraph(u32),
    /// 第三号: an item, however it is numbered.
    Item(u32, Vec<u32>),
    /// 前条, 前項, 前号 (-1) and 次条, 次項, 次号 (1).
    Neighbour(Kind, i32),
}

/// What a relative citation counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 条.
    Article,
    /// 項.
    Paragraph,
    /// 号.
    Item,
}

/// A stretch of text as citations and what stands between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A citation and how many characters it has.
    Citation(Vec<Step>, usize),
    /// Any other character.
    Other(char),
}

/// With what a citation can begin.
const BEGIN: [char; 6] = ['前', '次', '別', '様', '第', '('];

/// Whether a citation can begin with this folded character.
fn may_begin(c: char) -> bool {
    BEGIN.contains(&c)
}

/// Whether a citation can begin with this token.
#[inline]
pub fn may_begin_with(token: Token) -> bool {
    BEGIN.iter().fold(false, |any, &c| any | token.is(c))
}

/// Cuts folded text into pieces.
pub fn pieces(text: &[char]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let mut reader = Reader { text, at };
        let steps = if may_begin(text[at]) { reader.citation() } else { Vec::new() };
        if steps.is_empty() {
            pieces.push(Piece::Other(text[at]));
            at += 1;
        } else {
            pieces.push(Piece::Citation(steps, reader.at - at));
            at = reader.at;
        }
    }
    pieces
}

struct Reader<'a> {
    text: &'a [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let n = wanted.chars().count();
        let is_here = self.text[self.at..].iter().take(n).copied().eq(wanted.chars());
        self.at += if is_here { n } else { 0 };
        is_here
    }

    /// Reads with `read`, or goes back.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    fn citation(&mut self) -> Vec<Step> {
        let first = self
            .attempt(Self::neighbour)
            .or_else(|| self.attempt(Self::annex))
            .or_else(|| self.attempt(Self::ordinal))
            .or_else(|| self.attempt(Self::bracketed));
        let mut steps: Vec<Step> = first.into_iter().collect();
        if steps.is_empty() {
            return steps;
        }
        while let Some(step) = self
            .attempt(Self::ordinal)
            .or_else(|| self.attempt(Self::hyphenated))
            .or_else(|| self.attempt(Self::bracketed))
            .or_else(|| self.attempt(Self::small))
        {
            steps.push(step);
        }
        steps
    }

    fn neighbour(&mut self) -> Option<Step> {
        let by = if self.eat("前") {
            -1
        } else if self.eat("次") {
            1
        } else {
            return None;
        };
        let kind = match self.peek()? {
            '条' => Kind::Article,
            '項' => Kind::Paragraph,
            '号' => Kind::Item,
            _ => return None,
        };
        self.at += 1;
        Some(Step::Neighbour(kind, by))
    }

    /// 別表第二, 別紙１, 様式第３号.
    fn annex(&mut self) -> Option<Step> {
        let words = [
            ("別記様式", Annex::Form),
            ("様式", Annex::Form),
            ("別表", Annex::Table),
            ("別紙", Annex::Sheet),
            ("別添", Annex::Attachment),
        ];
        let (_, kind) = words.into_iter().find(|(word, _)| self.eat(word))?;
        self.eat("第");
        let (_, value) = self.numeral()?;
        self.eat("号");
        let branches = self.branches().into();
        Some(Step::Label(Label { style: LabelStyle::Annex(kind), value, branches }))
    }

    /// 第４条の２, 第１項, 第三号, 第２章, 第４.
    fn ordinal(&mut self) -> Option<Step> {
        if !self.eat("第") {
            return None;
        }
        let (_, value) = self.numeral()?;
        let unit = match self.peek() {
            Some('項') => {
                self.at += 1;
                return Some(Step::Paragraph(value));
            }
            Some('号') => {
                self.at += 1;
                return Some(Step::Item(value, self.branches()));
            }
            Some('編') => Some(Unit::Part),
            Some('章') => Some(Unit::Chapter),
            Some('節') => Some(Unit::Section),
            Some('款') => Some(Unit::Subsection),
            Some('条') => Some(Unit::Article),
            _ => None,
        };
        self.at += usize::from(unit.is_some());
        let branches = if unit.is_some() { self.branches() } else { Vec::new() }.into();
        Some(Step::Label(Label { style: LabelStyle::Ordinal(unit), value, branches }))
    }

    /// －３ of 第８－３.
    fn hyphenated(&mut self) -> Option<Step> {
        if !self.eat("-") {
            return None;
        }
        self.attempt(Self::bracketed).or_else(|| self.attempt(Self::small)).or_else(|| {
            let (numeral, value) = self.numeral()?;
            Some(Step::Label(Label::plain(LabelStyle::Plain(numeral), value)))
        })
    }

    /// （１）, （ア）.
    fn bracketed(&mut self) -> Option<Step> {
        if !self.eat("(") {
            return None;
        }
        let (numeral, value) = self.numeral().or_else(|| self.kana())?;
        self.eat(")").then(|| Step::Label(Label::plain(LabelStyle::Paren(numeral), value)))
    }

    /// イ, ①.
    fn small(&mut self) -> Option<Step> {
        if let Some((circle, value)) = self.peek().and_then(circled) {
            self.at += 1;
            return Some(Step::Label(Label::plain(LabelStyle::Circled(circle), value)));
        }
        let (numeral, value) = self.kana()?;
        Some(Step::Label(Label::plain(LabelStyle::Plain(numeral), value)))
    }

    /// A single katakana that begins no word.
    fn kana(&mut self) -> Option<(Numeral, u32)> {
        let value = aiueo(self.peek()?)?;
        let next = self.text.get(self.at + 1).copied();
        if next.is_some_and(|next| matches!(next, '\u{30a1}'..='\u{30ff}')) {
            return None;
        }
        self.at += 1;
        Some((Numeral::Katakana, value))
    }

    fn numeral(&mut self) -> Option<(Numeral, u32)> {
        let rest = &self.text[self.at..];
        let arabic: Vec<u32> = rest.iter().map_while(|&c| digit(c)).take(7).collect();
        if !arabic.is_empty() {
            self.at += arabic.len();
            return Some((
                Numeral::Arabic,
                arabic.iter().fold(0, |value, digit| value * 10 + digit),
            ));
        }
        let printed: String = rest.iter().take(12).take_while(|c| is_kanji_numeral(**c)).collect();
        let value = kanji(&printed)?;
        self.at += printed.chars().count();
        Some((Numeral::Kanji, value))
    }

    /// の２, の二の三.
    fn branches(&mut self) -> Vec<u32> {
        let mut branches = Vec::new();
        while let Some(branch) =
            self.attempt(|it| it.eat("の").then(|| it.numeral()).flatten().map(|(_, n)| n))
        {
            branches.push(branch);
        }
        branches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let text: Vec<char> = text.chars().collect();
        let told = |piece: Piece| match piece {
            Piece::Other(c) => c.to_string(),
            Piece::Citation(steps, n) => format!("{}/{n}", steps.len()),
        };
        pieces(&text).into_iter().map(told).collect()
    }

    #[test]
    fn citations_are_read_step_by_step() {
        assert_eq!(told("第4条の2第1項第三号イ"), ["4/12"]);
        assert_eq!(told("前条、別表第二"), ["1/2", "、", "1/4"]);
        assert_eq!(told("第8-1-(1)"), ["3/8"]);
        assert_eq!(told("第三者の第2項"), ["1/2", "者", "の", "1/3"]);
        assert_eq!(told("前期"), ["前", "期"]);
    }
}
