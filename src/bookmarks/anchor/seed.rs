//! Places in a long text where many words of a quote stand close together: one pass, in memory that
//! depends on the quote alone. Proposes, never decides.

use std::collections::HashMap;

use super::words::{Word, words};
use crate::text::Span;

/// Words shorter than this in weight are too common to be looked for alone.
const TELLING: u32 = 5;

/// Part of a quote's telling words that must meet in one place.
const QUORUM: f32 = 0.2;

/// Windows of `text` (a normal text) that share most words with `quote`, best first, at most
/// `most`. A window is a few times as long as `len`, the quote's length in bytes.
pub fn windows(text: &str, quote: &[Word], len: usize, most: usize) -> Vec<Span> {
    let ballot = Ballot::of(quote);
    let width = len.max(64);
    let mut count = Count {
        ballot: &ballot,
        most,
        bin: 0,
        seen: vec![0; ballot.slots],
        here: 0,
        before: 0,
        best: Vec::new(),
    };
    let mut last = 0;
    for word in words(text) {
        count.enter(word.span.start / width);
        count.vote(word.hash);
        count.vote(pair(last, word.hash));
        last = word.hash;
    }
    count.enter(usize::MAX);
    count.keep_best();
    let around = |bin: usize| {
        Span::new((bin * width).saturating_sub(width * 3 / 2), (bin + 1) * width + width / 2)
    };
    count.best.iter().map(|(_, bin)| clamped(around(*bin), text)).collect()
}

/// The words and pairs of words that count, and how much.
struct Ballot {
    votes: HashMap<u64, (usize, u32)>,
    sieve: Vec<u64>,
    slots: usize,
    quorum: u32,
}

impl Ballot {
    fn of(quote: &[Word]) -> Self {
        let mut votes = HashMap::new();
        let mut last = 0;
        for word in quote {
            let next = votes.len();
            if word.weight >= TELLING || word.number {
                votes.entry(word.hash).or_insert((next, word.weight));
            }
            let next = votes.len();
            votes.entry(pair(last, word.hash)).or_insert((next, word.weight));
            last = word.hash;
        }
        let mut sieve = vec![0; 1024];
        for hash in votes.keys() {
            sieve[bit(*hash) / 64] |= 1 << (bit(*hash) % 64);
        }
        let total: u32 = votes.values().map(|(_, weight)| weight).sum();
        Self { slots: votes.len(), votes, sieve, quorum: (total as f32 * QUORUM) as u32 }
    }

    fn get(&self, hash: u64) -> Option<(usize, u32)> {
        let possible = self.sieve[bit(hash) / 64] >> (bit(hash) % 64) & 1 == 1;
        possible.then(|| self.votes.get(&hash).copied()).flatten()
    }
}

/// Place of a hash in the sieve of 65,536 bits.
fn bit(hash: u64) -> usize {
    (hash >> 48) as usize
}

fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The votes counted in bins as the text goes by.
struct Count<'a> {
    ballot: &'a Ballot,
    most: usize,
    bin: usize,
    /// The bin (and one) in which a vote was last given.
    seen: Vec<usize>,
    here: u32,
    before: u32,
    best: Vec<(u32, usize)>,
}

impl Count<'_> {
    fn enter(&mut self, bin: usize) {
        if bin == self.bin {
            return;
        }
        self.propose();
        let follows = bin == self.bin + 1;
        self.before = if follows { self.here } else { 0 };
        (self.here, self.bin) = (0, bin);
    }

    fn propose(&mut self) {
        let votes = self.before + self.here;
        if votes <= self.ballot.quorum {
            return;
        }
        self.best.push((votes, self.bin));
        if self.best.len() > 8 * self.most {
            self.keep_best();
        }
    }

    fn keep_best(&mut self) {
        self.best.sort_by_key(|(votes, bin)| (std::cmp::Reverse(*votes), *bin));
        self.best.truncate(self.most);
    }

    fn vote(&mut self, hash: u64) {
        let Some((slot, weight)) = self.ballot.get(hash) else {
            return;
        };
        let now = self.bin + 1;
        if self.seen[slot] != now {
            self.seen[slot] = now;
            self.here += weight;
        }
    }
}

/// `span` cut to the text and widened to character boundaries.
pub fn clamped(span: Span, text: &str) -> Span {
    let (mut start, mut end) = (span.start.min(text.len()), span.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end.max(start))
}
