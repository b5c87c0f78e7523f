//! The same distance again in another unit, as texts give it in brackets: "190 miles (300 km)". What
//! the text states there is what is told of it in that unit.

use super::amount::{Amount, amount};
use crate::facts::figure::Figure;
use crate::facts::passage::Passage;
use crate::facts::rules::is_quote;
use crate::text::Span;

/// How many conversions one distance may have.
const MOST: usize = 2;

/// How far a conversion may be off, as a share: in a bracket, and between commas.
const IN_BRACKETS: f64 = 0.12;
const BARE: f64 = 0.03;

/// "(306 km)", "/ 306 km", ", or 306 km": the spans of conversions, the figures of the distance and
/// of them, and the token after all.
pub fn converted(passage: &Passage, amount: &Amount) -> (Vec<Span>, Vec<Figure>, usize) {
    let mut also = Vec::new();
    let mut figures = vec![amount.figure()];
    let mut after = amount.end;
    for _ in 0..MOST {
        let Some((span, figure, end)) = converted_at(passage, amount, after) else {
            break;
        };
        also.push(span);
        figures.push(figure);
        after = end;
    }
    (also, figures, after)
}

fn converted_at(passage: &Passage, own: &Amount, at: usize) -> Option<(Span, Figure, usize)> {
    let quoted = passage.token(at).is_some_and(is_quote)
        && passage.token(at + 1).is_some_and(|token| token.is_mark('('));
    let at = at + usize::from(quoted);
    let opens = passage.token(at)?;
    let comma = usize::from(opens.is_mark(','));
    let or = passage.is(at + comma, "or");
    let bare = comma > 0 && !or;
    let mark = bare
        || opens.is_mark('(')
        || opens.is_mark('/')
        || opens.is_mark('[')
        || opens.is_mark(';')
        || opens.is_mark('=');
    if !(mark || or) {
        return None;
    }
    let start = at + if or { comma + 1 } else { 1 };
    let first = (start..start + 3).find(|&at| passage.token(at).is_some_and(|t| t.is_number()))?;
    let other = amount(passage, first)?;
    let close = |one: f64, two: f64| {
        (one - two).abs() <= if bare { BARE } else { IN_BRACKETS } * one.max(two)
    };
    let same = close(own.km().1, other.km().1) && own.unit != other.unit;
    let closes =
        usize::from(passage.token(other.end).is_some_and(|t| t.is_mark(')') || t.is_mark(']')));
    same.then(|| (passage.span(start, other.end), other.figure(), other.end + closes))
}
