//! 変更箇所 as a finished table: what every writer prints.
//!
//! The six columns and the words in them are those of the official form in
//! every language; the column behind them, for the person who checks the log,
//! is not part of it.

use super::log_cells::{REMOVED, rows};
use crate::lang::Lang;
use crate::report::{ChangeEntry, ChangeLog, Dialect, Review, Timing};

/// What the columns are headed (CONVENTIONS §4.6).
pub const LOG_COLUMNS: [&str; 6] =
    ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"];

/// Title of the table in the forms.
const TITLE: &str = "変更箇所";
/// A finished 変更箇所.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedLog {
    /// Title above the table; never empty.
    pub title: String,
    /// Head of the column behind the six.
    pub comments: &'static str,
    /// The rows under the head.
    pub rows: Vec<LogRow>,
    /// Number of new entries.
    pub n_new: usize,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// What it is there for.
    pub role: LogRole,
    /// The texts of the six columns, paragraphs on lines of their own.
    pub cells: [String; 6],
    /// The item of a change on one line, with the part that it stands in; empty
    /// for rows that are no change of this log.
    pub about: String,
    /// What a person must check before the row is used; empty for most rows.
    pub comment: String,
}

/// What a row of the log is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogRole {
    /// A row of the log that is continued, as it was.
    Earlier,
    /// A heading of dialect B.
    Group,
    /// A change.
    Entry,
    /// More of the change above.
    Continued,
}

/// Lays the log out.
pub fn present_log(log: &ChangeLog, lang: Lang) -> PrintedLog {
    let earlier = log.earlier.iter().map(|cells| LogRow {
        role: LogRole::Earlier,
        cells: cells.clone(),
        about: String::new(),
        comment: String::new(),
    });
    let new = new_rows(log, lang);
    let rows = if log.newest_first {
        new.into_iter().chain(earlier).collect()
    } else {
        earlier.chain(new).collect()
    };
    let title = if log.title.is_empty() { TITLE.to_owned() } else { log.title.clone() };
    let comments = lang.pick("要確認（様式外）", "To be checked (not part of the form)");
    PrintedLog { title, comments, rows, n_new: log.entries.len() }
}

fn new_rows(log: &ChangeLog, lang: Lang) -> Vec<LogRow> {
    let mut rows: Vec<LogRow> = Vec::new();
    let mut above: &[String] = &[];
    for entry in &log.entries {
        if log.dialect == Dialect::Grouped {
            let n_same = entry.groups.iter().zip(above).take_while(|(a, b)| a == b).count();
            for heading in entry.groups.iter().skip(n_same) {
                rows.push(group(heading));
            }
            above = &entry.groups;
        }
        rows.extend(rows_of(entry, log, lang));
    }
    // Dialect B has the day once, on the first row of its day.
    if log.dialect == Dialect::Grouped
        && let (Some(first), Some(entry)) = (rows.first_mut(), log.entries.first())
    {
        first.cells[0].clone_from(&entry.date);
    }
    rows
}

fn group(heading: &str) -> LogRow {
    let mut cells: [String; 6] = Default::default();
    heading.clone_into(&mut cells[1]);
    LogRow { role: LogRole::Group, cells, about: String::new(), comment: String::new() }
}

/// An entry as one row, or as several where a cell would be too high.
fn rows_of(entry: &ChangeEntry, log: &ChangeLog, lang: Lang) -> Vec<LogRow> {
    let most = ChangeLog::most_lines(log.cell_lines);
    let texts = rows(&entry.before, &entry.after, most).into_iter().enumerate();
    let row = |(at, [old, new]): (usize, [String; 2])| {
        let names_row = at == 0 || log.dialect == Dialect::Flat;
        let named = |text: String| if names_row { text } else { String::new() };
        let date = if log.dialect == Dialect::Flat { entry.date.clone() } else { String::new() };
        let timing = entry.timing.map_or("", Timing::word).to_owned();
        LogRow {
            role: if at == 0 { LogRole::Entry } else { LogRole::Continued },
            cells: [date, named(entry.item.join("\n")), old, new, timing, entry.note.clone()],
            about: about(entry),
            comment: if at == 0 { comment(entry, lang) } else { String::new() },
        }
    };
    texts.map(row).collect()
}

/// The item on one line, with the numbers of the headings that dialect B puts
/// above it: `Ⅰ－１ ②事務の概要`.
fn about(entry: &ChangeEntry) -> String {
    let number = |heading: &String| {
        let is_number = |c: char| matches!(c, '0'..='9' | '０'..='９' | 'Ⅰ'..='Ⅻ');
        let end = heading.find(|c: char| !is_number(c)).unwrap_or(heading.len());
        let (number, title) = heading.split_at(end);
        let file = title.rsplit_once('（').filter(|(_, file)| file.ends_with('）'));
        match (number, file) {
            ("", _) => heading.clone(),
            (number, Some((_, file))) => format!("{number}（{file}"),
            (number, None) => number.to_owned(),
        }
    };
    let numbers: Vec<String> = entry.groups.iter().map(number).collect();
    let above = (!numbers.is_empty()).then(|| numbers.join("－"));
    above.into_iter().chain(entry.item.iter().cloned()).collect::<Vec<_>>().join(" ")
}

/// What a person must check, in words.
fn comment(entry: &ChangeEntry, lang: Lang) -> String {
    let words = entry.review.iter().map(|review| word(*review, entry, lang));
    words.collect::<Vec<_>>().join("\n")
}

fn word(review: Review, entry: &ChangeEntry, lang: Lang) -> String {
    let word = match review {
        Review::TimingProposed => lang.pick(
            "提出時期は公表日と施行日からの案です。",
            "提出時期 is proposed from the days of publication and of effect.",
        ),
        Review::ImportantItem if entry.timing == Some(Timing::After) => lang.pick(
            "※の項目です。重要な変更に当たる場合は事前の提出・公表が必要です。",
            "An item with ※: an important change has to be filed 事前.",
        ),
        Review::ImportantItem => lang.pick(
            "※の項目です。重要な変更に当たるか確認してください。",
            "An item with ※: is this an important change (重要な変更)?",
        ),
        Review::FormMigration if entry.after.last().is_some_and(|it| it == REMOVED) => lang.pick(
            "様式の変更による項目の削除と思われます。",
            "The item is gone where the form has another version.",
        ),
        Review::FormMigration => return migration(entry, lang),
        Review::WholeFile => lang.pick(
            "1つのファイルの各項目をまとめた行です。項目ごとの行にするには --extent whole で作り直してください。",
            "One row for all items about a file; --extent whole gives a row for each.",
        ),
        Review::Moved => lang.pick("項目の位置も変わっています。", "The item was moved, too."),
        Review::NoItem => lang.pick(
            "様式のどの項目の記載か分かりません。項目を確かめてください。",
            "It could not be told which item of the form this text answers.",
        ),
        Review::Renumbered => lang.pick(
            "記載は同じで、番号だけが変わった行です。",
            "The texts are the same and stand under another number.",
        ),
        Review::AlreadyLogged => lang.pick(
            "同じ変更日・項目の行が既にあります。",
            "There is a row of this day for this item already.",
        ),
    };
    word.to_owned()
}

/// The usual explanation is shown, and left for the user to give.
fn migration(entry: &ChangeEntry, lang: Lang) -> String {
    let what = entry.path.last().map_or("", String::as_str);
    let (hint, example) = (
        lang.pick(
            "様式の変更による項目の追加と思われます。",
            "The form itself seems to have changed.",
        ),
        lang.pick("説明欄の例", "a usual note"),
    );
    format!("{hint}（{example}: 様式変更に伴い「{what}」を追加）")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::n_lines;

    fn lines(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    fn entry(item: &str, before: &str, after: &str) -> ChangeEntry {
        ChangeEntry {
            date: "令和6年1月15日".into(),
            item: lines(item),
            before: lines(before),
            after: lines(after),
            timing: Some(Timing::After),
            ..ChangeEntry::default()
        }
    }

    fn printed(log: &ChangeLog) -> Vec<String> {
        let rows = present_log(log, Lang::Ja).rows;
        rows.iter().map(|row| row.cells.join("‖").replace('\n', "|")).collect()
    }

    #[test]
    fn dialect_a_has_the_day_and_the_item_on_every_row() {
        let log = ChangeLog {
            entries: vec![entry("Ⅰ－１|①部署", "総務課", "市民課"), entry("Ⅱ－１", "旧", "新")],
            ..ChangeLog::default()
        };
        assert_eq!(
            printed(&log),
            ["令和6年1月15日‖Ⅰ－１|①部署‖総務課‖市民課‖事後‖", "令和6年1月15日‖Ⅱ－１‖旧‖新‖事後‖"]
        );
    }

    #[test]
    fn dialect_b_has_group_rows_and_the_day_once() {
        let under = |item: &str, groups: &str| ChangeEntry {
            groups: lines(groups),
            ..entry(item, "旧", "新")
        };
        let log = ChangeLog {
            dialect: Dialect::Grouped,
            entries: vec![
                under("②内容", "Ⅰ 基本情報|１．事務"),
                under("③人数", "Ⅰ 基本情報|１．事務"),
                under("①名称", "Ⅰ 基本情報|２．システム"),
            ],
            ..ChangeLog::default()
        };
        let about: Vec<String> =
            present_log(&log, Lang::Ja).rows.into_iter().map(|it| it.about).collect();
        assert_eq!(about, ["", "", "Ⅰ－１ ②内容", "Ⅰ－１ ③人数", "", "Ⅰ－２ ①名称"]);
        assert_eq!(
            printed(&log),
            [
                "令和6年1月15日‖Ⅰ 基本情報‖‖‖‖",
                "‖１．事務‖‖‖‖",
                "‖②内容‖旧‖新‖事後‖",
                "‖③人数‖旧‖新‖事後‖",
                "‖２．システム‖‖‖‖",
                "‖①名称‖旧‖新‖事後‖",
            ]
        );
    }

    #[test]
    fn long_additions_go_on_and_nothing_is_lost() {
        let sentence = "これは長い文です。".repeat(60);
        let log = ChangeLog {
            cell_lines: 10,
            entries: vec![entry("Ⅰ－１", "（記載なし）", &format!("（追加）|{sentence}|終わり"))],
            ..ChangeLog::default()
        };
        let printed = present_log(&log, Lang::Ja).rows;
        assert!(printed.len() > 2);
        let mut text = String::new();
        for (at, row) in printed.iter().enumerate() {
            assert!(n_lines(&row.cells[3]) <= 10, "{}", n_lines(&row.cells[3]));
            assert_eq!(row.cells[2], "（記載なし）");
            assert_eq!(row.cells[1], "Ⅰ－１");
            let mark = if at == 0 { "（追加）\n" } else { "（追加：上記の続き）\n" };
            text.push_str(row.cells[3].strip_prefix(mark).unwrap());
        }
        assert_eq!(text.replace('\n', ""), format!("{sentence}終わり"));
    }

    #[test]
    fn a_cell_never_holds_more_than_excel_keeps() {
        let log = ChangeLog {
            cell_lines: u16::MAX,
            entries: vec![entry("Ⅰ－１", "旧", &"長".repeat(70_000))],
            ..ChangeLog::default()
        };
        let printed = present_log(&log, Lang::Ja).rows;
        assert!(printed.iter().all(|row| row.cells[3].encode_utf16().count() <= 32_767));
        assert_eq!(
            printed.iter().map(|row| row.cells[3].matches('長').count()).sum::<usize>(),
            70_000
        );
    }

    #[test]
    fn earlier_rows_stay_where_they_were() {
        let earlier = ["a", "b", "c", "d", "e", "f"].map(str::to_owned);
        let mut log = ChangeLog {
            earlier: vec![earlier.clone()],
            entries: vec![entry("Ⅰ－１", "旧", "新")],
            ..ChangeLog::default()
        };
        assert_eq!(present_log(&log, Lang::Ja).rows[0].cells, earlier);
        log.newest_first = true;
        assert_eq!(present_log(&log, Lang::Ja).rows[1].cells, earlier);
    }

    #[test]
    fn what_must_be_checked_stands_behind_the_six_columns() {
        let mut flagged = entry("Ⅰ－１", "旧", "新");
        flagged.review = vec![Review::TimingProposed, Review::ImportantItem];
        let log = ChangeLog { entries: vec![flagged], ..ChangeLog::default() };
        let printed = present_log(&log, Lang::Ja);
        assert!(printed.rows[0].comment.contains("事前の提出・公表が必要"));
        assert!(printed.rows[0].cells.iter().all(|cell| !cell.contains("※")));
    }
}
