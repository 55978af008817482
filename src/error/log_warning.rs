//! Warnings about a log of changes, in words.

use super::WarningKind;

fn numbers(all: &[u32]) -> String {
    all.iter().map(u32::to_string).collect::<Vec<_>>().join("、")
}

impl WarningKind {
    /// What is said of a log of changes.
    pub(super) fn about_log(&self) -> Option<(String, String)> {
        let or = |name: &str, unknown: &str| {
            if name.is_empty() { unknown.to_owned() } else { name.to_owned() }
        };
        Some(match self {
            Self::EarlierRowsCut { rows } => {
                let rows = numbers(rows);
                (
                    format!(
                        "引き継ぐ変更箇所の {rows} 行目は、PDF の枠に隠れて文が途中で切れているおそれがあります。元の Excel か Word の変更箇所を --append に指定してください"
                    ),
                    format!(
                        "row(s) {rows} of the continued log may lack the end of their texts, which are cut off in the PDF; give --append the original workbook or Word file"
                    ),
                )
            }
            Self::EarlierRowsUneven { rows, lines } => {
                let rows = numbers(rows);
                let lines = numbers(lines);
                (
                    format!(
                        "引き継ぐ変更箇所の {rows} 行目（ファイルの {lines} 行目）は、セルの数が見出しと違うか、引用符（\"）が閉じていません。内容がずれていないか確かめ、ファイルを直してから作り直してください"
                    ),
                    format!(
                        "row(s) {rows} of the continued log (line(s) {lines} of the file) have more or fewer cells than its header, or a quotation mark that is never closed; see whether their texts are in the right columns, and mend the file"
                    ),
                )
            }
            Self::EarlierTableUnread { begins } => (
                format!(
                    "引き継ぐ変更箇所の後にある表（「{begins}」で始まる）は、続きかどうか分からないため引き継いでいません。続きであれば、その表にも変更日から始まる見出しの行を付けてください"
                ),
                format!(
                    "the table behind the continued log that begins with \"{begins}\" was not taken over, because it could not be told to be more of it; if it is, give it a header row of its own"
                ),
            ),
            Self::OlderThanLog { date, newest } => (
                format!(
                    "追記した変更日 {date} は、引き継いだ変更箇所の最新の変更日（{newest}）より前です。--date を確かめてください"
                ),
                format!(
                    "the new rows are of {date}, which is before the newest row of the continued log ({newest}); see whether --date is right"
                ),
            ),
            Self::AlreadyLogged { count, item, row } => (
                format!(
                    "同じ変更日・同じ項目の行が、引き継いだ変更箇所に既にあります（{count}件。最初は {row} 行目の {item}）。二重に記載していないか確かめてください"
                ),
                format!(
                    "the continued log has rows of this day for {count} of the items already (the first: row {row}, {item}); see whether they stand there twice"
                ),
            ),
            Self::FormsDiffer { old, new } => (
                format!(
                    "様式が違います（旧: {}、新: {}）。項目どうしを対応させられないため、見出しと文の一致だけで比べました。同じ様式の版どうしで作り直すか、変更箇所を1行ずつ確かめてください",
                    or(old, "様式の分からない文書"),
                    or(new, "様式の分からない文書")
                ),
                format!(
                    "the documents are on different forms (old: {}; new: {}), so items cannot be paired and headings and texts alone were compared; make the log from two versions on one form, or check it row by row",
                    or(old, "no known form"),
                    or(new, "no known form")
                ),
            ),
            Self::FormVersionsDiffer { old, new } => (
                format!(
                    "様式の版が大きく違います（旧: {old}、新: {new}）。多くの項目を名称だけで対応させたので、変更箇所を1行ずつ確かめてください"
                ),
                format!(
                    "the versions of the form number most items otherwise (old: {old}; new: {new}), so many items were paired by their labels alone; check the log row by row"
                ),
            ),
            _ => return None,
        })
    }
}
