//! Small texts and the trees a drafter would draw of them.

use super::*;
use crate::model::{Format, Join, Text};

mod lists;
mod tables;

/// A document of one paragraph for each line. A tab stands for a wrap inside a
/// paragraph.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in text.split_terminator('\n') {
        let mut own = Text::default();
        for line in paragraph.split('\t') {
            own.push(Span::new(start, start + line.len()), Join::Tight);
            start += line.len() + 1;
        }
        blocks.push(Block { kind: BlockKind::Paragraph, text: own });
    }
    let source = Source::new("試験".into(), Format::Text, text.into(), Vec::new(), None);
    Document { source, blocks, set_aside: Vec::new() }
}

/// The outline as lines: two spaces for each level, then the label and the
/// first characters of the section.
fn sketch(text: &str) -> Vec<String> {
    let document = document(text);
    let outline = outline(&document);
    outline
        .ids()
        .map(|id| {
            let section = outline.section(id);
            let depth = outline.ancestors(id).len();
            let heading = outline.heading(section);
            let label = heading.map_or("-", |heading| document.source.slice(heading.label));
            format!("{}{label} {}", "  ".repeat(depth), section.blocks.len())
        })
        .collect()
}

#[test]
fn guideline_levels_are_observed() {
    let text = "まえがき\n第１ 目的\nこの指針は、目的を定める。\n第２ 定義\n１ 用語\n（１） 本人\nア 個人\nイ 法人\n（例）\n・ 例示\n（２） 届出\n２ 範囲\n第４ 義務\n（１）監督\n";
    let expected = [
        "- 1",
        "第１ 2",
        "第２ 1",
        "  １ 1",
        "    （１） 1",
        "      ア 1",
        "      イ 3",
        "    （２） 1",
        "  ２ 1",
        "第４ 1",
        "  （１） 1",
    ];
    assert_eq!(sketch(text), expected);
}

#[test]
fn statutes_nest_by_rank() {
    let text = "第一章　総則\n（目的）\n第一条　この条例は、目的を定める。\n（定義）\n第二条　用語は、次のとおりとする。\n一　市民　人をいう。\n二　職員　者をいう。\n２　前項の規定は、準用する。\n第二条の二　市長は、定める。\n第二章　届出\n第三条　届出は、行う。\n附　則\n１　この条例は、公布の日から施行する。\n";
    let expected = [
        "第一章 1",
        "  第一条 2",
        "  第二条 2",
        "    一 1",
        "    二 1",
        "    ２ 1",
        "  第二条の二 1",
        "第二章 1",
        "  第三条 1",
        "附　則 1",
        "  １ 1",
    ];
    assert_eq!(sketch(text), expected);
}

#[test]
fn paths_place_themselves() {
    let text =
        "１ 総論\n１－１ 目的\n１－１－１ 趣旨\n（１） 本文\n１－２ 範囲\n２ 各論\n２－１ 届出\n";
    let expected = [
        "１ 1",
        "  １－１ 1",
        "    １－１－１ 1",
        "      （１） 1",
        "  １－２ 1",
        "２ 1",
        "  ２－１ 1",
    ];
    assert_eq!(sketch(text), expected);
}

#[test]
fn citations_at_the_start_of_a_paragraph_are_text() {
    let text = "第１ 目的\n第８－１－（１）及び７の規定にいう状態をいう。\n第６条及び第８条に基づき定める。\n（１）の規定は、準用する。\n第２ 定義\n";
    assert_eq!(sketch(text), ["第１ 4", "第２ 1"]);
}

/// The headings alone, as lines: two spaces for each level, then the number, or
/// the line of a heading in brackets.
fn tree(text: &str) -> Vec<String> {
    let document = document(text);
    let outline = outline(&document);
    let headings = outline.ids().filter_map(|id| {
        let heading = outline.heading_of(id)?;
        let depth = outline.ancestors(id).len();
        let label = document.source.slice(heading.label);
        let line = document.blocks[heading.block.index()].text.printed(&document.source);
        let shown = if label.is_empty() { line.trim() } else { label };
        Some(format!("{}{shown}", "  ".repeat(depth)))
    });
    headings.collect()
}

/// Checks many small texts: their headings, one for each line of `expected`.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let expected: Vec<&str> = expected.lines().collect();
        assert_eq!(tree(text), expected, "{text}");
    }
}

#[test]
fn statutes_nest() {
    check(&[
        (
            "第一編　総則\n第一章　通則\n第一節　目的\n第一款　趣旨\n第一目　定義\n（目的）\n第一条　この法律は、次に掲げる者に適用する。\n一　市長\n二　次に掲げる者\nイ　職員\nロ　その他の者で次に掲げるもの\n（１）　委員\n（２）　顧問\n（ｉ）　常勤の者\n（ｉｉ）　非常勤の者\nハ　議員\n三　町長\n２　前項の規定は、準用する。\n３　次に掲げる者は、除く。\n一　県知事\n第一条の二　市長は、定める。\n第二節　届出\n第二条　届出は、行う。\n第二編　罰則\n第三条　罰する。\n",
            "第一編\n  第一章\n    第一節\n      第一款\n        第一目\n          第一条\n            一\n            二\n              イ\n              ロ\n                （１）\n                （２）\n                  （ｉ）\n                  （ｉｉ）\n              ハ\n            三\n            ２\n            ３\n              一\n          第一条の二\n    第二節\n      第二条\n第二編\n  第三条",
        ),
        (
            "第１条　この条例は、目的を定める。\n２　市長は、定める。\n(1)　届出\nア　氏名\n(ア)　通称\nａ　読み\n(ａ)　仮名\n(ｂ)　漢字\nｂ　書き\n(イ)　旧姓\nイ　住所\n(2)　申請\n第３条の２　準用する。\n第３条の２の２　準用する。\n第４条　委任する。\n",
            "第１条\n  ２\n    (1)\n      ア\n        (ア)\n          ａ\n            (ａ)\n            (ｂ)\n          ｂ\n        (イ)\n      イ\n    (2)\n第３条の２\n第３条の２の２\n第４条",
        ),
        (
            "第二条　次に掲げる。\n一　市\n一の二　町\n一の三　村\n二　県\n第五条から第七条まで　削除\n第八条　雑則\n",
            "第二条\n  一\n  一の二\n  一の三\n  二\n第五条から第七条まで\n第八条",
        ),
    ]);
}

#[test]
fn numbering_restarts_in_supplements_and_annexes() {
    check(&[
        (
            "第一条　目的を定める。\n第二条　届出は、行う。\n　　　附　則\n（施行期日）\n第一条　公布の日から施行する。\n第二条　経過措置を定める。\n附　則（令和五年三月三一日条例第五号）\n１　この条例は、公布の日から施行する。\n２　なお従前の例による。\n附　則（令和六年一二月二〇日条例第三〇号）抄\n１　この条例は、公布の日から施行する。\n別表第一（第二条関係）\n１　手数料\n（１）　交付\n２　使用料\n別表第二（第二条関係）\n様式第１号（第３条関係）\n様式第１号の２（第３条関係）\n第２号様式（第４条関係）\n",
            "第一条\n第二条\n附　則\n  第一条\n  第二条\n附　則\n  １\n  ２\n附　則\n  １\n別表第一\n  １\n    （１）\n  ２\n別表第二\n様式第１号\n様式第１号の２\n第２号様式",
        ),
        (
            "第１ 目的\n１ 趣旨\n別紙１\n１ 記入の方法\n別紙様式第１号\n別記第２号様式（第５条関係）\n様式１－２\n参考資料１\n附属書Ａ（規定）\n",
            "第１\n  １\n別紙１\n  １\n別紙様式第１号\n別記第２号様式\n様式１－２\n参考資料１\n附属書Ａ",
        ),
    ]);
}

#[test]
fn office_documents_guidelines_and_contracts_nest() {
    check(&[
        (
            "第１　趣旨\n１　目的\n（１）　対象\nア　個人\n（ア）　本人\nａ　成人\nｂ　未成年\n（イ）　代理人\nイ　法人\n（２）　範囲\n２　定義\n第２　手続\n",
            "第１\n  １\n    （１）\n      ア\n        （ア）\n          ａ\n          ｂ\n        （イ）\n      イ\n    （２）\n  ２\n第２",
        ),
        (
            "第１条（目的）\n甲及び乙は、次のとおり契約する。\n１　甲は、委託する。\n２　乙は、受託する。\n(1)　報告\n①　毎月\n②　毎年\n(2)　検査\n第２条（期間） 期間は、１年とする。\n1. 甲は、延長できる。\n2. 乙は、応じる。\n",
            "第１条\n  １\n  ２\n    (1)\n      ①\n      ②\n    (2)\n第２条\n  1\n  2",
        ),
        (
            "Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n②事務の概要\n③システムの名称\n２．ファイル名\nⅡ　しきい値判断項目\n１．対象人数\nⅣ　リスク対策\n７．保管・消去\nリスク１：漏えい\nリスク２：滅失\n８．監査\n",
            "Ⅰ\n  １\n    ①\n    ②\n    ③\n  ２\nⅡ\n  １\nⅣ\n  ７\n    リスク１\n    リスク２\n  ８",
        ),
        (
            "1 一般\n1.1 範囲\n1.1.1 適用\na) 製品\nb) 部品\n1.2 用語\n2 要求\n2.1 性能\n",
            "1\n  1.1\n    1.1.1\n      a)\n      b)\n  1.2\n2\n  2.1",
        ),
    ]);
}

#[test]
fn paths_close_what_is_not_theirs() {
    check(&[
        (
            "Ⅱ 評価項目\nⅡ－１ 経営\nⅡ－１－１ 意義\n（１） 体制\n① 方針\nイ．役員\nロ．職員\n② 規程\nⅡ－１－２ 着眼点\nⅢ−４ 業務\nⅢ−４−（１） 顧客\nⅢ−４−９−４−４ 保護\nⅣ 手続\n",
            "Ⅱ\n  Ⅱ－１\n    Ⅱ－１－１\n      （１）\n        ①\n          イ\n          ロ\n        ②\n    Ⅱ－１－２\nⅢ−４\n  Ⅲ−４−（１）\n  Ⅲ−４−９−４−４\nⅣ",
        ),
        (
            "第４ 安全管理\n第４－１ 検討\n第４－２ 内容\n第４－２－（１） 個人\n第４－２－⑵ 法人\n① 体制\n第４－３ 評価\n第５ 監査\n",
            "第４\n  第４－１\n  第４－２\n    第４－２－（１）\n    第４－２－⑵\n      ①\n  第４－３\n第５",
        ),
        ("第２ 定義\n第３-(１) 適用\n第４ 雑則\n", "第２\n第３-(１)\n第４"),
        ("２－１ 届出\n１ 期限\n２ 様式\n２－２ 申請\n３ 雑則\n", "２－１\n  １\n  ２\n２－２\n３"),
    ]);
}

#[test]
fn headings_in_brackets_and_marks_rank() {
    check(&[
        (
            "【総則】\n＜目的＞\n１ 趣旨\n＜定義＞\n１ 用語\n２ 範囲\n【各則】\n＜届出＞\n《様式》\n",
            "【総則】\n  ＜目的＞\n    １\n  ＜定義＞\n    １\n    ２\n【各則】\n  ＜届出＞\n    《様式》",
        ),
        (
            "【第１章 総則】\n【１ 目的】\n（１） 趣旨\n【２ 定義】\n【第２章 雑則】\n",
            "【第１章 総則】\n  【１ 目的】\n    （１）\n  【２ 定義】\n【第２章 雑則】",
        ),
        // The same heading again and again stays on its level.
        (
            "１ 入手\n＜対策＞\n① 本人\n＜対策＞\n① 法人\n２ 使用\n＜対策＞\n",
            "１\n  ＜対策＞\n    ①\n  ＜対策＞\n    ①\n２\n  ＜対策＞",
        ),
        // ■ heads numbered lists, ○ is a bullet.
        (
            "■ 概要\n１ 目的\n２ 範囲\n○ 例示\n○ 例示の二\n■ 留意事項\n１ 期限\n■ 問合せ\n担当まで。\n",
            "■ 概要\n  １\n  ２\n■ 留意事項\n  １\n■ 問合せ",
        ),
        ("２ 手続\n・ 窓口\n○ 市民課\n○ 福祉課\n◆ 注意\n※ 備考\n３ 雑則\n", "２\n３"),
        ("○ 市民課\n○ 福祉課\n１ 届出\n２ 申請\n", "１\n２"),
    ]);
}

#[test]
fn kana_order_is_told_by_siblings() {
    check(&[
        (
            "（１） 対象\nア 個人\nイ 法人\nウ 団体\n（２） 範囲\n",
            "（１）\n  ア\n  イ\n  ウ\n（２）",
        ),
        (
            "一　対象\nイ　個人\n二　範囲\nイ　市\nロ　県\nハ　国\nニ　他\n",
            "一\n  イ\n二\n  イ\n  ロ\n  ハ\n  ニ",
        ),
        // カ comes after ワ in one order and after オ in the other.
        ("ア 市\nイ 県\nウ 国\nエ 府\nオ 都\nカ 道\nキ 区\n", "ア\nイ\nウ\nエ\nオ\nカ\nキ"),
        // Kana that continue no list are words.
        ("１ 目的\nタ 本文\n２ 範囲\n", "１\n２"),
        // (i) after (h) is a letter.
        ("(g) 市\n(h) 県\n(i) 国\n(j) 府\n", "(g)\n(h)\n(i)\n(j)"),
    ]);
}

#[test]
fn captions_belong_to_what_they_stand_before() {
    let text = "（趣旨）\n第１　この要綱は、定める。\n（定義）\n第２　次による。\n(1)　市民\nア　住民\n２　前項のほか、別に定める。\n附　則\n（施行期日）\n１　公布の日から施行する。\n（経過措置）\n２　なお従前の例による。\n";
    let expected =
        ["第１ 2", "第２ 2", "  (1) 1", "    ア 1", "  ２ 1", "附　則 1", "  １ 2", "  ２ 2"];
    assert_eq!(sketch(text), expected);
    // A filler is the body of what stands before it.
    let text = "第１　趣旨\n（略）\n第２　定義\n（戦略）\n第３　（略）\n";
    assert_eq!(sketch(text), ["第１ 2", "第２ 1", "第３ 2"]);
}

#[test]
fn forms_go_on_after_an_attachment() {
    check(&[
        (
            "Ⅰ 基本情報\n１．事務\nⅡ ファイルの概要\n１．名称\n（別添１）記録項目\n＜加入者＞\nⅢ リスク対策\n１．名称\n",
            "Ⅰ\n  １\nⅡ\n  １\n（別添１）\n  ＜加入者＞\nⅢ\n  １",
        ),
        ("# Ⅰ 基本情報\n1. 事務\n## Ⅱ 概要\n#５ 番\n", "Ⅰ\n  1\nⅡ"),
        (
            "委託事項１\n①委託内容\n②委託先名\n委託事項２\n①委託内容\n②委託先名\n",
            "委託事項１\n  ①\n  ②\n委託事項２\n  ①\n  ②",
        ),
        ("##　１　目的\n目的を定める。\n##　２　申請\n", "１\n２"),
    ]);
}

#[test]
fn numbers_out_of_sequence_are_text() {
    check(&[
        // A jump is text where the expected number comes later.
        ("１ 目的\n２ 範囲\n７ 個の容器を用いる\n７ 容器の数とする。\n３ 届出\n", "１\n２\n３"),
        // It is a heading where the list goes on from it, or nowhere.
        ("１ 目的\n２ 範囲\n７ 容器\n８ 期限\n", "１\n２\n７\n８"),
        ("第４ 義務\n２ 変更\n５ 制限\n第５ 取得\n", "第４\n  ２\n  ５\n第５"),
        ("（２） 環境\n（１） 目的\n（２） 範囲\n（３） 定義\n", "（１）\n（２）\n（３）"),
        ("第一条　目的\n第九条　附則の例\n第二条　届出\n第三条　罰則\n", "第一条\n第二条\n第三条"),
        ("第一条　目的を定める。\n７　前条の例\n２　市長は、定める。\n", "第一条\n  ２"),
        // A list inside an item has numbers of its own.
        (
            "２ 変更\n５ 制限\n（１） 例外\n１ 同意\n２ 法令\n３ 人命\n６ 取得\n",
            "２\n５\n  （１）\n    １\n    ２\n    ３\n６",
        ),
        // After a list inside an item the outer one goes on.
        ("１ 事務\n① 名称\n１ 市\n２ 県\n３ 国\n２ 所管\n", "１\n  ①\n    １\n    ２\n    ３\n２"),
        // A single letter is a name.
        ("１ 目的\nＡ 社は、提出する。\n２ 範囲\n", "１\n２"),
    ]);
}

#[test]
fn running_text_at_the_start_of_a_line_is_text() {
    check(&[
        (
            "第１ 目的\n２条第１項に規定する者をいう。\n（２）の規定により定める。\n36 条の規定による。\n第３条の規定は、準用する。\n第２条（定義）に規定する者\n（１） に規定する者\n（１）アの規定による。\n30 日間の保存\n一　般　会　計\n9:30から\n第２ 個人情報の取扱い\n",
            "第１\n第２",
        ),
        // Titles that begin like running text.
        ("（１）必要\n（２）はかりの検査\n（３）その他\n", "（１）\n（２）\n（３）"),
        ("問１ 利用\n問２ 月前半の予定\n", "問１\n問２"),
        ("①各課の長\n②第１回会議\n③第三者\n", "①\n②\n③"),
        ("１ 年間計画\n２ 第３条の届出\n３ 人間ドック\n", "１\n２\n３"),
    ]);
}

#[test]
fn tables_of_contents_hold_no_headings() {
    check(&[
        (
            "条例\n目次\n第一章　総則（第一条・第二条）\n第二章　届出（第三条）\n附則\n第一章　総則\n第一条　目的\n第二条　定義\n第二章　届出\n第三条　届出\n附　則\n",
            "第一章\n  第一条\n  第二条\n第二章\n  第三条\n附　則",
        ),
        ("目　次\n１ 目的 ………… 1\n２ 範囲 ………… 2\n１ 目的\n２ 範囲\n", "１\n２"),
    ]);
}

#[test]
fn every_place_has_its_reason() {
    let text = "目次\n１ 目的\n１ 目的\n（１）の規定による。\n２ 範囲\n７ 容器の数\n３ 届出\n５ 罰則\nＡ 社は、除く。\n④\n○ 例\n【趣旨】\n＜選択肢＞\n1) 実施する\n";
    let document = document(text);
    let (told, decisions) = explained(&document);
    let reasons: Vec<(&str, Reason, Option<String>)> = decisions
        .iter()
        .map(|decision| {
            let expected = decision.expected.as_ref().map(ToString::to_string);
            (document.source.slice(decision.label), decision.reason, expected)
        })
        .collect();
    let expected = [
        ("１", Reason::ContentsLine, None),
        ("１", Reason::Begins, None),
        ("（１）", Reason::Running, None),
        ("２", Reason::Follows, Some("２")),
        ("７", Reason::OutOfSequence, Some("３")),
        ("３", Reason::Follows, Some("３")),
        ("５", Reason::Gap, Some("４")),
        ("Ａ", Reason::NeedsSuccessor, Some("ｂ")),
        ("④", Reason::Alone, None),
        ("", Reason::Bullet, None),
        ("", Reason::Bracketed, None),
        ("＜選択肢＞", Reason::FormOption, None),
        ("1)", Reason::FormOption, None),
    ];
    let expected: Vec<_> =
        expected.map(|(label, why, next)| (label, why, next.map(str::to_owned))).into();
    assert_eq!(reasons, expected);
    // Asking changes nothing.
    let alone = outline(&document);
    assert_eq!(told.sections().len(), alone.sections().len());
    let n_headings = alone.ids().filter(|&id| alone.heading_of(id).is_some()).count();
    assert_eq!(
        decisions.iter().filter(|decision| decision.reason.is_heading()).count(),
        n_headings
    );
}

#[test]
fn wrapped_lines_are_told_and_are_no_headings() {
    let text = "第１ 審査\n市長は、\t（２）の規定により、\t第３条に規定する\t２条第１項の届出を\t１ 月以内に審査する。\n第２ 個人情報の取扱い\n";
    let document = document(text);
    let (outline, decisions) = explained(&document);
    assert_eq!(tree(text), ["第１", "第２"]);
    assert_eq!(outline.sections().len(), 2);
    let wrapped = decisions.iter().filter(|one| one.reason == Reason::WrappedLine);
    let labels: Vec<&str> = wrapped.map(|one| document.source.slice(one.label)).collect();
    assert_eq!(labels, ["（２）", "第３条", "１"]);
}

/// Work per heading is bounded by the depth of the stack and the candidates
/// looked ahead at, so that time grows with the length alone.
#[test]
fn depth_and_repetition_are_bounded() {
    let styles = ["１ 甲\n", "（１） 甲\n", "① 甲\n", "ア 甲\n", "【甲】\n"];
    let deep = styles.concat().repeat(2_000);
    let equal = "１ 目的\n".repeat(100_000);
    let jumps = ["２ 項目\n", "９ 項目\n", "45 項目\n", "３ 項目\n", "７ 項目\n", "90 項目\n"];
    let jumping = jumps.concat().repeat(20_000);
    for (text, n_least) in [(deep, 10_000), (equal, 100_000), (jumping, 1_000)] {
        let document = document(&text);
        let outline = outline(&document);
        assert!(outline.sections().len() >= n_least, "{}", outline.sections().len());
        let deepest = outline.ids().map(|id| outline.ancestors(id).len()).max();
        assert!(deepest < Some(24), "{deepest:?}");
    }
}

#[test]
fn a_form_against_a_text_is_read_like_a_text() {
    let lines = [
        ("１．対象人数", 0, 0),
        ("人数", 1, 0),
        ("［ 500人未満 ］ ＜選択肢＞", 1, 1),
        ("1) 500人未満", 1, 1),
        ("①時点", 2, 0),
        ("令和５年", 2, 1),
    ];
    let text = lines.map(|(line, ..)| line).join("\n");
    let form = || {
        let mut form = document(&text);
        for (block, &(_, row, column)) in form.blocks.iter_mut().zip(&lines) {
            let (table, leads) = (TableId(0), column == 0);
            block.kind = BlockKind::Cell { table, row, column, column_span: 1, row_span: 1, leads };
        }
        form
    };
    let labels = |document: &Document| -> Vec<String> {
        let outline = outline(document);
        let headings = outline.ids().filter_map(|id| outline.heading_of(id));
        headings.map(|it| document.source.slice(it.label).to_owned()).collect()
    };
    let mut both = Sides { old: form(), new: document(&text) };
    level_forms(&mut both);
    assert!(both.old.blocks.iter().all(|it| it.kind == BlockKind::Paragraph));
    assert_eq!(labels(&both.old), ["１", "①"]);
    assert_eq!(labels(&both.new), ["１", "①"]);
    // Against another form rows stay rows.
    let mut both = Sides { old: form(), new: form() };
    level_forms(&mut both);
    assert!(both.old.blocks.iter().all(|it| it.kind != BlockKind::Paragraph));
}
