//! Two versions of a document → 変更箇所, the log of changes that it keeps of
//! itself (CONVENTIONS §4.6 to §4.9).
//!
//! ```text
//! pair.rs     items of two forms → differences  partners.rs which is which
//! outside.rs  text that answers no item         blocks.rs   blocks that repeat
//! files.rs    parts that stand once for each file
//! numbers.rs  what stands under another number
//! rows.rs     the same for documents without a form, from the rows of the report
//! bare.rs     documents without the log that they hold
//! merge.rs    which of them share an entry      item.rs   what an entry is called
//! excerpt.rs  what its columns say              timing.rs 提出時期
//! earlier.rs  the log that a document holds     era.rs    和暦
//! fit.rs      whether two documents are on one form
//! repeat.rs   what the log says already         markdown.rs marks nobody sees
//! ```
//!
//! What the program cannot know it does not decide: 提出時期 is proposed only
//! where the day is given on which the change takes effect, and marked so.

mod bare;
mod blocks;
pub mod earlier;
pub mod era;
mod excerpt;
mod files;
mod fit;
mod item;
mod markdown;
mod merge;
mod numbers;
mod outside;
mod pair;
mod partners;
mod repeat;
mod rows;
mod timing;

use crate::error::WarningKind;
use crate::model::{Document, Sides};
use crate::report::{ChangeEntry, ChangeLog, Dialect, Review, Row, Timing};

use earlier::EarlierLog;
use era::Date;
use merge::{Group, Whole};
use repeat::Logged;

pub use bare::without_log;
pub use fit::misfit;
pub use numbers::{Renumbered, says_numbers};
pub use pair::form_differences;

/// Everything the log can be told.
#[derive(Debug, Clone, Default)]
pub struct RecordOptions {
    /// 変更日 as it is to be printed; empty for none.
    pub date: String,
    /// The day on which the changes take effect.
    pub effective: Option<Date>,
    /// The day of publication; that of the new document where it is `None`.
    pub published: Option<Date>,
    /// 提出時期 of all entries, decided by the user.
    pub timing: Option<Timing>,
    /// 提出時期に係る説明 of all entries.
    pub note: String,
    /// How much of an item is printed.
    pub extent: Extent,
    /// How items are written; as in the log of the document where it is
    /// `None`, else dialect A.
    pub dialect: Option<Dialect>,
    /// Title above the table.
    pub title: String,
    /// Most lines of a cell; 0 for what a row of Excel shows.
    pub cell_lines: u16,
    /// Whether the rows of the earlier log are kept in front of the new ones.
    pub append: bool,
}

/// How much of a changed item is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// The whole text where it fits into a cell, else the changed paragraphs.
    #[default]
    Fitting,
    /// The whole old and new text.
    Whole,
    /// The changed paragraphs.
    Excerpt,
}

/// What happened to one item.
#[expect(clippy::struct_excessive_bools, reason = "each says something else about the item")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Headings as printed, outermost first, the own label last.
    pub path: Vec<String>,
    /// Steps of the key of the item in its form; empty where there is no form.
    pub key: Vec<String>,
    /// The old text; `None` where the old document lacks the item.
    pub before: Option<Vec<String>>,
    /// The new text; `None` where the new document lacks the item.
    pub after: Option<Vec<String>>,
    /// The item is marked ※.
    pub important: bool,
    /// The item stands at another place than before.
    pub moved: bool,
    /// The item is new or gone, and the documents are on different versions of
    /// the form.
    pub migrated: bool,
    /// The text stands in no item of the form.
    pub no_item: bool,
    /// Page in the new document, else in the old one.
    pub page: Option<u32>,
    /// 特定個人情報ファイル名, where the form describes several files.
    pub file: Option<String>,
    /// The whole file was put in or taken out.
    pub whole_file: bool,
    /// The texts hold the rows of a table.
    pub has_table: bool,
    /// The numbers that changed, where nothing else did: `before` and `after`
    /// say these alone.
    pub numbers: Vec<Renumbered>,
}

/// What changed, and which parts of the form are new as a whole.
#[derive(Debug, Clone, Default)]
pub struct Differences {
    /// In the order of the new document.
    pub all: Vec<Difference>,
    /// What says the same under another number, each with how many of `all`
    /// stand before it.
    pub numbers: Vec<(usize, Difference)>,
    /// Parts that the old document answers no item of.
    pub new_parts: Vec<NewPart>,
    /// The day of publication that the new document names.
    pub published: Option<Date>,
}

/// A part of the form that is new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewPart {
    /// Its number as printed: Ⅳ.
    pub number: String,
    /// The numbers of its sections as printed, and what they are worth.
    pub sections: Vec<(String, u32)>,
}

/// What changed in documents without a form.
pub fn row_differences(rows: &[Row], documents: Sides<&Document>) -> Differences {
    let log_tables = documents
        .map(|_, document| earlier::earlier(document).map(|log| log.tables).unwrap_or_default());
    let differences = rows::differences(rows, &log_tables);
    Differences { published: published(documents.new), ..differences }
}

/// The day behind 公表日 on the first blocks of a document.
pub fn published(document: &Document) -> Option<Date> {
    /// The cover holds no more blocks.
    const COVER: usize = 60;
    /// A label and its value stand that close.
    const NEAR: usize = 4;
    let texts = document.blocks.iter().take(COVER);
    let texts: Vec<String> = texts.map(|it| it.text.beginning(&document.source, 200)).collect();
    let label = texts.iter().position(|text| item::said(text).starts_with("公表日"))?;
    let day = |text: &String| Date::find(text);
    let behind = texts.get(label..)?.iter().take(NEAR).find_map(day);
    // Reading order may put the value of a box before its label.
    behind.or_else(|| texts.get(label.saturating_sub(NEAR)..label)?.iter().rev().find_map(day))
}

/// Makes the log, and says what a person should know of it. `earlier` is the
/// log that is continued, or whose dialect is followed.
pub fn record(
    differences: Differences,
    earlier: Option<EarlierLog>,
    options: &RecordOptions,
) -> (ChangeLog, Vec<WarningKind>) {
    let dialect = options.dialect.or(earlier.as_ref().map(|log| log.dialect)).unwrap_or_default();
    let Differences { all, numbers, new_parts, published } = differences;
    let changed = in_order(all, numbers).into_iter().filter(|it| !is_style_alone(it)).collect();
    let groups = merge::merged(changed, &new_parts, dialect, options.extent);
    let published = options.published.or(published);
    let logged = earlier.as_ref().filter(|_| options.append).map(Logged::of);
    let logged = logged.unwrap_or_default();
    let entries = groups.into_iter().map(|group| {
        let mut entry = entry(group, dialect, published, options);
        entry.review.extend(logged.row(&entry).map(|_| Review::AlreadyLogged));
        entry
    });
    let entries = entries.collect();
    let newest_first = earlier.as_ref().is_some_and(|log| log.newest_first);
    let earlier = earlier.filter(|_| options.append).map(EarlierLog::into_cells);
    let log = ChangeLog {
        title: options.title.clone(),
        dialect,
        earlier: earlier.unwrap_or_default(),
        newest_first,
        cell_lines: options.cell_lines,
        entries,
    };
    let notices = logged.notices(&log);
    (log, notices)
}

/// The changes with what is said of numbers between them.
fn in_order(all: Vec<Difference>, numbers: Vec<(usize, Difference)>) -> Vec<Difference> {
    let mut out = Vec::with_capacity(all.len() + numbers.len());
    let mut numbers = numbers.into_iter().peekable();
    for (at, difference) in all.into_iter().enumerate() {
        while let Some((_, number)) = numbers.next_if(|(place, _)| *place <= at) {
            out.push(number);
        }
        out.push(difference);
    }
    out.extend(numbers.map(|(_, number)| number));
    out
}

fn entry(
    group: Group,
    dialect: Dialect,
    published: Option<Date>,
    options: &RecordOptions,
) -> ChangeEntry {
    let Group { item, groups, path, whole, difference } = group;
    let proposed = timing::proposed(options, published);
    let mut review = Vec::new();
    review.extend(proposed.map(|_| Review::TimingProposed));
    review.extend(difference.important.then_some(Review::ImportantItem));
    let is_migrated = whole == Some(Whole::Part) || difference.migrated;
    review.extend(is_migrated.then_some(Review::FormMigration));
    review.extend((whole == Some(Whole::File)).then_some(Review::WholeFile));
    review.extend(difference.moved.then_some(Review::Moved));
    review.extend(difference.no_item.then_some(Review::NoItem));
    review.extend((!difference.numbers.is_empty()).then_some(Review::Renumbered));
    let numbers = difference.numbers.into_iter().map(|it| it.labels).collect();
    let (before, after) =
        (difference.before.unwrap_or_default(), difference.after.unwrap_or_default());
    let (before, after) = if whole.is_some() {
        (before, after)
    } else {
        columns((before, after), difference.has_table, dialect, options)
    };
    ChangeEntry {
        date: options.date.clone(),
        item,
        groups,
        path,
        before,
        after,
        timing: options.timing.or(proposed),
        note: options.note.clone(),
        review,
        numbers,
        page: difference.page,
    }
}

fn columns(
    (before, after): excerpt::Columns,
    has_table: bool,
    dialect: Dialect,
    options: &RecordOptions,
) -> excerpt::Columns {
    if let Some(columns) = excerpt::one_sided(&before, &after, dialect) {
        return columns;
    }
    let limit = options.cell_lines;
    // Of a table the rows that changed say more than all of them.
    let fits = || !has_table && [&before, &after].iter().all(|it| ChangeLog::fits(it, limit));
    match options.extent {
        Extent::Whole => (before, after),
        Extent::Fitting if fits() => (before, after),
        Extent::Fitting | Extent::Excerpt => excerpt::excerpt(&before, &after, dialect),
    }
}

/// Whether the sides say the same and are only written in another way.
fn is_style_alone(difference: &Difference) -> bool {
    let said = |it: &Option<Vec<String>>| item::said(&it.as_deref().unwrap_or_default().concat());
    let (before, after) = (said(&difference.before), said(&difference.after));
    before == after || crate::diff::style::is_style_alone_in(&before, &after)
}
