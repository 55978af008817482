//! What the server keeps for each tab of each browser: uploads, results,
//! choices. All in memory, within limits; what was used longest ago goes first.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::correction::History;
use super::jobs::Watch;
use super::log::LogChoices;
use super::settings::Settings;
use crate::lang::Lang;
use crate::model::{Side, Sides};
use crate::pipeline::{Comparison, DocumentPair};
use crate::read::Input;

/// Browsers that are known at a time, and tabs of all of them.
const MOST_SESSIONS: usize = 32;
/// Uploads of all tabs together, in files of the largest size.
const MOST_FILES: u64 = 4;

/// The browsers and their tabs.
pub(super) struct Sessions {
    /// Browsers that were let in, last used last.
    browsers: Mutex<Vec<String>>,
    /// Browser and tab of each session, last used last.
    known: Mutex<Vec<(Place, Arc<Session>)>>,
    lang: Lang,
    /// Most bytes of uploads that are kept.
    most_bytes: u64,
}

/// A browser, and how one of its tabs names itself.
type Place = (String, String);

/// Who asks: a tab, and the page that was loaded into it last. Both are empty
/// where a request names none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asker<'a> {
    pub tab: &'a str,
    pub page: &'a str,
}

/// One tab of a browser.
pub(super) struct Session {
    /// The page that has it. A tab that is duplicated takes its name along, so
    /// the page that was loaded last has the session, and only that one.
    page: Mutex<String>,
    state: Mutex<State>,
    /// The comparison that runs, or ran last.
    watch: Mutex<Arc<Watch>>,
}

/// What belongs to one tab.
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
    /// No browser yet; the largest upload has `max_bytes`, and pages begin in
    /// `lang`.
    pub(super) fn new(max_bytes: u64, lang: Lang) -> Self {
        let most_bytes = max_bytes.saturating_mul(MOST_FILES);
        let (browsers, known) = (Mutex::default(), Mutex::default());
        Self { browsers, known, lang, most_bytes }
    }

    /// Remembers a new browser and forgets the one used longest ago where
    /// there are too many, with all its tabs.
    pub(super) fn open(&self, browser: String) {
        let mut browsers = locked(&self.browsers);
        browsers.push(browser);
        if browsers.len() > MOST_SESSIONS {
            let oldest = browsers.remove(0);
            locked(&self.known).retain(|((browser, _), session)| {
                if *browser == oldest {
                    session.watch().cancel();
                }
                *browser != oldest
            });
        }
    }

    /// Whether a browser was let in.
    pub(super) fn knows(&self, browser: &str) -> bool {
        let mut browsers = locked(&self.browsers);
        let Some(at) = browsers.iter().position(|own| own == browser) else { return false };
        let own = browsers.remove(at);
        browsers.push(own);
        true
    }

    /// The session of a tab, for the page that has it.
    pub(super) fn find(&self, browser: &str, asker: Asker<'_>) -> Option<Arc<Session>> {
        let is_own = |session: &Arc<Session>| *locked(&session.page) == asker.page;
        let found = Self::used(&mut locked(&self.known), browser, asker.tab).filter(is_own);
        // Who names no tab begins without being asked.
        let is_nameless = asker.tab.is_empty() && asker.page.is_empty();
        found.or_else(|| is_nameless.then(|| self.begin(browser, asker)))
    }

    /// The session of a tab for a page that is loaded; it is that page's from
    /// now on. A new one where the tab has none.
    pub(super) fn begin(&self, browser: &str, asker: Asker<'_>) -> Arc<Session> {
        let mut known = locked(&self.known);
        if let Some(session) = Self::used(&mut known, browser, asker.tab) {
            asker.page.clone_into(&mut locked(&session.page));
            return session;
        }
        let session = Arc::new(Session {
            page: Mutex::new(asker.page.to_owned()),
            state: Mutex::new(State {
                files: Sides::default(),
                passwords: Vec::new(),
                settings: Settings::new(self.lang),
                history: History::default(),
                log: LogChoices::default(),
                outcome: None,
            }),
            watch: Mutex::default(),
        });
        known.push(((browser.to_owned(), asker.tab.to_owned()), Arc::clone(&session)));
        if known.len() > MOST_SESSIONS {
            let (_, oldest) = known.remove(0);
            oldest.watch().cancel();
        }
        session
    }

    /// A session, which becomes the one used last.
    fn used(
        known: &mut Vec<(Place, Arc<Session>)>,
        browser: &str,
        tab: &str,
    ) -> Option<Arc<Session>> {
        let at = known.iter().position(|((own, its_tab), _)| own == browser && its_tab == tab)?;
        let entry = known.remove(at);
        let session = Arc::clone(&entry.1);
        known.push(entry);
        Some(session)
    }

    /// Keeps an upload of a tab. Uploads and results of others, last used
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
    /// What belongs to the tab; one request at a time has it.
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

    fn nameless(sessions: &Sessions, browser: &str) -> Arc<Session> {
        sessions.find(browser, Asker::default()).unwrap()
    }

    #[test]
    fn browsers_and_uploads_are_limited() {
        let sessions = Sessions::new(10, Lang::Ja);
        for id in 0..=MOST_SESSIONS {
            sessions.open(id.to_string());
        }
        assert!(!sessions.knows("0"), "the oldest one is forgotten");
        let (one, other) = (nameless(&sessions, "1"), nameless(&sessions, "2"));
        assert!(
            sessions.keep(&one, Side::Old, upload(10))
                && sessions.keep(&one, Side::New, upload(10))
        );
        assert!(
            sessions.keep(&other, Side::Old, upload(10))
                && sessions.keep(&other, Side::New, upload(10))
        );
        assert!(one.state().files.old.is_some() && other.state().files.new.is_some());
        let third = nameless(&sessions, "3");
        assert!(sessions.keep(&third, Side::Old, upload(10)));
        assert!(one.state().files.old.is_none(), "what was used longest ago made room");
        assert!(other.state().files.old.is_some());
    }

    #[test]
    fn tabs_are_limited_and_belong_to_one_page() {
        let sessions = Sessions::new(10, Lang::Ja);
        sessions.open("a".into());
        let (first, second) = (Asker { tab: "1", page: "x" }, Asker { tab: "1", page: "y" });
        assert!(sessions.find("a", first).is_none(), "only a page that is loaded begins");
        let begun = sessions.begin("a", first);
        assert!(sessions.find("a", first).is_some_and(|found| Arc::ptr_eq(&found, &begun)));
        assert!(Arc::ptr_eq(&sessions.begin("a", second), &begun), "the tab keeps its documents");
        assert!(sessions.find("a", first).is_none() && sessions.find("a", second).is_some());
        for n in 0..MOST_SESSIONS {
            sessions.begin("a", Asker { tab: &format!("other {n}"), page: "x" });
        }
        assert!(sessions.find("a", second).is_none(), "the oldest one is forgotten");
    }
}
