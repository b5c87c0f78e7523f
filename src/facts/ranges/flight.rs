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
    let verb = (from..measure.first).rev().find(|&at| is_flight(passage, at))?;
    let small = (verb + 1..measure.first).all(|at| is_small(passage, at));
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
        && passage.follows_any(at, list!("a the"));
    passage.is_any(at, FLOWN) || planned || flight
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
