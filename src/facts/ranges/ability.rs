//! What a weapon is said to be able to do at a distance, and distances right after a weapon. What it
//! did once is no range.

use super::link::Scene;
use super::measure::Measure;
use super::reach::Evidence;
use crate::facts::model::Approx;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};

/// "can reach targets up to 500 km away", "capable of hitting M", "able to fly M": ability, not an
/// event.
pub fn reach(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let sentence = passage.sentence(measure.number);
    let from = measure.first.saturating_sub(16).max(sentence.start);
    let verb = (from..measure.first).rev().find(|&at| passage.is_any(at, VERBS))?;
    let broken = (verb..measure.first)
        .any(|at| passage.token(at).is_some_and(|t| t.is_mark(';') || t.is_mark('(')));
    let weapon = scene.weapon_in(sentence.start, measure.first)
        || scene.has_antecedent(passage, sentence.start..verb);
    let able = is_able(passage, verb, sentence.start) || is_habitual(passage, verb, measure);
    (able
        && is_bounded(passage, verb, measure)
        && !broken
        && weapon
        && !is_height(passage, measure))
    .then_some(Evidence::Reach(verb))
}

/// "can", "capable of", "designed to", "was to" shortly before the verb.
fn is_able(passage: &Passage, verb: usize, start: usize) -> bool {
    let from = verb.saturating_sub(4).max(start);
    let good = passage.is(verb, "good") && passage.is(verb + 1, "for");
    let planned = good
        || passage.follows_any(verb, list!("to"))
            && verb > start + 1
            && passage.is_any(verb - 2, list!("is are was were"));
    planned || (from..verb).any(|at| passage.is_any(at, list!(ABLE)))
}

const ABLE: &str = "can could able capable capability ability enabling allowing enough may designed \
    cannot will would of should intended meant expected aimed required said reported believed thought \
    claimed known";

/// "reaches", "fire up to M": what the weapon does at any time.
fn is_habitual(passage: &Passage, verb: usize, measure: &Measure) -> bool {
    let open = matches!(measure.approx, Approx::UpTo | Approx::AtLeast | Approx::Interval);
    let plural = passage.is_any(verb, list!("reach travel fly carry"))
        || measure.approx == Approx::UpTo
            && passage.is_any(verb, list!("fire launch hit strike shoot engage"));
    passage.is_any(verb, list!(HABITS)) || open && plural && !passage.follows_any(verb, list!("to"))
}

const HABITS: &str = "reaches carries hits strikes flies fires shoots engages travels glides covers runs \
    effective accurate lethal";

/// The verb says how far by itself, or the distance is a bound.
fn is_bounded(passage: &Passage, verb: usize, measure: &Measure) -> bool {
    let away = list!("away distant downrange");
    let distance = list!("range ranges distance distances");
    measure.approx != Approx::Exact
        || passage.is_any(measure.after, away)
        || passage.is_any(measure.end, away)
        || (verb..measure.first).any(|at| passage.is_any(at, distance))
        || passage.is_any(verb, list!(FAR)) && !passage.is(measure.after, "of")
        || measure.first > 0
            && passage.is(measure.first - 1, "at")
            && passage.is_any(verb, list!("hit hits strike strikes engage engages"))
}

const FAR: &str = "reach fly travel reaches flies travels glides glide effective covers cover runs";

/// "flies at 40,000 feet": nobody gives a range in feet so.
fn is_height(passage: &Passage, measure: &Measure) -> bool {
    passage.is_any(measure.end.saturating_sub(1), list!("feet ft foot"))
}

/// "the Zolfaghar with 700 km", "the Nasr, of 60 km,": a distance right after a weapon that flies, and
/// nothing more of the phrase after it.
pub fn with(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let word = measure.first.checked_sub(1)?;
    let comma = word > 0 && passage.tokens[word - 1].is_mark(',');
    let joins = passage.is(word, "with") || comma && passage.is(word, "of");
    let close = word - usize::from(comma && joins);
    let weapon =
        scene.ends_at(close).or_else(|| scene.aside_of(passage.is(word, "with"), close))?;
    let ends = passage.token(measure.after).is_none_or(|next: &Token| !next.is_word())
        || passage.is_any(measure.after, list!("and or"));
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 1.0);
    (joins && ends && kilometres && scene.flies(weapon)).then_some(Evidence::With)
}

const VERBS: &WordList = list!(
    "reach reaches reaching hit hitting hits strike striking strikes fly flying flies \
    travel travelling traveling travels fire firing fires deliver delivering target \
    targeting engage engaging engages destroy destroying attack attacking launch \
    launching shoot shoots intercept intercepting detect detecting carry carries lob \
    lobbing penetrate glides glide effective accurate lethal cover covers runs good"
);
