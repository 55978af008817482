//! A progress bar on standard error where a person watches; silence elsewhere.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::lang::Lang;
use crate::model::Side;
use crate::pipeline::{Progress, Stage};

/// A bar that disappears when it is dropped.
#[derive(Debug)]
pub(super) struct Bar {
    bar: ProgressBar,
    lang: Lang,
}

impl Bar {
    /// A bar, hidden unless `visible`.
    pub(super) fn new(visible: bool, lang: Lang) -> Self {
        let bar = if visible { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if visible {
            bar.enable_steady_tick(Duration::from_millis(100));
        }
        Self { bar, lang }
    }
}

impl Progress for Bar {
    fn begin(&self, stage: Stage) {
        self.bar.unset_length();
        self.bar.set_style(ProgressStyle::default_spinner());
        let (ja, en) = match stage {
            Stage::Read(Side::Old) => ("旧の文書を読んでいます", "reading the old document"),
            Stage::Read(Side::New) => ("新の文書を読んでいます", "reading the new document"),
            Stage::Align => ("項目を対応させています", "pairing the sections"),
            Stage::Diff => ("違いを調べています", "looking for changes"),
            Stage::Tabulate => ("表を組んでいます", "building the table"),
        };
        self.bar.set_message(self.lang.pick(ja, en));
    }

    fn pages(&self, _side: Side, done: u32, total: u32) {
        if self.bar.length().is_none() {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
        self.bar.set_length(u64::from(total));
        self.bar.set_position(u64::from(done));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
