//! Warnings about what was read, in words.

use super::WarningKind;

impl WarningKind {
    /// What is said of the pages of a PDF, in Japanese and in English.
    pub(super) fn about_pages(&self) -> Option<(String, String)> {
        Some(match self {
            Self::PageWithoutText => (
                "文字情報のないページです（画像だけのページは比較されません）".into(),
                "the page holds no text (a page that is only a picture is not compared)".into(),
            ),
            Self::PageUnreadable => (
                "ページを読めませんでした（このページは比較されていません）".into(),
                "the page could not be read and is not compared".into(),
            ),
            Self::PageTorn => (
                "ページの内容が壊れていて、途中までしか読めていません。このページの比較結果は信用できません。元の文書から PDF を作り直してください".into(),
                "the content of the page is damaged and was read in part only; its comparison cannot be trusted; make the PDF again from the original".into(),
            ),
            Self::ReadersDisagree { first_only, second_only } => (
                format!(
                    "2つの読取り結果が一致しません（一方だけにある文字 {first_only}・{second_only} 字）。原本と見比べてください"
                ),
                format!(
                    "two independent readings differ ({first_only} and {second_only} characters seen by one only); compare with the original"
                ),
            ),
            Self::PagesUnconfirmed { count } => (
                format!("{count} ページは1つの方法でしか読めず、読取りの照合ができていません"),
                format!("{count} page(s) could be read in one way only and are not cross-checked"),
            ),
            Self::RuinedText { percent } => (
                format!(
                    "文字情報が壊れています（正しくない文字 約{percent}％）。このページの比較結果は信用できません。元の文書から PDF を作り直すか、文字認識（OCR）をかけてください"
                ),
                format!(
                    "the text of the page is ruined (about {percent} % of its characters are wrong) and its comparison cannot be trusted; make the PDF again from the original or run character recognition (OCR)"
                ),
            ),
            Self::UnmappedGlyphs { count } => (
                format!("文字コードの分からない字が {count} 字あります（〓 として扱います）"),
                format!("{count} glyph(s) have no known character (shown as 〓)"),
            ),
            Self::HiddenCharacters { count } => (
                format!(
                    "紙面の外や枠の外に隠れて見えない字が {count} 字あります（比較していません）"
                ),
                format!(
                    "{count} character(s) lie outside the page or are cut off by a frame and are not compared"
                ),
            ),
            _ => return None,
        })
    }

    /// What is said of documents of any format.
    pub(super) fn about_text(&self) -> Option<(String, String)> {
        Some(match self {
            Self::NoPublicationDay => (
                "公表日が見つからないため、提出時期の案を入れていません。--published で公表日を指定してください".into(),
                "no day of publication was found, so no 提出時期 is proposed; give it with --published".into(),
            ),
            Self::LooksLikeComparisonTable => (
                "新旧対照表のようです。対照表から新旧の文を取り出すコマンドはまだないため、普通の文書として比較します".into(),
                "this looks like a comparison table itself; there is no command yet that reads the old and the new text out of one, so it is compared like any other document".into(),
            ),
            Self::RunningHeadChanged { old, new } => (
                format!(
                "比較から除いた柱（各ページに繰り返す文言）が新旧で違います: 旧「{old}」、新「{new}」"
            ),
                format!(
                    "the running heads, which are not compared, differ: old {old:?}, new {new:?}"
                ),
            ),
            Self::HiddenTextChanged { old, new } => (
                format!(
                    "比較から除いた隠し文字（非表示の行・列・シートなど）が新旧で違います: 旧「{old}」、新「{new}」"
                ),
                format!(
                    "hidden text (hidden rows, columns, sheets …), which is not compared, differs: old {old:?}, new {new:?}"
                ),
            ),
            Self::SheetNamesChanged { old, new } => (
                format!(
                    "シート名（タブの名前）が新旧で違います: 旧「{old}」、新「{new}」。印刷されない名前なので、比較には含めていません"
                ),
                format!(
                    "names of sheets differ: old {old:?}, new {new:?}; they are not printed, so they are not compared"
                ),
            ),
            Self::EncodingGuessed { label } => (
                format!("文字コードを {label} と判断して読みました"),
                format!("the encoding was taken to be {label}"),
            ),
            Self::UndecodableBytes { line } => (
                format!("{line} 行目に文字として読めないバイトがあります（� で示します）"),
                format!("line {line} holds bytes that are no valid characters (shown as �)"),
            ),
            _ => return None,
        })
    }

    /// What is said of Office documents.
    pub(super) fn about_office(&self) -> Option<(String, String)> {
        Some(match self {
            Self::PartUnreadable { part } => (
                format!("文書の中の部品 {part} を読めませんでした（その内容は比較していません）"),
                format!("the part {part} of the document could not be read and is not compared"),
            ),
            Self::ObjectsUnread { count } => (
                format!(
                    "グラフ・図・埋め込まれた文書が {count} 個あり、その中の文字は比較していません"
                ),
                format!("{count} chart(s), diagram(s) or embedded document(s) are not compared"),
            ),
            Self::NumbersGuessed { count } => (
                format!(
                    "自動番号の書式が分からない段落が {count} 個あります（1, 2, 3 の形で示します）"
                ),
                format!("{count} automatic number(s) of an unknown format (shown as 1, 2, 3)"),
            ),
            Self::FieldsWithoutResult { count } => (
                format!(
                    "計算結果がファイルに保存されていないフィールド（自動番号、日付、相互参照など）が {count} 個あり、その表示は比較していません。Word で全体を選んで F9 キーで更新し、保存し直すか PDF にしてください"
                ),
                format!(
                    "{count} field(s) (automatic number, date, cross-reference …) have no stored result and what they show is not compared; update them in Word (select all, F9) and save, or save as PDF"
                ),
            ),
            Self::FormulasWithoutResult { sheet, cell, count } => (
                format!(
                    "シート「{sheet}」に計算結果が保存されていない数式が {count} 個あり（最初はセル {cell}）、空欄として読みました。Excel で開いて上書き保存してから、もう一度比較してください"
                ),
                format!(
                    "{count} formula(s) of the sheet {sheet:?} (the first in cell {cell}) have no stored result and are read as empty; open the workbook in Excel, save it and run this again"
                ),
            ),
            Self::TrackedChanges { count, accepted: true } => (
                format!(
                    "変更履歴が {count} 箇所あります。すべて承認したものとして読みました（--tracked reject で元の文言を読みます）"
                ),
                format!(
                    "{count} tracked change(s) were read as accepted (--tracked reject reads the text before them)"
                ),
            ),
            Self::TrackedChanges { count, accepted: false } => (
                format!("変更履歴が {count} 箇所あります。すべて元に戻したものとして読みました"),
                format!("{count} tracked change(s) were read as rejected"),
            ),
            _ => return None,
        })
    }
}
