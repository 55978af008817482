//! Fills the Word file of an office: one row of one of its tables is copied
//! for each row of the comparison, and fields are replaced, all with the
//! formatting they stand in.
//!
//! ```text
//! fields.rs  which fields there are, and where one stands
//! scan.rs    paragraphs, rows and their text, as byte ranges of a part
//! columns.rs how wide cells are
//! row.rs     one row of the comparison as a copy of the row of the office
//! ```
//!
//! A part is never built anew: what is not a field stays byte for byte.

mod columns;
mod fields;
mod row;
mod scan;

use std::io::{self, Cursor, Read as _};

use zip::ZipArchive;

use self::fields::{Field, Place, found};
use self::row::Placeholder;
use self::scan::{Edit, Part, apply};
use super::super::{lists, office, phrases};
use super::package;
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::present::PrintedTable;
use crate::report::Report;

/// Most bytes of a file, packed and unpacked, and most parts in it. Forms of
/// offices have some ten kilobytes.
const MOST_BYTES: u64 = 64 << 20;
const MOST_PARTS: usize = 4_096;
/// Most bytes of the row that is copied; a real one has a few thousand.
const LARGEST_ROW: usize = 1 << 18;

/// What the fields of a template stand for that is not in the report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields {
    /// Text for `{{date}}`; no clock is asked.
    pub date: Option<String>,
}

/// A Word file of an office, checked.
#[derive(Debug, Clone)]
pub struct Template {
    files: Vec<(String, Vec<u8>)>,
    /// Parts with text, by their place in `files`.
    parts: Vec<(usize, Part)>,
    /// Which of `parts` holds the row to copy, and the row.
    row: (usize, Placeholder),
    has_date: bool,
}

impl Template {
    /// Opens a Word file (`.docx` or `.dotx`) and finds its fields. `name` is
    /// named in errors.
    ///
    /// # Errors
    /// `BadTemplate` for what is no such file, for an unknown field, and where
    /// there is no row with `{{new}}` and `{{old}}`.
    pub fn open(name: &str, bytes: &[u8]) -> Result<Self> {
        Self::read(bytes).map_err(|bad| bad.error(name))
    }

    /// Whether there is a field `{{date}}`.
    pub fn has_date(&self) -> bool {
        self.has_date
    }

    fn read(bytes: &[u8]) -> Result<Self, Bad> {
        let mut files = unpack(bytes)?;
        let mut parts = Vec::new();
        for (index, (name, bytes)) in files.iter_mut().enumerate() {
            if name == "[Content_Types].xml" {
                *bytes = as_document(bytes)?;
            }
            // Parts are named in this way; what they are, their root tells.
            let own = name.strip_prefix("word/").and_then(|own| own.strip_suffix(".xml"));
            let is_text = own.is_some_and(|own| !own.contains('/'));
            if is_text
                && let Ok(text) = std::str::from_utf8(bytes)
                && scan::has_text(text)
            {
                parts.push((index, Part::scan(text).ok_or_else(|| Bad::no_docx("XML"))?));
            }
        }
        if !parts.iter().any(|(_, part)| part.is_document) {
            return Err(Bad::no_docx("word/document.xml"));
        }
        let row = placeholder(&parts)?;
        let mut has_date = false;
        for (index, (_, part)) in parts.iter().enumerate() {
            for paragraph in &part.paragraphs {
                let in_row = index == row.0 && row.1.holds(paragraph);
                for it in found(&paragraph.text()).map_err(Bad::Unknown)? {
                    has_date |= it.field == Field::Date;
                    let may_stand = match it.field.place() {
                        Place::Anywhere => true,
                        Place::Row => in_row,
                        Place::Alone => in_row || it.field == Field::Lists,
                    };
                    if !may_stand {
                        return Err(Bad::Outside(it.field));
                    }
                    if it.field.place() == Place::Alone && !it.is_alone {
                        return Err(Bad::NotAlone(it.field));
                    }
                }
            }
        }
        Ok(Self { files, parts, row, has_date })
    }

    /// The file, filled.
    ///
    /// # Errors
    /// When it cannot be packed.
    pub(super) fn fill(
        &self,
        report: &Report,
        table: &PrintedTable,
        fields: &Fields,
        lang: Lang,
    ) -> io::Result<Vec<u8>> {
        let stem = |name: &str| match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
            _ => name.to_owned(),
        };
        let [old, new] =
            [&report.sources.old.name, &report.sources.new.name].map(|name| stem(name));
        let value = |field: Field| match field {
            Field::Title => Some(table.title.clone()),
            Field::Date => Some(fields.date.clone().unwrap_or_default()),
            Field::OldName => Some(old.clone()),
            Field::NewName => Some(new.clone()),
            _ => None,
        };
        let mut files = self.files.clone();
        for (index, (file, part)) in self.parts.iter().enumerate() {
            let mut edits: Vec<Edit> = Vec::new();
            let own_row = (index == self.row.0).then_some(&self.row.1);
            for paragraph in &part.paragraphs {
                if own_row.is_some_and(|row| row.holds(paragraph)) {
                    continue;
                }
                let text = paragraph.text();
                let fields_of = found(&text).unwrap_or_default();
                if fields_of.iter().any(|it| it.field == Field::Lists) {
                    let lines = list_lines(report, table, lang);
                    edits.push((paragraph.range.clone(), row::lines(part, paragraph, &lines)));
                } else {
                    edits.extend(paragraph.replaced(&part.text, &fields_of, &value));
                }
            }
            if let Some(row) = own_row {
                edits.push((row.range.clone(), row.copies(part, table, lang, &value)?));
            }
            if let Some((_, bytes)) = files.get_mut(*file) {
                *bytes = apply(&part.text, 0..part.text.len(), edits).into_bytes();
            }
        }
        package::pack(&files)
    }
}

/// The three lists, a line for each head and entry.
fn list_lines(report: &Report, table: &PrintedTable, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    for list in lists::lists(report, table, lang) {
        out.push(phrases::list_head(lang, list.title, list.entries.len()));
        out.extend(list.entries.iter().map(office::entry));
    }
    out
}

/// The row with `{{new}}` and `{{old}}`.
fn placeholder(parts: &[(usize, Part)]) -> Result<(usize, Placeholder), Bad> {
    let mut rows: Vec<(usize, std::ops::Range<usize>, [bool; 2])> = Vec::new();
    for (index, (_, part)) in parts.iter().enumerate() {
        for paragraph in &part.paragraphs {
            let fields = found(&paragraph.text()).map_err(Bad::Unknown)?;
            for field in fields.iter().map(|it| it.field) {
                let has = [field == Field::New, field == Field::Old];
                if has == [false, false] {
                    continue;
                }
                let Some(row) = &paragraph.row else { return Err(Bad::Outside(field)) };
                match rows.iter_mut().find(|it| it.0 == index && it.1 == *row) {
                    Some((_, _, all)) => *all = [all[0] || has[0], all[1] || has[1]],
                    None => rows.push((index, row.clone(), has)),
                }
            }
        }
    }
    match rows.as_slice() {
        [(index, range, [true, true])] if range.len() <= LARGEST_ROW => {
            Ok((*index, Placeholder { range: range.clone() }))
        }
        [(_, _, [true, true])] => Err(Bad::TooLarge),
        [(_, _, [false, _])] => Err(Bad::RowWithout(Field::New)),
        [_] => Err(Bad::RowWithout(Field::Old)),
        [] => Err(Bad::NoRow),
        _ => Err(Bad::TwoRows),
    }
}

/// The parts of the ZIP file, within bounds.
fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Bad> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Bad::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Bad::no_docx("ZIP"))?;
    if archive.len() > MOST_PARTS {
        return Err(Bad::TooLarge);
    }
    let mut budget = MOST_BYTES;
    let mut files = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| Bad::no_docx("ZIP"))?;
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().map_err(|_| Bad::no_docx("ZIP"))?.replace('\\', "/");
        let mut content = Vec::new();
        let mut limited = entry.take(budget + 1);
        limited.read_to_end(&mut content).map_err(|_| Bad::no_docx("ZIP"))?;
        budget = budget.checked_sub(content.len() as u64).ok_or(Bad::TooLarge)?;
        files.push((name, content));
    }
    Ok(files)
}

/// The list of content types with that of a document: a `.dotx` becomes a
/// `.docx`. Files with macros would not open under that name.
fn as_document(types: &[u8]) -> Result<Vec<u8>, Bad> {
    let text = std::str::from_utf8(types).map_err(|_| Bad::no_docx("[Content_Types].xml"))?;
    if text.contains("macroEnabled") {
        return Err(Bad::Macros);
    }
    Ok(text
        .replace("wordprocessingml.template.main+xml", "wordprocessingml.document.main+xml")
        .into())
}

/// Why a file is no template.
#[derive(Debug)]
enum Bad {
    NoDocx(&'static str),
    TooLarge,
    Macros,
    Unknown(String),
    NoRow,
    TwoRows,
    RowWithout(Field),
    Outside(Field),
    NotAlone(Field),
}

impl Bad {
    fn no_docx(what: &'static str) -> Self {
        Self::NoDocx(what)
    }

    fn error(&self, file: &str) -> Error {
        let [ja, en] = match self {
            Self::NoDocx(what) => [
                format!(
                    "Word 文書（.docx）として開けません（{what}）。Word で .docx 形式で保存し直してください。"
                ),
                format!("not a Word document (.docx): {what}; save it from Word as .docx"),
            ],
            Self::TooLarge => [
                "ひな形としては大きすぎます。画像などを除いてください。".to_owned(),
                "too large for a template; take out pictures and the like".to_owned(),
            ],
            Self::Macros => [
                "マクロを含む文書は使えません。マクロなしの .docx で保存し直してください。"
                    .to_owned(),
                "documents with macros cannot be used; save it as .docx without macros".to_owned(),
            ],
            Self::Unknown(name) => {
                let [ja, en] = fields::nearest(name);
                [
                    format!(
                        "{{{{{name}}}}} という項目はありません{ja}。{} のいずれかを使ってください。",
                        fields::names()
                    ),
                    format!("there is no field {{{{{name}}}}}{en}; use one of {}", fields::names()),
                ]
            }
            Self::NoRow => [
                "{{new}} と {{old}} のある行が表にありません。写し取る行を表に1行入れてください。"
                    .to_owned(),
                "no row of a table holds {{new}} and {{old}}; put one row with both into the table"
                    .to_owned(),
            ],
            Self::TwoRows => [
                "{{new}} 又は {{old}} のある行が2行以上あります。1行だけにしてください。"
                    .to_owned(),
                "more than one row holds {{new}} or {{old}}; leave only one".to_owned(),
            ],
            Self::RowWithout(field) => [
                format!(
                    "写し取る行に {field} がありません。{{{{new}}}} と {{{{old}}}} を同じ行に入れてください。"
                ),
                format!(
                    "the row to copy has no {field}; put {{{{new}}}} and {{{{old}}}} into the same row"
                ),
            ],
            Self::Outside(field) => [
                format!(
                    "{field} は、{{{{new}}}} と {{{{old}}}} のある表の行の中だけで使えます。その行に移してください。"
                ),
                format!(
                    "{field} can stand only in the row of a table that holds {{{{new}}}} and {{{{old}}}}; move it there"
                ),
            ],
            Self::NotAlone(field) => [
                format!(
                    "{field} と同じ段落に他の文字があります。{field} だけの段落にしてください。"
                ),
                format!(
                    "{field} shares its paragraph with other text; give it a paragraph of its own"
                ),
            ],
        };
        Error::new(ErrorKind::BadTemplate, file).explained(ja, en)
    }
}
