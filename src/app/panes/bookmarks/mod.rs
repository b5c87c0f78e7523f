//! The bookmarks as the screen needs them: all that are kept, where those of the open document stand,
//! and what is under way. Keeps nothing itself: that is asked outside as a
//! [`BookmarkRequest`](crate::protocol::BookmarkRequest).

mod detail;
mod keys;
mod list;
mod marking;
mod questions;
mod reports;
mod review;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

pub use detail::{DetailLine, DetailPart, lines as detail_lines};
pub use list::{BookmarkList, BookmarkRow, Grouping, word};
pub use review::{Check, Review};

use crate::bookmarks::{Bookmark, Certainty, Id, Zone};
use crate::document::Document;
use crate::library::EntryId;
use crate::protocol::{BookmarkTarget, PlacedBookmark};
use crate::text::{CleanText, Span};

/// A passage with its file and its text.
pub type MarkedPassage = (PathBuf, Arc<Document>, Span);

/// What is known of bookmarks.
#[derive(Clone, Debug, Default)]
pub struct Bookmarks {
    /// Every bookmark on the disk.
    pub kept: BTreeMap<Id, Arc<Bookmark>>,
    /// Those of the open document, in the order of its text.
    pub here: Vec<PlacedBookmark>,
    /// Passages asked for that are not on the disk yet.
    pub fresh: Vec<Fresh>,
    /// What the pane shows.
    pub list: BookmarkList,
    /// Where the user's days begin.
    pub zone: Zone,
    /// The bookmark to land on once the places in its document are known.
    pub towards: Option<Id>,
    /// The file to which bookmarks are exported unless the user names another: outside of the library.
    pub export_to: PathBuf,
    /// What is to be exported once the file is named.
    exporting: Vec<Arc<Bookmark>>,
    /// The passage of another document that is to be marked once its labels are typed.
    labelled: Option<MarkedPassage>,
    /// True if the pane is to show what is to be reviewed when it opens.
    opens_review: bool,
    failing: Option<CleanText>,
    tickets: u64,
    /// Bookmarks whose change of place has been dealt with since the document was opened.
    handled: BTreeSet<Id>,
    /// Numbers of bookmarks that have become ids.
    arrived: Vec<(u64, Id)>,
}

/// A passage asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// The number it was asked for under.
    pub ticket: u64,
    /// The document, if it was open.
    pub entry: Option<EntryId>,
    /// The passage.
    pub span: Span,
}

/// A mark on the visible page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// On the disk, and found.
    Sure,
    /// Found with doubt.
    Unsure,
    /// Not on the disk yet.
    Pending,
}

impl Bookmarks {
    /// Passages of a document that touch a part of its text, with how they are marked.
    pub fn within(&self, entry: EntryId, part: Span) -> impl Iterator<Item = (Span, Sign)> {
        let sign = |state| match state {
            Certainty::Exact | Certainty::Moved => Sign::Sure,
            Certainty::Suspect | Certainty::Orphan => Sign::Unsure,
        };
        let here = self.here.iter().filter_map(move |p| Some((p.span?, sign(p.state))));
        let fresh = self.fresh.iter().filter(move |fresh| fresh.entry == Some(entry));
        let all = here.chain(fresh.map(|fresh| (fresh.span, Sign::Pending)));
        all.filter(move |(span, _)| span.overlaps(part))
    }

    /// Bookmarks that a person should look at.
    pub fn to_review(&self) -> usize {
        self.kept.values().filter(|mark| mark.needs_review()).count()
    }

    /// Every label in use, each once.
    pub fn labels(&self) -> BTreeSet<&str> {
        self.kept.values().flat_map(|mark| &mark.labels).map(String::as_str).collect()
    }

    /// True while a passage asked for under this number is not on the disk.
    pub fn is_pending(&self, target: &BookmarkTarget) -> bool {
        match target {
            BookmarkTarget::Asked(ticket) => self.fresh.iter().any(|fresh| fresh.ticket == *ticket),
            BookmarkTarget::Kept(_) => false,
        }
    }

    /// The bookmark meant, if it is on the disk.
    pub fn of(&self, target: &BookmarkTarget) -> Option<&Arc<Bookmark>> {
        let id = match target {
            BookmarkTarget::Kept(id) => id,
            BookmarkTarget::Asked(ticket) => {
                &self.arrived.iter().find(|(known, _)| known == ticket)?.1
            }
        };
        self.kept.get(id)
    }

    /// Forgets the places in a document that is no longer open.
    pub fn forget_document(&mut self) {
        self.here.clear();
        self.handled.clear();
    }
}
