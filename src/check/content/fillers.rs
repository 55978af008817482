//! Words that stand in a cell instead of a text, as compared (CONVENTIONS §4.9).

/// There was nothing.
pub(super) const NOTHING: [&str; 15] = [
    "左記項目なし",
    "(左記項目なし)",
    "(記載なし)",
    "記載なし",
    "(記載無し)",
    "(新規)",
    "(新設)",
    "右記項目を追加",
    "(右記項目を追加)",
    "(新規追加)",
    "-",
    "―",
    "ー",
    "—",
    "(なし)",
];
/// There is nothing any more.
pub(super) const DELETED: [&str; 14] = [
    "(削除)",
    "削除",
    "左記項目を削除",
    "(左記項目を削除)",
    "左記を削除",
    "(左記を削除)",
    "(項目削除)",
    "項目削除",
    "(削る)",
    "削る",
    "(全文削除)",
    "全文削除",
    "(記載削除)",
    "記載削除",
];
/// The two sides say the same.
pub(super) const SAME: [&str; 6] =
    ["同左", "(同左)", "変更なし", "(変更なし)", "(現行どおり)", "現行どおり"];
/// Items were added that are not written out.
pub(super) const EACH_ADDED: [&str; 9] = [
    "(各項目追加)",
    "各項目追加",
    "(各項目を追加)",
    "各項目を追加",
    "(全項目追加)",
    "(項目追加)",
    "項目追加",
    "(項目を追加)",
    "項目を追加",
];
/// The text behind it was added.
pub(super) const ADDED: [&str; 3] = ["(追加)", "(追記)", "(新規追加)"];
/// Lines of their own over a text that was added.
pub(super) const ADDED_BELOW: [&str; 6] =
    ["以下を追加", "(以下を追加)", "下記を追加", "(下記を追加)", "次を追加", "(次を追加)"];
/// The cell goes on with the one above it.
pub(super) const CONTINUED: [&str; 5] =
    ["(追加:上記の続き)", "(追加、上記の続き)", "(上記の続き)", "(続き)", "(追加:続き)"];
