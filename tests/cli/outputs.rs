//! What is written, and what is never lost.

use std::fs;
use std::io::Read as _;
use std::process::Stdio;

use super::{Desk, OLD};

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
