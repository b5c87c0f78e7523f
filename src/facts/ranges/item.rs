//! Lists without verbs, in which every weapon stands beside its distance: "Taurus – 500 km", "PAC-3 MSE
//! about 60 km, IRIS-T SLM 40 km". Sentences are read elsewhere.

use super::evidence::Evidence;
use super::measure::Measure;
use super::scene::Scene;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::word_list::list;

/// The distance of an item: right after a named weapon, or after one comma or dash.
pub fn item(passage: &Passage, scene: &Scene, measure: &Measure) -> Option<Evidence> {
    let before = measure.first.checked_sub(1)?;
    let mark = passage.tokens[before];
    let joint = mark.is_mark(',') || mark.is_mark(';') || mark.is_dash() && !mark.glued;
    let end = measure.first - usize::from(joint);
    let weapon = scene.named_at(end).or_else(|| scene.named_at(before_bracket(passage, end)?))?;
    let start = passage.sentence(measure.number).start;
    let kilometres = measure.max_km.or(measure.min_km).is_some_and(|km| km >= 1.0);
    let ends = passage.token(measure.after).is_none_or(|next: &Token| !next.is_word())
        || passage.is_any(measure.after, list!("and or"));
    let plain = (start..weapon.start).all(|at| is_plain(passage, scene, at));
    (kilometres && ends && plain).then_some(Evidence::With)
}

/// Before a bracket that ends at token `end`: the W of "W (cruise) – M".
fn before_bracket(passage: &Passage, end: usize) -> Option<usize> {
    let close = end.checked_sub(1).filter(|&at| passage.tokens[at].is_mark(')'))?;
    (close.saturating_sub(5)..close).rev().find(|&at| passage.tokens[at].is_mark('('))
}

/// What a list without verbs consists of: weapons, their makers, distances, and what joins them.
fn is_plain(passage: &Passage, scene: &Scene, at: usize) -> bool {
    let token = passage.tokens[at];
    token.is_number()
        || token.is_dash()
        || token.traits.has(Traits::UNIT)
        || token.is_capital()
        || passage.is_any(at, list!(JOINING))
        || !token.is_word() && !token.is_mark(')')
        || scene.covers(token.span)
}

const JOINING: &str =
    "and or with the a about around approximately roughly some up to over nearly almost";
