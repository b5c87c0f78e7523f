//! Roles: titles before a name ("Ukrainian President"), roles after it in apposition ("the head of
//! his office"), and noun phrases before it ("the coalition's spokesman, Col. Smith").

use super::beside;
use super::office::{Titles, is_honorific, is_role_word, with_complement};
use crate::facts::candidate::{Findings, RoleOf};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::list;

/// The longest role in words.
const LONGEST: usize = 14;

/// Adds the roles of the name at tokens `first..end`.
pub fn find(
    passage: &Passage,
    titles: &Titles,
    (first, end): (usize, usize),
    findings: &mut Findings,
) {
    let person = passage.span(first, end);
    let mut add = |(from, to): (usize, usize)| {
        if to > from {
            let role = passage.span(from, to);
            findings.roles.push(RoleOf { person, role });
        }
    };
    let words = if end == first + 1 { 1 } else { 2 };
    let title = title_before(passage, titles, (first, words));
    if let Some(role) = title {
        add(role);
    }
    if let Some(role) = apposition_after(passage, end).or_else(|| beside::after(passage, end)) {
        add(role);
    }
    let start = title.map_or(first, |(from, _)| from);
    if let Some(role) = noun_before(passage, start).or_else(|| beside::label(passage, start)) {
        add(role);
    }
}

/// True if the words after the name give a role.
pub fn has_apposition(passage: &Passage, (_, end): (usize, usize)) -> bool {
    apposition_after(passage, end).is_some()
}

/// "Ukrainian President", "the UK's Defence Minister", "former U.S. Secretary of State", "Minister
/// for the Middle East".
fn title_before(
    passage: &Passage,
    titles: &Titles,
    (name, words): (usize, usize),
) -> Option<(usize, usize)> {
    let found = titles
        .before_name(name, words)
       .or_else(|| with_complement(passage, titles, name))?;
    if is_honorific(passage, found, name) {
        return None;
    }
    Some((widened(passage, found), name))
}

/// Takes in what belongs to a title on its left.
fn widened(passage: &Passage, first: usize) -> usize {
    let mut at = first;
    while let Some(before) = at.checked_sub(1) {
        let Some(token) = passage.token(before) else {
            break;
        };
        let qualifies = passage.is_any(
            before,
            list!(
                "former then acting deputy vice interim senior retired outgoing late police army navy \
                military intelligence security defence defense foreign interior opposition"
            ),
        );
        let whose = (token.is_capital() && !token.traits.any(Traits::FUNCTION))
            .then(|| qualifier(passage, at))
            .flatten();
        let part = token.is_capital()
            && !token.traits.any(Traits::FUNCTION)
            && passage.traits(at).any(Traits::ORG_HEAD.with(Traits::FORCE_HEAD))
            && !passage.starts_sentence(at);
        let possessive =
            token.kind == Kind::Possessive && before > 0 && qualifier(passage, before).is_some();
        if let Some(bracketed) = bracketed(passage, before) {
            at = bracketed;
            continue;
        }
        if !(qualifies || part || whose.is_some() || possessive || token.is_dash() && token.glued) {
            break;
        }
        at = whose.unwrap_or(before);
    }
    at
}

/// The first token of "Sudanese Armed Forces (SAF)", whose bracket closes at token `close`.
fn bracketed(passage: &Passage, close: usize) -> Option<usize> {
    let open = close.checked_sub(2)?;
    let letters = passage.tokens[open + 1].case == Case::Upper;
    let bracket = passage.tokens[close].is_mark(')') && passage.tokens[open].is_mark('(');
    (bracket && letters).then(|| qualifier(passage, open)).flatten()
}

/// The first token of the state, adjective, organisation or acronym that ends right before token `end`.
fn qualifier(passage: &Passage, end: usize) -> Option<usize> {
    let listed = (end.saturating_sub(6)..end).find(|&first| {
        passage.hits_at(first).iter().any(|hit| {
            hit.end == end
                && matches!(
                    hit.sense,
                    Sense::Adjective(_)
                        | Sense::State(_)
                        | Sense::Organisation(_)
                        | Sense::Government(_)
                        | Sense::OrgHead
                )
        })
    });
    let acronym =
        passage.before(end).is_some_and(|token| token.case == Case::Upper && token.span.len() > 1);
    listed.or(acronym.then(|| end - 1))
}

/// ", the head of Zelenskyy's office," after a name: a noun phrase with the head of a role, up to
/// the next comma, stop or verb.
fn apposition_after(passage: &Passage, end: usize) -> Option<(usize, usize)> {
    let opens = passage.token(end)?;
    let mark = opens.is_mark(',') || opens.is_mark('(') || opens.is_mark('|');
    if !(mark || opens.is_dash() && !opens.glued) {
        return None;
    }
    phrase(passage, end + 1)
}

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
    let given = passage.traits(at).has(Traits::GIVEN)
        && passage.token(at).is_some_and(|token| token.is_capital())
        && passage.token(at + 1).is_some_and(|token| token.is_capital());
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
    let and_headed =
        passage.is(at, "and") && headed && !passage.token(at + 1).is_some_and(Token::is_capital);
    match token.kind {
        Kind::Mark(c) => {
            !matches!(c, '-' | '–' | '.' | '&' | '/' | '\'' | '’')
                || c == '.' && ends_sentence(passage, at)
        }
        _ => verb && headed || clause && !passage.is(at, "and") || and_headed,
    }
}

fn ends_sentence(passage: &Passage, at: usize) -> bool {
    passage.sentence(at).end == at + 1
        || passage.sentence_number(at) != passage.sentence_number(at + 1)
}

fn after_article(passage: &Passage, at: usize) -> usize {
    at + usize::from(passage.is_any(at, list!("the a an")))
}

/// "The UK Special Representative for Syria, Gareth Bayley" and "spokesman John Smith": a noun
/// phrase before the name that ends in the head of a role or its complement.
fn noun_before(passage: &Passage, name: usize) -> Option<(usize, usize)> {
    let comma = passage.before(name).is_some_and(|token| token.is_mark(','));
    let end = name.checked_sub(usize::from(comma))?;
    let sentence = passage.sentence_number(name);
    let mut head = None;
    let mut at = end;
    while at > 0 && end - at < LONGEST {
        let before = at - 1;
        let token = passage.token(before)?;
        if passage.sentence_number(before) != sentence || stops_before(passage, before, token) {
            break;
        }
        if head.is_none() && is_role_word(passage, before) {
            head = Some(before);
        }
        at = before;
        if opens_phrase(passage, before) {
            break;
        }
    }
    let head = head?;
    let adjacent = head + 1 == end || comma && passage.is_any(head + 1, list!("of for to at in"));
    let at = at + usize::from(passage.is(at, "and"));
    let at = without_frame(passage, (at, head)).unwrap_or(at);
    (adjacent && at < end).then(|| (after_article(passage, at), end))
}

/// "the opinion of the chief engineer, Mark Reed": past what only leads to the role, the words before its
/// last "of the" if none of them is a role or an organisation's.
fn without_frame(passage: &Passage, (from, head): (usize, usize)) -> Option<usize> {
    let article = (from + 1..head).rev().find(|&at| {
        passage.is_any(at, list!("the a an")) && passage.follows_any(at, list!("of for to"))
    })?;
    let part = Traits::ROLE_HEAD.with(Traits::TITLE).with(Traits::ORG_HEAD).with(Traits::FORCE_HEAD);
    let frame = (from..article).all(|at| !passage.traits(at).any(part));
    frame.then_some(article)
}

/// "invited the" before a role: an article that hangs on no preposition opens the phrase.
fn opens_phrase(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("the a an"))
        && !passage.follows_any(
            at,
            list!("of for to in at on and himself herself then now also formerly later once"),
        )
}

fn stops_before(passage: &Passage, at: usize, token: &Token) -> bool {
    let dash = token.is_dash() || token.kind == Kind::Possessive;
    let small = passage.is_any(at, list!("of for the and to s"));
    let verb = token.traits.any(Traits::SAYING.with(Traits::ACTING)) && !passage.is(at, "forces");
    let plain = token.is_word() && !verb && !token.traits.has(Traits::FUNCTION);
    !(dash || small || plain || token.is_number())
}
