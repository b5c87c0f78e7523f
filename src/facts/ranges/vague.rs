//! Numerals that name no number: "several hundred", "a couple of dozen", "tens of". Each is read as
//! the interval that people mean by it, and the distance is then an approximate one, never exactly a
//! hundred or a dozen.
//!
//! The intervals: "a couple" is 2 to 3, "a few" 2 to 5, "several" and "many" 3 to 9 of the word that
//! follows; a plural ("hundreds") is from two of its own to one of the next such word ("thousand").

use super::scale::{Number, scale};
use crate::facts::passage::Passage;
use crate::facts::word_list::list;

/// The vague numeral of which token `at` is the word of scale ("hundred", "hundreds").
pub fn vague(passage: &Passage, at: usize) -> Option<Number> {
    let quantity = quantifier(passage, at);
    if let Some(number) = plural(passage, at) {
        return of_plural(passage, number, quantity);
    }
    let mut value = scale(passage, at)?;
    let (low, high, first) = quantity?;
    let mut end = at + 1;
    while let Some(factor) = scale(passage, end) {
        value *= factor;
        end += 1;
    }
    Some(Number { first, low: low * value, high: high * value, end, vague: true, scale: value })
}

/// How many of the word of scale at token `at` are meant, least and most, and where that begins.
fn quantifier(passage: &Passage, at: usize) -> Option<(f64, f64, usize)> {
    let of = usize::from(passage.follows_any(at, list!("of")));
    let word = at.checked_sub(1 + of)?;
    let (low, high) = match () {
        () if passage.is(word, "couple") => (2.0, 3.0),
        () if of > 0 && !passage.is(word, "handful") => return None,
        () if passage.is(word, "few") => (2.0, 5.0),
        () if passage.is_any(word, list!("several many multiple various handful")) => (3.0, 9.0),
        () => return None,
    };
    let article = usize::from(passage.follows_any(word, list!("a")));
    Some((low, high, word - article))
}

/// "hundreds of", "tens of thousands of", "tens or hundreds of", with a quantity before or not.
fn of_plural(
    passage: &Passage,
    (one, end): (Plural, usize),
    quantity: Option<(f64, f64, usize)>,
) -> Option<Number> {
    let joined = passage.is_any(end, list!("to or and"));
    let second = if joined { plural(passage, end + 1) } else { None };
    let (other, end) = second.unwrap_or((one, end));
    let (low, high, first) = match quantity {
        Some((low, high, first)) if second.is_none() => (low * one.of, high * one.of, first),
        _ => (one.low, other.high, one.first),
    };
    let of = passage.is(end, "of");
    of.then_some(Number { first, low, high, end: end + 1, vague: true, scale: one.of })
}

/// The plural of a word of scale.
#[derive(Clone, Copy)]
struct Plural {
    first: usize,
    /// What one of it is.
    of: f64,
    low: f64,
    high: f64,
}

fn plural(passage: &Passage, at: usize) -> Option<(Plural, usize)> {
    let (_, of, high) = PLURALS.iter().find(|(word, ..)| passage.is(at, word))?;
    let next = if passage.is(at + 1, "of") { at + 2 } else { at };
    let times = PLURALS.iter().find(|(word, of, _)| *of >= 1000.0 && passage.is(next, word));
    let (times, end) = match times {
        Some((_, times, _)) if next > at => (*times, next + 1),
        _ => (1.0, at + 1),
    };
    let plural = Plural { first: at, of: of * times, low: 2.0 * of * times, high: high * times };
    Some((plural, end))
}

/// Plurals, what one of each is, and the next word of scale.
const PLURALS: [(&str, f64, f64); 5] = [
    ("tens", 10.0, 100.0),
    ("dozens", 12.0, 100.0),
    ("hundreds", 100.0, 1e3),
    ("thousands", 1e3, 1e4),
    ("millions", 1e6, 1e7),
];
