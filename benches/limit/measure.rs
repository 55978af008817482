//! Times in rounds: limit, library, limit, peers; quality beside each.

use std::collections::BTreeMap;

use super::arguments::{Arguments, size_name};
use super::kernel::Limit;
use super::marks::Marks;
use super::ours::{self, STAGES};
use super::peers::{self, PEERS, PROGRAMS, Peer, Program};
use super::presets::{Case, Preset};
use super::quality::{NAMES, Quality};
use super::{cpu, memory};

/// A call is repeated until it has taken this long, in seconds.
const LEAST: f64 = 0.01;
/// Smallest size of the scaling exponent: below, fixed costs show.
const SMALLEST: usize = 1_000_000;

/// Everything that was asked for, as Markdown.
pub fn measure(arguments: &Arguments) {
    let mut limit = Limit::new();
    println!(
        "× limit: processor time / that of the limit kernel on the same pair. Medians of rounds \
         [smallest–largest].\n"
    );
    // Seconds and bytes of each size of a preset.
    let mut by_size: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for size in &arguments.sizes {
        for preset in &arguments.presets {
            let measured = one(arguments, preset, *size, &mut limit);
            if *size >= SMALLEST {
                by_size.entry(preset.name).or_default().push(measured);
            }
        }
    }
    for (name, points) in by_size {
        if let [first, .., last] = points[..] {
            let exponent = (last.0 / first.0).ln() / (last.1 / first.1).ln();
            println!("scaling exponent {name}: {exponent:.3}");
        }
    }
}

/// One pair; returns seconds and bytes of both documents.
fn one(arguments: &Arguments, preset: &Preset, size: usize, limit: &mut Limit) -> (f64, f64) {
    let libraries = libraries(arguments, preset);
    let programs = programs(arguments, preset);
    let has_peers = !libraries.is_empty() || !programs.is_empty();
    let Case { texts, plain, truth } = preset.make(size, arguments.seed);
    let n_bytes = texts.iter().map(String::len).sum::<usize>() as f64;
    let plain = if has_peers { plain } else { Default::default() };
    let folder = tempfile::tempdir().expect("a folder for the files");
    if !programs.is_empty() {
        peers::write_files(folder.path(), &plain);
    }
    let inputs = ours::inputs(texts);
    let mut run_limit = || {
        cpu::seconds_of_many(LEAST, || limit.run(&inputs.old.bytes) ^ limit.run(&inputs.new.bytes))
    };

    // Not timed: caches and the allocator are warm afterwards.
    let (warm, compared) = ours::compare(&inputs);
    let spent = warm.iter().sum::<f64>();
    let n_calls = (1..200_u32).take_while(|&n| f64::from(n) * spent < LEAST).count().max(1);
    let mut rounds = Rounds::default();
    let mut said = BTreeMap::new();
    for _ in 0..arguments.rounds(size) {
        let before = run_limit();
        let mut stages = [0.0; 5];
        for _ in 0..n_calls {
            let (own, _) = ours::compare(&inputs);
            for (all, own) in stages.iter_mut().zip(own) {
                *all += own / n_calls as f64;
            }
        }
        let after = run_limit();
        let limit = f64::midpoint(before, after);
        let own: f64 = stages.iter().sum();
        rounds.note("limit", limit);
        rounds.note("ours", own);
        rounds.note("ours × limit", own / limit);
        for (name, seconds) in STAGES.iter().zip(stages) {
            rounds.note(name, seconds / limit);
        }
        let texts = [plain[0].as_str(), plain[1].as_str()];
        for peer in &libraries {
            let (seconds, changed) = peers::timed(peer, texts);
            rounds.peer(peer.name, seconds, limit, own);
            said.insert(peer.name, changed);
        }
        for program in &programs {
            if let Some(seconds) = program.seconds(folder.path()) {
                rounds.peer(program.name, seconds, limit, own);
            }
        }
    }
    let marks = Marks::of(&compared);
    drop(compared);
    let quality = truth.as_ref().map(|truth| Quality::of(&marks, truth));
    drop(marks);
    let names = libraries.iter().map(|it| it.name).chain(programs.iter().map(|it| it.name));
    let of_peer = |name: &str| {
        let texts = [plain[0].as_str(), plain[1].as_str()];
        let known = said.get(name).zip(truth.as_ref());
        known.map(|(it, facts)| Quality::of(&peers::marks(texts, it), facts))
    };
    println!(
        "## {} {}: {:.2} MB in two documents, limit {:.0} MB/s\n",
        preset.name,
        size_name(size),
        n_bytes / 1e6,
        n_bytes / 1e6 / rounds.median("limit")
    );
    print_rows(&rounds, quality.as_ref(), names, &of_peer);
    let split = STAGES.map(|stage| format!("{stage} {:.2}", rounds.median(stage)));
    println!("\nstages × limit: {}", split.join(", "));
    if let Some(extra) = memory::extra(preset, size, arguments.seed) {
        println!("memory of align and diff per byte of both documents: {extra:.2}");
    }
    println!();
    (rounds.median("ours"), n_bytes)
}

/// The table of one pair: this library, then its peers.
fn print_rows(
    rounds: &Rounds,
    own: Option<&Quality>,
    peers: impl Iterator<Item = &'static str>,
    of_peer: &dyn Fn(&str) -> Option<Quality>,
) {
    println!("| | ms | × limit | / ours |{}", quality_head());
    println!("|---|---|---|---|{}", "---|".repeat(NAMES.len()));
    println!(
        "| ours | {:.1} | {} | 1 |{}",
        rounds.median("ours") * 1e3,
        rounds.range("ours × limit"),
        quality_cells(own)
    );
    for name in peers.filter(|name| rounds.values.contains_key(*name)) {
        println!(
            "| {name} | {:.1} | {} | {} |{}",
            rounds.median(name) * 1e3,
            rounds.range(&format!("{name} × limit")),
            rounds.range(&format!("{name} / ours")),
            quality_cells(of_peer(name).as_ref())
        );
    }
}

fn libraries(arguments: &Arguments, preset: &Preset) -> Vec<&'static Peer> {
    PEERS.iter().filter(|peer| is_asked(arguments, preset, peer.name)).collect()
}

fn programs(arguments: &Arguments, preset: &Preset) -> Vec<&'static Program> {
    PROGRAMS.iter().filter(|_| is_asked(arguments, preset, "programs")).collect()
}

/// Peers run with the presets the targets speak of, unless others are named;
/// never on texts that are hard on purpose, where some of them do not end.
fn is_asked(arguments: &Arguments, preset: &Preset, name: &str) -> bool {
    match &arguments.peers {
        Some(names) => preset.has_truth() && names.iter().any(|it| it == name),
        None => matches!(preset.name, "typical" | "heavy" | "boiler" | "disjoint"),
    }
}

fn quality_head() -> String {
    format!(" {} |", NAMES.join(" | "))
}

fn quality_cells(quality: Option<&Quality>) -> String {
    let rates = quality.map_or([None; NAMES.len()], Quality::rates);
    rates.iter().map(|rate| rate.map_or(" – |".into(), |rate| format!(" {rate:.4} |"))).collect()
}

/// Values of all rounds by name.
#[derive(Default)]
struct Rounds {
    values: BTreeMap<String, Vec<f64>>,
}

impl Rounds {
    fn note(&mut self, name: &str, value: f64) {
        self.values.entry(name.to_owned()).or_default().push(value);
    }

    fn peer(&mut self, name: &str, seconds: f64, limit: f64, own: f64) {
        self.note(name, seconds);
        self.note(&format!("{name} × limit"), seconds / limit);
        self.note(&format!("{name} / ours"), seconds / own);
    }

    fn sorted(&self, name: &str) -> Vec<f64> {
        let mut values = self.values.get(name).cloned().unwrap_or_default();
        values.sort_unstable_by(f64::total_cmp);
        values
    }

    fn median(&self, name: &str) -> f64 {
        let values = self.sorted(name);
        let n_values = values.len();
        if n_values == 0 {
            return f64::NAN;
        }
        f64::midpoint(values[(n_values - 1) / 2], values[n_values / 2])
    }

    fn range(&self, name: &str) -> String {
        let values = self.sorted(name);
        let (low, high) = (values.first(), values.last());
        let [low, high] = [low, high].map(|it| it.copied().unwrap_or(f64::NAN));
        format!("{:.2} [{low:.2}–{high:.2}]", self.median(name))
    }
}
