//! What may be asked of a search after an edit: whether a reader with the old quote and the words
//! beside it in hand could point at the passage. Knows nothing of how the search works.

use briefbook::bookmarks::normal;
use briefbook::text::Span;

use super::edits::Edited;

/// Letters beside the passage that the reader has in hand.
const BESIDE: usize = 48;

/// A passage of so many letters
const LONG: usize = 24;

/// and words is known by itself if it stands in the text once.
const WORDS: usize = 5;

/// What became of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its words are there, and they or those beside them stand nowhere else.
    Survives,
    /// Its words are there, and nothing tells where they were.
    Indistinct,
    /// Its words are gone.
    Destroyed,
}

/// What became of the passage `at` of `old`.
pub fn fate(old: &str, at: Span, edited: &Edited) -> Fate {
    match edited.truth.as_slice() {
        [] => Fate::Destroyed,
        [truth] if is_known(old, at, &edited.text, *truth) => Fate::Survives,
        _ => Fate::Indistinct,
    }
}

/// True if the beginning of the passage with what stands before it, or its end with what stands
/// after it, or the passage alone, is the same as before and stands once in either text.
fn is_known(old: &str, at: Span, new: &str, truth: Span) -> bool {
    let (was, is) = (at.of(old), truth.of(new));
    let head = was.char_indices().zip(is.chars()).find(|((_, a), b)| a != b);
    let same =
        if normal(was) == normal(is) { was.len() } else { head.map_or(0, |((at, _), _)| at) };
    let tail = was.chars().rev().zip(is.chars().rev()).take_while(|(a, b)| a == b);
    let rest = if same == was.len() { same } else { tail.map(|(c, _)| c.len_utf8()).sum() };
    let all = (normal(old), normal(new));
    let once = |words: &str| {
        !words.is_empty() && [&all.0, &all.1].into_iter().all(|all| all.matches(words).count() == 1)
    };
    let long = |words: &str| words.split_whitespace().count() >= WORDS && words.len() >= LONG;
    let first =
        normal(&old[old.floor_char_boundary(at.start.saturating_sub(BESIDE))..at.start + same]);
    let last =
        normal(&old[at.end - rest..old.ceil_char_boundary((at.end + BESIDE).min(old.len()))]);
    let begins = same > 0 && normal(&new[..truth.end]).contains(&first);
    let ends = rest > 0 && normal(&new[truth.start..]).contains(&last);
    let middle = [&was[..same], &was[was.len() - rest..]].map(normal);
    (begins && once(&first))
        || (ends && once(&last))
        || middle.iter().any(|words| long(words) && once(words))
}
