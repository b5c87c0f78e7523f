//! The answer to where a passage is, and how sure that is. Does not find it.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Where an anchored passage is today.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchoring {
    /// How sure that is.
    pub state: Certainty,
    /// The passage; `None` unless the state is exact or moved.
    pub span: Option<Span>,
    /// Places that come into question, best first; the passage itself when it was found.
    pub candidates: Vec<Candidate>,
}

/// How sure it is where a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The same words at the same place: nothing before them changed but white space and the like.
    Exact,
    /// Found elsewhere, or with small changes, and clearly better than anywhere else.
    Moved,
    /// The best match is weak, or not clearly better than another: a person must look.
    Suspect,
    /// Not found.
    Orphan,
}

/// A place that may be the passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The place.
    pub span: Span,
    /// How well it fits, from 0 to 1.
    pub score: f32,
}
