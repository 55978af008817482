//! Quality over several seeds, as a table and against floors.

use super::marks::Marks;
use super::ours;
use super::presets::Preset;
use super::quality::{NAMES, Quality};

/// Presets, names of [`NAMES`] and how much must be reached (`>`) or may not be
/// passed (`<`) over [`GATE_SEEDS`] seeds of 1 MB. A little below what is
/// reached, so that a change of a rule that costs a row does not end a build,
/// and one that costs quality does.
const FLOORS: [(&str, &str, char, f64); 23] = [
    ("rewrap", "sec F1", '>', 1.0),
    ("rewrap", "false place", '<', 0.0),
    ("typical", "sec F1", '>', 0.997),
    ("typical", "R moved", '>', 0.99),
    ("typical", "R renum", '>', 0.997),
    ("typical", "R edited", '>', 0.985),
    ("typical", "R spl+mrg", '>', 0.93),
    ("typical", "recall", '>', 0.98),
    ("typical", "precision", '>', 0.965),
    ("typical", "false place", '<', 0.0015),
    ("typical", "run R", '>', 0.83),
    ("typical", "cuts", '<', 0.0),
    ("heavy", "sec F1", '>', 0.99),
    ("heavy", "recall", '>', 0.98),
    ("heavy", "precision", '>', 0.98),
    ("heavy", "false place", '<', 0.003),
    ("heavy", "run R", '>', 0.84),
    ("heavy", "cuts", '<', 0.0),
    ("boiler", "sec F1", '>', 0.993),
    ("boiler", "recall", '>', 0.97),
    ("shuffle", "sec F1", '>', 0.99),
    ("shuffle", "R moved", '>', 0.975),
    // Short sections that many others equal are not called moved.
    ("shuffle", "precision", '>', 0.95),
];

const GATE_SEEDS: u64 = 3;
const GATE_SIZE: usize = 1_000_000;

/// Many small pairs, fewer large ones.
const SETS: [(u64, usize); 3] = [(200, 10_000), (50, 100_000), (12, 1_000_000)];
const FIRST_SEED: u64 = 100;

/// Sums over seeds, and the means of recall and precision.
fn over_seeds(preset: &Preset, n_seeds: u64, size: usize) -> (Quality, [f64; 2]) {
    let mut all = Quality::default();
    let mut means = [(0.0, 0.0); 2];
    for seed in FIRST_SEED..FIRST_SEED + n_seeds {
        let case = preset.make(size, seed);
        let Some(facts) = &case.truth else { continue };
        let (_, compared) = ours::compare(&ours::inputs(case.texts));
        let quality = Quality::of(&Marks::of(&compared), facts);
        all += quality;
        for (mean, name) in means.iter_mut().zip(["recall", "precision"]) {
            if let Some(rate) = quality.rate(name) {
                *mean = (mean.0 + rate, mean.1 + 1.0);
            }
        }
    }
    (all, means.map(|(sum, n)| sum / n))
}

/// The table of many seeds.
pub fn seeds(presets: &[&Preset]) {
    print!("| preset | pairs | mean recall | mean precision |");
    for name in NAMES {
        print!(" {name} |");
    }
    println!("\n|---|---|---|---|{}", "---|".repeat(NAMES.len()));
    for preset in presets.iter().filter(|preset| preset.has_truth()) {
        for (n_seeds, size) in SETS {
            let (all, means) = over_seeds(preset, n_seeds, size);
            let size = super::arguments::size_name(size);
            print!("| {} | {n_seeds} × {size} | {:.4} | {:.4} |", preset.name, means[0], means[1]);
            for rate in all.rates() {
                print!(" {} |", rate.map_or("–".into(), |rate| format!("{rate:.4}")));
            }
            println!();
        }
    }
}

/// Whether every floor holds; prints each.
pub fn holds() -> bool {
    let mut holds = true;
    let mut names: Vec<&str> = FLOORS.iter().map(|(preset, ..)| *preset).collect();
    names.dedup();
    for name in names {
        let preset = Preset::named(name).expect("the table names presets");
        let (all, _) = over_seeds(preset, GATE_SEEDS, GATE_SIZE);
        for (_, metric, sign, floor) in FLOORS.iter().filter(|(preset, ..)| *preset == name) {
            let rate = all.rate(metric).unwrap_or(f64::NAN);
            let is_held = if *sign == '>' { rate >= *floor } else { rate <= *floor };
            holds &= is_held;
            let said = if is_held { "ok" } else { "FAILS" };
            println!("{said:5} {name:10} {metric:12} {rate:.5} {sign}= {floor}");
        }
    }
    holds
}
