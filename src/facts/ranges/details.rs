//! What a range is and for what it holds, read from the words around it: kind, time, variant, condition,
//! and what the words claim. Whose range it is, and whether it is one, is read elsewhere.

use super::measure::Measure;
use crate::facts::claim::claim;
use crate::facts::passage::Passage;
use crate::facts::range_details::{Bounds, RangeDetails};

/// The details of a range in running text.
pub fn details(passage: &Passage, measure: &Measure, bound: super::limit::Bound) -> RangeDetails {
    let sentence = passage.sentence(measure.number);
    RangeDetails {
        claim: claimed(passage, measure, bound),
        sentence: passage.span(sentence.start, sentence.end),
        ..RangeDetails::default()
    }
}

/// What the words claim, in kilometres.
pub fn claimed(passage: &Passage, measure: &Measure, bound: super::limit::Bound) -> Bounds {
    let written = passage.span(measure.first, measure.closes).of(passage.text);
    let Some(figure) = measure.figures.first() else { return bound.1 };
    claim(bound.0, *figure, written)
}
