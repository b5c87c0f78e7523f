//! "An earlier article misstated the range of the W. It is M": a figure whose subject is the range that
//! was spoken of right before, in the same sentence or in the one before it.

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::Scene;
use super::words::ends_clause;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::word_list::list;

/// "The W has a range of M. NATO officials put it at M": the same weapon's, with another figure.
pub fn put_otherwise(
    passage: &Passage,
    measure: &Measure,
    previous: Option<usize>,
) -> Option<Evidence> {
    let from = previous?;
    let at = measure.first.checked_sub(1).filter(|&at| passage.is(at, "at"))?;
    let it = at.checked_sub(1).filter(|&it| passage.is_any(it, list!("it that this")))?;
    let verbs = list!("put puts place places estimate estimates estimated");
    let start = passage.sentence(measure.number).start;
    let last = start.checked_sub(1).map_or(start, |last| passage.sentence(last).start);
    let said = it > start && passage.is_any(it - 1, verbs) && ends_clause(passage, measure.after);
    let ranged = (last..from).any(|at| passage.traits(at).has(Traits::REACH));
    (said && from > last && ranged).then_some(Evidence::Parallel)
}

/// A distance that is all that is said of "it", where "it" is the range of a weapon.
pub fn restated(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let verb = before_adverb(passage, measure.first)?;
    let it = verb.checked_sub(1)?;
    let said = passage.is_any(verb, list!("is was")) && passage.is_any(it, list!("it figure"));
    if !said || !ends_clause(passage, measure.after) {
        return None;
    }
    let start = passage.sentence(measure.number).start;
    let start = start.checked_sub(1).map_or(start, |last| passage.sentence(last).start);
    let is_range = |at: &usize| passage.traits(*at).has(Traits::REACH);
    let range = (start..it).rev().find(is_range)?;
    let definite = passage.follows_any(range, list!("the real true actual maximum"));
    let first = range + 2 + usize::from(passage.is_any(range + 2, list!("the a its this that")));
    let weapon = scene.weapons.iter().find(|weapon| weapon.first == first)?;
    let of = definite && passage.is(range + 1, "of");
    // another weapon between could be "it"
    (of && !scene.weapon_in(weapon.end, measure.first))
        .then_some(Evidence::Owned("range said again", weapon.first))
}

/// The word before the distance, without "now", "really", "in fact".
fn before_adverb(passage: &Passage, first: usize) -> Option<usize> {
    let small = list!("now really only in fact about actually roughly");
    (0..first).rev().take(4).find(|&at| !passage.is_any(at, small))
}
