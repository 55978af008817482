//! The library, stage by stage: bytes of two files in, changed ranges out.

use shinkyu::align::{Alignment, align};
use shinkyu::diff::{UnitDiff, diff};
use shinkyu::error::Warnings;
use shinkyu::model::{Extract, Side, Sides};
use shinkyu::normalize::normalize;
use shinkyu::outline::{Outlined, outline};
use shinkyu::read::{Input, ReadOptions, read};

use super::cpu;

/// The stages in the order of [`stages`].
pub const STAGES: [&str; 5] = ["read", "normalize", "outline", "align", "diff"];

/// What came of a comparison.
pub struct Compared {
    /// Both documents.
    pub outlined: Sides<Outlined>,
    /// Which units are the same.
    pub alignment: Alignment,
    /// What changed in each pair.
    pub diffs: Vec<UnitDiff>,
}

/// The files of a pair.
pub fn inputs(texts: [String; 2]) -> Sides<Input> {
    let [old, new] = texts.map(|text| Input { name: "input.txt".into(), bytes: text.into() });
    Sides { old, new }
}

/// What looks at one document alone; the files are dropped.
pub fn prepare(inputs: Sides<Input>) -> Sides<Outlined> {
    inputs.map(|side, input| outlined(normalize(extract(side, &input))))
}

/// What looks at both documents.
pub fn find(outlined: &Sides<Outlined>) -> (Alignment, Vec<UnitDiff>) {
    let alignment = align(outlined.as_ref());
    let diffs = diff(&alignment, outlined.as_ref());
    (alignment, diffs)
}

/// Everything, and the seconds of each stage, both documents together. What a
/// stage no longer needs is dropped in its time; the result is not.
pub fn compare(inputs: &Sides<Input>) -> ([f64; 5], Compared) {
    let (reading, extracts) = cpu::seconds(|| inputs.as_ref().map(extract));
    let (normalizing, documents) = cpu::seconds(|| extracts.map(|_, it| normalize(it)));
    let (outlining, outlined) = cpu::seconds(|| documents.map(|_, it| outlined(it)));
    let (aligning, alignment) = cpu::seconds(|| align(outlined.as_ref()));
    let (diffing, diffs) = cpu::seconds(|| diff(&alignment, outlined.as_ref()));
    let stages = [reading, normalizing, outlining, aligning, diffing];
    (stages, Compared { outlined, alignment, diffs })
}

fn outlined(document: shinkyu::model::Document) -> Outlined {
    let outline = outline(&document);
    Outlined { document, outline }
}

fn extract(side: Side, input: &Input) -> Extract {
    let mut warnings = Warnings::new(side);
    read(input, &ReadOptions::default(), &mut warnings).expect("generated text can be read")
}
