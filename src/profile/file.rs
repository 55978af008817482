//! Profiles as TOML: those built in, those of an office, and how one is
//! printed to start from.

use std::fmt::Write as _;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::Profile;
use super::keys::{Expected, KEYS, Key};
use super::mistakes;
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;

/// Largest accepted profile file, in bytes; a real one has a few hundred.
pub const MAX_BYTES: usize = 1 << 20;

/// Words that are nearer to each other than this (0 to 1) are offered.
const NEAR: f32 = 0.5;

/// A profile that comes with the program.
#[derive(Debug)]
pub struct Builtin {
    /// Its name.
    pub name: &'static str,
    /// For whom it is, in Japanese and English.
    pub about: [&'static str; 2],
    toml: &'static str,
}

/// The profiles that come with the program (CONVENTIONS §1.13), `standard`
/// first.
pub static BUILTIN: &[Builtin] = &[
    Builtin {
        name: "standard",
        about: ["既定。画面での確認に向く", "the default, good for reading on screen"],
        toml: include_str!("builtin/standard.toml"),
    },
    Builtin {
        name: "guideline",
        about: ["省庁のガイドライン（改定案・現行）", "guidelines of ministries"],
        toml: include_str!("builtin/guideline.toml"),
    },
    Builtin {
        name: "fsa",
        about: ["監督指針（現行・改正案）", "supervisory guidelines"],
        toml: include_str!("builtin/fsa.toml"),
    },
    Builtin {
        name: "ordinance",
        about: ["府省令・告示の新旧対照表方式", "ministerial ordinances, operative tables"],
        toml: include_str!("builtin/ordinance.toml"),
    },
    Builtin {
        name: "local-gov",
        about: ["条例・規則（改正前・改正後）", "municipal ordinances"],
        toml: include_str!("builtin/local-gov.toml"),
    },
    Builtin {
        name: "company",
        about: ["社内規程（新・旧・備考）", "company rules"],
        toml: include_str!("builtin/company.toml"),
    },
    Builtin {
        name: "work-rules",
        about: ["就業規則（変更前・変更後・変更理由）", "work rules"],
        toml: include_str!("builtin/work-rules.toml"),
    },
    Builtin {
        name: "terms",
        about: ["約款・利用規約（改定前・改定後）", "terms and conditions"],
        toml: include_str!("builtin/terms.toml"),
    },
];

impl Profile {
    /// A profile that comes with the program.
    pub fn builtin(name: &str) -> Option<Self> {
        let known = BUILTIN.iter().find(|it| it.name == name)?;
        // A test reads each of them.
        Self::from_toml(known.name, known.toml).ok()
    }

    /// The name of the profile that comes with the program and is meant by a
    /// mistyped one.
    pub fn nearest_builtin(name: &str) -> Option<&'static str> {
        let names: Vec<&str> = BUILTIN.iter().map(|it| it.name).collect();
        similar::get_close_matches(name, &names, 1, NEAR).first().copied()
    }

    /// Reads a profile from TOML. Keys that are not there are those of the
    /// profile that `base` names, or of `standard`. `file` is named in errors.
    ///
    /// # Errors
    /// `BadProfile` for what is no TOML, and for an unknown key or value, with
    /// its line and the nearest one that is known.
    pub fn from_toml(file: &str, toml: &str) -> Result<Self> {
        let toml = toml.trim_start_matches('\u{FEFF}');
        let wrong = |at: Option<Range<usize>>, ja: &str, en: &str| {
            let line = at.map(|at| line_of(toml, at.start));
            let [ja, en] = match line {
                Some(line) => [format!("{line}行目: {ja}"), format!("line {line}: {en}")],
                None => [ja.to_owned(), en.to_owned()],
            };
            Error::new(ErrorKind::BadProfile, file).explained(ja, en)
        };
        if toml.len() > MAX_BYTES {
            return Err(wrong(
                None,
                "プロファイルとしては大きすぎます（上限 1MB）。ファイルを確かめてください。",
                "too large for a profile (at most 1 MB); check the file",
            ));
        }
        let table = DeTable::parse(toml).map_err(|error| {
            let [ja, en] = no_toml(toml, &error);
            wrong(error.span(), &ja, &en)
        })?;
        let mut profile = Self::default();
        let mut typed = Vec::new();
        for (name, value) in table.get_ref() {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("base", base) => {
                    let known = base.as_str().and_then(Self::builtin);
                    profile = known.ok_or_else(|| {
                        let names: Vec<&str> = BUILTIN.iter().map(|it| it.name).collect();
                        let near = nearest(base.as_str().unwrap_or_default(), &names);
                        let names = names.join(", ");
                        wrong(
                            Some(value.span()),
                            &format!("base に指定できるのは {names} のいずれかです{}。", near[0]),
                            &format!("base is one of {names}{}", near[1]),
                        )
                    })?;
                }
                (group, DeValue::Table(inner)) if KEYS.iter().any(|key| is_in(key, group)) => {
                    let inner = inner.iter().map(|(name, value)| {
                        (format!("{group}.{}", name.get_ref()), name.span(), value)
                    });
                    typed.extend(inner);
                }
                (own, _) => typed.push((own.to_owned(), name.span(), value)),
            }
        }
        for (name, at, value) in typed {
            if let Some(first) = KEYS.iter().find(|key| is_in(key, &name)) {
                let own = first.name.rsplit('.').next().unwrap_or_default();
                return Err(wrong(
                    Some(at),
                    &format!(
                        "{name} には値を直接指定できません。[{name}] の行の下に {own} = … のように書いてください。"
                    ),
                    &format!("{name} is no key but a table; write {own} = … under a line [{name}]"),
                ));
            }
            let Some(key) = KEYS.iter().find(|key| key.name == name) else {
                let is_section = matches!(value.get_ref(), DeValue::Table(_));
                let near = nearest(&name, &names(is_section));
                return Err(wrong(
                    Some(at),
                    &format!(
                        "「{name}」というキーはありません{}。shinkyu profile show でキーの一覧を表示します。",
                        near[0]
                    ),
                    &format!(
                        "there is no key \"{name}\"{}; \"shinkyu profile show\" lists the keys",
                        near[1]
                    ),
                ));
            };
            (key.set)(&mut profile, value.get_ref()).map_err(|expected| {
                let typed = value.get_ref().as_str().unwrap_or_default();
                let [ja, en] = explain(&expected, typed);
                wrong(
                    Some(value.span()),
                    &format!("{name} には{ja}を指定してください。"),
                    &format!("{name} takes {en}"),
                )
            })?;
        }
        Ok(profile)
    }

    /// The profile as TOML, every key with what it is for: a file to start
    /// from. Read again, it gives the same profile.
    pub fn to_toml(&self, lang: Lang) -> String {
        let mut out = String::new();
        let mut group = "";
        for key in KEYS {
            let (own, name) = key.name.split_once('.').unwrap_or(("", key.name));
            if own != group {
                group = own;
                let _ = writeln!(out, "\n[{group}]");
            }
            let [ja, en] = key.about;
            let _ = writeln!(out, "# {}\n{name} = {}", lang.pick(ja, en), (key.get)(self));
        }
        out
    }
}

/// What is said of a file that is no TOML, in Japanese and English: where in
/// the line, what is wrong, what is missing.
fn no_toml(toml: &str, error: &toml::de::Error) -> [String; 2] {
    let said = error.message().replace('\n', " ");
    let [ja, en] = error.span().map_or_else(Default::default, |at| {
        let column = column_of(toml, at.start);
        [format!("（{column}文字目）"), format!(" at column {column}")]
    });
    let japanese = mistakes::in_japanese(&said);
    [
        format!("TOML として読めません{ja}。{japanese}。キー = \"値\" の形に直してください。"),
        format!("not TOML{en} ({said}); write it as key = \"value\""),
    ]
}

/// What may stand in a file where an unknown name does: a table where it is
/// one, as in `[fillers]`, else also a key.
fn names(is_section: bool) -> Vec<&'static str> {
    let sections = KEYS.iter().filter_map(|key| key.name.split_once('.')).map(|(own, _)| own);
    let mut names: Vec<&str> = sections.collect();
    names.dedup();
    if !is_section {
        names.extend(KEYS.iter().map(|key| key.name));
        names.push("base");
    }
    names
}

fn is_in(key: &Key, group: &str) -> bool {
    key.name.split_once('.').is_some_and(|(own, _)| own == group)
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The character of its line that is at a byte, from 1.
fn column_of(text: &str, at: usize) -> usize {
    let before = text.get(..text.floor_char_boundary(at)).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default().chars().count() + 1
}

/// The word that is meant, in brackets, in both languages; empty where none
/// is near.
fn nearest(typed: &str, known: &[&str]) -> [String; 2] {
    // A key may be right but for the table it stands in.
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let near = similar::get_close_matches(typed, known, 1, NEAR).first().copied();
    let near = near.or_else(|| known.iter().copied().find(|name| last(name) == last(typed)));
    match near {
        Some(near) => [format!("（候補: {near}）"), format!(" (try {near})")],
        None => Default::default(),
    }
}

fn explain(expected: &Expected, typed: &str) -> [String; 2] {
    match expected {
        Expected::Text => ["\"文字列\"".to_owned(), "a \"text\"".to_owned()],
        Expected::Texts => ["[\"文字列\", …]".to_owned(), "a list of texts, [\"…\"]".to_owned()],
        Expected::Flag => [" true か false ".to_owned(), "true or false".to_owned()],
        Expected::Brackets => [
            "開きと閉じの括弧２文字（例: \"（）\"）".to_owned(),
            "two brackets, as in \"（）\"".to_owned(),
        ],
        Expected::OneOf(words) => {
            let near = nearest(typed, words);
            let words = words.join(", ");
            [format!(" {words} のいずれか{}", near[0]), format!("one of {words}{}", near[1])]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{ColumnOrder, FillerEach, LabelMarks, Unchanged};

    fn refused(toml: &str) -> String {
        Profile::from_toml("my.toml", toml).expect_err("a mistake").message(Lang::Ja)
    }

    #[test]
    fn every_builtin_profile_is_read_and_printed_back() {
        for builtin in BUILTIN {
            let read = Profile::from_toml(builtin.name, builtin.toml);
            let read = read.unwrap_or_else(|error| panic!("{}", error.message(Lang::En)));
            for lang in [Lang::Ja, Lang::En] {
                let printed = read.to_toml(lang);
                let again = Profile::from_toml("printed", &printed);
                let again =
                    again.unwrap_or_else(|error| panic!("{}\n{printed}", error.message(lang)));
                assert_eq!(again, read, "{}", builtin.name);
            }
        }
        assert_eq!(Profile::builtin("standard"), Some(Profile::default()));
        assert_eq!(Profile::builtin("gideline"), None);
    }

    /// CONVENTIONS §1.13: the table of profiles.
    #[test]
    fn builtin_profiles_follow_their_offices() {
        let of = |name: &str| Profile::builtin(name).expect("a profile");
        let columns = |name: &str| {
            let profile = of(name);
            match profile.columns {
                ColumnOrder::NewOld => [profile.labels.new, profile.labels.old],
                ColumnOrder::OldNew => [profile.labels.old, profile.labels.new],
            }
        };
        assert_eq!(columns("guideline"), ["改定案", "現行"]);
        assert_eq!(columns("fsa"), ["現行", "改正案"]);
        assert_eq!(columns("ordinance"), ["改正後", "改正前"]);
        assert_eq!(columns("local-gov"), ["改正前", "改正後"]);
        assert_eq!(columns("company"), ["新", "旧"]);
        assert_eq!(columns("work-rules"), ["変更前", "変更後"]);
        assert_eq!(columns("terms"), ["改定前", "改定後"]);
        let guideline = of("guideline");
        assert_eq!(guideline.fillers.bracketed(&guideline.fillers.added), "（新規）");
        assert_eq!(guideline.unchanged, Unchanged::Hide);
        assert_eq!(guideline.fillers.each, FillerEach::Block);
        let ordinance = of("ordinance");
        assert_eq!(ordinance.fillers.bracketed(&ordinance.fillers.removed), "［削る］");
        assert_eq!(ordinance.marks.labels, LabelMarks::Double);
    }

    #[test]
    fn a_file_inherits_from_its_base() {
        let own = "base = \"company\"\ntitle = \"規程新旧\"\n[labels]\nnew = \"改定後\"\n";
        let profile = Profile::from_toml("my.toml", own).expect("a profile");
        let base = Profile::builtin("company").expect("a profile");
        assert_eq!(profile.labels.new, "改定後");
        assert_eq!(profile.labels.old, base.labels.old);
        assert_eq!(profile.third, base.third);
        // Wherever it stands in the file.
        let last = "title = \"規程新旧\"\nlabels = { new = \"改定後\" }\nbase = \"company\"\n";
        assert_eq!(Profile::from_toml("my.toml", last).expect("a profile"), profile);
    }

    #[test]
    fn mistakes_name_the_line_and_what_was_meant() {
        for (toml, parts) in [
            ("colums = \"new-old\"", &["my.toml", "1行目", "「colums」", "候補: columns"][..]),
            ("\n[labels]\nnewer = \"a\"", &["3行目", "labels.newer", "候補: labels.new"]),
            ("[page]\nkeep-rows = \"yes\"", &["2行目", "page.keep-rows", "true か false"]),
            ("unchanged = \"hidden\"", &["hide, fold, show", "候補: hide"]),
            ("base = \"guidline\"", &["候補: guideline"]),
            ("title = 3", &["title", "文字列"]),
            ("above = [1]", &["above", "文字列"]),
            ("[fillers]\nbrackets = \"（\"", &["2行目", "括弧"]),
            ("added = \"新規\"", &["「added」", "候補: fillers.added"]),
            ("a = [", &["1行目", "TOML として読めません（6文字目）", "「]」"]),
            ("\u{FEFF}a = [", &["1行目", "（6文字目）"]),
            ("[filers]\nadded = \"新規\"", &["1行目", "「filers」", "候補: fillers）"]),
            ("lables = { new = \"新\" }", &["「lables」", "候補: labels）"]),
            ("labels = \"新\"", &["labels", "[labels]", "new"]),
        ] {
            let message = refused(toml);
            for part in parts {
                assert!(message.contains(part), "{part} in {message}");
            }
        }
    }
}
