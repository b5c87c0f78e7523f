//! How well a place in a text fits an anchor, and whether that is enough. All the judgement about
//! silent attachment is here; finding places is not.

use super::align::{Alignment, agreement, ratio};
use super::words::{Word, weight};

/// A quote of this many words
const LONG_WORDS: usize = 5;

/// and this many bytes of normal text is known by itself; a shorter one needs its context.
const LONG_BYTES: usize = 24;

/// A quote of this many words is known even when some of them changed and its context with them.
const PAGE: usize = 40;

/// A quote of this many words may change a little when one side of its context changes too.
const SENTENCE: usize = 12;

/// Words beside a short or an edited quote, on one side at least, that must be the same.
const BESIDE: usize = 3;

/// A passage is contested if another one nearby fits as well as this.
pub const CONTESTED: f32 = 0.5;

/// Below this part of likeness a place is not offered: it would only look like an answer.
const ALIKE: f32 = 0.3;

/// How much better than the next best a place must fit.
const MARGIN: f32 = 0.08;

/// How much a quote says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Its words.
    pub words: usize,
    /// True if it is known by itself, without its context.
    pub long: bool,
}

impl Size {
    /// Of a quote of these words and so many bytes of normal text.
    pub fn of(words: &[Word], bytes: usize) -> Self {
        Self { words: words.len(), long: words.len() >= LONG_WORDS && bytes >= LONG_BYTES }
    }
}

/// How well the words of a quote were found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Part of the quote that is missing, by weight or by number of words, whichever is more.
    pub missing: f32,
    /// What was added, as part of the quote, measured likewise.
    pub added: f32,
    /// True if a number gave way to another.
    pub figure: bool,
    /// True if every word is there and no other.
    pub whole: bool,
}

impl Agreement {
    /// Of words found letter for letter.
    pub const WHOLE: Self = Self { missing: 0.0, added: 0.0, figure: false, whole: true };

    /// Of an alignment of `quote` in `run`.
    pub fn of(alignment: &Alignment, quote: &[Word], run: &[Word]) -> Self {
        let pairs = &alignment.pairs;
        let total = weight(quote);
        let (count, kept) = (quote.len() as u32, pairs.len() as u32);
        let found: u32 = pairs.iter().filter_map(|(i, _)| quote.get(*i)).map(|w| w.weight).sum();
        let (first, last) = (pairs.first().map_or(0, |p| p.1), pairs.last().map_or(0, |p| p.1 + 1));
        let taken = run.get(first..last).unwrap_or_default();
        let lost = lonely_numbers(quote, pairs.iter().map(|pair| pair.0), 0);
        let new = lonely_numbers(taken, pairs.iter().map(|pair| pair.1), first);
        Self {
            missing: (1.0 - ratio(found, total)).max(1.0 - ratio(kept, count)),
            added: ratio(weight(taken).saturating_sub(found), total)
                .max(ratio((taken.len() as u32).saturating_sub(kept), count)),
            figure: lost && new,
            whole: pairs.len() == quote.len() && taken.len() == quote.len(),
        }
    }

    /// From 0 to 1: twice what agrees by all there is.
    pub fn likeness(self) -> f32 {
        let found = 1.0 - self.missing;
        2.0 * found / (1.0 + found + self.added)
    }
}

/// True if `words` (numbered from `first`) hold a number that is not among `matched`.
fn lonely_numbers(words: &[Word], matched: impl Iterator<Item = usize>, first: usize) -> bool {
    let mut matched = matched.peekable();
    words.iter().enumerate().any(|(at, word)| {
        let paired = matched.next_if_eq(&(at + first)).is_some();
        word.number && !paired
    })
}

/// How well one side of the context agrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side {
    /// From 0 (as any two texts do) to 1.
    pub fit: f32,
    /// Words it rests on.
    pub words: usize,
    /// True if the words next to the quote are the same.
    pub touching: bool,
    /// Words that are the same in a row, from the quote outward; [`EDGE`] if it stands at the same
    /// end of the text.
    pub run: usize,
}

/// More words than any context has.
pub const EDGE: usize = 1_000;

impl Side {
    /// Of the words kept and the words found, both counted from the quote outward. `ends` is true if
    /// both reach to the end of their text.
    pub fn of(stored: &[Word], found: &[Word], ends: bool) -> Self {
        let same = stored.iter().zip(found).take_while(|(a, b)| a.hash == b.hash).count();
        let whole = ends && same > 0 && same == stored.len() && same == found.len();
        let run = if whole { EDGE } else { same };
        if stored.is_empty() {
            // To stand at an end of the text says little: it takes one insertion to change it.
            let fit = if found.is_empty() { 1.0 } else { 0.75 };
            return Self { fit, words: 0, touching: false, run };
        }
        let touching = same > 0;
        // Any two texts share a third or so of their small words in order.
        let fit = ((agreement(stored, found) - 0.3) / 0.7).max(0.0);
        Self { fit, words: stored.len(), touching, run }
    }

    /// True if it says enough to know a short quote by.
    fn vouches(self) -> bool {
        self.words >= 3 && self.fit >= 0.8 && self.run >= BESIDE
    }

    /// True if it makes it likely that the quote is the same.
    pub fn supports(self) -> bool {
        self.words >= 3 && self.fit >= 0.5 && self.touching
    }

    fn agrees(self) -> bool {
        if self.words == 0 { self.fit >= 1.0 } else { self.fit >= 0.5 }
    }
}

/// A place and how well it fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The quote.
    pub quote: Agreement,
    /// The contexts before and after.
    pub sides: (Side, Side),
    /// True if it stands under the same heading.
    pub heading: bool,
}

impl Fit {
    /// From 0 to 1: half the quote, four tenths its context, the rest its heading.
    pub fn score(&self) -> f32 {
        let context = 0.2 * (self.sides.0.fit + self.sides.1.fit);
        0.5 * self.quote.likeness() + context + if self.heading { 0.1 } else { 0.0 }
    }

    /// True if the place is like the passage at all: one that only stands where it stood is not.
    pub fn is_alike(&self) -> bool {
        self.score() >= ALIKE && self.quote.likeness() >= ALIKE
    }

    /// True if the place could be the passage, so that it is worth a look.
    pub fn plausible(&self, size: Size) -> bool {
        let context = self.sides.0.fit + self.sides.1.fit;
        let likeness = self.quote.likeness();
        self.quote.whole || (size.long && likeness >= 0.45) || (likeness >= 0.25 && context >= 0.6)
    }

    /// True if the place may be taken for the passage, provided that no other fits as well.
    ///
    /// A passage that was `contested` when it was marked, because another was much like it, is
    /// known only by what stands on both sides of it: the other may have come to stand in its
    /// place.
    pub fn strong(&self, size: Size, contested: bool) -> bool {
        let (before, after) = self.sides;
        let both = before.agrees() && after.agrees();
        if self.quote.whole {
            let vouched = before.vouches() || after.vouches();
            let known = size.long || (vouched && before.fit + after.fit >= 0.9);
            return known && (both || !contested);
        }
        let Agreement { missing, added, figure, .. } = self.quote;
        let kept = missing <= 0.4 && added <= 0.6 && missing.min(added) <= 0.2;
        let page = size.words >= PAGE && missing <= 0.1 && added <= 0.1;
        let one = before.agrees() || after.agrees();
        let alone = page || (one && size.words >= SENTENCE && missing.min(added) <= 0.1);
        let held = both && before.run.max(after.run) >= BESIDE;
        size.long && !figure && kept && (held || (alone && !contested))
    }
}

/// True if `score` is clearly better than `next`.
pub fn clearly_better(score: f32, next: f32) -> bool {
    score >= next + MARGIN
}
