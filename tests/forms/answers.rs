//! Answered forms that never were, and revisions of them whose every change is
//! known. The labels are those of the official forms; all answers are made up.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::rng::Rng;

/// An item of a form as the tree files of the program name it.
#[derive(Debug, Clone, Deserialize)]
pub struct Entry {
    /// Its key.
    pub at: String,
    title: Option<String>,
    important: Option<bool>,
    kind: Option<String>,
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
}

#[derive(Deserialize)]
struct File {
    number: u32,
    title: String,
    items: Vec<Entry>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A heading has none.
    None,
    /// Paragraphs; empty where nothing was written.
    Text(Vec<String>),
    /// The offered texts and the one that was chosen.
    Choice(Vec<String>, usize),
    /// What may be marked, and whether it is.
    Checks(Vec<(bool, String)>),
    /// A day that a count is of.
    Count(String),
}

impl Value {
    /// The answer in letters and digits.
    pub fn plain(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Text(paragraphs) => plain(&paragraphs.concat()),
            Self::Choice(options, chosen) => plain(&options[*chosen]),
            Self::Checks(boxes) => boxes
                .iter()
                .filter(|(marked, _)| *marked)
                .map(|(_, said)| plain(&format!("○{said}")))
                .collect(),
            Self::Count(day) => plain(&format!("{day}時点")),
        }
    }
}

/// An item of one document.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is for life: the same in both documents.
    pub id: String,
    /// Labels from the part down, the own one last.
    pub path: Vec<String>,
    /// Steps of its key in this document.
    pub key: Vec<String>,
    /// The form prints ※ behind its label.
    pub star: bool,
    /// Its answer.
    pub value: Value,
}

/// One document.
#[derive(Debug, Clone)]
pub struct Document {
    /// 様式 number.
    pub number: u32,
    /// Name of the form.
    pub title: String,
    /// Version tag.
    pub version: &'static str,
    /// The items in order, headings among them.
    pub items: Vec<Item>,
    /// Day of publication.
    pub day: String,
}

/// What a log of the pair has to say.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Labels of the item.
    pub path: Vec<String>,
    /// Old paragraphs that are gone, in letters and digits.
    pub before: Vec<String>,
    /// New paragraphs that were not there.
    pub after: Vec<String>,
}

/// A pair and its truth.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The old document.
    pub old: Document,
    /// The new one.
    pub new: Document,
    /// Items whose answers differ.
    pub changed: Vec<Changed>,
    /// Blocks that stand at another place; an entry may say so.
    pub moved: Vec<Vec<String>>,
    /// The old and the new number of these blocks.
    pub numbered: BTreeSet<[String; 2]>,
}

/// Letters and digits of a text, in the form that texts are compared in.
pub fn plain(text: &str) -> String {
    shinkyu::normalize::fold::fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '○')
        .collect()
}

/// Number for life of a block that the new document has besides.
const NEW_BLOCK: u32 = 90;

/// The pair of a seed.
pub fn pair(seed: u64) -> Pair {
    let mut rng = Rng::new(seed.wrapping_mul(0x9E37_79B9).wrapping_add(17));
    let form = match rng.below(10) {
        0..=5 => include_str!("../../src/form/trees/basic.toml"),
        6..=8 => include_str!("../../src/form/trees/focused.toml"),
        _ => include_str!("../../src/form/trees/full.toml"),
    };
    let file: File = toml::from_str(form).expect("the trees are well-formed");
    let migrates = file.number == 2 && rng.chance(0.15);
    let is_new = rng.chance(0.5);
    let (old_version, new_version) = match (migrates, is_new) {
        (true, _) => (false, true),
        (false, own) => (own, own),
    };
    let mut counts: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (word, most) in [("システム", 3), ("委託事項", 3), ("提供先", 2), ("移転先", 1)]
    {
        let n = rng.between(usize::from(word == "システム"), most) as u32;
        counts.insert(word.to_owned(), (1..=n).collect());
    }
    let old = document(&file, old_version, &counts, &mut rng);
    let mut new_counts = counts.clone();
    if file.number != 2 && rng.chance(0.4) {
        let word = rng.pick(&["システム", "委託事項", "提供先"]).to_owned();
        let blocks = new_counts.get_mut(&word).expect("it counts");
        if blocks.len() > 1 && rng.chance(0.5) {
            blocks.remove(rng.below(blocks.len()));
        } else {
            blocks.insert(rng.below(blocks.len() + 1), NEW_BLOCK);
        }
    }
    let mut new = revision(&file, &old, new_version, &new_counts, &mut rng);
    for _ in 0..rng.below(9) {
        revise(&mut new, &mut rng);
    }
    new.day = day(&mut rng, 6);
    let changed = changed(&old, &new);
    let moved = moved(&old, &new);
    let numbered = numbered(&old, &new);
    Pair { old, new, changed, moved, numbered }
}

/// A document of a form, answered anew.
fn document(
    file: &File,
    is_new: bool,
    counts: &BTreeMap<String, Vec<u32>>,
    rng: &mut Rng,
) -> Document {
    let items = laid_out(file, is_new, counts);
    let items = answered(items, |_, entry| answer(entry, rng));
    let version = if is_new { "令和６年10月" } else { "平成31年１月" };
    Document { number: file.number, title: file.title.clone(), version, items, day: day(rng, 5) }
}

/// The same answers in a form that may have other blocks and items.
fn revision(
    file: &File,
    old: &Document,
    is_new: bool,
    counts: &BTreeMap<String, Vec<u32>>,
    rng: &mut Rng,
) -> Document {
    let known: BTreeMap<&str, &Value> =
        old.items.iter().map(|item| (item.id.as_str(), &item.value)).collect();
    let items = answered(laid_out(file, is_new, counts), |item, entry| {
        known.get(item.id.as_str()).map_or_else(|| answer(entry, rng), |value| (*value).clone())
    });
    let version = if is_new { "令和６年10月" } else { "平成31年１月" };
    Document { version, items, ..old.clone() }
}

/// The items with their answers. A heading of items has none of its own, unless
/// the form asks for a choice or marks beside it.
fn answered(
    items: Vec<(Item, Entry)>,
    mut answer: impl FnMut(&Item, &Entry) -> Value,
) -> Vec<Item> {
    let keys: Vec<Vec<String>> = items.iter().map(|(item, _)| item.key.clone()).collect();
    let is_heading = |item: &Item| {
        keys.iter().any(|key| key.len() > item.key.len() && key.starts_with(&item.key))
    };
    items
        .into_iter()
        .map(|(mut item, entry)| {
            let is_block =
                item.key.len() == 3 && item.key[2].ends_with(|c: char| c.is_ascii_digit());
            if entry.kind.is_some() || is_block || !is_heading(&item) {
                item.value = answer(&item, &entry);
            }
            item
        })
        .collect()
}

/// The items of a version of the form with so many blocks, unanswered.
fn laid_out(file: &File, is_new: bool, counts: &BTreeMap<String, Vec<u32>>) -> Vec<(Item, Entry)> {
    let present =
        |entry: &&Entry| if is_new { entry.until.is_empty() } else { entry.since.is_empty() };
    let entries: Vec<&Entry> = file.items.iter().filter(present).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < entries.len() {
        let star = entries[at].at.split('/').find(|step| step.ends_with('*'));
        let Some(word) = star.and_then(|step| step.strip_suffix('*')) else {
            out.push((item(&entries, at, None), entries[at].clone()));
            at += 1;
            continue;
        };
        let n = entries[at..].iter().take_while(|it| it.at.contains(&format!("{word}*"))).count();
        for (place, id) in (1..).zip(&counts[word]) {
            for inner in at..at + n {
                let block = Some((word, place, *id));
                out.push((item(&entries, inner, block), entries[inner].clone()));
            }
        }
        at += n;
    }
    out
}

/// One item; of a block, its word, its number here, and what it is for life.
fn item(entries: &[&Entry], at: usize, block: Option<(&str, u32, u32)>) -> Item {
    let entry = entries[at];
    let (mut key, mut path) = (Vec::new(), Vec::new());
    let mut around = String::new();
    for step in entry.at.split('/') {
        if !around.is_empty() {
            around.push('/');
        }
        around.push_str(step);
        let own = entries[..=at].iter().rfind(|it| it.at == around);
        let title = own.and_then(|it| it.title.as_deref());
        if let Some((word, place, _)) = block.filter(|_| step.ends_with('*')) {
            key.push(format!("{word}{place}"));
            path.push(format!("{word}{place}"));
        } else {
            key.push(step.to_owned());
            path.push(label(step, title));
        }
    }
    // A version of the form may number the same item otherwise.
    let section = entry.at.split('/').nth(1).unwrap_or_default();
    let own = entries[..=at]
        .iter()
        .rfind(|it| it.at.split('/').count() == 2 && entry.at.starts_with(&it.at));
    let section = own.and_then(|it| it.title.clone()).unwrap_or_else(|| section.to_owned());
    let rest: Vec<&str> = entry.at.split('/').skip(2).collect();
    let part = entry.at.split('/').next().unwrap_or_default();
    let id = match block {
        Some((.., id)) => format!("{part}/{section}/{}#{id}", rest.join("/")),
        None => format!("{part}/{section}/{}", rest.join("/")),
    };
    let star = entry.important == Some(true);
    Item { id, path, key, star, value: Value::None }
}

/// A label as forms print it.
fn label(step: &str, title: Option<&str>) -> String {
    let Some(title) = title else { return step.to_owned() };
    let wide: String = step
        .chars()
        .map(|c| char::from_u32(c as u32 + 0xfee0).filter(|_| c.is_ascii_digit()).unwrap_or(c))
        .collect();
    let first = step.chars().next().unwrap_or_default();
    if first.is_ascii_digit() {
        let number = if step.len() == 1 { wide } else { step.to_owned() };
        format!("{number}．{title}")
    } else if step.starts_with("リスク") {
        format!("{wide}：　{title}")
    } else if step.starts_with("別添") {
        format!("（{wide}）　{title}")
    } else if ('①'..='⑳').contains(&first) {
        format!("{step}{title}")
    } else if ('Ⅰ'..='Ⅻ').contains(&first) {
        format!("{step}　{title}")
    } else {
        title.to_owned()
    }
}

const SUBJECTS: &[&str] = &[
    "みなと台市",
    "窓口の担当者",
    "情報政策課",
    "受託した事業者",
    "税務課の職員",
    "本人又はその代理人",
    "統括する管理者",
    "各支所の係長",
    "健康づくり課",
    "審査を行う職員",
];
const THINGS: &[&str] = &[
    "転入の届出",
    "児童扶養の申請書",
    "予防接種の記録",
    "納付書の控え",
    "住居の証明",
    "資格の確認結果",
    "給付の決定通知",
    "入力帳票",
    "操作の履歴",
    "照会の一覧",
    "印刷した名簿",
    "電子媒体",
    "保険料の台帳",
    "障害福祉の受給記録",
    "検診の結果",
    "介護の認定資料",
];
const WAYS: &[&str] = &[
    "二人で照合し",
    "鍵のかかる書庫に収め",
    "専用の端末で登録し",
    "毎月点検し",
    "暗号化して送り",
    "管理簿に記入し",
    "責任者の承認を受け",
    "複写を禁じ",
    "定期に更新し",
    "閲覧の範囲を限り",
];
const ENDS: &[&str] = &[
    "結果を保存する。",
    "誤りがないことを確かめる。",
    "不要なものは裁断する。",
    "翌日までに報告する。",
    "記録を５年間残す。",
    "担当の課へ引き渡す。",
    "権限のない者に見せない。",
    "異動の都度見直す。",
];

fn sentence(rng: &mut Rng) -> String {
    let amount = match rng.below(4) {
        0 => format!("{}日以内に", rng.between(2, 60)),
        1 => format!("年{}回、", rng.between(1, 12)),
        2 => format!("第{}条に基づき、", rng.between(2, 40)),
        _ => String::new(),
    };
    format!(
        "{}は、{amount}{}を{}、{}",
        rng.pick(SUBJECTS),
        rng.pick(THINGS),
        rng.pick(WAYS),
        rng.pick(ENDS)
    )
}

fn day(rng: &mut Rng, year: usize) -> String {
    format!("令和{year}年{}月{}日", rng.between(1, 12), rng.between(1, 28))
}

/// An answer that suits an item.
fn answer(entry: &Entry, rng: &mut Rng) -> Value {
    let last = entry.at.rsplit('/').next().unwrap_or_default();
    let title = entry.title.as_deref().unwrap_or(last);
    if entry.at == "表紙/公表日" || !entry.at.contains('/') && !entry.at.starts_with("別添")
    {
        return Value::None;
    }
    if title == "いつ時点の計数か" {
        return Value::Count(day(rng, 5));
    }
    match entry.kind.as_deref() {
        Some("choice") => {
            let options: &[&str] = if title.ends_with("十分か") || title.contains("【再掲】")
            {
                &["特に力を入れている", "十分である", "課題が残されている"]
            } else if title.contains("有無") {
                &["実施する", "実施しない", "未定"]
            } else if title.contains('数') || title.contains("500人") {
                &["10人未満", "10人以上50人未満", "50人以上100人未満", "100人以上"]
            } else {
                &["定めている", "定めていない"]
            };
            let options: Vec<String> = options.iter().map(|&it| it.to_owned()).collect();
            let chosen = rng.below(options.len());
            Value::Choice(options, chosen)
        }
        Some("checks") => {
            let all =
                ["紙", "電子メール", "専用線", "庁内連携システム", "フラッシュメモリ", "その他"];
            let n = rng.between(2, all.len());
            Value::Checks(all[..n].iter().map(|&it| (rng.chance(0.4), it.to_owned())).collect())
        }
        _ if title.ends_with("日") || title.ends_with("開始日") => {
            Value::Text(vec![day(rng, 3)])
        }
        _ if title.ends_with("名") || title.contains("部署") => {
            Value::Text(vec![format!("{}　{}ファイル", rng.pick(SUBJECTS), rng.pick(THINGS))])
        }
        _ if rng.chance(0.12) => Value::Text(Vec::new()),
        _ => {
            let n = rng.between(1, 3);
            let paragraph = |rng: &mut Rng| {
                let n = rng.between(1, 2);
                (0..n).map(|_| sentence(rng)).collect::<String>()
            };
            Value::Text((0..n).map(|_| paragraph(rng)).collect())
        }
    }
}

/// One edit somewhere.
fn revise(document: &mut Document, rng: &mut Rng) {
    let answered: Vec<usize> = (0..document.items.len())
        .filter(|&at| {
            document.items[at].value != Value::None && document.items[at].key[0] != "表紙"
        })
        .collect();
    let at = answered[rng.below(answered.len())];
    let other = answered[rng.below(answered.len())];
    // A paragraph that goes to another item.
    if rng.chance(0.1) && at != other {
        let [Value::Text(_), Value::Text(_)] =
            [&document.items[at].value, &document.items[other].value]
        else {
            return;
        };
        if let Value::Text(from) = &mut document.items[at].value
            && let Some(paragraph) = from.pop()
            && let Value::Text(to) = &mut document.items[other].value
        {
            to.push(paragraph);
        }
        return;
    }
    match &mut document.items[at].value {
        Value::None => {}
        Value::Count(of) => *of = day(rng, 6),
        Value::Choice(options, chosen) => *chosen = (*chosen + 1) % options.len(),
        Value::Checks(boxes) => {
            let at = rng.below(boxes.len());
            boxes[at].0 = !boxes[at].0;
        }
        Value::Text(paragraphs) if paragraphs.is_empty() => paragraphs.push(sentence(rng)),
        Value::Text(paragraphs) => match rng.below(5) {
            0 => paragraphs.clear(),
            1 => paragraphs.insert(rng.below(paragraphs.len() + 1), sentence(rng)),
            2 if paragraphs.len() > 1 => {
                paragraphs.remove(rng.below(paragraphs.len()));
            }
            _ => {
                let at = rng.below(paragraphs.len());
                let (from, to) = (rng.pick(THINGS), rng.pick(THINGS));
                let own = paragraphs[at].clone();
                let thing =
                    THINGS.iter().find(|thing| own.contains(**thing)).copied().unwrap_or(from);
                paragraphs[at] = own.replacen(thing, to, 1);
            }
        },
    }
}

/// The truth: items whose answers differ.
pub fn changed(old: &Document, new: &Document) -> Vec<Changed> {
    let paragraphs = |value: Option<&Value>| -> Vec<String> {
        let Some(value) = value else { return Vec::new() };
        match value {
            Value::Text(paragraphs) => paragraphs.iter().map(|it| plain(it)).collect(),
            Value::None => Vec::new(),
            Value::Checks(boxes) => {
                let marked = boxes.iter().filter(|(marked, _)| *marked);
                marked.map(|(_, said)| plain(&format!("○{said}"))).collect()
            }
            other => vec![other.plain()],
        }
    };
    let mut out = Vec::new();
    let find = |document: &Document, id: &str| {
        document.items.iter().find(|item| item.id == id).map(|item| item.value.clone())
    };
    let mut add = |item: &Item, was: Option<&Value>, is: Option<&Value>| {
        let texts = |value: Option<&Value>| value.map(Value::plain).unwrap_or_default();
        if texts(was) == texts(is) {
            return;
        }
        let (was, is) = (paragraphs(was), paragraphs(is));
        let before = was.iter().filter(|it| !is.contains(it)).cloned().collect();
        let after = is.iter().filter(|it| !was.contains(it)).cloned().collect();
        out.push(Changed { path: item.path.clone(), before, after });
    };
    for item in &new.items {
        add(item, find(old, &item.id).as_ref(), Some(&item.value));
    }
    for item in &old.items {
        if find(new, &item.id).is_none() {
            add(item, Some(&item.value), None);
        }
    }
    out
}

/// Headings of blocks that have another number now.
fn numbered(old: &Document, new: &Document) -> BTreeSet<[String; 2]> {
    // What the form itself numbers otherwise is no change of the document.
    if old.version != new.version {
        return BTreeSet::new();
    }
    let was = |item: &Item| old.items.iter().find(|it| it.id == item.id);
    let pairs = new.items.iter().filter_map(|item| Some((was(item)?, item)));
    let headings = pairs.flat_map(|(was, is)| was.path.iter().zip(&is.path));
    let other = headings.filter(|(was, is)| was != is);
    other.map(|(was, is)| [plain(was), plain(is)]).collect()
}

/// Paths of the items whose block has another number now.
fn moved(old: &Document, new: &Document) -> Vec<Vec<String>> {
    let path = |id: &str| old.items.iter().find(|item| item.id == id).map(|item| &item.path);
    let elsewhere = |item: &&Item| path(&item.id).is_some_and(|was| *was != item.path);
    new.items.iter().filter(elsewhere).map(|item| item.path.clone()).collect()
}
