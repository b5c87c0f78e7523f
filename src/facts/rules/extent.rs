//! How far the name of an organisation goes on either side of its head noun: "House Foreign Affairs
//! [Committee]", "[Institute] of Science and Technology". Does not say what is a head.

use super::label::is_thing;
use super::office::FIELDS;
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::list;

/// The longest name in words on either side of the head.
const LONGEST: usize = 9;

/// The first token of the capitalised words before the head.
pub fn left(passage: &Passage, head: usize) -> usize {
    let mut first = head;
    let mut at = head;
    while at > 0 && head - at < LONGEST {
        let before = at - 1;
        let Some(token) = passage.token(before) else {
            break;
        };
        if passage.is(before, "team") && passage.follows_any(before, list!("combat")) {
            break;
        }
        let article = token.traits.has(Traits::PARTICLE)
            && token.case == Case::Lower
            && passage.token(at).is_some_and(|t| t.is_dash() && t.glued);
        let written = passage.tokens[head].case == Case::Upper
            && passage.tokens[head].span.len() > 4
            && passage.is_loud(head)
            && token.is_word()
            && token.case == Case::Title;
        if !article && (written || is_surname_before(passage, before)) {
            break;
        }
        if article || is_part(passage, before, token) {
            at = before;
            first = before;
        } else if let Some(listed) = listed_adjectives(passage, before) {
            at = listed;
            first = listed;
        } else if is_peoples(passage, before) || is_named_after(passage, before, head) {
            at = before - 1;
            first = at;
        } else if let Some(hyphened) = hyphened(passage, before) {
            at = hyphened;
            first = hyphened;
        } else if (joins(passage, before, token) || is_partners(passage, before, head))
            && passage.sentence_number(before) == passage.sentence_number(head)
        {
            at = before;
        } else {
            break;
        }
        let start = passage.token(at);
        if start.is_some_and(|t| t.new_cell || t.new_line && passage.starts_sentence(at)) {
            break;
        }
    }
    without_opening(passage, first, head)
}

/// The surname of "PAUL W. HUGHES Mayer Brown LLP": in capitals after an initial or a given name in capitals,
/// before a word that is not.
fn is_surname_before(passage: &Passage, at: usize) -> bool {
    let token = &passage.tokens[at];
    let upper = token.is_word() && token.case == Case::Upper && token.span.len() > 3;
    let title = passage.token(at + 1).is_some_and(|next| next.case == Case::Title);
    let before = passage.before(at);
    let initial = before.is_some_and(|before| before.is_mark('.') && before.glued);
    let given = before.is_some_and(|b| b.case == Case::Upper && b.traits.has(Traits::GIVEN));
    upper && title && (initial || given)
}

/// The first token of "Educational, Scientific and" before "Cultural Organization".
fn listed_adjectives(passage: &Passage, and: usize) -> Option<usize> {
    let kinds = list!(
        "educational scientific cultural economic social political legal technical industrial commercial \
        humanitarian religious environmental agricultural medical financial monetary commonwealth"
    );
    let kind = |at: usize| {
        (passage.is_any(at, kinds) || passage.is_any(at, FIELDS)) && passage.tokens[at].is_capital()
    };
    let comma = and.checked_sub(2)?;
    let list = passage.is(and, "and")
        && kind(and + 1)
        && kind(and - 1)
        && passage.tokens[comma].is_mark(',');
    let first = comma.checked_sub(1)?;
    (list && kind(first)).then_some(first)
}

/// The "'s" of "People's National Army".
fn is_peoples(passage: &Passage, at: usize) -> bool {
    passage.tokens[at].kind == Kind::Possessive
        && passage.follows_any(at, list!("people peoples women workers"))
        && passage.before(at).is_some_and(Token::is_capital)
}

/// The "'s" of "St John's College", "Queen's Hospital".
fn is_named_after(passage: &Passage, at: usize, head: usize) -> bool {
    let house = list!("college hospital school university church cathedral infirmary academy");
    let token = passage.before(at).filter(|token| token.is_capital() && !token.new_line);
    passage.tokens[at].kind == Kind::Possessive
        && passage.is_any(head, house)
        && token.is_some_and(|owner| !owner.traits.any(Traits::FUNCTION.with(Traits::MONTH)))
}

/// The first token of "Chung-shan", of which `last` is the second part; not of "London-based".
fn hyphened(passage: &Passage, last: usize) -> Option<usize> {
    let first = last.checked_sub(2)?;
    let (small, dash) = (passage.token(last)?, passage.token(last - 1)?);
    let joined = small.is_word() && small.glued && dash.is_mark('-') && dash.glued;
    let participle = passage.word(last).ends_with("ed")
        || passage.is_any(last, list!("led held run born built made style era wide level"))
        || small.traits.has(Traits::FUNCTION);
    let capital = is_part(passage, first, passage.token(first)?);
    (joined && small.case == Case::Lower && !participle && capital).then_some(first)
}

/// A capitalised word that may be part of an organisation's name.
fn is_part(passage: &Passage, at: usize, token: &Token) -> bool {
    let never = Traits::FUNCTION.with(Traits::MONTH).with(Traits::WEEKDAY);
    let inside = passage.is_any(
        at,
        list!(
            "new first second third national united old free rural western eastern northern \
            southern central southwest southeast northwest northeast"
        ),
    ) && !passage.starts_sentence(at)
        || passage.is_any(at, list!(COMPASS)) && is_before_name(passage, at)
        || token.traits.has(Traits::FUNCTION) && opens_state(passage, at);
    let plain = token.is_capital() && (!token.traits.any(never) || inside);
    let title = passage.longest(at, |sense| sense == Sense::Title).is_some()
        && !token.traits.has(Traits::ORG_HEAD);
    let saying = token.traits.has(Traits::SAYING) && passage.starts_sentence(at);
    let same = passage.sentence_number(at) == passage.sentence_number(at + 1);
    let firm = passage.is(at, "general") && passage.is_any(at + 1, list!(GENERAL));
    plain
        && !saying
        && same
        && !(title
            && !firm
            && passage.is_any(at, list!("president minister secretary mr mrs general senator")))
}

/// What firms and bodies are general in: no words of a name after the rank.
const GENERAL: &str = "motors electric dynamics mills foods atomics assembly accounting services staff council \
    medical insurance hospital secretariat headquarters telephone instrument cable";

/// What the names of places begin with.
pub const COMPASS: &str = "north south east west new";

/// "South Halden Parish Council": a place follows, or what no list holds.
fn is_before_name(passage: &Passage, at: usize) -> bool {
    let place = |sense| matches!(sense, Sense::Place(_));
    let other =
        Traits::FUNCTION.with(Traits::LABEL).with(Traits::NEVER_NAME).with(Traits::ORG_HEAD);
    passage.token(at + 1).is_some_and(|next| next.is_capital() && !next.traits.any(other))
        || passage.longest(at + 1, place).is_some()
}

/// "South Korean", "North Macedonia": a point of the compass that belongs to a state's name.
fn opens_state(passage: &Passage, at: usize) -> bool {
    let state = |sense| matches!(sense, Sense::State(_) | Sense::Adjective(_));
    passage.longest(at, state).is_some_and(|hit| hit.end > at + 1)
}

/// The sign of "Hale & Brant LLP".
fn is_partners(passage: &Passage, at: usize, head: usize) -> bool {
    let part = |at: usize| passage.token(at).is_some_and(|token| is_part(passage, at, token));
    passage.tokens[at].is_mark('&')
        && passage.is_any(head, list!("llp llc inc ltd company corporation corp"))
        && at > 0
        && part(at - 1)
        && part(at + 1)
}

/// "and", "&", hyphens: between two capitalised words.
fn joins(passage: &Passage, at: usize, token: &Token) -> bool {
    let hyphen =
        token.is_dash() && token.glued && passage.token(at + 1).is_some_and(|next| next.glued);
    let conjunction = passage.is(at, "and") || token.is_mark('&');
    let part = |at: usize| passage.token(at).is_some_and(|token| is_part(passage, at, token));
    let state = |at: usize| {
        passage
            .longest(at, |sense| {
                matches!(sense, Sense::State(_) | Sense::Adjective(_) | Sense::Organisation(_))
            })
            .is_some()
    };
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    if hyphen && passage.traits(before).has(Traits::PARTICLE) {
        return true;
    }
    let field = || passage.tokens[before].is_capital() && passage.is_any(before, FIELDS);
    if conjunction && !opens_pair(passage, before) && !field() {
        return false;
    }
    let head = passage.traits(before).any(Traits::ORG_HEAD.with(Traits::FORCE_HEAD));
    part(before) && (hyphen || conjunction && !state(before) && !state(at + 1) && !head)
}

/// "the Science and Technology Committee", but not "Badr and Interior Ministry": an article or
/// possessive stands before the pair.
fn opens_pair(passage: &Passage, last: usize) -> bool {
    let mut at = last;
    while at > 0
        && last - at < 4
        && passage
            .token(at)
            .is_some_and(|token| token.is_capital() && !token.traits.any(Traits::FUNCTION))
    {
        at -= 1;
    }
    passage.is_any(at, list!("the its their of"))
        || passage.token(at).is_some_and(|token| token.kind == Kind::Possessive)
}

/// Drops a first word that has its capital only from the start of the sentence.
fn without_opening(passage: &Passage, first: usize, head: usize) -> usize {
    let part = |at: &usize| {
        passage.is_any(*at, list!(PARTIES)) || *at > first && passage.tokens[*at].is_dash()
    };
    let first = first + (first..head).take_while(part).count();
    let opening = passage.starts_sentence(first) && first < head;
    let token = passage.token(first);
    let part =
        || passage.is_any(first, list!(OPENINGS)) || passage.traits(first).has(Traits::WEAPON_WORD);
    let known_small =
        token.is_some_and(|t| t.traits.any(Traits::NEVER_NAME) && t.case == Case::Title && !part());
    if opening && known_small { first + 1 } else { first }
}

/// What a body is in a case or a list, no part of its name.
const PARTIES: &str = "plaintiff plaintiffs defendant defendants petitioner petitioners respondent respondents \
    appellant appellants appellee appellees claimant claimants acting courtesy";

/// Words that open the names of bodies as well as sentences.
const OPENINGS: &str =
    "naval national royal military international federal imperial central nuclear marine";

/// Past "of Defence", "for the Study of War", "on Foreign Relations".
pub fn right(passage: &Passage, end: usize) -> usize {
    let mut last = end;
    let mut at = end;
    while at < end + LONGEST {
        let connects =
            passage.is_any(at, list!("of for on and to in")) || is_campus(passage, at, end);
        let first = at == end && passage.is_any(at, list!("and to in"));
        if !connects || first {
            break;
        }
        let article = usize::from(passage.is_any(at + 1, list!("the a")));
        let Some(next) = capital_run(passage, at + 1 + article) else {
            break;
        };
        let person = at > end && !passage.is(at, "at") && is_given(passage, at + 1 + article);
        let bodies = || (at + 1..next).any(|at| passage.traits(at).has(Traits::ORG_HEAD));
        let other = at > end
            && (passage.is(at, "to") && (bodies() || is_state(passage, at + 1))
                || passage.follows_any(at, list!("directors governors trustees ministers")));
        if is_seat(passage, at, end)
            || person
            || other
            || is_office(passage, at + 1 + article, next)
        {
            break;
        }
        if passage.is(at, "and") && !continues_list(passage, at, end) {
            break;
        }
        let parent = at > end && passage.is(at, "of") && article > 0 && bodies();
        let for_body = parent
            || passage.is(at, "for")
                && article > 0
                && passage.is_any(
                    next - 1,
                    list!("authority administration government commission council"),
                );
        if for_body {
            break;
        }
        let paper = passage.traits(next - 1).has(Traits::OTHER_HEAD)
            && !passage.traits(next - 1).has(Traits::ORG_HEAD)
            && !passage.before(next - 1).is_some_and(Token::is_dash)
            && !passage.follows_any(next - 1, list!("conflict dispute alternative ethnic mutual"));
        let about = passage.is(at, "on")
            && !passage.is_any(
                end - 1,
                list!("commission committee council subcommittee panel inquiry conference"),
            );
        if paper || about {
            break;
        }
        last = listed_fields(passage, next);
        at = last;
    }
    last
}

/// Past ", Agriculture, and Trade": a list of what a body is for goes on after a comma and ends with "and".
fn listed_fields(passage: &Passage, end: usize) -> usize {
    let field =
        |next: usize| passage.is_any(next - 1, FIELDS) || passage.is_any(next - 1, list!(THEMES));
    if !field(end) {
        return end;
    }
    let mut at = end;
    for _ in 0..4 {
        let comma = usize::from(passage.token(at).is_some_and(|token| token.is_mark(',')));
        let and = usize::from(passage.is_any(at + comma, list!("and &")));
        let next = capital_run(passage, at + comma + and).filter(|&next| field(next));
        let Some(next) = next.filter(|_| comma + and > 0) else { return end };
        if and > 0 {
            return if at > end || comma > 0 { next } else { end };
        }
        at = next;
    }
    end
}

/// What faculties and committees are for, beside what ministries are for.
const THEMES: &str = "affairs studies relations sciences politics sociology economics history laws philosophy \
    geography psychology statistics mathematics physics chemistry biology growth reform services works \
    medicine technologies languages governance rights humanities arts";

/// The "at" of "University of Texas at El Paso".
fn is_campus(passage: &Passage, at: usize, end: usize) -> bool {
    passage.is(at, "at") && at > end && passage.is_any(end - 1, list!("university college"))
}

/// "in Canberra": where a body has its seat; not where a mission goes.
fn is_seat(passage: &Passage, at: usize, end: usize) -> bool {
    let city = |sense| matches!(sense, Sense::Capital(_));
    passage.is(at, "in")
        && passage.longest(at + 1, city).is_some()
        && !passage.is_any(end - 1, list!("mission missions force operation"))
}

/// A given name that is no state and no city: not "Cuba", not "London".
fn is_given(passage: &Passage, at: usize) -> bool {
    let place = |sense| matches!(sense, Sense::State(_) | Sense::Capital(_) | Sense::Place(_));
    passage.traits(at).has(Traits::GIVEN) && passage.longest(at, place).is_none()
}

/// "Authority of Secretary": what a person holds is no body.
fn is_office(passage: &Passage, first: usize, end: usize) -> bool {
    end == first + 1 && passage.longest(first, |sense| sense == Sense::Title).is_some()
}

/// "Committee on Science and Technology" goes on; "Ministry of Defence and Russia" does not.
fn continues_list(passage: &Passage, and: usize, end: usize) -> bool {
    let next = and + 1;
    let named = passage
        .longest(next, |sense| {
            matches!(
                sense,
                Sense::State(_) | Sense::Organisation(_) | Sense::Person(_) | Sense::Adjective(_)
            )
        })
        .is_some();
    let field = passage.is_any(next, FIELDS);
    let heads = Traits::ORG_HEAD.with(Traits::GIVEN).with(Traits::TITLE);
    let headed = !field && passage.traits(next).any(heads);
    let article = passage.is(and + 1, "the");
    let deed =
        list!("study promotion prevention protection advancement development research training");
    if passage.follows_any(and, deed) && passage.is(next + 1, "of") {
        return true;
    }
    !named && !headed && !article && and > end
}

/// The token after the capitalised words at `at`; at most five.
fn capital_run(passage: &Passage, at: usize) -> Option<usize> {
    let mut end = at;
    while end < at + 5 {
        let Some(token) = passage.token(end) else {
            break;
        };
        let east = |at: usize| passage.is_any(at, list!("east eastern"));
        let compass = passage.is_any(end, list!(COMPASS))
            && passage.token(end + 1).is_some_and(Token::is_capital);
        let near = compass
            || passage.is(end, "near") && east(end + 1)
            || east(end) && passage.follows_any(end, list!("near"));
        let word =
            token.is_capital() && (near || !token.traits.any(Traits::FUNCTION.with(Traits::MONTH)));
        let hyphen = token.is_dash()
            && !token.is_mark('—')
            && token.glued
            && end > at
            && passage.token(end + 1).is_some_and(|n| {
                n.glued && (n.is_capital() || n.is_word() && passage.follows_any(end, list!("co")))
            });
        let word =
            word || end > at && token.glued && passage.before(end).is_some_and(Token::is_dash);
        let title = passage.traits(end).has(Traits::GIVEN)
            && end > at
            && !passage.follows_any(end, list!(COMPASS));
        let circuit =
            end > at && token.case == Case::Upper && passage.follows_any(end, list!("circuit"));
        if is_weapon(passage, end) || circuit || end > at && is_thing(token, passage, end) {
            break;
        }
        let parted = token.new_cell && end > at || token.new_line && passage.starts_sentence(end);
        if !(word || hyphen) || title || parted {
            break;
        }
        end += 1;
    }
    (end > at).then_some(end)
}

fn is_state(passage: &Passage, at: usize) -> bool {
    passage.longest(at, |sense| matches!(sense, Sense::State(_) | Sense::Capital(_))).is_some()
}

/// "the sale to Poland of AIM-120 missiles": a designation ends the name before it.
fn is_weapon(passage: &Passage, at: usize) -> bool {
    let designation = passage.token(at + 1).is_some_and(|dash| dash.is_dash() && dash.glued)
        && passage.token(at + 2).is_some_and(|number| number.glued && number.is_number());
    designation || passage.longest(at, |sense| matches!(sense, Sense::Weapon(_))).is_some()
}
