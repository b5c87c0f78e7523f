//! Abbreviations that no list holds, when they do what actors do: "the CMM's ability", "the XYZ said".

use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::list;

const RULE: &str = "acting abbreviation";

/// Adds unknown abbreviations that act.
pub fn find(passage: &Passage, findings: &mut Findings) {
    for at in passage.starts(Starts::ACRONYM) {
        if is_candidate(passage, at) && acts(passage, at) {
            findings.add(
                passage.span(at, at + 1),
                What::Organisation(ActorKind::Organisation),
                RULE,
            );
        }
    }
}

fn is_candidate(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else {
        return false;
    };
    let listed = passage.hits_at(at).iter().any(|hit| !matches!(hit.sense, Sense::Organisation(_)));
    let joined = |at: usize| {
        passage.token(at).is_some_and(|next| {
            next.glued && (next.is_dash() || next.is_number() || next.is_mark('.'))
        })
    };
    let free = !token.glued
        || passage.before(at).is_some_and(|before| before.is_mark('(') || before.is_mark('“'));
    let next = passage.token(at + 1).is_some_and(|next| next.case == Case::Upper && next.is_word());
    !listed
        && free
        && !joined(at + 1)
        && !next
        && !passage.is_loud(at)
        && !passage.follows_any(at, list!("a an"))
}

fn acts(passage: &Passage, at: usize) -> bool {
    let possessive = passage.token(at + 1).is_some_and(|next| next.kind == Kind::Possessive);
    let verb = Traits::SAYING.with(Traits::ACTING);
    let does = passage
        .token(at + 1)
        .is_some_and(|next| next.case == Case::Lower && !next.glued && next.traits.any(verb));
    let article = passage.follows_any(at, list!("the"));
    article && (possessive || does) || does && passage.starts_sentence(at)
}
