//! What the rules see of the documents: values and rows in the form in which
//! they are compared, worked out once.

use super::name::name;
use super::replay::{Replay, replay};
use super::rows::{LogRow, rows};
use super::text::said;
use super::{CheckOptions, Documents, Origin, Place, Quote};
use crate::form::{Field, Form};
use crate::model::Sides;
use crate::record::era::Date;
use crate::record::{Difference, form_differences};

/// The documents of a check, prepared.
#[derive(Debug)]
pub(super) struct Case<'a> {
    pub(super) documents: Documents<'a>,
    pub(super) options: &'a CheckOptions,
    /// The day for which counts are judged.
    pub(super) date: Option<Date>,
    /// Rows of the log in its order.
    pub(super) rows: Vec<LogRow>,
    /// Value of each field as compared.
    pub(super) values: Vec<String>,
    /// What changed since the version before, each with the field that it is
    /// now; `None` without such a version.
    pub(super) changes: Option<Vec<(Option<usize>, Difference)>>,
    /// Where the log, undone row by row, does not meet the document.
    pub(super) replay: Replay,
}

impl<'a> Case<'a> {
    pub(super) fn new(documents: Documents<'a>, options: &'a CheckOptions) -> Self {
        let form = &documents.document.form;
        let log = documents.document.log.as_ref();
        let rows = log.map(|log| rows(log, form)).unwrap_or_default();
        let values: Vec<String> =
            form.fields.iter().map(|field| said(&field.value.concat())).collect();
        let newest_first = log.is_some_and(|log| log.newest_first);
        let replay = replay(form, &values, &rows, newest_first);
        let date = options.date.or(documents.document.published);
        let changes = documents.previous.map(|previous| changes(&previous.form, form));
        Self { documents, options, date, rows, values, changes, replay }
    }

    /// Whether a field is another one than in the version before.
    pub(super) fn is_changed(&self, field: usize) -> bool {
        let mut changes = self.changes.iter().flatten();
        changes.any(|(changed, _)| *changed == Some(field))
    }

    pub(super) fn form(&self) -> &'a Form {
        &self.documents.document.form
    }

    /// Whether fields are one item of several files.
    pub(super) fn is_one_item(&self, fields: &[usize]) -> bool {
        let all = &self.form().fields;
        let mut keys = fields.iter().filter_map(|at| all.get(*at)).map(|it| it.key.of_first_file());
        let first = keys.next();
        keys.all(|key| Some(&key) == first.as_ref())
    }

    /// Whether a row is no older than the form: older ones may name items of the
    /// form before.
    pub(super) fn is_of_form(&self, row: &LogRow) -> bool {
        let since = Date::find(&format!("{}1日", self.form().version));
        since.is_none_or(|since| row.date.is_none_or(|date| date >= since))
    }

    /// Rows that say what changed.
    pub(super) fn entries(&self) -> impl Iterator<Item = &LogRow> {
        self.rows.iter().filter(|row| row.is_entry())
    }

    /// The fields that a row is about, where it is clear which.
    pub(super) fn fields_of<'b>(&'b self, row: &'b LogRow) -> impl Iterator<Item = &'a Field> + 'b {
        let fields = &self.form().fields;
        row.targets.iter().flatten().filter_map(move |at| fields.get(*at))
    }
}

/// What changed in the items since the version before.
fn changes(previous: &Form, form: &Form) -> Vec<(Option<usize>, Difference)> {
    // Text that answers no item is no part of this: it needs no row.
    let differences =
        form_differences(Sides { old: previous, new: form }, Sides { old: "", new: "" });
    let field = |difference: &Difference| {
        let after = difference.after.as_ref()?;
        let is_it = |field: &Field| field.key.steps() == difference.key && field.value == *after;
        form.fields.iter().position(is_it)
    };
    differences.all.into_iter().map(|difference| (field(&difference), difference)).collect()
}

impl LogRow {
    /// The row as a place.
    pub(super) fn place(&self) -> Place {
        Place {
            item: self.item.clone(),
            key: String::new(),
            rows: vec![self.number],
            date: self.date_text(),
            page: self.page,
        }
    }

    fn date_text(&self) -> String {
        let printed = self.cells[crate::record::earlier::DATE].trim();
        match self.date {
            Some(date) if printed.is_empty() => date.to_string(),
            _ => printed.to_owned(),
        }
    }

    /// A column of it as a text that shows a finding.
    pub(super) fn quote(&self, origin: Origin) -> Quote {
        use crate::record::earlier::{AFTER, BEFORE, DATE, ITEM, TIMING};
        let column = match origin {
            Origin::LogDate => DATE,
            Origin::LogItem => ITEM,
            Origin::LogBefore => BEFORE,
            Origin::LogTiming => TIMING,
            _ => AFTER,
        };
        let text = self.cells.get(column).map_or("", String::as_str);
        self.quote_of(origin, text)
    }

    /// Some words of it as a text that shows a finding.
    pub(super) fn quote_of(&self, origin: Origin, text: &str) -> Quote {
        Quote { origin, text: text.to_owned(), row: Some(self.number), page: self.page }
    }
}

/// A field as a place.
pub(super) fn place_of(field: &Field) -> Place {
    Place {
        item: name(field),
        key: field.key.to_string(),
        rows: Vec::new(),
        date: String::new(),
        page: field.page,
    }
}

/// Some words of a field as a text that shows a finding.
pub(super) fn quote_of(field: &Field, origin: Origin, text: &str) -> Quote {
    Quote { origin, text: text.to_owned(), row: None, page: field.page }
}

/// The value of a field as a text that shows a finding.
pub(super) fn quote(field: &Field, origin: Origin) -> Quote {
    quote_of(field, origin, &field.value.join("\n"))
}
