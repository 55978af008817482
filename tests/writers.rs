//! Every writer on reports built by hand: what comes out keeps the texts,
//! escapes them for its format, and is the same bytes each time.
#![cfg(feature = "cli")] // The terminal view is part of it.

#[path = "support/documents.rs"]
mod documents;
#[path = "support/report.rs"]
mod support;

use std::collections::BTreeMap;

use documents::Sample;
use serde_json::Value;
use shinkyu::error::Warnings;
use shinkyu::lang::Lang;
use shinkyu::model::{Piece, Side, Sides};
use shinkyu::present::{Block, PrintedCell, RowRole, present};
use shinkyu::profile::{BUILTIN, ColumnOrder, Lists, Profile, Unchanged};
use shinkyu::read::{self, Input, ReadOptions};
use shinkyu::report::{Cell, Change, Report, Row, Run};
use shinkyu::write::{OutputFormat, WriteOptions, write};
use support::{HOSTILE, cell, report, row, same, with_table};

const FORMATS: [OutputFormat; 5] = [
    OutputFormat::Html,
    OutputFormat::Markdown,
    OutputFormat::Csv,
    OutputFormat::Json,
    OutputFormat::Terminal,
];

fn written(report: &Report, format: OutputFormat) -> String {
    written_with(report, format, &WriteOptions::default())
}

fn written_with(report: &Report, format: OutputFormat, options: &WriteOptions) -> String {
    let mut out = Vec::new();
    write(report, format, options, &mut out).expect("a vector takes every byte");
    String::from_utf8(out).expect("every output is UTF-8")
}

/// Rows of every kind, with hostile texts as cells, labels and headings.
fn rows() -> Vec<Row> {
    let path = ["第１ 総則", "１ <目的> | =x"];
    let mut rows = vec![
        same(0, &[], "第１", "第１ 総則"),
        same(1, &path[..1], "１", "１ <目的> | =x"),
        row(
            Change::Edited,
            Some(cell(
                2,
                &path,
                "（１）",
                "（１） 事業者は、〔３年〕保存する。\n〔なお、〕次による。",
            )),
            Some(cell(2, &path, "（１）", "（１） 事業者は、〔５年〕保存する。\n次による。")),
        ),
        row(Change::Added, None, Some(cell(3, &path, "（２）", "〔（２） 新しい項\n二行目〕"))),
        row(
            Change::Edited,
            Some(cell(3, &path, "（２）", "〔（２）〕 番号だけ変わる。")),
            Some(cell(4, &path, "（３）", "〔（３）〕 番号だけ変わる。")),
        ),
        row(Change::Removed, Some(cell(4, &path, "（３）", "〔（３） 消える項〕")), None),
        row(Change::Edited, Some(table_cell("〔３年〕")), Some(table_cell("〔５年〕"))),
        same(7, &path, "（７）", "（７） 変わらない項"),
        same(7, &path, "（８）", "（８） 変わらない項"),
        Row { moved: true, ..same(8, &path, "（９）", "（９） 動く項") },
    ];
    for (index, text) in (10..).zip(HOSTILE) {
        let text = text.replace(['\r', '\n'], "");
        let new = cell(index, &[HOSTILE[0]], "", &format!("{text}〔{text}〕"));
        rows.push(row(Change::Edited, Some(cell(index, &[], "", &text)), Some(new)));
    }
    rows
}

fn table_cell(years: &str) -> Cell {
    let heading = cell(6, &[], "別表", "別表");
    with_table(
        heading,
        &[&[Some("区分"), Some("期間")], &[Some("契約書"), Some(years)], &[Some("備考"), None]],
    )
}

/// The texts of both sides in the order of the rows.
fn texts(report: &Report, side: Side) -> Vec<String> {
    let cells = report.table.rows.iter().filter_map(|row| row.cells.get(side).as_ref());
    cells.map(Cell::text).collect()
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for format in FORMATS {
        assert_eq!(written(&report(rows()), format), written(&report(rows()), format));
    }
}

#[test]
fn every_json_report_follows_the_schema() {
    let schema = include_str!("../schema/shinkyu.report-1.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for rows in [rows(), listed().table.rows, Vec::new(), vec![same(0, &[], "", "同じ")]] {
        let json: Value =
            serde_json::from_str(&written(&report(rows), OutputFormat::Json)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&json).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_schema_refuses_what_the_design_does_not_allow() {
    let schema = include_str!("../schema/shinkyu.report-1.schema.json");
    let validator = jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap();
    let good: Value = serde_json::from_str(&written(&report(rows()), OutputFormat::Json)).unwrap();
    let spoil: [fn(&mut Value); 5] = [
        |it| it["schema"] = "shinkyu.report/2".into(),
        |it| it["extra"] = true.into(),
        |it| it["rows"][0]["old"] = Value::Null,
        |it| it["rows"][3]["old"] = it["rows"][3]["new"].clone(),
        |it| it["rows"][0]["new"]["page"] = 0.into(),
    ];
    for spoil in spoil {
        let mut bad = good.clone();
        spoil(&mut bad);
        assert!(!validator.is_valid(&bad));
    }
}

#[test]
fn json_has_every_row_with_its_text_whatever_is_printed() {
    let mut report = report(rows());
    for unchanged in [Unchanged::Hide, Unchanged::Fold, Unchanged::Show] {
        report.table.profile.unchanged = unchanged;
        let json: Value = serde_json::from_str(&written(&report, OutputFormat::Json)).unwrap();
        for (side, key) in [(Side::Old, "old"), (Side::New, "new")] {
            let cells = json["rows"].as_array().unwrap().iter().map(|row| &row[key]);
            let joined: Vec<String> = cells.filter(|it| !it.is_null()).map(joined).collect();
            // The contract has one line for each paragraph, side by side or not.
            let expected: Vec<String> =
                texts(&report, side).iter().map(|text| text.replace('\t', "\n")).collect();
            assert_eq!(joined, expected);
        }
    }
}

fn joined(cell: &Value) -> String {
    let segments = cell["segments"].as_array().expect("segments");
    segments.iter().map(|segment| segment["text"].as_str().expect("a text")).collect()
}

#[test]
fn json_fields_stand_in_the_order_of_the_design() {
    let json = written(&report(rows()), OutputFormat::Json);
    let start = r#"{"schema":"shinkyu.report/1","sources":{"old":{"name":"指針_旧.pdf","format":"pdf","pages":6,"characters":3745},"new":"#;
    assert!(json.starts_with(start), "{json}");
    let row = r#"{"change":"edited","renumbered":false,"moved":false,"style_only":false,"old":{"index":2,"path":["第１ 総則","１ <目的> | =x"],"label":"（１）","page":1,"segments":[{"text":"（１） 事業者は、","changed":false},{"text":"３年","changed":true},"#;
    assert!(json.contains(row), "{json}");
    let ledger = r#""log":[],"ledger":{"old":{"characters":3745,"compared":3731,"set_aside":{"page_number":6,"running_head":8}}"#;
    assert!(json.contains(ledger), "{json}");
    assert!(json.contains(r#""warnings":[{"side":"old","kind":"page_without_text","page":3,"#));
    assert!(json.ends_with("}\n"));
}

#[test]
fn csv_reads_back_to_the_same_texts() {
    for columns in [ColumnOrder::NewOld, ColumnOrder::OldNew] {
        let mut report = report(rows());
        report.table.profile.unchanged = Unchanged::Show;
        report.table.profile.columns = columns;
        let csv = written(&report, OutputFormat::Csv);
        let csv = csv.strip_prefix('\u{FEFF}').expect("a byte order mark for Excel");
        let records: Vec<csv::StringRecord> =
            csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).collect();
        let (new, old) = if columns == ColumnOrder::NewOld { (4, 5) } else { (5, 4) };
        let read = |column: usize, filler: &str| -> Vec<String> {
            let cells = records.iter().map(|record| record[column].to_owned());
            cells.filter(|text| text != filler).map(without_apostrophe).collect()
        };
        assert_eq!(read(new, "（削除）"), texts(&report, Side::New));
        assert_eq!(read(old, "（新設）"), texts(&report, Side::Old));
    }
}

fn without_apostrophe(text: String) -> String {
    text.strip_prefix('\'').map(str::to_owned).unwrap_or(text)
}

#[test]
fn csv_is_safe_for_excel() {
    let csv = written(&report(rows()), OutputFormat::Csv);
    assert!(csv.contains("\r\n"));
    assert!(csv.lines().next().unwrap().contains("改定案の見出し,現行の見出し,改定案,現行"));
    let reader = csv.trim_start_matches('\u{FEFF}').as_bytes();
    for record in csv::Reader::from_reader(reader).records() {
        for field in &record.unwrap() {
            let first = field.chars().next().unwrap_or('a');
            assert!(!"=+-@\t\r\n＝＋－＠".contains(first), "{field:?} would run");
            assert!(field.encode_utf16().count() <= 32_767);
        }
    }
}

#[test]
fn csv_spreads_a_very_long_text_over_records() {
    let text = "長い文。".repeat(20_000);
    let report = report(vec![row(
        Change::Edited,
        Some(cell(0, &[], "", "〔短い文。〕")),
        Some(cell(0, &[], "", &text)),
    )]);
    let csv = written(&report, OutputFormat::Csv);
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let kinds: Vec<&str> = records.iter().map(|record| &record[1]).collect();
    assert_eq!(kinds, ["改正（分割 1/3）", "改正（分割 2/3）", "改正（分割 3/3）"]);
    assert!(records.iter().all(|record| &record[0] == "1"));
    let joined: String = records.iter().map(|record| &record[4]).collect();
    assert_eq!(joined, text);
}

#[test]
fn html_escapes_and_loads_nothing() {
    let html = written(&report(rows()), OutputFormat::Html);
    assert!(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"));
    assert_eq!((html.matches("<script").count(), html.matches("style=").count()), (1, 0));
    assert!(!html.contains("unsafe-inline"));
    for forbidden in ["<link", "<img", "<iframe", "url(", "@import", " src=", "onerror"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    let links = html.split("href=\"").skip(1);
    assert!(links.map(|it| it.chars().next()).all(|first| first == Some('#')));
    // The only address is the one a document wrote, as plain text.
    assert_eq!(html.matches("://").count(), html.matches("](https://example.com/)").count());
    assert!(html.contains("指針_&#60;新&#62;&#38;.pdf"));
    assert!(!html.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
}

/// Every cell of the page, read back as a document: its texts are those of the
/// finished table, in all profiles. Where tables stand in its cells, the reader
/// takes the rows apart; their characters then follow each other all the same.
#[test]
fn html_reads_back_as_the_table() {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    for sample in [Sample::text("guideline"), Sample::pdf("assessment", "libreoffice")] {
        let mut report = sample.compare();
        for profile in BUILTIN.iter().filter_map(|it| Profile::builtin(it.name)) {
            report.table.profile = profile;
            let input = Input {
                name: "table.html".into(),
                bytes: written(&report, OutputFormat::Html).into_bytes(),
            };
            let mut warnings = Warnings::new(Side::New);
            let extract = read::read(&input, &ReadOptions::default(), &mut warnings).unwrap();
            let mut cells: BTreeMap<(u32, u32), String> = BTreeMap::new();
            let mut all = String::new();
            for piece in &extract.pieces {
                let lines = piece.lines().map(|line| extract.source.slice(line.span));
                all.push_str(&squeezed(&lines.collect::<String>()));
                let Piece::Table(grid) = piece else { continue };
                for cell in &grid.cells {
                    let lines = cell.lines.iter().map(|line| extract.source.slice(line.span));
                    cells.insert((cell.row, cell.column), squeezed(&lines.collect::<String>()));
                }
            }
            let table = present(&report, Lang::Ja);
            let blocks = table.rows.iter().flat_map(|row| &row.cells).flat_map(|it| &it.blocks);
            let is_flat = blocks.clone().all(|it| matches!(it, Block::Paragraph(_)));
            let mut rest = all.as_str();
            for (at, row) in table.rows.iter().enumerate() {
                for (column, cell) in row.cells.iter().enumerate() {
                    let between = if row.role == RowRole::Headings { "＞" } else { "" };
                    let blocks: Vec<String> = cell.blocks.iter().map(Block::text).collect();
                    let page = |it: &PrintedCell| it.page.map(|page| format!("p.{page}"));
                    let expected = page(cell).unwrap_or_default() + &blocks.join(between);
                    let expected = squeezed(&expected);
                    let place = format!("{sample:?} row {at} column {column}: {expected}");
                    let (_, after) = rest.split_once(&expected).expect(&place);
                    rest = after;
                    let found = cells.get(&(at as u32 + 1, column as u32 + 1));
                    let found = found.map_or("", String::as_str);
                    assert!(!is_flat || found == expected, "{place} is {found}");
                }
            }
        }
    }
}

/// The same of CSV, cell by cell, and of Markdown, whose cells follow each
/// other.
#[test]
fn csv_and_markdown_read_back_as_the_table() {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    for sample in [Sample::text("guideline"), Sample::pdf("assessment", "libreoffice")] {
        let mut report = sample.compare();
        for profile in BUILTIN.iter().filter_map(|it| Profile::builtin(it.name)) {
            report.table.profile = profile;
            let table = present(&report, Lang::Ja);
            let csv = written(&report, OutputFormat::Csv);
            let csv = csv.trim_start_matches('\u{FEFF}').as_bytes();
            let records: Vec<csv::StringRecord> =
                csv::Reader::from_reader(csv).records().map(Result::unwrap).collect();
            let units = table.rows.iter().filter(|row| row.role != RowRole::Headings);
            let units: Vec<_> = units.chain(&table.left_out).collect();
            assert_eq!(records.len(), units.len(), "{sample:?}");
            for (record, row) in records.iter().zip(units) {
                let found = [4, 5].map(|at| without_apostrophe(record[at].to_owned()));
                let texts = row.cells.iter().map(PrintedCell::text);
                assert_eq!(found.to_vec(), texts.take(2).collect::<Vec<_>>(), "{sample:?}");
            }
            let markdown = plain_markdown(&written(&report, OutputFormat::Markdown));
            // Cells of a table inside a cell are parted by a stroke.
            let squeezed = |text: &str| squeezed(&text.replace('｜', ""));
            let markdown = squeezed(&markdown);
            let mut rest = markdown.as_str();
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                for text in cell.blocks.iter().map(|block| squeezed(&block.text())) {
                    let (_, after) = rest
                        .split_once(&text)
                        .unwrap_or_else(|| panic!("{sample:?}: {text:?} is not in {rest:.300}"));
                    rest = after;
                }
            }
        }
    }
}

/// The text of Markdown without its signs.
fn plain_markdown(markdown: &str) -> String {
    let mut text = markdown.to_owned();
    for tag in ["<ins>", "</ins>", "<br>", "<b>", "</b>"] {
        text = text.replace(tag, "");
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next()),
            _ => plain.push(c),
        }
    }
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn html_shows_what_happened_to_each_row() {
    let html = written(&report(rows()), OutputFormat::Html);
    for part in [
        "（７）・（８）　（略）",
        "<p class=\"filler\">（新設）</p>",
        "<p class=\"filler\">（削除）</p>",
        "<u class=\"double\">（３）</u>",
        "<u>５年</u>",
        "（順序の入替え）",
        "><p class=\"filler\">（略）</p></td>",
        "id=\"r1\"",
        "href=\"#r1\"",
        "現行 p.3: ",
        "全3,745字のうち3,731字",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn html_keeps_the_columns_of_tables() {
    let mut report = report(rows());
    report.table.profile.unchanged = Unchanged::Show;
    let html = written(&report, OutputFormat::Html);
    assert!(html.contains("<td colspan=\"2\"><p>備考</p></td>"), "{html}");
}

#[test]
fn html_links_lead_somewhere() {
    let html = written(&report(rows()), OutputFormat::Html);
    for target in html.split("href=\"#").skip(1).filter_map(|it| it.split('"').next()) {
        assert!(html.contains(&format!("id=\"{target}\"")), "{target}");
    }
}

#[test]
fn markdown_is_one_table_of_three_columns() {
    let markdown = written(&report(rows()), OutputFormat::Markdown);
    let table: Vec<&str> = markdown.lines().filter(|line| line.starts_with('|')).collect();
    assert!(table.len() > 10);
    for line in table {
        let unescaped = line.replace("\\\\", "").replace("\\|", "");
        assert_eq!(unescaped.matches('|').count(), 4, "{line}");
    }
    assert!(markdown.contains("（１） 事業者は、<ins>５年</ins>保存する。<br>次による。"));
    assert!(markdown.contains("&lt;script&gt;"));
    assert!(!markdown.contains("<script"));
}

#[test]
fn the_terminal_never_obeys_a_document() {
    for colour in [false, true] {
        let options = WriteOptions { colour, ..WriteOptions::default() };
        let text = written_with(&report(rows()), OutputFormat::Terminal, &options);
        let own = ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m", "\u{1B}[4;31m", "\u{1B}[4;36m"];
        let rest = own.iter().fold(text.clone(), |text, code| text.replace(code, ""));
        assert!(!rest.chars().any(|c| c.is_control() && c != '\n'), "{rest:?}");
        assert!(rest.contains("␛]0;title␇␛[31m"));
        assert_eq!(colour, text.contains('\u{1B}'));
    }
}

#[test]
fn terminal_lines_keep_to_the_width() {
    for width in [0, 80, 137, 200] {
        let options = WriteOptions { width, ..WriteOptions::default() };
        let text = written_with(&report(rows()), OutputFormat::Terminal, &options);
        let limit = if width == 0 { 100 } else { usize::from(width) };
        for line in text.lines().filter(|line| line.contains(['│', '┼'])) {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= limit, "{line}");
        }
    }
}

/// One row for each list, and one that is in none.
fn listed() -> Report {
    let path = ["第１ 総則"];
    let renumbered = |text: &str, label: &str| cell(3, &path, label, text);
    report(vec![
        same(0, &[], "第１", "第１ 総則"),
        row(
            Change::Edited,
            Some(cell(1, &path, "（１）", "（１） 三年")),
            Some(cell(1, &path, "（１）", "（１） 〔五年〕")),
        ),
        Row { style_only: true, ..same(2, &path, "（２）", "（２） 令和元年") },
        row(
            Change::Edited,
            Some(renumbered("〔（３）〕 管理", "（３）")),
            Some(renumbered("〔（４）〕 管理", "（４）")),
        ),
        Row {
            split_of: Some(4),
            merged_from: vec![4, 5],
            ..row(
                Change::Edited,
                Some(cell(4, &path, "（５）", "（５） 公表")),
                Some(cell(4, &path, "（５）", "（５） 〔掲示〕")),
            )
        },
    ])
}

#[test]
fn every_output_ends_with_the_three_lists() {
    let report = listed();
    for format in [OutputFormat::Html, OutputFormat::Markdown, OutputFormat::Terminal] {
        let text = written(&report, format);
        let places = ["内容の変更（2件）", "番号だけの変更（1件）", "表記だけの変更（1件）"]
            .map(|head| text.find(head).unwrap_or_else(|| panic!("{format:?} lacks {head}")));
        assert!(places.is_sorted(), "{format:?}");
        let [content, numbering, style] = places.map(|at| text.split_at(at).1);
        assert!(content.contains("改正・分割・統合　第１ 総則 ＞ （５）"), "{content}");
        assert!(
            numbering
                .contains("番号のみ　第１ 総則 ＞ （３）→（４）　管理（改定案 p.1・現行 p.1）")
        );
        assert!(style.contains("表記のみ相違　第１ 総則 ＞ （２）"), "{style}");
    }
    let json: Value = serde_json::from_str(&written(&report, OutputFormat::Json)).unwrap();
    let expected = serde_json::json!({ "content": [1, 4], "numbering": [3], "style": [2] });
    assert_eq!(json["changes"], expected);
    assert_eq!(json["rows"][4]["split_of"], 4);
    assert!(
        json["rows"][1].get("split_of").is_none() && json["rows"][1].get("merged_from").is_none()
    );
}

/// Rows that the table folds are in the spreadsheet if a list names them.
#[test]
fn csv_has_the_lists_as_a_column() {
    for (unchanged, expected) in [
        (Unchanged::Fold, vec!["内容", "", "番号", "内容", "表記"]),
        (Unchanged::Hide, vec!["内容", "番号", "内容", "表記"]),
        (Unchanged::Show, vec!["", "内容", "表記", "番号", "内容"]),
    ] {
        let mut report = listed();
        report.table.profile.unchanged = unchanged;
        let csv = written(&report, OutputFormat::Csv);
        let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
        let lists: Vec<String> =
            reader.records().map(|record| record.unwrap()[8].to_owned()).collect();
        assert_eq!(lists, expected, "{csv}");
    }
}

#[test]
fn consequential_marks_can_be_hidden_and_stay_in_json() {
    let mut report = listed();
    for side in [Side::Old, Side::New] {
        let cell = report.table.rows[1].cells.get_mut(side).as_mut().unwrap();
        cell.paragraphs[0].runs.push(Run { consequential: true, ..Run::new("第五条", true) });
    }
    let shown = written(&report, OutputFormat::Markdown);
    assert!(shown.contains("<ins>第五条</ins>"), "{shown}");
    let before = written(&report, OutputFormat::Json);
    assert!(
        before.contains(r#"{"text":"第五条","changed":true,"consequential":true}"#),
        "{before}"
    );
    report.table.hide_consequential();
    let hidden = written(&report, OutputFormat::Markdown);
    assert!(!hidden.contains("<ins>第五条</ins>") && hidden.contains("第五条"), "{hidden}");
    assert_eq!(written(&report, OutputFormat::Json), before);
}

#[test]
fn terminal_marks_changes_without_colour_too() {
    let text = written(&report(rows()), OutputFormat::Terminal);
    assert!(text.contains("事業者は、〖５年〗保存する。"));
    assert!(text.contains("変更なし 4\n\n内容の変更（"), "{text}");
}

#[test]
fn columns_stand_in_the_order_of_the_style() {
    let mut report = report(rows());
    for format in [OutputFormat::Html, OutputFormat::Markdown, OutputFormat::Terminal] {
        for (columns, new_first) in [(ColumnOrder::NewOld, true), (ColumnOrder::OldNew, false)] {
            report.table.profile.columns = columns;
            let text = written(&report, format);
            // The list of changes above the table quotes the new side only.
            let table = text.split("<main>").last().unwrap();
            let new = table.find("５年").unwrap();
            let old = table.find("３年").unwrap();
            assert_eq!(new < old, new_first, "{format:?}");
        }
    }
}

#[test]
fn unchanged_rows_are_hidden_folded_or_shown() {
    // Rows of ruled tables are never left out without a mark.
    let rows = rows().into_iter().filter(|row| row.principal().label != "別表");
    let mut report = report(rows.collect());
    for format in [OutputFormat::Html, OutputFormat::Markdown, OutputFormat::Csv] {
        report.table.profile.unchanged = Unchanged::Hide;
        assert!(!written(&report, format).contains("（略）"));
        report.table.profile.unchanged = Unchanged::Fold;
        assert!(written(&report, format).contains("（７）・（８）　（略）"));
        report.table.profile.unchanged = Unchanged::Show;
        assert!(!written(&report, format).contains("（略）"));
    }
}

/// What is published is the table alone; who checks it gets the rest.
#[test]
fn lists_can_be_left_out() {
    let mut report = report(rows());
    let warnings = Sample::text("guideline").compare().warnings;
    report.warnings.extend(warnings);
    for (lists, is_there) in [(Lists::All, true), (Lists::None, false)] {
        report.table.profile.lists = lists;
        for format in [OutputFormat::Html, OutputFormat::Markdown] {
            let text = written(&report, format);
            for part in ["内容の変更（", report.sources.old.name.as_str()] {
                assert_eq!(text.contains(part), is_there, "{part} in {format:?}");
            }
        }
        // Programs get everything.
        let json = written(&report, OutputFormat::Json);
        assert!(json.contains("\"changes\"") && json.contains(&report.sources.old.name));
    }
}

#[test]
fn reports_without_changes_say_so() {
    for rows in [Vec::new(), vec![same(0, &[], "第１", "第１ 総則")]] {
        for format in [OutputFormat::Html, OutputFormat::Markdown, OutputFormat::Terminal] {
            let report = report(rows.clone());
            assert!(written(&report, format).contains("変更箇所はありません。"));
            let english = WriteOptions { lang: Lang::En, ..WriteOptions::default() };
            assert!(written_with(&report, format, &english).contains("There are no changes."));
        }
    }
}

#[test]
fn only_the_table_itself_stays_japanese_in_english() {
    let mut report = report(vec![
        row(Change::Added, None, Some(cell(0, &[], "2", "〔2 New〕"))),
        row(Change::Removed, Some(cell(0, &[], "3", "〔3 Old〕")), None),
        same(1, &[], "4", "4 Same"),
    ]);
    report.table.profile.title = "Guideline".into();
    report.table.profile.labels = Sides { old: "Before".into(), new: "After".into() };
    report.sources.old.name = "old.pdf".into();
    report.sources.new.name = "new.pdf".into();
    let english = WriteOptions { lang: Lang::En, ..WriteOptions::default() };
    for format in [OutputFormat::Markdown, OutputFormat::Csv, OutputFormat::Terminal] {
        let text = written_with(&report, format, &english);
        let rest = ["（新設）", "（削除）", "（略）"].iter().fold(text, |text, word| {
            assert!(text.contains(word), "{word}");
            text.replace(word, "")
        });
        let is_japanese = |c: char| matches!(c, 'ぁ'..='ヿ' | '一'..='龥' | '（' | '）');
        assert!(!rest.contains(is_japanese), "{rest}");
    }
}

#[test]
fn a_sink_that_refuses_is_reported() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in FORMATS {
        let error =
            write(&report(rows()), format, &WriteOptions::default(), &mut Full).unwrap_err();
        assert_eq!(error.kind(), shinkyu::error::ErrorKind::Unwritable);
    }
}

/// A disk that is full in the middle of an output: the advice is to free
/// space, not to look at permissions.
#[test]
fn a_full_disk_is_told_from_a_locked_folder() {
    struct Refusing(std::io::ErrorKind);
    impl std::io::Write for Refusing {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let said = |kind| {
        let mut out = Refusing(kind);
        let options = WriteOptions::default();
        let refused = write(&report(rows()), OutputFormat::Html, &options, &mut out);
        refused.expect_err("the disk refuses").message(Lang::Ja)
    };
    let full = said(std::io::ErrorKind::StorageFull);
    assert!(full.contains("空きを作る") && !full.contains("権限"), "{full}");
    let locked = said(std::io::ErrorKind::PermissionDenied);
    assert!(locked.contains("権限") && !locked.contains("空き"), "{locked}");
}
