//! The library, stage by stage: bytes of two files in, changed ranges out.

use shinkyu::align::{Alignment, align};
use shinkyu::diff::{UnitDiff, diff};
use shinkyu::error::Warnings;
use shinkyu::model::{Side, Sides};
use shinkyu::normalize::normalize;
use shinkyu::outline::{Outlined, outline};
use shinkyu::read::{Input, ReadOptions, read};

use super::cpu;

/// The stages in the order of [`Timed::stages`].
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
pub fn inputs(texts: &[String; 2]) -> Sides<Input> {
    let input = |text: &String| Input { name: "input.txt".into(), bytes: text.clone().into() };
    Sides { old: input(&texts[0]), new: input(&texts[1]) }
}

/// From bytes to changed ranges.
pub fn compare(inputs: &Sides<Input>) -> Compared {
    let outlined = inputs.as_ref().map(|side, input| {
        let document = normalize(extract(side, input));
        let outline = outline(&document);
        Outlined { document, outline }
    });
    let alignment = align(outlined.as_ref());
    let diffs = diff(&alignment, outlined.as_ref());
    Compared { outlined, alignment, diffs }
}

/// The same with the seconds of each stage, both documents together.
pub fn stages(inputs: &Sides<Input>) -> [f64; 5] {
    let (read, extracts) = cpu::seconds(|| inputs.as_ref().map(extract));
    let (normalized, documents) = cpu::seconds(|| extracts.map(|_, it| normalize(it)));
    let (outlining, outlined) = cpu::seconds(|| {
        documents.map(|_, document| {
            let outline = outline(&document);
            Outlined { document, outline }
        })
    });
    let (aligning, alignment) = cpu::seconds(|| align(outlined.as_ref()));
    let (diffing, _) = cpu::seconds(|| diff(&alignment, outlined.as_ref()));
    [read, normalized, outlining, aligning, diffing]
}

fn extract(side: Side, input: &Input) -> shinkyu::model::Extract {
    let mut warnings = Warnings::new(side);
    read(input, &ReadOptions::default(), &mut warnings).expect("generated text can be read")
}
