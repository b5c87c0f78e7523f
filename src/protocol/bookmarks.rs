//! What the reader asks of the keeper of bookmarks, and what that reports. Data only; the keeper is
//! in `runtime`.

use std::path::PathBuf;
use std::sync::Arc;

use super::corrections::{CorrectionDetails, MadeCorrection};
use crate::bookmarks::{Bookmark, Certainty, Format, Id};
use crate::document::Document;
use crate::facts::correction::Correction;
use crate::library::EntryId;
use crate::text::{CleanText, Span};

/// A bookmark: one that is kept, or one that has been asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookmarkTarget {
    /// It is on the disk.
    Kept(Id),
    /// The number under which it was asked for.
    Asked(u64),
}

/// Something to be done with bookmarks. Each is done in the order it was asked for, and reported
/// only when it is on the disk.
#[derive(Clone, Debug)]
pub enum BookmarkRequest {
    /// Take in what other instances wrote.
    Refresh,
    /// Mark a passage.
    Add {
        /// A number that the report repeats.
        ticket: u64,
        /// The file.
        path: PathBuf,
        /// Its text.
        document: Arc<Document>,
        /// The passage.
        span: Span,
        /// Its labels.
        labels: Vec<String>,
    },
    /// Change what the user says about a passage.
    Edit(BookmarkTarget, BookmarkEdit),
    /// Remove bookmarks.
    Remove(Vec<Id>),
    /// Make bookmarks what they were before; `None`: they were not there.
    Restore(Vec<(BookmarkTarget, Option<Arc<Bookmark>>)>),
    /// Anchor passages anew where they were found without doubt.
    Anchor {
        /// The file.
        path: PathBuf,
        /// Its text.
        document: Arc<Document>,
        /// Which passages stand where.
        places: Vec<(Id, Span)>,
    },
    /// Note how sure the places of passages are.
    Note(Vec<(Id, Certainty)>),
    /// Anchor a passage at a place that the user chose.
    Accept {
        /// Which bookmark.
        id: Id,
        /// The file.
        path: PathBuf,
        /// The place.
        span: Span,
        /// The words that the user saw there.
        words: String,
    },
    /// The user leaves a passage as uncertain as it is.
    Settle(Id),
    /// The document of a bookmark is another file.
    Relink {
        /// Which bookmark.
        id: Id,
        /// The file.
        path: PathBuf,
    },
    /// Write bookmarks into a file.
    Export(BookmarkExport),
    /// Correct a fact in every document, or take that back.
    Correct {
        /// A number that the report repeats; later ones are greater.
        ticket: u64,
        /// What the user knows better.
        correction: Correction,
        /// What is to be known of it besides.
        details: Box<CorrectionDetails>,
        /// False if it is taken back.
        made: bool,
    },
    /// Take back what the journal says was done last, on whatever day.
    UndoLast,
}

/// What the user says about a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookmarkEdit {
    /// The note.
    Note(String),
    /// The labels.
    Labels(Vec<String>),
}

/// Bookmarks to be written into a file.
#[derive(Clone, Debug)]
pub struct BookmarkExport {
    /// The file.
    pub path: PathBuf,
    /// Its form.
    pub format: Format,
    /// The bookmarks.
    pub marks: Vec<Arc<Bookmark>>,
    /// True if a file of that name may be replaced.
    pub replace: bool,
}

/// What became of bookmarks.
#[derive(Clone, Debug)]
pub enum BookmarkReport {
    /// These are new or changed; those without a bookmark are gone.
    Changed(Vec<(Id, Option<Arc<Bookmark>>)>),
    /// A passage that was asked for is on the disk.
    Added {
        /// The number it was asked for under.
        ticket: u64,
        /// What it is called.
        id: Id,
    },
    /// A passage that was asked for cannot be marked.
    Refused {
        /// The number it was asked for under.
        ticket: u64,
        /// Why, as a sentence.
        why: CleanText,
    },
    /// Where the bookmarks of a document stand in it.
    Placed {
        /// Which document of the catalogue.
        entry: EntryId,
        /// The text they were looked for in.
        document: Arc<Document>,
        /// Each with its place.
        places: Vec<PlacedBookmark>,
    },
    /// The places that come into question for a passage.
    Proposed(Id, Proposals),
    /// The bookmarks whose places are as sure today as it is not kept of them; or why not all were
    /// looked for.
    Checked(Result<Vec<(Arc<Bookmark>, Certainty)>, CleanText>),
    /// Every correction in force, oldest first, and the last number asked for that is among them.
    Corrections(Vec<MadeCorrection>, Option<u64>),
    /// Something cannot be kept, for this reason.
    Failing(CleanText),
    /// What could not be kept before has been kept.
    Recovered,
    /// There is a file of that name already.
    Exists(BookmarkExport),
}

/// Where a bookmark stands in the open document.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedBookmark {
    /// Which bookmark.
    pub id: Id,
    /// How sure that is.
    pub state: Certainty,
    /// The passage if that is sure, else the likeliest place.
    pub span: Option<Span>,
    /// True if it is to be anchored anew though its passage has not moved: this file takes the place of
    /// the one that was marked, or only what earlier versions kept tells the document.
    pub outdated: bool,
    /// False if it is a copy of the file that was marked, whose bookmarks stay with that file.
    pub own: bool,
}

/// What was found of the places that come into question for a passage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposals {
    /// The places, best first.
    pub places: Vec<Proposal>,
    /// Why the passage was not looked for in its own file, as a sentence; `None` if it was.
    pub unread: Option<CleanText>,
}

/// A place that may be the passage, with what stands around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The file it is in.
    pub path: PathBuf,
    /// The place.
    pub span: Span,
    /// The words before it.
    pub before: CleanText,
    /// The words there.
    pub words: CleanText,
    /// The words after it.
    pub after: CleanText,
    /// How well it fits, in per cent.
    pub score: u8,
}
