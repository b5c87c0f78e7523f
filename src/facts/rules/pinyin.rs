//! Chinese names in the official spelling of their sounds: a family name, then one or two syllables. No list
//! holds the given names, but the syllables are few.

use crate::facts::passage::Passage;
use crate::facts::token_kind::Case;
use crate::facts::word_list::{Sign, WordList, list};

/// True for a Chinese name of two words at token `first`: "Gao Wenqian", "Li Peng".
pub fn is_name(passage: &Passage, first: usize) -> bool {
    let title = |at: usize| {
        passage.token(at).is_some_and(|token| token.is_word() && token.case == Case::Title)
    };
    let given = first + 1;
    let word = passage.word(given);
    passage.is_any(first, FAMILIES)
        && title(first)
        && title(given)
        && !passage.tokens[given].glued
        && !passage.tokens[given].new_line
        && !passage.token(given + 1).is_some_and(|next| next.glued && next.is_dash())
        && word.len() > 5
        && syllables(&word.to_ascii_lowercase())
}

/// Family names that are no English words.
const FAMILIES: &WordList = list!(
    "bai cai cao chen cheng cui deng ding dong du duan fang feng fu gao gong gu guo han hao hu hua huang jia \
    jiang jin kang kong lai li liang liao lin liu lu luo lü ma mao meng pan peng qi qian qiao qin qiu ren \
    shao shen shi song su sun tan tang tao tian wan wang wei wen wu xi xia xiang xiao xie xiong xu xue yan \
    yang yao ye yi yin yu yuan zeng zhang zhao zheng zhong zhou zhu zou"
);

const INITIALS: [&str; 23] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "y", "w",
];

const FINALS: &WordList = list!(
    "a e i u v ai ei ao ou an en ang eng ong er ia ie iao iu ian in iang ing iong ua uo uai ui uan un \
    uang ue"
);

/// True if the word is two syllables.
fn syllables(word: &str) -> bool {
    let cuts = (2..word.len().saturating_sub(1)).filter(|&at| word.is_char_boundary(at));
    cuts.into_iter().any(|at| {
        let (one, two) = word.split_at(at);
        is_syllable(one) && is_syllable(two)
    })
}

fn is_syllable(part: &str) -> bool {
    let rest = INITIALS.iter().find_map(|initial| part.strip_prefix(initial));
    let ending = |part: &str| FINALS.holds(Sign::of(part.as_bytes()), part);
    part.len() > 1 && ending(part)
        || rest.is_some_and(|rest| {
            ending(rest) || rest == "o" && part.starts_with(['b', 'p', 'm', 'f'])
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    fn named(text: &str) -> bool {
        let lexicon = Lexicon::bundled().unwrap();
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        is_name(&passage, 0)
    }

    #[test]
    fn a_family_name_and_two_syllables_are_a_name() {
        for name in ["Gao Wenqian", "Luo Zhengang", "Deng Bochuan", "Wang Jianmin"] {
            assert!(named(name), "{name}");
        }
        for other in ["Wang Computers", "Li Battery", "Song Contest", "Han River", "Smith Jianmin"]
        {
            assert!(!named(other), "{other}");
        }
    }
}
