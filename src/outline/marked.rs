//! Headings without a number that the file itself marks as headings: `h2` of a
//! web page, styles of Word, `##` of Markdown.

use rustc_hash::FxHashMap;

use super::candidates::{Candidate, Proof};
use super::{Heading, contents, is_caption};
use crate::model::{
    Block, BlockId, BlockKind, Document, MarkedHeading, Sides, Source, Span, without_signs,
};
use crate::normalize::fold::fold;
use crate::number::{HeadingNumber, Label, LabelStyle};

/// Longest heading, in characters: longer paragraphs are only set like one.
const LONGEST: usize = 60;

/// Level of a block that the file marks as a heading.
pub fn level_of(block: &Block, source: &Source) -> Option<u8> {
    if source.headings().is_empty() || block.kind != BlockKind::Paragraph {
        return None;
    }
    source.marked_level(block.text.first_span()?)
}

/// The candidate that such a block is if it has no number. A caption belongs to
/// what is under it, and the title of the document stands above all.
pub fn candidate(index: u32, block: &Block, source: &Source, level: u8) -> Option<Candidate> {
    let first = block.text.first_span()?;
    let is_heading = level != TITLE
        && !is_title_of_document(first, source)
        && !is_caption(block, source)
        && !contents::is_title(block, source)
        && is_title(block, source);
    is_heading.then(|| {
        let line = source.slice(first);
        let hashes = line.len() - without_signs(line).len();
        let at = first.start();
        let heading = Heading {
            number: HeadingNumber::of(Label::plain(LabelStyle::Marked(level), 0)),
            label: Span::new(at, at),
            title: (at + hashes) as u32,
            block: BlockId(index),
        };
        Candidate { heading, in_table: false, level: Some(level), proof: Proof::Itself }
    })
}

/// Level of the title of a document, which is no heading of what stands under it.
const TITLE: u8 = 0;

/// Whether it is the title of the document, though it is not known to be it: then
/// it is the first heading, and no other is asked for all of them.
fn is_title_of_document(first: Span, source: &Source) -> bool {
    let is_first =
        source.headings().first().is_some_and(|it| it.span.range().contains(&first.start()));
    is_first && title_of(source) == Some(0)
}

/// Which heading is the title of the document: the one known to be it, else the
/// first if no other is as far out.
fn title_of(source: &Source) -> Option<usize> {
    let headings = source.headings();
    let known = headings.iter().position(|heading| heading.level == TITLE);
    known.or_else(|| {
        let (title, rest) = headings.split_first()?;
        rest.iter().all(|heading| heading.level > title.level).then_some(0)
    })
}

/// Makes the title of one document one in both, though the other has further
/// headings that are marked as it is: the one that says the same, else the first
/// if it is none of the other headings there.
fn share_title(documents: &mut Sides<Document>) {
    let titles = documents.as_ref().map(|_, it| title_of(&it.source));
    let partner = |of: &Source, title: usize, other: &Source| {
        let headings = of.headings();
        let is_alike = |it: &MarkedHeading| it.level == headings[title].level;
        let text = |source: &Source, it: &MarkedHeading| folded(source.slice(it.span));
        let name = text(of, &headings[title]);
        let same = other.headings().iter().position(|it| is_alike(it) && text(other, it) == name);
        same.or_else(|| {
            let first = other.headings().first().filter(|it| is_alike(it))?;
            let name = text(other, first);
            headings.iter().all(|it| text(of, it) != name).then_some(0)
        })
    };
    let [old, new] = [&documents.old.source, &documents.new.source];
    let of_old = titles.old.or_else(|| partner(new, titles.new?, old));
    let of_new = titles.new.or_else(|| partner(old, titles.old?, new));
    for (document, title) in [(&mut documents.old, of_old), (&mut documents.new, of_new)] {
        if let Some(title) = title {
            let mut headings = document.source.headings().to_vec();
            headings[title].level = TITLE;
            document.source.mark_headings(headings);
        }
    }
}

fn is_title(block: &Block, source: &Source) -> bool {
    let text = block.text.beginning(source, 4 * LONGEST + 4);
    let text = text.trim();
    text.chars().count() <= LONGEST && !text.ends_with(['。', '、', '．', '，'])
}

/// Makes both documents see the same headings: a paragraph that only one of them
/// marks is a heading in both. Where the other marks none, as every PDF, and does
/// not have most of them as paragraphs either, they count for nothing, and the
/// paragraphs are compared one by one.
pub fn share(documents: &mut Sides<Document>) {
    share_title(documents);
    let known = documents.as_ref().map(|_, document| Titles::of(document));
    if known.old.0.is_empty() && known.new.0.is_empty() {
        return;
    }
    known.new.mark(&mut documents.old, &known.old);
    known.old.mark(&mut documents.new, &known.new);
    if !known.old.0.is_empty() && !known.new.0.is_empty() {
        return;
    }
    let Sides { old, new } = documents;
    let n_titles = [&*old, &*new].map(|document| Titles::of(document).0.len());
    let fewest = n_titles.into_iter().min().unwrap_or(0);
    if 2 * fewest < n_titles.into_iter().max().unwrap_or(0) {
        old.source.mark_headings(Vec::new());
        new.source.mark_headings(Vec::new());
    }
}

/// Headings that stand one behind the other in a list of contents, at least;
/// those of a text have one for each level.
const SHORTEST_CONTENTS: usize = 4;

/// The folded texts of the headings that a file marks, and the level of each.
struct Titles(FxHashMap<String, u8>);

impl Titles {
    fn of(document: &Document) -> Self {
        let source = &document.source;
        let mut titles: FxHashMap<String, u8> = FxHashMap::default();
        for heading in source.headings() {
            titles.entry(folded(source.slice(heading.span))).or_insert(heading.level);
        }
        Self(titles)
    }

    /// Marks what is not marked in the other document: paragraphs that say the
    /// same, but for those of a list of contents.
    fn mark(&self, document: &mut Document, own: &Self) {
        if self.0.is_empty() {
            return;
        }
        let source = &document.source;
        let longest = self.0.keys().map(String::len).max().unwrap_or(0);
        let title = |block: &Block| -> Option<(Span, String)> {
            let [part] = block.text.parts() else { return None };
            // Folding makes no text three times shorter.
            let may_be = block.kind == BlockKind::Paragraph && part.span.len() <= 3 * longest;
            let text = may_be.then(|| folded(source.slice(part.span)))?;
            self.0.contains_key(&text).then_some((part.span, text))
        };
        let titles: Vec<Option<(Span, String)>> = document.blocks.iter().map(title).collect();
        let mut headings = source.headings().to_vec();
        for run in titles.chunk_by(|one, next| one.is_some() && next.is_some()) {
            if run.len() < SHORTEST_CONTENTS {
                let found = run.iter().flatten().filter(|(_, text)| !own.0.contains_key(text));
                headings.extend(
                    found.map(|(span, text)| MarkedHeading { span: *span, level: self.0[text] }),
                );
            }
        }
        headings.sort_by_key(|heading| heading.span);
        document.source.mark_headings(headings);
    }
}

fn folded(text: &str) -> String {
    fold(without_signs(text.trim_end()))
}
