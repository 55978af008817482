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
