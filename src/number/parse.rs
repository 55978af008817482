//! Line → heading number. The order of the attempts matters: the longer token
//! is tried first, so that 第１条 is never read as 第１ (CONVENTIONS §3.5 rule 8).

use std::ops::Range;

use super::brackets::bracketed;
use super::cursor::Cursor;
use super::follow::{cites, cites_after_space, is_doubtful, is_title_in_list};
use super::labels::{annex, ordinal, paren, simple};
use super::numerals::{digit, is_kanji_numeral};
use super::questions::question;
use super::spoken::{
    begins_with_counter, begins_with_particle, is_amount, is_answered, is_counted, is_ideograph,
    is_named,
};
use super::starts::{begins_label, trim_start};
use super::store::Labels;
use super::words::named;
use super::{Annex, Follow, HeadingNumber, LabelStyle, Named, Numeral, repealed};

/// A number found at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The number.
    pub number: HeadingNumber,
    /// Bytes of the line that hold the number as printed, without the dot or
    /// space after it.
    pub label: Range<usize>,
    /// First byte of what follows the number and its separator.
    pub title: usize,
    /// What follows.
    pub follow: Follow,
    /// Whether `follow` is `Running` for one hiragana alone, which may also
    /// begin a title: `（２）はかりの検査`. Only the list around it can tell.
    pub is_doubtful: bool,
}

/// Reads the heading number at the start of `line`, or `None` where there is
/// none. Leading white space is allowed. Linear in the length of the number.
pub fn parse(line: &str) -> Option<Parsed> {
    let start = line.len() - trim_start(line).len();
    let mut cursor = Cursor { line, at: start };
    let first = cursor.peek()?;
    if !may_begin(first) {
        return None;
    }
    let labels = match first {
        '第' => ordinal(&mut cursor),
        '附' | '付' | '別' | '様' | '参' | '資' => annex(&mut cursor).map(Labels::One),
        '【' | '＜' | '《' | '〔' | '〈' | '<' => return bracketed(line, start, first),
        '問' | '答' | 'Q' | 'Ｑ' | 'A' | 'Ａ' => question(&mut cursor).map(Labels::One),
        'リ' | 'シ' | 'ケ' | 'ス' | 'パ' | '委' | '提' | '移' | '基' | '重' | '具' | '施'
        | '方' | '目' | '戦' | '取' | '事' | '手' | '論' | '議' | '課' | '項' | '設' | '質' => {
            named(&mut cursor).map(Labels::One)
        }
        '（' | '(' => paren(&mut cursor).map(Labels::One),
        _ => None,
    }
    .or_else(|| {
        cursor.at = start;
        simple(&mut cursor, first)
    })?;
    finish(line, start, cursor.at, labels)
}

/// Whether any number or heading begins with this character. Most paragraphs
/// begin with one that does not.
fn may_begin(first: char) -> bool {
    match first {
        '\u{3400}'..='\u{9fff}' => begins_label(first as usize),
        '\u{3040}'..='\u{309f}'
        | '・'
        | '「'
        | '『'
        | '※'
        | '○'
        | '●'
        | '◎'
        | '■'
        | '□'
        | '◆'
        | '◇' => false,
        _ => true,
    }
}

/// Decides what follows and whether the style may be followed by it.
fn finish(line: &str, start: usize, end: usize, labels: Labels) -> Option<Parsed> {
    let end = end + repealed::n_further(line.get(end..)?);
    let rest = line.get(end..)?;
    let number = HeadingNumber { labels };
    let after = trim_start(rest);
    let (follow, title) = if after.is_empty() {
        (Follow::End, line.len())
    } else if after.len() < rest.len() {
        let runs_on = is_amount(&number, rest)
            || cites_after_space(after)
            || is_spaced_word(&number, rest)
            || is_named(number.last().style)
                && rest.starts_with(' ')
                && begins_with_particle(after);
        let follow = if runs_on { Follow::Running } else { Follow::Separator };
        (follow, line.len() - after.len())
    } else {
        unspaced(line, end, rest, &number)?
    };
    let is_doubtful =
        follow == Follow::Running && is_enclosed(number.last().style) && is_doubtful(rest);
    accepts(&number, follow, line, end).then_some(Parsed {
        number,
        label: start..end,
        title,
        follow,
        is_doubtful,
    })
}

/// What follows directly on a number that ends at `end`, and where its title
/// begins.
fn unspaced(line: &str, end: usize, rest: &str, number: &HeadingNumber) -> Option<(Follow, usize)> {
    let mut follow = Follow::of(rest);
    let mut title = end;
    let comma_after_item = matches!(
        number.last().style,
        LabelStyle::Plain(Numeral::Arabic | Numeral::Kanji) if number.depth() == 1
    ) && rest.starts_with(['、', '，']);
    if let Some(dotted) = rest.strip_prefix(['.', '．', '：', ':']) {
        title = line.len() - trim_start(dotted).len();
    } else if comma_after_item {
        let next = rest.chars().nth(1)?;
        let counts_on = digit(next).is_some() || is_kanji_numeral(next);
        follow = if counts_on { Follow::Running } else { Follow::Separator };
        title = end + '、'.len_utf8();
    } else if follow == Follow::Bracket && cites(rest)
        || follow == Follow::Text && is_enclosed(number.last().style) && cites(rest)
        || follow == Follow::Text && number.depth() == 2 && begins_with_counter(rest)
        || follow == Follow::Text && is_named(number.last().style) && is_counted(rest)
        || follow == Follow::Bracket && is_named(number.last().style) && is_answered(rest)
    {
        follow = Follow::Running;
    } else if follow == Follow::Running
        && is_enclosed(number.last().style)
        && is_title_in_list(rest)
    {
        follow = Follow::Text;
    }
    Some((follow, title))
}

/// Whether a number of this style may be followed so.
fn accepts(number: &HeadingNumber, follow: Follow, line: &str, end: usize) -> bool {
    match number.last().style {
        // A bare numeral needs a separator: `２条`, `一部`, `アメリカ` are text.
        LabelStyle::Plain(numeral) if number.depth() == 1 => match numeral {
            Numeral::Roman => follow != Follow::Running,
            _ => matches!(follow, Follow::Separator | Follow::Running | Follow::End),
        },
        LabelStyle::Annex(annex) if names_source(number, annex, line, end) => false,
        LabelStyle::Annex(_)
            if line.get(..end).is_some_and(|label| label.ends_with(['）', ')'])) =>
        {
            follow != Follow::Running
        }
        LabelStyle::Ordinal(None) => follow != Follow::Text,
        LabelStyle::Annex(_) | LabelStyle::Supplement => {
            matches!(follow, Follow::End | Follow::Separator | Follow::Bracket)
        }
        LabelStyle::Named(Named::Question | Named::Answer) => follow != Follow::Running,
        LabelStyle::Named(Named::Word(_)) => {
            let is_closed = line.get(..end).is_some_and(|label| label.ends_with(['）', ')']));
            follow != Follow::Running && (is_closed || follow != Follow::Text)
        }
        LabelStyle::Named(_) => matches!(follow, Follow::End | Follow::Separator),
        _ => true,
    }
}

/// `資料：総務課調べ`, `（資料）総務課`, `参考：前年度は十件`: where a figure comes from, or a
/// remark, and no annex.
fn names_source(number: &HeadingNumber, annex: Annex, line: &str, end: usize) -> bool {
    let (label, rest) = line.split_at_checked(end).unwrap_or((line, ""));
    let is_enclosed = annex == Annex::Material && label.ends_with(['）', ')']);
    let text = rest.strip_prefix(['：', ':']).or(is_enclosed.then_some(rest));
    matches!(annex, Annex::Material | Annex::Reference)
        && number.last().value == 0
        && text.is_some_and(|text| SOURCES.iter().any(|word| text.contains(word)))
}

/// What tells where a figure comes from, or a remark, from the title of an annex
/// (`参考：用語の説明`, `資料：提出書類一覧`).
const SOURCES: [&str; 25] = [
    "調べ",
    "作成",
    "より",
    "から",
    "統計",
    "調査",
    "白書",
    "年報",
    "台帳",
    "速報",
    "推計",
    "名簿",
    "「",
    "『",
    "省",
    "庁",
    "課",
    "局",
    "年",
    "現在",
    "ホームページ",
    "前回",
    "件",
    "は",
    "。",
];

/// Whether the number has its own end, so that a title may follow without a
/// space: （１）, ①.
fn is_enclosed(style: LabelStyle) -> bool {
    matches!(
        style,
        LabelStyle::Paren(_)
            | LabelStyle::HalfParen(_)
            | LabelStyle::Circled(_)
            | LabelStyle::CircledKatakana
    )
}

/// `一　般　会　計`: a word set wide, not the first item of a list, which may
/// begin with a number set wide (`九　第 7 条の規定`).
fn is_spaced_word(number: &HeadingNumber, rest: &str) -> bool {
    if number.depth() > 1 || number.last().style != LabelStyle::Plain(Numeral::Kanji) {
        return false;
    }
    let mut chars = rest.chars().skip_while(|c| c.is_whitespace());
    chars.next().is_some_and(is_ideograph)
        && chars.next().is_some_and(char::is_whitespace)
        && chars.next().is_some_and(is_ideograph)
        && chars.next().is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::super::{Unit, marked, numerals};
    use super::*;

    /// Style, value and branches of a label.
    type Step = (LabelStyle, u32, Vec<u32>);

    /// Number of `line` as steps, and what follows.
    fn read(line: &str) -> Option<(Vec<Step>, Follow)> {
        let parsed = parse(line)?;
        let labels = parsed
            .number
            .labels()
            .iter()
            .map(|label| (label.style, label.value, label.branches.to_vec()))
            .collect();
        Some((labels, parsed.follow))
    }

    const ARABIC: LabelStyle = LabelStyle::Plain(Numeral::Arabic);
    const KANJI: LabelStyle = LabelStyle::Plain(Numeral::Kanji);
    const PAREN: LabelStyle = LabelStyle::Paren(Numeral::Arabic);
    const ARTICLE: LabelStyle = LabelStyle::Ordinal(Some(Unit::Article));

    #[test]
    fn single_numbers_are_read() {
        let cases = [
            ("第１ 目的", LabelStyle::Ordinal(None), 1, Follow::Separator),
            ("第四　定義", LabelStyle::Ordinal(None), 4, Follow::Separator),
            ("第３章　総則", LabelStyle::Ordinal(Some(Unit::Chapter)), 3, Follow::Separator),
            ("第Ⅱ章　総則", LabelStyle::Ordinal(Some(Unit::Chapter)), 2, Follow::Separator),
            ("第II部 各論", LabelStyle::Ordinal(Some(Unit::Part)), 2, Follow::Separator),
            ("第Ⅲ　雑則", LabelStyle::Plain(Numeral::Roman), 3, Follow::Separator),
            ("２章 総則", LabelStyle::Ordinal(Some(Unit::Chapter)), 2, Follow::Separator),
            ("第36条（定義）", ARTICLE, 36, Follow::Bracket),
            ("２ 利用目的の変更", ARABIC, 2, Follow::Separator),
            ("2.利用目的", ARABIC, 2, Follow::Separator),
            ("１．特定個人情報", ARABIC, 1, Follow::Separator),
            ("（１） 環境", PAREN, 1, Follow::Separator),
            ("(12)対象", PAREN, 12, Follow::Text),
            ("⑶ 対象", PAREN, 3, Follow::Separator),
            ("（一）対象", LabelStyle::Paren(Numeral::Kanji), 1, Follow::Text),
            ("ア 委託先", LabelStyle::Plain(Numeral::Katakana), 1, Follow::Separator),
            ("（イ）届出", LabelStyle::Paren(Numeral::Katakana), 2, Follow::Text),
            ("①事務の名称", LabelStyle::Circled(numerals::Circle::White), 1, Follow::Text),
            ("Ⅰ　関連情報", LabelStyle::Plain(Numeral::Roman), 1, Follow::Separator),
            ("Ⅳ リスク対策", LabelStyle::Plain(Numeral::Roman), 4, Follow::Separator),
            ("一　市長", KANJI, 1, Follow::Separator),
            ("附　則", LabelStyle::Supplement, 0, Follow::End),
            ("別表第一（第三条関係）", LabelStyle::Annex(Annex::Table), 1, Follow::Bracket),
            ("（別添１）事務の内容", LabelStyle::Annex(Annex::Attachment), 1, Follow::Text),
            ("様式第２号", LabelStyle::Annex(Annex::Form), 2, Follow::End),
            ("リスク１：目的外の入手", LabelStyle::Named(Named::Risk), 1, Follow::Separator),
            ("問１　対象", LabelStyle::Named(Named::Question), 1, Follow::Separator),
            ("問１対象となる人", LabelStyle::Named(Named::Question), 1, Follow::Text),
            ("（問３）対象", LabelStyle::Named(Named::Question), 3, Follow::Text),
            ("Q.3 対象", LabelStyle::Named(Named::Question), 3, Follow::Separator),
            ("Ｑ３．対象", LabelStyle::Named(Named::Question), 3, Follow::Separator),
            ("Q3「対象」とは", LabelStyle::Named(Named::Question), 3, Follow::Bracket),
            ("答２　対象", LabelStyle::Named(Named::Answer), 2, Follow::Separator),
            ("【趣旨】", LabelStyle::Bracketed('【'), 0, Follow::Text),
            ("3) 対象", LabelStyle::HalfParen(Numeral::Arabic), 3, Follow::Separator),
            ("ａ）対象", LabelStyle::HalfParen(Numeral::Latin), 1, Follow::Text),
            ("(ii) scope", LabelStyle::Paren(Numeral::Roman), 2, Follow::Separator),
            ("第五条から第七条まで　削除", ARTICLE, 5, Follow::Separator),
            ("第1 条例の適用", LabelStyle::Ordinal(None), 1, Follow::Separator),
            ("第1 編集班の状況", LabelStyle::Ordinal(None), 1, Follow::Separator),
            ("第 36 条　定義", ARTICLE, 36, Follow::Separator),
            ("１ 条例の制定", ARABIC, 1, Follow::Separator),
            ("（１）はじめに", PAREN, 1, Follow::Text),
            ("（３）その他", PAREN, 3, Follow::Text),
            ("（３）第三者", PAREN, 3, Follow::Text),
            ("（４）各課の長", PAREN, 4, Follow::Text),
            ("１ 年間計画", ARABIC, 1, Follow::Separator),
            ("２ 第３条の規定による届出", ARABIC, 2, Follow::Separator),
            ("（２）「個人」の範囲", PAREN, 2, Follow::Bracket),
            ("一　市", KANJI, 1, Follow::Separator),
            ("別紙様式第１号", LabelStyle::Annex(Annex::Form), 1, Follow::End),
            ("別記第２号様式（第５条関係）", LabelStyle::Annex(Annex::Form), 2, Follow::Bracket),
            ("参考資料１", LabelStyle::Annex(Annex::Material), 1, Follow::End),
            ("附属書Ｂ　参考", LabelStyle::Annex(Annex::Appendix), 2, Follow::Separator),
            ("〔参考事例〕", LabelStyle::Bracketed('〔'), 0, Follow::Text),
            ("〈参考事例〉", LabelStyle::Bracketed('＜'), 0, Follow::Text),
            ("【２ 範囲】", LabelStyle::Bracketed('【'), 2, Follow::Text),
            ("【第３章 雑則】", LabelStyle::Ordinal(Some(Unit::Chapter)), 3, Follow::Text),
        ];
        for (line, style, value, follow) in cases {
            assert_eq!(read(line), Some((vec![(style, value, vec![])], follow)), "{line}");
        }
    }

    #[test]
    fn paths_and_branches_are_read() {
        let cases = [
            ("第３条の２　市長", vec![(ARTICLE, 3, vec![2])]),
            ("第四条の二の三　市長", vec![(ARTICLE, 4, vec![2, 3])]),
            ("三の二　届出", vec![(KANJI, 3, vec![2])]),
            ("Ｑ１－２－３　届出", vec![(LabelStyle::Named(Named::Question), 1, vec![2, 3])]),
            ("A1.2 届出", vec![(LabelStyle::Named(Named::Answer), 1, vec![2])]),
            ("問４の２　届出", vec![(LabelStyle::Named(Named::Question), 4, vec![2])]),
            ("様式１－２", vec![(LabelStyle::Annex(Annex::Form), 1, vec![2])]),
            (
                "１－２－３　対象",
                vec![(ARABIC, 1, vec![]), (ARABIC, 2, vec![]), (ARABIC, 3, vec![])],
            ),
            ("3.1.2 対象", vec![(ARABIC, 3, vec![]), (ARABIC, 1, vec![]), (ARABIC, 2, vec![])]),
            (
                "第４－２－（１）　対象",
                vec![
                    (LabelStyle::Ordinal(None), 4, vec![]),
                    (ARABIC, 2, vec![]),
                    (PAREN, 1, vec![]),
                ],
            ),
            (
                "Ⅲ−４　監督",
                vec![(LabelStyle::Plain(Numeral::Roman), 3, vec![]), (ARABIC, 4, vec![])],
            ),
        ];
        for (line, labels) in cases {
            assert_eq!(read(line).map(|(labels, _)| labels), Some(labels), "{line}");
        }
    }

    /// CONVENTIONS §3.4: several numbers that stay empty are one provision.
    #[test]
    fn numbers_that_stay_empty_are_read_as_one() {
        for (line, label) in [
            ("第７条及び第８条　削除", "第７条及び第８条"),
            ("第七条及び第八条　削除", "第七条及び第八条"),
            ("第７条、第８条及び第10条 削除", "第７条、第８条及び第10条"),
            ("第７条から第９条まで　削除", "第７条から第９条まで"),
            ("第５条の２から第５条の４まで　削除", "第５条の２から第５条の４まで"),
            ("第２章及び第３章　削除", "第２章及び第３章"),
            ("（３）及び（４）　削除", "（３）及び（４）"),
            ("三から五まで　削除", "三から五まで"),
            ("ウ・エ　削除", "ウ・エ"),
        ] {
            let parsed = parse(line).expect(line);
            assert_eq!(line.get(parsed.label.clone()), Some(label));
            assert_eq!(parsed.follow, Follow::Separator, "{line}");
            assert_eq!(line.get(parsed.title..), Some("削除"));
        }
        for line in [
            "第７条及び第８条の規定　削除",
            "第７条及び第８条を削除",
            "第７条及び第８条　削除する規定",
        ] {
            assert_eq!(parse(line).map(|it| it.follow), Some(Follow::Running), "{line}");
        }
    }

    #[test]
    fn citations_run_on() {
        for line in [
            "（１）の規定の監督を行う",
            "第６条及び第８条に基づき",
            "第36条第１項ただし書により",
            "第３条の規定による",
            "（２）及び（３）",
            "①から③まで",
            "36 条第１項",
            "15 年法律",
            "第 35 条に基づき",
            "1 週間以内に確認し",
            "1 か月の間",
            "１、２及び３",
            "3.5％",
            "第８－１－（１）及び７の規定",
            "（２） に規定する者",
            "第３条 の規定により",
            "第２条（定義）に規定する者",
            "第４（２）の規定により",
            "（１）アの規定",
            "（１）イ及びウ",
            "30 日間の保存",
            "10 個の容器",
            "1.5倍となる",
            "２．５人",
            "9:30から",
            "一　般　会　計",
        ] {
            let parsed = parse(line).map(|parsed| parsed.follow);
            assert_eq!(parsed, Some(Follow::Running), "{line}");
        }
    }

    #[test]
    fn text_has_no_number() {
        for line in [
            "２条第１項に規定する",
            "７号）に基づく",
            "４月閣議決定",
            "一部変更",
            "アメリカ合衆国",
            "第１回会議",
            "第Ⅲ相試験",
            "２章分の原稿",
            "第三者への提供",
            "03-3866-2811",
            "2015-04-01",
            "（2015）",
            "（例）",
            "・ 例示",
            "※ 注記",
            "別表第二における情報",
            "別表第 ６に掲げる者",
            "参考となる事項",
            "システムの名称",
            "問１の答",
            "事業２件",
            "目標 ３年以内",
            "施策１－２の実施",
            "事例集１",
            "問い合わせ",
            "答　２回です。",
            "Ａ４判の紙",
            "Q1は対象外",
            "<p>",
            "○ 例示",
            "",
            "　",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn titles_that_look_running_are_doubtful() {
        for (line, is_doubtful) in [
            ("（２）はかりの検査", true),
            ("②もしもの備え", true),
            ("（２）の規定", false),
            ("（２）による届出", false),
            ("（２）が適用", false),
            ("（２）はじめに", false),
            ("２ はかり", false),
        ] {
            let parsed = parse(line).expect(line);
            assert_eq!(parsed.is_doubtful, is_doubtful, "{line}");
        }
    }

    #[test]
    fn marks_stand_before_titles() {
        for line in ["■ 概要", "○趣旨", "◯ 趣旨", "　◆　対象"] {
            assert!(marked(line).is_some(), "{line}");
        }
        assert_eq!(marked("○ 趣旨"), marked("◯ 趣旨"));
        for line in ["○○市", "■", "・ 例示", "※ 注記", "趣旨"] {
            assert_eq!(marked(line), None, "{line}");
        }
    }
}
