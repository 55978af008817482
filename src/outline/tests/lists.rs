//! What ends lists, and what counts on in them: closing lines, questions, words,
//! articles out of order.

use super::*;

#[test]
fn what_stands_behind_the_closing_lines_is_no_part_of_the_last_provision() {
    let contract = "業務委託契約書\n第１条　甲は乙に委託する。\n（１）　保守\n（２）　監視\nこの契約の締結を証するため、本書二通を作成し、甲乙記名押印の上、各自一通を保有する。\n令和８年４月１日\n甲　つばめ市\n別紙\n１　業務の内容\n";
    let expected =
        ["- 1", "第１条 1", "  （１） 1", "  （２） 1", "- 1", "- 1", "- 1", "別紙 1", "  １ 1"];
    assert_eq!(sketch(contract), expected);
    let notice = "記\n１　期日\n２　会場\nこの契約は、会場を借りるためのものである。\n　以　上\n担当　総務課\n";
    assert_eq!(sketch(notice), ["- 1", "１ 1", "２ 2", "- 1", "- 1"]);
    let annex = "１　報告\n担当　佐藤\n別紙\n１　様式\n";
    assert_eq!(sketch(annex), ["１ 1", "- 1", "別紙 1", "  １ 1"]);
    let notice = "１　窓口\n（１）　市民課\n担当　佐藤\n（２）　税務課\n担当者は、名札を着ける。\n（問合せ先）\n総務課\n";
    assert_eq!(sketch(notice), ["１ 1", "  （１） 2", "  （２） 2", "- 1", "- 1"]);
    // What stands above the articles of a contract.
    let contract = "１　業務の名称\n２　契約金額\n高森市（以下「甲」という。）と乙山社とは、次の条項により委託契約を締結する。\n（総則）\n第１条　乙は、履行する。\n２　言語は、日本語とする。\n";
    assert_eq!(sketch(contract), ["１ 1", "２ 1", "- 1", "第１条 2", "  ２ 1"]);
    // A heading in brackets about it stands in no list.
    let notice = "８　その他\n(1) 返却しません。\n(2) 採用します。\n【問合せ先】\n総務課\n";
    assert_eq!(sketch(notice), ["８ 1", "  (1) 1", "  (2) 1", " 2"]);
    // The text of a section about it, and of a sentence about an office.
    let contact = "１　申込み\n２　問合せ先\n担当　総務課\n電話　２３\n";
    assert_eq!(sketch(contact), ["１ 1", "２ 3"]);
    let office = "１　報告\n担当課は、速やかに公表する。\n担当部署は\n";
    assert_eq!(sketch(office), ["１ 3"]);
    // 以上 of a list whose section goes on.
    let list = "１　書類\n（１）　申請書\nア　様式\n以上\n（２）　誓約書\n２　期限\n以上\n";
    assert_eq!(sketch(list), ["１ 1", "  （１） 1", "    ア 2", "  （２） 1", "２ 1", "- 1"]);
    // Whether somebody asks or not.
    let marked = document("１　報告\n○担当　総務課\n○電話　２３\n");
    let n_sections = |outline: &Outline| outline.sections().len();
    assert_eq!(n_sections(&explained(&marked).0), n_sections(&outline(&marked)));
    assert_eq!(n_sections(&outline(&marked)), 3);
}

#[test]
fn questions_follow_each_other_and_hold_their_answers() {
    let text = "１　対象者\n問１　誰が対象ですか。\n答　次の人です。\n①　住民\n②　職員\n問２　所得制限はありますか。\n答　ありません。\n２　申請\n問３\nいつまでですか。\n答　３月です。\n";
    let expected = ["１ 1", "  問１ 2", "    ① 1", "    ② 1", "  問２ 2", "２ 1", "  問３ 3"];
    assert_eq!(sketch(text), expected);
    let text = "Ｑ１－１　個人情報とは何ですか。\nＡ１－１　個人に関する情報です。\nＱ１－２　紙も含みますか。\nＡ１－２　含みます。Ａ４判も同じです。\nA4 縦の紙です。\nＱ２－１　届出は必要ですか。\nＡ２－１　必要です。\n";
    let expected =
        ["Ｑ１－１ 1", "  Ａ１－１ 1", "Ｑ１－２ 1", "  Ａ１－２ 2", "Ｑ２－１ 1", "  Ａ２－１ 1"];
    assert_eq!(sketch(text), expected);
}

#[test]
fn words_that_count_on_head_sections() {
    let plan = "第Ⅱ章　施策\n基本目標１　育ち\n施策１－１　保健\n事例１）産後\n事例２）訪問\n施策１－２　医療\n基本目標２　子育て\n施策２－１　保育\n施策２－２　居場所\n目標 ３年以内とする。\n課題１　定員\n";
    let expected = [
        "第Ⅱ章 1",
        "  基本目標１ 1",
        "    施策１－１ 1",
        "      事例１） 1",
        "      事例２） 1",
        "    施策１－２ 1",
        "  基本目標２ 1",
        "    施策２－１ 1",
        "    施策２－２ 2",
        "      課題１ 1",
    ];
    assert_eq!(sketch(plan), expected);
    // A title stands for itself where the neighbours are gone; a sentence does not.
    check(&[
        (
            "第１　事例\n事例１　訪問\n訪ねる。\n事例３　預かり\n預かる。\n",
            "第１\n  事例１\n  事例３",
        ),
        ("第１　事例\n事例１　助産師が訪ねた。\n事例３　子を預かった。\n", "第１"),
        ("第１　事業\n事業 10 件の補助を行う。\n事業 11 件を見直す\n", "第１"),
    ]);
}

#[test]
fn numbers_in_a_question_are_words_of_it() {
    check(&[
        (
            "問　一般に公開されますか。\n答　はい。\n問　２人以上で申請できますか。\n問　10月からですか。\n問　十分な説明はありますか。\n",
            "",
        ),
        (
            "問1　関心がありますか。\n問2　投票しましたか。\n問2回目の調査を行う。\n問3　満足ですか。\n",
            "問1\n問2\n問3",
        ),
        (
            "問 1 関心がありますか。\n問 2 投票しましたか。\n問 2 で「はい」と答えた人に聞きます。\n問１（１）で答えた人に聞きます。\n問 3 もし分かれば理由をお書きください。\n",
            "問 1\n問 2\n問 3",
        ),
        (
            "問１　はい\n問２　いいえ\n問１「はい」の人に聞きます。\n問３　理由\n",
            "問１\n問２\n問３",
        ),
        (
            "問１　利用\n問２　回数\n問２（利用した）と答えた方に伺います。\n問２「利用していない」を選んだ方のみ\n問10 日前に\n問５ 年以上\n問２ と回答した方\n問３　理由\n",
            "問１\n問２\n問３",
        ),
        ("第１　施策\n施策１　学校\n施策４ 校の新設\n施策２　図書館\n", "第１\n  施策１\n  施策２"),
    ]);
}

#[test]
fn questions_and_titles_may_begin_with_what_counts_or_cites() {
    check(&[
        (
            "問1 届出は必要ですか。\n答 必要です。\n問2 名前を変えたときは、どうしますか。\n問3 年度の途中で始められますか。\n問４ と畜場とは何ですか。\n問５ 人以外も対象ですか。\n",
            "問1\n問2\n問3\n問４\n問５",
        ),
        (
            "問１（申請書）の提出先はどこですか。\n問２「届出書」の様式はどこにありますか。\n問３（証明書）は何日で届きますか。\n",
            "問１\n問２\n問３",
        ),
        (
            "第１　施策\n施策１ 人を育てる\n施策２ 人にやさしいまちづくり\n",
            "第１\n  施策１\n  施策２",
        ),
    ]);
}

#[test]
fn chapters_stand_in_no_list_before_them() {
    check(&[
        (
            "改正のポイント\n(1) 対象者の拡大\n(2) 補助率\n第１章　総則\n第１条　定める。\n第２章　雑則\n第２条　任せる。\n",
            "(1)\n(2)\n第１章\n  第１条\n第２章\n  第２条",
        ),
        (
            "留意事項\n１　職員向けである。\n２　問合せは総務課とする。\nⅠ　方針\n１　目的\nⅡ　手続\n１　申請\n",
            "１\n２\nⅠ\n  １\nⅡ\n  １",
        ),
        // Where a figure comes from is no annex.
        (
            "第１章　現状\n１　人口\n資料：総務課調べ\n２　世帯\n参考：前年度は十件\n第２章　施策\n参考資料１　用語\n",
            "第１章\n  １\n  ２\n第２章\n参考資料１",
        ),
        // A title is one.
        (
            "第１　概要\n１　経過\n２　現状\n参考：用語の説明\n第２　方針\n資料：提出書類一覧\n１　住民票\n",
            "第１\n  １\n  ２\n参考\n第２\n資料\n  １",
        ),
    ]);
}

#[test]
fn the_text_of_a_form_is_closed_inside_it() {
    let contract = "（目的）\n第１条　定める。\n様式第１号（第２条関係）\n業務委託契約書\n甲と乙とは、次の条項により委託契約を締結する。\n第１条　行う。\n第１条の２　守る。\n第２条　秘密とする。\nこの契約の締結を証するため、本書を作成する。\n令和８年４月１日\n様式第２号（第２条関係）\n";
    let expected = [
        "第１条 2",
        "様式第１号 3",
        "  第１条 1",
        "  第１条の２ 1",
        "  第２条 1",
        "  - 1",
        "  - 1",
        "様式第２号 1",
    ];
    assert_eq!(sketch(contract), expected);
}

#[test]
fn an_article_with_a_caption_is_one_out_of_order() {
    let text = "（損害）\n第10条　賠償する。\n（裁判所）\n第12条　裁判所とする。\n（協議）\n第11条　協議する。\n";
    assert_eq!(sketch(text), ["第10条 2", "第12条 2", "第11条 2"]);
    // One that is quoted is not.
    let text = "（定義）\n第２条　例による。\n（参照条文）\n第20条　講ずる。\n（国の責務）\n第30条　講ずる。\n（責務）\n第３条　定める。\n";
    assert_eq!(sketch(text), ["第２条 6", "第３条 2"]);
    // The caption of a special rule is no example.
    let text = "附　則\n（施行期日）\n１　施行する。\n（任期の特例）\n２　三年とする。\n（例）\n３　記載する。\n";
    assert_eq!(sketch(text), ["附　則 1", "  １ 2", "  ２ 3", "  ３ 1"]);
}
