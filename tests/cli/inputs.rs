//! What is read: files that can be and those that cannot.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::{Desk, LOCKED, NEW, OLD, pdf_without_text};

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
