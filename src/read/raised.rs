//! Raised and lowered characters. What is raised changes what is said: 10³ is
//! not 103, and 10 with the note 1 is not 101.

/// Characters and their superscript forms: digits and signs, and the letters of
/// Roman numerals.
const SUPERSCRIPT: (&str, &str) = ("0123456789+-−=()ivxlcdmn", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱᵛˣˡᶜᵈᵐⁿ");
/// Characters and their subscript forms.
#[cfg(feature = "html")]
const SUBSCRIPT: (&str, &str) = ("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎");

/// A text in superscript characters, if each of its characters has such a form.
pub(super) fn superscript(text: &str) -> Option<String> {
    in_forms(text, SUPERSCRIPT)
}

/// A text in subscript characters, if each of its characters has such a form.
#[cfg(feature = "html")]
pub(super) fn subscript(text: &str) -> Option<String> {
    in_forms(text, SUBSCRIPT)
}

/// White space stays as it is, and full-width characters count as others do.
fn in_forms(text: &str, (plain, forms): (&str, &str)) -> Option<String> {
    let form = |c: char| {
        let narrow = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0)?,
            _ => c,
        };
        let own = || plain.chars().zip(forms.chars()).find(|&(known, _)| known == narrow);
        if c.is_whitespace() { Some(c) } else { own().map(|(_, form)| form) }
    };
    text.chars().map(form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_forms_is_raised() {
        assert_eq!(superscript("１2").as_deref(), Some("¹²"));
        assert_eq!(superscript("(-3) ").as_deref(), Some("⁽⁻³⁾ "));
        assert_eq!(superscript("xiv").as_deref(), Some("ˣⁱᵛ"));
        assert_eq!((superscript("※1"), superscript("一")), (None, None));
    }

    #[cfg(feature = "html")]
    #[test]
    fn only_what_has_forms_is_lowered() {
        assert_eq!(subscript("2").as_deref(), Some("₂"));
        assert_eq!(subscript("x"), None);
        for (plain, forms) in [SUPERSCRIPT, SUBSCRIPT] {
            assert_eq!(plain.chars().count(), forms.chars().count());
        }
    }

    #[cfg(feature = "html")]
    #[test]
    fn pages_keep_their_powers_apart() {
        use crate::error::Warnings;
        use crate::model::Side;
        use crate::read::{Input, ReadOptions, read};

        let page = "<html><p>10<sup>3</sup>とCO<sub>2</sub>、本人<sup><a href=x>１</a></sup>と\
            注<sup>※1</sup>は103";
        let input = Input { name: "a.html".into(), bytes: page.into() };
        let mut warnings = Warnings::new(Side::New);
        let extract = read(&input, &ReadOptions::default(), &mut warnings).expect("it is a page");
        let text = extract.source.original().trim().to_owned();
        assert_eq!(text, "10³とCO₂、本人¹と注※1は103");
    }
}
