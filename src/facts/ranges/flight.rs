//! Distances that weapons flew once: "the missile flew 787 km before falling into the sea". They are
//! statements of a test and no ranges; what a weapon can do is read elsewhere (`ability`).

use super::measure::Measure;
use super::scene::Scene;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};

/// The verb of a flight that went as far as is said, if a weapon is what flew.
pub fn flown(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<usize> {
    let start = passage.sentence(measure.number).start;
    let from = measure.first.saturating_sub(FAR).max(start);
    let hit = |at: usize| is_hit(passage, scene, at, measure);
    let verb = (from..measure.first).rev().find(|&at| is_flight(passage, at) || hit(at))?;
    let small = hit(verb) || (verb + 1..measure.first).all(|at| is_small(passage, at));
    let weapon = scene.weapon_in(start, measure.first)
        || scene.has_antecedent(passage, start..measure.first)
        || passage.is(verb, "flight") && scene.antecedent(start).is_some();
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= LEAST);
    let height = passage.is_any(measure.after, list!("high up above altitude"))
        || passage.is(measure.after, "in") && passage.is_any(measure.after + 1, list!("altitude"));
    (small && weapon && kilometres && !height).then_some(verb)
}

/// "flew", "a flight of", "was to fly", "was fired M downrange".
fn is_flight(passage: &Passage, at: usize) -> bool {
    let planned = passage.is_any(at, list!("fly travel"))
        && passage.follows_any(at, list!("to"))
        && at > 1
        && passage.is_any(at - 2, list!("was were is"));
    let flight = passage.is_any(at, list!("flight distance"))
        && passage.is(at + 1, "of")
        && passage.follows_any(at, list!("a the"))
        && !is_supposed(passage, at);
    passage.is_any(at, FLOWN) || planned || flight
}

/// "would survive a flight of M": no flight that took place.
fn is_supposed(passage: &Passage, flight: usize) -> bool {
    let start = passage.sentence(flight).start.max(flight.saturating_sub(6));
    (start..flight).any(|at| passage.is_any(at, list!("would could might cannot can")))
}

/// "hit its target M away": what a weapon struck once, and from where.
fn is_hit(passage: &Passage, scene: &Scene, at: usize, measure: &Measure) -> bool {
    let target = (at + 1..measure.first).any(|at| passage.is_any(at, list!("target targets mark")));
    let away = passage.is_any(measure.after, list!("away downrange distant"))
        && !passage.is(measure.after + 1, "from");
    let able = (at.saturating_sub(4)..at).any(|at| {
        passage.is_any(at, list!("can could may might would will to able never"))
            || passage.is(at, "have")
    });
    let start = passage.sentence(at).start;
    passage.is_any(at, list!("hit struck destroyed"))
        && target
        && away
        && !able
        && scene.weapon_in(start, at)
}

/// "it was to fly M to a spot off the coast": one flight, as it was planned.
pub fn was_to_fly(passage: &Passage, measure: &Measure) -> bool {
    let start = passage.sentence(measure.number).start;
    let from = measure.first.saturating_sub(FAR).max(start + 2);
    let verb = (from..measure.first).rev().find(|&at| {
        passage.is_any(at, list!("fly travel cover"))
            && passage.follows_any(at, list!("to"))
            && passage.is_any(at - 2, list!("was were"))
    });
    let place = passage.is_any(measure.after, list!("to into before toward towards"))
        && passage.is_any(measure.after + 1, list!("a an the its"));
    verb.is_some() && place
}

/// What may stand between the verb and the distance.
fn is_small(passage: &Passage, at: usize) -> bool {
    let token = passage.tokens[at];
    let place = passage.is_any(at, list!("at in over from into"));
    let adverb = passage.word(at).ends_with("ly");
    let distance = passage.is_any(at, list!("distance total full"));
    token.is_word() && !place && (adverb || distance || token.traits.has(Traits::FUNCTION))
}

/// How many words may stand between verb and distance.
const FAR: usize = 6;

/// Kilometres of the shortest flight that is told.
const LEAST: f64 = 1.0;

const FLOWN: &WordList = list!("flew flown travelled traveled covered went");
