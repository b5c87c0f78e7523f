//! Names that the lexicon holds: weapons, organisations, persons, governments, places. States
//! have a rule of their own.

use super::context::is_supported;
use super::corroboration::{is_ambiguous, is_doubtful, is_lonely, is_road, is_surname, vouches};
use super::designator::is_counted;
use super::doubt::is_in_title;
use super::initials::is_initial;
use super::introduced::{follows_ship, is_ship};
use super::maker::is_made_by;
use super::members::place_end;
use super::noise::is_broken;
use super::weapon_words::head_at;
use super::weapon_words::is_loose;
use crate::facts::candidate::{Candidate, Findings, What};
use crate::facts::lexicon::{Hit, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

const RULE: &str = "gazetteer";
const VARIANT: &str = "variant";

/// Adds every name of the lexicon in the passage.
pub fn find(passage: &Passage, findings: &mut Findings) {
    findings.found.extend(passage.hits.iter().filter_map(|hit| of_hit(passage, *hit)));
}

fn of_hit(passage: &Passage, hit: Hit) -> Option<Candidate> {
    if hit.end > hit.first + 2 && crosses_stop(passage, hit) {
        return None;
    }
    let span = passage.span(hit.first, hit.end);
    let found = match hit.sense {
        Sense::Weapon(number) => return weapon(passage, hit, number),
        Sense::Variant(number) => {
            let vouched = vouches(passage, hit.first, hit.end) && !is_broken(passage, hit.first);
            let weak = (hit.weak || !vouched) && !is_supported(passage, hit.first, hit.end);
            Candidate::new(
                passage.span(hit.first, plural_end(passage, hit.end)),
                What::NamedWeapon(Some(number)),
                VARIANT,
            )
            .weak_if(weak)
        }
        Sense::Organisation(_)
            if is_fragment(passage, hit)
                || is_style(passage, hit)
                || is_town(passage, hit)
                || is_cited(passage, hit)
                || is_file_number(passage, hit.end) =>
        {
            return None;
        }
        Sense::Person(_) if is_in_title(passage, hit.end) || is_ship_of(passage, hit) => {
            return None;
        }
        Sense::Organisation(number) | Sense::Person(number) => {
            let made = || is_made_by(passage, hit.first);
            let weak = hit.weak && !is_acronym(passage, hit) && !made();
            let doubtful = hit.everyday && !has_sign(passage, hit) || is_ordinary(passage, hit);
            Candidate::new(span, What::KnownActor(number), RULE).weak_if(weak || doubtful)
        }
        Sense::Government(_) if is_cited(passage, hit) || is_address(passage, hit) => return None,
        Sense::Government(number) => {
            Candidate::new(span, What::State(number), "government").weak_if(hit.weak)
        }
        Sense::Place(number) if !hit.weak => Candidate::new(span, What::KnownPlace(number), RULE),
        _ => return None,
    };
    (!continues_name(passage, hit)).then_some(found)
}

/// The "DR" and "RT" of "DR ANN LEE AND RT HON BO LUND".
fn is_style(passage: &Passage, hit: Hit) -> bool {
    let name = passage.token(hit.end).is_some_and(|next| {
        next.case == Case::Upper && next.is_word() && next.traits.has(Traits::GIVEN)
    });
    passage.is(hit.first, "dr") && name
        || passage.is(hit.first, "rt") && passage.is_any(hit.end, list!("hon rev"))
}

/// A weapon of the lexicon; with letters or numbers glued on, a variant of it ("H-6" in "H-6K").
fn weapon(passage: &Passage, hit: Hit, number: u32) -> Option<Candidate> {
    let end = modified_end(passage, variant_end(passage, hit.end));
    if is_road(passage, end)
        || is_counted(passage, hit.first, end) && is_loose(passage, hit.first, end)
    {
        return None;
    }
    let vouched = vouches(passage, hit.first, hit.end) && !is_broken(passage, hit.first);
    if end > hit.end {
        let what = What::NamedWeapon(Some(number));
        let span = passage.span(hit.first, end);
        return Some(
            Candidate::new(span, what, VARIANT)
                .weak_if(!vouched || hit.weak && !is_designation(passage, hit)),
        );
    }
    let word = !is_designation(passage, hit);
    if word
        && (is_named_after(passage, hit.first)
            || is_surname(passage, hit.first)
            || is_ships_name(passage, hit.first, number)
            || is_located(passage, hit)
            || is_of_society(passage, hit.end))
    {
        return None;
    }
    let alone =
        || is_ambiguous(passage, hit) && (is_doubtful(passage, hit) || is_lonely(passage, hit));
    let doubtful = !vouched || word && alone();
    let end = plural_end(passage, hit.end);
    let weak = (hit.weak || doubtful)
        && !is_supported(passage, hit.first, end)
        && !(word && is_in_company(passage, hit));
    let found = Candidate::new(passage.span(hit.first, end), What::KnownWeapon(number), RULE);
    Some(found.weak_if(weak))
}

/// The letters of "CIA-RDP84-00780R": the number of a file.
fn is_file_number(passage: &Passage, end: usize) -> bool {
    let glued = |at: usize| passage.token(at).filter(|token| token.glued);
    glued(end).is_some_and(Token::is_dash)
        && glued(end + 1).is_some_and(|letters| letters.case == Case::Upper && letters.is_word())
        && glued(end + 2).is_some_and(Token::is_number)
        && passage.word(end + 2).len() > 1
        && glued(end + 3).is_some()
}

/// How many ambiguous names vouch for each other.
const SEVERAL: usize = 3;

/// "the Harrier and the Stinger stood by the Javelin": three things of a sentence whose names are those of
/// weapons too.
fn is_in_company(passage: &Passage, hit: Hit) -> bool {
    let thing = |at: usize| {
        let article = passage.follows_any(at, list!("the a an"));
        let named = passage.longest(at, |sense| matches!(sense, Sense::Weapon(_)));
        named.filter(|hit| article && passage.tokens[hit.end - 1].case == Case::Title)
    };
    let single = |hit: &Hit| {
        let on = passage.token(hit.end).is_some_and(|next| {
            next.is_capital()
                || next.glued && (next.is_word() || next.is_number() || next.is_dash())
        });
        !on && !passage.tokens[hit.end - 1].is_plural() && !is_ambiguous_office(passage, *hit)
    };
    if thing(hit.first).filter(single).is_none() {
        return false;
    }
    let sentence = passage.sentence(hit.first);
    let mut things = [None; SEVERAL];
    for at in sentence {
        let Some(other) = thing(at).filter(single) else { continue };
        let new = !things.contains(&Some(other.sense));
        if let Some(free) = things.iter_mut().find(|thing| thing.is_none()).filter(|_| new) {
            *free = Some(other.sense);
        }
        if things.iter().all(Option::is_some) {
            return true;
        }
    }
    false
}

/// "the Senator": an office bears the name too.
fn is_ambiguous_office(passage: &Passage, hit: Hit) -> bool {
    passage.hits_at(hit.first).iter().any(|other| other.sense == Sense::Title)
}

/// "Swift Boat Veterans": those who bear the name of what they served on.
fn is_of_society(passage: &Passage, end: usize) -> bool {
    let after = head_at(passage, end).unwrap_or(end);
    let society =
        list!("veterans association society foundation club museum memorial reunion fund");
    passage.is_any(after, society) && passage.token(after).is_some_and(Token::is_capital)
}

/// "in Kursk, which": the town after which the weapon is called.
fn is_located(passage: &Passage, hit: Hit) -> bool {
    let town = |place: &Hit| matches!(place.sense, Sense::Place(_)) && place.end == hit.end;
    passage.follows_any(hit.first, list!("in near around outside"))
        && passage.hits_at(hit.first).iter().any(town)
}

/// "Operation Matador", "Lake Erie": the word before says what bears the name.
fn is_named_after(passage: &Passage, first: usize) -> bool {
    let capital = passage.before(first).is_some_and(|before| before.is_capital());
    let itself = passage.is_any(first, list!("atoll"))
        && !passage.traits(first.saturating_sub(1)).has(Traits::FUNCTION);
    let bearer = list!(
        "operation exercise mount lake project camp fort hurricane typhoon storm river cape saint st"
    );
    capital && (itself || passage.follows_any(first, bearer))
}

/// "the frigate Antelope": a ship that bears the name of another kind of weapon.
fn is_ships_name(passage: &Passage, first: usize, number: u32) -> bool {
    let ship = passage.lexicon.weapon(number).is_some_and(|known| is_ship(&known.kind));
    !ship && follows_ship(passage, first)
}

/// "8 U.S.C. 1101", "FORM NO. 10": letters with stops among numbers cite a law or a form.
fn is_cited(passage: &Passage, hit: Hit) -> bool {
    let number = |at: usize| {
        passage.token(at).is_some_and(|t| t.is_number() || t.is_mark('§'))
            && !passage.starts_sentence(at)
    };
    let dotted = passage.word(hit.first).contains('.');
    let title =
        passage.is(hit.first, "cfr") && passage.before(hit.first).is_some_and(Token::is_number);
    let around = hit.first.checked_sub(1).is_some_and(number) || number(hit.end);
    let last = passage.token(hit.end - 1).is_some_and(Token::is_number);
    let form = last
        && (passage.is_loud(hit.first) || passage.before(hit.first).is_some_and(Token::is_capital));
    dotted && around || title || form
}

/// "the Charles de Gaulle carrier strike group": a ship that bears a person's name.
fn is_ship_of(passage: &Passage, hit: Hit) -> bool {
    passage.follows_any(hit.first, list!("the")) && passage.is_any(hit.end, list!("carrier class"))
}

/// "Washington, DC": the city, not who governs from it.
fn is_address(passage: &Passage, hit: Hit) -> bool {
    let before = passage.before(hit.first).is_some_and(|token| token.is_mark(','));
    let city = hit.first.checked_sub(1 + usize::from(before));
    passage.is_any(hit.first, list!("dc d.c"))
        && city.is_some_and(|at| passage.is(at, "washington"))
}

/// "the Senate. Foreign Relations Committee": a sentence ends inside.
fn crosses_stop(passage: &Passage, hit: Hit) -> bool {
    let stop = |at: usize| passage.tokens[at].is_mark('.');
    passage.sentence_number(hit.first) != passage.sentence_number(hit.end - 1)
        && (hit.first..hit.end).any(stop)
}

/// "of Delair, N. J.", "the Boeing district": a town or a quarter that bears a firm's name.
fn is_town(passage: &Passage, hit: Hit) -> bool {
    let quarter = list!("district neighbourhood neighborhood quarter suburb");
    let quarter = passage.is_any(hit.end, quarter) && passage.tokens[hit.end].case == Case::Lower;
    let of = passage.follows_any(hit.first, list!("of in at near from"));
    let comma = passage.token(hit.end).is_some_and(|token| token.is_mark(',') && token.glued);
    let state = || {
        place_end(passage, hit.end + 1).is_some()
            || is_initial(passage, hit.end + 1)
                && passage
                    .token(hit.end + 3)
                    .is_some_and(|token| token.case == Case::Upper && token.span.len() == 1)
    };
    let single = hit.end == hit.first + 1 && passage.tokens[hit.first].case == Case::Title;
    single && (quarter || of && comma && state())
}

/// "Time for a Change", "AGREEMENT AND PLAN OF MERGER": a word that is never a name by itself, where it has its
/// capital letter anyway.
fn is_ordinary(passage: &Passage, hit: Hit) -> bool {
    let single = hit.end == hit.first + 1;
    let colon = passage.before(hit.first).is_some_and(|before| before.is_mark(':'));
    let traits = passage.traits(hit.first);
    let never = traits.has(Traits::NEVER_NAME);
    let written = match passage.tokens[hit.first].case {
        Case::Title => {
            never && (colon || passage.starts_sentence(hit.first) || passage.is_loud(hit.first))
        }
        Case::Upper => {
            let small = |at: usize| {
                passage.token(at).is_some_and(|token| {
                    let shouted = token.case == Case::Upper && token.span.len() > 1;
                    shouted && token.traits.has(Traits::FUNCTION)
                })
            };
            let among = hit.first.checked_sub(1).is_some_and(small) || small(hit.end);
            traits.any(Traits::ACTING.with(Traits::SAYING)) && (among || passage.is_loud(hit.first))
        }
        _ => false,
    };
    single && written
}

/// True if the words around an abbreviation that means other things too speak of an actor: what groups and
/// services do stands in its sentence, or it says or does something.
fn has_sign(passage: &Passage, hit: Hit) -> bool {
    let sentence = passage.sentence(hit.first);
    let from = hit.first.saturating_sub(14).max(sentence.start);
    let mut around = (from..hit.first).chain(hit.end..(hit.end + 14).min(sentence.end));
    let verb = passage.token(hit.end).is_some_and(|next| {
        next.case == Case::Lower && next.traits.any(Traits::SAYING.with(Traits::ACTING))
    });
    verb || around.any(|at| passage.is_any(at, list!(SIGNS)))
}

const SIGNS: &str = "attack attacks attacked bomb bombs bombing bombings militant militants terrorist \
    terrorists terror terrorism separatist separatists guerrilla guerrillas gunmen ceasefire paramilitary \
    paramilitaries killed fighters insurgents rebels armed disarm jihadist jihadists islamist faction cell \
    cells leader leaders commander agents intelligence spies hackers espionage prisoners loyalist \
    republican sanctions affiliated banned outlawed dissident dissidents network broadcaster channel";

/// An abbreviation in capitals among small letters is no ordinary word.
fn is_acronym(passage: &Passage, hit: Hit) -> bool {
    let upper = passage
        .token(hit.first)
        .is_some_and(|token| token.case == Case::Upper && token.span.len() >= 3);
    upper && hit.end == hit.first + 1 && !passage.is_loud(hit.first)
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

/// Past "Mod 2" after "Mk 46", "Block III" after "Tomahawk".
fn modified_end(passage: &Passage, end: usize) -> usize {
    let counted = passage.is_any(end, list!("mod block"))
        && passage.token(end).is_some_and(|token| token.is_capital() && !token.new_line);
    let Some(number) = passage.token(end + 1).filter(|_| counted) else { return end };
    let roman = number.case == Case::Upper
        && number.span.len() <= 4
        && passage.word(end + 1).chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let figure = number.is_number() && number.span.len() <= 2;
    if !(roman || figure) {
        return end;
    }
    let letter = passage.token(end + 2).is_some_and(|next| {
        next.glued && next.is_word() && next.case == Case::Upper && next.span.len() == 1
    });
    end + 2 + usize::from(letter)
}

/// True for "M" in "Iskander-M", "83" in "YJ-83": not for "class" or "Ukrainian".
fn suffix_follows(passage: &Passage, at: usize) -> bool {
    passage.token(at).is_some_and(|token| {
        let letters = token.is_word() && token.case == Case::Upper && token.span.len() <= 3;
        token.glued && (letters || token.is_number() && token.span.len() <= 3)
    })
}

/// True if the hit is only part of a longer hyphenated or possessed name that is not listed.
fn continues_name(passage: &Passage, hit: Hit) -> bool {
    let next = passage.token(hit.end);
    let glued_letters =
        next.is_some_and(|token| token.glued && (token.is_word() || token.is_number()));
    glued_letters && !passage.word(hit.end).eq_ignore_ascii_case("s")
}
