//! The invariants of a comparison over generated documents.
//!
//! `PROPTEST_CASES=2560 cargo test --test properties` looks ten times as far,
//! `PROPTEST_RNG_SEED=7` elsewhere; as it stands, every run sees the same
//! cases.

mod support;

#[path = "properties/compared.rs"]
mod compared;
#[path = "properties/found.rs"]
mod found;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use compared::{Laid, compare, is_plain, try_compare};
use found::{Rates, judge_mutation, judge_plan};
use shinkyu::model::{Side, Sides};
use shinkyu::report::{Cell, Change, Report};
use support::family::Family;
use support::mutate::{Mutation, Plan, mutate};
use support::prose::Prose;
use support::render::{Layout, Pages, Width, render};
use support::tree::{Outline, Shape, grow};
use support::truth::Truth;
use support::{Pair, Preset};

/// A share of the cases proptest is asked for (256 as it stands), from a fixed seed unless one is
/// given in the environment.
fn config(share: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let rng_seed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(8),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    ProptestConfig { cases: asked.cases / share, failure_persistence: None, rng_seed, ..asked }
}

fn a_shape() -> impl Strategy<Value = Shape> {
    (select(&Family::ALL[..]), 200_usize..3_000)
        .prop_map(|(family, characters)| Shape::new(family, characters))
}

fn a_layout() -> impl Strategy<Value = Layout> {
    let columns = prop_oneof![Just(None), (18_usize..50).prop_map(Some)];
    let width = select(vec![Width::Mixed, Width::Full, Width::Half]);
    (columns, width, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(columns, width, padded, airy, indented)| Layout {
            columns,
            width,
            padded,
            airy,
            indented,
            pages: None,
        },
    )
}

fn document(shape: &Shape, seed: u64) -> Outline {
    grow(shape, &mut Prose::new(seed))
}

/// The first row that is not an unchanged one, for messages.
fn first_change(report: &Report) -> Option<String> {
    let row = report.table.rows.iter().find(|row| !is_plain(row))?;
    let text = |side| row.cells.get(side).as_ref().map(shinkyu::report::Cell::text);
    Some(format!(
        "{:?} renumbered {} moved {}\n old {:?}\n new {:?}",
        row.change,
        row.renumbered,
        row.moved,
        text(Side::Old),
        text(Side::New)
    ))
}

proptest! {
    #![proptest_config(config(8))]

    #[test]
    fn a_document_equals_itself(
        shape in a_shape(), layout in a_layout(), seed in any::<u64>(),
    ) {
        let text = render(&document(&shape, seed), &layout);
        let report = compare(&text, &text);
        prop_assert_eq!(first_change(&report), None);
        prop_assert!(report.table.rows.iter().all(|row| !row.style_only));
    }

    #[test]
    fn wraps_and_widths_do_not_matter(
        shape in a_shape(), old in a_layout(), new in a_layout(), seed in any::<u64>(),
    ) {
        let outline = document(&shape, seed);
        let report = compare(&render(&outline, &old), &render(&outline, &new));
        prop_assert_eq!(first_change(&report), None, "{:?} against {:?}", old, new);
    }

    #[test]
    fn pages_do_not_matter(
        family in select(&Family::ALL[..]), characters in 2_000_usize..4_000,
        layout in a_layout(), columns in 18_usize..50, share in 4_usize..8, seed in any::<u64>(),
    ) {
        let outline = document(&Shape::new(family, characters), seed);
        let plain = render(&outline, &Layout::PLAIN);
        let layout = Layout { columns: Some(columns), indented: true, ..layout };
        let n_lines = render(&outline, &layout).lines().count();
        let pages = Pages {
            lines: (n_lines / share).clamp(10, 40),
            head: "汐見野町例規集（令和７年版）",
        };
        let paged = render(&outline, &Layout { pages: Some(pages), ..layout });
        // Two pages do not show yet what repeats.
        prop_assume!(paged.matches('\u{c}').count() >= 3);
        let report = compare(&plain, &paged);
        prop_assert_eq!(first_change(&report), None, "{:?} {:?}", layout, pages);
        let set_aside: u64 = report.ledger.new.set_aside.values().sum();
        let n_characters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() as u64;
        prop_assert_eq!(set_aside, n_characters(&paged) - n_characters(&plain));
    }

    #[test]
    fn nothing_is_lost(
        shape in a_shape(), layout in a_layout(), seed in any::<u64>(),
    ) {
        let pair = Pair::new(&shape, &Plan::HEAVY, seed);
        let texts =
            Sides { old: render(&pair.old, &Layout::PLAIN), new: render(&pair.new, &layout) };
        let report = compare(&texts.old, &texts.new);
        for side in Side::BOTH {
            check_ledger(&report, side, texts.get(side))?;
            let text: Vec<char> = texts.get(side).chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(Laid::of(&report, side).text, text);
        }
    }

    #[test]
    fn unmarked_text_is_equal_on_both_sides(shape in a_shape(), seed in any::<u64>()) {
        let pair = Pair::new(&shape, &Plan::HEAVY, seed);
        let report =
            compare(&render(&pair.old, &Layout::PLAIN), &render(&pair.new, &Layout::PLAIN));
        for row in &report.table.rows {
            match (&row.cells.old, &row.cells.new) {
                (Some(old), Some(new)) => {
                    prop_assert!(matches!(row.change, Change::Same | Change::Edited));
                    prop_assert_eq!(compared::unmarked(old), compared::unmarked(new));
                }
                (Some(_), None) => prop_assert_eq!(row.change, Change::Removed),
                (None, Some(_)) => prop_assert_eq!(row.change, Change::Added),
                (None, None) => prop_assert!(false, "a row without cells"),
            }
        }
    }

    #[test]
    fn swapping_mirrors(shape in a_shape(), seed in any::<u64>()) {
        let pair = Pair::new(&shape, &Plan::TYPICAL, seed);
        let old = render(&pair.old, &Layout::OLD);
        let new = render(&pair.new, &Layout::NEW);
        let there = compared::pairs(&compare(&old, &new));
        prop_assert_eq!(there, compared::mirrored(&compare(&new, &old)));
    }

    /// What was split one way was merged the other way, and no character is
    /// lost or printed twice by the cut.
    #[test]
    fn splitting_mirrors_merging(
        family in select(&Family::ALL[..]), characters in 1_000_usize..5_000,
        mutation in select(&[Mutation::Split, Mutation::Merge][..]), seed in any::<u64>(),
    ) {
        let mut prose = Prose::new(seed);
        let old = grow(&Shape::new(family, characters), &mut prose);
        let Some((new, _)) = mutate(&old, mutation, &mut prose) else { return Ok(()) };
        let texts =
            Sides { old: render(&old, &Layout::OLD), new: render(&new, &Layout::NEW) };
        let there = compare(&texts.old, &texts.new);
        let back = compare(&texts.new, &texts.old);
        for side in Side::BOTH {
            check_ledger(&there, side, texts.get(side))?;
            let text: Vec<char> = texts.get(side).chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(Laid::of(&there, side).text, text);
        }
        let index = |cell: &Option<Cell>| cell.as_ref().map(|cell| cell.index);
        let indices = |report: &Report, split: bool| {
            let rows = report.table.rows.iter();
            let rows = rows.filter(|row| {
                if split { row.split_of.is_some() } else { !row.merged_from.is_empty() }
            });
            let pairs = rows.map(|row| (index(&row.cells.old), index(&row.cells.new)));
            pairs.collect::<Vec<_>>()
        };
        for split in [true, false] {
            let mut mirrored: Vec<_> =
                indices(&back, !split).into_iter().map(|(old, new)| (new, old)).collect();
            mirrored.sort_unstable();
            let mut there = indices(&there, split);
            there.sort_unstable();
            prop_assert_eq!(there, mirrored);
        }
    }

    #[test]
    fn the_same_bytes_give_the_same_report(shape in a_shape(), seed in any::<u64>()) {
        let pair = Pair::new(&shape, &Plan::HEAVY, seed);
        let old = render(&pair.old, &Layout::OLD);
        let new = render(&pair.new, &Layout::NEW);
        let reports = [compare(&old, &new), compare(&old, &new)].map(|it| format!("{it:?}"));
        prop_assert_eq!(&reports[0], &reports[1]);
    }

    /// Every family numbers its children from the start inside each parent, so
    /// nearly every label stands many times in a document.
    #[test]
    fn equal_labels_under_different_parents_never_collide(
        family in select(&Family::ALL[..]), characters in 1_000_usize..6_000, seed in any::<u64>(),
    ) {
        let mut prose = Prose::new(seed);
        let old = grow(&Shape { stub: 0.0, ..Shape::new(family, characters) }, &mut prose);
        let Some((new, change)) = mutate(&old, Mutation::Insert, &mut prose) else {
            return Ok(());
        };
        let truth = Truth::new(&old, &new);
        let report = compare(&render(&old, &Layout::PLAIN), &render(&new, &Layout::PLAIN));
        let judged = found::Judged::new(&report, &truth);
        for twin in truth.twins() {
            prop_assert!(
                judged.paired(twin),
                "{:?} of the old document lost its twin {:?}",
                truth.old[twin.old],
                truth.new[twin.new]
            );
        }
        let inserted = truth.new.iter().position(|unit| unit.id == change.unit);
        prop_assert_eq!(inserted.and_then(|it| judged.fate_of_new(it)), Some(Change::Added));
    }
}

/// How many small pairs [`every_pair_keeps_every_invariant`] sees for each case
/// that proptest is asked for: 2,048 as it stands.
const PAIRS_PER_CASE: u32 = 8;

proptest! {
    #![proptest_config(ProptestConfig { cases: config(1).cases * PAIRS_PER_CASE, ..config(1) })]

    #[test]
    fn every_pair_keeps_every_invariant(
        family in select(&Family::ALL[..]), characters in 100_usize..700,
        share in 1_u32..10, old in a_layout(), new in a_layout(), seed in any::<u64>(),
    ) {
        let share = f64::from(share) / 20.0;
        let plan = Plan {
            edit: share, insert: share / 4.0, delete: share / 4.0, relocate: share / 4.0,
            split: share / 8.0, merge: share / 8.0,
        };
        let pair = Pair::new(&Shape::new(family, characters), &plan, seed);
        let texts = Sides {
            old: render(&pair.old, &Layout::PLAIN),
            new: render(&pair.new, &Layout::PLAIN),
        };
        let report = compare(&texts.old, &texts.new);
        // The old words without the marked ones are the new words without the
        // marked ones: the marks, applied to one side, give the other.
        for row in &report.table.rows {
            if let (Some(old), Some(new)) = (&row.cells.old, &row.cells.new) {
                prop_assert_eq!(compared::unmarked(old), compared::unmarked(new));
            }
        }
        // The cells hold both texts and nothing else.
        for side in Side::BOTH {
            check_ledger(&report, side, texts.get(side))?;
            let text: Vec<char> = texts.get(side).chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(Laid::of(&report, side).text, text);
        }
        prop_assert_eq!(compared::pairs(&report), compared::mirrored(&compare(&texts.new, &texts.old)));
        // However it is set, the same rows bear the same marks.
        let set = compare(&render(&pair.old, &old), &render(&pair.new, &new));
        prop_assert_eq!(compared::pairs(&report), compared::pairs(&set));
        for side in Side::BOTH {
            prop_assert_eq!(Laid::of(&report, side).changed, Laid::of(&set, side).changed);
        }
    }
}

/// One thread and four give the same bytes.
#[test]
fn threads_do_not_matter() {
    let pool = |n_threads| {
        rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().expect("some threads")
    };
    let (one, four) = (pool(1), pool(4));
    for seed in 0..300 {
        let family = Family::ALL[seed as usize % Family::ALL.len()];
        let pair = Pair::new(&Shape::new(family, 1_500), &Plan::HEAVY, seed);
        let texts = [render(&pair.old, &Layout::OLD), render(&pair.new, &Layout::NEW)];
        let [first, second] =
            [&one, &four].map(|pool| pool.install(|| compare(&texts[0], &texts[1])));
        assert_eq!(format!("{first:?}"), format!("{second:?}"), "{family:?} {seed}");
    }
}

fn check_ledger(report: &Report, side: Side, text: &str) -> Result<(), TestCaseError> {
    let ledger = report.ledger.get(side);
    let n_characters = text.chars().filter(|c| !c.is_whitespace()).count() as u64;
    prop_assert_eq!(ledger.characters, n_characters);
    prop_assert_eq!(report.sources.get(side).characters, n_characters);
    prop_assert_eq!(ledger.compared, Laid::of(report, side).text.len() as u64);
    prop_assert_eq!(ledger.compared + ledger.set_aside.values().sum::<u64>(), n_characters);
    Ok(())
}

/// Text with more of the characters that mean something here than chance
/// would bring.
fn any_text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        3 => select("第１２３1一二ⅠⅡ①②（）()－-．.アイ章条項号の　 ・【】例、。\n\n\n".chars().collect::<Vec<_>>()),
        2 => select("施設の管理を確認しなければならない。令和７年4月ﾃﾞｰﾀe\u{301}が\u{3099}⺟︀".chars().collect::<Vec<_>>()),
        1 => select("\t\r\u{b}\u{c}\u{85}\u{a0}\u{200b}\u{2028}\u{3000}\u{feff}\u{ad}\u{1f468}\u{200d}\u{e0101}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    proptest::collection::vec(character, 0..300).prop_map(|chars| chars.into_iter().collect())
}

/// Whether the reader may take these characters for something other than the
/// UTF-8 text they are: control characters speak of binary data or of
/// ISO-2022-JP, a byte order mark is not content.
fn is_plainly_text(text: &str) -> bool {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}');
    !text.starts_with('\u{feff}') && !text.chars().any(|c| odd(c) || c == '\u{fffd}')
}

proptest! {
    #![proptest_config(config(2))]

    #[test]
    fn any_text_is_survived(old in any_text(), new in any_text()) {
        let texts = Sides { old, new };
        let Ok(report) = try_compare(&texts.old, &texts.new) else { return Ok(()) };
        for side in Side::BOTH {
            let laid = Laid::of(&report, side);
            let ledger = report.ledger.get(side);
            let set_aside: u64 = ledger.set_aside.values().sum();
            prop_assert_eq!(ledger.characters, ledger.compared + set_aside);
            prop_assert_eq!(ledger.compared, laid.text.len() as u64);
            if is_plainly_text(texts.get(side)) {
                check_ledger(&report, side, texts.get(side))?;
                prop_assert!(is_within(&laid.text, texts.get(side)), "the order has changed");
            }
        }
    }
}

/// Whether all characters stand in the text in this order.
fn is_within(characters: &[char], text: &str) -> bool {
    let mut rest = text.chars();
    characters.iter().all(|wanted| rest.any(|c| c == *wanted))
}

/// Each kind of mutation, made once in each of many documents, is reported as
/// what it is. The rates are printed with `--nocapture`.
#[test]
fn named_mutations_are_found() {
    let mut rates = Rates::default();
    for family in Family::ALL {
        for mutation in Mutation::ALL {
            for seed in 0..6 {
                let mut prose = Prose::new(1_000 + seed);
                let old = grow(&Shape::new(family, 2_500), &mut prose);
                let Some((new, change)) = mutate(&old, mutation, &mut prose) else {
                    continue;
                };
                judge_mutation(&old, &new, change, &mut rates);
            }
        }
    }
    rates.print("one mutation in 2,500 characters, six families");
    for (name, floor) in [
        ("pairs", 0.999),
        ("renumbered", 0.99),
        ("EditWord", 0.97),
        ("EditNumber", 0.97),
        ("EditClause", 0.97),
        ("EditSentence", 0.97),
        ("Rewrite", 0.9),
        ("Insert", 0.97),
        ("Delete", 0.97),
        ("Move", 0.97),
        ("Split", 0.97),
        ("Merge", 0.9),
        ("nothing split or merged", 0.97),
    ] {
        rates.assert_at_least(name, floor);
    }
}

/// Revisions of many kinds at once, both sides wrapped differently.
#[test]
fn whole_revisions_are_found() {
    let typical = [("pairs", 0.998), ("renumbered", 0.99), ("edited", 0.98), ("moved", 0.95)];
    let heavy = [("pairs", 0.99), ("renumbered", 0.98), ("edited", 0.98), ("moved", 0.95)];
    for (preset, floors) in [(Preset::TYPICAL, typical), (Preset::HEAVY, heavy)] {
        let mut rates = Rates::default();
        for family in Family::ALL {
            for seed in 0..5 {
                let shape = Shape::new(family, 8_000);
                judge_plan(&Pair::new(&shape, &preset.plan, seed), &preset, &mut rates);
            }
        }
        rates.print(preset.name);
        for (name, floor) in floors {
            rates.assert_at_least(name, floor);
        }
        rates.assert_at_least("unchanged text left unmarked", 0.995);
    }
}
