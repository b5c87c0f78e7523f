//! What a distance owes to the range right before it: the next of a list, the same one changed, the
//! same weapon's with something else. Which distances are ranges by themselves is read elsewhere.

use super::amount::CHANGING;
use super::condition;
use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::Scene;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::word_list::list;

/// "ranges of 300 km and 500 km", "300 km for the A and 500 km for the B".
pub fn continued(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    previous: Option<usize>,
) -> Option<Evidence> {
    let from = previous?;
    let gap = from..measure.first;
    let near =
        gap.len() <= 9 && passage.sentence_number(from) == passage.sentence_number(measure.first);
    let small = gap.clone().all(|at| {
        let at_measure =
            passage.is(at, "at") && at + 1 == measure.first && scene.ends_at(at).is_some();
        let mark = passage
            .token(at)
            .is_some_and(|t| t.is_mark(',') || t.is_mark(')') || t.is_dash() || t.is_mark(';'));
        let span = passage.tokens[at].span;
        mark || at_measure
            || passage.is_any(
                at,
                list!(
                    "and or between to for with the a respectively but extended increased \
                extendable extends rising up later eventually then perhaps possibly even one of that short medium intermediate long \
                    range"
                ),
            )
            || scene.covers(span)
    });
    let joined = gap.clone().any(|at| {
        passage.is_any(at, list!("and or to")) || passage.token(at).is_some_and(|t| t.is_mark(','))
    });
    let others = is_of_others(passage, scene, from, measure.first);
    (near && small && joined || others).then_some(Evidence::Continued)
}

/// "Range of the W with plain shells: 24 km. With rocket-assisted shells: M"; "600 km when launched high
/// and M when launched low": the same weapon's under another condition.
pub fn loaded(passage: &Passage, measure: &Measure, previous: Option<usize>) -> Option<Evidence> {
    let from = previous?;
    let start = passage.sentence(measure.number).start;
    let colon = measure.first.checked_sub(1)?;
    let line = start >= from
        && start <= from + 2
        && passage.is_any(start, list!("with without using"))
        && passage.tokens[colon].is_mark(':')
        && colon <= start + 8;
    let comma = passage.tokens[colon].is_mark(',') || passage.tokens[colon].is_mark(';');
    let again = start < from
        && (comma || passage.is_any(colon, list!("and but or")))
        && condition::opens(passage, from)
        && condition::opens(passage, measure.after)
        && colon <= from + 9;
    (line || again).then_some(Evidence::Parallel)
}

/// "With the long round the W has a range of M; with the short one it has a range of M": "it" is the
/// weapon of the range before, and not what it is loaded with.
pub fn loaded_again(
    passage: &Passage,
    measure: &Measure,
    previous: Option<usize>,
) -> Option<Evidence> {
    let from = previous?;
    let joint = passage.token(from).is_some_and(|t| t.is_mark(',') || t.is_mark(';'))
        || passage.is_any(from, list!("and but or"));
    let first = from + 1 + usize::from(passage.is_any(from + 1, list!("and but or")));
    let same = passage.sentence_number(from) == passage.sentence_number(measure.first);
    let near = measure.first.checked_sub(first).is_some_and(|gap| gap <= CLAUSE);
    let it = near && (first + 1..measure.first).any(|at| passage.is(at, "it"));
    (joint && same && it && condition::opens(passage, first)).then_some(Evidence::Parallel)
}

/// How many words a clause with its own condition may have before its distance.
const CLAUSE: usize = 16;

/// "400 km, as well as ballistic targets at a distance of": what else is hit, and from where.
fn is_of_others(passage: &Passage, scene: &Scene, from: usize, first: usize) -> bool {
    let comma = usize::from(passage.token(from).is_some_and(|token| token.is_mark(',')));
    let and = from + comma;
    let joined = passage.is(and, "and") || passage.is(and, "as") && passage.is(and + 1, "well");
    let same = passage.sentence_number(from) == passage.sentence_number(first);
    let near = first > and + 3 && first - and <= OTHERS && same;
    let targets = (and..first.min(and + 6)).any(|at| passage.is_any(at, list!("targets")));
    let distance = first >= 3
        && passage.is_any(first - 1, list!("of"))
        && passage.is_any(first - 2, list!("distance distances range ranges"));
    joined && near && targets && distance && !scene.weapon_in(from, first)
}

/// How many words after a range the distance of other targets may stand.
const OTHERS: usize = 26;

/// "24 km; with other shells this rises to 30 km": the range just found, changed.
pub fn changed(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    previous: Option<usize>,
) -> Option<Evidence> {
    let Some(from) = previous else {
        return is_of_spoken(passage, scene, measure).then_some(Evidence::Spoken);
    };
    let same = passage.sentence_number(from) == passage.sentence_number(measure.first);
    let near = measure.first > from + 1 && measure.first - from <= 28;
    let to = passage.follows_any(measure.first, list!("to"));
    let to_at = measure.first - 1;
    let object = usize::from(passage.follows_any(to_at, list!("it that this these range ranges")));
    let verb = to && passage.follows_any(to_at - object, CHANGING);
    let earlier = same && is_earlier(passage, from, measure.first);
    let grown = same && to && to_at <= from + 5 && is_grown(passage, from);
    (same && near && verb || earlier || grown).then_some(Evidence::Changed)
}

/// "would nearly double that to M", "will extend this range to M": of what was spoken of before.
fn is_of_spoken(passage: &Passage, scene: &Scene, measure: &Measure) -> bool {
    let to = measure.first.checked_sub(1).filter(|&at| passage.is(at, "to"));
    let object = to
        .and_then(|to| to.checked_sub(1))
        .filter(|&at| passage.is_any(at, list!("that this it range reach")));
    let changes = |at: usize| (at.saturating_sub(3)..at).any(|at| passage.is_any(at, CHANGING));
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 5.0);
    let start = passage.sentence(measure.number).start;
    let spoken = !scene.weapon_in(start, measure.first) && scene.antecedent(start).is_some();
    object.is_some_and(changes) && kilometres && spoken
}

/// "from 745 miles in 1990": the range that ends at token `end` is what it was before.
fn is_grown(passage: &Passage, end: usize) -> bool {
    let start = passage.sentence(end - 1).start;
    (end.saturating_sub(6).max(start)..end).any(|at| {
        passage.is(at, "from")
            && (at.saturating_sub(4).max(start)..at).any(|verb| passage.is_any(verb, CHANGING))
    })
}

/// "1,500 km, up from an earlier 1,000 km": what the range was before.
fn is_earlier(passage: &Passage, from: usize, first: usize) -> bool {
    let comma = usize::from(passage.token(from).is_some_and(|token| token.is_mark(',')));
    let way = from + comma;
    passage.is_any(way, list!("up down"))
        && passage.is(way + 1, "from")
        && first <= way + 6
        && (way + 2..first).all(|at| {
            passage.is_any(
                at,
                list!("a an the its earlier previous former original initial old just only"),
            )
        })
}

/// "70 km, compared to 30 km for the older one", "300 km against 165 km": another range to compare with.
/// "for the W" says whose; without it the range was the same weapon's before.
pub fn compared(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    previous: Option<usize>,
) -> Option<Evidence> {
    let from = previous?;
    let from = from + usize::from(passage.is_any(from, list!("away distant")));
    let comma = usize::from(passage.token(from).is_some_and(|token| token.is_mark(',')));
    let word = from + comma;
    let joint = match () {
        () if passage.is_any(word, list!("compared")) => word + 2,
        () if passage.is_any(word, list!("versus vs against unlike")) => word + 1,
        () if passage.is_any(word, list!("as instead rather")) => word + 2,
        () => return None,
    };
    let small = (joint..measure.first).all(|at| {
        passage.is_any(at, list!("the a an only just previous earlier former current mere"))
    });
    if measure.first < joint || !small || measure.first > joint + 3 {
        return None;
    }
    let of = passage.is_any(measure.after, list!("for of by"));
    if !of {
        let before = list!("before previously earlier today now originally");
        let ends = passage.token(measure.after).is_none_or(|token| !token.is_word());
        let same = ends || passage.is_any(measure.after, before);
        return same.then_some(Evidence::Changed);
    }
    let owner = scene.after_article(measure.after + 1);
    Some(owner.map_or(Evidence::Unnamed, |owner| Evidence::Owned("range list", owner.first)))
}

/// "4,500 yards at 46 knots and 9,000 yards at 31 knots": how far a torpedo runs at each of its speeds.
pub fn setting(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let at = passage.is(measure.after, "at");
    let speed = (measure.after + 1..measure.after + 5).any(|at| passage.is_any(at, list!(KNOTS)));
    let over = measure.first.checked_sub(2).filter(|&speed| passage.is_any(speed, list!(KNOTS)));
    let over = over.is_some_and(|speed| passage.is(speed + 1, "over"));
    let torpedo = scene.is_torpedo_before(measure.first);
    let sentence = passage.sentence(measure.number);
    let shots = (sentence.start..measure.first)
        .any(|at| passage.is_any(at, list!("fired hit sank struck exploded missed from")));
    if over && !shots && !scene.weapon_in(sentence.start, measure.first) {
        return scene.antecedent(sentence.start).map(|_| Evidence::Spoken);
    }
    ((at && speed || over) && torpedo && !shots).then_some(Evidence::With)
}

const KNOTS: &str = "knots knot kn kt kts";

/// "the W with one of M": a range like the one just spoken of.
pub fn one_of(passage: &Passage, measure: &Measure, previous: Option<usize>) -> Option<Evidence> {
    let one = measure.first.checked_sub(2)?;
    let said = passage.is(one, "one") && passage.is(one + 1, "of");
    let has = passage.follows_any(one, list!("has have had with and gives"));
    let last = passage.sentence_number(previous?.checked_sub(1)?)?;
    let near = passage.sentence_number(one).is_some_and(|own| own <= last + 1);
    (said && has && near).then_some(Evidence::RangeOf(one))
}

/// "15 miles with ordinary shells and 24 miles with rockets", "38 km at 50 knots, or 50 km at 40": two
/// distances of one weapon, each with its condition.
pub fn parallel(passage: &Passage, measure: &Measure, previous: Option<usize>) -> Option<Evidence> {
    let from = previous?;
    let condition = list!("with at using from in without when");
    let joint = measure.first.checked_sub(1)?;
    let joined = passage.is_any(joint, list!("and or but"));
    let near = joint > from + 1 && joint - from <= CONDITION;
    let alike = passage.is_any(from, condition)
        && passage.is_any(measure.after, condition)
        && passage.word(from).eq_ignore_ascii_case(passage.word(measure.after));
    let plain = |at: usize| {
        let token = passage.tokens[at];
        !token.is_word() && !token.is_mark(':') || is_of_condition(passage, at)
    };
    let same = passage.sentence_number(from) == passage.sentence_number(measure.first);
    (joined && near && alike && same && (from + 1..joint).all(plain)).then_some(Evidence::Parallel)
}

/// A word of "at 55 miles an hour", "with the older shells": no verb and no clause.
fn is_of_condition(passage: &Passage, at: usize) -> bool {
    let token = passage.tokens[at];
    let small = passage.is_any(at, list!("a an the its per of older new newer"));
    token.is_word() && (small || !token.traits.any(Traits::FUNCTION.with(Traits::SAYING)))
}

/// How many words such a condition may have.
const CONDITION: usize = 20;
