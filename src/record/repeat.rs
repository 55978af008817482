//! What a log says already: rows of the same day for the same item, and rows
//! that are younger than those that are put behind them.

use std::collections::BTreeMap;

use super::earlier::{AFTER, BEFORE, DATE, EarlierLog, ITEM};
use super::era::Date;
use super::item::{Item, bare, said};
use crate::error::WarningKind;
use crate::form::ItemKey;
use crate::report::{ChangeEntry, ChangeLog, Review};

/// The rows of a log by their day and item.
#[derive(Debug, Default)]
pub(super) struct Logged {
    rows: BTreeMap<(Date, String), u32>,
    newest: Option<Date>,
}

impl Logged {
    /// A day that a row leaves out is that of the row above it, and headings of
    /// dialect B count for the rows under them.
    pub(super) fn of(log: &EarlierLog) -> Self {
        let mut out = Self::default();
        let mut day = None;
        let mut above: Vec<String> = Vec::new();
        for (row, number) in log.rows.iter().zip(1..) {
            let [date, item, before, after] =
                [DATE, ITEM, BEFORE, AFTER].map(|at| row.cells[at].trim());
            if !date.is_empty() {
                day = Date::parse(date);
            }
            out.newest = out.newest.max(day);
            if before.is_empty() && after.is_empty() {
                open(&mut above, item);
                continue;
            }
            let Some(day) = day else { continue };
            for name in names(&above, item) {
                out.rows.entry((day, name)).or_insert(number);
            }
        }
        out
    }

    /// The row that is about the item of an entry on that day already.
    pub(super) fn row(&self, entry: &ChangeEntry) -> Option<u32> {
        let day = Date::parse(&entry.date)?;
        let names = names(&entry.groups, &entry.item.join("\n"));
        names.into_iter().find_map(|name| self.rows.get(&(day, name)).copied())
    }

    /// What is to be said of a log that new rows were put to.
    pub(super) fn notices(&self, log: &ChangeLog) -> Vec<WarningKind> {
        let mut out = Vec::new();
        let first = log.entries.first().filter(|entry| {
            let day = Date::parse(&entry.date);
            day.is_some_and(|day| self.newest.is_some_and(|newest| day < newest))
        });
        if let (Some(entry), Some(newest)) = (first, self.newest) {
            let (date, newest) = (entry.date.clone(), newest.to_string());
            out.push(WarningKind::OlderThanLog { date, newest });
        }
        let is_again = |entry: &&ChangeEntry| entry.review.contains(&Review::AlreadyLogged);
        let again: Vec<&ChangeEntry> = log.entries.iter().filter(is_again).collect();
        if let Some(entry) = again.first() {
            out.push(WarningKind::AlreadyLogged {
                count: again.len() as u32,
                item: entry.item.join(" "),
                row: self.row(entry).unwrap_or_default(),
            });
        }
        out
    }
}

/// Puts a heading under those that stay open above it: a part closes all, a
/// section those since its part.
fn open(above: &mut Vec<String>, heading: &str) {
    let own = [heading.to_owned()];
    let is_part = |heading: &String| Item::of(std::slice::from_ref(heading)).part.is_some();
    if is_part(&own[0]) {
        above.clear();
    } else if heading.starts_with(|c: char| matches!(c, '0'..='9' | '０'..='９')) {
        above.retain(is_part);
    }
    let [own] = own;
    above.push(own);
}

/// What an item is called, whatever the dialect: its places in the form, each
/// with the file that its part is about; its words where it has none.
fn names(above: &[String], item: &str) -> Vec<String> {
    let lines: Vec<&str> = above.iter().map(String::as_str).chain(item.lines()).map(bare).collect();
    let label = lines.join("\n");
    let file = lines.first().and_then(|line| {
        let (_, rest) = line.split_once('（')?;
        rest.split_once('）').map(|(file, _)| said(file))
    });
    let file = file.unwrap_or_default();
    let keys = ItemKey::parse(&label);
    if keys.is_empty() {
        return vec![said(&label)];
    }
    keys.iter().map(|key| format!("{key}（{file}）")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::earlier::EarlierRow;
    use super::*;

    fn log(rows: &[&str]) -> EarlierLog {
        let row = |text: &&str| {
            let mut cells: [String; 6] = Default::default();
            for (cell, text) in cells.iter_mut().zip(text.split('｜')) {
                *cell = text.replace('／', "\n");
            }
            EarlierRow { cells, ..EarlierRow::default() }
        };
        EarlierLog { rows: rows.iter().map(row).collect(), ..EarlierLog::default() }
    }

    fn entry(date: &str, groups: &[&str], item: &str) -> ChangeEntry {
        let lines = |all: &[&str]| all.iter().map(|&it| it.to_owned()).collect();
        ChangeEntry {
            date: date.into(),
            groups: lines(groups),
            item: lines(&item.split('／').collect::<Vec<_>>()),
            ..ChangeEntry::default()
        }
    }

    #[test]
    fn the_same_item_is_found_in_both_dialects() {
        let grouped = Logged::of(&log(&[
            "令和元年9月30日｜Ⅰ 基本情報",
            "｜1.特定個人情報ファイルを取り扱う事務",
            "｜②事務の内容｜甲｜乙｜事前",
            "｜2.使用するシステム",
            "｜①システムの名称｜右記項目を追加｜丙｜事前",
        ]));
        let day = "令和1年9月30日";
        let parts = ["Ⅰ　基本情報", "１．特定個人情報ファイルを取り扱う事務"];
        assert_eq!(grouped.row(&entry(day, &parts, "②事務の内容")), Some(3));
        assert_eq!(grouped.row(&entry(day, &[], "Ⅰ－１／②事務の内容")), Some(3));
        assert_eq!(grouped.row(&entry(day, &parts, "①事務の名称")), None);
        assert_eq!(grouped.row(&entry("令和元年10月1日", &parts, "②事務の内容")), None);
        let flat = Logged::of(&log(&[
            "令和5年9月1日｜Ⅱ－１及び２／いつ時点の計数か｜甲｜乙｜事後",
            "令和5年9月1日｜Ⅱ（収納ファイル）－６／保管場所｜甲｜乙｜事後",
        ]));
        let day = "令和5年9月1日";
        assert_eq!(flat.row(&entry(day, &[], "Ⅱ－２／いつ時点の計数か")), Some(1));
        let parts = ["Ⅱ　ファイルの概要（収納ファイル）", "６．保管・消去"];
        assert_eq!(flat.row(&entry(day, &parts, "保管場所　※")), Some(2));
        let parts = ["Ⅱ　ファイルの概要（宛名ファイル）", "６．保管・消去"];
        assert_eq!(flat.row(&entry(day, &parts, "保管場所")), None);
    }

    #[test]
    fn a_day_before_the_newest_is_noticed() {
        let logged = Logged::of(&log(&["令和5年9月1日｜Ⅰ－５／①部署｜甲｜乙｜事後"]));
        let with = |date: &str| {
            let entries = vec![entry(date, &[], "Ⅰ－１／②事務の概要")];
            logged.notices(&ChangeLog { entries, ..ChangeLog::default() }).len()
        };
        assert_eq!([with("令和5年8月31日"), with("令和5年9月1日"), with("")], [1, 0, 0]);
    }
}
