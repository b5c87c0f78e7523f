//! What can be done to what the journal keeps.

use serde_json::Value;

use crate::bookmarks::{Bookmark, Id};

/// Something that can be done to what is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A bookmark is new, or takes the place of the one with the same id.
    Put(Box<Bookmark>),
    /// A bookmark goes.
    Remove(Id),
    /// A bookmark becomes what it was before: with that state, or gone.
    Undo(Id, Option<Box<Bookmark>>),
    /// A value of another kind (a correction to a fact, say) under the name of its kind.
    Other(String, Value),
}
