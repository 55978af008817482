//! Mistakes in TOML, said in Japanese: the TOML library speaks English only.

/// What the library says first, and what it means.
const REASONS: &[(&str, &str)] = &[
    ("key with no value", "キーに値がありません"),
    ("missing value", "値がありません"),
    ("string values must be quoted", "文字列は \" で囲みます"),
    ("unclosed array", "配列が閉じていません"),
    ("unclosed table", "セクションの名前が閉じていません"),
    ("unclosed inline table", "{ が閉じていません"),
    ("invalid basic string", "文字列が閉じていないか、使えない文字があります"),
    ("invalid literal string", "文字列が閉じていないか、使えない文字があります"),
    ("invalid multi-line", "文字列が閉じていないか、使えない文字があります"),
    ("duplicate key", "同じキーが２回あります"),
    ("extra `=`", "「=」が多すぎます"),
    ("extra comma", "コンマが多すぎます"),
    ("missing comma", "コンマがありません"),
    ("missing assignment", "「=」がありません"),
    ("unexpected key or value", "余分な文字があります"),
    ("unexpected content", "余分な文字があります"),
    ("invalid unquoted key", "キーに使えない文字があります"),
    ("invalid key", "キーと値の組として読めません"),
];

/// What the library calls the things it misses.
const THINGS: &[(&str, &str)] =
    &[("key", "キー"), ("value", "値"), ("newline", "改行"), ("digits", "数字")];

/// A message of the library in Japanese, its own words in brackets where they
/// are not known: `キーに値がありません（必要なもの:「=」）`.
pub(super) fn in_japanese(said: &str) -> String {
    let (reason, expected) = said.split_once(", expected ").unwrap_or((said, ""));
    let mut known = REASONS.iter().filter(|(english, _)| reason.starts_with(english));
    // The longest one: a table and an array of tables begin alike.
    let known = known.by_ref().max_by_key(|(english, _)| english.len());
    let Some((_, japanese)) = known else {
        return format!("書き方に誤りがあります（詳細: {said}）");
    };
    let things: Option<Vec<String>> = expected.split(", ").map(thing).collect();
    match things.filter(|_| !expected.is_empty()) {
        Some(things) => format!("{japanese}（必要なもの: {}）", things.join("、")),
        None => (*japanese).to_owned(),
    }
}

/// Something that is missing; `None` for what is said in other words.
fn thing(english: &str) -> Option<String> {
    if let Some(sign) = english.strip_prefix('`').and_then(|it| it.strip_suffix('`')) {
        return Some(format!("「{sign}」"));
    }
    let (_, japanese) = THINGS.iter().find(|(known, _)| *known == english)?;
    Some((*japanese).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    /// The real words of the library, so that a new version of it shows here.
    #[test]
    fn mistakes_of_people_are_known() {
        for (toml, japanese) in [
            ("title", "キーに値がありません（必要なもの: 「=」）"),
            ("title =", "文字列は \" で囲みます"),
            ("title = 新旧", "文字列は \" で囲みます"),
            ("title = \"新旧\nunchanged = \"fold\"", "文字列が閉じていないか"),
            ("above = [\"甲\"", "配列が閉じていません（必要なもの: 「]」）"),
            ("[labels\nnew = \"新\"", "セクションの名前が閉じていません（必要なもの: 「]」）"),
            ("labels = { new = \"新\"", "{ が閉じていません"),
            ("title = \"甲\"\ntitle = \"乙\"", "同じキーが２回あります"),
            ("title == \"甲\"", "「=」が多すぎます"),
            ("above = [\"甲\" \"乙\"]", "コンマがありません"),
            ("title = \"甲\" \"乙\"", "余分な文字があります"),
            ("題名 = \"甲\"", "キーに使えない文字があります"),
        ] {
            let error = DeTable::parse(toml).expect_err("a mistake");
            let said = error.message().replace('\n', " ");
            let shown = in_japanese(&said);
            assert!(shown.starts_with(japanese), "{toml}: {said}: {shown}");
            assert!(!shown.contains("詳細"), "{shown}");
        }
        assert_eq!(in_japanese("odd thing"), "書き方に誤りがあります（詳細: odd thing）");
    }
}
