//! The help in Japanese: one table for the commands, one for their options.
//!
//! The English help is the doc comments of `args.rs`. A test makes sure that
//! every command and option has its line here.

use clap::builder::Str;
use clap::{Arg, ArgAction};

/// Name, explanation, usage.
static COMMANDS: &[(&str, &str, &str)] = &[
    (
        "shinkyu",
        "ガイドライン・規程・評価書などの新旧2つの文書を比べ、新旧対照表を作ります",
        "shinkyu [オプション] <コマンド>",
    ),
    (
        "compare",
        "2つの文書を比べて新旧対照表を書き出す",
        "shinkyu compare [オプション] <旧ファイル> <新ファイル>",
    ),
    (
        "log",
        "評価書などの変更箇所（変更の記録）を作る",
        "shinkyu log [オプション] <旧ファイル> <新ファイル>",
    ),
    (
        "check",
        "特定個人情報保護評価書の変更箇所と各項目を点検する",
        "shinkyu check [オプション] <評価書>",
    ),
    (
        "inspect",
        "ファイルがどう読み取られたかをページ番号付きで表示する",
        "shinkyu inspect [オプション] <ファイル> [新ファイル]",
    ),
    (
        "serve",
        "文書を比べて訂正できる画面を、このパソコンのブラウザーで開く",
        "shinkyu serve [オプション]",
    ),
    (
        "profile",
        "プロファイル（対照表の様式）を表示する",
        "shinkyu profile [オプション] <list|show> [名前|ファイル]",
    ),
    (
        "completions",
        "シェルの補完スクリプトを表示する",
        "shinkyu completions [オプション] <シェル>",
    ),
    ("man", "マニュアルページを表示する、またはフォルダーに書き出す", "shinkyu man [オプション]"),
];

/// Identifier, name of the value (empty where there is none), explanation.
static ARGS: &[(&str, &str, &str)] = &[
    ("old", "旧ファイル", "改正前の文書（PDF・Word・Excel・HTML・テキスト）"),
    ("new", "新ファイル", "改正後の文書（PDF・Word・Excel・HTML・テキスト）"),
    (
        "output",
        "ファイル",
        "書き出すファイル。形式は拡張子（.html .docx .xlsx .pdf .md .csv .json .txt）で決まる。\n- は標準出力。何回でも指定できる",
    ),
    (
        "format",
        "形式",
        "拡張子で決まらない出力の形式: html、docx、xlsx、pdf、markdown、csv、json、terminal\n［既定: 標準出力に terminal］",
    ),
    (
        "profile",
        "名前|ファイル",
        "対照表の様式: guideline、fsa、ordinance、local-gov、company、work-rules、terms、\n又は自分のファイル（shinkyu profile show でひな形を表示）。下の指定が優先する\n［既定: standard］",
    ),
    (
        "log_date",
        "日付",
        "変更日: 令和6年1月15日、R6.1.15、2024-01-15 のいずれか（西暦は和暦に直す）",
    ),
    (
        "effective",
        "日付",
        "変更が実際に行われる日（施行日・稼働日など）。公表日と比べて提出時期の案を入れ、要確認とする",
    ),
    ("published", "日付", "公表日 ［既定: 新しい文書の公表日］"),
    ("timing", "時期", "すべての行の提出時期: 事前 又は 事後"),
    ("note", "文字列", "すべての行の提出時期に係る説明"),
    (
        "extent",
        "範囲",
        "記載の範囲: whole（項目の全文）、excerpt（変わった段落。ほかは (略)）\n［既定: 1つのセルに収まるときは全文、収まらないときは変わった段落］",
    ),
    (
        "dialect",
        "書き方",
        "項目の書き方: a（各行に「Ⅰ－１」「②事務の概要」）、b（章・節の見出しを別の行に置く）\n［既定: 文書の変更箇所に合わせる。なければ a］",
    ),
    (
        "append",
        "ファイル",
        "既にある変更箇所の行を残して続ける。ファイル（Excel・Word・PDF・CSV・Markdown）を\n指定しないときは新しい文書の変更箇所",
    ),
    ("log_title", "表題", "表の題名 ［既定: 変更箇所］"),
    (
        "cell_lines",
        "行数",
        "1つのセルの行数の上限。超えた分は次の行に（追加：上記の続き）として書く\n［既定: 30（Excel の1行に表示できる行数）］",
    ),
    (
        "log_output",
        "ファイル",
        "書き出すファイル。形式は拡張子（.xlsx .docx .html .md .csv .json .txt）で決まる。\n- は標準出力。何回でも指定できる",
    ),
    (
        "log_format",
        "形式",
        "拡張子で決まらない出力の形式: xlsx、docx、html、markdown、csv、json、terminal\n［既定: 標準出力に terminal］",
    ),
    ("columns", "順", "左右の並び: new-old（左が新）または old-new ［既定: new-old］"),
    (
        "labels",
        "新,旧",
        "列の見出し。--columns にかかわらず、新・旧の順にコンマで区切る\n（例: 改定案,現行）［既定: 改正後,改正前］",
    ),
    (
        "unchanged",
        "扱い",
        "変わらない箇所: hide（省く）、fold（（略）とする）、show（すべて示す）［既定: fold］",
    ),
    (
        "hide_consequential",
        "",
        "引用先の番号が変わったことだけによる引用の変更（ハネ改正）を、変更として示さない\n（番号だけの変更の一覧には載る）",
    ),
    (
        "fold",
        "単位",
        "省く単位: none（省かない）、section（条・項・号）、sentence（長い条項の中の文も）\n［既定: section］",
    ),
    (
        "hide_renumbering",
        "",
        "番号だけが変わった条項を、表では変更として扱わない（一覧と件数には残る）",
    ),
    (
        "lists",
        "範囲",
        "表に添えるファイル名・件数・変更の一覧・読取りの注意: all（全て）、none（公表する表だけ。\n注意は画面にだけ出る）［既定: all］",
    ),
    (
        "title",
        "表題",
        "表の題名。{new_name} と {old_name} は新旧のファイル名に置き換わる ［既定: 新旧対照表］",
    ),
    (
        "template",
        "ファイル",
        "自分の Word 文書をひな形にして .docx を書き出す。表の1行に {{new}} と {{old}}\n（任意で {{remarks}}、{{number}}）を置くと、その行が写し取られる。\n{{title}}、{{date}}、{{old_name}}、{{new_name}} はどこにでも、\n{{lists}} は独立した段落に置ける",
    ),
    ("date", "文字列", "ひな形の {{date}} に入れる文字列（例: 令和8年4月1日）"),
    (
        "action",
        "list|show",
        "list（プロファイルの一覧）又は show（自分のファイルのひな形として表示）",
    ),
    (
        "which",
        "名前|ファイル",
        "show のとき、プロファイルの名前又は自分のファイル ［既定: standard］",
    ),
    (
        "pairs",
        "ファイル",
        "条項の対応を指定するファイル（旧 = 新、旧 ! 新、相手なしは -）。ひな形は\nshinkyu inspect 旧 新 --stage align --pairs-template で表示",
    ),
    (
        "font",
        "ファイル",
        "PDF のフォント（.ttf .otf .ttc。フォント集の2番目は FILE.ttc#1）\n［既定: システムの日本語フォント］",
    ),
    ("port", "番号", "待ち受けるポート。0 は空いているもの ［既定: 8740 から空いているもの］"),
    ("open", "", "画面をブラウザーで開く"),
    ("document", "評価書", "点検する特定個人情報保護評価書（PDF・Word・Excel・HTML）"),
    (
        "previous",
        "前の版",
        "前の版の評価書。変更箇所への記載漏れと、変わっていない項目の行は、\nこれを指定したときだけ点検する",
    ),
    (
        "with",
        "評価書",
        "同じ事務のもう一方の評価書（基礎と重点・全項目）。同じ項目の記載の食い違いを点検する",
    ),
    ("off", "規則", "点検しない規則。コンマで区切るか、何回でも指定できる"),
    ("rules", "", "規則の一覧を表示して終わる"),
    (
        "check_date",
        "日付",
        "計数の時点が古いかを判断する日: 令和6年1月15日、R6.1.15、2024-01-15 のいずれか\n［既定: 文書の公表日］",
    ),
    (
        "check_output",
        "ファイル",
        "書き出すファイル。形式は拡張子（.html .json .txt）で決まる。- は標準出力。何回でも指定できる",
    ),
    (
        "check_format",
        "形式",
        "拡張子で決まらない出力の形式: text、html、json ［既定: 標準出力に text］",
    ),
    ("check_strict", "", "誤りの指摘があるとき終了コードを 1 にする（出力は書き出す）"),
    ("exit_code", "", "違いがあるとき終了コードを 1 にする"),
    ("strict", "", "警告があるとき終了コードを 3 にする（出力は書き出す）"),
    ("color", "とき", "画面表示の色: auto、always、never ［既定: auto］"),
    (
        "max_size",
        "大きさ",
        "読み込むファイルの上限（例: 800K、512M、1G）［既定: 512M。serve では 128M］",
    ),
    (
        "password",
        "文字列",
        "保護された PDF のパスワードを端末で尋ねる。新旧で違うときは2回指定できる。\n--password=文字列 とも書けるが、同じ計算機の他の利用者に見えることがある",
    ),
    (
        "password_file",
        "ファイル",
        "保護された PDF のパスワードをファイルの1行目から読む。2回指定できる",
    ),
    (
        "read_twice",
        "とき",
        "PDF を別の方法でもう一度読んで照合する:\nauto（300ページを超えると抜取り）、always、never ［既定: auto］",
    ),
    (
        "tracked",
        "側",
        "変更履歴のある Word 文書の読み方:\naccept（すべて承認した文）、reject（変更前の文）［既定: accept］",
    ),
    (
        "file",
        "ファイル",
        "調べる文書（PDF・Word・Excel・HTML・テキスト）。--stage align のときは旧ファイル",
    ),
    ("other", "新ファイル", "--stage align のときの新ファイル"),
    (
        "stage",
        "段階",
        "表示する段階: text（読み取った行）、pages（各ページで見えたもの）、tables（表の行）、\nblocks（段落と、除いた柱・ページ番号）、outline（見出しの木）、\nform（様式の項目と記載）、align（新旧のどの項が対応し、なぜそう判断したか）［既定: text］",
    ),
    (
        "image",
        "フォルダー",
        "--stage pages のとき、PDF の各ページを p001.png … として書き出す\n（青は行、緑は表のセル、赤は比較から除いた部分）",
    ),
    (
        "why",
        "",
        "--stage outline のとき、見出しに見える箇所ごとに、見出しとした理由・しなかった理由を示す",
    ),
    ("pairs_template", "", "--stage align のとき、対応を --pairs のファイルに書く形で表示する"),
    ("shell", "シェル", "bash、zsh、fish、powershell、elvish のいずれか"),
    ("out", "フォルダー", "全コマンドのマニュアルページをこのフォルダーに書き出す"),
    ("lang", "ja|en", "表示の言語: ja または en ［既定: ロケールに従う。なければ ja］"),
    ("quiet", "", "エラーのほかは何も表示しない"),
];

const TEMPLATE: &str = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}";

const AFTER_HELP: &str = "\
例:
  shinkyu compare 旧.pdf 新.pdf -o 新旧対照表.html -o 新旧対照表.csv

終了コード:
  0 正常   1 違いあり（--exit-code のとき）   2 エラー   3 警告あり（--strict のとき）
  （check --strict: 1 誤りの指摘あり）
  文書を読めないとき: 4 形式が不明   5 破損   6 パスワードが必要
  7 文字情報なし（スキャン画像）   8 文字情報が壊れている   9 上限を超える";

/// The definitions with Japanese help, headings and names of values.
pub(super) fn translate(command: clap::Command) -> clap::Command {
    let program = translate_one(command)
        .subcommand_help_heading("コマンド")
        .after_help(AFTER_HELP)
        .disable_version_flag(true)
        .arg(flag("version", 'V', ArgAction::Version, "バージョンを表示する"));
    // Help beside its option is aligned by counting characters, which full-width
    // names of values would put out of line.
    program.mut_subcommands(|command| translate_one(command).next_line_help(true))
}

fn translate_one(command: clap::Command) -> clap::Command {
    let known = COMMANDS.iter().find(|(name, ..)| *name == command.get_name());
    let (_, about, usage) = known.copied().unwrap_or_default();
    command
        .about(about)
        .override_usage(usage)
        .help_template(TEMPLATE)
        .mut_args(translate_arg)
        .disable_help_flag(true)
        .arg(flag("help", 'h', ArgAction::Help, "この説明を表示する"))
}

fn translate_arg(arg: Arg) -> Arg {
    let order = ARGS.iter().position(|(id, ..)| *id == arg.get_id().as_str());
    let (_, value, help) = order.and_then(|order| ARGS.get(order)).copied().unwrap_or_default();
    let heading = if arg.is_positional() { "引数" } else { OPTIONS };
    let arg = arg.help(help).help_heading(heading).display_order(order.unwrap_or_default());
    if value.is_empty() { arg } else { arg.value_name(value) }
}

const OPTIONS: &str = "オプション";

fn flag(name: &'static str, short: char, action: ArgAction, help: &'static str) -> Arg {
    Arg::new(Str::from(name))
        .short(short)
        .long(name)
        .action(action)
        .help(help)
        .help_heading(OPTIONS)
        .display_order(ARGS.len())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::super::args::Typed;
    use super::*;

    #[test]
    fn the_tables_name_every_command_and_option() {
        let program = Typed::command();
        let commands: Vec<&clap::Command> =
            std::iter::once(&program).chain(program.get_subcommands()).collect();
        let defined: BTreeSet<&str> = commands.iter().map(|command| command.get_name()).collect();
        let translated: BTreeSet<&str> = COMMANDS.iter().map(|(name, ..)| *name).collect();
        assert_eq!(defined, translated);
        let defined: BTreeSet<&str> = commands
            .iter()
            .flat_map(|command| command.get_arguments())
            .map(|arg| arg.get_id().as_str())
            .collect();
        let translated: BTreeSet<&str> = ARGS.iter().map(|(id, ..)| *id).collect();
        assert_eq!(defined, translated);
    }

    #[test]
    fn both_languages_are_well_formed() {
        Typed::command().debug_assert();
        translate(Typed::command()).debug_assert();
    }

    #[test]
    fn japanese_help_holds_no_english_words_of_clap() {
        let mut program = translate(Typed::command());
        program.build();
        for name in ["", "compare", "log", "check", "inspect", "profile", "completions", "man"] {
            let command = match name {
                "" => &mut program,
                name => program.find_subcommand_mut(name).unwrap(),
            };
            let help = command.render_long_help().to_string();
            for word in ["Usage", "Options", "Arguments", "Commands", "Print", "default:"] {
                assert!(!help.contains(word), "{name}: {word} in\n{help}");
            }
        }
    }
}
