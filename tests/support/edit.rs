//! Changes inside one unit: words, numbers, clauses, sentences.

use super::mutate::Mutation;
use super::prose::{Clause, Kind, Piece, Prose, Sentence};
use super::tree::{Paragraph, Setting, Unit};

/// Edits one unit; `false` when it has nothing of the kind.
pub fn edit(unit: &mut Unit, mutation: Mutation, prose: &mut Prose) -> bool {
    match mutation {
        Mutation::EditWord => edit_word(unit, prose),
        Mutation::EditNumber => edit_piece(unit, prose, Kind::is_number),
        Mutation::EditClause => edit_clause(unit, prose),
        Mutation::EditSentence => edit_sentence(unit, prose),
        Mutation::Rewrite => rewrite(unit, prose),
        Mutation::Insert
        | Mutation::Delete
        | Mutation::Move
        | Mutation::Split
        | Mutation::Merge => false,
    }
}

fn sentences(unit: &mut Unit) -> impl Iterator<Item = &mut Sentence> {
    unit.body.iter_mut().flat_map(|paragraph| &mut paragraph.sentences)
}

fn pieces(unit: &mut Unit) -> impl Iterator<Item = &mut Piece> {
    let title = unit.title.iter_mut();
    let body = unit.body.iter_mut().flat_map(|paragraph| &mut paragraph.sentences);
    title.chain(body.flat_map(|sentence| &mut sentence.clauses).flat_map(|it| &mut it.pieces))
}

fn edit_word(unit: &mut Unit, prose: &mut Prose) -> bool {
    if prose.rng.chance(0.2) {
        add_and_so_on(unit, prose)
    } else {
        edit_piece(unit, prose, Kind::is_word)
    }
}

/// Puts 等 after a noun of the body.
fn add_and_so_on(unit: &mut Unit, prose: &mut Prose) -> bool {
    let clauses = sentences(unit).flat_map(|sentence| &mut sentence.clauses);
    let mut clauses: Vec<&mut Clause> =
        clauses.filter(|clause| clause.pieces.iter().any(|it| it.kind == Kind::Head)).collect();
    if clauses.is_empty() {
        return false;
    }
    let chosen = prose.rng.below(clauses.len());
    let pieces = &mut clauses[chosen].pieces;
    let heads = pieces.iter().enumerate().filter(|(_, piece)| piece.kind == Kind::Head);
    let heads: Vec<usize> = heads.map(|(index, _)| index).collect();
    let place = prose.rng.pick(&heads) + 1;
    let piece = prose.piece("等".into(), Kind::Plain);
    pieces.insert(place, piece);
    true
}

fn edit_piece(unit: &mut Unit, prose: &mut Prose, fits: fn(Kind) -> bool) -> bool {
    let mut fitting: Vec<&mut Piece> = pieces(unit).filter(|piece| fits(piece.kind)).collect();
    if fitting.is_empty() {
        return false;
    }
    let chosen = prose.rng.below(fitting.len());
    let Some(other) = prose.another(fitting[chosen]) else {
        return false;
    };
    *fitting[chosen] = other;
    true
}

fn edit_clause(unit: &mut Unit, prose: &mut Prose) -> bool {
    let mut long: Vec<&mut Sentence> =
        sentences(unit).filter(|sentence| sentence.clauses.len() >= 2).collect();
    if long.is_empty() {
        return false;
    }
    let chosen = prose.rng.below(long.len());
    let clauses = &mut long[chosen].clauses;
    if clauses.len() > 2 && prose.rng.chance(0.5) {
        clauses.remove(prose.rng.between(1, clauses.len() - 2));
    } else {
        let clause = prose.middle();
        clauses.insert(prose.rng.between(1, clauses.len() - 1), clause);
    }
    true
}

fn edit_sentence(unit: &mut Unit, prose: &mut Prose) -> bool {
    let mut texts: Vec<&mut Paragraph> = unit
        .body
        .iter_mut()
        .filter(|paragraph| paragraph.setting == Setting::Text && is_prose(paragraph))
        .collect();
    if texts.is_empty() {
        return false;
    }
    let chosen = prose.rng.below(texts.len());
    let sentences = &mut texts[chosen].sentences;
    let place = prose.rng.below(sentences.len());
    let other = prose.sentence();
    match prose.rng.below(3) {
        0 if sentences.len() > 1 => drop(sentences.remove(place)),
        1 => sentences[place] = other,
        _ => sentences.insert(place, other),
    }
    true
}

fn rewrite(unit: &mut Unit, prose: &mut Prose) -> bool {
    let share = 0.4 + 0.4 * f64::from(u8::try_from(prose.rng.below(100)).unwrap_or(0)) / 100.0;
    let mut touched = false;
    for sentence in unit.body.iter_mut().filter(|it| is_prose(it)).flat_map(|it| &mut it.sentences)
    {
        let last = sentence.clauses.len() - 1;
        for (index, clause) in sentence.clauses.iter_mut().enumerate() {
            if prose.rng.chance(share) {
                *clause = if index == last { prose.ending() } else { prose.middle() };
                touched = true;
            }
        }
    }
    touched
}

/// Whether a paragraph is made of sentences with several clauses, as opposed
/// to a stub or an entry of a list.
fn is_prose(paragraph: &Paragraph) -> bool {
    paragraph.sentences.iter().any(|sentence| sentence.clauses.len() > 1)
}
