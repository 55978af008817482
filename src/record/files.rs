//! Parts that stand once for each 特定個人情報ファイル (Ⅱ, Ⅲ): which file of the
//! new form is which of the old one, and what it is called.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Said, alike};
use super::item::{after_number, said};
use crate::form::{Field, ValueKind};
use crate::model::Sides;

/// The item that says which file a part is about.
const NAME: &str = "特定個人情報ファイル名";
/// Parts this similar are about one file.
const SAME_FILE: f64 = 0.5;

/// The parts about files, of two forms.
pub(super) struct Files {
    /// Old first steps to the first step of the same file in the new form;
    /// files that were taken out get a name that no part has.
    renamed: BTreeMap<String, String>,
    /// First steps in the new form about files that were put in.
    added: BTreeSet<String>,
    /// What files are called where a part stands several times.
    names: Sides<BTreeMap<String, String>>,
}

/// One file as a part describes it.
#[derive(Default)]
struct File {
    name: String,
    said: Said,
}

impl Files {
    /// Pairs the files by their names, then by what is said about them, then
    /// by their places.
    pub(super) fn of(old: &[&Field], new: &[&Field]) -> Self {
        let parts = Sides { old: parts(old), new: parts(new) };
        let empty = Sides { old: BTreeMap::new(), new: BTreeMap::new() };
        let mut out = Self { renamed: BTreeMap::new(), added: BTreeSet::new(), names: empty };
        for (base, old) in &parts.old {
            let Some(new) = parts.new.get(base) else { continue };
            let is_named = |(_, file): &(String, File)| !said(&file.name).is_empty();
            let are_files = old.iter().chain(new).any(is_named);
            if !are_files || old.len() < 2 && new.len() < 2 {
                continue;
            }
            for (side, files) in [(&mut out.names.old, old), (&mut out.names.new, new)] {
                for (n, (step, file)) in files.iter().enumerate() {
                    let named = !said(&file.name).is_empty();
                    let own =
                        if named { file.name.clone() } else { format!("ファイル{}", n + 1) };
                    side.insert(step.clone(), own);
                }
            }
            let partners = partners(old, new);
            for (at, (step, _)) in old.iter().enumerate() {
                let partner = partners.get(&at).and_then(|at| new.get(*at));
                let name = partner.map_or_else(|| format!("{step}/"), |(step, _)| step.clone());
                out.renamed.insert(step.clone(), name);
            }
            let taken: BTreeSet<&usize> = partners.values().collect();
            let rest = new.iter().enumerate().filter(|(at, _)| !taken.contains(at));
            out.added.extend(rest.map(|(_, (step, _))| step.clone()));
        }
        out
    }

    /// An old place, its file named as in the new form.
    pub(super) fn in_new_terms(&self, steps: &[String]) -> Vec<String> {
        let mut out = steps.to_vec();
        if let Some(first) = out.first_mut()
            && let Some(name) = self.renamed.get(first)
        {
            first.clone_from(name);
        }
        out
    }

    /// Whether a place of the new form is about a file that was put in.
    pub(super) fn is_added(&self, steps: &[String]) -> bool {
        steps.first().is_some_and(|first| self.added.contains(first))
    }

    /// Whether a place of the old form is about a file that was taken out.
    pub(super) fn is_gone(&self, steps: &[String]) -> bool {
        let first = steps.first().and_then(|first| self.renamed.get(first));
        first.is_some_and(|name| name.ends_with('/'))
    }

    /// The file that a place is about, where there are several.
    pub(super) fn name(&self, old: Option<&Field>, new: Option<&Field>) -> Option<String> {
        let of = |names: &BTreeMap<String, String>, field: Option<&Field>| {
            names.get(field?.key.steps().first()?).cloned()
        };
        of(&self.names.new, new).or_else(|| of(&self.names.old, old))
    }
}

/// The step without the number of its file: `Ⅱ` of `Ⅱ(2)`.
pub(super) fn base(step: &str) -> &str {
    match step.split_once('(') {
        Some((base, count)) if is_count(count) => base,
        _ => step,
    }
}

fn is_count(text: &str) -> bool {
    text.strip_suffix(')').is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
}

/// The files of each part, in their order.
fn parts(fields: &[&Field]) -> BTreeMap<String, Vec<(String, File)>> {
    let mut out: BTreeMap<String, Vec<(String, File)>> = BTreeMap::new();
    for field in fields {
        let Some((first, below)) = field.key.steps().split_first() else { continue };
        let files = out.entry(base(first).to_owned()).or_default();
        let at = files.iter().position(|(step, _)| step == first).unwrap_or(files.len());
        if at == files.len() {
            files.push((first.clone(), File::default()));
        }
        let Some((_, file)) = files.get_mut(at) else { continue };
        let is_name = field.path.last().is_some_and(|label| said(after_number(label)) == NAME);
        let value = field.value.concat();
        if is_name && file.name.is_empty() {
            value.trim().clone_into(&mut file.name);
        } else if !said(&value).is_empty() {
            let is_free = field.kind == ValueKind::Text;
            file.said.insert(below.to_vec(), (said(&value), is_free));
        }
    }
    out
}

/// Old files to new ones.
fn partners(old: &[(String, File)], new: &[(String, File)]) -> BTreeMap<usize, usize> {
    // Same name, similar, number of the old and the new one.
    let mut pairs: Vec<(bool, f64, usize, usize)> = Vec::new();
    for (a, (_, one)) in old.iter().enumerate() {
        for (b, (_, other)) in new.iter().enumerate() {
            let name = said(&one.name);
            let is_same = !name.is_empty() && name == said(&other.name);
            pairs.push((is_same, alike(&one.said, &other.said), a, b));
        }
    }
    pairs.sort_by(|x, y| {
        let place = |it: &(bool, f64, usize, usize)| (it.2.abs_diff(it.3), it.2, it.3);
        y.0.cmp(&x.0).then(y.1.total_cmp(&x.1)).then(place(x).cmp(&place(y)))
    });
    let mut out = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let is_one = pairs.iter().filter(|it| it.0 || it.1 >= SAME_FILE);
    for (_, _, a, b) in is_one.chain(pairs.iter().filter(|it| it.2 == it.3)) {
        if !out.contains_key(a) && taken.insert(*b) {
            out.insert(*a, *b);
        }
    }
    out
}
