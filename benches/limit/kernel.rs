//! The limit: what any comparison has to do at least, which is to check that
//! the bytes are UTF-8, to fold them and to hash them, once for each document.
//!
//! FROZEN. All figures of `benches/runs` are ratios to this code; it is never
//! made faster or slower, whatever happens to the library. It shares nothing
//! with the crate for the same reason.

use rapidhash::v3::rapidhash_v3;
use unicode_normalization::UnicodeNormalization as _;

/// What is validated, folded and hashed at a time, in bytes.
const BLOCK: usize = 16 * 1024;
/// Table entry of a character that folds to nothing.
const DROP: u16 = 0;
/// Table entry of a character that takes the slow path.
const SLOW: u16 = 0xffff;

/// The kernel with its table of all characters of three bytes and fewer.
pub struct Limit {
    table: Vec<u16>,
    block: Vec<u8>,
}

impl Limit {
    /// Fills the table, which is no part of what is timed.
    pub fn new() -> Self {
        let mut table: Vec<u16> = (0..=u16::MAX).map(entry).collect();
        table.shrink_to_fit();
        Self { table, block: vec![0; 2 * BLOCK + 64] }
    }

    /// One hash of the folded text. Bytes that are no UTF-8 end it.
    pub fn run(&mut self, text: &[u8]) -> u64 {
        let mut hash = 0;
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(BLOCK);
            while end < rest.len() && rest[end] & 0xc0 == 0x80 {
                end -= 1;
            }
            let (block, after) = rest.split_at(end);
            rest = after;
            let Ok(block) = simdutf8::basic::from_utf8(block) else { return hash };
            let n_bytes = self.fold(block);
            hash ^= rapidhash_v3(&self.block[..n_bytes]).rotate_left(1);
        }
        hash
    }

    /// Writes UTF-16 to the block; returns the number of bytes.
    fn fold(&mut self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let table: &[u16; 0x1_0000] = self.table.first_chunk().expect("an entry for each");
        let out: &mut [u8; 2 * BLOCK + 64] = self.block.first_chunk_mut().expect("its size");
        let (mut at, mut n) = (0, 0);
        while at < bytes.len() {
            // Two characters of three bytes at once, the usual case.
            while let Some(&[a0, b0, c0, a1, b1, c1]) = bytes[at..].first_chunk::<6>() {
                if a0 & a1 < 0xe0 || a0 >= 0xf0 || a1 >= 0xf0 {
                    break;
                }
                let (one, two) = (table[code(a0, b0, c0)], table[code(a1, b1, c1)]);
                if one == SLOW || two == SLOW {
                    break;
                }
                out[n..n + 2].copy_from_slice(&one.to_le_bytes());
                n += usize::from(one != DROP) * 2;
                out[n..n + 2].copy_from_slice(&two.to_le_bytes());
                n += usize::from(two != DROP) * 2;
                at += 6;
            }
            let Some(&first) = bytes.get(at) else { break };
            let code = if (0xe0..0xf0).contains(&first) && at + 2 < bytes.len() {
                at += 3;
                code(first, bytes[at - 2], bytes[at - 1])
            } else if first < 0x80 {
                at += 1;
                usize::from(first)
            } else if first < 0xe0 && at + 1 < bytes.len() {
                at += 2;
                (usize::from(first) & 0x1f) << 6 | usize::from(bytes[at - 1]) & 0x3f
            } else {
                at += 4;
                0xfffd
            };
            let folded = table[code & 0xffff];
            if folded == SLOW {
                n = slow(code, out, n);
            } else {
                out[n..n + 2].copy_from_slice(&folded.to_le_bytes());
                n += usize::from(folded != DROP) * 2;
            }
        }
        n
    }
}

/// The character of three bytes.
#[inline]
fn code(a: u8, b: u8, c: u8) -> usize {
    let [a, b, c] = [a, b, c].map(usize::from);
    (a & 0xf) << 12 | (b & 0x3f) << 6 | c & 0x3f
}

#[cold]
fn slow(code: usize, out: &mut [u8], mut n: usize) -> usize {
    let Some(c) = char::from_u32(code as u32) else { return n };
    for unit in std::iter::once(c).nfkc().filter(|c| (*c as u32) < 0x1_0000) {
        if n + 2 <= out.len() {
            out[n..n + 2].copy_from_slice(&(unit as u16).to_le_bytes());
            n += 2;
        }
    }
    n
}

fn entry(code: u16) -> u16 {
    let Some(c) = char::from_u32(u32::from(code)) else { return DROP };
    if c.is_whitespace() || c.is_control() {
        return DROP;
    }
    let mut folded = std::iter::once(c).nfkc();
    match (folded.next(), folded.next()) {
        (Some(one), None) => u16::try_from(one as u32).unwrap_or(SLOW),
        _ => SLOW,
    }
}
