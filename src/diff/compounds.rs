//! Words inside a compound of kanji: 会員名簿 that became 役員名簿 has 会員 marked,
//! not 会, because a mark holds a phrase that means something (CONVENTIONS §1.6).
//!
//! There is no dictionary. Words of two kanji make nearly all compounds, with
//! single ones behind them of which there are few (料, 課, 者). Where a compound
//! cannot be parted so, or may be parted in another way (青海市総務課, 大会議室),
//! nothing is said of it; a list of frequent words leaves fewer doubts.

use super::counted::{Words, longest_word_end};
use super::side::Text;
use super::tokens::Class;

/// Kanji that stand behind a word of two and make a compound with it.
const BEHIND: &str = "者料費課係部局室所署館長員書票証表簿法令省庁府院会等金額税権性化的用品物先日数率\
    型式類班槽園校隊団士師業車機材";
/// Kanji that may stand alone before a word of two: 前年度, 全職員, 再交付.
const BEFORE: &str = "前今次本大小再全総新旧各同当副主被非不未無準現元毎両諸正要最高低長短";
/// Kanji that may end the name of a place, with another word behind them.
const PLACE_ENDS: &str = "市町村区県郡都府道州";
/// Words that begin with one of these and are mostly no other thing; of three kanji,
/// the first one may stand before the others.
static KNOWN: Words = Words::new(|| {
    Words::sorted(
        "
    前項 前条 前号 前文 前記 前払 前回 前日 前月 前任 前歴 前提 前者 前後 前期
    前半 前納 今回 今後 今般 今期 今月 次項 次条 次号 次長 次回 次期 次官 次点
    次第 本人 本文 本則 本来 本市 本町 本県 本村 本部 本社 本店 本籍 本件 本日
    本旨 本館 本体 本格 本数 本質 本業 大学 大臣 大型 大気 大量 大半 大切 大幅
    大字 大綱 大口 大別 大阪 小学 小型 小口 小児 小売 小計 小額 小冊 再生 再度
    再開 再発 再考 再任用 再利用 再交付 再発行 再申請 全国 全体 全部 全額 全員 全戸
    全般 全域 全文 全面 全力 総務 総合 総会 総則 総額 総数 総量 総括 総計 総称
    総論 総理 新規 新設 新築 新聞 新型 新着 新卒 新人 新潟 旧姓 旧来 各種 各号
    各項 各自 各位 各戸 各社 各人 同意 同居 同様 同時 同上 同項 同号 同行 同一
    同日 同額 同種 同等 同席 同封 同伴 同士 当該 当事 当初 当日 当時 当番 当面
    当局 当選 当然 当直 副本 副食 副業 副賞 主務 主任 主要 主管 主事 主査 主体
    主催 主幹 主張 主婦 主食 主旨 主題 主治 被害 被災 被爆 被告 被服 被用 被扶養
    被保険 非常 非行 非常勤 非課税 非公開 非営利 非正規 非該当 不足 不正 不服 不備
    不在 不当 不要 不可 不明 不法 不良 不利 不能 不測 不慮 不便 不安 不用 不審
    不燃 不動産 不登校 不利益 不許可 不交付 未満 未納 未来 未定 未然 未了 未熟 未婚
    未済 未払 未収 未成年 未就学 未使用 未利用 未実施 無料 無効 無償 無断 無形 無線
    無人 無職 無給 無利子 無担保 無記名 準用 準備 準則 準拠 現在 現金 現行 現状
    現場 現地 現物 現職 現況 現役 現品 現住所 元金 元本 元号 元利 元気 毎年 毎月
    毎日 毎回 毎週 毎時 毎年度 両者 両親 両面 両立 両方 両側 諸般 諸費 正当 正規
    正本 正確 正式 正常 正味 正午 正副 正誤 正職員 正会員 正社員 要件 要領 要綱
    要望 要求 要請 要旨 要因 要素 要点 要員 要約 要介護 要支援 要配慮 要援護 最低
    最高 最終 最大 最小 最初 最新 最近 最後 最長 最短 最寄 最適 最善 最多 最少
    最優先 高齢 高等 高額 高校 高度 高圧 高層 高速 高卒 高知 高松 高温 高潮 低下
    低減 低額 低圧 低温 低利 低所得 低学年 低公害 低炭素 低入札 長期 長寿 長所 長官
    長野 長崎 長時間 長寿命 短期 短縮 短所 短大 短時間 区分 区域 区間 区画 区民
    区内 区長 区役所 道路 道府 道徳 道具 都市 都道 都民 都内 都度 府県 府民 府内
    市民 市街 市域 市町 市長 市立 市内 市役所 町民 町内 町村 町長 町立 町役場 村民
    村長 村立 村内 村役場 県民 県内 県立 県庁 県警 料金 料率 費用 費目 課税 課題
    課程 課長 課員 係員 係長 係数 部長 部分 部門 部局 部署 部品 部材 部会 部数
    局長 室長 室内 所得 所有 所在 所管 所定 所属 所要 所掌 所轄 所見 所持 所長
    署長 署名 署員 館長 館内 員数 書類 書面 書式 書記 書籍 書庫 書店 証明 証書
    証券 証拠 証人 証紙 証票 表示 表彰 表面 表題 表紙 表現 表記 表明 表決 簿記
    簿冊 法人 法律 法令 法定 法務 法規 法制 法的 令和 省令 省庁 省略 庁舎 庁内
    院長 院内 会議 会計 会員 会長 会場 会社 会館 会則 会報 等級 金額 金融 金銭
    金利 金属 金品 金庫 税額 税務 税率 税法 税金 税制 税収 税目 税理 権利 権限
    権原 権益 性別 性質 性能 性格 性状 化学 化粧 的確 用途 用地 用語 用品 用紙
    用具 用務 用件 用水 用意 品目 品質 品名 品種 品位 物件 物品 物資 物質 物価
    物流 物産 物理 先行 先端 先進 先般 先着 日数 日額 日常 日程 日時 日付 日本
    日当 日照 日誌 日報 日中 数量 数値 数字 率先 型式 型枠 式典 式場 類似 類型
    類別 班長 班員 園長 園児 園芸 園庭 園舎 園内 校長 校区 校舎 校庭 校内 校務
    校則 校外 校医 校地 校門 隊員 隊長 団体 団地 団員 団長 業務 業者 業種 業界
    業績 業態 車両 車庫 車検 車道 車種 車線 車内 車体 機関 機械 機器 機能 機構
    機会 機材 機種 機密 機動 材料 材質 材木 前年度 本年度 今年度 次年度 新年度
    各年度 同年度 大会議 小会議 本会議 小委員 大規模 小規模 大震災 大災害 本庁舎
    新庁舎 旧庁舎 新制度 旧制度 全職員 全会員 全市民 全国民 本条例 同条例 本要綱
    本事業 本規則 同規則 本制度 各部局
",
    )
});
/// Longest compound looked at, in kanji; longer ones are no words.
const LONGEST: usize = 16;
/// A bit for every second kanji of one.
const EVERY_SECOND: u32 = 0x5555;

/// A compound and the place that an edit begins or ends at.
struct Compound<'a> {
    text: &'a Text<'a>,
    start: usize,
    end: usize,
}

impl<'a> Compound<'a> {
    /// The compound that goes on over a place, if one does.
    fn around(text: &'a Text<'a>, at: usize) -> Option<Self> {
        let is_kanji = |at: usize| text.tokens.get(at).is_some_and(|it| it.class() == Class::Kanji);
        if !is_kanji(at) || !is_kanji(at.wrapping_sub(1)) {
            return None;
        }
        let rest = LONGEST - 1;
        let start = (0..at).rev().take(rest).take_while(|&before| is_kanji(before)).last()?;
        let end =
            (at..text.tokens.len()).take(rest).take_while(|&behind| is_kanji(behind)).last()?;
        // What has no other characters far around is no compound.
        if end - start + 1 >= 2 * rest || !goes_on(text, at) {
            return None;
        }
        let start = (start + 1..at).rev().find(|&before| !goes_on(text, before)).unwrap_or(start);
        let end = (at + 1..=end).find(|&behind| !goes_on(text, behind)).unwrap_or(end + 1);
        (end - start <= LONGEST).then_some(Self { text, start, end })
    }

    fn first(&self, at: usize) -> char {
        self.text.tokens[at].first()
    }

    fn is_behind(&self, at: usize) -> bool {
        BEHIND.contains(self.first(at))
    }

    /// Whether a place is inside a word of two kanji. `None` where it is not
    /// known which words these are.
    fn is_inside(&self, at: usize) -> Option<bool> {
        let starts = self.words_and_singles().or_else(|| self.words())?;
        let begins = |at: usize| starts >> (at - self.start) & 1 != 0;
        let is_word = |start: usize| begins(start) && start + 1 < self.end && !begins(start + 1);
        let is_doubtful = (self.start..at).any(|start| is_word(start) && self.is_doubtful(start));
        (!is_doubtful).then(|| !begins(at))
    }

    /// Where its words begin, a bit for each kanji, with kanji taken alone that can
    /// stand behind a word and begin none, two of them nowhere but at the end.
    fn words_and_singles(&self) -> Option<u32> {
        let (mut next, mut starts, mut is_behind_word) = (self.start, 0, false);
        while next < self.end {
            let is_last = next + 1 == self.end;
            let known = self.known_end(next);
            let is_single = is_behind_word && self.is_behind(next) && known.is_none();
            if is_last && !is_single && !self.ends_list(next) {
                return None;
            }
            starts |= 1 << (next - self.start);
            if known.is_some_and(|end| end > next + 2) && BEFORE.contains(self.first(next)) {
                starts |= 2 << (next - self.start);
            }
            is_behind_word = !is_single && !is_last;
            next = known.unwrap_or(next + if is_single || is_last { 1 } else { 2 });
        }
        Some(starts)
    }

    /// The same with nothing but words of two kanji.
    fn words(&self) -> Option<u32> {
        let is_even = (self.end - self.start).is_multiple_of(2);
        is_even.then_some(EVERY_SECOND)
    }

    /// Whether a kanji stands behind whatever else does: 申請書等, 消防署長.
    fn ends_list(&self, at: usize) -> bool {
        matches!(self.first(at), '等' | '長')
    }

    /// The end of a known word that begins at a place.
    fn known_end(&self, at: usize) -> Option<usize> {
        longest_word_end(self.text.tokens, at, &KNOWN).filter(|end| *end <= self.end)
    }

    /// Whether the first kanji of a word may be a word, or end one, by itself, or the
    /// word may be parted in another way: 市長|期 and 市|長期.
    fn is_doubtful(&self, at: usize) -> bool {
        let goes_on = |known: usize| {
            (at + 1..known).any(|inner| self.known_end(inner).is_some_and(|end| end > known))
        };
        if let Some(known) = self.known_end(at) {
            return goes_on(known);
        }
        let first = self.first(at);
        let ends_word = PLACE_ENDS.contains(first) || BEHIND.contains(first);
        BEFORE.contains(first) || at > self.start && ends_word
    }
}

/// Whether the kanji at a place and the one before it may be of one compound.
pub fn goes_on(text: &Text<'_>, at: usize) -> bool {
    !text.begins(at) && !text.is_apart(at) && !text.joins_nouns(at) && !text.units.edge(at)
}

/// Whether a mark that begins or ends at a place would cut a word in two.
pub fn cuts_word(text: &Text<'_>, at: usize) -> bool {
    Compound::around(text, at).and_then(|compound| compound.is_inside(at)) == Some(true)
}

/// Whether a word begins at a place inside a compound, and not one that belongs to
/// the word before it: 教育|委員会, not 委員|会.
pub fn begins_word(text: &Text<'_>, at: usize) -> bool {
    Compound::around(text, at)
        .is_some_and(|compound| compound.is_inside(at) == Some(false) && !compound.is_behind(at))
}
