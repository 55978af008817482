//! Versions of the forms: 平成31年１月, 令和６年10月, R6.10.

use crate::normalize::fold::fold;

/// Year of the western calendar and month.
pub(super) type Version = (u32, u32);

/// First years of the eras that forms are dated by, less one.
const ERAS: [(&str, u32); 4] = [("令和", 2018), ("平成", 1988), ("r", 2018), ("h", 1988)];

/// Reads a version as forms print it or the trees write it.
pub(super) fn parse(printed: &str) -> Option<Version> {
    let folded = fold(printed).to_lowercase();
    let (rest, before) =
        ERAS.iter().find_map(|(era, before)| Some((folded.trim().strip_prefix(era)?, before)))?;
    let rest = rest.replace('元', "1");
    let mut numbers = rest
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse::<u32>().ok().filter(|n| *n < 100));
    let (year, month) = (numbers.next()??, numbers.next()??);
    (1..=12).contains(&month).then_some((before + year, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_printed_and_as_the_trees_write_them() {
        for (printed, version) in [
            ("平成31年１月", Some((2019, 1))),
            ("令和６年10月", Some((2024, 10))),
            ("令和元年５月", Some((2019, 5))),
            ("R6.10", Some((2024, 10))),
            ("H31.1", Some((2019, 1))),
            ("令和６年", None),
            ("令和６年13月", None),
            ("", None),
        ] {
            assert_eq!(parse(printed), version, "{printed}");
        }
    }
}
