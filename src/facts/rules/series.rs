//! Names in a row with weapons: "howitzers such as Archer and Sigma". Looks at the row only; other words
//! around a name are read by `context`.

use super::weapon_words::{is_telling, weapon_at};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::list;

/// "howitzers such as Archer, France's CAESAR and Sigma": a list of weapons.
pub fn is_listed(passage: &Passage, first: usize, end: usize) -> bool {
    lists_before(passage, first) || lists_after(passage, end)
}

fn lists_before(passage: &Passage, first: usize) -> bool {
    let start = passage.sentence(first).start;
    let mut at = first;
    let mut joints = 0;
    let mut items = 0;
    while at > start && first - at < 20 && items < 6 {
        let before = at - 1;
        let token = passage.tokens[before];
        let joint = token.is_mark(',') || passage.is_any(before, list!("and or"));
        if passage.is_any(before, list!("as including like namely")) {
            return (before.saturating_sub(6).max(start)..before).any(|at| weapon_at(passage, at));
        }
        if joint {
            joints += 1;
        } else if joints > 0 && ends_weapon(passage, at) {
            return true;
        } else if token.is_capital() && !token.traits.has(Traits::FUNCTION) {
            items += 1;
        } else if !(token.kind == Kind::Possessive
            || token.is_number()
            || token.is_dash()
            || passage.is_any(before, list!("the a an its")))
        {
            return false;
        }
        at = before;
    }
    false
}

/// "drones such as the Toofan": the name is an example of a kind of weapon.
pub fn is_example(passage: &Passage, first: usize) -> bool {
    let adjective = (first.saturating_sub(2)..first).find(|&at| {
        passage.hits_at(at).iter().any(|h| h.end == first && matches!(h.sense, Sense::Adjective(_)))
    });
    let first = adjective.unwrap_or(first);
    let mut at = first - usize::from(passage.follows_any(first, list!("the")));
    let as_ = passage.follows_any(at, list!("as")) && at > 1 && passage.is(at - 2, "such");
    let listed = as_ || passage.follows_any(at, list!("including namely"));
    at = at.saturating_sub(if as_ { 2 } else { 1 });
    at -= usize::from(at > 0 && passage.tokens[at - 1].is_mark(','));
    listed && ends_weapon(passage, at)
}

/// True if a weapon that needs no support ends right before token `end`.
pub fn ends_weapon(passage: &Passage, end: usize) -> bool {
    (end.saturating_sub(5)..end).any(|at| {
        passage.hits_at(at).iter().any(|hit| {
            let weapon = match hit.sense {
                Sense::Weapon(_) => !hit.weak,
                Sense::Head(number) => is_telling(passage, number),
                _ => false,
            };
            weapon && hit.end == end
        })
    })
}

fn lists_after(passage: &Passage, end: usize) -> bool {
    let mut at = end;
    let mut joints = 0;
    while at < end + 8 {
        let Some(token) = passage.token(at) else { return false };
        let joint = token.is_mark(',') || passage.is_any(at, list!("and or"));
        if joint {
            joints += 1;
        } else if joints > 0 && weapon_at(passage, at) {
            return true;
        } else if !(token.kind == Kind::Possessive
            || passage.is_any(at, list!("the a an its"))
            || passage
                .longest(at, |s| matches!(s, Sense::State(_) | Sense::Adjective(_)))
                .is_some())
        {
            return false;
        }
        at += 1;
    }
    false
}
