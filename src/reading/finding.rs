//! Searches a document that is too long to be searched between two frames. Runs on a worker.

use std::sync::Arc;

use crate::document::Document;
use crate::files::worker::CancelToken;
use crate::library::EntryId;
use crate::protocol::MOST_HITS;
use crate::protocol::{Event, Highlight};
use crate::text::Span;

/// What to look for, and where.
pub struct FindRequest {
    /// Which document of the catalogue.
    pub entry: EntryId,
    /// The document.
    pub document: Arc<Document>,
    /// What was typed.
    pub query: String,
    /// What it matches.
    pub highlight: Highlight,
    /// The first match from this byte on is told before the others.
    pub from: usize,
}

/// Finds the first match, then every one, unless a newer search comes first.
pub fn find(search: &FindRequest, token: &CancelToken<'_>, report: &dyn Fn(Event)) {
    let FindRequest { entry, document, query, highlight, from } = search;
    let text = document.text();
    if let Some(hit) = highlight.first_from(text, *from) {
        report(Event::FirstHit { entry: *entry, query: query.clone(), hit });
    }
    let mut hits: Vec<Span> = Vec::new();
    for hit in highlight.hits(text).take(MOST_HITS) {
        if hits.len().is_multiple_of(1024) && token.is_cancelled() {
            return;
        }
        hits.push(hit);
    }
    report(Event::Hits { entry: *entry, query: query.clone(), hits });
}
