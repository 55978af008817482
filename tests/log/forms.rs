//! A short 基礎項目評価書 of an office that does not exist, as tables of HTML.

use std::fmt::Write as _;

/// What differs between two versions.
pub struct Words {
    department: String,
    counted: String,
}

/// The words of a version: its department, the day of its counts.
pub fn words_of(department: &str, counted: &str) -> Words {
    Words { department: department.into(), counted: counted.into() }
}

fn row(out: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let paragraphs: Vec<String> =
                cell.split('|').map(|line| format!("<p>{line}</p>")).collect();
            format!("<td>{}</td>", paragraphs.concat())
        })
        .collect();
    let _ = write!(out, "<tr>{}</tr>", cells.concat());
}

fn heading(out: &mut String, text: &str) {
    let _ = write!(out, "<tr><td colspan='2'>{text}</td></tr>");
}

/// The form.
pub fn basic(words: &Words) -> String {
    let Words { department, counted } = words;
    let mut out = String::from(
        "<p>[平成31年１月　様式２]</p><p>特定個人情報保護評価書（基礎項目評価書）</p>\
         <p>公表日　令和6年1月15日</p><p>Ⅰ　関連情報</p><table border='1'>",
    );
    heading(&mut out, "１．特定個人情報ファイルを取り扱う事務");
    row(&mut out, &["①事務の名称", "森林環境手当に関する事務"]);
    row(&mut out, &["②事務の概要", "一　受付|二　審査|三　通知|四　記録"]);
    row(&mut out, &["③システムの名称", "１．手当システム|２．宛名システム"]);
    heading(&mut out, "２．特定個人情報ファイル名");
    heading(&mut out, "森林環境手当ファイル");
    heading(&mut out, "３．個人番号の利用");
    row(&mut out, &["法令上の根拠", "番号法第９条第２項"]);
    heading(&mut out, "４．情報提供ネットワークシステムによる情報連携");
    row(&mut out, &["①実施の有無", "実施しない"]);
    heading(&mut out, "５．評価実施機関における担当部署");
    row(&mut out, &["①部署", &format!("福祉部　{department}")]);
    row(&mut out, &["②所属長の役職名", "課長"]);
    heading(&mut out, "７．特定個人情報の開示・訂正・利用停止請求");
    row(&mut out, &["請求先", "架空市役所　総務部　文書課"]);
    heading(&mut out, "８．特定個人情報ファイルの取扱いに関する問合せ");
    row(&mut out, &["連絡先", "架空市役所　福祉部"]);
    out.push_str("</table><p>Ⅱ　しきい値判断項目</p><table border='1'>");
    heading(&mut out, "１．対象人数");
    row(&mut out, &["評価対象の事務の対象人数は何人か", "1,000人以上1万人未満"]);
    row(&mut out, &["いつ時点の計数か", &format!("{counted}　時点")]);
    heading(&mut out, "２．取扱者数");
    row(&mut out, &["特定個人情報ファイル取扱者数は500人以上か", "500人未満"]);
    row(&mut out, &["いつ時点の計数か", &format!("{counted}　時点")]);
    out.push_str("</table><p>Ⅲ　しきい値判断結果</p><table border='1'>");
    row(&mut out, &["しきい値判断結果", "基礎項目評価の実施が義務付けられる"]);
    out.push_str("</table>");
    out
}

/// The part that a later version of the form brings.
pub fn measures() -> String {
    let mut out = String::from("<p>Ⅳ　リスク対策</p><table border='1'>");
    heading(&mut out, "１．提出する特定個人情報保護評価書の種類");
    row(&mut out, &["種類", "基礎項目評価書"]);
    heading(&mut out, "２．特定個人情報の入手");
    row(&mut out, &["目的外の入手が行われるリスクへの対策は十分か", "十分である"]);
    heading(&mut out, "３．特定個人情報の使用");
    row(&mut out, &["権限のない者によって不正に使用されるリスクへの対策は十分か", "十分である"]);
    out.push_str("</table>");
    out
}
