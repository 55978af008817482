//! Values that are typed as text: labels and sizes.

use super::Misuse;
use crate::model::Sides;

/// `改正後,改正前`: the label of the new side, then that of the old side. The
/// comma may be a Japanese one.
pub(super) fn parse_labels(typed: &str) -> Result<Sides<String>, Misuse> {
    let labels: Vec<&str> = typed.split([',', '，', '、']).map(str::trim).collect();
    match labels.as_slice() {
        [new, old] if !new.is_empty() && !old.is_empty() => {
            Ok(Sides { old: (*old).to_owned(), new: (*new).to_owned() })
        }
        _ => Err(Misuse::new(
            format!(
                "--labels {typed}: 「改正後,改正前」のように、新・旧の順にコンマで区切って2つ指定してください。"
            ),
            format!(
                "--labels {typed}: give two labels with a comma between them, first of the new document, then of the old one"
            ),
        )),
    }
}

/// Offsets are 32 bits wide, and a byte of a text file may become three.
const LARGEST_SIZE: u64 = 1 << 30;

/// `512M`, `800K`, `1G`, `1048576`, also `512MB` and `512MiB`; multiples of
/// 1024.
pub(super) fn parse_size(typed: &str) -> Result<u64, Misuse> {
    let upper = typed.trim().to_ascii_uppercase();
    let digits = upper.trim_end_matches(|c: char| !c.is_ascii_digit());
    let factor = match upper.strip_prefix(digits).unwrap_or_default().trim() {
        "" | "B" => Some(1),
        "K" | "KB" | "KIB" => Some(1_u64 << 10),
        "M" | "MB" | "MIB" => Some(1 << 20),
        "G" | "GB" | "GIB" => Some(1 << 30),
        _ => None,
    };
    let size = digits.parse::<u64>().ok().zip(factor).and_then(|(n, unit)| n.checked_mul(unit));
    match size {
        Some(size) if (1..=LARGEST_SIZE).contains(&size) => Ok(size),
        _ => Err(Misuse::new(
            format!("--max-size {typed}: 512M のように 1G までの大きさを指定してください。"),
            format!("--max-size {typed}: give a size up to 1G, as in 512M"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_the_new_side_first() {
        let expected = Sides { old: "現行".to_owned(), new: "改定案".to_owned() };
        for typed in ["改定案,現行", "改定案，現行", "改定案、 現行"] {
            assert_eq!(parse_labels(typed).as_ref(), Ok(&expected), "{typed}");
        }
        for typed in ["改定案", "改定案,", "a,b,c", ""] {
            assert!(parse_labels(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn sizes_have_units_and_a_limit() {
        assert_eq!(parse_size("512M"), Ok(512 << 20));
        assert_eq!(parse_size("800 kb"), Ok(800 << 10));
        assert_eq!(parse_size("1GiB"), Ok(1 << 30));
        assert_eq!(parse_size("77"), Ok(77));
        for typed in ["", "M", "0", "-5", "1T", "2G", "1.5M", "99999999999999999999G", "５M"] {
            assert!(parse_size(typed).is_err(), "{typed}");
        }
    }
}
