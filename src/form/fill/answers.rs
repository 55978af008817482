//! Gives texts to the item that is open.

use super::super::rows::Cell;
use super::super::run::Run;
use super::super::value::answer;
use super::super::{Loose, ValueKind, Why};
use super::Walker;

impl Walker<'_> {
    /// Gives the answer in some cells to the item that is open.
    pub(super) fn values(&mut self, cells: &[&Cell]) {
        if cells.is_empty() {
            return;
        }
        let field = self.current.and_then(|at| self.form.fields.get(at));
        let is_answered = field.is_some_and(|field| !field.value.is_empty()) || self.is_asked();
        let expected = field.map(|field| field.kind);
        let expected = expected.unwrap_or_else(|| {
            let item = self.open.last().and_then(|open| open.item);
            item.map_or(ValueKind::Text, |item| self.tree.items[item].kind)
        });
        let answer = answer(cells, expected, is_answered);
        for (run, why) in &answer.loose {
            self.loose(run, *why);
        }
        if let Some(kind) = answer.kind
            && self.has_place()
        {
            self.field_here();
            if let Some(field) = self.current.and_then(|at| self.form.fields.get_mut(at)) {
                field.kind = kind;
            }
        }
        if answer.is_asked {
            self.asked = self.current;
        }
        self.take_runs(&answer.paragraphs);
    }

    /// Whether the brackets of the choice that is open were read, so that no
    /// answer is to come.
    pub(super) fn is_asked(&self) -> bool {
        self.current.is_some() && self.current == self.asked
    }

    pub(super) fn has_place(&self) -> bool {
        self.current.is_some() || !self.open.is_empty()
    }

    pub(super) fn field_here(&mut self) {
        if self.current.is_none() && !self.open.is_empty() {
            self.field();
        }
    }

    pub(super) fn take_runs(&mut self, runs: &[Run]) {
        let runs: Vec<&Run> = runs.iter().filter(|run| !run.is_blank()).collect();
        if runs.is_empty() {
            return;
        }
        // The cover alone, or nothing, is open: no item.
        let is_nowhere =
            self.current.is_none() && self.open.last().is_none_or(|open| open.step == "表紙");
        if is_nowhere {
            let why = if self.form.fields.is_empty() { Why::BeforeItems } else { Why::NoItem };
            for run in runs {
                self.loose(run, why);
            }
            return;
        }
        self.field_here();
        let page = runs.first().and_then(|run| run.spans().next());
        let page = page.and_then(|span| self.document.source.page(span));
        let Some(field) = self.current.and_then(|at| self.form.fields.get_mut(at)) else { return };
        if field.value.is_empty() {
            field.page = page;
        }
        for run in runs {
            field.value.push(run.text.trim_end().to_owned());
            field.spans.extend(run.spans());
        }
    }

    pub(super) fn loose(&mut self, run: &Run, why: Why) {
        self.form.unassigned.extend(run.spans().map(|span| Loose { span, why }));
    }
}
