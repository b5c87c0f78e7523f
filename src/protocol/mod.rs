//! What crosses the border between the program and the world, as data: what can happen (`Event`), what
//! is asked for (`Effect`), what is kept (`Memo`), what is told (`Notice`, `Progress`), and the requests
//! and reports of bookmarks, searches and look-ups. Knows no state and does nothing.

mod bookmarks;
mod corrections;
mod document_head;
mod effect;
mod event;
mod fact_index;
mod filter;
mod highlight;
mod link;
mod lookup;
mod memo;
mod mouse;
mod notice;
mod passage;
mod pipe;
mod progress;
mod remembered;
mod search;

pub use bookmarks::{
    BookmarkEdit, BookmarkExport, BookmarkReport, BookmarkRequest, BookmarkTarget, PlacedBookmark,
    Proposal,
};
pub use corrections::{CorrectionDetails, MadeCorrection};
pub use document_head::DocumentHead;
pub use effect::Effect;
pub use event::{Event, MOST_CATALOGUED, Scanned};
pub use fact_index::{FactIndex, FactRef, Group, STRIP};
pub use filter::{FilterReport, FilterRequest};
pub use highlight::{Highlight, MOST_HITS};
pub use link::{FollowReport, FollowRequest, LinkPassage, LinkPassages};
pub use lookup::*;
pub use memo::Memo;
pub use mouse::{Mouse, MouseAction};
pub use notice::{Notice, NoticeKind};
pub use passage::{PassageUse, ReadPassage};
pub use pipe::{PipeReport, PipeRequest};
pub use progress::Progress;
pub use remembered::{MarkedPlace, Remembered};
pub use search::{
    FoundBookmark, FoundDocument, MOST_EARLIER, SavedSearch, SearchReport, SearchRequest,
    SearchResults,
};

#[cfg(test)]
pub(crate) mod tests {
    pub(crate) use super::fact_index::tests::sample;
}
