//! Guns called by the weight of their shot or by their calibre alone: "the 18-pounder", "25-pdr",
//! "the 8-inch could shoot", "its twelve-inchers". Where the kind follows ("18-pounder field gun"), the
//! rule of generic weapons reads it. Fish and burgers have their weight too: a gun has to stand near.

use super::weapon_words::{head_at, weapon_near};
use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::word_list::{WordList, list};

pub const RULE: &str = "gun by its calibre";

/// The heaviest shot in pounds; what is heavier is a bomb.
const HEAVIEST: usize = 150;

/// How many words away what belongs to guns may stand.
const NEAR: usize = 40;

/// Adds the guns that only their weight or calibre names.
pub fn find(passage: &Passage, findings: &mut Findings) {
    for at in passage.starts(Starts::NUMBER) {
        let Some(word) = size_word(passage, at) else { continue };
        let weight = passage.is_any(word, WEIGHTS);
        let size = weight && is_shot(passage, at) || !weight && is_alone(passage, at, word);
        let kind = head_at(passage, word + 1).is_some();
        if size && !kind && is_of_guns(passage, at, word + 1) {
            let first = with_quick_firing(passage, at);
            findings.add(passage.span(first, word + 1), What::NamedWeapon(None), RULE);
        }
    }
}

/// The "pounder" of "18-pounder", the "inch" of "8-inch", past a dash.
fn size_word(passage: &Passage, at: usize) -> Option<usize> {
    let dash = passage.token(at + 1).is_some_and(|token| token.is_dash() && token.glued);
    let word = at + 1 + usize::from(dash);
    let size = passage.is_any(word, WEIGHTS) || passage.is_any(word, CALIBRES) && dash;
    let glued = passage.tokens[at].glued && passage.before(at).is_some_and(|t| t.is_word());
    (size && !glued).then_some(word)
}

/// True for the weight of a shot: a number up to that of the heaviest.
fn is_shot(passage: &Passage, at: usize) -> bool {
    passage.word(at).parse().is_ok_and(|pounds: usize| pounds <= HEAVIEST)
}

/// "the 8-inch could", "the 175-mm and": a calibre that stands for the gun, before a verb or what joins.
fn is_alone(passage: &Passage, at: usize, word: usize) -> bool {
    let end = word + 1;
    let verb = list!("can could was were is had has fired fires shot");
    let several = passage.word(word).ends_with("ers");
    several || passage.follows_any(at, list!("the")) && passage.is_any(end, verb)
}

/// "QF 18-pounder": the letters before the weight belong to the name.
fn with_quick_firing(passage: &Passage, at: usize) -> usize {
    let ordnance = usize::from(passage.follows_any(at, list!("qf bl rml ml rbl")));
    at - ordnance
}

/// True if guns or what belongs to them stand near `first..end`.
fn is_of_guns(passage: &Passage, first: usize, end: usize) -> bool {
    let from = first.saturating_sub(NEAR);
    let to = (end + NEAR).min(passage.tokens.len());
    let next = passage.token(end).filter(|next| next.is_word() && !next.is_capital());
    let noun = next.is_some_and(|next| {
        !next.traits.has(Traits::FUNCTION)
            && passage.is_any(end, list!("bass fish trout salmon burger baby turkey"))
    });
    let guns = || (from..first).chain(end..to).any(|at| passage.is_any(at, GUNS));
    !noun && (guns() || weapon_near(passage, (first, end), NEAR))
}

const WEIGHTS: &WordList = list!("pounder pounders pdr pdrs");

const CALIBRES: &WordList = list!("inch incher inchers mm millimeter millimetre");

/// What is said of guns.
const GUNS: &WordList = list!(
    "gun guns gunner gunners howitzer howitzers artillery cannon shell shells shrapnel battery batteries \
    ordnance turret turrets calibre caliber muzzle breech mortar mortars"
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::rules::told::found_by;

    fn guns(text: &str) -> Vec<String> {
        found_by(find, text)
    }

    #[test]
    fn the_weight_of_the_shot_names_a_gun() {
        assert_eq!(
            guns("Each battery had four QF 13-pounders and a 60-pdr."),
            ["QF 13-pounders", "60-pdr"]
        );
        assert_eq!(guns("The 18 pounder fired shells."), ["18 pounder"]);
    }

    #[test]
    fn a_calibre_alone_names_a_gun_before_a_verb() {
        assert_eq!(guns("Of the guns, the 8-inch could shoot far."), ["8-inch"]);
    }

    #[test]
    fn what_names_its_kind_and_what_is_no_gun_is_left() {
        for text in [
            "The 18-pounder field gun fired shells.",
            "The guns fell silent; he caught a 12-pounder bass.",
            "He caught a 12-pounder.",
            "The gun has an 8-inch barrel.",
            "A 500-pounder fell near the guns.",
        ] {
            assert_eq!(guns(text), [""; 0], "{text}");
        }
    }
}
