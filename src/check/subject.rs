//! A document as it is checked: its items, its log, its day of publication.

use crate::form::{Field, Form, FormKind, form};
use crate::model::Format;
use crate::outline::Outlined;
use crate::record::earlier::{EarlierLog, earlier};
use crate::record::era::Date;
use crate::record::published;

/// A document as it is checked.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// Name of its file.
    pub name: String,
    /// Its items with their values.
    pub form: Form,
    /// Its 変更箇所; `None` where it has none.
    pub log: Option<EarlierLog>,
    /// 公表日; `None` where none can be read.
    pub published: Option<Date>,
    /// Format of its file.
    pub format: Option<Format>,
    /// Number of pages, where there are pages.
    pub pages: Option<u32>,
}

/// What reports say of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Name of its file.
    pub name: String,
    /// Format of the file.
    pub format: Option<Format>,
    /// Number of pages, where there are pages.
    pub pages: Option<u32>,
    /// The official form that it is.
    pub form: Option<FormKind>,
    /// Version of the form as printed; empty where it says none.
    pub version: String,
    /// 公表日.
    pub published: Option<Date>,
    /// Items with a value.
    pub n_items: u32,
    /// Rows of its 変更箇所; `None` where it has none.
    pub n_rows: Option<u32>,
}

impl Subject {
    /// The items and the log of a document.
    pub fn of(outlined: &Outlined) -> Self {
        let document = &outlined.document;
        let form = form(outlined);
        Self {
            name: document.source.name().to_owned(),
            log: earlier(document),
            published: published(document).or_else(|| on_cover(&form)),
            form,
            format: Some(document.source.format()),
            pages: document.source.n_pages(),
        }
    }

    /// What reports say of it.
    pub fn facts(&self) -> Facts {
        let answered = self.form.fields.iter().filter(|field| !field.value.is_empty());
        Facts {
            name: self.name.clone(),
            format: self.format,
            pages: self.pages,
            form: self.form.kind,
            version: self.form.version.clone(),
            published: self.published,
            n_items: answered.count() as u32,
            n_rows: self.log.as_ref().map(|log| log.rows.len() as u32),
        }
    }
}

/// 公表日 of an item whose first paragraph is a day, whatever follows it.
fn on_cover(form: &Form) -> Option<Date> {
    let field = form.fields.iter().find(|field| is_published(field))?;
    field.value.first().and_then(|line| Date::parse(line))
}

/// Whether an item is 公表日 on the cover.
pub(super) fn is_published(field: &Field) -> bool {
    let steps = field.key.steps();
    steps.len() <= 2 && steps.last().is_some_and(|step| step == "公表日")
}
