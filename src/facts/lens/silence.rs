//! Sentences in which nothing says who speaks or how surely: most of them, and seen at one look at each
//! word. They need not be read clause by clause.

use super::cue_words::cue_at;
use super::joint::{is_auxiliary, is_condition};
use super::quote::Quote;
use super::sayer::{is_source, phrase_end};
use super::source::Source;
use super::speech::{may_speak, opens_view};
use crate::facts::lexicon::{Sense, Senses, Traits};
use crate::facts::passage::Passage;
use crate::facts::token::Token;
use crate::facts::token_kind::Kind;
use crate::facts::word_list::{WordList, list};

/// How many tokens a source at the end of a headline may have, with its colon.
const HEADLINE_SOURCE: usize = 6;

/// True if no word of the sentence of tokens `start..end` marks anything that it says, nor any of the
/// quotations of the passage. A sentence that is read clause by clause says the same, and costs more.
pub fn is_silent(
    passage: &Passage,
    (start, end): (usize, usize),
    quotes: &[(Quote, Option<Source>)],
) -> bool {
    let next = quotes.partition_point(|(quote, _)| quote.close < start);
    let mut quoted = quotes.iter().skip(next).take_while(|(quote, _)| quote.open < end);
    if quoted.any(|(_, source)| source.is_some()) {
        return false;
    }
    let cues = passage.any_sense(Senses::CUE);
    let within = (start, end);
    let Some(tokens) = passage.tokens.get(start..end) else { return false };
    let mut tokens = tokens.iter().zip(start..);
    tokens.all(|(token, at)| match token.kind {
        Kind::Word => {
            let may_mark = token.traits.any(Traits::SAYING.with(Traits::STANCE))
                && may_mark(passage, at, token.traits)
                || cues && has_cue(passage, at);
            !(may_mark && marks(passage, at, within))
        }
        Kind::Possessive => !opens_view(passage, at),
        Kind::Mark('?') => asking_verb(passage, within).is_none(),
        Kind::Mark(':') => !closes_headline(passage, at, within),
        Kind::Mark(_) => !token.is_dash() || token.glued || !closes_headline(passage, at, within),
        Kind::Number => true,
    })
}

/// True if a phrase that shows who speaks or how surely begins at token `at`.
pub fn has_cue(passage: &Passage, at: usize) -> bool {
    let mut hits = passage.hits_at(at).iter();
    hits.any(|hit| matches!(hit.sense, Sense::Cue(_) | Sense::Attribution))
}

/// False for the words that say something now and then or join clauses, as most of them do, and surely
/// mark nothing here.
fn may_mark(passage: &Passage, at: usize, traits: Traits) -> bool {
    if !traits.has(Traits::STANCE) || traits.has(Traits::SAYING) {
        return true;
    }
    if passage.is(at, "to") {
        return passage.is(at + 1, "be") || passage.follows_any(at, list!("is are was were be"));
    }
    if passage.is_any(at, list!("has have had were")) && traits.has(Traits::FUNCTION) {
        let inverted = passage.starts_sentence(at)
            || passage.before(at).is_some_and(|before| before.is_mark(','));
        return inverted || (at + 1..at + 5).any(|at| passage.is(at, "confidence"));
    }
    !passage.is_any(at, JOINING)
}

/// Words that join clauses and never make one a condition or a question.
const JOINING: &WordList = list!(
    "and or that which who whom whose as but when before after since until because although though while \
    whereas how why once even nor yet so"
);

/// True if the word at `at` shows how surely something is said, who says it, or on what it depends.
fn marks(passage: &Passage, at: usize, within: (usize, usize)) -> bool {
    cue_at(passage, at, within).is_some()
        || passage.hits_at(at).iter().any(|hit| hit.sense == Sense::Attribution)
        || passage.is(at, "whether")
        || is_condition(passage, at, within.1)
        || may_speak(passage, at, within.1)
}

/// The verb with which a question begins: "Will the missile fly?".
pub fn asking_verb(passage: &Passage, (start, end): (usize, usize)) -> Option<usize> {
    let last = end.saturating_sub(3).max(start);
    let asks = |at: usize| passage.token(at).is_some_and(|token| token.is_mark('?'));
    let is_word = |at: &usize| passage.token(*at).is_some_and(Token::is_word);
    let first = (start..end).find(is_word)?;
    ((last..end).any(asks) && is_auxiliary(passage, first)).then_some(first)
}

/// True if the colon or dash at `at` may stand before the source with which a headline ends.
pub fn closes_headline(passage: &Passage, at: usize, (start, end): (usize, usize)) -> bool {
    let near = at + 1 < end && end <= at + HEADLINE_SOURCE && at >= start + 3;
    near && !passage.is_any(at + 1, list!("a an")) && {
        let last = phrase_end(passage, at + 1, end);
        is_source(passage, at + 1, last)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::facts::lens::clause::Tree;
    use crate::facts::lens::speech::{Heard, Speech};
    use crate::facts::lens::walk::Walk;
    use crate::facts::lexicon::Lexicon;
    use crate::text::Span;

    /// For each sentence, its words, whether it is silent, and whether reading it marks something.
    fn read(text: &str, lexicon: &Lexicon) -> Vec<(String, bool, bool)> {
        let passage = Passage::new(text, Span::new(0, text.len()), lexicon, false);
        let mut sentences = Vec::new();
        for sentence in &passage.sentences {
            let within = (sentence.tokens.start, sentence.tokens.end);
            let (mut tree, mut heard) = (Tree::default(), Heard::default());
            let mut speech = Speech { found: &[], heard: &mut heard };
            Walk::read(&passage, within, &mut speech, &mut tree, &[]);
            let words = passage.span(within.0, within.1).of(text).to_owned();
            sentences.push((words, is_silent(&passage, within, &[]), tree.is_marked()));
        }
        sentences
    }

    #[test]
    fn a_silent_sentence_marks_nothing_when_it_is_read() {
        let lexicon = Lexicon::bundled().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts");
        let (mut silent, mut all) = (0, 0);
        for file in fs::read_dir(folder).unwrap().flatten() {
            let text = fs::read_to_string(file.path()).unwrap_or_default();
            for line in text.lines() {
                for (words, is_silent, is_marked) in read(line, &lexicon) {
                    assert!(!(is_silent && is_marked), "{words}");
                    silent += usize::from(is_silent);
                    all += 1;
                }
            }
        }
        assert!(silent * 3 > all && silent < all, "{silent} of {all}");
    }

    #[test]
    fn words_that_only_look_like_speech_or_doubt_leave_a_sentence_silent() {
        let lexicon = Lexicon::bundled().unwrap();
        let silent = |text: &str| read(text, &lexicon).iter().all(|(_, silent, _)| *silent);
        for text in [
            "The missile flew over the United States and fell into the sea.",
            "Date of the launch: 12 May",
            "Where did the missile fall?",
            "Missile No. 5 hit the depot, which stood near the river.",
            "The brigade that crossed the river fired rockets before it left.",
        ] {
            assert!(silent(text), "{text}");
        }
        for text in [
            "The ministry said that the missile flew.",
            "The missile may have flown.",
            "No missile flew.",
            "Will the missile fly?",
            "If the missile flies, the depot burns.",
            "Missile falls into the sea: Seoul",
            "In the Pentagon's view, the missile failed.",
        ] {
            assert!(!silent(text), "{text}");
        }
    }
}
