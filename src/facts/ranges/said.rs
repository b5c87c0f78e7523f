//! Who is said to say a range, and the word that hedges it. A source is a noun phrase for a person,
//! a body or a document; anything else is left out.

use std::ops::Range;

use crate::facts::lexicon::{Sense, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Kind;
use crate::facts::word_list::{WordList, list};
use crate::text::Span;

/// The longest name of a source in words.
const LONGEST: usize = 10;

/// The source that the sentence of token `at` names: "according to X", "X said".
pub fn said_by(passage: &Passage, at: usize) -> Option<Span> {
    let sentence = passage.sentence(at);
    let (first, end) =
        attributed(passage, &sentence).or_else(|| speaker(passage, &sentence, at))?;
    Some(passage.span(first, end))
}

/// "according to a retired US general".
fn attributed(passage: &Passage, sentence: &Range<usize>) -> Option<(usize, usize)> {
    sentence.clone().find_map(|at| {
        let hit = passage.longest(at, |sense| sense == Sense::Attribution)?;
        let end = phrase_end(passage, hit.end, sentence.end);
        let introduces = passage.follows_any(hit.end, list!("to by per citing quoting"));
        (introduces && is_source(passage, hit.end, end)).then_some((hit.end, end))
    })
}

/// "X said that the missile", ", X said", ", said X": the verb nearest before the range, or after it.
fn speaker(passage: &Passage, sentence: &Range<usize>, at: usize) -> Option<(usize, usize)> {
    let verb = |at: &usize| is_reporting(passage, *at);
    let verb = (sentence.start..at).rev().find(verb).or_else(|| (at..sentence.end).find(verb))?;
    let (first, end) = phrase_before(passage, verb, sentence.start);
    if is_source(passage, first, end) {
        return Some((first, end));
    }
    let inverted = verb > at && passage.before(verb).is_some_and(|token| !token.is_word());
    let end = phrase_end(passage, verb + 1, sentence.end);
    (inverted && is_source(passage, verb + 1, end)).then_some((verb + 1, end))
}

fn is_reporting(passage: &Passage, at: usize) -> bool {
    let token = &passage.tokens[at];
    let passive = passage.follows_any(
        at,
        list!("is are was were be been which to a an the its with of and as often"),
    );
    let noun = passage
        .is_any(at, list!("reports claims claim estimates estimate states report puts"))
        && !passage.before(at).is_some_and(|before| before.is_capital() || before.is_mark(','));
    !token.is_capital() && !passive && !noun && passage.is_any(at, REPORTING)
}

/// The noun phrase that ends right before token `verb`; between two commas, what stands there.
fn phrase_before(passage: &Passage, verb: usize, start: usize) -> (usize, usize) {
    let comma = passage.before(verb).is_some_and(|token| token.is_mark(','));
    let end = verb - usize::from(comma);
    let mut first = end;
    while first > start && end - first < LONGEST && is_inside(passage, first - 1) {
        first -= 1;
    }
    (first, end)
}

/// Where the noun phrase that begins at `from` ends.
fn phrase_end(passage: &Passage, from: usize, limit: usize) -> usize {
    let mut end = from;
    while end < limit.min(from + LONGEST) && is_inside(passage, end) {
        end += 1;
    }
    while end > from && passage.is_any(end - 1, list!("of for the a an")) {
        end -= 1;
    }
    end
}

/// A word of a noun phrase: no verb, no clause, no preposition but "of" and "for".
fn is_inside(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.token(at) else {
        return false;
    };
    match token.kind {
        Kind::Word => {
            let small = passage.is_any(at, list!("of for the a an one several some other most"));
            let verb = token.traits.has(Traits::SAYING)
                && !token.is_capital()
                && !passage.is_any(at, list!("report reports"));
            small || !verb && (token.is_capital() || !token.traits.any(Traits::FUNCTION))
        }
        Kind::Number | Kind::Possessive => true,
        Kind::Mark('.') => {
            passage.before(at).is_some_and(|before| before.traits.has(Traits::ABBREVIATION))
        }
        Kind::Mark(mark) => {
            mark == '-' && token.glued && passage.before(at).is_some_and(|before| before.is_word())
        }
    }
}

/// True if the phrase names someone: a capitalised name, or a word for a source.
pub fn is_source(passage: &Passage, first: usize, end: usize) -> bool {
    let name = |at: usize| {
        let token = &passage.tokens[at];
        let listed = passage.hits_at(at).iter().any(|hit| {
            matches!(
                hit.sense,
                Sense::Organisation(_)
                    | Sense::Person(_)
                    | Sense::State(_)
                    | Sense::Government(_)
                    | Sense::Capital(_)
            )
        });
        let never = Traits::FUNCTION.with(Traits::MONTH).with(Traits::WEEKDAY).with(Traits::REACH);
        let capital =
            token.is_capital() && !token.traits.any(never) && !passage.starts_sentence(at);
        listed || capital || token.traits.has(Traits::ROLE_HEAD) || passage.is_any(at, SOURCES)
    };
    let measures = (first..end).any(|at| passage.traits(at).has(Traits::REACH));
    first < end && !measures && (first..end).any(name)
}

/// The hedge nearest before the range in its sentence, or right after it.
pub fn hedge(passage: &Passage, first: usize, end: usize) -> Option<Span> {
    let sentence = passage.sentence(first);
    let hit = |at: usize| {
        let hit = passage.longest(at, |sense| sense == Sense::Hedge)?;
        let month = passage.traits(at).has(Traits::MONTH) && passage.tokens[at].is_capital();
        (!month && !passage.is_any(at, ABLE)).then_some(hit)
    };
    let before = (sentence.start..first).rev().find_map(hit);
    let found = before.or_else(|| (end..sentence.end.min(end + 8)).find_map(hit))?;
    Some(passage.span(found.first, found.end))
}

const REPORTING: &WordList = list!(
    "said says say told claims claimed claim stated states announced believes \
    believe estimates estimate assesses assessed reports reported added confirmed noted wrote \
    warned explained boasts boasted alleges alleged insists insisted gives give gave puts put cites"
);

const SOURCES: &WordList = list!(
    "officials official analysts analyst experts expert sources source media press \
    report reports researchers general generals commander spokesman spokeswoman spokesperson \
    ministry military army navy government manufacturer maker makers company intelligence \
    newspaper outlet agency authorities observers inspectors scientists engineers documents study"
);

/// Words of ability and measure, which are no hedges.
const ABLE: &WordList = list!(
    "can could up more over about around approximately roughly capable designed intended \
    should would some nearly almost at less an estimated"
);
