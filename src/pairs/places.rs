//! The names of sections in a file of pairs, and what the rules mean for two
//! documents.

use rustc_hash::FxHashMap;

use super::{Rule, pair_rules, wrong};
use crate::align::Constraints;
use crate::error::Result;
use crate::model::{Side, Sides};
use crate::normalize::fold::fold;
use crate::outline::{Outlined, SectionId};

/// Between the numbers of a place.
const SEPARATOR: char = '/';
/// Characters shown of a section without a number.
const FIRST_WORDS: usize = 12;
/// Bytes of it that are looked at for them.
const FIRST_BYTES: usize = 200;
/// Places that are offered instead of a wrong one.
const N_OFFERED: usize = 3;
/// Places nearer to each other than this (0 to 1) are offered.
const NEAR: f32 = 0.5;

/// The names of all sections of one document: `第４/２/（１）`; sections without
/// a number by their first words, `第４/「この指針は、資源の再」`; of equal names
/// under one heading the second one has `#2` behind it, `附則#2/１`.
#[derive(Debug)]
pub struct Places {
    /// As printed, by section; each is the name of one section only.
    names: Vec<String>,
    /// Sections by folded name.
    by_name: FxHashMap<String, SectionId>,
    /// Sections by folded name without any `#n`.
    by_numbers: FxHashMap<String, Vec<SectionId>>,
}

impl Places {
    /// The names of the sections of a document.
    pub fn of(outlined: &Outlined) -> Self {
        let own: Vec<String> = outlined.outline.ids().map(|id| own_name(outlined, id)).collect();
        let key = |id: SectionId| {
            (outlined.outline.section(id).parent, fold(own.get(id.index()).map_or("", |it| it)))
        };
        let mut n_alike: FxHashMap<(Option<SectionId>, String), (u32, u32)> = FxHashMap::default();
        for id in outlined.outline.ids() {
            n_alike.entry(key(id)).or_default().0 += 1;
        }
        let mut all = Self {
            names: Vec::with_capacity(own.len()),
            by_name: FxHashMap::default(),
            by_numbers: FxHashMap::default(),
        };
        let mut numbers: Vec<String> = Vec::with_capacity(own.len());
        for id in outlined.outline.ids() {
            let (n, rank) = n_alike.entry(key(id)).or_default();
            *rank += 1;
            let own = &own[id.index()];
            let unique = if *n > 1 { format!("{own}#{rank}") } else { own.clone() };
            let parent = outlined.outline.section(id).parent;
            let under =
                |names: &[String], own: &str| match parent.and_then(|it| names.get(it.index())) {
                    Some(above) => format!("{above}{SEPARATOR}{own}"),
                    None => own.to_owned(),
                };
            let (name, plain) = (under(&all.names, &unique), under(&numbers, own));
            all.by_name.insert(fold(&name), id);
            all.by_numbers.entry(fold(&plain)).or_default().push(id);
            all.names.push(name);
            numbers.push(plain);
        }
        all
    }

    /// The name of a section as it is written in a file of pairs.
    pub fn name(&self, id: SectionId) -> &str {
        &self.names[id.index()]
    }

    /// The one section that a typed place means.
    pub fn section(&self, typed: &str) -> Option<SectionId> {
        match self.find(typed) {
            [id] => Some(*id),
            _ => None,
        }
    }

    /// The sections that a typed place may mean.
    fn find(&self, typed: &str) -> &[SectionId] {
        let folded = fold(typed);
        let parts = folded.split(SEPARATOR).map(|part| match part.rsplit_once('#') {
            Some((name, rank)) => format!("{}#{}", name.trim(), rank.trim()),
            None => part.trim().to_owned(),
        });
        let folded = parts.collect::<Vec<_>>().join("/");
        match self.by_name.get(&folded) {
            Some(id) => std::slice::from_ref(id),
            None => self.by_numbers.get(&folded).map_or(&[], Vec::as_slice),
        }
    }

    /// The places most like a typed one.
    fn nearest(&self, typed: &str) -> Vec<String> {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let near = similar::get_close_matches(typed, &names, N_OFFERED, NEAR);
        near.into_iter().map(str::to_owned).collect()
    }
}

/// The number of a section, or its first words where it has none; no sign of
/// the file is in it.
fn own_name(outlined: &Outlined, id: SectionId) -> String {
    let source = &outlined.document.source;
    let section = outlined.outline.section(id);
    let label = outlined.outline.heading(section).map_or("", |heading| source.slice(heading.label));
    let label: String = label.chars().filter(|&c| may_stand(c)).collect();
    if !label.is_empty() {
        return label;
    }
    // The label of a form row, or the paragraph.
    let first = outlined.document.blocks.get(section.blocks.start as usize);
    let words = first.map(|block| block.text.beginning(source, FIRST_BYTES)).unwrap_or_default();
    let words: String = words.chars().filter(|&c| may_stand(c)).take(FIRST_WORDS).collect();
    format!("「{words}」")
}

fn may_stand(c: char) -> bool {
    let is_sign = matches!(c, '/' | '／' | '=' | '＝' | '!' | '！' | '#' | '＃');
    !is_sign && !c.is_whitespace() && !c.is_control()
}

/// The rules whose places two documents have, which may lack parts of those
/// that the rules are made for.
pub fn applicable(rules: &[Rule], sides: Sides<&Outlined>) -> Vec<Rule> {
    if rules.is_empty() {
        return Vec::new();
    }
    let places = sides.map(|_, outlined| Places::of(outlined));
    let has = |side: Side, typed: &str| places.get(side).section(typed).is_some();
    let is_there = |rule: &&Rule| match rule {
        Rule::Pair(rule) => {
            let typed = |side| rule.places.get(side).as_deref();
            Side::BOTH.into_iter().all(|side| typed(side).is_none_or(|typed| has(side, typed)))
        }
        Rule::Mark(rule) => has(rule.side, &rule.place),
    };
    rules.iter().filter(is_there).cloned().collect()
}

/// What the rules mean for two documents.
///
/// # Errors
/// `BadPairs` with its line for a rule that names no section, several, or
/// contradicts an earlier one.
pub fn constraints(rules: &[Rule], sides: Sides<&Outlined>) -> Result<Constraints> {
    let mut constraints = Constraints::default();
    if pair_rules(rules).next().is_none() {
        return Ok(constraints);
    }
    let places = sides.map(|_, outlined| Places::of(outlined));
    // What is decided of each section: its partner, or that it has none.
    let mut decided: Sides<FxHashMap<SectionId, (Option<SectionId>, u32)>> = Sides::default();
    let mut refused: FxHashMap<(SectionId, SectionId), u32> = FxHashMap::default();
    for rule in pair_rules(rules) {
        let find = |side: Side| {
            let typed = rule.places.get(side).as_ref();
            typed.map(|typed| one(places.get(side), typed, side, rule.line)).transpose()
        };
        let (old, new) = (find(Side::Old)?, find(Side::New)?);
        if !rule.same {
            if let (Some(old), Some(new)) = (old, new) {
                refused.insert((old, new), rule.line);
                constraints.forbid(Sides { old, new });
            }
            continue;
        }
        let pair = Sides { old, new };
        let mut is_new = true;
        for side in Side::BOTH {
            let (Some(own), other) = (*pair.get(side), *pair.get(side.other())) else { continue };
            match decided.get_mut(side).insert(own, (other, rule.line)) {
                Some((earlier, line)) if earlier != other => {
                    return Err(contradiction(rule.line, line));
                }
                Some(_) => is_new = false,
                None => {}
            }
        }
        match (old, new) {
            (Some(old), Some(new)) if is_new => constraints.force(Sides { old, new }),
            (Some(old), None) => constraints.leave_alone(Side::Old, old),
            (None, Some(new)) => constraints.leave_alone(Side::New, new),
            _ => {}
        }
    }
    for pair in constraints.forced() {
        if let Some(&line) = refused.get(&(pair.old, pair.new)) {
            let earlier = decided.old.get(&pair.old).map_or(line, |&(_, line)| line);
            return Err(contradiction(line.max(earlier), line.min(earlier)));
        }
    }
    Ok(constraints)
}

fn contradiction(line: u32, earlier: u32) -> crate::error::Error {
    wrong(
        line,
        &format!("{earlier}行目と食い違います。どちらかを消してください。"),
        &format!("contradicts line {earlier}; take one of them out"),
    )
}

/// The one section that a place means.
pub(super) fn one(places: &Places, typed: &str, side: Side, line: u32) -> Result<SectionId> {
    let (ja, en) = match side {
        Side::Old => ("旧文書", "the old document"),
        Side::New => ("新文書", "the new document"),
    };
    match places.find(typed) {
        [id] => Ok(*id),
        [] => {
            let near = places.nearest(typed).join("、");
            let [ja_near, en_near] = if typed.ends_with([']', '］']) {
                [
                    "行の終わりに付けられる印は [移動] と [移動なし] です。".to_owned(),
                    "the marks at the end of a line are [moved] and [not moved]".to_owned(),
                ]
            } else if near.is_empty() {
                ["shinkyu inspect 旧 新 --stage align --pairs-template で項の一覧を見てください。".to_owned(),
                 "see \"shinkyu inspect OLD NEW --stage align --pairs-template\" for all sections".to_owned()]
            } else {
                [format!("近い項: {near}"), format!("near it: {near}")]
            };
            Err(wrong(
                line,
                &format!("{ja}に「{typed}」という項はありません。{ja_near}"),
                &format!("{en} has no section \"{typed}\"; {en_near}"),
            ))
        }
        several => {
            let names: Vec<&str> =
                several.iter().take(N_OFFERED).map(|&id| places.name(id)).collect();
            let (names, n) = (names.join("、"), several.len());
            Err(wrong(
                line,
                &format!(
                    "{ja}の「{typed}」は{n}箇所あります。{names} のように番号を付けてください。"
                ),
                &format!("{en} has {n} sections \"{typed}\"; give one of them, as in {names}"),
            ))
        }
    }
}
