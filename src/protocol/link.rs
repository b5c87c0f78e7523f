//! What is asked about links and told of them: where a link leads that names a file, and what links to
//! a document. Data only: `runtime` has it looked for.

use std::path::PathBuf;

use crate::document::FileTarget;
use crate::text::{CleanText, Span};

/// A link that names a file, in a document of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowRequest {
    /// The document that holds the link.
    pub from: PathBuf,
    /// What the link names.
    pub target: FileTarget,
}

/// Where such a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowReport {
    /// To a document of the library.
    Inside(PathBuf),
    /// To a file outside of the library, or to a hidden one: the user is asked before it is opened.
    Outside(PathBuf),
    /// To nothing: there is no such file.
    Missing(PathBuf),
    /// To something that is no document, or cannot be looked for; a sentence.
    Refused(CleanText),
}

/// A passage that links to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPassage {
    /// The document that holds the link.
    pub path: PathBuf,
    /// Its title.
    pub title: CleanText,
    /// The words of the link, in its text.
    pub span: Span,
    /// The words around it.
    pub words: CleanText,
}

/// What links to a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkPassages {
    /// The passages, newest documents first.
    pub passages: Vec<LinkPassage>,
    /// True if there may be more than were looked at.
    pub more: bool,
}
