//! The rows of a 変更箇所, understood: days and items that stand above them
//! (dialect B), what their cells say, which items they are about.

use super::content::{Content, Kind};
use super::files::{Files, named_file};
use super::items::{Misnamed, Named, Names, is_of_cover, is_whole, named};
use super::name::name;
use super::text::{said, title};
use crate::form::{Form, ItemKey};
use crate::normalize::fold::fold;
use crate::record::earlier::{AFTER, BEFORE, DATE, EarlierLog, EarlierRow, ITEM, NOTE, TIMING};
use crate::record::era::Date;
use crate::record::says_numbers;

/// One row, understood.
#[derive(Debug, Clone, Default)]
pub(super) struct LogRow {
    /// Its number in the log, from 1, headers left out.
    pub(super) number: u32,
    /// Its 変更日; where it has none, that of the rows above it.
    pub(super) date: Option<Date>,
    /// The last day that can be read, of this row or above: where it stands
    /// among the others.
    pub(super) order: Option<Date>,
    /// Its item as printed, with what stands above it, on one line.
    pub(super) item: String,
    /// For each item it names, the fields that may be meant.
    pub(super) targets: Vec<Vec<usize>>,
    /// Items that the form does not have.
    pub(super) unknown: Vec<ItemKey>,
    /// A file that the form is not about any more, and the items of it.
    pub(super) gone: Option<(String, Vec<ItemKey>)>,
    /// The field that is meant, where the form numbers it otherwise.
    pub(super) misnumbered: Option<usize>,
    /// The field of its number, where the form names it otherwise.
    pub(super) misnamed: Option<Misnamed>,
    /// Several items have its title, and its numbers are those of none.
    pub(super) is_ambiguous: bool,
    /// It is about the document as a whole.
    pub(super) is_whole: bool,
    pub(super) before: Content,
    pub(super) after: Content,
    /// 提出時期 without white space.
    pub(super) timing: String,
    /// 提出時期に係る説明.
    pub(super) note: String,
    pub(super) page: Option<u32>,
    /// It goes on in the next row, or with the one above: no row of them says
    /// alone what changed.
    pub(super) is_part: bool,
    /// Which cells are merged with that of the row above.
    pub(super) merged: [bool; 6],
    /// The texts of the six columns.
    pub(super) cells: [String; 6],
}

impl LogRow {
    /// Whether it says what changed; headings of dialect B do not, nor do rows
    /// that say the new number of a block.
    pub(super) fn is_entry(&self) -> bool {
        self.has_text() && !says_numbers(&self.cells[BEFORE], &self.cells[AFTER])
    }

    /// Whether either side says anything.
    pub(super) fn has_text(&self) -> bool {
        self.before.kind != Kind::Blank || self.after.kind != Kind::Blank
    }

    /// Takes over what stands in cells that are merged with the row above: its
    /// timing; a text goes on there, where the item is the same.
    fn share(&mut self, above: Option<&Self>) {
        let Some(above) = above else { return };
        if self.merged[TIMING] && self.timing.is_empty() {
            self.timing.clone_from(&above.timing);
        }
        if self.merged[NOTE] && self.note.is_empty() {
            self.note.clone_from(&above.note);
        }
        let is_same_item = self.cells[ITEM].trim().is_empty();
        for (side, column) in [(&mut self.before, BEFORE), (&mut self.after, AFTER)] {
            side.continues |= is_same_item && self.merged[column] && side.kind == Kind::Blank;
        }
    }

    /// Whether it goes on with the row above: on one side there may be no more.
    pub(super) fn goes_on(&self) -> bool {
        self.before.continues || self.after.continues
    }
}

/// All rows of a log, in its order.
pub(super) fn rows(log: &EarlierLog, form: &Form) -> Vec<LogRow> {
    let names = Names::of(form);
    let files = Files::of(form);
    let mut above = Above::default();
    let (mut date, mut order) = (None, None);
    let mut out: Vec<LogRow> = Vec::with_capacity(log.rows.len());
    // A row of dashes says that there are none.
    let rows = log.rows.iter().zip(1..).filter(|(row, _)| !is_placeholder(row));
    for (row, number) in rows {
        // A day that cannot be read is not the one above.
        if !row.cells[DATE].trim().is_empty() {
            date = Date::parse(&row.cells[DATE]);
        }
        order = date.or(order);
        let label = above.label(&row.cells[ITEM]);
        let mut row = row_of(row, number, &label, &names, &files);
        row.share(out.last());
        let is_part = row.goes_on();
        let above = out.last_mut().filter(|_| is_part);
        if let Some(above) = above {
            above.is_part = true;
        }
        out.push(LogRow { date, order, is_part, ..row });
    }
    out
}

/// Whether nothing but signs for nothing stands in a row.
fn is_placeholder(row: &EarlierRow) -> bool {
    let is_nothing = |cell: &String| {
        let cell = said(cell);
        matches!(cell.trim_matches(['(', ')']), "なし" | "該当なし" | "記載なし")
            || cell.chars().all(|c| matches!(c, '-' | '―' | 'ー' | '—' | '–' | '‐' | '−' | '/'))
    };
    let is_said = row.cells.iter().any(|cell| !cell.trim().is_empty());
    is_said && row.cells.iter().all(is_nothing)
}

fn row_of(row: &EarlierRow, number: u32, label: &str, form: &Names<'_>, files: &Files) -> LogRow {
    let whole = is_whole(label);
    let mut names = if whole { Named::default() } else { named(form, label) };
    let mut gone = None;
    if let Some(file) = named_file(label) {
        let about = |fields: &Vec<usize>| files.about(&file, fields, form.form);
        let own: Option<Vec<Vec<usize>>> = names.targets.iter().map(about).collect();
        match own {
            Some(own) if own.iter().all(|fields| !fields.is_empty()) => names.targets = own,
            Some(_) => {}
            // The items are those of another file, or of none any more.
            None => {
                names = Named::default();
                gone = Some((file, ItemKey::parse(label)));
            }
        }
    }
    let item: Vec<&str> = label.split('\n').map(str::trim).filter(|it| !it.is_empty()).collect();
    // The headings of dialect B are long; the item says the same.
    let only = match names.targets.as_slice() {
        [target] => form.one_item(target).filter(|_| item.len() > 2),
        _ => None,
    };
    let item = only.and_then(|at| form.form.fields.get(at)).map_or_else(|| item.join(" "), name);
    let before = Content::parse(&row.cells[BEFORE]);
    let mut after = Content::parse(&row.cells[AFTER]);
    let is_several = names.targets.iter().map(Vec::len).sum::<usize>() > 1;
    if before.kind == Kind::Nothing && says_that_items_are_new(&after, is_several) {
        after = Content::of_kind(Kind::EachAdded);
    }
    LogRow {
        number,
        item,
        targets: names.targets,
        unknown: names.unknown,
        misnumbered: names.misnumbered,
        misnamed: names.misnamed,
        is_ambiguous: names.is_ambiguous,
        is_whole: whole,
        merged: row.merged,
        gone,
        before,
        after,
        timing: row.cells[TIMING].chars().filter(|c| !c.is_whitespace()).collect(),
        note: row.cells[NOTE].trim().to_owned(),
        page: row.page,
        cells: row.cells.clone(),
        ..LogRow::default()
    }
}

/// Whether a text says that items were put in, and not what they say:
/// `様式変更に伴い追加`.
fn says_that_items_are_new(after: &Content, is_several: bool) -> bool {
    /// A sentence about items is short.
    const MOST: usize = 40;
    let text = after.text();
    let text = text.trim_end_matches('。').trim_matches(['(', ')']);
    if text == "項目追加" {
        return true;
    }
    let is_about_form = ["様式", "項目", "改正"].iter().any(|word| text.contains(word));
    is_several
        && after.kind == Kind::Text
        && !after.added
        && is_about_form
        && text.chars().count() <= MOST
        && ["追加", "新設", "新規追加", "追加した", "追加しました"]
            .iter()
            .any(|it| text.ends_with(it))
}

/// The headings that a row stands under, outermost first, each with how deep it
/// is: part, section, block, number, title.
#[derive(Debug, Default)]
struct Above {
    open: Vec<(u8, String)>,
}

impl Above {
    /// The item of a row with what stands above it; a row without one goes on
    /// with that of the row above.
    fn label(&mut self, item: &str) -> String {
        let lines = item.split('\n').flat_map(parts).filter(|it| !it.trim().is_empty());
        let mut is_beside = false;
        for line in lines {
            let depth = depth(&line);
            // ① and ② in one cell: it is about both.
            if let Some((open, text)) = self.open.last_mut()
                && is_beside
                && (depth, *open) == (NUMBER, NUMBER)
            {
                text.push('\n');
                text.push_str(line.trim());
                continue;
            }
            is_beside = true;
            let is_under_cover = self.open.first().is_some_and(|(_, it)| it.starts_with("表紙"));
            if is_of_cover(&line) && !is_under_cover {
                self.open.clear();
            }
            while self.open.last().is_some_and(|(open, _)| *open >= depth) {
                self.open.pop();
            }
            self.open.push((depth, line.trim().to_owned()));
        }
        let texts: Vec<&str> = self.open.iter().map(|(_, text)| text.as_str()).collect();
        texts.join("\n")
    }
}

/// Whether an item stands deeper than a heading above it. Titles without a
/// number may be headings of each other where the log has such rows.
pub(super) fn is_deeper(heading: &str, item: &str, is_grouped: bool) -> bool {
    let last = heading.lines().rev().find(|line| !line.trim().is_empty());
    let first = item.lines().find(|line| !line.trim().is_empty());
    let (Some(own), Some(below)) = (last.map(depth), first.map(depth)) else { return false };
    own < below || is_grouped && own == below && own == TITLE
}

/// `システム3 ①システムの名称` names a block and an item of it.
fn parts(line: &str) -> Vec<String> {
    let at = line.char_indices().skip(1).find(|(_, c)| is_circled(*c)).map(|(at, _)| at);
    let is_block = depth(line) == BLOCK;
    match at.filter(|_| is_block).and_then(|at| line.split_at_checked(at)) {
        Some((block, item)) => vec![block.to_owned(), item.to_owned()],
        None => vec![line.to_owned()],
    }
}

const BLOCK: u8 = 2;
const NUMBER: u8 = 3;
const TITLE: u8 = 4;

/// How deep a heading stands.
fn depth(line: &str) -> u8 {
    let folded = fold(line.trim());
    let first = folded.chars().next().unwrap_or_default();
    let is_letters = folded.starts_with(['I', 'V', 'X'])
        && !folded
            .trim_start_matches(['I', 'V', 'X'])
            .starts_with(|c: char| c.is_ascii_alphanumeric());
    let blocks = ["リスク", "システム", "委託事項", "提供先", "移転先"];
    let counts = |word: &str| {
        folded.strip_prefix(word).is_some_and(|rest| {
            rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == ':')
        })
    };
    match first {
        'Ⅰ'..='Ⅻ' => 0,
        _ if is_whole(&folded) => 0,
        _ if is_letters || folded.starts_with("表紙") || folded.starts_with("(別添") => 0,
        '0'..='9' if !title(&folded).is_empty() => 1,
        _ if blocks.iter().any(|word| counts(word)) => BLOCK,
        c if is_circled(c) => NUMBER,
        _ => TITLE,
    }
}

fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '➀'..='➉')
}

#[cfg(test)]
mod tests {
    use super::super::testing::log;
    use super::*;

    #[test]
    fn rows_go_on_under_the_headings_of_dialect_b() {
        let log = log(&[
            "令和2年9月30日｜I 基本情報",
            "｜1.特定個人情報ファイルを取り扱う事務",
            "｜②事務の内容｜甲｜乙｜事前",
            "｜2.使用するシステム",
            "｜システム3 ①システムの名称｜右記項目を追加｜丙｜事前",
            "｜②システムの機能｜右記項目を追加｜丁｜事前",
            "｜｜戊｜己｜事前",
            "｜Ⅲ リスク対策",
            "｜3.特定個人情報の使用",
            "｜リスク2: 権限のない者 具体的な管理方法｜庚｜辛｜事前",
        ]);
        let rows = rows(&log, &Form::default());
        let entries: Vec<&LogRow> = rows.iter().filter(|row| row.is_entry()).collect();
        let items: Vec<&str> = entries.iter().map(|row| row.item.as_str()).collect();
        assert_eq!(
            items,
            [
                "I 基本情報 1.特定個人情報ファイルを取り扱う事務 ②事務の内容",
                "I 基本情報 2.使用するシステム システム3 ①システムの名称",
                "I 基本情報 2.使用するシステム システム3 ②システムの機能",
                "I 基本情報 2.使用するシステム システム3 ②システムの機能",
                "Ⅲ リスク対策 3.特定個人情報の使用 リスク2: 権限のない者 具体的な管理方法",
            ]
        );
        assert!(rows.iter().all(|row| row.date == Date::parse("令和2年9月30日")));
    }

    #[test]
    fn a_row_of_dashes_says_that_there_are_none() {
        let log =
            log(&["－｜－｜－｜－｜－｜－", "｜なし", "｜｜｜｜｜", "－｜Ⅰ－１｜－｜－｜事後｜－"]);
        let numbers: Vec<u32> = rows(&log, &Form::default()).iter().map(|row| row.number).collect();
        assert_eq!(numbers, [3, 4]);
    }

    #[test]
    fn items_that_came_with_a_form_are_not_written_out() {
        use super::super::testing::field;
        let label = "対策は十分か";
        let fields =
            vec![field("Ⅳ/1/対策は十分か", label, "甲"), field("Ⅳ/2/対策は十分か", label, "乙")];
        let form = Form { fields, ..Form::default() };
        let kind = |texts: &str| {
            let log = log(&[&format!("令和2年7月15日｜Ⅳ－１～２｜{texts}｜事後")]);
            rows(&log, &form)[0].after.kind
        };
        assert_eq!(kind("（新規）｜様式変更に伴い追加"), Kind::EachAdded);
        assert_eq!(kind("（記載なし）｜（項目追加）"), Kind::EachAdded);
        assert_eq!(kind("（新規）｜十分である"), Kind::Text);
        assert_eq!(kind("甲｜様式変更に伴い追加"), Kind::Text);
    }

    #[test]
    fn an_item_of_the_cover_stands_alone() {
        let log = log(&[
            "令和2年7月15日｜Ⅱ－１及び２｜甲｜乙｜事後",
            "令和2年7月15日｜公表日｜丙｜丁｜事後",
        ]);
        assert_eq!(rows(&log, &Form::default())[1].item, "公表日");
    }

    #[test]
    fn rows_of_dialect_a_stand_alone() {
        let log = log(&[
            "令和2年7月15日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加）／甲｜事後",
            "令和2年7月15日｜Ⅰ－３／法令上の根拠｜甲｜乙｜事前",
        ]);
        let items: Vec<String> =
            rows(&log, &Form::default()).into_iter().map(|row| row.item).collect();
        assert_eq!(items, ["Ⅰ－１ ②事務の概要", "Ⅰ－３ 法令上の根拠"]);
    }
}
