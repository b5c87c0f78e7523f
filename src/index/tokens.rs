//! Hands the words of a text to the engine. What a word is, `text` says.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::text::Words;

/// The name under which the engine knows [`Whole`].
pub(super) const WHOLE: &str = "whole";

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
