//! Meaning units that a mark must not cut: numbers with their counters, dates,
//! citation paths, katakana words, short quoted terms (CONVENTIONS §1.6).

use super::tokens::{Class, Token};

/// Longest quoted term taken as one unit, in tokens.
const LONGEST_QUOTED: usize = 12;
/// Characters that count or measure what the number before them says.
const COUNTERS: &str =
    "円人件名年月日時分秒回条項号編章節款目部課枚個台箇歳倍割点度戸世番週級種位組頁社校";

/// For each boundary between tokens (0 is before the first), whether a mark
/// must not begin or end there.
pub fn glued(tokens: &[Token]) -> Vec<bool> {
    let mut glued = vec![false; tokens.len() + 1];
    let mut at = 0;
    while at < tokens.len() {
        let end = unit_end(tokens, at);
        for boundary in &mut glued[at + 1..end] {
            *boundary = true;
        }
        at = end.max(at + 1);
    }
    glued
}

/// End of the unit that begins at token `at`; `at + 1` where there is none.
fn unit_end(tokens: &[Token], at: usize) -> usize {
    let quoted = quoted_end(tokens, at);
    if quoted > at {
        return quoted;
    }
    let dated = date_end(tokens, at);
    if dated > at {
        return dated;
    }
    let cited = citation_end(tokens, at);
    if cited > at {
        return cited;
    }
    match tokens[at].class {
        Class::Number => number_end(tokens, at),
        Class::Katakana => {
            at + tokens[at..].iter().take_while(|token| token.class == Class::Katakana).count()
        }
        _ => at + 1,
    }
}

fn is(tokens: &[Token], at: usize, accepted: &str) -> bool {
    tokens.get(at).is_some_and(|token| accepted.contains(token.first))
}

fn is_numeral(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        token.class == Class::Number || "〇一二三四五六七八九十百千万元".contains(token.first)
    })
}

/// `500円`, `7人`, `3.5%`, `1万2,000件`.
fn number_end(tokens: &[Token], at: usize) -> usize {
    let mut end = at + 1;
    while is(tokens, end, "万億兆千百") || tokens.get(end).is_some_and(|t| t.class == Class::Number)
    {
        end += 1;
    }
    if is(tokens, end, "%") || is(tokens, end, COUNTERS) {
        end += 1;
    } else if is(tokens, end, "かヶ箇") && is(tokens, end + 1, "月年所国条") {
        end += 2;
    }
    end
}

/// `令和6年1月15日`, `平成22年度`, `2024年4月`, `4月1日`.
fn date_end(tokens: &[Token], at: usize) -> usize {
    const ERAS: [(char, char); 5] =
        [('明', '治'), ('大', '正'), ('昭', '和'), ('平', '成'), ('令', '和')];
    let has_era = ERAS.iter().any(|&(first, second)| {
        tokens[at].first == first && tokens.get(at + 1).is_some_and(|token| token.first == second)
    });
    let mut end = if has_era { at + 2 } else { at };
    if !is_numeral(tokens, end) {
        return at;
    }
    let mut n_steps = 0;
    for unit in ["年", "月", "日"] {
        let mut after = end;
        while is_numeral(tokens, after) {
            after += 1;
        }
        if after > end && is(tokens, after, unit) {
            end = after + 1;
            n_steps += 1;
            if unit == "年" && is(tokens, end, "度") {
                return end + 1;
            }
        }
    }
    if n_steps == 0 || (!has_era && tokens[at].class != Class::Number && n_steps < 2) {
        return at;
    }
    end
}

/// `第23条の2`, `第10条第1項第三号`, `別表第二`.
fn citation_end(tokens: &[Token], at: usize) -> usize {
    let mut end = at;
    if is(tokens, at, "別") && is(tokens, at + 1, "表") {
        end = at + 2;
    }
    loop {
        if !is(tokens, end, "第") || !is_numeral(tokens, end + 1) {
            break;
        }
        let mut after = end + 1;
        while is_numeral(tokens, after) {
            after += 1;
        }
        if is(tokens, after, "編章節款目条項号") {
            after += 1;
        }
        while is(tokens, after, "のー-") && is_numeral(tokens, after + 1) {
            after += 1;
            while is_numeral(tokens, after) {
                after += 1;
            }
        }
        end = after;
    }
    if end == at + 2 && is(tokens, at, "別") { at } else { end }
}

fn quoted_end(tokens: &[Token], at: usize) -> usize {
    let close = match tokens[at].first {
        '「' => '」',
        '『' => '』',
        _ => return at,
    };
    tokens[at..]
        .iter()
        .take(LONGEST_QUOTED + 2)
        .position(|token| token.first == close)
        .map_or(at, |offset| at + offset + 1)
}
