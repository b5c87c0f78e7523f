//! Roles: titles before a name ("Ukrainian President"), roles after it in apposition ("the head of
//! his office"), and noun phrases before it ("the coalition's spokesman, Col. Smith").

use crate::facts::candidate::{Findings, RoleOf};
use crate::facts::lexicon::{Sense, Senses, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::list;

/// The longest role in words.
const LONGEST: usize = 14;

/// Where titles end in a passage.
pub struct Titles {
    /// For each token, the first token of the title that ends right before it.
    before: Vec<Option<u32>>,
}

impl Titles {
    /// Reads the titles of a passage.
    pub fn of(passage: &Passage) -> Self {
        if !passage.any_sense(Senses::TITLE) {
            return Self { before: Vec::new() };
        }
        let mut before = vec![None; passage.tokens.len() + 2];
        for hit in passage.hits.iter().filter(|hit| hit.sense == Sense::Title) {
            let dot = passage.token(hit.end).is_some_and(|token| token.is_mark('.') && token.glued);
            let end = hit.end + usize::from(dot);
            let first = u32::try_from(hit.first).unwrap_or(u32::MAX);
            if let Some(slot) = before.get_mut(end)
                && slot.is_none_or(|old| first < old)
            {
                *slot = Some(first);
            }
        }
        Self { before }
    }

    /// The first token of the titles right before token `at`: "Lt. Gen." is two.
    pub fn before(&self, at: usize) -> Option<usize> {
        let mut first = None;
        let mut end = at;
        while let Some(Some(start)) = self.before.get(end) {
            let start = *start as usize;
            if start >= end {
                break;
            }
            first = Some(start);
            end = start;
        }
        first
    }
}

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
    let title = title_before(passage, titles, first);
    if let Some(role) = title {
        add(role);
    }
    if let Some(role) = apposition_after(passage, end) {
        add(role);
    }
    let start = title.map_or(first, |(from, _)| from);
    if let Some(role) = noun_before(passage, start) {
        add(role);
    }
}

/// True if the words after the name give a role.
pub fn has_apposition(passage: &Passage, (_, end): (usize, usize)) -> bool {
    apposition_after(passage, end).is_some()
}

/// "Ukrainian President", "the UK's Defence Minister", "former U.S. Secretary of State", "Minister
/// for the Middle East".
fn title_before(passage: &Passage, titles: &Titles, name: usize) -> Option<(usize, usize)> {
    let found = titles.before(name).or_else(|| office_with_complement(passage, titles, name))?;
    if is_honorific(passage, found, name) {
        return None;
    }
    Some((widened(passage, found), name))
}

fn is_honorific(passage: &Passage, first: usize, end: usize) -> bool {
    (first..end).all(|at| passage.is_any(at, list!("mr mrs ms miss dr prof sir lady lord mx .")))
}

/// "Minister for the Middle East" before a name: an office, "for" or "of", and capitals.
fn office_with_complement(passage: &Passage, titles: &Titles, name: usize) -> Option<usize> {
    let mut at = name;
    while at > 0 && name - at < 9 {
        at -= 1;
        let token = passage.token(at)?;
        if passage.is_any(at, list!("for of to")) {
            if let Some(first) = titles.before(at) {
                return Some(first);
            }
        } else if !(token.is_capital() || passage.is_any(at, list!("the and"))) {
            return None;
        }
    }
    None
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
    if !(opens.is_mark(',') || opens.is_mark('(') || opens.is_dash() && !opens.glued) {
        return None;
    }
    let first = after_article(passage, end + 1);
    if passage.is(first, "and") {
        return None;
    }
    let mut head = None;
    let mut at = first;
    while at < first + LONGEST {
        let Some(token) = passage.token(at) else {
            break;
        };
        if ends_role(passage, at, head.is_some()) || at > first && opens_phrase(passage, at) {
            break;
        }
        if head.is_none() && is_role_head(passage, at, token) {
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

fn is_role_head(passage: &Passage, at: usize, token: &Token) -> bool {
    let title = passage.longest(at, |sense| sense == Sense::Title).is_some();
    token.is_word()
        && (token.traits.has(Traits::ROLE_HEAD) || title && !is_honorific(passage, at, at + 1))
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
    let mut head = None;
    let mut at = end;
    while at > 0 && end - at < LONGEST {
        let before = at - 1;
        let token = passage.token(before)?;
        if stops_before(passage, before, token) {
            break;
        }
        if head.is_none() && is_role_head(passage, before, token) {
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
    (adjacent && at < end).then(|| (after_article(passage, at), end))
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
