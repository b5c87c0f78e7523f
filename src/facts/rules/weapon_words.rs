//! Small questions about words of weapons that several rules ask.

use crate::facts::lexicon::{Hit, Sense};
use crate::facts::passage::Passage;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

/// True if a weapon that needs no support, by name or by its kind, begins at token `at`.
pub fn weapon_at(passage: &Passage, at: usize) -> bool {
    passage.hits_at(at).iter().any(|hit| match hit.sense {
        Sense::Weapon(_) => !hit.weak && !is_loose(passage, hit.first, hit.end),
        Sense::Head(number) => is_telling(passage, number),
        _ => false,
    })
}

/// True for kinds that are weapons by themselves: "missile", not "vehicle".
pub fn is_telling(passage: &Passage, head: u32) -> bool {
    passage
        .lexicon
        .head(head)
        .is_some_and(|head| head.bare && !(head.needs && is_civil(&head.word)))
}

/// The token after the weapon's kind that begins at `at`, past its modifiers: "ballistic missile".
pub fn head_at(passage: &Passage, at: usize) -> Option<usize> {
    let mut next = at;
    let mut end = None;
    while next < at + 8 {
        let head = passage.longest(next, |sense| matches!(sense, Sense::Head(_)));
        let modifier = passage.longest(next, |sense| matches!(sense, Sense::Modifier));
        match (head, modifier) {
            (Some(hit), other) if other.is_none_or(|other| other.end <= hit.end) => {
                end = Some(hit.end);
                next = hit.end;
            }
            (_, Some(hit)) => {
                end = inner_head(passage, hit).or(end);
                next = hit.end;
            }
            _ => break,
        }
        next += usize::from(passage.token(next).is_some_and(|t| t.is_dash() && t.glued));
    }
    end
}

/// "cruise missile" is a modifier of submarines, and a weapon by itself: the token after it.
fn inner_head(passage: &Passage, modifier: Hit) -> Option<usize> {
    let mut inside = modifier.first + 1..modifier.end;
    let head = |at| {
        let head = passage.longest(at, |sense| matches!(sense, Sense::Head(_)));
        head.is_some_and(|head| head.end == modifier.end)
    };
    let glued = |at: usize| passage.tokens[at].glued;
    inside.any(|at| head(at) && !glued(at)).then_some(modifier.end)
}

/// Words of traffic, of which many more are civil than military.
pub fn is_civil(word: &str) -> bool {
    CIVIL.contains(&word)
}

const CIVIL: &[&str] =
    &["vessel", "boat", "ship", "craft", "plane", "aircraft", "vehicle", "carrier", "battery"];

/// True if a weapon's head or name stands within `reach` tokens of `first..end`: in the same sentence
/// if `reach` is short.
pub fn weapon_near(passage: &Passage, (first, end): (usize, usize), reach: usize) -> bool {
    let far = reach > 20;
    let sentence = if far { 0..passage.tokens.len() } else { passage.sentence(first) };
    let from = first.saturating_sub(reach).max(sentence.start);
    let to = (end + reach).min(sentence.end);
    (from..first).chain(end..to).any(|at| weapon_at(passage, at))
}

/// True if a number follows one to three letters without a dash ("AT 3", "SA.8", "R21"), or letters
/// that makers write as capitals have none ("Cp-971"). "Kh-101", "T-54" and "9M729" are not loose.
pub fn is_loose(passage: &Passage, first: usize, end: usize) -> bool {
    let number = (first + 1..end).find(|&at| passage.token(at).is_some_and(|t| t.is_number()));
    let (Some(number), Some(letters)) = (number, passage.token(first)) else {
        return false;
    };
    let spelled = passage.token(end - 1).is_some_and(|t| t.is_word() && t.span.len() > 2);
    if !letters.is_word() || letters.span.len() > 3 || spelled {
        return false;
    }
    if letters.case == Case::Mixed {
        return !letters.span.of(passage.text).starts_with(|c: char| c.is_uppercase());
    }
    let small = letters.case == Case::Title
        && letters.span.len() > 1
        && !passage.is_any(first, list!("kh su tu mi be an il ka yak la mig pe mk no"));
    small || passage.before(number).is_some_and(|token| !token.is_dash())
}
