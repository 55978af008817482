//! A document as its author thinks of it: a tree of units with ids, numbers
//! and texts, and the lines it is printed as.

use super::family::{Family, Level, Mark};
use super::pools;
use super::prose::{Clause, Piece, Prose, Sentence};
use super::renumber::renumber;

/// What a document is made of.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Numbering.
    pub family: Family,
    /// Rough number of characters; the document ends with the unit in which
    /// it is reached.
    pub characters: usize,
    /// Probability that a unit ends with one of 24 fixed （例） lists.
    pub boiler: f64,
    /// Probability that the text of a unit is such a list and nothing else.
    pub only: f64,
    /// Probability that the text of a unit is one of three fixed stubs.
    pub stub: f64,
}

impl Shape {
    /// Usual proportions.
    pub fn new(family: Family, characters: usize) -> Self {
        Self { family, characters, boiler: 0.15, only: 0.0, stub: 0.03 }
    }
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Sentences.
    Text,
    /// The line （例） above a list.
    Example,
    /// An entry with ・ in front.
    Bullet,
}

/// A paragraph.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// How it is set.
    pub setting: Setting,
    /// Its sentences; none for [`Setting::Example`].
    pub sentences: Vec<Sentence>,
}

/// A numbered unit. Its own text is the heading line and `body`.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Given once; survives every mutation. 0 is the text before the first
    /// heading.
    pub id: u32,
    /// Number with branches; empty until `renumber` has given one.
    pub number: Vec<u32>,
    /// Title on the line of the label; where empty, the body begins there.
    pub title: Vec<Piece>,
    /// Paragraphs of this unit alone.
    pub body: Vec<Paragraph>,
    /// Units one level deeper.
    pub children: Vec<Unit>,
}

impl Unit {
    /// Number of units in it, itself included.
    pub fn size(&self) -> usize {
        1 + self.children.iter().map(Self::size).sum::<usize>()
    }
}

/// A document.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Numbering.
    pub family: Family,
    /// Level of the outermost units within the family.
    pub first_level: usize,
    /// Title and text before the first heading.
    pub preface: Vec<Paragraph>,
    /// The outermost units.
    pub units: Vec<Unit>,
    /// The id that the next new unit gets.
    pub next_id: u32,
}

impl Outline {
    /// The level of units at a depth, 0 being outermost.
    pub fn level(&self, depth: usize) -> &'static Level {
        &self.family.levels()[self.first_level + depth]
    }
}

/// Grows a document.
pub fn grow(shape: &Shape, prose: &mut Prose) -> Outline {
    let first_level = shape.family.first_level(shape.characters);
    let mut outline = Outline {
        family: shape.family,
        first_level,
        preface: Vec::new(),
        units: Vec::new(),
        next_id: 1,
    };
    let title = prose.rng.pick(pools::DOCUMENTS);
    outline.preface.push(text(vec![prose.fixed(title)]));
    outline.preface.push(text(vec![prose.sentence(), prose.sentence()]));
    let mut grower = Grower { shape, prose, left: shape.characters, next_id: 1, lists: lists() };
    let most = if outline.level(0).mark.limit() < 20 { 10 } else { usize::MAX };
    while grower.left > 0 && outline.units.len() < most {
        let unit = grower.unit(first_level);
        outline.units.push(unit);
    }
    outline.next_id = grower.next_id;
    renumber(&mut outline);
    outline
}

/// The same text under one heading: paragraphs and titles of all units in
/// reading order.
pub fn flatten(outline: Outline) -> Outline {
    let Outline { family, mut preface, units, next_id, .. } = outline;
    let sentences = preface.remove(0).sentences.into_iter();
    let title = sentences.flat_map(|it| it.clauses).flat_map(|it| it.pieces).collect();
    let mut only = Unit { id: 1, number: vec![1], title, body: vec![], children: vec![] };
    flatten_into(units, &mut only.body);
    let first_level = family.first_level(0);
    Outline { family, first_level, preface, units: vec![only], next_id }
}

fn flatten_into(units: Vec<Unit>, out: &mut Vec<Paragraph>) {
    for unit in units {
        if !unit.title.is_empty() {
            let clauses = vec![Clause { pieces: unit.title }];
            out.push(text(vec![Sentence { clauses }]));
        }
        out.extend(unit.body);
        flatten_into(unit.children, out);
    }
}

/// Gives the units ids that no other document has.
pub fn shift_ids(units: &mut [Unit], by: u32) {
    for unit in units {
        unit.id += by;
        shift_ids(&mut unit.children, by);
    }
}

/// A single new unit for a revision, without children.
pub fn newcomer(outline: &mut Outline, depth: usize, prose: &mut Prose) -> Unit {
    let shape =
        Shape { boiler: 0.0, only: 0.0, stub: 0.0, ..Shape::new(outline.family, usize::MAX) };
    let mut grower = Grower {
        shape: &shape,
        prose,
        left: usize::MAX,
        next_id: outline.next_id,
        lists: Vec::new(),
    };
    let mut unit = grower.own(outline.level(depth));
    if unit.body.is_empty() {
        unit.body.push(grower.paragraph());
    }
    outline.next_id = grower.next_id;
    unit
}

/// The fixed （例） lists, equal in all documents.
fn lists() -> Vec<Vec<Sentence>> {
    let mut prose = Prose::new(24);
    (0..24)
        .map(|_| {
            let n_items = prose.rng.between(4, 13);
            (0..n_items).map(|_| prose.item()).collect()
        })
        .collect()
}

fn text(sentences: Vec<Sentence>) -> Paragraph {
    Paragraph { setting: Setting::Text, sentences }
}

struct Grower<'a> {
    shape: &'a Shape,
    prose: &'a mut Prose,
    left: usize,
    next_id: u32,
    lists: Vec<Vec<Sentence>>,
}

impl Grower<'_> {
    fn unit(&mut self, level: usize) -> Unit {
        let levels = self.shape.family.levels();
        let mut unit = self.own(&levels[level]);
        if level + 1 < levels.len() && self.prose.rng.chance(levels[level].parent) {
            for _ in 0..self.prose.rng.between(2, 9) {
                if self.left == 0 {
                    break;
                }
                unit.children.push(self.unit(level + 1));
            }
        }
        if unit.children.is_empty() && unit.body.is_empty() {
            unit.body.push(self.paragraph());
        }
        unit
    }

    /// A unit without children.
    fn own(&mut self, level: &Level) -> Unit {
        let mut unit = Unit {
            id: self.next_id,
            number: Vec::new(),
            title: Vec::new(),
            body: Vec::new(),
            children: Vec::new(),
        };
        self.next_id += 1;
        if self.prose.rng.chance(level.titled) {
            unit.title = self.prose.title();
            self.spend(&unit.title);
        }
        if level.item {
            let item = self.prose.item();
            unit.body.push(text(vec![item]));
        } else if self.prose.rng.chance(self.shape.stub) {
            let stub = self.prose.rng.pick(pools::STUBS);
            unit.body.push(text(vec![self.prose.fixed(stub)]));
        } else if self.shape.only > 0.0 && self.prose.rng.chance(self.shape.only) {
            self.list(&mut unit.body);
        } else if unit.title.is_empty() || (level.parent < 1.0 && self.prose.rng.chance(0.7)) {
            for _ in 0..self.prose.rng.between(1, 3) {
                let paragraph = self.paragraph();
                unit.body.push(paragraph);
            }
            if self.prose.rng.chance(self.shape.boiler) {
                self.list(&mut unit.body);
            }
        }
        unit
    }

    fn paragraph(&mut self) -> Paragraph {
        let n_sentences = self.prose.rng.between(1, 3);
        let mut sentences = Vec::with_capacity(n_sentences);
        if self.prose.rng.chance(0.08) {
            sentences.push(self.prose.citing());
        }
        for _ in 0..n_sentences {
            sentences.push(self.prose.sentence());
        }
        for sentence in &sentences {
            for clause in &sentence.clauses {
                self.spend(&clause.pieces);
            }
        }
        text(sentences)
    }

    fn list(&mut self, body: &mut Vec<Paragraph>) {
        body.push(Paragraph { setting: Setting::Example, sentences: Vec::new() });
        let chosen = self.prose.rng.below(self.lists.len());
        for mut item in self.lists[chosen].clone() {
            // Each place where a list stands can be edited on its own.
            for piece in item.clauses.iter_mut().flat_map(|clause| &mut clause.pieces) {
                *piece = self.prose.piece(piece.text.clone(), piece.kind);
            }
            for clause in &item.clauses {
                self.spend(&clause.pieces);
            }
            body.push(Paragraph { setting: Setting::Bullet, sentences: vec![item] });
        }
    }

    fn spend(&mut self, pieces: &[Piece]) {
        let n_bytes: usize = pieces.iter().map(|piece| piece.text.len()).sum();
        self.left = self.left.saturating_sub(n_bytes / 3);
    }
}

/// A paragraph as it is printed, before wrapping.
#[derive(Debug)]
pub struct Line<'a> {
    /// Unit it belongs to.
    pub unit: u32,
    /// Whether it has a title and nothing else.
    pub heading: bool,
    /// Label with its gap, （例, ・ or 【; empty on running text.
    pub lead: String,
    /// The words.
    pub pieces: Vec<&'a Piece>,
    /// 】 or nothing.
    pub tail: &'static str,
}

/// The lines of a document in reading order.
pub fn lines(outline: &Outline) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    body_lines(0, &outline.preface, &mut out);
    let levels = &outline.family.levels()[outline.first_level..];
    unit_lines(&outline.units, levels, &mut Vec::new(), &mut out);
    out
}

fn unit_lines<'a>(
    units: &'a [Unit],
    levels: &[Level],
    path: &mut Vec<&'a [u32]>,
    out: &mut Vec<Line<'a>>,
) {
    let Some((level, deeper)) = levels.split_first() else {
        return;
    };
    for unit in units {
        path.push(&unit.number);
        let label = level.mark.label(path);
        let n_before = out.len();
        if level.mark == Mark::Bracket {
            let pieces = unit.title.iter().collect();
            out.push(Line {
                unit: unit.id, heading: true, lead: "【".into(), pieces, tail: "】"
            });
            body_lines(unit.id, &unit.body, out);
        } else if unit.title.is_empty() {
            body_lines(unit.id, &unit.body, out);
            if let Some(first) = out.get_mut(n_before) {
                first.lead = label + level.gap + &first.lead;
            }
        } else {
            let pieces = unit.title.iter().collect();
            let lead = label + level.gap;
            out.push(Line { unit: unit.id, heading: true, lead, pieces, tail: "" });
            body_lines(unit.id, &unit.body, out);
        }
        unit_lines(&unit.children, deeper, path, out);
        path.pop();
    }
}

fn body_lines<'a>(unit: u32, body: &'a [Paragraph], out: &mut Vec<Line<'a>>) {
    for paragraph in body {
        let lead = match paragraph.setting {
            Setting::Text => "",
            Setting::Example => "（例）",
            Setting::Bullet => "・",
        };
        let clauses = paragraph.sentences.iter().flat_map(|sentence| &sentence.clauses);
        let pieces = clauses.flat_map(|clause| &clause.pieces).collect();
        out.push(Line { unit, heading: false, lead: lead.into(), pieces, tail: "" });
    }
}
