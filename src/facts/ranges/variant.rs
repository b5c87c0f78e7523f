//! The most exact name that a sentence has for the weapon of a range: "Block IV", "the export version",
//! "extended-range". Which weapon that is of is read elsewhere.

use super::measure::Measure;
use super::scene::Scene;
use crate::facts::lexicon::Traits;
use crate::facts::passage::Passage;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// The variant for which the distance is stated.
pub fn variant(
    passage: &Passage,
    scene: &Scene,
    measure: &Measure,
    weapon: Option<Span>,
) -> Option<Span> {
    let sentence = passage.sentence(measure.number);
    let own = weapon.filter(|weapon| scene.is_variant(*weapon));
    own.map(|weapon| with_block(passage, weapon))
        .or_else(|| weapon.and_then(|weapon| adjective(passage, weapon)))
        .or_else(|| weapon.and_then(|weapon| block(passage, weapon)))
        .or_else(|| version(passage, sentence.start, measure))
        .or_else(|| block_at(passage, sentence.start))
}

/// True for the name of one variant: "M39A1", "DF-21D", "S-300PMU-1", "JASSM-ER", "Tomahawk Block IV".
pub fn is_exact(name: &str) -> bool {
    if names_block(name) {
        return true;
    }
    name.split_whitespace().any(|part| {
        let (head, tail) = part.rsplit_once(['-', '‑', '–']).unwrap_or(("", part));
        let letters = tail.len() <= 2 && tail.bytes().all(|byte| byte.is_ascii_uppercase());
        let suffix = !head.is_empty() && letters && head.len() > 2;
        let digits = part.find(|c: char| c.is_ascii_digit());
        let lettered = digits.is_some_and(|at| {
            let rest = part.get(at..).unwrap_or_default();
            let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            tail.starts_with(|c: char| c.is_ascii_uppercase()) && at > 0
        });
        suffix || lettered
    })
}

/// True for a name with the block or mark that it is of: "Tomahawk Block IV".
pub fn names_block(name: &str) -> bool {
    let words = ["Block", "Mod", "Increment", "Mk", "Baseline", "Flight", "Batch"];
    name.split_whitespace().skip(1).any(|word| words.contains(&word))
}

/// "Tomahawk" before "Block IV": the name with what follows it.
fn with_block(passage: &Passage, weapon: Span) -> Span {
    block(passage, weapon).map_or(weapon, |block| Span::new(weapon.start, block.end))
}

/// "Block IV", "Mod 7", "Increment 1" right after the weapon.
fn block(passage: &Passage, weapon: Span) -> Option<Span> {
    block_at(passage, passage.token_at(weapon.end))
}

/// "Block IV" at token `at`.
fn block_at(passage: &Passage, at: usize) -> Option<Span> {
    let number =
        passage.token(at + 1).is_some_and(|t| t.is_number() || t.is_word() && t.is_capital());
    let words = list!("block mod increment mk mark baseline flight batch");
    (passage.is_any(at, words) && number).then(|| passage.span(at, at + 2))
}

/// "the extended-range W", "the export W", "the baseline W".
fn adjective(passage: &Passage, weapon: Span) -> Option<Span> {
    let first = passage.token_at(weapon.start);
    let dash = |at: usize| passage.token(at).is_some_and(|token| token.is_dash() && token.glued);
    let last = first.checked_sub(1)?;
    if last >= 2 && dash(last - 1) {
        let measured = passage.traits(last - 2).has(Traits::UNIT);
        let compound = !measured && passage.is_any(last, list!("range launched based fired class"));
        return compound.then(|| passage.span(last - 2, last + 1));
    }
    let ordinal = passage.is_any(last, list!("first second third"));
    (passage.is_any(last, VARYING) && !ordinal).then(|| passage.span(last, last + 1))
}

/// "the export version", "a later increment" in the sentence, nearest before the distance, else after.
fn version(passage: &Passage, start: usize, measure: &Measure) -> Option<Span> {
    let noun = |at: &usize| passage.is_any(*at, NOUNS);
    let end = passage.sentence(measure.number).end.min(measure.after + 8);
    let from = start.max(measure.first.saturating_sub(WINDOW));
    let mut before = (from..measure.first).rev().filter(noun);
    let named = before
        .find_map(|head| block_at(passage, head).or_else(|| with_modifiers(passage, from, head)));
    named.or_else(|| with_modifiers(passage, from, (measure.after..end).find(noun)?))
}

/// The version at token `head` with the words before it that say which one it is.
fn with_modifiers(passage: &Passage, from: usize, head: usize) -> Option<Span> {
    let first = (from.max(head.saturating_sub(4))..head).rev().take_while(|&at| {
        let token = passage.tokens[at];
        token.is_dash() && token.glued
            || token.is_word() && !token.traits.has(Traits::FUNCTION) && !token.is_capital()
            || passage.is_any(at, list!("first second third new next"))
            || token.is_capital() && token.span.len() == 1 && !passage.is(at, "a")
    });
    let first = first.last()?;
    if (first..head).any(|at| passage.word(at).ends_with("est")) {
        return None;
    }
    let said = (first..head).any(|at| {
        passage.is_any(at, VARYING)
            || passage.tokens[at].is_dash()
            || passage.tokens[at].span.len() == 1
    });
    said.then(|| passage.span(first, head + 1))
}

/// How many words back a version is looked for.
const WINDOW: usize = 16;

const NOUNS: &WordList = list!("version variant model increment edition series derivative");

const VARYING: &WordList = list!(
    "export baseline base basic original extended upgraded improved modernised modernized naval standard \
    first second third early earlier late later latest newer older longer shorter enhanced guided \
    unguided domestic land ship"
);
