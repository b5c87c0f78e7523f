//! One document in the list: what is known of it without opening it. Holds no text.

use std::path::{Path, PathBuf};

use crate::bookmarks::Digest;
use crate::document::Date;
use crate::facts::{Counts, Overview};
use crate::text::CleanText;

/// Names an entry as long as its catalogue lives; never given to another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(super) u32);

/// A document as the list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Given by the catalogue.
    pub id: EntryId,
    /// The file, byte for byte.
    pub path: PathBuf,
    /// The file's name.
    pub name: CleanText,
    /// The folder it lies in, as the list shows it; empty if there is only one.
    pub folder: CleanText,
    /// What the document calls itself; its name until that is known.
    pub title: CleanText,
    /// When it was published.
    pub date: Option<Date>,
    /// Who issued it.
    pub source: Option<CleanText>,
    /// Its format, as the list shows it ("text", "Markdown"); empty until known.
    pub format: &'static str,
    /// Its length in words; 0 until known.
    pub words: usize,
    /// Its size in bytes.
    pub bytes: u64,
    /// What its bytes are, once they have been read.
    pub content: Option<Digest>,
    /// When the file was changed, in nanoseconds since 1970.
    pub modified: Option<i64>,
    /// How many facts it has, once they have been looked for.
    pub counts: Option<Counts>,
    /// If its file is cut or damaged: a sentence that says so, and that text may be missing or wrong.
    pub damage: Option<CleanText>,
    /// The sentence that says what it comes to, if it is a briefing that says so.
    pub bottom_line: Option<CleanText>,
    /// What else lists tell of its text, known as soon as `counts` are.
    pub overview: Overview,
    /// Whether it can be read.
    pub status: Status,
    /// Whether it waits to be read by the user.
    pub unread: bool,
}

/// Whether a document can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Found, not looked into yet.
    #[default]
    Waiting,
    /// Title, date and length are known.
    Ready,
    /// Looking into it took longer than a list may wait, so only its name is known. It may be read.
    Undescribed,
    /// It cannot be read, for this reason.
    Unreadable(CleanText),
}

impl Entry {
    /// A file that was found and not looked into yet: unread, called by its name.
    pub fn waiting(path: PathBuf, folder: CleanText) -> Self {
        let name = CleanText::path(path.file_name().map_or(&path, Path::new));
        Self {
            id: EntryId::default(),
            title: name.clone(),
            name,
            folder,
            path,
            date: None,
            source: None,
            format: "",
            words: 0,
            bytes: 0,
            content: None,
            modified: None,
            counts: None,
            damage: None,
            bottom_line: None,
            overview: Overview::default(),
            status: Status::Waiting,
            unread: true,
        }
    }

    /// Why it cannot be read, if it cannot.
    pub fn failure(&self) -> Option<&CleanText> {
        match &self.status {
            Status::Unreadable(reason) => Some(reason),
            Status::Waiting | Status::Ready | Status::Undescribed => None,
        }
    }
}
