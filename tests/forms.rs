//! Forms made by a generator that knows every answer and every change: which
//! items are read, and which changes the log has, from Word, Excel and PDF.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test may print and read files"
)]

#[path = "forms/answers.rs"]
mod answers;
#[path = "support/docx.rs"]
mod docx;
#[path = "support/office.rs"]
mod office;
#[path = "forms/paper.rs"]
mod paper;
#[path = "forms/published.rs"]
mod published;
#[path = "support/rng.rs"]
mod rng;

use std::collections::BTreeSet;
use std::fs;
use std::ops::AddAssign;

use answers::{Pair, Value, plain};
use paper::Look;
use rng::Rng;
use shinkyu::error::Warnings;
use shinkyu::form::{Form, form};
use shinkyu::model::{Document, Side, Sides, Span, count_characters};
use shinkyu::normalize::normalize;
use shinkyu::outline::{Outlined, outline};
use shinkyu::pipeline::{LogOptions, Options, record};
use shinkyu::profile::Profile;
use shinkyu::read::{Input, ReadOptions, read};
use shinkyu::report::ChangeEntry;

/// Pairs that are made in a quick run, and those of them that are printed as
/// PDF, half from Word and half from Excel.
const QUICK: (u64, u64) = (80, 8);
/// The same of a full run of some minutes, which `SHINKYU_ALL_FORMS=1` asks for.
const FULL: (u64, u64) = (500, 40);

/// How many pairs are made and how many printed.
fn n_pairs() -> (u64, u64) {
    if std::env::var_os("SHINKYU_ALL_FORMS").is_some() { FULL } else { QUICK }
}

/// How many of the true ones were found, and how many of the found are true.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    wanted: usize,
    found: usize,
    got: usize,
    right: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.wanted += other.wanted;
        self.found += other.found;
        self.got += other.got;
        self.right += other.right;
    }
}

impl Count {
    fn rate(n: usize, of: usize) -> f64 {
        if of == 0 { 1.0 } else { n as f64 / of as f64 }
    }

    /// Prints the figures and holds them to a floor.
    fn hold(self, name: &str, floor: f64) {
        let (recall, precision) =
            (Self::rate(self.found, self.wanted), Self::rate(self.right, self.got));
        let Self { wanted, found, got, right } = self;
        println!(
            "{name}: recall {recall:.4} ({found}/{wanted})  precision {precision:.4} ({right}/{got})"
        );
        assert!(wanted > 0 && recall >= floor && precision >= floor, "{name} below {floor}");
    }
}

/// What a run found.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    fields: Count,
    entries: Count,
}

fn look(seed: u64) -> Look {
    Look::of(&mut Rng::new(seed ^ 0x00C0_FFEE))
}

fn outlined(input: &Input) -> Outlined {
    let mut warnings = Warnings::new(Side::Old);
    let extract = read(input, &ReadOptions::default(), &mut warnings).expect("the file is read");
    let document = normalize(extract);
    Outlined { outline: outline(&document), document }
}

/// Every character of the blocks stands in one place of the form.
fn balances(form: &Form, document: &Document) -> Result<(), String> {
    let mut spans: Vec<Span> = form.headings.clone();
    spans.extend(form.fields.iter().flat_map(|field| field.labels.iter().chain(&field.spans)));
    spans.extend(form.unassigned.iter().map(|loose| loose.span));
    if let Some(log) = &form.log {
        let blocks = log.heading.iter().chain(&log.blocks);
        let parts = blocks.flat_map(|block| document.blocks[block.index()].text.parts());
        spans.extend(parts.map(|part| part.span));
    }
    let source = &document.source;
    let n = |span: &Span| count_characters(source.slice(*span));
    spans.retain(|span| n(span) > 0);
    spans.sort();
    for pair in spans.windows(2) {
        if pair[0].end() > pair[1].start() {
            return Err(format!("{} is held twice", source.slice(pair[1])));
        }
    }
    let held: u64 = spans.iter().map(n).sum();
    let parts = document.blocks.iter().flat_map(|block| block.text.parts());
    let all: u64 = parts.map(|part| n(&part.span)).sum();
    if held == all { Ok(()) } else { Err(format!("{held} of {all} characters are held")) }
}

/// Compares the items read with those that were written.
fn fields(document: &answers::Document, form: &Form, complaints: &mut Vec<String>) -> Count {
    let path = |path: &[String]| path.iter().map(|it| plain(it)).collect::<Vec<_>>();
    let mut truth: BTreeSet<(Vec<String>, String)> = BTreeSet::new();
    for item in document.items.iter().filter(|item| item.value != Value::None) {
        truth.insert((path(&item.path), item.value.plain()));
    }
    truth.retain(|(_, value)| !value.is_empty());
    let read: BTreeSet<(Vec<String>, String)> = form
        .fields
        .iter()
        .filter(|field| field.key.steps().last().is_none_or(|step| step != "公表日"))
        .map(|field| (path(&field.path), plain(&field.value.concat())))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let both = truth.intersection(&read).count();
    complaints
        .extend(truth.difference(&read).map(|(path, value)| format!("not read: {path:?} {value}")));
    complaints
        .extend(read.difference(&truth).map(|(path, value)| format!("not true: {path:?} {value}")));
    Count { wanted: truth.len(), found: both, got: read.len(), right: both }
}

/// Compares the entries of the log with the changes that were made.
fn entries(pair: &Pair, log: &[ChangeEntry], complaints: &mut Vec<String>) -> Count {
    let all = |texts: &[String]| plain(&texts.concat());
    let path = |path: &[String]| path.iter().map(|it| plain(it)).collect::<BTreeSet<_>>();
    let mut count = Count { wanted: pair.changed.len(), ..Count::default() };
    let said = log.iter().flat_map(|entry| &entry.numbers);
    let said: BTreeSet<_> = said.map(|it| [plain(&it.old), plain(&it.new)]).collect();
    let both = said.intersection(&pair.numbered).count();
    let numbers = pair.numbered.symmetric_difference(&said);
    complaints.extend(numbers.map(|it| format!("number: {it:?}")));
    count += Count { wanted: pair.numbered.len(), found: both, got: said.len(), right: both };
    let log: Vec<&ChangeEntry> = log.iter().filter(|entry| entry.numbers.is_empty()).collect();
    let mut right = vec![false; log.len()];
    for change in &pair.changed {
        let wanted = path(&change.path);
        let names = |entry: &ChangeEntry| wanted.is_subset(&path(&entry.path));
        let says = |entry: &ChangeEntry| {
            let (before, after) = (all(&entry.before), all(&entry.after));
            let is_whole = entry.before.iter().chain(&entry.after).any(|it| it.contains("各項目"));
            is_whole
                || change.before.iter().all(|it| before.contains(it))
                    && change.after.iter().all(|it| after.contains(it))
        };
        let mut is_found = false;
        for (entry, right) in log.iter().copied().zip(&mut right) {
            if names(entry) && says(entry) {
                *right = true;
                is_found = true;
            }
        }
        count.found += usize::from(is_found);
        if !is_found {
            complaints.push(format!(
                "no entry: {:?} {:?} → {:?}",
                change.path, change.before, change.after
            ));
        }
    }
    for (entry, right) in log.iter().zip(right) {
        let own = path(&entry.path);
        let is_move = pair.moved.iter().any(|it| path(it) == own);
        if right || !is_move {
            count.got += 1;
            count.right += usize::from(right);
        }
        if !right && !is_move {
            complaints
                .push(format!("invented: {:?} {:?} → {:?}", entry.path, entry.before, entry.after));
        }
    }
    count
}

fn score(pair: &Pair, inputs: &Sides<Input>, complaints: &mut Vec<String>) -> Score {
    let mut score = Score::default();
    for (input, truth) in [(&inputs.old, &pair.old), (&inputs.new, &pair.new)] {
        let outlined = outlined(input);
        let form = form(&outlined);
        let number = form.kind.map_or(0, |kind| kind as u32 + 2);
        assert_eq!(number, truth.number, "{} is another form", input.name);
        assert_eq!(form.version, truth.version, "{} is of another version", input.name);
        balances(&form, &outlined.document).unwrap_or_else(|why| panic!("{}: {why}", input.name));
        let log = form.log.as_ref().expect("every form has its log");
        assert!(log.heading.is_some(), "{}: the log has a heading", input.name);
        score.fields += fields(truth, &form, complaints);
    }
    let options =
        Options { read: ReadOptions::default(), profile: Profile::default(), pairs: Vec::new() };
    let report =
        record(inputs, &options, &LogOptions::default(), &()).expect("the pair is compared");
    score.entries += entries(pair, &report.log.entries, complaints);
    score
}

/// Scores pairs on all cores and says what was missed.
fn scored(
    seeds: std::ops::Range<u64>,
    name: &str,
    inputs: impl Fn(u64, &Pair) -> Sides<Input> + Sync,
) -> Score {
    use rayon::prelude::*;
    let results: Vec<(Score, Vec<String>)> = seeds
        .into_par_iter()
        .map(|seed| {
            let pair = answers::pair(seed);
            let mut complaints = Vec::new();
            let score = score(&pair, &inputs(seed, &pair), &mut complaints);
            let said = |it: String| format!("{name} {seed}: {it}");
            (score, complaints.into_iter().map(said).collect())
        })
        .collect();
    let mut total = Score::default();
    let mut shown = 0;
    for (score, complaints) in results {
        total.fields += score.fields;
        total.entries += score.entries;
        for complaint in complaints.into_iter().take(MOST_SHOWN.saturating_sub(shown)) {
            println!("{complaint}");
            shown += 1;
        }
    }
    total
}

/// Complaints that are printed for one format.
const MOST_SHOWN: usize = 40;

fn sides(
    extension: &str,
    make: impl Fn(&answers::Document) -> Vec<u8>,
    pair: &Pair,
) -> Sides<Input> {
    let input = |side: &str, document: &answers::Document| Input {
        name: format!("{side}.{extension}"),
        bytes: make(document),
    };
    Sides { old: input("old", &pair.old), new: input("new", &pair.new) }
}

#[test]
fn items_and_changes_are_found_in_word_files() {
    let total = scored(0..n_pairs().0, "docx", |seed, pair| {
        sides("docx", |document| paper::word(document, look(seed)), pair)
    });
    total.fields.hold("docx fields", 0.995);
    total.entries.hold("docx entries", 0.995);
}

#[test]
fn items_and_changes_are_found_in_workbooks() {
    let total = scored(0..n_pairs().0, "xlsx", |seed, pair| {
        sides("xlsx", |document| paper::excel(document, look(seed)), pair)
    });
    total.fields.hold("xlsx fields", 0.995);
    total.entries.hold("xlsx entries", 0.995);
}

#[test]
fn items_and_changes_are_found_in_pdf_files() {
    let total = printed(0..n_pairs().1, |look| look);
    total.fields.hold("pdf fields", 0.98);
    total.entries.hold("pdf entries", 0.98);
}

#[test]
fn items_are_found_where_no_lines_are_ruled() {
    let total = printed(0..FEW, |look| Look { ruled: false, ..look });
    total.fields.hold("unruled pdf fields", 0.98);
    total.entries.hold("unruled pdf entries", 0.98);
}

#[test]
fn marks_are_found_that_a_sheet_draws_apart_from_their_texts() {
    let total = printed(0..FEW, |look| Look { loose: true, ..look });
    total.fields.hold("loose pdf fields", 0.999);
    total.entries.hold("loose pdf entries", 0.999);
}

/// Labels that several sections have belong to the one that is read.
#[test]
fn labels_of_the_published_form_are_found_in_their_sections() {
    let pair = published::pair();
    let mut complaints = Vec::new();
    let mut total = Score::default();
    let word = sides("docx", |document| paper::word(document, look(0)), &pair);
    let excel = sides("xlsx", |document| paper::excel(document, look(1)), &pair);
    for inputs in [word, excel] {
        let own = score(&pair, &inputs, &mut complaints);
        total.fields += own.fields;
        total.entries += own.entries;
    }
    assert_eq!(complaints, Vec::<String>::new());
    total.fields.hold("published fields", 1.0);
    total.entries.hold("published entries", 1.0);
}

/// Pairs that are printed in another way than all others.
const FEW: u64 = 4;

/// Scores pairs that `LibreOffice` prints, half from Word and half from Excel;
/// those with loose marks from Excel alone.
fn printed(seeds: std::ops::Range<u64>, change: fn(Look) -> Look) -> Score {
    let look = |seed| change(look(seed));
    let folder = tempfile::tempdir().expect("a folder for the files");
    let mut files = Vec::new();
    for seed in seeds.clone() {
        let pair = answers::pair(seed);
        for (side, document) in [("old", &pair.old), ("new", &pair.new)] {
            let (bytes, extension) = if seed % 2 == 0 && !look(seed).loose {
                (paper::word(document, look(seed)), "docx")
            } else {
                (paper::excel(document, look(seed)), "xlsx")
            };
            let path = folder.path().join(format!("{seed}-{side}.{extension}"));
            fs::write(&path, bytes).expect("the folder is writable");
            files.push(path);
        }
    }
    office::to_pdf(&files, folder.path());
    scored(seeds, "pdf", |seed, _| {
        let input = |side: &str| {
            let name = format!("{seed}-{side}.pdf");
            let bytes = fs::read(folder.path().join(&name)).expect("LibreOffice wrote it");
            Input { name, bytes }
        };
        Sides { old: input("old"), new: input("new") }
    })
}
