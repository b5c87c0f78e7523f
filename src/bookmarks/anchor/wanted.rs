//! What is looked for: an anchor's words in normal form, and where they stand letter for letter.

use super::judge::Size;
use super::words::{Word, words};
use super::{Anchor, MAX_QUOTE};
use crate::bookmarks::normal;
use crate::text::Span;

/// What is looked for.
pub struct Wanted {
    /// The quote.
    pub quote: String,
    /// Its words.
    pub words: Vec<Word>,
    /// What stood before it.
    pub prefix: String,
    /// The words of that, from the quote outward.
    pub before: Vec<Word>,
    /// What stood after it.
    pub suffix: String,
    /// The words of that.
    pub after: Vec<Word>,
    /// The heading above it.
    pub heading: Option<String>,
    /// How much it says.
    pub size: Size,
    /// True if the quote began, or ended, inside a word.
    pub cut: (bool, bool),
}

impl Wanted {
    /// Of `anchor`.
    pub fn of(anchor: &Anchor) -> Self {
        let (quote, prefix, suffix) =
            (normal(&anchor.quote), normal(&anchor.prefix), normal(&anchor.suffix));
        let words_of = |text: &str| words(text).take(MAX_QUOTE).collect::<Vec<_>>();
        let words = words_of(&quote);
        let mut before = words_of(&prefix);
        before.reverse();
        Self {
            cut: (joined(&anchor.prefix, &anchor.quote), joined(&anchor.quote, &anchor.suffix)),
            size: Size::of(&words, quote.len()),
            after: words_of(&suffix),
            heading: anchor.headings.last().map(|heading| normal(heading)),
            words,
            before,
            quote,
            prefix,
            suffix,
        }
    }

    /// True if the place begins and ends inside a word only where the quote did.
    pub fn bounded(&self, text: &str, start: usize, end: usize) -> bool {
        let (head, tail) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
        (self.cut.0 || !joined(head, &self.quote)) && (self.cut.1 || !joined(&self.quote, tail))
    }

    /// `span` with the signs that stood at the ends of the quote, where they still stand.
    pub fn with_punctuation(&self, span: Span, text: &str) -> Span {
        let inner = self.quote.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(at) = self.quote.find(inner).filter(|_| !inner.is_empty()) else {
            return span;
        };
        let (head, tail) = (&self.quote[..at], &self.quote[at + inner.len()..]);
        let starts = text.get(..span.start).is_some_and(|before| before.ends_with(head));
        let ends = text.get(span.end..).is_some_and(|after| after.starts_with(tail));
        let start = if starts { span.start - head.len() } else { span.start };
        Span::new(start, if ends { span.end + tail.len() } else { span.end })
    }

    /// Bytes of context that agree without a gap, on both sides, as far as 64 each.
    pub fn neighbours(&self, text: &str, start: usize, end: usize) -> usize {
        let (head, tail) = (&text.as_bytes()[..start], &text.as_bytes()[end..]);
        let skip = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let agree = |(a, b): &(&u8, &u8)| a == b;
        let stored = self.prefix.as_bytes().iter().rev().filter(skip).take(64);
        let left = head.iter().rev().filter(skip).zip(stored).take_while(agree).count();
        let stored = self.suffix.as_bytes().iter().filter(skip).take(64);
        left + tail.iter().filter(skip).zip(stored).take_while(agree).count()
    }
}

/// Where `quote` stands in `text`; occurrences may overlap.
pub fn occurrences<'a>(text: &'a str, quote: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = quote.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(quote)?;
        from = at + step;
        Some(at)
    })
}

/// Occurrences that are looked at all, so that work stays bounded; beyond it nothing can be told
/// apart.
pub fn looked_at(quote: &str) -> usize {
    (4_000_000 / quote.len().max(1)).clamp(1_000, 200_000)
}

/// True if a word runs on from `left` into `right`.
fn joined(left: &str, right: &str) -> bool {
    left.ends_with(char::is_alphanumeric) && right.starts_with(char::is_alphanumeric)
}
