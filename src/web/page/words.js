// The words of the page in both languages. What stands in the table and in
// messages about documents comes from the server.

const WORDS = {
  ja: {
    skip: "本文へ", brand: "新旧対照表", other: "English", again: "別の文書を比べる", close: "閉じる",
    start_title: "新旧の文書を比べて、新旧対照表を作ります",
    start_lead: "PDF・Word・Excel・HTML・テキストを2つ選ぶと、そのまま比較が始まります。",
    old_document: "旧の文書", old_hint: "改正前・現行", new_document: "新の文書", new_hint: "改正後・改定案",
    drop_here: "ここにファイルを置く", choose: "ファイルを選ぶ",
    choose_old: "旧の文書のファイルを選ぶ", choose_new: "新の文書のファイルを選ぶ", swap: "新旧を入れ替える",
    password: "この文書を開くパスワード", password_try: "開く", compare: "比べる", to_result: "前の結果に戻る",
    progress_title: "比べています", stage_read: "文書を読む", stage_align: "項を対応させる",
    stage_diff: "違いを調べる", stage_tabulate: "表を組む", cancel: "中止する",
    pages: (side, done, total) => `${side} ${done}/${total} ページ`, old: "旧", new: "新",
    promise: "文書はこのパソコンの中だけで読み、外には送りません。画面を終えると残りません。",
    kept: (name) => `${name} を受け取りました`, finished: (n) => `比較が終わりました。変更は ${n} 件です`,
    controls: "表の操作", previous: "前の変更", next: "次の変更", show: "表示", search: "表の中を探す",
    first: "最初の変更です", last: "最後の変更です",
    n_found: (at, n) => (n === 0 ? "なし" : `${at}/${n} 件`), said_found: (n) => `${n} 行が見つかりました`,
    filtered: (n) => `${n} 行を隠しています`, number: "番号", open: "原文と訂正を開く", omitted: "（略）の項を開く",
    settings: "表の様式", corrections: "訂正", notes: "注意と内訳", downloads: "ダウンロード",
    profile: "様式", title: "表題", title_hint: "空欄なら「新旧対照表」", label_new: "新の欄の見出し", label_old: "旧の欄の見出し",
    columns: "左右の並び", new_old: "左が新", old_new: "左が旧",
    unchanged: "変わらない項", hide: "省く", fold: "（略）とする", show_all: "すべて示す",
    level: "（略）とする単位", level_none: "省かない", level_section: "条・項・号", level_sentence: "長い項の中の文も",
    hide_renumbering: "番号だけの変更を示さない", hide_consequential: "引用先の番号の変更（ハネ改正）を示さない",
    settings_done: "表を作り直しました",
    warnings: "注意", no_warnings: "注意はありません。", ledger: "文字の内訳", ledger_hint: "読み取ったすべての文字が、表にあるか、次の理由で比較から除かれています。",
    row_views: "この項の表示", source: "原文", correct: "訂正する", row_previous: "前の項", row_next: "次の項",
    of_rows: (at, of) => `${at}/${of} 項`, absent: "この文書にはありません。",
    page_of: (page) => `p.${page}`, page_before: "前のページ", page_after: "次のページ",
    page_alt: (name, page) => `${name} の ${page} ページの画像。変わった文字に印があります`,
    legend: "下線と黄色の地: 変わった文字　左の縦線: この項の行", no_picture: "このページは画像にできませんでした。",
    text_of: (side) => `${side}の文`, underline: "下線を付ける", no_underline: "下線を外す",
    select_hint: "文字を選んでから押してください（キーボードでは Shift と矢印で選べます）",
    partner: (side) => `${side}の項`, none: "（相手なし）", pair: "この2つを対応させる", part: "対応を外す",
    moved: "移動とする", not_moved: "移動としない", pick: "表をクリックして選ぶ",
    picking: "表の項をクリックすると、その欄の項として選びます",
    undo: "元に戻す", redo: "やり直す", corrected: (n) => `訂正しました。訂正は ${n} 件です`,
    no_corrections: "まだ訂正はありません。表の行を開き、「訂正する」で対応や下線を直せます。",
    save_pairs: "訂正を保存", load_pairs: "訂正を読み込む", clear: "すべて取り消す",
    pairs_hint: "保存したファイルは shinkyu compare の --pairs でも使えます。",
    downloads_hint: "訂正と様式は、どの形式にも反映されます。", saved: (name) => `${name} を保存しました`,
    formats: { docx: ["Word", "編集・公表用"], xlsx: ["Excel", "絞り込み用"], pdf: ["PDF", "印刷・公表用"], html: ["HTML", "画面用"], csv: ["CSV", "表計算用"], md: ["Markdown", "レビュー用"], json: ["JSON", "プログラム用"], txt: ["テキスト", "2段組"] },
    products: "作るもの", table: "新旧対照表", log: "変更箇所",
    log_hint: "評価書などに付ける変更箇所の表です。日付・提出時期・説明は、まとめて、又は行ごとに書けます。",
    log_date: "変更日", log_effective: "施行日（実施日）", log_published: "公表日", log_timing: "提出時期", log_note: "説明",
    log_append: "文書にある変更箇所の続きにする", log_done: "変更箇所を作り直しました", log_empty: "内容の変更はありません。",
    not_let_in: "この画面の有効期限が切れました。shinkyu を起動した画面のアドレスを開き直してください。",
    no_server: "shinkyu と通信できません。終了している場合は、もう一度起動してください。", failed: "処理できませんでした。もう一度試してください。",
  },
  en: {
    skip: "To the content", brand: "comparison table", other: "日本語", again: "Compare other documents", close: "Close",
    start_title: "Compare two versions of a document",
    start_lead: "Choose two files (PDF, Word, Excel, HTML or text); the comparison begins at once.",
    old_document: "Old document", old_hint: "before the revision", new_document: "New document", new_hint: "after the revision",
    drop_here: "Drop a file here", choose: "Choose a file",
    choose_old: "Choose the file of the old document", choose_new: "Choose the file of the new document", swap: "Swap old and new",
    password: "Password of this document", password_try: "Open", compare: "Compare", to_result: "Back to the last result",
    progress_title: "Comparing", stage_read: "Reading the documents", stage_align: "Pairing the sections",
    stage_diff: "Looking for changes", stage_tabulate: "Building the table", cancel: "Stop",
    pages: (side, done, total) => `${side} ${done}/${total} pages`, old: "old", new: "new",
    promise: "Documents are read on this computer alone and sent nowhere. Nothing is kept when the program ends.",
    kept: (name) => `${name} was taken`, finished: (n) => `The comparison is done: ${n} changes`,
    controls: "Table controls", previous: "Previous", next: "Next", show: "Show", search: "Search",
    first: "This is the first change", last: "This is the last change",
    n_found: (at, n) => (n === 0 ? "none" : `${at}/${n}`), said_found: (n) => `${n} rows found`,
    filtered: (n) => `${n} rows are hidden`, number: "Number", open: "open sources and corrections", omitted: "open omitted sections",
    settings: "Layout", corrections: "Corrections", notes: "Notes", downloads: "Download",
    profile: "Profile", title: "Title", title_hint: "empty for 新旧対照表", label_new: "Label of the new column", label_old: "Label of the old column",
    columns: "Order of columns", new_old: "new left", old_new: "old left",
    unchanged: "Unchanged sections", hide: "leave out", fold: "fold into （略）", show_all: "show",
    level: "What is folded", level_none: "nothing", level_section: "numbered sections", level_sentence: "sentences, too",
    hide_renumbering: "Do not show changes of numbers alone", hide_consequential: "Do not show citations that follow a renumbering",
    settings_done: "The table was made anew",
    warnings: "Warnings", no_warnings: "There are no warnings.", ledger: "Characters", ledger_hint: "Every character that was read is in the table or set aside for one of these reasons.",
    row_views: "Views of this section", source: "Sources", correct: "Correct", row_previous: "Previous section", row_next: "Next section",
    of_rows: (at, of) => `section ${at}/${of}`, absent: "This document has no such section.",
    page_of: (page) => `p.${page}`, page_before: "Page before", page_after: "Page after",
    page_alt: (name, page) => `Picture of page ${page} of ${name}; changed characters are marked`,
    legend: "Underlined on yellow: changed characters. Line at the left: this section", no_picture: "This page could not be drawn.",
    text_of: (side) => `Text of the ${side} document`, underline: "Underline", no_underline: "No underline",
    select_hint: "Select characters first (with the keyboard: Shift and arrows)",
    partner: (side) => `Section, ${side}`, none: "(no partner)", pair: "Pair these two", part: "Take the pair apart",
    moved: "Call it moved", not_moved: "Do not call it moved", pick: "Choose in the table",
    picking: "Click a section of the table to choose it on its side",
    undo: "Undo", redo: "Redo", corrected: (n) => `Done; there are ${n} corrections`,
    no_corrections: "No corrections yet. Open a row of the table and choose “Correct” to change pairs and underlines.",
    save_pairs: "Save corrections", load_pairs: "Load corrections", clear: "Take all back",
    pairs_hint: "The file also works with shinkyu compare --pairs.",
    downloads_hint: "Corrections and layout are in every format.", saved: (name) => `${name} was saved`,
    formats: { docx: ["Word", "to edit and publish"], xlsx: ["Excel", "to filter"], pdf: ["PDF", "to print and publish"], html: ["HTML", "for the screen"], csv: ["CSV", "for spreadsheets"], md: ["Markdown", "for reviews"], json: ["JSON", "for programs"], txt: ["Text", "two columns"] },
    products: "What is made", table: "Comparison table", log: "Log of changes",
    log_hint: "The log (変更箇所) that goes with an assessment document. Day, timing and note can be written for all rows or for each.",
    log_date: "Day of change", log_effective: "Day of effect", log_published: "Day of publication", log_timing: "Timing (事前/事後)", log_note: "Note",
    log_append: "Continue the log in the document", log_done: "The log was made anew", log_empty: "Nothing changed in content.",
    not_let_in: "This page has expired. Open the address that shinkyu printed again.",
    no_server: "shinkyu does not answer. If it has ended, start it again.", failed: "This did not work. Try again.",
  },
};

let lang = "ja";

export const words = () => WORDS[lang];
export const language = () => lang;

/** Puts the words of a language into the page. */
export function speak(chosen) {
  lang = chosen === "en" ? "en" : "ja";
  document.documentElement.lang = lang;
  const own = words();
  document.title = `shinkyu ${own.brand}`;
  for (const part of document.querySelectorAll("[data-t]")) part.textContent = own[part.dataset.t];
  for (const part of document.querySelectorAll("[data-t-label]")) part.setAttribute("aria-label", own[part.dataset.tLabel]);
  for (const part of document.querySelectorAll("[data-t-placeholder]")) part.placeholder = own[part.dataset.tPlaceholder];
  const other = document.getElementById("language");
  other.textContent = own.other;
  other.lang = lang === "ja" ? "en" : "ja";
}
