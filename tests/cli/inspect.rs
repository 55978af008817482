//! What `inspect` and `--pairs` show.

use std::fs;
use std::io::Read as _;

use super::{Desk, LOCKED};

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
    let renumbered = "L4 → L5\t第２ ＞ （１） 「用語の意義は、次のとおりとする。」 → 第２ ＞ （２） 「用語の意義は、次のとおりとする。」\t同じ文字（双方に1つだけ、又は双方の冒頭から続く）";
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
