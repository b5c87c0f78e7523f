//! The size that stands before a generic weapon and belongs to it: "90 mm gun", "30x173mm cannon",
//! "six-wheeled car". Which words are weapons is not asked here.

use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

/// "90 mm gun", "six-inch gun", "six-wheeled car": the size that stands before a weapon belongs to it.
pub fn past_calibre(passage: &Passage, first: usize) -> usize {
    let inches = first.checked_sub(3).filter(|&at| {
        passage.traits(at).has(Traits::NUMERAL)
            && passage.tokens[at + 1].is_dash()
            && passage.is_any(at + 2, list!("inch pounder"))
    });
    let unit = first.checked_sub(2).filter(|&at| {
        passage.tokens[at].is_number() && passage.is_any(at + 1, list!("mm cm inch pounder"))
    });
    let wheels = first.checked_sub(2).filter(|&at| {
        passage.traits(at).has(Traits::NUMERAL)
            && passage.tokens[at + 1].is_dash()
            && passage.is_any(first, list!("wheeled barrelled barreled"))
    });
    let first = unit.or(wheels).or(inches).unwrap_or(first);
    crossed(passage, first).unwrap_or(first)
}

/// "30x173mm gun": past the first number of a calibre.
fn crossed(passage: &Passage, first: usize) -> Option<usize> {
    let number = first.checked_sub(2)?;
    let cross = passage.is(number + 1, "x") || passage.tokens[number + 1].is_mark('×');
    let numbers = passage.tokens[number].is_number() && passage.tokens[first].is_number();
    (cross && numbers).then_some(number)
}

/// "85-mm. guns": past the stop of an abbreviated unit.
pub fn past_stop(passage: &Passage, at: usize) -> usize {
    let stop = passage.token(at).is_some_and(|token| token.is_mark('.') && token.glued);
    let small = passage.token(at + 1).is_some_and(|next| next.case == Case::Lower);
    at + usize::from(stop && small)
}
