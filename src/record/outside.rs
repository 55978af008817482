//! Text of two forms that answers no item.

use std::collections::BTreeMap;

use super::Difference;
use super::item::said;
use crate::form::{Form, Why};
use crate::model::Sides;

/// Text that answers no item and is not the same in both documents: it is
/// shown to a person rather than passed over.
pub(super) fn outside(forms: Sides<&Form>, sources: Sides<&str>) -> Option<Difference> {
    let texts = forms.map(|side, form| {
        let loose = form.unassigned.iter();
        let loose = loose.filter(|it| matches!(it.why, Why::NoItem | Why::BeforeItems));
        let text = |span: crate::model::Span| sources.get(side).get(span.range());
        loose.filter_map(|it| text(it.span)).map(str::to_owned).collect::<Vec<String>>()
    });
    let without = |own: &[String], other: &[String]| {
        let mut there: BTreeMap<String, usize> = BTreeMap::new();
        for text in other {
            *there.entry(said(text)).or_default() += 1;
        }
        let mut is_left = |text: &&String| match there.get_mut(&said(text)) {
            Some(n) if *n > 0 => {
                *n -= 1;
                false
            }
            _ => !said(text).is_empty(),
        };
        own.iter().filter(|text| is_left(text)).cloned().collect::<Vec<String>>()
    };
    // A text that is cut at other places says the same.
    let all = texts.as_ref().map(|_, texts| said(&texts.concat()));
    if all.old == all.new {
        return None;
    }
    let (before, after) = (without(&texts.old, &texts.new), without(&texts.new, &texts.old));
    (!before.is_empty() || !after.is_empty()).then(|| Difference {
        path: vec!["（項目外の記載）".to_owned()],
        before: Some(before),
        after: Some(after),
        no_item: true,
        ..Difference::default()
    })
}
