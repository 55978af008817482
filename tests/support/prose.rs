//! Sentences from the pools: seeded, without end, each word marked with its
//! kind so that a mutation can take a noun or a number and nothing else.

use std::borrow::Cow;

use super::pools;
use super::rng::Rng;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Fixed words of a frame.
    Plain,
    /// Someone.
    Actor,
    /// First half of a thing.
    Modifier,
    /// Second half of a thing.
    Head,
    /// Stem of a verb.
    Verb,
    /// A number with its counter.
    Count,
    /// A number with a unit of time.
    Period,
    /// A date.
    Date,
    /// A citation.
    Citation,
}

impl Kind {
    /// Whether another word of the same kind can take its place.
    pub fn is_word(self) -> bool {
        matches!(self, Self::Actor | Self::Modifier | Self::Head | Self::Verb)
    }

    /// Whether it is written with digits.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Count | Self::Period | Self::Date | Self::Citation)
    }
}

/// The smallest stretch a mutation replaces.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The characters: digits half-width, brackets full-width.
    pub text: Cow<'static, str>,
    /// What it is.
    pub kind: Kind,
    /// Given once: a piece that survives a revision keeps its stamp, so two
    /// documents say the same where their stamps are equal.
    pub stamp: u32,
}

/// Pieces up to a 、 or 。.
#[derive(Debug, Clone)]
pub struct Clause {
    /// In order.
    pub pieces: Vec<Piece>,
}

/// Clauses up to a 。 or, in lists, without one.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// In order, at least one.
    pub clauses: Vec<Clause>,
}

enum Slot {
    Text(&'static str),
    Actor,
    Noun,
    Verb,
    Count,
    Period,
    Date,
    Citation,
}

type Frame = Vec<Slot>;

fn frames(patterns: &[&'static str]) -> Vec<Frame> {
    patterns.iter().map(|pattern| frame(pattern)).collect()
}

fn frame(pattern: &'static str) -> Frame {
    let mut slots = Vec::new();
    for (index, part) in pattern.split('{').enumerate() {
        let text = match part.split_once('}') {
            Some((name, text)) if index > 0 => {
                slots.push(match name {
                    "A" => Slot::Actor,
                    "N" => Slot::Noun,
                    "V" => Slot::Verb,
                    "n" => Slot::Count,
                    "p" => Slot::Period,
                    "d" => Slot::Date,
                    _ => Slot::Citation,
                });
                text
            }
            _ => part,
        };
        if !text.is_empty() {
            slots.push(Slot::Text(text));
        }
    }
    slots
}

/// Writes sentences.
pub struct Prose {
    /// All chance of one document and its revision comes from here.
    pub rng: Rng,
    next_stamp: u32,
    /// Every second word and frame of the pools alone, from the first or from
    /// the second on.
    half: Option<usize>,
    openings: Vec<Frame>,
    middles: Vec<Frame>,
    endings: Vec<Frame>,
    citing: Vec<Frame>,
    titles: Vec<Frame>,
    items: Vec<Frame>,
}

impl Prose {
    /// A writer of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self::writer(seed, None)
    }

    /// A writer who knows the first (0) or the second (1) half of the pools
    /// alone: two of them have no word in common but fixed ones.
    pub fn of_half(seed: u64, half: usize) -> Self {
        Self::writer(seed, Some(half % 2))
    }

    fn writer(seed: u64, half: Option<usize>) -> Self {
        let known = |patterns: &[&'static str]| match half {
            Some(half) => patterns.iter().skip(half).step_by(2).map(|it| frame(it)).collect(),
            None => frames(patterns),
        };
        Self {
            rng: Rng::new(seed),
            next_stamp: 0,
            half,
            openings: known(pools::OPENINGS),
            middles: known(pools::MIDDLES),
            endings: known(pools::ENDINGS),
            citing: known(pools::CITING),
            titles: known(pools::TITLES),
            items: known(pools::ITEMS),
        }
    }

    /// Gives no stamp that another writer has given.
    pub fn continue_stamps(&mut self, other: &Self) {
        self.next_stamp = other.next_stamp;
    }

    fn word(&mut self, pool: &[&'static str]) -> Cow<'static, str> {
        Cow::Borrowed(match self.half {
            Some(half) => pool[self.rng.below(pool.len() / 2) * 2 + half],
            None => self.rng.pick(pool),
        })
    }

    /// A sentence of two to five clauses.
    pub fn sentence(&mut self) -> Sentence {
        let middles = self.rng.below(4);
        let mut clauses = Vec::with_capacity(middles + 2);
        clauses.push(self.fill(|prose| &prose.openings));
        for _ in 0..middles {
            clauses.push(self.middle());
        }
        clauses.push(self.fill(|prose| &prose.endings));
        Sentence { clauses }
    }

    /// A sentence that begins with a citation.
    pub fn citing(&mut self) -> Sentence {
        Sentence { clauses: vec![self.fill(|prose| &prose.citing)] }
    }

    /// A clause for the middle of a sentence.
    pub fn middle(&mut self) -> Clause {
        self.fill(|prose| &prose.middles)
    }

    /// A clause for the end of a sentence.
    pub fn ending(&mut self) -> Clause {
        self.fill(|prose| &prose.endings)
    }

    /// An entry of a list, without 。.
    pub fn item(&mut self) -> Sentence {
        Sentence { clauses: vec![self.fill(|prose| &prose.items)] }
    }

    /// The title of a section.
    pub fn title(&mut self) -> Vec<Piece> {
        self.fill(|prose| &prose.titles).pieces
    }

    /// A text the way it stands, as one piece.
    pub fn fixed(&mut self, text: &'static str) -> Sentence {
        let piece = self.piece(Cow::Borrowed(text), Kind::Plain);
        Sentence { clauses: vec![Clause { pieces: vec![piece] }] }
    }

    /// Another piece of the same kind with other text; `None` for fixed words.
    pub fn another(&mut self, than: &Piece) -> Option<Piece> {
        if than.kind == Kind::Plain {
            return None;
        }
        loop {
            let text = self.text_of(than.kind);
            if text != than.text {
                return Some(self.piece(text, than.kind));
            }
        }
    }

    /// Gives a text its stamp.
    pub fn piece(&mut self, text: Cow<'static, str>, kind: Kind) -> Piece {
        self.next_stamp += 1;
        Piece { text, kind, stamp: self.next_stamp }
    }

    fn fill(&mut self, frames: fn(&Self) -> &Vec<Frame>) -> Clause {
        let n_frames = frames(self).len();
        let chosen = self.rng.below(n_frames);
        let n_slots = frames(self)[chosen].len();
        let mut pieces = Vec::with_capacity(n_slots + 4);
        for index in 0..n_slots {
            let kind = match frames(self)[chosen][index] {
                Slot::Text(text) => {
                    let piece = self.piece(Cow::Borrowed(text), Kind::Plain);
                    pieces.push(piece);
                    continue;
                }
                Slot::Noun => {
                    let text = self.text_of(Kind::Modifier);
                    let piece = self.piece(text, Kind::Modifier);
                    pieces.push(piece);
                    Kind::Head
                }
                Slot::Actor => Kind::Actor,
                Slot::Verb => Kind::Verb,
                Slot::Count => Kind::Count,
                Slot::Period => Kind::Period,
                Slot::Date => Kind::Date,
                Slot::Citation => Kind::Citation,
            };
            let text = self.text_of(kind);
            let piece = self.piece(text, kind);
            pieces.push(piece);
        }
        Clause { pieces }
    }

    fn text_of(&mut self, kind: Kind) -> Cow<'static, str> {
        let rng = &mut self.rng;
        match kind {
            Kind::Plain => Cow::Borrowed(""),
            Kind::Actor => self.word(pools::ACTORS),
            Kind::Modifier => self.word(pools::MODIFIERS),
            Kind::Head => self.word(pools::HEADS),
            Kind::Verb => self.word(pools::VERBS),
            Kind::Count => {
                Cow::Owned(format!("{}{}", rng.between(2, 980), rng.pick(pools::COUNTERS)))
            }
            Kind::Period => {
                Cow::Owned(format!("{}{}", rng.between(1, 40), rng.pick(pools::PERIODS)))
            }
            Kind::Date => {
                let (year, month) = (rng.between(2, 12), rng.between(1, 12));
                Cow::Owned(format!("令和{year}年{month}月{}日", rng.between(1, 28)))
            }
            Kind::Citation => citation(rng),
        }
    }
}

fn citation(rng: &mut Rng) -> Cow<'static, str> {
    let (first, second, third) = (rng.between(1, 40), rng.between(1, 9), rng.between(1, 9));
    Cow::Owned(match rng.below(8) {
        0 => return Cow::Borrowed("前項"),
        1 => format!("第{first}条"),
        2 => format!("第{first}条第{second}項"),
        3 => format!("第{first}条の{}第{second}項第{third}号", second + 1),
        4 => format!("第{second}－{third}－（{}）", rng.between(1, 6)),
        5 => format!("第{second}－{third}"),
        6 => format!("規則第{first}条第{second}号"),
        _ => format!("別表第{second}"),
    })
}
