//! Comparison form of a text: width, hyphens, spaces, glyph variants.

#[path = "../tests/support/mod.rs"]
mod support;

mod common;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use shinkyu::normalize::fold::fold;
use support::Preset;

fn main() {
    let mut criterion = common::criterion();
    bench(&mut criterion);
    criterion.final_summary();
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fold");
    for characters in common::SIZES {
        // Half width on the old side, full width on the new one.
        let inputs = common::inputs(&Preset::TYPICAL, characters);
        for (name, input) in [("half-width", &inputs.old), ("full-width", &inputs.new)] {
            let text = std::str::from_utf8(&input.bytes).expect("generated text is UTF-8");
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, characters), text, |bencher, text| {
                bencher.iter(|| fold(black_box(text)));
            });
        }
    }
    group.finish();
}
