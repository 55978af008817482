//! Random numbers that are the same everywhere: splitmix64, one 64-bit state.

/// A stream of numbers fixed by its seed.
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// A stream of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `0` to `bound - 1`.
    pub fn below(&mut self, bound: usize) -> usize {
        assert!(bound > 0, "no number lies below zero");
        let wide = u128::from(self.draw()) * (bound as u128);
        usize::try_from(wide >> 64).expect("smaller than the bound")
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// `true` with the given probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        let high = u32::try_from(self.draw() >> 32).expect("32 bits are left");
        f64::from(high) < probability * f64::from(u32::MAX)
    }

    /// One of the items.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}
