//! Borders of paragraphs that two documents are made to share.

use super::*;
use crate::model::{Span, Text};

/// A document of these paragraphs.
fn document(paragraphs: &[&str], format: Format) -> Document {
    let source = Source::new("a".into(), format, paragraphs.concat(), Vec::new(), None);
    let mut at = 0;
    let block = |text: &&str| {
        at += text.len();
        let text = Text::from_span(Span::new(at - text.len(), at));
        Block { kind: BlockKind::Paragraph, text }
    };
    let blocks = paragraphs.iter().map(block).collect();
    Document { source, blocks, set_aside: Vec::new() }
}

fn agreed(old: &[&str], new: &[&str], format: Format) -> [Vec<String>; 2] {
    let printed = |document: &Document| {
        document.blocks.iter().map(|block| block.text.printed(&document.source)).collect()
    };
    let mut sides = Sides { old: document(old, Format::Text), new: document(new, format) };
    agree(&mut sides);
    let found = [printed(&sides.old), printed(&sides.new)];
    let mut sides = Sides { old: document(new, format), new: document(old, Format::Text) };
    agree(&mut sides);
    assert_eq!(found, [printed(&sides.new), printed(&sides.old)], "swapped");
    found
}

#[test]
fn what_differs_in_borders_alone_gets_the_same() {
    let whole =
        "市長は、次に掲げる者に対し、open data の利用について、必要な助言を行うことができる。";
    let cut: &[&str] = &[
        "前文",
        "市長は、次に掲げる者に対し、open",
        "data の利用について、",
        "必要な助言を行うことができる。",
        "末",
    ];
    for (old, new, format, n_expected) in [
        (cut, &["前", whole, "終"][..], Format::Text, [3, 3]),
        (cut, &["前", whole, "終"][..], Format::Docx, [3, 3]),
        // The same borders stay, and other ones meet.
        (cut, cut, Format::Text, [5, 5]),
        (
            cut,
            &[
                "市長は、",
                "次に掲げる者に対し、ｏｐｅｎ　data の利",
                "用について、必要な助言を行うことができる。",
            ],
            Format::Text,
            [3, 1],
        ),
        // Only text files have lines.
        (&[whole], cut, Format::Docx, [1, 5]),
        // What is edited stays as it is.
        (
            cut,
            &[
                "市長は、次に掲げる者に対し、open data の利用について、必要な指導を行うことができる。",
            ],
            Format::Text,
            [5, 1],
        ),
        // A short sentence, a number and a row of a table are on their own.
        (
            &["次の者", "届け出る。", "受け付ける。"],
            &["次の者", "届け出る。受け付ける。"],
            Format::Text,
            [3, 2],
        ),
        (
            &["次の者", "１　市民", "２　団体"],
            &["次の者", "１　市民２　団体"],
            Format::Text,
            [3, 2],
        ),
        (&["次の者", "市民\t一", "団体\t二"], &["次の者", "市民一団体二"], Format::Text, [3, 2]),
    ] {
        let found = agreed(old, new, format);
        assert_eq!([found[0].len(), found[1].len()], n_expected, "{found:?}");
    }
    let [old, _] = agreed(cut, &[whole], Format::Text);
    assert_eq!(old[1], whole);
}

#[test]
fn what_has_a_partner_is_joined_with_nothing_else() {
    let (first, second) = ("市長は、次に掲げる者に対し、", "必要な助言を行うことができる。");
    let old = &[first, second, &["会長及び", first, second].concat()];
    let new = &["会長及び", &[first, second].concat()];
    let mut sides = Sides { old: document(old, Format::Text), new: document(new, Format::Text) };
    agree(&mut sides);
    assert_eq!(sides.old.blocks.len(), 2);
    assert_eq!(sides.new.blocks.len(), 2);
}

/// A document with one paragraph of each of these lists of lines.
fn wrapped(paragraphs: &[&[&str]]) -> Document {
    let lines: Vec<&str> = paragraphs.concat();
    let mut document = document(&lines, Format::Pdf);
    let mut lines = std::mem::take(&mut document.blocks).into_iter();
    for paragraph in paragraphs {
        let mut block = lines.next().expect("a line");
        lines
            .by_ref()
            .take(paragraph.len() - 1)
            .for_each(|it| append(&mut block, &it, &document.source));
        document.blocks.push(block);
    }
    document
}

#[test]
fn a_sentence_is_parted_from_a_paragraph_of_the_other_document() {
    let (edited, second, third) = ("市長は、届け出る。", ["会長は、", "助言する。"], "以上。");
    let whole = second.concat();
    for (old, new, expected) in [
        // What follows it, what stands before it, and both.
        (&[&["市民は、届ける。", second[0], second[1]][..]][..], &[edited, &whole][..], 2),
        (&[&[edited, second[0], second[1]]], &[edited, "会長が助言する。"], 2),
        (&[&["市民は、届ける。", second[0], second[1], third]], &[edited, &whole, third], 3),
        (&[&[edited, second[0], second[1], third]], &[edited, "会長が助言する。", third], 3),
        // In the middle of a sentence, and where the other document has it otherwise.
        (&[&["市民は、届け", "会長は、助言する。"]], &[edited, &whole], 1),
        (&[&["市民は、届ける。", second[0], second[1]]], &[edited, "会長が助言する。"], 1),
    ] {
        let mut sides = Sides { old: wrapped(old), new: document(new, Format::Docx) };
        agree(&mut sides);
        assert_eq!(sides.old.blocks.len(), expected, "{old:?}");
        assert_eq!(sides.new.blocks.len(), new.len());
        let Document { source, blocks, .. } = &sides.old;
        let printed: String = blocks.iter().map(|it| it.text.printed(source)).collect();
        assert_eq!(printed, old.concat().concat());
    }
}
