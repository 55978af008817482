//! What the server keeps for each browser: uploads, results, choices. All in
//! memory, within limits; what was used longest ago goes first.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::correction::History;
use super::jobs::Watch;
use super::log::LogChoices;
use super::settings::Settings;
use crate::lang::Lang;
use crate::model::{Side, Sides};
use crate::pipeline::{Comparison, DocumentPair};
use crate::read::Input;

/// Browsers that are known at a time.
const MOST_SESSIONS: usize = 32;
/// Uploads of all browsers together, in files of the largest size.
const MOST_FILES: u64 = 4;

/// The browsers.
pub(super) struct Sessions {
    /// Last used last.
    known: Mutex<Vec<(String, Arc<Session>)>>,
    /// Most bytes of uploads that are kept.
    most_bytes: u64,
}

/// One browser.
pub(super) struct Session {
    state: Mutex<State>,
    /// The comparison that runs, or ran last.
    watch: Mutex<Arc<Watch>>,
}

/// What belongs to one browser.
pub(super) struct State {
    /// What was uploaded.
    pub files: Sides<Option<Arc<Input>>>,
    /// Passwords that were typed.
    pub passwords: Vec<String>,
    /// What a person chose.
    pub settings: Settings,
    /// Corrections made by hand.
    pub history: History,
    /// What was said about 変更箇所.
    pub log: LogChoices,
    /// What came of the last comparison.
    pub outcome: Option<Outcome>,
}

/// A finished comparison with its documents.
pub(super) struct Outcome {
    /// The files that were read.
    pub files: Sides<Arc<Input>>,
    /// The documents.
    pub documents: DocumentPair,
    /// The comparison under the corrections made so far.
    pub comparison: Comparison,
    /// Counts comparisons, so that a page knows old answers from new ones.
    pub number: u64,
}

impl Sessions {
    /// No browser yet; the largest upload has `max_bytes`.
    pub(super) fn new(max_bytes: u64) -> Self {
        let most_bytes = max_bytes.saturating_mul(MOST_FILES);
        Self { known: Mutex::new(Vec::new()), most_bytes }
    }

    /// Remembers a new browser and forgets the one used longest ago where
    /// there are too many.
    pub(super) fn open(&self, id: String, lang: Lang) {
        let session = Session {
            state: Mutex::new(State {
                files: Sides::default(),
                passwords: Vec::new(),
                settings: Settings::new(lang),
                history: History::default(),
                log: LogChoices::default(),
                outcome: None,
            }),
            watch: Mutex::default(),
        };
        let mut known = locked(&self.known);
        known.push((id, Arc::new(session)));
        if known.len() > MOST_SESSIONS {
            let (_, oldest) = known.remove(0);
            oldest.watch().cancel();
        }
    }

    /// The session of a browser.
    pub(super) fn find(&self, id: &str) -> Option<Arc<Session>> {
        let mut known = locked(&self.known);
        let at = known.iter().position(|(own, _)| own == id)?;
        let entry = known.remove(at);
        let session = Arc::clone(&entry.1);
        known.push(entry);
        Some(session)
    }

    /// Keeps an upload of a browser. Uploads and results of others, last used
    /// longest ago, make room for it. Whether there is room.
    pub(super) fn keep(&self, session: &Arc<Session>, side: Side, input: Input) -> bool {
        let known: Vec<Arc<Session>> =
            locked(&self.known).iter().map(|(_, session)| Arc::clone(session)).collect();
        let size = input.bytes.len() as u64;
        let mut total: u64 = known.iter().map(|other| other.state().n_bytes()).sum();
        for other in &known {
            if total + size <= self.most_bytes {
                break;
            }
            if !Arc::ptr_eq(other, session) {
                let mut state = other.state();
                total -= state.n_bytes();
                state.files = Sides::default();
                state.outcome = None;
            }
        }
        let mut state = session.state();
        *state.files.get_mut(side) = None;
        if state.n_bytes() + size > self.most_bytes {
            return false;
        }
        *state.files.get_mut(side) = Some(Arc::new(input));
        true
    }

    /// Ends all comparisons that run.
    pub(super) fn cancel_all(&self) {
        for (_, session) in locked(&self.known).iter() {
            session.watch().cancel();
        }
    }
}

impl Session {
    /// What belongs to the browser; one request at a time has it.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }

    /// The comparison that runs, or ran last.
    pub(super) fn watch(&self) -> Arc<Watch> {
        Arc::clone(&locked(&self.watch))
    }

    /// Ends the comparison that runs and begins a new one.
    pub(super) fn begin(&self) -> Arc<Watch> {
        let mut watch = locked(&self.watch);
        watch.cancel();
        *watch = Arc::new(Watch::started());
        Arc::clone(&watch)
    }
}

impl State {
    /// Bytes of the files that are kept, each counted once.
    fn n_bytes(&self) -> u64 {
        let used = self.outcome.as_ref().map(|outcome| outcome.files.clone());
        let side = |side| {
            let uploaded: Option<&Arc<Input>> = self.files.get(side).as_ref();
            let used = used.as_ref().map(|used| used.get(side));
            let used = used.filter(|used| uploaded.is_none_or(|it| !Arc::ptr_eq(it, used)));
            [uploaded, used]
                .into_iter()
                .flatten()
                .map(|input| input.bytes.len() as u64)
                .sum::<u64>()
        };
        side(Side::Old) + side(Side::New)
    }
}

/// A lock that outlives a panic of who held it: what is behind it is replaced
/// as a whole.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(size: usize) -> Input {
        Input { name: "a.txt".into(), bytes: vec![b'a'; size] }
    }

    #[test]
    fn browsers_and_uploads_are_limited() {
        let sessions = Sessions::new(10);
        for id in 0..=MOST_SESSIONS {
            sessions.open(id.to_string(), Lang::Ja);
        }
        assert!(sessions.find("0").is_none(), "the oldest one is forgotten");
        let (one, other) = (sessions.find("1").unwrap(), sessions.find("2").unwrap());
        assert!(
            sessions.keep(&one, Side::Old, upload(10))
                && sessions.keep(&one, Side::New, upload(10))
        );
        assert!(
            sessions.keep(&other, Side::Old, upload(10))
                && sessions.keep(&other, Side::New, upload(10))
        );
        assert!(one.state().files.old.is_some() && other.state().files.new.is_some());
        let third = sessions.find("3").unwrap();
        assert!(sessions.keep(&third, Side::Old, upload(10)));
        assert!(one.state().files.old.is_none(), "what was used longest ago made room");
        assert!(other.state().files.old.is_some());
    }
}
