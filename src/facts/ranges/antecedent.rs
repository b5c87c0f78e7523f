//! What "it", "the missile" and "the aircraft" stand for: a weapon named before, of the same kind.

use std::ops::Range;

use super::link::{Placed, Scene};
use crate::facts::found::{Found, What};
use crate::facts::lexicon::{Lexicon, Sense};
use crate::facts::passage::Passage;
use crate::facts::word_list::list;
use crate::text::Span;

impl Scene<'_> {
    /// A bare "the missile" or "the system" stands for the weapon named before it.
    pub(super) fn resolved(&self, placed: Placed) -> Span {
        let What::Generic(head) = placed.found.what else {
            return placed.found.span;
        };
        let general = self.passage.is_any(placed.end.saturating_sub(1), list!("weapon system"));
        let bare = placed.end == placed.first + 1 || general;
        let anaphor = bare && self.is_pointed_at(placed.first);
        let older = anaphor && self.passage.follows_any(placed.first, list!(OLDER));
        if let Some(replaced) = older.then(|| self.replaced(placed.first)).flatten() {
            return replaced;
        }
        let kind = self.passage.lexicon.head(head).map_or("", |head| head.class.as_str());
        let named = anaphor.then(|| self.named_before(placed.first, Sort::of(kind))).flatten();
        named.unwrap_or(placed.found.span)
    }

    /// "the", "this" before token `at`, past two adjectives: "the old tank".
    fn is_pointed_at(&self, at: usize) -> bool {
        let whose = |sense| matches!(sense, Sense::Neutral | Sense::Adjective(_));
        let adjective = |at: usize| self.passage.longest(at, whose).is_some();
        let mut first = at;
        while first > 0 && at - first < 2 && adjective(first - 1) {
            first -= 1;
        }
        self.passage.follows_any(first, list!("the this that these those said"))
    }

    /// What the sentence that begins at `start` speaks of without a name.
    pub(super) fn spoken_of(&self, start: usize) -> Option<Span> {
        if (start..start + 3).any(|at| self.passage.is(at, "successor")) {
            return None;
        }
        let predecessor = (start..start + 4).any(|at| self.passage.is(at, "predecessor"));
        let replaced = predecessor.then(|| self.replaced(start)).flatten();
        replaced.or_else(|| self.antecedent(start))
    }

    /// The weapon that another one was said to replace, nearest before token `at`.
    fn replaced(&self, at: usize) -> Option<Span> {
        let last = self.weapons.partition_point(|weapon| weapon.end <= at);
        let replaced = |weapon: &&Placed| {
            weapon.found.what.is_named_weapon() && is_replaced(self.passage, weapon.first)
        };
        let found = self.weapons[..last].iter().rev().find(replaced);
        found.map(|weapon| weapon.found.span).or(self.memory.replaced)
    }

    /// What "it" stands for at the start of a sentence: the last weapon before, in this passage or an
    /// earlier one.
    pub(super) fn antecedent(&self, start: usize) -> Option<Span> {
        let before = self.weapons.partition_point(|weapon| weapon.end <= start);
        let last = before.checked_sub(1);
        match last {
            Some(last) => {
                let named = self.named_before(start, Sort::Any);
                Some(named.unwrap_or(self.weapons[last].found.span))
            }
            None => self.memory.last(),
        }
    }

    /// The named weapon of this sort that the nearest sentence before speaks of: the first one of that
    /// sentence; else of a passage before.
    fn named_before(&self, token: usize, sort: Sort) -> Option<Span> {
        let fits = |weapon: &&Placed| {
            sort.fits(self.passage.lexicon, &weapon.found) && !self.is_compared(weapon.first)
        };
        let mut end = self.weapons.partition_point(|weapon| weapon.end <= token);
        while let Some(last) = self.weapons[..end].iter().rev().find(fits) {
            let sentence = self.passage.sentence(last.first);
            let from = self.weapons.partition_point(|weapon| weapon.first < sentence.start);
            let first = self.weapons[from..end].iter().find(fits);
            match first.filter(|weapon| from == 0 || !self.speaks_of_another(weapon, &sentence)) {
                Some(weapon) => return Some(weapon.found.span),
                None => end = from,
            }
        }
        self.memory.named(self.passage.lexicon, sort)
    }

    /// "to replace the W", "unlike the W": named only beside the one spoken of.
    fn is_compared(&self, first: usize) -> bool {
        let article = first - usize::from(self.passage.follows_any(first, list!("the a an older")));
        self.passage.follows_any(article, list!(COMPARING))
    }

    /// True if the weapon is an object in a sentence whose subject is "it": the next sentence goes on
    /// with "it".
    fn speaks_of_another(&self, weapon: &Placed, sentence: &Range<usize>) -> bool {
        let opens = |at: usize| at == sentence.start || self.passage.tokens[at - 1].is_mark(',');
        let pronoun = |at: usize| opens(at) && self.passage.is_any(at, list!("it they"));
        let article = self.passage.is_any(sentence.start, list!("the this these"));
        let subject = self.weapons.iter().find(|other| other.first >= sentence.start);
        let anaphor = subject.is_some_and(|other| {
            !other.found.what.is_named_weapon() && other.first <= sentence.start + 1
        });
        let object = !self.passage.starts_sentence(weapon.first)
            && !self.passage.follows_any(weapon.first, list!("the"));
        article && anaphor
            || (sentence.start..weapon.first).any(pronoun)
            || object && (weapon.end..sentence.end).any(pronoun)
    }

    /// The named weapons that begin and end inside the tokens.
    pub(super) fn named_in(&self, tokens: Range<usize>) -> Vec<Span> {
        let inside = |weapon: &&Placed| weapon.first >= tokens.start && weapon.end <= tokens.end;
        let named = self.weapons.iter().filter(inside);
        named.filter(|w| w.found.what.is_named_weapon()).map(|w| w.found.span).collect()
    }
}

/// "to replace the W", "the successor to the W": the older one of two.
pub(super) fn is_replaced(passage: &Passage, first: usize) -> bool {
    let at =
        first - usize::from(passage.follows_any(first, list!("the a an older ageing aging its")));
    let successor = passage.follows_any(at, list!("to of"))
        && at > 1
        && passage.is_any(at - 2, list!("successor successors replacement replacements"));
    successor || passage.follows_any(at, list!(REPLACING)) || passage.is_any(at, list!(REPLACING))
}

const REPLACING: &str = "replace replaces replaced replacing succeed succeeds succeeded succeeding \
    supplant supplants supersede supersedes predecessor";

const OLDER: &str = "older old earlier previous existing outgoing ageing aging legacy";

const COMPARING: &str = "replace replaces replaced replacing succeed succeeds succeeded than unlike \
    resemble resembles";

/// Kinds of weapons of which "the missile" or "the aircraft" may speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// "the system", "the weapon", "it".
    Any,
    Missile,
    Air,
    Ship,
    Torpedo,
    Gun,
    Vehicle,
}

impl Sort {
    /// The sort of a class of the lexicon.
    pub(super) fn of(class: &str) -> Self {
        let is = |words: &[&str]| words.iter().any(|word| class.contains(word));
        match () {
            () if is(&["missile defence", "air defence", "launcher", "system"]) => Self::Any,
            () if is(&["missile", "rocket", "hypersonic"]) => Self::Missile,
            () if is(&[
                "ship",
                "frigate",
                "destroyer",
                "corvette",
                "patrol craft",
                "submarine",
            ]) || class == "aircraft carrier" =>
            {
                Self::Ship
            }
            () if is(&["aircraft", "fighter", "bomber", "helicopter", "drone", "loitering"]) => {
                Self::Air
            }
            () if is(&["torpedo"]) => Self::Torpedo,
            () if is(&["gun", "small arm", "howitzer", "artillery", "mortar", "grenade"]) => {
                Self::Gun
            }
            () if is(&["tank", "vehicle"]) => Self::Vehicle,
            () if is(&["bomb"]) => Self::Missile,
            () => Self::Any,
        }
    }

    /// True if the weapon has a name and may be of this sort: what is unknown may be anything.
    pub(super) fn fits(self, lexicon: &Lexicon, found: &Found) -> bool {
        let number = match found.what {
            What::KnownWeapon(number) | What::NamedWeapon(Some(number)) => number,
            What::NamedWeapon(None) => return true,
            _ => return false,
        };
        let own = lexicon.weapon(number).map_or(Self::Any, |known| Self::of(&known.kind));
        self == Self::Any || own == Self::Any || own == self
    }
}
