//! Who is said to say a range, and the word that hedges it.

use std::ops::Range;

use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::text::Span;

/// The longest name of a source in words.
const LONGEST: usize = 14;

/// The source that the sentence of token `at` names: "according to X", "X said".
pub fn said_by(passage: &Passage, at: usize) -> Option<Span> {
    let sentence = passage.sentence(at);
    attributed(passage, &sentence).or_else(|| speaker(passage, &sentence))
}

/// "according to a retired US general".
fn attributed(passage: &Passage, sentence: &Range<usize>) -> Option<Span> {
    let hit = sentence
        .clone()
        .find_map(|at| passage.longest(at, |sense| sense == Sense::Attribution))?;
    let end = clause_end(passage, hit.end, sentence.end);
    let first = hit.end + usize::from(passage.is(hit.end, "the"));
    (end > first).then(|| passage.span(first, end))
}

fn clause_end(passage: &Passage, from: usize, limit: usize) -> usize {
    (from..limit.min(from + LONGEST))
        .find(|&at| {
            let token = &passage.tokens[at];
            let mark = matches!(
                token.kind,
                crate::facts::token::Kind::Mark(',' | ';' | ':' | '(' | ')' | '.' | '"' | '”')
            );
            let clause = passage.is_any(at, &["which", "who", "that", "and", "but"]);
            mark && !abbreviates(passage, at) || clause
        })
        .unwrap_or(limit.min(from + LONGEST))
}

fn abbreviates(passage: &Passage, at: usize) -> bool {
    passage.word(at) == "."
        && passage
            .before(at)
            .is_some_and(|token| token.traits.has(Traits::ABBREVIATION))
}

/// "X said the missile", ", X said", ", said X".
fn speaker(passage: &Passage, sentence: &Range<usize>) -> Option<Span> {
    let verb = sentence.clone().find(|&at| {
        let token = &passage.tokens[at];
        token.traits.has(Traits::SAYING)
            && !token.is_capital()
            && !passage.follows_any(
                at,
                &["is", "are", "was", "were", "be", "been", "which", "to"],
            )
    })?;
    let from = (sentence.start.max(verb.saturating_sub(LONGEST))..verb)
        .rev()
        .find(|&at| {
            matches!(
                passage.tokens[at].kind,
                crate::facts::token::Kind::Mark(',' | ';' | ':' | '"' | '”' | '.')
            ) && !abbreviates(passage, at)
        })
        .map_or(sentence.start, |at| at + 1);
    let from = from + usize::from(passage.is(from, "the"));
    if from < verb && verb - from <= LONGEST {
        return Some(passage.span(from, verb));
    }
    let end = clause_end(passage, verb + 1, sentence.end);
    (end > verb + 1).then(|| passage.span(verb + 1, end))
}

/// The hedge nearest before the range in its sentence, or right after it.
pub fn hedge(passage: &Passage, first: usize, end: usize) -> Option<Span> {
    let sentence = passage.sentence(first);
    let hit = |at: usize| passage.longest(at, |sense| sense == Sense::Hedge);
    let before = (sentence.start..first).rev().find_map(hit);
    let found = before.or_else(|| (end..sentence.end.min(end + 8)).find_map(hit))?;
    Some(passage.span(found.first, found.end))
}
