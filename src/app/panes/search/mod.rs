//! The search of the library as the screen needs it: what is typed, what was found, which row is
//! selected. Searches nothing itself: that is asked of `runtime` as a [`SearchRequest`](crate::protocol::SearchRequest).

mod kept;
mod pane;

pub use kept::Kept;
pub use pane::MOST;

use super::listing::Listing;
use super::result_tour::ResultTour;
use crate::config::Stems;
use crate::query::Query;
use crate::text::CleanText;

/// The state of the search.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What was typed last.
    pub words: String,
    /// What that asks for.
    pub query: Query,
    /// True if no word stands for another form of itself.
    exact: bool,
    /// What was found, or what may be searched for again while nothing is typed.
    pub listing: Listing,
    /// How it stands with the answer.
    pub answer: SearchStatus,
    /// What was searched for and saved before.
    pub kept: Kept,
    /// The documents that `n` and `N` lead on to.
    pub tour: Option<ResultTour>,
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
}

impl Search {
    /// A search in which words stand for other forms of themselves as these settings say.
    pub fn new(stems: Stems) -> Self {
        Self { exact: stems == Stems::None, ..Self::default() }
    }
}

/// How it stands with the answer to what is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SearchStatus {
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
    Failed(CleanText),
}
