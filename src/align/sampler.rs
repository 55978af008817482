//! Takes samples of the character triples of texts. O(n) for n characters, most
//! of which cost no more than a product and a comparison.

use wide::i16x8;

use super::shingles::{Shingles, is_kept};

/// Texts of more characters keep a sample of their triples: the likeness of
/// texts is known well enough from some dozens of them.
const LONGEST_WHOLE: usize = 64;
/// Of texts of up to this many characters one triple in eight is kept, of longer
/// ones so many that there are no more of them.
const MOST_EIGHTHS: usize = 8192;

/// About so many stretches, or up to twice as many, are looked up to find texts
/// that may be alike.
const ENOUGH_TO_FIND: usize = 8;

/// Takes samples of texts, one after the other, with the same buffers.
#[derive(Debug, Default)]
pub struct Sampler {
    /// The text with marks of its beginning and end, so that short texts have
    /// triples too.
    text: Vec<u16>,
    marks: Vec<u16>,
    kept: Vec<u32>,
    found: Vec<u32>,
    drawers: Vec<u32>,
    sorted: Vec<u32>,
}

/// Units before the text: two of the first triple, and the three before it.
const BEFORE: [u16; 5] = [1; 5];
/// Units behind the text.
const BEHIND: [u16; 2] = [2; 2];

impl Sampler {
    /// The triples of a folded text.
    pub fn of(&mut self, folded: &[u16]) -> Shingles {
        self.owned(folded, rate_of(folded.len()))
    }

    /// All triples, however long the text is.
    pub fn all(&mut self, folded: &[u16]) -> Shingles {
        self.owned(folded, 0)
    }

    fn owned(&mut self, folded: &[u16], rate: u32) -> Shingles {
        self.mark(folded);
        let n_kept = self.keep(rate);
        let mut hashes = Vec::with_capacity(n_kept);
        self.triples(n_kept, &mut hashes);
        Shingles::new(hashes, rate)
    }

    /// Only the stretches by which texts are found.
    pub fn sketch(&mut self, folded: &[u16], sketch: &mut Vec<u32>) {
        self.mark(folded);
        let n_kept = self.keep(sketch_rate_of(folded.len()));
        self.stretches(n_kept, sketch);
    }

    /// Appends the triples of a folded text and its stretches; returns the rate.
    pub fn append(&mut self, folded: &[u16], hashes: &mut Vec<u32>, sketch: &mut Vec<u32>) -> u32 {
        let rate = rate_of(folded.len());
        self.mark(folded);
        let n_kept = self.keep(rate);
        self.triples(n_kept, hashes);
        // Stretches begin at triples with an even smaller mark.
        let n_kept = self.keep_fewer(n_kept, sketch_rate_of(folded.len()));
        self.stretches(n_kept, sketch);
        rate
    }

    /// Marks each triple with a number that its characters alone decide. Simple
    /// sums of products, eight of which a processor makes at once.
    fn mark(&mut self, folded: &[u16]) {
        let Self { text, marks, .. } = self;
        text.clear();
        text.extend(BEFORE);
        text.extend_from_slice(folded);
        text.extend(BEHIND);
        let rest = |from: usize| text.get(from..).unwrap_or_default().iter();
        let triples = rest(3).zip(rest(4)).zip(rest(5));
        marks.clear();
        marks.extend(triples.map(|((first, second), third)| {
            first
                .wrapping_mul(0xb2e5)
                .wrapping_add(second.wrapping_mul(0x58cb))
                .wrapping_add(third.wrapping_mul(0xd36f))
        }));
        // Four units can be read where three are meant.
        text.push(0);
    }

    /// Notes where triples with a small mark begin; returns how many do.
    fn keep(&mut self, rate: u32) -> usize {
        let Self { marks, kept, .. } = self;
        if kept.len() <= marks.len() {
            kept.resize(marks.len() + 1, 0);
        }
        if rate > u16::BITS {
            return 0;
        }
        // The high bits that are clear in a small mark.
        let low = u16::MAX.checked_shr(rate).unwrap_or(0);
        let high = i16x8::splat((!low).cast_signed());
        let mut n_kept = 0;
        for (chunk, begin) in marks.chunks(u64::BITS as usize).zip((0..).step_by(64)) {
            let mut bits = small_marks(chunk, high);
            while bits != 0 {
                kept[n_kept] = begin + bits.trailing_zeros();
                n_kept += 1;
                bits &= bits - 1;
            }
        }
        n_kept
    }

    /// Leaves those of the kept triples whose marks are small at this rate.
    fn keep_fewer(&mut self, n_kept: usize, rate: u32) -> usize {
        let Self { marks, kept, .. } = self;
        let mut n_left = 0;
        for from in 0..n_kept {
            let at = kept[from];
            kept[n_left] = at;
            n_left += usize::from(is_kept(u32::from(marks[at as usize]), rate));
        }
        n_left
    }

    fn triples(&mut self, n_kept: usize, hashes: &mut Vec<u32>) {
        let Self { text, marks, kept, found, .. } = self;
        found.clear();
        found.extend(kept[..n_kept].iter().map(|&at| {
            let window = triple(text, at as usize + 3);
            let hash = (window ^ window >> 25).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            ((hash >> 32) as u32 & 0xffff_0000) | u32::from(marks[at as usize])
        }));
        self.sort_into(hashes);
    }

    fn stretches(&self, n_kept: usize, sketch: &mut Vec<u32>) {
        let Self { text, kept, .. } = self;
        sketch.extend(kept[..n_kept].iter().map(|&at| {
            let (before, own) = (triple(text, at as usize), triple(text, at as usize + 3));
            mixed(before.rotate_left(16) ^ own.wrapping_mul(0xd6e8_feb8_6659_fd93))
        }));
    }

    /// Appends what was found, sorted and each once. Hashes spread evenly over at
    /// least as many drawers as there are of them, and then hardly one stands
    /// before its place.
    fn sort_into(&mut self, all: &mut Vec<u32>) {
        let Self { found, drawers, sorted, .. } = self;
        let n = found.len();
        if !(24..=LONGEST_BY_DRAWER).contains(&n) {
            found.sort_unstable();
            found.dedup();
            all.extend_from_slice(found);
            return;
        }
        let bits = n.next_power_of_two().ilog2();
        let shift = 32 - bits;
        drawers.clear();
        drawers.resize((1 << bits) + 1, 0);
        for hash in &*found {
            drawers[(hash >> shift) as usize + 1] += 1;
        }
        let mut end = 0;
        for drawer in &mut *drawers {
            end += *drawer;
            *drawer = end;
        }
        sorted.clear();
        sorted.resize(n, 0);
        for &hash in &*found {
            let next = &mut drawers[(hash >> shift) as usize];
            sorted[*next as usize] = hash;
            *next += 1;
        }
        for at in 1..n {
            let hash = sorted[at];
            let mut to = at;
            while to > 0 && sorted[to - 1] > hash {
                sorted[to] = sorted[to - 1];
                to -= 1;
            }
            sorted[to] = hash;
        }
        sorted.dedup();
        all.extend_from_slice(sorted);
    }
}

/// Longer lists are left to the sort of the library, so that no text makes
/// drawers too full.
const LONGEST_BY_DRAWER: usize = 1 << 14;

/// How many triples of a text of so many characters are kept: one in 2ʳᵃᵗᵉ.
fn rate_of(n_chars: usize) -> u32 {
    match n_chars {
        0..=LONGEST_WHOLE => 0,
        65..=128 => 1,
        129..=256 => 2,
        _ => 3 + (n_chars / MOST_EIGHTHS + 1).ilog2(),
    }
}

/// The same of the stretches by which texts are found.
fn sketch_rate_of(n_chars: usize) -> u32 {
    ((n_chars / ENOUGH_TO_FIND) | 1).ilog2()
}

/// One bit for each of at most 64 marks: set where none of these bits is.
fn small_marks(marks: &[u16], high: i16x8) -> u64 {
    let (chunks, rest) = marks.as_chunks::<8>();
    let of_eight = |marks: &[u16; 8]| {
        let marks = i16x8::new(marks.map(u16::cast_signed));
        (marks & high).simd_eq(i16x8::ZERO).to_bitmask()
    };
    let mut bits = 0;
    for (chunk, at) in chunks.iter().zip((0..).step_by(8)) {
        bits |= u64::from(of_eight(chunk)) << at;
    }
    if !rest.is_empty() {
        let mut last = [u16::MAX; 8];
        last[..rest.len()].copy_from_slice(rest);
        let of_rest = u64::from(of_eight(&last)) & ((1 << rest.len()) - 1);
        bits |= of_rest << (8 * chunks.len());
    }
    bits
}

/// Three units as one number, by reading four of them at once.
#[inline]
fn triple(text: &[u16], at: usize) -> u64 {
    let four = text.get(at..).and_then(|rest| rest.first_chunk::<4>()).copied();
    let [first, second, third, fourth] = four.unwrap_or_default().map(u64::from);
    let all = first | second << 16 | third << 32 | fourth << 48;
    all & 0xffff_ffff_ffff
}

fn mixed(window: u64) -> u32 {
    let mixed = (window ^ window >> 23).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::super::folded::tests::units;
    use super::*;

    #[test]
    fn dice_measures_likeness() {
        let of = |text: &str| Sampler::default().of(&units(text));
        let dice = |one: &str, other: &str| of(one).sample().dice(of(other).sample());
        assert!((dice("委託先の監督", "委託先の監督") - 1.0).abs() < 1e-6);
        assert!(dice("委託先の監督", "委託先等の監督") > 0.5);
        assert!(dice("委託先の監督", "目的") < 0.1);
    }

    #[test]
    fn places_of_small_marks_are_kept() {
        let text: Vec<u16> = (0..700_u32).map(|at| (at * at * 31 % 65_521) as u16).collect();
        let mut sampler = Sampler::default();
        for n in (0..140).chain([500, 700]) {
            for rate in [0, 1, 2, 3, 9, 15, 16, 17, 20] {
                sampler.mark(&text[..n]);
                let n_kept = sampler.keep(rate);
                let is_small = |&at: &u32| is_kept(sampler.marks[at as usize].into(), rate);
                let small: Vec<u32> = (0..sampler.marks.len() as u32).filter(is_small).collect();
                assert_eq!(sampler.kept[..n_kept], small, "{n} {rate}");
            }
        }
    }

    #[test]
    fn samples_of_long_texts_say_what_the_whole_says() {
        let text = |from: u16, n: u16| -> Vec<u16> {
            (from..from + n).map(|at| 0x4e00 + (u32::from(at) * 7 % 9001) as u16).collect()
        };
        let (long, half) = (text(0, 3000), text(1500, 3000));
        let (mut one, mut two) = (Sampler::default(), Sampler::default());
        let (whole, sample) = (one.all(&long), two.of(&long));
        let (whole, sample) = (whole.sample(), sample.sample());
        assert!(sample.hashes().len() * 3 < whole.hashes().len());
        assert!((sample.dice(whole) - 1.0).abs() < 1e-6);
        let exact = whole.dice(one.all(&half).sample());
        assert!((sample.dice(two.of(&half).sample()) - exact).abs() < 0.05, "{exact}");
        let short = one.all(&text(0, 200));
        let short = short.sample();
        let contained = short.n_common(sample) as f32 / short.n_beside(sample) as f32;
        assert!(contained > 0.9, "{contained}");
    }
}
