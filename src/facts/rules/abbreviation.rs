//! Abbreviations that a text defines: "Intermediate-Range Nuclear Forces (INF)". The words before
//! the bracket must begin with its letters; or a name must end right before it.

use super::office::is_role_word;
use crate::facts::candidate::{Alias, Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

/// The rule that finds what a text shortens.
pub const RULE: &str = "defined abbreviation";

/// Adds the long forms of defined abbreviations and the abbreviations themselves.
pub fn find(passage: &Passage, findings: &mut Findings) {
    for open in passage.starts(Starts::BRACKET).filter(|&open| open > 0) {
        if let Some(end) = bracketed(passage, open) {
            define(passage, open, end, findings);
        }
    }
}

/// The closing bracket after an abbreviation that follows the opening one at `open`.
fn bracketed(passage: &Passage, open: usize) -> Option<usize> {
    if !passage.token(open)?.is_mark('(') {
        return None;
    }
    let token = passage.token(open + 1)?;
    let close =
        (open + 2..open + 6).find(|&at| passage.token(at).is_some_and(|t| t.is_mark(')')))?;
    let short = token.is_capital() && token.span.len() <= 10;
    short.then_some(close)
}

fn define(passage: &Passage, open: usize, close: usize, findings: &mut Findings) {
    let short = passage.span(open + 1, close);
    let acronym = close == open + 2
        && passage.token(open + 1).is_some_and(|t| matches!(t.case, Case::Upper | Case::Mixed));
    let first = acronym.then(|| spelled_out(passage, open, passage.word(open + 1))).flatten();
    if first.is_some_and(|first| is_office_or_event(passage, first, open))
        || is_kind(passage, open - 1)
    {
        return;
    }
    if let Some(first) = first {
        let long = passage.span(first, open);
        if is_organisation(passage, first, open) {
            findings.add(long, What::Organisation(ActorKind::Organisation), RULE);
            findings.add(short, What::Organisation(ActorKind::Organisation), RULE);
        }
        findings.aliases.push(Alias { long, short });
    } else if close - open <= 4 {
        let long = passage.span(open.saturating_sub(1), open);
        findings.aliases.push(Alias { long, short });
    }
}

/// The first of the words before `open` whose initials make `letters`, small words left out or in.
fn spelled_out(passage: &Passage, open: usize, letters: &str) -> Option<usize> {
    let by = |skip| spelled_by(passage, (open + 1, open), letters, skip);
    by(false).or_else(|| by(true))
}

/// The same for the abbreviation at token `short` and the words before token `open`, small words left out if
/// `skip`.
pub fn spelled_by(
    passage: &Passage,
    (short, open): (usize, usize),
    letters: &str,
    skip: bool,
) -> Option<usize> {
    let letters: Vec<char> =
        letters.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let letters = match letters.as_slice() {
        [rest @ .., 's'] if rest.len() > 1 && passage.word(short).ends_with('s') => rest.to_vec(),
        _ => letters,
    };
    if !(2..=9).contains(&letters.len()) {
        return None;
    }
    let mut left = letters.len();
    let mut at = open;
    while left > 0 && at > 0 && open - at < 16 {
        at -= 1;
        let token = passage.token(at)?;
        if !token.is_word() {
            if token.is_dash() || token.is_mark('&') || token.is_mark('’') {
                continue;
            }
            return None;
        }
        let initial = initial_of(passage, token)?;
        let small = skip && token.traits.has(Traits::FUNCTION) && token.case == Case::Lower;
        if initial == letters[left - 1] && !small {
            left -= 1;
        } else if !token.traits.has(Traits::FUNCTION) {
            return None;
        }
    }
    (left == 0).then_some(at)
}

/// True for a kind of body, of which a glossary tells what its letters mean: "Non-Governmental Organisation".
pub fn is_kind(passage: &Passage, head: usize) -> bool {
    let body = list!("organisation organization organisations organizations");
    passage.is_any(head, body)
        && passage.follows_any(head, list!("governmental nongovernmental intergovernmental"))
}

/// "Chief of the Defence Staff", "Navy Week": the head of a body's name stands in them, and they are none.
fn is_office_or_event(passage: &Passage, first: usize, end: usize) -> bool {
    let of = (first..end).find(|&at| passage.is(at, "of")).unwrap_or(end);
    let head = of.saturating_sub(1).max(first);
    let office = is_role_word(passage, head) && !passage.traits(head).has(Traits::ORG_HEAD);
    let event = list!("week day days year month festival exercise season championship cup games");
    office || (first..end).any(|at| passage.is_any(at, event))
}

/// The first letter of a word, small.
pub fn initial_of(passage: &Passage, token: &Token) -> Option<char> {
    token.span.of(passage.text).chars().next()?.to_lowercase().next()
}

/// True if the long form is written as a name and is none of a treaty, a weapon or a place.
fn is_organisation(passage: &Passage, first: usize, end: usize) -> bool {
    let words = || {
        (first..end)
            .filter_map(|at| passage.token(at))
            .filter(|t| t.is_word() && !t.traits.has(Traits::FUNCTION))
    };
    let capitals = words().all(Token::is_capital);
    let last = passage.traits(end - 1);
    let weapon = passage.hits_at(end - 1).iter().any(|hit| matches!(hit.sense, Sense::Head(_)));
    let other = last.has(Traits::OTHER_HEAD) && !last.has(Traits::ORG_HEAD);
    let system = passage.is_any(
        end - 1,
        list!(
            "system systems technology vehicle area capability aircraft strategy \
            partnership rights time gas product disease syndrome"
        ),
    );
    let headed =
        (first..end).any(|at| passage.traits(at).any(Traits::ORG_HEAD.with(Traits::FORCE_HEAD)));
    let named = !(weapon || other || system);
    headed && capitals && words().count() > 1 && named
}
