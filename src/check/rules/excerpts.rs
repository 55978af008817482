//! （略）: what is left out must be the same on both sides.

use super::super::case::Case;
use super::super::content::{Kind, Piece};
use super::super::rows::LogRow;
use super::super::{Found, Need, Origin, Rule, Severity};

/// The texts that are shown are equal: what changed is left out.
pub(in crate::check) static HIDES_CHANGE: Rule = Rule {
    id: "excerpt-hides-change",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: [
        "（略）で変わった部分まで省かれている（示された部分は変更前と変更後で同じ）",
        "what changed is left out: the parts that are shown are the same on both sides",
    ],
    remedy: ["変わった部分を省かずに示してください。", "show the part that changed"],
    find: hides_change,
};

/// Left out on one side and written out on the other.
pub(in crate::check) static ANCHORS_DIFFER: Rule = Rule {
    id: "excerpt-anchors-differ",
    severity: Severity::Warning,
    needs: &[Need::Log],
    about: [
        "（略）の位置が変更前と変更後でそろっていない",
        "what is left out is not left out at the same places on both sides",
    ],
    remedy: [
        "変更前と変更後で同じ部分を省き、前後に同じ行を残してください。",
        "leave out the same parts on both sides and keep the same lines around them",
    ],
    find: anchors_differ,
};

/// Rows with a text on both sides, something of which is left out.
fn excerpts<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a LogRow> {
    let is_text = |row: &&LogRow| {
        !row.is_part && row.before.kind == Kind::Text && row.after.kind == Kind::Text
    };
    let rows = case.entries().filter(is_text);
    rows.filter(|row| row.before.is_elided() || row.after.is_elided())
}

fn found(row: &LogRow, message: [String; 2]) -> Found {
    let texts = vec![row.quote(Origin::LogBefore), row.quote(Origin::LogAfter)];
    Found { severity: None, place: row.place(), texts, message }
}

fn hides_change(case: &Case<'_>) -> Vec<Found> {
    let hidden = excerpts(case).filter(|row| row.before.text() == row.after.text());
    let found = |row: &LogRow| {
        let n = row.number;
        let message = [
            format!(
                "変更箇所{n}行目：示された部分が変更前と変更後で同じです。変わった部分が省かれています。"
            ),
            format!(
                "row {n} of the log: the parts shown are the same on both sides; what changed is left out"
            ),
        ];
        found(row, message)
    };
    let mut out: Vec<Found> = hidden.map(found).collect();
    out.extend(super::previous::hidden(case, true));
    out
}

fn anchors_differ(case: &Case<'_>) -> Vec<Found> {
    let differ = |row: &&LogRow| {
        let (old, new) = (pattern(&row.before.pieces), pattern(&row.after.pieces));
        // Another number of signs is no matter where the lines between them
        // are the same ones.
        old != new && !(is_open(&old) == is_open(&new) && shares_lines(row))
    };
    let found = |row: &LogRow| {
        let n = row.number;
        let message = [
            format!("変更箇所{n}行目：（略）の位置が変更前と変更後でそろっていません。"),
            format!("row {n} of the log: the two sides leave out different parts"),
        ];
        found(row, message)
    };
    let rows =
        excerpts(case).filter(|row| row.before.text() != row.after.text() && !row.after.added);
    rows.filter(differ).map(found).collect()
}

/// Where texts and signs follow each other: `true` for a text.
fn pattern(pieces: &[Piece]) -> Vec<bool> {
    pieces.iter().map(|piece| matches!(piece, Piece::Text(_))).collect()
}

/// Whether a part is left out in front and behind.
fn is_open(pattern: &[bool]) -> (bool, bool) {
    (pattern.first() == Some(&false), pattern.last() == Some(&false))
}

fn shares_lines(row: &LogRow) -> bool {
    let after: Vec<&str> = row.after.paragraphs().collect();
    row.before.paragraphs().any(|line| after.contains(&line))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{found, subject};

    fn count(before: &str, after: &str, rule: &str) -> usize {
        let row = format!("令和4年12月1日｜Ⅰ－５／①部署｜{before}｜{after}｜事後");
        found(&subject(&[("Ⅰ/5/①", "①部署", "乙")], &[&row]), rule).len()
    }

    #[test]
    fn what_changed_is_shown() {
        let count = |before, after| count(before, after, "excerpt-hides-change");
        assert_eq!(count("甲の部／（略）", "甲の部／～略～"), 1);
        assert_eq!(count("甲の部／（略）", "乙の部／（略）"), 0);
        assert_eq!(count("甲の部", "甲の部"), 0);
        let rows = [
            "令和4年12月1日｜Ⅰ－５／①部署｜（略）／甲の部｜（略）／甲の部｜事後",
            "令和4年12月1日｜Ⅰ－５／①部署｜（上記の続き）／旧｜（上記の続き）／乙｜事後",
        ];
        let document = subject(&[("Ⅰ/5/①", "①部署", "乙")], &rows);
        assert!(found(&document, "excerpt-hides-change").is_empty(), "the rows are one entry");
    }

    #[test]
    fn both_sides_leave_out_the_same() {
        let count = |before, after| count(before, after, "excerpt-anchors-differ");
        assert_eq!(count("甲の部／（略）", "乙の部"), 1);
        assert_eq!(count("（略）／甲の部", "乙の部／（略）"), 1);
        assert_eq!(count("甲の部／（略）", "乙の部／（略）"), 0);
        assert_eq!(count("（略）／甲／乙／（略）", "（略）／甲／丙／（略）／丁／（略）"), 0);
        assert_eq!(count("（記載なし）", "（追加）／乙の部／（略）"), 0);
    }
}
