//! Comma-separated values (RFC 4180) that no spreadsheet takes for formulas.

use super::{by_document, path};
use crate::bookmarks::Bookmark;
use crate::text::{CleanText, is_formula};

const HEAD: [&str; 15] = [
    "id",
    "path",
    "title",
    "date",
    "source",
    "page",
    "paragraph",
    "begin",
    "end",
    "quote",
    "label",
    "note",
    "created",
    "modified",
    "was",
];

/// A row of names, then a row for each bookmark; offsets in Unicode scalar values.
pub fn write(bookmarks: &[Bookmark]) -> String {
    let mut out = row(&HEAD.map(str::to_owned));
    for bookmark in by_document(bookmarks) {
        let (anchor, citation) = (&bookmark.anchor, &bookmark.citation);
        out.push_str(&row(&[
            bookmark.id.to_string(),
            path(bookmark).to_string(),
            citation.title.clone(),
            citation.date.clone(),
            citation.source.clone(),
            citation.page.clone(),
            citation.paragraph.to_string(),
            anchor.scalar.to_string(),
            (anchor.scalar + anchor.quote.chars().count()).to_string(),
            anchor.quote.clone(),
            bookmark.label(),
            bookmark.note.clone(),
            bookmark.created.to_string(),
            bookmark.modified.to_string(),
            bookmark.first_words().unwrap_or_default().to_owned(),
        ]));
    }
    out
}

fn row(cells: &[String]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\r\n"
}

/// A cell in quotation marks; one that a spreadsheet would calculate gets an apostrophe before it.
fn quoted(cell: &str) -> String {
    let shown = CleanText::text(cell);
    let guard = if is_formula(&shown) { "'" } else { "" };
    format!("\"{guard}{}\"", shown.replace('"', "\"\""))
}
