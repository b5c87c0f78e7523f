//! Firms, media and groups without a head noun, where the words around the name say what it is: "the news
//! agency Prensa Latina", "the hackers of Turla, also known as Venomous Bear", "Scania, a truck maker".

use super::context::is_other_name;
use crate::facts::candidate::{Alias, Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token::Token;
use crate::facts::token_kind::{Case, Kind, is_dash};
use crate::facts::word_list::{WordList, list};

const RULE: &str = "vouched";

/// The longest name in words.
const LONGEST: usize = 5;

/// Adds the names that a noun for a firm, a medium or a group vouches for.
pub fn find(passage: &Passage, findings: &mut Findings) {
    if passage.starts(Starts::VOUCHING).next().is_none() {
        return;
    }
    let mut next = 0;
    for at in passage.starts(Starts::NAME) {
        if at < next {
            continue;
        }
        // What most names lack is asked for first.
        let before = noun_before(passage, at);
        if before.is_none() && !may_be_explained(passage, at)
            || passage.is_loud(at)
            || !opens_name(passage, at)
        {
            continue;
        }
        let end = name_end(passage, at);
        if end == at {
            continue;
        }
        if let Some(kind) = before.or_else(|| noun_after(passage, at, end)) {
            findings.add(passage.span(at, end), What::Organisation(kind), RULE);
            next = end;
            next = add_aliases(passage, end, kind, findings).unwrap_or(next);
        }
    }
}

/// A capital letter that begins no longer name and is not due to the start of a sentence.
fn opens_name(passage: &Passage, at: usize) -> bool {
    let token = &passage.tokens[at];
    let inside = token.glued && passage.before(at).is_some_and(|b| b.is_dash() || b.is_word());
    token.is_capital() && !inside && token.span.len() > 1 && is_part(passage, at)
}

/// A word of a name that nothing is known of, or that is a part of no other name.
fn is_part(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at).filter(|token| token.is_word()) else { return false };
    let never = Traits::FUNCTION
        .with(Traits::MONTH)
        .with(Traits::WEEKDAY)
        .with(Traits::TITLE)
        .with(Traits::ORG_HEAD)
        .with(Traits::ROLE_HEAD)
        .with(Traits::SAYING)
        .with(Traits::WEAPON_WORD);
    token.is_capital() && !token.traits.any(never) && !is_other_name(passage, at)
}

fn name_end(passage: &Passage, first: usize) -> usize {
    let mut end = first;
    while end < first + LONGEST {
        let dash = end > first
            && passage
                .token(end)
                .is_some_and(|token| token.glued && (token.is_dash() || token.is_mark('&')));
        let number = end > first
            && passage.token(end).is_some_and(|token| token.is_number() && token.span.len() < 6);
        let part = is_part(passage, end) && (end == first || !passage.starts_sentence(end));
        if !(part || dash || number) {
            break;
        }
        end += 1;
    }
    let continues = passage.token(end).is_some_and(|next| {
        next.is_capital() && !next.traits.has(Traits::FUNCTION) && !passage.starts_sentence(end)
    });
    let person = passage.traits(first).has(Traits::GIVEN) && end > first + 1;
    let dash = end > first && passage.tokens[end - 1].is_dash();
    if continues || person || dash { first } else { end }
}

/// "the news agency X", "the hackers of X", "a group called X": the kind of actor, by the noun before.
fn noun_before(passage: &Passage, first: usize) -> Option<ActorKind> {
    let mut at = first;
    while at > 0
        && passage.before(at).is_some_and(|t| matches!(t.kind, Kind::Mark('“' | '"' | '‘')))
    {
        at -= 1;
    }
    let last = passage.before(at)?;
    let leads_on = || passage.follows_any(at, list!("called named dubbed as of"));
    if !last.is_word() || last.is_capital() && !leads_on() {
        return None;
    }
    let named = passage.follows_any(at, list!("called named dubbed"))
        || passage.follows_any(at, list!("as")) && at > 1 && passage.is_any(at - 2, list!("known"));
    let of = passage.follows_any(at, list!("of"));
    let noun = match (named, of) {
        (true, _) => at.checked_sub(if passage.follows_any(at, list!("as")) { 3 } else { 2 })?,
        (_, true) => at
            .checked_sub(2)
            .filter(|&noun| passage.is_any(noun, list!("hackers gang militants")))?,
        _ => at.checked_sub(1)?,
    };
    let free = passage.tokens.get(noun).is_some_and(|token| token.case == Case::Lower);
    free.then(|| kind_of(passage, noun)).flatten()
}

/// False if no noun phrase can follow a name that begins at token `at`: see [`noun_after`].
fn may_be_explained(passage: &Passage, at: usize) -> bool {
    let opens = |at: usize| {
        passage.token(at).is_some_and(|token| match token.kind {
            Kind::Mark(mark) => matches!(mark, ',' | '('),
            _ => passage.is_any(at, list!("is was")),
        })
    };
    let inside = |at: usize| {
        passage.token(at).is_some_and(|token| match token.kind {
            Kind::Word => token.is_capital(),
            Kind::Mark(mark) => token.glued && (is_dash(mark) || mark == '&'),
            Kind::Number => true,
            Kind::Possessive => false,
        })
    };
    let article = |at: usize| passage.is_any(at, list!("a an the"));
    let mut end = at + 1;
    while end < at + LONGEST && inside(end) && !(opens(end) && article(end + 1)) {
        end += 1;
    }
    opens(end) && article(end + 1)
}

/// ", a truck maker", "(a news agency": the noun phrase after the name.
fn noun_after(passage: &Passage, first: usize, end: usize) -> Option<ActorKind> {
    let opens = passage.token(end)?;
    let mark = opens.is_mark(',') || opens.is_mark('(');
    let copula = passage.is_any(end, list!("is was"));
    if !(mark || copula)
        || !passage.is_any(end + 1, list!("a an the"))
        || passage.traits(first).has(Traits::GIVEN)
    {
        return None;
    }
    let phrase = (end + 2..end + 7).take_while(|&at| {
        passage.token(at).is_some_and(|token| {
            token.is_word() && !token.traits.has(Traits::FUNCTION) || token.is_dash()
        })
    });
    let last = phrase.last()?;
    let ends = passage
        .token(last + 1)
        .is_none_or(|next| !next.is_capital() || next.traits.has(Traits::FUNCTION));
    kind_of(passage, last).filter(|_| ends)
}

fn kind_of(passage: &Passage, noun: usize) -> Option<ActorKind> {
    if !passage.token(noun)?.starts.any(Starts::VOUCHING) {
        return None;
    }
    let armed =
        passage.is_any(noun, list!("group faction")) && passage.follows_any(noun, list!(ARMED));
    if passage.is_any(noun, GROUPS) || armed {
        return Some(ActorKind::Group);
    }
    let agency = passage.is(noun, "agency") && passage.follows_any(noun, list!("news press"));
    let channel = passage.is_any(noun, list!("channel station"))
        && passage.follows_any(noun, list!("tv television news radio broadcast telegram"));
    let doubtful = passage.is_any(noun, list!("agency channel station group faction"));
    (agency || channel || !doubtful).then_some(ActorKind::Organisation)
}

/// What a group is that names itself.
const ARMED: &str = "armed militia militant hacker hacking rebel terrorist terror insurgent jihadist islamist extremist \
    paramilitary separatist mercenary opposition rights advocacy lobby";

const GROUPS: &WordList = list!("militia gang cartel hackers militants");

/// ", also known as Unit 71330 and Venomous Bear": further names of what was named before; the token after
/// them.
fn add_aliases(
    passage: &Passage,
    end: usize,
    kind: ActorKind,
    findings: &mut Findings,
) -> Option<usize> {
    let comma = passage.token(end)?;
    let at = end + usize::from(comma.is_mark(',') || comma.is_mark('('));
    let at = at + usize::from(passage.is_any(at, list!("also better")));
    if !(passage.is_any(at, list!("known dubbed")) && passage.is(at + 1, "as")) {
        return None;
    }
    let long = passage.span(end - 1, end);
    let mut at = at + 2;
    while passage.token(at).is_some() {
        let last = alias_end(passage, at);
        if last == at {
            if !joins_list(passage, at) {
                break;
            }
            at += 1;
            continue;
        }
        let short = passage.span(at, last);
        findings.add(short, What::Organisation(kind), RULE);
        findings.aliases.push(Alias { long, short });
        at = last;
    }
    Some(at)
}

/// Names of groups may hold ordinary words: "Unit 71330", "Venomous Bear", "Advanced Persistent Threat 28".
fn alias_end(passage: &Passage, first: usize) -> usize {
    let part = |at: &usize| {
        passage.token(*at).is_some_and(|token| {
            let word = token.is_word() && token.is_capital() && !token.traits.has(Traits::FUNCTION);
            word || *at > first && token.is_number()
        })
    };
    let other = |at: usize| {
        passage
            .hits_at(at)
            .iter()
            .any(|hit| matches!(hit.sense, Sense::State(_) | Sense::Person(_)))
    };
    let end = (first..first + LONGEST).take_while(part).last().map_or(first, |last| last + 1);
    if other(first) { first } else { end }
}

/// True if the token is a comma or joins the last two things of a list.
#[inline]
pub fn joins_list(passage: &Passage, at: usize) -> bool {
    passage.token(at).is_some_and(|token: &Token| token.is_mark(','))
        || passage.is_any(at, list!("and or"))
}
