//! The written pages against what they speak of: links, citations, folders,
//! options.

#![expect(clippy::unwrap_used, reason = "a test that cannot read a page must fail")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGES: [&str; 8] = [
    "README.md",
    "README.ja.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/CONVENTIONS.md",
    "samples/README.md",
    "benches/README.md",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// All files below a folder with this extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What stands between `open` and `close`, wherever that is.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

#[test]
fn links_between_pages_lead_to_files() {
    let mut n_links = 0;
    for name in PAGES {
        let folder = root().join(name);
        for link in between(&page(name), "](", ")") {
            if link.starts_with("http") {
                continue;
            }
            let file = link.split('#').next().unwrap();
            assert!(folder.with_file_name("").join(file).exists(), "{name} links to {link}");
            n_links += 1;
        }
    }
    assert!(n_links > 15, "only {n_links} links were found");
}

/// `CONVENTIONS §3.5 rule 2` in the source has its place in the page.
#[test]
fn cited_conventions_are_written_down() {
    let conventions = page("docs/CONVENTIONS.md");
    let mut n_cited = 0;
    for path in files(&root().join("src"), "rs") {
        let source = fs::read_to_string(&path).unwrap();
        for cited in between(&source, "CONVENTIONS §", "\n") {
            let section: String =
                cited.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            let section = section.trim_end_matches('.');
            let heading = format!("# {section}{}", if section.contains('.') { "" } else { "." });
            assert!(conventions.contains(&heading), "{}: §{section}", path.display());
            n_cited += 1;
        }
    }
    assert!(n_cited > 5, "only {n_cited} citations were found");
}

#[test]
fn every_source_folder_and_stage_is_described() {
    let architecture = page("ARCHITECTURE.md");
    for path in files(&root().join("src"), "rs") {
        let path = path.strip_prefix(root().join("src")).unwrap().to_path_buf();
        let top = path.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let named = if path.components().count() > 1 { format!("{top}/") } else { top };
        assert!(architecture.contains(&named), "ARCHITECTURE.md does not name {named}");
    }
    for path in files(&root().join("tests"), "rs") {
        let name = path.strip_prefix(root().join("tests")).unwrap();
        if name.components().count() == 1 {
            let name = name.to_string_lossy();
            assert!(architecture.contains(&*name), "ARCHITECTURE.md does not name {name}");
        }
    }
}

/// Every rule of `check` is named in both READMEs.
#[test]
fn rules_are_those_of_the_program() {
    for readme in ["README.md", "README.ja.md"] {
        let text = page(readme);
        for rule in shinkyu::check::rules() {
            assert!(text.contains(&format!("`{}`", rule.id)), "{readme} is silent on {}", rule.id);
        }
    }
}

/// Every option that the READMEs speak of exists, and every option exists in
/// both READMEs.
#[test]
fn options_are_those_of_the_program() {
    let help = |command: &str| {
        let shown = Command::new(env!("CARGO_BIN_EXE_shinkyu"))
            .args([command, "--help", "--lang", "en"])
            .output()
            .unwrap();
        String::from_utf8(shown.stdout).unwrap()
    };
    let compare = help("compare") + &help("log") + &help("check");
    let all = compare.clone() + &help("inspect") + &help("man") + &help("serve");
    let options = |text: &str| -> Vec<String> {
        let name = |rest: &&str| -> String {
            rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect()
        };
        text.split("--").skip(1).map(|rest| name(&rest)).filter(|name| name.len() > 2).collect()
    };
    for readme in ["README.md", "README.ja.md"] {
        let text = page(readme);
        // Options of our own program stand in code; those of cargo do not count.
        let ours =
            text.lines().filter(|line| !line.starts_with("cargo ") && !line.contains("`cargo "));
        let ours: String = ours.collect::<Vec<_>>().join("\n");
        for option in options(&ours) {
            assert!(all.contains(&format!("--{option}")), "{readme} speaks of --{option}");
        }
        for option in options(&compare) {
            // -o is how the READMEs write --output; colour and help explain themselves.
            if !["output", "color", "help", "version", "format"].contains(&option.as_str()) {
                assert!(text.contains(&format!("--{option}")), "{readme} is silent on --{option}");
            }
        }
    }
}
