//! Distances: a number or two, a unit, an approximator, a converted value. Every distance of a
//! passage, whatever it measures.

use super::approximator::{self, approximator};
use super::number::number;
use crate::facts::lexicon::Traits;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// A distance.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its first token, the approximator included.
    pub first: usize,
    /// One past its last token (the unit).
    pub end: usize,
    /// One past the converted value, if there is one.
    pub after: usize,
    /// The number's first token.
    pub number: usize,
    /// Spans of the same value in other units.
    pub also: Vec<Span>,
    /// Lower bound in kilometres.
    pub min_km: Option<f64>,
    /// Upper bound in kilometres.
    pub max_km: Option<f64>,
    /// Kind of bound.
    pub approx: Approx,
}

/// Every distance of the passage, in order: numbers with a unit of length somewhere after them.
pub fn measures(passage: &Passage) -> Vec<Measure> {
    let mut out = Vec::new();
    let Some(unit) = passage.starts(Starts::UNIT).last() else { return out };
    let mut next = 0;
    for at in passage.starts(Starts::NUMBER).take_while(|&at| at < unit) {
        if at < next {
            continue;
        }
        if let Some(measure) = read(passage, at) {
            next = measure.after;
            out.push(measure);
        }
    }
    out
}

/// Values and unit, before approximators are looked at.
struct Amount {
    low: f64,
    high: f64,
    end: usize,
    several: bool,
    open: bool,
    km: f64,
}

fn read(passage: &Passage, at: usize) -> Option<Measure> {
    let token = passage.token(at)?;
    if !(token.is_number() || token.traits.has(Traits::NUMERAL)) || is_inside(passage, at) {
        return None;
    }
    let amount = amount(passage, at)?;
    if amount.high <= 0.0 || is_rate_or_area(passage, amount.end) {
        return None;
    }
    let (first, said) = approximator(passage, at);
    let approx = match said {
        Approx::AtLeast if is_negated(passage, first) && !amount.several => Approx::UpTo,
        _ if amount.several => Approx::Interval,
        _ if amount.open || is_open_after(passage, amount.end) => Approx::AtLeast,
        said => said,
    };
    let (low, high) = (amount.low * amount.km, amount.high * amount.km);
    let (min_km, max_km) = match approx {
        Approx::UpTo => (None, Some(high)),
        Approx::AtLeast => (Some(low), None),
        _ => (Some(low.min(high)), Some(low.max(high))),
    };
    let (also, after) = converted(passage, &amount);
    Some(Measure { first, end: amount.end, after, number: at, also, min_km, max_km, approx })
}

/// True for the "17" of "SS-17" and the "5" of "A5".
fn is_inside(passage: &Passage, at: usize) -> bool {
    let Some(before) = passage.before(at) else {
        return false;
    };
    let glued = passage.tokens[at].glued;
    let word = |at: usize| passage.token(at).is_some_and(|t| t.is_word());
    let money =
        matches!(before.kind, crate::facts::token::Kind::Mark('$' | '£' | '€' | '#' | '/' | '.'));
    glued
        && (before.is_word()
            || money
            || before.is_dash()
                && before.glued
                && at > 1
                && word(at - 2)
                && passage.tokens[at].is_number())
}

fn amount(passage: &Passage, at: usize) -> Option<Amount> {
    let (low, mut end) = number(passage, at)?;
    let plus = plus_length(passage, end);
    end += plus;
    let plus = plus > 0;
    let first_unit = unit(passage, end);
    let from = first_unit.map_or(end, |(_, after)| after);
    let bracket = first_unit.and_then(|_| past_bracket(passage, from));
    let spread = second(passage, at, from).map(|second| (second, from));
    let bracketed = || bracket.and_then(|end| Some((second(passage, at, end)?, end)));
    if let Some(((high, after), from)) = spread.or_else(bracketed) {
        let (km, end) = unit(passage, after)?;
        let low_km = first_unit.map_or(km, |(km, _)| km);
        if is_changed(passage, at) && passage.is(from, "to") {
            let amount =
                Amount { low, high: low, end: from, several: false, open: plus, km: low_km };
            return Some(amount);
        }
        return Some(Amount { low: low * low_km / km, high, end, several: true, open: false, km });
    }
    let (km, end) = first_unit.or_else(|| unit_of_list(passage, end).map(|km| (km, end)))?;
    Some(Amount { low, high: low, end, several: false, open: plus, km })
}

/// "500 km (310 miles) to 700 km (430 miles)": past the converted value of the first of two.
fn past_bracket(passage: &Passage, open: usize) -> Option<usize> {
    let opens = passage.token(open)?.is_mark('(') && passage.token(open + 1)?.is_number();
    let close =
        (open + 1..open + 6).find(|&at| passage.token(at).is_some_and(|t| t.is_mark(')')))?;
    let next = passage.is_any(close + 1, list!("to and"));
    (opens && next && passage.traits(close - 1).has(Traits::UNIT)).then_some(close + 1)
}

/// "500+ km", "500-plus km": how many tokens say so.
fn plus_length(passage: &Passage, at: usize) -> usize {
    let dash = usize::from(passage.token(at).is_some_and(|token| token.is_dash() && token.glued));
    match () {
        () if passage.word(at) == "+" => 1,
        () if passage.is(at + dash, "plus") => 1 + dash,
        () => 0,
    }
}

/// The unit of a list of numbers: "20, 40 and 75 km".
fn unit_of_list(passage: &Passage, mut at: usize) -> Option<f64> {
    for _ in 0..6 {
        let comma = usize::from(passage.token(at).is_some_and(|token| token.is_mark(',')));
        let and = usize::from(passage.is_any(at + comma, list!("and or")));
        if comma + and == 0 {
            return None;
        }
        let (_, end) = number(passage, at + comma + and)?;
        if let Some((km, _)) = unit(passage, end) {
            return (and > 0).then_some(km);
        }
        at = end;
    }
    None
}

/// The second number of an interval: "to 500", "–500", "and 500" after "between".
fn second(passage: &Passage, first: usize, at: usize) -> Option<(f64, usize)> {
    let dash = passage.token(at).is_some_and(|token| token.is_dash());
    let between = passage.is(at, "and") && (between_before(passage, first));
    let to = passage.is(at, "to");
    if !(dash || between || to) {
        return None;
    }
    let second_dash = usize::from(to && passage.token(at + 1).is_some_and(|token| token.is_dash()));
    let from = at + 1 + second_dash;
    let from = if dash { from } else { approximator::past(passage, from) };
    let (value, end) = number(passage, from)?;
    unit(passage, end).map(|_| (value, end))
}

/// "extended from 290 to 450 km": two distances, one before and one after the change.
fn is_changed(passage: &Passage, first: usize) -> bool {
    let (first, _) = approximator(passage, first);
    let Some(from) = first.checked_sub(1).filter(|&at| passage.is(at, "from")) else {
        return false;
    };
    let sentence = passage.sentence(from);
    (from.saturating_sub(9).max(sentence.start)..from).any(|at| passage.is_any(at, CHANGING))
}

/// Verbs that make a distance longer or shorter.
pub const CHANGING: &WordList = list!(
    "expand expands expanded expanding extend extends extended extending increase increases increased increasing raise raises raised \
    raising double doubles doubled doubling triple triples tripled boost boosts boosted boosting \
    improve improves improved improving lengthen lengthened grow grows grew grown growing rise rises \
    rose risen rising reduce reduces reduced reducing cut cuts fall falls fell drop drops dropped \
    stretch stretched upgrade upgraded"
);

/// "cannot hit anything beyond 4 km", "does not exceed 300 km": a bound from below denied is one from
/// above.
fn is_negated(passage: &Passage, first: usize) -> bool {
    let sentence = passage.sentence(first);
    let from = first.saturating_sub(5).max(sentence.start);
    (from..=first).any(|at| {
        let not = passage.is_any(at, list!("not never"))
            && passage.is_any(at + 1, list!("exceed reach hit strike fly go engage travel extend"));
        let comma = (at..first).any(|at| passage.token(at).is_some_and(|t| t.is_mark(',')));
        (not || passage.is(at, "cannot")) && !comma
    })
}

fn between_before(passage: &Passage, first: usize) -> bool {
    (first.saturating_sub(3)..first).any(|at| passage.is_any(at, list!("between from")))
}

/// Kilometres in the unit at token `at`, and the token after it. A hyphen may stand before it
/// ("190-mile").
pub fn unit(passage: &Passage, at: usize) -> Option<(f64, usize)> {
    let hyphen = passage.token(at)?.is_dash() && passage.token(at + 1)?.glued;
    let at = at + usize::from(hyphen);
    if passage.is_any(at, list!("nautical statute naut")) {
        let nautical = !passage.is(at, "statute");
        let dot = usize::from(passage.token(at + 1).is_some_and(|token| token.is_mark('.')));
        let dash = usize::from(passage.token(at + 1 + dot).is_some_and(|token| token.is_dash()));
        let mile = passage.is_any(at + 1 + dot + dash, list!("mile miles mi"));
        let km = if nautical { NAUTICAL_MILE } else { MILE };
        return mile.then_some((km, at + 2 + dot + dash));
    }
    let word = passage.word(at);
    let (_, km) = UNITS
        .iter()
        .find(|(name, _)| word == *name || word.len() > 3 && word.eq_ignore_ascii_case(name))?;

    Some((*km, at + 1))
}

/// International mile, international nautical mile, in kilometres (International yard and pound
/// agreement, 1959; First International Extraordinary Hydrographic Conference, 1929).
const MILE: f64 = 1.609_344;
const NAUTICAL_MILE: f64 = 1.852;

const UNITS: &[(&str, f64)] = &[
    ("km", 1.0),
    ("kms", 1.0),
    ("Km", 1.0),
    ("KM", 1.0),
    ("kilometer", 1.0),
    ("kilometers", 1.0),
    ("kilometre", 1.0),
    ("kilometres", 1.0),
    ("mi", MILE),
    ("mile", MILE),
    ("miles", MILE),
    ("nmi", NAUTICAL_MILE),
    ("NM", NAUTICAL_MILE),
    ("nm", NAUTICAL_MILE),
    ("n.m.", NAUTICAL_MILE),
    ("m", 0.001),
    ("meter", 0.001),
    ("meters", 0.001),
    ("metre", 0.001),
    ("metres", 0.001),
    ("yd", 0.000_914_4),
    ("yds", 0.000_914_4),
    ("yard", 0.000_914_4),
    ("yards", 0.000_914_4),
    ("ft", 0.000_304_8),
    ("foot", 0.000_304_8),
    ("feet", 0.000_304_8),
];

/// "km/h", "miles per hour", "km²", "m high": what follows makes it no distance.
fn is_rate_or_area(passage: &Passage, end: usize) -> bool {
    let next = passage.word(end);
    let glued = passage.token(end).is_some_and(|token| token.glued);
    let slash =
        next == "/" && glued && passage.is_any(end + 1, list!("h hr hour s sec second min l"));
    let power = glued && matches!(next, "²" | "³" | "2" | "3");
    let per = passage.is(end, "per")
        || passage.is_any(end, list!("an a")) && passage.is_any(end + 1, list!("hour second day"));
    slash || power || per
}

/// "300 km or more", "800 km and longer": a bound from below.
fn is_open_after(passage: &Passage, end: usize) -> bool {
    passage.is_any(end, list!("or and"))
        && (passage.is(end, "or") && passage.is(end + 1, "more")
            || passage.is_any(end + 1, list!("longer beyond upwards further farther above"))
                && !passage.is_any(end + 2, list!("than the a")))
}

/// "(306 km)", "/ 306 km", ", or 306 km": the same value again in another unit.
fn converted(passage: &Passage, amount: &Amount) -> (Vec<Span>, usize) {
    let mut also = Vec::new();
    let mut after = amount.end;
    for _ in 0..2 {
        let Some((span, end)) = converted_at(passage, amount, after) else {
            break;
        };
        also.push(span);
        after = end;
    }
    (also, after)
}

fn converted_at(passage: &Passage, amount: &Amount, at: usize) -> Option<(Span, usize)> {
    let opens = passage.token(at)?;
    let comma = usize::from(opens.is_mark(','));
    let or = passage.is(at + comma, "or");
    let bare = comma > 0 && !or;
    let mark = bare
        || opens.is_mark('(')
        || opens.is_mark('/')
        || opens.is_mark('[')
        || opens.is_mark(';');
    if !(mark || or) {
        return None;
    }
    let start = at + if or { comma + 1 } else { 1 };
    let first = (start..start + 3).find(|&at| passage.token(at).is_some_and(|t| t.is_number()))?;
    let other = self::amount(passage, first)?;
    let (own, its) = (amount.high * amount.km, other.high * other.km);
    let close = if bare { 0.03 } else { 0.12 };
    let same =
        (own - its).abs() <= close * own.max(its) && (amount.km - other.km).abs() > f64::EPSILON;
    let closes =
        usize::from(passage.token(other.end).is_some_and(|t| t.is_mark(')') || t.is_mark(']')));
    same.then(|| (passage.span(start, other.end), other.end + closes))
}
