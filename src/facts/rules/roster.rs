//! Persons whom the form of a line names: bylines and credits, "Surname, Given" in lists, names after the
//! label of a role. Says where they stand; roles are read by `role`.

use super::beside;
use super::interposed::{past_age, past_life};
use super::members::place_end;
use super::name::Name;
use crate::facts::lexicon::{Hit, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::list;

/// The rule by which the form of the line makes the name a person's, if it does.
pub fn rule_of(passage: &Passage, name: &Name) -> Option<&'static str> {
    let whole = name.words + usize::from(name.initials > 0) > 1 && name.words <= 4;
    if !whole || !is_free(passage, name) {
        return None;
    }
    if is_byline(passage, name) {
        return Some("byline");
    }
    beside::label(passage, name.first).map(|_| "label")
}

/// True if no word of the name belongs to an organisation, a state, a place or a weapon.
fn is_free(passage: &Passage, name: &Name) -> bool {
    let other =
        Traits::ORG_HEAD.with(Traits::FORCE_HEAD).with(Traits::OTHER_HEAD).with(Traits::NEVER_NAME);
    (name.first..name.end).all(|at| {
        let person = passage.traits(at).any(Traits::GIVEN.with(Traits::FAMILY));
        let listed = passage.hits_at(at).iter().any(|hit| {
            !hit.weak
                && matches!(
                    hit.sense,
                    Sense::Organisation(_)
                        | Sense::State(_)
                        | Sense::Adjective(_)
                        | Sense::Weapon(_)
                )
        });
        person || !(listed || passage.traits(at).any(other))
    })
}

/// "By Ann Lee", "Photo: Bo Lund", "Photograph by Cy Moss", "Text Ann Lee": at the start of a line, or after
/// the word for what the person made.
fn is_byline(passage: &Passage, name: &Name) -> bool {
    let Some(before) = name.first.checked_sub(1) else { return false };
    let by = passage.is(before, "by");
    let line = passage.starts_sentence(before) || passage.tokens[before].new_line;
    let made = passage.follows_any(before, list!(MADE));
    let dateline = passage.before(before).is_some_and(|token| token.is_dash() && !token.glued)
        && passage.tokens[before].is_capital();
    let agency = passage.tokens[before].is_mark('/')
        && passage.tokens[before].glued
        && passage.before(before).is_some_and(|token| token.is_capital() && token.span.len() > 1)
        && passage.traits(name.first).has(Traits::GIVEN);
    let credit = agency
        || made && (passage.tokens[before].is_mark(':') || passage.tokens[before].is_mark('/'));
    (by && (line || made || dateline) || credit) && ends_credit(passage, name.end)
}

/// What is credited to those who made it.
const MADE: &str = "photo photos photograph photographs picture pictures image images video text words story \
    report reporting written posted published compiled edited translated illustration illustrations graphic \
    graphics authored author photographer credit credits interview courtesy translation editing script research";

/// A credit ends with its line, or a mark, or leads on to an office.
fn ends_credit(passage: &Passage, end: usize) -> bool {
    passage.token(end).is_none_or(|next| {
        next.new_line
            || !next.is_word()
            || next.is_capital()
            || passage.is_any(end, list!("and for in of with from at on"))
    })
}

/// The tokens of "Acheson, Dean" or "Achilles, Theodore C." at token `first`, where lists of persons have
/// the surname before.
pub fn family_first(passage: &Passage, first: usize) -> Option<usize> {
    if !passage.token(first + 1)?.is_mark(',') {
        return None;
    }
    let token = passage.token(first)?;
    let before = passage.before(first);
    let opens = token.new_line
        || before
            .is_none_or(|before| !before.is_word() && !before.is_mark(',') && !before.is_mark('.'))
        || passage.starts_sentence(first);
    let word = token.is_word() && token.is_capital() && token.span.len() > 1;
    if !(opens && word) || is_other(passage, first) {
        return None;
    }
    let at = past_titles(passage, first + 2);
    let titled = at > first + 2;
    let given =
        passage.traits(at).has(Traits::GIVEN) && passage.token(at).is_some_and(Token::is_capital);
    let place = |sense| matches!(sense, Sense::State(_) | Sense::Place(_) | Sense::Capital(_));
    if passage.longest(at, place).is_some() {
        return None;
    }
    let mut end = at + 1;
    let mut initial = passage.token(at)?.case == Case::Upper && passage.token(at)?.span.len() == 1;
    while end < at + 6 {
        let Some(next) = passage.token(end) else { break };
        if next.new_line || next.new_cell {
            break;
        }
        let letter = next.case == Case::Upper && next.span.len() == 1;
        let dotted = next.is_mark('.') && next.glued && initial;
        let office = passage.longest(end, |sense| sense == Sense::Title).is_some()
            || next.traits.any(Traits::ROLE_HEAD.with(Traits::ORG_HEAD));
        let name = next.is_word()
            && next.case == Case::Title
            && !next.traits.has(Traits::FUNCTION)
            && (!office || next.traits.any(Traits::GIVEN.with(Traits::FAMILY)));
        if !(letter || dotted || name) {
            break;
        }
        initial |= letter;
        end += 1;
    }
    let spaced = passage.token(end).is_some_and(|next| next.is_capital() && !next.new_line)
        && beside::is_role(passage, end, role_end(passage, end));
    let cell = passage.token(end).is_some_and(|next| next.new_cell);
    let closes = closes_name(passage, end) || spaced;
    let role = || spaced || cell || beside::is_role(passage, end + 1, role_end(passage, end + 1));
    let family = passage.traits(first).has(Traits::FAMILY);
    let unknown = !token.id.is_known();
    let fills = first == 0 && end == passage.tokens.len() && (family || unknown);
    let sure = (given || titled && !passage.traits(at).has(Traits::FUNCTION))
        && (initial || role() || fills || family && !is_more(passage, end));
    let office = || (family || unknown) && is_given_form(passage, (at, end)) && role();
    (closes && (sure || office())).then_some(end)
}

/// True if the name of a list ends before token `end`: with its line, or at a mark.
fn closes_name(passage: &Passage, end: usize) -> bool {
    passage.token(end).is_none_or(|next| {
        let mark = [',', ';', '(', ':', '|'].into_iter().any(|mark| next.is_mark(mark));
        next.new_line || next.new_cell || mark || next.is_dash()
    })
}

/// True for what may be given names although no list holds them: initials, words that are nothing else.
fn is_given_form(passage: &Passage, (first, end): (usize, usize)) -> bool {
    let other = Traits::FUNCTION
        .with(Traits::NEVER_NAME)
        .with(Traits::LABEL)
        .with(Traits::ORG_HEAD)
        .with(Traits::FORCE_HEAD)
        .with(Traits::ROLE_HEAD)
        .with(Traits::TITLE)
        .with(Traits::MONTH);
    let part = |at: usize| {
        let token = &passage.tokens[at];
        let written = token.case == Case::Title || token.span.len() == 1;
        token.is_mark('.') && token.glued
            || token.is_capital() && written && !token.traits.any(other)
    };
    passage.token(first).is_some_and(Token::is_capital) && (first..end).all(part)
}

/// "Balfour: Minister to Great Britain", "WARNER: I thank you.": one word that opens its line before a
/// colon and is a family name: an office follows, or it stands in capitals and somebody speaks.
pub fn before_colon(passage: &Passage, first: usize) -> bool {
    let Some(token) = passage.token(first) else { return false };
    let opens = token.new_line
        || passage.before(first).is_none_or(|before| !before.is_word() && !before.glued);
    let colon = passage.token(first + 1).is_some_and(|next| next.is_mark(':') && next.glued);
    if !(opens && colon && token.is_capital() && token.span.len() > 3) || is_other(passage, first) {
        return false;
    }
    let plain = !token.traits.any(Traits::LABEL.with(Traits::NEVER_NAME).with(Traits::WEAK_NAME));
    let family = token.traits.has(Traits::FAMILY) && plain;
    let speaks = token.case == Case::Upper
        && family
        && passage.token(first + 2).is_some_and(|next| next.is_capital() && !next.new_line);
    let office = family
        && passage.longest(first + 2, |sense| sense == Sense::Title).is_some()
        && beside::after_colon(passage, (first, first + 1)).is_some();
    speaks || office
}

/// "HALLORAN, Circuit Judge": a surname in capitals, alone or in a list, before an office that is not.
pub fn bench(passage: &Passage, first: usize) -> bool {
    let surname = |at: usize| {
        passage.token(at).is_some_and(|token| {
            let free = at == 0 || !token.glued;
            token.is_word() && token.case == Case::Upper && token.span.len() > 3 && free
        }) && !passage
            .traits(at)
            .any(Traits::FUNCTION.with(Traits::ORG_HEAD).with(Traits::LABEL).with(Traits::MONTH))
            && passage.hits_at(at).iter().all(|hit| hit.end == at + 1 && hit.weak)
    };
    let opens = passage.follows_any(first, list!("before and"))
        || passage.tokens[first].new_line
        || passage.starts_sentence(first)
        || passage.before(first).is_some_and(|before| before.is_mark(','));
    if !opens || !surname(first) {
        return false;
    }
    let mut at = first + 1;
    for _ in 0..10 {
        let comma = usize::from(passage.token(at).is_some_and(|token| token.is_mark(',')));
        let and = usize::from(passage.is(at + comma, "and"));
        let next = at + comma + and;
        if comma + and == 0 {
            return false;
        }
        if surname(next) {
            at = next + 1;
            continue;
        }
        let office = passage.token(next).is_some_and(|token| token.case == Case::Title);
        let bench = list!("judge judges justice justices magistrate chancellor");
        return office && (next..next + 4).any(|at| passage.is_any(at, bench));
    }
    false
}

/// "their daughter, Anna,", "his son Piet and": a given name alone after the word for kin.
pub fn is_kin(passage: &Passage, at: usize) -> bool {
    let traits = passage.traits(at);
    let given = traits.has(Traits::GIVEN) && !traits.has(Traits::WEAK_NAME);
    let comma = passage.before(at).is_some_and(|before| before.is_mark(','));
    let kin =
        list!("daughter son wife husband brother sister mother father widow fiancee niece nephew");
    let alone = passage.token(at + 1).is_none_or(|next| {
        !next.is_capital() && !next.glued || next.is_mark(',') || next.is_mark('.')
    });
    let written = passage.token(at).is_some_and(|token| token.case == Case::Title);
    let kin = passage.follows_any(at - usize::from(comma), kin);
    written && given && alone && kin
}

/// "Vorto Quell, 46, fled": the years of a person stand after the name between commas.
pub fn is_aged(passage: &Passage, name: &Name) -> bool {
    let heads = Traits::ORG_HEAD
        .with(Traits::OTHER_HEAD)
        .with(Traits::FORCE_HEAD)
        .with(Traits::LABEL)
        .with(Traits::WEAPON_WORD);
    let plain = (name.first..name.end).all(|at| {
        !passage.traits(at).any(heads)
            && passage.hits_at(at).is_empty()
            && place_end(passage, at).is_none()
    });
    name.words <= 3 && plain && past_age(passage, name.end) > name.end
}

/// "Barne Hallam (1904–1973)", "(born 1950)": years of a life after a row of words with a name among them.
pub fn has_life(passage: &Passage, name: &Name) -> bool {
    let person = Traits::GIVEN.with(Traits::FAMILY);
    let head = Traits::ORG_HEAD.with(Traits::FORCE_HEAD).with(Traits::OTHER_HEAD);
    let known = (name.first..name.end).any(|at| passage.traits(at).any(person));
    let body = (name.first..name.end).any(|at| passage.traits(at).any(head));
    known && !body && past_life(passage, name.end) > name.end
}

/// Past ranks and styles between a surname and a given name: "Adenauer, Dr. Konrad".
fn past_titles(passage: &Passage, mut at: usize) -> usize {
    at += usize::from(
        passage
            .is_any(at, list!("count countess baron baroness prince marquis duke viscount earl")),
    );
    while let Some(hit) = passage.longest(at, |sense| sense == Sense::Title) {
        let dot = passage.token(hit.end).is_some_and(|t| t.is_mark('.') && t.glued);
        at = hit.end + usize::from(dot);
    }
    at
}

/// A list of single words goes on: "Jordan, Grant, Lee and others".
fn is_more(passage: &Passage, end: usize) -> bool {
    passage.token(end).is_some_and(|next| next.is_mark(',') && !next.new_line)
}

fn role_end(passage: &Passage, first: usize) -> usize {
    let ends = |at: &usize| {
        passage.token(*at).is_none_or(|token| {
            token.new_line
                || token.is_mark(',')
                || token.is_mark(';')
                || token.is_mark('(')
                || token.is_number()
                || token.is_mark('.')
                    && !passage.traits(at.saturating_sub(1)).has(Traits::ABBREVIATION)
        })
    };
    (first..first + 12).find(ends).unwrap_or(first + 12)
}

fn is_other(passage: &Passage, at: usize) -> bool {
    let other = Traits::FUNCTION
        .with(Traits::MONTH)
        .with(Traits::WEEKDAY)
        .with(Traits::NEVER_NAME)
        .with(Traits::ORG_HEAD)
        .with(Traits::TITLE);
    let place = |sense| {
        matches!(
            sense,
            Sense::State(_)
                | Sense::Place(_)
                | Sense::Capital(_)
                | Sense::Organisation(_)
                | Sense::Title
        )
    };
    let person = passage.traits(at).has(Traits::FAMILY);
    let own = |hit: &Hit| hit.sense == Sense::Title && hit.end == at + 1 && person;
    passage.traits(at).any(other) && !person
        || passage.longest(at, place).is_some_and(|hit| !own(&hit))
}
