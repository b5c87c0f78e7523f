//! Bookmarks in the forms that other programs read, and back from two of them. Opens no file.

mod annotation;
mod csv;
mod lines;
mod markdown;
mod org;
mod shared;

pub use shared::Imported;
pub(in crate::bookmarks::export) use shared::{by_document, path, trimmed_lines};

use super::Bookmark;

pub use lines::json_line;

/// A form of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people: quotations by document.
    Markdown,
    /// For Emacs: a headline a bookmark.
    Org,
    /// For spreadsheets: a row a bookmark.
    Csv,
    /// For programs, with everything: one object a line.
    JsonLines,
    /// W3C Web Annotation Data Model, as JSON-LD.
    Annotation,
}

impl Format {
    /// Every form, with the name it has on the command line.
    pub const ALL: [(&'static str, Self); 5] = [
        ("markdown", Self::Markdown),
        ("org", Self::Org),
        ("csv", Self::Csv),
        ("jsonl", Self::JsonLines),
        ("jsonld", Self::Annotation),
    ];

    /// The form called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}

/// `bookmarks` in the form `format`: text that ends with a line feed and holds no control
/// characters but line feeds and tabs.
pub fn export(format: Format, bookmarks: &[Bookmark]) -> String {
    match format {
        Format::Markdown => markdown::write(bookmarks),
        Format::Org => org::write(bookmarks),
        Format::Csv => csv::write(bookmarks),
        Format::JsonLines => lines::write(bookmarks),
        Format::Annotation => annotation::write(bookmarks),
    }
}

/// Bookmarks from JSON Lines or JSON-LD, whichever `text` is.
pub fn import(text: &str) -> Imported {
    // Programs of Windows put a mark in front that is no part of the text.
    let text = text.trim_start_matches('\u{feff}');
    let mut imported = annotation::read(text).unwrap_or_else(|| lines::read(text));
    imported.bookmarks = imported.bookmarks.into_iter().map(Bookmark::cleaned).collect();
    imported
}

#[cfg(test)]
mod tests;
