//! Warnings about an official form, in words.

use super::WarningKind;

impl WarningKind {
    /// What is said of official forms.
    pub(super) fn about_forms(&self) -> Option<(String, String)> {
        Some(match self {
            Self::FormItemsNotFound { count, items } => (
                format!(
                    "この様式にあるはずの項目のうち {count} 個が見つかりません: {items}。文書にないのか、読み取れていないのかを原本で確かめてください（罫線のない PDF は、元の Word・Excel ファイルを指定すると確実です）"
                ),
                format!(
                    "{count} item(s) that this form must have were not found: {items}. See in the original whether the document lacks them or they could not be read (instead of a PDF without ruled lines, give the Word or Excel file it was made from)"
                ),
            ),
            Self::FormLabelsUnread { count, items } => (
                format!(
                    "項目名の文字はあるのに項目として読めなかったものが {count} 個あります: {items}。その記載は前の項目に入っているか、項目なしとして扱われています。原本と見比べてください（元の Word・Excel ファイルか、罫線のある PDF を指定すると読めることがあります）"
                ),
                format!(
                    "{count} label(s) stand in the document and could not be read as items: {items}. What they say was taken as part of the item before or of none; compare with the original (the Word or Excel file it was made from, or a PDF with ruled lines, may be read)"
                ),
            ),
            Self::FormItemsOfOtherVersion { count, items, version } => (
                format!(
                    "文書の様式の版（{version}）にはない項目が {count} 個あります: {items}。項目としては読んでいます。様式の版の表示が正しいかを確かめてください"
                ),
                format!(
                    "{count} item(s) belong to another version of the form than the document says ({version}): {items}. They were read all the same; see whether the version that is printed is right"
                ),
            ),
            Self::FormLogUnread => (
                "変更箇所の表に罫線がないため、その行を読めませんでした（点検・追記には使われません）。元の Word・Excel ファイルか、罫線のある PDF を指定してください".into(),
                "the 変更箇所 of the document has no ruled lines and its rows were not read (they are neither checked nor continued); give the Word or Excel file it was made from, or a PDF with ruled lines".into(),
            ),
            _ => return None,
        })
    }
}
