//! The log undone, newest row first: what a row says in 変更後 must stand in its
//! item, and with 変更前 in its place the row before must fit in turn.
//!
//! So the newest row that touches a text is held against the document, every
//! earlier one against the rows after it, and an insertion that was changed
//! again later is no mistake. Where a row leaves parts out and it cannot be
//! told what stood there, nothing is said of earlier rows that do not fit.

use super::content::{Content, Kind};
use super::links::{Break, breaks};
use super::rows::LogRow;
use super::share::share;
use super::state::State;
use super::touching::by_field;
use crate::form::Form;
use crate::record::era::Date;

/// Rows before one that are asked whether they are the same.
const MOST_OF_A_DAY: usize = 20;
/// Characters that may be read before the search is given up.
const MOST_WORK: u64 = 1 << 31;

/// What undoing the log showed.
#[derive(Debug, Default)]
pub(super) struct Replay {
    pub(super) mismatches: Vec<Mismatch>,
    /// Rows that do not go on from those before them.
    pub(super) breaks: Vec<Break>,
    /// Rows that name several items and fit none of them, as index.
    pub(super) undecided: Vec<usize>,
    /// Rows that were passed over: what stood there then is not known.
    pub(super) passed: Vec<usize>,
    /// The log is so long that it was not followed to its beginning.
    pub(super) given_up: bool,
}

/// A row that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mismatch {
    /// The item.
    pub(super) field: usize,
    /// The row, as index.
    pub(super) row: usize,
    /// What it does not fit.
    pub(super) against: Against,
    /// Paragraphs of it that are not there, as compared.
    pub(super) missing: Vec<String>,
    /// The row names what stands above several items, and this one is the most
    /// likely.
    pub(super) is_guess: bool,
}

/// What a row does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    /// The document: no later row is about the item.
    Body,
    /// The document, which has more than the row, in front of it or behind it.
    BodyAround,
    /// The document, which has the lines of the row in another order, or others
    /// between them.
    BodyBetween,
    /// The document, and no later row says why.
    BodyUnexplained,
    /// The 変更前 of a later row, as index.
    Later(usize),
    /// The document, which still has what the row says was deleted.
    StillThere,
}

/// Rows of one item and day that are read as one text.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) rows: Vec<usize>,
    pub(super) before: Content,
    pub(super) after: Content,
    pub(super) is_guess: bool,
}

/// Undoes the log for each field.
pub(super) fn replay(
    form: &Form,
    values: &[String],
    rows: &[LogRow],
    newest_first: bool,
) -> Replay {
    let mut out = Replay::default();
    let mut work = MOST_WORK;
    let touching = by_field(form, values, rows, newest_first);
    out.undecided = touching.undecided;
    for (field, touching) in
        touching.of_field.iter().enumerate().filter(|(_, rows)| !rows.is_empty())
    {
        let kind = form.fields.get(field).map(|it| it.kind).unwrap_or_default();
        let value = values.get(field).cloned().unwrap_or_default();
        let lines = form.fields.get(field).map(|it| it.value.as_slice()).unwrap_or_default();
        let share = |row: &LogRow| share(row, field, form, values);
        let days = days(touching, rows, newest_first, share);
        if is_followed(form, field, touching, rows) {
            out.breaks.extend(breaks(field, kind, &value, &days));
        }
        let state = State::of(value, lines, kind, &mut work);
        let is_in_print = form.fields.get(field).is_some_and(|it| it.page.is_some());
        let undone = state.in_print(is_in_print, lines).undo(field, days);
        out.mismatches.extend(undone.mismatches);
        out.passed.extend(undone.passed);
        out.given_up |= work == 0;
    }
    // A row that the next one does not go on from is gone from the document for
    // that reason.
    let breaks = &out.breaks;
    out.mismatches.retain(|it| {
        let is_it = |link: &Break| (link.field, link.earlier) == (it.field, it.row);
        it.against == Against::StillThere
            || matches!(it.against, Against::Later(_))
            || !breaks.iter().any(is_it)
    });
    out.mismatches.sort_by_key(|it| (it.row, it.field));
    out
}

/// Whether the rows of an item are about it alone, and always were: items of
/// several files are told apart by their texts, and blocks that count take the
/// numbers of those that are taken out.
fn is_followed(form: &Form, field: usize, touching: &[(usize, bool)], rows: &[LogRow]) -> bool {
    let own = touching.iter().filter_map(|(at, _)| rows.get(*at));
    let is_clear = own.into_iter().all(|row| row.targets.contains(&vec![field]));
    let steps = form.fields.get(field).map(|it| it.key.steps()).unwrap_or_default();
    let is_block = steps.iter().any(|step| {
        let word = step.trim_end_matches(|c: char| c.is_ascii_digit());
        word.len() < step.len() && word.chars().any(char::is_alphabetic) && word != "リスク"
    });
    let is_moving =
        |row: &LogRow| row.has_text() && (!row.is_entry() || row.after.kind == Kind::Deleted);
    is_clear && !(is_block && rows.iter().any(is_moving))
}

/// The rows of an item by day, newest first; within a day the last one first.
/// `share` says which part of a row is about the item.
fn days(
    touching: &[(usize, bool)],
    rows: &[LogRow],
    newest_first: bool,
    share: impl Fn(&LogRow) -> Option<[Content; 2]>,
) -> Vec<Vec<Step>> {
    let mut steps: Vec<(Option<Date>, Step)> = Vec::new();
    for &(index, is_guess) in touching {
        let Some(row) = rows.get(index) else { continue };
        match steps.last_mut() {
            Some((date, step)) if row.goes_on() && *date == row.order => {
                step.rows.push(index);
                step.before.append(&row.before);
                step.after.append(&row.after);
            }
            _ => {
                let whole = || [row.before.clone(), row.after.clone()];
                let [before, after] = share(row).unwrap_or_else(whole);
                // A row that stands there twice has a rule of its own.
                let is_again = |(date, it): &(Option<Date>, Step)| {
                    *date == row.order && it.before == before && it.after == after
                };
                if steps.iter().rev().take(MOST_OF_A_DAY).any(is_again) {
                    continue;
                }
                steps.push((row.order, Step { rows: vec![index], before, after, is_guess }));
            }
        }
    }
    if newest_first {
        steps.reverse();
    }
    steps.sort_by_key(|(date, _)| *date);
    steps.reverse();
    let days = steps.chunk_by(|one, other| one.0 == other.0);
    days.map(|day| day.iter().map(|(_, step)| step.clone()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rows::rows;
    use super::super::testing::field;
    use super::super::testing::log;
    use super::super::text::said;
    use super::*;

    fn undone(value: &str, entries: &[&str]) -> Vec<(u32, Against)> {
        let fields = vec![field("Ⅰ/1/②", "②事務の概要", value)];
        let form = Form { fields, ..Form::default() };
        let rows = rows(&log(entries), &form);
        let values = vec![said(&form.fields[0].value.concat())];
        let replay = replay(&form, &values, &rows, false);
        replay.mismatches.iter().map(|it| (rows[it.row].number, it.against)).collect()
    }

    #[test]
    fn an_insertion_that_was_changed_again_is_no_mistake() {
        let entries = [
            "令和2年7月15日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加）／準備として行う業務を次に述べる。",
            "令和2年7月15日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加：上記の続き）／・資格の履歴を管理する。",
            "令和5年9月1日｜Ⅰ－１／②事務の概要｜準備として行う業務を次に述べる。／・資格の履歴を管理する。｜行う業務を次に述べる。／・資格の履歴を管理する。",
        ];
        let value = "国民健康保険に関する事務を行う。被保険者の資格を管理し、保険給付を行う。\n行う業務を次に述べる。\n・資格の履歴を管理する。\nその他";
        assert_eq!(undone(value, &entries), []);
        let changed = value.replace("行う業務", "おこなう業務");
        assert_eq!(undone(&changed, &entries), [(3, Against::Body)]);
    }

    #[test]
    fn values_given_as_a_whole_are_held_against_the_row_after() {
        let entries = [
            "平成30年6月1日｜Ⅰ－１／②事務の概要｜甲課｜乙課｜事後",
            "令和元年6月1日｜Ⅰ－１／②事務の概要｜丙課｜丁課｜事後",
        ];
        assert_eq!(undone("丁課", &entries), [(1, Against::Later(1))]);
        let entries = [entries[0], "令和元年6月1日｜Ⅰ－１／②事務の概要｜乙課｜丁課｜事後"];
        assert_eq!(undone("丁課", &entries), []);
        assert_eq!(undone("丁課　甲野", &entries), [(2, Against::Body)]);
    }

    #[test]
    fn days_of_the_same_date_stand_in_any_order() {
        let entries = [
            "令和元年6月1日｜Ⅰ－１／②事務の概要｜乙課｜丙課｜事後",
            "令和元年6月1日｜Ⅰ－１／②事務の概要｜甲課｜乙課｜事後",
        ];
        assert_eq!(undone("丙課", &entries), []);
    }

    #[test]
    fn a_row_without_signs_of_what_is_left_out_holds_the_whole_item() {
        let entries = [
            "令和5年4月1日｜Ⅰ－１／②事務の概要｜１．甲｜１．甲／２．乙｜事後",
            "令和6年4月1日｜Ⅰ－１／②事務の概要｜１．甲／２．乙｜１．甲／２．乙／３．丙｜事後",
        ];
        assert_eq!(undone("１．甲\n２．乙\n３．丙", &entries), []);
        assert_eq!(undone("１．甲２．乙\n３．丙", &entries), [], "wraps do not matter");
        for body in ["１．甲\n２．乙\n３．丙\n４．丁", "０．丁\n１．甲\n２．乙\n３．丙"]
        {
            assert_eq!(undone(body, &entries), [(2, Against::BodyAround)], "{body}");
        }
        for body in ["１．甲\n２．乙\n丁\n３．丙", "１．甲\n３．丙\n２．乙"] {
            assert_eq!(undone(body, &entries), [(2, Against::BodyBetween)], "{body}");
        }
        let body = "１．甲\n２．乙\n丁\n３．丙";
        let elided = entries[1].replace("／３．丙", "／（略）／３．丙");
        assert_eq!(undone(body, &[entries[0], &elided]), []);
        let part = "令和6年4月1日｜Ⅰ－１／②事務の概要｜２．乙｜２．乙／３．丙｜事後";
        assert_eq!(undone("１．甲\n２．乙\n３．丙", &[entries[0], part]), [], "the rest is logged");
        assert_eq!(undone("１．甲\n２．乙\n３．丙", &[part]), [(1, Against::BodyAround)]);
        let other = "令和6年4月1日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加）／丁｜事後";
        assert_eq!(undone(body, &[entries[0], entries[1], other]), [], "two rows of one day");
    }

    #[test]
    fn a_row_may_be_one_paragraph_of_a_short_item() {
        let entry = "令和6年4月1日｜Ⅰ－１／②事務の概要｜命令第49条｜命令第50条｜事後";
        let value = "番号法第９条第１項\n命令第50条";
        assert_eq!(undone(value, &[entry]), [(1, Against::BodyAround)]);
        assert_eq!(undone("命令第50条第１項", &[entry]), [(1, Against::Body)]);
        let older = "令和5年4月1日｜Ⅰ－１／②事務の概要｜命令第48条｜命令第49条｜事後";
        assert_eq!(undone(value, &[older, entry]), [(2, Against::BodyAround)]);
    }

    #[test]
    fn parts_left_out_are_any_text() {
        let value = "大洲市役所　市民福祉部　市民課\n郵便番号：795-8601\n住所：愛媛県大洲市大洲690番地の1\n電話番号：0893-24-2111";
        let entries = [
            "令和3年9月30日｜Ⅰ－１／②事務の概要｜大洲市役所　福祉部　保険課／(略)｜大洲市役所　市民福祉部　保険年金課／(略)",
            "令和4年12月1日｜Ⅰ－１／②事務の概要｜大洲市役所　市民福祉部　保険年金課／(略)｜大洲市役所　市民福祉部　市民課／(略)",
        ];
        assert_eq!(undone(value, &entries), []);
        let other = entries[1].replace("保険年金課", "年金課");
        assert_eq!(undone(value, &[entries[0], &other]), [(1, Against::Later(1))]);
    }

    #[test]
    fn rows_before_an_item_was_put_in_are_about_another_one() {
        let entries = [
            "令和5年4月1日｜Ⅰ－１／②事務の概要｜甲の課が行う事務｜乙の課が行う事務｜事後",
            "令和6年4月1日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加）／宛名を管理する。",
        ];
        assert_eq!(undone("宛名を管理する。", &entries), []);
        assert_eq!(undone("宛名を管理する。その他", &entries), [(1, Against::BodyUnexplained)]);
    }

    #[test]
    fn a_number_is_not_found_inside_another() {
        let value = "対象は21人とし、その範囲は規則で定める。ただし、市長が特に認める者については、この限りでない。なお、数は毎年見直し、公表の日に合わせて改める。";
        let entry = "令和4年12月1日｜Ⅰ－１／②事務の概要｜（記載なし）｜（追加）／1人とし、その範囲は規則で定める。";
        assert_eq!(undone(value, &[entry]), [(1, Against::Body)]);
    }

    #[test]
    fn what_was_deleted_must_not_stand_there() {
        let entry = "令和4年12月1日｜Ⅰ－１／②事務の概要｜年金に関する事務を行う。｜（削除）";
        assert_eq!(undone("国民健康保険に関する事務を行う。", &[entry]), []);
        assert_eq!(undone("年金に関する事務を行う。", &[entry]), [(1, Against::StillThere)]);
    }
}
