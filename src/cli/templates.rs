//! The Word file of an office that `--template` names.

use std::io;
use std::path::Path;

use super::Failure;
use crate::error::Result;
use crate::report::Report;
use crate::write::WriteOptions;

/// A template and what its fields stand for.
#[derive(Debug)]
pub(super) struct Filling {
    #[cfg(feature = "office")]
    template: crate::write::Template,
    #[cfg(feature = "office")]
    fields: crate::write::Fields,
}

/// Opens a template, before any time is spent on comparing.
///
/// # Errors
/// Those of opening a file, `BadTemplate`, and a misuse where `{{date}}` has
/// no text.
#[cfg(feature = "office")]
pub(super) fn open(path: &Path, date: Option<&str>) -> Result<Filling, Failure> {
    /// Largest accepted file, in bytes.
    const MAX_BYTES: u64 = 64 << 20;
    let opened = super::input::open(path, MAX_BYTES)?;
    let name = path.to_string_lossy();
    let template = crate::write::Template::open(&name, &opened.bytes)?;
    match date {
        None if template.has_date() => Err(super::Misuse::new(
            format!(
                "{name}: ひな形に {{{{date}}}} がありますが、日付が指定されていません。--date \"令和8年4月1日\" のように指定してください。"
            ),
            format!(
                "{name}: the template holds {{{{date}}}}, but no date is given; add one, as in --date \"April 1, 2026\""
            ),
        )
        .into()),
        _ => {
            let fields = crate::write::Fields { date: date.map(str::to_owned) };
            Ok(Filling { template, fields })
        }
    }
}

/// Templates are Word files, which this build knows nothing of.
#[cfg(not(feature = "office"))]
pub(super) fn open(path: &Path, _: Option<&str>) -> Result<Filling, Failure> {
    let left_out = crate::error::Error::new(
        crate::error::ErrorKind::BadTemplate,
        path.to_string_lossy(),
    )
    .explained(
        "Word 文書を扱う機能を省いて作られたプログラムです。すべての機能を含む shinkyu を使ってください。",
        "this program was built without Word files; use a shinkyu with all features",
    );
    Err(left_out.into())
}

impl Filling {
    /// Writes the template, filled with the table of a report.
    ///
    /// # Errors
    /// `Unwritable`.
    #[cfg(feature = "office")]
    pub(super) fn write(
        &self,
        report: &Report,
        options: &WriteOptions,
        out: &mut dyn io::Write,
    ) -> Result<()> {
        crate::write::fill(report, &self.template, &self.fields, options, out)
    }

    /// There are no templates in this build.
    #[cfg(not(feature = "office"))]
    #[expect(clippy::unused_self, reason = "it has the same form in every build")]
    pub(super) fn write(
        &self,
        report: &Report,
        options: &WriteOptions,
        out: &mut dyn io::Write,
    ) -> Result<()> {
        crate::write::write(report, crate::write::OutputFormat::Docx, options, out)
    }
}
