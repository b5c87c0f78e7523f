//! Distances: a number or two, a unit, an approximator, a converted value. Every distance of a
//! passage, whatever it measures.

use super::amount::amount;
use super::approximator::approximator;
use super::conversion::converted;
use super::tail::tail;
use crate::facts::figure::Figure;
use crate::facts::lexicon::Traits;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::list;
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
