//! Names that the lexicon holds: weapons, organisations, persons, governments, places. States
//! have a rule of their own.

use super::designator::is_counted;
use super::witness::{is_doubtful, is_loose, is_surname, vouches};
use crate::facts::found::{Findings, Found, What};
use crate::facts::lexicon::{Hit, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::{Case, Kind, Token};
use crate::facts::word_list::list;

const RULE: &str = "gazetteer";
const VARIANT: &str = "variant";

/// Adds every name of the lexicon in the passage.
pub fn find(passage: &Passage, findings: &mut Findings) {
    findings.found.extend(passage.hits.iter().filter_map(|hit| of_hit(passage, *hit)));
}

fn of_hit(passage: &Passage, hit: Hit) -> Option<Found> {
    let span = passage.span(hit.first, hit.end);
    let found = match hit.sense {
        Sense::Weapon(number) => return weapon(passage, hit, number),
        Sense::Variant(number) => {
            let vouched = vouches(passage, hit.first, hit.end);
            let weak = (hit.weak || !vouched) && !is_supported(passage, hit.first, hit.end);
            Found::new(
                passage.span(hit.first, plural_end(passage, hit.end)),
                What::NamedWeapon(Some(number)),
                VARIANT,
            )
            .weak_if(weak)
        }
        Sense::Organisation(_) if is_fragment(passage, hit) => return None,
        Sense::Organisation(number) | Sense::Person(number) => {
            Found::new(span, What::KnownActor(number), RULE)
                .weak_if(hit.weak && !is_acronym(passage, hit))
        }
        Sense::Government(number) => {
            Found::new(span, What::State(number), "government").weak_if(hit.weak)
        }
        Sense::Place(number) if !hit.weak => Found::new(span, What::KnownPlace(number), RULE),
        _ => return None,
    };
    (!continues_name(passage, hit)).then_some(found)
}

/// A weapon of the lexicon; with letters or numbers glued on, a variant of it ("H-6" in "H-6K").
fn weapon(passage: &Passage, hit: Hit, number: u32) -> Option<Found> {
    let end = variant_end(passage, hit.end);
    if is_counted(passage, hit.first, end) && is_loose(passage, hit.first, end) {
        return None;
    }
    let vouched = vouches(passage, hit.first, end);
    if end > hit.end {
        let what = What::NamedWeapon(Some(number));
        let span = passage.span(hit.first, end);
        return Some(
            Found::new(span, what, VARIANT)
                .weak_if(!vouched || hit.weak && !is_designation(passage, hit)),
        );
    }
    let word = !is_designation(passage, hit);
    if word && (is_named_after(passage, hit.first) || is_surname(passage, hit.first)) {
        return None;
    }
    let doubtful = !vouched || word && is_doubtful(passage, hit.first, hit.end);
    let end = plural_end(passage, hit.end);
    let weak = (hit.weak || doubtful) && !is_supported(passage, hit.first, end);
    let found = Found::new(passage.span(hit.first, end), What::KnownWeapon(number), RULE);
    Some(found.weak_if(weak))
}

/// "Operation Matador", "Lake Erie": the word before says what bears the name.
fn is_named_after(passage: &Passage, first: usize) -> bool {
    let capital = passage.before(first).is_some_and(|before| before.is_capital());
    capital
        && passage.follows_any(
            first,
            list!(
                "operation exercise mount lake project camp fort hurricane typhoon \
                storm river cape saint st"
            ),
        )
}

/// An abbreviation in capitals among small letters is no ordinary word.
fn is_acronym(passage: &Passage, hit: Hit) -> bool {
    let upper = passage
        .token(hit.first)
        .is_some_and(|token| token.case == Case::Upper && token.span.len() >= 3);
    upper && hit.end == hit.first + 1 && !passage.is_loud(hit.first)
}

/// A weapon's word follows, past the rest of a list or a bracket with a distance: "Fateh, Ghadr and
/// Emad missiles", "Ghadr (1,950 km)", "the Tomahawk's range".
fn speaks_after(passage: &Passage, end: usize) -> bool {
    let mut at = end;
    while at < end + 12 {
        let Some(token) = passage.token(at) else {
            return false;
        };
        let head = passage.longest(at, |sense| matches!(sense, Sense::Head(_))).is_some();
        let word = passage.is_any(
            at,
            list!(
                "system systems battery batteries launcher launchers range ranges \
                strike strikes"
            ),
        );
        let distance =
            token.is_mark('(') && passage.token(at + 1).is_some_and(|next| next.is_number());
        if head || word || distance && at == end {
            return true;
        }
        let small = token.traits.has(Traits::WEAPON_WORD) && at < end + 3;
        let list = token.is_capital()
            || token.is_number()
            || token.is_dash()
            || token.is_mark(',')
            || token.is_mark('/')
            || passage.is_any(at, list!("and or"));
        if !(small || list || token.kind == Kind::Possessive)
            || passage.sentence_number(at) != passage.sentence_number(end)
        {
            return false;
        }
        at += 1;
    }
    false
}

/// A single capitalised word beside others is part of a longer name: "Greenwich Mean Time".
fn is_fragment(passage: &Passage, hit: Hit) -> bool {
    let single = hit.end == hit.first + 1
        && passage.token(hit.first).is_some_and(|token| token.case == Case::Title);
    let name = |token: &Token| {
        token.case == Case::Title
            && token.is_word()
            && !token
                .traits
                .any(Traits::FUNCTION.with(Traits::TITLE).with(Traits::MONTH).with(Traits::WEEKDAY))
    };
    let listed = |at: usize| {
        passage.hits_at(at).iter().any(|hit| {
            matches!(
                hit.sense,
                Sense::Adjective(_)
                    | Sense::State(_)
                    | Sense::Title
                    | Sense::Person(_)
                    | Sense::Weapon(_)
            )
        })
    };
    let before = hit.first.checked_sub(1).is_some_and(|at| {
        name(&passage.tokens[at])
            && !listed(at)
            && !passage.starts_sentence(hit.first)
            && !passage.starts_sentence(at)
    });
    let after = passage.token(hit.end).is_some_and(|token| name(token) && !token.glued)
        && !listed(hit.end)
        && !passage.traits(hit.end).has(Traits::GIVEN)
        && passage.sentence_number(hit.end) == passage.sentence_number(hit.first);
    let upper = |at: usize| {
        passage.token(at).is_some_and(|token| {
            token.case == Case::Upper
                && token.is_word()
                && token.span.len() > 2
                && !token.traits.has(Traits::FUNCTION)
        }) && !listed(at)
    };
    let letters =
        hit.end == hit.first + 1 && upper(hit.first) && hit.first.checked_sub(1).is_some_and(upper);
    !passage.is_loud(hit.first) && (letters || single && (before || after))
}

fn is_designation(passage: &Passage, hit: Hit) -> bool {
    passage.tokens[hit.first..hit.end].iter().any(|token| token.is_number())
}

/// "T-72s": a small "s" glued to a number is a plural.
fn plural_end(passage: &Passage, end: usize) -> usize {
    let plural = passage.token(end).is_some_and(|token| token.glued && token.is_word());
    if plural && matches!(passage.word(end), "s" | "es") { end + 1 } else { end }
}

/// Past what is glued to a designation: "K" after "H-6", "-1" after "YJ-83".
fn variant_end(passage: &Passage, end: usize) -> usize {
    let mut at = end;
    while at < end + 6 {
        let Some(token) = passage.token(at).filter(|token| token.glued) else {
            break;
        };
        let letters = token.is_word() && token.span.len() <= 4 && token.case != Case::Lower;
        let small = token.is_word() && token.span.len() == 1 && passage.word(at) != "s";
        let after_number = passage.before(at).is_some_and(|before| before.is_number());
        let joined = token.is_dash() && suffix_follows(passage, at + 1);
        if letters || token.is_number() || small && after_number {
            at += 1;
        } else if joined {
            at += 2;
        } else {
            break;
        }
    }
    at
}

/// True for "M" in "Iskander-M", "83" in "YJ-83": not for "class" or "Ukrainian".
fn suffix_follows(passage: &Passage, at: usize) -> bool {
    passage.token(at).is_some_and(|token| {
        let letters = token.is_word() && token.case == Case::Upper && token.span.len() <= 3;
        token.glued && (letters || token.is_number() && token.span.len() <= 3)
    })
}

/// True if the words around an ambiguous weapon's name speak of weapons: "Patriot missiles", "the
/// Patriot system", "a Hawk battery".
pub fn is_supported(passage: &Passage, first: usize, end: usize) -> bool {
    let modified = first > 0 && passage.traits(first - 1).has(Traits::WEAPON_WORD);
    let beside = first > 1
        && passage.before(first).is_some_and(|before| before.is_number() || before.is_mark('('))
        && (first.saturating_sub(4)..first).any(|at| {
            passage.hits_at(at).iter().any(|hit| matches!(hit.sense, Sense::Weapon(_)) && !hit.weak)
        });
    let sentence = passage.sentence(first).end;
    let ranged = (end..sentence.min(end + 8)).any(|at| passage.is_any(at, list!("range ranges")));
    beside || ranged || speaks_after(passage, end) || modified
}

/// True if the hit is only part of a longer hyphenated or possessed name that is not listed.
fn continues_name(passage: &Passage, hit: Hit) -> bool {
    let next = passage.token(hit.end);
    let glued_letters =
        next.is_some_and(|token| token.glued && (token.is_word() || token.is_number()));
    glued_letters && !passage.word(hit.end).eq_ignore_ascii_case("s")
}
