//! A cell of the report as plain text with its marks.

use shinkyu::report::Cell;

use super::truth::plain;

/// Plain text, and for each of its characters whether it is marked as changed.
#[derive(Debug, Default)]
pub struct Marked {
    chars: Vec<(char, bool)>,
}

impl Marked {
    /// Adds the text of a cell.
    pub fn push(&mut self, cell: &Cell) {
        for run in cell.paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
            self.chars.extend(plain(&run.text).chars().map(|c| (c, run.changed)));
        }
    }

    /// The text without marks.
    pub fn text(&self) -> String {
        self.chars.iter().map(|(c, _)| c).collect()
    }

    /// The text with changes in 【 】, for messages.
    pub fn shown(&self) -> String {
        let mut out = String::new();
        let mut was_changed = false;
        for &(c, is_changed) in self.chars.iter().chain(&[('\u{3}', false)]) {
            if is_changed != was_changed {
                out.push(if is_changed { '【' } else { '】' });
                was_changed = is_changed;
            }
            if c != '\u{3}' {
                out.push(c);
            }
        }
        out
    }

    /// What is left when the marked characters are taken out.
    pub fn unmarked(&self) -> String {
        self.chars.iter().filter(|(_, changed)| !changed).map(|(c, _)| c).collect()
    }

    /// The first stretch that holds `text`, from character `from` on; with the
    /// place behind it.
    pub fn find(&self, text: &str, from: usize) -> Option<(Self, usize)> {
        let needle: Vec<char> = text.chars().collect();
        let mut windows = self.chars.get(from..)?.windows(needle.len().max(1));
        let at = windows
            .position(|window| window.iter().map(|(c, _)| c).eq(&needle))
            .map(|at| at + from)?;
        let end = at + needle.len();
        Some((Self { chars: self.chars[at..end].to_vec() }, end))
    }

    /// The first `n` characters.
    pub fn first(&self, n: usize) -> Self {
        Self { chars: self.chars[..n.min(self.chars.len())].to_vec() }
    }

    /// The text behind the first `n` characters.
    pub fn after(&self, n: usize) -> Self {
        Self { chars: self.chars.get(n..).unwrap_or_default().to_vec() }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether any character is marked.
    pub fn any(&self) -> bool {
        self.chars.iter().any(|(_, changed)| *changed)
    }

    /// Whether every character is marked.
    pub fn all(&self) -> bool {
        self.chars.iter().all(|(_, changed)| *changed)
    }
}
