//! Changed words inside the paired units of two documents.

#[path = "../tests/support/mod.rs"]
mod support;

mod common;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use shinkyu::align::align;
use shinkyu::diff::diff;
use shinkyu::model::Side;
use support::Preset;

fn main() {
    let mut criterion = common::criterion();
    bench(&mut criterion);
    criterion.final_summary();
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("diff");
    for preset in [Preset::REWRAP, Preset::TYPICAL, Preset::HEAVY] {
        for characters in common::SIZES {
            let outlined = common::outlined(&preset, characters);
            let sides = outlined.as_ref();
            let n_bytes = Side::BOTH.map(|side| sides.get(side).document.source.original().len());
            group.throughput(Throughput::Bytes(n_bytes.iter().sum::<usize>() as u64));
            let id = BenchmarkId::new(preset.name, characters);
            let alignment = align(sides);
            group.bench_with_input(id, &sides, |bencher, sides| {
                bencher.iter(|| diff(black_box(&alignment), *sides));
            });
        }
    }
    group.finish();
}
