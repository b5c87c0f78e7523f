//! Markdown (CommonMark) for people: a heading for each document, its passages as quotations.

use std::fmt::Write as _;

use super::{by_document, path, trimmed_lines};
use crate::bookmarks::Bookmark;
use crate::text::{markdown_line, single_spaced};

/// Quotations by document; whatever is Markdown in them is escaped.
pub fn write(bookmarks: &[Bookmark]) -> String {
    let mut out = String::from("# Bookmarks\n");
    let mut last = None;
    for bookmark in by_document(bookmarks) {
        let document = &bookmark.anchor.document.path;
        if last != Some(document) {
            out.push_str(&head(bookmark));
            last = Some(document);
        }
        out.push_str(&entry(bookmark));
    }
    out
}

fn head(bookmark: &Bookmark) -> String {
    let citation = &bookmark.citation;
    let path = path(bookmark);
    let title = if citation.title.trim().is_empty() { path.as_str() } else { &citation.title };
    let known = [citation.date.as_str(), &citation.source, path.as_str()];
    let known: Vec<_> =
        known.into_iter().filter(|part| !part.is_empty()).map(markdown_line).collect();
    format!("\n## {}\n\n{}\n", markdown_line(title), known.join(" · "))
}

fn entry(bookmark: &Bookmark) -> String {
    let mut out = String::from("\n");
    for line in trimmed_lines(&bookmark.anchor.quote) {
        let _ = writeln!(out, "{}", format!("> {}", markdown_line(&line)).trim_end());
    }
    let mut about = vec![format!("`{}`", bookmark.id)];
    let place = bookmark.citation.place();
    if !place.is_empty() {
        about.insert(0, markdown_line(&place));
    }
    if !bookmark.citation.page.is_empty() {
        about.insert(0, format!("p. {}", markdown_line(&bookmark.citation.page)));
    }
    about.extend(bookmark.labels.iter().map(|label| format!("**{}**", markdown_line(label))));
    let _ = writeln!(out, "\n{}", about.join(" · "));
    if let Some(was) = bookmark.first_words() {
        let _ = writeln!(out, "\nwas: “{}”", markdown_line(&single_spaced(was)));
    }
    if !bookmark.note.trim().is_empty() {
        out.push('\n');
        for line in trimmed_lines(&bookmark.note) {
            let _ = writeln!(out, "{}", markdown_line(&line));
        }
    }
    out
}
