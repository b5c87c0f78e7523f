//! Forces and governments by whose they are: "Iraqi security forces", "the Assad regime", "the
//! government of Iraq".

use super::noise::is_foreign;
use crate::facts::candidate::{Findings, What};
use crate::facts::lexicon::{Sense, Traits};
use crate::facts::model::ActorKind;
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token_kind::{Case, Kind};
use crate::facts::word_list::{WordList, list};

const RULE: &str = "force or government";

/// Adds forces and governments.
pub fn find(passage: &Passage, findings: &mut Findings) {
    for at in passage.starts(Starts::FORCE) {
        if continues(passage, at) || HEADS.iter().all(|(head, _)| !passage.is(at, head)) {
            continue;
        }
        if let Some(first) = owner(passage, at).filter(|_| !is_foreign(passage, at)) {
            let what = What::Organisation(kind(passage, at));
            findings.add(passage.span(first, at + 1), what, RULE);
        } else if let Some(end) = owned_by(passage, at) {
            let what = What::Organisation(kind(passage, at));
            findings.add(passage.span(at, end), what, RULE);
        }
    }
}

/// "Military Airfield": a capitalised word after a capitalised head makes it another name.
fn continues(passage: &Passage, head: usize) -> bool {
    let title = |at: usize| {
        passage.token(at).is_some_and(|token| token.case == Case::Title && token.is_word())
    };
    title(head)
        && title(head + 1)
        && !passage.traits(head + 1).any(Traits::TITLE.with(Traits::GIVEN).with(Traits::FORCE_HEAD))
}

/// The first word of "Iraqi" in "Iraqi security forces": a state, its adjective, its people or a
/// name, with small words of arms between.
fn owner(passage: &Passage, head: usize) -> Option<usize> {
    let mut at = head;
    while at > 0 && head - at < 4 {
        at -= 1;
        let token = passage.token(at)?;
        if token.is_capital() {
            return owner_name(passage, at, head);
        }
        let governs = passage
            .is_any(head, list!("government regime administration junta army navy military"))
            || passage.is_any(head, list!("force forces"))
                && passage.follows_any(head, list!("air armed"));
        let possessive = token.kind == Kind::Possessive && governs;
        if !(passage.is_any(at, BETWEEN) || possessive || token.is_dash()) {
            return None;
        }
    }
    None
}

fn owner_name(passage: &Passage, last: usize, head: usize) -> Option<usize> {
    let from = last.saturating_sub(3);
    let listed = (from..=last).find(|&first| {
        passage.hits_at(first).iter().any(|hit| {
            hit.end == last + 1
                && matches!(
                    hit.sense,
                    Sense::Adjective(_) | Sense::State(_) | Sense::People(_) | Sense::Place(_)
                )
        })
    });
    let ethnic = passage.traits(last).has(Traits::ETHNIC);
    let listed = listed.or(ethnic.then_some(last));
    let governs = passage.is_any(head, list!("government regime administration presidency junta"));
    let name = passage
        .token(last)
        .is_some_and(|token| !token.traits.any(Traits::FUNCTION.with(Traits::NEVER_NAME)));
    let owner = passage.token(last + 1).is_some_and(|next| next.kind == Kind::Possessive);
    let longer = owner
        && passage.before(last).is_some_and(|before| {
            before.is_dash() && before.glued
                || before.is_capital() && !before.traits.any(Traits::FUNCTION.with(Traits::TITLE))
        });
    let named =
        governs && name && !longer && !passage.is_loud(last) && !passage.starts_sentence(last);
    let extended = |first: usize| extend(passage, first);
    listed.map(extended).or(named.then_some(last))
}

/// "Syrian Arab forces": more adjectives before.
fn extend(passage: &Passage, first: usize) -> usize {
    let before = first.checked_sub(1);
    let adjective = |at: usize| {
        let listed = passage.longest(at, |sense| matches!(sense, Sense::Adjective(_)));
        passage.traits(at).has(Traits::ETHNIC) || listed.is_some_and(|hit| hit.end == first)
    };
    match before {
        Some(at) if adjective(at) => at,
        _ => first,
    }
}

/// The token after "government of the United Kingdom".
fn owned_by(passage: &Passage, head: usize) -> Option<usize> {
    let owns = passage.is_any(head, list!("government regime parliament governments"))
        && passage.is(head + 1, "of");
    if !owns {
        return None;
    }
    let article = usize::from(passage.is(head + 2, "the"));
    let of = head + 2 + article;
    let listed = passage
        .longest(of, |sense| matches!(sense, Sense::State(_) | Sense::Person(_) | Sense::Place(_)));
    let other = Traits::FUNCTION.with(Traits::TITLE);
    let unknown = passage
        .token(of)
        .filter(|token| token.is_capital() && !token.traits.any(other) && !passage.is_loud(of));
    listed.map(|hit| hit.end).or(unknown.map(|_| of + 1))
}

fn kind(passage: &Passage, head: usize) -> ActorKind {
    let listed = HEADS.iter().find(|(word, _)| passage.is(head, word));
    listed.map_or(ActorKind::Group, |(_, kind)| *kind)
}

const BETWEEN: &WordList = list!(
    "security armed military air naval ground special defence defense border police \
    paramilitary central federal regional transitional interim national ruling \
    regime led backed government tribal rebel coast and separatist state regular \
    operations army"
);

const HEADS: &[(&str, ActorKind)] = &[
    ("forces", ActorKind::Group),
    ("army", ActorKind::Group),
    ("navy", ActorKind::Group),
    ("military", ActorKind::Group),
    ("militia", ActorKind::Group),
    ("militias", ActorKind::Group),
    ("militiamen", ActorKind::Group),
    ("marines", ActorKind::Group),
    ("police", ActorKind::Organisation),
    ("guard", ActorKind::Group),
    ("air force", ActorKind::Group),
    ("force", ActorKind::Group),
    ("aircrew", ActorKind::Group),
    ("paramilitaries", ActorKind::Group),
    ("government", ActorKind::Organisation),
    ("governments", ActorKind::Organisation),
    ("regime", ActorKind::Organisation),
    ("administration", ActorKind::Organisation),
    ("parliament", ActorKind::Organisation),
    ("embassy", ActorKind::Organisation),
    ("cabinet", ActorKind::Organisation),
    ("intelligence", ActorKind::Organisation),
    ("presidency", ActorKind::Organisation),
    ("junta", ActorKind::Organisation),
    ("coalition", ActorKind::Group),
    ("command", ActorKind::Organisation),
];
