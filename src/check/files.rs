//! Which of several 特定個人情報ファイル a row of a log is about, where it says so:
//! `Ⅱ（収納ファイル）－６`.

use std::collections::BTreeMap;

use super::text::{said, title};
use crate::form::Form;

/// The item that says which file a part is about.
const NAME: &str = "特定個人情報ファイル名";

/// The files of a form by the first step of the keys of their items.
#[derive(Debug, Default)]
pub(super) struct Files {
    names: BTreeMap<String, String>,
}

impl Files {
    pub(super) fn of(form: &Form) -> Self {
        let mut names = BTreeMap::new();
        for field in &form.fields {
            let label = field.path.last().map(|it| title(it)).unwrap_or_default();
            let Some(part) = field.key.steps().first().filter(|_| label == title(NAME)) else {
                continue;
            };
            let name = said(&field.value.concat());
            if !name.is_empty() {
                names.entry(part.clone()).or_insert(name);
            }
        }
        Self { names }
    }

    /// Of some fields those about a file; `None` where the form is about no
    /// such file.
    pub(super) fn about(&self, file: &str, fields: &[usize], form: &Form) -> Option<Vec<usize>> {
        let part = |at: &usize| form.fields.get(*at).and_then(|field| field.key.steps().first());
        let is_name = |part: &String| self.names.get(part).is_some_and(|name| name == file);
        // Ⅰ names files, too.
        let bases: Vec<&str> = fields.iter().filter_map(part).map(|it| base(it)).collect();
        let mut parts = self.names.keys().filter(|it| bases.contains(&base(it)));
        let is_known = parts.any(is_name);
        let is_own = |at: &&usize| part(at).is_some_and(is_name);
        is_known.then(|| fields.iter().filter(is_own).copied().collect())
    }
}

/// The step of a part without the number of its file: `Ⅱ` of `Ⅱ(2)`.
fn base(step: &str) -> &str {
    step.split_once('(').map_or(step, |(base, _)| base)
}

/// The file that a label names behind its part, as compared. Other brackets
/// there say which items are meant: `Ⅲ リスク対策（７．②を除く。）`.
pub(super) fn named_file(label: &str) -> Option<String> {
    let line = label.lines().find(|line| !line.trim().is_empty())?.trim();
    let rest = line.strip_prefix(|c: char| ('Ⅰ'..='Ⅻ').contains(&c))?;
    let (before, rest) = rest.split_once(['（', '('])?;
    let (file, after) = rest.split_once(['）', ')'])?;
    let is_numbered = after.trim_start().starts_with(['－', '-', '−', '―']);
    let is_file = before.trim().is_empty() && is_numbered || file.trim_end().ends_with("ファイル");
    is_file.then(|| said(file))
}

#[cfg(test)]
mod tests {
    use super::super::testing::field;
    use super::*;

    #[test]
    fn labels_name_files() {
        for (label, file) in [
            ("Ⅱ（収納）－６\n保管場所", Some("収納")),
            ("Ⅱ　ファイルの概要（収納ファイル）\n６．保管・消去", Some("収納ファイル")),
            ("Ⅱファイルの概要（○○ファイル）３．①入手元", Some("○○ファイル")),
            ("Ⅲ　リスク対策　※（７．②を除く。）", None),
            ("Ⅱ－６\n保管場所（本庁）", None),
            ("（別添１）事務の内容", None),
        ] {
            assert_eq!(named_file(label).as_deref(), file, "{label}");
        }
    }

    #[test]
    fn fields_are_those_of_the_file() {
        let fields = vec![
            field("Ⅰ/3", "３．特定個人情報ファイル名", "給付"),
            field("Ⅱ/1", "１．特定個人情報ファイル名", "介護"),
            field("Ⅱ/6/保管場所", "保管場所", "書庫"),
            field("Ⅱ(2)/1", "１．特定個人情報ファイル名", "収納"),
            field("Ⅱ(2)/6/保管場所", "保管場所", "書庫"),
        ];
        let form = Form { fields, ..Form::default() };
        let files = Files::of(&form);
        assert_eq!(files.about("収納", &[2, 4], &form), Some(vec![4]));
        assert_eq!(files.about("給付", &[2, 4], &form), None);
    }
}
