//! What the words around an ambiguous name say: "Patriot missiles", "a drone called Ya Ali", "the Asef,
//! a copy of the Khalij Fars", "howitzers such as Archer". Decides nothing about names by themselves.

use super::noise::is_broken;
use super::series::{ends_weapon, is_listed};
use super::weapon_words::is_loose;
use super::weapon_words::{head_at, is_civil, weapon_at};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::list;

/// How many words away a weapon may stand that an article makes a witness of.
const NEAR: usize = 18;

/// True if the words around the name at tokens `first..end` speak of a weapon.
pub fn is_supported(passage: &Passage, first: usize, end: usize) -> bool {
    if is_broken(passage, first) {
        return follows_weapon_word(passage, first) || head_at(passage, end).is_some();
    }
    follows_weapon_word(passage, first)
        || is_beside(passage, first)
        || has_range(passage, end)
        || is_of_range(passage, first)
        || is_capable(passage, end)
        || speaks_after(passage, end)
        || is_of_kind(passage, end)
        || is_called(passage, first)
        || is_explained(passage, end)
        || is_listed(passage, first, end)
        || is_determined(passage, first, end)
            && (has_weapon(passage, (first, end), NEAR) || is_among_weapons(passage, first, end))
}

/// True if token `at` begins a name that is no weapon's and needs no support: a state, a body, a person.
pub fn is_other_name(passage: &Passage, at: usize) -> bool {
    passage.hits_at(at).iter().any(|hit| {
        let other = matches!(
            hit.sense,
            Sense::State(_)
                | Sense::Adjective(_)
                | Sense::People(_)
                | Sense::Capital(_)
                | Sense::Government(_)
                | Sense::Organisation(_)
                | Sense::Person(_)
                | Sense::Title
        );
        other && !hit.weak
    })
}

/// True if a weapon stands within `reach` tokens of `first..end` in the same sentence.
pub fn has_weapon(passage: &Passage, (first, end): (usize, usize), reach: usize) -> bool {
    let sentence = passage.sentence(first);
    let from = first.saturating_sub(reach).max(sentence.start);
    (from..first)
        .chain(end..(end + reach).min(sentence.end))
        .any(|at| weapon_at(passage, at) || passage.is_any(at, list!("warhead warheads payload")))
}

/// True if named weapons that need no support stand in the passage not far away, and the name is no
/// person's: "Why was the Boxer cut?" after talk of others.
fn is_among_weapons(passage: &Passage, first: usize, end: usize) -> bool {
    let person = passage.traits(first).any(Traits::GIVEN.with(Traits::FAMILY));
    let from = first.saturating_sub(FAR);
    let to = (end + FAR).min(passage.tokens.len());
    let named = |at: usize| {
        passage.hits_at(at).iter().any(|hit| {
            matches!(hit.sense, Sense::Weapon(_))
                && !hit.weak
                && !is_loose(passage, hit.first, hit.end)
        })
    };
    !person && (from..first).chain(end..to).any(named)
}

/// How many words away a named weapon may stand that tells of what the passage speaks.
const FAR: usize = 50;

/// "anti-ship missile Moskit": a modifier or the kind of a weapon ends right before the name.
fn follows_weapon_word(passage: &Passage, first: usize) -> bool {
    (first.saturating_sub(4)..first).any(|at| {
        passage
            .hits_at(at)
            .iter()
            .any(|hit| hit.end == first && matches!(hit.sense, Sense::Head(_) | Sense::Modifier))
    })
}

/// "DF-15 (Hatf)", "two Hawk": a weapon just before, a number or a bracket between.
fn is_beside(passage: &Passage, first: usize) -> bool {
    first > 1
        && passage.before(first).is_some_and(|before| before.is_number() || before.is_mark('('))
        && (first.saturating_sub(4)..first).any(|at| {
            passage.hits_at(at).iter().any(|hit| matches!(hit.sense, Sense::Weapon(_)) && !hit.weak)
        })
}

/// "X has a range of", "X can reach 300 km": what follows says how far it goes.
fn has_range(passage: &Passage, end: usize) -> bool {
    let sentence = passage.sentence(end.saturating_sub(1)).end;
    let range =
        (end..sentence.min(end + 8)).any(|at| passage.is_any(at, list!("range ranges radius")));
    let verb = (end..sentence.min(end + 10)).find(|&at| {
        let able = passage.follows_any(at, list!("can could to"))
            && passage.is_any(
                at,
                list!("reach hit strike fly travel cover fire throw shoot lob hurl engage"),
            );
        able || passage.is_any(at, list!("reaches flies hits strikes covers"))
    });
    let far =
        |verb: usize| (verb..sentence.min(verb + 9)).any(|at| passage.traits(at).has(Traits::UNIT));
    let comma = passage.token(end).is_some_and(|token| token.is_mark(','));
    let of = comma && passage.is(end + 1, "of") && far(end + 1) && is_measure(passage, end + 2);
    range || of || verb.is_some_and(far)
}

/// "X would be capable of flying", "X reaches a top speed of Mach 2": what weapons and no persons do.
fn is_capable(passage: &Passage, end: usize) -> bool {
    let sentence = passage.sentence(end.saturating_sub(1)).end;
    let capable = (end..sentence.min(end + 5)).any(|at| {
        passage.is(at, "capable")
            && passage.is_any(
                at + 2,
                list!("flying hitting striking reaching carrying destroying engaging penetrating"),
            )
    });
    let mach =
        |at: usize| passage.is(at, "mach") && passage.token(at + 1).is_some_and(Token::is_number);
    capable || (end..sentence.min(end + 30)).any(mach)
}

/// "the range of the X", "the reach of X".
fn is_of_range(passage: &Passage, first: usize) -> bool {
    let article = usize::from(passage.follows_any(first, list!("the a an its their")));
    let of = (first - article).checked_sub(1).filter(|&of| passage.is(of, "of"));
    of.is_some_and(|of| passage.follows_any(of, list!("range ranges reach radius")))
}

/// "60 km", "about 60 km": a number and a unit.
fn is_measure(passage: &Passage, at: usize) -> bool {
    let number = (at..at + 2).find(|&at| passage.token(at).is_some_and(Token::is_number));
    number.is_some_and(|number| passage.traits(number + 1).has(Traits::UNIT))
}

/// A weapon's word follows, past the rest of a list or a bracket with a distance: "Fateh, Ghadr and
/// Emad missiles", "Ghadr (1,950 km)", "the Tomahawk's range".
fn speaks_after(passage: &Passage, end: usize) -> bool {
    let end = end + usize::from(passage.token(end).is_some_and(is_quote));
    let mut at = end;
    while at < end + 12 {
        let Some(token) = passage.token(at) else {
            return false;
        };
        let head = passage.longest(at, |sense| matches!(sense, Sense::Head(_))).is_some();
        let word = passage.is_any(at, list!(WORDS));
        if head || word || at == end && opens_distance(passage, at) {
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

const WORDS: &str =
    "system systems battery batteries launcher launchers range ranges strike strikes";

/// "Mistral heat-seeking anti-aircraft missiles": the kind follows, past its modifiers.
fn is_of_kind(passage: &Passage, end: usize) -> bool {
    let glued = passage.token(end).is_some_and(|token| token.glued);
    head_at(passage, end).is_some_and(|kind| !glued && kind > end + 1 && !is_noun(passage, kind))
}

/// "(1,950 km", ": 300 m", "– 300 km": a bracket, colon or dash with a number and a unit of length.
pub fn opens_distance(passage: &Passage, at: usize) -> bool {
    let opens = passage.token(at).is_some_and(|token| {
        token.is_mark('(') || token.is_mark(':') || token.is_dash() && !token.glued
    });
    if !opens {
        return false;
    }
    let number = (at + 1..at + 5).find(|&at| passage.token(at).is_some_and(Token::is_number));
    let unit = |at: usize| passage.is_any(at, list!(UNITS));
    number.is_some_and(|number| (number + 1..number + 5).any(unit))
}

const UNITS: &str = "km kms m mi nm nmi mile miles nautical kilometers kilometres metres meters yards \
    yd feet ft";

/// "a cruise missile they called Ya Ali", "drones known as the Toofan".
pub fn is_called(passage: &Passage, first: usize) -> bool {
    let mut at = first;
    while at > 0 && first - at < 3 {
        let quote = passage.before(at).is_some_and(is_quote);
        if !quote && !passage.follows_any(at, list!("the a an as")) {
            break;
        }
        at -= 1;
    }
    if !passage.follows_any(at, list!(NAMING)) {
        return false;
    }
    let mut end = at - 1;
    while end > 0 && at - end < 5 && is_small(passage, end - 1) {
        end -= 1;
    }
    ends_weapon(passage, end)
}

/// What may stand between a weapon and "called": "which they", ", also".
fn is_small(passage: &Passage, at: usize) -> bool {
    let token = &passage.tokens[at];
    token.is_mark(',')
        || token.is_mark('(')
        || token.traits.has(Traits::FUNCTION)
        || passage.is_any(at, list!("better officially locally"))
}

const NAMING: &str = "called named dubbed nicknamed codenamed designated christened known termed \
    labelled labeled";

/// A mark that may open a quotation or a name, or, but for "»", close it.
pub fn is_quote(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark('"' | '“' | '”' | '‘' | '’' | '\'' | '«'))
}

/// "X is a laser-guided missile", "X, a copy of the Khalij Fars, ...": a noun phrase after the name
/// says that it is a weapon.
pub fn is_explained(passage: &Passage, end: usize) -> bool {
    let mut at = end;
    at += usize::from(passage.token(at).is_some_and(is_quote));
    if passage.token(at).is_some_and(|token| token.is_mark('(')) {
        let close = (at..at + 12).find(|&at| passage.token(at).is_some_and(|t| t.is_mark(')')));
        at = close.map_or(at, |close| close + 1);
    }
    let copula = passage.is_any(at, list!("is was are were remains"));
    let comma = passage.token(at).is_some_and(|token| token.is_mark(','));
    let article = passage.is_any(at + 1, list!("a an the its their his one two three"));
    (copula || comma) && article && names_weapon(passage, at + 2, copula)
}

/// True if the noun phrase at `from` is one for a weapon: its head, or what it is a copy of.
fn names_weapon(passage: &Passage, from: usize, copula: bool) -> bool {
    let sentence = passage.sentence(from).end;
    let mut at = from;
    while at < sentence.min(from + 10) {
        if passage.longest(at, |sense| sense == Sense::Blocked).is_some() {
            return false;
        }
        if let Some(end) = head_at(passage, at) {
            let civil = end == at + 1 && is_civil(&passage.word(at).to_ascii_lowercase());
            let peaceful = civil && passage.follows_any(at, list!(PEACEFUL));
            return !(is_noun(passage, end) || peaceful);
        }
        let named = passage.longest(at, |sense| matches!(sense, Sense::Weapon(_)));
        if let Some(hit) = named.filter(|hit| !hit.weak) {
            return !copula || !is_noun(passage, hit.end);
        }
        let token = passage.tokens[at];
        let of = passage.is(at, "of") && passage.follows_any(at, list!(KINDS));
        let article =
            passage.is_any(at, list!("the a an its")) && passage.is(at.saturating_sub(1), "of");
        let inside = of || article || token.is_dash() || token.kind == Kind::Possessive;
        if !inside
            && (!token.is_word() || token.traits.has(Traits::FUNCTION) && !is_order(passage, at))
        {
            return false;
        }
        at += 1;
    }
    false
}

/// What makes a ship or a craft no weapon.
const PEACEFUL: &str = "museum cruise cargo container merchant passenger fishing research survey sailing \
    rescue suspicious hospital pleasure tour dive expedition";

fn is_order(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("new first second third last next far old two three"))
}

const KINDS: &str = "family series type class version variant copy derivative kind generation pair \
    range development member";

/// True if a further noun follows, so that the weapon before it is only its modifier: "missile
/// factory", "drone strikes".
pub fn is_noun(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.is_word()) else {
        return false;
    };
    let word = passage.word(at);
    let verb = token.traits.any(Traits::FUNCTION.with(Traits::SAYING).with(Traits::REACH))
        || word.ends_with("ed")
        || word.ends_with("ing")
        || word.ends_with("ly")
        || passage.is_any(at, list!(VERBS));
    token.case == Case::Lower && !verb
}

const VERBS: &str = "runs ran engages travels covers reaches weighs destroys penetrates hit hits flew flown fell struck strikes landed built made shot sold known born \
    went came sank took takes carries carry flies fly uses use fires fire enters entered bought \
    developed system systems";

/// Things that names of weapons and cities stand before, too.
const NAMED: &str = "agreement agreements accord accords treaty act protocol protocols process summit talks \
    conference disaster film movie novel museum competition contest newspaper magazine family school \
    street station hospital hotel cup prize award trophy shower skin mountain mountains";

/// "the Archer", "an Archer", "Sweden's Archer", "two Patriots": a word before the name, or its
/// plural, says that it is a thing and neither a person nor a place; not if it stands before the thing:
/// "the Minsk agreements".
fn is_determined(passage: &Passage, first: usize, end: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|_| !passage.is_any(end, list!(NAMED))) else {
        return false;
    };
    let token = passage.tokens[before];
    let plural =
        passage.token(end - 1).is_some_and(|name| name.is_plural() && name.case == Case::Title);
    let owner = token.kind == Kind::Possessive
        || passage
            .longest(before, |sense| matches!(sense, Sense::Adjective(_)))
            .is_some_and(|hit| hit.end == first);
    let adjective = passage.is_any(before, list!("new old latest first older newer"));
    let at = before.saturating_sub(usize::from(adjective));
    let article = passage.is_any(at, list!("the a an its their another")) || token.is_number();
    let named_on = passage
        .token(end)
        .is_some_and(|next| next.is_capital() && !next.glued && !next.traits.has(Traits::FUNCTION));
    (article || owner || plural || token.traits.has(Traits::NUMERAL)) && !named_on
}
