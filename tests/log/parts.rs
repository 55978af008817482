//! Logs that stand in several tables of a file, with something else between.

use super::{cells_of, earlier_of, entries, html, log_options, record, rows, shown, written};
use shinkyu::report::ChangeLog;
use shinkyu::write::OutputFormat;

const HEADER: &str =
    "<tr><td>変更日<td>項目<td>変更前の記載<td>変更後の記載<td>提出時期<td>提出時期に係る説明";
const OTHER: &str = "<table border=1><tr><td>担当<td>印<tr><td>佐藤<td></table>";

fn row(n: u32, note: &str) -> String {
    format!("<tr><td>令和{n}年4月1日<td>Ⅰ－{n}<td>旧{n}<td>新{n}<td>事後<td>{note}")
}

/// What the rows say was, and what was not read.
fn read(body: &str) -> (Vec<String>, Vec<String>) {
    let found = earlier_of("log.html", rows::page(body)).expect("a log");
    let before = found.rows.iter().map(|row| row.cells[2].clone()).collect();
    (before, found.unread.into_iter().map(|(_, begins)| begins).collect())
}

#[test]
fn every_part_of_a_log_is_read_or_named() {
    let table = |rows: &str| format!("<table border=1>{rows}</table>");
    let part = |rows: &str| table(&format!("{HEADER}{rows}"));
    let (first, second, third) = (part(&row(5, "あ")), part(&row(6, "")), table(&row(7, "")));
    for body in [
        format!("{first}{OTHER}{second}<p>続き{third}"),
        format!("{first}<p>次の表{OTHER}<p>続き{second}{OTHER}{third}"),
    ] {
        let (before, unread) = read(&body);
        assert_eq!(before, ["旧5", "旧6", "旧7"], "{body}");
        assert_eq!(unread, Vec::<String>::new(), "{body}");
    }
    let undated = table("<tr><td>（続き）<td>Ⅰ－６<td>旧6<td>新6<td>事後<td>い");
    let (before, unread) = read(&format!("{first}<p>続き{undated}"));
    assert_eq!(before, ["旧5"]);
    assert_eq!(unread, ["（続き） Ⅰ－６ 旧6 新6 事後 い"], "it is named");
}

/// Documents without a form, which end with their log.
#[test]
fn the_log_of_a_document_is_no_part_of_its_last_section() {
    const TEXT: &str = "<p>第１　目的<p>この指針は、手続を定める。<p>第２　見直し<p>この指針は、３年ごとに見直す。";
    let table = |rows: &str| format!("<table border=1>{HEADER}{rows}</table>");
    let logs = [table(&row(5, "")), table(&format!("{}{}", row(5, ""), row(6, "")))];
    for title in ["変更箇所", "（別紙）変更箇所", "", "別紙２　変更箇所"] {
        let [old, new] = [&logs[0], &logs[1]].map(|log| format!("{TEXT}<p>{title}</p>{log}"));
        let found = entries(&old, &new.replace("３年", "５年"), &log_options());
        assert_eq!(
            shown(&found),
            ["第２: この指針は、３年ごとに見直す。 → この指針は、５年ごとに見直す。"],
            "{title}"
        );
        assert_eq!(shown(&entries(&old, &new, &log_options())), Vec::<String>::new(), "{title}");
        let behind = |days: &str| format!("<p>第３　期限<p>期限は、{days}日とする。");
        let [old, new] = [format!("{old}{}", behind("14")), format!("{new}{}", behind("30"))];
        let found = shown(&entries(&old, &new, &log_options()));
        assert_eq!(found, ["第３: 期限は、14日とする。 → 期限は、30日とする。"], "{title}");
    }
}

/// Blank lines and spaces in earlier cells stay, whatever file they go through.
#[test]
fn blank_lines_of_earlier_cells_are_kept() {
    let cells = ["令和5年4月1日", "Ⅰ－５\n①部署", "一\n\n　二\n\n\n三", "四\n\n五", "事後", "－"];
    let after = ["令和5年5月1日", "Ⅰ－６", "　六", "七\n八\n", "事後", "九\n"];
    let front = ["令和5年6月1日", "\nⅠ－７", "\n\n十", "", "", "\n十一\n"];
    let rows = [cells, after, front, after].map(|row| row.map(str::to_owned));
    let log = ChangeLog { earlier: rows.to_vec(), ..ChangeLog::default() };
    let mut report = record(html("old", "<p>旧<p>文"), html("new", "<p>新<p>文"), &log_options());
    report.log = log;
    for (name, format) in [
        ("log.xlsx", OutputFormat::Xlsx),
        ("log.docx", OutputFormat::Docx),
        ("log.csv", OutputFormat::Csv),
        ("log.html", OutputFormat::Html),
        ("log.md", OutputFormat::Markdown),
    ] {
        assert_eq!(cells_of(name, written(&report, format)), rows, "{name}");
    }
    let broken = "<p>前<br><br>後</p><p>次<br></p>";
    let cells = cells_of(
        "log.html",
        rows::page(&format!(
            "<table border=1>{HEADER}<tr><td>令和5年4月1日<td>Ⅰ－５<td>{broken}<td>新<td>事後<td></table>"
        )),
    );
    assert_eq!(cells[0][2], "前\n\n後\n次");
}

/// A document that ends with its log is compared once more without it, under
/// the same rules.
#[test]
fn pairs_made_by_hand_count_beside_a_log_too() {
    const OLD: &str = "<p>第１　届出<p>届出は、窓口に出す。<p>第２　保存<p>書類は、五年保存する。";
    const NEW: &str = "<p>第１　届出<p>申請は、課に送る。<p>第２　保存<p>帳簿は、三年とする。<p>第３　届出<p>届出は、窓口に出す。";
    let log = format!("<p>変更箇所</p><table border=1>{HEADER}{}</table>", row(5, ""));
    let found = |rules: &str, old: &str, new: &str| {
        let pairs = shinkyu::pairs::parse(rules.as_bytes()).expect("rules");
        let options = shinkyu::pipeline::Options { pairs, ..super::options() };
        let sides = shinkyu::model::Sides { old: html("old", old), new: html("new", new) };
        let report = shinkyu::pipeline::record(&sides, &options, &log_options(), &());
        shown(&report.expect("the rules can be followed").log.entries)
    };
    let [old, new] = [OLD, NEW].map(|text| format!("{text}{log}"));
    let plain = found("", OLD, NEW);
    let rules = "第１ = 第１\n第３ = -\n".replace("第３ = -", "- = 第３");
    let ruled = found(&rules, OLD, NEW);
    assert_ne!(plain, ruled, "the rules change something");
    assert_eq!(found("", &old, &new), plain);
    assert_eq!(found(&rules, &old, &new), ruled);
    // What is said of the log itself does no harm.
    let more = format!("{rules}新 第３ +下線 「新5」\n");
    assert_eq!(found(&more, &old, &new), ruled);
}
