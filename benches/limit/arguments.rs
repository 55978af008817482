//! What was asked for on the command line.

use super::presets::{PRESETS, Preset};

/// How to use it; printed when it is used otherwise.
pub const USAGE: &str = "\
cargo bench --bench limit -- [MODE] [OPTIONS]
modes
  (none)                    times of every preset, quality beside them
  --seeds                   quality over many seeds: 200 × 10K, 50 × 100K, 12 × 1M
  --gate                    quality against floors; ends with 1 below one
  --whole PROGRAM           a built shinkyu against git, wall-clock time
  --write FOLDER            only old.txt and new.txt of the first preset
  --once WHAT FOLDER        one call on such a pair: load, limit or ours
options
  --presets NAME,NAME       which pairs (all)
  --sizes 100K,1M,10M,100M  bytes of each of the two documents (1M)
  --rounds N                rounds (5; 3 at 100M)
  --seed N                  seed of the generator (1)
  --peers NAME,NAME|none    similar-inline, similar-char, imara-char, programs";

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Times and quality.
    Measure,
    /// Quality over many seeds.
    Seeds,
    /// Quality against floors.
    Gate,
    /// A program against git.
    Whole(String),
    /// Writes a pair.
    Write(String),
    /// One call on the pair in a folder.
    Once(String, String),
    /// Memory of alignment and diff, in a process of its own.
    Heap,
}

/// All that was asked for.
#[derive(Debug, Clone)]
pub struct Arguments {
    /// What to do.
    pub mode: Mode,
    /// Which pairs.
    pub presets: Vec<&'static Preset>,
    /// Bytes of each document.
    pub sizes: Vec<usize>,
    /// How often everything is timed; `None` for the usual number.
    pub rounds: Option<usize>,
    /// Seed of the generator.
    pub seed: u64,
    /// Which peers; `None` for those that are usual with a preset.
    pub peers: Option<Vec<String>>,
}

impl Arguments {
    /// Reads them; `None` when they make no sense.
    pub fn read() -> Option<Self> {
        let mut all = Self {
            mode: Mode::Measure,
            presets: PRESETS.iter().collect(),
            sizes: vec![1_000_000],
            rounds: None,
            seed: 1,
            peers: None,
        };
        let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            match word.as_str() {
                "--seeds" => all.mode = Mode::Seeds,
                "--gate" => all.mode = Mode::Gate,
                "--heap" => all.mode = Mode::Heap,
                "--whole" => all.mode = Mode::Whole(words.next()?),
                "--write" => all.mode = Mode::Write(words.next()?),
                "--once" => all.mode = Mode::Once(words.next()?, words.next()?),
                "--presets" => {
                    all.presets =
                        words.next()?.split(',').map(Preset::named).collect::<Option<_>>()?;
                }
                "--sizes" => {
                    all.sizes = words.next()?.split(',').map(size).collect::<Option<_>>()?;
                }
                "--rounds" => all.rounds = Some(words.next()?.parse().ok()?),
                "--seed" => all.seed = words.next()?.parse().ok()?,
                "--peers" => {
                    all.peers = Some(words.next()?.split(',').map(str::to_owned).collect());
                }
                _ => return None,
            }
        }
        Some(all)
    }

    /// How often everything is timed at a size.
    pub fn rounds(&self, size: usize) -> usize {
        self.rounds.unwrap_or(if size > 50_000_000 { 3 } else { 5 })
    }
}

/// 1M → 1,000,000.
fn size(word: &str) -> Option<usize> {
    let (digits, factor) = match word.strip_suffix('M') {
        Some(digits) => (digits, 1_000_000),
        None => (word.strip_suffix('K')?, 1_000),
    };
    digits.parse::<usize>().ok().map(|it| it * factor)
}

/// 1,000,000 → 1M.
pub fn size_name(size: usize) -> String {
    if size >= 1_000_000 { format!("{}M", size / 1_000_000) } else { format!("{}K", size / 1_000) }
}
