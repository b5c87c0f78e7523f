//! Whose range it is by the words right beside the distance: "credited to the W", "this rises to", shells
//! whose range is the gun's. The grammar of whole clauses is read elsewhere (`clause`).

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::{Placed, Scene};
use crate::facts::candidate::What;
use crate::facts::lexicon::Traits;
use crate::facts::model::Approx;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::list;
use crate::text::Span;

impl Scene<'_> {
    /// "no more than 400 km and Washington counted at M": another figure for the weapon of the range that
    /// ends at token `before`.
    pub(super) fn is_recounted(&self, measure: &Measure, before: Option<usize>) -> bool {
        let verbs = list!("counted counts put puts rated rates");
        let Some(verb) = measure.first.checked_sub(2) else { return false };
        let counts = self.passage.is(verb + 1, "at") && self.passage.is_any(verb, verbs);
        let joined = |from: usize| {
            self.passage.is(from, "and") && from < verb && !self.weapon_in(from, measure.first)
        };
        counts && before.is_some_and(joined)
    }

    /// "the GMLRS rockets of HIMARS have": the rounds before the launcher numbered `at`.
    pub(super) fn round_of(&self, at: usize) -> Option<usize> {
        let of = self.weapons.get(at)?.first.checked_sub(1)?;
        let last = self.ends_at(of).filter(|_| self.passage.is(of, "of"))?;
        let kind = self.weapons[last];
        let named = |at: &usize| self.weapons[*at].found.what.is_named_weapon();
        Some(last).filter(named).or_else(|| self.ends_at(kind.first).filter(named))
    }

    /// "the range of the first version": a version of the weapon spoken of stands between the tokens.
    pub(super) fn is_of_version(&self, from: usize, to: usize) -> bool {
        let which =
            list!("first second third latest later earlier older newer original basic export");
        let noun = list!("version variant model");
        (from + 1..to)
            .any(|at| self.passage.is_any(at, noun) && self.passage.follows_any(at, which))
    }

    /// True if what is fired between two tokens is ammunition without a name, whose range is the gun's.
    pub(super) fn is_ammunition(&self, from: usize, to: usize) -> bool {
        let at = self.weapons.partition_point(|weapon| weapon.first < from);
        let inside = self.weapons.get(at).filter(|weapon| weapon.end <= to);
        inside.is_some_and(|weapon| match weapon.found.what {
            What::Generic(head) => self
                .passage
                .lexicon
                .head(head)
                .is_some_and(|head| super::ROUNDS.contains(&head.word.as_str())),
            _ => false,
        })
    }

    /// "Before the delivery of the W, the range was": what was to come, whose range it is not.
    pub(super) fn is_awaited(&self, weapon: &Placed, start: usize) -> bool {
        let article = usize::from(self.passage.follows_any(weapon.first, list!("the a")));
        let first = weapon.first - article;
        let nouns =
            list!("delivery arrival introduction deployment fielding purchase acquisition supply");
        let comes = self.passage.follows_any(first, list!("of"))
            && first > 1
            && self.passage.is_any(first - 2, nouns);
        let before = self.passage.is_any(start, list!("before until prior pending"));
        let comma = self.passage.token(weapon.end).is_some_and(|token| token.is_mark(','));
        before && comes && comma && first < start + 8
    }

    /// True if the tokens speak of a weapon named before, or of a version of one.
    pub(super) fn is_anaphoric(&self, start: usize, end: usize) -> bool {
        self.has_antecedent(self.passage, start..end) || self.is_of_version(start, end)
    }

    /// What the weapon at place `at` only bears: the W of "the W, already installed on frigates and
    /// missile boats".
    pub(super) fn borne(&self, at: usize, start: usize) -> Option<usize> {
        let bearer = self.weapons[at];
        let from = bearer.first.saturating_sub(BEARERS).max(start);
        let on = (from..bearer.first).rev().find(|&on| {
            let launched = self.passage.is(on, "from")
                && self.passage.follows_any(on, list!("launched fired"));
            launched
                || self.passage.is_any(on, list!("on aboard onto"))
                    && self.passage.follows_any(on, list!(BORNE))
        })?;
        let before = self.weapons.partition_point(|weapon| weapon.end < on).checked_sub(1)?;
        let plain = (on + 1..bearer.first).all(|at| {
            let token = self.passage.tokens[at];
            self.passage.is_any(at, list!("and the its or"))
                || token.is_number()
                || token.is_dash()
                || token.is_word() && !token.traits.has(Traits::FUNCTION)
        });
        (plain && self.weapons[before].first >= start).then_some(before)
    }

    /// "the 240 km credited to the W", "than the 240 km of the W", "is 80 km, that of the W".
    pub(super) fn credited(&self, measure: &Measure) -> Option<Placed> {
        let is = usize::from(self.passage.is_any(measure.after, list!("is was")));
        let after = measure.after + is;
        let verb =
            self.passage.is_any(after, list!("credited attributed ascribed given claimed quoted"))
                && self.passage.is_any(after + 1, list!("to for"));
        let than = self.passage.is(after, "of")
            && measure.first > 1
            && self.passage.is(measure.first - 2, "than");
        let that = self.passage.token(measure.after).is_some_and(|token| token.is_mark(','))
            && self.passage.is(measure.after + 1, "that")
            && self.passage.is(measure.after + 2, "of");
        if let Some(weapon) = that.then(|| self.after_article(measure.after + 3)).flatten() {
            return Some(weapon);
        }
        match (verb, than) {
            (true, _) => self.after_article(after + 2),
            (_, true) => self.after_article(after + 1),
            _ => self.of_its_version(after),
        }
    }

    /// "for the carbine version" at token `at`.
    fn of_its_version(&self, at: usize) -> Option<Placed> {
        let whose = self.passage.is(at, "for").then(|| self.after_article(at + 1)).flatten()?;
        let version = list!("version versions variant variants model models");
        self.passage.is_any(whose.end, version).then_some(whose)
    }

    /// The class that the distance makes of a weapon: the B of "a range of M makes a W a B"; the W if
    /// "a B" is no weapon, and no other weapon stands before it whose range it is.
    pub(super) fn made(&self, measure: &Measure, start: usize) -> Option<Placed> {
        let passage = self.passage;
        let to = usize::from(passage.is(measure.after, "to"));
        let verb = measure.after + to;
        if !passage.is_any(verb, list!("make makes made turn turns")) {
            return None;
        }
        let article = usize::from(passage.is_any(verb + 1, list!("the this a")));
        let sort = (verb + 1 + article..verb + 4 + article)
            .find(|&at| passage.is_any(at, list!("type kind class")) && passage.is(at + 1, "of"));
        let thing = self.after_article(sort.map_or(verb + 1, |sort| sort + 2))?;
        let into = usize::from(passage.is(thing.end, "into"));
        let article = thing.end + into;
        let like = passage.is_any(article, list!("comparable similar able capable suitable"));
        if !passage.is_any(article, list!("a an")) && !like {
            return None;
        }
        let class = self.begins_at(article + 1);
        let free = !self.weapon_in(start, measure.first)
            && !(start..measure.first).any(|at| passage.is_any(at, list!("its their whose")));
        class.or_else(|| free.then_some(thing))
    }

    /// The weapon that is said to be like the one at place `at`: "the W, comparable to the older B, with".
    pub(super) fn beside_compared(&self, at: usize, start: usize) -> Option<usize> {
        let own = self.weapons[at].end;
        let comma = usize::from(self.passage.token(own).is_some_and(|token| token.is_mark(',')));
        if self.passage.is_any(own + comma, list!("which that whose")) {
            return None;
        }
        let compared = self.chain(at);
        let before = compared.checked_sub(1)?;
        let inside = self.weapons[before].first >= start;
        (inside && self.is_likened(self.weapons[compared].first)).then_some(before)
    }

    /// "comparable to Russia's B", "similar to the B": the weapon at token `first` is one that another
    /// is like.
    pub(super) fn is_likened(&self, first: usize) -> bool {
        let owner = first > 1 && self.passage.tokens[first - 1].kind == Kind::Possessive;
        let first = first - 2 * usize::from(owner);
        let nation = first > 0 && self.is_adjective(first - 1);
        let first = first - usize::from(nation);
        let article = usize::from(self.passage.follows_any(first, list!("the a an older")));
        let to = (first - article).checked_sub(1).filter(|&to| self.passage.is(to, "to"));
        to.is_some_and(|to| {
            self.passage.follows_any(to, list!("comparable similar akin identical equivalent"))
        })
    }

    /// The W of "a 300 km range for the W", "an 800 km range of Iran's W".
    pub(super) fn of_range_after(&self, after: usize) -> Option<Placed> {
        let range = after + usize::from(self.passage.token(after).is_some_and(|t| t.is_dash()));
        let limits = list!("cap limit limits ceiling restriction requirement");
        let limit = usize::from(self.passage.is_any(range + 1, limits));
        let of = range + 1 + limit;
        let on = limit > 0 && self.passage.is(of, "on");
        if !self.passage.is_any(range, list!("range reach"))
            || !(on || self.passage.is_any(of, list!("for of")))
        {
            return None;
        }
        let owner = |at: &usize| {
            self.passage.token(*at).is_some_and(|token| token.kind == Kind::Possessive)
        };
        let owned = (of + 2..of + OWNER).find(owner).map(|owner| owner + 1);
        let its = usize::from(self.passage.is_any(of + 1, list!("its their our")));
        self.after_article(owned.unwrap_or(of + 1 + its))
    }

    /// True if no weapon stands between two ranges of a list, nor after the second: "300 km and 500 km";
    /// or if each is reached with something else: "30 km with a guided shell, 40 km with another".
    pub(super) fn goes_on(&self, measure: &Measure, previous: Option<usize>) -> bool {
        let with = |at: usize| self.passage.is(at, "with");
        let free = previous.is_some_and(|from| {
            !self.weapon_in(from, measure.first) || with(from) && with(measure.after)
        });
        free && !self.passage.is(measure.after, "for")
    }

    /// "Maximum range: 10 km" under the name of a weapon: a line of its data sheet.
    pub(super) fn of_heading(&self, evidence: Evidence, measure: &Measure) -> Option<Span> {
        let heading = self.memory.heading?;
        let Evidence::RangeOf(range) = evidence else { return None };
        let label = range < LABEL
            && (range + 1..measure.first).all(|at| {
                let token = self.passage.tokens[at];
                token.is_mark(':') || token.is_mark('(') || token.is_mark(')') || token.is_word()
            });
        let colon = (range + 1..measure.first).any(|at| self.passage.tokens[at].is_mark(':'));
        (label && colon && self.weapons.is_empty()).then_some(heading)
    }

    /// "engages aircraft at 3 to 200 km and ballistic missiles at": what stands before the second range
    /// is another target.
    pub(super) fn is_another_target(&self, measure: &Measure, previous: Option<usize>) -> bool {
        let Some(from) = previous else { return false };
        let at = usize::from(self.passage.follows_any(measure.first, list!("at")));
        if at == 0 && measure.approx != Approx::UpTo {
            return false;
        }
        let Some(target) = self.ends_at(measure.first - at) else { return false };
        let generic = !self.weapons[target].found.what.is_named_weapon();
        let start = self.passage.sentence(from).start;
        generic && (start..from).any(|at| self.passage.is_any(at, list!(STRIKING)))
    }

    /// "the W Block IV and Block V have": another name is joined to the weapon, and which it is nobody
    /// knows; the second of two ranges is its own.
    pub(super) fn is_beside_unknown(&self, weapon: Span) -> bool {
        let end = self.passage.token_at(weapon.end);
        let name = self.passage.token(end + 1);
        self.passage.is(end, "and")
            && name.is_some_and(|name| name.is_capital() && !self.covers(name.span))
            && (end + 2..end + 5).any(|at| self.passage.is_any(at, list!("have had with")))
    }

    /// "300 km, the Xyz 70 km": a name that is no weapon for us stands between two distances, and the
    /// second one is its.
    pub(super) fn names_other(&self, from: usize, to: usize) -> bool {
        let name = |at: usize| {
            let token = self.passage.tokens[at];
            token.is_capital() && !self.covers(token.span) && !token.traits.has(Traits::FUNCTION)
        };
        to <= from + 6 && (from..to).any(name)
    }

    /// "its rival reaches", "its successor can reach", "a newer one flies": the subject of the verb is
    /// another weapon than those that are named.
    pub(super) fn is_of_rival(&self, verb: usize, start: usize) -> bool {
        let passage = self.passage;
        let from = verb.saturating_sub(RIVAL).max(start);
        let named = || self.subject(start, verb).is_some_and(|w| w.found.what.is_named_weapon());
        (from..verb).rev().take_while(|&at| !passage.tokens[at].is_mark(';')).any(|at| {
            let owner = passage.before(at).is_some_and(|t| t.kind == Kind::Possessive);
            let successor = passage.is_any(at, list!(SUCCESSORS))
                && (owner || passage.follows_any(at, list!("its their the new")))
                && !self.weapon_in(at, verb);
            let newer = passage.is(at, "one") && passage.follows_any(at, list!(NEWER)) && named();
            passage.is_any(at, list!(RIVALS)) || successor || newer
        })
    }

    /// "whereas the Xyz can only reach": the subject right before the verb is a name that is nothing we
    /// know.
    pub(super) fn is_of_unknown(&self, verb: usize, start: usize) -> bool {
        let passage = self.passage;
        if self.is_of_round(verb, start) {
            return true;
        }
        let small = |at: usize| {
            passage.traits(at).has(Traits::FUNCTION)
                || passage.word(at).ends_with("ly")
                || passage.is_any(at, list!("only able capable"))
        };
        let Some(name) = (start + 2..verb).rev().find(|&at| !small(at)) else { return false };
        let token = passage.tokens[name];
        let plain = token.is_word() && token.is_capital() && !self.covers(token.span);
        plain && passage.is(name - 1, "the") && passage.hits_at(name).is_empty()
    }

    /// "while Foo rounds are effective": the subject of the new clause is ammunition that is no weapon for
    /// us.
    fn is_of_round(&self, verb: usize, start: usize) -> bool {
        let passage = self.passage;
        let opens = list!("while whereas whilst although though but");
        let from = verb.saturating_sub(BEARERS).max(start);
        let Some(open) = (from..verb).rev().find(|&at| passage.is_any(at, opens)) else {
            return false;
        };
        let round = |at: usize| passage.is_any(at, super::words::PROJECTILES);
        !self.weapon_in(open, verb) && (open..verb).any(round)
    }

    /// The weapon whose range changes to this, if one is the subject: "the newer W has stretched that".
    pub(super) fn changed(&self, measure: &Measure, previous: Option<usize>) -> Option<Span> {
        let from = previous?;
        let at =
            self.weapons.partition_point(|weapon| weapon.end <= measure.first).checked_sub(1)?;
        let weapon = self.weapons[at];
        let other = (weapon.end..measure.first)
            .any(|at| self.passage.is_any(at, list!("this it which they")));
        (weapon.first >= from && !other && weapon.found.what.is_named_weapon())
            .then_some(weapon.found.span)
    }
}

const STRIKING: &str = "engage engages engaging intercept intercepts intercepting destroy destroys \
    destroying hit hits hitting shoot shoots kill kills down";

/// How many words after "of" an owner may end: "of the old fort's guns".
const OWNER: usize = 6;

/// How many words a row of bearers may have.
const BEARERS: usize = 8;

/// How many words before a verb its subject may stand.
const RIVAL: usize = 7;

const RIVALS: &str = "rival rivals competitor competitors counterpart";

const SUCCESSORS: &str = "successor successors replacement replacements";

const NEWER: &str = "newer new next later bigger larger heavier lighter second other";

const BORNE: &str = "installed mounted fitted carried deployed based placed";

/// How many words a label may have before "range".
const LABEL: usize = 4;
