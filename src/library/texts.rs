//! Short texts by number, all of them in one string: going through a hundred thousand strings of their
//! own would wait for the memory most of the time. Compares nothing.

use crate::text::Span;

/// Bytes that are nobody's any more from which they are cleared away.
const LITTER: usize = 1 << 20;

/// Texts by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    words: String,
    spans: Vec<Span>,
    /// Bytes in `words` that are nobody's.
    litter: usize,
}

impl Texts {
    /// A text; empty if there is none of that number.
    pub(super) fn of(&self, number: u32) -> &str {
        let span = self.spans.get(number as usize).copied().unwrap_or_default();
        self.words.get(span.start..span.end).unwrap_or_default()
    }

    /// How many there are: one more than the greatest number.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Sets a text.
    pub(super) fn put(&mut self, number: u32, words: &str) {
        let at = number as usize;
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
        let mut texts = Texts::default();
        let (first, second) = (0, 3);
        texts.put(second, "the second");
        for round in 0..100 {
            texts.put(first, &format!("{round} {}", "x".repeat(LITTER / 10)));
        }
        assert!(texts.of(first).starts_with("99 x"));
        assert_eq!(texts.of(second), "the second");
        assert_eq!((texts.of(1), texts.of(9)), ("", ""));
        assert!(texts.words.len() < 3 * LITTER, "{}", texts.words.len());
        texts.put(second, "");
        assert_eq!(texts.of(second), "");
    }
}
