//! What is left out, and how that is said.

use super::*;

/// CONVENTIONS §1.8: one, two and more siblings.
#[test]
fn unchanged_siblings_are_folded_as_a_drafter_does() {
    let items = |n: usize| {
        let labels = ["２", "３", "４", "５"];
        let mut rows = vec![edited(&[], "１", "１　〔甲〕", "１　〔乙〕")];
        rows.extend(labels.iter().take(n).map(|label| same(&[], label, &format!("{label}　丙"))));
        shown(&builtin("fsa"), rows).last().cloned().expect("a line")
    };
    assert_eq!(items(1), "２　（略） ‖ ２　（略）");
    assert_eq!(items(2), "２・３　（略） ‖ ２・３　（略）");
    assert_eq!(items(3), "２～４　（略） ‖ ２～４　（略）");
}

/// CONVENTIONS §1.8: a changed unit keeps the headings of all its ancestors,
/// and the text under them that leads to it; the levels of folding.
#[test]
fn ancestors_of_a_change_are_kept() {
    let rows = || {
        vec![
            same(&[], "第１章", "第１章　総則"),
            same(&["第１章　総則"], "第１条", "第１条　甲"),
            same(&[], "第２章", "第２章　届出"),
            same(&["第２章　届出"], "第２条", "第２条　次のとおりとする。\nただし、乙。"),
            same(&["第２章　届出", "第２条"], "一", "一　丙"),
            edited(&["第２章　届出", "第２条"], "二", "二　〔丁〕", "二　〔戊〕"),
        ]
    };
    let with = |headings, unchanged| {
        let profile = Profile { unchanged, headings, ..Profile::default() };
        let lines = shown(&profile, rows());
        lines
            .iter()
            .map(|it| it.split(" ‖ ").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let lead = [
        "第１章　（略）",
        "第２章　届出",
        "第２条　次のとおりとする。 ／ ただし、乙。",
        "一　（略）",
        "二　〔戊〕",
    ];
    assert_eq!(with(Headings::Lead, Unchanged::Fold), lead);
    let silent = ["第２章　届出", "第２条　次のとおりとする。 ／ ただし、乙。", "二　〔戊〕"];
    assert_eq!(with(Headings::Lead, Unchanged::Hide), silent);
    let once = ["第２章　届出 ／ 第２条", "二　〔戊〕"];
    assert_eq!(with(Headings::Once, Unchanged::Hide), once);
    let none = Profile { fold: FoldLevel::None, ..Profile::default() };
    assert_eq!(shown(&none, rows()).len(), 6);
}

/// With headings printed once, only what is new is repeated.
#[test]
fn headings_are_printed_once() {
    let rows = vec![
        edited(&["第１", "１"], "（１）", "〔甲〕", "〔乙〕"),
        edited(&["第１", "２"], "（１）", "〔甲〕", "〔乙〕"),
    ];
    let profile = Profile { headings: Headings::Once, ..Profile::default() };
    let lines = ["第１ ／ １ ‖ 第１ ／ １", "〔乙〕 ‖ 〔甲〕", "２ ‖ ２", "〔乙〕 ‖ 〔甲〕"];
    assert_eq!(shown(&profile, rows), lines);
}

/// CONVENTIONS §1.8: unchanged sentences of a long changed provision.
#[test]
fn unchanged_sentences_are_folded() {
    let long = "事業者は、利用目的を特定しなければならない。".repeat(4);
    let old = format!(
        "２　{long}ただし、〔三年〕を限度とする。この場合（甲。乙）を除く。\n附則は別に定める。"
    );
    let new = old.replace("三年", "五年");
    let profile = Profile { fold: FoldLevel::Sentence, ..Profile::default() };
    let lines = shown(&profile, vec![edited(&[], "２", &old, &new)]);
    let line = "２　（略）ただし、〔五年〕を限度とする。（略） ／ （略） ‖ ２　（略）ただし、〔三年〕を限度とする。（略） ／ （略）";
    assert_eq!(lines, [line]);
    // A short provision is printed whole.
    let short = edited(&[], "２", "２　甲。〔乙〕。", "２　甲。〔丙〕。");
    assert_eq!(shown(&profile, vec![short]), ["２　甲。〔丙〕。 ‖ ２　甲。〔乙〕。"]);
}

/// CONVENTIONS §1.8: the heading of a changed provision stays in view, and
/// both sides leave out the same sentences, however long each of them is.
#[test]
fn sentences_are_folded_alike_under_headings_that_stay() {
    let profile = Profile { fold: FoldLevel::Sentence, ..Profile::default() };
    let body = "この規定は、申込みに適用する。".repeat(7);
    let of = |title: &str| format!("（申込み）\n第１条　{title}\n{body}");
    let (old, new) = (of("転売の防止"), of("〔営利を目的とする利用及び〕転売の防止"));
    let n = |text: &str| text.chars().filter(|c| !"〔〕\n".contains(*c)).count();
    assert!(n(&old) < 122 && n(&new) > 122, "one side is short: {} and {}", n(&old), n(&new));
    assert_eq!(
        shown(&profile, vec![edited(&[], "第１条", &old, &new)]),
        ["（申込み） ／ 第１条　〔営利を目的とする利用及び〕転売の防止 ／ （略） ‖ \
          （申込み） ／ 第１条　転売の防止 ／ （略）"]
    );
    // The title stays where the body alone changed.
    let long = format!("{body}{body}");
    let old = format!("１　利用の目的\n{long}〔三日〕とする。");
    let new = format!("１　利用の目的\n{long}〔五日〕とする。");
    assert_eq!(
        shown(&profile, vec![edited(&[], "１", &old, &new)]),
        ["１　利用の目的 ／ （略）〔五日〕とする。 ‖ １　利用の目的 ／ （略）〔三日〕とする。"]
    );
}

/// CONVENTIONS §1.9: only the number changed: in full, folded, or hidden.
#[test]
fn renumbered_units_are_full_folded_or_hidden() {
    let rows = || {
        vec![
            added(&[], "第２条", "第２条　甲"),
            renumbered(&[], "第２条", "第３条", "　乙"),
            renumbered(&[], "第３条", "第４条", "　丙"),
            same(&["第４条"], "一", "一　丁"),
            renumbered(&[], "第４条", "第５条", "　戊"),
            same(&[], "第９条", "第９条　己"),
        ]
    };
    let with = |how| {
        let mut profile = Profile { renumbered: how, ..Profile::default() };
        profile.marks.labels = LabelMarks::Single;
        shown(&profile, rows())
    };
    assert_eq!(with(Renumbered::Full)[1], "〔第３条〕　乙 ‖ 〔第２条〕　乙");
    let folded = with(Renumbered::Fold);
    assert_eq!(
        folded[1..],
        [
            "〔第３条〕～〔第５条〕　（略） ‖ 〔第２条〕～〔第４条〕　（略）",
            "第９条　（略） ‖ 第９条　（略）"
        ]
    );
    let hidden = with(Renumbered::Hide);
    assert_eq!(
        hidden[1..],
        ["第３条～第５条　（略） ‖ 第２条～第４条　（略）", "第９条　（略） ‖ 第９条　（略）"]
    );
}

/// CONVENTIONS §1.9: a citation that follows a renumbering has to be seen,
/// however renumbered units are printed.
#[test]
fn citations_that_follow_are_not_folded() {
    let mut row = renumbered(&[], "第２条", "第３条", "　前条");
    for side in Side::BOTH {
        let cell = row.cells.get_mut(side).as_mut().expect("a cell");
        let citation = Run { consequential: true, ..Run::new("第９条", true) };
        cell.paragraphs[0].runs.push(citation);
    }
    for renumbered in [Renumbered::Fold, Renumbered::Hide] {
        let profile = Profile { renumbered, ..Profile::default() };
        let line = "【第３条】　前条〔第９条〕 ‖ 【第２条】　前条〔第９条〕";
        assert_eq!(shown(&profile, vec![row.clone()]), [line]);
    }
}

/// Every row of a list of changes is printed or in the rows that are left out.
#[test]
fn listed_rows_that_are_not_printed_are_kept_apart() {
    let style = Row { style_only: true, ..same(&[], "２", "２　甲") };
    let rows = vec![edited(&[], "１", "〔甲〕", "〔乙〕"), style, same(&[], "３", "３　丙")];
    for unchanged in [Unchanged::Hide, Unchanged::Fold] {
        let profile = Profile { unchanged, ..Profile::default() };
        let table = table(&profile, rows.clone());
        let indices: Vec<usize> = table.left_out.iter().map(|row| row.rows.start).collect();
        assert_eq!(indices, [1]);
        assert_eq!((table.rows[0].rows.clone(), table.left_out[0].number), (0..1, None));
    }
    let profile = Profile { unchanged: Unchanged::Show, ..Profile::default() };
    assert!(table(&profile, rows).left_out.is_empty());
}

/// CONVENTIONS §1.8: what is folded never names a unit of which a part is
/// shown; its heading stands above both.
#[test]
fn a_heading_above_a_change_is_not_folded() {
    let rows = || {
        vec![
            edited(&[], "第１", "第１　総則\n〔甲〕", "第１　総則\n〔乙〕"),
            same(&["第１　総則"], "（１）", "（１）　丙"),
            same(&[], "第２", "第２　定義"),
            same(&["第２　定義"], "（１）", "（１）　丁"),
            edited(&["第２　定義"], "（２）", "（２）　〔戊〕", "（２）　〔己〕"),
            same(&[], "第３", "第３　義務\n次による。"),
            same(&["第３　義務"], "１", "１　長さ。"),
            same(&["第３　義務", "１"], "ア", "ア　庚"),
            same(&["第３　義務", "１"], "イ", "イ　辛"),
            edited(&["第３　義務", "１"], "ウ", "ウ　〔壬〕", "ウ　〔癸〕"),
        ]
    };
    let with = |headings| {
        let lines = shown(&Profile { headings, ..Profile::default() }, rows());
        let left = |it: &String| it.split(" ‖ ").next().unwrap_or_default().to_owned();
        lines.iter().map(left).collect::<Vec<_>>()
    };
    let path = [
        "第１　総則 ／ 〔乙〕",
        "（１）　（略）",
        "第２　定義",
        "（１）　（略）",
        "（２）　〔己〕",
        "第３　義務",
        "（略）",
        "第３　義務 ／ １",
        "（略） ／ ア・イ　（略）",
        "ウ　〔癸〕",
    ];
    assert_eq!(with(Headings::Path), path);
    let mut once = path;
    once[7] = "１";
    assert_eq!(with(Headings::Once), once);
    let lead =
        [&path[..5], &["第３　義務 ／ 次による。", "１　長さ。", "ア・イ　（略）", "ウ　〔癸〕"]];
    assert_eq!(with(Headings::Lead), lead.concat());
}

/// A unit that only the new document has below an unchanged heading: the old
/// column keeps that heading.
#[test]
fn a_heading_with_nothing_but_new_units_stands_on_both_sides() {
    let rows =
        || vec![same(&[], "第２", "第２　定義"), added(&["第２　定義"], "（１）", "（１）　甲")];
    for headings in [Headings::Path, Headings::Once, Headings::Lead] {
        let lines = shown(&Profile { headings, ..Profile::default() }, rows());
        assert_eq!(lines, ["第２　定義 ‖ 第２　定義", "〔（１）　甲〕 ‖ （新設）"]);
    }
}

/// CONVENTIONS §1.9: nor a unit that a part of moved away from.
#[test]
fn a_heading_that_lost_a_unit_is_not_folded() {
    let mut moved = edited(&["第３　義務"], "（１）", "", "");
    moved.moved = true;
    moved.cells.old = Some(cell(&["第２　定義"], "（２）", "（２）　甲"));
    moved.cells.new = Some(cell(&["第３　義務"], "（１）", "（１）　甲"));
    let mut rows = vec![
        same(&[], "第１", "第１　総則"),
        same(&[], "第２", "第２　定義"),
        same(&["第２　定義"], "（１）", "（１）　乙"),
        same(&[], "第３", "第３　義務"),
        moved,
    ];
    // Places in the old document: the moved unit stands before 第３ there.
    for (row, index) in rows.iter_mut().zip([0, 1, 2, 4, 3]) {
        row.cells.old.as_mut().expect("a cell").index = index;
    }
    for headings in [Headings::Path, Headings::Lead] {
        let lines = shown(&Profile { headings, ..Profile::default() }, rows.clone());
        assert_eq!(
            lines[..3],
            [
                "第１　（略） ‖ 第１　（略）",
                "第２　定義 ‖ 第２　定義",
                "（１）　（略） ‖ （１）　（略）",
            ]
        );
    }
}

/// CONVENTIONS §1.9: of folded numbers only the numbers are marked.
#[test]
fn what_joins_folded_numbers_is_not_marked() {
    let rows = |n: usize| {
        let labels = ["（２）", "（３）", "（４）", "（５）"];
        let pairs = labels.windows(2).take(n);
        pairs.map(|it| renumbered(&[], it[0], it[1], "　甲")).collect::<Vec<_>>()
    };
    for name in ["fsa", "local-gov"] {
        let two = "〔（２）〕・〔（３）〕　（略） ‖ 〔（３）〕・〔（４）〕　（略）";
        assert_eq!(shown(&builtin(name), rows(2)), [two], "{name}");
        let three = "〔（２）〕～〔（４）〕　（略） ‖ 〔（３）〕～〔（５）〕　（略）";
        assert_eq!(shown(&builtin(name), rows(3)), [three], "{name}");
    }
    let two = "【（３）】・【（４）】　［略］ ‖ 【（２）】・【（３）】　［略］";
    assert_eq!(shown(&builtin("ordinance"), rows(2)), [two]);
}

/// A unit whose new number is hidden is in the table or in the rows behind it,
/// never in both.
#[test]
fn hidden_numbers_are_told_once() {
    let rows = vec![
        same(&[], "１", "１　甲"),
        renumbered(&[], "２", "３", "　乙"),
        renumbered(&[], "３", "４", "　丙"),
        same(&["４　丙"], "ア", "ア　丁"),
        renumbered(&[], "４", "５", "　戊"),
        edited(&["５　戊"], "ア", "ア　〔己〕", "ア　〔庚〕"),
    ];
    let profile = Profile { renumbered: Renumbered::Hide, ..Profile::default() };
    let table = table(&profile, rows);
    let numbering = Some(ListName::Numbering);
    let listed = |rows: &[PrintedRow]| {
        let listed = rows.iter().filter(|row| row.list == numbering);
        listed.map(|row| (row.kind, row.rows.clone())).collect::<Vec<_>>()
    };
    assert_eq!(listed(&table.rows), [(RowKind::NumberOnly, 1..4)]);
    // A heading has no list: nothing of it is folded.
    assert_eq!(listed(&table.left_out), [(RowKind::NumberOnly, 4..5)]);
}
