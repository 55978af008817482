//! A log of 27 rows as an office keeps it for years: short rows and rows that
//! run over a page, written as files of every kind.

use std::fmt::Write as _;
use std::io::Write as _;

const HEADS: [&str; 6] =
    ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"];

fn row(cells: [&str; 6]) -> [String; 6] {
    cells.map(|cell| cell.replace('|', "\n"))
}

/// Paragraphs of several lines each, so that a cell is as high as a page.
fn long(subject: &str, n: usize) -> String {
    let mut out = String::new();
    for at in 1..=n {
        let gap = if at == 1 { "" } else { "\n" };
        let _ = write!(
            out,
            "{gap}・{subject}の第{at}段階では、申請者から提出された書類を担当者が受け付け、記載の内容と添付された証明書とを照合したうえで、誤りがないことを別の担当者が確かめる。"
        );
    }
    out
}

/// The rows in the order of their days.
pub fn twenty_seven() -> Vec<[String; 6]> {
    let mut out = Vec::new();
    let days = [
        "平成30年6月28日",
        "令和1年6月12日",
        "令和2年2月28日",
        "令和2年7月15日",
        "令和3年9月30日",
        "令和4年12月1日",
        "令和5年9月1日",
    ];
    let counted = [
        "平成27年5月22日",
        "平成30年6月1日",
        "令和元年5月1日",
        "令和2年1月24日",
        "令和2年4月1日",
        "令和3年9月1日",
        "令和4年10月1日",
        "令和5年9月1日",
    ];
    for (at, day) in days.into_iter().enumerate() {
        let [from, to] = [counted[at], counted[at + 1]].map(|day| format!("{day}　時点"));
        out.push(row([
            day,
            "Ⅰ－５|➀部署",
            "福祉部　年金課",
            "福祉部　市民課|（旧年金課）",
            "事後",
            "",
        ]));
        out.push(row([day, "Ⅱ－１及び２|いつ時点の計数か", &from, &to, "事後", ""]));
        let note = if at % 2 == 0 { "" } else { "森林環境手当の開始に伴う修正" };
        out.push(row([
            day,
            "Ⅰ－１|③システムの名称",
            "１．手当システム|２．宛名システム",
            "１．手当システム|２．宛名システム|３．通知システム",
            "事前",
            note,
        ]));
    }
    out.push(row([
        "令和5年10月2日",
        "Ⅳ－１～９",
        "（記載なし）",
        "（各項目追加）",
        "事後",
        "様式変更に伴い「Ⅳ　リスク対策」を追加",
    ]));
    for (item, n) in [("②事務の概要", 9), ("①事務の名称", 14), ("②事務の概要", 12)]
    {
        let item = format!("Ⅰ－１|{item}");
        let (before, after) = (long("受付", n), long("審査", n + 2));
        out.push([
            "令和5年12月1日".to_owned(),
            item.replace('|', "\n"),
            before,
            after,
            "事後".to_owned(),
            String::new(),
        ]);
    }
    out.push(row([
        "令和6年1月5日",
        "Ⅰ－７|請求先",
        "架空市役所　総務部|(略)",
        "架空市役所　政策部|(略)",
        "事後",
        "",
    ]));
    out.push(row([
        "令和6年1月5日",
        "Ⅰ－４|②法令上の根拠",
        "第19条第７号|(略)",
        "第19条第８号|(略)",
        "事後",
        "番号法改正に伴う修正",
    ]));
    assert_eq!(out.len(), 27);
    out
}

/// A log with its headings in rows of their own.
pub fn grouped() -> Vec<[String; 6]> {
    vec![
        row(["令和2年9月30日", "Ⅰ 基本情報", "", "", "", ""]),
        row(["", "１．特定個人情報ファイルを取り扱う事務", "", "", "", ""]),
        row(["", "②事務の内容", "受付|～略～", "受付と審査|～略～", "事前", ""]),
        row(["", "", "通知", "通知と公表", "事前", ""]),
        row(["", "２．システム", "", "", "", ""]),
        row(["", "システム2 ②システムの機能", "右記項目を追加", "通知を送る。", "事前", ""]),
    ]
}

/// The rows with their header after some of them.
fn with_header(rows: &[[String; 6]], at: usize) -> Vec<[String; 6]> {
    let mut all = rows.to_vec();
    all.insert(at, HEADS.map(str::to_owned));
    all
}

/// Comma- or tab-separated values.
pub fn csv(rows: &[[String; 6]], separator: u8) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    for row in with_header(rows, 0) {
        csv.write_record(&row).expect("memory takes it");
    }
    csv.into_inner().expect("memory takes it")
}

/// A page with nothing but the log.
pub fn html(rows: &[[String; 6]]) -> Vec<u8> {
    page(&html_table(rows))
}

/// A page with such a body.
pub fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><meta charset='utf-8'><body>{body}").into_bytes()
}

/// The log under its title.
pub fn html_table(rows: &[[String; 6]]) -> String {
    let mut out = String::from("<p>変更箇所</p><table border='1'>");
    for row in with_header(rows, 0) {
        out.push_str("<tr>");
        for cell in row {
            let paragraphs: Vec<String> =
                cell.split('\n').map(|line| format!("<p>{line}</p>")).collect();
            let _ = write!(out, "<td>{}</td>", paragraphs.concat());
        }
        out.push_str("</tr>");
    }
    out.push_str("</table>");
    out
}

/// A Word file on A4 across, with the header after `header` rows.
pub fn docx(rows: &[[String; 6]], header: usize) -> Vec<u8> {
    const WIDTHS: [u32; 6] = [1_500, 1_900, 4_700, 4_700, 800, 1_538];
    let mut body = String::from(
        "<w:p><w:r><w:t>変更箇所</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW w:w=\"15138\" w:type=\"dxa\"/><w:tblBorders>",
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(body, "<w:{side} w:val=\"single\" w:sz=\"4\"/>");
    }
    body.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    for width in WIDTHS {
        let _ = write!(body, "<w:gridCol w:w=\"{width}\"/>");
    }
    body.push_str("</w:tblGrid>");
    for row in with_header(rows, header) {
        body.push_str("<w:tr>");
        for (cell, width) in row.iter().zip(WIDTHS) {
            let _ = write!(body, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
            for line in cell.split('\n') {
                let _ = write!(
                    body,
                    "<w:p><w:r><w:rPr><w:sz w:val=\"18\"/></w:rPr><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"
                );
            }
            body.push_str("</w:tc>");
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl><w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"850\" w:right=\"850\" w:bottom=\"850\" w:left=\"850\"/></w:sectPr>");
    let parts = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned()),
        ("word/document.xml", format!("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>")),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).expect("memory takes it");
        zip.write_all(text.as_bytes()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}
