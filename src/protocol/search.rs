//! A search of the library that is asked for, and what becomes of it. Data only: `runtime` searches.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bookmarks::Bookmark;
use crate::document::Date;
use crate::index::Passage;
use crate::library::CatalogueView;
use crate::query::Query;
use crate::text::{CleanText, Span};

/// A search to be done.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// A number that the answer repeats.
    pub ticket: u64,
    /// What is asked for.
    pub query: Query,
    /// Documents at most.
    pub limit: usize,
    /// The documents with their read states, if that is asked for.
    pub read: Option<CatalogueView>,
    /// Every bookmark: those that have the words are found too.
    pub marks: Vec<Arc<Bookmark>>,
}

/// What became of a search.
#[derive(Clone, Debug)]
pub enum SearchReport {
    /// What was found.
    Found {
        /// The number of the request.
        ticket: u64,
        /// Documents and bookmarks.
        found: Box<SearchResults>,
    },
    /// Nothing of this library is indexed.
    NoIndex {
        /// The number of the request.
        ticket: u64,
    },
    /// The index cannot be used.
    Failed {
        /// The number of the request.
        ticket: u64,
        /// Why, as a sentence.
        why: CleanText,
    },
    /// The searches that are saved.
    Saved(Vec<SavedSearch>),
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct SearchResults {
    /// How many documents there are, with those beyond the limit.
    pub total: usize,
    /// The best of them, best first.
    pub documents: Vec<FoundDocument>,
    /// How many bookmarks have the words.
    pub marks_total: usize,
    /// The first of them.
    pub marks: Vec<FoundBookmark>,
    /// True if there may be more: not all documents are indexed yet.
    pub incomplete: bool,
}

/// A document that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundDocument {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub title: CleanText,
    /// When it was published.
    pub date: Option<Date>,
    /// Who issued it.
    pub source: Option<CleanText>,
    /// Passages that were found in it.
    pub total: usize,
    /// The first of them.
    pub passages: Vec<Passage>,
}

/// A bookmark that has the words.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundBookmark {
    /// The bookmark.
    pub mark: Arc<Bookmark>,
    /// Its quote, note and labels around the first of the words, on one line.
    pub snippet: CleanText,
    /// The words in it.
    pub marks: Vec<Span>,
}

/// A search that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its name.
    pub name: String,
    /// What is typed for it.
    pub words: String,
}

/// Searches of earlier that are remembered.
pub const MOST_EARLIER: usize = 100;
