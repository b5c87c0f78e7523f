//! Capitalised words of a passage that no rule took and that stand alone. What they stand for, only
//! the whole document tells: see `loose`.

use crate::facts::candidate::Candidate;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::rules::MEMBER_OF_ROLL;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;
use crate::text::Span;

/// Adds the words of the passage that stand alone with a capital letter, outside `found`.
pub fn collect(passage: &Passage, found: &[Candidate], out: &mut Vec<Span>) {
    let named = |found: &&Candidate| !found.weak || found.rule == MEMBER_OF_ROLL;
    let mut named = found.iter().filter(named).peekable();
    let mut next = 0;
    for at in passage.starts(Starts::NAME) {
        if at < next {
            continue;
        }
        let (first, end) = word(passage, at);
        next = end;
        if !stands_alone(passage, first, end) {
            continue;
        }
        let span = passage.span(first, end);
        while named.next_if(|found| found.span.end <= span.start).is_some() {}
        let taken = named.peek().is_some_and(|found| found.span.overlaps(span));
        out.extend((!taken).then_some(span));
    }
}

/// A word with the hyphenated particle before it ("al-Abadi").
fn word(passage: &Passage, at: usize) -> (usize, usize) {
    let dash = || passage.token(at + 1).is_some_and(|token| token.is_dash() && token.glued);
    let follows = || passage.token(at + 2).is_some_and(|token| token.is_capital());
    let particle = passage.traits(at).has(Traits::PARTICLE) && dash() && follows();
    if particle { (at, at + 3) } else { (at, at + 1) }
}

fn stands_alone(passage: &Passage, first: usize, end: usize) -> bool {
    let Some(token) = passage.token(end - 1) else {
        return false;
    };
    // Most of these cannot be foretold: asked without a branch, as many as can be.
    let name = token.is_capital()
        & (token.span.len() > 1)
        & !token.traits.any(Traits::FUNCTION.with(Traits::WEEKDAY));
    let next = passage
        .token(end)
        .is_some_and(|next| next.is_capital() & !next.traits.has(Traits::FUNCTION));
    let before = passage.before(first);
    let glued = before.is_some_and(|b| b.is_word() | b.is_number()) & token.glued;
    let before = before
        .is_some_and(|b| b.is_capital() & !b.traits.any(Traits::FUNCTION.with(Traits::TITLE)));
    let thing = || {
        passage.follows_any(first, list!("the a an"))
            && passage.token(end).is_none_or(|next| {
                !next.is_word()
                    || next.traits.has(Traits::FUNCTION)
                    || passage.word(end).ends_with("ed")
            })
    };
    (name & !(glued & (end == first + 1)))
        && (!next || passage.starts_sentence(end))
        && (!before || passage.starts_sentence(first))
        && (token.case == Case::Upper && token.span.len() > 2 || !thing())
}
