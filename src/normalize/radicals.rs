//! CJK Radicals Supplement → the ideograph it stands for.
//!
//! PDF text often holds ⻑ for 長. NFKC maps two of these 115 characters
//! (CONVENTIONS §3.6 T10); the pairs follow the Unicode property
//! `Equivalent_Unified_Ideograph`.

/// Radical and ideograph, in code point order. Radicals that have no ideograph
/// of their own in common use are left out and stay as they are.
const PAIRS: &str = "\
⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬\
⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳网⺶羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝\
⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿\
⻯竜⻰龙⻱龜⻲亀⻳龟";

/// The ideograph that a radical stands for.
pub fn unified_radical(radical: char) -> Option<char> {
    let mut chars = PAIRS.chars();
    while let (Some(known), Some(ideograph)) = (chars.next(), chars.next()) {
        if known == radical {
            return Some(ideograph);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_sorted_radicals_with_ideographs() {
        let chars: Vec<char> = PAIRS.chars().collect();
        assert_eq!(chars.len() % 2, 0);
        let radicals: Vec<char> = chars.iter().copied().step_by(2).collect();
        assert!(radicals.is_sorted());
        assert!(radicals.iter().all(|&c| ('\u{2e80}'..='\u{2ef3}').contains(&c)));
        assert!(chars.iter().skip(1).step_by(2).all(|&c| ('\u{3400}'..='\u{9fff}').contains(&c)));
    }
}
