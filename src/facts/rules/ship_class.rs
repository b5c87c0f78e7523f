//! Classes of ships and aircraft: "Jin-class SSBN", "Arleigh Burke-class destroyers". The hull or
//! ship word after it belongs to the name.

use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

pub const RULE: &str = "ship class";

/// Adds every class named in the passage.
pub fn find(passage: &Passage, findings: &mut Findings) {
    for at in passage.starts(Starts::CLASS).filter(|&at| passage.is(at, "class")) {
        if let Some(first) = name_start(passage, at) {
            let end = ship_end(passage, at + 1);
            let hyphen = passage.before(at).is_some_and(|token| token.is_dash());
            if (hyphen || end > at + 1) && is_class(passage, first, at) {
                let what = match known(passage, first) {
                    Some((number, name_end)) if name_end + 1 >= at => What::KnownWeapon(number),
                    base => What::NamedWeapon(base.map(|(number, _)| number)),
                };
                findings.add(passage.span(first, end), what, RULE);
            }
        }
    }
}

/// The first word of the name before "class" at `at`: at most three, with capitals.
fn name_start(passage: &Passage, at: usize) -> Option<usize> {
    let dash = usize::from(passage.before(at)?.is_dash());
    let last = at.checked_sub(1 + dash)?;
    let mut first = None;
    for word in (last.saturating_sub(2)..=last).rev() {
        let token = passage.token(word)?;
        let joined = word == last || !passage.token(word + 1).is_some_and(|next| next.is_mark(','));
        let listed =
            passage.longest(word, |sense| matches!(sense, Sense::Adjective(_) | Sense::State(_)));
        let plain = token.is_capital() && !token.traits.any(Traits::FUNCTION) && listed.is_none();
        if !(plain && joined)
            || passage.longest(word, |sense| sense == Sense::Title).is_some() && word != last
        {
            break;
        }
        first = Some(word);
    }
    first
}

/// Past the ship word or hull code after "class".
fn ship_end(passage: &Passage, at: usize) -> usize {
    let mut end = at;
    let mut next = at;
    while next < at + 4 {
        let head = passage.longest(next, |sense| matches!(sense, Sense::Head(_)));
        let modifier = passage.longest(next, |sense| sense == Sense::Modifier);
        match (head, modifier) {
            (Some(hit), _) => {
                end = hit.end;
                next = hit.end;
            }
            (None, Some(hit)) => next = hit.end,
            _ => break,
        }
    }
    end
}

/// "World-class" and "First-class" are praise, "Middle-class" is society.
fn is_class(passage: &Passage, first: usize, at: usize) -> bool {
    let praise =
        list!("world first business middle working second third upper lower economy best ruling");
    let ship = ship_end(passage, at + 1) > at + 1;
    let upper = passage.token(first).is_some_and(|token| token.case == Case::Upper);
    !passage.is_any(first, praise) && (ship || upper || !passage.starts_sentence(first))
}

/// The weapon of the lexicon that begins the name, and the token after it.
fn known(passage: &Passage, first: usize) -> Option<(u32, usize)> {
    let hit = passage.longest(first, |sense| matches!(sense, Sense::Weapon(_)))?;
    match hit.sense {
        Sense::Weapon(number) => Some((number, hit.end)),
        _ => None,
    }
}
