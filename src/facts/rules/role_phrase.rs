//! The noun phrase that gives a role: "head of the crisis office", "former deputy minister". Says how far it
//! goes; whose it is, `role` and `beside` say.

use super::office::is_role_word;
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::list;

/// The longest role in words.
pub const LONGEST: usize = 14;

/// The noun phrase at token `from` that gives a role, without its article; it ends with its sentence.
pub fn phrase(passage: &Passage, from: usize) -> Option<(usize, usize)> {
    let first = after_article(passage, from);
    if passage.is(first, "and") {
        return None;
    }
    let sentence = passage.sentence_number(from);
    let mut head = None;
    let mut at = first;
    while at < first + LONGEST {
        if passage.token(at).is_none() || passage.sentence_number(at) != sentence {
            break;
        }
        if ends_role(passage, at, head.is_some()) || at > first && opens_phrase(passage, at) {
            break;
        }
        if head.is_none() && is_role_word(passage, at) {
            head = Some(at);
        }
        at += 1;
    }
    let head = head?;
    let at = next_title(passage, head, at).unwrap_or(at);
    let hangs = |at: usize| passage.is_any(at, list!("with by at from in on as and"));
    let at = (head + 1..=at).rev().find(|&end| !hangs(end - 1)).unwrap_or(at);
    let prepositions =
        (first..head).any(|at| passage.is_any(at, list!("in by with on at when after from to")));
    let fits = !prepositions && head < first + 8 && !names_another(passage, head, at);
    fits.then_some((first, at))
}

/// ", General Sir Richard Barrons and": the title of another person, unless it is that one's: ",
/// President Obama's adviser".
fn names_another(passage: &Passage, head: usize, end: usize) -> bool {
    let mut at = head;
    while let Some(hit) = passage.longest(at, |sense| sense == Sense::Title).filter(|_| at < end) {
        at = hit.end;
    }
    let capital = |at: usize| passage.token(at).is_some_and(Token::is_capital);
    let initial = passage.tokens.get(at).is_some_and(|token| token.span.len() == 1);
    let given =
        (passage.traits(at).has(Traits::GIVEN) || initial) && capital(at) && capital(at + 1);
    let owner = (at..end).any(|at| passage.tokens[at].kind == Kind::Possessive);
    at > head && at < end && given && !owner
}

/// Where the title of the next person begins: ", Commander of the Northern Command Lt Gen Jan Nowak,".
fn next_title(passage: &Passage, head: usize, end: usize) -> Option<usize> {
    let title = |at: usize| passage.longest(at, |sense| sense == Sense::Title);
    (head + 2..end).find(|&at| {
        let before = passage.tokens[at - 1];
        let free =
            before.is_capital() && !before.traits.has(Traits::FUNCTION) && title(at - 1).is_none();
        let Some(hit) = title(at).filter(|_| free) else {
            return false;
        };
        let name = title(hit.end).map_or(hit.end, |second| second.end);
        let capital = |at: usize| passage.token(at).is_some_and(Token::is_capital);
        let given = passage.traits(name).has(Traits::GIVEN);
        given && capital(name) && capital(name + 1) && name < end
    })
}

fn ends_role(passage: &Passage, at: usize, headed: bool) -> bool {
    let Some(token) = passage.token(at) else {
        return true;
    };
    let verb = token.traits.any(Traits::SAYING.with(Traits::ACTING))
        && token.case == Case::Lower
        && !passage.follows_any(at, list!("of the a an"));
    let clause = passage
        .is_any(at, list!("who which that whose was is has had will were are said told and"));
    // "Staff Director MARY HALE, Chief Counsel": the name of the next person in a list.
    let another = headed
        && token.case == Case::Upper
        && token.traits.has(Traits::GIVEN)
        && token.span.len() > 3
        && passage.before(at).is_some_and(|before| before.case == Case::Title);
    let and_headed =
        passage.is(at, "and") && headed && !passage.token(at + 1).is_some_and(Token::is_capital);
    match token.kind {
        Kind::Mark(c) => {
            !matches!(c, '-' | '–' | '.' | '&' | '/' | '\'' | '’')
                || c == '.' && ends_sentence(passage, at)
        }
        _ => another || verb && headed || clause && !passage.is(at, "and") || and_headed,
    }
}

fn ends_sentence(passage: &Passage, at: usize) -> bool {
    passage.sentence(at).end == at + 1
        || passage.sentence_number(at) != passage.sentence_number(at + 1)
}

/// Past an article.
pub fn after_article(passage: &Passage, at: usize) -> usize {
    at + usize::from(passage.is_any(at, list!("the a an")))
}

/// "invited the" before a role: an article that hangs on no preposition opens the phrase.
pub fn opens_phrase(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("the a an"))
        && !passage.follows_any(
            at,
            list!("of for to in at on and himself herself then now also formerly later once"),
        )
}
