//! The words around a passage that are kept with it: about a sentence on each side.

use super::seed::clamped;
use crate::text::Span;

/// Context reaches back to the start of a sentence at least this many bytes away,
pub const NEAR: usize = 32;

/// and never further than this.
const FAR: usize = 240;

/// The words right before `offset`: back to the start of a sentence.
pub fn before(text: &str, offset: usize) -> &str {
    let head = text.get(..offset).unwrap_or("");
    let near = clamped(Span::at(head.len().saturating_sub(NEAR)), text).start;
    let far = clamped(Span::at(head.len().saturating_sub(FAR)), text).start;
    let room = text.get(far..near).unwrap_or("");
    let start =
        room.rmatch_indices(ends_sentence).next().map_or(far, |(at, end)| far + at + end.len());
    text.get(start..offset).unwrap_or("")
}

/// The words right after `offset`: to the end of a sentence.
pub fn after(text: &str, offset: usize) -> &str {
    let near = clamped(Span::at(offset + NEAR), text).start;
    let far = clamped(Span::at(offset + FAR), text).start;
    let room = text.get(near..far).unwrap_or("");
    let end = room.find(ends_sentence).map_or(far, |at| near + at + 1);
    text.get(offset..end).or_else(|| text.get(offset..far)).unwrap_or("")
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\n' | '。' | '！' | '？')
}
