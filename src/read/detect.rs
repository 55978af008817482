//! What a file is: by its leading bytes first, by its name second.
//!
//! Formats that cannot be read are named, so that a picture called `.pdf` is
//! refused as a picture. Anything without binary control bytes is text,
//! whatever its name says.

use memchr::memmem;

use super::{Input, encoding};
use crate::error::{Error, ErrorKind, Result};
use crate::model::Format;

/// How much of a file is looked at.
const HEAD: usize = 64 << 10;

/// PDF readers accept this much in front of the header (PDF 1.7, Annex H,
/// note 13); web servers and mail gateways do leave their headers there.
const LEADING_GARBAGE: usize = 1024;

/// Decides how a file is read.
///
/// # Errors
/// `UnknownFormat` with what the file really is, where that can be told;
/// `Encrypted` for Office documents with a password.
pub(super) fn detect(input: &Input) -> Result<Format> {
    let bytes = input.bytes.as_slice();
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    if head.starts_with(b"%PDF-") {
        return Ok(Format::Pdf);
    }
    // Tags are looked for in the characters: UTF-16 stores them in two bytes.
    let decoded = wide_text(head);
    let tags = decoded.as_deref().map_or(head, str::as_bytes);
    if let Some(format) = package(input, head).or_else(|| markup(tags)) {
        return Ok(format);
    }
    if let Some(foreign) = foreign(bytes, head, tags) {
        return Err(foreign.refuse(&input.name));
    }
    let named_pdf = has_extension(&input.name, &["pdf"]);
    let has_header = memmem::find(head, b"%PDF-").is_some_and(|at| at <= LEADING_GARBAGE);
    let named_page = has_extension(&input.name, &["html", "htm", "xhtml"]);
    if named_page && is_text(head, "") && first_tag(tags).starts_with(b"<") {
        return Ok(Format::Html);
    }
    if has_header && (named_pdf || !is_text(head, "")) {
        return Ok(Format::Pdf);
    }
    if is_text(head, &input.name) {
        return Ok(Format::Text);
    }
    if named_pdf {
        return Ok(Format::Pdf);
    }
    Err(Error::new(ErrorKind::UnknownFormat, &*input.name))
}

/// The characters of UTF-16 text, with or without its mark.
fn wide_text(head: &[u8]) -> Option<String> {
    let marked = encoding_rs::Encoding::for_bom(head).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| encoding::wide_without_mark(head))?;
    let is_wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    is_wide.then(|| encoding.decode_with_bom_removal(head).0.into_owned())
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, own)| extensions.iter().any(|known| own.eq_ignore_ascii_case(known)))
}

/// Whether the file holds text. One stray control byte in 32 is accepted in a
/// file that is called a text: old word processors left some behind.
fn is_text(head: &[u8], name: &str) -> bool {
    if encoding_rs::Encoding::for_bom(head).is_some() || encoding::wide_without_mark(head).is_some()
    {
        return true;
    }
    // Counted in a way that compiles to vector instructions.
    let count = |bytes: &[u8]| bytes.iter().map(|&byte| u8::from(is_binary(byte))).sum::<u8>();
    let n_binary: usize = head.chunks(128).map(|bytes| usize::from(count(bytes))).sum();
    let called_text = has_extension(name, &["txt", "text", "md", "csv", "tsv"]);
    n_binary == 0 || (called_text && n_binary * 32 <= head.len())
}

/// Control bytes that no text needs: all but tab, line breaks, vertical tab,
/// form feed, the end-of-file mark of DOS (1A) and escape (ISO-2022-JP).
#[allow(clippy::needless_bitwise_bool, reason = "a branch for each byte would be slower")]
fn is_binary(byte: u8) -> bool {
    (byte <= 8) | (byte.wrapping_sub(0x0E) <= 0x19 - 0x0E) | (byte.wrapping_sub(0x1C) <= 3)
}

/// A format that is recognised in order to be refused.
#[derive(Debug, Clone, Copy)]
struct Foreign {
    /// Where `magic` stands.
    offset: usize,
    /// The leading bytes.
    magic: &'static [u8],
    ja: &'static str,
    en: &'static str,
    remedy: Remedy,
}

/// What a person can do about a format that cannot be read.
#[derive(Debug, Clone, Copy)]
enum Remedy {
    RecognizeCharacters,
    SaveAsPdf,
    SaveAsUtf8,
    Unpack,
    SaveAsXlsx,
    RemovePassword,
    GiveDocument,
}

const fn known(
    offset: usize,
    magic: &'static [u8],
    ja: &'static str,
    en: &'static str,
    remedy: Remedy,
) -> Foreign {
    Foreign { offset, magic, ja, en, remedy }
}

static FOREIGN: &[Foreign] = &[
    known(0, b"\x89PNG", "PNG 画像", "a PNG picture", Remedy::RecognizeCharacters),
    known(0, b"\xFF\xD8\xFF", "JPEG 画像", "a JPEG picture", Remedy::RecognizeCharacters),
    known(0, b"GIF8", "GIF 画像", "a GIF picture", Remedy::RecognizeCharacters),
    known(0, b"II*\0", "TIFF 画像", "a TIFF picture", Remedy::RecognizeCharacters),
    known(0, b"MM\0*", "TIFF 画像", "a TIFF picture", Remedy::RecognizeCharacters),
    known(8, b"WEBP", "WebP 画像", "a WebP picture", Remedy::RecognizeCharacters),
    known(4, b"ftyphei", "HEIC 画像", "a HEIC picture", Remedy::RecognizeCharacters),
    known(4, b"ftypmif1", "HEIC 画像", "a HEIC picture", Remedy::RecognizeCharacters),
    known(0, b"{\\rtf", "リッチテキスト（RTF）", "a rich text file (RTF)", Remedy::SaveAsPdf),
    known(0, b"%!PS", "PostScript", "a PostScript file", Remedy::SaveAsPdf),
    known(0, b"\xFF\xFE\0\0", "UTF-32 のテキスト", "text in UTF-32", Remedy::SaveAsUtf8),
    known(0, b"\0\0\xFE\xFF", "UTF-32 のテキスト", "text in UTF-32", Remedy::SaveAsUtf8),
    known(0, b"\x1F\x8B", "gzip の圧縮ファイル", "a gzip archive", Remedy::Unpack),
    known(0, b"7z\xBC\xAF\x27\x1C", "7z の圧縮ファイル", "a 7z archive", Remedy::Unpack),
    known(0, b"Rar!\x1A\x07", "RAR の圧縮ファイル", "a RAR archive", Remedy::Unpack),
    known(0, b"\xFD7zXZ\0", "xz の圧縮ファイル", "an xz archive", Remedy::Unpack),
    known(0, b"\x7FELF", "プログラム", "a program", Remedy::GiveDocument),
    known(0, b"MZ\x90\0", "プログラム", "a program", Remedy::GiveDocument),
];

const SLIDES: Foreign =
    known(0, b"", "PowerPoint 文書（.pptx）", "a PowerPoint document", Remedy::SaveAsPdf);
const OPEN_DOCUMENT: Foreign =
    known(0, b"", "OpenDocument 文書", "an OpenDocument file", Remedy::SaveAsPdf);
const ZIP: Foreign = known(0, b"", "ZIP の圧縮ファイル", "a ZIP archive", Remedy::Unpack);
const OLE: Foreign = known(
    0,
    b"",
    "旧形式の Word・Excel・一太郎などの文書",
    "an old Word, Excel or Ichitaro document",
    Remedy::SaveAsPdf,
);
const OLD_WORKBOOK: Foreign = known(
    0,
    b"",
    "旧形式の Excel ブック（.xls）",
    "an old Excel workbook (.xls)",
    Remedy::SaveAsXlsx,
);
const BINARY_WORKBOOK: Foreign = known(
    0,
    b"",
    "Excel バイナリ ブック（.xlsb）",
    "a binary Excel workbook (.xlsb)",
    Remedy::SaveAsXlsx,
);
const LOCKED: Foreign =
    known(0, b"", "パスワード付きの Office 文書", "an Office document", Remedy::RemovePassword);
const XML: Foreign = known(0, b"", "XML", "an XML file", Remedy::SaveAsPdf);

/// Office documents are ZIP packages; the names of their parts are stored as
/// they are. One that was cut off has lost its directory and perhaps its main
/// part: it goes by the folders that are left, then by its name, so that it is
/// refused as the damaged document it is.
fn package(input: &Input, head: &[u8]) -> Option<Format> {
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    let bytes = input.bytes.as_slice();
    let directory = directory(bytes);
    let names = directory.unwrap_or(bytes);
    let holds = |part: &[u8]| memmem::find(names, part).is_some();
    // Word on the web writes `document2.xml`, and some packers `\\`.
    let parts: [(&[u8], Format); 3] = [
        (b"word/document", Format::Docx),
        (b"word\\document", Format::Docx),
        (b"xl/workbook.xml", Format::Xlsx),
    ];
    let whole = parts.into_iter().find_map(|(part, format)| holds(part).then_some(format));
    if whole.is_some() || directory.is_some() || inside_zip(bytes).is_some() {
        return whole;
    }
    let is_office = holds(b"[Content_Types].xml");
    let named = |extensions| has_extension(&input.name, extensions);
    if (is_office && holds(b"word/")) || named(&["docx", "docm"]) {
        Some(Format::Docx)
    } else if (is_office && holds(b"xl/")) || named(&["xlsx", "xlsm"]) {
        Some(Format::Xlsx)
    } else {
        None
    }
}

/// The directory at the end of a ZIP file (APPNOTE 4.3.12 and 4.3.16), where
/// there is one. Elsewhere the names of parts may be those of
/// a package inside the package: a workbook behind a chart of a text.
fn directory(bytes: &[u8]) -> Option<&[u8]> {
    memmem::rfind(bytes, b"PK\x05\x06")
        .and_then(|end| {
            let start = bytes.get(end + 16..end + 20)?.try_into().ok()?;
            bytes.get(u32::from_le_bytes(start) as usize..end)
        })
        .filter(|directory| directory.starts_with(b"PK\x01\x02"))
}

/// The format of a file that is neither PDF nor text, where it can be told;
/// `tags` is the head in UTF-8.
fn foreign(bytes: &[u8], head: &[u8], tags: &[u8]) -> Option<Foreign> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(inside_zip(bytes).unwrap_or(ZIP));
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let locked = memmem::find(bytes, &utf16("EncryptedPackage")).is_some();
        let holds = |stream: &str| memmem::find(bytes, &utf16(stream)).is_some();
        return Some(if locked {
            LOCKED
        } else if holds("Workbook") && !holds("WordDocument") {
            OLD_WORKBOOK
        } else {
            OLE
        });
    }
    let listed = FOREIGN.iter().find(|known| {
        head.get(known.offset..).is_some_and(|from_there| from_there.starts_with(known.magic))
    });
    listed.copied().or_else(|| is_xml(tags).then_some(XML))
}

/// Which kind of document that cannot be read a ZIP package is; the names of
/// its parts are stored as they are.
fn inside_zip(bytes: &[u8]) -> Option<Foreign> {
    [
        (&b"ppt/presentation.xml"[..], SLIDES),
        (b"xl/workbook.bin", BINARY_WORKBOOK),
        (b"application/vnd.oasis.opendocument", OPEN_DOCUMENT),
    ]
    .into_iter()
    .find(|(part, _)| memmem::find(bytes, part).is_some())
    .map(|(_, foreign)| foreign)
}

/// HTML and XML start with a tag, after white space, a byte order mark and
/// comments.
fn markup(head: &[u8]) -> Option<Format> {
    let start = after_comments(first_tag(head));
    let begin = start.get(..start.len().min(1024)).unwrap_or_default();
    let is_xml = is_xml(head);
    if opens(start, b"<!doctype html")
        || opens(start, b"<html")
        || (is_xml && memmem::find(begin, b"<html").is_some())
    {
        return Some(Format::Html);
    }
    let is_law = [&b"<Law"[..], b"<DataRoot", b"<law_data_response"]
        .iter()
        .any(|root| memmem::find(begin, root).is_some());
    (is_law && (is_xml || opens(start, b"<Law"))).then_some(Format::LawXml)
}

fn is_xml(head: &[u8]) -> bool {
    opens(first_tag(head), b"<?xml")
}

fn first_tag(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start()
}

fn after_comments(mut start: &[u8]) -> &[u8] {
    while let Some(comment) = start.strip_prefix(b"<!--")
        && let Some(end) = memmem::find(comment, b"-->")
    {
        start = comment.get(end + 3..).unwrap_or_default().trim_ascii_start();
    }
    start
}

fn opens(start: &[u8], tag: &[u8]) -> bool {
    start.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag))
}

/// A name as the directory of an OLE file stores it.
fn utf16(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

impl Foreign {
    fn refuse(self, name: &str) -> Error {
        let (ja, en) = match self.remedy {
            Remedy::RecognizeCharacters => (
                "文字認識（OCR）をかけて PDF にしてから指定してください。",
                "run character recognition (OCR) and give the resulting PDF",
            ),
            Remedy::SaveAsPdf => (
                "PDF か、.docx・.xlsx・テキストに保存し直してから指定してください。",
                "save it as PDF, .docx, .xlsx or plain text first",
            ),
            Remedy::SaveAsXlsx => (
                "Excel で開き、.xlsx で保存し直してから指定してください。",
                "open it in Excel and save it as .xlsx",
            ),
            Remedy::SaveAsUtf8 => {
                ("文字コード UTF-8 で保存し直してください。", "save it again in UTF-8")
            }
            Remedy::Unpack => {
                ("展開して、中の文書を指定してください。", "unpack it and give the document inside")
            }
            Remedy::RemovePassword => (
                "パスワードを外して保存し直してから指定してください。",
                "it is locked with a password; unlock it and save it again",
            ),
            Remedy::GiveDocument => (
                "PDF、Word、Excel、HTML、テキストのいずれかの文書を指定してください。",
                "give a PDF, Word, Excel, HTML or text document",
            ),
        };
        let kind = match self.remedy {
            Remedy::RemovePassword => ErrorKind::Encrypted,
            _ => ErrorKind::UnknownFormat,
        };
        Error::new(kind, name)
            .explained(format!("{}です。{ja}", self.ja), format!("this is {}; {en}", self.en))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn detect_bytes(name: &str, bytes: &[u8]) -> Result<Format> {
        detect(&Input { name: name.into(), bytes: bytes.to_vec() })
    }

    #[test]
    fn leading_bytes_stand_over_the_name() {
        assert_eq!(detect_bytes("a.txt", b"%PDF-1.7\n%\xE2\xE3").unwrap(), Format::Pdf);
        assert_eq!(detect_bytes("a.pdf", "第１条\n".as_bytes()).unwrap(), Format::Text);
        assert_eq!(detect_bytes("無題", b"\x82\xA0\x82\xA2\r\n\x1A").unwrap(), Format::Text);
        assert_eq!(detect_bytes("a.bin", b"\xFF\xFE\x42\x30\x0A\x00").unwrap(), Format::Text);
        assert_eq!(detect_bytes("a.dat", b"\x42\x30\x0A\x00\x44\x30").unwrap(), Format::Text);
    }

    #[test]
    fn a_pdf_header_may_come_late_but_not_in_a_text_about_pdf() {
        let mut bytes = vec![b'x'; LEADING_GARBAGE];
        bytes.extend_from_slice(b"%PDF-1.4\n");
        assert_eq!(detect_bytes("a.pdf", &bytes).unwrap(), Format::Pdf);
        assert_eq!(detect_bytes("a.txt", &bytes).unwrap(), Format::Text);
        bytes.extend_from_slice(&[0, 1, 2]);
        assert_eq!(detect_bytes("a.txt", &bytes).unwrap(), Format::Pdf);
        bytes.insert(0, b'x');
        assert_eq!(detect_bytes("a.dat", &bytes).unwrap_err().kind(), ErrorKind::UnknownFormat);
    }

    #[test]
    fn unknown_bytes_go_by_their_name() {
        let bytes = b"\x00\x01\x02\x03\x80\x90\x00\xFF";
        assert_eq!(detect_bytes("a.pdf", bytes).unwrap(), Format::Pdf);
        assert_eq!(detect_bytes("a.txt", bytes).unwrap_err().kind(), ErrorKind::UnknownFormat);
        let mostly_text = [&[b'a'; 40][..], b"\0\n"].concat();
        assert_eq!(detect_bytes("a.TXT", &mostly_text).unwrap(), Format::Text);
        assert!(detect_bytes("a.exe", &mostly_text).is_err());
    }

    #[test]
    fn packages_and_markup_are_told_apart() {
        assert_eq!(detect_bytes("a.htm", b"<head><title>").unwrap(), Format::Html);
        assert_eq!(detect_bytes("a.txt", b"<head><title>").unwrap(), Format::Text);
        for (bytes, format) in [
            (&b"PK\x03\x04....word/document.xml"[..], Format::Docx),
            (b"PK\x03\x04....word/document2.xml", Format::Docx),
            (b"PK\x03\x04....word\\document.xml", Format::Docx),
            (b"PK\x03\x04....xl/workbook.xml", Format::Xlsx),
            (b"\xEF\xBB\xBF\n <!DOCTYPE HTML><p>", Format::Html),
            (b"<?xml version=\"1.0\"?><html>", Format::Html),
            (b"<!-- saved from url --><!-- 2 -->\n<html>", Format::Html),
            (b"<?xml version=\"1.0\"?><law_data_response><law_info/>", Format::LawXml),
            (b"<?xml version=\"1.0\"?><Law Era=\"Reiwa\">", Format::LawXml),
        ] {
            assert_eq!(detect_bytes("\u{898f}\u{7a0b}.pdf", bytes).unwrap(), format);
        }
    }

    #[test]
    fn a_package_cut_off_is_what_it_was() {
        let kinds = b"PK\x03\x04....[Content_Types].xml".as_slice();
        let kind = |name: &str, more: &[u8]| detect_bytes(name, &[kinds, more].concat());
        assert_eq!(kind("a", b"PK\x03\x04 word/styles.xml").unwrap(), Format::Docx);
        assert_eq!(kind("a", b"PK\x03\x04 xl/styles.xml").unwrap(), Format::Xlsx);
        assert_eq!(kind("a.DOCX", b"").unwrap(), Format::Docx);
        assert_eq!(kind("a.xlsm", b"").unwrap(), Format::Xlsx);
        assert_eq!(detect_bytes("a.docx", b"PK\x03\x04").unwrap(), Format::Docx);
        for (name, more) in
            [("a.zip", &b""[..]), ("a.docx", b"ppt/presentation.xml"), ("a", b"xl/workbook.bin")]
        {
            assert_eq!(kind(name, more).unwrap_err().kind(), ErrorKind::UnknownFormat);
        }
        // A whole archive is no document, whatever it is called.
        let whole =
            [b"PK\x03\x04word/PK\x01\x02".as_slice(), b"PK\x05\x06", &[0; 12], b"\x09\0\0\0\0\0"];
        assert!(detect_bytes("a.docx", &whole.concat()).is_err());
    }

    #[test]
    fn tags_in_utf_16_are_seen() {
        for (text, format) in [
            ("<!DOCTYPE html><p>規程", Format::Html),
            ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<Law Era=\"Reiwa\">", Format::LawXml),
            ("規程 <html>", Format::Text),
        ] {
            let marked = utf16(&format!("\u{FEFF}{text}"));
            assert_eq!(detect_bytes("a.txt", &marked).unwrap(), format, "{text}");
            let turned: Vec<u8> = marked.chunks(2).flat_map(|unit| [unit[1], unit[0]]).collect();
            assert_eq!(detect_bytes("a.txt", &turned).unwrap(), format, "{text}");
        }
        let feed = utf16("\u{FEFF}<?xml version=\"1.0\"?><rss>");
        assert_eq!(detect_bytes("a.xml", &feed).unwrap_err().kind(), ErrorKind::UnknownFormat);
        assert_eq!(detect_bytes("a.htm", &utf16("\u{FEFF}<p>規程")).unwrap(), Format::Html);
    }

    #[test]
    fn a_package_inside_a_package_does_not_name_it() {
        let inner = b"PK\x03\x04 word/document.xml ".as_slice();
        let directory = b"PK\x01\x02 xl/workbook.xml".as_slice();
        let start = (inner.len() as u32).to_le_bytes();
        let end = [b"PK\x05\x06".as_slice(), &[0; 12], &start, &[0; 2]].concat();
        let book = [inner, directory, &end].concat();
        assert_eq!(detect_bytes("a", &book).unwrap(), Format::Xlsx);
        assert_eq!(detect_bytes("a", &book[..inner.len()]).unwrap(), Format::Docx);
    }

    #[test]
    fn foreign_formats_are_named() {
        let zip = |part: &str| [b"PK\x03\x04....".as_slice(), part.as_bytes()].concat();
        let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        let old_book = [ole.clone(), utf16("Workbook")].concat();
        let locked = [ole.clone(), utf16("EncryptedPackage")].concat();
        for (bytes, ja, en) in [
            (b"\x89PNG\r\n\x1A\n".to_vec(), "PNG 画像", "PNG picture"),
            (b"\xFF\xD8\xFF\xE0".to_vec(), "JPEG 画像", "JPEG"),
            (b"GIF89a".to_vec(), "GIF 画像", "GIF"),
            (b"RIFF....WEBPVP8 ".to_vec(), "WebP", "WebP"),
            (zip("mimetypeapplication/vnd.oasis.opendocument.text"), "OpenDocument", "Open"),
            (zip("xl/workbook.bin"), "xlsb", "xlsb"),
            (zip("規程.txt"), "ZIP", "ZIP"),
            (ole, "一太郎", "Ichitaro"),
            (old_book, "Excel で開き、.xlsx", "save it as .xlsx"),
            (locked, "パスワード", "password"),
            (b"<?xml version=\"1.0\"?><rss>".to_vec(), "XML", "XML"),
            (b"{\\rtf1".to_vec(), "RTF", "RTF"),
        ] {
            let error = detect_bytes("規程.pdf", &bytes).unwrap_err();
            let (in_ja, in_en) = (error.message(Lang::Ja), error.message(Lang::En));
            assert!(in_ja.starts_with("規程.pdf: ") && in_ja.contains(ja), "{in_ja}");
            assert!(in_en.starts_with("規程.pdf: ") && in_en.contains(en), "{in_en}");
        }
    }
}
