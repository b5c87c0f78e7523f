//! What is kept of a passage so that it can be found again: its words, those around it, and where
//! it stood. Finding it is [`Finder`]'s work.

mod align;
mod finder;
mod judge;
mod resolution;
mod seed;
mod twins;
mod wanted;
mod words;

pub use finder::{Finder, resolve};
pub use resolution::{Candidate, Resolution, State};
pub use twins::Twins;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use super::{Identity, RestSum};
use crate::document::Document;
use crate::text::Span;

/// Bytes a marked passage may have: some five printed pages.
pub const MAX_QUOTE: usize = 16 * 1024;

/// Context reaches back to the start of a sentence at least this many bytes away,
const NEAR: usize = 32;

/// and never further than this.
const FAR: usize = 240;

/// A passage of a document, with what is needed to find it again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// The words that were marked, as they stood.
    pub quote: String,
    /// About a sentence before them.
    #[serde(default)]
    pub prefix: String,
    /// About a sentence after them.
    #[serde(default)]
    pub suffix: String,
    /// Byte offset of the quote in the canonical text.
    #[serde(default)]
    pub offset: usize,
    /// The same offset in Unicode scalar values.
    #[serde(default)]
    pub scalar: usize,
    /// The headings above it, outermost first.
    #[serde(default)]
    pub headings: Vec<String>,
    /// The rest of the document on the day, as sums; `None` if it was not seen.
    #[serde(default, rename = "position", skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The same as earlier versions kept it, under the name that they know.
    #[serde(default, rename = "place", skip_serializing_if = "Option::is_none")]
    pub old_place: Option<Place>,
    /// The document.
    pub document: Identity,
    /// Fields of other versions, kept as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Where in the normal text a passage stood, and what the rest of that text was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Bytes of normal text before the quote.
    pub before: usize,
    /// Their sum.
    pub head: RestSum,
    /// Bytes of normal text after the quote.
    pub after: usize,
    /// Their sum.
    pub tail: RestSum,
    /// How well the next best passage of the document fitted on the day, in thousandths: one that
    /// fits no better today is not this passage.
    pub rival: u16,
    /// The same of the next best passage nearby, which may come to stand in its place.
    #[serde(default)]
    pub neighbour: u16,
    /// What tells the passage from the places that were like it; `None` in anchors of the first
    /// version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twins: Option<Twins>,
}

/// Why a passage cannot be marked.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Unmarkable {
    /// The span holds no word.
    #[error("There are no words to mark. Select some text first.")]
    Blank,
    /// The span is longer than [`MAX_QUOTE`].
    #[error("The passage is too long to be marked (at most 16,000 letters). Select less of it.")]
    TooLong,
    /// The span does not fit the text.
    #[error("The passage is not part of the document. Open the document again.")]
    Outside,
}

impl Anchor {
    /// The anchor of the words of `span`, without the white space at its ends.
    ///
    /// # Errors
    /// [`Unmarkable`] if there are no words, too many, or the span does not fit.
    pub fn of(document: &Document, span: Span, identity: &Identity) -> Result<Self, Unmarkable> {
        Finder::new(document).anchor(span, identity)
    }

    /// What is kept of the rest of the document, in whatever version.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref().or(self.old_place.as_ref())
    }
}

/// The words right before `offset`: back to the start of a sentence.
fn before(text: &str, offset: usize) -> &str {
    let head = text.get(..offset).unwrap_or("");
    let near = seed::clamped(Span::at(head.len().saturating_sub(NEAR)), text).start;
    let far = seed::clamped(Span::at(head.len().saturating_sub(FAR)), text).start;
    let room = text.get(far..near).unwrap_or("");
    let start =
        room.rmatch_indices(ends_sentence).next().map_or(far, |(at, end)| far + at + end.len());
    text.get(start..offset).unwrap_or("")
}

/// The words right after `offset`: to the end of a sentence.
fn after(text: &str, offset: usize) -> &str {
    let near = seed::clamped(Span::at(offset + NEAR), text).start;
    let far = seed::clamped(Span::at(offset + FAR), text).start;
    let room = text.get(near..far).unwrap_or("");
    let end = room.find(ends_sentence).map_or(far, |at| near + at + 1);
    text.get(offset..end).or_else(|| text.get(offset..far)).unwrap_or("")
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\n' | '。' | '！' | '？')
}
