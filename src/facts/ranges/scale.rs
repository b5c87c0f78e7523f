//! Numbers in words, as a value or an interval, and the words of scale. Read by `number` and `vague`.

use crate::facts::passage::Passage;

/// A number, or the interval that a vague numeral stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its first token.
    pub first: usize,
    /// Its value, or the least that a vague numeral means.
    pub low: f64,
    /// Its value, or the most that a vague numeral means.
    pub high: f64,
    /// One past its last token.
    pub end: usize,
    /// True for a numeral that names no number.
    pub vague: bool,
    /// What the word of scale at its end stands for ("thousand"), else 1.
    pub scale: f64,
}

impl Number {
    pub fn exact(first: usize, value: f64, end: usize, scale: f64) -> Self {
        Self { first, low: value, high: value, end, vague: false, scale }
    }
}

/// What a word of scale stands for.
pub fn scale(passage: &Passage, at: usize) -> Option<f64> {
    let scales = [
        ("dozen", 12.0),
        ("hundred", 100.0),
        ("thousand", 1e3),
        ("million", 1e6),
        ("billion", 1e9),
    ];
    scales.iter().find(|(word, _)| passage.is(at, word)).map(|(_, factor)| *factor)
}
