//! What `update` asks of the world. Pure data: `runtime` performs it.

use std::path::PathBuf;
use std::sync::Arc;

use super::{
    ArrangeRequest, BookmarkRequest, FilterRequest, FollowRequest, Highlight, LookupRequest, Memo,
    PipeRequest, ReadPassage, SearchRequest,
};
use crate::bookmarks::Bookmark;
use crate::document::Document;
use crate::facts::correction::Corrections;
use crate::library::{CatalogueView, EntryId};
use crate::text::CleanText;

/// Something to be done outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read a document; a newer request replaces one that waits.
    Open {
        /// Which document of the catalogue.
        entry: EntryId,
        /// Its file.
        path: PathBuf,
    },
    /// Read the open document anew, beside another one that is being opened.
    Reload {
        /// Which document of the catalogue.
        entry: EntryId,
        /// Its file.
        path: PathBuf,
    },
    /// Find every match in a document that is too long to be searched between two frames.
    Find {
        /// Which document of the catalogue.
        entry: EntryId,
        /// The document.
        document: Arc<Document>,
        /// What was typed.
        query: String,
        /// What it matches.
        highlight: Highlight,
        /// The first match from this byte on is told before the others.
        from: usize,
    },
    /// Find the facts of a document; a newer request replaces one that waits.
    Extract {
        /// Which document of the catalogue.
        entry: EntryId,
        /// The document.
        document: Arc<Document>,
    },
    /// Search the library; a newer request replaces one that waits, and calls off one under way.
    Search(SearchRequest),
    /// Ask the index which documents pass the filter of the list; a newer request replaces one that waits.
    Filter(FilterRequest),
    /// Find out the rows of a long list; a newer request replaces one that waits, and calls off one under
    /// way.
    Arrange(ArrangeRequest),
    /// From now on these corrections hold for everything that the library is asked.
    Corrected(Arc<Corrections>),
    /// Look something up in the whole library.
    LookUp(LookupRequest),
    /// Read a document that is not open, of which a passage is meant.
    ReadPassage(ReadPassage),
    /// Find where a link leads that names a file; a newer request replaces one that waits.
    Follow(FollowRequest),
    /// Hand an address, which was shown whole, to the program the system chooses.
    Browse(CleanText),
    /// Give a text to a command of the settings; a newer request ends one under way.
    Pipe(PipeRequest),
    /// End the command under way; nothing is reported of it.
    EndPipe,
    /// Do something with bookmarks.
    Bookmarks(BookmarkRequest),
    /// Find where bookmarks stand in a document; a newer request replaces one that waits.
    Place {
        /// Which document of the catalogue.
        entry: EntryId,
        /// Its file.
        path: PathBuf,
        /// The document.
        document: Arc<Document>,
        /// Every bookmark: which are of this document is found out too.
        marks: Vec<Arc<Bookmark>>,
    },
    /// Find the places that come into question for a bookmark; a newer request replaces one that waits.
    Propose {
        /// The bookmark, looked for in its file.
        mark: Arc<Bookmark>,
        /// The library in whose files it is looked for if its own cannot be read; `None` unless it is lost.
        elsewhere: Option<CatalogueView>,
    },
    /// Find out how sure the places of these bookmarks are today; a newer request replaces one that waits.
    CheckBookmarks(Vec<Arc<Bookmark>>),
    /// Put words on the clipboard.
    Copy(CleanText),
    /// Keep something the reader would miss tomorrow.
    Remember(Memo),
    /// Find out which of these files that are not remembered are remembered under the names of others
    /// that are not in the list.
    Recognise {
        /// Files that are remembered and were not found.
        lost: Vec<PathBuf>,
        /// Files that were found and are not remembered.
        new: Vec<PathBuf>,
    },
    /// Look for new and changed files.
    Scan,
    /// Run the user's editor on a file, at a line (counted from 1).
    Edit {
        /// The file.
        path: PathBuf,
        /// The line.
        line: u32,
    },
    /// Hand a file to the program the system chooses.
    OpenOutside(PathBuf),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Ask the terminal to bracket pastes: only while a field is typed into.
    Paste(bool),
    /// Name the terminal's window.
    Title(CleanText),
    /// Ask the terminal for the colour of its ground, if the colours of the screen go by it.
    AskGround,
    /// Paint everything anew.
    Redraw,
    /// Go to the background.
    Suspend,
    /// Leave.
    Quit,
}
