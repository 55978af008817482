//! Opens and closes headings and labels, and makes them fields.

use super::super::gaps::name;
use super::super::label::Label;
use super::super::run::{Run, joined};
use super::super::{Field, Gap, GapKind, ItemKey, Loose, ValueKind, Why};
use super::{Open, Walker};
use crate::model::Span;

impl Walker<'_> {
    /// Opens an item of the tree.
    pub(super) fn open_item(&mut self, item: usize, own: &Label, labels: Vec<Run>) {
        let line = self.tree.line(item);
        let around = &line[..line.len() - 1];
        if self.is_below_unknown(item, around) {
            let deepest = self.open.iter().rposition(|open| open.rank <= 2);
            self.close_to(deepest.map_or(0, |at| at + 1));
            self.open_last(item, own, labels);
            return;
        }
        let kept =
            self.open.iter().zip(around).take_while(|(open, item)| open.item == Some(**item));
        let mut n_kept = kept.count();
        // An unknown heading between stays, if the item stands below it.
        while n_kept == around.len()
            && self.open.get(n_kept).is_some_and(|open| {
                open.item.is_none()
                    && open.rank < rank(&self.tree.items[item].step).unwrap_or(5)
                    && open.rank > 2
            })
        {
            n_kept += 1;
        }
        self.close_to(n_kept.min(self.open.len()));
        let present = n_kept.min(around.len());
        for &above in around.get(present..).unwrap_or_default() {
            let step = self.tree.items[above].step.trim_end_matches('*').to_owned();
            let printed = self.tree.items[above].printed.clone();
            self.push(Some(above), step, printed, Vec::new());
        }
        self.place = Some(item);
        self.open_last(item, own, labels);
    }

    /// Whether an item stands below a section that the form does not have, and
    /// not below its own: the section that is printed counts.
    fn is_below_unknown(&self, item: usize, around: &[usize]) -> bool {
        let section = self.open.iter().find(|open| open.rank == 2);
        let is_unknown = section.is_some_and(|open| open.item.is_none());
        let parts = self.open.first().and_then(|open| open.item) == around.first().copied();
        is_unknown
            && parts
            && around.len() == 2
            && rank(&self.tree.items[item].step).unwrap_or(5) > 2
    }

    /// Opens an item below what is open.
    fn open_last(&mut self, item: usize, own: &Label, labels: Vec<Run>) {
        let items = &self.tree.items[item];
        let begin = labels.iter().flat_map(Run::spans).next();
        let is_new = self.found.insert(item);
        self.taken.extend(labels.iter().flat_map(Run::spans).map(Span::start));
        if is_new && !items.is_of(self.version) {
            let label = name(self.tree, item);
            self.form.gaps.push(Gap { label, kind: GapKind::OtherVersion, span: begin });
        }
        let step = if items.step.ends_with('*') { own.step.clone() } else { items.step.clone() };
        let step = if items.repeats { self.instance(step) } else { step };
        let printed = text(&labels);
        let is_leaf = items.children.is_empty();
        self.push(Some(item), step, printed, labels);
        if own.important
            && let Some(open) = self.open.last_mut()
        {
            open.important = true;
        }
        self.current = None;
        if is_leaf {
            self.field();
        }
    }

    /// Opens a label that the form does not have.
    pub(super) fn open_unknown(&mut self, own: &Label, labels: Vec<Run>) {
        let step = if own.step.is_empty() { own.title.clone() } else { own.step.clone() };
        let own_rank = rank(&own.step).unwrap_or(5);
        // A label without a number stands beside the one before it.
        let keep = self.open.iter().position(|open| open.rank >= own_rank);
        self.close_to(keep.unwrap_or(self.open.len()));
        let printed = text(&labels);
        self.push(None, step, printed, labels);
        if let Some(open) = self.open.last_mut() {
            open.rank = own_rank;
            open.important |= own.important;
        }
        self.current = None;
        if own_rank > 3 {
            self.field();
        }
    }

    fn push(&mut self, item: Option<usize>, step: String, printed: String, labels: Vec<Run>) {
        let above = self.open.last().is_some_and(|open| open.important);
        let important = item.map_or(above, |item| self.tree.items[item].important);
        let rank = rank(&step).unwrap_or(5);
        self.open.push(Open {
            item,
            step,
            rank,
            printed,
            important,
            labels,
            field: None,
            is_used: false,
        });
    }

    /// Closes all labels but the first ones. Those that hold no value are
    /// headings.
    pub(super) fn close_to(&mut self, n: usize) {
        for open in self.open.drain(n..) {
            let spans = open.labels.iter().flat_map(Run::spans);
            if open.item.is_none() && !open.is_used {
                // A heading of its own that heads nothing is text like any other.
                let why = Why::NoItem;
                self.form.unassigned.extend(spans.map(|span| Loose { span, why }));
            } else {
                self.form.headings.extend(spans);
            }
        }
    }

    /// A part that stands once for each file counts from the second on, unless
    /// what stood before was a list of contents.
    fn instance(&self, step: String) -> String {
        let mut used: Vec<&str> = self
            .form
            .fields
            .iter()
            .filter_map(|field| field.key.steps().first())
            .map(String::as_str)
            .filter(|used| {
                *used == step || used.strip_prefix(&step).is_some_and(|it| it.starts_with('('))
            })
            .collect();
        used.dedup();
        if used.is_empty() { step } else { format!("{step}({})", used.len() + 1) }
    }

    /// Makes the label opened last a field, if it is none.
    pub(super) fn field(&mut self) {
        let path: Vec<String> = self.open.iter().map(|open| open.printed.clone()).collect();
        let mut key: Vec<String> = self.open.iter().map(|open| open.step.clone()).collect();
        let was: Vec<String> = self
            .open
            .iter()
            .map(|open| {
                let was = open.item.and_then(|item| self.tree.items[item].was.clone());
                was.unwrap_or_else(|| open.step.clone())
            })
            .collect();
        let was = (was != key).then(|| ItemKey::new(was));
        self.open.iter_mut().for_each(|open| open.is_used = true);
        let Some(open) = self.open.last_mut() else { return };
        if open.field.is_none() {
            let labels: Vec<_> =
                open.labels.drain(..).flat_map(|run| run.spans().collect::<Vec<_>>()).collect();
            let (n, first) = self.seen.entry(key.clone()).or_insert((0, self.form.fields.len()));
            // A list of contents named it before.
            if open.rank <= 2
                && let Some(field) = self.form.fields.get_mut(*first)
                && field.value.is_empty()
            {
                field.labels.extend(labels);
                open.field = Some(*first);
                self.current = open.field;
                return;
            }
            *n += 1;
            if *n > 1
                && let Some(last) = key.last_mut()
            {
                *last = format!("{last}({n})");
            }
            open.field = Some(self.form.fields.len());
            self.form.fields.push(Field {
                path,
                key: ItemKey::new(key),
                was,
                important: open.important,
                value: Vec::new(),
                kind: open.item.map_or(ValueKind::Text, |item| self.tree.items[item].kind),
                page: labels.first().and_then(|span| self.document.source.page(*span)),
                spans: Vec::new(),
                labels,
            });
        }
        self.current = open.field;
    }

    /// A label of the form's own making that another label follows is a heading.
    pub(super) fn demote(&mut self) {
        let Some(open) = self.open.last_mut().filter(|open| open.item.is_none()) else { return };
        let Some(at) = open.field.filter(|at| at + 1 == self.form.fields.len()) else { return };
        if self.form.fields.get(at).is_some_and(|field| field.value.is_empty())
            && let Some(field) = self.form.fields.pop()
        {
            self.form.headings.extend(field.labels);
            open.field = None;
            self.current = None;
            if let Some((n, _)) = self.seen.get_mut(field.key.steps()) {
                *n -= 1;
            }
        }
    }

    pub(super) fn star(&mut self, star: Run) {
        let Some(open) = self.open.last_mut() else { return };
        open.important = true;
        match open.field.and_then(|at| self.form.fields.get_mut(at)) {
            Some(field) => {
                field.important = true;
                field.labels.extend(star.spans());
            }
            None => open.labels.push(star),
        }
    }
}

/// How deep a step usually stands, by how it is numbered.
pub(super) fn rank(step: &str) -> Option<u8> {
    let first = step.chars().next()?;
    if step == "表紙" || ('Ⅰ'..='Ⅻ').contains(&first) || step.starts_with("別添") {
        Some(1)
    } else if step.chars().all(|c| c.is_ascii_digit()) {
        Some(2)
    } else if ('①'..='⑳').contains(&first) {
        Some(4)
    } else {
        let blocks = ["リスク", "システム", "委託事項", "提供先", "移転先"];
        let is_block = blocks.iter().any(|word| {
            step.strip_prefix(word).is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
        });
        is_block.then_some(3)
    }
}

/// Printed text of a label that may be wrapped.
fn text(labels: &[Run]) -> String {
    joined(labels).text.trim().to_owned()
}
