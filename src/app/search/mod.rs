//! The search of the library as the screen needs it: what is typed, what was found, which row is
//! selected. Searches nothing itself: that is asked of `runtime` as a [`Request`].

mod kept;
mod listing;
pub mod pane;
mod typing;
mod walk;

use std::path::PathBuf;
use std::sync::Arc;

pub use kept::{Kept, MOST_EARLIER, Saved, save, saved};
pub use listing::{Document, INDENT, Listing, Marked, Row, lines};
pub use pane::{enter, leave, open, open_with, told};
pub use typing::{paste, press};
pub use walk::{Walk, arrived, follow, next, visit};

use super::geometry::Pane;
use crate::bookmarks::Bookmark;
use crate::query::Query;
use crate::text::Shown;

/// The state of the search.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What was typed last.
    pub words: String,
    /// What that asks for.
    pub query: Query,
    /// What was found, or what may be searched for again while nothing is typed.
    pub listing: Listing,
    /// How it stands with the answer.
    pub answer: Answer,
    /// What was searched for and saved before.
    pub kept: Kept,
    /// The documents that `n` and `N` lead on to.
    pub walk: Option<Walk>,
    /// What was typed for the results that are shown.
    shown: String,
    /// The number of the last request: older answers are dropped.
    ticket: u64,
    /// Documents asked for.
    limit: usize,
    /// True if the selected row is to be opened once the answer is there.
    opens: bool,
    /// True if the index has grown since the answer under way was asked for.
    stale: bool,
    /// Where the focus was before.
    back: Option<Pane>,
}

/// How it stands with the answer to what is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nothing is asked.
    #[default]
    None,
    /// It is being looked for; what is shown may be an earlier answer.
    Waiting,
    /// It is there.
    Here,
    /// Nothing of this library is indexed.
    NoIndex,
    /// It cannot be had, for this reason.
    Failed(Shown),
}

/// A search to be done.
#[derive(Clone, Debug)]
pub struct Request {
    /// A number that the answer repeats.
    pub ticket: u64,
    /// What is asked for.
    pub query: Query,
    /// Documents at most.
    pub limit: usize,
    /// The documents that were read, if that is asked for.
    pub read: Vec<PathBuf>,
    /// Every bookmark: those that have the words are found too.
    pub marks: Vec<Arc<Bookmark>>,
}

/// What became of a search.
#[derive(Clone, Debug)]
pub enum Report {
    /// What was found.
    Found {
        /// The number of the request.
        ticket: u64,
        /// Documents and bookmarks.
        found: Box<Found>,
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
        why: Shown,
    },
    /// The searches that are saved.
    Saved(Vec<Saved>),
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many documents there are, with those beyond the limit.
    pub total: usize,
    /// The best of them, best first.
    pub documents: Vec<Document>,
    /// How many bookmarks have the words.
    pub marks_total: usize,
    /// The first of them.
    pub marks: Vec<Marked>,
}
