//! A passage: a stretch of one block short enough to work on, with its tokens, sentences and the
//! phrases of the lexicon found in it. The rules read passages and nothing else.

use std::cell::OnceCell;
use std::ops::Range;

use super::lexicon::{Hit, Lexicon, Sense, Senses, Traits};
use super::notes::raised_length;
use super::places::{Places, Starts};
use super::recent::Recent;
use super::sentence;
use super::token::{Token, tokenise};
use super::token_kind::Shout;
use super::word_list::WordList;
use crate::text::Span;

/// A stretch of text ready for the rules.
#[derive(Debug)]
pub struct Passage<'a> {
    /// The whole document's text.
    pub text: &'a str,
    /// What the engine knows.
    pub lexicon: &'a Lexicon,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences as ranges of tokens.
    pub sentences: Vec<Sentence>,
    /// Phrases of the lexicon, by first token, shortest first.
    pub hits: Vec<Hit>,
    /// For each token, where its hits begin in `hits`; one more entry than tokens.
    from: Vec<u32>,
    /// For each token, the number of its sentence.
    sentence_of: Vec<u32>,
    places: Places,
    recent: Recent,
    /// Every trait of some token.
    traits: Traits,
    /// The kinds of `hits`.
    senses: Senses,
}

/// A sentence of a passage.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its first token that is no quote, bullet or bracket.
    opening: usize,
    /// True in a heading.
    heading: bool,
    /// True if it is written like a headline, so that a capital letter proves nothing: once asked.
    loud: OnceCell<bool>,
}

/// The lists of a passage that has been read, to be filled again by the next one.
#[derive(Debug, Default)]
pub struct Buffers {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    hits: Vec<Hit>,
    from: Vec<u32>,
    sentence_of: Vec<u32>,
    places: Places,
    recent: Recent,
}

impl Buffers {
    /// Lists for the passages of documents, all of them read with one lexicon.
    pub fn for_lexicon() -> Self {
        Self { recent: Recent::for_lexicon(), ..Self::default() }
    }
}

impl<'a> Passage<'a> {
    /// Reads the passage at `span`. In a heading capital letters mean little.
    pub fn new(text: &'a str, span: Span, lexicon: &'a Lexicon, heading: bool) -> Self {
        Self::filling(Buffers::default(), text, span, (lexicon, heading, &[]))
    }

    /// Reads the passage at `span` into lists that are no longer needed, without the words that lie in
    /// one of the `hidden` spans, which are in order and apart.
    pub fn filling(
        buffers: Buffers,
        text: &'a str,
        span: Span,
        (lexicon, heading, hidden): (&'a Lexicon, bool, &[Span]),
    ) -> Self {
        let Buffers {
            mut tokens,
            mut sentences,
            mut hits,
            mut from,
            mut sentence_of,
            mut places,
            mut recent,
        } = buffers;
        read((text, span, hidden), (lexicon, &mut recent), &mut tokens);
        hits.clear();
        from.clear();
        places.clear();
        let mut traits = Traits::default();
        for (at, token) in tokens.iter().enumerate() {
            traits = traits.with(token.traits);
            if token.starts == Starts::default() {
                continue;
            }
            let before = hits.len();
            if token.starts.any(Starts::PHRASE) && !runs_on(&tokens, at) {
                lexicon.phrases_at(text, &tokens, at, &mut hits);
            }
            if hits.len() > before {
                from.resize(at + 1, count(before));
            }
            places.note(at, token.starts, hits.len() > before);
        }
        from.resize(tokens.len() + 1, count(hits.len()));
        sentences.clear();
        sentence_of.clear();
        sentence::split(text, &tokens, |range| {
            sentence_of.resize(range.end, count(sentences.len()));
            sentences.push(Sentence::new(&tokens, range, heading));
        });
        let senses = hits.iter().map(|hit| Senses::of(hit.sense));
        let senses = senses.fold(Senses::default(), Senses::or);
        Self {
            text,
            lexicon,
            tokens,
            sentences,
            hits,
            from,
            sentence_of,
            places,
            recent,
            traits,
            senses,
        }
    }

    /// The lists, for another passage.
    pub fn into_buffers(self) -> Buffers {
        let Self { tokens, sentences, hits, from, sentence_of, places, recent, .. } = self;
        Buffers { tokens, sentences, hits, from, sentence_of, places, recent }
    }

    /// True if some token has one of these traits.
    pub fn any_trait(&self, traits: Traits) -> bool {
        self.traits.any(traits)
    }

    /// True if some phrase of the lexicon in the passage is of one of these kinds.
    pub fn any_sense(&self, senses: Senses) -> bool {
        self.senses.any(senses)
    }

    /// The tokens at which this may begin, in order.
    pub fn starts(&self, starts: Starts) -> impl Iterator<Item = usize> {
        self.places.of_one(starts)
    }

    /// The tokens at which one of these, two at most, may begin, in order.
    pub fn starts_of_either(&self, starts: Starts) -> impl Iterator<Item = usize> {
        self.places.of(starts)
    }

    /// The token numbered `at`.
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The token before `at`.
    pub fn before(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at.checked_sub(1)?)
    }

    /// The words of token `at`; empty if there is none.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// The raised figures right after token `at` ("²" of "km²"); empty if there are none.
    pub fn raised_after(&self, at: usize) -> &'a str {
        let after = self.tokens.get(at).and_then(|token| self.text.get(token.span.end..));
        let after = after.unwrap_or_default();
        after.get(..raised_length(after)).unwrap_or_default()
    }

    /// True if token `at` is this word, in any case.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.span.len() == word.len() && self.word(at).eq_ignore_ascii_case(word)
        })
    }

    /// True if token `at` is one of these words, in any case.
    #[inline]
    pub fn is_any(&self, at: usize, words: &WordList) -> bool {
        // Asked everywhere, and nearly always refused by the sign: the rest is a function of its own.
        let token = self.tokens.get(at).filter(|token| words.may_hold(token.sign));
        token.is_some_and(|token| words.holds(token.sign, token.span.of(self.text)))
    }

    /// True if the token before `at` is one of these words.
    #[inline]
    pub fn follows_any(&self, at: usize, words: &WordList) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_any(before, words))
    }

    /// The traits of token `at`.
    pub fn traits(&self, at: usize) -> Traits {
        self.tokens.get(at).map(|token| token.traits).unwrap_or_default()
    }

    /// The span from token `first` up to `end`.
    pub fn span(&self, first: usize, end: usize) -> Span {
        match (self.tokens.get(first), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// The phrases that begin at token `at`.
    pub fn hits_at(&self, at: usize) -> &[Hit] {
        match (self.from.get(at), self.from.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The longest phrase at token `at` whose sense passes.
    pub fn longest(&self, at: usize, passes: impl Fn(Sense) -> bool) -> Option<Hit> {
        self.hits_at(at).iter().filter(|hit| passes(hit.sense)).max_by_key(|hit| hit.end).copied()
    }

    /// The sentence that holds token `at`.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        self.sentence_number(at)
            .and_then(|number| self.sentences.get(number))
            .map_or(0..0, |sentence| sentence.tokens.clone())
    }

    /// The number of the sentence that holds token `at`.
    pub fn sentence_number(&self, at: usize) -> Option<usize> {
        self.sentence_of.get(at).map(|&number| number as usize)
    }

    /// True if token `at` is the first word of its sentence (after quotes, bullets and brackets).
    pub fn starts_sentence(&self, at: usize) -> bool {
        self.sentence_number(at)
            .and_then(|number| self.sentences.get(number))
            .is_some_and(|sentence| at <= sentence.opening)
    }

    /// True if capital letters prove nothing at token `at`.
    pub fn is_loud(&self, at: usize) -> bool {
        self.sentence_number(at).and_then(|number| self.sentences.get(number)).is_none_or(
            |sentence| {
                let own = || self.tokens.get(sentence.tokens.clone()).unwrap_or_default();
                sentence.heading || *sentence.loud.get_or_init(|| is_loud(own()))
            },
        )
    }

    /// The first token that begins at or after byte `offset`.
    pub fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start < offset)
    }
}

impl Sentence {
    fn new(all: &[Token], tokens: Range<usize>, heading: bool) -> Self {
        let own = &all[tokens.clone()];
        let opening = own.iter().position(|token| token.is_word() || token.is_number());
        Self {
            opening: opening.map_or(tokens.end, |at| tokens.start + at),
            heading,
            loud: OnceCell::new(),
            tokens,
        }
    }
}

/// Fills `tokens` with those of the text inside `span` that are not hidden.
fn read(
    (text, span, hidden): (&str, Span, &[Span]),
    (lexicon, recent): (&Lexicon, &mut Recent),
    tokens: &mut Vec<Token>,
) {
    tokens.clear();
    tokenise(text, span, (&lexicon.words, recent), tokens);
    if !hidden.is_empty() {
        tokens.retain(|token| !is_within(token.span, hidden));
    }
}

/// True if some of the spans, which are in order and apart, holds part of `span`.
fn is_within(span: Span, spans: &[Span]) -> bool {
    let next = spans.partition_point(|other| other.end <= span.start);
    spans.get(next).is_some_and(|other| other.start < span.end)
}

fn count(things: usize) -> u32 {
    u32::try_from(things).unwrap_or(u32::MAX)
}

/// True if token `at` is the middle of a designation ("23" in "ZSU-23", "M" in "9M729").
fn runs_on(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else {
        return false;
    };
    let solid = |token: &Token| token.is_number() || token.is_word();
    tokens[at].glued && solid(before)
}

/// Headlines: three words or more, most of them capitals although they need none.
fn is_loud(tokens: &[Token]) -> bool {
    let [words, capitals, upper] = Shout::sum(tokens.iter().map(|token| token.shout));
    let ends = tokens.last().is_some_and(|token| token.is_mark('.'));
    words > 3 && (upper * 3 > words * 2 || capitals * 10 > words * 8 && !ends)
}
