//! Few differences between two texts, found at once: the shortest list of
//! insertions and deletions by the greedy method of Myers (1986), given up when
//! it grows long. Of short texts any list is found ([`short`]).
//!
//! O(n + D²) for n tokens and D ≤ 48 insertions and deletions, however
//! few different tokens there are; D²/2 numbers are kept to walk back.

use super::edits::{Edit, push};
use super::short;
use super::tokens::Token;

/// Longest list that is looked for in texts that are not short.
const MOST: usize = 48;
/// When it is asked whether the list will become longer: then so many have been
/// found, and the same again for each stretch of the text as long as the one
/// they reach over.
const ASKED_AT: [usize; 2] = [12, 24];

/// What is used for one gap after the other.
#[derive(Debug, Default)]
pub struct Buffers {
    /// How far in the old text each diagonal has come, by number of edits: those
    /// of `d` edits from `d * (d + 1) / 2` on.
    reached: Vec<u32>,
    short: short::Buffers,
    steps: Vec<Edit>,
}

/// Finds the edits of a gap and appends them, unless there are too many: then
/// it returns `false`.
pub fn edits(
    old: &[Token],
    new: &[Token],
    gap: &Edit,
    buffers: &mut Buffers,
    edits: &mut Vec<Edit>,
) -> bool {
    let (of_old, of_new) = (&old[gap.old.clone()], &new[gap.new.clone()]);
    buffers.steps.clear();
    if of_old.len() + of_new.len() <= short::LONGEST {
        short::steps(of_old, of_new, &mut buffers.short, &mut buffers.steps);
    } else {
        let Some(n_edits) = search(of_old, of_new, &mut buffers.reached) else { return false };
        walk_back(of_old.len(), of_new.len(), n_edits, buffers);
    }
    for step in buffers.steps.drain(..).rev() {
        let shift = |range: std::ops::Range<usize>, by: usize| range.start + by..range.end + by;
        let edit =
            Edit { old: shift(step.old, gap.old.start), new: shift(step.new, gap.new.start) };
        push(edits, edit);
    }
    true
}

/// Diagonal `k` of `d` edits, from -d to d in steps of two, by its place in
/// `0..=d`: the old text is `2 * at - d` tokens ahead of the new one.
fn row(d: usize) -> usize {
    d * (d + 1) / 2
}

/// The number of edits, if there are few.
fn search(old: &[Token], new: &[Token], reached: &mut Vec<u32>) -> Option<usize> {
    let n_all = old.len() + new.len();
    reached.clear();
    let mut before = [0_u32; MOST + 2];
    for d in 0..=MOST {
        let mut furthest = 0;
        // One token of the old text more than the diagonal below has reached,
        // or as many as the one above; what lies outside reaches nothing.
        let mut lower = 0;
        for (at, upper) in before[..=d].iter_mut().enumerate() {
            let mut x = lower.max(*upper) as usize;
            lower = *upper + 1;
            // k = 2 * at - d, y = x - k; neither is ever below 0.
            let mut y = x + d - 2 * at;
            while let (Some(one), Some(other)) = (old.get(x), new.get(y))
                && one == other
            {
                (x, y) = (x + 1, y + 1);
            }
            *upper = x as u32;
            furthest = furthest.max(x + y);
            if x >= old.len() && y >= new.len() {
                reached.extend_from_slice(&before[..=at]);
                return Some(d);
            }
        }
        reached.extend_from_slice(&before[..=d]);
        if ASKED_AT.contains(&d) && furthest * MOST < d * n_all {
            return None;
        }
    }
    None
}

/// Where in the old text diagonal `at` of `d` edits begins, given how far those
/// of one edit fewer have come, and whether a token of the old text went last.
fn begin(before: &[u32], at: usize) -> (usize, bool) {
    let upper = before.get(at).map_or(0, |&x| x as usize);
    let lower = at.checked_sub(1).map_or(0, |at| before[at] as usize + 1);
    // Of two shortest lists, the one that keeps what the old text says first.
    (lower.max(upper), at > 0 && lower >= upper)
}

/// The steps of the list found, the last one first.
fn walk_back(n_old: usize, n_new: usize, n_edits: usize, buffers: &mut Buffers) {
    let Buffers { reached, steps, .. } = buffers;
    let mut at = (n_edits + n_old - n_new) / 2;
    for d in (1..=n_edits).rev() {
        let (x, is_old) = begin(&reached[row(d - 1)..row(d)], at);
        let y = x + d - 2 * at;
        steps.push(if is_old {
            Edit { old: x - 1..x, new: y..y }
        } else {
            Edit { old: x..x, new: y - 1..y }
        });
        at -= usize::from(is_old);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::tokens_of;
    use super::*;

    fn found(old: &str, new: &str) -> Option<Vec<Edit>> {
        let (old, new) = (tokens_of(old).list, tokens_of(new).list);
        let gap = Edit { old: 0..old.len(), new: 0..new.len() };
        let mut found = Vec::new();
        edits(&old, &new, &gap, &mut Buffers::default(), &mut found).then_some(found)
    }

    #[test]
    fn the_shortest_list_is_found() {
        let edit = |old, new| Edit { old, new };
        assert_eq!(found("いろは", "いろは"), Some(Vec::new()));
        assert_eq!(found("いろはに", "いはほに"), Some(vec![edit(1..2, 1..1), edit(3..3, 2..3)]));
        assert_eq!(found("いろ", "はに"), Some(vec![edit(0..2, 0..2)]));
        assert_eq!(found("甲乙", "丙甲乙丁"), Some(vec![edit(0..0, 0..1), edit(2..2, 3..4)]));
        assert_eq!(found("甲乙甲乙", "甲乙"), Some(vec![edit(2..4, 2..2)]));
        assert_eq!(found("", "甲"), Some(vec![edit(0..0, 0..1)]));
    }

    #[test]
    fn long_lists_are_given_up() {
        let text = |from: u32| -> String {
            (0..400).filter_map(|at| char::from_u32(0x4e00 + from + at)).collect()
        };
        assert_eq!(found(&text(0), &text(1000)), None);
        let more = format!("{}届出{}", text(0), text(1000));
        assert_eq!(found(&text(0), &more), None);
        let edits = found(&more, &more.replace("届出", "申請をし"));
        assert_eq!(edits, Some(vec![Edit { old: 400..402, new: 400..404 }]));
    }

    #[test]
    fn short_texts_have_the_same_list() {
        let mut state = 1_u64;
        let mut next = |n: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % n
        };
        for round in 0..400 {
            let n_letters = 2 + round % 9;
            let mut text = || -> Vec<Token> {
                let n = next(24);
                let letters = ['甲', '乙', '丙', '丁', 'い', 'ろ', 'は', 'に', '、', '。', 'へ'];
                (0..n).map(|_| Token::single(letters[next(n_letters) as usize])).collect()
            };
            let (old, new) = (text(), text());
            let (mut buffers, mut steps) = (Buffers::default(), Vec::new());
            let n_edits = search(&old, &new, &mut buffers.reached);
            walk_back(old.len(), new.len(), n_edits.expect("few tokens"), &mut buffers);
            short::steps(&old, &new, &mut buffers.short, &mut steps);
            assert_eq!(steps, buffers.steps, "{old:?} {new:?}");
        }
    }
}
