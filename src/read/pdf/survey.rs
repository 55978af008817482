//! Looks over a page before the first reader sees it: which fonts it may use,
//! and whether reading it would exceed the budget.
//!
//! A font can claim widths for two thousand million glyphs in one line; the
//! reader would believe it. What is checked here cannot be checked later,
//! because a failed allocation passes through every fence.

use std::collections::BTreeSet;

use hayro_syntax::object::dict::keys::{
    ANNOTS, AP, DESCENDANT_FONTS, FONT, N, RESOURCES, SUBTYPE, W, W2, XOBJECT,
};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};
use hayro_syntax::page::Page;

use super::fonts::FontBook;

/// Most glyph widths that one font may claim; Adobe-Japan1 has 23,060 glyphs
/// and a code has 16 bits.
const MAX_WIDTHS: u64 = 1 << 18;
/// Most resource dictionaries that one page may name.
const MAX_RESOURCES: usize = 20_000;

/// The page cannot be read within the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch;

/// Collects the fonts of a page, those of its forms and annotations included.
pub(super) fn survey(page: &Page<'_>, fonts: &mut FontBook) -> Result<(), TooMuch> {
    fonts.begin_page();
    let mut seen = BTreeSet::new();
    let mut waiting = Vec::new();
    let own = page.resources();
    for_each_font(&own.fonts, fonts, &mut waiting)?;
    for_each_form(&own.x_objects, &mut seen, &mut waiting);
    if let Some(annotations) = page.raw().get::<Array<'_>>(ANNOTS) {
        for annotation in annotations.iter::<Dict<'_>>().take(MAX_RESOURCES) {
            appearances(&annotation, &mut waiting);
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
            for_each_form(&list, &mut seen, &mut waiting);
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
            check_widths(&font)?;
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
) {
    for name in list.keys() {
        let Some(Object::Stream(stream)) = list.get::<Object<'_>>(&*name) else {
            continue;
        };
        let is_form = stream.dict().get::<Name<'_>>(SUBTYPE).as_deref() == Some(b"Form".as_slice());
        if is_form && seen.insert(stream.obj_id()) {
            waiting.extend(stream.dict().get::<Dict<'_>>(RESOURCES));
        }
    }
}

fn appearances<'a>(annotation: &Dict<'a>, waiting: &mut Vec<Dict<'a>>) {
    let normal = annotation.get::<Dict<'_>>(AP).and_then(|all| all.get::<Object<'_>>(N));
    match normal {
        Some(Object::Stream(stream)) => {
            waiting.extend(stream.dict().get::<Dict<'_>>(RESOURCES));
        }
        Some(Object::Dict(states)) => {
            for name in states.keys() {
                if let Some(Object::Stream(stream)) = states.get::<Object<'_>>(&*name) {
                    waiting.extend(stream.dict().get::<Dict<'_>>(RESOURCES));
                }
            }
        }
        _ => {}
    }
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
