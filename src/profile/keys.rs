//! The keys of a profile file: for each its name, what it is for, and how it
//! is read from and printed as TOML. One list, so that what can be printed
//! can be read, and an unknown key can be answered with the nearest one.

use toml::Value;
use toml::de::DeValue;

use super::{
    ColumnOrder, FillerEach, FoldLevel, Font, Headings, LabelMarks, Lists, Paper, Profile,
    Renumbered, TableMarks, ThirdColumn, Unchanged,
};

/// One key.
pub(super) struct Key {
    /// Name, with the table it stands in: `labels.new`.
    pub name: &'static str,
    /// What it is for, in Japanese and English.
    pub about: [&'static str; 2],
    /// Its value in a profile.
    pub get: fn(&Profile) -> Value,
    /// Puts a value into a profile, or says what is expected.
    pub set: fn(&mut Profile, &DeValue<'_>) -> Result<(), Expected>,
}

/// What a key expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expected {
    /// A text in quotes.
    Text,
    /// A list of texts.
    Texts,
    /// true or false.
    Flag,
    /// An opening and a closing bracket.
    Brackets,
    /// One of these words.
    OneOf(Vec<&'static str>),
}

const COLUMNS: &[(&str, ColumnOrder)] =
    &[("new-old", ColumnOrder::NewOld), ("old-new", ColumnOrder::OldNew)];
const THIRD: &[(&str, ThirdColumn)] = &[
    ("none", ThirdColumn::None),
    ("remarks", ThirdColumn::Remarks),
    ("blank", ThirdColumn::Blank),
];
const UNCHANGED: &[(&str, Unchanged)] =
    &[("hide", Unchanged::Hide), ("fold", Unchanged::Fold), ("show", Unchanged::Show)];
const FOLD: &[(&str, FoldLevel)] = &[
    ("none", FoldLevel::None),
    ("section", FoldLevel::Section),
    ("sentence", FoldLevel::Sentence),
];
const HEADINGS: &[(&str, Headings)] =
    &[("path", Headings::Path), ("once", Headings::Once), ("lead", Headings::Lead)];
const RENUMBERED: &[(&str, Renumbered)] =
    &[("full", Renumbered::Full), ("fold", Renumbered::Fold), ("hide", Renumbered::Hide)];
const EACH: &[(&str, FillerEach)] = &[("row", FillerEach::Row), ("block", FillerEach::Block)];
const LABEL_MARKS: &[(&str, LabelMarks)] = &[
    ("single", LabelMarks::Single),
    ("renumbered", LabelMarks::Renumbered),
    ("double", LabelMarks::Double),
];
const TABLE_MARKS: &[(&str, TableMarks)] =
    &[("underline", TableMarks::Underline), ("dashed", TableMarks::Dashed)];
const LISTS: &[(&str, Lists)] = &[("none", Lists::None), ("all", Lists::All)];
const PAPER: &[(&str, Paper)] =
    &[("a4-landscape", Paper::A4Landscape), ("a4-portrait", Paper::A4Portrait)];
const FONT: &[(&str, Font)] = &[("mincho", Font::Mincho), ("gothic", Font::Gothic)];

/// All keys in the order in which they are printed: those outside of tables
/// first, as TOML wants it.
pub(super) static KEYS: &[Key] = &[
    Key {
        name: "title",
        about: [
            "表題。{new_name} と {old_name} は新旧のファイル名（空なら「新旧対照表」）",
            "title; {new_name} and {old_name} stand for the names of the files",
        ],
        get: |it| text(&it.title),
        set: |it, value| set_text(&mut it.title, value),
    },
    Key {
        name: "above",
        about: ["表題と表の間の文（下線の説明、単位など）", "sentences between title and table"],
        get: |it| texts(&it.above),
        set: |it, value| set_texts(&mut it.above, value),
    },
    Key {
        name: "below",
        about: ["表の後の文（備考）", "sentences under the table"],
        get: |it| texts(&it.below),
        set: |it, value| set_texts(&mut it.below, value),
    },
    Key {
        name: "columns",
        about: [
            "左右の並び: new-old（左が新）、old-new",
            "which column stands left: new-old or old-new",
        ],
        get: |it| word(COLUMNS, it.columns),
        set: |it, value| set_word(COLUMNS, &mut it.columns, value),
    },
    Key {
        name: "third",
        about: [
            "３列目: none（なし）、remarks（追加・変更・削除・新設・略）、blank（空欄。改正理由などを手で書く）",
            "third column: none, remarks (追加, 変更, 削除, 新設, 略) or blank",
        ],
        get: |it| word(THIRD, it.third),
        set: |it, value| set_word(THIRD, &mut it.third, value),
    },
    Key {
        name: "unchanged",
        about: [
            "変わらない箇所: hide（断りなく省く）、fold（（略）とする）、show（全て示す）",
            "unchanged parts: hide, fold into （略）, or show",
        ],
        get: |it| word(UNCHANGED, it.unchanged),
        set: |it, value| set_word(UNCHANGED, &mut it.unchanged, value),
    },
    Key {
        name: "fold",
        about: [
            "省く単位: none（省かない）、section（条・項・号）、sentence（長い条項の中の文も）",
            "what may be left out: none, section, or sentence",
        ],
        get: |it| word(FOLD, it.fold),
        set: |it, value| set_word(FOLD, &mut it.fold, value),
    },
    Key {
        name: "headings",
        about: [
            "上位の見出し: path（変わるたびに全て）、once（１回ずつ）、lead（１回ずつ、柱書も）",
            "headings above a row: path (all of them), once, or lead (with the text under them)",
        ],
        get: |it| word(HEADINGS, it.headings),
        set: |it, value| set_word(HEADINGS, &mut it.headings, value),
    },
    Key {
        name: "renumbered",
        about: [
            "番号だけが変わった条項: full（全文）、fold（番号と（略））、hide（変更として扱わない）",
            "units of which only the number changed: full, fold, or hide",
        ],
        get: |it| word(RENUMBERED, it.renumbered),
        set: |it, value| set_word(RENUMBERED, &mut it.renumbered, value),
    },
    Key {
        name: "lists",
        about: [
            "表に添えるファイル名・件数・変更の一覧・読取りの注意: all（全て）、none（表だけ）",
            "file names, counts, lists of changes and warnings beside the table: all or none",
        ],
        get: |it| word(LISTS, it.lists),
        set: |it, value| set_word(LISTS, &mut it.lists, value),
    },
    Key {
        name: "labels.new",
        about: ["新しい方の列の見出し", "label of the column of the new document"],
        get: |it| text(&it.labels.new),
        set: |it, value| set_text(&mut it.labels.new, value),
    },
    Key {
        name: "labels.old",
        about: ["古い方の列の見出し", "label of the column of the old document"],
        get: |it| text(&it.labels.old),
        set: |it, value| set_text(&mut it.labels.old, value),
    },
    Key {
        name: "labels.third",
        about: ["３列目の見出し", "label of the third column"],
        get: |it| text(&it.third_label),
        set: |it, value| set_text(&mut it.third_label, value),
    },
    Key {
        name: "fillers.added",
        about: [
            "新しい条項の反対側に置く語（新設、新規、追加。空なら何も置かない）",
            "word opposite what is new; empty for none",
        ],
        get: |it| text(&it.fillers.added),
        set: |it, value| set_text(&mut it.fillers.added, value),
    },
    Key {
        name: "fillers.removed",
        about: ["なくなった条項の反対側に置く語（削除、削る）", "word opposite what was removed"],
        get: |it| text(&it.fillers.removed),
        set: |it, value| set_text(&mut it.fillers.removed, value),
    },
    Key {
        name: "fillers.omitted",
        about: ["省いた箇所に置く語（略）", "word for what is left out"],
        get: |it| text(&it.fillers.omitted),
        set: |it, value| set_text(&mut it.fillers.omitted, value),
    },
    Key {
        name: "fillers.same",
        about: [
            "変わらない条項の右の列に置く語（同左。空なら両方の列に書く）",
            "word in the right column for what equals the left one; empty to print both",
        ],
        get: |it| text(&it.fillers.same),
        set: |it, value| set_text(&mut it.fillers.same, value),
    },
    Key {
        name: "fillers.brackets",
        about: ["これらの語を囲む括弧（（）、［］、〔〕）", "brackets around these words"],
        get: |it| Value::String(it.fillers.brackets.iter().collect()),
        set: |it, value| set_brackets(&mut it.fillers.brackets, value),
    },
    Key {
        name: "fillers.each",
        about: [
            "（新設）などを置く単位: row（条項ごと）、block（続くものをまとめて１回。段落の追加にも）",
            "how often: row (for each unit) or block (once, opposite added paragraphs, too)",
        ],
        get: |it| word(EACH, it.fillers.each),
        set: |it, value| set_word(EACH, &mut it.fillers.each, value),
    },
    Key {
        name: "marks.labels",
        about: [
            "番号の二重下線: single（使わない）、renumbered（番号の変更）、double（新設・削除・移動した規定も）",
            "double underline of numbers: single (none), renumbered, or double (all of inserted, deleted, moved units)",
        ],
        get: |it| word(LABEL_MARKS, it.marks.labels),
        set: |it, value| set_word(LABEL_MARKS, &mut it.marks.labels, value),
    },
    Key {
        name: "marks.tables",
        about: [
            "表の中の変更: underline（下線）、dashed（破線で囲む）",
            "changes in tables: underline or dashed",
        ],
        get: |it| word(TABLE_MARKS, it.marks.tables),
        set: |it, value| set_word(TABLE_MARKS, &mut it.marks.tables, value),
    },
    Key {
        name: "page.paper",
        about: [
            "用紙: a4-landscape（横）、a4-portrait（縦）",
            "paper: a4-landscape or a4-portrait",
        ],
        get: |it| word(PAPER, it.page.paper),
        set: |it, value| set_word(PAPER, &mut it.page.paper, value),
    },
    Key {
        name: "page.font",
        about: ["書体: mincho（明朝）、gothic（ゴシック）", "letters: mincho or gothic"],
        get: |it| word(FONT, it.page.font),
        set: |it, value| set_word(FONT, &mut it.page.font, value),
    },
    Key {
        name: "page.keep-rows",
        about: ["行をページの境で分けない: true、false", "keep rows on one page: true or false"],
        get: |it| Value::Boolean(it.page.keep_rows),
        set: |it, value| set_flag(&mut it.page.keep_rows, value),
    },
];

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn texts(texts: &[String]) -> Value {
    Value::Array(texts.iter().map(|it| text(it)).collect())
}

fn word<T: Copy + PartialEq>(words: &[(&'static str, T)], value: T) -> Value {
    let known = words.iter().find(|(_, it)| *it == value);
    text(known.map(|(word, _)| *word).unwrap_or_default())
}

fn set_text(place: &mut String, value: &DeValue<'_>) -> Result<(), Expected> {
    value.as_str().ok_or(Expected::Text)?.clone_into(place);
    Ok(())
}

fn set_texts(place: &mut Vec<String>, value: &DeValue<'_>) -> Result<(), Expected> {
    let list = value.as_array().ok_or(Expected::Texts)?;
    let texts = list.iter().map(|it| it.get_ref().as_str().map(str::to_owned));
    *place = texts.collect::<Option<_>>().ok_or(Expected::Texts)?;
    Ok(())
}

fn set_word<T: Copy>(
    words: &'static [(&'static str, T)],
    place: &mut T,
    value: &DeValue<'_>,
) -> Result<(), Expected> {
    let typed = value.as_str();
    let known = words.iter().find(|(word, _)| Some(*word) == typed);
    let expected = || Expected::OneOf(words.iter().map(|(word, _)| *word).collect());
    *place = known.map(|(_, it)| *it).ok_or_else(expected)?;
    Ok(())
}

fn set_flag(place: &mut bool, value: &DeValue<'_>) -> Result<(), Expected> {
    *place = value.as_bool().ok_or(Expected::Flag)?;
    Ok(())
}

fn set_brackets(place: &mut [char; 2], value: &DeValue<'_>) -> Result<(), Expected> {
    let mut typed = value.as_str().ok_or(Expected::Brackets)?.chars();
    match (typed.next(), typed.next(), typed.next()) {
        (Some(open), Some(close), None) => *place = [open, close],
        _ => return Err(Expected::Brackets),
    }
    Ok(())
}
