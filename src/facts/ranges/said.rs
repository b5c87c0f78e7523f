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
    let hit = sentence.clone().find_map(|at| {
        passage
            .longest(at, |sense| sense == Sense::Attribution)
            .filter(|hit| introduces(passage, hit.end))
    })?;
    let end = clause_end(passage, hit.end, sentence.end);
    let first = hit.end + usize::from(passage.is(hit.end, "the"));
    (end > first).then(|| passage.span(first, end))
}

/// "according to", "as reported by": phrases after which the source stands.
fn introduces(passage: &Passage, end: usize) -> bool {
    passage.follows_any(end, "to by per citing quoting")
}

fn clause_end(passage: &Passage, from: usize, limit: usize) -> usize {
    (from..limit.min(from + LONGEST))
        .find(|&at| {
            let token = &passage.tokens[at];
            let mark = matches!(
                token.kind,
                crate::facts::token::Kind::Mark(',' | ';' | ':' | '(' | ')' | '.' | '"' | '”')
            );
            let clause = passage.is_any(at, "which who that and but");
            mark && !abbreviates(passage, at) || clause
        })
        .unwrap_or(limit.min(from + LONGEST))
}

fn abbreviates(passage: &Passage, at: usize) -> bool {
    passage.word(at) == "."
        && passage.before(at).is_some_and(|token| token.traits.has(Traits::ABBREVIATION))
}

/// "X said the missile", ", X said", ", said X".
fn speaker(passage: &Passage, sentence: &Range<usize>) -> Option<Span> {
    let verb = sentence.clone().find(|&at| {
        let token = &passage.tokens[at];
        token.traits.has(Traits::SAYING)
            && passage.is_any(at, REPORTING)
            && !token.is_capital()
            && !passage.follows_any(at, "is are was were be been which to a an the its with of and")
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
    let comma = verb > sentence.start
        && passage
            .before(verb)
            .is_some_and(|token| token.is_mark(',') || token.is_mark('”') || token.is_mark('"'));
    (comma && end > verb + 1).then(|| passage.span(verb + 1, end))
}

/// Words of ability and measure, which are no hedges.
const ABLE: &str = "can could up more over about around approximately roughly capable designed intended \
    should would some nearly almost at less an estimated";

const REPORTING: &str = "said says say told claims claimed claim stated states announced believes believe \
    estimates estimate assesses assessed reports reported added confirmed noted \
    wrote warned explained boasts boasted alleges alleged insists insisted";

/// The hedge nearest before the range in its sentence, or right after it.
pub fn hedge(passage: &Passage, first: usize, end: usize) -> Option<Span> {
    let sentence = passage.sentence(first);
    let hit = |at: usize| {
        let hit = passage.longest(at, |sense| sense == Sense::Hedge);
        hit.filter(|_| !passage.is_any(at, ABLE))
    };
    let before = (sentence.start..first).rev().find_map(hit);
    let found = before.or_else(|| (end..sentence.end.min(end + 8)).find_map(hit))?;
    Some(passage.span(found.first, found.end))
}
