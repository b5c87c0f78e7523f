//! Which weapon a range belongs to: the one before the bracket, the one after the attribute, the
//! subject of the clause, or the one that "it" and "the missile" stand for.

use std::ops::Range;

use super::clause::Subject;
use super::evidence::Evidence;
use super::measure::Measure;
use super::memory::Memory;
use super::scene::{Placed, Scene};
use super::variant::block_at;
use crate::facts::candidate::Candidate;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

impl<'a> Scene<'a> {
    /// Places the weapons of a passage.
    pub fn new(passage: &'a Passage<'a>, weapons: &[Candidate], memory: &'a Memory) -> Self {
        let weapons = weapons
            .iter()
            .map(|&found| Placed {
                found,
                first: passage.token_at(found.span.start),
                end: passage.token_at(found.span.end),
            })
            .collect();
        Self { passage, weapons, memory }
    }

    /// The mention of the weapon that has this range.
    pub fn weapon_of(
        &self,
        measure: &Measure,
        evidence: Evidence,
        previous: Option<usize>,
    ) -> Option<Span> {
        let sentence = self.passage.sentence(measure.number);
        if let Some(weapon) = self.told_by(evidence, measure, sentence.start) {
            return weapon;
        }
        if let Some(class) = self.made(measure, sentence.start) {
            return Some(self.resolved(class));
        }
        let subject = self.subject_of(evidence, measure, sentence.start);
        if let Some(weapon) = self.credited(measure) {
            return Some(self.resolved(weapon));
        }
        if let Evidence::Reach(verb) = evidence
            && (self.is_of_rival(verb, sentence.start) || self.is_of_unknown(verb, sentence.start))
        {
            return None;
        }
        if let Subject::Pronoun(at) = subject {
            return self.of_pronoun(at, sentence.start);
        }
        if let Subject::General(at) = subject {
            return self.of_general(at, sentence.start);
        }
        let found = match (subject, evidence) {
            (Subject::Weapon(weapon), _) => Some(weapon),
            (_, Evidence::Bracket) => self.before_bracket(measure, sentence.start),
            (_, Evidence::Attribute) => self.after(measure.after, 4),
            (_, Evidence::RangeAfter) => self.attribute_or_subject(measure, sentence.start),
            (_, Evidence::RangeOf(range)) => {
                self.of_range((range, previous), measure, sentence.start)
            }
            (_, Evidence::Reach(verb)) => {
                self.agent(verb, measure, previous.filter(|&end| end > verb), sentence.start)
            }
            (_, Evidence::With) => self.subject(sentence.start, measure.first),
            (_, Evidence::Continued) => self.continued(measure, sentence.start),
            _ => None,
        };
        let anaphor = self.is_anaphoric(sentence.start, measure.first);
        let found = found.or_else(|| {
            let clause = !anaphor || self.passage.is_any(sentence.start, list!("with at"));
            clause.then(|| self.fronted(measure, sentence.end)).flatten()
        });
        let said_of = found.filter(|weapon| self.is_nominal(weapon, sentence.start));
        if let Some(weapon) = said_of.and_then(|_| self.spoken_of(sentence.start)) {
            return Some(weapon);
        }
        if let Some(bearer) = found.and_then(|weapon| self.bearer_of(&weapon, sentence.start)) {
            return bearer;
        }
        match found.map(|placed| self.borne_by(placed, measure, sentence.start)) {
            Some(placed) => placed.map(|placed| self.resolved(placed)),
            None => self.spoken_of(sentence.start),
        }
    }

    /// "mortars, whose bombs carry M", "Its shells reach M": what the rounds are of; nobody's for what is awaited.
    fn bearer_of(&self, round: &Placed, start: usize) -> Option<Option<Span>> {
        if self.is_awaited(round, start) {
            return Some(None);
        }
        let shells = list!(
            "shell shells round rounds bomb bombs projectile projectiles interceptor interceptors"
        );
        let own = self.passage.follows_any(round.first, list!("whose its their"));
        let bare = round.end == round.first + 1 && self.passage.is_any(round.first, shells);
        let thrown = self.thrown_by(round, start);
        let end = match thrown {
            Some(verb) => verb,
            None if own && bare => round.first,
            None => return None,
        };
        match self.subject(start, end) {
            Some(weapon) if self.sails(Some(weapon.found.span)) => Some(None),
            Some(weapon) => Some(Some(self.resolved(weapon))),
            None => self.spoken_of(start).map(Some),
        }
    }

    /// The verb of "the gun fires a 900 kg shell that has a range of": a gun before it throws the round,
    /// or "it" does.
    fn thrown_by(&self, round: &Placed, start: usize) -> Option<usize> {
        if !self.is_ammunition(round.first, round.end) {
            return None;
        }
        let from = round.first.saturating_sub(THROWN).max(start);
        let verb =
            (from..round.first).rev().find(|&at| self.passage.is_any(at, list!(THROWING)))?;
        let pronoun = verb > start && self.passage.is_any(verb - 1, list!("it they which that"))
            || self.passage.is_any(start, list!("each it they both"));
        (pronoun || self.weapon_in(start, verb)).then_some(verb)
    }

    /// Whose range it is if the evidence says so by itself.
    fn told_by(&self, evidence: Evidence, measure: &Measure, start: usize) -> Option<Option<Span>> {
        Some(match evidence {
            Evidence::RangeOf(_) => return self.of_heading(evidence, measure).map(Some),
            Evidence::Owned(_, first) => self.begins_at(first).map(|w| self.resolved(w)),
            Evidence::Answer => self.asked_before(start),
            Evidence::Unnamed => None,
            Evidence::Spoken => self.spoken_of(start),
            _ => return None,
        })
    }

    /// The weapon that ends right before the bracket at token `open`.
    pub fn weapon_before_bracket(&self, open: usize) -> Option<usize> {
        let at = self.weapons.partition_point(|weapon| weapon.end <= open);
        let last = at.checked_sub(1)?;
        let weapon = self.weapons[last];
        let gap = weapon.end..open;
        let small = gap.clone().all(|at| {
            self.passage.token(at).is_some_and(|t| {
                t.is_mark(')')
                    || t.is_mark('*')
                    || t.is_mark('”')
                    || t.is_mark('"')
                    || t.is_mark('’')
                    || t.is_mark(']')
                    || t.is_number()
            }) || block_at(self.passage, weapon.end).is_some_and(|block| {
                self.passage.token(at).is_some_and(|token| block.covers(token.span))
            }) || self
                .passage
                .is_any(at, list!("system systems family variant variants class range with ssm sam asm aam sams ssms atgm atgms slbm icbm"))
        });
        (small && gap.len() <= 5).then_some(last)
    }

    /// The first weapon that begins within `reach` tokens after `at`, nothing but modifiers between.
    pub fn weapon_after(&self, at: usize, reach: usize) -> Option<usize> {
        let next = self.weapons.partition_point(|weapon| weapon.end <= at);
        let weapon = self.weapons.get(next)?;
        let close = weapon.first <= at + reach;
        let open = (at..weapon.first).all(|between| {
            self.passage.token(between).is_some_and(|t| {
                t.is_dash() || t.is_word() && !t.traits.any(Traits::FUNCTION) || t.is_mark(')')
            })
        });
        (close && open).then_some(next)
    }

    /// True if a weapon covers the span.
    pub fn covers(&self, span: Span) -> bool {
        let at = self.weapons.partition_point(|weapon| weapon.found.span.end <= span.start);
        self.weapons.get(at).is_some_and(|weapon| weapon.found.span.covers(span))
    }

    /// The tokens of the last weapon before token `end`.
    pub fn last_before(&self, end: usize) -> Option<Range<usize>> {
        let at = self.weapons.partition_point(|weapon| weapon.end <= end).checked_sub(1)?;
        Some(self.weapons[at].first..self.weapons[at].end)
    }

    /// The weapon that ends at token `end`.
    pub fn ends_at(&self, end: usize) -> Option<usize> {
        let at = self.weapons.partition_point(|weapon| weapon.end <= end).checked_sub(1)?;
        (self.weapons[at].end == end).then_some(at)
    }

    /// The weapon with this span.
    pub(super) fn placed(&self, span: Span) -> Option<&Placed> {
        let at = self.weapons.partition_point(|weapon| weapon.found.span.start < span.start);
        let here = self.weapons.iter().skip(at);
        let mut here = here.take_while(|weapon| weapon.found.span.start == span.start);
        here.find(|weapon| weapon.found.span == span)
    }

    /// The weapon that begins at token `first`.
    pub(super) fn begins_at(&self, first: usize) -> Option<Placed> {
        let at = self.weapons.partition_point(|weapon| weapon.first < first);
        self.weapons.get(at).filter(|weapon| weapon.first == first).copied()
    }

    /// The tokens of the named weapon that ends at token `end`.
    pub fn named_at(&self, end: usize) -> Option<Range<usize>> {
        let weapon = self.weapons[self.ends_at(end)?];
        weapon.found.what.is_named_weapon().then_some(weapon.first..weapon.end)
    }

    /// True if a weapon stands between the tokens.
    pub fn weapon_in(&self, from: usize, to: usize) -> bool {
        let at = self.weapons.partition_point(|weapon| weapon.first < from);
        self.weapons.get(at).is_some_and(|weapon| weapon.end <= to)
    }

    /// True if the sentence that begins at `start` speaks of a weapon named before: "it", "the Mod 3
    /// version", "Increment 4".
    pub fn has_antecedent(&self, passage: &Passage, clause: Range<usize>) -> bool {
        let start = clause.start;
        let subject = clause
            .rev()
            .take(2)
            .any(|at| passage.is_any(at, list!("it they latter former predecessor")));
        let pronoun = (start..start + 6).any(|at| passage.is_any(at, list!(ANAPHORS)))
            || passage.is_any(start, list!("this these"))
            || self.bare_subject(start).is_some()
            || (start + 1..start + 4).any(|at| self.is_one(at));
        (subject || pronoun) && self.antecedent(start).is_some()
    }

    fn before_bracket(&self, measure: &Measure, start: usize) -> Option<Placed> {
        let opens =
            |at: usize| self.passage.token(at).is_some_and(|t| t.is_mark('(') || t.is_mark(':'));
        let open = (measure.first.saturating_sub(8)..measure.first).rev().find(|&at| opens(at))?;
        let last = self.weapon_before_bracket(open);
        let any = |last: &usize| {
            self.passage.follows_any(self.weapons[*last].first, list!("any other every"))
        };
        let best = last
            .filter(|last| any(last) || self.is_outranged(*last))
            .and_then(|_| self.opening(start, open));
        match (best, last) {
            (Some(subject), _) => Some(subject),
            (None, Some(last)) => self.weapons.get(self.copula(last, start)).copied(),
            _ => self.after(measure.after, 4).or_else(|| self.subject(start, measure.first)),
        }
    }

    /// "outranges the B: M": the subject of the clause is compared with this weapon.
    fn is_outranged(&self, at: usize) -> bool {
        let first = self.weapons[at].first;
        let article = usize::from(self.passage.follows_any(first, list!("the a an")));
        self.passage.follows_any(first - article, list!("outranges outrange outranged outreaches"))
    }

    fn after(&self, at: usize, reach: usize) -> Option<Placed> {
        let next = self.weapon_after(at, reach)?;
        self.weapons.get(self.named_beside(next)).copied()
    }

    fn attribute_or_subject(&self, measure: &Measure, start: usize) -> Option<Placed> {
        let range = (measure.after..measure.after + 5)
            .find(|&at| self.passage.traits(at).has(Traits::REACH))
            .map_or(measure.after + 2, |range| range + 1);
        self.of_range_after(measure.after)
            .or_else(|| self.after(range, 4))
            .or_else(|| self.owner(measure.first, start))
            .or_else(|| self.subject(start, measure.first))
    }

    /// "the W (a ballistic missile, range M": the named weapon before the bracket in which token `range`
    /// is a label.
    fn named_before_bracket(&self, range: usize) -> Option<Placed> {
        let mark = |at: usize, mark: char| self.passage.tokens[at].is_mark(mark);
        let label = range.checked_sub(1).is_some_and(|at| mark(at, ',') || mark(at, ';'));
        let from = range.saturating_sub(BRACKET);
        let open = (from..range).rev().find(|&at| mark(at, '(') || mark(at, ')'))?;
        let last = self.weapon_before_bracket(open).filter(|_| label && mark(open, '('))?;
        let weapon = self.weapons[last];
        weapon.found.what.is_named_weapon().then_some(weapon)
    }

    /// "M for the W": the named weapon right after the distance.
    fn named_after_for(&self, measure: &Measure) -> Option<Placed> {
        let weapon = self
            .passage
            .is(measure.after, "for")
            .then(|| self.after_article(measure.after + 1))
            .flatten()?;
        weapon.found.what.is_named_weapon().then_some(weapon)
    }

    /// "the range of the W is M", else the nearest weapon before the word "range".
    fn of_range(
        &self,
        (range, previous): (usize, Option<usize>),
        measure: &Measure,
        start: usize,
    ) -> Option<Placed> {
        if let Some(named) = self.named_after_for(measure) {
            return Some(named);
        }
        if let Some(named) = self.named_before_bracket(range) {
            return Some(named);
        }
        let colon = self.passage.token(range + 1).is_some_and(|token| token.is_mark(':'));
        if let Some(item) = self.ends_at(measure.first).filter(|_| colon) {
            return Some(self.weapons[item]);
        }
        let next = |after: usize| {
            let next = self.weapons.partition_point(|weapon| weapon.first <= after);
            self.weapons.get(next).filter(|weapon| weapon.end <= measure.first)
        };
        let last = previous.filter(|&previous| previous > range).and_then(next);
        // "A, whose range is 300 km, and B, thought to fly 500 km"
        let joint = previous.is_some_and(|at| {
            self.passage.is(at, "and") || self.passage.token(at).is_some_and(|t| t.is_mark(','))
        });
        if let Some(named) = last.filter(|w| joint && w.found.what.is_named_weapon()) {
            return Some(*named);
        }
        let between = last.or_else(|| next(range));
        let limits = list!("limit limits cap ceiling");
        let on = self.passage.is_any(range + 1, limits) && self.passage.is(range + 2, "on");
        let of = between.filter(|weapon| {
            (on || (range..weapon.first).any(|at| self.passage.is_any(at, list!("of for"))))
                && !self.passage.follows_any(weapon.first, list!("any every other with using"))
        });
        of.copied().or_else(|| self.owner(range, start)).or_else(|| self.subject(start, range))
    }

    /// The weapon whose "range" it is: right before it, with "with", "has", "which have" between.
    fn owner(&self, range: usize, start: usize) -> Option<Placed> {
        if let Some(weapon) = self.of_its(range, start) {
            return Some(weapon);
        }
        let at = self.last_free(start, range)?;
        if self.is_after_pronoun(self.weapons[at].end, range) {
            return None;
        }
        let at = self.round_of(at).unwrap_or(at);
        let at = self.borne(at, start).or_else(|| self.beside_compared(at, start)).unwrap_or(at);
        Some(self.weapons[self.copula(at, start)])
    }

    /// True if a new clause with "it" or "they" as its subject stands between.
    fn is_after_pronoun(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.passage.is_any(at, list!("it they")))
            && !self.weapon_in(from, to)
            && (from..to)
                .any(|at| self.passage.token(at).is_some_and(|t| t.is_mark(';') || t.is_mark(':')))
    }

    /// The weapon nearest before `before` in the sentence, the named one of its row.
    pub(super) fn subject(&self, start: usize, before: usize) -> Option<Placed> {
        let at = self.last_free(start, before)?;
        Some(self.weapons[self.copula(at, start)])
    }

    /// Who reaches so far: what is fired ("fires rockets out to M"), what it is done with ("with W"),
    /// the last one named after an earlier range, else the subject of the verb.
    fn agent(
        &self,
        verb: usize,
        measure: &Measure,
        previous: Option<usize>,
        start: usize,
    ) -> Option<Placed> {
        let after =
            measure.after + usize::from(self.passage.is_any(measure.after, list!("away distant")));
        if self.passage.is_any(after, list!("with using"))
            && let Some(tool) = self.after_article(after + 1)
            && !self.is_ammunition(tool.first, tool.end)
        {
            return Some(tool);
        }
        if let Some(tool) = self.tool_between(verb, measure.first) {
            return Some(tool);
        }
        let fires = self.passage.is_any(verb, FIRING)
            && !self.passage.is(verb + 1, "down")
            && !self.is_ammunition(verb, measure.first);
        let from = previous.or(fires.then_some(verb));
        let between = from.and_then(|from| {
            let at = self
                .weapons
                .partition_point(|weapon| weapon.end <= measure.first)
                .checked_sub(1)?;
            (self.weapons[at].first >= from).then(|| self.weapons[self.copula(at, start)])
        });
        let other = previous.is_some_and(|from| self.names_other(from, measure.first));
        between.or_else(|| self.subject(start, verb).filter(|_| !other))
    }

    /// "can hit targets with the W at M": what it is done with.
    fn tool_between(&self, verb: usize, end: usize) -> Option<Placed> {
        let with = (verb..end).find(|&at| self.passage.is_any(at, list!("with using")))?;
        let tool = self.after_article(with + 1).filter(|tool| tool.end <= end)?;
        tool.found.what.is_named_weapon().then_some(tool)
    }

    /// The next item of a list: a weapon between the last range and this one, or "M for the W".
    fn continued(&self, measure: &Measure, start: usize) -> Option<Placed> {
        if self.passage.is(measure.after, "for") {
            return self.after_article(measure.after + 1);
        }
        self.subject(start, measure.first)
    }

    pub(super) fn after_article(&self, at: usize) -> Option<Placed> {
        let article = usize::from(self.passage.is_any(at, list!("the a an")));
        self.after(at + article, 3)
    }

    /// "With a range of 300 km, the missile can": the first weapon after the clause.
    fn fronted(&self, measure: &Measure, end: usize) -> Option<Placed> {
        let of =
            (measure.after..(measure.after + 9).min(end)).find(|&at| self.passage.is(at, "for"));
        let other = |of: &usize| (measure.after..*of).any(|at| self.passage.tokens[at].is_number());
        let of = of.filter(|of| !other(of));
        if let Some(weapon) = of.and_then(|of| self.after_article(of + 1)) {
            return Some(weapon);
        }
        let at = self.weapons.partition_point(|weapon| weapon.first < measure.after);
        let rest = self.weapons.get(at..)?;
        let near = rest.iter().take_while(|weapon| weapon.end <= end).take(FRONTED);
        let offset = near.enumerate().find(|(_, weapon)| {
            !self.is_target(weapon.first) && self.is_fronted(measure.after, weapon)
        });
        offset.map(|(offset, _)| self.weapons[self.named_beside(at + offset)])
    }

    /// "against rockets", "against low-flying aircraft": what is shot at.
    fn is_target(&self, first: usize) -> bool {
        (first.saturating_sub(4)..first).rev().any(|at| self.passage.is(at, "against"))
    }

    /// True if the weapon is the subject of the clause after the one that ends at token `from`: after
    /// a comma and modifiers, or close by, and no "it" before it is that subject.
    fn is_fronted(&self, from: usize, weapon: &Placed) -> bool {
        let comma = |at: &usize| self.passage.token(*at).is_some_and(|t| t.is_mark(','));
        let pronoun = list!("it they");
        let commas = || (from..weapon.first).filter(comma);
        let contrast = list!("while whereas but although though");
        let other = (from..weapon.first).any(|at| self.passage.is_any(at, contrast))
            || self.passage.is_any(from, list!("it they with"))
            || commas().any(|at| self.passage.is_any(at + 1, pronoun));
        let subject = commas().any(|at| self.is_subject(at + 1, weapon));
        !other && (subject || weapon.first <= from + 3)
    }
}

/// How many words before a round the verb may stand that throws it.
const THROWN: usize = 24;

const THROWING: &str = "fire fires fired firing hurl hurls hurled hurling throw throws threw throwing \
    shoot shoots shooting lob lobs lobbing";

/// How many words back the bracket may open in which a range is told.
const BRACKET: usize = 14;

/// How many weapons after a fronted clause are looked at.
const FRONTED: usize = 3;

const ANAPHORS: &str = "it they its their increment version variant block mark mod model \
    successor predecessor latter former";

const FIRING: &WordList = list!(
    "fire fires firing launch launches launching carry carries carrying shoot shoots \
    deliver delivering lob lobbing"
);
