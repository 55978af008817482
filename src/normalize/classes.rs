//! What each character folds to: classes by CONVENTIONS §3.6, a table made of
//! them block by block when it is first needed.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization as _;

use super::radicals::unified_radical;

/// What the table says of a character. Values below `SPECIAL` are the folded
/// character itself.
const SPECIAL: u32 = 0x11_0000;
pub const DROP: u32 = SPECIAL;
pub const SPACE: u32 = SPECIAL + 1;
/// Depends on its neighbours, or folds to several characters.
pub const SLOW: u32 = SPECIAL + 2;
/// A voice mark, which joins the kana before it.
pub const MARK: u32 = SPECIAL + 3;

/// The folding table of 256 characters.
struct Block {
    entries: [u32; 256],
}

/// The table of the basic plane, each block made when it is first needed: a
/// document uses a few, and making all would cost more than folding a page.
pub struct Tables {
    blocks: [OnceLock<Box<Block>>; 256],
}

pub static TABLES: Tables = Tables { blocks: [const { OnceLock::new() }; 256] };

impl Tables {
    fn block(&self, number: u8) -> &Block {
        self.blocks[usize::from(number)].get_or_init(|| Box::new(Block::new(number)))
    }

    /// What the table says of one.
    pub fn entry(&self, c: char) -> u32 {
        let [0, 0, block, low] = (c as u32).to_be_bytes() else { return classify(c) };
        self.block(block).entries[usize::from(low)]
    }
}

impl Block {
    fn new(number: u8) -> Self {
        let entry = |low: usize| {
            let code = u32::from(number) << 8 | low as u32;
            char::from_u32(code).map_or(DROP, classify)
        };
        Self { entries: std::array::from_fn(entry) }
    }
}

/// The table entry of a character.
pub fn classify(c: char) -> u32 {
    let code = c as u32;
    match c {
        ' '
        | '\t'
        | '\n'
        | '\r'
        | '\u{b}'
        | '\u{c}'
        | '\u{85}'
        | '\u{a0}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => SPACE,
        // Zero-width characters, soft hyphen, variation selectors.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{180b}'..='\u{180d}'
        | '\u{e0100}'..='\u{e01ef}' => DROP,
        '\u{3099}' | '\u{309a}' | 'ﾞ' | 'ﾟ' => MARK,
        // Leaders of vertical writing keep their meaning; NFKC would write dots.
        '︙' => '…' as u32,
        '︰' => '‥' as u32,
        // Hyphens and dashes.
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '−' | '─' | '━' | '﹘' | '﹣' | '－' => {
            '-' as u32
        }
        // Waves.
        '〜' | '～' | '∼' => '~' as u32,
        // Middle dots and bullets. A PDF names those of Word by their places in the
        // fonts Symbol and Wingdings.
        '·' | '•' | '‧' | '∙' | '⋅' | '･' | '\u{f0b7}' => '・' as u32,
        '\u{f06c}' => '●' as u32,
        '\u{f06e}' => '■' as u32,
        '\u{f0a7}' => '▪' as u32,
        '\u{f0d8}' => '➢' as u32,
        '\u{f0fc}' => '✓' as u32,
        '“' | '”' => '"' as u32,
        '‘' | '’' => '\'' as u32,
        // Circled and Roman numerals are levels of their own; only the glyph
        // variants of one style are equal.
        '\u{2780}'..='\u{2789}' => code - 0x2780 + 0x2460,
        '\u{278a}'..='\u{2793}' => code - 0x278a + 0x2776,
        // ⑴, ⒈, ⒜ and ㈠ are written out; ㈱, ㍻, ㎡ and ㋀ too.
        // The long vowel, commas and points depend on their neighbours.
        'ー'
        | 'ｰ'
        | ','
        | '，'
        | '︐'
        | '.'
        | '．'
        | '\u{2474}'..='\u{24b5}'
        | '\u{3200}'..='\u{3247}'
        | '\u{32c0}'..='\u{32cf}'
        | '\u{32ff}'..='\u{33ff}' => SLOW,
        '\u{2e80}'..='\u{2ef3}' => unified_radical(c).map_or(code, |radical| radical as u32),
        // Full-width forms, half-width katakana, radicals, compatibility
        // ideographs and the forms of vertical writing.
        '\u{2f00}'..='\u{2fd5}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe10}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ffe6}'
        | '\u{2f800}'..='\u{2fa1f}' => {
            let mut folded = std::iter::once(c).nfkc();
            match (folded.next(), folded.next()) {
                (Some(single), None) if single != c => classify(single),
                (Some(single), None) => single as u32,
                _ => SLOW,
            }
        }
        _ => code,
    }
}
