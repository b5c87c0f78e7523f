//! Idioms that say how far a weapon reaches without the word: "has long legs, up to 1,000 miles". Arms
//! of cranes and legs of tripods are shorter, and what has them is no weapon.

use super::measure::Measure;
use super::scene::Scene;
use crate::facts::passage::Passage;
use crate::facts::word_list::list;

/// "has long legs, up to M", "has a long arm: M": how far it flies, not how it is built.
pub fn is_idiom(passage: &Passage, scene: &Scene, at: usize, measure: &Measure) -> bool {
    let start = passage.sentence(at).start;
    let from = at.saturating_sub(5).max(start);
    let has = (from..at).rev().find(|&at| passage.is_any(at, list!("has have had with")));
    let owned = has.is_some_and(|has| {
        let it = passage.follows_any(has, list!("it they which that"));
        it || has == start || scene.ends_at(has).is_some()
    });
    let far = measure.max_km.or(measure.min_km).is_some_and(|km| km >= LEAST_LEGS);
    let mark =
        passage.token(at + 1).is_some_and(|t| t.is_mark(',') || t.is_mark(':') || t.is_dash());
    far && owned && is_limb(passage, at) && mark && at + 2 == measure.first
}

/// Kilometres from which "long legs" are no limbs.
const LEAST_LEGS: f64 = 5.0;

/// The "legs" of "has long legs".
pub fn is_limb(passage: &Passage, at: usize) -> bool {
    let length = list!("long longer short shorter good great");
    let has = list!("has have had with a an very its their");
    passage.is_any(at, list!("legs arm arms"))
        && at > 1
        && passage.follows_any(at, length)
        && passage.is_any(at - 2, has)
}
