//! Distances that say how high, how long or how far apart something is, and differences of distances.

use super::ability::is_perfect;
use super::amount::CHANGING;
use super::measure::Measure;
use super::words::PROJECTILES;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};

/// "300 metres high", "5 km away from the town", "20 miles north of", "2,000 miles an hour": what
/// follows says what it is.
pub fn is_dimension(passage: &Passage, measure: &Measure) -> bool {
    let at = measure.after;
    let range = passage.is(at, "long") && passage.is_any(at + 1, list!("range -"));
    let dimension = passage.is_any(at, DIMENSIONS) && !range
        || passage.is(at, "in") && passage.is_any(at + 1, DIMENSIONS);
    let compass = passage.is_any(at, COMPASS)
        || passage.is_any(at, list!("to off"))
            && (passage.is(at + 1, "the") || passage.is_any(at + 1, COMPASS));
    let hyphened = passage.token(at).is_some_and(|t| t.is_dash() && t.glued)
        && passage.is_any(at + 1, DIMENSIONS);
    let pace =
        passage.is_any(at, list!("a an per")) && passage.is_any(at + 1, list!("hour second"));
    dimension
        || compass
        || hyphened
        || pace
        || is_of_other(passage, measure)
        || is_area(passage, measure)
        || is_error(passage, measure)
}

/// "with a deviation that stays under 30 m": how far from the target it falls.
fn is_error(passage: &Passage, measure: &Measure) -> bool {
    let short = measure.max_km.or(measure.min_km).is_some_and(|km| km < 1.0);
    let from = measure.first.saturating_sub(7).max(passage.sentence(measure.number).start);
    short
        && (from..measure.first).rev().any(|at| {
            passage
                .is_any(at, list!("deviation deviations deviate deviates error errors dispersion"))
        })
}

/// "an altitude of", "flew", "a wingspan of" shortly before, and no word of range since.
fn is_of_other(passage: &Passage, measure: &Measure) -> bool {
    (measure.first.saturating_sub(4)..measure.first)
        .rev()
        .take_while(|&at| {
            !passage.traits(at).has(Traits::REACH)
                && !passage.token(at).is_some_and(|token| token.is_mark(',') || token.is_mark(';'))
        })
        .any(|at| {
            passage.is_any(at, BEFORE)
                && !is_manner(passage, at)
                && !is_perfect(passage, at)
                && !is_profile(passage, at)
                || is_rising(passage, at)
        })
}

/// "500 km at low altitude and M": how high it flies meanwhile.
fn is_profile(passage: &Passage, at: usize) -> bool {
    passage.is_any(at, list!("altitude altitudes depth"))
        && (at.saturating_sub(3)..at).any(|at| passage.is_any(at, list!("at from")))
        && passage.is_any(at + 1, list!("and but or"))
}

/// "its shells rising to M", "the drone climbs to M": how high; "its range rises to M" is how far.
fn is_rising(passage: &Passage, at: usize) -> bool {
    let climbs = list!("climb climbs climbed climbing soar soars soared soaring");
    let rises = passage.is_any(at, list!("rise rises rose rising"))
        && (passage.follows_any(at, PROJECTILES)
            || passage.follows_any(at, list!("missile rocket drone")));
    passage.is_any(at, climbs) || rises
}

/// "hits ships with great precision up to M away": how well, not how far off.
fn is_manner(passage: &Passage, at: usize) -> bool {
    let with = (at.saturating_sub(4)..at).any(|word| passage.is(word, "with"));
    let joined = passage.is_any(at + 1, list!("of is was to within under below better between"));
    passage.is_any(at, list!("precision accuracy")) && with && !joined
}

/// "500 km longer than that of", "100 miles beyond": a difference, no distance.
pub fn is_compared(passage: &Passage, measure: &Measure) -> bool {
    let at = measure.after;
    if passage.follows_any(measure.first, list!("by"))
        && (measure.first.saturating_sub(6)..measure.first).any(|at| passage.is_any(at, CHANGING))
    {
        return true;
    }
    passage.is_any(at, list!("longer farther further more less greater shorter higher lower"))
        && passage.is_any(at + 1, list!("than in"))
}

const DIMENSIONS: &WordList = list!(
    "high tall wide long deep thick altitude altitudes height depth diameter length \
    width wide front border frontline fence wall road stretch coastline corridor \
    zone buffer radius perimeter underground apart elevation above below beneath \
    beam draught draft calibre caliber barrel gun resolution accuracy cep square \
    exclusion strip march race inland journey trip flight ahead advance convoy \
    pipeline tunnel"
);

const COMPASS: &WordList = list!(
    "north south east west northeast northwest southeast southwest northern southern \
    offshore outside inside"
);

const BEFORE: &WordList = list!(
    "descends dives altitude altitudes heights ceilings depths lengths height depth diameter width length calibre caliber speed \
    accuracy cep advanced marched walked drove elevation resolution apogee ceiling \
    flew travelled traveled landed splashed fell crashed wingspan displacement \
    precision penetrate penetrates penetrating"
);

fn is_area(passage: &Passage, measure: &Measure) -> bool {
    (measure.number..measure.end).any(|at| passage.is_any(at, list!("square sq cubic")))
}
