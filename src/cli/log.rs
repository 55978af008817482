//! What the typed options of `log` mean together.

use std::path::PathBuf;

use super::Failure;
use super::args::{DialectName, ExtentName, FormatName, Log, TimingName};
use super::input;
use super::locale::Surroundings;
use super::pairs;
use super::plan::{self, Misuse, Plan};
use crate::model::Sides;
use crate::pipeline::{LogOptions, Options};
use crate::profile::Profile;
use crate::record::era::Date;
use crate::record::{Extent, RecordOptions};
use crate::report::{Dialect, Timing};
use crate::write::{OutputFormat, WriteOptions};

/// What `--format` offers.
const FORMATS: &str = "xlsx|docx|html|markdown|csv|json|terminal";
/// Fewest and most lines of a cell.
const CELL_LINES: std::ops::RangeInclusive<u16> = 5..=1_000;

/// What the log says, and the file it continues.
#[derive(Debug)]
pub(super) struct LogPlan {
    options: RecordOptions,
    earlier: Option<PathBuf>,
    /// What is to be said of the typed options after the run.
    pub(super) noticed: Vec<Misuse>,
}

impl LogPlan {
    /// Opens the file with the earlier log.
    ///
    /// # Errors
    /// Those of [`input::open`].
    pub(super) fn open(&self, max_bytes: u64) -> crate::error::Result<LogOptions> {
        let open = |path: &PathBuf| input::open(path, max_bytes);
        let earlier = self.earlier.as_ref().map(open).transpose()?;
        Ok(LogOptions { record: self.options.clone(), earlier })
    }
}

/// Understands `log`.
pub(super) fn plan(typed: &Log, around: &Surroundings) -> Result<Plan, Failure> {
    let targets = plan::targets(&typed.output, typed.format.map(FormatName::format), FORMATS)?;
    plan::check_terminal(&targets, around)?;
    if targets.iter().any(|target| target.format == OutputFormat::Pdf) {
        return Err(Misuse::new(
            "変更箇所は PDF には書き出せません。-o 変更箇所.docx や .html に書き出して印刷してください。",
            "a log cannot be written as PDF; write it to .docx or .html and print that",
        )
        .into());
    }
    let earlier = typed.append.clone().flatten();
    let own_files: Vec<PathBuf> =
        earlier.iter().chain(&typed.pairs).chain(&typed.read.password_file).cloned().collect();
    Ok(Plan {
        own_files,
        options: Options {
            read: plan::read_options(&typed.read, around.lang)?,
            profile: Profile::default(),
            pairs: pairs::open(typed.pairs.as_deref())?,
        },
        pairs_file: typed.pairs.clone(),
        inputs: Sides { old: typed.old.clone(), new: typed.new.clone() },
        targets,
        on_stdout: WriteOptions {
            lang: around.lang,
            colour: around.colour_welcome,
            width: around.width,
            ..WriteOptions::default()
        },
        font: None,
        filling: None,
        log: Some(LogPlan { options: options(typed)?, earlier, noticed: noticed(typed) }),
        hide_consequential: false,
        exit_code: false,
        strict: typed.strict,
    })
}

fn options(typed: &Log) -> Result<RecordOptions, Misuse> {
    Ok(RecordOptions {
        date: typed.date.as_deref().map(printed_day).transpose()?.unwrap_or_default(),
        effective: day("--effective", typed.effective.as_deref())?,
        published: day("--published", typed.published.as_deref())?,
        timing: typed.timing.map(|timing| match timing {
            TimingName::Before => Timing::Before,
            TimingName::After => Timing::After,
        }),
        note: typed.note.clone().unwrap_or_default(),
        extent: match typed.extent {
            Some(ExtentName::Whole) => Extent::Whole,
            Some(ExtentName::Excerpt) => Extent::Excerpt,
            None => Extent::Fitting,
        },
        dialect: typed.dialect.map(|dialect| match dialect {
            DialectName::A => Dialect::Flat,
            DialectName::B => Dialect::Grouped,
        }),
        title: typed.title.clone().unwrap_or_default(),
        cell_lines: typed.cell_lines.as_deref().map(cell_lines).transpose()?.unwrap_or(0),
        append: typed.append.is_some(),
    })
}

/// 変更日 as it is printed: as it was typed where that is 和暦.
fn printed_day(typed: &str) -> Result<String, Misuse> {
    let day = Date::parse(typed).ok_or_else(|| no_day("--date", typed))?;
    let is_spelled = Date::is_japanese(typed) && typed.contains('年');
    Ok(if is_spelled { typed.trim().to_owned() } else { day.to_string() })
}

fn day(option: &str, typed: Option<&str>) -> Result<Option<Date>, Misuse> {
    typed.map(|typed| Date::parse(typed).ok_or_else(|| no_day(option, typed))).transpose()
}

/// Days that are counted in an era they are not in. They stay as typed: who
/// quotes a decision from before the change of era writes 平成31年5月1日.
fn noticed(typed: &Log) -> Vec<Misuse> {
    let days = [
        ("--date", &typed.date),
        ("--effective", &typed.effective),
        ("--published", &typed.published),
    ];
    let outside = |(option, day): (&str, &Option<String>)| outside_its_era(option, day.as_deref()?);
    days.into_iter().filter_map(outside).collect()
}

/// What is said of a day that is counted in an era it is not in.
pub(super) fn outside_its_era(option: &str, typed: &str) -> Option<Misuse> {
    let right = Date::right_day(typed)?;
    Some(Misuse::new(
        format!(
            "{option} {typed}: この元号の期間にない日です（{right}に当たります）。打ち間違いでないか確かめてください。"
        ),
        format!(
            "{option} {typed}: the era does not have this day, which is {right}; see whether it is a slip"
        ),
    ))
}

fn no_day(option: &str, typed: &str) -> Misuse {
    Misuse::new(
        format!(
            "{option} {typed}: 日付として読めません。令和6年1月15日、R6.1.15、2024-01-15 のように指定してください。"
        ),
        format!(
            "{option} {typed}: not a day; give one as in 令和6年1月15日, R6.1.15 or 2024-01-15"
        ),
    )
}

fn cell_lines(typed: &str) -> Result<u16, Misuse> {
    typed.trim().parse().ok().filter(|n| CELL_LINES.contains(n)).ok_or_else(|| {
        Misuse::new(
            format!("--cell-lines {typed}: 5 から 1000 までの行数を指定してください。"),
            format!("--cell-lines {typed}: give a number of lines from 5 to 1000"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn days_are_printed_as_they_were_typed_or_in_wareki() {
        let printed = |typed: &str| printed_day(typed).ok();
        assert_eq!(printed(" 令和1年6月12日 ").as_deref(), Some("令和1年6月12日"));
        assert_eq!(printed("令和元年6月12日").as_deref(), Some("令和元年6月12日"));
        assert_eq!(printed("2024-01-15").as_deref(), Some("令和6年1月15日"));
        assert_eq!(printed("2024年1月15日").as_deref(), Some("令和6年1月15日"));
        assert_eq!(printed("R6.1.15").as_deref(), Some("令和6年1月15日"));
        assert_eq!(printed("令和6年2月30日"), None);
    }

    #[test]
    fn days_outside_their_era_are_noticed() {
        let said = |typed: &str| {
            outside_its_era("--date", typed).map(|it| it.message(Lang::Ja).to_owned())
        };
        let noticed = said("平成31年5月1日").unwrap_or_default();
        assert!(
            noticed.contains("--date 平成31年5月1日") && noticed.contains("令和元年5月1日"),
            "{noticed}"
        );
        assert_eq!(said("平成31年4月30日"), None);
        assert_eq!(said("2019-05-01"), None);
    }

    #[test]
    fn lines_of_a_cell_have_bounds() {
        assert_eq!(cell_lines("40"), Ok(40));
        for typed in ["", "4", "1001", "-1", "多い"] {
            assert!(cell_lines(typed).is_err(), "{typed}");
        }
    }
}
