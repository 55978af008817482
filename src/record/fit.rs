//! Whether two documents can be compared item by item: they are on one form,
//! and on versions of it that number most items alike.

use std::collections::BTreeSet;

use super::item::said;
use crate::error::WarningKind;
use crate::form::{Field, Form, FormKind};
use crate::model::Sides;

/// Fewest items in common from which a share is worked out.
const FEWEST: usize = 5;

/// What to say before the log is used; `None` where items are paired by their
/// places.
pub fn misfit(forms: Sides<&Form>) -> Option<WarningKind> {
    let names = forms.map(|_, form| name(form));
    if forms.old.kind != forms.new.kind {
        return Some(WarningKind::FormsDiffer { old: names.old, new: names.new });
    }
    let is_other_version = said(&forms.old.version) != said(&forms.new.version);
    (forms.old.kind.is_some() && is_other_version && is_renumbered(forms))
        .then_some(WarningKind::FormVersionsDiffer { old: names.old, new: names.new })
}

/// `様式３（重点項目評価書、令和６年10月版）`; empty where it is no known form.
fn name(form: &Form) -> String {
    let Some(kind) = form.kind else { return String::new() };
    let (number, title) = match kind {
        FormKind::Basic => ("様式２", "基礎項目評価書"),
        FormKind::Focused => ("様式３", "重点項目評価書"),
        FormKind::Full => ("様式４", "全項目評価書"),
    };
    match form.version.trim() {
        "" => format!("{number}（{title}）"),
        version => format!("{number}（{title}、{version}版）"),
    }
}

/// Whether most items that both documents print stand at other places: then
/// labels alone tell which is which.
fn is_renumbered(forms: Sides<&Form>) -> bool {
    let places = forms.map(|_, form| {
        let of = |field: &Field| field.key.of_first_file();
        form.fields.iter().map(of).collect::<BTreeSet<_>>()
    });
    let labels = forms.map(|_, form| form.fields.iter().map(label).collect::<BTreeSet<_>>());
    let both: Vec<&Field> =
        forms.new.fields.iter().filter(|field| labels.old.contains(&label(field))).collect();
    let is_placed = |field: &&&Field| {
        let own = places.old.contains(&field.key.of_first_file());
        own || field.was.as_ref().is_some_and(|was| places.old.contains(&was.of_first_file()))
    };
    let n_placed = both.iter().filter(is_placed).count();
    both.len() >= FEWEST && 2 * n_placed < both.len()
}

fn label(field: &Field) -> String {
    field.path.last().map(|it| said(it)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::ItemKey;

    fn form(kind: Option<FormKind>, version: &str, keys: &[&str]) -> Form {
        let field = |(key, n): (&&str, usize)| Field {
            path: vec![format!("項目{n}")],
            key: ItemKey::new(key.split('/').map(str::to_owned).collect()),
            was: None,
            important: false,
            value: vec!["記載".into()],
            kind: crate::form::ValueKind::Text,
            page: None,
            spans: Vec::new(),
            labels: Vec::new(),
        };
        let fields = keys.iter().zip(1..).map(field).collect();
        Form { kind, version: version.into(), fields, ..Form::default() }
    }

    const PLACES: [&str; 6] = ["Ⅰ/1/①", "Ⅰ/1/②", "Ⅰ/2", "Ⅰ/3", "Ⅱ/1", "Ⅱ/2"];

    fn said_of(old: &Form, new: &Form) -> Option<[String; 2]> {
        match misfit(Sides { old, new })? {
            WarningKind::FormsDiffer { old, new }
            | WarningKind::FormVersionsDiffer { old, new } => Some([old, new]),
            _ => None,
        }
    }

    #[test]
    fn other_forms_are_named() {
        let basic = form(Some(FormKind::Basic), "平成31年１月", &PLACES);
        let focused = form(Some(FormKind::Focused), "", &PLACES);
        assert_eq!(
            said_of(&basic, &focused),
            Some(
                ["様式２（基礎項目評価書、平成31年１月版）", "様式３（重点項目評価書）"]
                    .map(str::to_owned)
            )
        );
        let other = form(None, "", &PLACES);
        assert_eq!(said_of(&other, &focused).map(|it| it[0].clone()).as_deref(), Some(""));
        assert_eq!(said_of(&basic, &basic), None);
        assert_eq!(said_of(&other, &other), None);
    }

    #[test]
    fn versions_are_named_where_most_items_stand_elsewhere() {
        let old = form(Some(FormKind::Focused), "平成26年４月", &PLACES);
        let same = form(Some(FormKind::Focused), "令和６年10月", &PLACES);
        assert_eq!(said_of(&old, &same), None);
        let places = ["Ⅰ/1/①", "Ⅰ/2/②", "Ⅰ/4", "Ⅰ/5", "Ⅱ/3", "Ⅱ/4"];
        let other = form(Some(FormKind::Focused), "令和６年10月", &places);
        assert!(said_of(&old, &other).is_some());
    }
}
