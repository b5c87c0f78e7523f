//! The passage that a row of a pane stands for, whatever the pane shows: what marking, copying, exporting
//! and editing take. Does none of these.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bookmarks::Bookmark;
use crate::text::Span;

/// The passage that a row stands for.
#[derive(Clone, Debug)]
pub enum PassageRef {
    /// One of the open document.
    Here(Span),
    /// One of a document that need not be open.
    In(PathBuf, Span),
    /// That of a bookmark.
    Kept(Arc<Bookmark>),
}
