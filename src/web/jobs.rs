//! A comparison on a thread of its own, and how far it is.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use serde::Serialize;

use super::App;
use super::correction::History;
use super::log::LogChoices;
use super::session::{Outcome, Session, locked};
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use crate::model::{Side, Sides};
use crate::pipeline::{self, Progress, Stage};
use crate::read::{Input, ReadOptions};

/// How far a comparison is.
#[derive(Debug, Default)]
pub(super) struct Watch {
    is_cancelled: AtomicBool,
    /// Pages done and pages there are, of each side.
    pages: Sides<(AtomicU32, AtomicU32)>,
    at: Mutex<At>,
}

#[derive(Debug, Default)]
enum At {
    #[default]
    Nothing,
    Running(&'static str),
    Done,
    Failed(Error),
}

/// The same for the page.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    /// `idle`, `running`, `done` or `failed`.
    state: &'static str,
    /// `read`, `align`, `diff` or `tabulate`.
    stage: &'static str,
    pages: Sides<(u32, u32)>,
    message: Option<String>,
    /// Whether a password would help.
    wants_password: bool,
    /// The file that the message is about.
    file: Option<String>,
}

impl Watch {
    /// The watch of a comparison that begins.
    pub(super) fn started() -> Self {
        Self { at: Mutex::new(At::Running("read")), ..Self::default() }
    }

    /// Asks the comparison to end.
    pub(super) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// How far it is, in a language.
    pub(super) fn told(&self, lang: Lang) -> Told {
        let pages = self
            .pages
            .as_ref()
            .map(|_, (done, total)| (done.load(Ordering::Relaxed), total.load(Ordering::Relaxed)));
        let (mut message, mut wants_password, mut file) = (None, false, None);
        let (state, stage) = match &*locked(&self.at) {
            At::Nothing => ("idle", ""),
            At::Running(stage) => ("running", *stage),
            At::Done => ("done", ""),
            At::Failed(error) => {
                let said = error.message(lang);
                file = error.file().map(str::to_owned);
                // A person at the page has a field, not options.
                wants_password =
                    error.kind() == ErrorKind::Encrypted && said.contains("--password");
                let ask = lang.pick(
                    "パスワードで保護されています。「この文書を開くパスワード」の欄に正しいパスワードを入れてください。",
                    "the file is protected by a password; type the right one into the field “Password of this document”",
                );
                message = Some(match &file {
                    Some(file) if wants_password => format!("{file}: {ask}"),
                    _ => said,
                });
                ("failed", "")
            }
        };
        Told { state, stage, pages, message, wants_password, file }
    }

    fn set(&self, at: At) {
        *locked(&self.at) = at;
    }
}

impl Progress for Watch {
    fn begin(&self, stage: Stage) {
        self.set(At::Running(match stage {
            Stage::Read(_) => "read",
            Stage::Align => "align",
            Stage::Diff => "diff",
            Stage::Tabulate => "tabulate",
        }));
    }

    fn pages(&self, side: Side, done: u32, total: u32) {
        let (own_done, own_total) = self.pages.get(side);
        own_done.store(done, Ordering::Relaxed);
        own_total.store(total, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }
}

/// Compares the uploads of a session on a thread of its own. Corrections of an
/// earlier comparison are forgotten.
pub(super) fn start(app: &Arc<App>, session: &Arc<Session>, files: Sides<Arc<Input>>) {
    let watch = session.begin();
    let (app, session) = (Arc::clone(app), Arc::clone(session));
    tokio::spawn(async move {
        let Ok(_permit) = Arc::clone(&app.jobs).acquire_owned().await else { return };
        let own = Arc::clone(&watch);
        let run = move || {
            let end = match compare(&app, &session, files, &own) {
                Ok(()) => At::Done,
                Err(error) => At::Failed(error),
            };
            own.set(end);
        };
        if tokio::task::spawn_blocking(run).await.is_err() {
            watch.set(At::Failed(Error::new(ErrorKind::Damaged, "")));
        }
    });
}

fn compare(app: &App, session: &Session, files: Sides<Arc<Input>>, watch: &Watch) -> Result<()> {
    let (passwords, profile, hide, number) = {
        let state = session.state();
        let number = state.outcome.as_ref().map_or(0, |outcome| outcome.number) + 1;
        let settings = &state.settings;
        (state.passwords.clone(), settings.profile(), settings.hide_consequential, number)
    };
    let options = ReadOptions { passwords, ..app.config.read.clone() };
    let inputs = told_apart(&files);
    let documents = pipeline::read_both(&inputs, &options, watch)?;
    let mut comparison = pipeline::compare_documents(&documents, &[], &profile, watch)?;
    if hide {
        comparison.report.table.hide_consequential();
    }
    let mut state = session.state();
    if watch.cancelled() {
        return Err(Error::new(ErrorKind::Cancelled, ""));
    }
    state.history = History::default();
    state.log = LogChoices::default();
    state.outcome = Some(Outcome { files, documents, comparison, number });
    Ok(())
}

/// The files to be read; two of one name are told apart.
fn told_apart(files: &Sides<Arc<Input>>) -> Sides<Input> {
    let mut inputs = files.as_ref().map(|_, file| (**file).clone());
    if inputs.old.name == inputs.new.name {
        for (folder, input) in [("旧", &mut inputs.old), ("新", &mut inputs.new)] {
            input.name = format!("{folder}/{}", input.name);
        }
    }
    inputs
}
