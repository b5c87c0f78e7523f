//! What `update` asks of the world. Pure data: `runtime` performs it.

use std::path::PathBuf;
use std::sync::Arc;

use super::across;
use super::bookmarks::Wish;
use super::reader::Needle;
use super::search;
use crate::bookmarks::Bookmark;
use crate::document::Document;
use crate::facts::correction::Correction;
use crate::library::EntryId;
use crate::text::Shown;

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
    /// Find every match in a document that is too long to be searched between two frames.
    Find {
        /// Which document of the catalogue.
        entry: EntryId,
        /// The document.
        document: Arc<Document>,
        /// What was typed.
        query: String,
        /// What it matches.
        needle: Needle,
    },
    /// Find the facts of a document; a newer request replaces one that waits.
    Extract {
        /// Which document of the catalogue.
        entry: EntryId,
        /// The document.
        document: Arc<Document>,
    },
    /// Search the library; a newer request replaces one that waits, and calls off one under way.
    Search(search::Request),
    /// Look something up in the whole library.
    LookUp(across::Request),
    /// Do something with bookmarks.
    Bookmarks(Wish),
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
    /// Find the places that come into question for a bookmark, in its file.
    Propose(Arc<Bookmark>),
    /// Put words on the clipboard.
    Copy(Shown),
    /// Keep something the reader would miss tomorrow.
    Remember(Memo),
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
    Title(Shown),
    /// Paint everything anew.
    Redraw,
    /// Go to the background.
    Suspend,
    /// Leave.
    Quit,
}

/// Something to be kept for the next time.
#[derive(Clone, Debug, PartialEq)]
pub enum Memo {
    /// Where the reader stands in a document (byte offset into its text).
    Position {
        /// The file.
        path: PathBuf,
        /// Where the top of the page stands.
        offset: usize,
    },
    /// A document was read, or marked as unread.
    Read {
        /// The file.
        path: PathBuf,
        /// True if it counts as read.
        read: bool,
    },
    /// A correction of the facts was made, or taken back.
    Correction {
        /// What the user knows better.
        correction: Correction,
        /// False if it was taken back.
        made: bool,
    },
    /// Something was searched for.
    Searched(String),
    /// A search was saved under a name, or the one of that name is to be forgotten.
    SavedSearch {
        /// Its name.
        name: String,
        /// What was typed; `None` to forget it.
        words: Option<String>,
    },
    /// A place was marked with a letter.
    Mark {
        /// From a to z.
        letter: char,
        /// The file.
        path: PathBuf,
        /// Byte offset into its text.
        offset: usize,
    },
}

impl Memo {
    /// True if `newer` says the same of the same thing, so that this one need not be kept any more.
    pub fn is_replaced_by(&self, newer: &Self) -> bool {
        match (self, newer) {
            (Self::Position { path, .. }, Self::Position { path: same, .. })
            | (Self::Read { path, .. }, Self::Read { path: same, .. }) => path == same,
            (Self::Searched(words), Self::Searched(same)) => words == same,
            (Self::SavedSearch { name, .. }, Self::SavedSearch { name: same, .. }) => name == same,
            (Self::Mark { letter, .. }, Self::Mark { letter: same, .. }) => letter == same,
            _ => false,
        }
    }

    /// True for what the user made: the rest is only missed.
    pub fn is_made_by_the_user(&self) -> bool {
        matches!(self, Self::Mark { .. } | Self::Correction { .. } | Self::SavedSearch { .. })
    }
}
