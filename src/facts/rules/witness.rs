//! What vouches for a weapon's name. Files, forms and the noise of scanned pages have letters with
//! numbers too, and ships are named after cities: such names need a weapon's word nearby.

use super::generic::weapon_near;
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Case;
use crate::facts::word_list::list;

/// How many words away the witness may stand.
const REACH: usize = 12;

/// True if the designation is written as a weapon's name is, or a weapon stands near it.
pub fn vouches(passage: &Passage, first: usize, end: usize) -> bool {
    !is_loose(passage, first, end) || weapon_near(passage, (first, end), REACH)
}

/// True if a number follows one to three letters without a dash: "AT 3", "SA.8", "R21". "Kh-101",
/// "T-54" and "9M729" are not loose.
pub fn is_loose(passage: &Passage, first: usize, end: usize) -> bool {
    let number = (first + 1..end).find(|&at| passage.token(at).is_some_and(|t| t.is_number()));
    let (Some(number), Some(letters)) = (number, passage.token(first)) else {
        return false;
    };
    if !letters.is_word() || letters.span.len() > 3 {
        return false;
    }
    passage.before(number).is_some_and(|token| !token.is_dash())
}

/// True if a weapon's name without a number may as well be something else: a rank, a given name, a
/// city, or any word where everything has capital letters.
pub fn is_doubtful(passage: &Passage, first: usize, end: usize) -> bool {
    let double = passage.hits_at(first).iter().any(|hit| {
        hit.end == end && matches!(hit.sense, Sense::Title | Sense::Place(_) | Sense::Government(_))
    });
    let single = end == first + 1;
    let person = passage.traits(first).any(Traits::GIVEN.with(Traits::TITLE));
    let inside = passage.follows_any(first, list!("in near at"));
    passage.is_loud(first) || double || single && (person || inside)
}

/// True if the word before makes it a surname: "Elia Kazan".
pub fn is_surname(passage: &Passage, first: usize) -> bool {
    passage
        .before(first)
        .is_some_and(|token| token.case == Case::Title && token.traits.has(Traits::GIVEN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    fn looseness(text: &str) -> bool {
        let lexicon = Lexicon::bundled().unwrap();
        let passage = Passage::new(text, Span::new(0, text.len()), &lexicon, false);
        is_loose(&passage, 0, passage.tokens.len())
    }

    #[test]
    fn letters_and_numbers_without_a_dash_are_loose() {
        for loose in ["AT 3", "SA8", "Mi/4", "C5", "AT. 1"] {
            assert!(looseness(loose), "{loose}");
        }
    }

    #[test]
    fn designations_as_makers_write_them_are_not() {
        for firm in ["Kh-101", "T-54", "9M729", "MGM-140", "Type 055", "ATACMS"] {
            assert!(!looseness(firm), "{firm}");
        }
    }
}
