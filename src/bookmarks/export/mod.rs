//! Bookmarks in the forms that other programs read, and back from two of them. Opens no file.

mod annotation;
mod csv;
mod lines;
mod markdown;
mod org;

use super::Bookmark;
use crate::text::Shown;

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

/// What was read from an export.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The bookmarks.
    pub bookmarks: Vec<Bookmark>,
    /// Sentences about what could not be read.
    pub problems: Vec<Shown>,
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
    let mut imported = annotation::read(text).unwrap_or_else(|| lines::read(text));
    imported.bookmarks = imported.bookmarks.into_iter().map(Bookmark::cleaned).collect();
    imported
}

/// Bookmarks of one document after the other, each in the order of its text.
fn by_document(bookmarks: &[Bookmark]) -> Vec<&Bookmark> {
    let mut sorted: Vec<_> = bookmarks.iter().collect();
    sorted.sort_by(|a, b| {
        let place = |mark: &Bookmark| (mark.anchor.offset, mark.id.clone());
        let paths = a.anchor.document.path.cmp(&b.anchor.document.path);
        paths.then_with(|| place(a).cmp(&place(b)))
    });
    sorted
}

/// The document's path, as it can be shown.
fn path(bookmark: &Bookmark) -> Shown {
    Shown::path(&bookmark.anchor.document.path.0)
}

/// `text` in lines without the white space around it.
fn trimmed_lines(text: &str) -> impl Iterator<Item = String> {
    let shown = Shown::text(text.trim());
    let lines: Vec<_> = shown.lines().map(|line| line.trim().to_owned()).collect();
    lines.into_iter()
}

#[cfg(test)]
mod tests;
