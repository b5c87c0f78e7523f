//! What vouches for a weapon's name. Files, forms and the noise of scanned pages have letters with
//! numbers too, and ships are named after cities: such names need a weapon's word nearby.

use super::context::weapon_at;
use super::generic::weapon_near;
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Case;
use crate::facts::word_list::list;

/// How many words away the witness may stand.
const REACH: usize = 12;

/// The same for what looks more like a weapon's name.
const FAR: usize = 60;

/// True if the designation is written as a weapon's name is, or a weapon stands near it.
pub fn vouches(passage: &Passage, first: usize, end: usize) -> bool {
    let glued = passage.token(first + 1).is_some_and(|next| next.glued && next.is_number())
        && passage.token(first).is_some_and(|letters| letters.span.len() > 1);
    let reach = if glued { FAR } else { REACH };
    !is_loose(passage, first, end) || weapon_near(passage, (first, end), reach)
}

/// "the A-10 motorway": letters and a number of a road.
pub fn is_road(passage: &Passage, end: usize) -> bool {
    passage.is_any(end, list!("motorway highway interchange autobahn expressway autoroute"))
}

/// True if a name without a number stands with no other weapon and no word of war near it: nothing
/// tells the vehicle "Wiesel" from a family of that name.
pub fn is_lonely(passage: &Passage, first: usize, end: usize) -> bool {
    let own = |at: usize| {
        passage
            .hits_at(at)
            .iter()
            .find(|hit| matches!(hit.sense, Sense::Weapon(_)))
            .map(|h| h.sense)
    };
    let name = own(first);
    let from = first.saturating_sub(FAR);
    let to = (end + FAR).min(passage.tokens.len());
    let company = |at: usize| {
        weapon_at(passage, at) && own(at).is_none_or(|own| Some(own) != name)
            || passage.is_any(at, list!(WAR))
    };
    end == first + 1 && !(from..first).chain(end..to).any(company)
}

const WAR: &str = "range warhead warheads fired fires fire launch launched launches launchers strike strikes \
    struck shot downed intercept intercepted destroyed armed defence defense military army navy troops war \
    ships aircraft weapon weapons arms deployed nuclear";

/// True if a number follows one to three letters without a dash ("AT 3", "SA.8", "R21"), or letters
/// that makers write as capitals have none ("Cp-971"). "Kh-101", "T-54" and "9M729" are not loose.
pub fn is_loose(passage: &Passage, first: usize, end: usize) -> bool {
    let number = (first + 1..end).find(|&at| passage.token(at).is_some_and(|t| t.is_number()));
    let (Some(number), Some(letters)) = (number, passage.token(first)) else {
        return false;
    };
    let spelled = passage.token(end - 1).is_some_and(|t| t.is_word() && t.span.len() > 2);
    if !letters.is_word() || letters.span.len() > 3 || spelled {
        return false;
    }
    if letters.case == Case::Mixed {
        return !letters.span.of(passage.text).starts_with(|c: char| c.is_uppercase());
    }
    let small = letters.case == Case::Title
        && letters.span.len() > 1
        && !passage.is_any(first, list!("kh su tu mi be an il ka yak la mig pe mk no"));
    small || passage.before(number).is_some_and(|token| !token.is_dash())
}

/// True if a weapon's name without a number may as well be something else: a rank, a given name, a
/// city, or any word where everything has capital letters.
pub fn is_doubtful(passage: &Passage, first: usize, end: usize) -> bool {
    let double = passage.hits_at(first).iter().any(|hit| {
        hit.end == end
            && matches!(
                hit.sense,
                Sense::Title
                    | Sense::Place(_)
                    | Sense::Government(_)
                    | Sense::Capital(_)
                    | Sense::State(_)
            )
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
        for loose in ["AT 3", "SA8", "Mi/4", "C5", "AT. 1", "Cp-971"] {
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
