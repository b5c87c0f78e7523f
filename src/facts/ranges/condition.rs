//! The load, use or profile for which a range holds: "against ships", "with rocket-assisted shells",
//! "with a light load". Reads the clause around the distance and decides nothing about it.

use super::measure::Measure;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// The condition of the distance: right after it, before its label, or what its sentence begins with.
pub fn condition(passage: &Passage, measure: &Measure) -> Option<Span> {
    after(passage, measure)
        .or_else(|| before(passage, measure))
        .or_else(|| fronted(passage, measure))
}

/// "M against aircraft", "M (with a light load)", "M at 30 knots".
fn after(passage: &Passage, measure: &Measure) -> Option<Span> {
    let bracket = passage.token(measure.after).is_some_and(|token| token.is_mark('('));
    let range = usize::from(passage.is_any(measure.after, list!("away range")));
    let first = measure.after + usize::from(bracket) + range;
    let opens = opens(passage, first);
    opens.then(|| phrase(passage, first, passage.sentence(measure.number).end)).flatten()
}

/// "Range against aircraft: M", "With Excalibur: M".
fn before(passage: &Passage, measure: &Measure) -> Option<Span> {
    let colon = measure.first.checked_sub(1)?;
    let joint = passage.tokens[colon].is_mark(':') || passage.is(colon, "is");
    let from = colon.saturating_sub(LONGEST).max(passage.sentence(colon).start);
    let first = (from..colon).find(|&at| opens(passage, at)).filter(|_| joint)?;
    let plain = (first..colon).all(|at| {
        let token = passage.tokens[at];
        (token.is_word() || token.is_dash() || token.is_number())
            && !token.traits.has(Traits::REACH)
    });
    plain.then(|| passage.span(first, colon))
}

/// "With three drop tanks, the W has": up to the comma after it.
fn fronted(passage: &Passage, measure: &Measure) -> Option<Span> {
    let start = passage.sentence(measure.number).start;
    let fired = passage.is_any(start, list!("fired launched"))
        && passage.is_any(start + 1, list!("from by"));
    if !(opens(passage, start) || fired)
        || passage.is(start + 1, "a") && names_range(passage, start)
    {
        return None;
    }
    let end = measure.first.min(start + LONGEST);
    let comma = (start..end).find(|&at| passage.tokens[at].is_mark(','));
    let article = (start + 2..end).find(|&at| {
        passage.is_any(at, list!("the it its")) && !passage.traits(at - 1).has(Traits::FUNCTION)
    });
    let close = comma.or(article).filter(|&close| close > start + 1)?;
    if (start..close).any(|at| passage.is_any(at, list!("its their his made changes help"))) {
        return None;
    }
    Some(passage.span(start, close))
}

/// "With a range of M, the missile": no condition.
fn names_range(passage: &Passage, start: usize) -> bool {
    (start..start + 6).any(|at| passage.traits(at).has(Traits::REACH))
}

/// A word that begins a condition.
fn opens(passage: &Passage, at: usize) -> bool {
    let next = list!("a an the its accuracy cep speed precision");
    let with = passage.is(at, "with")
        && !(passage.is_any(at + 1, next)
            && (at + 1..at + 4).any(|at| passage.is_any(at, NO_CONDITION)));
    let speed = passage.is(at, "at")
        && (passage.token(at + 1).is_some_and(Token::is_number)
            && (at + 2..at + 4).any(|at| passage.is_any(at, list!("knots kn kt knot km kph mph")))
            || passage.is_any(at + 1, list!("low high sea medium supersonic subsonic")));
    let on = passage.is_any(at, list!("on in"))
        && (at + 1..at + 6).any(|at| passage.is_any(at, list!("mission profile mode")));
    let from = passage.is(at, "from")
        && (at + 1..at + 5).any(|at| {
            passage.is_any(at, list!("barrel barrels gun guns howitzer launcher altitude"))
        });
    with || speed || on || from || passage.is_any(at, CONDITIONAL) && !is_time(passage, at)
}

/// "When the programme began": a time, where "when fired from a truck" is a condition.
fn is_time(passage: &Passage, at: usize) -> bool {
    let clause = at + 1..passage.sentence(at).end.min(at + LONGEST);
    let comma = clause.clone().find(|&at| passage.tokens[at].is_mark(','));
    let past =
        list!("began was were had entered became started came ended signed left ran introduced");
    let told = (clause.start + 1..comma.unwrap_or(clause.end)).any(|at| passage.is_any(at, past));
    passage.is(at, "when") && told
}

/// The words from `first` up to the end of the phrase.
fn phrase(passage: &Passage, first: usize, end: usize) -> Option<Span> {
    let stop = |at: &usize| {
        let token = passage.tokens[*at];
        let mark = !token.is_word() && !token.is_number() && !token.is_dash();
        let clause = *at > first + 1
            && passage.is_any(*at, list!("and but while which that or is are was were has to"));
        mark || clause
    };
    let end = end.min(first + LONGEST).min(passage.tokens.len());
    let close = (first + 1..end).find(stop).unwrap_or(end);
    (close > first + 1).then(|| passage.span(first, close))
}

/// How many words a condition may have.
const LONGEST: usize = 12;

const CONDITIONAL: &WordList = list!("against when using without carrying depending");

/// What a weapon has beside its range.
const NO_CONDITION: &WordList = list!(
    "accuracy cep speed precision range ceiling endurance warhead payload crew weight diameter"
);
