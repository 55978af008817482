//! Texts that differ in nothing but where their lines end.

use shinkyu::report::Change;

use super::report;

fn differences(old: &str, new: &str) -> Vec<String> {
    let rows = report(old, new).table.rows;
    let differs = rows.iter().filter(|row| row.change != Change::Same);
    differs.map(|row| row.principal().text()).collect()
}

#[test]
fn a_caption_below_an_item_that_fills_its_line_belongs_to_the_next_article() {
    let old = "（所掌事務）\n第２条　委員会は、次に掲げる事項を所掌する。\n\
               （１）　計画の策定に関すること。\n（２）　その他市長が必要と認める事項\n\
               （組織）\n第３条　委員会は、委員10人以内で組織する。\n\
               ２　委員は、学識経験者及び市民のうちから市長が委嘱する。\n";
    let new = "（所掌事務）\n第２条　委員会は、次に掲げる事項を\n所掌する。\n\
               （１）　計画の策定に関すること。\n（２）　その他市長が必要と認める事項\n\
               （組織）\n第３条　委員会は、委員10人以内で組織\nする。\n\
               ２　委員は、学識経験者及び市民のうち\nから市長が委嘱する。\n";
    assert_eq!(differences(old, new), [""; 0]);
    // One that ends in the middle of a sentence goes on behind the brackets.
    let cut = new.replace("必要と認める事項", "必要と認める者を");
    assert!(differences(old, &cut).iter().any(|text| text.contains("（組織）")));
}

#[test]
fn a_caption_of_a_supplement_belongs_to_the_number_below_it() {
    let old = "第１条　この要綱は、空き家の利活用を促進するため、予算の範囲内において補助金を交付することに関し、必要な事項を定めるものとする。\n\
               第２条　補助金の額は、補助対象経費の２分の１以内とし、50万円を限度とする。ただし、市長が特に認めるときは、この限りでない。\n\
               附　則\n（施行期日）\n１　この要綱は、令和８年４月１日から施行する。\n（経過措置）\n\
               ２　この要綱の施行の際現に交付の申請をしている者については、なお従前の例による。\n";
    let new = "第１条　この要綱は、空き家の利活用を促進するため、\n予算の範囲内において補助金を交付することに関し、必\n要な事項を定めるものとする。\n\
               第２条　補助金の額は、補助対象経費の２分の１以内と\nし、50万円を限度とする。ただし、市長が特に認める\nときは、この限りでない。\n\
               附　則\n（施行期日）\n１　この要綱は、令和８年４月１日から施行する。\n（経過措置）\n\
               ２　この要綱の施行の際現に交付の申請をしている者に\nついては、なお従前の例による。\n";
    assert_eq!(differences(old, new), [""; 0]);
}

/// Lines of twenty characters.
const FILLED: &str = "第１条　申請者は、次の様式により申請しな\nければならない。この場合において必要な書\n類を添えて提出するものとする。\n";

#[test]
fn every_caption_of_a_supplement_belongs_to_the_number_below_it() {
    let item = |caption: &str, number: &str| {
        format!(
            "（{caption}）\n{number}　この要綱は、令和八年四月一日から施行\nし、同日以後に行われる申請について適用し、\n同日前の申請についてはなお従前の例に従う。\n"
        )
    };
    let items = |fourth: &str| {
        let captions = [("施行期日", "１"), ("経過措置", "２"), ("準備行為", "３"), (fourth, "４")];
        captions.map(|(caption, number)| item(caption, number)).concat()
    };
    let text = |fourth: &str| format!("{FILLED}附　則\n{}", items(fourth));
    let changed = differences(&text("検討の時期及び方法の公表"), &text("検討の方法及び時期の公表"));
    let [only] = changed.as_slice() else { panic!("{changed:?}") };
    assert!(only.starts_with("（検討の方法及び時期の公表）\n４"), "{only}");
}

#[test]
fn the_number_of_a_cited_ordinance_is_no_caption() {
    let text = |number: &str| {
        format!(
            "{FILLED}第２条　用語の意義は、次の条例の例による。\n一　つばめ市の個人情報の保護に関する条例\n（平成十七年つばめ市条例第{number}号）\n第３条　市民は、個人情報の保護の重要性を\n認識しなければならない。\n"
        )
    };
    let changed = differences(&text("三"), &text("四"));
    let [only] = changed.as_slice() else { panic!("{changed:?}") };
    assert!(only.starts_with("一　つばめ市"), "{only}");
}

#[test]
fn a_name_of_one_letter_at_the_start_of_a_line_goes_on() {
    let wrapped = format!(
        "{FILLED}第２条　乙は受託者Ｂと共に受託する者と会社\nＡ 及び会社Ｂとの間において、書類を添える\nことを確認する。\n"
    );
    let whole = wrapped.replace("会社\nＡ", "会社Ａ");
    assert_eq!(differences(&whole, &wrapped), [""; 0]);
}

/// The differences of two texts, which must be as many the other way round.
fn both_ways(old: &str, new: &str) -> Vec<String> {
    let found = differences(old, new);
    assert_eq!(differences(new, old).len(), found.len());
    found
}

const NOTICE: &str = "青海原市福祉部長\n平素より、本市の福祉行政に御協力いただき、厚く御礼申し上げます。\n\
    標記の件について、障害者の日常生活及び社会生活を総合的に支援するための法律（平成17年法律第123号）第10条第１項の規定に基づき、下記のとおり実施しますので、御協力をお願いします。\n\
    記\n１　目的\n質の確保\n";

#[test]
fn a_notice_of_few_full_lines_is_unwrapped() {
    let wrapped =
        NOTICE.replace("ための法律", "ための法律\n").replace("実施します", "実施します\n");
    assert_eq!(both_ways(&wrapped, NOTICE), [""; 0]);
    // Not only where the other text says the same: one word is one difference.
    let edited = NOTICE.replace("下記のとおり", "別紙のとおり");
    let [only] = both_ways(&wrapped, &edited).try_into().expect("one difference");
    assert!(only.contains("実施しますので"), "{only}");
}

#[test]
fn a_mark_in_the_margin_does_not_widen_the_column() {
    let plain = "（補助金の額）\n\
        第５条　補助金の額は、補助対象経費の２分の１以内とし、50万円を限度とする。\n\
        ２　前項の規定により算出した額に1,000円未満の端数があるときは、これを切り捨てる。\n\
        ３　市長は、前項の規定により補助金の交付の決定を取り消した場合において、既に交付したときは、その返還を命ずるものとする。\n\
        ４　補助金の交付を受けた者は、次の年度の４月末日までに実績を報告しなければならない。\n";
    let wrapped = plain
        .replace("切り捨てる", "切り捨\nてる")
        .replace("において、既に", "において、\n既に")
        .replace("報告しなければ", "報告し\nなければ");
    assert_eq!(both_ways(&wrapped, plain), [""; 0]);
    let edited = plain.replace("４月末日", "５月末日");
    let [only] = both_ways(&wrapped, &edited).try_into().expect("one difference");
    assert!(!only.contains('\n'), "{only}");
}

#[test]
fn rows_parted_by_tabs_stay_rows() {
    let old = "手数料一覧\n種類\t手数料\t担当する課の名称\n住民票の写しの交付\t300円\t市民課の窓口\n\
        印鑑登録証明書の交付\t300円\t市民課の窓口\n課税証明書の交付の手続\t300円\t税務課の窓口\n";
    let new = old.replace("課税証明書の交付の手続\t300円", "課税証明書の交付の手続\t400円");
    let [only] = both_ways(old, &new).try_into().expect("one difference");
    assert!(!only.contains("市民課"), "{only}");
}

#[test]
fn short_names_of_a_list_are_not_wrapped() {
    let old = "１　構成機関\n青海原市総務部総務課\n青海原市消防本部警防課\n青海原警察署警備課\n\
        青海原保健所総務課\n青海原商工会議所事務局\n２　開催時期\n毎年６月及び12月\n\
        ３　事務局\n青海原市総務部防災課\n";
    let new = old.replace("事務局\n２", "事務局\n青海原市社会福祉協議会\n２");
    let rows = report(old, &new.replace("部防災課", "部危機管理課")).table.rows;
    let texts: Vec<String> = rows.iter().map(|row| row.principal().text()).collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert_eq!(texts[2], "３　事務局\n青海原市総務部危機管理課");
}

#[test]
fn a_number_after_a_date_at_the_end_of_a_full_line_is_a_heading() {
    let old = "１　趣旨\nこの会議は、地域における災害の予防に関し\n必要な事項を協議するために、関係する機関\nの職員により構成するものとし、その事務は\n青海原市が行う。\n\
        ２　開催の時期は、毎年６月、９月及び12月\n３　事務局　総務部防災課\n";
    let new = old.replace("防災課", "危機管理課");
    let [only] = both_ways(old, &new).try_into().expect("one difference");
    assert!(only.starts_with('３'), "{only}");
    // So is one behind a gap in the numbers.
    let [old, new] = [old, &new].map(|it| it.replace("及び12月\n３", "の末日\n８"));
    let [only] = both_ways(&old, &new).try_into().expect("one difference");
    assert!(only.starts_with('８'), "{only}");
}

#[test]
fn a_sentence_with_room_behind_it_ends_its_paragraph() {
    let head = "この会議は、地域における災害の予防に関し\n必要な事項を協議するために、関係する機関\nの職員により構成するものとし、その事務は\n青海原市が行う。\n";
    let old = format!("{head}会議の議長は、市長が指名することとする。\n委員は市民とする。\n");
    let new = format!("{head}会議の議長は、市長が指名するものである。\n委員は市民とする。\n");
    let [only] = both_ways(&old, &new).try_into().expect("one difference");
    assert!(only.contains("委員"), "no room for another character: {only}");
    let old = old.replace("議長は、", "議長は");
    let new = new.replace("議長は、", "議長は");
    let [only] = both_ways(&old, &new).try_into().expect("one difference");
    assert!(!only.contains("委員"), "{only}");
}

#[test]
fn borders_that_only_one_of_the_texts_has_are_no_difference() {
    let old = "お知らせ\n平素より、本市の障害福祉行政に御協力いただき、厚く御礼申し上げます。\n\
        標記の件について、障害者総合支援法の規定に基づき、下記のとおり実施します。\n\
        問合せは、電話により受け付けます。\n";
    let new = old.replace("上げます。\n", "上げます。");
    assert_eq!(both_ways(old, &new), [""; 0]);
    // Other borders of the same paragraph.
    let shorter =
        old.replace("件について、", "件について、\n").replace("上げます。\n", "上げます。");
    assert_eq!(both_ways(old, &shorter), [""; 0]);
    // A short sentence is a paragraph, and so is a number.
    let apart = "お知らせ\n実施します。\n標記の件について、障害者総合支援法の規定に基づき、下記のとおり実施します。\n";
    assert_ne!(both_ways(apart, &apart.replace("します。\n標", "します。標")), [""; 0]);
    let items = "次の者は、届け出る。\n１　市民\n２　事業者\n";
    assert_ne!(both_ways(items, &items.replace("市民\n", "市民")), [""; 0]);
}

#[test]
fn a_sentence_that_an_edit_made_as_long_as_a_line_ends_its_paragraph() {
    let old = "平素より、本市の障害福祉行政に御協力いただき、厚く御礼申し上げます。\n\
        標記の件について、障害者の日常生活及び社会生活を総合的に支援するための法律（\n\
        平成17年法律第123号）第10条第１項の規定に基づき、下記のとおり実施しますので、\n\
        御協力をお願いします。\n";
    let new = old.replace("御協力いただき", "御理解と御協力をいただき");
    let [only] = both_ways(old, &new).try_into().expect("one difference");
    assert!(only.starts_with("平素より") && !only.contains("標記"), "{only}");
}

#[test]
fn a_field_of_a_form_ends_its_line() {
    let lines = [
        "１．対象人数",
        "評価対象の事務の対象人数は何人か　[　１万人以上10万人未満　]",
        "いつ時点の計数か　令和５年４月１日時点",
        "２．重大事故",
        "過去１年以内に、評価実施機関において特定個人情報に関する重大",
        "事故が発生したか　[　発生なし　]",
        "３．委託",
        "個人番号利用事務の全部又は一部の委託と再委託の有無　[　○　]",
        "委託しない",
        "４．方法",
        "個人番号利用事務の全部又は一部の委託と再委託の有無をあらかじ",
        "め定める。",
    ];
    let old = &(lines.join("\n") + "\n");
    let cut = old.replace("未満　]", "未満\n　]");
    assert_eq!(both_ways(old, &cut), [""; 0]);
    let printed =
        report(old, old).table.rows.iter().map(|row| row.principal().text()).collect::<Vec<_>>();
    assert!(printed.iter().any(|text| text.contains("未満　]\nいつ時点")), "{printed:?}");
    assert!(printed.iter().any(|text| text.contains("[　○　]委託しない")), "{printed:?}");
}
