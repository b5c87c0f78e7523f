//! Organisations by their head noun: "House Foreign Affairs Committee", "Ministry of Defence",
//! "Aspen Security Forum"; and the head alone, which stands for a longer name ("the Committee").

use crate::facts::found::{Findings, Found, What};
use crate::facts::lexicon::{Sense, Senses, Traits};
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::{Case, Kind, Token};
use crate::facts::word_list::list;

const RULE: &str = "head noun";

/// The longest name in words on either side of the head.
const LONGEST: usize = 9;

/// Adds organisations named by a head noun.
pub fn find(passage: &Passage, findings: &mut Findings) {
    let heads = Traits::ORG_HEAD.with(Traits::FORCE_HEAD).with(Traits::FIRST_HEAD);
    if !passage.any_trait(heads) && !passage.any_sense(Senses::ORG_HEAD) {
        return;
    }
    let mut next = 0;
    for at in passage.starts(Starts::NAME) {
        if at < next {
            continue;
        }
        if let Some(end) = head_first(passage, at) {
            findings.add(passage.span(at, end), What::Organisation(ActorKind::Group), "head first");
            next = end;
            continue;
        }
        let Some(end) = head_end(passage, at) else { continue };
        let first = left(passage, at);
        let last = right(passage, end);
        next = end;
        let opening = first + 1 == end
            && passage.starts_sentence(first)
            && passage.traits(first).has(Traits::FORCE_HEAD);
        if opening
            || is_shouted(passage, end - 1)
            || is_state(passage, first, last)
            || is_deed(passage, (first, end, last))
            || passage.is(end - 1, "order") && passage.follows_any(end - 1, list!("executive"))
            || continues(passage, last)
            || first == end - 1 && passage.follows_any(first, list!("of"))
        {
            continue;
        }
        let last = last + usize::from(last == end && is_numbered(passage, end));
        if first < end - 1 || last > end {
            let kind = kind(passage, end - 1);
            findings.add(passage.span(first, last), What::Organisation(kind), RULE);
        } else if is_short_form(passage, first) {
            let article = has_article(passage, first)
                || passage.is_any(first, list!("coalition parliament congress senate treasury"));
            let found = Found::new(passage.span(first, end), What::ShortForm, "short form");
            findings.found.push(found.weak_if(!article));
        }
    }
}

/// In a line of capitals every noun looks like a name: "EMERGENCY FUND". Those that are names are known.
fn is_shouted(passage: &Passage, head: usize) -> bool {
    let small = |at: usize| passage.tokens[at].is_word() && passage.tokens[at].case == Case::Lower;
    let sentence = passage.sentence(head);
    let around = head.saturating_sub(8).max(sentence.start)..(head + 8).min(sentence.end);
    let upper =
        passage.token(head).is_some_and(|token| token.case == Case::Upper && token.span.len() > 3);
    upper && (passage.is_loud(head) || !around.into_iter().any(small))
}

/// "Patrol Squadron 4", "Task Force 76": a unit's number follows its head.
fn is_numbered(passage: &Passage, end: usize) -> bool {
    let unit = passage.traits(end - 1).has(Traits::FORCE_HEAD)
        || passage.is_any(end - 1, list!("group detachment flotilla unit"));
    let number = passage
        .token(end)
        .is_some_and(|token| token.is_number() && !token.glued && token.span.len() <= 3);
    unit && number
        && !passage.is_any(end + 1, list!("km miles mi metres meters per percent nautical"))
}

/// "Establishment of System": a deed, where no article makes a body of it.
fn is_deed(passage: &Passage, (first, end, last): (usize, usize, usize)) -> bool {
    first + 1 == end
        && last > end
        && passage
            .is_any(first, list!("establishment authority order service system support mission"))
        && !has_article(passage, first)
}

/// "SOVIET UNION" has a head noun too.
fn is_state(passage: &Passage, first: usize, end: usize) -> bool {
    passage
        .longest(first, |sense| matches!(sense, Sense::State(_)))
        .is_some_and(|hit| hit.end == end)
}

/// True if the name goes on after what was read: "Military Airfield" is no military.
fn continues(passage: &Passage, end: usize) -> bool {
    let Some(next) = passage.token(end) else {
        return false;
    };
    let person = next
        .traits
        .any(Traits::GIVEN.with(Traits::TITLE).with(Traits::ROLE_HEAD).with(Traits::FUNCTION));
    let title = passage
        .longest(end, |sense| {
            matches!(
                sense,
                Sense::Title | Sense::Person(_) | Sense::Adjective(_) | Sense::Weapon(_)
            )
        })
        .is_some();
    let broken = next.new_line && passage.starts_sentence(end);
    next.case == Case::Title
        && next.is_word()
        && !next.glued
        && !person
        && !title
        && !broken
        && passage.sentence_number(end) == passage.sentence_number(end - 1)
}

/// The token after an organisation's head at `at`: capitalised, outside headlines.
fn head_end(passage: &Passage, at: usize) -> Option<usize> {
    let token = passage.token(at)?;
    if !token.is_capital()
        || token.glued && passage.before(at).is_some_and(|b| b.is_mark('.') || b.is_number())
    {
        return None;
    }
    let phrase = passage.longest(at, |sense| sense == Sense::OrgHead).map(|hit| hit.end);
    let word = token.traits.any(Traits::ORG_HEAD.with(Traits::FORCE_HEAD))
        && !token.traits.has(Traits::FUNCTION);
    phrase.or(word.then_some(at + 1))
}

/// The first token of the capitalised words before the head.
fn left(passage: &Passage, head: usize) -> usize {
    let mut first = head;
    let mut at = head;
    while at > 0 && head - at < LONGEST {
        let before = at - 1;
        let Some(token) = passage.token(before) else {
            break;
        };
        let article = token.traits.has(Traits::PARTICLE)
            && token.case == Case::Lower
            && passage.token(at).is_some_and(|t| t.is_dash() && t.glued);
        if article || is_part(passage, before, token) {
            at = before;
            first = before;
        } else if joins(passage, before, token)
            && passage.sentence_number(before) == passage.sentence_number(head)
        {
            at = before;
        } else {
            break;
        }
        if passage.token(at).is_some_and(|t| t.new_line) && passage.starts_sentence(at) {
            break;
        }
    }
    without_opening(passage, first, head)
}

/// A capitalised word that may be part of an organisation's name.
fn is_part(passage: &Passage, at: usize, token: &Token) -> bool {
    let never = Traits::FUNCTION.with(Traits::MONTH).with(Traits::WEEKDAY);
    let inside = passage.is_any(
        at,
        list!(
            "new first second third national united old free western eastern northern \
            southern central"
        ),
    ) && !passage.starts_sentence(at);
    let plain = token.is_capital() && (!token.traits.any(never) || inside);
    let title = passage.longest(at, |sense| sense == Sense::Title).is_some()
        && !token.traits.has(Traits::ORG_HEAD);
    let saying = token.traits.has(Traits::SAYING) && passage.starts_sentence(at);
    let same = passage.sentence_number(at) == passage.sentence_number(at + 1);
    plain
        && !saying
        && same
        && !(title
            && passage.is_any(at, list!("president minister secretary mr mrs general senator")))
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
    if conjunction && !opens_pair(passage, before) {
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
    let opening = passage.starts_sentence(first) && first < head;
    let token = passage.token(first);
    let known_small =
        token.is_some_and(|t| t.traits.any(Traits::NEVER_NAME) && t.case == Case::Title);
    if opening && known_small { first + 1 } else { first }
}

/// Past "of Defence", "for the Study of War", "on Foreign Relations".
fn right(passage: &Passage, end: usize) -> usize {
    let mut last = end;
    let mut at = end;
    while at < end + LONGEST {
        let connects = passage.is_any(at, list!("of for on and to in"));
        let first = at == end && passage.is_any(at, list!("and to in"));
        if !connects || first {
            break;
        }
        let article = usize::from(passage.is_any(at + 1, list!("the a")));
        let Some(next) = capital_run(passage, at + 1 + article) else {
            break;
        };
        if is_office(passage, at + 1 + article, next) {
            break;
        }
        if passage.is(at, "and") && !continues_list(passage, at, end) {
            break;
        }
        let paper = passage.traits(next - 1).has(Traits::OTHER_HEAD)
            && !passage.traits(next - 1).has(Traits::ORG_HEAD);
        let about = passage.is(at, "on")
            && !passage.is_any(
                end - 1,
                list!("commission committee council subcommittee panel inquiry conference"),
            );
        if paper || about {
            break;
        }
        last = next;
        at = next;
    }
    last
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
    let headed = passage.traits(next).any(Traits::ORG_HEAD.with(Traits::GIVEN).with(Traits::TITLE));
    let article = passage.is(and + 1, "the");
    !named && !headed && !article && and > end
}

/// The token after the capitalised words at `at`; at most five.
fn capital_run(passage: &Passage, at: usize) -> Option<usize> {
    let mut end = at;
    while end < at + 5 {
        let Some(token) = passage.token(end) else {
            break;
        };
        let word = token.is_capital() && !token.traits.any(Traits::FUNCTION.with(Traits::MONTH));
        let hyphen = token.is_dash()
            && token.glued
            && end > at
            && passage.token(end + 1).is_some_and(|n| n.glued && n.is_capital());
        let title = passage.traits(end).has(Traits::GIVEN) && end > at;
        if is_weapon(passage, end) {
            break;
        }
        if !(word || hyphen) || title || token.new_line && passage.starts_sentence(end) {
            break;
        }
        end += 1;
    }
    (end > at).then_some(end)
}

/// "the sale to Poland of AIM-120 missiles": a designation ends the name before it.
fn is_weapon(passage: &Passage, at: usize) -> bool {
    let designation = passage.token(at + 1).is_some_and(|dash| dash.is_dash() && dash.glued)
        && passage.token(at + 2).is_some_and(|number| number.glued && number.is_number());
    designation || passage.longest(at, |sense| matches!(sense, Sense::Weapon(_))).is_some()
}

/// "the Committee" inside a sentence.
fn is_short_form(passage: &Passage, at: usize) -> bool {
    let inside = !passage.starts_sentence(at)
        && !passage.before(at).is_some_and(|b| b.is_capital() && !b.traits.has(Traits::FUNCTION));
    let next =
        passage.token(at + 1).is_some_and(|t| t.is_capital() && !t.traits.has(Traits::FUNCTION));
    !passage.is_loud(at) && (inside || has_article(passage, at)) && !next
}

fn has_article(passage: &Passage, at: usize) -> bool {
    passage.follows_any(at, list!("the this our its"))
        || passage.before(at).is_some_and(|token| token.kind == Kind::Possessive)
}

/// "Guardia Republicana", "Jaish al-Islam": the head comes first.
fn head_first(passage: &Passage, at: usize) -> Option<usize> {
    let token = passage.token(at)?;
    if !token.is_capital() || !token.traits.has(Traits::FIRST_HEAD) || passage.is_loud(at) {
        return None;
    }
    let mut end = at + 1;
    while end < at + 7 {
        let next = passage.token(end)?;
        let particle = passage.is_any(end, list!("al el de del la ul as ash ad an y e i us"));
        let joint = next.is_dash() && next.glued;
        let word = next.is_capital() && !next.traits.any(Traits::FUNCTION);
        if !(particle || joint || word) || next.new_line && passage.starts_sentence(end) {
            break;
        }
        end += 1;
    }
    while end > at + 1 && !passage.token(end - 1).is_some_and(Token::is_capital) {
        end -= 1;
    }
    (end > at + 1).then_some(end)
}

fn kind(passage: &Passage, head: usize) -> ActorKind {
    let armed = passage.traits(head).has(Traits::FORCE_HEAD)
        && !passage.is_any(
            head,
            list!(
                "government regime administration ministry parliament embassy command \
                cabinet authorities"
            ),
        );
    if armed { ActorKind::Group } else { ActorKind::Organisation }
}
