//! Marks → rules: straight lines, each put together from its pieces.

use crate::model::Area;

use super::marks::MAX_THICKNESS;

/// Pieces whose positions or ends are this close belong together (points).
pub(super) const NEAR: f32 = 2.5;
/// Dots of a dotted rule may stand this far apart (points).
const DOT_GAP: f32 = 4.0;
/// A row of dots is a rule from this length on (points).
const MIN_DOTTED: f32 = 12.0;
/// Most rules of a page that are still looked at for tables.
const MAX_RULES: usize = 4_000;

/// A straight line along one axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Position across the line: y of a horizontal, x of a vertical rule.
    pub at: f32,
    /// Where it starts along its axis.
    pub start: f32,
    /// Where it ends along its axis.
    pub end: f32,
}

/// The rules of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Rules {
    /// From left to right.
    pub horizontal: Vec<Rule>,
    /// From top to bottom.
    pub vertical: Vec<Rule>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    rule: Rule,
    is_dot: bool,
}

/// Puts the rules of a page together. A page with more rules than a table can
/// need (a map, a chart) has none.
pub(super) fn rules(marks: &[Area]) -> Rules {
    #[expect(clippy::cast_possible_truncation, reason = "a small constant")]
    let thin = MAX_THICKNESS as f32;
    let (mut horizontal, mut vertical) = (Vec::new(), Vec::new());
    for mark in marks {
        let is_dot = mark.width() <= thin && mark.height() <= thin;
        if is_dot || mark.height() <= thin {
            let at = f32::midpoint(mark.top, mark.bottom);
            let rule = Rule { at, start: mark.left, end: mark.right };
            horizontal.push(Piece { rule, is_dot });
        }
        if is_dot || mark.height() > thin {
            let at = f32::midpoint(mark.left, mark.right);
            let rule = Rule { at, start: mark.top, end: mark.bottom };
            vertical.push(Piece { rule, is_dot });
        }
    }
    let rules = Rules { horizontal: joined(horizontal), vertical: joined(vertical) };
    if rules.horizontal.len() + rules.vertical.len() > MAX_RULES {
        return Rules::default();
    }
    rules
}

/// Joins pieces on one line that touch or nearly touch.
fn joined(mut pieces: Vec<Piece>) -> Vec<Rule> {
    pieces.sort_by(|a, b| a.rule.at.total_cmp(&b.rule.at));
    let mut out = Vec::new();
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first() {
        let at = first.rule.at;
        let n = rest.iter().take_while(|piece| piece.rule.at - at <= NEAR).count();
        let (level, after) = rest.split_at_mut(n);
        join_level(level, &mut out);
        rest = after;
    }
    out
}

/// Joins the pieces of one position.
fn join_level(level: &mut [Piece], out: &mut Vec<Rule>) {
    level.sort_by(|a, b| {
        a.rule.start.total_cmp(&b.rule.start).then(a.rule.end.total_cmp(&b.rule.end))
    });
    let mut open: Option<(Rule, bool)> = None;
    for piece in level.iter() {
        match &mut open {
            Some((rule, only_dots))
                if piece.rule.start - rule.end
                    <= if piece.is_dot || *only_dots { DOT_GAP } else { NEAR } =>
            {
                rule.end = rule.end.max(piece.rule.end);
                *only_dots &= piece.is_dot;
            }
            _ => {
                out.extend(open.take().and_then(accepted));
                open = Some((piece.rule, piece.is_dot));
            }
        }
    }
    out.extend(open.and_then(accepted));
}

fn accepted((rule, only_dots): (Rule, bool)) -> Option<Rule> {
    (!only_dots || rule.end - rule.start >= MIN_DOTTED).then_some(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(left: f32, top: f32, right: f32, bottom: f32) -> Area {
        Area { left, top, right, bottom }
    }

    #[test]
    fn pieces_of_one_line_are_one_rule() {
        let marks = [
            mark(50.0, 100.0, 150.0, 100.5),
            mark(150.2, 100.2, 300.0, 100.7),
            mark(400.0, 100.0, 500.0, 100.5),
            mark(50.0, 100.0, 50.5, 200.0),
        ];
        let rules = rules(&marks);
        assert_eq!(rules.horizontal.len(), 2);
        assert_eq!((rules.horizontal[0].start, rules.horizontal[0].end), (50.0, 300.0));
        assert_eq!(rules.vertical.len(), 1);
    }

    #[test]
    fn a_row_of_dots_is_a_rule_and_a_single_dot_is_none() {
        let mut marks = vec![mark(400.0, 300.0, 401.0, 301.0)];
        for n in 0..20_u8 {
            let left = 50.0 + 3.0 * f32::from(n);
            marks.push(mark(left, 100.0, left + 1.0, 101.0));
        }
        let rules = rules(&marks);
        assert_eq!(rules.horizontal, [Rule { at: 100.5, start: 50.0, end: 108.0 }]);
        assert_eq!(rules.vertical, []);
    }

    #[test]
    fn a_page_of_hatching_has_no_rules() {
        let marks: Vec<Area> = (0..5_000_u16)
            .map(|n| mark(0.0, 10.0 * f32::from(n), 100.0, 10.0 * f32::from(n) + 1.0))
            .collect();
        assert_eq!(rules(&marks), Rules::default());
    }
}
