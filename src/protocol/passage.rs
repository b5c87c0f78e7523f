//! A passage of a document that is not open, and what is to be done with it once the document is read.
//! Data only.

use std::path::PathBuf;

use crate::text::Span;

/// What is to be done with a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageUse {
    /// Bookmark it.
    Mark,
    /// Ask for labels and bookmark it with them.
    MarkWithLabel,
    /// Copy it with its source.
    Copy,
    /// Copy its words.
    CopyWords,
    /// Write it into a file.
    Export,
    /// Open the file in the user's editor at its line.
    Edit,
    /// It is no range.
    RejectRange,
}

/// A passage whose document is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadPassage {
    /// The file.
    pub path: PathBuf,
    /// The passage.
    pub span: Span,
    /// What for.
    pub used: PassageUse,
}
