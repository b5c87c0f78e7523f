//! The words that filters look at, those of all entries in one string: going through a hundred
//! thousand strings of their own would wait for the memory most of the time. Compares nothing.

use super::entry::EntryId;
use crate::text::Span;

/// Bytes of words no entry has any more from which they are cleared away.
const LITTER: usize = 1 << 20;

/// The words of each entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Haystacks {
    words: String,
    spans: Vec<Span>,
    /// Bytes in `words` that are nobody's.
    litter: usize,
}

impl Haystacks {
    /// The words of an entry; none if it is not known.
    pub(super) fn of(&self, id: EntryId) -> &str {
        let span = self.spans.get(id.0 as usize).copied().unwrap_or_default();
        self.words.get(span.start..span.end).unwrap_or_default()
    }

    /// Gives an entry other words.
    pub(super) fn put(&mut self, id: EntryId, words: &str) {
        let at = id.0 as usize;
        if self.spans.len() <= at {
            self.spans.resize(at + 1, Span::default());
        }
        let start = self.words.len();
        self.words.push_str(words);
        if let Some(span) = self.spans.get_mut(at) {
            self.litter += span.len();
            *span = Span::new(start, self.words.len());
        }
        if self.litter > LITTER.max(self.words.len() / 2) {
            self.clear_away();
        }
    }

    fn clear_away(&mut self) {
        let mut words = String::with_capacity(self.words.len() - self.litter);
        for span in &mut self.spans {
            let start = words.len();
            words.push_str(self.words.get(span.start..span.end).unwrap_or_default());
            *span = Span::new(start, words.len());
        }
        (self.words, self.litter) = (words, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_and_the_old_ones_cleared_away() {
        let mut haystacks = Haystacks::default();
        let (first, second) = (EntryId(0), EntryId(3));
        haystacks.put(second, "the second");
        for round in 0..100 {
            haystacks.put(first, &format!("{round} {}", "x".repeat(LITTER / 10)));
        }
        assert!(haystacks.of(first).starts_with("99 x"));
        assert_eq!(haystacks.of(second), "the second");
        assert_eq!((haystacks.of(EntryId(1)), haystacks.of(EntryId(9))), ("", ""));
        assert!(haystacks.words.len() < 3 * LITTER, "{}", haystacks.words.len());
        haystacks.put(second, "");
        assert_eq!(haystacks.of(second), "");
    }
}
