//! Title, date, source and authors from what a format reader found, the head of the text and the
//! file's name, in this order. Opens nothing.

use std::path::Path;

use super::front_matter::{Field, header_lines};
use crate::document::{Block, BlockKind, Date, Metadata, Origin, Parts, Stated, dates, parse_date};
use crate::text::{Shown, Span};

/// How much of a text is searched for its date.
const DATE_WITHIN: usize = 1500;

/// Longest title or name, in characters.
const MAX_CHARS: usize = 300;

/// Takes what front matter says.
pub(super) fn apply(metadata: &mut Metadata, fields: &[Field]) {
    for field in fields {
        for value in &field.values {
            set(metadata, &field.key, value, Origin::FrontMatter);
        }
    }
}

/// Fills what is still unknown from the text and the file's name.
pub(super) fn complete(parts: &mut Parts, name: &Path) {
    let text = parts.text.as_str();
    let metadata = &mut parts.metadata;
    let mut subject = None;
    for (key, span) in header_lines(text) {
        let span = span.trimmed(text);
        match key.as_str() {
            "subject" | "subj" => subject = subject.or(Some(span)),
            _ => set(metadata, &key, span.of(text), Origin::Text(span)),
        }
    }
    if metadata.title.is_none() {
        // In a message the subject stands above the headings, in a paper the title above it all.
        let spans = [heading(&parts.blocks, text), subject];
        let found = spans.into_iter().flatten().min();
        let found = found.or_else(|| first_words(&parts.blocks, text));
        metadata.title = found.map(|span| Stated::new(clipped(span.of(text)), Origin::Text(span)));
    }
    if metadata.date.is_none() {
        metadata.date = date_in_text(text).or_else(|| date_in_name(name));
    }
}

/// The first heading that says something.
fn heading(blocks: &[Block], text: &str) -> Option<Span> {
    let headings = blocks.iter().take(200).filter(|block| {
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        heading && !is_generic(block.span.of(text))
    });
    headings.map(|block| block.span).next()
}

/// Headings that say nothing about their document.
fn is_generic(words: &str) -> bool {
    let words = words.get(..40).unwrap_or(words).trim().to_lowercase();
    let page = words.strip_prefix("page ").unwrap_or("x");
    matches!(words.as_str(), "document" | "untitled" | "contents" | "table of contents" | "index")
        || page.bytes().all(|b| b.is_ascii_digit())
}

/// In a document whose headings say nothing: its first line of three words or more.
fn first_words(blocks: &[Block], text: &str) -> Option<Span> {
    let generic = is_generic(blocks.first()?.span.of(text));
    let wordy = |span: &Span| span.of(text).split_whitespace().take(3).count() > 2;
    let span = blocks.iter().take(20).map(|block| block.span).find(wordy)?;
    let line = span.of(text).lines().next().filter(|_| generic)?;
    let end = line.char_indices().nth(120).map_or(line.len(), |(at, _)| at);
    Some(Span::new(span.start, span.start + end).trimmed(text))
}

fn set(metadata: &mut Metadata, key: &str, value: &str, origin: Origin) {
    if !value.chars().any(char::is_alphanumeric) {
        return;
    }
    let words = || Stated::new(clipped(value), origin);
    match key {
        "title" | "headline" | "subject" | "subj" => {
            metadata.title.get_or_insert_with(words);
        }
        "source" | "publisher" | "site" | "agency" | "publication" => {
            metadata.source.get_or_insert_with(words);
        }
        "author" | "authors" | "by" | "from" if metadata.authors.len() < 64 => {
            metadata.authors.push(words());
        }
        "language" | "lang" => {
            metadata.language.get_or_insert_with(words);
        }
        "date" | "dtg" | "published" | "issued" | "date of issue" | "updated" => {
            set_date(metadata, value, origin);
        }
        _ => {}
    }
}

fn set_date(metadata: &mut Metadata, value: &str, origin: Origin) {
    let value = value.get(..400).unwrap_or(value);
    let date = parse_date(value).or_else(|| dates(value).next().map(|(_, date)| date));
    if let (None, Some(date)) = (&metadata.date, date) {
        metadata.date = Some(Stated::new(date, origin));
    }
}

fn date_in_text(text: &str) -> Option<Stated<Date>> {
    let end = text.char_indices().nth(DATE_WITHIN).map_or(text.len(), |(at, _)| at);
    let (span, date) = dates(text.get(..end)?).next()?;
    Some(Stated::new(date, Origin::Text(span)))
}

fn date_in_name(name: &Path) -> Option<Stated<Date>> {
    let stem = name.file_stem()?.to_string_lossy().replace('_', " ");
    let (_, date) = dates(&stem).next()?;
    Some(Stated::new(date, Origin::FileName))
}

fn clipped(words: &str) -> Shown {
    let words: Vec<&str> = words.split_whitespace().take(MAX_CHARS).collect();
    let line: String = words.join(" ").chars().take(MAX_CHARS).collect();
    Shown::line(&line)
}
