//! Whose range it is by the grammar of the clause: "the A, which the B carries, has a range of", "the A
//! replaces the B and has a range of", "it replaces the B and has a range of".

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::{Placed, Scene};
use crate::facts::lexicon::Traits;
use crate::facts::token::Token;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::list;
use crate::text::Span;

/// The subject of a predicate.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject {
    /// A weapon.
    Weapon(Placed),
    /// "it" or "they" at this token.
    Pronoun(usize),
    /// "a weapon", "a system" at this token, which may be any weapon spoken of.
    General(usize),
    /// The grammar does not say.
    Unknown,
}

impl Scene<'_> {
    /// The subject of the predicate that gives the range, if other weapons stand between.
    pub(super) fn subject_of(
        &self,
        evidence: Evidence,
        measure: &Measure,
        start: usize,
    ) -> Subject {
        if let Evidence::Reach(verb) = evidence
            && self.is_fired(verb, measure.first)
        {
            return Subject::Unknown;
        }
        let predicate = match evidence {
            Evidence::RangeOf(range) => {
                self.predicate(range, start).or_else(|| self.able(range, start))
            }
            Evidence::RangeAfter => self.predicate(measure.first, start),
            Evidence::Reach(verb) => Some(self.auxiliaries(verb, start)),
            _ => None,
        };
        let Some(predicate) = predicate.filter(|&at| at > start) else {
            return Subject::Unknown;
        };
        let before = predicate - 1;
        if matches!(evidence, Evidence::Reach(_)) && self.is_general(before, predicate) {
            return Subject::General(before);
        }
        let those = || self.passage.is(before, "those").then(|| self.first_subject(start, before));
        let weapon = those().flatten().or_else(|| self.of_restricted(predicate, start));
        if let Some(weapon) = weapon.or_else(|| self.latter(measure.first, start).copied()) {
            return Subject::Weapon(weapon);
        }
        if self.is_comma(before) {
            if let Some(weapon) = self.known_as(before, start) {
                return Subject::Weapon(weapon);
            }
            let weapon = self
                .before_aside(before, start)
                .map(|at| self.named_in_aside(self.copula(at, start)));
            return match weapon {
                Some(at) => Subject::Weapon(self.weapons[at]),
                None if self.is_verb(predicate) && self.bare_subject(start).is_some() => {
                    Subject::Pronoun(start)
                }
                None if self.is_verb(predicate) => self.head(before, start),
                None => Subject::Unknown,
            };
        }
        let able = self.passage.is_any(predicate, list!("can could"));
        if (before > start || able) && self.passage.is_any(before, list!("it they")) {
            return Subject::Pronoun(before);
        }
        if self.passage.is_any(before, list!("and but")) && self.is_verb(predicate) {
            return self.of_clause(before, start);
        }
        if self.is_verb(predicate) && self.is_governed(predicate) {
            return self.head(predicate, start);
        }
        Subject::Unknown
    }

    /// "can fire guided missiles which hit": what is fired at token `verb` has a range of its own.
    fn is_fired(&self, verb: usize, first: usize) -> bool {
        let at = self.weapons.partition_point(|weapon| weapon.first < verb);
        let fired = self.weapons.get(at).filter(|weapon| weapon.end <= first);
        self.passage.is_any(verb, list!("fire fires firing launch launches launching"))
            && fired.is_some_and(|weapon| self.flies_itself(weapon) && self.class(weapon).is_some())
    }

    /// "a weapon capable of": the noun before the predicate is too general to be a fact.
    fn is_general(&self, noun: usize, predicate: usize) -> bool {
        let general = list!("weapon weapons system systems munition capability");
        let article = self.passage.follows_any(noun, list!("a an the new such"));
        let able = self.passage.is_any(predicate, list!("capable able"));
        article
            && able
            && self.passage.is_any(noun, general)
            && !self.covers(self.passage.tokens[noun].span)
    }

    /// What "a weapon" at token `at` is: the subject that is said to be one, else what was spoken of.
    pub(super) fn of_general(&self, at: usize, start: usize) -> Option<Span> {
        let said = |weapon: &Placed| {
            (weapon.end..at).any(|at| self.passage.is_any(at, list!("is are was were as into")))
        };
        let subject = self.opening(start, at).filter(said).map(|weapon| weapon.found.span);
        subject.or_else(|| self.spoken_of(start))
    }

    /// "the latter", "the former" before token `end`: the last of the weapons named before it, or the one
    /// before that, in the sentence, or in the nearest sentence before that names some.
    fn latter(&self, end: usize, start: usize) -> Option<&Placed> {
        let word =
            (start..end).rev().find(|&at| self.passage.is_any(at, list!("latter former")))?;
        let named = |weapon: &&Placed| weapon.found.what.is_named_weapon();
        let last = self.weapons.partition_point(|weapon| weapon.end <= word);
        let nearest = self.weapons[..last].iter().rev().find(named)?;
        let from = self.passage.sentence(nearest.first).start.min(start);
        let mut before =
            self.weapons[..last].iter().filter(named).filter(|weapon| weapon.first >= from);
        let last = before.next_back();
        match self.passage.is(word, "latter") {
            true => last,
            false => before.next_back().or(last),
        }
    }

    /// "The drone, a Sea Baby, can": the name in the aside after a bare kind.
    fn named_in_aside(&self, at: usize) -> usize {
        let (Some(kind), Some(name)) = (self.weapons.get(at), self.weapons.get(at + 1)) else {
            return at;
        };
        let bare = !kind.found.what.is_named_weapon() && name.found.what.is_named_weapon();
        let article =
            name.first == kind.end + 2 && self.passage.is_any(kind.end + 1, list!("a an the"));
        let alone = name.first == kind.end + 1 && self.is_comma(name.end);
        if bare && (article || alone) && self.is_comma(kind.end) { at + 1 } else { at }
    }

    /// True if the weapon right before token `end` hangs on a preposition or participle: "fired from
    /// the B".
    fn is_governed(&self, end: usize) -> bool {
        let last = self.weapons.partition_point(|weapon| weapon.end <= end).checked_sub(1);
        let Some(weapon) = last.map(|at| self.weapons[at]).filter(|weapon| weapon.end == end)
        else {
            return false;
        };
        let article = usize::from(self.passage.follows_any(weapon.first, list!("the a an its")));
        self.passage
            .follows_any(weapon.first - article, list!("from by on aboard against into than"))
    }

    /// "its range" at token `range`, in another clause than the weapon that the sentence begins with.
    pub(super) fn of_its(&self, range: usize, start: usize) -> Option<Placed> {
        let its = (range.saturating_sub(3).max(start)..range)
            .rev()
            .find(|&at| self.passage.is(at, "its"))?;
        let stop =
            |at: &usize| self.passage.token(*at).is_some_and(|t| t.is_mark(';') || t.is_mark(':'));
        (start..its).any(|at| stop(&at)).then(|| self.opening(start, its)).flatten()
    }

    /// The named weapon that is the subject the sentence begins with, if it stands before `end`.
    pub(super) fn opening(&self, start: usize, end: usize) -> Option<Placed> {
        self.first_subject(start, end).filter(|weapon| weapon.found.what.is_named_weapon())
    }

    /// The weapon that is the subject the sentence begins with, if it stands before `end`.
    fn first_subject(&self, start: usize, end: usize) -> Option<Placed> {
        let at = self.weapons.partition_point(|weapon| weapon.first < start);
        let first = self.weapons.get(at).filter(|weapon| weapon.end <= end)?;
        self.is_subject(start, first).then_some(*first)
    }

    /// What "it" at token `at` stands for: the subject of the sentence, another weapon named before it
    /// there, or one of the sentences before.
    pub(super) fn of_pronoun(&self, at: usize, start: usize) -> Option<Span> {
        let inside = || self.named_in(start..at);
        match self.opening(start, at) {
            Some(weapon) => Some(weapon.found.span),
            None => inside()
                .last()
                .copied()
                .or_else(|| self.first_subject(start, at).map(|weapon| self.resolved(weapon)))
                .or_else(|| self.pointed_at(start, at))
                .or_else(|| self.spoken_of(start)),
        }
    }

    /// "reports about the drone say it": the weapon without a name that "the" points at last before
    /// token `end`.
    fn pointed_at(&self, start: usize, end: usize) -> Option<Span> {
        let last = self.weapons.partition_point(|weapon| weapon.end <= end).checked_sub(1)?;
        let weapon = self.weapons[last];
        let new = self.passage.follows_any(weapon.first, list!("new"))
            || weapon.first > 0 && self.is_adjective(weapon.first - 1);
        let first = weapon.first - usize::from(new);
        let the = self.passage.follows_any(first, list!("the this its their a an"));
        let object = self.passage.follows_any(weapon.first, list!("against"));
        (weapon.first >= start && the && !object).then(|| self.resolved(weapon))
    }

    /// The weapon that the clause before token `end` begins with, if no verb follows it.
    fn head(&self, end: usize, start: usize) -> Subject {
        let first = self.clause_start(end, start);
        let at = self.weapons.partition_point(|weapon| weapon.first < first);
        let weapon = self.weapons.get(at).filter(|weapon| weapon.end < end);
        match weapon.filter(|weapon| self.is_subject(first, weapon)) {
            Some(weapon) if !(weapon.end..end).any(|at| self.is_finite(at)) => {
                Subject::Weapon(*weapon)
            }
            _ => Subject::Unknown,
        }
    }

    fn clause_start(&self, end: usize, start: usize) -> usize {
        let stop =
            |at: &usize| self.passage.token(*at).is_some_and(|t| t.is_mark(';') || t.is_mark(':'));
        (start..end).rev().find(stop).map_or(start, |mark| mark + 1)
    }

    /// The word that gives the weapon its "range" at token `range`: "has", "with", "having".
    fn predicate(&self, range: usize, start: usize) -> Option<usize> {
        let from = range.saturating_sub(7).max(start);
        let verb = (from..range).rev().find(|&at| self.passage.is_any(at, list!(GIVING)))?;
        let small = (verb + 1..range)
            .all(|at| self.passage.tokens[at].is_word() || self.passage.tokens[at].is_dash());
        small.then(|| self.auxiliaries(verb, start))
    }

    /// The "can" of "can hit any point at ranges of", where "at" or "to" stands before token `range`.
    fn able(&self, range: usize, start: usize) -> Option<usize> {
        let article = usize::from(self.passage.follows_any(range, list!("a the")));
        let hangs = self.passage.follows_any(range - article, list!("at to out"));
        let from = range.saturating_sub(ABLE).max(start);
        let can = |at: &usize| self.passage.is_any(*at, list!("can could capable able"));
        let verb = hangs.then(|| (from..range).rev().find(can)).flatten()?;
        Some(self.auxiliaries(verb, start))
    }

    /// "the W which the B uses has", "the W can hit B at ranges of": the weapon before the relative
    /// clause that ends before the predicate, or the one right before "can"; the one before an aside
    /// between dashes.
    fn of_restricted(&self, predicate: usize, start: usize) -> Option<Placed> {
        if let Some(weapon) = self.before_dashes(predicate, start) {
            return Some(weapon);
        }
        let can = self.passage.is_any(predicate, list!("can could"))
            || self.passage.is_any(predicate + 1, list!("capable able"));
        if let Some(at) = self.ends_at(predicate).filter(|_| can) {
            return Some(self.weapons[self.copula(at, start)]);
        }
        let which = (predicate.saturating_sub(RELATIVE).max(start)..predicate)
            .rev()
            .find(|&at| self.passage.is_any(at, list!("which that")))?;
        let at = self.ends_at(which)?;
        let subject = self.passage.is_any(which + 1, list!("the a an its their"))
            || self.passage.token(which + 1).is_some_and(Token::is_capital);
        let verb = self.passage.token(predicate - 1).is_some_and(|last| {
            last.is_word() && !last.is_capital() && !last.traits.has(Traits::FUNCTION)
        });
        let inside = which + 2 < predicate && !self.passage.is_any(which + 1, list!("has have"));
        let other = (which..predicate).any(|at| self.is_comma(at));
        let weapon = self.weapons[self.copula(at, start)];
        (subject && verb && inside && !other && weapon.first >= start).then_some(weapon)
    }

    /// "It is a small missile with a range of": the weapon is only what "it" is said to be.
    pub(super) fn is_nominal(&self, weapon: &Placed, start: usize) -> bool {
        let pronoun = self.passage.is_any(start, list!("it this they these"))
            && self.passage.is_any(start + 1, list!("is was are were"));
        let article = self.passage.is_any(start + 2, list!("a an the one"));
        let plain = (start + 2..weapon.first).all(|at| {
            let token = self.passage.tokens[at];
            token.is_dash()
                || token.is_number()
                || token.is_word() && (at == start + 2 || !token.traits.has(Traits::FUNCTION))
        });
        pronoun && article && plain && !weapon.found.what.is_named_weapon()
    }

    /// The first of the auxiliaries before a verb: "is able to" before "reach".
    fn auxiliaries(&self, verb: usize, start: usize) -> usize {
        let mut at = verb;
        let credited = at > start + 1
            && self.passage.word(at - 1).ends_with("ed")
            && self.passage.is_any(at - 2, list!("is are was were"));
        at -= usize::from(credited);
        while at > start && self.passage.is_any(at - 1, list!(AUXILIARIES)) {
            at -= 1;
        }
        at
    }

    /// A finite verb or auxiliary begins at `at`, not a preposition.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        !self.passage.is_any(at, list!("with having"))
    }

    fn is_comma(&self, at: usize) -> bool {
        self.passage.token(at).is_some_and(|token| token.is_mark(','))
    }

    /// The weapon before the aside that the comma at `close` ends: "the A, which the B carries, has".
    fn before_aside(&self, close: usize, start: usize) -> Option<usize> {
        let last = self.weapons.partition_point(|weapon| weapon.end < close);
        let opens = |at: &usize| {
            let weapon = self.weapons[*at];
            let named = || self.is_named_after(*at, close);
            weapon.first >= start && (self.opens_aside(weapon.end) || named())
        };
        (0..last).rev().take(6).find(opens)
    }

    /// "The new missile, W,": a kind, and its name up to the comma at `close`.
    fn is_named_after(&self, at: usize, close: usize) -> bool {
        let (kind, Some(name)) = (self.weapons[at], self.weapons.get(at + 1)) else {
            return false;
        };
        let named = !kind.found.what.is_named_weapon() && name.found.what.is_named_weapon();
        named && self.is_comma(kind.end) && name.first == kind.end + 1 && name.end == close
    }

    /// The same for an aside that ends before "with".
    pub(super) fn aside_of(&self, with: bool, close: usize) -> Option<usize> {
        let start = self.passage.sentence(close).start;
        (with && self.is_comma(close)).then(|| self.before_aside(close, start)).flatten()
    }

    /// A comma at `at`, past a name in brackets, and after it the beginning of an aside.
    fn opens_aside(&self, at: usize) -> bool {
        let bracket = self.passage.token(at).is_some_and(|token| token.is_mark('('));
        let close =
            (at..at + 8).find(|&at| self.passage.token(at).is_some_and(|token| token.is_mark(')')));
        let comma = if bracket { close.map_or(at, |close| close + 1) } else { at };
        let word = self.passage.word(comma + 1);
        let participle = word.ends_with("ed")
            || self.passage.is_any(comma + 1, list!("built made flown known seen shown shot"));
        let next = self.weapons.partition_point(|weapon| weapon.first < comma + 2);
        let named = self.passage.is(comma + 1, "the")
            && self
                .weapons
                .get(next)
                .is_some_and(|weapon| weapon.first == comma + 2 && self.is_comma(weapon.end));
        self.is_comma(comma)
            && (participle
                || named
                || self.passage.is_any(comma + 1, list!("a an which that whose also its")))
    }

    /// The subject of the clause whose second predicate follows the "and" at `and`.
    fn of_clause(&self, and: usize, start: usize) -> Subject {
        let first = self.clause_start(and, start);
        let verb = (first..and).any(|at| self.is_finite(at));
        if !verb {
            return Subject::Unknown;
        }
        let pronoun = |at: usize| {
            self.passage.is_any(at, list!("it they"))
                || self.passage.is(at, "these") && !self.weapon_in(at, and.min(at + THESE))
        };
        if (first..and.min(first + 2)).any(pronoun) || self.is_version(first, and) {
            return Subject::Pronoun(first);
        }
        if let Some(weapon) = self.relative_head(first, and) {
            return Subject::Weapon(weapon);
        }
        let at = self.weapons.partition_point(|weapon| weapon.first < first);
        match self.weapons.get(at).filter(|weapon| weapon.end <= and) {
            Some(weapon) if self.is_subject(first, weapon) => Subject::Weapon(self.weapons[at]),
            _ => Subject::Unknown,
        }
    }

    /// The W of "the W, which is fired from trucks and has": of the relative clause that lasts up to
    /// token `end`.
    fn relative_head(&self, first: usize, end: usize) -> Option<Placed> {
        let which =
            (first..end).rev().find(|&at| self.passage.is_any(at, list!("which that who")))?;
        let comma = usize::from(which > first && self.is_comma(which - 1));
        let closed = (which..end).any(|at| self.is_comma(at));
        let at = self.ends_at(which - comma).filter(|_| !closed)?;
        if self.last_free(first, which) != Some(at) {
            return None;
        }
        Some(self.weapons[self.copula(at, first)])
    }

    /// The token after "The weapon", "The Ukrainian system" at token `first`: words too general to be
    /// facts, which speak of a weapon named before.
    pub(super) fn bare_subject(&self, first: usize) -> Option<usize> {
        let general = list!("weapon weapons system systems munition munitions");
        let head = (first + 1..first + 4).find(|&at| self.passage.is_any(at, general))?;
        let next = self.passage.token(head + 1)?;
        let ends = self.passage.word(head + 1).ends_with('s')
            || !next.is_word()
            || next.traits.has(Traits::FUNCTION)
            || self.is_finite(head + 1);
        let plain = (first + 1..head).all(|at| {
            let token = self.passage.tokens[at];
            token.is_word() && !token.traits.has(Traits::FUNCTION)
        });
        let pointed = self.passage.is_any(first, list!("the this these"));
        let bare = pointed && plain && ends && !self.weapon_in(first, head + 1);
        bare.then_some(head + 1)
    }

    /// "The first variant carried", "a later one was": no weapon by name is the subject of the clause.
    fn is_version(&self, first: usize, end: usize) -> bool {
        let head = (first..end.min(first + 5)).find(|&at| {
            self.is_one(at)
                || self
                    .passage
                    .is_any(at, list!("version variant model block increment predecessor"))
                    && !self.covers(self.passage.tokens[at].span)
        });
        let finite = |head: usize| (first..head).any(|at| self.is_finite(at));
        let free = |head: usize| !self.weapon_in(first, head) && !self.passage.is(head + 1, "of");
        head.is_some_and(|head| free(head) && !finite(head))
    }

    /// "a later one": the pronoun, not the number.
    pub(super) fn is_one(&self, at: usize) -> bool {
        let next = self.passage.token(at + 1).is_some_and(|next| {
            next.is_word() && !next.traits.has(Traits::FUNCTION) && !self.is_finite(at + 1)
        });
        let adjective = self.passage.before(at).is_some_and(|before| before.is_word());
        self.passage.is_any(at, list!("one ones")) && adjective && !next
    }

    /// True if nothing but an article and modifiers stands before the weapon in its clause.
    pub(super) fn is_subject(&self, first: usize, weapon: &Placed) -> bool {
        (first..weapon.first).all(|at| {
            let token = self.passage.tokens[at];
            let north =
                token.is_capital() && self.passage.token(at + 1).is_some_and(Token::is_capital);
            self.passage.is_any(at, list!("the a an its their this these both new"))
                || token.kind == Kind::Possessive
                || matches!(token.kind, Kind::Mark('"' | '“' | '‘' | '\''))
                || token.is_dash() && token.glued
                || self.is_hyphened(at)
                || token.is_word() && (north || !token.traits.has(Traits::FUNCTION))
        })
    }

    /// The "of" and "the" of "state-of-the-art".
    fn is_hyphened(&self, at: usize) -> bool {
        let dash = |at: usize| self.passage.token(at).is_some_and(|t| t.is_dash() && t.glued);
        at > 0 && dash(at - 1) && dash(at + 1)
    }

    pub(super) fn is_finite(&self, at: usize) -> bool {
        let token = self.passage.tokens[at];
        let word = self.passage.word(at);
        self.passage.is_any(at, list!(FINITE))
            || token.traits.has(Traits::ACTING) && !word.ends_with("ed")
            || token.is_word() && !token.is_capital() && word.len() > 4 && word.ends_with("es")
    }
}

/// How many tokens after "these" its noun may end.
const THESE: usize = 8;

/// How many words before "range" its "can" may stand.
const ABLE: usize = 18;

/// How many words a relative clause may have whose weapon is looked for.
const RELATIVE: usize = 10;

const GIVING: &str =
    "has have had with having boasts offers possesses gives reaches attains achieves";

const AUXILIARIES: &str = "can could may might should would will is are was were be been able to capable \
    of designed intended meant expected said thought believed reported estimated also reportedly \
    now still has have";

const FINITE: &str = "is are was were has have had can will would replaces replaced carries carried uses \
    used entered resembles weighs flies flew fires looks succeeds succeeded";
