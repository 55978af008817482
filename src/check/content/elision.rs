//! Signs of what a cell leaves out: （略）, ～略～, ……, ・・・ (CONVENTIONS §4.6).

use crate::check::text::said;

/// Cuts a line at the signs of what is left out, which are `None`.
pub(super) fn split(line: &str) -> Vec<Option<String>> {
    let chars: Vec<char> = line.chars().collect();
    let mut out = Vec::new();
    let mut text = String::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let Some(n) = elision(&chars, at) else {
            text.push(c);
            at += 1;
            continue;
        };
        push(&mut out, &text);
        text.clear();
        out.push(None);
        at += n;
    }
    push(&mut out, &text);
    out
}

fn push(out: &mut Vec<Option<String>>, text: &str) {
    let text = said(text);
    if !text.is_empty() {
        out.push(Some(text));
    }
}

/// Words that stand in brackets for what is left out.
const LEFT_OUT: [&str; 7] = ["略", "中略", "以下略", "後略", "前略", "省略", "以下省略"];

/// Points that stand for what is left out.
pub(super) const DOTS: &str = "・・・";

/// How many characters at a place are a sign of what is left out.
fn elision(chars: &[char], at: usize) -> Option<usize> {
    let get = |at: usize| chars.get(at).copied();
    let before = at.checked_sub(1).and_then(get);
    let first = get(at)?;
    let open = matches!(first, '(' | '[' | '〔' | '【' | '<');
    if open {
        let inner: String =
            chars.iter().skip(at + 1).take_while(|c| !")]〕】>".contains(**c)).take(6).collect();
        let inner_said: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
        let n = inner.chars().count();
        let is_closed = get(at + 1 + n).is_some_and(|c| ")]〕】>".contains(c));
        return (is_closed && LEFT_OUT.contains(&inner_said.as_str())).then_some(n + 2);
    }
    let run = |is: fn(char) -> bool| chars.iter().skip(at).take_while(|c| is(**c)).count();
    if matches!(first, '…' | '‥') {
        return Some(run(|c| matches!(c, '…' | '‥')));
    }
    if first == '・' && before != Some('・') {
        let n = run(|c| c == '・');
        return (n >= DOTS.chars().count()).then_some(n);
    }
    if first == '~' {
        let skipped = chars.iter().skip(at + 1).take_while(|c| c.is_whitespace()).count();
        if get(at + 1 + skipped) != Some('略') {
            return None;
        }
        let n = skipped + 2;
        // ～略。: the sentence is left out to its end.
        let tail = get(at + n).is_some_and(|c| matches!(c, '~' | '。'));
        return Some(n + usize::from(tail));
    }
    if first != '略' {
        return None;
    }
    let next = get(at + 1);
    if next == Some('~') {
        return Some(2);
    }
    let parted = |c: char| c.is_whitespace() || matches!(c, '】' | ']' | '>' | '。');
    let alone = before.is_none_or(parted) && next.is_none_or(|c| c.is_whitespace() || c == '。');
    alone.then(|| 1 + usize::from(next == Some('。')))
}
