//! What a person chose about the table → its profile.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::profile::{BUILTIN, ColumnOrder, FoldLevel, Profile, Renumbered, Unchanged};

/// The profile of no office.
const STANDARD: &str = "standard";

/// Longest text of a choice, in characters.
const LONGEST: usize = 200;

/// The choices; what is `None` is as the profile has it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Settings {
    /// `ja` or `en`.
    pub lang: String,
    /// Name of a built-in profile.
    pub profile: String,
    pub title: Option<String>,
    pub label_old: Option<String>,
    pub label_new: Option<String>,
    /// `new-old` or `old-new`.
    pub columns: Option<String>,
    /// `hide`, `fold` or `show`.
    pub unchanged: Option<String>,
    /// `none`, `section` or `sentence`.
    pub fold: Option<String>,
    pub hide_renumbering: bool,
    pub hide_consequential: bool,
}

/// The choices as they are in effect, for the form.
#[derive(Debug, Serialize)]
pub(super) struct InEffect {
    lang: &'static str,
    profile: String,
    profiles: Vec<(&'static str, &'static str)>,
    title: String,
    label_old: String,
    label_new: String,
    columns: &'static str,
    unchanged: &'static str,
    fold: &'static str,
    hide_renumbering: bool,
    hide_consequential: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self::new(Lang::Ja)
    }
}

impl Settings {
    /// The choices at the beginning.
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang: lang.pick("ja", "en").to_owned(),
            profile: STANDARD.to_owned(),
            title: None,
            label_old: None,
            label_new: None,
            columns: None,
            unchanged: None,
            fold: None,
            hide_renumbering: false,
            hide_consequential: false,
        }
    }

    /// The language of the page.
    pub(super) fn lang(&self) -> Lang {
        if self.lang == "en" { Lang::En } else { Lang::Ja }
    }

    /// The profile that the choices make.
    pub(super) fn profile(&self) -> Profile {
        let mut profile = Profile::builtin(&self.profile).unwrap_or_default();
        if self.lang() == Lang::En && self.profile == STANDARD {
            // Without an office the words around the table are for the reader.
            "Comparison table".clone_into(&mut profile.title);
            "Before revision".clone_into(&mut profile.labels.old);
            "After revision".clone_into(&mut profile.labels.new);
        }
        let put = |own: &mut String, chosen: &Option<String>| {
            if let Some(chosen) = chosen {
                *own = chosen.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
            }
        };
        put(&mut profile.title, &self.title);
        put(&mut profile.labels.old, &self.label_old);
        put(&mut profile.labels.new, &self.label_new);
        match self.columns.as_deref() {
            Some("old-new") => profile.columns = ColumnOrder::OldNew,
            Some("new-old") => profile.columns = ColumnOrder::NewOld,
            _ => {}
        }
        match self.unchanged.as_deref() {
            Some("hide") => profile.unchanged = Unchanged::Hide,
            Some("fold") => profile.unchanged = Unchanged::Fold,
            Some("show") => profile.unchanged = Unchanged::Show,
            _ => {}
        }
        match self.fold.as_deref() {
            Some("none") => profile.fold = FoldLevel::None,
            Some("section") => profile.fold = FoldLevel::Section,
            Some("sentence") => profile.fold = FoldLevel::Sentence,
            _ => {}
        }
        if self.hide_renumbering {
            profile.renumbered = Renumbered::Hide;
        }
        profile
    }

    /// What is in effect.
    pub(super) fn in_effect(&self) -> InEffect {
        let profile = self.profile();
        let lang = self.lang();
        InEffect {
            lang: match lang {
                Lang::Ja => "ja",
                Lang::En => "en",
            },
            profile: self.profile.clone(),
            profiles: BUILTIN
                .iter()
                .map(|it| {
                    let [ja, en] = it.about;
                    (
                        it.name,
                        match lang {
                            Lang::Ja => ja,
                            Lang::En => en,
                        },
                    )
                })
                .collect(),
            title: profile.title,
            label_old: profile.labels.old,
            label_new: profile.labels.new,
            columns: match profile.columns {
                ColumnOrder::NewOld => "new-old",
                ColumnOrder::OldNew => "old-new",
            },
            unchanged: match profile.unchanged {
                Unchanged::Hide => "hide",
                Unchanged::Fold => "fold",
                Unchanged::Show => "show",
            },
            fold: match profile.fold {
                FoldLevel::None => "none",
                FoldLevel::Section => "section",
                FoldLevel::Sentence => "sentence",
            },
            hide_renumbering: self.hide_renumbering,
            hide_consequential: self.hide_consequential,
        }
    }
}
