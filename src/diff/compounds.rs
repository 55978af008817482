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
/// Words of two kanji that begin with one of these and are mostly no other thing.
static KNOWN: Words = Words::new(|| {
    Words::sorted(
        "
    前項 前条 前号 前文 前記 前払 今回 今後 次項 次条 次号 本人 本文 本則 本来 大学 大臣 小学 再生 再度
    再開 全国 全体 全部 全額 全員 総務 総合 総会 総則 総額 新規 新設 新築 各種 各号 各項 同意 同居 同様
    当該 当事 当初 主務 主任 主要 被害 不足 不正 不服 非常 未満 未納 無料 無効 準用 準備 現在 現金 現行
    現状 両者 正当 要件 要領 要綱 要望 高齢 高等 長期 短期 区分 区域 区間 区画 道路 都市 府県
    料金 料率 費用 費目 課税 課題 課程 課長 係員 係長 部長 部分 部門 部局 部署 局長 室長 室内 所得 所有
    所在 所管 所定 所属 所要 署長 署名 館長 館内 長官 長寿 員数 書類 書面 書式 書記 証明 証書 証券 証拠
    表示 表彰 表面 法人 法律 法令 法定 法務 令和 省令 省庁 庁舎 院長 会議 会計 会員 会長 会場 会社 会館
    等級 金額 金融 金銭 税額 税務 税率 税法 税金 権利 権限 性別 性質 性能 化学 用途 用地 用語 用品 用紙
    用具 品目 品質 品名 物件 物品 物資 物質 先行 先端 日数 日額 日常 日程 日時 日付 日本 数量 数値 型式
    類似 類型 園長 園児 校長 校区 隊員 隊長 団体 団地 業務 業者 業種 車両 車庫 機関 機械 機器 機能 機構
    材料
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
            let is_single = is_behind_word && self.is_behind(next) && !self.is_known(next);
            if is_last && !is_single && !self.ends_list(next) {
                return None;
            }
            starts |= 1 << (next - self.start);
            is_behind_word = !is_single && !is_last;
            next += if is_single || is_last { 1 } else { 2 };
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

    /// Whether the two kanji at a place are a word for certain.
    fn is_known(&self, at: usize) -> bool {
        longest_word_end(self.text.tokens, at, &KNOWN).is_some_and(|end| end <= self.end)
    }

    /// Whether the first of two kanji may be a word, or end one, by itself.
    fn is_doubtful(&self, at: usize) -> bool {
        let first = self.first(at);
        let ends_word = PLACE_ENDS.contains(first) || BEHIND.contains(first);
        (BEFORE.contains(first) || at > self.start && ends_word) && !self.is_known(at)
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
