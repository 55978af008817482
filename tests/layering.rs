//! Who may use whom. The rules are those of ARCHITECTURE.md; this test reads
//! them off the source: every `crate::` and `super::` path outside tests and
//! comments, and every call that touches the world.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the source must fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module, and what it may use besides itself.
const ALLOWED: &[(&str, &[&str])] = &[
    ("lang", &[]),
    ("model", &[]),
    ("error", &["lang", "model"]),
    ("profile", &["error", "lang", "model"]),
    ("report", &["error", "model", "profile"]),
    ("number", &["model"]),
    (
        "record",
        &["error", "lang", "model", "number", "normalize", "outline", "form", "diff", "report"],
    ),
    ("read", &["error", "lang", "model"]),
    ("normalize", &["error", "lang", "model", "number"]),
    ("outline", &["error", "lang", "model", "number", "normalize"]),
    ("form", &["error", "lang", "model", "number", "normalize", "outline"]),
    ("align", &["error", "lang", "model", "number", "normalize", "outline"]),
    ("pairs", &["error", "lang", "model", "normalize", "outline", "align", "diff"]),
    ("diff", &["error", "lang", "model", "number", "normalize", "outline", "align"]),
    (
        "tabulate",
        &[
            "error",
            "lang",
            "model",
            "number",
            "normalize",
            "outline",
            "align",
            "diff",
            "profile",
            "report",
        ],
    ),
    (
        "present",
        &["error", "lang", "model", "number", "normalize", "profile", "report", "tabulate"],
    ),
    ("write", &["error", "lang", "model", "present", "profile", "report", "tabulate"]),
    (
        "web",
        &[
            "error", "lang", "model", "read", "outline", "align", "pairs", "tabulate", "profile",
            "report", "record", "present", "pipeline", "write",
        ],
    ),
    (
        "check",
        &["error", "lang", "model", "number", "normalize", "outline", "form", "report", "record"],
    ),
    (
        "pipeline",
        &[
            "check",
            "error",
            "lang",
            "model",
            "number",
            "read",
            "normalize",
            "outline",
            "align",
            "pairs",
            "diff",
            "tabulate",
            "profile",
            "report",
            "form",
            "record",
        ],
    ),
];

/// What only `cli` may do: open files, print, exit, look around. `web` listens,
/// besides.
const WORLDLY: &[&str] = &[
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "fs::read",
    "fs::write",
    "File::open",
    "File::create",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "print!(",
    "println!(",
    "eprint!(",
    "eprintln!(",
    "SystemTime",
    "Instant::now",
    "process::exit",
];

/// A source file: its module path below the crate root and its code.
struct Source {
    path: PathBuf,
    module: Vec<String>,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                // The tests of a module, which its last line names.
                && path.file_name().is_some_and(|name| name != "tests.rs")
            {
                let text = fs::read_to_string(&path).unwrap();
                let module = module_of(path.strip_prefix(&root).unwrap());
                found.push(Source { path, module, code: code_of(&text) });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(found.len() > 20, "the source folder was not found");
    found
}

fn module_of(relative: &Path) -> Vec<String> {
    let mut parts: Vec<String> = relative
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// The code without comment lines and without the tests at the end.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The first module of the crate that each path of the file leads to.
fn used_modules(source: &Source) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in source.code.match_indices("crate::") {
        add_roots(source.code.split_at(at + "crate::".len()).1, &mut used);
    }
    // In `read/pdf/mod.rs`, `super::super::` leads to the crate root.
    let climb = "super::".repeat(source.module.len());
    for (at, _) in source.code.match_indices(&climb) {
        let (before, from_here) = source.code.split_at(at);
        if !source.module.is_empty() && !before.ends_with("super::") {
            add_roots(from_here.split_at(climb.len()).1, &mut used);
        }
    }
    used
}

/// `a::b` leads to `a`; `{a::b, c}` leads to `a` and `c`.
fn add_roots(path: &str, used: &mut BTreeSet<String>) {
    let Some(group) = path.strip_prefix('{') else {
        used.insert(identifier(path));
        return;
    };
    let (mut depth, mut start) = (1, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => start = true,
            _ if start && depth == 1 && !c.is_whitespace() => {
                used.insert(identifier(group.split_at(at).1));
                start = false;
            }
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}

fn identifier(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn modules_use_only_what_stands_before_them() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = source.module.first() else { continue };
        if ["cli", "lib", "main"].contains(&own.as_str()) {
            continue;
        }
        let rule = ALLOWED.iter().find(|(module, _)| module == own);
        let (_, allowed) = rule.unwrap_or_else(|| panic!("{own} has no layering rule yet"));
        for used in used_modules(&source) {
            if used != *own && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} uses {used}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_touches_the_world() {
    let mut wrong = Vec::new();
    for source in sources() {
        if source.module.first().is_some_and(|own| own == "cli" || own == "main") {
            continue;
        }
        let may_listen = source.module.first().is_some_and(|own| own == "web");
        for word in WORLDLY.iter().filter(|word| !(may_listen && **word == "std::net")) {
            if source.code.contains(word) {
                wrong.push(format!("{} says {word}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn paths_are_resolved() {
    let source = |module: &[&str], code: &str| Source {
        path: PathBuf::new(),
        module: module.iter().map(|&part| part.to_owned()).collect(),
        code: code_of(code),
    };
    let used = |module: &[&str], code: &str| {
        used_modules(&source(module, code)).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(used(&["diff"], "use crate::model::{Side, Span};"), ["model"]);
    assert_eq!(
        used(&["diff"], "use crate::{error::{A, b::C}, model, \n read::{D}};"),
        ["error", "model", "read"]
    );
    assert_eq!(used(&["read", "pdf"], "use super::super::write::write;"), ["write"]);
    assert_eq!(used(&["read", "pdf", "lines"], "use super::super::detect;"), [""; 0]);
    assert_eq!(used(&["read"], "// use crate::write;\nfn f() { crate::cli::run() }"), ["cli"]);
    assert_eq!(used(&["read"], "#[cfg(test)]\nmod tests { use crate::write; }"), [""; 0]);
}
