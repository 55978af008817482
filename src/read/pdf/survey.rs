//! Looks over a page before the first reader sees it: which fonts it may use,
//! and whether reading it would exceed the budget.
//!
//! A font can claim widths for two thousand million glyphs in one line, and a
//! kilobyte can unpack to a megabyte; the reader would believe both. What is
//! checked here cannot be checked later, because a failed allocation passes
//! through every fence.

use std::collections::BTreeSet;
use std::io::{self, Read};

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::dict::keys::{
    ANNOTS, AP, CONTENTS, DESCENDANT_FONTS, FONT, FONT_DESC, FONT_FILE, FONT_FILE2, FONT_FILE3, N,
    RESOURCES, SUBTYPE, TO_UNICODE, W, W2, XOBJECT,
};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;

use super::fonts::FontBook;

/// Most glyph widths that one font may claim; Adobe-Japan1 has 23,060 glyphs
/// and a code has 16 bits.
const MAX_WIDTHS: u64 = 1 << 18;
/// Most resource dictionaries that one page may name.
const MAX_RESOURCES: usize = 20_000;

/// Most bytes that one stream may unpack to. The largest Japanese fonts have
/// some 30 MB.
const MAX_STREAM: u64 = 128 << 20;
/// The compression of PDF packs at most this much into one byte.
const MAX_RATIO: u64 = 1_032;

/// The page cannot be read within the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch;

/// Collects the fonts of a page, those of its forms and annotations included.
pub(super) fn survey(page: &Page<'_>, fonts: &mut FontBook) -> Result<(), TooMuch> {
    fonts.begin_page();
    let mut seen = BTreeSet::new();
    let mut waiting = Vec::new();
    contents(page).0.iter().try_for_each(check_stream)?;
    let own = page.resources();
    for_each_font(&own.fonts, fonts, &mut waiting)?;
    for_each_form(&own.x_objects, &mut seen, &mut waiting)?;
    if let Some(annotations) = page.raw().get::<Array<'_>>(ANNOTS) {
        for annotation in annotations.iter::<Dict<'_>>().take(MAX_RESOURCES) {
            appearances(&annotation, &mut waiting)?;
        }
    }
    let mut n_resources = 0;
    while let Some(resources) = waiting.pop() {
        n_resources += 1;
        if n_resources > MAX_RESOURCES {
            return Err(TooMuch);
        }
        if let Some(list) = resources.get::<Dict<'_>>(FONT) {
            for_each_font(&list, fonts, &mut waiting)?;
        }
        if let Some(list) = resources.get::<Dict<'_>>(XOBJECT) {
            for_each_form(&list, &mut seen, &mut waiting)?;
        }
    }
    Ok(())
}

fn for_each_font<'a>(
    list: &Dict<'a>,
    fonts: &mut FontBook,
    waiting: &mut Vec<Dict<'a>>,
) -> Result<(), TooMuch> {
    for name in list.keys() {
        let Some(font) = list.get::<Dict<'_>>(&*name) else {
            continue;
        };
        if fonts.is_new(&font) {
            check_font(&font)?;
            // The glyphs of a Type 3 font are small pages of their own.
            waiting.extend(font.get::<Dict<'_>>(RESOURCES));
        }
        fonts.add(&font);
    }
    Ok(())
}

fn for_each_form<'a>(
    list: &Dict<'a>,
    seen: &mut BTreeSet<ObjectIdentifier>,
    waiting: &mut Vec<Dict<'a>>,
) -> Result<(), TooMuch> {
    for name in list.keys() {
        let Some(Object::Stream(stream)) = list.get::<Object<'_>>(&*name) else {
            continue;
        };
        let is_form = stream.dict().get::<Name<'_>>(SUBTYPE).as_deref() == Some(b"Form".as_slice());
        if is_form && seen.insert(stream.obj_id()) {
            check_stream(&stream)?;
            waiting.extend(stream.dict().get::<Dict<'_>>(RESOURCES));
        }
    }
    Ok(())
}

fn appearances<'a>(annotation: &Dict<'a>, waiting: &mut Vec<Dict<'a>>) -> Result<(), TooMuch> {
    let normal = annotation.get::<Dict<'_>>(AP).and_then(|all| all.get::<Object<'_>>(N));
    let streams = match normal {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Dict(states)) => {
            states.keys().filter_map(|name| states.get::<Stream<'_>>(&*name)).collect()
        }
        _ => Vec::new(),
    };
    for stream in streams {
        check_stream(&stream)?;
        waiting.extend(stream.dict().get::<Dict<'_>>(RESOURCES));
    }
    Ok(())
}

/// What a page draws: its streams that are there, and how many it names.
pub(super) fn contents<'a>(page: &Page<'a>) -> (Vec<Stream<'a>>, usize) {
    match page.raw().get::<Object<'_>>(CONTENTS) {
        Some(Object::Stream(stream)) => (vec![stream], 1),
        Some(Object::Array(parts)) => (parts.iter().collect(), parts.raw_iter().count()),
        _ => (Vec::new(), usize::from(page.raw().contains_key(CONTENTS))),
    }
}

/// Unpacks a stream to nowhere if it is large enough to be dangerous.
fn check_stream(stream: &Stream<'_>) -> Result<(), TooMuch> {
    let packed = stream.raw_data();
    let filters = stream.filters();
    let n_layers = filters.iter().take_while(|filter| **filter == Filter::FlateDecode).count();
    let most = (0..n_layers).fold(packed.len() as u64, |size, _| size.saturating_mul(MAX_RATIO));
    if most <= MAX_STREAM {
        return Ok(());
    }
    let unpacked = (0..n_layers).fold(Box::new(&*packed) as Box<dyn Read + '_>, |inner, _| {
        Box::new(ZlibDecoder::new(inner))
    });
    // A damaged stream ends early; what comes before the damage counts.
    let mut counted = unpacked.take(MAX_STREAM + 1);
    let _damaged = io::copy(&mut counted, &mut io::sink());
    if counted.limit() == 0 { Err(TooMuch) } else { Ok(()) }
}

fn check_font(font: &Dict<'_>) -> Result<(), TooMuch> {
    check_widths(font)?;
    if let Some(map) = font.get::<Stream<'_>>(TO_UNICODE) {
        check_stream(&map)?;
    }
    let descendant =
        font.get::<Array<'_>>(DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let descriptor = descendant.as_ref().unwrap_or(font).get::<Dict<'_>>(FONT_DESC);
    let Some(descriptor) = descriptor else {
        return Ok(());
    };
    [FONT_FILE, FONT_FILE2, FONT_FILE3]
        .iter()
        .filter_map(|key| descriptor.get::<Stream<'_>>(*key))
        .try_for_each(|stream| check_stream(&stream))
}

fn check_widths(font: &Dict<'_>) -> Result<(), TooMuch> {
    let descendant =
        font.get::<Array<'_>>(DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let Some(descendant) = descendant else {
        return Ok(());
    };
    let mut claimed = 0;
    if let Some(widths) = descendant.get::<Array<'_>>(W) {
        let mut entries = widths.flex_iter();
        loop {
            if entries.next::<(u32, Array<'_>)>().is_some() {
                continue;
            }
            let Some((first, last, _)) = entries.next::<(u32, u32, f32)>() else {
                break;
            };
            claimed += u64::from(last.saturating_sub(first));
        }
    }
    if let Some(widths) = descendant.get::<Array<'_>>(W2) {
        let mut entries = widths.flex_iter();
        loop {
            if entries.next::<(u32, Array<'_>)>().is_some() {
                continue;
            }
            let Some((first, last, ..)) = entries.next::<(u32, u32, f32, f32, f32)>() else {
                break;
            };
            claimed += u64::from(last.saturating_sub(first));
        }
    }
    if claimed > MAX_WIDTHS { Err(TooMuch) } else { Ok(()) }
}
