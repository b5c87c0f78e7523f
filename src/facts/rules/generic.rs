//! Generic weapons by grammar: heads of the lexicon with the modifiers before them ("long-range
//! ballistic missiles", "rocket-propelled grenade launcher").

use std::ops::Range;

use super::calibre::{past_calibre, past_stop};
use super::verbal::is_verb;
use super::weapon_words::is_civil;
use super::weapon_words::is_loose;
use crate::facts::candidate::{Candidate, Findings, What};
use crate::facts::lexicon::{Hit, Sense, Senses, Traits};
use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token_kind::Case;
use crate::facts::word_list::{WordList, list};

const RULE: &str = "generic weapon";

/// Adds every generic weapon phrase.
pub fn find(passage: &Passage, findings: &mut Findings) {
    if !passage.any_sense(Senses::HEAD) {
        return;
    }
    let blocked = blocked_tokens(passage);
    let mut next = 0;
    for at in passage.starts_of_either(Starts::PHRASE.or(Starts::COMPOUND)) {
        if at < next {
            continue;
        }
        let phrase = Phrase::read(passage, at, &blocked);
        let weapon = phrase.weapon(passage).filter(|(tokens, ..)| !is_counted(passage, tokens.end));
        if let Some((tokens, head, weak)) = weapon {
            let span = passage.span(tokens.start, tokens.end);
            findings.found.push(Candidate::new(span, What::Generic(head), RULE).weak_if(weak));
        }
        next = phrase.next;
    }
}

/// "a 20-round magazine": how many, not what.
fn is_counted(passage: &Passage, end: usize) -> bool {
    let Some(number) = end.checked_sub(3) else { return false };
    let joined = passage.tokens[number + 1].is_dash() && passage.tokens[number + 2].glued;
    joined && passage.tokens[number].is_number() && passage.is(end - 1, "round")
}

/// The "Coast Guard" of "China Coast Guard vessels": whose they are, as its capitals say.
fn is_coast_guard(passage: &Passage, at: usize) -> bool {
    let body = |first: usize| {
        let owner =
            |hit: &Hit| hit.end > at && matches!(hit.sense, Sense::Organisation(_)) && !hit.weak;
        passage.hits_at(first).iter().any(owner)
    };
    passage.is(at, "coast")
        && passage.token(at).is_some_and(|token| token.case == Case::Title)
        && (at.saturating_sub(3)..at).any(body)
}

/// How many words away the weapon may stand that supports an abbreviation.
const NEAR: usize = 12;

/// True if a weapon that is no abbreviation, or what belongs to one, stands near `first..end`.
fn is_spelled_near(passage: &Passage, (first, end): (usize, usize)) -> bool {
    let sentence = passage.sentence(first);
    let from = first.saturating_sub(NEAR).max(sentence.start);
    let speaks = |at: usize| {
        passage.is_any(at, list!("system systems battery batteries launcher launchers site sites"))
            || passage.hits_at(at).iter().any(|hit| match hit.sense {
                Sense::Weapon(_) => !hit.weak && !is_loose(passage, hit.first, hit.end),
                Sense::Head(number) => {
                    let head = passage.lexicon.head(number);
                    head.is_some_and(|head| head.bare && head.expands.is_empty())
                }
                _ => false,
            })
    };
    (from..first).chain(end..(end + NEAR).min(sentence.end)).any(speaks)
}

/// A row of modifiers and heads.
#[derive(Default)]
struct Phrase {
    first: usize,
    /// The last head: its number and the token after it.
    head: Option<(u32, usize)>,
    heads: usize,
    modifiers: usize,
    next: usize,
}

impl Phrase {
    fn read(passage: &Passage, first: usize, blocked: &[bool]) -> Self {
        let mut phrase = Self { first, next: first, ..Self::default() };
        let mut at = first;
        while let Some(end) = phrase.take(passage, at, blocked) {
            phrase.next = end;
            at = past_hyphen(passage, end);
        }
        phrase
    }

    /// Takes one modifier or head at `at`; gives the token after it.
    fn take(&mut self, passage: &Passage, at: usize, blocked: &[bool]) -> Option<usize> {
        if blocked.get(at).copied().unwrap_or(false) || is_coast_guard(passage, at) {
            return None;
        }
        let head = passage.longest(at, |sense| matches!(sense, Sense::Head(_)));
        let modifier = passage.longest(at, |sense| sense == Sense::Modifier);
        let compound = compound_end(passage, at);
        let longest_modifier = modifier.map_or(0, |hit| hit.end).max(compound.unwrap_or(0));
        match head {
            Some(hit) if hit.end >= longest_modifier && !is_verb(passage, at) => {
                let Sense::Head(number) = hit.sense else {
                    return None;
                };
                self.heads += 1;
                self.head = Some((number, hit.end));
                Some(hit.end)
            }
            _ if longest_modifier > 0 && !is_verb(passage, at) => {
                self.modifiers += 1;
                self.take_inner_head(passage, at, longest_modifier);
                Some(longest_modifier)
            }
            _ => self.neutral(passage, at),
        }
    }

    /// "ballistic missile" is a modifier of submarines, and a weapon by itself; what is "anti-ship" is no
    /// ship.
    fn take_inner_head(&mut self, passage: &Passage, at: usize, end: usize) {
        if passage.word(at).get(..4).is_some_and(|start| start.eq_ignore_ascii_case("anti")) {
            return;
        }
        let inner = (at..end)
            .flat_map(|first| passage.hits_at(first))
            .find(|hit| hit.end == end && matches!(hit.sense, Sense::Head(_)));
        if let Some(hit) = inner
            && let Sense::Head(number) = hit.sense
        {
            self.heads += 1;
            self.head = Some((number, end));
        }
    }

    /// A neutral word counts only between others.
    fn neutral(&self, passage: &Passage, at: usize) -> Option<usize> {
        if at == self.first {
            return None;
        }
        let hit = passage.longest(at, |sense| sense == Sense::Neutral)?;
        let weapon_word = |sense| matches!(sense, Sense::Head(_) | Sense::Modifier);
        passage.longest(hit.end, weapon_word).map(|_| hit.end)
    }

    /// The tokens of the phrase and its head, if it names a weapon; weak if only the document can
    /// say so ("aircraft" after "combat aircraft").
    fn weapon(&self, passage: &Passage) -> Option<(Range<usize>, u32, bool)> {
        let (number, end) = self.head?;
        let head = passage.lexicon.head(number)?;
        let supported = self.modifiers > 0 || self.heads > 1;
        if passage.is_any(end, NOT_BEFORE) || is_compound(passage, end) {
            return None;
        }
        let refused = self
            .first
            .checked_sub(1)
            .is_some_and(|before| passage.traits(before).has(Traits::NOT_AFTER));
        if refused || !head.bare && !supported || is_material(passage, self.first) {
            return None;
        }
        let owned = MILITARY.contains(&head.class.as_str())
            && !matches!(head.word.as_str(), "vessel" | "boat" | "craft")
            && is_owned(passage, self.first);
        let weak = head.needs
            && !supported
            && !owned
            && !is_listed(passage, self.first, end)
            && !ends_name(passage, self.first);
        let lone = self.modifiers == 0 && self.heads == 1;
        let civil = head.needs && is_civil(&head.word) && is_of_body(passage, self.first);
        if lone && (civil || is_slashed(passage, self.first)) {
            return None;
        }
        if lone && head.word == "fighter" && is_of_group(passage, self.first) {
            return None;
        }
        if lone && self.is_name(passage) {
            return None;
        }
        // "SAM" is a given name too, "TEL" a telephone: three letters alone prove nothing.
        let letters = lone && !head.expands.is_empty() && head.word.len() < 4;
        let weak = weak || letters && !is_spelled_near(passage, (self.first, end));
        let end = if passage.is_any(end, list!("system systems")) { end + 1 } else { end };
        let first = past_calibre(passage, self.first);
        Some((first..end, number, weak && first == self.first))
    }

    /// A single capitalised head inside a sentence is part of some name ("the Tank Museum").
    fn is_name(&self, passage: &Passage) -> bool {
        let Some(token) = passage.token(self.first) else {
            return false;
        };
        let next =
            passage.token(self.next).is_some_and(|next| next.case == Case::Title && next.is_word());
        let before = passage.before(self.first).is_some_and(|b| {
            b.case == Case::Title && b.is_word() && !b.traits.has(Traits::FUNCTION)
        });
        token.case == Case::Title
            && !passage.is_loud(self.first)
            && (next || before && !passage.starts_sentence(self.first))
    }
}

/// "air-launched", "nuclear-capable", "laser-guided": two words with a hyphen, the second of which
/// makes modifiers of weapons.
fn compound_end(passage: &Passage, at: usize) -> Option<usize> {
    let hyphen = passage.token(at + 1)?;
    let second = passage.token(at + 2)?;
    let joined = hyphen.is_dash() && hyphen.glued && second.glued;
    let first = passage.token(at)?;
    if !joined
        || passage.is_any(
            at,
            list!("km mile kilometer kilometre nautical nm nmi mi m yard metre meter test"),
        )
    {
        return None;
    }
    if first.is_number() {
        return passage.is_any(at + 2, list!(SIZES)).then(|| past_stop(passage, at + 3));
    }
    let makes = passage.is_any(at + 2, MAKERS);
    (joined && makes && first.is_word() && !first.traits.has(Traits::FUNCTION)).then_some(at + 3)
}

/// "nuclear weapons-capable", "missile-free": the head is part of an adjective.
fn is_compound(passage: &Passage, end: usize) -> bool {
    let dash = passage.token(end).is_some_and(|token| token.is_dash() && token.glued);
    dash && passage.is_any(end + 1, list!("capable free grade related like proof making style"))
}

/// "100-megaton bomb", "500-pound bomb": what says how big a weapon is.
const SIZES: &str = "megaton kiloton pound pounder lb kg kilogram ton tonne mm millimeter millimetre cm \
    inch barrel barrelled barreled tube round";

const MAKERS: &WordList = list!(
    "launched based capable guided armed tipped fired propelled borne \
        range mounted launchable powered fuelled fueled propellant towed dropped \
        homing delivered seeking piercing carrying attack class kill"
);

/// "RSF fighters": people of an armed group.
fn is_of_group(passage: &Passage, first: usize) -> bool {
    let group = |hit: &Hit| match hit.sense {
        Sense::Organisation(number) => {
            hit.end == first
                && passage.lexicon.actor(number).is_some_and(|known| known.kind == "group")
        }
        _ => false,
    };
    (first.saturating_sub(5)..first).any(|at| passage.hits_at(at).iter().any(group))
}

/// "American Red Cross vessels": they belong to a body that is no force.
fn is_of_body(passage: &Passage, first: usize) -> bool {
    let owner = |hit: &&Hit| hit.end == first && matches!(hit.sense, Sense::Organisation(_));
    let force = first > 0 && passage.traits(first - 1).has(Traits::FORCE_HEAD);
    let mut hits = (first.saturating_sub(5)..first).flat_map(|at| passage.hits_at(at));
    hits.any(|hit| owner(&hit) && passage.word(hit.first).len() > 3) && !force
}

/// "NE/BOMB": an office's abbreviation in a list of addresses.
fn is_slashed(passage: &Passage, first: usize) -> bool {
    passage.token(first).is_some_and(|token| token.glued && token.case == Case::Upper)
        && passage.before(first).is_some_and(|before| before.is_mark('/'))
}

/// "550 mm of armour": what is measured is a material.
fn is_material(passage: &Passage, first: usize) -> bool {
    passage.follows_any(first, list!("of"))
        && first > 1
        && passage.is_any(first - 2, list!("mm cm inches metres meters tonnes tons"))
}

/// "the HIMARS launcher", "an Excalibur shell": the name of a weapon ends right before.
fn ends_name(passage: &Passage, first: usize) -> bool {
    (first.saturating_sub(4)..first).any(|at| {
        passage
            .hits_at(at)
            .iter()
            .any(|hit| hit.end == first && matches!(hit.sense, Sense::Weapon(_)))
    })
}

/// Words after a head that make it something else.
const NOT_BEFORE: &WordList = list!(
    "weight weights velocity mass diameter parts industry maker makers manufacturer manufacturers company companies ticket \
    tickets noise sq sqn"
);

const MILITARY: &[&str] = &["aircraft", "ship", "fighter", "bomber"];

/// "Coalition aircraft", "Russian ships": whose they are makes them military.
fn is_owned(passage: &Passage, first: usize) -> bool {
    let Some(before) = first.checked_sub(1) else {
        return false;
    };
    let owner =
        |sense| matches!(sense, Sense::Adjective(_) | Sense::OrgHead | Sense::Organisation(_));
    let ends = (before.saturating_sub(3)..=before)
        .any(|at| passage.hits_at(at).iter().any(|hit| hit.end == first && owner(hit.sense)));
    ends && passage.token(before).is_some_and(|token| token.is_capital())
        || passage.is_any(before, list!("enemy hostile allied coalition"))
}

/// True if another weapon stands beside it in a list: "tanks, fighters and bombers".
fn is_listed(passage: &Passage, first: usize, end: usize) -> bool {
    let head = |at: usize| {
        passage.hits_at(at).iter().any(|hit| match hit.sense {
            Sense::Head(number) => passage
                .lexicon
                .head(number)
                .is_some_and(|head| head.bare && !(head.needs && is_civil(&head.word))),
            Sense::Weapon(_) => !hit.weak,
            _ => false,
        })
    };
    let joint = |at: usize| {
        passage.token(at).is_some_and(|token| token.is_mark(','))
            || passage.is_any(at, list!("and or"))
    };
    let mut after = end;
    while joint(after) {
        after += 1;
    }
    let mut before = first;
    while before > 0 && joint(before - 1) {
        before -= 1;
    }
    after > end && head(after) || before < first && before > 0 && head(before - 1)
}

fn past_hyphen(passage: &Passage, at: usize) -> usize {
    let hyphen = passage.token(at).is_some_and(|token| token.is_dash() && token.glued);
    let next = passage.token(at + 1).is_some_and(|token| token.glued || token.new_line);
    if hyphen && next { at + 1 } else { at }
}

/// Which tokens belong to something that is no weapon; shorter than the passage if the last do not.
fn blocked_tokens(passage: &Passage) -> Vec<bool> {
    let mut blocked = Vec::new();
    for hit in passage.hits.iter().filter(|hit| hit.sense == Sense::Blocked) {
        blocked.resize(blocked.len().max(hit.end), false);
        blocked[hit.first..hit.end].fill(true);
    }
    blocked
}
