//! Odd, broken and hostile PDF files, each built here in a few lines.

#[path = "support/pdf.rs"]
mod pdf;

use std::fmt::Write as _;
use std::io::Write as _;

use pdf::{PdfFile, font_resource, hex, show, true_type_font};
use shinkyu::error::{ErrorKind, WarningKind, Warnings};
use shinkyu::model::{Extract, Furniture, GridCell, Line, Location, Piece, Side, Span};
use shinkyu::read::{Input, ReadOptions, ReadTwice, read, silence_fenced_panics};

struct Outcome {
    result: Result<Extract, ErrorKind>,
    warnings: Vec<(Option<u32>, WarningKind)>,
}

fn read_with(bytes: Vec<u8>, read_twice: ReadTwice) -> Outcome {
    silence_fenced_panics();
    let options = ReadOptions { read_twice, ..ReadOptions::default() };
    let mut warnings = Warnings::new(Side::New);
    let input = Input { name: "test.pdf".into(), bytes };
    let result = read(&input, &options, &mut warnings).map_err(|error| error.kind());
    if let Ok(extract) = &result {
        check_spans(extract);
    }
    let warnings = warnings.into_vec().into_iter().map(|w| (w.page, w.kind)).collect();
    Outcome { result, warnings }
}

fn read_pdf(file: PdfFile) -> Outcome {
    read_with(file.finish(), ReadTwice::Auto)
}

/// Lines lie in order and hold every character that is not white space.
fn check_spans(extract: &Extract) {
    let source = &extract.source;
    let mut end = 0;
    let mut spans: Vec<Span> = all_lines(extract).iter().map(|line| line.span).collect();
    spans.extend(extract.set_aside.iter().map(|aside| aside.span));
    spans.sort_unstable_by_key(|span| span.start());
    for span in spans {
        let between = source.slice(Span::new(end, span.start()));
        assert!(between.chars().all(char::is_whitespace), "lost or out of order: {between:?}");
        assert!(source.locate(span).is_some());
        end = span.end();
    }
    let rest = source.slice(Span::new(end, source.original().len()));
    assert!(rest.chars().all(char::is_whitespace));
}

fn all_lines(extract: &Extract) -> Vec<Line> {
    extract.pieces.iter().flat_map(Piece::lines).collect()
}

impl Outcome {
    fn extract(&self) -> &Extract {
        self.result.as_ref().expect("the file can be read")
    }

    fn lines(&self) -> Vec<&str> {
        let extract = self.extract();
        all_lines(extract).iter().map(|line| extract.source.slice(line.span)).collect()
    }

    /// What was set aside by the reader, with the reason.
    fn aside(&self) -> Vec<(&str, Furniture)> {
        let extract = self.extract();
        extract.set_aside.iter().map(|a| (extract.source.slice(a.span), a.why)).collect()
    }

    fn confirmed(&self) -> Vec<Option<bool>> {
        self.extract().pages.iter().map(|page| page.confirmed).collect()
    }

    fn cells(&self) -> Vec<&GridCell> {
        let pieces = &self.extract().pieces;
        pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Table(grid) => Some(&grid.cells),
                Piece::Line(_) | Piece::Lines(_) => None,
            })
            .flatten()
            .collect()
    }

    fn cell_text(&self, cell: &GridCell) -> String {
        cell.lines.iter().map(|line| self.extract().source.slice(line.span)).collect()
    }
}

/// A file with one page and one font for all its text.
fn one_page(content: &str, text: &str) -> PdfFile {
    let mut file = PdfFile::new();
    let font = file.mapped_font(text);
    file.page(content, &font_resource(font));
    file
}

const UNCONFIRMED: (Option<u32>, WarningKind) = (None, WarningKind::PagesUnconfirmed { count: 1 });

#[test]
fn two_readers_confirm_plain_text() {
    let content = show(50, 700, "第１　目的") + &show(50, 680, "この規程は");
    let outcome = read_pdf(one_page(&content, "第１　目的この規程は"));
    assert_eq!(outcome.lines(), ["第１　目的", "この規程は"]);
    assert_eq!(outcome.confirmed(), [cfg!(feature = "pdf-witness").then_some(true)]);
    let first = all_lines(outcome.extract())[0];
    let layout = first.layout.expect("a page has a layout");
    assert_eq!((layout.page, layout.column, layout.size), (1, 0, 10.0));
    assert!((layout.area.left - 50.0).abs() < 0.1 && (layout.area.right - 100.0).abs() < 0.1);
    assert!(layout.area.top < 142.0 && 142.0 < layout.area.bottom);
    let at = outcome.extract().source.locate(first.span);
    assert!(matches!(at, Some(Location::Page { page, .. }) if page.get() == 1));
}

#[test]
fn a_page_is_read_once_when_told_so() {
    let bytes = one_page(&show(50, 700, "目的"), "目的").finish();
    let outcome = read_with(bytes, ReadTwice::Never);
    assert_eq!(outcome.confirmed(), [None]);
    assert_eq!(outcome.warnings, []);
}

#[test]
fn text_shown_with_quotes_is_not_lost() {
    let content = format!(
        "BT /F 10 Tf 14 TL 50 700 Td {} Tj {} ' 0 0 {} \" ET",
        hex("一行目"),
        hex("二行目"),
        hex("三行目")
    );
    let outcome = read_pdf(one_page(&content, "一二三行目"));
    assert_eq!(outcome.lines(), ["一行目", "二行目", "三行目"]);
    assert_eq!(outcome.confirmed(), [None]);
    assert_eq!(
        outcome.warnings,
        if cfg!(feature = "pdf-witness") { vec![UNCONFIRMED] } else { vec![] }
    );
}

#[test]
fn a_replacement_text_stands_for_its_glyphs() {
    let content = format!(
        "/Span <</ActualText <FEFF91D1878D>>> BDC {} EMC {}",
        show(50, 700, "⾦⿀"),
        "/Span <</ActualText ()>> BDC ".to_owned() + &show(50, 680, "残る") + " EMC",
    );
    let outcome = read_pdf(one_page(&content, "⾦⿀残る"));
    assert_eq!(outcome.lines(), ["金融", "残る"]);
    assert_eq!(outcome.warnings, []);
}

#[test]
fn bold_made_by_printing_twice_is_read_once() {
    let content = format!("2 Tr {} 0 Tr ", show(50, 700, "太字"))
        + &show(50, 680, "重要")
        + &format!("BT /F 10 Tf 50.4 680 Td {} Tj ET", hex("重要"));
    let outcome = read_pdf(one_page(&content, "太字重要"));
    assert_eq!(outcome.lines(), ["太字", "重要"]);
    assert_eq!(outcome.warnings, []);
}

#[test]
fn a_form_that_draws_itself_ends() {
    let mut file = PdfFile::new();
    let font = file.mapped_font("前後");
    let form = file.add_stream("", b"");
    let entries = format!(
        "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X {form} 0 R>>>>"
    );
    let body = format!("<</Length 5{entries}>>\nstream\n/X Do\nendstream");
    file.replace(form, &body);
    let resources = format!("/Resources<</Font<</F {font} 0 R>>/XObject<</X {form} 0 R>>>>");
    file.page(&(show(50, 700, "前") + "/X Do " + &show(50, 680, "後")), &resources);
    let outcome = read_pdf(file);
    assert_eq!(outcome.lines(), ["前", "後"]);
    assert_eq!(outcome.confirmed(), [None]);
}

#[test]
fn forms_are_drawn_by_their_own_matrix_and_fonts() {
    let mut file = PdfFile::new();
    // The same name stands for another font inside the form.
    let (outer, inner) = (file.mapped_font("外側"), file.mapped_font("日本語"));
    let entries = format!(
        "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[0.5 0 0 0.5 100 100]{}",
        font_resource(inner)
    );
    let form = file.add_stream(&entries, show(100, 600, "日本語").as_bytes());
    let entries = format!("/Resources<</Font<</F {outer} 0 R>>/XObject<</X {form} 0 R>>>>");
    file.page(&(show(50, 700, "外側") + "q 1 0 0 1 0 -100 cm /X Do Q "), &entries);
    let outcome = read_pdf(file);
    assert_eq!(outcome.lines(), ["外側", "日本語"]);
    let layout = all_lines(outcome.extract())[1].layout.expect("a page has a layout");
    assert!((layout.size - 5.0).abs() < 0.1 && (layout.area.left - 150.0).abs() < 0.1);
}

#[test]
fn only_the_crop_box_is_the_page() {
    let mut file = PdfFile::new();
    let font = file.mapped_font("見える外");
    let entries = font_resource(font) + "/CropBox[100 100 400 500]";
    file.page(&(show(110, 300, "見える") + &show(110, 600, "外")), &entries);
    let outcome = read_pdf(file);
    assert_eq!(outcome.lines(), ["見える"]);
    assert_eq!(outcome.extract().pages[0].size, (300.0, 400.0));
    assert_eq!(outcome.warnings, [(Some(1), WarningKind::HiddenCharacters { count: 1 })]);
    let layout = all_lines(outcome.extract())[0].layout.expect("a page has a layout");
    assert!((layout.area.left - 10.0).abs() < 0.1);
}

#[test]
fn thin_boxes_make_a_table() {
    let mut content = String::new();
    for x in [50, 150, 250] {
        let _ = writeln!(content, "{x} 600 0.5 60 re f");
    }
    for y in [600, 630, 660] {
        let _ = writeln!(content, "50 {y} 200 0.5 re f*");
    }
    content += "0.9 g 50 630 200 30 re f 0 g\n";
    content += &(show(60, 640, "改正後") + &show(160, 640, "改正前"));
    content += &(show(60, 615, "新") + &show(160, 615, "旧") + &show(60, 603, "行"));
    content += &show(50, 580, "備考");
    let outcome = read_pdf(one_page(&content, "改正後前新旧行備考"));
    let cells = outcome.cells();
    let texts: Vec<String> = cells.iter().map(|cell| outcome.cell_text(cell)).collect();
    assert_eq!(texts, ["改正後", "改正前", "新行", "旧"]);
    assert_eq!((cells[3].row, cells[3].column), (1, 1));
    let area = cells[0].area.expect("a cell on a page has a box");
    assert!((area.left - 50.0).abs() < 1.0 && (area.bottom - 212.0).abs() < 1.0);
    assert_eq!(outcome.lines().last(), Some(&"備考"));
    assert_eq!(outcome.warnings, []);
}

#[test]
fn strokes_make_a_table_with_merged_cells() {
    // A title over two columns, and a label beside two rows.
    let content = "0.5 w 50 540 m 250 540 l S 50 570 200 90 re S 50 540 m 50 570 l S \
                   250 540 m 250 570 l S 50 630 m 250 630 l S 150 540 m 150 630 l S \
                   150 570 m 250 570 l S 150 600 m 250 600 l S 50 570 m 150 570 l S\n"
        .to_owned()
        + &show(60, 640, "表題")
        + &show(60, 610, "区分")
        + &show(160, 610, "甲")
        + &show(160, 580, "乙")
        + &show(160, 550, "丙");
    let outcome = read_pdf(one_page(&content, "表題区分甲乙丙"));
    let found: Vec<_> = outcome
        .cells()
        .iter()
        .map(|cell| {
            (cell.row, cell.column, cell.row_span, cell.column_span, outcome.cell_text(cell))
        })
        .collect();
    let wanted = [
        (0, 0, 1, 2, "表題"),
        (1, 0, 2, 1, "区分"),
        (1, 1, 1, 1, "甲"),
        (2, 1, 1, 1, "乙"),
        (3, 0, 1, 1, ""),
        (3, 1, 1, 1, "丙"),
    ];
    assert_eq!(found, wanted.map(|(r, c, rows, columns, text)| (r, c, rows, columns, text.into())));
}

#[test]
fn a_rotated_page_is_read_as_displayed() {
    let mut file = PdfFile::new();
    let font = file.mapped_font("回転した頁");
    // Turned back by the text matrix, as programs for landscape pages do.
    let content = format!("BT /F 10 Tf 0 1 -1 0 100 50 Tm {} Tj ET", hex("回転した頁"));
    file.page(&content, &(font_resource(font) + "/Rotate 90"));
    let outcome = read_pdf(file);
    assert_eq!(outcome.lines(), ["回転した頁"]);
    assert_eq!(outcome.extract().pages[0].size, (842.0, 595.0));
    let layout = all_lines(outcome.extract())[0].layout.expect("a page has a layout");
    assert!((layout.area.left - 50.0).abs() < 0.1 && (layout.area.right - 100.0).abs() < 0.1);
    assert!(layout.area.top < 100.0 && 100.0 < layout.area.bottom);
}

#[test]
fn a_page_without_text_is_named_and_a_file_without_text_refused() {
    let mut file = one_page(&show(50, 700, "本文"), "本文");
    file.page("0.5 g 50 50 400 400 re f", "");
    let outcome = read_pdf(file);
    assert_eq!(outcome.warnings, [(Some(2), WarningKind::PageWithoutText)]);
    assert_eq!(read_pdf(one_page("0 0 10 10 re f", "無")).result.err(), Some(ErrorKind::NoText));
}

#[test]
fn what_cannot_be_opened_is_damaged() {
    let whole = one_page(&show(50, 700, "本文"), "本文").finish();
    assert_eq!(
        read_with(whole[..200].to_vec(), ReadTwice::Auto).result.err(),
        Some(ErrorKind::Damaged)
    );
    assert_eq!(read_pdf(PdfFile::new()).result.err(), Some(ErrorKind::Damaged));
    let mut noise = b"%PDF-1.7\n".to_vec();
    noise.extend((0..5_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8));
    assert_eq!(read_with(noise, ReadTwice::Auto).result.err(), Some(ErrorKind::Damaged));
}

#[test]
fn a_lost_cross_reference_table_is_made_up_for() {
    let whole = one_page(&show(50, 700, "本文"), "本文").finish();
    let cut = whole.windows(4).position(|bytes| bytes == b"xref").expect("it has a table");
    let outcome = read_with(whole[..cut].to_vec(), ReadTwice::Auto);
    assert_eq!(outcome.lines(), ["本文"]);
}

#[test]
fn a_password_is_asked_for() {
    let mut file = one_page(&show(50, 700, "秘密"), "秘密");
    let key = "A1".repeat(32);
    let encrypt = file.add(&format!("<</Filter/Standard/V 1/R 2/P -4/O <{key}>/U <{key}>>>"));
    file.trailer(&format!("/Encrypt {encrypt} 0 R/ID[<00112233><00112233>]"));
    assert_eq!(read_pdf(file).result.err(), Some(ErrorKind::Encrypted));
}

#[test]
fn codes_of_a_japanese_encoding_keep_the_full_width_hyphen() {
    let mut file = PdfFile::new();
    let font = file.composite_font("Japan1", "90ms-RKSJ-H", "", "");
    // 第１－２ in Shift_JIS.
    file.page("BT /F 10 Tf 50 700 Td <91E68250817C8251> Tj ET", &font_resource(font));
    assert_eq!(read_pdf(file).lines(), ["第１－２"]);
}

#[test]
fn an_embedded_font_without_a_map_is_read_through_its_collection_or_its_own_table() {
    // In Adobe-Japan1 the glyphs 843 and 844 are あ and ぃ.
    for (ordering, text) in [("Japan1", "あぃ"), ("Identity", "甲乙")] {
        let mut file = PdfFile::new();
        let mut characters = vec!['無'; 844];
        characters.splice(842..844, ['甲', '乙']);
        characters.iter_mut().zip(0x5000..).take(842).for_each(|(c, code)| {
            *c = char::from_u32(code).unwrap_or('無');
        });
        let program = file.add_stream("", &true_type_font(&characters));
        let entry = format!("/FontFile2 {program} 0 R");
        let font = file.composite_font(ordering, "Identity-H", "", &entry);
        file.page("BT /F 10 Tf 50 700 Td <034B034C> Tj ET", &font_resource(font));
        let outcome = read_pdf(file);
        assert_eq!(outcome.lines(), [text], "{ordering}");
        assert_eq!(outcome.confirmed(), [None]);
    }
}

#[test]
fn a_glyph_that_nothing_explains_is_counted_and_shown() {
    let mut file = PdfFile::new();
    let font = file.composite_font("Identity", "Identity-H", "", "");
    file.page("BT /F 10 Tf 50 700 Td <00010002> Tj ET", &font_resource(font));
    let outcome = read_pdf(file);
    assert_eq!(outcome.lines(), ["〓〓"]);
    assert!(outcome.warnings.contains(&(Some(1), WarningKind::UnmappedGlyphs { count: 2 })));
}

#[test]
fn a_ruined_text_layer_is_refused_and_a_ruined_page_named() {
    let mut file = PdfFile::new();
    let good = file.mapped_font("これは普通の文です。");
    let ruined = file.composite_font("Identity", "Identity-H", "", "");
    let glyphs = format!("BT /F 10 Tf 50 700 Td <{}> Tj ET", "0003".repeat(12));
    file.page(&glyphs, &font_resource(ruined));
    for _ in 0..2 {
        let lines = (0..10).map(|row| show(50, 700 - 15 * row, "これは普通の文です。"));
        file.page(&lines.collect::<String>(), &font_resource(good));
    }
    let outcome = read_pdf(file);
    assert!(outcome.warnings.contains(&(Some(1), WarningKind::RuinedText { percent: 100 })));
    let mut file = PdfFile::new();
    let ruined = file.composite_font("Identity", "Identity-H", "", "");
    file.page(&glyphs, &font_resource(ruined));
    assert_eq!(read_pdf(file).result.err(), Some(ErrorKind::RuinedText));
}

#[test]
fn hidden_layers_are_left_out_and_invisible_text_is_read() {
    let mut file = PdfFile::new();
    let font = file.mapped_font("見える消えた認識");
    let layer = file.add("<</Type/OCG/Name(x)>>");
    file.catalog(&format!("/OCProperties<</OCGs[{layer} 0 R]/D<</OFF[{layer} 0 R]>>>>"));
    let content = show(50, 700, "見える")
        + "/OC /L BDC "
        + &show(50, 680, "消えた")
        + "EMC 3 Tr "
        + &show(50, 660, "認識");
    let resources = format!("/Resources<</Font<</F {font} 0 R>>/Properties<</L {layer} 0 R>>>>");
    file.page(&content, &resources);
    let outcome = read_pdf(file);
    assert_eq!(outcome.lines(), ["見える", "認識"]);
    assert_eq!(outcome.aside(), [("消えた", Furniture::Hidden)]);
    assert_eq!(outcome.confirmed(), [cfg!(feature = "pdf-witness").then_some(true)]);
}

#[test]
fn a_line_that_runs_over_the_edge_of_the_page_is_read_to_its_end() {
    let content = show(560, 700, "端で切れる行") + &show(50, 680, "次の行") + &show(600, 660, "外");
    let outcome = read_pdf(one_page(&content, "端で切れる行次の外"));
    assert_eq!(outcome.lines(), ["端で切れる行", "次の行"]);
    assert_eq!(outcome.warnings, [(Some(1), WarningKind::HiddenCharacters { count: 1 })]);
    let layout = all_lines(outcome.extract())[0].layout.expect("a page has a layout");
    assert!(layout.area.right <= 601.0);
}

#[test]
fn a_sheet_over_two_pages_side_by_side_is_read_line_by_line() {
    let texts = ["左から右の頁まで長く続く一行目の文", "これも右の頁まで続く二行目の文", "短い"];
    let side = |shift: i32, from: i32| {
        let mut content = format!("q {from} 100 100 700 re W n ");
        for (y, text) in (0..).zip(texts) {
            content += &show(50 + shift, 700 - 20 * y, text);
        }
        content + "Q"
    };
    let mut file = PdfFile::new();
    let font = file.mapped_font(&texts.concat());
    file.page(&side(0, 50), &font_resource(font));
    file.page(&side(-100, 50), &font_resource(font));
    let outcome = read_pdf(file);
    assert_eq!(outcome.lines(), texts);
    assert_eq!(outcome.warnings, []);
}

#[test]
fn values_of_form_fields_are_text_and_stamps_are_not() {
    let mut file = PdfFile::new();
    let font = file.mapped_font("氏名山田住所受付済");
    let mut drawn = |text: &str| {
        let fonts = format!("/Resources<</Font<</F {font} 0 R>>>>");
        let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 100 20]{fonts}");
        file.add_stream(&entries, show(2, 5, text).as_bytes())
    };
    let (value, stamp) = (drawn("山田"), drawn("受付済"));
    let field =
        format!("<</Type/Annot/Subtype/Widget/Rect[100 695 200 715]/AP<</N {value} 0 R>>>>");
    let note = format!("<</Type/Annot/Subtype/Stamp/Rect[300 295 400 315]/AP<</N {stamp} 0 R>>>>");
    let entries = font_resource(font) + &format!("/Annots[{field}{note}]");
    file.page(&(show(50, 700, "氏名") + &show(50, 680, "住所")), &entries);
    let outcome = read_pdf(file);
    assert_eq!(outcome.lines(), ["氏名 山田", "住所"]);
    assert_eq!(outcome.aside(), [("受付済", Furniture::Annotation)]);
    assert_eq!(outcome.warnings, []);
}

#[test]
fn text_outside_the_page_or_cut_off_is_counted_and_left_out() {
    let content = show(50, 700, "見える")
        + &show(50, 900, "欄外")
        + "q 50 600 30 20 re W n "
        + &show(50, 605, "枠内溢")
        + &show(50, 580, "下")
        + "Q";
    let outcome = read_pdf(one_page(&content, "見える欄外枠内溢下"));
    assert_eq!(outcome.lines(), ["見える", "枠内溢"]);
    assert_eq!(outcome.warnings, [(Some(1), WarningKind::HiddenCharacters { count: 3 })]);
}

#[test]
fn one_hostile_page_does_not_lose_the_others() {
    let mut file = PdfFile::new();
    let good = file.mapped_font("本文");
    let huge = file.composite_font("Identity", "Identity-H", "", "");
    let descendant = huge - 1;
    file.replace(
        descendant,
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Mincho/CIDSystemInfo\
         <</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0 2000000000 500]>>",
    );
    file.page("BT /F 10 Tf 50 700 Td <0001> Tj ET", &font_resource(huge));
    file.page(&show(50, 700, "本文"), &font_resource(good));
    let outcome = read_pdf(file);
    assert_eq!(outcome.lines(), ["本文"]);
    assert_eq!(outcome.warnings, [(Some(1), WarningKind::PageUnreadable)]);
}

#[test]
fn a_stream_that_unpacks_without_end_is_refused() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..130 {
        packer.write_all(&blanks).expect("memory takes it");
    }
    let packed = packer.finish().expect("memory takes it");
    let mut file = PdfFile::new();
    let content = file.add_stream("/Filter/FlateDecode", &packed);
    let page = file.page("", "");
    file.replace(
        page,
        &format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R>>"),
    );
    assert_eq!(read_pdf(file).result.err(), Some(ErrorKind::TooLarge));
}

/// A sample whose first page is damaged after it was packed, or is missing
/// because the file lost its beginning.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its samples")]
fn a_page_that_is_damaged_is_named_however_often_it_is_read() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/guideline/libreoffice/new.pdf");
    let sound = std::fs::read(sample).expect("a sample");
    let mut flipped = sound.clone();
    flipped[400..700].fill(b'x');
    let cut = sound[200..].to_vec();
    let named = |bytes: &[u8], twice| -> Vec<Option<u32>> {
        let outcome = read_with(bytes.to_vec(), twice);
        assert!(outcome.result.is_ok());
        let torn = outcome.warnings.into_iter().filter(|(_, kind)| *kind == WarningKind::PageTorn);
        torn.map(|(page, _)| page).collect()
    };
    for twice in [ReadTwice::Auto, ReadTwice::Never] {
        assert_eq!(named(&sound, twice), []);
        assert_eq!(named(&flipped, twice), [Some(1)]);
        assert_eq!(named(&cut, twice), [Some(1)]);
    }
}
