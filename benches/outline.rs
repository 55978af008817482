//! Heading tree of a normalized document.

#[path = "../tests/support/mod.rs"]
mod support;

mod common;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use shinkyu::model::Side;
use shinkyu::outline::outline;
use support::Preset;

fn main() {
    let mut criterion = common::criterion();
    bench(&mut criterion);
    criterion.final_summary();
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("outline");
    for (name, side) in [("wrapped at 38", Side::Old), ("wrapped at 43", Side::New)] {
        for characters in common::SIZES {
            let documents = common::documents(&Preset::TYPICAL, characters);
            let document = documents.get(side);
            group.throughput(Throughput::Bytes(document.source.original().len() as u64));
            let id = BenchmarkId::new(name, characters);
            group.bench_with_input(id, document, |bencher, document| {
                bencher.iter(|| outline(black_box(document)));
            });
        }
    }
    group.finish();
}
