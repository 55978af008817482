//! Options, exit codes, languages, profiles.

use super::{Desk, OLD, finish};

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
