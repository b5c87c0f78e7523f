//! What stands after a distance and says what kind of bound it is: "or more", "or less", "or so",
//! "+", "at most". What stands before it is read by `approximator`.

use crate::facts::lexicon::Traits;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};

/// The kind of bound that the words from token `at` say of the distance before them, and the token
/// after these words.
pub fn tail(passage: &Passage, at: usize) -> Option<(Approx, usize)> {
    let comma = usize::from(passage.token(at).is_some_and(|token| token.is_mark(',')));
    let found = sign(passage, at)
        .or_else(|| alternative(passage, at + comma, comma > 0))
        .or_else(|| limit(passage, at + comma))?;
    (passage.sentence_number(at) == passage.sentence_number(found.1 - 1)).then_some(found)
}

/// The same between a number and its unit: "300 or so km", "300-odd km".
pub fn before_unit(passage: &Passage, at: usize) -> Option<(Approx, usize)> {
    let dash = usize::from(passage.token(at).is_some_and(|token| token.is_dash() && token.glued));
    if passage.is_any(at + dash, list!("odd some something")) && (dash > 0 || passage.is(at, "odd"))
    {
        return Some((Approx::About, at + dash + 1));
    }
    let approx = match () {
        () if !passage.is(at, "or") => return None,
        () if passage.is(at + 1, "so") => Approx::About,
        () if passage.is(at + 1, "more") => Approx::AtLeast,
        () if passage.is_any(at + 1, list!("less fewer")) => Approx::UpTo,
        () => return None,
    };
    Some((approx, at + 2))
}

/// "300 km+", "300 km plus".
fn sign(passage: &Passage, at: usize) -> Option<(Approx, usize)> {
    let glued = passage.token(at).is_some_and(|token| token.glued);
    let dash = usize::from(passage.token(at).is_some_and(|token| token.is_dash() && token.glued));
    let plus = passage.word(at) == "+" && glued
        || passage.is(at + dash, "plus") && is_end(passage, at + dash + 1);
    plus.then_some((Approx::AtLeast, at + dash + 1))
}

/// "or more", "and beyond", "or possibly less", "or so", "give or take".
fn alternative(passage: &Passage, at: usize, comma: bool) -> Option<(Approx, usize)> {
    if passage.is(at, "give") && passage.is(at + 1, "or") && passage.is(at + 2, "take") {
        return Some((Approx::About, at + 3));
    }
    if passage.is(at, "if") && passage.is(at + 1, "not") && passage.is(at + 2, "more") {
        return Some((Approx::AtLeast, at + 3));
    }
    let or = passage.is(at, "or");
    if !(or || passage.is(at, "and")) {
        return None;
    }
    let mut word = at + 1;
    while word < at + 3 && passage.is_any(word, SOFTENING) {
        word += 1;
    }
    let end = word + 1;
    let compared = passage.is_any(end, list!("than the a an"));
    let closes = is_end(passage, end);
    let found = match () {
        () if or && passage.is_any(word, list!("so thereabouts")) && !comma => Approx::About,
        () if passage.is_any(word, LONGER) && !compared => Approx::AtLeast,
        () if passage.is_any(word, list!("above over up")) && closes => Approx::AtLeast,
        () if passage.is(word, "more") && (or || closes) && !compared => Approx::AtLeast,
        () if passage.is(word, "less") && (or || closes) && !compared => Approx::UpTo,
        () if or && passage.is_any(word, SHORTER) && !compared => Approx::UpTo,
        () if passage.is_any(word, list!("under below")) && closes => Approx::UpTo,
        () => return None,
    };
    Some((found, end))
}

const SOFTENING: &WordList =
    list!("even possibly perhaps maybe probably much slightly somewhat considerably a bit little");

const LONGER: &WordList = list!("longer beyond upwards upward further farther greater better");

const SHORTER: &WordList = list!("fewer shorter closer nearer lower");

/// "at most", "at the very least", "maximum", "tops".
fn limit(passage: &Passage, at: usize) -> Option<(Approx, usize)> {
    let mut word = at;
    if passage.is(at, "at") {
        word += 1;
        word += usize::from(passage.is_any(word, list!("the a its")));
        word += usize::from(passage.is(word, "very"));
    }
    let with_at = word > at;
    let approx = match () {
        () if with_at && passage.is_any(word, list!("most best outside furthest farthest")) => {
            Approx::UpTo
        }
        () if with_at && passage.is(word, "least") => Approx::AtLeast,
        () if passage.is_any(word, list!("max maximum")) => Approx::UpTo,
        () if !with_at && passage.is(word, "tops") => Approx::UpTo,
        () if passage.is_any(word, list!("min minimum")) => Approx::AtLeast,
        () => return None,
    };
    is_end(passage, word + 1).then_some((approx, word + 1))
}

/// True if no noun follows, to which the words before would belong: "at maximum speed".
fn is_end(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else { return true };
    let word = token.is_word() || token.is_number() || token.is_dash() && token.glued;
    let new = passage.sentence_number(at) != passage.sentence_number(at.saturating_sub(1));
    let article = passage.is_any(at, list!("the a an this that its their these those all any"));
    new || !word || token.traits.has(Traits::FUNCTION) && !article
}
