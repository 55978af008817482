//! Extent of marks: each line is a rule of CONVENTIONS §1.6 or a case of one.
//!
//! The marks expected stand as 【 】 in the texts themselves; without them the
//! texts are what is compared. A line break parts two paragraphs, a tab two
//! cells.

use super::tokens::Tokens;
use super::view::{Tables, View};
use super::{edits, polish};
use crate::model::{Block, BlockKind, Document, Format, Sides, Source, Span, Text};
use crate::outline::{Outline, Outlined, SectionId};

/// A document of one paragraph for each line.
fn outlined(text: &str) -> Outlined {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        blocks.push(Block { kind: BlockKind::Paragraph, text: Text::from_span(span) });
        start += line.len() + 1;
    }
    let source = Source::new("試験".into(), Format::Text, text.into(), Vec::new(), None);
    Outlined {
        document: Document { source, blocks, set_aside: Vec::new() },
        outline: Outline::default(),
    }
}

fn of_outlined(outlined: &Outlined) -> Tokens {
    let mut tokens = Tokens::default();
    tokens.refill(&View {
        outlined,
        blocks: &outlined.document.blocks,
        heading: None,
        tables: &Tables::default(),
        section: SectionId(0),
        continues: false,
    });
    tokens
}

/// The tokens of a text of one paragraph for each line.
pub(super) fn tokens_of(text: &str) -> Tokens {
    of_outlined(&outlined(text))
}

/// Both texts with 【 】 around what differs.
pub(super) fn marked(old: &str, new: &str) -> [String; 2] {
    let (old, new) = (outlined(old), outlined(new));
    let [old_tokens, new_tokens] = [&old, &new].map(of_outlined);
    let tokens = Sides { old: old_tokens, new: new_tokens };
    let mut edits = Vec::new();
    edits::edits(&tokens, &mut edits::Buffers::default(), &mut edits);
    polish::polish(&mut edits, &tokens);
    let show = |outlined: &Outlined, stretches: Vec<std::ops::Range<usize>>| {
        let mut text = outlined.document.source.original().to_owned();
        for stretch in stretches.into_iter().rev() {
            text.insert(stretch.end, '】');
            text.insert(stretch.start, '【');
        }
        text
    };
    [
        show(&old, edits.iter().filter_map(|edit| tokens.old.stretch(edit.old.clone())).collect()),
        show(&new, edits.iter().filter_map(|edit| tokens.new.stretch(edit.new.clone())).collect()),
    ]
}

/// Checks pairs of texts in both directions.
pub(super) fn check(cases: &[[&str; 2]]) {
    for [old, new] in cases {
        let [plain_old, plain_new] = [old, new].map(|text| text.replace(['【', '】'], ""));
        assert_eq!(marked(&plain_old, &plain_new), [*old, *new]);
        assert_eq!(marked(&plain_new, &plain_old), [*new, *old], "the other way round");
    }
}

#[test]
fn a_number_is_marked_with_what_it_counts() {
    check(&[
        ["時から【72時間】以内に", "時から【48時間】以内に"],
        ["これを【１年間】保存する。", "これを【３年間】保存する。"],
        ["幅は【90センチメートル】以上", "幅は【120センチメートル】以上"],
        ["面積は【100平方メートル】未満", "面積は【300平方メートル】未満"],
        ["経費の【30パーセント】以内", "経費の【40パーセント】以内"],
        ["経費の【３０％】以内", "経費の【４０％】以内"],
        ["重さは【15キログラム】まで", "重さは【10キログラム】まで"],
        ["重さは【15kg】まで", "重さは【10kg】まで"],
        ["明るさが【300ルクス】以上", "明るさが【500ルクス】以上"],
        ["町内の【２か所】に置く。", "町内の【３か所】に置く。"],
        ["町内の【２ヶ所】に置く。", "町内の【３ヶ所】に置く。"],
        ["長さは【８文字】以上", "長さは【12文字】以上"],
        ["対象は【1,050世帯】とする。", "対象は【2,000世帯】とする。"],
        ["経費の【２分の１】以内", "経費の【３分の２】以内"],
        ["毎日【９時】に開く。", "毎日【９時30分】に開く。"],
        ["上限は【１時間30分】とする。", "上限は【１時間45分】とする。"],
        ["費用は【３万円】を超える。", "費用は【５万円】を超える。"],
        ["その日から【三十日】以内に", "その日から【六十日】以内に"],
        ["電話は【0999-55-0271】とする。", "電話は【0999-55-0318】とする。"],
        ["予定する日の【60日】前までに", "予定する日の【90日】前までに"],
    ]);
}

#[test]
fn a_bracket_is_marked_with_the_one_that_opens() {
    check(&[
        [
            "期間は【１月15日（月）から１月31日（水）】まで",
            "期間は【１月14日（火）から１月30日（木）】まで",
        ],
        ["人口（【男】）", "人口（【女】）"],
    ]);
}

#[test]
fn a_date_is_marked_as_a_whole() {
    check(&[
        ["公表日は【令和５年10月２日】とする。", "公表日は【令和６年11月15日】とする。"],
        ["［【令和４年４月】　様式２］", "［【令和６年10月】　様式２］"],
        ["【平成22年度】の実績", "【平成23年度】の実績"],
        [
            "方針（平成20年4月一部変更）による。",
            "方針（平成20年4月【及び平成21年９月】一部変更）による。",
        ],
    ]);
}

#[test]
fn a_citation_is_marked_with_its_whole_path() {
    check(&[
        ["【第７条第１項】に基づき", "【第７条第２項】に基づき"],
        ["【第２－（７）】に定める修理", "【第２－（８）】に定める修理"],
        ["【第11－３－（２）】の例による。", "【第12－４－（２）後段】の例による。"],
        ["（【第６－１－（１）】関係）", "（【第７－１－（１）】関係）"],
        ["【第２－（１）－ア】に掲げる", "【第２－（１）－イ】に掲げる"],
        ["【第７条第１項本文】の期間", "【第７条第１項ただし書】の期間"],
        ["【第８条】の期間", "【第８条ただし書】の期間"],
        ["【第23条】の規定", "【第23条の２】の規定"],
        ["第３条の【一部】を除く。", "第３条の【全部】を除く。"],
        ["第４条第１項　【別表第１の６】の項", "第４条第１項　【別表第１の９】の項"],
        ["【３－（２）】を準用する。", "【３－（４）】を準用する。"],
        ["【Ⅱ－３－１】を準用する。", "【Ⅱ－３－２】を準用する。"],
    ]);
}

#[test]
fn the_name_of_the_law_stays_out_of_a_citation() {
    check(&[
        ["法【第31条】の規定", "法【第33条】の規定"],
        ["番号法【第19条第８号】に基づき", "番号法【第19条第９号】に基づき"],
        ["番号はみど届【第27号】とする。", "番号はみど届【第41号】とする。"],
        ["同法【第五条】の規定", "同法【第六条】の規定"],
    ]);
}

#[test]
fn what_is_added_alone_is_marked_alone() {
    check(&[
        ["事業所の窓口へ掲示する。", "事業所【等】の窓口【等】へ掲示する。"],
        ["建物の一部の焼損", "建物【等】の一部の焼損"],
        ["使うもの等を含む。", "使うもの【、車両により巡回するもの】等を含む。"],
        ["書面により通知する。", "書面【又は電磁的方法】により通知する。"],
        ["経費は自ら負担する。", "経費は【原則として】自ら負担する。"],
        ["Aを受け取る。", "A 【and B】を受け取る。"],
    ]);
}

#[test]
fn what_is_put_in_is_one_mark_though_words_in_it_were_there() {
    check(&[
        [
            "評価します。評価の結果は、市のホームページで公表します。",
            "評価します。【評価に当たっては、こども・若者の意見を聴取します。】評価の結果は、市のホームページ【及び広報紙】で公表します。",
        ],
        [
            "登録されている世帯の世帯主です。",
            "登録されている世帯【のうち、次のいずれかに該当する世帯】の世帯主です。【非課税である世帯】",
        ],
    ]);
}

#[test]
fn the_polite_ending_of_a_verb_is_not_cut() {
    check(&[
        [
            "手当は順次支給【されます】が、額は未定です。",
            "手当は順次支給【の予定です】が、額は未定です。",
        ],
        // The same ending stays.
        ["市が支給【し】ます。", "市が支給【でき】ます。"],
    ]);
}

/// CONVENTIONS §1.6: a comma is marked with the phrase that follows.
#[test]
fn a_comma_goes_with_the_phrase_behind_it() {
    check(&[
        ["座席、寝台【及び歩行器】については", "座席、寝台【、歩行器等】については"],
        ["座席、寝台【、歩行器等】については", "座席、寝台【及び歩行器】については"],
        ["本館【又は分室】が開く。", "本館【、分室又は書庫】が開く。"],
        ["会議【及び打合せ】を行う。", "会議【、打合せ】を行う。"],
        ["会議【及び実施】する。", "会議【、実施】する。"],
        // One mark for another is no phrase.
        ["出産【・】子育て期まで", "出産【、】子育て期まで"],
        ["結婚【・】妊娠【・】出産の", "結婚【、】妊娠【、】出産の"],
    ]);
}

#[test]
fn a_particle_parts_what_was_rewritten_from_what_follows() {
    check(&[[
        "期間は、【令和７年４月１日から令和８年３月31日】までとする。",
        "期間は、【令和８年４月１日から令和９年３月31日】までとする。",
    ]]);
}

#[test]
fn what_follows_a_date_is_no_part_of_it() {
    check(&[
        ["期限は、【令和７年９月30日】とする。", "期限は、【令和８年８月31日】とする。"],
        [
            "初回は【令和７年４月１日】とし、毎年見直す。",
            "初回は【令和８年10月１日】とし、毎年見直す。",
        ],
    ]);
}

#[test]
fn an_insertion_leaves_the_words_around_it() {
    check(&[[
        "旅行命令は、旅行命令簿により行う。",
        "旅行命令は、【旅費システムにより行う。ただし、やむを得ない場合は、】旅行命令簿により行う【ことができる】。",
    ]]);
}

#[test]
fn a_new_line_is_marked_from_its_beginning() {
    check(&[[
        "・住民票の写し\n・納税証明書",
        "・住民票の写し【（３か月以内のもの）\n・印鑑登録証明書】\n・納税証明書",
    ]]);
}

#[test]
fn a_sentence_put_behind_leaves_the_end_of_the_one_before() {
    check(&[
        [
            "限度額は、【50万円】とする。",
            "限度額は、【100万円】とする。【ただし、法人は、200万円とする。】",
        ],
        [
            "期間は、【３年】以内とする。",
            "期間は、【５年】以内とする。【ただし、認めるときは、７年以内とする。】",
        ],
        [
            "会議は、公開【しない】。",
            "会議は、【非】公開【とする】。【ただし、認めたときは、公開とする。】",
        ],
    ]);
}

#[test]
fn a_bracket_that_was_kept_is_not_marked() {
    check(&[
        [
            "閉庁日（日曜日及び祝日）【の９時から】に行う。",
            "閉庁日（日曜日及び【国民の】祝日【に関する法律（昭和23年法律第178号）に規定する休日】）に行う。",
        ],
        ["対象者（市内に住む者）【及びその家族】に", "対象者（市内に住む者【に限る。】）に"],
    ]);
}

#[test]
fn lone_endings_go_with_the_word_before_them() {
    check(&[
        ["［　【十分である】　］", "［　【特に力を入れている】　］"],
        ["衣類\t【処分する】\n書籍", "衣類\t【布の資源として回収に出す】\n書籍"],
        ["本人が【行う】。", "本人が【担う】。"],
        ["担当（【市民課】の）", "担当（【子育て支援室】の）"],
        ["記載を【求め】てはならない。", "記載を【必須とし】てはならない。"],
    ]);
}

#[test]
fn chance_equalities_are_not_kept() {
    check(&[[
        "毎年【窓口に備え置いて閲覧に供し、写しを有料で交付することができる】。",
        "毎年【表計算に用いることができる形式でも入手できるようにしなければならない】。",
    ]]);
}

#[test]
fn a_noun_that_rewritten_text_happens_to_have_is_not_kept() {
    check(&[
        [
            "館長は、【書庫の温度を毎月記録し資料の傷みを調べて報告する】。",
            "館長は、【利用者から返された本と資料とを見比べて並べ直す】。",
        ],
        // Between words that were replaced it is.
        ["職員が【毎月】資料を【点検】する。", "職員が【毎年】資料を【整理】する。"],
    ]);
}

#[test]
fn the_ending_of_a_rewritten_clause_goes_with_it() {
    check(&[
        [
            "館長は、【閉架書庫の鍵を二人で管理する】。職員は、氏名を記す。",
            "館長は、【延滞した者への貸出しを停止する】。職員は、氏名を記す。",
        ],
        [
            "館長は、【閉架書庫の鍵を二人で管理し】、氏名を記す。",
            "館長は、【延滞した者への貸出しを停止し】、氏名を記す。",
        ],
        // The verb alone is another word; what stands before it was kept.
        ["閉架書庫の鍵を二人で【管理】する。", "閉架書庫の鍵を二人で【保管】する。"],
    ]);
}

#[test]
fn paragraphs_and_cells_are_not_joined() {
    check(&[
        ["家具\t【椅子】\t木製\t【10点】", "家具\t【寝台】\t木製\t【20点】"],
        ["期限は【10月】\n日の出から開く。", "期限は【11月】\n日の出から開く。"],
        ["職員を置【いた】\n者は【退く】。", "職員を置【かせた】\n者は【去る】。"],
        ["数は【10】\n日の出から開く。", "数は【12】\n日の出から開く。"],
        ["４　公表\n市は、公表する。", "４　公表\n【実績は手掛かりとなる。】市は、公表する。"],
        ["一\n三", "一\n【二】\n三"],
    ]);
}

#[test]
fn several_paragraphs_for_one_are_gone_as_a_whole() {
    check(&[
        [
            "「執行について」（【平成20年４月１日付け財第５号】）\n【「運用について」（平成15年３月１日付け財第３号）】",
            "「執行について」（【令和７年４月１日付け財第15号】）",
        ],
        [
            "・【住民票】を添える。\n【・委任状を添える。\n・印鑑を添える。】",
            "・【戸籍】を添える。",
        ],
    ]);
}

#[test]
fn endless_runs_are_survived() {
    for piece in ["1分", "一", "第1", "1-", "漢一", "第一の", "ア", "「", "第(", "5時5分"]
    {
        let text = piece.repeat(20_000);
        let [old, new] = marked(&format!("甲{text}乙"), &format!("丙{text}丁"));
        assert!(old.starts_with("【甲") && new.ends_with("丁】"), "{piece}");
    }
}
