//! Logs that stand in several tables of a file, with something else between.

use super::{earlier_of, rows};

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
