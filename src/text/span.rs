//! A byte range into a text. Says where, never what: it holds no reference to the text it points
//! into.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`, on character boundaries of the text it belongs to.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    pub const fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True if the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// True if the byte at `offset` lies inside.
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// True if `other` lies wholly inside.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The part that both share; empty (at the later start) if there is none.
    pub fn intersection(self, other: Self) -> Self {
        let start = self.start.max(other.start);
        Self::new(start, self.end.min(other.end).max(start))
    }

    /// The words the span stands for; empty if it does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// True if the span is ordered, inside `text` and on character boundaries.
    pub fn fits(self, text: &str) -> bool {
        self.start <= self.end && text.get(self.start..self.end).is_some()
    }

    /// The span without the white space at both of its ends.
    pub fn trimmed(self, text: &str) -> Self {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start().len());
        Self::new(start, start + words.trim().len())
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_never_panics() {
        assert_eq!(Span::new(1, 2).of("ä"), "");
        assert_eq!(Span::new(3, 1).of("abc"), "");
        assert_eq!(Span::new(0, 2).of("ä"), "ä");
    }

    #[test]
    fn trimmed_keeps_the_words() {
        let text = "a  bc \n d";
        assert_eq!(Span::new(1, 7).trimmed(text).of(text), "bc");
        assert!(Span::new(1, 3).trimmed(text).is_empty());
    }

    #[test]
    fn intersection_of_strangers_is_empty() {
        assert!(Span::new(0, 2).intersection(Span::new(5, 9)).is_empty());
        assert_eq!(Span::new(0, 6).intersection(Span::new(5, 9)), Span::new(5, 6));
    }
}
