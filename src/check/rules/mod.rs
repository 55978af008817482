//! The rules, by subject. To add one is a static and a line here.

mod blanks;
mod body;
mod chain;
mod citations;
mod dates;
mod entries;
mod eras;
mod excerpts;
mod forms;
mod items;
mod missing;
mod names;
mod previous;
mod publication;
mod same;
mod skipped;
mod timing;
mod vanished;
mod wording;

use super::Rule;

/// All rules, in the order in which they are listed.
pub(super) static ALL: &[&Rule] = &[
    &body::AFTER_DIFFERS,
    &chain::CHAIN_BROKEN,
    &missing::MISSING,
    &entries::PHANTOM,
    &entries::DUPLICATE,
    &vanished::VANISHED,
    &items::NO_LOG,
    &items::UNKNOWN,
    &names::MARK,
    &names::ITEM_NAME,
    &blanks::ROW_EMPTY,
    &blanks::SIDE_BLANK,
    &wording::BRACKETS,
    &wording::DRIFT,
    &timing::EMPTY,
    &timing::AFTER_ON_IMPORTANT,
    &dates::UNREADABLE,
    &dates::AFTER_PUBLICATION,
    &dates::UNSORTED,
    &eras::FIRST_YEAR,
    &eras::OUTSIDE_ERA,
    &skipped::PUBLICATION_MISSING,
    &publication::NOT_UPDATED,
    &publication::COUNT_STALE,
    &excerpts::HIDES_CHANGE,
    &excerpts::ANCHORS_DIFFER,
    &citations::RENUMBERED_ELSEWHERE,
    &forms::DISAGREE,
    &skipped::FORM_UNKNOWN,
    &skipped::NOT_CHECKED,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{nearest_rule, rule, rules};

    #[test]
    fn rules_have_names_of_their_own_and_words_in_both_languages() {
        let ids: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), rules().count());
        for rule in rules() {
            let is_kebab =
                rule.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            assert!(is_kebab, "{}", rule.id);
            for [ja, en] in [rule.about, rule.remedy] {
                assert!(!ja.is_ascii() && !en.is_empty(), "{}", rule.id);
            }
        }
    }

    #[test]
    fn a_mistyped_name_finds_its_neighbour() {
        assert_eq!(nearest_rule("dates-unsortd").map(|it| it.id), Some("dates-unsorted"));
        assert_eq!(nearest_rule("chain").map(|it| it.id), Some("log-chain-broken"));
        assert!(nearest_rule("zzz").is_none());
        assert!(rule("Item-Mark").is_some());
    }
}
