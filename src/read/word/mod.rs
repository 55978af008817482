//! Reads Word documents (Office Open XML, ECMA-376).
//!
//! ```text
//! bytes ─► package ─► xml ─► body, runs, tables, notes ─► Flow ─► compose ─► Extract
//!                       └──► styles, lists, numbering ───────────┘
//! ```
//!
//! A Word file marks its paragraphs, so nothing is guessed here; but it does
//! not hold what Word prints by itself, above all automatic numbers. They are
//! counted and printed as Word does it, and are text like any other.

mod body;
mod compose;
mod draft;
mod fields;
mod lists;
mod notes;
mod numbering;
mod numerals;
mod package;
mod runs;
mod styles;
mod symbols;
mod tables;
mod xml;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Input, ReadOptions, TrackedChanges, Watch};
use crate::error::{Error, ErrorKind, Result, WarningKind, Warnings};
use crate::model::{Extract, Furniture};

use body::{Context, Findings, Reader};
use compose::{Around, Composer};
use draft::{Flow, NoteKind};
use notes::{NoteCounter, Stories, rules_of_settings};
use numbering::Numbering;
use package::{Obstacle, Package, Relations};
use styles::Styles;
use xml::Fault;

/// Where the body stands when the package does not say.
const USUAL_BODY: &str = "word/document.xml";

/// Reads the file.
///
/// # Errors
/// `Damaged` when the package or its body cannot be opened, `Encrypted` when
/// parts are locked, `TooLarge` when it unpacks to more than any document
/// holds, `NoText` when nothing is printed.
pub(super) fn read(
    input: &Input,
    options: &ReadOptions,
    warnings: &mut Warnings,
    _: Watch<'_>,
) -> Result<Extract> {
    let package = Package::open(&input.bytes).map_err(|obstacle| refuse(obstacle, &input.name))?;
    let mut document =
        Document { package, name: &input.name, relations: Relations::new(), warnings };
    document.read(options.tracked)
}

/// A document being read.
struct Document<'a> {
    package: Package<'a>,
    name: &'a str,
    /// Relationships of the body.
    relations: Relations,
    warnings: &'a mut Warnings,
}

impl Document<'_> {
    fn read(&mut self, tracked: TrackedChanges) -> Result<Extract> {
        let body = self.body()?;
        let styles = self.parsed("styles", Styles::read)?.unwrap_or_default();
        let numbering = self.parsed("numbering", Numbering::read)?.unwrap_or_default();
        let (footnotes, endnotes) = self.parsed("settings", rules_of_settings)?.unwrap_or_default();
        let mut found = Findings::default();
        let context = Context { styles: &styles, tracked, is_head: false };
        let body = Reader::new(&body, context, &mut found);
        let body = body.story().map_err(|fault| refuse_fault(fault, self.name))?;
        let mut stories = |kind: &str| {
            let read = |part: &str| Stories::read(part, context, &mut found);
            self.parsed(kind, read).map(Option::unwrap_or_default)
        };
        let (footnote_stories, endnote_stories) = (stories("footnotes")?, stories("endnotes")?);
        let comments = stories("comments")?;
        let heads = self.heads(context, &mut found)?;
        let around = Around {
            styles: &styles,
            numbering: &numbering,
            footnotes: footnote_stories,
            endnotes: endnote_stories,
            comments,
            footnote_counter: NoteCounter::new(
                NoteKind::Footnote,
                found.footnotes.take().or(footnotes),
            ),
            endnote_counter: NoteCounter::new(
                NoteKind::Endnote,
                found.endnotes.take().or(endnotes),
            ),
        };
        let mut composer = Composer::new(around);
        let refuse = |fault| refuse_fault(fault, self.name);
        composer.body(body).map_err(refuse)?;
        for head in heads {
            composer.aside(head, Furniture::RunningHead).map_err(refuse)?;
        }
        let n_guessed = composer.n_guessed;
        found.n_unknown_signs += composer.n_unknown_signs;
        let written = composer.finish(self.name.to_owned()).map_err(refuse)?;
        self.warn(&found, n_guessed, tracked);
        if written.pieces.is_empty() {
            return Err(Error::new(ErrorKind::NoText, self.name).explained(
                "Word 文書の本文に文字がありません（画像だけの文書など）。文字の入った文書を指定するか、文字認識（OCR）をかけてください。",
                "the body of the Word document holds no text (only pictures?); give a document with text, or run character recognition (OCR) first",
            ));
        }
        Ok(Extract {
            source: written.source,
            pieces: written.pieces,
            n_notes: written.n_notes,
            set_aside: written.set_aside,
            pages: Vec::new(),
        })
    }

    /// The part that holds the body.
    fn body(&mut self) -> Result<String> {
        let (roots, _) = self.package.relations("");
        let named = roots.into_iter().find(|(_, relation)| relation.kind == "officeDocument");
        let named = named.map(|(_, relation)| relation.part);
        for part in named.iter().map(String::as_str).chain([USUAL_BODY]) {
            match self.package.part(part) {
                Ok(body) => {
                    let (relations, damaged) = self.package.relations(part);
                    self.relations = relations;
                    if let Some(part) = damaged {
                        self.warnings.push(WarningKind::PartUnreadable { part }, None);
                    }
                    return Ok(body);
                }
                Err(Obstacle::Missing) => {}
                Err(obstacle) => return Err(refuse(obstacle, self.name)),
            }
        }
        Err(refuse(Obstacle::Missing, self.name))
    }

    /// Reads a part that the body has at most once. What cannot be read is
    /// reported and left out; only what exceeds the limits ends the run.
    fn parsed<T>(
        &mut self,
        kind: &str,
        read: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Result<Option<T>> {
        let relation = self.relations.iter().find(|(_, relation)| relation.kind == kind);
        let Some(part) = relation.map(|(_, relation)| relation.part.clone()) else {
            return Ok(None);
        };
        self.parsed_part(part, read)
    }

    fn parsed_part<T>(
        &mut self,
        part: String,
        read: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Result<Option<T>> {
        let read = match self.package.part(&part) {
            Ok(text) => read(&text),
            Err(Obstacle::TooLarge) => return Err(refuse(Obstacle::TooLarge, self.name)),
            Err(_) => Err(Fault::Malformed),
        };
        match read {
            Ok(read) => Ok(Some(read)),
            Err(Fault::TooMuch) => Err(refuse_fault(Fault::TooMuch, self.name)),
            Err(Fault::Malformed | Fault::TooDeep) => {
                self.warnings.push(WarningKind::PartUnreadable { part }, None);
                Ok(None)
            }
        }
    }

    /// Headers and footers, each once, in the order of the sections.
    fn heads(&mut self, context: Context<'_>, found: &mut Findings) -> Result<Vec<Flow>> {
        let context = Context { is_head: true, ..context };
        let named: FxHashMap<&str, &str> =
            self.relations.iter().map(|(id, own)| (id.as_str(), own.part.as_str())).collect();
        let mut seen = FxHashSet::default();
        let ids = std::mem::take(&mut found.heads);
        let parts = ids.iter().filter_map(|id| named.get(id.as_str()).copied());
        let parts: Vec<String> =
            parts.filter(|part| seen.insert(*part)).map(str::to_owned).collect();
        let mut heads = Vec::new();
        for part in parts {
            let read = |part: &str| Reader::new(part, context, found).story();
            heads.extend(self.parsed_part(part, read)?);
        }
        Ok(heads)
    }

    fn warn(&mut self, found: &Findings, n_guessed: u32, tracked: TrackedChanges) {
        let said = [
            (
                found.n_tracked,
                WarningKind::TrackedChanges {
                    count: found.n_tracked,
                    accepted: tracked == TrackedChanges::Accept,
                },
            ),
            (found.n_unknown_signs, WarningKind::UnmappedGlyphs { count: found.n_unknown_signs }),
            (found.n_objects, WarningKind::ObjectsUnread { count: found.n_objects }),
            (
                found.n_without_result,
                WarningKind::FieldsWithoutResult { count: found.n_without_result },
            ),
            (n_guessed, WarningKind::NumbersGuessed { count: n_guessed }),
        ];
        for (count, kind) in said {
            if count > 0 {
                self.warnings.push(kind, None);
            }
        }
    }
}

fn refuse(obstacle: Obstacle, name: &str) -> Error {
    match obstacle {
        Obstacle::Locked => Error::new(ErrorKind::Encrypted, name),
        Obstacle::TooLarge => too_much(name),
        Obstacle::Zip(cause) => damaged(name).because(cause),
        Obstacle::Missing | Obstacle::NoText => damaged(name),
    }
}

fn refuse_fault(fault: Fault, name: &str) -> Error {
    match fault {
        Fault::TooMuch => too_much(name),
        Fault::Malformed => damaged(name),
        Fault::TooDeep => Error::new(ErrorKind::Damaged, name).explained(
            "Word 文書の表などの入れ子が深すぎるため読めません。Word で入れ子を浅くして保存し直してください。",
            "the tables of the Word document are nested too deeply; open it in Word, nest them less and save it again",
        ),
    }
}

fn damaged(name: &str) -> Error {
    Error::new(ErrorKind::Damaged, name).explained(
        "Word 文書が壊れていて開けません（途中で切れているなど）。Word で開いて保存し直すか、元のファイルをもう一度受け取ってください。",
        "the Word document is damaged or cut off and cannot be opened; open it in Word and save it again, or get the original file once more",
    )
}

fn too_much(name: &str) -> Error {
    Error::new(ErrorKind::TooLarge, name).explained(
        "Word 文書を展開すると通常の文書では考えられない大きさになるため、読込みを中止しました。Word で開いて保存し直すか、文書を分けてください。",
        "the Word document unpacks to a size that no ordinary document has and was not read; open it in Word and save it again, or split it",
    )
}
