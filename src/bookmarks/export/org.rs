//! Org for Emacs: a headline for each document and each passage, what is known in properties.

use std::fmt::Write as _;

use super::{by_document, path, trimmed_lines};
use crate::bookmarks::Bookmark;
use crate::text::CleanText;

/// Org's own way to part text from what would be markup (Org manual, "Escape Character").
const GUARD: char = '\u{200B}';

/// Headlines by document; whatever is Org in the words is kept from being so.
pub fn write(bookmarks: &[Bookmark]) -> String {
    let mut out = String::from("#+title: Bookmarks\n");
    let mut last = None;
    for bookmark in by_document(bookmarks) {
        let document = &bookmark.anchor.document.path;
        if last != Some(document) {
            let citation = &bookmark.citation;
            let path = path(bookmark);
            let title = if citation.title.trim().is_empty() {
                &path
            } else {
                &CleanText::line(&citation.title)
            };
            let _ = writeln!(out, "* {}", guarded(title));
            last = Some(document);
        }
        out.push_str(&entry(bookmark));
    }
    out
}

fn entry(bookmark: &Bookmark) -> String {
    let citation = &bookmark.citation;
    let mut out = format!("** {}{}\n:PROPERTIES:\n", headline(bookmark), tags(bookmark));
    let path = path(bookmark);
    let paragraph = citation.paragraph.to_string();
    let created = bookmark.created.to_string();
    let was = bookmark.first_words().unwrap_or_default().to_owned();
    for (name, value) in [
        ("ID", bookmark.id.as_str()),
        ("FILE", path.as_str()),
        ("DATE", &citation.date),
        ("SOURCE", &citation.source),
        ("PAGE", &citation.page),
        ("PARAGRAPH", &paragraph),
        ("CREATED", &created),
        ("WAS", &was),
        ("LABEL", &bookmark.label()),
    ] {
        if !value.is_empty() {
            let _ = writeln!(out, ":{name}: {}", CleanText::line(value).trim());
        }
    }
    out.push_str(":END:\n#+begin_quote\n");
    trimmed_lines(&bookmark.anchor.quote).for_each(|line| out.push_str(&(guarded(&line) + "\n")));
    out.push_str("#+end_quote\n");
    trimmed_lines(&bookmark.note).for_each(|line| out.push_str(&(guarded(&line) + "\n")));
    out
}

/// The first words of the quote.
fn headline(bookmark: &Bookmark) -> String {
    let words: Vec<_> = bookmark.anchor.quote.split_whitespace().take(8).collect();
    let short: String = words.join(" ").chars().take(72).collect();
    guarded(&CleanText::line(&short))
}

/// Labels as tags, which hold letters, digits, `_` and `@` only.
fn tags(bookmark: &Bookmark) -> String {
    let plain = |c: char| {
        if c.is_alphanumeric() || c == '@' { c } else { '_' }
    };
    let tags: Vec<String> =
        bookmark.labels.iter().map(|label| label.chars().map(plain).collect()).collect();
    if tags.is_empty() { String::new() } else { format!(" :{}:", tags.join(":")) }
}

/// A line with a guard before everything that Org would take for markup.
fn guarded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    if starts_block(line) {
        out.push(GUARD);
    }
    let mut last = ' ';
    for c in line.chars() {
        let opens = matches!(c, '*' | '/' | '_' | '=' | '~' | '+') && !last.is_alphanumeric();
        let nested = matches!((last, c), ('[', '[') | ('<', '<') | ('{', '{'));
        if (opens && !out.is_empty() && !out.ends_with(GUARD))
            || nested
            || matches!(c, '\\' | '^' | '$')
        {
            out.push(GUARD);
        }
        out.push(c);
        last = c;
    }
    // Colons at the end would be tags of a headline.
    if line.ends_with(':') {
        out.push(GUARD);
    }
    out
}

fn starts_block(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let listed = digits.len() < line.len() && digits.starts_with(['.', ')']);
    listed || line.starts_with(['*', '#', '|', ':', '+', '-', '[', '/', '_', '=', '~', '%', '<'])
}
