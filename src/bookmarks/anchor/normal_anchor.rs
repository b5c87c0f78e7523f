//! What is looked for: an anchor's words in normal form, and where they stand letter for letter.

use super::context::NEAR;
use super::judge::Size;
use super::record::{Anchor, MAX_QUOTE};
use super::words::{Word, words};
use crate::bookmarks::normal;
use crate::text::Span;

/// What is looked for.
pub struct NormalAnchor {
    /// The quote.
    pub quote: String,
    /// The part of it from the first letter or digit to the last.
    pub core: Span,
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
    /// True if what stood before, or after it reached to the end of the text.
    pub ends: (bool, bool),
}

impl NormalAnchor {
    /// Of `anchor`.
    pub fn of(anchor: &Anchor) -> Self {
        let (quote, prefix, suffix) =
            (normal(&anchor.quote), normal(&anchor.prefix), normal(&anchor.suffix));
        let core = quote.trim_matches(|c: char| !c.is_alphanumeric());
        let start = quote.find(core).unwrap_or(0);
        let core = Span::new(start, start + core.len());
        let words_of = |text: &str| words(text).take(MAX_QUOTE).collect::<Vec<_>>();
        let words = words_of(&quote);
        let mut before = words_of(&prefix);
        before.reverse();
        Self {
            cut: (joined(&anchor.prefix, &anchor.quote), joined(&anchor.quote, &anchor.suffix)),
            ends: (anchor.prefix.len() < NEAR, anchor.suffix.len() < NEAR),
            size: Size::of(&words, quote.len()),
            after: words_of(&suffix),
            heading: anchor.headings.last().map(|heading| normal(heading)),
            words,
            before,
            core,
            quote,
            prefix,
            suffix,
        }
    }

    /// The words of the quote without the signs at its ends.
    pub fn core(&self) -> &str {
        self.core.of(&self.quote)
    }

    /// True if the place begins and ends inside a word only where the quote did.
    pub fn bounded(&self, text: &str, place: Span) -> bool {
        let (head, tail) = (&text[..place.start], &text[place.end..]);
        let words = place.of(text);
        (self.cut.0 || !joined(head, words)) && (self.cut.1 || !joined(words, tail))
    }

    /// `span` with the signs that stood at the ends of the quote, where they still stand.
    pub fn with_punctuation(&self, span: Span, text: &str) -> Span {
        let (head, tail) = (&self.quote[..self.core.start], &self.quote[self.core.end..]);
        let starts = text[..span.start].ends_with(head);
        let ends = text[span.end..].starts_with(tail);
        let start = if starts { span.start - head.len() } else { span.start };
        Span::new(start, if ends { span.end + tail.len() } else { span.end })
    }

    /// Bytes of context that agree without a gap, on both sides, as far as 64 each.
    pub fn neighbours(&self, text: &str, place: Span) -> usize {
        let (head, tail) = (&text.as_bytes()[..place.start], &text.as_bytes()[place.end..]);
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
