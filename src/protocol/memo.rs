//! What is kept for the next time the reader starts. Data only: `runtime` keeps it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bookmarks::{Digest, ReadingPlace};
use crate::document::Document;

/// Something to be kept for the next time.
#[derive(Clone, Debug, PartialEq)]
pub enum Memo {
    /// Where the reader stands in a document.
    Position {
        /// The file.
        path: PathBuf,
        /// The bytes of the file, if they are known.
        content: Option<Digest>,
        /// Where the top of the page stands.
        place: ReadingPlace,
    },
    /// A document was read, or marked as unread.
    Read {
        /// The file.
        path: PathBuf,
        /// The bytes of the file, if they are known.
        content: Option<Digest>,
        /// True if it counts as read.
        read: bool,
    },
    /// The words of a document that is read, by which it is known again under another name.
    Words {
        /// The file.
        path: PathBuf,
        /// Its text.
        document: Arc<Document>,
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
    /// Something was chosen on the screen, such as a theme, an order, the width of a pane.
    Choice {
        /// What it is about.
        name: &'static str,
        /// What was chosen; empty if nothing is chosen any more.
        value: String,
    },
    /// A place was marked with a letter.
    Mark {
        /// From a to z.
        letter: char,
        /// The file.
        path: PathBuf,
        /// The bytes of the file, if they are known.
        content: Option<Digest>,
        /// Where in its text.
        place: ReadingPlace,
    },
}

impl Memo {
    /// True if `newer` says the same of the same thing, so that this one need not be kept any more.
    pub fn is_replaced_by(&self, newer: &Self) -> bool {
        match (self, newer) {
            (Self::Position { path, .. }, Self::Position { path: same, .. })
            | (Self::Read { path, .. }, Self::Read { path: same, .. })
            | (Self::Words { path, .. }, Self::Words { path: same, .. }) => path == same,
            (Self::Searched(words), Self::Searched(same)) => words == same,
            (Self::SavedSearch { name, .. }, Self::SavedSearch { name: same, .. }) => name == same,
            (Self::Choice { name, .. }, Self::Choice { name: same, .. }) => name == same,
            (Self::Mark { letter, .. }, Self::Mark { letter: same, .. }) => letter == same,
            _ => false,
        }
    }

    /// True for what the user made: the rest is only missed.
    pub fn is_made_by_the_user(&self) -> bool {
        matches!(self, Self::Mark { .. } | Self::SavedSearch { .. })
    }
}
