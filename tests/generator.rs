//! The generator keeps its word: truth and text agree, seeds decide everything.

mod support;

use support::family::Family;
use support::mutate::{Mutation, Plan, mutate};
use support::prose::Prose;
use support::render::{Layout, Pages, Width, render};
use support::tree::{Shape, grow};
use support::truth::{Truth, unit_at};
use support::{Pair, Preset, texts};

fn stripped(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_seed_decides_everything() {
    let shape = Shape::new(Family::Guideline, 3_000);
    let first = texts(&Preset::TYPICAL, &shape, 1);
    assert_eq!(first, texts(&Preset::TYPICAL, &shape, 1));
    assert_ne!(first.0, texts(&Preset::TYPICAL, &shape, 2).0);
}

#[test]
fn places_of_units_cover_the_text() {
    for family in Family::ALL {
        let pair = Pair::new(&Shape::new(family, 4_000), &Plan::HEAVY, 3);
        let truth = pair.truth();
        for (outline, units) in [(&pair.old, &truth.old), (&pair.new, &truth.new)] {
            let text = stripped(&render(outline, &Layout::PLAIN));
            assert_eq!(units.last().map(|unit| unit.range.end), Some(text.len()));
            assert!(units.windows(2).all(|two| two[0].range.end == two[1].range.start));
            for unit in units {
                let own: String = text[unit.range.clone()].iter().collect();
                assert!(own.starts_with(&unit.label), "{own} does not begin with {}", unit.label);
                assert_eq!(unit_at(units, unit.range.start).map(|at| units[at].id), Some(unit.id));
            }
        }
    }
}

#[test]
fn layouts_keep_the_characters() {
    let mut prose = Prose::new(5);
    let outline = grow(&Shape::new(Family::Dots, 3_000), &mut prose);
    let plain = stripped(&render(&outline, &Layout::PLAIN));
    for columns in [12, 24, 31, 43] {
        let layout = Layout { columns: Some(columns), padded: true, airy: true, ..Layout::PLAIN };
        let text = render(&outline, &layout);
        assert_eq!(stripped(&text), plain);
        let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        assert!(text.lines().map(width).all(|width: usize| width <= columns * 2));
    }
    let half = stripped(&render(&outline, &Layout { width: Width::Half, ..Layout::PLAIN }));
    assert_eq!(half.len(), plain.len());
    let pages =
        Pages { lines: 30, head: "汐見野町水辺公園管理指針（令和７年版）" };
    let paged = render(&outline, &Layout { pages: Some(pages), ..Layout::OLD });
    assert!(paged.matches('\u{c}').count() >= 2);
}

#[test]
fn families_number_as_they_should() {
    for (family, labels) in [
        (Family::Guideline, ["第１", "１", "（１）", "ア"].as_slice()),
        (Family::Law, &["第一章", "第一条", "２", "一"]),
        (Family::Assessment, &["Ⅰ", "１．", "①"]),
        (Family::Hyphens, &["１", "１－１", "１－１－１"]),
        (Family::Dots, &["１", "１．１", "１．１．１"]),
        (Family::Brackets, &["", "（１）", "①"]),
    ] {
        let outline = grow(&Shape::new(family, 9_000), &mut Prose::new(7));
        let truth = Truth::new(&outline, &outline);
        for label in labels {
            assert!(truth.new.iter().any(|unit| unit.label == *label), "{family:?} lacks {label}");
        }
        let mut seen = std::collections::BTreeSet::new();
        for unit in truth.new.iter().filter(|unit| !unit.label.is_empty()) {
            assert!(seen.insert((unit.parents.clone(), unit.label.clone())), "{}", unit.label);
        }
    }
}

#[test]
fn one_mutation_changes_one_thing() {
    for family in Family::ALL {
        for (seed, mutation) in (10..).zip(Mutation::ALL) {
            let mut prose = Prose::new(seed);
            let old = grow(&Shape::new(family, 3_000), &mut prose);
            let Some((new, change)) = mutate(&old, mutation, &mut prose) else {
                // Not every document has a unit that can be split or merged.
                assert!(mutation >= Mutation::Split, "{family:?} {mutation:?}: no unit that fits");
                continue;
            };
            assert_eq!(change.mutation, mutation);
            let truth = Truth::new(&old, &new);
            let twins = truth.twins();
            let n_edited = twins.iter().filter(|twin| truth.edited(**twin)).count();
            let (n_old, n_new) = (truth.old.len(), truth.new.len());
            match mutation {
                Mutation::Insert => {
                    assert_eq!((n_new, twins.len(), n_edited), (n_old + 1, n_old, 0));
                }
                Mutation::Delete => assert!(n_new < n_old && twins.len() == n_new && n_edited == 0),
                Mutation::Move => {
                    let order: Vec<u32> = truth.new.iter().map(|unit| unit.id).collect();
                    let before: Vec<u32> = truth.old.iter().map(|unit| unit.id).collect();
                    assert!(n_new == n_old && n_edited == 0 && order != before);
                }
                Mutation::Split => {
                    assert_eq!((n_new, twins.len(), n_edited), (n_old + 1, n_old, 0));
                    assert_eq!(truth.links.len(), 1, "{family:?}");
                }
                Mutation::Merge => {
                    assert_eq!((n_new, twins.len(), n_edited), (n_old - 1, n_new, 0));
                    assert_eq!(truth.links.len(), 1, "{family:?}");
                }
                _ => assert_eq!((n_new, n_edited), (n_old, 1), "{family:?} {mutation:?}"),
            }
        }
    }
}

#[test]
fn inserted_articles_get_branch_numbers() {
    let mut prose = Prose::new(11);
    let old = grow(&Shape::new(Family::Law, 20_000), &mut prose);
    let plan = Plan { insert: 0.3, ..Plan::NONE };
    let (new, _) = support::mutate::revise(&old, &plan, &mut prose);
    let truth = Truth::new(&old, &new);
    assert!(truth.new.iter().any(|unit| unit.label.ends_with("条の二")));
    for twin in truth.twins().into_iter().filter(|twin| truth.renumbered(*twin)) {
        assert!(!truth.old[twin.old].label.ends_with('条'), "an article lost its number");
    }
}

/// What `benches/make_pair.rs` says of its pair with spread edits.
#[test]
fn edits_in_two_sections_of_five_change_five_percent_of_the_text() {
    let plan = Plan { edit: 0.4, ..Plan::NONE };
    let truth = Pair::new(&Shape::new(Family::Guideline, 100_000), &plan, 1).truth();
    let n_changed: usize =
        truth.new.iter().flat_map(|unit| &unit.changed).map(ExactSizeIterator::len).sum();
    let n_characters = truth.new.last().map_or(0, |unit| unit.range.end);
    let per_mille = n_changed * 1_000 / n_characters;
    assert!((40..=60).contains(&per_mille), "{per_mille} of 1000 characters");
}

#[test]
fn disjoint_documents_share_nothing_but_their_preface() {
    let truth = Pair::disjoint(&Shape::new(Family::Guideline, 5_000), 1).truth();
    let ids: Vec<u32> = truth.twins().iter().map(|twin| truth.old[twin.old].id).collect();
    assert_eq!(ids, [0]);
    assert!(truth.links.is_empty());
    let words: usize =
        truth.new.iter().flat_map(|unit| &unit.changed).map(ExactSizeIterator::len).sum();
    assert!(words * 10 > truth.new.last().map_or(0, |unit| unit.range.end) * 9);
}

#[test]
fn a_flat_pair_says_the_same_under_one_heading() {
    let shape = Shape::new(Family::Guideline, 5_000);
    let plan = Plan { edit: 0.3, insert: 0.1, delete: 0.1, ..Plan::NONE };
    let changed = |truth: &Truth| -> usize {
        truth.new.iter().flat_map(|unit| &unit.changed).map(ExactSizeIterator::len).sum()
    };
    let tree = Pair::new(&shape, &plan, 1).truth();
    let flat = Pair::new(&shape, &plan, 1).flat().truth();
    assert_eq!(flat.old.len(), 2);
    assert_eq!(flat.twins().len(), 2);
    assert_eq!(changed(&flat), changed(&tree));
}
