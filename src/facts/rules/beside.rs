//! Roles that stand beside a name without a comma: labels before it ("Chair: Ann Lee"), lines below it,
//! and what a person is said to be or to have become.

use super::office::is_role_word;
use super::role_phrase::phrase;
use crate::facts::candidate::{Candidate, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;
use crate::text::Span;

/// The longest label or line in words.
const LONGEST: usize = 12;

/// The role after a name that ends at token `end`: "was the ruler of Nigeria", "served as director", or
/// the line below it.
pub fn after(passage: &Passage, end: usize) -> Option<(usize, usize)> {
    said_to_be(passage, end).or_else(|| seat(passage, end)).or_else(|| below(passage, end))
}

/// The "MP" of "Ann Lee MP".
fn seat(passage: &Passage, end: usize) -> Option<(usize, usize)> {
    let letters = passage.token(end).is_some_and(|token| token.case == Case::Upper && !token.glued);
    (letters && passage.is_any(end, list!("mp mep msp mla"))).then_some((end, end + 1))
}

/// "Rodd, Sir Rennell: Ambassador to Italy": the role after a colon, where the name opens its line.
pub fn after_colon(passage: &Passage, (first, end): (usize, usize)) -> Option<(usize, usize)> {
    let colon = passage.token(end).is_some_and(|token| token.is_mark(':'));
    let opens = opens_line(passage, end)
        || passage.tokens[first].new_line
        || passage.before(first).is_none_or(is_bullet)
        || passage.starts_sentence(first);
    if !(colon && opens) {
        return None;
    }
    let (from, to) = phrase(passage, end + 1)?;
    let office = passage.token(from).is_some_and(Token::is_capital)
        && (from..to.min(from + 4)).any(|at| is_role_word(passage, at));
    (office && is_role(passage, from, to)).then_some((from, to))
}

/// "is the head of", "was appointed director", "served as chief", "as Vice President" after "appointed".
fn said_to_be(passage: &Passage, end: usize) -> Option<(usize, usize)> {
    if let Some(office) = nominated(passage, end) {
        return Some(office);
    }
    let mut at = end + usize::from(passage.is_any(end, list!("has had who")));
    at += usize::from(passage.is(at, "been"));
    let copula = passage.is_any(at, list!("is was became becomes remains remained"));
    let serves =
        passage.is_any(at, list!("served serves worked works acted acts continued returned"));
    at += usize::from(copula || serves);
    let made = passage.is_any(at, list!("appointed named elected made promoted"));
    at += usize::from(made);
    let as_ = passage.is(at, "as");
    let given = end == at && as_ && is_appointed(passage, end);
    let first = at + usize::from(as_);
    if !(given || copula && !as_ || (serves || made) && as_ || copula && made) {
        return None;
    }
    let (first, last) = phrase(passage, first)?;
    let last = (first..last).find(|&at| ends_office(passage, at)).unwrap_or(last);
    let headed = (first..last).find(|&at| is_role_word(passage, at))?;
    let plain = (first..headed).all(|at| is_before_head(passage, at));
    let done = copula && !made && passage.tokens[first].case == Case::Lower && {
        let word = passage.word(first);
        first < headed
            && (word.ends_with("ed") || passage.is_any(first, list!(DONE)))
            && !passage.follows_any(first, list!("a an the"))
    };
    (plain && !done && last > first).then_some((first, last))
}

/// "Ann Lee, of Ohio, to be Director of the Mint": the office for which a person is nominated.
fn nominated(passage: &Passage, end: usize) -> Option<(usize, usize)> {
    let comma = |at: usize| passage.token(at).is_some_and(|token| token.is_mark(','));
    let from = comma(end) && passage.is(end + 1, "of");
    let place = (end + 2..end + 9).take_while(|&at| {
        passage
            .token(at)
            .is_some_and(|t| t.is_capital() || t.is_mark(',') || t.is_mark('.') || t.is_dash())
    });
    let mut at = if from { place.last()? + 1 } else { end + usize::from(comma(end)) };
    if !(passage.is(at, "to") && passage.is(at + 1, "be")) {
        return None;
    }
    at += 2;
    let (first, last) = phrase(passage, at)?;
    let last = (first..last).find(|&at| ends_office(passage, at)).unwrap_or(last);
    let head = (first..last).find(|&at| is_role_word(passage, at))?;
    (first..head).all(|at| is_before_head(passage, at)).then_some((first, last))
}

/// Participles of what is done to somebody: "was taken prisoner".
const DONE: &str = "taken held born known shot hit sent met seen given";

/// True if a verb of appointing stands a few words before the name that ends at token `end`.
fn is_appointed(passage: &Passage, end: usize) -> bool {
    let verbs =
        list!("appointed appoints named names elected hired promoted nominated appoint name sent");
    let from = end.saturating_sub(7).max(passage.sentence(end.saturating_sub(1)).start);
    (from..end).any(|at| passage.is_any(at, verbs))
}

/// Where the office ends and the clause goes on: "since 2010", "from 1981", "when".
fn ends_office(passage: &Passage, at: usize) -> bool {
    passage.is_any(
        at,
        list!("since from until when where before after during between effective in to with"),
    ) || passage.token(at).is_some_and(|token| token.is_number())
}

/// What may stand before the head of an office: adjectives, fields, states; no verbs.
fn is_before_head(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else { return false };
    let small = passage.is_any(at, list!("of the and for new first second third last former"));
    let verb = passage.word(at).ends_with("ing") || token.traits.any(Traits::SAYING);
    small || token.is_dash() || token.is_word() && !verb && !token.traits.has(Traits::FUNCTION)
}

/// The line below a name that has its line for itself, if it is a role.
fn below(passage: &Passage, end: usize) -> Option<(usize, usize)> {
    let mut first = past_degrees(passage, end);
    if passage.token(first)?.is_mark('(') && !passage.token(first)?.new_line {
        let close =
            (first + 1..first + 4).find(|&at| passage.token(at).is_some_and(|t| t.is_mark(')')));
        first = close? + 1;
    }
    let next = passage.token(first)?;
    if !next.new_line || !opens_line(passage, end) {
        return None;
    }
    let last = line_end(passage, first);
    is_role(passage, first, last).then_some((first, last))
}

/// Past ", Ph.D.", ", USN (Ret.)": what a person earned stands between the name and the line's end.
fn past_degrees(passage: &Passage, end: usize) -> usize {
    let degree = list!(
        "ph d ph.d ph.d. phd m.d md ll.m j.d jd esq obe cbe mbe usn usaf usa usmc retired ret b.a m.a msc bsc mp qc \
        kc"
    );
    let mut at = end;
    while at < end + 8 && passage.token(at).is_some_and(|token| !token.new_line) {
        let mark = ['.', ','].into_iter().any(|mark| passage.tokens[at].is_mark(mark));
        if !(mark || passage.is_any(at, degree)) {
            return end;
        }
        at += 1;
    }
    at
}

/// True if the name that ends at token `end` and its titles fill their line from its start.
fn opens_line(passage: &Passage, end: usize) -> bool {
    let mut at = end;
    while at > 0 && end - at < LONGEST {
        at -= 1;
        let token = passage.tokens[at];
        let part = token.is_capital()
            || token.traits.has(Traits::PARTICLE)
            || token.is_mark('.')
            || token.is_dash() && token.glued;
        if !part {
            let sender = list!("from to by via thru through attn");
            return (token.is_mark(':') || token.is_mark(';')) && passage.follows_any(at, sender);
        }
        if token.new_line || at == 0 {
            return true;
        }
    }
    false
}

fn line_end(passage: &Passage, first: usize) -> usize {
    let later = |at: &usize| passage.token(*at).is_none_or(|token| token.new_line);
    (first + 1..first + LONGEST + 2).find(later).unwrap_or(first + LONGEST + 2)
}

/// True if tokens `first..end` are an office or role and nothing more.
pub fn is_role(passage: &Passage, first: usize, end: usize) -> bool {
    if end <= first || end - first > LONGEST {
        return false;
    }
    let head = (first..end.min(first + 6)).find(|&at| is_role_word(passage, at));
    let verb = |at: usize| {
        let token = &passage.tokens[at];
        let acts = token.traits.any(Traits::SAYING.with(Traits::ACTING));
        token.case == Case::Lower && acts && !passage.follows_any(at, list!("of the a an"))
            || passage.is_any(at, list!("is was are were has had will who i we you they"))
    };
    let name = |at: usize| {
        passage.traits(at).has(Traits::GIVEN)
            && passage.traits(at + 1).has(Traits::FAMILY)
            && passage.tokens[at].is_capital()
    };
    let marks = |at: usize| {
        let token = &passage.tokens[at];
        token.is_mark('.')
            && at + 1 != end
            && !passage.traits(at - usize::from(at > first)).has(Traits::ABBREVIATION)
            || token.is_mark('?')
            || token.is_mark('!')
            || token.is_mark(':')
    };
    let person = |at: usize| {
        passage
            .hits_at(at)
            .iter()
            .any(|hit| matches!(hit.sense, Sense::Person(_)) && hit.end > at + 1)
    };
    head.is_some_and(|head| (first..head).all(|at| is_before_head(passage, at)))
        && !(first..end).any(|at| verb(at) || name(at) || marks(at) || person(at))
}

/// The passage, if it is a role and nothing more: the line or the cell beside a name.
pub fn role_line(passage: &Passage) -> Option<Span> {
    let tokens = passage.tokens.len();
    let opens = passage.token(0).is_some_and(Token::is_capital);
    let fits = (1..=LONGEST).contains(&tokens) && opens && is_role(passage, 0, tokens);
    fits.then(|| passage.span(0, tokens))
}

/// The person whose name, with titles before it or a bracket after it, is all that the passage holds.
pub fn lone_name(passage: &Passage, found: &[Candidate]) -> Option<Span> {
    let tokens = passage.tokens.len();
    if tokens > LONGEST {
        return None;
    }
    let person = |found: &&Candidate| match found.what {
        What::Person => true,
        What::KnownActor(number) => {
            passage.lexicon.actor(number).is_some_and(|known| known.kind == "person")
        }
        _ => false,
    };
    let name = found.iter().find(person)?.span;
    let (first, end) = (passage.token_at(name.start), passage.token_at(name.end));
    let before = (0..first).all(|at| {
        passage.traits(at).has(Traits::TITLE)
            || passage.tokens[at].is_mark('.')
            || passage.tokens[at].is_mark('•')
    });
    let after = end == tokens || passage.tokens[end].is_mark('(') && tokens - end <= 4;
    (before && after).then_some(name)
}

/// The label at the start of a line before a name: "Vice Chair: Ann Lee", "Secretary – Bo Lund".
pub fn label(passage: &Passage, name: usize) -> Option<(usize, usize)> {
    let mark = (0..name).rev().find(|&at| !passage.tokens[at].is_mark('*'))?;
    let token = passage.token(mark)?;
    if !(token.is_mark(':') || token.is_mark('|') || token.is_dash() && !token.glued) {
        return None;
    }
    let mut first = mark;
    while first > 0 && mark - first < 7 {
        let before = passage.tokens[first - 1];
        let opens = passage.tokens[first].new_line && first < mark;
        let part = before.is_word() || before.is_dash() && before.glued || before.is_mark('.');
        if opens || !part {
            break;
        }
        first -= 1;
    }
    let line = first == 0
        || passage.tokens[first].new_line
        || passage.before(first).is_some_and(is_bullet);
    (line && is_role(passage, first, mark)).then_some((first, mark))
}

fn is_bullet(token: &Token) -> bool {
    token.is_mark('|')
        || token.is_mark('•')
        || token.is_mark('*')
        || token.is_dash()
        || token.is_mark(';')
}
