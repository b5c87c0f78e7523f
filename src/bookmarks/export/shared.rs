//! What several forms of export share.

use crate::bookmarks::Bookmark;
use crate::text::CleanText;

/// What was read from an export.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The bookmarks.
    pub bookmarks: Vec<Bookmark>,
    /// Sentences about what could not be read.
    pub problems: Vec<CleanText>,
}

/// Bookmarks of one document after the other, each in the order of its text.
pub(super) fn by_document(bookmarks: &[Bookmark]) -> Vec<&Bookmark> {
    let mut sorted: Vec<_> = bookmarks.iter().collect();
    sorted.sort_by(|a, b| {
        let place = |mark: &Bookmark| (mark.anchor.offset, mark.id.clone());
        let paths = a.anchor.document.path.cmp(&b.anchor.document.path);
        paths.then_with(|| place(a).cmp(&place(b)))
    });
    sorted
}

/// The document's path, as it can be shown.
pub(super) fn path(bookmark: &Bookmark) -> CleanText {
    CleanText::path(&bookmark.anchor.document.path.0)
}

/// `text` in lines without the white space around it.
pub(super) fn trimmed_lines(text: &str) -> impl Iterator<Item = String> {
    let shown = CleanText::text(text.trim());
    let lines: Vec<_> = shown.lines().map(|line| line.trim().to_owned()).collect();
    lines.into_iter()
}
