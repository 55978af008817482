//! The clauses of a section, and how they are shared out among the parts that
//! the section was split into or merged from.
//!
//! O(c·p) for c clauses and p parts; there are bounds for both.

use super::clipped;
use super::folded::Texts;
use super::sampler::Sampler;
use super::shingles::Shingles;
use crate::outline::{Outlined, SectionId};

/// A section of more clauses is no provision that someone splits.
const MOST_CLAUSES: usize = 1024;
/// What the end of a sentence is worth against the end of a clause, in triples.
const SENTENCE_END: u32 = 3;

/// A stretch of a section up to the end of a clause.
pub struct Clause {
    /// First byte behind it.
    pub end: usize,
    ends_sentence: bool,
    /// All its triples.
    pub shingles: Shingles,
}

/// Cuts the clauses into one stretch for each part, in the given order, so
/// that stretches and parts have most in common: number of clauses before the
/// end of each.
pub fn stretches(common: &[Vec<u32>], clauses: &[Clause], order: &[usize]) -> Vec<usize> {
    let n = clauses.len();
    // best[k][i]: the most for the first i clauses in the first k + 1 stretches.
    let mut best = vec![vec![None::<u32>; n + 1]; order.len()];
    let mut begins = vec![vec![0_usize; n + 1]; order.len()];
    for (k, &part) in order.iter().enumerate() {
        for i in k + 1..=n {
            let own = common[i - 1][part];
            let ended = (k > 0).then(|| best[k - 1][i - 1]).flatten();
            let bonus = if clauses.get(i.wrapping_sub(2)).is_some_and(|it| it.ends_sentence) {
                SENTENCE_END
            } else {
                0
            };
            let fresh = if k == 0 { (i == 1).then_some(0) } else { ended.map(|it| it + bonus) };
            let going_on = best[k][i - 1];
            // An even choice leaves a clause where the text before it is.
            (best[k][i], begins[k][i]) = match (going_on, fresh) {
                (Some(on), Some(fresh)) if fresh > on => (Some(fresh + own), i - 1),
                (Some(on), _) => (Some(on + own), begins[k][i - 1]),
                (None, Some(fresh)) => (Some(fresh + own), i - 1),
                (None, None) => (None, 0),
            };
        }
    }
    let mut ends = vec![n; order.len()];
    for k in (1..order.len()).rev() {
        ends[k - 1] = begins[k][ends[k]];
    }
    ends
}

/// The clauses of a section; `None` where there are too many.
pub fn clauses(outlined: &Outlined, id: SectionId, sampler: &mut Sampler) -> Option<Vec<Clause>> {
    let section = outlined.outline.section(id);
    let source = &outlined.document.source;
    let blocks =
        &outlined.document.blocks[section.blocks.start as usize..section.blocks.end as usize];
    let mut ends: Vec<(usize, bool)> = Vec::new();
    for block in blocks {
        let mut depth = 0_i32;
        let mut last = None;
        for part in block.text.parts() {
            for (at, c) in source.slice(part.span).char_indices() {
                match c {
                    '「' | '『' | '（' | '(' => depth += 1,
                    '」' | '』' | '）' | ')' => depth -= 1,
                    '。' | '、' | '，' | '．' if depth <= 0 => {
                        ends.push((
                            part.span.start() + at + c.len_utf8(),
                            matches!(c, '。' | '．'),
                        ));
                    }
                    _ => {}
                }
            }
            last = Some(part.span.end());
        }
        match (ends.last_mut(), last) {
            (Some((end, ends_sentence)), Some(last)) if *end == last => *ends_sentence = true,
            (_, Some(last)) => ends.push((last, true)),
            _ => {}
        }
        if ends.len() > MOST_CLAUSES {
            return None;
        }
    }
    let mut start = 0;
    let mut texts = Texts::default();
    let clauses = ends.into_iter().map(|(end, ends_sentence)| {
        let blocks = clipped(blocks, &(start..end));
        start = end;
        texts.clear();
        let text = texts.push(&blocks, source, outlined.outline.heading(section));
        Clause { end, ends_sentence, shingles: sampler.all(text.units()) }
    });
    Some(clauses.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_cut_where_the_parts_agree_best() {
        let clause =
            |ends_sentence| Clause { end: 0, ends_sentence, shingles: Shingles::default() };
        let clauses = [clause(false), clause(true), clause(false), clause(true)];
        let common = vec![vec![9, 0], vec![5, 1], vec![2, 2], vec![0, 8]];
        // The third clause could be either's; the sentence ends before it.
        assert_eq!(stretches(&common, &clauses, &[0, 1]), [2, 4]);
        assert_eq!(stretches(&common[..2], &clauses[..2], &[0]), [2]);
        // Every stretch has a clause, even where nothing speaks for it.
        assert_eq!(stretches(&common[..2], &clauses[..2], &[1, 0]), [1, 2]);
    }
}
