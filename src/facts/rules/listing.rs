//! Lists: "Bosch, Scania and Bloomberg", "Brezhnev, Voronov, Kirilenko and Kozlov". What stands in a row of
//! three or more names and is not known is what the others are.

use super::vouched::joins_list;
use crate::facts::candidate::{Candidate, Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::model::{ActorKind, Class};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;

const RULE: &str = "in a list";

/// The fewest names in a list.
const FEWEST: usize = 3;

/// Adds the unknown names of lists whose other names are known.
pub fn find(passage: &Passage, findings: &mut Findings) {
    let mut next = 0;
    let mut items = Vec::new();
    for at in passage.starts(Starts::NAME) {
        let joins = |at: usize| joins_list(passage, at);
        let names = |at: usize| passage.token(at).is_some_and(Token::is_capital);
        let goes_on = || joins(at + 1) && (names(at + 2) || joins(at + 2));
        let alone = || passage.hits_at(at).is_empty() && !goes_on();
        if at < next || alone() || passage.is_loud(at) {
            continue;
        }
        read_items(passage, at, &mut items);
        let Some(&(_, end)) = items.last() else { continue };
        next = end;
        if items.len() >= FEWEST {
            add(passage, &items, findings);
        }
    }
}

/// Fills `items` with the single names in a row that begins at token `at`, with commas and "and" between.
fn read_items(passage: &Passage, at: usize, items: &mut Vec<(usize, usize)>) {
    items.clear();
    let mut first = at;
    while let Some(end) = item_end(passage, first) {
        items.push((first, end));
        let comma = usize::from(joins_list(passage, end));
        let and = usize::from(comma == 1 && joins_list(passage, end + 1));
        if comma == 0 || items.len() > 60 {
            break;
        }
        first = end + comma + and;
    }
}

fn item_end(passage: &Passage, first: usize) -> Option<usize> {
    let token = passage.token(first)?;
    let word =
        token.is_word() && matches!(token.case, Case::Title | Case::Mixed) && token.span.len() > 2;
    if !word
        || token.glued
        || token.traits.any(Traits::FUNCTION.with(Traits::MONTH).with(Traits::WEEKDAY))
    {
        return None;
    }
    let known = passage
        .longest(first, |sense| matches!(sense, Sense::Person(_) | Sense::Organisation(_)))
        .map(|hit| hit.end);
    let end = known.unwrap_or(first + 1);
    let next = passage.token(end);
    let alone = next.is_none_or(|next| {
        !next.is_capital() && !(next.glued && (next.is_word() || next.is_dash()))
    });
    alone.then_some(end)
}

fn add(passage: &Passage, items: &[(usize, usize)], findings: &mut Findings) {
    let (mut persons, mut bodies, mut others) = (0, 0, 0);
    let mut unknown = Vec::new();
    for &(first, end) in items {
        match kind(passage, first) {
            Some(What::Person) => persons += 1,
            Some(What::Organisation(_)) => bodies += 1,
            Some(_) => others += 1,
            None => unknown.push((first, end)),
        }
    }
    let what = match (persons, bodies, others) {
        (2.., 0, 0) => What::Person,
        (0, 1.., 0) if bodies * 3 >= items.len() => What::Organisation(ActorKind::Organisation),
        _ => return,
    };
    for (first, end) in unknown {
        let plain =
            !passage.traits(first).any(Traits::LABEL.with(Traits::NEVER_NAME).with(Traits::TITLE));
        if plain {
            findings.add(passage.span(first, end), what, RULE);
        }
    }
    if what == What::Person {
        let bare = items.iter().filter(|(first, _)| passage.traits(*first).has(Traits::FAMILY));
        findings.found.extend(
            bare.map(|&(first, end)| Candidate::new(passage.span(first, end), What::Person, RULE)),
        );
    }
}

/// What a name is known to be; states, places and weapons count as others.
fn kind(passage: &Passage, first: usize) -> Option<What> {
    let hits = passage.hits_at(first);
    let any = |is: fn(Sense) -> bool| hits.iter().any(|hit| is(hit.sense));
    let other = any(|sense| {
        matches!(
            sense,
            Sense::State(_)
                | Sense::Place(_)
                | Sense::Capital(_)
                | Sense::Weapon(_)
                | Sense::Adjective(_)
                | Sense::People(_)
                | Sense::Head(_)
        )
    });
    let traits = passage.traits(first);
    if any(|sense| matches!(sense, Sense::Person(_))) {
        return Some(What::Person);
    }
    if hits.iter().any(|hit| matches!(hit.sense, Sense::Organisation(_)) && !hit.weak) {
        return Some(What::Organisation(ActorKind::Organisation));
    }
    if other {
        return Some(What::OfClass(Class::Date));
    }
    if traits.has(Traits::FAMILY) && !traits.has(Traits::WEAK_NAME) {
        return Some(What::Person);
    }
    if traits.any(Traits::GIVEN.with(Traits::ORG_HEAD).with(Traits::LABEL).with(Traits::NEVER_NAME))
    {
        return Some(What::OfClass(Class::Date));
    }
    None
}
