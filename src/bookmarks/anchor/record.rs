//! What is kept of a passage so that it can be found again: its words, those around it, and where
//! it stood. Finding it is [`PassageFinder`](super::Finder)'s work.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use super::rivals::Rivals;
use crate::bookmarks::{Identity, RestSum};

/// Bytes a marked passage may have: some five printed pages.
pub const MAX_QUOTE: usize = 16 * 1024;

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
    pub place: Option<Placement>,
    /// The same as earlier versions kept it, under the name that they know.
    #[serde(default, rename = "place", skip_serializing_if = "Option::is_none")]
    pub old_place: Option<Placement>,
    /// The document.
    pub document: Identity,
    /// Fields of other versions, kept as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Anchor {
    /// What is kept of the rest of the document, in whatever version.
    pub fn place(&self) -> Option<&Placement> {
        self.place.as_ref().or(self.old_place.as_ref())
    }
}

/// Where in the normal text a passage stood, and what the rest of that text was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Placement {
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
    #[serde(rename = "twins", default, skip_serializing_if = "Option::is_none")]
    pub rivals: Option<Rivals>,
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
