//! Brackets go in pairs: a mark holds both of them or none.

use super::edits::{Edit, trimmed};
use super::polish::Polisher;
use super::side::Text;
use super::tokens::Token;

/// Brackets that come in the texts, folded.
const PAIRS: [(char, char); 2] = [('(', ')'), ('「', '」')];

impl Polisher<'_> {
    /// Takes a bracket along that closes one which begins inside an edit, on both
    /// sides.
    pub fn complete_brackets(&self, edits: &mut [Edit]) {
        let is_open = |tokens: &[Token]| {
            let count = |bracket: char| tokens.iter().filter(|token| token.is(bracket)).count();
            PAIRS.iter().any(|&(open, close)| count(open) > count(close))
        };
        for index in 0..edits.len() {
            let next = self.ceiling(edits, index);
            let edit = &mut edits[index];
            if edit.new.end < next
                && closes(self.new.tokens[edit.new.end])
                && !self.new.begins(edit.new.end)
                && !self.old.begins(edit.old.end)
                && is_open(&self.old.tokens[edit.old.clone()])
                && is_open(&self.new.tokens[edit.new.clone()])
            {
                edit.old.end += 1;
                edit.new.end += 1;
            }
        }
    }

    /// Parts edits that hold on both sides the end of brackets that begin before
    /// them: （祝日）の間 became （休日に限る。）, and the bracket was kept.
    pub fn spare_brackets(&self, edits: &mut Vec<Edit>) {
        // Hardly ever there is one.
        if !edits.iter().any(|edit| self.around_bracket(edit).is_some()) {
            return;
        }
        let mut spared = Vec::with_capacity(edits.len());
        for edit in edits.drain(..) {
            let mut rest = edit;
            while let Some((before, behind)) = self.around_bracket(&rest) {
                spared.push(before);
                rest = behind;
            }
            spared.push(rest);
        }
        spared.retain(|edit| !edit.old.is_empty() || !edit.new.is_empty());
        *edits = spared;
    }

    /// What an edit holds before and behind the first bracket that closes one
    /// before it, if it is the same on both sides.
    fn around_bracket(&self, edit: &Edit) -> Option<(Edit, Edit)> {
        let closing = |text: &Text<'_>, edit: &std::ops::Range<usize>| {
            let at = edit.start + unmatched(&text.tokens[edit.clone()])?;
            Some((at, text.tokens[at]))
        };
        let (old, bracket) = closing(&self.old, &edit.old)?;
        let (new, other) = closing(&self.new, &edit.new)?;
        let begins = self.old.any_begins(&edit.old) || self.new.any_begins(&edit.new);
        if bracket != other || begins {
            return None;
        }
        let before = Edit { old: edit.old.start..old, new: edit.new.start..new };
        let behind = Edit { old: old + 1..edit.old.end, new: new + 1..edit.new.end };
        let trimmed = |part: &Edit| trimmed(self.old.tokens, self.new.tokens, part);
        Some((trimmed(&before), trimmed(&behind)))
    }
}

fn closes(token: Token) -> bool {
    PAIRS.iter().any(|&(_, close)| token.is(close))
}

/// The first bracket that closes none of the same tokens.
fn unmatched(tokens: &[Token]) -> Option<usize> {
    // Most have none.
    if !tokens.iter().any(|&token| closes(token)) {
        return None;
    }
    let mut open: Vec<char> = Vec::new();
    tokens.iter().position(|token| {
        if let Some((_, close)) = PAIRS.iter().find(|(open, _)| token.is(*open)) {
            open.push(*close);
        }
        closes(*token) && !open.pop().is_some_and(|close| token.is(close))
    })
}
