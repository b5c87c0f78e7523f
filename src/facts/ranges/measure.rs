//! Distances: a number or two, a unit, an approximator, a converted value. Every distance of a
//! passage, whatever it measures.

use super::approximator::{self, approximator};
use super::conversion::converted;
use super::number::number;
use super::scale::Number;
use super::tail::{before_unit, tail};
use crate::facts::figure::{Figure, Unit};
use crate::facts::lexicon::Traits;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Kind;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// A distance.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its first token, the approximator included.
    pub first: usize,
    /// One past its last token (the unit).
    pub end: usize,
    /// One past the words that bound it ("or more"), else past the unit.
    pub closes: usize,
    /// One past all of it, converted values included.
    pub after: usize,
    /// The number's first token.
    pub number: usize,
    /// Spans of the same value in other units.
    pub also: Vec<Span>,
    /// The value as written, then the same in the other units.
    pub figures: Vec<Figure>,
    /// Lower bound in kilometres.
    pub min_km: Option<f64>,
    /// Upper bound in kilometres.
    pub max_km: Option<f64>,
    /// Kind of bound.
    pub approx: Approx,
    /// True for "km³": a volume, or a distance with the mark of a note.
    pub cubed: bool,
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
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) first: usize,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) end: usize,
    pub(super) unit: Unit,
    several: bool,
    vague: bool,
    /// What the words between number and unit say of the bound.
    said: Option<Approx>,
}

impl Amount {
    /// Both values in kilometres.
    pub(super) fn km(&self) -> (f64, f64) {
        (self.low * self.unit.km(), self.high * self.unit.km())
    }

    pub(super) fn figure(&self) -> Figure {
        Figure { unit: self.unit, low: self.low.min(self.high), high: self.low.max(self.high) }
    }
}

fn read(passage: &Passage, at: usize) -> Option<Measure> {
    if is_inside(passage, at) {
        return None;
    }
    let amount = amount(passage, at)?;
    if amount.high <= 0.0 || is_rate_or_area(passage, amount.end) {
        return None;
    }
    let (also, figures, after) = converted(passage, &amount);
    let end_of = |at: usize| tail(passage, at + usize::from(passage.is(at, "away")));
    let tail = end_of(amount.end).or_else(|| end_of(after).filter(|_| after > amount.end));
    let (first, before) = approximator(passage, amount.first);
    let approx = match before {
        Approx::AtLeast if is_negated(passage, first) && !amount.several => Approx::UpTo,
        Approx::Exact | Approx::About => {
            let after = amount.said.or(tail.map(|(approx, _)| approx));
            after
                .filter(|after| *after != Approx::About || before == Approx::Exact)
                .unwrap_or(before)
        }
        before => before,
    };
    let approx = match approx {
        Approx::Exact if amount.vague => Approx::About,
        _ if amount.several && !amount.vague => Approx::Interval,
        approx => approx,
    };
    let (min_km, max_km) = bounds(approx, amount.km());
    let closes = tail.map_or(amount.end, |(_, end)| end);
    Some(Measure {
        first,
        end: amount.end,
        closes,
        after: after.max(closes),
        number: at,
        also,
        figures,
        min_km,
        max_km,
        approx,
        cubed: is_cubed(passage, amount.end - 1),
    })
}

/// The bounds of a claim: one of them is open if it says "up to" or "at least".
pub fn bounds(approx: Approx, (low, high): (f64, f64)) -> (Option<f64>, Option<f64>) {
    match approx {
        Approx::UpTo => (None, Some(high)),
        Approx::AtLeast => (Some(low), None),
        _ => (Some(low.min(high)), Some(low.max(high))),
    }
}

/// True for the "17" of "SS-17" and the "5" of "A5", not for "2" where a label lost its space: "range2".
fn is_inside(passage: &Passage, at: usize) -> bool {
    let Some(before) = passage.before(at) else {
        return false;
    };
    let glued = passage.tokens[at].glued;
    let word = |at: usize| passage.token(at).is_some_and(|t| t.is_word());
    let money = matches!(before.kind, Kind::Mark('$' | '£' | '€' | '#' | '/' | '.' | '^' | '_'));
    let label = before.traits.has(Traits::REACH) && passage.tokens[at].is_number();
    glued
        && (before.is_word() && !label
            || money
            || before.is_dash()
                && before.glued
                && at > 1
                && word(at - 2)
                && passage.tokens[at].is_number())
}

/// The number at token `at` and its unit, or two numbers and the unit of both.
pub(super) fn amount(passage: &Passage, at: usize) -> Option<Amount> {
    let one = number(passage, at)?;
    let mut end = past_marks(passage, one.end);
    let plus = plus_length(passage, end);
    end += plus;
    let mut said = (plus > 0).then_some(Approx::AtLeast);
    if let Some((approx, after)) = before_unit(passage, end) {
        (said, end) = (Some(approx), after);
    }
    let first_unit = unit(passage, end);
    let from = first_unit.map_or(end, |(_, after)| after);
    let bracket = first_unit.and_then(|_| past_bracket(passage, from));
    let spread = second(passage, at, from).map(|second| (second, from));
    let bracketed = || bracket.and_then(|end| Some((second(passage, at, end)?, end)));
    let amount = Amount {
        first: one.first,
        low: one.low,
        high: one.high,
        end,
        unit: Unit::Kilometre,
        several: false,
        vague: one.vague,
        said,
    };
    if let Some((two, from)) = spread.or_else(bracketed) {
        let (unit, end) = unit(passage, past_marks(passage, two.end))?;
        let low_unit = first_unit.map_or(unit, |(unit, _)| unit);
        if is_changed(passage, at) && passage.is(from, "to") {
            return Some(Amount { end: from, unit: low_unit, ..amount });
        }
        let times =
            if first_unit.is_none() { elliptic(passage, (at, from), (&one, &two)) } else { 1.0 };
        let low = one.low * times * low_unit.km() / unit.km();
        let vague = one.vague || two.vague;
        return Some(Amount { low, high: two.high, end, unit, several: true, vague, ..amount });
    }
    if let Some(alternative) = either(passage, &one) {
        return Some(Amount { said: None, ..alternative });
    }
    let (unit, end) = first_unit.or_else(|| unit_of_list(passage, end).map(|unit| (unit, end)))?;
    Some(Amount { end, unit, ..amount })
}

/// "two or three hundred km": the word of scale belongs to both numbers.
fn either(passage: &Passage, one: &Number) -> Option<Amount> {
    let two = number(passage, one.end + 1).filter(|_| passage.is(one.end, "or"))?;
    let scaled = one.scale < two.scale && one.high * two.scale < two.high;
    let (unit, end) = unit(passage, two.end).filter(|_| scaled && !one.vague)?;
    let low = one.low * two.scale;
    let (several, vague) = (true, false);
    Some(Amount { first: one.first, low, high: two.high, end, unit, several, vague, said: None })
}

/// "1–3,000 km", "two to three hundred": by what the first number is to be multiplied because only
/// the second one is written out. `at` is the first number, `joint` what joins the two.
pub fn elliptic(
    passage: &Passage,
    (at, joint): (usize, usize),
    (one, two): (&Number, &Number),
) -> f64 {
    if one.vague || one.scale > 1.0 {
        return 1.0;
    }
    let from = at.checked_sub(1).is_some_and(|at| passage.is_any(at, list!("from between")));
    let last = passage.word(two.end - 1);
    let thousands = last.ends_with("000") && !last.contains('.') && passage.word(at).len() < 4;
    let bare = passage.is(joint, "to") && from;
    let scale = if thousands && !bare && one.low >= 1.0 { 1000.0 } else { two.scale };
    if one.low * scale < two.high { scale } else { 1.0 }
}

/// Past asterisks and daggers right after a number: marks of notes.
fn past_marks(passage: &Passage, at: usize) -> usize {
    let mark = |at: usize| {
        passage
            .token(at)
            .is_some_and(|token| token.glued && matches!(token.kind, Kind::Mark('*' | '†' | '‡')))
    };
    (at..at + 3).find(|&at| !mark(at)).unwrap_or(at)
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
fn unit_of_list(passage: &Passage, mut at: usize) -> Option<Unit> {
    for _ in 0..6 {
        let comma = usize::from(passage.token(at).is_some_and(|token| token.is_mark(',')));
        let and = usize::from(passage.is_any(at + comma, list!("and or")));
        if comma + and == 0 {
            return None;
        }
        let end = number(passage, at + comma + and)?.end;
        if let Some((unit, _)) = unit(passage, end) {
            return (and > 0).then_some(unit);
        }
        at = end;
    }
    None
}

/// The second number of an interval: "to 500", "–500", "and 500" after "between".
fn second(passage: &Passage, first: usize, at: usize) -> Option<Number> {
    let dash = passage.token(at).is_some_and(|token| token.is_dash());
    let between = passage.is(at, "and") && (between_before(passage, first));
    let to = passage.is(at, "to");
    if !(dash || between || to) {
        return None;
    }
    let second_dash = usize::from(to && passage.token(at + 1).is_some_and(|token| token.is_dash()));
    let from = at + 1 + second_dash;
    let from = if dash { from } else { approximator::past(passage, from) };
    let second = number(passage, from)?;
    unit(passage, past_marks(passage, second.end)).map(|_| second)
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

/// The unit at token `at` and the token after it. A hyphen may stand before it ("190-mile").
pub fn unit(passage: &Passage, at: usize) -> Option<(Unit, usize)> {
    let hyphen = passage.token(at)?.is_dash() && passage.token(at + 1)?.glued;
    let at = at + usize::from(hyphen);
    if passage.is_any(at, list!("nautical statute naut")) {
        let nautical = !passage.is(at, "statute");
        let dot = usize::from(passage.token(at + 1).is_some_and(|token| token.is_mark('.')));
        let dash = usize::from(passage.token(at + 1 + dot).is_some_and(|token| token.is_dash()));
        let mile = passage.is_any(at + 1 + dot + dash, list!("mile miles mi"));
        let unit = if nautical { Unit::NauticalMile } else { Unit::Mile };
        return mile.then_some((unit, at + 2 + dot + dash));
    }
    let word = passage.word(at);
    let (_, unit) = UNITS
        .iter()
        .find(|(name, _)| word == *name || word.len() > 3 && word.eq_ignore_ascii_case(name))?;
    Some((*unit, at + 1))
}

const UNITS: &[(&str, Unit)] = &[
    ("km", Unit::Kilometre),
    ("kms", Unit::Kilometre),
    ("Km", Unit::Kilometre),
    ("KM", Unit::Kilometre),
    ("kilometer", Unit::Kilometre),
    ("kilometers", Unit::Kilometre),
    ("kilometre", Unit::Kilometre),
    ("kilometres", Unit::Kilometre),
    ("mi", Unit::Mile),
    ("mile", Unit::Mile),
    ("miles", Unit::Mile),
    ("nmi", Unit::NauticalMile),
    ("NM", Unit::NauticalMile),
    ("nm", Unit::NauticalMile),
    ("n.m.", Unit::NauticalMile),
    ("m", Unit::Metre),
    ("meter", Unit::Metre),
    ("meters", Unit::Metre),
    ("metre", Unit::Metre),
    ("metres", Unit::Metre),
    ("yd", Unit::Yard),
    ("yds", Unit::Yard),
    ("yard", Unit::Yard),
    ("yards", Unit::Yard),
    ("ft", Unit::Foot),
    ("foot", Unit::Foot),
    ("feet", Unit::Foot),
];

/// "km/h", "miles per hour", "km²": what follows makes it no distance.
fn is_rate_or_area(passage: &Passage, end: usize) -> bool {
    let next = passage.word(end);
    let glued = passage.token(end).is_some_and(|token| token.glued);
    let slash =
        next == "/" && glued && passage.is_any(end + 1, list!("h hr hour s sec second min l"));
    let raised = end > 0 && passage.raised_after(end - 1) == "²";
    let power = raised || glued && matches!(next, "2" | "3" | "^");
    let per = passage.is(end, "per")
        || passage.is_any(end, list!("an a")) && passage.is_any(end + 1, list!("hour second day"));
    slash || power || per
}

/// True for "km³" and "m³", as notes are marked too; nobody writes "miles³" for a volume.
fn is_cubed(passage: &Passage, unit: usize) -> bool {
    passage.raised_after(unit) == "³" && passage.word(unit).len() <= 3
}
