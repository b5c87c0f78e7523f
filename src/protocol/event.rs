//! What can happen. Everything outside reaches the state as one of these.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::Size;

use super::{
    ArrangeReport, BookmarkReport, FactIndex, FilterReport, FollowReport, FollowRequest,
    LookupReport, Mouse, Notice, PipeReport, Progress, ReadPassage, SearchReport,
};
use crate::config::KeyPress;
use crate::document::Document;
use crate::library::{Entry, EntryId, Prepared};
use crate::text::{CleanText, Span};

/// Entries that are reported at a time: the list takes in so many between two frames.
pub const MOST_CATALOGUED: usize = 1024;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(KeyPress),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The terminal has this many columns and rows.
    Resize(Size),
    /// The terminal's background is light (or dark).
    Ground {
        /// True if it is light.
        light: bool,
    },
    /// Files were found, or looked into; of many, at most [`MOST_CATALOGUED`] at a time.
    Catalogued(Vec<Prepared>),
    /// Files are not there any more.
    Gone(Vec<PathBuf>),
    /// The search for files ended.
    Scanned(Scanned),
    /// Nothing has happened for a moment.
    Quiet,
    /// How far the indexing has come; `None` when it has ended.
    Indexing(Option<Progress>),
    /// A document was read, or its head was.
    Opened {
        /// Which document of the catalogue.
        entry: EntryId,
        /// Its text and structure.
        document: Arc<Document>,
        /// False if the rest is still being read.
        whole: bool,
    },
    /// A document could not be read.
    Unreadable {
        /// Which document of the catalogue.
        entry: EntryId,
        /// Why, as a sentence.
        reason: CleanText,
    },
    /// A document was not read, which says nothing of the document: it may be tried again.
    Unopened {
        /// Which document of the catalogue.
        entry: EntryId,
        /// Why, as a sentence.
        why: CleanText,
    },
    /// The first match in a long document from where the search began; the others follow.
    FirstHit {
        /// Which document of the catalogue.
        entry: EntryId,
        /// What was looked for.
        query: String,
        /// Where it is.
        hit: Span,
    },
    /// The matches in a long document.
    Hits {
        /// Which document of the catalogue.
        entry: EntryId,
        /// What was looked for.
        query: String,
        /// Where it is.
        hits: Vec<Span>,
    },
    /// The facts of a document.
    Facts {
        /// Which document of the catalogue.
        entry: EntryId,
        /// The text they were found in.
        document: Arc<Document>,
        /// What was found.
        facts: Arc<FactIndex>,
    },
    /// The facts of a document could not be found, so that none are known.
    NoFacts {
        /// Which document of the catalogue.
        entry: EntryId,
        /// The text they were looked for in.
        document: Arc<Document>,
        /// Why, as a sentence.
        why: CleanText,
    },
    /// Something the user should know.
    Notice(Notice),
    /// A document of which a passage is meant was read; or why it was not, as a sentence.
    PassageRead(ReadPassage, Result<Arc<Document>, CleanText>),
    /// Something became of bookmarks.
    Bookmarks(BookmarkReport),
    /// Something became of a search of the library.
    Search(SearchReport),
    /// The index answered the filter of the list.
    Filtered(FilterReport),
    /// The rows of a long list were found out.
    Arranged(ArrangeReport),
    /// Something was looked up in the whole library.
    LookedUp(LookupReport),
    /// It was found where a link leads.
    Followed(FollowRequest, FollowReport),
    /// A command of the settings has ended.
    Piped(PipeReport),
    /// The command line asks for a search of the library.
    SearchFor(String),
    /// Files that are remembered under another name: each with that name.
    Renamed(Vec<(PathBuf, PathBuf)>),
    /// What could not be kept before has been kept.
    Saved,
    /// What the user made could not be kept to the last, for this reason: it is lost.
    Unsaved(CleanText),
    /// The program came back from the background or from the editor.
    Resumed,
    /// The system asks the program to end.
    Terminate,
}

impl Event {
    /// Files were found, or looked into: works out what the list needs of them.
    pub fn catalogued(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self::Catalogued(entries.into_iter().map(Prepared::from).collect())
    }
}

/// How the search for files ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// The folders and files that were looked at.
    pub roots: Vec<PathBuf>,
    /// Sentences about what was passed over and why.
    pub skipped: Vec<CleanText>,
}
