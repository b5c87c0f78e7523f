//! What vouches for a weapon's name. Files, forms and the noise of scanned pages have letters with
//! numbers too, and ships are named after cities: such names need a weapon's word nearby.

use super::weapon_words::is_loose;
use super::weapon_words::weapon_at;
use super::weapon_words::weapon_near;
use crate::facts::lexicon::{Hit, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

/// How many words away the witness may stand.
const REACH: usize = 12;

/// The same for what looks more like a weapon's name.
const FAR: usize = 60;

/// True if the designation is written as a weapon's name is, or a weapon stands near it. Of names that
/// the lexicon holds.
pub fn vouches(passage: &Passage, first: usize, end: usize) -> bool {
    let glued = passage.token(first + 1).is_some_and(|next| next.glued && next.is_number())
        && passage.token(first).is_some_and(|letters| letters.span.len() > 1);
    let reach = if glued { FAR } else { REACH };
    !is_loose(passage, first, end)
        || is_distinct(passage, first, end)
        || weapon_near(passage, (first, end), reach)
}

/// True for a name of the lexicon that is too long or too particular to be the number of a form, a road
/// or a page: "M777", "RPG7", "M1A2", "Buk-M1", "RBS 70", "Mk 48". Short ones may be anything: "M16",
/// "SA8", "AT 3".
fn is_distinct(passage: &Passage, first: usize, end: usize) -> bool {
    let tokens = passage.tokens.get(first..end).unwrap_or_default();
    let words = |least| tokens.iter().filter(move |t| t.is_word() && t.span.len() >= least).count();
    let digits: usize = tokens.iter().filter(|t| t.is_number()).map(|t| t.span.len()).sum();
    let numbers = tokens.iter().filter(|token| token.is_number()).count();
    let two = words(2) > 1 || words(2) == 1 && numbers > 1 && digits > 2;
    if words(4) > 0 || two && passage.word(end - 1).len() > 1 {
        return true;
    }
    let [letters, next, rest @ ..] = tokens else { return false };
    let maker = next.is_word() && letters.span.len() > 1;
    match next.glued {
        _ if !letters.is_capital() => false,
        true if next.is_dash() => true,
        true => is_distinct_in_one(passage, first, end),
        false if maker => rest.first().is_some_and(|number| number.glued && number.is_number()),
        false => next.is_number() && is_distinct_in_two(passage, first, next.span.len()),
    }
}

/// "M777", "RPG7", "M1A2", "Su57": letters and numbers without a space.
fn is_distinct_in_one(passage: &Passage, first: usize, end: usize) -> bool {
    let letters = passage.tokens[first];
    let rest = passage.tokens.get(first + 1..end).unwrap_or_default();
    let run = rest.iter().position(|token| !token.glued).unwrap_or(rest.len());
    let rest = &rest[..run];
    let Some(number) = rest.first().filter(|token| token.is_number()) else { return false };
    let numbers = rest.iter().filter(|token| token.is_number()).count();
    let suffix: usize = rest.iter().skip(1).map(|token| token.span.len()).sum();
    let digits = number.span.len();
    match (letters.case, letters.span.len()) {
        (Case::Upper, 1) if suffix == 0 => digits == 3 && !is_messier(passage, first),
        (Case::Upper, 1) => numbers > 1 || digits == 3 || suffix > 1,
        (Case::Upper, 2) => digits > 2 || suffix > 0 && digits > 1,
        (Case::Title, 2) => digits > 1,
        (_, letters) => letters > 2,
    }
}

/// "RBS 70", "Mk 48", "Bo 105": letters and a number with a space between them, in a sentence where
/// capital letters tell something.
fn is_distinct_in_two(passage: &Passage, first: usize, digits: usize) -> bool {
    let letters = passage.tokens[first];
    let enough = match (letters.case, letters.span.len()) {
        (_, 2) if passage.is(first, "mk") => digits > 1,
        (Case::Title, 2) => digits > 2,
        (Case::Upper, length) => length > 2 && digits > 1,
        _ => false,
    };
    enough && !passage.is_loud(first)
}

/// "M101": an object of Messier's catalogue of the sky, which ends with M110.
fn is_messier(passage: &Passage, first: usize) -> bool {
    let number = passage.word(first + 1).parse::<u32>();
    passage.is(first, "m") && number.is_ok_and(|number| number <= 110)
}

/// "the A-10 motorway": letters and a number of a road.
pub fn is_road(passage: &Passage, end: usize) -> bool {
    passage.is_any(end, list!("motorway highway interchange autobahn expressway autoroute"))
}

/// True if the name means something else too: listed as such, a person's name, or the name of a place,
/// a body or a rank.
pub fn is_ambiguous(passage: &Passage, hit: Hit) -> bool {
    let single = hit.end == hit.first + 1;
    let person = Traits::GIVEN.with(Traits::FAMILY).with(Traits::TITLE);
    hit.everyday
        || is_double(passage, hit)
        || single && passage.traits(hit.first).any(person)
        || !single && passage.is(hit.end - 1, "class")
}

/// True if a name without a number that means something else too stands with no other weapon and no
/// word of war near it: nothing tells the vehicle "Wiesel" from a family of that name.
pub fn is_lonely(passage: &Passage, hit: Hit) -> bool {
    let own = |at: usize| {
        passage
            .hits_at(at)
            .iter()
            .find(|hit| matches!(hit.sense, Sense::Weapon(_)))
            .map(|h| h.sense)
    };
    let name = own(hit.first);
    let from = hit.first.saturating_sub(FAR);
    let to = (hit.end + FAR).min(passage.tokens.len());
    let company = |at: usize| {
        weapon_at(passage, at) && own(at).is_none_or(|own| Some(own) != name)
            || passage.is_any(at, list!(WAR))
    };
    let single = hit.end == hit.first + 1;
    (single || hit.everyday) && !(from..hit.first).chain(hit.end..to).any(company)
}

const WAR: &str = "range warhead warheads fired fires fire launch launched launches launchers strike strikes \
    struck shot downed intercept intercepted destroyed armed defence defense military army navy troops war \
    ships aircraft weapon weapons arms deployed nuclear";

/// True if a weapon's name that means something else too is written so that it may as well be that: a
/// rank, a given name, a city, or any word where everything has capital letters.
pub fn is_doubtful(passage: &Passage, hit: Hit) -> bool {
    let single = hit.end == hit.first + 1;
    let person = passage.traits(hit.first).any(Traits::GIVEN.with(Traits::TITLE));
    let inside = passage.follows_any(hit.first, list!("in near at"));
    passage.is_loud(hit.first) || is_double(passage, hit) || single && (person || inside)
}

/// True if the lexicon has a place, a government or a rank of this name too.
fn is_double(passage: &Passage, hit: Hit) -> bool {
    passage.hits_at(hit.first).iter().any(|other| {
        other.end == hit.end
            && matches!(
                other.sense,
                Sense::Title
                    | Sense::Place(_)
                    | Sense::Government(_)
                    | Sense::Capital(_)
                    | Sense::State(_)
            )
    })
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
