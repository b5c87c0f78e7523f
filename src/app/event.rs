//! What can happen. Everything outside reaches the state as one of these.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::Size;

use super::across;
use super::bookmarks::Report;
use super::search;
use crate::config::KeyPress;
use crate::document::Document;
use crate::facts::Facts;
use crate::facts::correction::Corrections;
use crate::library::{Entry, EntryId, Prepared};
use crate::text::{Shown, Span};

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
        reason: Shown,
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
        facts: Arc<Facts>,
    },
    /// Something the user should know.
    Notice(Notice),
    /// What was corrected in earlier sittings.
    Corrections(Corrections),
    /// Something became of bookmarks.
    Bookmarks(Report),
    /// Something became of a search of the library.
    Search(search::Report),
    /// Something was looked up in the whole library.
    LookedUp(across::Report),
    /// The command line asks for a search of the library.
    SearchFor(String),
    /// What could not be kept before has been kept.
    Saved,
    /// What the user made could not be kept to the last, for this reason: it is lost.
    Unsaved(Shown),
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

/// A use of the mouse at a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub action: MouseAction,
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u16,
}

/// What was done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button was pressed.
    Click,
    /// It was pressed again at once at the same place.
    DoubleClick,
    /// It was pressed a third time.
    TripleClick,
    /// The mouse was moved with the left button down.
    Drag,
    /// The left button was let go.
    Release,
    /// The wheel was turned towards the user.
    WheelDown,
    /// The wheel was turned away from the user.
    WheelUp,
}

/// How the search for files ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// The folders and files that were looked at.
    pub roots: Vec<PathBuf>,
    /// Sentences about what was passed over and why.
    pub skipped: Vec<Shown>,
}

/// How far the indexing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Documents read.
    pub done: usize,
    /// Documents to be read, with those done.
    pub total: usize,
    /// Seconds that are left, once that can be told.
    pub left: Option<u64>,
}

impl Progress {
    /// "412 of 9,803 read, 38 s left".
    pub fn said(self) -> String {
        let said = format!("{} of {} read", grouped(self.done), grouped(self.total));
        match self.left {
            None => said,
            Some(seconds @ 0..100) => format!("{said}, {seconds} s left"),
            Some(seconds) => format!("{said}, {} min left", seconds.div_ceil(60)),
        }
    }
}

/// A number with commas between its thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub kind: NoticeKind,
    /// A sentence.
    pub words: Shown,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// Gone with the next key.
    Passing,
    /// Stays until it is dismissed with Esc.
    Warning,
    /// Stays until what failed succeeds.
    Failure,
}

impl Notice {
    /// A message that goes with the next key.
    pub fn passing(words: &str) -> Self {
        Self { kind: NoticeKind::Passing, words: Shown::line(words) }
    }

    /// A message that stays until what failed succeeds.
    pub fn failure(words: &str) -> Self {
        Self { kind: NoticeKind::Failure, words: Shown::line(words) }
    }

    /// A message that stays until it is dismissed.
    pub fn warning(words: &str) -> Self {
        Self { kind: NoticeKind::Warning, words: Shown::line(words) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_with_what_is_left() {
        let said = |left| Progress { done: 412, total: 1_009_803, left }.said();
        assert_eq!(said(Some(38)), "412 of 1,009,803 read, 38 s left");
        assert_eq!(said(Some(121)), "412 of 1,009,803 read, 3 min left");
        assert_eq!(said(None), "412 of 1,009,803 read");
    }
}
