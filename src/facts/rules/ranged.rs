//! Names of weapons that no list holds, by the range that the text gives them: "the Kanone 12 with a range
//! of 115 km", "Sky Sword 4E, which was built in secret, has a range of". Persons, places, firms and cars
//! have none, or another one.

use super::context::{is_other_name, is_quote};
use super::introduced::COUNTED;
use super::noise::is_broken;
use super::weapon_words::{head_at, weapon_near};
use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::{WordList, list};

const RULE: &str = "named by its range";

/// How many words away a weapon may stand that says of what the text speaks.
const FAR: usize = 60;

/// The longest name in tokens.
const LONGEST: usize = 6;

/// Adds the names of which the passage tells the range.
pub fn find(passage: &Passage, findings: &mut Findings) {
    if !passage.any_trait(Traits::UNIT) || !passage.any_trait(Traits::REACH) {
        return;
    }
    let mut next = 0;
    for at in passage.starts(Starts::NAME) {
        if at < next || passage.is_loud(at) || is_broken(passage, at) {
            continue;
        }
        let end = name_end(passage, at);
        if end == at {
            continue;
        }
        next = end;
        let kind = head_at(passage, end).filter(|_| !passage.starts_sentence(at));
        let told = is_told(passage, end)
            || kind.is_some_and(|kind| is_told(passage, kind))
            || is_of_range(passage, at, end);
        if told && !is_civil(passage, at) && is_of_war(passage, at, end) {
            findings.add(passage.span(at, end), What::NamedWeapon(None), RULE);
        }
    }
}

/// True if the text speaks of weapons.
fn is_of_war(passage: &Passage, first: usize, end: usize) -> bool {
    let from = first.saturating_sub(FAR);
    let to = (end + FAR).min(passage.tokens.len());
    weapon_near(passage, (first, end), FAR) || (from..to).any(|at| passage.is_any(at, WAR))
}

const WAR: &WordList = list!(
    "military army navy armed warhead warheads weapon weapons troops artillery ballistic launcher \
    launchers launched fired strikes defence defense munition munitions"
);

/// The token after the name at `first`: capitals that nothing else is known of, with the numbers and
/// letters that belong to them.
fn name_end(passage: &Passage, first: usize) -> usize {
    let inside = passage.tokens[first].glued && passage.before(first).is_some_and(joins);
    let longer = passage.before(first).is_some_and(|before| {
        before.is_capital() && !before.traits.has(Traits::FUNCTION) && !before.is_number()
    });
    let mark = list!("block mod mark baseline variant");
    let counted = passage.is_any(first, mark) || passage.is_any(first, COUNTED);
    let other = inside || longer && !is_owned(passage, first) || is_governed(passage, first);
    if !is_part(passage, first) || other || counted {
        return first;
    }
    let mut end = first + 1;
    while end < first + LONGEST {
        let Some(token) = passage.token(end) else { break };
        let dash = token.is_dash() && token.glued;
        let after = passage.token(end + 1).filter(|next| next.glued);
        let joined = dash
            && after.is_some_and(|next| next.is_number() || next.is_capital())
            && !is_other_name(passage, end + 1);
        let number = token.is_number() && token.span.len() <= 4 && !token.new_line;
        let letters = token.glued && token.is_capital() && token.span.len() <= 3;
        let word = is_part(passage, end) && !token.glued && !passage.starts_sentence(end);
        end += match (joined, number || letters || word) {
            (true, _) => 2,
            (_, true) => 1,
            _ => break,
        };
    }
    let continues = passage.token(end).is_some_and(|next| {
        let opens = passage.starts_sentence(end);
        next.is_capital() && !next.traits.has(Traits::FUNCTION) && !opens
            || next.glued && (next.is_word() || next.is_dash())
    });
    // "the Anglo-French missile"
    let nations = passage.is_any(first, list!("anglo franco sino russo indo euro afro"));
    let person = end == first + 2 && passage.traits(first).has(Traits::GIVEN);
    let word =
        end == first + 1 && passage.starts_sentence(first) && passage.tokens[first].id.is_known();
    if continues || person || word || nations { first } else { end }
}

/// "in the early Crusades", "fired from Semnan": where or with what something is done.
fn is_governed(passage: &Passage, first: usize) -> bool {
    let small = |at: &usize| passage.tokens[*at].case == Case::Lower;
    let mut before = (first.saturating_sub(4)..first).rev().take_while(small).collect::<Vec<_>>();
    before.extend(first.checked_sub(before.len() + 1));
    let place = list!("by from for to against under during in");
    before.iter().any(|&at| passage.traits(at).has(Traits::LOCATIVE) || passage.is_any(at, place))
}

fn joins(token: &Token) -> bool {
    token.is_word() || token.is_number() || token.is_dash()
}

/// "Iran's Foo", "the Soviet Foo": whose it is.
fn is_owned(passage: &Passage, first: usize) -> bool {
    let whose = |sense| matches!(sense, Sense::Adjective(_));
    passage.before(first).is_some_and(|before| before.kind == Kind::Possessive)
        || (first.saturating_sub(2)..first)
            .any(|at| passage.longest(at, whose).is_some_and(|hit| hit.end == first))
}

/// A word of a name: a capital that is no title, office, body, state, or weapon that is known.
fn is_part(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.is_word() && token.is_capital())
    else {
        return false;
    };
    let never = Traits::FUNCTION
        .with(Traits::MONTH)
        .with(Traits::WEEKDAY)
        .with(Traits::NEVER_NAME)
        .with(Traits::ORG_HEAD)
        .with(Traits::FORCE_HEAD)
        .with(Traits::OTHER_HEAD)
        .with(Traits::ROLE_HEAD)
        .with(Traits::TITLE)
        .with(Traits::WEAPON_WORD)
        .with(Traits::ETHNIC)
        .with(Traits::SAYING);
    let known = |sense| matches!(sense, Sense::Weapon(_) | Sense::Variant(_) | Sense::Place(_));
    let listed = passage.longest(at, known).is_some();
    if token.span.len() == 1 {
        return is_lettered(passage, at);
    }
    !token.traits.any(never) && !listed && !is_other_name(passage, at)
}

/// The "A" of "A-3": a letter that a dash joins to a number.
fn is_lettered(passage: &Passage, at: usize) -> bool {
    passage.token(at + 1).is_some_and(|dash| dash.is_dash() && dash.glued)
        && passage.token(at + 2).is_some_and(|number| number.is_number() && number.glued)
}

/// True if what follows the name tells its range: "has a range of 300 km", "with a 300 km range", "can
/// fly 300 km", past an aside between commas or brackets.
fn is_told(passage: &Passage, end: usize) -> bool {
    let end = past_aside(passage, end);
    let verb = end + usize::from(passage.is_any(end, list!("also reportedly now")));
    let has = passage.is_any(verb, HAVING)
        || passage.token(verb).is_some_and(|token| token.kind == Kind::Possessive);
    let comma = passage.token(end).is_some_and(|token| token.is_mark(','));
    let with = comma && passage.is_any(end + 1, list!("with whose"));
    let bracket = passage.token(end).is_some_and(|token| token.is_mark('('))
        && (end + 1..end + 4).any(|at| passage.traits(at).has(Traits::REACH))
        && is_far(passage, end + 1);
    bracket
        || has && has_range(passage, verb + 1)
        || with && has_range(passage, end + 2)
        || passage.is_any(verb, list!("can could")) && reaches(passage, verb + 1)
        || passage.is(end, "range")
            && passage.is_any(end + 1, list!("is was"))
            && is_far(passage, end + 1)
}

const HAVING: &WordList =
    list!("has have had with having whose boasts boasted offers possesses features gives");

/// Past the quotation mark, the bracket or the relative clause after a name that ends at `end`.
fn past_aside(passage: &Passage, end: usize) -> usize {
    let mut at = end + usize::from(passage.token(end).is_some_and(is_quote));
    let limit = passage.sentence(end.saturating_sub(1)).end.min(at + ASIDE);
    let close =
        |at: usize, mark: char| (at + 1..limit).find(|&at| passage.tokens[at].is_mark(mark));
    if passage.token(at).is_some_and(|token| token.is_mark('(')) {
        at = close(at, ')').map_or(at, |close| close + 1);
    }
    let opens = passage.token(at).is_some_and(|token| token.is_mark(','))
        && passage.is_any(at + 1, list!("which that a an the developed built made designed known"));
    match opens.then(|| close(at, ',')).flatten() {
        Some(close) => close + 1,
        None => at,
    }
}

/// How many tokens such an aside may have.
const ASIDE: usize = 18;

/// "a maximum range of 300 km", "a 300 km range": at token `at`.
fn has_range(passage: &Passage, at: usize) -> bool {
    let end = passage.sentence(at).end.min(at + 7);
    let Some(range) = (at..end).find(|&at| passage.traits(at).has(Traits::REACH)) else {
        return false;
    };
    let sensor = (at..range).any(|at| passage.is_any(at, SENSING));
    let plain = (at..range).all(|at| {
        let token = passage.tokens[at];
        token.is_word() && !passage.is_any(at, list!("and with of having that which"))
            || token.is_number()
            || token.is_dash()
    });
    let before = (at..range).any(|at| passage.traits(at).has(Traits::UNIT));
    let after = passage.is_any(range + 1, list!("of exceeding up over from between"))
        && is_far(passage, range + 1);
    plain && !sensor && (before || after)
}

/// "reach targets 300 km away": a verb at token `at`, and a distance.
fn reaches(passage: &Passage, at: usize) -> bool {
    let verb = list!("reach hit strike fly travel engage fire shoot");
    passage.is_any(at, verb) && is_far(passage, at)
}

/// True if a number and a unit of length follow token `at` closely, and no comma stands before them.
fn is_far(passage: &Passage, at: usize) -> bool {
    let end = passage.sentence(at).end.min(at + 9);
    let comma = |at: &usize| passage.tokens[*at].is_mark(',');
    let end = (at..end).find(comma).unwrap_or(end);
    let number = (at..end)
        .find(|&at| passage.tokens[at].is_number() || passage.traits(at).has(Traits::NUMERAL));
    let high = list!("altitude height high");
    number.is_some_and(|number| {
        let unit =
            (number + 1..end.min(number + 6)).find(|&at| passage.traits(at).has(Traits::UNIT));
        unit.is_some_and(|unit| !(unit + 1..unit + 3).any(|at| passage.is_any(at, high)))
    })
}

/// "the range of the Foo is 300 km".
fn is_of_range(passage: &Passage, first: usize, end: usize) -> bool {
    let article = usize::from(passage.follows_any(first, list!("the a an its their")));
    let of = (first - article).checked_sub(1).filter(|&of| passage.is(of, "of"));
    let range = of.is_some_and(|of| of > 0 && passage.traits(of - 1).has(Traits::REACH));
    range && passage.is_any(end, list!("is was exceeds reaches")) && is_far(passage, end)
}

/// True if the sentence speaks of what else has a range.
fn is_civil(passage: &Passage, at: usize) -> bool {
    passage.sentence(at).any(|at| passage.is_any(at, CIVIL) || passage.is_any(at, SENSING))
}

const CIVIL: &WordList = list!(
    "car cars suv sedan hatchback ev evs electric battery charge bike bikes scooter truck taxi bus ferry \
    airliner airliners passenger passengers cargo router wifi bluetooth radio radios telescope"
);

const SENSING: &WordList = list!(
    "radar radars sensor sensors sonar detection tracking camera cameras price transmission frequency \
    datalink antenna"
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::rules::told::found_by;

    fn names(text: &str) -> Vec<String> {
        found_by(find, text)
    }

    #[test]
    fn a_range_names_the_weapon() {
        let text = "Two missiles were shown. The Zorvat 12 has a range of 115 km, and Iran's Qelbar-4E, \
            which was built in secret, has a 90 km range. The range of the Umbrak is 70 km.";
        assert_eq!(names(text), ["Zorvat 12", "Qelbar-4E", "Umbrak"]);
        assert_eq!(names("Of the guns, the Vesk can reach targets 9 km away."), ["Vesk"]);
    }

    #[test]
    fn persons_places_cars_and_radars_have_no_such_range() {
        for text in [
            "The missile flew. Anna Petrov has a range of 300 km to walk.",
            "Missiles were fired from Vardeny with a range of 300 km.",
            "The tank passed. The electric Volantis has a range of 500 km.",
            "The missile needs the Rajor radar; the Rajor has a detection range of 60 km.",
            "The Umbrak has a range of 70 km.",
            "The missile rose. The Umbrak can fly 7 km high.",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }
}
