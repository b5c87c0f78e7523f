//! Roles: titles before a name ("Ukrainian President"), roles after it in apposition ("the head of
//! his office"), and noun phrases before it ("the coalition's spokesman, Col. Smith").

use super::beside::{self, is_role};
use super::cells;
use super::interposed::{past_age, past_life, past_position};
use super::members;
use super::office::{Titles, is_honorific, is_role_word, with_complement};
use super::role_phrase::{LONGEST, after_article, opens_phrase, phrase};
use super::roster;
use crate::facts::candidate::{Findings, RoleOf};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::list;

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
    let titled = titles.before_name(first, words).unwrap_or(first);
    let title = cells::before(passage, titled)
        .or_else(|| cells::before(passage, first))
        .or_else(|| title_before(passage, titles, (first, words)));
    let title = title.filter(|&(from, _)| !is_of_name_before(passage, (from, first), end));
    if let Some(role) = title {
        add(role);
    }
    let after = apposition_after(passage, end)
        .or_else(|| beside::after(passage, end))
        .or_else(|| cells::after(passage, end));
    if let Some(role) = after.or_else(|| beside::after_colon(passage, (first, end))) {
        add(role);
    }
    let start = title.map_or(titled, |(from, _)| from);
    if let Some(role) = noun_before(passage, start).or_else(|| beside::label(passage, start)) {
        add(role);
    }
}

/// The "Staff Director" of "ANN HALE, Staff Director BO LUND, Chief Counsel": in a row of names in capitals
/// the offices follow the names.
fn is_of_name_before(passage: &Passage, (title, name): (usize, usize), end: usize) -> bool {
    let upper = |at: usize| passage.token(at).is_some_and(|token| token.case == Case::Upper);
    upper(name)
        && !upper(title)
        && passage.before(title).is_some_and(|before| before.is_mark(','))
        && apposition_after(passage, end).is_some()
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
    let found =
        titles.before_name(name, words).or_else(|| with_complement(passage, titles, name))?;
    if is_honorific(passage, found, name) {
        return None;
    }
    let office = (found..name).find(|&at| !is_honorific(passage, at, at + 1)).unwrap_or(found);
    let name =
        (office + 1..=name).rev().find(|&end| !is_honorific(passage, end - 1, end)).unwrap_or(name);
    Some((if office > found { office } else { widened(passage, found) }, name))
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
    let end = past_age(passage, past_life(passage, past_position(passage, end)));
    let opens = passage.token(end)?;
    let mark = opens.is_mark(',') || opens.is_mark('(') || opens.is_mark('|');
    if opens.is_mark('—') && opens.glued {
        let role = phrase(passage, end + 1)?;
        return is_role(passage, role.0, role.1).then_some(role);
    }
    if !(mark || opens.is_dash() && !opens.glued) {
        return None;
    }
    let kin = |&(_, last): &(usize, usize)| !roster::is_kin(passage, last + 1);
    phrase(passage, end + 1).filter(kin).or_else(|| past_seat(passage, end))
}

/// The "Chairman" of "ANN HALE, Ohio, Chairman": the office after the place that a member comes from, to the
/// end of the line.
fn past_seat(passage: &Passage, comma: usize) -> Option<(usize, usize)> {
    let seat = members::place_end(passage, comma + 1)?;
    let mark = |at: usize| passage.token(at).is_some_and(|token| token.is_mark(','));
    if !(mark(comma) && mark(seat)) {
        return None;
    }
    let (first, last) = phrase(passage, seat + 1)?;
    let ends = passage.token(last).is_none_or(|next| next.new_line || !next.is_word());
    let office = passage.token(first).is_some_and(Token::is_capital);
    (ends && office && is_role(passage, first, last)).then_some((first, last))
}

/// "The UK Special Representative for Syria, Gareth Bayley" and "spokesman John Smith": a noun
/// phrase before the name that ends in the head of a role or its complement.
fn noun_before(passage: &Passage, name: usize) -> Option<(usize, usize)> {
    let comma = passage.before(name).is_some_and(|token| token.is_mark(',') || token.is_mark('('));
    let before = name.checked_sub(usize::from(comma))?;
    let end = before_letters(passage, before);
    let comma = comma || end < before;
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
    let at = if head + 1 == end { own_words(passage, (at, head)) } else { at };
    let at = without_frame(passage, (at, head)).unwrap_or(at);
    (adjacent && at < end).then(|| (after_article(passage, at), end))
}

/// The token of the bracket in "Chief of the Defence Staff (CDS) Ann Lee", else `end`.
fn before_letters(passage: &Passage, end: usize) -> usize {
    let open = end.checked_sub(3).filter(|&open| {
        passage.tokens[open].is_mark('(')
            && passage.tokens[open + 1].case == Case::Upper
            && passage.tokens[open + 2].is_mark(')')
    });
    open.filter(|&open| open > 0).unwrap_or(end)
}

/// "damaging to candidate", "favored candidate": past verbs and what hangs on them, back from the head.
fn own_words(passage: &Passage, (from, head): (usize, usize)) -> usize {
    let role = |at: usize| is_role_word(passage, at);
    let mut at = head;
    while at > from {
        let before = at - 1;
        let token = passage.tokens[before];
        let word = passage.word(before);
        let verb = token.case == Case::Lower
            && (word.ends_with("ed") || word.ends_with("ing"))
            && !passage.is_any(before, list!(ADJECTIVES));
        let hangs = passage.is_any(before, list!("of for to and"))
            && !(from..before).rev().take(4).any(role);
        if verb || hangs && passage.is_any(before, list!("to and")) {
            break;
        }
        at = before;
    }
    at
}

/// What ends like a verb and stands before offices.
const ADJECTIVES: &str = "retired united appointed acting outgoing incoming commanding leading managing \
    visiting founding ranking presiding sitting serving elected designated disgraced ousted exiled jailed \
    detained renowned respected seasoned trusted noted armed operating marketing engineering training \
    governing ruling aspiring";

/// "the opinion of the chief engineer, Mark Reed": past what only leads to the role, the words before its
/// last "of the" if none of them is a role or an organisation's.
fn without_frame(passage: &Passage, (from, head): (usize, usize)) -> Option<usize> {
    let article = (from + 1..head).rev().find(|&at| {
        passage.is_any(at, list!("the a an")) && passage.follows_any(at, list!("of for to"))
    })?;
    let part =
        Traits::ROLE_HEAD.with(Traits::TITLE).with(Traits::ORG_HEAD).with(Traits::FORCE_HEAD);
    let frame = (from..article).all(|at| !passage.traits(at).any(part));
    frame.then_some(article)
}

fn stops_before(passage: &Passage, at: usize, token: &Token) -> bool {
    let dash = token.is_dash() || token.kind == Kind::Possessive;
    let small = passage.is_any(at, list!("of for the and to s"));
    let named = token.is_capital() && passage.before(at).is_some_and(Token::is_capital);
    let verb = token.traits.any(Traits::SAYING.with(Traits::ACTING))
        && !named
        && !passage.is_any(at, list!("forces chair"));
    let plain = token.is_word() && !verb && !token.traits.has(Traits::FUNCTION);
    !(dash || small || plain || token.is_number())
}
