//! A part of a form as it is published, written out here: its labels come from
//! no file of the program, so that one which the program lacks is missed.

use crate::answers::{Document, Item, Pair, Value, changed};
use std::collections::BTreeSet;

/// Part Ⅲ of 様式４ 全項目評価書. Labels stand below the one they are indented
/// under; `[]` is a choice.
const FULL: &str = "
Ⅰ　基本情報
  １．特定個人情報ファイルを取り扱う事務
    ①事務の名称
Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策
  １．特定個人情報ファイル名
  ２．特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）
    リスク１：　目的外の入手が行われるリスク
      対象者以外の情報の入手を防止するための措置の内容
      必要な情報以外を入手することを防止するための措置の内容
      その他の措置の内容
      リスクへの対策は十分か[]
    リスク２：　不適切な方法で入手が行われるリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク３：　入手した特定個人情報が不正確であるリスク
      入手の際の本人確認の措置の内容
      個人番号の真正性確認の措置の内容
      特定個人情報の正確性確保の措置の内容
      その他の措置の内容
      リスクへの対策は十分か[]
    リスク４：　入手の際に特定個人情報が漏えい・紛失するリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）におけるその他のリスク及びそのリスクに対する措置
  ３．特定個人情報の使用
    リスク１：　目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスク
      宛名システム等における措置の内容
      事務で使用するその他のシステムにおける措置の内容
      その他の措置の内容
      リスクへの対策は十分か[]
    リスク２：　権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスク
      ユーザ認証の管理[]
        具体的な管理方法
      アクセス権限の発効・失効の管理[]
        具体的な管理方法
      アクセス権限の管理[]
        具体的な管理方法
      特定個人情報の使用の記録[]
        具体的な方法
      その他の措置の内容
      リスクへの対策は十分か[]
    リスク３：　従業者が事務外で使用するリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク４：　特定個人情報ファイルが不正に複製されるリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置
  ４．特定個人情報ファイルの取扱いの委託
    情報保護管理体制の確認
    特定個人情報ファイルの閲覧者・更新者の制限[]
      具体的な制限方法
    特定個人情報ファイルの取扱いの記録[]
      具体的な方法
    特定個人情報の提供ルール[]
      委託先から他者への提供に関するルールの内容及びルール遵守の確認方法
      委託元と委託先間の提供に関するルールの内容及びルール遵守の確認方法
    特定個人情報の消去ルール[]
      ルールの内容及びルール遵守の確認方法
    委託契約書中の特定個人情報ファイルの取扱いに関する規定[]
      規定の内容
    再委託先による特定個人情報ファイルの適切な取扱いの確保[]
      具体的な方法
    その他の措置の内容
    リスクへの対策は十分か[]
    特定個人情報ファイルの取扱いの委託におけるその他のリスク及びそのリスクに対する措置
  ５．特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）
    リスク１：　不正な提供・移転が行われるリスク
      特定個人情報の提供・移転の記録[]
        具体的な方法
      特定個人情報の提供・移転に関するルール[]
        ルールの内容及びルール遵守の確認方法
      その他の措置の内容
      リスクへの対策は十分か[]
    リスク２：　不適切な方法で提供・移転が行われるリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク３：　誤った情報を提供・移転してしまうリスク、誤った相手に提供・移転してしまうリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）におけるその他のリスク及びそのリスクに対する措置
  ６．情報提供ネットワークシステムとの接続
    リスク１：　目的外の入手が行われるリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク２：　安全が保たれない方法によって入手が行われるリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク３：　入手した特定個人情報が不正確であるリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク４：　入手の際に特定個人情報が漏えい・紛失するリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク５：　不正な提供が行われるリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク６：　不適切な方法で提供されるリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク７：　誤った情報を提供してしまうリスク、誤った相手に提供してしまうリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    情報提供ネットワークシステムとの接続に伴うその他のリスク及びそのリスクに対する措置
  ７．特定個人情報の保管・消去
    リスク１：　特定個人情報の漏えい・滅失・毀損リスク
      ①ＮＩＳＣ政府機関統一基準群[]
      ②安全管理体制[]
      ③安全管理規程[]
      ④安全管理体制・規程の職員への周知[]
      ⑤物理的対策[]
        具体的な対策の内容
      ⑥技術的対策[]
        具体的な対策の内容
      ⑦バックアップ[]
      ⑧事故発生時手順の策定・周知[]
      ⑨過去３年以内に、評価実施機関において、個人情報に関する重大事故が発生したか[]
        その内容
        再発防止策の内容
      ⑩死者の個人番号[]
        具体的な保管方法
      その他の措置の内容
      リスクへの対策は十分か[]
    リスク２：　特定個人情報が古い情報のまま保管され続けるリスク
      リスクに対する措置の内容
      リスクへの対策は十分か[]
    リスク３：　特定個人情報が消去されずいつまでも存在するリスク
      消去手順[]
        手順の内容
      その他の措置の内容
      リスクへの対策は十分か[]
    特定個人情報の保管・消去におけるその他のリスク及びそのリスクに対する措置
";

/// The part, answered, and a revision that changes every answer.
pub fn pair() -> Pair {
    let old = document(false);
    let new = document(true);
    let changed = changed(&old, &new);
    Pair { old, new, changed, moved: Vec::new(), numbered: BTreeSet::new() }
}

fn document(is_revised: bool) -> Document {
    let lines: Vec<&str> = FULL.lines().filter(|line| !line.is_empty()).collect();
    let depth = |line: &str| line.chars().take_while(|c| *c == ' ').count() / 2;
    let mut items = Vec::new();
    let (mut path, mut key): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (n, line) in lines.iter().enumerate() {
        let label = line.trim().trim_end_matches("[]");
        path.truncate(depth(line));
        key.truncate(depth(line));
        path.push(label.to_owned());
        key.push(step(label));
        let is_heading = lines.get(n + 1).is_some_and(|next| depth(next) > depth(line));
        let value = if line.ends_with("[]") {
            let options = ["特に力を入れている", "十分である", "課題が残されている"];
            let chosen = (n + usize::from(is_revised)) % options.len();
            Value::Choice(options.map(str::to_owned).to_vec(), chosen)
        } else if is_heading {
            Value::None
        } else {
            let end = if is_revised { "見直した" } else { "定めた" };
            Value::Text(vec![format!("{n}番目の担当者が{end}。")])
        };
        let (path, key) = (path.clone(), key.clone());
        items.push(Item { id: format!("{n}"), path, key, star: false, value });
    }
    Document {
        number: 4,
        title: "全項目評価書".to_owned(),
        version: "平成30年５月",
        items,
        day: "令和6年4月1日".to_owned(),
    }
}

/// The number of a label as a step of a key, or the label.
fn step(label: &str) -> String {
    let first = label.chars().next().unwrap_or_default();
    match label.split_once(['．', '：', '　']) {
        Some((number, _)) if number.chars().count() <= 4 => {
            shinkyu::normalize::fold::fold(number).to_string()
        }
        _ if ('①'..='⑳').contains(&first) => first.to_string(),
        _ => label.to_owned(),
    }
}
