//! Whether what a page draws was stored whole. A library that meets damage draws
//! what comes before it and says nothing.

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use hayro_syntax::page::Page;

use super::survey::contents;

/// Bytes unpacked at once, to nowhere.
const ROOM: usize = 32 << 10;
/// Length of the header of a packed stream (RFC 1950).
const HEADER: usize = 2;
/// Length of the checksum behind it.
const CHECKSUM: usize = 4;

/// Whether a part of the drawing of a page is missing or damaged. To be asked
/// after the survey, which bounds what streams unpack to.
pub(super) fn is_torn(page: &Page<'_>) -> bool {
    let (streams, n_named) = contents(page);
    streams.len() < n_named || !streams.iter().all(is_whole_stream)
}

fn is_whole_stream(stream: &Stream<'_>) -> bool {
    match stream.filters().as_slice() {
        [Filter::FlateDecode] => is_whole(&stream.raw_data()),
        _ => true,
    }
}

/// Whether packed bytes unpack to their end, and to what was packed. That the
/// checksum or the header is left out is no damage: some programs do that.
fn is_whole(packed: &[u8]) -> bool {
    if unpacks(packed, true).is_some() {
        return true;
    }
    let bare = packed.get(HEADER..).unwrap_or_default();
    let has_no_checksum = |n_packed: usize| bare.len() < n_packed + CHECKSUM;
    unpacks(bare, false).is_some_and(has_no_checksum) || unpacks(packed, false).is_some()
}

/// How many bytes were used up to the end of the packed ones, if they have one.
fn unpacks(packed: &[u8], has_header: bool) -> Option<usize> {
    let mut unpacker = Decompress::new(has_header);
    let mut room = vec![0; ROOM];
    loop {
        let used = unpacker.total_in() as usize;
        let before = (used, unpacker.total_out());
        let rest = packed.get(used..)?;
        match unpacker.decompress(rest, &mut room, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return Some(unpacker.total_in() as usize),
            Ok(_) if (unpacker.total_in() as usize, unpacker.total_out()) != before => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn damage_is_noticed_and_what_programs_leave_out_is_none() {
        let words: Vec<String> = (0..20_000).map(|n| (n * n % 9973).to_string()).collect();
        let text = words.join(" Tj ");
        let whole = packed(&text);
        let n = whole.len();
        assert!(is_whole(&whole));
        assert!(is_whole(&[&whole, &b"\r\n"[..]].concat()), "a line break behind");
        assert!(is_whole(&whole[..n - CHECKSUM]), "no checksum");
        assert!(is_whole(&whole[HEADER..n - CHECKSUM]), "no header");
        assert!(is_whole(&packed("")));
        assert!(!is_whole(&whole[..n / 2]), "cut");
        let mut flipped = whole.clone();
        flipped[n / 2] ^= 0x55;
        assert!(!is_whole(&flipped), "one byte");
        flipped[n / 2..n / 2 + 300].fill(b'x');
        assert!(!is_whole(&flipped), "some bytes");
        assert!(!is_whole(b""));
    }
}
