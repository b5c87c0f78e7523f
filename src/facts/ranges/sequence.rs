//! What a distance owes to the range right before it: the next of a list, the same one changed, the
//! same weapon's with something else. Which distances are ranges by themselves is read elsewhere.

use super::amount::CHANGING;
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
                extendable extends rising up later one of that short medium intermediate long \
                    range"
                ),
            )
            || scene.covers(span)
    });
    let joined = gap.clone().any(|at| {
        passage.is_any(at, list!("and or to")) || passage.token(at).is_some_and(|t| t.is_mark(','))
    });
    (near && small && joined).then_some(Evidence::Continued)
}

/// "24 km; with other shells this rises to 30 km": the range just found, changed.
pub fn changed(passage: &Passage, measure: &Measure, previous: Option<usize>) -> Option<Evidence> {
    let from = previous?;
    let same = passage.sentence_number(from) == passage.sentence_number(measure.first);
    let near = measure.first > from + 1 && measure.first - from <= 28;
    let to = passage.follows_any(measure.first, list!("to"));
    let to_at = measure.first - 1;
    let object = usize::from(passage.follows_any(to_at, list!("it that this these range ranges")));
    let verb = to && passage.follows_any(to_at - object, CHANGING);
    let earlier = same && is_earlier(passage, from, measure.first);
    (same && near && verb || earlier).then_some(Evidence::Changed)
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
        token.is_mark(',') || token.is_number() || token.is_dash() || is_of_condition(passage, at)
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
const CONDITION: usize = 9;
