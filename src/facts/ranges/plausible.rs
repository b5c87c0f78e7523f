//! Distances that a clause gives a weapon without a word of range: "carries a shell of 18 lb. to 6,500
//! yards", "the KN-25's 380 km", "has been upgraded from 290 km to 450 km". Asked last: what is told
//! of places, heights or single shots is no range.

use super::amount::CHANGING;
use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::Scene;
use super::words::{PROJECTILES, distance_start, ends_clause};
use crate::facts::figure::LengthUnit;
use crate::facts::lexicon::Traits;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

/// The evidence, if nothing after the distance says that it is something else.
pub fn plausible(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    previous: Option<usize>,
) -> Option<Evidence> {
    let start = clause_start(passage, measure);
    let beside =
        possessed(passage, scene, measure).or_else(|| of_version(passage, measure, previous));
    if beside.is_some() || !is_open(passage, measure) {
        return beside;
    }
    sent(passage, scene, measure, start)
        .or_else(|| told_of(passage, scene, measure, start))
        .or_else(|| foreign(passage, scene, measure, start))
        .or_else(|| changed_weapon(passage, scene, measure))
        .or_else(|| of_other(passage, scene, measure, previous))
}

fn clause_start(passage: &Passage, measure: &Measure) -> usize {
    let start = passage.sentence(measure.number).start;
    let stop = |at: &usize| passage.tokens[*at].is_mark(';');
    (start..measure.first).rev().find(stop).map_or(start, |at| at + 1)
}

/// True if the distance is far enough, in no unit of heights, and ends its clause or a condition follows.
fn is_open(passage: &Passage, measure: &Measure) -> bool {
    let feet = measure.figures.first().is_some_and(|figure| figure.unit == LengthUnit::Foot);
    let far = measure.max_km.or(measure.min_km).is_some_and(|km| km >= LEAST);
    let away = usize::from(passage.is_any(measure.after, list!("away distant")));
    let after = measure.after + away;
    let launched =
        away > 0 && passage.is(after, "from") && passage.is_any(after + 1, list!("a an its their"));
    let condition = passage.is_any(after, list!("with against when using without at of to today"));
    far && !feet && (ends_clause(passage, after) || condition || launched)
}

/// Kilometres of the shortest range that is told without a word for it.
const LEAST: f64 = 0.5;

/// "can carry ten warheads to a distance of M", "hurls its projectile a distance of M".
fn sent(passage: &Passage, scene: &Scene, measure: &Measure, start: usize) -> Option<Evidence> {
    if passage.is_any(measure.after, list!("of to today")) {
        return None;
    }
    let distance = distance_start(passage, measure.first);
    let to = distance.unwrap_or(measure.first);
    let between = measure.approx == Approx::Interval && passage.follows_any(to, list!("from"));
    let beside = measure.first == to && passage.is_any(to.saturating_sub(1), BORNE);
    let joined = passage.follows_any(to, list!("to at out"))
        || distance.is_some()
        || between
        || beside && measure.max_km.or(measure.min_km).is_some_and(|km| km >= 1.0);
    let from = measure.first.saturating_sub(FAR).max(start);
    let verb = (from..to).rev().find(|&at| passage.is_any(at, SENDING))?;
    let past =
        passage.word(verb).ends_with("ed") || passage.is_any(verb, list!("threw sent flung"));
    let object = (verb + 1..to).any(|at| {
        passage.is_any(at, PROJECTILES)
            || passage.is_any(at, BORNE)
            || passage.is_any(at, list!("lb kg"))
            || scene.ends_at(at + 1).is_some()
    });
    let cargo = is_cargo(passage, scene, verb, to);
    let gun = scene.weapon_in(start, verb + 1) || scene.has_antecedent(passage, start..verb);
    let joint = usize::from(between);
    let place = (verb + 1..to - joint)
        .any(|at| passage.is_any(at, list!("from over into across town city border")));
    let once = is_event(passage, measure);
    (joined && object && !cargo && gun && !past && !place && !once).then_some(Evidence::Reach(verb))
}

/// What a missile carries.
const BORNE: &WordList = list!("warhead warheads payload charge explosive explosives");

/// How many words back the verb is looked for.
const FAR: usize = 16;

const SENDING: &WordList = list!(
    "carry carries carrying hurl hurls hurling throw throws throwing chuck chucks lob lobs lobbing send \
    sends shoot shoots shooting fire fires firing fling flings deliver delivers delivering propel propels \
    drop drops dropping put puts"
);

/// "whose bombs carry M", "the W is reckoned to reach M", "can be fired at targets M away": a weapon, then
/// verbs of no past, and the distance right after one of them or what is aimed at.
fn told_of(passage: &Passage, scene: &Scene, measure: &Measure, start: usize) -> Option<Evidence> {
    if passage.is_any(measure.after, list!("of to today")) {
        return None;
    }
    let small = |at: usize| {
        passage.is_any(at, list!("to at out a distance of targets target its their only just even"))
            || passage.is_any(at, PROJECTILES) && !scene.covers(passage.tokens[at].span)
    };
    let head = (start..measure.first).rev().find(|&at| !small(at))?;
    let targets = (head + 1..measure.first).any(|at| passage.is_any(at, list!("targets target")));
    let verb = (head.saturating_sub(2).max(start)..=head).rev().find(|&at| {
        passage.is_any(at, MOVING) || targets && passage.is_any(at, list!("fired launched used"))
    })?;
    let from = head.saturating_sub(FAR).max(start);
    let last = scene.last_before(verb).filter(|weapon| weapon.start >= from);
    let shells = (from..verb).any(|at| passage.is_any(at, PROJECTILES));
    let owner = last.is_some() || shells && scene.antecedent(start).is_some();
    let cargo = is_cargo(passage, scene, verb, measure.first);
    let past = cargo || (from..=verb).any(|at| is_past(passage, at));
    (owner && !past && !is_event(passage, measure)).then_some(Evidence::Reach(verb))
}

/// A verb of the past that is no participle of the passive.
fn is_past(passage: &Passage, at: usize) -> bool {
    let token = passage.tokens[at];
    let told = token.is_word() && !token.is_capital() && passage.word(at).ends_with("ed");
    let passive = passage.follows_any(at, list!("is are be been now also being often"))
        || at > 0 && passage.word(at - 1).ends_with("ly");
    told && !passive || passage.is_any(at, PAST)
}

/// What is carried is a weapon, or what carries it is an aircraft: it is brought somewhere.
fn is_cargo(passage: &Passage, scene: &Scene, verb: usize, end: usize) -> bool {
    let carriers =
        list!("helicopter helicopters aircraft plane planes bomber bombers fighter fighters");
    let last = scene.last_before(verb);
    let carrier = last.is_some_and(|last| passage.is_any(last.end - 1, carriers));
    passage.is_any(verb, CARRYING) && (carrier || scene.weapon_in(verb + 1, end))
}

/// Verbs of which the object may be cargo: "carries missiles over a distance of M".
const CARRYING: &WordList = list!("carry carries carrying bear bears");

const PAST: &WordList =
    list!("was were had flew hit struck fell came went stood lay shot sent threw fought took");

/// "on Tuesday", "in the test": one event.
fn is_event(passage: &Passage, measure: &Measure) -> bool {
    passage.sentence(measure.number).any(|at| {
        let day = passage.traits(at).any(Traits::WEEKDAY.with(Traits::MONTH));
        day && passage.tokens[at].is_capital()
            || passage.is_any(at, list!("test tests yesterday record"))
    })
}

const MOVING: &WordList = list!(
    "carry carries reach reaches fly flies go goes travel travels cover covers run runs glide glides \
    extend extends stretch stretches manage manages attain attains achieve achieves shoot \
    shoots fire fires hit hits strike strikes engage engages threaten threatens destroy destroys \
    penetrate penetrates operate operates kill kills bear bears get gets deliver delivers launch launches \
    intercept intercepts attack attacks hurl hurls throw throws lob lobs send sends chuck chucks traverse \
    traverses"
);

/// "the distance up to M", "distance of shooting makes M", as translators write.
fn foreign(passage: &Passage, scene: &Scene, measure: &Measure, start: usize) -> Option<Evidence> {
    let from = measure.first.saturating_sub(9).max(start);
    let distance =
        (from..measure.first).rev().find(|&at| passage.is_any(at, list!("distance distances")))?;
    let shooting = (distance..measure.first)
        .any(|at| passage.is_any(at, list!("shooting fire firing defeat")));
    let on = passage.follows_any(distance, list!("the"))
        && distance > 1
        && passage.is_any(distance - 2, list!("on at"));
    let plain = (distance + 1..measure.first).all(|at| {
        let token = passage.tokens[at];
        !token.is_word()
            || token.traits.has(Traits::FUNCTION)
            || scene.covers(token.span)
            || passage
                .is_any(at, list!("shooting fire firing makes make equals mlrs system complex up"))
    });
    let weapon = scene.weapon_in(start, measure.first);
    (plain && weapon && (shooting || on && distance + 1 == measure.first))
        .then_some(Evidence::RangeOf(distance))
}

/// "the W has been upgraded from M to": what the weapon reached before.
fn changed_weapon(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let from = measure.first.checked_sub(1).filter(|&at| passage.is_any(at, list!("from to")))?;
    let object = usize::from(passage.follows_any(from, list!("it")));
    let verb = (from - object).checked_sub(1).filter(|&at| passage.is_any(at, CHANGING))?;
    let small = |at: usize| {
        passage.is_any(at, list!("has have had been was is were are now since to be"))
            || passage.word(at).ends_with("ly")
    };
    let start = passage.sentence(verb).start;
    let end = (start..verb).rev().find(|&at| !small(at))? + 1;
    let weapon = scene.ends_at(end).filter(|&at| scene.flies(at))?;
    let weapon = scene.weapons[weapon];
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 5.0);
    let named = weapon.found.what.is_named_weapon();
    (named && kilometres && end < verb).then_some(Evidence::Owned("changed range", weapon.first))
}

/// "The KN-25's 380 km covers": of the weapon right before.
fn possessed(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let possessive = measure.first.checked_sub(1)?;
    if passage.tokens[possessive].kind != Kind::Possessive {
        return None;
    }
    let weapon = scene.ends_at(possessive).filter(|&at| scene.flies(at))?;
    let weapon = scene.weapons[weapon];
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 5.0);
    (weapon.found.what.is_named_weapon() && kilometres)
        .then_some(Evidence::Owned("distance after a weapon", weapon.first))
}

/// "three times as far as the M of the plain bomb": compared with the range before.
fn of_other(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    previous: Option<usize>,
) -> Option<Evidence> {
    let from = previous?;
    let the = passage.follows_any(measure.first, list!("the"));
    let of = passage.is(measure.after, "of");
    let same = passage.sentence_number(from) == passage.sentence_number(measure.first);
    if !(the && of && same) {
        return None;
    }
    let comparing = list!("than as times twice half double triple against");
    if !(from..measure.first).any(|at| passage.is_any(at, comparing)) {
        return None;
    }
    let weapon = scene.after_article(measure.after + 1)?;
    let ends = passage.token(weapon.end).is_none_or(|token: &Token| !token.is_word());
    ends.then_some(Evidence::Owned("range list", weapon.first))
}

/// "and a version of M", "the longer variant with M": of the same weapon as the range before.
fn of_version(passage: &Passage, measure: &Measure, previous: Option<usize>) -> Option<Evidence> {
    let from = previous?;
    let of = measure.first.checked_sub(1).filter(|&at| passage.is_any(at, list!("of with")))?;
    let version = passage.follows_any(of, list!("version variant model"));
    let same = passage.sentence_number(from) == passage.sentence_number(measure.first);
    (version && same).then_some(Evidence::Parallel)
}
