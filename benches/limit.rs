//! The library against the physical limit and against other programs.
#![allow(clippy::print_stdout, reason = "a table on the terminal is what this is run for")]
#![allow(clippy::disallowed_methods, reason = "a bench starts programs and reads clocks")]

#[path = "../tests/support/mod.rs"]
mod support;

#[path = "limit/cpu.rs"]
mod cpu;
#[path = "limit/kernel.rs"]
mod kernel;
#[path = "limit/odd.rs"]
mod odd;
#[path = "limit/ours.rs"]
mod ours;
#[path = "limit/presets.rs"]
mod presets;

use kernel::Limit;
use presets::PRESETS;

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(|| {
        let mut limit = Limit::new();
        let mut args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
        let size: usize = args.remove(0).parse().unwrap();
        for preset in &PRESETS {
            if !args.is_empty() && !args.iter().any(|a| a == preset.name) { continue; }
            let t = std::time::Instant::now();
            let case = preset.make(size, 1);
            let made = t.elapsed().as_secs_f64();
            let inputs = ours::inputs(&case.texts);
            let n = (case.texts[0].len() + case.texts[1].len()) as f64;
            let mut best = 9e9; let mut bl = 9e9;
            for _ in 0..5 {
                let l = cpu::seconds_of_many(0.01, || { limit.run(inputs.old.bytes.as_slice()) ^ limit.run(inputs.new.bytes.as_slice()) });
                let (o, _c) = cpu::seconds(|| ours::compare(&inputs));
                if o/l < best { best = o/l; }
                if l < bl { bl = l; }
            }
            println!("{:10} made {made:.2}s  {:.2} MB limit {:.0} MB/s ours {best:.2}x", preset.name, n / 1e6, n / bl / 1e6);
            println!("   {:?}", ours::stages(&inputs).map(|s| (s / bl * 100.0).round() / 100.0));
        }
    });
}
