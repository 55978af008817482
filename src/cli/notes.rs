//! What is said on standard error after a run: warnings, and one line for each
//! written file.

use crate::error::Warning;
use crate::lang::Lang;
use crate::model::Sides;
use crate::tabulate::Counts;

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

/// Number of rows of each kind in words. The three usual kinds are always
/// named, the others where they occur.
pub(super) fn counts(counts: &Counts, lang: Lang) -> String {
    let edited = counts.edited.saturating_sub(counts.number_only);
    let kinds = [
        (lang.pick("改正", "amended"), edited, true),
        (lang.pick("新設", "added"), counts.added, true),
        (lang.pick("削除", "removed"), counts.removed, true),
        (lang.pick("番号のみ", "number only"), counts.number_only, false),
        (lang.pick("移動", "moved"), counts.moved, false),
    ];
    let named = kinds.iter().filter(|(_, n, always)| *always || *n > 0);
    let parts: Vec<String> = named.map(|(word, n, _)| format!("{word} {n}")).collect();
    parts.join(lang.pick("、", ", "))
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

    #[test]
    fn rows_are_counted_once_each() {
        let some = Counts { edited: 14, added: 3, removed: 1, number_only: 2, ..Counts::default() };
        assert_eq!(counts(&some, Lang::Ja), "改正 12、新設 3、削除 1、番号のみ 2");
        let none = Counts { moved: 1, ..Counts::default() };
        assert_eq!(counts(&none, Lang::En), "amended 0, added 0, removed 0, moved 1");
    }
}
