//! Inputs of the benches, built outside the timed parts.
#![allow(dead_code, reason = "each bench uses a part of it")]

use std::time::Duration;

use criterion::Criterion;
use shinkyu::error::Warnings;
use shinkyu::model::{Document, Side, Sides};
use shinkyu::normalize::normalize;
use shinkyu::outline::{Outlined, outline};
use shinkyu::read::{Input, ReadOptions, read};

use crate::support::family::Family;
use crate::support::tree::Shape;
use crate::support::{Preset, texts};

/// Sizes of one document in characters.
pub const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// About 1 MB of UTF-8.
pub const ONE_MEGABYTE: usize = 345_000;

/// Both documents of a preset as files.
pub fn inputs(preset: &Preset, characters: usize) -> Sides<Input> {
    let (old, new) = texts(preset, &Shape::new(Family::Guideline, characters), 1);
    Sides { old, new }.map(|_, text| Input { name: "input.txt".into(), bytes: text.into_bytes() })
}

/// Both documents of a preset, normalized.
pub fn documents(preset: &Preset, characters: usize) -> Sides<Document> {
    inputs(preset, characters).map(|side, input| document(side, &input))
}

fn document(side: Side, input: &Input) -> Document {
    let mut warnings = Warnings::new(side);
    let extract = read(input, &ReadOptions::default(), &mut warnings);
    normalize(extract.expect("generated text can be read"))
}

/// Both documents of a preset with their outlines.
pub fn outlined(preset: &Preset, characters: usize) -> Sides<Outlined> {
    documents(preset, characters).map(|_, document| {
        let outline = outline(&document);
        Outlined { document, outline }
    })
}

/// Number of bytes of both documents.
pub fn n_bytes(inputs: &Sides<Input>) -> u64 {
    (inputs.old.bytes.len() + inputs.new.bytes.len()) as u64
}

/// Criterion with times short enough for a whole run of a few minutes.
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args()
}
