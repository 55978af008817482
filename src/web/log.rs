//! 変更箇所 of the comparison: what a person says about all entries and about
//! single ones, and the finished log as JSON.

use serde::{Deserialize, Serialize};

use super::downloads::{self, Download};
use super::session::State;
use super::view::shown;
use crate::error::{Error, ErrorKind, Result};
use crate::pipeline::{self, LogOptions};
use crate::present::{LOG_COLUMNS, LogRole, present_log};
use crate::read::ReadOptions;
use crate::record::RecordOptions;
use crate::record::era::Date;
use crate::report::{ChangeEntry, Review, Timing};
use crate::write::{self, WriteOptions};

/// Longest text that is typed, in characters.
const LONGEST: usize = 2_000;

/// What a person says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct LogChoices {
    /// 変更日 of all entries.
    date: String,
    /// The day on which the changes take effect.
    effective: String,
    /// The day of publication.
    published: String,
    /// `before`, `after`, or empty.
    timing: String,
    /// 提出時期に係る説明 of all entries.
    note: String,
    /// Whether the log of the documents is continued.
    append: bool,
    /// What is said of single entries.
    edits: Vec<Edit>,
}

/// What is said of one entry; `None` leaves it as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Edit {
    /// The entry, as [`key`] names it.
    key: String,
    date: Option<String>,
    timing: Option<String>,
    note: Option<String>,
}

/// The log for the page.
#[derive(Debug, Serialize)]
pub(super) struct LogView {
    title: String,
    columns: [&'static str; 6],
    comments: &'static str,
    rows: Vec<LogRowView>,
    n_new: usize,
    chosen: LogChoices,
}

#[derive(Debug, Serialize)]
struct LogRowView {
    role: &'static str,
    cells: Vec<String>,
    comment: String,
    /// Of a row that can be edited.
    key: Option<String>,
    timing: &'static str,
}

/// The log under the present choices; `None` before there is a comparison.
///
/// # Errors
/// A text that is no day, and `NoLog` where a log is to be continued and
/// neither document holds one.
pub(super) fn view(state: &mut State, read: &ReadOptions) -> Result<Option<LogView>> {
    make(state, read)?;
    let lang = state.settings.lang();
    let Some(outcome) = &state.outcome else { return Ok(None) };
    let log = &outcome.comparison.report.log;
    let printed = present_log(log, lang);
    let mut entries = log.entries.iter();
    let rows = printed.rows.iter().map(|row| {
        let entry = if row.role == LogRole::Entry { entries.next() } else { None };
        LogRowView {
            role: match row.role {
                LogRole::Earlier => "earlier",
                LogRole::Group => "group",
                LogRole::Entry => "entry",
                LogRole::Continued => "continued",
            },
            cells: row.cells.iter().map(|cell| lines(cell)).collect(),
            comment: row.comment.clone(),
            key: entry.map(key),
            timing: entry.map_or("", |entry| timing_name(entry.timing)),
        }
    });
    Ok(Some(LogView {
        rows: rows.collect(),
        title: shown(&printed.title),
        columns: LOG_COLUMNS,
        comments: printed.comments,
        n_new: printed.n_new,
        chosen: state.log.clone(),
    }))
}

/// Takes other choices. Where they cannot be followed, the earlier ones stay.
///
/// # Errors
/// As [`view`].
pub(super) fn choose(state: &mut State, chosen: LogChoices, read: &ReadOptions) -> Result<()> {
    let before = std::mem::replace(&mut state.log, chosen);
    make(state, read).inspect_err(|_| state.log = before)
}

/// The log in one of the formats.
///
/// # Errors
/// As [`view`], and those of writing.
pub(super) fn download(state: &mut State, extension: &str, read: &ReadOptions) -> Result<Download> {
    make(state, read)?;
    let (format, kind) = downloads::format(extension)?;
    let unknown = || Error::new(ErrorKind::UnknownFormat, extension);
    let outcome = state.outcome.as_ref().ok_or_else(unknown)?;
    let options = WriteOptions { lang: state.settings.lang(), ..WriteOptions::default() };
    let mut bytes = Vec::new();
    write::write_log(&outcome.comparison.report, format, &options, &mut bytes)?;
    Ok(Download { kind, name: downloads::name(state, "変更箇所", extension), bytes })
}

/// Makes the log of the report anew.
fn make(state: &mut State, read: &ReadOptions) -> Result<()> {
    let record = options(&state.log)?;
    let Some(outcome) = &mut state.outcome else { return Ok(()) };
    let log = LogOptions { record, earlier: None };
    let report = &mut outcome.comparison.report;
    let rules = state.history.rules();
    pipeline::record_documents(&outcome.documents, rules, report, read, &log)?;
    for entry in &mut report.log.entries {
        let Some(edit) = state.log.edits.iter().rev().find(|edit| edit.key == key(entry)) else {
            continue;
        };
        if let Some(date) = &edit.date {
            entry.date = day_of(date)?;
        }
        if let Some(timing) = &edit.timing {
            entry.timing = timing_of(timing);
            // A person has decided.
            entry.review.retain(|why| *why != Review::TimingProposed);
        }
        if let Some(note) = &edit.note {
            entry.note = typed(note);
        }
    }
    Ok(())
}

fn options(chosen: &LogChoices) -> Result<RecordOptions> {
    Ok(RecordOptions {
        date: day_of(&chosen.date)?,
        effective: day(&chosen.effective)?,
        published: day(&chosen.published)?,
        timing: timing_of(&chosen.timing),
        note: typed(&chosen.note),
        append: chosen.append,
        ..RecordOptions::default()
    })
}

/// The day that was typed, if any.
fn day(text: &str) -> Result<Option<Date>> {
    match text.trim() {
        "" => Ok(None),
        text => Date::parse(text).map(Some).ok_or_else(|| no_day(text)),
    }
}

/// 変更日 as it is printed: a day in 和暦 as it was typed, any other one in 和暦.
fn day_of(text: &str) -> Result<String> {
    Ok(match day(text)? {
        Some(_) if Date::is_japanese(text) && text.contains('年') => text.trim().to_owned(),
        Some(date) => date.to_string(),
        None => String::new(),
    })
}

fn no_day(text: &str) -> Error {
    Error::new(ErrorKind::Unreadable, text).explained(
        "日付として読めません。令和6年1月15日、R6.1.15、2024-01-15 のように書いてください。",
        "not a day; write one as in 令和6年1月15日, R6.1.15 or 2024-01-15",
    )
}

/// Names an entry: its item and where it stands.
fn key(entry: &ChangeEntry) -> String {
    format!("{}\n{}", entry.path.join("\n"), entry.item.join("\n"))
}

fn timing_of(name: &str) -> Option<Timing> {
    match name {
        "before" => Some(Timing::Before),
        "after" => Some(Timing::After),
        _ => None,
    }
}

fn timing_name(timing: Option<Timing>) -> &'static str {
    match timing {
        Some(Timing::Before) => "before",
        Some(Timing::After) => "after",
        None => "",
    }
}

fn typed(text: &str) -> String {
    let is_text = |c: &char| *c == '\n' || !c.is_control();
    text.trim().chars().filter(is_text).take(LONGEST).collect()
}

/// A text of several lines without characters that steer a display.
fn lines(text: &str) -> String {
    text.split('\n').map(shown).collect::<Vec<_>>().join("\n")
}
