//! Guns and what they throw: "fires plain shells to 27 km", "heaved a 90 lb shell to a distance of
//! 2,600 yards with the howitzer". How far it goes is the range of the gun, not of the round; only
//! rockets and missiles have one of their own. What was carried, drawn or blown away is not thrown,
//! and what one shot did on a certain day is no range.

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::{Placed, Scene};
use super::words::{PROJECTILES, distance_start, ends_clause, is_most};
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Case;
use crate::facts::word_list::{WordList, list};

/// The distance after "to", "to a distance of" or what is thrown itself.
pub fn thrown(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let start = passage.sentence(measure.number).start;
    let (end, distance) = object_end(passage, measure);
    let from = end.saturating_sub(OBJECT).max(start);
    let verb = (from..end).rev().find(|&at| is_throw(passage, at) && !is_shot(passage, at))?;
    let past = passage.is_any(verb, PAST);
    let object = verb + 1..end;
    let thing = object.end.checked_sub(1).filter(|&thing| thing > verb)?;
    let plain = object.clone().all(|at| is_of_object(passage, at));
    let shot = passage.is_any(thing, PROJECTILES);
    let away = usize::from(passage.is_any(measure.after, list!("away distant")));
    let ends = ends_clause(passage, measure.after + away)
        || is_laid(passage, measure.after)
        || scene.tool(measure.after).is_some();
    let many = thing_is_many(passage, thing) && scene.thrower(verb, start).is_some();
    let owned = passage.is_any(verb + 1, list!("its a an")) || many;
    if !plain || !ends || past && (!(distance || owned) || is_dated(passage, measure)) {
        return None;
    }
    let gun = || scene.tool(measure.after).or_else(|| scene.thrower(verb, start));
    let most = distance && is_most(passage, measure.first - 2);
    let theirs = distance && verb > start && passage.is_any(verb - 1, list!("they it"));
    if (!past || most || theirs)
        && shot
        && gun().is_none()
        && is_by_crew(passage, scene, (start, verb, measure.first))
    {
        return Some(Evidence::Spoken);
    }
    let owner = match scene.ends_at(end) {
        Some(at) if scene.flies_itself(&scene.weapons[scene.chain(at)]) => {
            (!past).then_some(scene.weapons[scene.chain(at)])
        }
        thrown => gun().filter(|_| shot || thrown.is_some()),
    };
    owner.map(|owner| Evidence::Owned("thrown to a distance", owner.first))
}

/// "A crew of five fires regular rounds to": of the gun spoken of before, if no weapon but the rounds is
/// named.
fn is_by_crew(
    passage: &Passage,
    scene: &Scene,
    (start, verb, first): (usize, usize, usize),
) -> bool {
    let crew = (start..verb).any(|at| {
        passage.is_any(at, list!("crew crews gunners gunner it they battery artillerymen"))
    });
    let kilometres = passage.is_any(first + 1, list!("m metres meters feet ft"));
    crew && !scene.weapon_in(start, verb) && scene.antecedent(start).is_some() && !kilometres
}

/// "lobbed 1,800-pound shells": more than one shot.
fn thing_is_many(passage: &Passage, thing: usize) -> bool {
    passage.is_any(thing, list!("shells rounds projectiles balls bombs"))
}

/// Where the words for what is thrown end, and whether "to a distance of" or "a distance of" follows them.
fn object_end(passage: &Passage, measure: &Measure) -> (usize, bool) {
    let distance = distance_start(passage, measure.first);
    let end = distance.unwrap_or(measure.first);
    let to = usize::from(passage.follows_any(end, list!("to")));
    (end - to, distance.is_some())
}

/// "at an elevation of 5 degrees", "with a full charge": how the gun was laid and loaded.
fn is_laid(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("at with"))
        && (at + 1..at + 4).any(|at| {
            passage.is_any(at, list!("elevation elevations angle degrees charge charges powder"))
        })
}

fn is_throw(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, THROWING) && !passage.token(at).is_some_and(Token::is_capital)
        || passage.is_any(at, PAST) && !passage.follows_any(at, list!("is are was were be been"))
}

/// The "shot" of "fired 10-inch shot", "its solid shot": what is thrown.
fn is_shot(passage: &Passage, at: usize) -> bool {
    let throw = |at: usize| passage.is_any(at, THROWING) || passage.is_any(at, PAST);
    passage.is(at, "shot") && (at.saturating_sub(SHOT)..at).any(throw)
}

/// How many words back the verb may stand that fires shot.
const SHOT: usize = 5;

/// A word of "a 90 lb (41 kg) shell", "its plain and guided shells", "10" shot".
fn is_of_object(passage: &Passage, at: usize) -> bool {
    let token = passage.tokens[at];
    // "HE shells": high explosive
    let small = passage.is_any(at, list!("a an the its their his most all new old"))
        || token.case == Case::Upper;
    let weight = ['(', ')', '"'].into_iter().any(|mark| token.is_mark(mark));
    token.is_number()
        || weight
        || token.is_dash()
        || token.is_word() && (small || !token.traits.any(Traits::FUNCTION.with(Traits::SAYING)))
}

/// "on Tuesday", "in a test last May": one shot on one day.
fn is_dated(passage: &Passage, measure: &Measure) -> bool {
    let dated = Traits::WEEKDAY.with(Traits::MONTH);
    passage.sentence(measure.number).any(|at| {
        let day = passage.traits(at).any(dated) && passage.tokens[at].is_capital();
        day || passage.is_any(at, list!(ONCE))
    })
}

impl Scene<'_> {
    /// "with the W", "from a W", "using the W" at token `at`: the gun, not its round.
    fn tool(&self, at: usize) -> Option<Placed> {
        let with = self.passage.is_any(at, list!("with from using"));
        let first = at + 1;
        let pointed =
            usize::from(self.passage.is_any(first, list!("this these that its their the a")));
        let new = usize::from(self.passage.is_any(first + pointed, list!("new same old")));
        let tool = with.then(|| self.after_article(first + pointed + new)).flatten();
        tool.filter(|tool| self.throws(tool) && ends_clause(self.passage, tool.end))
    }

    /// The gun whose rounds go as far as is said at token `end`: "fires plain shells to 27 km and Bonus
    /// shells to".
    pub(super) fn gun_of_rounds(&self, end: usize) -> Option<Placed> {
        let start = self.passage.sentence(end).start;
        let from = end.saturating_sub(ROUNDS).max(start);
        let verb = (from..end).rev().find(|&at| is_throw(self.passage, at))?;
        self.thrower(verb, start)
    }

    /// The gun that is the subject of the verb at `verb`, or that the sentence begins with: "With the
    /// old W the gunners".
    fn thrower(&self, verb: usize, start: usize) -> Option<Placed> {
        let last = self.weapons.partition_point(|weapon| weapon.end <= verb).checked_sub(1)?;
        let weapon = self.weapons[last];
        let beside = (weapon.end..verb).all(|at| {
            let adverb = self.passage.word(at).ends_with("ly");
            adverb || self.passage.is_any(at, list!("can could will would also now which that"))
        });
        let fronted = self.passage.is_any(start, list!("with from using"))
            && weapon.first <= start + 4
            && verb <= weapon.end + 4;
        let inside = weapon.first >= start && (beside || fronted);
        let gun = self.weapons[self.copula(last, start)];
        (inside && self.throws(&gun)).then_some(gun)
    }

    /// True for guns, mortars and launchers.
    pub(super) fn throws(&self, weapon: &Placed) -> bool {
        self.class(weapon).is_some_and(|class| GUNS.iter().any(|gun| class.contains(gun)))
    }

    /// True for rockets, missiles and munitions with a name, which have a range of their own.
    pub(super) fn flies_itself(&self, weapon: &Placed) -> bool {
        let rocket = |class: &str| class.contains("missile") || class.contains("rocket");
        let named = weapon.found.what.is_named_weapon();
        named || !self.is_round(weapon) && self.class(weapon).is_some_and(rocket)
    }

    /// True for "Bonus shells" and "guided rounds", whose range is the gun's.
    pub(super) fn is_round(&self, weapon: &Placed) -> bool {
        self.passage.is_any(weapon.end - 1, SHELLS)
    }
}

/// How many words back the verb is looked for.
const OBJECT: usize = 10;

/// How many words back the verb of a list of rounds is looked for.
const ROUNDS: usize = 24;

const THROWING: &WordList = list!(
    "fire fires throw throws hurl hurls lob lobs fling flings heave heaves propel propels send sends \
    shoot shoots toss tosses"
);

const PAST: &WordList =
    list!("fired threw hurled lobbed flung heaved propelled sent shot tossed discharged");

const SHELLS: &WordList = list!("shell shells round rounds projectile projectiles ball balls");

/// Words of one event.
const ONCE: &str = "test tests trial trials yesterday today tonight morning afternoon record when \
    exercise demonstration last hours";

const GUNS: [&str; 6] = ["gun", "artillery", "mortar", "launcher", "howitzer", "small arm"];
