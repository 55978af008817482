//! Paragraphs and what stands in them.

use super::case::Case;
use super::docx::{Docx, p, pp, r};

pub const SEPARATORS: &str = "<w:footnote w:id='-1' w:type='separator'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
    <w:footnote w:id='0' w:type='continuationSeparator'><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";

pub fn footnote(id: u32, text: &str) -> String {
    let mark = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteRef/></w:r>";
    format!("<w:footnote w:id='{id}'><w:p>{mark}{}</w:p></w:footnote>", r(text))
}

pub fn reference(id: u32) -> String {
    format!(
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteReference w:id='{id}'/></w:r>"
    )
}

fn field(instruction: &str, result: &str) -> String {
    let part = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let result = if result.is_empty() { String::new() } else { part("separate") + result };
    format!(
        "{}<w:r><w:instrText xml:space='preserve'>{instruction}</w:instrText></w:r>{result}{}",
        part("begin"),
        part("end")
    )
}

fn text_box(content: &str) -> String {
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>\
         <wp:extent cx='3600000' cy='900000'/><wp:docPr id='1' name='box' descr='説明'/>\
         <a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>\
         <wps:wsp><wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/>\
         <a:ext cx='3600000' cy='900000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom></wps:spPr>\
         <wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        old_box(content)
    )
}

fn old_box(content: &str) -> String {
    format!(
        "<v:rect style='width:280pt;height:70pt'><v:textbox><w:txbxContent>{content}\
         </w:txbxContent></v:textbox></v:rect>"
    )
}

fn styles() -> &'static str {
    "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>\
     <w:style w:type='character' w:styleId='Secret'><w:name w:val='Secret'/><w:rPr><w:vanish/></w:rPr></w:style>\
     <w:style w:type='paragraph' w:styleId='Note'><w:name w:val='Note'/><w:rPr><w:vanish/></w:rPr></w:style>"
}

pub fn cases() -> Vec<Case> {
    let mut cases = plain();
    cases.extend(aside());
    cases.extend(nested());
    cases
}

#[expect(clippy::too_many_lines, reason = "a list of cases")]
fn plain() -> Vec<Case> {
    vec![
        Case::new(
            "runs",
            Docx::new(format!(
                "<w:p>{}{}<w:proofErr w:type='spellStart'/><w:r><w:rPr><w:b/></w:rPr><w:t>の</w:t></w:r>\
                 <w:bookmarkStart w:id='1' w:name='a'/>{}<w:bookmarkEnd w:id='1'/></w:p><w:p/>{}",
                r("第１　個人"),
                r("情報"),
                r("保護"),
                p("Act No. 57 &amp; <![CDATA[規則]]> &#x31F0;&lt;")
            )),
            &["第１　個人情報の保護", "Act No. 57 & 規則 ㇰ<"],
        ),
        Case::new(
            "spaces",
            Docx::new("<w:p><w:r><w:t>  端の空白 </w:t><w:t xml:space='preserve"
                .to_owned()
                + "'> は残る 。</w:t><w:t>\n  改行と\n空白\n</w:t></w:r></w:p>"),
            &["端の空白 は残る 。改行と 空白"],
        ),
        Case::new(
            "signs",
            Docx::new(format!(
                "<w:p><w:r><w:t>ア</w:t><w:tab/><w:t>イ</w:t><w:ptab w:alignment='right' w:relativeTo='margin' w:leader='none'/>\
                 <w:t>ウ</w:t></w:r><w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t></w:r></w:p>{}",
                p("終わり")
            )),
            &["ア\tイ\tウA\u{2011}B\u{ad}C", "終わり"],
        ),
        Case::new(
            "breaks",
            Docx::new(format!(
                "<w:p>{}<w:r><w:br/></w:r>{}<w:r><w:cr/><w:t>三行目</w:t><w:br w:type='page'/></w:r>{}</w:p>",
                r("第１　目的"),
                r("この規程は、次のとおり。"),
                r("次のページ")
            )),
            &["第１　目的", "この規程は、次のとおり。", "三行目", "次のページ"],
        ),
        Case::new(
            "symbols",
            Docx::new(
                "<w:p><w:r><w:sym w:font='Wingdings' w:char='F081'/><w:t>一</w:t><w:sym w:font='Symbol' w:char='F0B7'/>\
                 <w:t>二</w:t></w:r><w:r><w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/></w:rPr><w:t>ln</w:t></w:r>\
                 <w:r><w:sym w:font='Webdings' w:char='F061'/></w:r></w:p>",
            ),
            &["①一•二●■〓"],
        )
        .not_printed("LibreOffice draws symbol fonts with codes of its private area"),
        Case::new(
            "fields",
            Docx::new(format!(
                "<w:p>{}{}{}<w:fldSimple w:instr='TITLE'>{}</w:fldSimple></w:p>",
                r("別表"),
                field(" REF 表 \\h ", &r("第二")),
                field(&format!(" IF {} = 1 ", "x"), &(r("甲") + &field("QUOTE 乙", &r("乙")))),
                r("規程")
            )),
            &["別表第二甲乙規程"],
        )
        .not_printed("LibreOffice works fields out again instead of showing the stored result"),
        Case::new(
            "field over paragraphs",
            Docx::new(format!(
                "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText> TOC \\o </w:instrText>\
                 <w:fldChar w:fldCharType='separate'/></w:r>{}</w:p>{}<w:p><w:r><w:fldChar w:fldCharType='end'/></w:r>{}</w:p>",
                r("第１　目的　1"),
                p("第２　定義　2"),
                r("本文")
            )),
            &["第１　目的　1", "第２　定義　2", "本文"],
        ),
        Case::new(
            "unclosed field",
            Docx::new(format!(
                "<w:p>{}<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r></w:p>{}",
                r("前"),
                p("後の段落は消えない。")
            )),
            &["前", "後の段落は消えない。"],
        )
        .not_printed("LibreOffice closes the field itself and prints its value"),
        Case::new(
            "fields without a result",
            Docx::new(format!(
                "<w:p>{}{}{}{}{}<w:fldSimple w:instr='AUTONUM'/>{}</w:p>",
                r("期限："),
                field("MACROBUTTON NoMacro 7日以内", ""),
                field(" XE 期限 ", ""),
                field(r" SYMBOL 9312 \u ", ""),
                field(" IF 1 = 1 ", "").replace("</w:instrText>", &format!("</w:instrText></w:r>{}<w:r>", field("PAGE", ""))),
                field("PAGE", "")
            )),
            &["期限：7日以内①"],
        )
        .not_printed("LibreOffice works fields out again"),
        Case::new(
            "enclosed characters",
            Docx::new(format!("<w:p>{}{}</w:p>", field(r" eq \o\ac(○,3)", ""), r("　届出"))),
            &["③　届出"],
        )
        .not_printed("LibreOffice does not know EQ fields"),
        Case::new(
            "form fields",
            Docx::new(format!(
                "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>\
                 </w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>{}</w:p>",
                r("該当する")
            )),
            &["☒該当する"],
        )
        .not_printed("LibreOffice draws check boxes without a character"),
        Case::new(
            "containers",
            Docx::new(format!(
                "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:p>{}{}\
                 <w:smartTag w:element='d' w:uri='u'>{}</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>\
                 <w:customXml w:element='e'>{}</w:customXml></w:p></w:sdtContent></w:sdt>",
                r("一"), r("二"), r("三"), r("四"), r("五")
            )),
            &["一二三四五"],
        ),
        Case::new(
            "formula",
            Docx::new(
                "<w:p><m:oMath><m:r><m:t>S=</m:t></m:r><m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>\
                 <m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:d><m:d><m:e><m:r><m:t>c</m:t></m:r></m:e></m:d></m:oMath></w:p>",
            ),
            &["S=[a+b](c)"],
        )
        .not_printed("LibreOffice draws formulas with letters of another alphabet"),
    ]
}

#[expect(clippy::too_many_lines, reason = "a list of cases")]
fn aside() -> Vec<Case> {
    vec![
        Case::new(
            "ruby",
            Docx::new(format!(
                "<w:p>{}<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val='center'/></w:rubyPr><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>{}</w:p>",
                r("これを"), r("いんぺい"), r("隠蔽"), r("してはならない。")
            )),
            &["これを隠蔽してはならない。", "- ruby: いんぺい"],
        )
        .not_printed("the reading is printed above its word"),
        Case::new(
            "hidden",
            Docx::new(format!(
                "<w:p>{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し</w:t></w:r><w:r><w:rPr><w:rStyle w:val='Secret'/></w:rPr><w:t>文字</w:t></w:r>\
                 <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>見える</w:t></w:r></w:p>{}{}",
                r("本文"),
                pp("<w:pStyle w:val='Note'/>", "覚え書き"),
                p("続き")
            ))
            .with("styles", styles()),
            &["本文見える", "- hidden: 隠し文字", "続き", "- hidden: 覚え書き"],
        ),
        Case::new(
            "style separator",
            Docx::new(format!(
                "{}{}",
                pp("<w:rPr><w:vanish/><w:specVanish/></w:rPr>", "第１　目的　"),
                p("この規程は、…を定める。")
            )),
            &["第１　目的　この規程は、…を定める。"],
        ),
        Case::new(
            "comments",
            Docx::new(format!(
                "<w:p><w:commentRangeStart w:id='0'/>{}<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r></w:p>{}",
                r("本人に通知する。"),
                p("次")
            ))
            .with(
                "comments",
                format!(
                    "<w:comment w:id='0' w:author='x'>{}</w:comment><w:comment w:id='7' w:author='x'>{}</w:comment>",
                    p("法務確認中"),
                    p("宛先なし")
                ),
            ),
            &["本人に通知する。", "- annotation: 法務確認中", "次", "- annotation: 宛先なし"],
        ),
        Case::new(
            "header and footer",
            Docx::new(format!(
                "{}<w:sectPr><w:headerReference w:type='default' r:id='header'/><w:footerReference w:type='default' r:id='footer'/>\
                 <w:footerReference w:type='first' r:id='footer'/><w:footerReference w:type='even' r:id='gone'/>\
                 <w:pgSz w:w='11906' w:h='16838'/><w:pgMar w:top='1418' w:right='1418' w:bottom='1418' w:left='1418' w:header='851' w:footer='851'/></w:sectPr>",
                p("本文")
            ))
            .with("header", p("個人情報取扱規程"))
            .with("footer", format!("<w:p>{}{}{}</w:p>", r("- "), field("PAGE", &r("12")), r(" -"))),
            &["本文", "- running_head: 個人情報取扱規程", "- page_number: -  -", "- page_number: 12"],
        )
        .not_printed("heads are printed on pages"),
        Case::new(
            "page number that was never worked out",
            Docx::new(format!(
                "{}<w:sectPr><w:headerReference w:type='default' r:id='header'/><w:footerReference w:type='default' r:id='footer'/>\
                 <w:pgSz w:w='11906' w:h='16838'/></w:sectPr>",
                p("本文")
            ))
            .with("header", format!("<w:p>{}<w:fldSimple w:instr='PAGE'/></w:p>", r("第")))
            .with("footer", format!("<w:p>{}{}{}</w:p>", r("- "), field("PAGE", ""), r(" -"))),
            &["本文", "- page_number: 第", "- page_number: -  -"],
        )
        .not_printed("heads are printed on pages"),
        Case::new(
            "note behind a number",
            Docx::new(format!("<w:p>{}{}{}</w:p>", r("定員は10"), reference(1), r("人とする。")))
                .with("footnotes", format!("{SEPARATORS}{}", footnote(1, "　附則による。")))
                .with("settings", "<w:footnotePr><w:numFmt w:val='japaneseCounting'/></w:footnotePr>"),
            &["定員は10（注一）人とする。", "（注一）　附則による。"],
        )
        .not_printed("notes without raised forms are printed in brackets"),
        Case::new(
            "footnotes",
            Docx::new(format!(
                "<w:p>{}{}{}</w:p><w:p>{}{}</w:p>",
                r("本人"), reference(2), r("に通知する。"), r("公表する。"), reference(1)
            ))
            .with("footnotes", format!("{SEPARATORS}{}{}", footnote(1, " 官報による。"), footnote(2, " 代理人を含む。"))),
            &["本人¹に通知する。", "公表する。²", "¹ 代理人を含む。", "² 官報による。"],
        )
        .reordered(),
        Case::new(
            "endnotes",
            Docx::new(format!(
                "<w:p>{}<w:r><w:endnoteReference w:id='2'/></w:r>{}</w:p>{}",
                r("本人"), r("に通知する。"), p("終わり")
            ))
            .with(
                "endnotes",
                format!("<w:endnote w:id='2'><w:p><w:r><w:endnoteRef/></w:r>{}</w:p></w:endnote>", r("　代理人を含む。")),
            )
            .with("settings", "<w:endnotePr><w:numFmt w:val='decimalEnclosedCircle'/></w:endnotePr>"),
            &["本人①に通知する。", "終わり", "①　代理人を含む。"],
        )
        .not_printed("LibreOffice does not read the format of endnotes from the settings"),
        Case::new(
            "endnotes as usual",
            Docx::new(format!(
                "<w:p>{}<w:r><w:endnoteReference w:id='2'/></w:r>{}</w:p>",
                r("本人"), r("に通知する。")
            ))
            .with(
                "endnotes",
                format!("<w:endnote w:id='2'><w:p><w:r><w:endnoteRef/></w:r>{}</w:p></w:endnote>", r("　代理人を含む。")),
            ),
            &["本人ⁱに通知する。", "ⁱ　代理人を含む。"],
        ),
        Case::new(
            "links",
            Docx::new(format!(
                "<w:p><w:bookmarkStart w:id='1' w:name='there'/>{}<w:bookmarkEnd w:id='1'/></w:p>\
                 <w:p>{}<w:hyperlink w:anchor='there'>{}</w:hyperlink>{}</w:p>",
                r("別表"), r("前項の"), r("別表"), r("による。")
            )),
            &["別表", "前項の別表による。"],
        ),
        Case::new(
            "note with a mark of its own",
            Docx::new(format!(
                "<w:p>{}<w:r><w:footnoteReference w:customMarkFollows='1' w:id='1'/><w:t>※</w:t></w:r>{}</w:p>",
                r("本人"), r("に通知する。")
            ))
            .with("footnotes", format!("{SEPARATORS}<w:footnote w:id='1'>{}</w:footnote><w:footnote w:id='9'>{}</w:footnote>", p("※代理人を含む。"), p("使われない注"))),
            &["本人※に通知する。", "※代理人を含む。", "- hidden: 使われない注"],
        )
        .not_printed("LibreOffice adds the mark to the text of the note once more"),
    ]
}

fn nested() -> Vec<Case> {
    vec![
        Case::new(
            "text box",
            Docx::new(format!(
                "<w:p>{}{}{}</w:p>{}",
                r("図１　"), text_box(&(p("申請者") + &p("事務局"))), r("手続の流れ"), p("本文")
            )),
            &["図１　手続の流れ", "申請者", "事務局", "本文"],
        )
        .reordered(),
        Case::new(
            "older text box",
            Docx::new(format!("<w:p>{}<w:r><w:pict>{}</w:pict></w:r></w:p>", r("図２"), old_box(&p("審査会")))),
            &["図２", "審査会"],
        ),
        Case::new(
            "alternatives",
            Docx::new(format!(
                "<mc:AlternateContent><mc:Choice Requires='w14'><w:p/></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>\
                 <w:p><mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>",
                p("古い方"), r("新しい方"), r("読まない方")
            )),
            &["古い方", "新しい方"],
        )
        .not_printed("LibreOffice reads the first branch even where it is empty"),
        Case::new(
            "objects",
            Docx::new(format!(
                "{}<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id='c'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>\
                 <w:altChunk r:id='x'/>",
                p("本文")
            )),
            &["本文"],
        )
        .not_printed("LibreOffice writes a name where the chart cannot be shown"),
    ]
}
