//! Hands the words of a text to the engine: whole, and as the first one to four letters of each,
//! which make the first keys of a search as fast as the later ones. What a word is, `text` says.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::Words;

/// The name under which the engine knows [`Whole`].
pub(super) const WHOLE: &str = "whole";

/// The name under which the engine knows [`Starts`].
pub(super) const STARTS: &str = "starts";

/// Letters of the longest start.
pub(super) const START: usize = 4;

/// Starts that are gathered before they are made unique: bounds memory, not the result.
const GATHERED: usize = 1 << 16;

/// Every word with its place.
#[derive(Clone)]
pub(super) struct Whole;

/// A text being cut into words.
pub(super) struct WholeStream<'a> {
    words: Words<'a>,
    token: Token,
}

impl Tokenizer for Whole {
    type TokenStream<'a> = WholeStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WholeStream<'a> {
        WholeStream { words: Words::new(text), token: Token::default() }
    }
}

impl TokenStream for WholeStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(span) = self.words.advance() else { return false };
        self.token.text.clear();
        self.token.text.push_str(self.words.folded());
        self.token.position = self.words.place();
        (self.token.offset_from, self.token.offset_to) = (span.start, span.end);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The distinct starts of the words, in no order that means anything.
#[derive(Clone)]
pub(super) struct Starts;

/// Starts being handed out.
pub(super) struct StartsStream {
    starts: std::vec::IntoIter<u128>,
    token: Token,
}

impl Tokenizer for Starts {
    type TokenStream<'a> = StartsStream;

    fn token_stream(&mut self, text: &str) -> StartsStream {
        StartsStream { starts: starts(text).into_iter(), token: Token::default() }
    }
}

impl TokenStream for StartsStream {
    fn advance(&mut self) -> bool {
        let Some(start) = self.starts.next() else { return false };
        self.token.text.clear();
        self.token.text.extend(unpacked(start));
        self.token.position = 0;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Every distinct start in a text, packed.
fn starts(text: &str) -> Vec<u128> {
    let (mut unique, mut gathered) = (Vec::new(), Vec::new());
    let mut words = Words::new(text);
    while words.advance().is_some() {
        gathered.push(packed(words.folded()));
        if gathered.len() > GATHERED {
            unique = merged(unique, &mut gathered);
        }
    }
    with_shorter(&merged(unique, &mut gathered))
}

/// Starts in order, each with the shorter ones that no start before it has.
fn with_shorter(longest: &[u128]) -> Vec<u128> {
    let mut all = Vec::with_capacity(longest.len() * 2);
    let mut before = 0;
    for &start in longest {
        for letters in 1..=START {
            let first = !0 << (BITS * (START - letters) as u32);
            let shorter = start & first;
            let is_new = shorter != before & first;
            // A word shorter than that is the same as itself with one letter less.
            if is_new && all.last() != Some(&shorter) {
                all.push(shorter);
            }
        }
        before = start;
    }
    all
}

fn merged(mut unique: Vec<u128>, gathered: &mut Vec<u128>) -> Vec<u128> {
    unique.append(gathered);
    unique.sort_unstable();
    unique.dedup();
    unique
}

/// Bits of a character (Unicode ends at U+10FFFF).
const BITS: u32 = 21;

/// The first letters of a word, the first one in the highest place, so that starts sort as words do.
fn packed(word: &str) -> u128 {
    let mut letters = word.chars();
    let next = |packed, _| packed << BITS | letters.next().map_or(0, |c| u128::from(u32::from(c)));
    (0..START).fold(0, next)
}

fn unpacked(packed: u128) -> impl Iterator<Item = char> {
    let character = move |at: u32| char::from_u32((packed >> (BITS * at)) as u32 & 0x1F_FFFF);
    (0..START as u32).rev().filter_map(character).filter(|c| *c != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(mut stream: impl TokenStream) -> Vec<(String, usize)> {
        let mut texts = Vec::new();
        while stream.advance() {
            texts.push((stream.token().text.clone(), stream.token().position));
        }
        texts
    }

    #[test]
    fn words_have_their_places() {
        let found = texts(Whole.token_stream("Kh-101, the É."));
        let expected = [("kh", 0), ("101", 1), ("the", 2), ("e", 3)];
        assert_eq!(found, expected.map(|(word, place)| (word.to_owned(), place)));
    }

    #[test]
    fn starts_are_distinct_and_at_most_four_letters() {
        let mut found: Vec<_> = texts(Starts.token_stream("Missile missed a 東 ж"))
            .into_iter()
            .map(|(start, _)| start)
            .collect();
        found.sort();
        assert_eq!(found, ["a", "m", "mi", "mis", "miss", "ж", "東"]);
    }

    proptest! {
        #[test]
        fn every_start_of_every_word_is_there_once(text in "[a-cж ]{0,40}") {
            let mut expected: Vec<String> = Words::list(&text)
                .iter()
                .flat_map(|word| (1..=START).map(|n| word.chars().take(n).collect()))
                .collect();
            expected.sort();
            expected.dedup();
            let found = texts(Starts.token_stream(&text)).into_iter().map(|(start, _)| start);
            prop_assert_eq!(found.collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn starts_of_a_long_text_are_bounded() {
        let text: String = (0..200_000).map(|n| format!("{:x} ", n * 7919 % 65_536)).collect();
        assert!(starts(&text).len() < 16 * 16 * 16 * 17);
    }
}
