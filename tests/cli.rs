//! The program as a person or a script meets it: exit codes, what stands on
//! which stream, and what happens to files when something goes wrong.

#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files must fail")]

use std::ffi::OsStr;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const OLD: &str = "第１ 目的\nこの規程は、個人情報の取扱いを定める。\n第２ 定義\n\
    （１） 用語の意義は、次のとおりとする。\n（２） 委託先を監督する。\n";
const NEW: &str = "第１ 目的\nこの規程は、個人情報の適正な取扱いを定める。\n第２ 定義\n\
    （１） 用語の意義は、次のとおりとする。\n（２） 再委託先を監督する。\n";

/// A folder with `old.txt` and `new.txt`, and the program run inside it.
struct Desk {
    folder: TempDir,
}

/// How a run ended.
struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: TempDir::new().unwrap() };
        desk.put("old.txt", OLD);
        desk.put("new.txt", NEW);
        desk
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program with Japanese surroundings, whatever those of the test are.
    fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinkyu"));
        for variable in ["LC_ALL", "LC_MESSAGES", "NO_COLOR"] {
            command.env_remove(variable);
        }
        command.env("LANG", "ja_JP.UTF-8").current_dir(self.folder.path()).args(args);
        command
    }

    fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Ended {
        finish(&mut self.command(args))
    }

    /// Runs and asserts an error: code 2, nothing on standard output, one line
    /// on standard error. Returns the line.
    #[track_caller]
    fn refused<S: AsRef<OsStr>>(&self, args: &[S]) -> String {
        self.refused_with(2, args)
    }

    /// The same with another exit code.
    #[track_caller]
    fn refused_with<S: AsRef<OsStr>>(&self, code: i32, args: &[S]) -> String {
        let ended = self.run(args);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(code), ""), "{}", ended.stderr);
        assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
        assert!(ended.stderr.starts_with("shinkyu: "), "{}", ended.stderr);
        ended.stderr
    }

    /// Runs and asserts success. Returns what was printed.
    #[track_caller]
    fn done<S: AsRef<OsStr>>(&self, args: &[S]) -> Ended {
        let ended = self.run(args);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        ended
    }
}

fn finish(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A valid PDF of one page with a drawn line and no character.
fn pdf_without_text() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
        "<</Length 22>>\nstream\n50 50 m 200 200 l S   \nendstream",
    ];
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        starts.push(pdf.len());
        write!(pdf, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let start = pdf.len();
    let size = objects.len() + 1;
    write!(pdf, "xref\n0 {size}\n0000000000 65535 f \n").unwrap();
    for start in starts {
        writeln!(pdf, "{start:010} 00000 n ").unwrap();
    }
    write!(pdf, "trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").unwrap();
    pdf
}

#[test]
fn documents_that_cannot_be_read_are_refused_in_one_line() {
    let desk = Desk::new();
    fs::create_dir(desk.folder.path().join("folder")).unwrap();
    desk.put("empty.txt", "");
    desk.put("blank.txt", "\r\n　\r\n");
    desk.put("scan.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01");
    desk.put("broken.pdf", b"%PDF-1.7\n\x01\x02\x03 nothing of a document");
    desk.put("no-text.pdf", pdf_without_text());
    desk.put("program.bin", b"\0\x01\x02\x03\x04\x05\x06\x07\x80\x81");
    for (file, code, expected) in [
        ("missing.txt", 2, "見つかりません"),
        ("old.txt/inside.txt", 2, "見つかりません"),
        ("folder", 2, "フォルダーです"),
        ("empty.txt", 2, "空（0バイト）"),
        ("blank.txt", 2, "空白と改行しかありません"),
        ("scan.pdf", 4, "PNG 画像です"),
        ("broken.pdf", 5, "壊れていて"),
        ("no-text.pdf", 7, "文字情報がありません"),
        ("program.bin", 4, "読める形式ではありません"),
    ] {
        for args in [["compare", file, "new.txt"], ["compare", "old.txt", file]] {
            let line = desk.refused_with(code, &args);
            assert!(line.contains(file) && line.contains(expected), "{line}");
        }
        let line = desk.refused_with(code, &["inspect", file]);
        assert!(line.contains(file) && line.contains(expected), "{line}");
    }
}

/// Made by qpdf with AES of 256 bits; the password is "himitsu".
const LOCKED: &[u8] = include_bytes!("support/locked.pdf");

#[test]
fn a_locked_document_is_opened_by_a_password_from_wherever() {
    let desk = Desk::new();
    let locked = desk.put("locked.pdf", LOCKED);
    let (right, wrong) = (desk.put("right", "himitsu\nrest"), desk.put("wrong", "hirakegoma"));
    let inspect = |options: &[&OsStr]| {
        let args: Vec<&OsStr> = [OsStr::new("inspect"), locked.as_os_str()]
            .into_iter()
            .chain(options.iter().copied())
            .collect();
        desk.run(&args)
    };
    let from_file = OsStr::new("--password-file");
    for options in [
        vec![OsStr::new("--password=himitsu")],
        vec![from_file, right.as_os_str()],
        vec![from_file, wrong.as_os_str(), from_file, right.as_os_str()],
    ] {
        let ended = inspect(&options);
        assert_eq!(
            (ended.code, &*ended.stdout),
            (Some(0), "p.1\tUnder lock and key\n"),
            "{options:?}"
        );
    }
    let lacking = inspect(&[]);
    assert!(
        lacking.code == Some(6) && lacking.stderr.contains("--password-file"),
        "{}",
        lacking.stderr
    );
    let mistaken = inspect(&[from_file, wrong.as_os_str()]);
    assert!(
        mistaken.code == Some(6) && mistaken.stderr.contains("開けません"),
        "{}",
        mistaken.stderr
    );
    let missing = inspect(&[from_file, OsStr::new("no-such-file")]);
    assert!(
        missing.code == Some(2) && missing.stderr.contains("no-such-file"),
        "{}",
        missing.stderr
    );
}

#[test]
fn a_size_limit_is_kept() {
    let desk = Desk::new();
    let line = desk.refused_with(9, &["compare", "old.txt", "new.txt", "--max-size", "100"]);
    assert!(line.contains("old.txt") && line.contains("--max-size"), "{line}");
    desk.done(&["compare", "old.txt", "new.txt", "--max-size", "1K"]);
}

#[test]
fn outputs_that_cannot_be_written_are_refused_before_reading() {
    let desk = Desk::new();
    fs::create_dir(desk.folder.path().join("folder.html")).unwrap();
    let before = desk.names();
    for (output, expected) in [
        ("old.txt/table.html", "書き出せません"),
        ("no-such-folder/table.html", "フォルダーを作る"),
        ("folder.html", "フォルダーです"),
        ("folder.html/", "フォルダーの形"),
        ("table.html/", "フォルダーの形"),
        ("table.html\\", "フォルダーの形"),
        ("old.txt", "比較する文書そのもの"),
        ("./new.txt", "比較する文書そのもの"),
    ] {
        // The other document does not exist: the output is looked at first.
        let line = desk.refused(&["compare", "old.txt", "new.txt", "-o", "first.md", "-o", output]);
        assert!(line.contains(output) && line.contains(expected), "{line}");
    }
    assert_eq!(desk.names(), before);
    assert_eq!(desk.read("old.txt"), OLD);
}

#[test]
fn an_existing_output_survives_every_failure() {
    let desk = Desk::new();
    desk.put("scan.pdf", b"\x89PNG\r\n\x1a\n");
    desk.put("table.html", "前回の表");
    let before = desk.names();
    desk.refused(&["compare", "missing.txt", "new.txt", "-o", "table.html"]);
    desk.refused_with(4, &["compare", "scan.pdf", "new.txt", "-o", "table.html"]);
    desk.refused(&["compare", "old.txt", "new.txt", "-o", "table.html", "-o", "nowhere/b.md"]);
    desk.refused(&["compare", "old.txt", "new.txt", "-o", "table.html", "-o", "./table.html"]);
    assert_eq!(desk.read("table.html"), "前回の表");
    assert_eq!(desk.names(), before);
    desk.done(&["compare", "old.txt", "new.txt", "-o", "table.html"]);
    assert_ne!(desk.read("table.html"), "前回の表");
    assert_eq!(desk.names(), before, "temporary files must not stay behind");
}

/// `-o -` is standard output, a view for terminals where nothing else is said.
#[test]
fn a_dash_is_standard_output() {
    let desk = Desk::new();
    let plain = desk.done(&["compare", "old.txt", "new.txt"]).stdout;
    assert_eq!(desk.done(&["compare", "old.txt", "new.txt", "-o", "-"]).stdout, plain);
    let both = desk.done(&["compare", "old.txt", "new.txt", "-o", "a.md", "-o", "-"]);
    assert_eq!(both.stdout, plain);
    assert!(desk.read("a.md").contains("| 改正後 |"));
}

/// A disk that is full in the middle of writing.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let desk = Desk::new();
    let compare = ["compare", "old.txt", "new.txt", "--format", "json"];
    let line = desk.refused(&[&compare[..], &["-o", "/dev/full"]].concat());
    assert!(line.contains("/dev/full: 書き出せません") && line.contains("空きを作る"), "{line}");
    assert!(!line.contains("権限"), "{line}");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = desk.command(&compare).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let line = String::from_utf8(output.stderr).unwrap();
    assert!(line.starts_with("shinkyu: stdout: 書き出せません"), "{line}");
    desk.done(&[&compare[..], &["-o", "/dev/null"]].concat());
}

#[cfg(unix)]
#[test]
fn links_and_permissions_of_outputs_are_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let desk = Desk::new();
    let target = desk.put("target.md", "前回の表");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, desk.folder.path().join("table.md")).unwrap();
    desk.done(&["compare", "old.txt", "new.txt", "-o", "table.md"]);
    assert!(desk.read("target.md").contains("適正な"));
    assert!(desk.folder.path().join("table.md").is_symlink());
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    fs::set_permissions(&target, fs::Permissions::from_mode(0o440)).unwrap();
    let line = desk.refused(&["compare", "old.txt", "new.txt", "-o", "table.md"]);
    assert!(line.contains("読み取り専用"), "{line}");
}

#[test]
fn exit_codes_tell_differences_and_warnings() {
    let desk = Desk::new();
    desk.put("same.txt", OLD);
    desk.put("sjis.txt", encoding_rs::SHIFT_JIS.encode(OLD).0);
    for (args, code) in [
        (&["old.txt", "new.txt"][..], 0),
        (&["old.txt", "new.txt", "--exit-code"], 1),
        (&["old.txt", "same.txt", "--exit-code"], 0),
        (&["old.txt", "sjis.txt", "--exit-code"], 0),
        (&["old.txt", "sjis.txt", "--strict"], 3),
        (&["new.txt", "sjis.txt", "--strict", "--exit-code"], 3),
        (&["old.txt", "new.txt", "--strict"], 0),
    ] {
        let ended = desk.run(&[&["compare"], args].concat());
        assert_eq!(ended.code, Some(code), "{args:?}: {}", ended.stderr);
    }
    let ended = desk.run(&["compare", "old.txt", "sjis.txt", "--strict", "-o", "table.md"]);
    assert_eq!(ended.code, Some(3));
    assert!(desk.names().contains(&"table.md".to_owned()), "outputs are written all the same");
}

#[test]
fn encodings_and_line_ends_make_no_difference() {
    let desk = Desk::new();
    let crlf = OLD.replace('\n', "\r\n");
    let utf16: Vec<u8> =
        format!("\u{FEFF}{crlf}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    desk.put("crlf.txt", &crlf);
    desk.put("marked.txt", format!("\u{FEFF}{crlf}"));
    desk.put("wide.txt", utf16);
    desk.put("cp932.txt", encoding_rs::SHIFT_JIS.encode(&crlf).0);
    desk.put("euc.txt", encoding_rs::EUC_JP.encode(OLD).0);
    desk.put("jis.txt", encoding_rs::ISO_2022_JP.encode(OLD).0);
    for (file, guessed) in [
        ("crlf.txt", None),
        ("marked.txt", None),
        ("wide.txt", None),
        ("cp932.txt", Some("Shift_JIS")),
        ("euc.txt", Some("EUC-JP")),
        ("jis.txt", None),
    ] {
        let ended = desk.done(&["compare", "old.txt", file, "--exit-code"]);
        let warning = guessed
            .map(|label| format!("{file}: 文字コードを {label} と判断して読みました\n"))
            .unwrap_or_default();
        assert_eq!(ended.stderr, warning, "{file}");
    }
}

#[test]
fn several_outputs_are_written_and_counted() {
    let desk = Desk::new();
    let outputs = ["table.html", "table.htm", "table.md", "table.csv", "table.json", "table.txt"];
    let mut args = vec!["compare", "old.txt", "new.txt"];
    for output in outputs {
        args.extend(["-o", output]);
    }
    let ended = desk.done(&args);
    assert_eq!(ended.stdout, "");
    assert_eq!(ended.stderr.lines().count(), outputs.len());
    for (line, output) in ended.stderr.lines().zip(outputs) {
        assert_eq!(line, format!("{output} を書きました（改正 2・変更なし 2）"));
        assert!(desk.read(output).contains("適正な"), "{output}");
    }
    assert_eq!(desk.read("table.html"), desk.read("table.htm"));
    assert!(desk.read("table.html").contains("<html"));
    assert!(!desk.read("table.txt").contains('\x1b'), "files get no colour");
    let report: serde_json::Value = serde_json::from_str(&desk.read("table.json")).unwrap();
    assert_eq!(report["schema"], "shinkyu.report/1");
    assert_eq!(report["sources"]["old"]["name"], "old.txt");

    let quiet = desk.done(&["compare", "old.txt", "new.txt", "-q", "-o", "table.md"]);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
}

#[test]
fn format_decides_where_no_extension_does() {
    let desk = Desk::new();
    let json = desk.done(&["compare", "old.txt", "new.txt", "--format", "json"]).stdout;
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    let args = ["compare", "old.txt", "new.txt", "--format", "json", "-o", "-", "-o", "table.md"];
    assert_eq!(desk.done(&args).stdout, json);
    desk.done(&["compare", "old.txt", "new.txt", "--format", "json", "-o", "表"]);
    assert_eq!(desk.read("表"), json);

    for output in ["table", "table.odt"] {
        let line = desk.refused(&["compare", "old.txt", "new.txt", "-o", output]);
        assert!(line.contains(output) && line.contains("--format"), "{line}");
    }
    let args = ["compare", "old.txt", "new.txt", "--format", "json", "-o", "table.csv"];
    assert!(desk.refused(&args).contains("--format"));
}

#[test]
fn a_template_that_cannot_be_filled_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    let compare = ["compare", "old.txt", "new.txt"];
    for (more, said) in [
        (&["--date", "x", "-o", "a.docx"][..], "--template"),
        (&["--template", "old.txt", "-o", "a.html"], ".docx"),
        (&["--template", "none.docx", "-o", "a.docx"], "none.docx"),
        #[cfg(feature = "office")]
        (&["--template", "old.txt", "-o", "a.docx"], "Word 文書（.docx）として開けません"),
    ] {
        let line = desk.refused(&[&compare[..], more].concat());
        assert!(line.contains(said), "{line}");
        assert_eq!(desk.names(), Desk::new().names());
    }
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let desk = Desk::new();
    let compare = ["compare", "old.txt", "new.txt"];
    let plain = desk.done(&compare).stdout;
    assert!(plain.contains("適正な") && !plain.contains('\x1b'));
    let coloured = desk.done(&[&compare[..], &["--color", "always"]].concat()).stdout;
    assert!(coloured.contains('\x1b'));
    let asked =
        finish(desk.command(&[&compare[..], &["--color=always"]].concat()).env("NO_COLOR", "1"));
    assert_eq!(asked.stdout, coloured, "what was typed stands over the surroundings");
    let never = desk.done(&[&compare[..], &["--color", "never"]].concat()).stdout;
    assert_eq!(never, plain);
}

#[test]
fn a_closed_pipe_is_success() {
    let desk = Desk::new();
    // More than any pipe holds, so that the program meets the closed end.
    let many: Vec<String> =
        (1..4000).map(|n| format!("（{n}） 個人情報を取り扱う者{n}の義務。")).collect();
    desk.put("many.txt", many.join("\n"));
    for (args, expected) in [
        (&["inspect", "many.txt"][..], 0),
        (&["compare", "old.txt", "many.txt", "--format", "json"], 0),
        (&["compare", "old.txt", "many.txt", "--format", "json", "--exit-code"], 1),
    ] {
        let mut child = desk
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut first = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(output.status.code(), Some(expected), "{args:?}");
    }
}

#[test]
fn the_language_follows_option_then_locale() {
    let desk = Desk::new();
    let japanese = "ファイルが見つかりません";
    let english = "no such file";
    let said = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = desk.command(&[&["inspect", "missing"], args].concat());
        for (name, value) in variables {
            command.env(name, value);
        }
        finish(&mut command).stderr
    };
    assert!(said(&[], &[]).contains(japanese));
    assert!(said(&[], &[("LANG", "en_US.UTF-8")]).contains(english));
    assert!(said(&[], &[("LANG", "")]).contains(japanese));
    assert!(said(&[], &[("LC_ALL", "en_US"), ("LANG", "ja_JP")]).contains(english));
    assert!(said(&["--lang", "ja"], &[("LANG", "en_US.UTF-8")]).contains(japanese));
    assert!(said(&["--lang=en"], &[]).contains(english));
}

#[test]
fn help_speaks_both_languages() {
    let desk = Desk::new();
    for (args, expected) in [
        (&["--help"][..], ["使い方:", "コマンド:"]),
        (&["compare", "--help"], ["使い方:", "引数:"]),
        (&["--lang", "en", "--help"], ["Usage:", "Commands:"]),
        (&["compare", "--lang=en", "-h"], ["Usage:", "Arguments:"]),
    ] {
        let ended = desk.done(args);
        assert!(expected.iter().all(|word| ended.stdout.contains(word)), "{}", ended.stdout);
        assert_eq!(ended.stderr, "");
    }
    assert!(desk.done(&["--version"]).stdout.starts_with("shinkyu "));
    let bare = desk.run::<&str>(&[]);
    assert_eq!((bare.code, bare.stdout.as_str()), (Some(2), ""));
    assert!(bare.stderr.contains("使い方:"));
}

#[test]
fn profiles_are_listed_shown_and_used() {
    let desk = Desk::new();
    let list = desk.done(&["profile", "list"]).stdout;
    let names: Vec<&str> = list.lines().filter_map(|line| line.split(' ').next()).collect();
    let expected = "standard guideline fsa ordinance local-gov company work-rules terms";
    assert_eq!(names.join(" "), expected);
    let compare = ["compare", "old.txt", "new.txt", "--format", "markdown"];
    let with = |more: &[&str]| desk.done(&[&compare[..], more].concat()).stdout;
    for name in names {
        let shown = desk.done(&["profile", "show", name]).stdout;
        desk.put("my.toml", &shown);
        assert_eq!(with(&["--profile", name]), with(&["--profile", "my.toml"]), "{name}");
    }
    assert!(with(&["--profile", "guideline"]).contains("| # | 改定案 | 現行 |"));
    // Single options stand over the profile.
    let own = with(&["--profile", "guideline", "--columns", "old-new", "--labels", "案,今"]);
    assert!(own.contains("| # | 今 | 案 |"), "{own}");
    assert!(with(&["--profile", "fsa"]).contains("（略）"));
    assert!(!with(&["--profile", "fsa", "--unchanged", "hide"]).contains("（略）"));
    assert!(!with(&["--profile", "fsa", "--fold", "none"]).contains("（略）"));
    let title = with(&["--title", "「{new_name}」新旧対照表"]);
    assert!(title.starts_with("# 「new」新旧対照表\n"), "{title}");
}

#[test]
fn mistakes_in_profiles_are_refused_in_one_line() {
    let desk = Desk::new();
    desk.put("key.toml", "[labels]\nneu = \"改正案\"\n");
    desk.put("value.toml", "unchanged = \"fald\"\n");
    desk.put("broken.toml", "title = \n");
    desk.put("sjis.toml", b"title = \"\x95\x5c\"\n");
    for (profile, parts) in [
        ("gideline", ["gideline", "候補: guideline"]),
        ("key.toml", ["key.toml: 2行目", "候補: labels.new"]),
        ("value.toml", ["value.toml: 1行目", "候補: fold"]),
        ("broken.toml", ["broken.toml: 1行目", "TOML"]),
        ("sjis.toml", ["sjis.toml", "UTF-8"]),
    ] {
        for args in [
            &["compare", "old.txt", "new.txt", "--profile", profile][..],
            &["profile", "show", profile],
        ] {
            let line = desk.refused(args);
            assert!(parts.iter().all(|part| line.contains(part)), "{line}");
        }
    }
}

#[test]
fn renumbering_can_be_hidden() {
    let desk = Desk::new();
    desk.put("one.txt", "第１条　甲を定める。\n第２条　乙を定める。\n");
    desk.put("two.txt", "第１条　甲を定める。\n第３条　乙を定める。\n");
    let compare = ["compare", "one.txt", "two.txt", "--format", "markdown"];
    assert!(desk.done(&compare).stdout.contains("<ins>第３条</ins>"));
    let hidden = desk.done(&[&compare[..], &["--hide-renumbering"]].concat()).stdout;
    assert!(!hidden.contains("<ins>") && hidden.contains("第３条　（略）"), "{hidden}");
    // CSV has no headings and no lists beside the table: each unit stands once.
    let csv = ["compare", "one.txt", "two.txt", "--format", "csv", "--hide-renumbering"];
    let csv = desk.done(&csv).stdout;
    let records: Vec<&str> = csv.lines().filter(|line| line.contains("第３条")).collect();
    assert_eq!(records, [",番号のみ,,,第３条　（略）,第２条　（略）,,,番号"], "{csv}");
}

#[test]
fn mistyped_options_are_refused_in_one_line() {
    let desk = Desk::new();
    let compare = ["compare", "old.txt", "new.txt"];
    for (more, expected) in [
        (&["--fromat", "json"][..], "--format"),
        (&["--format", "rtf"], "html, docx, xlsx, pdf, markdown, csv, json, terminal"),
        (&["--format"], "値がありません"),
        (&["third.txt"], "third.txt"),
        (&["--labels", "改正後"], "--labels"),
        (&["--max-size", "big"], "--max-size"),
        (&["--title", "一", "--title", "二"], "2回"),
    ] {
        let line = desk.refused(&[&compare[..], more].concat());
        assert!(line.contains(expected), "{line}");
    }
    assert!(desk.refused(&["compare", "old.txt"]).contains("<新ファイル>"));
    assert!(desk.refused(&["compere", "old.txt"]).contains("compare"));
    assert!(desk.refused(&["compere", "--lang", "en"]).contains("there is no command compere"));
}

#[test]
fn japanese_file_names_with_spaces_work() {
    let desk = Desk::new();
    desk.put("旧 ガイドライン（案）.txt", OLD);
    desk.put("新 ガイドライン（案）.txt", NEW);
    let args = ["compare", "旧 ガイドライン（案）.txt", "新 ガイドライン（案）.txt"];
    let ended = desk.done(&[&args[..], &["-o", "新旧 対照表.json"]].concat());
    assert!(ended.stderr.starts_with("新旧 対照表.json を書きました"), "{}", ended.stderr);
    assert!(desk.read("新旧 対照表.json").contains("旧 ガイドライン（案）.txt"));
}

#[test]
fn documents_of_the_same_name_are_told_apart() {
    let desk = Desk::new();
    for (folder, text) in [("令和5年度", OLD), ("令和6年度", NEW)] {
        fs::create_dir(desk.folder.path().join(folder)).unwrap();
        let path = Path::new(folder).join("規程.txt");
        desk.put(path.to_str().unwrap(), encoding_rs::SHIFT_JIS.encode(text).0);
    }
    let ended = desk.done(&["compare", "令和5年度/規程.txt", "令和6年度/規程.txt"]);
    let lines: Vec<&str> = ended.stderr.lines().collect();
    assert!(lines[0].starts_with("令和5年度/規程.txt: "), "{}", ended.stderr);
    assert!(lines[1].starts_with("令和6年度/規程.txt: "), "{}", ended.stderr);
}

#[test]
fn labels_title_and_columns_reach_the_table() {
    let desk = Desk::new();
    let args = ["compare", "old.txt", "new.txt", "--format", "markdown"];
    let table = |more: &[&str]| desk.done(&[&args[..], more].concat()).stdout;
    let labelled = table(&["--labels", "改定案、現行", "--title", "対照の表"]);
    assert!(labelled.contains("対照の表"));
    assert!(labelled.find("改定案").unwrap() < labelled.find("現行").unwrap(), "{labelled}");
    let turned = table(&["--labels", "改定案,現行", "--columns", "old-new"]);
    assert!(turned.find("現行").unwrap() < turned.find("改定案").unwrap(), "{turned}");
}

#[test]
fn inspect_says_which_section_is_which_and_why() {
    let desk = Desk::new();
    desk.put(
        "new.txt",
        "第１ 目的\nこの規程は、個人情報の適正な取扱いを定める。\n第２ 定義\n\
         （１） 帳簿は、五年間保存する。\n（２） 用語の意義は、次のとおりとする。\n",
    );
    let shown = desk.run(&["inspect", "old.txt", "new.txt", "--stage", "align"]).stdout;
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 5, "{shown}");
    assert!(lines[0].starts_with("L1 → L1\t第１ 「目的」 → 第１ 「目的」\t似た文 0."), "{shown}");
    assert!(lines[0].contains("+0.05 番号") && lines[0].contains("+0.25 見出し"), "{shown}");
    let alone = "- → L4\t- → 第２ ＞ （１） 「帳簿は、五年間保存する。」\t新のみ（似た文なし）";
    assert_eq!(lines[2], alone);
    let renumbered = "L4 → L5\t第２ ＞ （１） 「用語の意義は、次のとおりとする。」 → 第２ ＞ （２） 「用語の意義は、次のとおりとする。」\t同じ文字（双方に1つだけ）";
    assert_eq!(lines[3], renumbered);
    let english = desk.run(&["inspect", "old.txt", "new.txt", "--stage", "align", "--lang", "en"]);
    assert!(english.stdout.contains("identical text, once in each"), "{}", english.stdout);
    let alone = desk.run(&["inspect", "old.txt", "--stage", "align"]);
    assert!(
        alone.code == Some(2) && alone.stderr.contains("旧ファイルと新ファイルを指定"),
        "{}",
        alone.stderr
    );
    let crowded = desk.run(&["inspect", "old.txt", "new.txt", "--stage", "outline"]);
    assert!(
        crowded.code == Some(2) && crowded.stderr.contains("--stage align"),
        "{}",
        crowded.stderr
    );
}

#[test]
fn pairs_are_printed_and_made_by_hand() {
    let desk = Desk::new();
    desk.put(
        "new.txt",
        "第１ 目的\nこの規程は、個人情報の適正な取扱いを定める。\n第２ 定義\n\
         （１） 帳簿は、五年間保存する。\n（２） 用語の意義は、次のとおりとする。\n",
    );
    let inspect = ["inspect", "old.txt", "new.txt", "--stage", "align"];
    let template = desk.done(&[&inspect[..], &["--pairs-template"]].concat()).stdout;
    assert!(template.contains("\n#- = 第２/（１）\t# - → L4 「"), "{template}");
    assert!(template.contains("\n#第２/（１） = 第２/（２）\t# L4 → L5 「"), "{template}");
    let table = |more: &[&str]| {
        let args = ["compare", "old.txt", "new.txt", "--format", "markdown"];
        desk.done(&[&args[..], more].concat()).stdout
    };
    // As printed it says nothing; with all its lines it says what is anyway.
    desk.put("pairs.txt", template.as_bytes());
    assert_eq!(table(&["--pairs", "pairs.txt"]), table(&[]));
    let lines = template.lines().map(|line| match line.strip_prefix('#') {
        Some(rule) if line.contains('\t') => format!("{rule}\r\n"),
        _ => format!("{line}\r\n"),
    });
    desk.put("pairs.txt", lines.collect::<String>().as_bytes());
    assert_eq!(table(&["--pairs", "pairs.txt"]), table(&[]));
    desk.put("pairs.txt", "第２/（１） = 第２/（１）");
    assert_ne!(table(&["--pairs", "pairs.txt"]), table(&[]));
    let why = desk.done(&[&inspect[..], &["--pairs", "pairs.txt"]].concat()).stdout;
    assert!(why.contains("\t--pairs の指定"), "{why}");
    desk.put("pairs.txt", "第２/（１） = -");
    let why = desk.done(&[&inspect[..], &["--pairs", "pairs.txt"]].concat()).stdout;
    let alone = why.lines().find(|line| line.starts_with("L4 → -")).unwrap_or_default();
    assert!(alone.contains("旧のみ") && alone.contains("--pairs の指定"), "{why}");

    desk.put("pairs.txt", "\n第２/（３） = -\n");
    let wrong = desk.run(&["compare", "old.txt", "new.txt", "--pairs", "pairs.txt"]);
    let said = "pairs.txt: 2行目: 旧文書に「第２/（３）」という項はありません。近い項: 第２/（１）";
    assert!(wrong.code == Some(2) && wrong.stderr.contains(said), "{}", wrong.stderr);
    for args in [
        &["inspect", "old.txt", "--pairs", "pairs.txt"][..],
        &["inspect", "old.txt", "--stage", "outline", "--pairs-template"],
    ] {
        let crowded = desk.run(args);
        let is_refused = crowded.code == Some(2) && crowded.stderr.contains("--stage align");
        assert!(is_refused, "{}", crowded.stderr);
    }
}

#[test]
fn consequential_marks_are_hidden_on_request() {
    let desk = Desk::new();
    let articles = |inserted: &str, target: &str, own: &str| {
        format!(
            "第一条　この規程は、図書の貸出しを定める。\n{inserted}第{target}条　貸出しは、窓口で行う。\n第{own}条　第{target}条の規定は、雑誌に準用する。\n"
        )
    };
    desk.put("old.txt", articles("", "二", "三"));
    desk.put("new.txt", articles("第二条　館長は、案内図を掲げる。\n", "三", "四"));
    let shown = desk.run(&["compare", "old.txt", "new.txt", "--format", "md"]).stdout;
    assert!(shown.contains("　<ins>第三条</ins>の規定は、雑誌"), "{shown}");
    let args = ["compare", "old.txt", "new.txt", "--format", "md", "--hide-consequential"];
    let hidden = desk.run(&args).stdout;
    assert!(hidden.contains("　第三条の規定は、雑誌"), "{hidden}");
    assert!(hidden.contains("番号だけの変更（2件）"), "{hidden}");
}

#[test]
fn inspect_shows_lines_with_their_place() {
    let desk = Desk::new();
    desk.put("wrapped.txt", "第１ 目的\r\n\r\n　この規程は\u{C}本文");
    assert_eq!(
        desk.done(&["inspect", "wrapped.txt"]).stdout,
        "L1\t第１ 目的\nL2\t\nL3\t　この規程は\nL3\t本文\n"
    );
    desk.put("controls.txt", "第１\u{1B}[31m赤\u{B}\n");
    assert_eq!(desk.done(&["inspect", "controls.txt"]).stdout, "L1\t第１␛[31m赤␋\n");
    let blocks = desk.done(&["inspect", "old.txt", "--stage", "blocks"]).stdout;
    assert!(blocks.contains("[段落]\t第１ 目的"), "{blocks}");
    let outline = desk.done(&["inspect", "old.txt", "--stage", "outline"]).stdout;
    assert!(outline.contains("L3\t[第２] 定義\nL4\t  [（１）] 用語の意義は"), "{outline}");
}

#[test]
fn inspect_says_why_a_place_is_a_heading() {
    // Every line but the last of a paragraph is full, so that the numbers at
    // the start of the others were put there by wraps.
    let full = |begin: &str| -> String {
        let more = "市長は審査し適当と認めるものに限り通知し".chars().cycle();
        begin.chars().chain(more).take(38).collect()
    };
    let lines = ["市長", "（２）の規定により", "第３条の規定による", "２条第１項"].map(full);
    let paragraph = format!("{}\n定める。\n", lines.join("\n"));
    let desk = Desk::new();
    let text = format!(
        "第１ 審査\n{}第２ 個人情報の取扱い\n{paragraph}１ 目的\n７ 容器\n２ 範囲\n",
        paragraph.repeat(3)
    );
    desk.put("rules.txt", text);
    let why = |lang| {
        let args = ["inspect", "rules.txt", "--stage", "outline", "--why", "--lang", lang];
        desk.done(&args).stdout
    };
    let (ja, en) = (why("ja"), why("en"));
    for place in [
        "L1\t見出し\t[第１] 審査\t",
        "L3\t本文\t[（２）] の規定により",
        "L4\t本文\t[第３条] の規定による",
        "L17\t見出し\t[第２] 個人情報の取扱い\t前の番号に続く",
        "L23\t見出し\t[１] 目的\t番号の並びの最初。[第２] の下",
        "L24\t本文\t[７] 容器\t番号の並びから外れ",
        "L25\t見出し\t[２] 範囲\t",
    ] {
        assert!(ja.contains(place), "{place}\n{ja}");
    }
    assert!(
        en.contains("[７] 容器\tout of sequence: the expected number comes later (expected ２)"),
        "{en}"
    );
    assert_eq!(ja.lines().count(), en.lines().count());
    assert_eq!(ja.matches("折返しで行頭に来た").count(), 8, "{ja}");
    assert!(desk.refused(&["inspect", "rules.txt", "--why"]).contains("--stage outline"));
}

#[test]
fn completions_and_manual_pages_come_from_the_definitions() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.done(&["completions", shell]).stdout;
        assert!(script.contains("shinkyu") && script.contains("read-twice"), "{shell}");
    }
    assert!(desk.done(&["man"]).stdout.contains(".TH shinkyu"));
    desk.done(&["man", "--out", "pages/man1"]);
    let page = desk.read("pages/man1/shinkyu-compare.1");
    assert!(page.contains("unchanged"), "{page}");
}

/// What the child process that reads PDF files answers to an order.
fn ask_child(order: &str, file: &[u8]) -> Ended {
    let desk = Desk::new();
    let mut child = desk
        .command(&["__read-pdf"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A child that refuses the order does not wait for the file.
    let _ = stdin.write_all(order.as_bytes()).and_then(|()| stdin.write_all(file));
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn the_child_that_reads_pdf_answers_in_lines_of_json() {
    let pdf = pdf_without_text();
    let order = format!(
        "{{\"name\":\"a.pdf\",\"n_bytes\":{},\"max_bytes\":1000000,\"read_twice\":\"Auto\",\
         \"passwords\":[],\"skip_pages\":[],\"draw\":null}}\n",
        pdf.len()
    );
    let ended = ask_child(&order, &pdf);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    let said: Vec<&str> = ended.stdout.lines().collect();
    assert_eq!(said[0], r#"{"Page":{"done":1,"total":1}}"#);
    assert!(said[1].starts_with(r#"{"Failed":{"kind":"NoText""#), "{}", said[1]);
    let ended = ask_child("no order\n", &pdf);
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (Some(1), "", ""));
}

#[test]
fn tables_are_shown_row_by_row() {
    let desk = Desk::new();
    desk.put(
        "表.html",
        "<!DOCTYPE html><table><tr><th>項目<th>額<th>備考<tr><td>甲<td><td>乙<br>丙\
         <tr><td colspan=2>計<td>丁</table>",
    );
    let shown = desk.done(&["inspect", "表.html", "--stage", "tables"]).stdout;
    let (head, rows) = shown.split_once('\n').unwrap();
    assert!(head.ends_with("\t表1\t3行×3列"), "{head}");
    assert_eq!(rows, "項目 | 額 | 備考\n甲 |  | 乙↵丙\n計 [×2] | 丁\n");
}

#[test]
fn pages_are_listed_and_drawn() {
    let desk = Desk::new();
    desk.put("locked.pdf", LOCKED);
    let inspect = ["inspect", "locked.pdf", "--password=himitsu", "--stage", "pages"];
    let listed = desk.done(&inspect).stdout;
    assert!(listed.starts_with("p.1\t") && listed.contains("行 1\t表 0\t除外 0"), "{listed}");
    desk.done(&[&inspect[..], &["--image", "画像/一"]].concat());
    let mut beginning = [0; 4];
    let mut png = fs::File::open(desk.folder.path().join("画像/一/p001.png")).unwrap();
    png.read_exact(&mut beginning).unwrap();
    assert_eq!(&beginning, b"\x89PNG");
    assert!(desk.refused(&["inspect", "old.txt", "--image", "画像"]).contains("--stage pages"));
    assert!(desk.refused_with(4, &["inspect", "old.txt", "--stage", "pages"]).contains("ページ"));
    let in_the_way = desk.refused(&[&inspect[..], &["--image", "old.txt"]].concat());
    assert!(in_the_way.contains("フォルダーを指定"), "{in_the_way}");
}

#[test]
fn no_output_replaces_a_file_that_the_run_reads() {
    let desk = Desk::new();
    let pairs = "第１ = 第１\n";
    desk.put("対応 表.txt", pairs);
    let refused = desk.refused(&[
        "compare",
        "old.txt",
        "new.txt",
        "--pairs",
        "対応 表.txt",
        "-o",
        "対応 表.txt",
    ]);
    assert!(refused.contains("この実行で読むファイル"), "{refused}");
    assert_eq!(desk.read("対応 表.txt"), pairs);
}
