//! Forms as web pages: which items are read, and that no character is lost.

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
fn a_cell_may_hold_a_label_and_more() {
    let rows = "
        #特定個人情報保護評価書（重点項目評価書）
        #Ⅱ　特定個人情報ファイルの概要
        ３．特定個人情報の入手・使用
        ③使用目的　※ 資格の管理のため。
        ④使用の主体　使用部署|市民課
        使用者数|[ 10人未満 ]
        ⑤使用方法/・資格を確かめる。/・賦課する。
        ６．特定個人情報の保管・消去
        保管場所　※|書庫
        #Ⅳ　開示請求、問合せ
        １．特定個人情報の開示・訂正・利用停止請求
        ①請求先|総務課|②請求方法|書面
        ２．特定個人情報ファイルの取扱いに関する問合せ
        ①連絡先：市民課|②対応方法/記録する。
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(
        fields(&form),
        [
            "Ⅱ/3/③※ 資格の管理のため。",
            "Ⅱ/3/④/使用部署 市民課",
            "Ⅱ/3/④/使用者数 10人未満",
            "Ⅱ/3/⑤ ・資格を確かめる。/・賦課する。",
            "Ⅱ/6/保管場所※ 書庫",
            "Ⅳ/1/① 総務課",
            "Ⅳ/1/② 書面",
            "Ⅳ/2/① 市民課",
            "Ⅳ/2/② 記録する。",
        ]
    );
    let path: Vec<&str> = form.fields[2].path.iter().map(String::as_str).collect();
    assert_eq!(path[2..], ["④使用の主体", "使用者数"]);
    balances(&form, &outlined);
}

#[test]
fn labels_of_several_sections_belong_to_the_one_that_is_read() {
    let rows = "
        #特定個人情報保護評価書（重点項目評価書）
        #Ⅲ　リスク対策
        ３．特定個人情報の使用
        リスク２：権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスク
        ユーザ認証の管理|[ 行っている ]
        具体的な管理方法|静脈による。
        使用の記録|残す。
        具体的な方法|操作の記録を残す。
        ルールの内容及びルール遵守の確認方法|定める。
        その他の措置の内容|画面を閉じる。
        リスクへの対策は十分か|[ 十分である ]
        ５．特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）
        リスク：不正な提供・移転が行われるリスク
        具体的な方法|提供の日を残す。
        その他の措置の内容|なし
        実施の有無|[ ○ ]自己点検
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(
        fields(&form),
        [
            "Ⅲ/3/リスク2/ユーザ認証の管理※ 行っている",
            "Ⅲ/3/リスク2/具体的な管理方法※ 静脈による。",
            "Ⅲ/3/リスク2/使用の記録※ 残す。",
            "Ⅲ/3/リスク2/具体的な方法※ 操作の記録を残す。",
            "Ⅲ/3/リスク2/ルールの内容及びルール遵守の確認方法※ 定める。",
            "Ⅲ/3/リスク2/その他の措置の内容※ 画面を閉じる。",
            "Ⅲ/3/リスク2/リスクへの対策は十分か※ 十分である",
            "Ⅲ/5/リスク/具体的な方法※ 提供の日を残す。",
            "Ⅲ/5/リスク/その他の措置の内容※ なし",
            "Ⅲ/5/リスク/実施の有無※ [○]自己点検",
        ]
    );
    balances(&form, &outlined);
}

#[test]
fn what_the_form_prints_between_items_is_no_answer() {
    let rows = "
        #特定個人情報保護評価書（全項目評価書）
        #Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策
        ４．特定個人情報ファイルの取扱いの委託|[　　]委託しない
        委託先による特定個人情報の不正入手・不正な使用に関するリスク/委託先による特定個人情報の不正な提供に関するリスク/再委託に関するリスク
        情報保護管理体制の確認|認証を確かめる。
        特定個人情報の提供ルール|[ 定めている ]
        委託元と委託先間の提供に関するルールの内容及びルール遵守の確認方法|受渡簿による。
        特定個人情報の消去ルール|[ 定めている ]
        ルールの内容及びルール遵守の確認方法|証明書による。
        #Ⅴ　開示請求、問合せ
        １．特定個人情報の開示・訂正・利用停止請求
        ③手数料等|[ 有料 ]
        （手数料額、納付方法：　10円（白黒）　）
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(
        fields(&form),
        [
            "Ⅲ/4※ ",
            "Ⅲ/4/情報保護管理体制の確認※ 認証を確かめる。",
            "Ⅲ/4/特定個人情報の提供ルール※ 定めている",
            "Ⅲ/4/特定個人情報の提供ルール/委託元と委託先間の提供に関するルールの内容及びルール遵守の確認方法※ 受渡簿による。",
            "Ⅲ/4/特定個人情報の消去ルール※ 定めている",
            "Ⅲ/4/特定個人情報の消去ルール/ルールの内容及びルール遵守の確認方法※ 証明書による。",
            "Ⅴ/1/③ 有料",
            "Ⅴ/1/③/手数料額納付方法 10円（白黒）",
        ]
    );
    let path = &form.fields[7].path;
    assert_eq!(path.last().map(String::as_str), Some("（手数料額、納付方法：）"));
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
fn numbered_lines_of_an_answer_are_no_headings() {
    let rows = "
        #特定個人情報保護評価書（重点項目評価書）
        #Ⅰ　基本情報
        １．特定個人情報ファイルを取り扱う事務
        ②事務の内容
        １．資格の管理
        ２．賦課
        ３．徴収
        ③対象人数
        [ 1,000人未満 ]
        ３．特定個人情報ファイル名
        １．貸付けファイル
        ４．宛名ファイル
        ４．個人番号の利用　※
        法令上の根拠|番号法
        ５．なぞの節
        #Ⅱ　特定個人情報ファイルの概要
        ７．備考
        なし
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(
        fields(&form),
        [
            "Ⅰ/1/② １．資格の管理/２．賦課/３．徴収",
            "Ⅰ/1/③ 1,000人未満",
            "Ⅰ/3 １．貸付けファイル/４．宛名ファイル",
            "Ⅰ/4/法令上の根拠※ 番号法",
            "Ⅱ/7 なし",
        ]
    );
    let lost = form.unassigned.iter().filter(|it| it.why == Why::NoItem);
    let lost: Vec<&str> = lost.map(|it| outlined.document.source.slice(it.span)).collect();
    assert_eq!(lost, ["５．なぞの節"]);
    balances(&form, &outlined);
}

#[test]
fn what_an_empty_choice_offers_is_no_answer() {
    let rows = "
        #[平成31年１月　様式２]
        #特定個人情報保護評価書（基礎項目評価書）
        #Ⅱ　しきい値判断項目
        １．対象人数
        評価対象の事務の対象人数は何人か|[|]|＜選択肢＞
        1) 1,000人未満/2) 1,000人以上1万人未満
        いつ時点の計数か|令和4年4月1日|時点
        #２．取扱者数
        #特定個人情報ファイル取扱者数は500人以上か
        #[　　]
        #＜選択肢＞
        #1) 500人以上
        #2) 500人未満
        #３．重大事故
        過去１年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか|1) 発生あり
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    let values: Vec<String> = form.fields.iter().map(|field| field.value.join("/")).collect();
    assert_eq!(values, ["", "令和4年4月1日　時点", "", "1) 発生あり"]);
    for at in [0, 2, 3] {
        assert_eq!(form.fields[at].kind, ValueKind::Choice);
    }
    balances(&form, &outlined);
}

#[test]
fn a_heading_behind_an_empty_choice_is_no_answer() {
    let rows = "
        #[平成31年１月　様式２]
        #特定個人情報保護評価書（基礎項目評価書）
        #Ⅳ　リスク対策
        ２．目的外の入手が行われる
        目的外の入手が行われるリスクへの対策は十分か|[|]|＜選択肢＞/1) 十分である
        ３．目的を超えた紐付けが行われる
        目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策は十分か|[|]|＜選択肢＞/1) 十分である
        ４．委託先における不正な使用等の
        委託先における不正な使用等のリスクへの対策は十分か|[|十分である|]|＜選択肢＞/1) 十分である
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(
        fields(&form),
        [
            "Ⅳ/2/目的外の入手が行われるリスクへの対策は十分か ",
            "Ⅳ/3/目的を超えた紐付け事務に必要のない情報との紐付けが行われるリスクへの対策は十分か ",
            "Ⅳ/4/委託先における不正な使用等のリスクへの対策は十分か 十分である",
        ]
    );
    balances(&form, &outlined);
}

#[test]
fn boxes_and_references_are_no_labels() {
    let rows = "
        #[平成30年５月　様式３]
        #特定個人情報保護評価書（重点項目評価書）
        #Ⅰ　基本情報
        #２．特定個人情報ファイルを取り扱う事務において使用するシステム
        #システム1
        #①システムの名称
        #国民健康保険システム
        #③他のシステムとの接続
        #[○]情報提供ネットワークシステム
        #[　]庁内連携システム
        #［○］税務システム
        #５．情報提供ネットワークシステムによる情報連携　※
        #①実施の有無
        #[ 未定 ]
        #Ⅱ　特定個人情報ファイルの概要
        #２．基本情報
        #④記録される項目
        #全ての記録項目
        #別添１を参照。
        #⑤保有開始日
        #平成27年10月5日
        #（別添１）特定個人情報ファイル記録項目
        #宛名番号
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(
        fields(&form),
        [
            "Ⅰ/2/システム1/① 国民健康保険システム",
            "Ⅰ/2/システム1/③ [○]情報提供ネットワークシステム/［○］税務システム",
            "Ⅰ/5/①※ 未定",
            "Ⅱ/2/④/全ての記録項目 別添１を参照。",
            "Ⅱ/2/⑤ 平成27年10月5日",
            "別添1 宛名番号",
        ]
    );
    balances(&form, &outlined);
}

#[test]
fn a_box_at_the_end_of_a_line_goes_with_the_next() {
    let rows = "
        #[平成31年１月　様式２]
        #特定個人情報保護評価書（基礎項目評価書）
        #Ⅳ　リスク対策
        ６．情報提供ネットワークシステムとの接続 [　]/接続しない（入手） [　]接続しない（提供）
        目的外の入手が行われるリスクへの対策は十分か|[ 十分である ]
        ８．監査
        実施の有無|[　]/自己点検　[○]/内部監査/[○]外部監査
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(
        fields(&form),
        [
            "Ⅳ/6 ",
            "Ⅳ/6/目的外の入手が行われるリスクへの対策は十分か 十分である",
            "Ⅳ/8/実施の有無 [○]内部監査/[○]外部監査",
        ]
    );
    balances(&form, &outlined);
}

#[test]
fn a_choice_that_names_the_form_is_no_title() {
    let rows = "
        #特定個人情報保護評価書（基礎項目評価書）
        #[平成31年１月　様式２]
        #Ⅳ　リスク対策
        #１．提出する特定個人情報保護評価書の種類
        #[　基礎項目評価書　]
        #＜選択肢＞
        #1) 基礎項目評価書
        #2) 基礎項目評価書及び重点項目評価書
        #８．監査
        実施の有無|[○]自己点検
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(fields(&form), ["Ⅳ/1 基礎項目評価書", "Ⅳ/8/実施の有無 [○]自己点検"]);
    balances(&form, &outlined);
}

#[test]
fn a_group_label_above_its_items_is_no_answer() {
    let rows = "
        #[平成30年５月　様式３]
        #特定個人情報保護評価書（重点項目評価書）
        #Ⅱ　特定個人情報ファイルの概要
        #４．特定個人情報ファイルの取扱いの委託　※
        #委託事項1
        #システムの運用保守
        #③委託先名
        #株式会社さくらはまシステム
        #再委託
        #④再委託の有無　※
        #[ 再委託する ]
        #⑤再委託の許諾方法
        #書面による承諾
        #⑥再委託事項
        #再委託
    ";
    let outlined = outlined(rows);
    let form = form(&outlined);
    assert_eq!(
        fields(&form)[1..],
        [
            "Ⅱ/4/委託事項1/③ 株式会社さくらはまシステム",
            "Ⅱ/4/委託事項1/④※ 再委託する",
            "Ⅱ/4/委託事項1/⑤ 書面による承諾",
            "Ⅱ/4/委託事項1/⑥ 再委託",
        ]
    );
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
