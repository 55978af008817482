//! temporary
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
use shinkyu::error::Warnings;
use shinkyu::model::{Side, Sides};
use shinkyu::outline::{Outlined, outline};
use shinkyu::read::{Input, ReadOptions, read};
use std::time::Instant;
fn main() {
    let a: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [old, new, n] = &a[..] else { return };
    let n: usize = n.parse().unwrap();
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let o = std::fs::read(old).unwrap();
    let w = std::fs::read(new).unwrap();
    let total = (o.len() + w.len()) as f64;
    let mut best = [f64::MAX; 6];
    for _ in 0..n {
        let mut t = Vec::new();
        let mut lap = Instant::now();
        let mut tick = |t: &mut Vec<f64>| {
            t.push(lap.elapsed().as_secs_f64() * 1e3);
            lap = Instant::now();
        };
        let inputs = Sides {
            old: Input { name: "o.txt".into(), bytes: o.clone() },
            new: Input { name: "n.txt".into(), bytes: w.clone() },
        };
        tick(&mut t);
        t.clear();
        let ex = inputs.map(|_, i| {
            let mut w = Warnings::new(Side::Old);
            read(&i, &ReadOptions::default(), &mut w).unwrap()
        });
        tick(&mut t);
        let docs = ex.map(|_, e| shinkyu::normalize::normalize(e));
        tick(&mut t);
        let outs = docs.map(|_, document| {
            let outline = outline(&document);
            Outlined { document, outline }
        });
        tick(&mut t);
        let sides = Sides { old: &outs.old, new: &outs.new };
        let al = shinkyu::align::align(sides);
        tick(&mut t);
        let d = shinkyu::diff::diff(&al, sides);
        tick(&mut t);
        std::hint::black_box(&d);
        let sum: f64 = t.iter().sum();
        t.push(sum);
        for (b, t) in best.iter_mut().zip(&t) {
            *b = b.min(*t);
        }
    }
    println!(
        "read {:.2} normalize {:.2} outline {:.2} align {:.2} diff {:.2} total {:.2} ms = {:.0} MB/s, xlimit(1400) {:.1}",
        best[0],
        best[1],
        best[2],
        best[3],
        best[4],
        best[5],
        total / best[5] / 1e3,
        best[5] * 1e-3 / (total / 1.4e9)
    );
}
