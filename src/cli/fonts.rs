//! Finds the font a PDF is printed with: the one of `--font`, else the first
//! of a fixed list of Japanese fonts that is installed. The order of the list
//! decides, never the order of a folder, so that a machine gives the same
//! file each time.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::input;
use unicode_normalization::UnicodeNormalization as _;

use crate::error::{Error, ErrorKind, Result};
use crate::profile::Font;
use crate::write::{FontFile, check_font};

/// No font is larger; the largest Japanese collections have 120 MB.
const MAX_BYTES: u64 = 256 << 20;

/// Files of 明朝 fonts in the order of choice, each with its font in a
/// collection: those of the operating systems, then free ones.
const MINCHO: &[(&str, u32)] = &[
    ("msmincho.ttc", 0),
    ("yumin.ttf", 0),
    ("BIZ-UDMinchoM.ttc", 0),
    ("ヒラギノ明朝 ProN.ttc", 0),
    ("ipaexm.ttf", 0),
    ("ipam.ttf", 0),
    ("NotoSerifCJK-Regular.ttc", 0),
    ("NotoSerifCJKjp-Regular.otf", 0),
    ("NotoSerifJP-Regular.otf", 0),
    ("NotoSerifJP-Regular.ttf", 0),
    ("BIZUDMincho-Regular.ttf", 0),
    ("TakaoMincho.ttf", 0),
    ("HaranoAjiMincho-Regular.otf", 0),
];

/// The same of ゴシック fonts.
const GOTHIC: &[(&str, u32)] = &[
    ("msgothic.ttc", 0),
    ("YuGothR.ttc", 0),
    ("meiryo.ttc", 0),
    ("BIZ-UDGothicR.ttc", 0),
    ("ヒラギノ角ゴシック W3.ttc", 0),
    ("ipaexg.ttf", 0),
    ("ipag.ttf", 0),
    ("NotoSansCJK-Regular.ttc", 0),
    ("NotoSansCJKjp-Regular.otf", 0),
    ("NotoSansJP-Regular.otf", 0),
    ("NotoSansJP-Regular.ttf", 0),
    ("BIZUDGothic-Regular.ttf", 0),
    ("TakaoGothic.ttf", 0),
    ("HaranoAjiGothic-Regular.otf", 0),
    ("DroidSansFallbackFull.ttf", 0),
];

/// The font to print with.
///
/// # Errors
/// Those of opening the given file and of [`check_font`]. When none is given
/// and none is found: `Unwritable` with the folders that were searched.
pub(super) fn find(given: Option<&Path>, family: Font) -> Result<FontFile> {
    match given {
        Some(path) => open(path),
        None => search(&folders(), family),
    }
}

/// The font of a file. `msmincho.ttc#1` is the second font of a collection.
fn open(path: &Path) -> Result<FontFile> {
    let (file, index) = split_index(path);
    let font = load(&file, index)?;
    check_font(&font)?;
    Ok(font)
}

fn load(path: &Path, index: u32) -> Result<FontFile> {
    let opened = input::open(path, MAX_BYTES).map_err(|error| match error.kind() {
        ErrorKind::TooLarge => Error::new(ErrorKind::Unwritable, path.to_string_lossy()).explained(
            "フォントとしては大きすぎます。ファイルを確かめてください。",
            "too large for a font; check the file",
        ),
        _ => error,
    })?;
    Ok(FontFile { name: opened.name, bytes: Arc::new(opened.bytes), index })
}

/// A file of that very name wins over an index.
fn split_index(path: &Path) -> (PathBuf, u32) {
    let name = path.to_string_lossy();
    let indexed = name.rsplit_once('#').and_then(|(file, n)| Some((file.into(), n.parse().ok()?)));
    match indexed {
        Some(indexed) if !path.exists() => indexed,
        _ => (path.to_owned(), 0),
    }
}

/// The first font of the list that is in one of the folders and can be used.
/// Where the family is missing, the other one is better than no file.
fn search(folders: &[PathBuf], family: Font) -> Result<FontFile> {
    let there = installed(folders);
    let (first, second) = match family {
        Font::Mincho => (MINCHO, GOTHIC),
        Font::Gothic => (GOTHIC, MINCHO),
    };
    for (name, index) in first.iter().chain(second) {
        let Some(path) = there.get(&key(name)) else { continue };
        // A damaged font is passed over like one that is not there.
        if let Ok(font) = load(path, *index)
            && check_font(&font).is_ok()
        {
            return Ok(font);
        }
    }
    let searched: Vec<String> =
        folders.iter().map(|folder| folder.to_string_lossy().into_owned()).collect();
    let searched = searched.join(", ");
    Err(Error::new(ErrorKind::Unwritable, "PDF").explained(
        format!("日本語のフォントが見つかりません（探した場所: {searched}）。IPAex 明朝・Noto Serif CJK などを入れるか、--font でフォントファイル（.ttf .otf .ttc）を指定してください。"),
        format!("no Japanese font was found (searched: {searched}); install one, such as IPAex Mincho or Noto Serif CJK, or give a font file (.ttf .otf .ttc) with --font"),
    ))
}

/// Deepest folder that is looked into, and most entries that are looked at:
/// a folder of fonts may be a link to anything.
const DEEPEST: usize = 6;
const MOST_ENTRIES: usize = 100_000;

/// The files below the folders by their names in lower case; of several with
/// one name the first in the order of folders and then of paths.
fn installed(folders: &[PathBuf]) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let mut n_seen = 0;
    let mut open: Vec<(PathBuf, usize)> =
        folders.iter().rev().map(|folder| (folder.clone(), 0)).collect();
    while let Some((folder, depth)) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let mut paths: Vec<PathBuf> = entries
            .take(MOST_ENTRIES.saturating_sub(n_seen))
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        n_seen += paths.len();
        paths.sort();
        let mut below = Vec::new();
        for path in paths {
            if path.is_dir() {
                below.push((path, depth + 1));
            } else if let Some(name) = path.file_name() {
                found.entry(key(&name.to_string_lossy())).or_insert(path);
            }
        }
        if depth < DEEPEST {
            open.extend(below.into_iter().rev());
        }
    }
    found
}

/// A file name for comparison: macOS takes voice marks apart, Windows does not
/// care for case.
fn key(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

/// Where the operating system keeps fonts, those of the user first.
fn folders() -> Vec<PathBuf> {
    let under = |variable: &str, below: &str| {
        let value = env::var_os(variable).filter(|value| !value.is_empty())?;
        Some(PathBuf::from(value).join(below))
    };
    let known: Vec<Option<PathBuf>> = if cfg!(windows) {
        vec![
            under("LOCALAPPDATA", r"Microsoft\Windows\Fonts"),
            under("WINDIR", "Fonts").or_else(|| Some(r"C:\Windows\Fonts".into())),
        ]
    } else if cfg!(target_os = "macos") {
        vec![
            under("HOME", "Library/Fonts"),
            Some("/Library/Fonts".into()),
            Some("/System/Library/Fonts".into()),
            Some("/System/Library/AssetsV2".into()),
        ]
    } else {
        vec![
            under("XDG_DATA_HOME", "fonts").or_else(|| under("HOME", ".local/share/fonts")),
            under("HOME", ".fonts"),
            Some("/usr/local/share/fonts".into()),
            Some("/usr/share/fonts".into()),
            Some("/usr/share/texmf/fonts/opentype".into()),
        ]
    };
    known.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn without_a_font_the_message_says_what_to_do() {
        let empty = tempfile::tempdir().unwrap();
        let error = search(&[empty.path().to_owned()], Font::Mincho).unwrap_err();
        let said = error.message(Lang::Ja);
        assert!(said.contains("--font") && said.contains("見つかりません"), "{said}");
        assert!(said.contains(&*empty.path().to_string_lossy()), "{said}");
        assert!(error.message(Lang::En).contains("--font"));
    }

    #[test]
    fn files_that_are_no_fonts_are_passed_over_or_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ipaexm.ttf");
        fs::write(&path, b"no font").unwrap();
        assert!(search(&[folder.path().to_owned()], Font::Mincho).is_err());
        let said = find(Some(&path), Font::Mincho).unwrap_err().message(Lang::En);
        assert!(said.contains("ipaexm.ttf") && said.contains("no font"), "{said}");
        let missing = find(Some(Path::new("/nowhere/x.ttf")), Font::Mincho).unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NotFound);
    }

    #[test]
    fn collections_take_an_index() {
        assert_eq!(split_index(Path::new("a/b.ttc#2")), (PathBuf::from("a/b.ttc"), 2));
        assert_eq!(split_index(Path::new("a/b.ttc")), (PathBuf::from("a/b.ttc"), 0));
        assert_eq!(split_index(Path::new("a#b.ttc")), (PathBuf::from("a#b.ttc"), 0));
    }

    #[test]
    fn the_first_of_several_folders_wins() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let deep = one.path().join("deep");
        fs::create_dir(&deep).unwrap();
        for folder in [deep.as_path(), other.path()] {
            fs::write(folder.join("IPAexM.ttf"), b"").unwrap();
        }
        let folders = [one.path().to_owned(), other.path().to_owned()];
        assert_eq!(installed(&folders).get("ipaexm.ttf"), Some(&deep.join("IPAexM.ttf")));
    }
}
