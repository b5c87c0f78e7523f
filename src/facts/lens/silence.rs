//! Sentences in which nothing says who speaks or how surely: most of them, and seen at one look at each
//! word. They need not be read clause by clause.

use super::quote::Quote;
use super::source::Source;
use super::speech::{may_speak, opens_view};
use crate::facts::lexicon::{Sense, Senses, Traits};
use crate::facts::passage::Passage;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

/// How many tokens a source at the end of a headline may have, with its colon.
pub const HEADLINE_SOURCE: usize = 6;

/// True if no word of the sentence of tokens `start..end` can mark anything that it says, nor any of the
/// quotations of the passage.
pub fn is_silent(
    passage: &Passage,
    (start, end): (usize, usize),
    quotes: &[(Quote, Option<Source>)],
) -> bool {
    let next = quotes.partition_point(|(quote, _)| quote.close < start);
    if quotes.get(next).is_some_and(|(quote, _)| quote.open < end) {
        return false;
    }
    let cues = passage.any_sense(Senses::CUE);
    let Some(tokens) = passage.tokens.get(start..end) else { return false };
    let mut tokens = tokens.iter().zip(start..);
    tokens.all(|(token, at)| match token.kind {
        Kind::Word => {
            let marks = token.traits.any(Traits::SAYING.with(Traits::STANCE))
                && may_mark(passage, at, token.traits);
            !(marks || cues && has_cue(passage, at))
        }
        Kind::Possessive => !opens_view(passage, at),
        Kind::Mark('?') => false,
        Kind::Mark(':') => end > at + HEADLINE_SOURCE,
        Kind::Mark(_) => !token.is_dash() || token.glued || end > at + HEADLINE_SOURCE,
        Kind::Number => true,
    })
}

/// True if a phrase that shows who speaks or how surely begins at token `at`.
pub fn has_cue(passage: &Passage, at: usize) -> bool {
    let mut hits = passage.hits_at(at).iter();
    hits.any(|hit| matches!(hit.sense, Sense::Cue(_) | Sense::Attribution))
}

/// True if the word at `at`, which says something now and then or joins clauses, may do more here than
/// join.
fn may_mark(passage: &Passage, at: usize, traits: Traits) -> bool {
    if !traits.has(Traits::STANCE) {
        return may_speak(passage, at);
    }
    if passage.is(at, "to") {
        return passage.is(at + 1, "be") || passage.follows_any(at, list!("is are was were be"));
    }
    if passage.is_any(at, JOINING) {
        return traits.has(Traits::SAYING);
    }
    if passage.is_any(at, list!("has have had were")) && traits.has(Traits::FUNCTION) {
        let inverted = passage.starts_sentence(at)
            || passage.before(at).is_some_and(|before| before.is_mark(','));
        return inverted || (at + 1..at + 5).any(|at| passage.is(at, "confidence"));
    }
    true
}

/// Words that join clauses and never make one a condition or a question.
const JOINING: &WordList = list!(
    "and or that which who whom whose as but when before after since until because although though while \
    whereas how why once even nor yet so"
);
