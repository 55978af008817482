//! Whether a number counts something, or is spoken of in a sentence: 36 条, 事業 10 件,
//! 問２で「はい」と答えた人.

use super::follow::trim_half_width;
use super::{HeadingNumber, LabelStyle, Named, Numeral};

/// Whether a word counts, which may be cited like any other: 問２, 施策１.
pub(super) fn is_named(style: LabelStyle) -> bool {
    matches!(style, LabelStyle::Named(Named::Question | Named::Answer | Named::Word(_)))
}

/// What a question offers for an answer.
const ANSWERS: [&str; 5] = ["はい", "いいえ", "ある", "ない", "その他"];
/// What is said behind an answer: 問２（利用した）と答えた方.
const SAID: [&str; 9] =
    ["と答", "と回答", "で答", "で回答", "に答", "に回答", "を選", "に該当", "に○"];

/// `で「はい」と答えた`, `の売上`: a particle, and no word that begins like one
/// (`もし`, `と畜場`).
pub(super) fn begins_with_particle(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| "のはがをにでともへ".contains(c))
        && chars.next().is_some_and(|c| !('ぁ'..='ん').contains(&c))
        && !text.starts_with("と畜")
}

/// `（１）で答えた人`: an answer to a question is spoken of, not the question put,
/// as in `（申請書）の提出先はどこですか。`.
pub(super) fn is_answered(rest: &str) -> bool {
    let inside = rest.trim_start_matches(['（', '(', '「', '『']);
    let Some((inside, behind)) = inside.split_once(['）', ')', '」', '』']) else {
        return false;
    };
    let behind = trim_half_width(behind);
    let is_choice = inside.chars().count() == 1 || ANSWERS.contains(&inside);
    is_choice && begins_with_particle(behind) || SAID.iter().any(|said| behind.starts_with(said))
}

/// `36 条`, `57 号`, `10 年`: a number torn from its counter by a space that a
/// PDF reader put at a width boundary (CONVENTIONS §0 fact 12). A counter that
/// begins a longer word (`１ 条例の制定`) is a title.
pub(super) fn is_amount(number: &HeadingNumber, rest: &str) -> bool {
    let style = number.last().style;
    let rest = trim_half_width(rest);
    match style {
        _ if number.depth() > 1 => false,
        LabelStyle::Plain(Numeral::Arabic) => is_counted(rest),
        LabelStyle::Named(named @ (Named::Question | Named::Answer | Named::Word(_))) => {
            let is_thing = |c: char| "件円回個%％校台枚冊歳".contains(c);
            let may_be_things = matches!(named, Named::Word(_)) && rest.starts_with(is_thing);
            // Few words that count begin no title, as 人にやさしいまち does.
            is_limit(rest) || may_be_things && begins_with_counter(rest)
        }
        _ => false,
    }
}

/// `日前`, `年以上`: no title begins so, but with 名前.
fn is_limit(rest: &str) -> bool {
    let limits = ["以上", "以下", "以内", "以降", "未満", "前", "後", "超"];
    let longer = ["前半", "後半", "前期", "後期", "前後", "前年", "前月"];
    let mut chars = rest.chars();
    let counts = chars.next().is_some_and(|c| is_counter(c) && c != '名');
    let behind = chars.as_str();
    counts
        && limits.iter().any(|limit| behind.starts_with(limit))
        && !longer.iter().any(|word| behind.starts_with(word))
}

/// Whether what the number counts stands right behind it.
pub(super) fn is_counted(rest: &str) -> bool {
    // Most titles begin with neither a counter nor one of the words.
    if !rest.starts_with(|c: char| is_counter(c) || "週平立か箇ヶ".contains(c)) {
        return false;
    }
    let words = ["週間", "日現在", "平方メートル", "立方メートル", "か月", "か所", "か年", "ヶ月"];
    if words.iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    // `30 日間の`, but `１ 年間計画`.
    let longer = ["日間", "年間", "時間", "分間", "年度", "回目", "年目", "日目", "箇月", "箇所"];
    if let Some(after) = longer.iter().find_map(|word| rest.strip_prefix(word)) {
        return !after.starts_with(is_ideograph);
    }
    begins_with_counter(rest)
}

/// Whether a counter stands here that is no part of a longer word: `円の`, not
/// `円滑`.
pub(super) fn begins_with_counter(rest: &str) -> bool {
    let mut chars = rest.chars();
    let counts = chars.next().is_some_and(is_counter);
    let goes_on_as_word =
        chars.next().is_some_and(|c| is_ideograph(c) && !"第以前後又及並法政省未超".contains(c));
    counts && !goes_on_as_word
}

fn is_counter(c: char) -> bool {
    "年月日円条項号人件回名％%時分秒章節歳台冊枚個社割点度階倍校".contains(c)
}

pub(super) fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
