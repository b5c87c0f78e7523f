//! Organisations by their head noun: "House Foreign Affairs Committee", "Ministry of Defence",
//! "Aspen Security Forum"; and the head alone, which stands for a longer name ("the Committee").

use super::abbreviation;
use super::capitals::{first_word, is_shouted};
use super::context::is_other_name;
use super::extent::{left, right};
use super::glossary;
use super::label;
use super::name::is_head_surname;
use super::noise::is_foreign;
use super::office::is_honorific;
use crate::facts::candidate::{Candidate, Findings, What};
use crate::facts::lexicon::{Sense, Senses, Traits};
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::list;

const RULE: &str = "head noun";

/// Adds organisations named by a head noun.
pub fn find(passage: &Passage, findings: &mut Findings) {
    let heads = Traits::ORG_HEAD.with(Traits::FORCE_HEAD).with(Traits::FIRST_HEAD);
    if !passage.any_trait(heads) && !passage.any_sense(Senses::ORG_HEAD) {
        return;
    }
    let (mut next, mut before) = (0, 0);
    for at in passage.starts(Starts::NAME) {
        if at < next {
            continue;
        }
        if let Some(end) = head_first(passage, at) {
            findings.add(passage.span(at, end), What::Organisation(ActorKind::Group), "head first");
            next = end;
            continue;
        }
        let Some(mut end) = head_end(passage, at) else { continue };
        if label::ends_before(passage, end - 1) {
            end -= 1;
        }
        let last = right(passage, end);
        let comma = passage.is_any(at, list!(FORMS))
            && at > 1
            && passage.tokens[at - 1].is_mark(',')
            && passage.tokens[at - 2].is_capital();
        let first = left(passage, at - usize::from(comma));
        let first = if last > end { with_number(passage, first, end) } else { first };
        let first = first_word(passage, first.max(before), end - 1);
        let shouted = is_shouted(passage, (first.max(next), end, last));
        next = end;
        let entry = glossary::entry(passage, first, last);
        let own = entry.map_or(first, |entry| entry.long);
        if is_refused(passage, at, (own, end, last), entry.is_some()) {
            continue;
        }
        let last = last + usize::from(last == end && is_numbered(passage, end));
        if let Some(entry) = entry {
            glossary::define(passage, entry, last, findings);
        }
        let first = own;
        if first < end - 1 || last > end {
            let kind = kind(passage, end - 1);
            let found = Candidate::new(passage.span(first, last), What::Organisation(kind), RULE);
            findings.found.push(found.weak_if(shouted));
            if !shouted && passage.is_loud(at) {
                before = last;
            }
        } else if shouted {
            continue;
        } else if is_short_form(passage, first) && !passage.is_any(first, list!(FORMS)) {
            let article = has_article(passage, first)
                || passage.is_any(first, list!("coalition parliament congress senate treasury"));
            let found = Candidate::new(passage.span(first, end), What::ShortForm, "short form");
            findings.found.push(found.weak_if(!article));
        }
    }
}

/// True if the words `first..last`, whose head ends at token `end`, are no body: a state, an office, a deed, a
/// paper, a house. Those that are `glossed` are no labels.
fn is_refused(
    passage: &Passage,
    at: usize,
    (first, end, last): (usize, usize, usize),
    glossed: bool,
) -> bool {
    let opening = first + 1 == end
        && passage.starts_sentence(first)
        && passage.traits(first).has(Traits::FORCE_HEAD);
    let person = is_honorific(passage, first, first + 1)
        && first + 1 < end
        && passage.traits(first + 1).has(Traits::GIVEN);
    opening
        || person
        || is_state(passage, first, last)
        || is_deed(passage, (first, end, last))
        || passage.is(end - 1, "order") && passage.follows_any(end - 1, list!("executive"))
        || passage.is(at, "executive") && passage.follows_any(at, list!("chief senior account an"))
        || is_portfolio(passage, end)
        || last == end && !glossed && glossary::is_cut(passage, first, last)
        || is_of_chief(passage, first, end)
        || passage.is(end - 1, "office") && passage.is_any(end, list!("building buildings"))
        || passage.is(end - 1, "journal") && passage.is(end, "of")
        || is_system(passage, first, end)
        || is_half(passage, end)
        || is_kind(passage, end)
        || is_field_of(passage, first, end)
        || passage.is(end - 1, "review") && passage.follows_any(end - 1, list!(REVIEWS))
        || !is_form(passage, end - 1) && continues(passage, last)
        || !glossed && is_other(passage, at, (first, end, last))
        || first == end - 1 && passage.follows_any(first, list!("of"))
        || passage.is_any(first, list!(ARTICLES)) && is_foreign(passage, first)
}

/// "Les Forces armées": a word of another language, not a name.
const ARTICLES: &str = "les la le el los las der die das il lo gli os as une un ein eine";

/// "Harpoon Coastal Defense Systems": a weapon and not who makes it.
fn is_system(passage: &Passage, first: usize, end: usize) -> bool {
    let weapon = |sense| matches!(sense, Sense::Weapon(_));
    passage.is_any(end - 1, list!("system systems")) && passage.longest(first, weapon).is_some()
}

/// The "Military" of "Political-Military Affairs".
fn is_half(passage: &Passage, end: usize) -> bool {
    passage.is_any(end - 1, list!("military"))
        && passage.tokens[end - 1].glued
        && passage.before(end - 1).is_some_and(Token::is_dash)
}

/// "Limited Liability Company", "Fake News", "Civil Society": a kind of thing, not one of them.
fn is_kind(passage: &Passage, end: usize) -> bool {
    abbreviation::is_kind(passage, end - 1)
        || passage.is(end - 1, "company") && passage.follows_any(end - 1, list!("liability"))
        || passage.is(end - 1, "news")
            && passage.follows_any(end - 1, list!("fake breaking latest"))
        || passage.is(end - 1, "society") && passage.follows_any(end - 1, list!("civil"))
}

/// "Teaching Intelligence", "Intelligence Communities": what is studied, unless it is some state's or arm's.
fn is_field_of(passage: &Passage, first: usize, end: usize) -> bool {
    let arms = list!(
        "military naval defence defense army air national central foreign domestic criminal main \
        british special signals joint strategic"
    );
    let whose = |at: usize| {
        passage.is_any(at, arms)
            || passage.hits_at(at).iter().any(|hit| {
                matches!(
                    hit.sense,
                    Sense::State(_)
                        | Sense::Adjective(_)
                        | Sense::Organisation(_)
                        | Sense::Place(_)
                )
            })
    };
    passage.is_any(end - 1, list!("intelligence communities"))
        && first + 1 < end
        && !(first..end - 1).any(whose)
}

/// What is reviewed in papers that governments publish.
const REVIEWS: &str = "defence defense posture integrated strategic security spending annual progress peer \
    judicial";

/// "72nd Separate Mechanized Brigade of the Black Zaporozhians": the number of a unit before its name.
fn with_number(passage: &Passage, first: usize, end: usize) -> usize {
    let ordinal = first.checked_sub(2).filter(|&at| {
        passage.tokens[at].is_number()
            && passage.tokens[at + 1].glued
            && passage.is_any(at + 1, list!("st nd rd th d"))
    });
    ordinal.filter(|_| passage.traits(end - 1).has(Traits::FORCE_HEAD)).unwrap_or(first)
}

/// "the Armed Forces Minister", "the Executive Director": the head belongs to an office.
fn is_portfolio(passage: &Passage, end: usize) -> bool {
    let capital = passage.token(end).is_some_and(Token::is_capital);
    let office =
        passage.longest(end - 1, |sense| sense == Sense::Title).is_some_and(|hit| hit.end > end);
    let of_staff = passage.is(end - 1, "staff") && passage.is_any(end, list!("director directors"));
    capital && (office || of_staff || passage.is_any(end, list!("minister ministers secretary")))
}

/// The "Army Staff" of "Chief of Army Staff": a chief's office, no staff.
fn is_of_chief(passage: &Passage, first: usize, end: usize) -> bool {
    passage.is(end - 1, "staff")
        && passage.follows_any(first, list!("of"))
        && first > 1
        && passage.is_any(first - 2, list!("chief chiefs"))
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

/// A label, a place, or a person whose surname is a head too.
fn is_other(passage: &Passage, at: usize, (first, end, last): (usize, usize, usize)) -> bool {
    is_address(passage, first, end)
        || end == at + 1 && label::is_label(passage, (first, last), at)
        || is_place(passage, at)
        || first + 1 == at && last == end && is_head_surname(passage, at)
}

/// "12 Talbot Court", "2 School House": a house of a street.
fn is_address(passage: &Passage, first: usize, end: usize) -> bool {
    let number = passage.before(first).is_some_and(|before| before.is_number() && !before.glued);
    number && passage.is_any(end - 1, list!("court house hall centre center park lodge mission"))
}

/// "Halley Station": a place, unless it broadcasts or is the police's.
fn is_place(passage: &Passage, head: usize) -> bool {
    passage.is(head, "station")
        && !passage.follows_any(head, list!("radio television tv police broadcasting"))
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
        && !label::is_thing(next, passage, end)
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
    phrase.or((word || is_form(passage, at)).then_some(at + 1))
}

/// "the Committee" inside a sentence.
fn is_short_form(passage: &Passage, at: usize) -> bool {
    let inside = !passage.starts_sentence(at)
        && !passage.before(at).is_some_and(|b| b.is_capital() && !b.traits.has(Traits::FUNCTION));
    let next =
        passage.token(at + 1).is_some_and(|t| t.is_capital() && !t.traits.has(Traits::FUNCTION));
    let several = passage.is_any(at, list!("parties"));
    !passage.is_loud(at) && !several && (inside || has_article(passage, at)) && !next
}

/// The legal form of a firm: its name ends there, whatever follows.
fn is_form(passage: &Passage, at: usize) -> bool {
    if passage.is_any(at, list!("gmbh llp pllc pty llc inc ltd plc")) {
        return true;
    }
    let before = at.checked_sub(1);
    let named = before.is_some_and(|at| {
        let token = &passage.tokens[at];
        token.is_capital() && token.span.len() > 3 && !is_other_name(passage, at)
    });
    let upper = passage.token(at).is_some_and(|token| token.case == Case::Upper && !token.glued);
    let ends = passage.token(at + 1).is_none_or(|next| !next.is_capital() || next.new_line);
    upper && named && ends && passage.is_any(at, list!("ag sa ab nv bv kg asa oyj"))
}

/// What kind of firm it is, no firm.
const FORMS: &str = "inc ltd corp llc plc gmbh llp pllc pty ag sa ab nv bv kg asa oyj";

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
