//! The citations of a text: 番号法第19条第８号, 別表第二の94の項.

/// The same law and article with another number at the end.
pub(super) fn is_renumbering(old: &str, new: &str) -> bool {
    if let (Some((old_law, old_table)), Some((new_law, new_table))) =
        (old.split_once(TABLE), new.split_once(TABLE))
    {
        return old_law == new_law && old_table.ends_with('項') == new_table.ends_with('項');
    }
    let (Some((old_law, old_place)), Some((new_law, new_place))) = (parted(old), parted(new))
    else {
        return false;
    };
    let article = |place: &str| place.split_inclusive('条').next().unwrap_or_default().to_owned();
    let n_parts = |place: &str| place.matches('第').count();
    old_law == new_law
        && n_parts(old_place) == n_parts(new_place)
        && (article(old_place) == article(new_place) || n_parts(old_place) == 1)
}

fn parted(citation: &str) -> Option<(&str, &str)> {
    citation.split_at_checked(citation.find('第')?)
}

/// Names of laws end so.
const LAWS: [&str; 5] = ["法", "令", "規則", "条例", "命令"];

/// Parts of a citation.
const UNITS: [char; 3] = ['条', '項', '号'];

/// Longest name of a law, in characters.
const LONGEST_NAME: usize = 20;

/// 別表第一の68の項, 別表第二; of 番号法 where no other law is named.
pub(super) const TABLE: &str = "別表";

const NUMBER_ACT: &str = "番号法";

/// A citation, and for a line of a table also the table.
pub(super) fn with_table(citation: &str) -> Vec<String> {
    let table = citation.split_once(TABLE).and_then(|(law, rest)| {
        let number = rest.split_once('の').filter(|(number, _)| !number.is_empty())?.0;
        Some(format!("{law}{TABLE}{number}"))
    });
    std::iter::once(citation.to_owned()).chain(table).collect()
}

/// The table cited at a place, and where its citation ends.
fn table_at(chars: &[char], at: usize) -> Option<(String, usize)> {
    let mut end = at + TABLE.chars().count();
    if !chars.get(at..end)?.iter().copied().eq(TABLE.chars()) {
        return None;
    }
    let count =
        |from: usize, is: fn(&char) -> bool| chars.iter().skip(from).take_while(|c| is(c)).count();
    let is_number: fn(&char) -> bool =
        |c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    if chars.get(end) == Some(&'第') {
        let n = count(end + 1, is_number);
        end += if n == 0 { 0 } else { n + 1 };
    }
    // の94の項, の85の2の項.
    let mut line = end;
    while chars.get(line) == Some(&'の') {
        let n = count(line + 1, char::is_ascii_digit);
        if n == 0 {
            break;
        }
        line += n + 1;
    }
    if line > end && chars.get(line) == Some(&'の') && chars.get(line + 1) == Some(&'項') {
        end = line + 2;
    }
    let before = at - usize::from(at > 0 && chars.get(at - 1) == Some(&'の'));
    let law = name_before(chars, before).and_then(|from| chars.get(from..before));
    let law: String = law.map_or_else(|| NUMBER_ACT.to_owned(), |it| it.iter().collect());
    let law = if law.ends_with(NUMBER_ACT) { NUMBER_ACT } else { &law };
    let table: String = chars.get(at..end)?.iter().collect();
    Some((format!("{law}{table}"), end))
}

/// The citations of a folded text with the name of their law: 番号法第19条第8号.
pub(super) fn citations(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some((table, end)) = table_at(&chars, at) {
            out.push(table);
            at = end;
            continue;
        }
        let end = place_end(&chars, at);
        if chars.get(at) != Some(&'第') || end == at {
            at += 1;
            continue;
        }
        let name = name_before(&chars, at);
        if let Some(from) = name {
            out.push(chars.get(from..end).unwrap_or_default().iter().collect());
        }
        at = end;
    }
    out
}

/// Where 第19条の２第８号 ends that begins at a place; the place itself where
/// there is none.
fn place_end(chars: &[char], from: usize) -> usize {
    let mut end = from;
    loop {
        let mut at = end;
        if chars.get(at) != Some(&'第') {
            return end;
        }
        at += 1;
        let n = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
        at += n;
        if n == 0 || !chars.get(at).is_some_and(|c| UNITS.contains(c)) {
            return end;
        }
        at += 1;
        // 枝番: の２.
        while chars.get(at) == Some(&'の') && chars.get(at + 1).is_some_and(char::is_ascii_digit) {
            at += 1;
            at += chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
        }
        end = at;
    }
}

/// Where the name of the law begins that stands before a citation.
fn name_before(chars: &[char], at: usize) -> Option<usize> {
    let is_name = |c: &&char| matches!(**c, '\u{4E00}'..='\u{9FFF}' | '々');
    let run = chars.iter().take(at).rev().take_while(is_name).take(LONGEST_NAME).count();
    // Behind another citation a new name begins: 第２項番号法第19条.
    let is_unit = |i: &usize| {
        let is_counted =
            i.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
        is_counted && chars.get(*i).is_some_and(|c| UNITS.contains(c))
    };
    let from = (at - run..at).rev().find(is_unit).map_or(at - run, |unit| unit + 1);
    let n = at - from;
    let name: String = chars.get(at - n..at)?.iter().collect();
    (n >= 2 && LAWS.iter().any(|law| name.ends_with(law))).then_some(at - n)
}

#[cfg(test)]
mod tests {
    use super::super::super::super::text::said;
    use super::*;

    #[test]
    fn citations_have_the_name_of_their_law() {
        let text = said(
            "番号法第19条第８号及び番号法 第9条の２第１項、国民健康保険法第113条の３第1項。第５条",
        );
        assert_eq!(citations("第9条第2項番号法第19条第7号"), ["番号法第19条第7号"]);
        assert_eq!(citations("個人情報保護条例第5条"), ["個人情報保護条例第5条"]);
        assert_eq!(
            citations(&text),
            ["番号法第19条第8号", "番号法第9条の2第1項", "国民健康保険法第113条の3第1項"]
        );
    }

    #[test]
    fn tables_are_cited_with_their_law() {
        let cited = |text: &str| citations(&said(text));
        assert_eq!(
            cited("番号法第19条第８号及び別表第二の94の項"),
            ["番号法第19条第8号", "番号法別表第二の94の項"]
        );
        assert_eq!(cited("番号法の別表第二を基に"), ["番号法別表第二"]);
        assert_eq!(cited("施行令別表第一の２の項"), ["施行令別表第一の2の項"]);
        assert_eq!(cited("別表第二の１、２の項"), ["番号法別表第二"]);
    }
}
