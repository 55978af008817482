//! What is read of 法令標準XML.

use super::shown;

const ARTICLES: &str = "<MainProvision><Chapter Num=\"1\"><ChapterTitle>第一章　総則</ChapterTitle>
 <Article Num=\"1\"><ArticleCaption>（目的）</ArticleCaption><ArticleTitle>第一条</ArticleTitle>
  <Paragraph Num=\"1\"><ParagraphNum/><ParagraphSentence><Sentence Num=\"1\">この法律は、<Ruby>瑕疵<Rt>かし</Rt></Ruby>を定める。</Sentence><Sentence Num=\"2\">ただし、この限りでない。</Sentence></ParagraphSentence></Paragraph>
  <Paragraph Num=\"2\"><ParagraphNum>２</ParagraphNum><ParagraphSentence><Sentence>次に掲げるもの</Sentence></ParagraphSentence>
   <Item Num=\"1\"><ItemTitle>一</ItemTitle><ItemSentence><Column Num=\"1\"><Sentence>甲</Sentence></Column><Column Num=\"2\"><Sentence>乙をいう。</Sentence></Column></ItemSentence>
    <Subitem1 Num=\"1\"><Subitem1Title>イ</Subitem1Title><Subitem1Sentence><Sentence>丙</Sentence></Subitem1Sentence>
     <Subitem2 Num=\"1\"><Subitem2Title>（１）</Subitem2Title><Subitem2Sentence><Sentence>丁</Sentence></Subitem2Sentence></Subitem2></Subitem1></Item></Paragraph></Article>
 <Article Num=\"2:3\"><ArticleTitle>第二条及び第三条</ArticleTitle><Paragraph Num=\"1\"><ParagraphNum/><ParagraphSentence><Sentence>削除</Sentence></ParagraphSentence></Paragraph></Article>
 <Article Num=\"4\" Hide=\"true\"><ArticleTitle>第四条</ArticleTitle></Article></Chapter></MainProvision>";

#[test]
fn a_law_is_printed_as_e_gov_prints_it() {
    let law = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Law Era=\"Heisei\"><LawNum>平成二十五年法律第二十七号</LawNum>
         <LawBody><LawTitle>試験法</LawTitle><TOC><TOCLabel>目次</TOCLabel><TOCChapter Num=\"1\"><ChapterTitle>第一章　総則</ChapterTitle><ArticleRange>（第一条―第四条）</ArticleRange></TOCChapter></TOC>
         {ARTICLES}
         <SupplProvision AmendLawNum=\"平成二七年法律第六五号\" Extract=\"true\"><SupplProvisionLabel>附　則</SupplProvisionLabel>
         <Paragraph Num=\"1\"><ParagraphCaption>（施行期日）</ParagraphCaption><ParagraphNum>１</ParagraphNum><ParagraphSentence><Sentence>公布の日から施行する。</Sentence></ParagraphSentence></Paragraph></SupplProvision>
         <AppdxTable Num=\"1\"><AppdxTableTitle>別表第一</AppdxTableTitle><RelatedArticleNum>（第一条関係）</RelatedArticleNum>
         <TableStruct><Table><TableRow><TableColumn rowspan=\"2\"><Sentence>機関</Sentence></TableColumn><TableColumn><Sentence>事務</Sentence></TableColumn></TableRow>
         <TableRow><TableColumn><Sentence>事務二</Sentence></TableColumn></TableRow></Table><Remarks><RemarksLabel>備考</RemarksLabel><Sentence>この表は、例による。</Sentence></Remarks></TableStruct></AppdxTable>
         </LawBody></Law>"
    );
    let expected = [
        "平成二十五年法律第二十七号",
        "試験法",
        "目次",
        "第一章　総則（第一条―第四条）",
        "第一章　総則",
        "（目的）",
        "第一条　この法律は、瑕疵を定める。ただし、この限りでない。",
        "[ruby かし]",
        "２　次に掲げるもの",
        "一　甲　乙をいう。",
        "イ　丙",
        "（１）　丁",
        "第二条及び第三条　削除",
        "[hidden 第四条]",
        "附　則　（平成二七年法律第六五号）　抄",
        "（施行期日）",
        "１　公布の日から施行する。",
        "別表第一（第一条関係）",
        "1:1+2+1 機関",
        "1:2 事務",
        "2:2 事務二",
        "備考　この表は、例による。",
    ];
    assert_eq!(shown("345AC.xml", law.as_bytes()), expected);
}

#[test]
fn the_answer_of_the_interface_holds_the_law() {
    let answer = "<?xml version=\"1.0\"?><DataRoot><Result><Code>0</Code></Result><ApplData><LawFullText>\
        <Law><LawBody><LawTitle>試験法</LawTitle></LawBody></Law></LawFullText></ApplData></DataRoot>";
    assert_eq!(shown("a.xml", answer.as_bytes()), ["[hidden 0]", "試験法"]);
}
