//! The names of sections in a file of pairs, and what the rules mean for two
//! documents.

use rustc_hash::FxHashMap;

use super::{PairRule, wrong};
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
/// the second one has `#2` behind it.
#[derive(Debug)]
pub struct Places {
    /// As printed, without `#n`, by section.
    names: Vec<String>,
    /// Which of its name each section is, from 1.
    ranks: Vec<u32>,
    /// Sections by folded name.
    by_name: FxHashMap<String, Vec<SectionId>>,
}

impl Places {
    /// The names of the sections of a document.
    pub fn of(outlined: &Outlined) -> Self {
        let mut all = Self { names: Vec::new(), ranks: Vec::new(), by_name: FxHashMap::default() };
        for id in outlined.outline.ids() {
            let parent = outlined.outline.section(id).parent;
            let above = parent.and_then(|parent| all.names.get(parent.index()));
            let own = own_name(outlined, id);
            let name = above.map_or_else(|| own.clone(), |above| format!("{above}{SEPARATOR}{own}"));
            let alike = all.by_name.entry(fold(&name)).or_default();
            alike.push(id);
            all.ranks.push(alike.len() as u32);
            all.names.push(name);
        }
        all
    }

    /// The name of a section as it is written in a file of pairs.
    pub fn name(&self, id: SectionId) -> String {
        let name = &self.names[id.index()];
        let is_alone = self.by_name.get(&fold(name)).is_none_or(|alike| alike.len() == 1);
        if is_alone { name.clone() } else { format!("{name}#{}", self.ranks[id.index()]) }
    }

    /// The sections that a typed place may mean.
    fn find(&self, typed: &str) -> &[SectionId] {
        let folded = fold(typed);
        let folded: String = folded.split(SEPARATOR).map(str::trim).collect::<Vec<_>>().join("/");
        let (name, rank) = match folded.rsplit_once('#') {
            Some((name, rank)) => (name.trim_end(), rank.trim().parse::<usize>().ok()),
            None => (folded.as_str(), Some(0)),
        };
        let alike = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        match rank {
            Some(0) => alike,
            Some(rank) => alike.get(rank - 1..rank).unwrap_or_default(),
            None => &[],
        }
    }

    /// The places most like a typed one.
    fn nearest(&self, typed: &str) -> Vec<String> {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let mut near = similar::get_close_matches(typed, &names, N_OFFERED, NEAR);
        near.dedup();
        near.into_iter().map(str::to_owned).collect()
    }
}

/// The number of a section, or its first words where it has none; no sign of
/// the file is in it.
fn own_name(outlined: &Outlined, id: SectionId) -> String {
    let source = &outlined.document.source;
    let section = outlined.outline.section(id);
    let label = section.heading.as_ref().map_or("", |heading| source.slice(heading.label));
    let label: String = label.chars().filter(|&c| may_stand(c)).collect();
    if !label.is_empty() {
        return label;
    }
    let blocks = section.blocks.start as usize..section.blocks.end as usize;
    let mut words = String::new();
    for block in &outlined.document.blocks[blocks] {
        words.push_str(&block.text.beginning(source, FIRST_BYTES));
    }
    let words: String = words.chars().filter(|&c| may_stand(c)).take(FIRST_WORDS).collect();
    format!("「{words}」")
}

fn may_stand(c: char) -> bool {
    let is_sign = matches!(c, '/' | '／' | '=' | '＝' | '!' | '！' | '#' | '＃');
    !is_sign && !c.is_whitespace() && !c.is_control()
}

/// What the rules mean for two documents.
///
/// # Errors
/// `BadPairs` with its line for a rule that names no section, several, or
/// contradicts an earlier one.
pub fn constraints(rules: &[PairRule], sides: Sides<&Outlined>) -> Result<Constraints> {
    let mut constraints = Constraints::default();
    if rules.is_empty() {
        return Ok(constraints);
    }
    let places = sides.map(|_, outlined| Places::of(outlined));
    // What is decided of each section: its partner, or that it has none.
    let mut decided: Sides<FxHashMap<SectionId, (Option<SectionId>, u32)>> = Sides::default();
    let mut refused: FxHashMap<(SectionId, SectionId), u32> = FxHashMap::default();
    for rule in rules {
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
fn one(places: &Places, typed: &str, side: Side, line: u32) -> Result<SectionId> {
    let (ja, en) = match side {
        Side::Old => ("旧文書", "the old document"),
        Side::New => ("新文書", "the new document"),
    };
    match places.find(typed) {
        [id] => Ok(*id),
        [] => {
            let near = places.nearest(typed).join("、");
            let [ja_near, en_near] = if near.is_empty() {
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
            let names: Vec<String> =
                several.iter().take(N_OFFERED).map(|&id| places.name(id)).collect();
            let (names, n) = (names.join("、"), several.len());
            Err(wrong(
                line,
                &format!("{ja}の「{typed}」は{n}箇所あります。{names} のように番号を付けてください。"),
                &format!("{en} has {n} sections \"{typed}\"; give one of them, as in {names}"),
            ))
        }
    }
}
