//! What is said on standard error after a run: warnings, and one line for each
//! written file.

use crate::error::{Warning, WarningKind};
use crate::lang::Lang;
use crate::model::Sides;

/// One line for a warning: `old.pdf 12ページ: …`, `old.pdf p.12: …`.
pub(super) fn warning(warning: &Warning, names: &Sides<&str>, lang: Lang) -> String {
    // The page is one of the file that the notice is about.
    let (name, kind) = match &warning.kind {
        WarningKind::InEarlierLog { file, kind } => {
            (format!("{}{file}", lang.pick("追記元 ", "continued log ")), kind.as_ref())
        }
        kind => ((*names.get(warning.side)).to_owned(), kind),
    };
    let place = match (warning.page, lang) {
        (Some(page), Lang::Ja) => format!(" {page}ページ"),
        (Some(page), Lang::En) => format!(" p.{page}"),
        (None, _) => String::new(),
    };
    format!("{name}{place}: {}", kind.message(lang))
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
        let kind = Box::new(WarningKind::PageWithoutText);
        let kind = WarningKind::InEarlierLog { file: "log.pdf".into(), kind };
        let line = warning(&Warning { side: Side::New, kind, page: Some(3) }, &names, Lang::Ja);
        assert!(line.starts_with("追記元 log.pdf 3ページ: 文字情報"), "{line}");
    }
}
