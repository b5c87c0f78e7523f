//! Bodies in lines of capitals, where every noun looks like a name: "EMERGENCY FUND", "HALDEN PARISH COUNCIL".
//! Says which of them prove nothing.

use super::extent::COMPASS;
use super::noise::is_broken;
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token_kind::Case;
use crate::facts::word_list::{WordList, list};

/// True if the capitals of the words `first..last`, whose head ends at token `end`, prove no name. Those
/// that are names are known, or have a sign of their own.
pub fn is_shouted(passage: &Passage, (first, end, last): (usize, usize, usize)) -> bool {
    let head = end - 1;
    let upper =
        passage.token(head).is_some_and(|token| token.case == Case::Upper && token.span.len() > 3);
    let named = || is_named(passage, (first, end, last)) && !is_broken(passage, head);
    upper
        && !is_firm(passage, head)
        && (passage.is_loud(head) || !has_small(passage, head))
        && !named()
}

/// True if words in small letters stand around the head, so that its capitals are its own.
fn has_small(passage: &Passage, head: usize) -> bool {
    let small = |at: usize| passage.tokens[at].is_word() && passage.tokens[at].case == Case::Lower;
    let sentence = passage.sentence(head);
    let mut around = head.saturating_sub(8).max(sentence.start)..(head + 8).min(sentence.end);
    around.any(small)
}

/// True for the legal form of a firm after a word of its name.
fn is_firm(passage: &Passage, head: usize) -> bool {
    let firm = passage
        .is_any(head, list!("corporation incorporated inc ltd limited llc plc gmbh corp"))
        && head > 1
        && (head - 2..head).any(|at| {
            let token = passage.tokens[at];
            let family = token.traits.has(Traits::FAMILY) && !token.traits.has(Traits::LABEL);
            token.is_word() && (!token.id.is_known() || family)
        });
    let form = passage.is_any(head, list!("inc ltd llc plc gmbh corp llp"))
        && head > 0
        && passage.tokens[head - 1].case == Case::Upper
        && !passage.traits(head - 1).has(Traits::FUNCTION);
    firm || form
}

/// "COMMITTEE ON WAYS AND MEANS", "HALDEN PARISH COUNCIL", "DISTRICT COURT": the head with what makes a
/// name of it.
fn is_named(passage: &Passage, (first, end, last): (usize, usize, usize)) -> bool {
    let head = end - 1;
    let themed = last > end
        && (passage.is(end, "on") && passage.is_any(head, THEMED)
            || passage.is(end, "of") && passage.is_any(head, WITH_FIELD));
    let court = passage.is(head, "court")
        && passage.follows_any(head, list!("district supreme circuit superior appellate federal"));
    let own = || (first..head).any(|at| is_own(passage, at));
    themed || court || passage.is_any(head, WITH_NAME) && own()
}

/// A word of a name: one of which nothing is known, a place, a state.
fn is_own(passage: &Passage, at: usize) -> bool {
    let token = &passage.tokens[at];
    let vowels = || passage.word(at).contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    let unknown = token.is_word()
        && token.span.len() > 3
        && !token.id.is_known()
        && !token.is_plural()
        && vowels();
    let listed = passage.hits_at(at).iter().any(|hit| {
        matches!(hit.sense, Sense::Place(_) | Sense::Capital(_) | Sense::State(_)) && !hit.weak
    });
    unknown || listed
}

/// Where the name whose head is token `head` begins: past the labels before it, as in "MINUTES HALDEN PARISH
/// COUNCIL", and with both places of "HALDEN AND CORBRIDGE PARISH COUNCIL".
pub fn first_word(passage: &Passage, first: usize, head: usize) -> usize {
    if passage.tokens[head].case != Case::Upper || !passage.is_loud(head) {
        return first;
    }
    if passage.is_any(head, THEMED) && passage.is(head + 1, "on") {
        let kind = |at: &usize| passage.is_any(*at, KINDS);
        return head - (first..head).rev().take_while(kind).count();
    }
    if !(first..head).any(|at| is_own(passage, at)) {
        return first;
    }
    let label = |at: &usize| {
        let token = &passage.tokens[*at];
        let plain = token.traits.any(Traits::LABEL.with(Traits::NEVER_NAME).with(Traits::MONTH));
        token.case == Case::Upper
            && !passage.is_any(*at, list!(COMPASS))
            && (plain && !is_own(passage, *at)
                || passage.is_any(*at, list!("meeting minutes circuit")))
    };
    let first = first + (first..head).take_while(label).count();
    let pair = first.checked_sub(2).filter(|&other| {
        passage.is(other + 1, "and") && is_own(passage, first) && is_own(passage, other)
    });
    pair.unwrap_or(first)
}

/// What stands before "COMMITTEE" in its name.
const KINDS: &WordList =
    list!("select joint special standing permanent house senate advisory national");

/// Heads of bodies that are for something.
const THEMED: &WordList = list!("committee subcommittee commission council panel conference");

/// Heads that a field follows.
const WITH_FIELD: &WordList =
    list!("ministry department university institute bureau court academy association federation");

/// Heads that make a body of a name before them.
const WITH_NAME: &WordList = list!(
    "council university college corporation company commission authority association society \
    institute bank party ministry court academy foundation federation hospital church police club \
    union museum committee constabulary"
);
