//! What kind of bound the words around a range make of it: "a minimum range of", "is capped at", and
//! limits that laws and treaties set: "exceed a 300 km/500 kg range/payload limit", "beyond the range
//! limit of 180 km". What exceeds a limit has at least that range, what keeps to it at most.

use super::evidence::Evidence;
use super::measure::Measure;
use super::within::is_within;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};

/// Past the payload of "300 km/500 kg" at token `at`.
pub fn past_payload(passage: &Passage, at: usize) -> usize {
    let slash = passage.word(at) == "/" || passage.is(at, "and");
    let number = passage.token(at + 1).is_some_and(|token| token.is_number());
    let dash = usize::from(passage.token(at + 2).is_some_and(|token| token.is_dash()));
    let unit = at + 2 + dash;
    let weight =
        passage.is_any(unit, list!("kg kilogram kilograms lb lbs pound pounds tonne tonnes"));
    if slash && number && weight { unit + 1 } else { at }
}

/// A bound and what it leaves open, in kilometres.
pub type Bound = (Approx, (Option<f64>, Option<f64>));

/// The kind of bound: "an approximate range of M" is about M, "a minimum range of M" at least M.
pub fn bound(passage: &Passage, evidence: Evidence, measure: &Measure) -> Bound {
    let before = |words| match evidence {
        Evidence::RangeOf(range) => passage.follows_any(range, words),
        Evidence::RangeAfter => passage.is_any(measure.after, words),
        _ => false,
    };
    let (min, max) = (measure.min_km, measure.max_km);
    match measure.approx {
        Approx::Exact if before(list!("approximate rough")) => (Approx::About, (min, max)),
        Approx::Exact | Approx::About if before(list!("minimum min")) => {
            (Approx::AtLeast, (min, None))
        }
        Approx::Exact if is_limit(passage, evidence, measure) => (Approx::UpTo, (None, max)),
        Approx::Exact => match limit(passage, evidence, measure) {
            Some(Approx::AtLeast) => (Approx::AtLeast, (min, None)),
            Some(approx) => (approx, (None, max)),
            None => (Approx::Exact, (min, max)),
        },
        approx => (approx, (min, max)),
    }
}

/// "is limited to M", "was capped at M", "whose range was capped at M".
fn is_limit(passage: &Passage, evidence: Evidence, measure: &Measure) -> bool {
    let capped = |at: usize| passage.is_any(at, list!("limited restricted capped"));
    match evidence {
        Evidence::Reach(verb) => capped(verb) || is_within(passage, measure),
        Evidence::Owned(..) => is_within(passage, measure),
        Evidence::RangeOf(range) => (range + 1..measure.first).any(|at| passage.is(at, "capped")),
        _ => false,
    }
}

/// The kind of bound that a limit of range sets, if the distance is one.
fn limit(passage: &Passage, evidence: Evidence, measure: &Measure) -> Option<Approx> {
    let first = match evidence {
        Evidence::RangeOf(range) => (passage.is_any(range + 1, LIMITS)).then_some(range)?,
        Evidence::RangeAfter => {
            let end = passage.sentence(measure.number).end.min(measure.after + WORDS);
            (measure.after..end).find(|&at| passage.is_any(at, LIMITS))?;
            measure.first
        }
        _ => return None,
    };
    let article = usize::from(passage.follows_any(first, list!("a an the any this that")));
    let over = (first - article).checked_sub(1)?;
    let exceeds = passage.is_any(over, EXCEEDING);
    let denied =
        (over.saturating_sub(3)..over).any(|at| passage.is_any(at, list!("not never cannot")));
    Some(if exceeds && !denied { Approx::AtLeast } else { Approx::UpTo })
}

/// How many words may stand between a distance and the word for the limit.
const WORDS: usize = 9;

const LIMITS: &WordList = list!("limit limits threshold thresholds cap ceiling");

const EXCEEDING: &WordList = list!(
    "exceed exceeds exceeding exceeded beyond above over surpass surpasses surpassing breaches"
);
