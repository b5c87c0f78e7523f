//! Markdown (CommonMark) for people: a heading for each document, its passages as quotations.

use std::fmt::Write as _;

use super::{by_document, path, trimmed_lines};
use crate::bookmarks::Bookmark;
use crate::text::{CleanText, single_spaced};

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
    let known: Vec<_> = known.into_iter().filter(|part| !part.is_empty()).map(inline).collect();
    format!("\n## {}\n\n{}\n", inline(title), known.join(" · "))
}

fn entry(bookmark: &Bookmark) -> String {
    let mut out = String::from("\n");
    for line in trimmed_lines(&bookmark.anchor.quote) {
        let _ = writeln!(out, "{}", format!("> {}", inline(&line)).trim_end());
    }
    let mut about = vec![format!("`{}`", bookmark.id)];
    let place = bookmark.citation.place();
    if !place.is_empty() {
        about.insert(0, inline(&place));
    }
    if !bookmark.citation.page.is_empty() {
        about.insert(0, format!("p. {}", inline(&bookmark.citation.page)));
    }
    about.extend(bookmark.labels.iter().map(|label| format!("**{}**", inline(label))));
    let _ = writeln!(out, "\n{}", about.join(" · "));
    if let Some(was) = bookmark.first_words() {
        let _ = writeln!(out, "\nwas: “{}”", inline(&single_spaced(was)));
    }
    if !bookmark.note.trim().is_empty() {
        out.push('\n');
        for line in trimmed_lines(&bookmark.note) {
            let _ = writeln!(out, "{}", inline(&line));
        }
    }
    out
}

/// `text` on one line, with every character escaped that could mean something.
fn inline(text: &str) -> String {
    let shown = CleanText::line(text.trim());
    let mut out = String::with_capacity(shown.len() + 8);
    for (at, c) in shown.char_indices() {
        let list = at == 0 && matches!(c, '-' | '+' | '=');
        let number = matches!(c, '.' | ')')
            && (1..=9).contains(&at)
            && shown[..at].bytes().all(|byte| byte.is_ascii_digit());
        if list
            || number
            || matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '!' | '$'
            )
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
