//! Builds small PDF files by hand, so that each test shows the very operators
//! it is about.

use std::fmt::Write as _;

/// A PDF file in the making. Object 1 is the catalog, object 2 the page tree.
#[derive(Debug)]
pub struct PdfFile {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    catalog: String,
    trailer: String,
}

impl PdfFile {
    /// A file without pages.
    pub fn new() -> Self {
        Self {
            objects: vec![Vec::new(), Vec::new()],
            pages: Vec::new(),
            catalog: String::new(),
            trailer: String::new(),
        }
    }

    /// Adds an object and returns its number.
    pub fn add(&mut self, body: &str) -> usize {
        self.objects.push(body.as_bytes().to_vec());
        self.objects.len()
    }

    /// Adds a stream with the given further dictionary entries.
    pub fn add_stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut body = format!("<</Length {} {entries}>>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.objects.push(body);
        self.objects.len()
    }

    /// Replaces an object, for objects that refer to one another.
    pub fn replace(&mut self, number: usize, body: &str) {
        self.objects[number - 1] = body.as_bytes().to_vec();
    }

    /// Further entries of the catalog.
    pub fn catalog(&mut self, entries: &str) {
        self.catalog.push_str(entries);
    }

    /// Further entries of the trailer.
    pub fn trailer(&mut self, entries: &str) {
        self.trailer.push_str(entries);
    }

    /// A font whose codes are Unicode, with a map that says so: what most
    /// programs write today.
    pub fn mapped_font(&mut self, text: &str) -> usize {
        self.mapped_font_written(text, "Identity-H")
    }

    /// The same for an encoding: `Identity-V` writes downwards.
    pub fn mapped_font_written(&mut self, text: &str, encoding: &str) -> usize {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters.dedup();
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
             1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
        );
        let _ = writeln!(map, "{} beginbfchar", characters.len());
        for c in characters {
            let _ = writeln!(map, "<{:04X}> <{:04X}>", c as u32, c as u32);
        }
        map.push_str("endbfchar endcmap end end");
        let map = self.add_stream("", map.as_bytes());
        self.composite_font("Identity", encoding, &format!("/ToUnicode {map} 0 R"), "")
    }

    /// A composite font of a glyph collection; `descriptor` may name a program.
    pub fn composite_font(
        &mut self,
        ordering: &str,
        encoding: &str,
        entries: &str,
        descriptor: &str,
    ) -> usize {
        let descriptor = self.add(&format!(
            "<</Type/FontDescriptor/FontName/Mincho/Flags 4/ItalicAngle 0/Ascent 880\
             /Descent -120/CapHeight 700/StemV 80/FontBBox[0 -120 1000 880]{descriptor}>>"
        ));
        let descendant = self.add(&format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Mincho/CIDSystemInfo\
             <</Registry(Adobe)/Ordering({ordering})/Supplement 0>>\
             /FontDescriptor {descriptor} 0 R/DW 1000>>"
        ));
        self.add(&format!(
            "<</Type/Font/Subtype/Type0/BaseFont/Mincho/Encoding/{encoding}\
             /DescendantFonts[{descendant} 0 R]{entries}>>"
        ))
    }

    /// Adds an A4 page with a content stream; `entries` are further entries of
    /// the page, its resources among them. Returns the number of the page.
    pub fn page(&mut self, content: &str, entries: &str) -> usize {
        let content = self.add_stream("", content.as_bytes());
        let page = self.add(&format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R{entries}>>"
        ));
        self.pages.push(page);
        page
    }

    /// The bytes of the file.
    pub fn finish(mut self) -> Vec<u8> {
        let mut kids = String::new();
        for page in &self.pages {
            let _ = write!(kids, "{page} 0 R ");
        }
        self.replace(1, &format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog.clone()));
        self.replace(2, &format!("<</Type/Pages/Kids[{kids}]/Count {}>>", self.pages.len()));
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::new();
        for (index, object) in self.objects.iter().enumerate() {
            offsets.push(out.len());
            out.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        out.extend_from_slice(
            format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).as_bytes(),
        );
        for offset in &offsets {
            out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
        }
        let size = offsets.len() + 1;
        out.extend_from_slice(
            format!(
                "trailer\n<</Size {size}/Root 1 0 R{}>>\nstartxref\n{start}\n%%EOF\n",
                self.trailer
            )
            .as_bytes(),
        );
        out
    }
}

/// A string operand for a font of [`PdfFile::mapped_font`].
pub fn hex(text: &str) -> String {
    let mut codes = String::new();
    for unit in text.encode_utf16() {
        let _ = write!(codes, "{unit:04X}");
    }
    format!("<{codes}>")
}

/// A resource dictionary with one font named F.
pub fn font_resource(font: usize) -> String {
    format!("/Resources<</Font<</F {font} 0 R>>>>")
}

/// Operators that show a text at a place, 10 points high.
pub fn show(x: i32, y: i32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td {} Tj ET\n", hex(text))
}

/// A TrueType font with empty glyphs: glyph n + 1 is the n-th character.
pub fn true_type_font(characters: &[char]) -> Vec<u8> {
    let n_glyphs = u16::try_from(characters.len() + 1).expect("a handful of characters");
    let be = |values: &[u16]| values.iter().flat_map(|v| v.to_be_bytes()).collect::<Vec<u8>>();
    let mut head = vec![0; 54];
    head[0..4].copy_from_slice(&[0, 1, 0, 0]);
    head[12..16].copy_from_slice(&[0x5F, 0x0F, 0x3C, 0xF5]);
    head[18..20].copy_from_slice(&1000_u16.to_be_bytes());
    let mut hhea = vec![0; 36];
    hhea[0..4].copy_from_slice(&[0, 1, 0, 0]);
    hhea[34..36].copy_from_slice(&1_u16.to_be_bytes());
    let mut maxp = vec![0; 32];
    maxp[0..4].copy_from_slice(&[0, 1, 0, 0]);
    maxp[4..6].copy_from_slice(&n_glyphs.to_be_bytes());
    let mut hmtx = be(&[1000, 0]);
    hmtx.extend(be(&vec![0; usize::from(n_glyphs) - 1]));
    let mut segments: Vec<(u16, u16)> = characters
        .iter()
        .zip(1..)
        .map(|(c, glyph)| (u16::try_from(*c as u32).expect("in the first plane"), glyph))
        .collect();
    segments.sort_unstable();
    segments.push((0xFFFF, 0));
    let n = u16::try_from(segments.len()).expect("a handful of characters");
    let mut table = be(&[4, 16 + 8 * n, 0, 2 * n, 0, 0, 0]);
    table.extend(segments.iter().flat_map(|(code, _)| code.to_be_bytes()));
    table.extend(be(&[0]));
    table.extend(segments.iter().flat_map(|(code, _)| code.to_be_bytes()));
    let delta = |(code, glyph): &(u16, u16)| glyph.wrapping_sub(*code).to_be_bytes();
    table.extend(segments.iter().flat_map(delta));
    table.extend(be(&vec![0; usize::from(n)]));
    let mut cmap = be(&[0, 1, 3, 1, 0, 12]);
    cmap.extend(table);
    let loca = be(&vec![0; usize::from(n_glyphs) + 1]);
    let tables: [(&[u8; 4], Vec<u8>); 7] = [
        (b"cmap", cmap),
        (b"glyf", vec![0; 4]),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"loca", loca),
        (b"maxp", maxp),
    ];
    let mut font = vec![0, 1, 0, 0];
    font.extend(be(&[7, 64, 2, 48]));
    let mut offset = 12 + 16 * tables.len();
    let mut body = Vec::new();
    for (tag, data) in tables {
        font.extend_from_slice(tag);
        font.extend_from_slice(&[0; 4]);
        font.extend(u32::try_from(offset).expect("a small font").to_be_bytes());
        font.extend(u32::try_from(data.len()).expect("a small font").to_be_bytes());
        offset += data.len().next_multiple_of(4);
        body.extend(&data);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    font.extend(body);
    font
}
