//! What is said on standard error after a run: warnings, and one line for each
//! written file.

use crate::error::Warning;
use crate::lang::Lang;
use crate::model::Sides;

/// One line for a warning: `old.pdf 12ページ: …`, `old.pdf p.12: …`.
pub(super) fn warning(warning: &Warning, names: &Sides<&str>, lang: Lang) -> String {
    let name = names.get(warning.side);
    let place = match (warning.page, lang) {
        (Some(page), Lang::Ja) => format!(" {page}ページ"),
        (Some(page), Lang::En) => format!(" p.{page}"),
        (None, _) => String::new(),
    };
    format!("{name}{place}: {}", warning.kind.message(lang))
}

/// One line for a written file, with the number of rows of each kind.
pub(super) fn written(path: &str, counts: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{path} を書きました（{counts}）"),
        Lang::En => format!("wrote {path} ({counts})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::WarningKind;
    use crate::model::Side;

    #[test]
    fn warnings_name_file_and_page() {
        let names = Sides { old: "old.pdf", new: "new.pdf" };
        let noticed = |page| Warning { side: Side::New, kind: WarningKind::PageWithoutText, page };
        let line = warning(&noticed(Some(12)), &names, Lang::Ja);
        assert!(line.starts_with("new.pdf 12ページ: "), "{line}");
        let line = warning(&noticed(Some(12)), &names, Lang::En);
        assert!(line.starts_with("new.pdf p.12: "), "{line}");
        let line = warning(&noticed(None), &names, Lang::En);
        assert!(line.starts_with("new.pdf: "), "{line}");
    }
}
