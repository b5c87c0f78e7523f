//! What a list says of a document: as data.

use std::path::PathBuf;

use crate::document::Date;
use crate::text::CleanText;

/// A document, as a list names it.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentHead {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub title: CleanText,
    /// When it was published.
    pub date: Option<Date>,
    /// Who issued it.
    pub source: Option<CleanText>,
}
