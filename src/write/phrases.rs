//! Every word the writers print around the table, in both languages. The words
//! inside it are those of `present` and of the profile.

use crate::error::Warning;
use crate::lang::Lang;
use crate::model::{Format, Sides};
use crate::present::words::kind;
use crate::profile::LabelMarks;
use crate::report::{Ledger, Report, SourceSummary};
use crate::tabulate::{Counts, ListName, RowKind};

/// Everything that happened to a row in one text: `改正・番号変更・移動`.
pub(super) fn joined(lang: Lang, words: &[&str]) -> String {
    words.join(lang.pick("・", ", "))
}

/// Titles of the lists of what changed: content, numbers only, style only.
pub(super) fn lists(lang: Lang) -> [&'static str; 3] {
    [
        lang.pick("内容の変更", "Changes of content"),
        lang.pick("番号だけの変更", "Changes of numbers only"),
        lang.pick("表記だけの変更", "Changes of style only"),
    ]
}

/// The list a row is in, for a column of a table.
pub(super) fn list_name(lang: Lang, list: Option<ListName>) -> &'static str {
    match list {
        Some(ListName::Content) => lang.pick("内容", "content"),
        Some(ListName::Numbering) => lang.pick("番号", "numbers"),
        Some(ListName::Style) => lang.pick("表記", "style"),
        None => "",
    }
}

/// Head of one of the lists: `内容の変更（3件）`.
pub(super) fn list_head(lang: Lang, title: &str, n: usize) -> String {
    match lang {
        Lang::Ja => format!("{title}（{n}件）"),
        Lang::En => format!("{title} ({n})"),
    }
}

/// Remarks in one pair of brackets; nothing where there are none.
pub(super) fn in_brackets(lang: Lang, remarks: &[String]) -> String {
    match (lang, remarks.is_empty()) {
        (_, true) => String::new(),
        (Lang::Ja, false) => format!("（{}）", remarks.join("・")),
        (Lang::En, false) => format!(" ({})", remarks.join(", ")),
    }
}

/// The counts of a table in one line: `改正 12（うち移動 1）・新設 3・変更なし 40`.
pub(super) fn counts(lang: Lang, counts: &Counts) -> String {
    let items: Vec<String> = count_items(lang, counts)
        .into_iter()
        .map(|CountItem { word, n, note }| format!("{word} {n}{note}"))
        .collect();
    let list = items.join(lang.pick("・", ", "));
    if counts.is_unchanged() { format!("{} {list}", no_change(lang)) } else { list }
}

/// One of the counts of a table.
pub(super) struct CountItem {
    /// The kind of rows.
    pub word: &'static str,
    /// How many.
    pub n: u32,
    /// What else is to be said of some of them, with its brackets.
    pub note: String,
}

/// The counts one by one. What did not occur is left out; unchanged rows are
/// always told, they are the base the other figures are read against.
pub(super) fn count_items(lang: Lang, counts: &Counts) -> Vec<CountItem> {
    let moved = lang.pick("うち移動", "of these moved");
    let style_only = lang.pick("うち表記のみ相違", "of these style only");
    let items = [
        (RowKind::Edited, counts.edited, moved, counts.edited_and_moved),
        (RowKind::Added, counts.added, "", 0),
        (RowKind::Removed, counts.removed, "", 0),
        (RowKind::NumberOnly, counts.number_only, "", 0),
        (RowKind::Moved, counts.moved, "", 0),
        (RowKind::Same, counts.same, style_only, counts.style_only),
    ];
    let told = items.into_iter().filter(|(it, n, ..)| *n > 0 || *it == RowKind::Same);
    told.map(|(it, n, part, n_part)| CountItem {
        word: kind(lang, it),
        n,
        note: match (lang, n_part) {
            (_, 0) => String::new(),
            (Lang::Ja, _) => format!("（{part} {n_part}）"),
            (Lang::En, _) => format!(" ({part} {n_part})"),
        },
    })
    .collect()
}

/// How many entries a 変更箇所 has got: `変更箇所 3件`.
pub(super) fn log_count(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (_, 0) => no_change(lang).to_owned(),
        (Lang::Ja, n) => format!("新しい記載 {n}件"),
        (Lang::En, n) => format!("{n} new entries"),
    }
}

/// The documents a 変更箇所 was made from, on one line.
pub(super) fn log_sources(lang: Lang, report: &Report) -> String {
    let Sides { old, new } = report.sources.as_ref().map(|_, source| &source.name);
    match lang {
        Lang::Ja => format!("変更前: {old}　変更後: {new}"),
        Lang::En => format!("before: {old}, after: {new}"),
    }
}

/// Said when the two documents agree.
pub(super) fn no_change(lang: Lang) -> &'static str {
    lang.pick("変更箇所はありません。", "There are no changes.")
}

/// The header of the CSV table; `left` and `right` are the labels of the two
/// text columns.
pub(super) fn csv_header(lang: Lang, left: &str, right: &str) -> [String; 9] {
    let of = |label: &str, ja: &str, en: &str| match lang {
        Lang::Ja => format!("{label}の{ja}"),
        Lang::En => format!("{label}: {en}"),
    };
    [
        lang.pick("番号", "No.").to_owned(),
        lang.pick("変更の種類", "Change").to_owned(),
        of(left, "見出し", "headings"),
        of(right, "見出し", "headings"),
        left.to_owned(),
        right.to_owned(),
        of(left, "ページ", "page"),
        of(right, "ページ", "page"),
        lang.pick("変更の区分", "List").to_owned(),
    ]
}

/// Head of a column with the numbers of the rows.
#[cfg(feature = "office")]
pub(super) fn number(lang: Lang) -> &'static str {
    lang.pick("番号", "No.")
}

/// Head of a column that tells what happened.
#[cfg(feature = "office")]
pub(super) fn kind_of_change(lang: Lang) -> &'static str {
    lang.pick("変更の種類", "Change")
}

/// Head of a column with the pages of one document.
#[cfg(feature = "office")]
pub(super) fn page_of(lang: Lang, label: &str) -> String {
    match lang {
        Lang::Ja => format!("{label}のページ"),
        Lang::En => format!("{label}: page"),
    }
}

/// Marks a row of a sheet that goes on with the one above.
#[cfg(feature = "office")]
pub(super) fn goes_on(lang: Lang) -> &'static str {
    lang.pick("（続き）", "(continued)")
}

/// Heads of the lists of changes as a sheet.
#[cfg(feature = "office")]
pub(super) fn list_columns(lang: Lang) -> [&'static str; 6] {
    [
        lang.pick("変更の区分", "List"),
        number(lang),
        kind_of_change(lang),
        lang.pick("場所", "Place"),
        lang.pick("見出し又は書き出し", "Title or first words"),
        lang.pick("ページ", "Pages"),
    ]
}

/// Marks one of several records that hold one long row.
pub(super) fn continued(lang: Lang, kind: &str, index: usize, total: usize) -> String {
    match lang {
        Lang::Ja => format!("{kind}（分割 {index}/{total}）"),
        Lang::En => format!("{kind} (part {index}/{total})"),
    }
}

/// Words of the HTML page that depend on nothing.
pub(super) struct PageWords {
    pub list: &'static str,
    pub number: &'static str,
    pub notes: &'static str,
    pub warnings: &'static str,
    pub legend: &'static str,
    pub legend_of_boxes: &'static str,
    pub legend_of_pages: &'static str,
    pub no_change: &'static str,
    /// Name of the bar with the controls.
    pub controls: &'static str,
    /// For keyboards: over the list to the table.
    pub to_table: &'static str,
    pub top: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub show: &'static str,
    pub keys: &'static str,
    /// Said of a filter; `{}` is the number of rows it hides.
    pub filtered: &'static str,
    /// Said behind the number of shown changes; `{}` is that of all.
    pub of_all: &'static str,
    pub first: &'static str,
    pub last: &'static str,
}

/// Name of the rows that stand for what is left out.
pub(super) fn omitted(lang: Lang) -> &'static str {
    lang.pick("略", "Omitted")
}

/// The words of the HTML page; `labels` is where a double underline is used.
pub(super) fn page(lang: Lang, labels: LabelMarks) -> PageWords {
    PageWords {
        list: lang.pick("変更箇所の一覧", "List of changes"),
        number: lang.pick("番号", "No."),
        notes: lang.pick("備考", "Notes"),
        warnings: lang.pick("読取りの注意", "Warnings"),
        legend: match labels {
            LabelMarks::Single => {
                lang.pick("下線を付した部分が改正部分。", "Changed parts are underlined.")
            }
            LabelMarks::Renumbered => lang.pick(
                "下線を付した部分が改正部分、二重下線は番号の変更。",
                "Changed parts are underlined, changed numbers doubly.",
            ),
            LabelMarks::Double => lang.pick(
                "下線を付した部分が改正部分、二重下線は新設・削除・移動した規定の番号。",
                "Changed parts are underlined, numbers of inserted, deleted and moved units doubly.",
            ),
        },
        legend_of_boxes: lang.pick(
            "破線で囲んだ表と欄は、その全体が改正部分。",
            "Tables and cells in dashed boxes changed as a whole.",
        ),
        legend_of_pages: lang.pick("p. は各文書のページ。", "p. is the page of each document."),
        no_change: no_change(lang),
        controls: lang.pick("変更箇所の移動と絞り込み", "Going from change to change, filter"),
        to_table: lang.pick("表へ移動", "Go to the table"),
        top: lang.pick("先頭", "Top"),
        previous: lang.pick("前の変更", "Previous change"),
        next: lang.pick("次の変更", "Next change"),
        show: lang.pick("表示", "Show"),
        keys: lang.pick("n・pキー", "keys n, p"),
        filtered: lang.pick(
            "絞り込み中のため、{}行を表示していません。",
            "{} rows are hidden by the filter.",
        ),
        of_all: lang.pick("（全{}）", " (of {})"),
        first: lang.pick("これより前に変更はありません。", "There is no change before this."),
        last: lang.pick("これより後に変更はありません。", "There is no change after this."),
    }
}

/// What is known of a document: `PDF・9ページ・5,790字`.
pub(super) fn facts(lang: Lang, source: &SourceSummary) -> String {
    let format = match source.format {
        Format::Pdf => "PDF",
        Format::Text => lang.pick("テキスト", "text"),
        Format::Docx => "Word",
        Format::Xlsx => "Excel",
        Format::Html => lang.pick("Web ページ", "web page"),
        Format::LawXml => lang.pick("法令標準XML", "law XML"),
    };
    let characters = grouped(source.characters);
    match (lang, source.pages) {
        (Lang::Ja, Some(pages)) => format!("{format}・{pages}ページ・{characters}字"),
        (Lang::Ja, None) => format!("{format}・{characters}字"),
        (Lang::En, Some(pages)) => format!("{format}, {pages} page(s), {characters} characters"),
        (Lang::En, None) => format!("{format}, {characters} characters"),
    }
}

/// Where every character of a document went, in plain words.
pub(super) fn ledger(lang: Lang, label: &str, ledger: &Ledger) -> String {
    let aside: u64 = ledger.set_aside.values().sum();
    let missing = ledger.characters.abs_diff(ledger.compared + aside);
    let reasons: Vec<String> = ledger
        .set_aside
        .iter()
        .filter(|(_, n)| **n > 0)
        .map(|(reason, n)| match lang {
            Lang::Ja => format!("{} {}字", set_aside(lang, reason), grouped(*n)),
            Lang::En => format!("{} {}", set_aside(lang, reason), grouped(*n)),
        })
        .collect();
    let (all, compared) = (grouped(ledger.characters), grouped(ledger.compared));
    let reasons = match (lang, reasons.is_empty()) {
        (_, true) => String::new(),
        (Lang::Ja, false) => format!("照合の対象から除いたもの: {}。", reasons.join("、")),
        (Lang::En, false) => format!(" Set aside: {}.", reasons.join(", ")),
    };
    let missing = match (lang, missing) {
        (_, 0) => String::new(),
        (Lang::Ja, n) => format!("行き先の分からない字: {}字。", grouped(n)),
        (Lang::En, n) => format!(" Unaccounted for: {}.", grouped(n)),
    };
    match lang {
        Lang::Ja => {
            format!("{label}: 全{all}字のうち{compared}字を照合しました。{reasons}{missing}")
        }
        Lang::En => format!("{label}: {compared} of {all} characters compared.{reasons}{missing}"),
    }
}

/// Name of a reason for setting text aside.
fn set_aside(lang: Lang, reason: &str) -> &str {
    match reason {
        "page_number" => lang.pick("ページ番号", "page numbers"),
        "running_head" => lang.pick("柱（各ページに繰り返される行）", "running heads"),
        "repeated_header" => lang.pick("表の見出し行の繰返し", "repeated table headers"),
        other => other,
    }
}

/// A warning with the document and the page it concerns.
pub(super) fn warning(lang: Lang, label: &str, warning: &Warning) -> String {
    let page = warning.page.map(|page| format!(" p.{page}")).unwrap_or_default();
    format!("{label}{page}: {}", warning.kind.message(lang))
}

/// Names the characters that a font lacks, by their code points; of many the
/// first ones.
pub(super) fn lacking(lang: Lang, font: &str, missing: &[char]) -> String {
    const MOST: usize = 40;
    let codes: Vec<String> = missing
        .iter()
        .take(MOST)
        .map(|&c| format!("{}（U+{:04X}）", super::visible::visible(&c.to_string()), u32::from(c)))
        .collect();
    let codes = codes.join(lang.pick("、", ", "));
    let n = missing.len();
    match lang {
        Lang::Ja => {
            let more = if n > MOST { " など" } else { "" };
            format!(
                "フォント {font} にない{n}字を〓で印刷しました: {codes}{more}。これらの字のあるフォントを --font で指定してください。"
            )
        }
        Lang::En => {
            let more = if n > MOST { " and others" } else { "" };
            format!(
                "the font {font} lacks {n} character(s), printed as 〓: {codes}{more}; give a font that has them with --font"
            )
        }
    }
}

/// A number with a comma after every three digits.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")];
        for (n, text) in cases {
            assert_eq!(grouped(n), text);
        }
    }

    #[test]
    fn the_ledger_names_what_is_missing() {
        let mut it = Ledger { characters: 1_010, compared: 1_000, ..Ledger::default() };
        it.set_aside.insert("page_number", 6);
        let text = ledger(Lang::Ja, "改正前", &it);
        assert_eq!(
            text,
            "改正前: 全1,010字のうち1,000字を照合しました。照合の対象から除いたもの: ページ番号 6字。行き先の分からない字: 4字。"
        );
    }
}
