//! Makers of weapons that no list holds: "developed by Fairey Aviation", "its maker, Mesko". A surname may
//! stand there too: only words that are no known name are taken.

use super::context::is_other_name;
use super::weapon_words::weapon_near;
use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::{MAKERS, MAKING, Sense, Traits};
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::word_list::list;

const RULE: &str = "maker";

/// How many words away the weapon may stand.
const REACH: usize = 40;

/// The longest name in words.
const LONGEST: usize = 4;

/// Adds the makers that a sentence about a weapon names.
pub fn find(passage: &Passage, findings: &mut Findings) {
    if !passage.any_trait(Traits::MAKING) {
        return;
    }
    for at in passage.starts(Starts::NAME) {
        if !is_made_by(passage, at) || passage.is_loud(at) {
            continue;
        }
        let end = name_end(passage, at);
        if end > at && weapon_near(passage, (at, end), REACH) {
            findings.add(passage.span(at, end), What::Organisation(ActorKind::Organisation), RULE);
        }
    }
}

/// True if the words before say that the name is a maker's: "built by", "its manufacturer,".
pub fn is_made_by(passage: &Passage, first: usize) -> bool {
    let article = usize::from(passage.follows_any(first, list!("the")));
    let at = first - article;
    let by = passage.follows_any(at, list!("by")) && at > 1 && {
        let verb = at - 2;
        passage.is_any(verb, list!(MAKING))
            || verb > 0
                && passage.is_any(verb, list!("jointly mainly"))
                && passage.is_any(verb - 1, list!(MAKING))
    };
    let comma = passage.before(at).is_some_and(|token| token.is_mark(',') || token.is_mark(':'));
    by || comma && at > 1 && passage.is_any(at - 2, list!(MAKERS))
}

/// The token after the unknown capitalised words at `first`.
fn name_end(passage: &Passage, first: usize) -> usize {
    let mut end = first;
    while end < first + LONGEST
        && is_unknown(passage, end)
        && (end == first || !passage.starts_sentence(end))
    {
        end += 1;
    }
    let continues = passage.token(end).is_some_and(|next| {
        next.is_capital()
            && !next.glued
            && !next.traits.has(Traits::FUNCTION)
            && !passage.starts_sentence(end)
    });
    if continues { first } else { end }
}

fn is_unknown(passage: &Passage, at: usize) -> bool {
    let person = Traits::GIVEN.with(Traits::FAMILY).with(Traits::TITLE);
    let place = |sense| matches!(sense, Sense::Place(_) | Sense::Weapon(_));
    let listed = is_other_name(passage, at) || passage.longest(at, place).is_some();
    passage.token(at).is_some_and(|token| {
        token.is_capital()
            && token.span.len() > 2
            && !token
                .traits
                .any(Traits::FUNCTION.with(Traits::MONTH).with(Traits::WEEKDAY).with(person))
    }) && !listed
}
