//! What lies within a weapon's reach, put as a distance: "can hit anything within 1,500 km", "targets
//! 300 km away are in range of the W", "at 300 km, the range of the W is". Where a certain place lies is
//! no range.

use super::evidence::Evidence;
use super::measure::Measure;
use super::range_noun::HITTING;
use super::scene::Scene;
use super::words::ends_clause;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};

/// The evidence that the distance is how far off targets may be.
pub fn within(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    hit_within(passage, scene, measure)
        .or_else(|| in_reach(passage, scene, measure))
        .or_else(|| opening(passage, scene, measure))
}

/// True for "within M": all that is nearer.
pub fn is_within(passage: &Passage, measure: &Measure) -> bool {
    passage.follows_any(measure.first, list!("within"))
}

/// "can hit anything within M": any targets, not those of a place.
fn hit_within(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let object = measure.first.checked_sub(2).filter(|_| is_within(passage, measure))?;
    let start = passage.sentence(measure.number).start;
    let from = object.saturating_sub(OBJECT).max(start);
    let verb = (from..object).rev().find(|&at| passage.is_any(at, HITTING))?;
    let able = passage.follows_any(verb, list!("can could to"));
    let weapon = scene.weapon_in(start, verb) || scene.has_antecedent(passage, start..verb);
    let any = passage.is_any(object, TARGETS);
    (any && able && weapon && ends_clause(passage, measure.after)).then_some(Evidence::Reach(verb))
}

/// "targets M away are within reach of the W".
fn in_reach(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let before = measure.first.saturating_sub(2).max(passage.sentence(measure.number).start);
    if !(before..measure.first).any(|at| passage.is_any(at, TARGETS)) {
        return None;
    }
    let end = passage.sentence(measure.number).end.min(measure.after + BETWEEN);
    let of = (measure.after..end).find(|&at| passage.is(at, "of"))?;
    let range = passage.follows_any(of, list!("range reach"));
    let lies = of > 1 && passage.is_any(of - 2, list!("within in"));
    let weapon = scene.after_article(of + 1).filter(|_| range && lies)?;
    Some(Evidence::Owned("able to reach", weapon.first))
}

/// "At 1,500 km, the range of the W is unmatched", "At 1,500 km, its range".
fn opening(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let start = passage.sentence(measure.number).start;
    let comma = passage.token(measure.after).is_some_and(|token| token.is_mark(','));
    if measure.first != start + 1 || !passage.is(start, "at") || !comma {
        return None;
    }
    let end = passage.sentence(start).end.min(measure.after + BETWEEN);
    let range = (measure.after..end).find(|&at| passage.traits(at).has(Traits::REACH))?;
    if passage.is(range + 1, "of") {
        let weapon = scene.after_article(range + 2)?;
        return Some(Evidence::Owned("range of", weapon.first));
    }
    let its = passage.follows_any(range, list!("its their whose"));
    let own = scene.last_before(range).filter(|weapon| weapon.start > measure.after);
    match own {
        Some(weapon) if weapon.end + 1 == range => Some(Evidence::Owned("range of", weapon.start)),
        _ => (its && scene.antecedent(start).is_some()).then_some(Evidence::Spoken),
    }
}

/// How many words back the verb may stand.
const OBJECT: usize = 6;

/// How many words after the distance the weapon may stand.
const BETWEEN: usize = 8;

const TARGETS: &WordList =
    list!("anything everything target targets objective objectives ships tanks aircraft anyone");

#[cfg(test)]
mod tests {
    use crate::facts::ranges::told::ranges;

    #[test]
    fn anything_within_a_distance_is_in_reach() {
        assert_eq!(ranges("A Kalibr can hit anything within 1,500 km."), ["1,500 km: Kalibr"]);
        assert_eq!(
            ranges("Targets 1,500 km away are within reach of the Kalibr."),
            ["1,500 km: Kalibr"]
        );
        assert_eq!(ranges("At 1,500 km, the range of the Kalibr is new."), ["1,500 km: Kalibr"]);
    }

    #[test]
    fn where_a_place_lies_is_no_range() {
        for text in [
            "The town, 40 km away, is in range of the Smerch.",
            "With the Javelin they can hit anything within 5 km of the town.",
            "At 40 km, the road forks, and the range of hills begins; a Smerch stands there.",
        ] {
            assert_eq!(ranges(text), [""; 0], "{text}");
        }
    }
}
