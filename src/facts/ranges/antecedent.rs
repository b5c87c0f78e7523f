//! What "it", "the missile" and "the aircraft" stand for: a weapon named before, of the same kind.

use std::ops::Range;

use super::memory::Memory;
use super::scene::{Placed, Scene};
use crate::facts::candidate::{Candidate, What};
use crate::facts::lexicon::{Lexicon, Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::rules::OF_SHIPS;
use crate::facts::token::Token;
use crate::facts::word_list::list;
use crate::text::Span;

impl Scene<'_> {
    /// A bare "the missile" or "the system" stands for the weapon named before it.
    pub(super) fn resolved(&self, placed: Placed) -> Span {
        let What::Generic(head) = placed.found.what else {
            return placed.found.span;
        };
        let general = self
            .passage
            .is_any(placed.end.saturating_sub(1), list!("weapon system weapons systems"));
        let plain = placed.end == placed.first + 1 || general;
        let bare = plain || self.passage.follows_any(placed.first, list!("this"));
        let anaphor = bare && self.is_pointed_at(placed.first);
        let older = anaphor && self.passage.follows_any(placed.first, list!(OLDER));
        if let Some(replaced) = older.then(|| self.replaced(placed.first)).flatten() {
            return replaced;
        }
        if let Some(same) = anaphor.then(|| self.same_kind(placed.first, head)).flatten() {
            return same;
        }
        let sort = self.sort_of(head);
        let before = || {
            let newcomer = self.newcomer(placed.first, sort);
            newcomer.or_else(|| self.named_before(placed.first, sort))
        };
        let found = anaphor.then(before).flatten();
        let of_gun = || anaphor.then(|| self.gun_of_shell(&placed)).flatten();
        found.or_else(of_gun).unwrap_or(placed.found.span)
    }

    /// "The shell weighed" after "the old gun": the gun that the sentence before speaks of, of a round
    /// that is no fact by itself.
    fn gun_of_shell(&self, round: &Placed) -> Option<Span> {
        let alone = round.found.weak && self.is_ammunition(round.first, round.end);
        let start = self.passage.sentence(round.first).start;
        let gun = |span: &Span| self.placed(*span).is_some_and(|gun| self.throws(gun));
        alone.then(|| self.antecedent(start)).flatten().filter(gun)
    }

    /// "These rockets" after "122 mm rockets": the same kind, told more fully in the sentence before,
    /// which names no weapon.
    fn same_kind(&self, at: usize, head: u32) -> Option<Span> {
        if !self.passage.follows_any(at, list!("these those such")) {
            return None;
        }
        let end = self.passage.sentence(at).start;
        let before = self.passage.sentence(end.checked_sub(1)?).start;
        let first = self.weapons.partition_point(|weapon| weapon.first < before);
        let last = self.weapons.partition_point(|weapon| weapon.end <= end);
        let inside = &self.weapons[first..last];
        if inside.iter().any(|weapon| weapon.found.what.is_named_weapon()) {
            return None;
        }
        let fuller = |weapon: &&Placed| {
            weapon.found.what == What::Generic(head) && weapon.end > weapon.first + 1
        };
        inside.iter().rev().find(fuller).map(|weapon| weapon.found.span)
    }

    /// "the", "this" before token `at`, past two adjectives: "the old tank", "the German and Swedish
    /// missile". "that missiles can" points at nothing.
    fn is_pointed_at(&self, at: usize) -> bool {
        let adjective = |at: usize| self.is_adjective(at);
        let mut first = at - usize::from(self.passage.follows_any(at, list!("same very")));
        for _ in 0..2 {
            if first > 0 && adjective(first - 1) {
                first -= 1;
                first -= usize::from(
                    first > 1 && self.passage.is(first - 1, "and") && adjective(first - 2),
                );
            }
        }
        let plural = self.passage.token(at).is_some_and(Token::is_plural);
        self.passage.follows_any(first, list!("the these those said each"))
            || !plural && self.passage.follows_any(first, list!("this that"))
    }

    /// "old", "German": an adjective of the lexicon at token `at`.
    pub(super) fn is_adjective(&self, at: usize) -> bool {
        let whose = |sense| matches!(sense, Sense::Neutral | Sense::Adjective(_));
        self.passage.longest(at, whose).is_some()
    }

    /// What the sentence that begins at `start` speaks of without a name.
    pub(super) fn spoken_of(&self, start: usize) -> Option<Span> {
        let successor = (start..start + 3).any(|at| self.passage.is(at, "successor"));
        if successor || self.is_of_others(start) {
            return None;
        }
        let predecessor = (start..start + 4).any(|at| self.passage.is(at, "predecessor"));
        let replaced = predecessor.then(|| self.replaced(start)).flatten();
        replaced.or_else(|| self.antecedent(start))
    }

    /// "Other systems with a range of", "Any drone that": the sentence that begins at `start` speaks of
    /// things that none before it is.
    fn is_of_others(&self, start: usize) -> bool {
        let noun = self.passage.token(start + 1).is_some_and(|next| {
            next.is_word() && !next.traits.has(Traits::FUNCTION) && !self.is_finite(start + 1)
        });
        noun && self
            .passage
            .is_any(start, list!("other any no every some many most several similar"))
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
        if let Some(spoken_of) = self.newcomer(start, Sort::Any).or_else(|| self.topic(start)) {
            return Some(spoken_of);
        }
        let before = self.weapons.partition_point(|weapon| weapon.end <= start);
        let last = before.checked_sub(1);
        match last {
            Some(last) => {
                let named = self.named_here(start, Sort::Any);
                let weapon = self.weapons[last];
                let likened = weapon.found.what.is_named_weapon() && self.is_likened(weapon.first);
                named.or_else(|| (!likened).then(|| self.resolved(weapon)))
            }
            None => self.memory.last(),
        }
    }

    fn sort_of(&self, head: u32) -> Sort {
        Sort::of(self.passage.lexicon.head(head).map_or("", |head| head.class.as_str()))
    }

    /// The weapon of this sort without a name that was brought in last before `token`, if none with a
    /// name was spoken of since: "a powerful drone was shown".
    fn newcomer(&self, token: usize, sort: Sort) -> Option<Span> {
        let last = self.weapons.partition_point(|weapon| weapon.end <= token);
        let mut before = self.weapons[..last].iter().rev();
        let new = before.by_ref().take(NEWCOMERS).find(|weapon| match weapon.found.what {
            What::Generic(head) => {
                is_new(self.passage, weapon.first, weapon.end)
                    && (sort == Sort::Any || sort == self.sort_of(head))
            }
            _ => true,
        })?;
        let start = self.passage.sentence(new.first).start;
        let subject = before.take_while(|weapon| weapon.first >= start);
        let named = |weapon: &Placed| weapon.found.what.is_named_weapon();
        let free = !named(new) && !subject.into_iter().any(named);
        free.then_some(new.found.span)
    }

    /// The weapon named before of the kind that is the subject of the sentence before the one at `start`,
    /// or that kind: "The new mortar is light. Its shells".
    fn topic(&self, start: usize) -> Option<Span> {
        let sentence = self.passage.sentence(start.checked_sub(1)?);
        let at = self.weapons.partition_point(|weapon| weapon.first < sentence.start);
        let first = self.weapons.get(at).filter(|weapon| weapon.end <= start)?;
        let What::Generic(head) = first.found.what else {
            return None;
        };
        let sort = self.sort_of(head);
        let plural = self.passage.token(first.end - 1).is_some_and(Token::is_plural);
        let definite = self.passage.is_any(sentence.start, list!("the this these its both"));
        let other = self.passage.is_any(sentence.start + 1, list!("new newer second other latest"));
        let speaks = sort != Sort::Any && self.is_subject(sentence.start, first);
        let named = || self.named_before(start, sort).unwrap_or(first.found.span);
        match (speaks, definite) {
            (true, true) if !other => Some(named()),
            (true, true) => Some(first.found.span),
            (true, false) if plural && first.first == sentence.start => Some(first.found.span),
            _ => None,
        }
    }

    /// The named weapon of this sort that the nearest sentence before speaks of: the first one of that
    /// sentence; else of a passage before.
    fn named_before(&self, token: usize, sort: Sort) -> Option<Span> {
        let here = self.named_here(token, sort);
        here.or_else(|| self.memory.named(self.passage.lexicon, sort))
    }

    /// The same in this passage only.
    fn named_here(&self, token: usize, sort: Sort) -> Option<Span> {
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
        None
    }

    /// "to replace the W", "unlike the W": named only beside the one spoken of.
    pub(super) fn is_compared(&self, first: usize) -> bool {
        let article = first - usize::from(self.passage.follows_any(first, list!("the a an older")));
        self.passage.follows_any(article, list!(COMPARING)) || self.is_likened(first)
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

/// "a powerful drone": a kind of weapon that is spoken of for the first time, not what something is
/// said to be, and no "it" before it in the sentence.
pub(super) fn is_new(passage: &Passage, first: usize, end: usize) -> bool {
    let start = passage.sentence(first).start;
    let from = first.saturating_sub(3).max(start);
    let plain = |at: usize| {
        let token = passage.tokens[at];
        token.is_word() && !token.traits.has(Traits::FUNCTION) || passage.is(at, "new")
    };
    let words = (from..first).rev().take_while(|&at| plain(at)).count();
    let article = (first - words).checked_sub(1).filter(|&at| at >= start);
    let Some(article) = article.filter(|&at| passage.is_any(at, list!("a an"))) else {
        return false;
    };
    let special = words > 0 || end > first + 1;
    let governed = article > start
        && (!passage.tokens[article - 1].is_word()
            || passage.traits(article - 1).has(Traits::FUNCTION)
            || passage.is_any(article - 1, list!("becoming became becomes remains called")));
    let pronoun = (start..article).any(|at| passage.is_any(at, list!("it they its their which")));
    special && !governed && !pronoun
}

/// How many weapons back one is looked for that was just brought in.
const NEWCOMERS: usize = 4;

const REPLACING: &str = "replace replaces replaced replacing succeed succeeds succeeded succeeding \
    supplant supplants supersede supersedes predecessor";

const OLDER: &str = "older old earlier previous existing outgoing ageing aging legacy";

const COMPARING: &str = "replace replaces replaced replacing succeed succeeds succeeded than like unlike \
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
            () if is(&["rocket artillery"]) => Self::Gun,
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
    pub(super) fn fits(self, lexicon: &Lexicon, found: &Candidate) -> bool {
        let number = match found.what {
            What::KnownWeapon(number) | What::NamedWeapon(Some(number)) => number,
            What::NamedWeapon(None) if OF_SHIPS.contains(&found.rule) => {
                return matches!(self, Self::Any | Self::Ship);
            }
            What::NamedWeapon(None) => return true,
            _ => return false,
        };
        let kind = lexicon.weapon(number).map_or("", |known| &*known.kind);
        let own = Self::of(kind);
        let loose = self == Self::Missile || self == Self::Vehicle && kind != "munition";
        self == Self::Any || own == Self::Any && loose || own == self
    }
}

impl Memory {
    /// The named weapon of this sort that was last spoken of.
    pub(super) fn named(&self, lexicon: &Lexicon, sort: Sort) -> Option<Span> {
        self.named.iter().find(|found| sort.fits(lexicon, found)).map(|found| found.span)
    }
}
