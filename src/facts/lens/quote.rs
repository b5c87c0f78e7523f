//! Quoted speech: where it begins and ends in a passage. Who speaks is found by `speech`.

use crate::facts::passage::Passage;
use crate::facts::places::Starts;
use crate::facts::token_kind::Kind;

/// Words between the marks from which on a quotation is speech and not a word that is held up.
const SPEECH: usize = 4;

/// Quotations that are read in one passage at most.
const MOST: usize = 400;

/// A stretch of quoted speech in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Its opening mark.
    pub open: usize,
    /// Its closing mark, or one past the last token of the passage.
    pub close: usize,
    /// True if the passage ends before the quotation does.
    pub goes_on: bool,
}

/// The quoted speech of a passage, in order and apart.
pub fn quotes(passage: &Passage) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut open: Option<usize> = None;
    for at in passage.starts(Starts::QUOTE) {
        let Some(token) = passage.token(at) else { continue };
        let (opens, closes) = match token.kind {
            Kind::Mark('“' | '„' | '«') => (true, false),
            Kind::Mark('”' | '»') => (false, true),
            _ => (open.is_none(), open.is_some()),
        };
        match open {
            Some(from) if closes => {
                keep(passage, Quote { open: from, close: at, goes_on: false }, &mut quotes);
                open = None;
            }
            // The next paragraph of one speech opens again; so does a quotation that nobody closed.
            _ if opens => open = Some(at),
            _ => {}
        }
    }
    if let Some(from) = open {
        let quote = Quote { open: from, close: passage.tokens.len(), goes_on: true };
        keep(passage, quote, &mut quotes);
    }
    quotes
}

fn keep(passage: &Passage, quote: Quote, quotes: &mut Vec<Quote>) {
    let words = (quote.open + 1..quote.close).filter(|&at| passage.tokens[at].is_word());
    let long = words.take(SPEECH).count() == SPEECH;
    let ends = quote.close > quote.open + 2
        && passage.tokens.get(quote.close - 1).is_some_and(super::joint::is_pause);
    if (long || ends) && quotes.len() < MOST {
        quotes.push(quote);
    }
}
