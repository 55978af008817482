//! Meaning units that a mark must not cut: numbers with their counters, dates,
//! citation paths, katakana and Latin words, short quoted terms (CONVENTIONS
//! §1.6).

use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use super::citation::{self, citation_end};
use super::counted::{
    self, begins_date_or_numeral, code_end, date_end, kanji_number_end, number_end,
};
use super::tokens::{Class, Token, Tokens};

/// Longest quoted term taken as one unit, in tokens.
const LONGEST_QUOTED: usize = 12;
/// The same with its brackets.
const LONGEST_TERM: usize = LONGEST_QUOTED + 2;

/// Where the units of a text begin and end. Only what stands around the places
/// that are asked about is searched: most of a changed section is unchanged.
#[derive(Debug)]
pub struct Units<'a> {
    tokens: &'a [Token],
    /// Tokens with which a paragraph or a cell begins, ascending.
    begins: &'a [u32],
    /// Tokens that a space parts from the one before, ascending.
    apart: &'a [u32],
    /// Entry `i` speaks of the place before token `i`; the last one of the end.
    /// Empty until something is asked.
    places: RefCell<Vec<u8>>,
}

/// The place is inside a unit, so that no mark may begin or end there.
const INSIDE: u8 = 1;
/// A unit of several tokens begins or ends at the place.
const EDGE: u8 = 2;
/// Whether the token behind the place is in a unit is known.
const SEARCHED: u8 = 4;
/// Everything about the place is known.
const KNOWN: u8 = 8;

impl<'a> Units<'a> {
    /// The units of a text. None goes over the end of a paragraph or cell.
    pub fn of(tokens: &'a Tokens) -> Self {
        let (begins, apart) = (tokens.begins(), tokens.apart());
        Self { tokens: &tokens.list, begins, apart, places: RefCell::default() }
    }

    /// Whether the place before token `at` is inside a unit, so that no mark
    /// may begin or end there.
    pub fn inside(&self, at: usize) -> bool {
        self.place(at) & INSIDE != 0 && !self.is_before_title(at)
    }

    /// Whether a number and a katakana word meet at the place that a space parts:
    /// 注２　ログ, which counts nothing.
    fn is_before_title(&self, at: usize) -> bool {
        let class = |at: usize| self.tokens.get(at).map(|token| token.class());
        class(at) == Some(Class::Katakana)
            && at.checked_sub(1).and_then(class) == Some(Class::Number)
            && self.apart.binary_search(&(at as u32)).is_ok()
    }

    /// Whether a unit of several tokens begins or ends at the place before
    /// token `at`.
    pub fn edge(&self, at: usize) -> bool {
        self.place(at) & EDGE != 0
    }

    /// What is known of a place.
    #[inline]
    fn place(&self, at: usize) -> u8 {
        let known = self.places.borrow().get(at).copied().unwrap_or_default();
        if known & KNOWN == 0 { self.find(at) } else { known }
    }

    /// What is known of a place after searching around the tokens that end and
    /// begin there.
    #[inline(never)]
    fn find(&self, at: usize) -> u8 {
        if self.is_between_words(at) {
            return 0;
        }
        let mut places = self.places.borrow_mut();
        if places.is_empty() {
            places.resize(self.tokens.len() + 1, 0);
        }
        for token in [at.wrapping_sub(1), at] {
            let is_new = places.get(token).is_some_and(|place| place & SEARCHED == 0);
            if is_new && token < self.tokens.len() {
                self.search(&mut places, token);
            }
        }
        let Some(place) = places.get_mut(at) else { return 0 };
        *place |= KNOWN;
        *place
    }

    /// Whether it is certain at a glance that no unit of several tokens begins,
    /// goes on or ends at a place.
    fn is_between_words(&self, at: usize) -> bool {
        let characters: &Characters = &CHARACTERS;
        let token = |at: usize| self.tokens.get(at).copied();
        let ends = token(at.wrapping_sub(1)).is_some_and(|token| characters.may_go_on(token));
        let begins = token(at)
            .is_some_and(|token| characters.may_begin(token) | characters.may_go_on(token));
        !(ends | begins) && !self.may_be_quoted(at)
    }

    /// Finds the units from a place before token `at` that is in none until one
    /// holds it, or it is none.
    fn search(&self, places: &mut [u8], token: usize) {
        let paragraph = self.paragraph(token);
        let start = self.start_before(places, token, paragraph.start);
        // What begins a unit depends on what stands before it.
        let (tokens, places) =
            (&self.tokens[paragraph.clone()], &mut places[paragraph.start..=paragraph.end]);
        let (mut at, last) = (start - paragraph.start, token - paragraph.start);
        let characters: &Characters = &CHARACTERS;
        while at <= last {
            // With most tokens no unit begins.
            let end = if characters.may_begin(tokens[at]) { unit_end(tokens, at) } else { at + 1 };
            if end > at + 1 {
                for place in &mut places[at + 1..end] {
                    *place |= INSIDE;
                }
                places[at] |= EDGE;
                places[end] |= EDGE;
            }
            for place in &mut places[at..end] {
                *place |= SEARCHED;
            }
            at = end;
        }
    }

    /// Whether a quoted term may hold or end before token `at`. Looks at all
    /// tokens of a term, because that is done in a few vector instructions.
    fn may_be_quoted(&self, at: usize) -> bool {
        let any_opens =
            |tokens: &[Token]| tokens.iter().fold(false, |any, &it| any | opens_term(it));
        let before = self.tokens.get(..at).unwrap_or_default();
        match before.last_chunk::<LONGEST_TERM>() {
            Some(before) => any_opens(before),
            None => any_opens(before),
        }
    }

    /// The paragraph or cell of a token.
    fn paragraph(&self, token: usize) -> Range<usize> {
        let next = self.begins.partition_point(|&begin| begin as usize <= token);
        let start = next.checked_sub(1).map_or(0, |index| self.begins[index] as usize);
        let end = self.begins.get(next).map_or(self.tokens.len(), |&begin| begin as usize);
        start..end
    }

    /// The last place before a token that is surely in no unit: one before which
    /// everything is known, or before a token with which none goes on, and no
    /// bracket of a term was opened shortly before it.
    fn start_before(&self, places: &[u8], token: usize, floor: usize) -> usize {
        let characters: &Characters = &CHARACTERS;
        let is_known = |at: usize| places[at] & SEARCHED != 0;
        let mut at = token;
        while at > floor && !is_known(at - 1) {
            if characters.may_go_on(self.tokens[at]) {
                at -= 1;
                continue;
            }
            if !self.may_be_quoted(at) {
                break;
            }
            let is_open = |at: usize| opens_term(self.tokens[at]);
            let from = at.saturating_sub(LONGEST_QUOTED + 1).max(floor);
            match (from..at).rev().find(|&it| is_open(it) || is_known(it)) {
                Some(known) if is_known(known) => return known + 1,
                Some(opened) => at = opened,
                None => break,
            }
        }
        at
    }
}

/// Whether a quoted term may begin with a token.
fn opens_term(token: Token) -> bool {
    token.is('「') | token.is('『')
}

/// Which characters units may have.
struct Characters {
    begin: [u64; 1024],
    go_on: [u64; 1024],
}

impl Characters {
    /// Whether a unit may begin with a token: always with a number or word of
    /// several characters.
    fn may_begin(&self, token: Token) -> bool {
        has(&self.begin, token)
    }

    /// Whether a unit that is no quoted term may have a token behind its first
    /// one.
    fn may_go_on(&self, token: Token) -> bool {
        has(&self.go_on, token)
    }
}

/// Whether a token is one of some characters, or a number or word of several.
fn has(set: &[u64; 1024], token: Token) -> bool {
    let key = token.key();
    let word = set.get(key as usize >> 6);
    word.is_none_or(|word| word >> (key & 63) & 1 != 0)
}

/// With what a unit may begin and go on.
static CHARACTERS: LazyLock<Characters> = LazyLock::new(|| {
    let mut set = Characters { begin: [0; 1024], go_on: [0; 1024] };
    let add = |set: &mut [u64; 1024], c: char| {
        if let Some(word) = set.get_mut(c as usize >> 6) {
            *word |= 1 << (c as u32 & 63);
        }
    };
    for c in '\0'..='\u{ffff}' {
        let token = Token::single(c);
        let may_begin = match token.class() {
            Class::Hiragana | Class::Space => false,
            Class::Mark => matches!(c, '「' | '『'),
            Class::Kanji => {
                matches!(c, '第' | '別' | '様' | '附') || begins_date_or_numeral(&[token], 0)
            }
            Class::Katakana | Class::Number | Class::Latin => {
                add(&mut set.go_on, c);
                true
            }
        };
        if may_begin {
            add(&mut set.begin, c);
        }
    }
    for c in counted::inner_characters().chain(citation::inner_characters()) {
        add(&mut set.go_on, c);
    }
    set
});

/// End of the unit that begins at token `at`; `at + 1` where there is none.
fn unit_end(tokens: &[Token], at: usize) -> usize {
    let words = match tokens[at].class() {
        Class::Number => number_end(tokens, at),
        Class::Katakana => {
            at + tokens[at..].iter().take_while(|token| token.class() == Class::Katakana).count()
        }
        Class::Latin => code_end(tokens, at),
        Class::Kanji => kanji_number_end(tokens, at),
        _ => at + 1,
    };
    [quoted_end(tokens, at), date_end(tokens, at), citation_end(tokens, at), words]
        .into_iter()
        .fold(at + 1, usize::max)
}

fn quoted_end(tokens: &[Token], at: usize) -> usize {
    let close = match tokens[at].first() {
        '「' => '」',
        '『' => '』',
        _ => return at,
    };
    tokens[at..]
        .iter()
        .take(LONGEST_TERM)
        .position(|token| token.first() == close)
        .map_or(at, |offset| at + offset + 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::tokens_of;
    use super::*;

    /// All units, by looking at every token of a text from its beginning.
    fn all_places(tokens: &Tokens) -> Vec<u8> {
        let mut places = vec![0; tokens.list.len() + 1];
        let begins = tokens.begins().iter().map(|&at| at as usize);
        let ends = begins.clone().skip(1).chain([tokens.list.len()]);
        for (begin, end) in begins.zip(ends) {
            let paragraph = &tokens.list[begin..end];
            let mut at = 0;
            while at < paragraph.len() {
                let end = unit_end(paragraph, at);
                if end > at + 1 {
                    places[begin + at + 1..begin + end].iter_mut().for_each(|it| *it |= INSIDE);
                    places[begin + at] |= EDGE;
                    places[begin + end] |= EDGE;
                }
                at = end;
            }
        }
        places
    }

    /// Every character that units are made of comes often enough to meet every
    /// other one.
    #[test]
    fn searching_around_a_place_finds_what_searching_everything_does() {
        let mut letters: Vec<char> = "はにをてするもの届出者義務、。（）「」『』1209A-ー:/.%アカ\n"
            .chars()
            .chain(counted::inner_characters())
            .chain(citation::inner_characters())
            .collect();
        letters.sort_unstable();
        letters.dedup();
        let mut state = 1_u64;
        let mut next = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % n
        };
        let words = [
            "第三条の二第1項",
            "令和6年1月15日",
            "別表第二",
            "「ただし。書」",
            "3箇月",
            "午後5時30分",
            "2分の1",
            "第8－(2)－ア",
            "90センチメートル",
            "平方",
            "前段",
            "附属書1",
            "『甲は「乙」丙』",
        ];
        let mut n_inside = 0;
        for _ in 0..600 {
            let n = 1 + next(60);
            let text: String = (0..n)
                .map(|_| match next(4) {
                    0 => words[next(words.len())].to_owned(),
                    1 => "はにをてする届出。"
                        .chars()
                        .nth(next(9))
                        .map(String::from)
                        .unwrap_or_default(),
                    _ => letters[next(letters.len())].to_string(),
                })
                .collect();
            let tokens = tokens_of(&text);
            let plain = all_places(&tokens);
            n_inside += plain.iter().filter(|&&place| place & INSIDE != 0).count();
            // One place after the other, and each alone.
            let units = Units::of(&tokens);
            for _ in 0..=tokens.list.len() {
                let at = next(plain.len());

                let alone = Units::of(&tokens).place(at) & (INSIDE | EDGE);
                assert_eq!(units.place(at) & (INSIDE | EDGE), plain[at], "{text} {at}");
                assert_eq!(alone, plain[at], "{text} {at}");
            }
        }
        assert!(n_inside > 10_000, "{n_inside}");
    }
}
