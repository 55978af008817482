//! A whole comparison in memory: bytes of two files in, report out.

#[path = "../tests/support/mod.rs"]
mod support;

mod common;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use shinkyu::pipeline::{Options, compare};
use shinkyu::profile::Profile;
use shinkyu::read::ReadOptions;
use support::Preset;

fn main() {
    let mut criterion = common::criterion();
    bench(&mut criterion);
    criterion.final_summary();
}

fn options() -> Options {
    Options { read: ReadOptions::default(), profile: Profile::default() }
}

fn bench(criterion: &mut Criterion) {
    let options = options();
    let mut group = criterion.benchmark_group("pipeline");
    for preset in [Preset::SAME, Preset::REWRAP, Preset::TYPICAL, Preset::HEAVY] {
        for characters in common::SIZES.into_iter().chain([common::ONE_MEGABYTE]) {
            let inputs = common::inputs(&preset, characters);
            group.throughput(Throughput::Bytes(common::n_bytes(&inputs)));
            let id = BenchmarkId::new(preset.name, characters);
            group.bench_with_input(id, &inputs, |bencher, inputs| {
                bencher.iter(|| compare(black_box(inputs), &options, &()));
            });
        }
    }
    group.finish();
}
