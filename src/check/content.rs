//! What a cell of a 変更箇所 says: a text, a text with parts left out, or a
//! filler such as （記載なし）, （追加） and 同左 (CONVENTIONS §4.6, §4.9).

mod elision;
mod fillers;

use super::text::said;

use self::elision::{DOTS, split};
use self::fillers::{ADDED, ADDED_BELOW, CONTINUED, DELETED, EACH_ADDED, NOTHING, SAME};

/// A cell, understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Content {
    pub(super) kind: Kind,
    /// It begins with （追加）: its text was put into the item.
    pub(super) added: bool,
    /// It goes on with the cell above: （追加：上記の続き）.
    pub(super) continues: bool,
    /// Its texts, with what is left out between them.
    pub(super) pieces: Vec<Piece>,
    /// For each text of it, whether it is shown from the beginning of a line and
    /// to the end of one.
    edges: Vec<Edges>,
}

/// Where a text of a cell is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edges {
    /// It begins a line: nothing stands before it there, and no sign says that
    /// the line began earlier.
    pub(super) begins: bool,
    /// It ends a line.
    pub(super) ends: bool,
}

/// What kind of cell it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    /// No characters.
    #[default]
    Blank,
    /// （記載なし）, 右記項目を追加, －: there was nothing.
    Nothing,
    /// （削除）, 左記項目を削除: there is nothing any more.
    Deleted,
    /// 同左, （変更なし）.
    Same,
    /// （各項目追加）: items that are not written out.
    EachAdded,
    /// A text.
    Text,
}

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Paragraphs as compared, none of them empty.
    Text(Vec<String>),
    /// （略）, ～略～.
    Elided,
}

impl Content {
    /// Understands the text of a cell, paragraphs on lines of their own.
    pub(super) fn parse(cell: &str) -> Self {
        let mut content = Self::default();
        let whole = said(cell);
        if whole.is_empty() {
            return content;
        }
        let is = |words: &[&str]| words.contains(&whole.as_str());
        content.kind = match () {
            () if is(&NOTHING) => Kind::Nothing,
            () if is(&DELETED) => Kind::Deleted,
            () if is(&SAME) => Kind::Same,
            () if is(&EACH_ADDED) => Kind::EachAdded,
            () => Kind::Text,
        };
        if content.kind != Kind::Text {
            return content;
        }
        let mut is_cut = false;
        for line in cell.split('\n') {
            content.line(&narrow(line), &mut is_cut);
        }
        content
    }

    /// Adds a line; `is_cut` says whether the line above left out what the next
    /// text begins with.
    fn line(&mut self, line: &str, is_cut: &mut bool) {
        let mut rest = line.trim();
        if self.pieces.is_empty() && ADDED_BELOW.contains(&said(rest).as_str()) {
            self.added = true;
            return;
        }
        for (words, goes_on) in [(CONTINUED.as_slice(), true), (ADDED.as_slice(), false)] {
            let after = words.iter().find_map(|word| rest.strip_prefix(word));
            if let Some(after) = after.filter(|_| self.pieces.is_empty()) {
                self.added = true;
                self.continues |= goes_on;
                rest = after.trim_start();
            }
        }
        let quoted = rest.strip_prefix('「').and_then(|it| it.strip_suffix("」を追加"));
        if let Some(quoted) = quoted.filter(|_| self.pieces.is_empty()) {
            self.added = true;
            rest = quoted;
        }
        let parts = if SAME.contains(&said(rest).as_str()) { vec![None] } else { split(rest) };
        // ～略～ and …… go on in the middle of lines, wherever they stand.
        let is_open = rest.contains(['~', '…', '‥']) || rest.contains(DOTS);
        let is_alone = parts.len() == 1;
        let mut is_behind_sign = *is_cut;
        for part in parts {
            let is_first = matches!(self.pieces.last(), None | Some(Piece::Elided));
            match part {
                None => {
                    if let Some(edges) = self.edges.last_mut().filter(|_| !is_first) {
                        // What was taken up inside a line is given up inside one.
                        edges.ends &= is_alone && !is_open && edges.begins;
                    }
                    if !matches!(self.pieces.last(), Some(Piece::Elided)) {
                        self.pieces.push(Piece::Elided);
                    }
                    is_behind_sign = true;
                    *is_cut = is_alone && is_open;
                }
                Some(text) => {
                    if let Some(Piece::Text(paragraphs)) = self.pieces.last_mut() {
                        paragraphs.push(text);
                    } else {
                        self.pieces.push(Piece::Text(vec![text]));
                        self.edges.push(Edges { begins: !is_behind_sign, ends: true });
                    }
                    is_behind_sign = false;
                    *is_cut = false;
                }
            }
        }
    }

    /// A cell without texts.
    pub(super) fn of_kind(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// A text of whole lines, as compared.
    pub(super) fn of_lines(lines: Vec<String>) -> Self {
        let edges = vec![Edges { begins: true, ends: true }];
        Self { kind: Kind::Text, pieces: vec![Piece::Text(lines)], edges, ..Self::default() }
    }

    /// Whether parts of the text are left out.
    pub(super) fn is_elided(&self) -> bool {
        self.pieces.contains(&Piece::Elided)
    }

    /// The stretches of text between what is left out.
    pub(super) fn segments(&self) -> Vec<&[String]> {
        let text = |piece: &'_ Piece| matches!(piece, Piece::Text(_));
        let segments = self.pieces.iter().filter(|piece| text(piece));
        segments
            .map(|piece| match piece {
                Piece::Text(paragraphs) => paragraphs.as_slice(),
                Piece::Elided => &[],
            })
            .collect()
    }

    /// Where each of these stretches is cut.
    pub(super) fn edges(&self) -> &[Edges] {
        &self.edges
    }

    /// All paragraphs.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.segments().into_iter().flatten().map(String::as_str)
    }

    /// The text without its breaks and without what is left out.
    pub(super) fn text(&self) -> String {
        self.paragraphs().collect()
    }

    /// Puts the cell that goes on with this one behind it.
    pub(super) fn append(&mut self, more: &Self) {
        let mut edges = more.edges.iter();
        for piece in &more.pieces {
            match (piece, self.pieces.last_mut()) {
                (Piece::Text(more), Some(Piece::Text(paragraphs))) => {
                    paragraphs.extend(more.iter().cloned());
                    if let (Some(own), Some(more)) = (self.edges.last_mut(), edges.next()) {
                        own.ends = more.ends;
                    }
                }
                (Piece::Elided, Some(Piece::Elided)) => {}
                (Piece::Text(_), _) => {
                    self.pieces.push(piece.clone());
                    self.edges.extend(edges.next());
                }
                (Piece::Elided, _) => self.pieces.push(Piece::Elided),
            }
        }
        if more.kind == Kind::Text {
            self.kind = Kind::Text;
        }
    }
}

/// The signs around fillers in one width. Spaces stay: they part a sign from
/// words.
fn narrow(line: &str) -> String {
    let one = |c: char| match c {
        '（' => '(',
        '）' => ')',
        '［' => '[',
        '］' => ']',
        '＜' => '<',
        '＞' => '>',
        '：' => ':',
        '～' | '〜' => '~',
        _ => c,
    };
    line.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cell: &str) -> String {
        let content = Content::parse(cell);
        let piece = |piece: &Piece| match piece {
            Piece::Text(paragraphs) => paragraphs.join("/"),
            Piece::Elided => "…".to_owned(),
        };
        content.pieces.iter().map(piece).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn fillers_are_known() {
        for (cell, kind) in [
            ("", Kind::Blank),
            ("（記載なし）", Kind::Nothing),
            ("右記項目を追加", Kind::Nothing),
            ("（削除）", Kind::Deleted),
            ("同左", Kind::Same),
            ("（各項目追加）", Kind::EachAdded),
            ("（全文削除）", Kind::Deleted),
            ("（項目追加）", Kind::EachAdded),
            ("削除した情報", Kind::Text),
        ] {
            assert_eq!(Content::parse(cell).kind, kind, "{cell}");
        }
    }

    #[test]
    fn texts_are_cut_where_a_sign_stands() {
        let edges = |cell: &str| -> Vec<(bool, bool)> {
            Content::parse(cell).edges().iter().map(|it| (it.begins, it.ends)).collect()
        };
        for (cell, expected) in [
            ("甲\n（略）", vec![(true, true)]),
            ("（略）\n甲（略）", vec![(true, false)]),
            ("甲（中略）乙\n丙", vec![(true, false), (false, true)]),
            ("甲\n～略～\n乙", vec![(true, false), (false, true)]),
            ("……甲", vec![(false, true)]),
            ("（略）甲\n（略）", vec![(false, false)]),
            ("甲（略）\n乙", vec![(true, false), (true, true)]),
        ] {
            assert_eq!(edges(cell), expected, "{cell}");
        }
        let mut whole = Content::parse("甲\n乙");
        whole.append(&Content::parse("（追加：上記の続き）丙（略）"));
        assert_eq!(whole.edges(), [Edges { begins: true, ends: false }]);
    }

    #[test]
    fn additions_and_what_goes_on() {
        let content = Content::parse("（追加）\n甲は、\n乙");
        assert!(content.added && !content.continues);
        assert_eq!(content.text(), "甲は、乙");
        let more = Content::parse("（追加：上記の続き）丙");
        assert!(more.added && more.continues);
        let mut whole = content;
        whole.append(&more);
        assert_eq!(whole.text(), "甲は、乙丙");
    }

    #[test]
    fn what_is_left_out_is_told_from_words() {
        for (cell, pieces) in [
            ("甲\n(略)", "甲|…"),
            ("～略～\n甲\n（中略）\n乙", "…|甲|…|乙"),
            ("当組合が行う事務のうち～略。\nなお", "当組合が行う事務のうち|…|なお"),
            ("【権限の管理】 略 ・甲", "【権限の管理】|…|・甲"),
            ("措置】略\n・甲", "措置】|…|・甲"),
            ("・職員等に対して～略。", "・職員等に対して|…"),
            ("記載を省略する", "記載を省略する"),
            ("略称を用いる", "略称を用いる"),
            ("……甲を行う。", "…|甲を行う。"),
            ("甲・・・乙・丙", "甲|…|乙・丙"),
            ("甲\n同左", "甲|…"),
            ("「甲」を追加", "甲"),
            ("以下を追加\n甲", "甲"),
        ] {
            assert_eq!(shown(cell), pieces, "{cell}");
        }
    }
}
