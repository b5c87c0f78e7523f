//! What a range is and for what it holds, read from the words around it: kind and time, what the words
//! claim. Variant and condition are read by `variant` and `condition`; whose range it is elsewhere.

use std::ops::Range;

use super::evidence::Evidence;
use super::limit::Bound;
use super::measure::Measure;
use super::scene::Scene;
use super::variant::variant;
use super::{amount::CHANGING, condition::condition};
use crate::facts::claim::claim;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::range_details::{Bounds, RangeDetails, RangeKind, RangeTime};
use crate::facts::token::Token;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// The details of a range in running text.
pub fn details(
    passage: &Passage,
    scene: &Scene,
    (measure, evidence): (&Measure, Evidence),
    (bound, weapon): (Bound, Option<Span>),
) -> RangeDetails {
    let sentence = passage.sentence(measure.number);
    RangeDetails {
        kind: kind(passage, scene, (measure, evidence), weapon),
        time: time(passage, measure),
        variant: variant(passage, scene, measure, weapon),
        condition: condition(passage, measure),
        claim: claimed(passage, measure, bound),
        sentence: passage.span(sentence.start, sentence.end),
    }
}

/// What the words claim, in kilometres.
pub fn claimed(passage: &Passage, measure: &Measure, bound: Bound) -> Bounds {
    let written = passage.span(measure.first, measure.closes).of(passage.text);
    let Some(figure) = measure.figures.first() else { return bound.1 };
    claim(bound.0, *figure, written)
}

/// The tokens of the clause around the distance, up to the semicolons beside it.
fn clause(passage: &Passage, measure: &Measure) -> Range<usize> {
    let sentence = passage.sentence(measure.number);
    let stop = |at: &usize| passage.token(*at).is_some_and(|token| token.is_mark(';'));
    let start =
        (sentence.start..measure.first).rev().find(stop).map_or(sentence.start, |at| at + 1);
    let end = (measure.after..sentence.end).find(stop).unwrap_or(sentence.end);
    start..end
}

/// What it is the range of.
fn kind(
    passage: &Passage,
    scene: &Scene,
    (measure, evidence): (&Measure, Evidence),
    weapon: Option<Span>,
) -> RangeKind {
    let sentence = passage.sentence(measure.number);
    let near = measure.first.saturating_sub(NEAR).max(sentence.start)..measure.first;
    // "Ferry range of the W with full tanks: M".
    let noun = match evidence {
        Evidence::RangeOf(range) => range.saturating_sub(2).max(sentence.start)..range,
        _ => near.end..near.end,
    };
    let after = measure.after..sentence.end.min(measure.after + 3);
    let beside = |words: &WordList| {
        noun.clone().chain(near.clone()).chain(after.clone()).any(|at| passage.is_any(at, words))
    };
    match () {
        () if is_minimum(passage, measure, evidence) => RangeKind::Minimum,
        () if beside(list!("ferry")) => RangeKind::Ferry,
        () if beside(list!("radius")) => RangeKind::Radius,
        () if beside(list!("road roads highway cruising fuel"))
            || scene.sails(weapon) && !beside(list!("firing")) =>
        {
            RangeKind::Road
        }
        () if is_legal(passage, scene, measure, weapon) => RangeKind::Legal,
        () => RangeKind::Reach,
    }
}

/// How many words back the word is looked for that says what kind of range it is.
const NEAR: usize = 8;

/// "a minimum range of M", "cannot hit closer than M".
fn is_minimum(passage: &Passage, measure: &Measure, evidence: Evidence) -> bool {
    let minimum = list!("minimum min minimal");
    let named = match evidence {
        Evidence::RangeOf(range) => {
            let engagement =
                usize::from(passage.follows_any(range, list!("engagement firing safe")));
            passage.follows_any(range - engagement, minimum)
                && !passage.is_any(range + 1, list!("for to"))
                && !passage.is_any(measure.after, list!("make makes"))
        }
        Evidence::RangeAfter => passage.is_any(measure.after, minimum),
        _ => false,
    };
    named || is_nearest(passage, measure)
}

/// "closer than M", "nearer than about M": how near a weapon can hit.
pub fn is_nearest(passage: &Passage, measure: &Measure) -> bool {
    let than = measure.first.checked_sub(1).filter(|&at| passage.is(at, "than"));
    than.is_some_and(|than| passage.follows_any(than, list!("closer nearer")))
}

/// Bounds of a class or a treaty: no weapon with a name has them.
fn is_legal(passage: &Passage, scene: &Scene, measure: &Measure, weapon: Option<Span>) -> bool {
    if is_threshold(passage, measure) {
        return true;
    }
    if weapon.is_some_and(|weapon| scene.is_named(weapon)) {
        return false;
    }
    let clause = clause(passage, measure);
    let ruled = clause.clone().any(|at| passage.is_any(at, LEGAL));
    let those = clause.clone().any(|at| {
        passage.is_any(at, list!("those missiles"))
            && passage.is_any(at + 1, list!("that which whose"))
            && clause.clone().any(|at| passage.is_any(at, list!("are means is")))
    });
    let of_class = clause.clone().any(|at| passage.is(at, "those") && passage.is(at + 1, "of"));
    ruled || those || of_class || weapon.is_some_and(|weapon| scene.is_class(weapon))
}

/// "if its range is between M and N", "if they exceed": what would decide whether a rule holds.
fn is_threshold(passage: &Passage, measure: &Measure) -> bool {
    let start = measure.first.saturating_sub(NEAR).max(passage.sentence(measure.number).start);
    let is_range = |at: usize| passage.traits(at).has(Traits::REACH);
    let opens = |at: &usize| passage.is_any(*at, list!("if whether unless provided"));
    let Some(open) = (start..measure.first).rev().find(opens) else { return false };
    let subject = open + 1 + usize::from(passage.is(open + 1, "that"));
    let whose = passage.is_any(subject, list!("their its the a"));
    let noun = (subject + 1..subject + 3).find(|&at| whose && is_range(at));
    noun.is_some_and(|noun| {
        passage.is_any(noun + 1, list!("is are was were exceeds exceed lies falls"))
    })
}

const LEGAL: &WordList = list!(
    "treaty inf mtcr regime banned bans ban banning forbade forbid forbids forbidden prohibited \
    prohibits prohibit prohibiting outlawed outlaws limit limits threshold thresholds category \
    categories licence license licences classified classed defined defines definition denial \
    restricted restrictions restricts guidelines presumption eliminated eliminate"
);

/// When it holds.
fn time(passage: &Passage, measure: &Measure) -> RangeTime {
    let clause = clause(passage, measure);
    let before = clause.start.max(measure.first.saturating_sub(WINDOW))..measure.first;
    if is_earlier(passage, measure, before.clone()) {
        return RangeTime::Earlier;
    }
    let after = measure.after..clause.end.min(measure.after + 8);
    let planned = before.clone().chain(after).any(|at| {
        passage.is_any(at, PLANNED)
            || passage.is_any(at, list!("is are was were"))
                && passage.is(at + 1, "to")
                && passage.token(at + 2).is_some_and(Token::is_word)
            || passage.is_any(at, list!("under in")) && passage.is_any(at + 1, list!("development"))
            || passage.is(at, "meant")
                && passage.is(at + 1, "to")
                && passage.follows_any(at, list!("is are was were"))
            || passage.is(at, "drawing") && passage.is(at + 1, "board")
    });
    if planned { RangeTime::Planned } else { RangeTime::Now }
}

/// How many words back the verb is looked for that says when a range holds.
const WINDOW: usize = 16;

const PLANNED: &WordList = list!(
    "will shall planned plans aims hopes projected future upcoming developing scheduled intends \
    eventually"
);

/// "had a range of", "was first good for", "up from an earlier M", "extended from M to".
fn is_earlier(passage: &Passage, measure: &Measure, before: Range<usize>) -> bool {
    let old =
        list!("earlier former formerly previous previously original originally initially once old");
    let beside = measure.first.saturating_sub(5).max(before.start)..measure.first;
    if beside.clone().any(|at| passage.is_any(at, old)) {
        return true;
    }
    if passage.follows_any(measure.first, list!("from"))
        && measure.first.checked_sub(2).is_some_and(|at| passage.is_any(at, list!("up down")))
    {
        return true;
    }
    let from = passage.follows_any(measure.first, list!("from"))
        && (measure.first.saturating_sub(7).max(before.start)..measure.first)
            .any(|at| passage.is_any(at, CHANGING));
    if from && passage.is_any(measure.after, list!("to in")) {
        return true;
    }
    let told = before.clone().any(|at| passage.traits(at).has(Traits::SAYING));
    let last = before.rev().find(|&at| is_of_time(passage, at));
    let changed = |at: usize| (at + 1..at + 4).any(|at| passage.is_any(at, CHANGING));
    !told && last.is_some_and(|at| passage.is_any(at, PAST) && !changed(at))
}

/// A verb that tells present from past.
fn is_of_time(passage: &Passage, at: usize) -> bool {
    let perfect = passage.is_any(at, list!("has have"));
    passage.is_any(at, PAST) && !passage.is_any(at + 1, list!("to"))
        || perfect
        || passage.is_any(at, list!("is are can will could reaches flies fires boasts gives"))
}

const PAST: &WordList = list!("had was were ran threw fired reached carried hurled lobbed flew");
