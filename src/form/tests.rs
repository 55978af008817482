//! Forms as web pages: which items are read, and that no character is lost.

mod choices;
mod labels;

use super::*;
use crate::error::Warnings;
use crate::model::{Side, count_characters};
use crate::normalize::normalize;
use crate::outline::outline;
use crate::read::{Input, ReadOptions, read};

/// A form as a web page: the rows of a table, cells parted by `|`; a row
/// without it is a cell over the whole width, one that begins with `#` a
/// paragraph.
fn outlined(rows: &str) -> Outlined {
    let mut page = String::from("<html><body>");
    let mut in_table = false;
    for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let text = row.strip_prefix('#');
        if text.is_some() == in_table {
            page.push_str(if in_table { "</table>" } else { "<table border='1'>" });
            in_table = !in_table;
        }
        if let Some(text) = text {
            page.extend(["<p>", text, "</p>"]);
            continue;
        }
        let cells: Vec<&str> = row.split('|').collect();
        let span = 6 / cells.len().max(1);
        let cell = |cell: &&str| format!("<td colspan='{span}'>{}</td>", cell.replace('/', "<br>"));
        page.push_str("<tr>");
        page.extend(cells.iter().map(cell));
        page.push_str("</tr>");
    }
    let input = Input { name: "form.html".into(), bytes: page.into_bytes() };
    let mut warnings = Warnings::new(Side::Old);
    let extract = read(&input, &ReadOptions::default(), &mut warnings).expect("a web page");
    let document = normalize(extract);
    Outlined { outline: outline(&document), document }
}

fn fields(form: &Form) -> Vec<String> {
    let star = |field: &Field| if field.important { "※" } else { "" };
    let said = |field: &Field| format!("{}{} {}", field.key, star(field), field.value.join("/"));
    form.fields.iter().map(said).collect()
}

/// Every character of the blocks stands in one place of the form.
fn balances(form: &Form, outlined: &Outlined) {
    let document = &outlined.document;
    let mut spans: Vec<Span> = form.headings.clone();
    spans.extend(form.fields.iter().flat_map(|field| field.labels.iter().chain(&field.spans)));
    spans.extend(form.unassigned.iter().map(|loose| loose.span));
    let log = form.log.iter().flat_map(|log| log.heading.iter().chain(&log.blocks));
    let parts = log.flat_map(|block| document.blocks[block.index()].text.parts());
    spans.extend(parts.map(|part| part.span));
    let n = |span: &Span| count_characters(document.source.slice(*span));
    spans.retain(|span| n(span) > 0);
    spans.sort();
    let apart = |pair: &[Span]| pair[0].end() <= pair[1].start();
    assert!(spans.windows(2).all(apart), "a text is held twice");
    let all = document.blocks.iter().flat_map(|block| block.text.parts());
    let all: u64 = all.map(|part| n(&part.span)).sum();
    assert_eq!(spans.iter().map(n).sum::<u64>(), all, "a text is held nowhere");
}

const FOCUSED: &str = "
    #[令和６年10月　様式３]
    #特定個人情報保護評価書（重点項目評価書）
    評価書番号|評価書名
    7|みなと台市　住宅の貸付けに関する事務
    公表日|令和6年2月1日
    #Ⅰ　基本情報
    １．特定個人情報ファイルを取り扱う事務
    ①事務の名称|住宅の貸付け
    ②事務の内容|申請を受ける。/審査する。
    ③対象人数|[　1,000人未満　]|＜選択肢＞/1) 1,000人未満/2) 1,000人以上
    ２．特定個人情報ファイルを取り扱う事務において使用するシステム
    システム１
    ➀システムの名称|貸付けシステム
    ③他のシステムとの接続|[ ○ ]庁内連携システム　[ ]その他
    システム２
    ①システムの名称|中間サーバー
    ４．個人番号の利用　※
    法令上の根拠|番号法第９条
    #Ⅱ　特定個人情報ファイルの概要
    １．特定個人情報ファイル名
    貸付けファイル
    ６．特定個人情報の保管・消去
    ①保管場所|書庫
    災害時の連絡|防災課へ
    ７．備考
    #（別添２）変更箇所
    変更日|項目|変更前の記載|変更後の記載|提出時期|提出時期に係る説明
    令和5年1月5日|Ⅰ－１|旧|新|事後|-
";

#[test]
fn items_are_found_by_label_and_place() {
    let outlined = outlined(FOCUSED);
    let form = form(&outlined);
    assert_eq!((form.kind, form.version.as_str()), (Some(FormKind::Focused), "令和６年10月"));
    assert_eq!(
        fields(&form),
        [
            "表紙/評価書番号 7",
            "表紙/評価書名 みなと台市　住宅の貸付けに関する事務",
            "表紙/公表日 令和6年2月1日",
            "Ⅰ/1/① 住宅の貸付け",
            "Ⅰ/1/② 申請を受ける。/審査する。",
            "Ⅰ/1/③ 1,000人未満",
            "Ⅰ/2/システム1/① 貸付けシステム",
            "Ⅰ/2/システム1/③ [○]庁内連携システム",
            "Ⅰ/2/システム2/① 中間サーバー",
            "Ⅰ/4/法令上の根拠※ 番号法第９条",
            "Ⅱ/1 貸付けファイル",
            "Ⅱ/6/保管場所※ 書庫",
            "Ⅱ/6/災害時の連絡 防災課へ",
            "Ⅱ/7 ",
        ]
    );
    let path: Vec<&str> = form.fields[4].path.iter().map(String::as_str).collect();
    assert_eq!(path, ["Ⅰ　基本情報", "１．特定個人情報ファイルを取り扱う事務", "②事務の内容"]);
    let log = form.log.as_ref().expect("the document keeps a log");
    assert!(log.heading.is_some() && log.tables.len() == 1);
    balances(&form, &outlined);
}

#[test]
fn what_the_version_should_have_is_missed() {
    let rows = "
        #[平成31年１月　様式２]
        #特定個人情報保護評価書（基礎項目評価書）
        #Ⅰ　関連情報
        １．特定個人情報ファイルを取り扱う事務
        ①事務の名称|住宅の貸付け
        ②事務の概要|台帳を作る。なお、③システムの名称も見よ。
        ２．特定個人情報ファイル名
        貸付けファイル
        ５．評価実施機関における担当部署
        ①部署|住宅課/②所属長の役職名/課長
        ９．規則第９条第２項の適用
        適用した理由|新しい様式の項目
        #Ⅳ　リスク対策
        ８．監査
        実施の有無|[ ○ ]自己点検
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    let of = |kind: GapKind| -> Vec<&str> {
        let own = form.gaps.iter().filter(|gap| gap.kind == kind);
        own.map(|gap| gap.label.as_str()).collect()
    };
    let other = ["Ⅰ－９ 規則第９条第２項の適用", "Ⅰ－９ 適用した理由"];
    assert_eq!(of(GapKind::OtherVersion), other);
    assert_eq!(of(GapKind::Unread), ["Ⅰ－５ ②所属長の役職名"]);
    let lost = of(GapKind::NotFound);
    assert_eq!(lost[..3], ["表紙", "Ⅰ－１ ③システムの名称", "Ⅰ－３ 個人番号の利用"]);
    assert!(lost.contains(&"Ⅱ　しきい値判断項目") && !lost.contains(&"Ⅳ－８ 監査"));
    assert!(lost.contains(&"Ⅳ－９ 従業者に対する教育・啓発"), "{lost:?}");
    assert!(!lost.iter().any(|it| it.starts_with("Ⅳ－11")), "{lost:?}");
    assert!(fields(&form).contains(&"Ⅰ/9/適用した理由 新しい様式の項目".to_owned()));
    let said = warnings(&form, &outlined.document, crate::model::Side::New);
    assert_eq!(said.len(), 3);
    balances(&form, &outlined);
}

#[test]
fn a_second_file_counts_and_contents_do_not() {
    let rows = "
        #特定個人情報保護評価書（重点項目評価書）
        #Ⅰ　基本情報
        #Ⅱ　特定個人情報ファイルの概要
        #Ⅲ　リスク対策　※
        #Ⅰ　基本情報
        ５．情報提供ネットワークシステムによる情報連携　※
        ①実施の有無|未定
        #Ⅱ　特定個人情報ファイルの概要
        １．特定個人情報ファイル名
        住民ファイル
        ２．基本情報
        ⑤保有開始日|平成27年10月1日
        #Ⅱ　特定個人情報ファイルの概要
        １．特定個人情報ファイル名
        宛名ファイル
        ２．基本情報
        ⑤保有開始日|平成28年1月1日
        #Ⅴ　評価実施手続
        １．基礎項目評価
        ①実施日|令和6年1月9日
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(
        fields(&form),
        [
            "Ⅰ/5/①※ 未定",
            "Ⅱ/1 住民ファイル",
            "Ⅱ/2/⑤ 平成27年10月1日",
            "Ⅱ(2)/1 宛名ファイル",
            "Ⅱ(2)/2/⑤ 平成28年1月1日",
            "Ⅴ/1/① 令和6年1月9日",
        ]
    );
    balances(&form, &outlined);
}

#[test]
fn documents_of_no_known_form_have_fields_of_their_own() {
    let rows = "
        #第１　届出
        #１　届出は、30日以内に行う。
        #２　届書は、窓口に出す。
        #第２　雑則
        #この要領は、四月から用いる。
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(form.kind, None);
    assert!(fields(&form).iter().any(|field| field.starts_with("第2雑則 ")), "{:?}", fields(&form));
    balances(&form, &outlined);
}

proptest::proptest! {
    #[test]
    fn no_order_of_rows_loses_text(seed in 0_u64..1_000_000, n in 1_usize..40) {
        let mut rows: Vec<&str> = FOCUSED.lines().filter(|row| !row.trim().is_empty()).collect();
        let mut state = seed;
        for at in (1..rows.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            rows.swap(at, (state >> 33) as usize % (at + 1));
        }
        let outlined = outlined(&rows[..n.min(rows.len())].join("\n"));
        balances(&form(&outlined), &outlined);
    }
}
