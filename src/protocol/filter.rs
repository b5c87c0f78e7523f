//! The filter of the list as far as the index answers it: what is asked, and which documents have it.
//! Data only: `corpus` asks the index.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bookmarks::Bookmark;
use crate::library::CatalogueView;
use crate::query::Query;
use crate::text::CleanText;

/// What is asked of the index for a filter.
#[derive(Clone, Debug)]
pub struct FilterRequest {
    /// The filter as typed, which the answer repeats.
    pub words: String,
    /// The parts of it that the list cannot answer alone.
    pub questions: Vec<Query>,
    /// The documents with their read states, if that is asked for.
    pub read: Option<CatalogueView>,
    /// Every bookmark: their labels and notes are asked for too.
    pub marks: Vec<Arc<Bookmark>>,
}

/// What the index says.
#[derive(Clone, Debug)]
pub struct FilterReport {
    /// The filter as typed.
    pub words: String,
    /// Some of the documents, or why they are not known, as a sentence.
    pub answer: Result<FilterAnswer, CleanText>,
}

/// Some of the documents that a filter asks for: of many, no more come at a time than the list takes in
/// between two frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterAnswer {
    /// Which of the questions they answer.
    pub question: usize,
    /// The documents.
    pub documents: Vec<PathBuf>,
    /// True for the first part of an answer.
    pub first: bool,
    /// True for the last.
    pub last: bool,
}
