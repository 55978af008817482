//! Headings without a number in front: 【…】, ＜…＞, ■ ….

use super::{Follow, HeadingNumber, Label, LabelStyle, Parsed, parse};

/// Longest heading in brackets, in characters.
const LONGEST_BRACKETED: usize = 40;

/// Longest caption of an article, in characters.
const LONGEST_CAPTION: usize = 40;

/// What stands in the brackets of a text that may be the caption （目的） of an
/// article (CONVENTIONS §3.2): all of it is in one pair of brackets, and short.
pub fn caption(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let has_brackets = inside.contains(['（', '）', '(', ')']);
    (!has_brackets && (1..=LONGEST_CAPTION).contains(&inside.chars().count())).then_some(inside)
}

/// 【…】, ＜…＞, 《…》 or 〔…〕 alone on a short line. ＜〈 are one kind
/// (CONVENTIONS §3.6 T3). A number inside ranks the heading: 【第１章 総則】 is a
/// chapter, 【２】 comes after 【１】.
pub(super) fn bracketed(line: &str, start: usize, open: char) -> Option<Parsed> {
    let close = match open {
        '【' => '】',
        '＜' => '＞',
        '<' => '>',
        '〈' => '〉',
        '〔' => '〕',
        _ => '》',
    };
    let body = line.get(start..)?.trim_end();
    let inside = body.strip_prefix(open)?.strip_suffix(close)?;
    let fits = !inside.contains(close) && inside.chars().count() <= LONGEST_BRACKETED;
    // `<p>` is markup.
    if !fits || inside.is_ascii() && open == '<' {
        return None;
    }
    let kind = if matches!(open, '<' | '〈') { '＜' } else { open };
    let label = match inner_number(inside) {
        Some(label) if matches!(label.style, LabelStyle::Ordinal(Some(_))) => label,
        Some(label) => Label { style: LabelStyle::Bracketed(kind), ..label },
        None => Label::plain(LabelStyle::Bracketed(kind), 0),
    };
    let (number, follow) = (HeadingNumber::of(label), Follow::Text);
    Some(Parsed { number, label: start..start, title: start, follow, is_doubtful: false })
}

/// The number that a heading in brackets begins with.
fn inner_number(inside: &str) -> Option<Label> {
    let first = inside.trim_start().chars().next()?;
    if matches!(first, '【' | '＜' | '《' | '〔' | '〈' | '<') {
        return None;
    }
    let parsed = parse(inside)?;
    let counts = parsed.follow != Follow::Running && parsed.number.depth() == 1;
    counts.then(|| parsed.number.last().clone()).filter(|label| label.value > 0)
}

/// ■, ○ and the like before a short title. Such a line is a bullet unless
/// what follows shows that it heads a numbered list; the caller looks there.
pub fn marked(line: &str) -> Option<HeadingNumber> {
    let line = line.trim();
    let mark = match line.chars().next()? {
        '◯' => '○',
        mark @ ('○' | '●' | '◎' | '■' | '□' | '◆' | '◇' | '▼' | '▽' | '▲' | '△') => {
            mark
        }
        _ => return None,
    };
    // ○○ stands for a name.
    let is_blank = line.chars().nth(1).is_none_or(|c| matches!(c, '○' | '◯' | '●' | '□' | '■'));
    (!is_blank).then(|| HeadingNumber::of(Label::plain(LabelStyle::Bracketed(mark), 0)))
}
