//! Choices and boxes: what is ticked, and what is only offered.

use super::*;

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
