//! Which of several weapons beside each other a range belongs to: "the A, a ballistic missile", "the
//! ballistic missile A", "the A (B)", "the A, a version of the B". Reads noun phrases, not clauses.

use super::scene::{Placed, Scene};
use crate::facts::lexicon::Traits;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

impl Scene<'_> {
    /// The first named weapon of a row of weapons with nothing between but brackets: "CSS-N-14
    /// (JL-2) submarine-launched ballistic missile".
    pub(super) fn chain(&self, last: usize) -> usize {
        let mut best = last;
        let mut at = last;
        while let Some(before) = at.checked_sub(1) {
            let gap = self.weapons[before].end..self.weapons[at].first;
            let small = gap.len() <= 3
                && gap.clone().all(|at| {
                    at == gap.start && self.is_numbered(before)
                        || self.passage.token(at).is_some_and(|t| {
                            matches!(
                                t.kind,
                                Kind::Mark('(' | ')' | '-' | '–' | '"' | '“' | '”' | '/')
                            )
                        })
                        || self.passage.traits(at).has(Traits::WEAPON_WORD)
                })
                || self.is_one_phrase(before, gap.clone())
                || self.is_of(before, at);
            if !small {
                break;
            }
            at = before;
            if self.weapons[before].found.what.is_named_weapon() {
                best = before;
            }
        }
        best
    }

    /// "the Oniks missile of the Bastion": after a kind with its name, whose it is. "Exocet missiles of
    /// the MM38 type" are one thing.
    fn is_of(&self, before: usize, at: usize) -> bool {
        let gap = self.weapons[before].end..self.weapons[at].first;
        let article = self.passage.is_any(gap.start + 1, list!("the a its their"));
        let sorts =
            list!("type types version versions variant variants series model models family");
        if self.passage.is_any(self.weapons[at].end, sorts) {
            return false;
        }
        let kind = !self.weapons[before].found.what.is_named_weapon();
        let named = before.checked_sub(1).is_some_and(|name| {
            let name = self.weapons[name];
            name.found.what.is_named_weapon() && name.end == self.weapons[before].first
        });
        kind && named && self.passage.is(gap.start, "of") && gap.len() == 1 + usize::from(article)
    }

    /// "the Foo 1 missile": the number after the name numbered `at` belongs to it.
    fn is_numbered(&self, at: usize) -> bool {
        let weapon = self.weapons[at];
        weapon.found.what.is_named_weapon()
            && self
                .passage
                .token(weapon.end)
                .is_some_and(|token| token.is_number() && token.span.len() <= 2 && !token.glued)
    }

    /// "FIM-92 Stinger man-portable infrared homing surface-to-air missile": a name and its kind with
    /// nothing but modifiers between.
    fn is_one_phrase(&self, before: usize, mut gap: std::ops::Range<usize>) -> bool {
        let named = self.weapons[before].found.what.is_named_weapon();
        named
            && gap.len() <= 6
            && gap.all(|at| {
                let token = self.passage.tokens[at];
                let verb = Traits::FUNCTION.with(Traits::SAYING).with(Traits::ACTING);
                let past = self.passage.word(at).ends_with("ed")
                    && !self.passage.before(at).is_some_and(|before| before.is_dash());
                token.is_dash() && token.glued
                    || token.is_word()
                        && !token.is_capital()
                        && !token.traits.any(verb)
                        && !past
                        && !self.is_finite(at)
            })
    }

    /// A named weapon right after a generic one, or before it: "the ballistic missile Shahab-3".
    pub(super) fn named_beside(&self, at: usize) -> usize {
        let named = |at: usize| {
            self.weapons.get(at).is_some_and(|weapon| weapon.found.what.is_named_weapon())
        };
        let adjacent =
            |one: usize, other: usize| match (self.weapons.get(one), self.weapons.get(other)) {
                (Some(one), Some(other)) => {
                    other.first <= one.end + 1
                        && !self
                            .passage
                            .token(one.end)
                            .is_some_and(|t| t.is_mark(',') || t.is_mark('.'))
                }
                _ => false,
            };
        if !named(at) && named(at + 1) && adjacent(at, at + 1) { at + 1 } else { at }
    }

    /// "The ATACMS are missiles with a range of": the named weapon that the generic one explains.
    pub(super) fn copula(&self, at: usize, start: usize) -> usize {
        if let Some(new) = self.derived(at, start) {
            return new;
        }
        let at = self.spelled_out(self.chain(at));
        if self.weapons[at].found.what.is_named_weapon() {
            return at;
        }
        let Some(last) = at.checked_sub(1) else {
            return at;
        };
        let before = match self.weapons[last].found.what.is_named_weapon() {
            true => last,
            false => self.chain(last),
        };
        let named = self.weapons[before];
        let gap = self.weapons[last].end..self.weapons[at].first;
        let explains = gap.clone().any(|at| {
            self.passage.is_any(at, list!("is are was were became becomes remains"))
                || self.passage.token(at).is_some_and(|t| t.is_mark(','))
        });
        let label = named.first == start && self.passage.tokens[gap.start].is_mark(':');
        let explains = explains || label;
        let is_a = self.is_said_to_be(self.weapons[last].end);
        let best =
            gap.clone().any(|at| self.passage.is_any(at, list!("most first only newest longest")));
        let small = gap.clone().all(|at| {
            let token = self.passage.tokens[at];
            let word = token.is_word()
                && (!token.traits.any(Traits::SAYING.with(Traits::ACTING))
                    || self.passage.is_any(at, list!("designed built developed described known"))
                        && self.passage.is(at + 1, "as"))
                && !self.passage.is_any(at, list!("and or than to against"));
            let owner = token.kind == Kind::Possessive && best;
            let quoted = is_a && matches!(token.kind, Kind::Mark('(' | '"' | '“' | '”'));
            let size = label && (token.is_number() || token.is_mark(':'));
            word || owner
                || quoted
                || size
                || token.is_mark(',')
                || token.is_mark(')')
                || token.is_dash()
                || is_a && token.is_number()
        });
        let general = self.is_general_weapon(&self.weapons[at]) && !self.is_general_weapon(&named);
        let known = named.found.what.is_named_weapon() || general;
        let fits = named.first >= start && known && (gap.len() <= 7 || is_a && gap.len() <= 22);
        let fits = fits && !self.is_compared(named.first);
        if fits && explains && small { before } else { at }
    }

    /// The W of "The missile, known as the W, has", where the comma at token `close` ends the aside: a
    /// kind, and what it is called.
    pub(super) fn known_as(&self, close: usize, start: usize) -> Option<Placed> {
        let at = self.ends_at(close)?;
        let (name, kind) = (self.weapons[at], self.weapons[at.checked_sub(1)?]);
        let article = usize::from(self.passage.follows_any(name.first, list!("the a an")));
        let verb = name.first.checked_sub(article + 1)?;
        let verb = verb - usize::from(self.passage.is(verb, "as"));
        let called = list!("known called dubbed named designated nicknamed codenamed christened");
        let aside = self.passage.is_any(verb, called)
            && verb > start
            && self.passage.tokens[verb - 1].is_mark(',');
        let bare = !kind.found.what.is_named_weapon() && kind.first >= start;
        let named = name.found.what.is_named_weapon();
        (aside && bare && named).then_some(name)
    }

    /// "(Dong Feng-26) is a": what follows the weapon that ends at token `end`, past a bracket, says what it
    /// is.
    fn is_said_to_be(&self, end: usize) -> bool {
        let mark = |at: usize, marks: [char; 2]| {
            self.passage
                .token(at)
                .is_some_and(|token| marks.iter().any(|mark| token.is_mark(*mark)))
        };
        let opens = mark(end, ['(', '"']) || mark(end, ['“', '“']);
        let close = (end + 1..end + 9).find(|&at| mark(at, [')', '"']) || mark(at, ['”', '”']));
        let at = if opens { close.map_or(end, |close| close + 1) } else { end };
        self.passage.is_any(at, list!("is are was were"))
            && self.passage.is_any(at + 1, list!("a an the"))
    }

    /// "long-range weapons", "a strategic system": a class that says of no kind what it is.
    fn is_general_weapon(&self, weapon: &Placed) -> bool {
        let last = weapon.end.saturating_sub(1);
        self.passage.is_any(last, list!("weapon weapons system systems munition munitions"))
            && !weapon.found.what.is_named_weapon()
    }

    /// "an intercontinental ballistic missile (ICBM)": the kind before its abbreviation.
    fn spelled_out(&self, at: usize) -> usize {
        let Some(before) = at.checked_sub(1) else {
            return at;
        };
        let (long, short) = (self.weapons[before], self.weapons[at]);
        let generic = |weapon: Placed| !weapon.found.what.is_named_weapon();
        let bracket = self.passage.token(long.end).is_some_and(|token| token.is_mark('('));
        let beside = short.first == long.end + 1 && bracket;
        if beside && generic(long) && generic(short) { before } else { at }
    }

    /// "the A, a version of the B with a range of": the new one of two.
    fn derived(&self, at: usize, start: usize) -> Option<usize> {
        let old = self.weapons[at];
        let article = usize::from(self.passage.follows_any(old.first, list!("the a an")));
        let of = (old.first - article).checked_sub(1).filter(|&at| self.passage.is(at, "of"))?;
        let before = at.checked_sub(1)?;
        let new = self.weapons[before];
        let gap = new.end..of;
        let kind = self.passage.is_any(of - 1, DERIVED);
        let says = self.passage.is_any(new.end, list!("is was"))
            || self.passage.token(new.end).is_some_and(|token| token.is_mark(','));
        let named = new.first >= start && new.found.what.is_named_weapon();
        let article = self.passage.is_any(new.end + 1, list!("a an the"));
        (named && kind && says && article && gap.len() <= 5).then_some(before)
    }
}

/// What a new weapon is of the one that it was made from.
const DERIVED: &WordList =
    list!("version variant derivative copy development modification upgrade descendant clone");
