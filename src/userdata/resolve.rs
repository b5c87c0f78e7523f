//! Finds bookmarked passages away from the interface: those of a document that was opened, and the
//! places that come into question for one that is not certain. Keeps nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bookmarks::{Bookmark, Candidate, Finder, Identity, Resolution};
use crate::document::Document;
use crate::files::worker::CancelToken;
use crate::library::EntryId;
use crate::protocol::{BookmarkReport, Event, PlacedBookmark, Proposal};
use crate::reading::containers::exists;
use crate::reading::documents::Documents;
use crate::text::{Shown, Span};

/// Bytes of text shown before and after a place that comes into question.
const CONTEXT: usize = 240;

/// What the lane is asked.
pub enum Request {
    /// Where bookmarks stand in a document.
    Place {
        /// Which document of the catalogue.
        entry: EntryId,
        /// Its file.
        path: PathBuf,
        /// The document.
        document: Arc<Document>,
        /// Every bookmark.
        marks: Vec<Arc<Bookmark>>,
    },
    /// The places that come into question for a bookmark.
    Propose(Arc<Bookmark>),
}

/// Does a request and reports.
pub fn work(
    request: &Request,
    documents: &Documents,
    token: &CancelToken<'_>,
    report: &dyn Fn(Event),
) {
    let answer = match request {
        Request::Place { entry, path, document, marks } => {
            let places = places((path, document), documents, marks, &|| !token.is_cancelled());
            BookmarkReport::Placed { entry: *entry, document: Arc::clone(document), places }
        }
        Request::Propose(mark) => {
            BookmarkReport::Proposed(mark.id.clone(), proposals(mark, documents))
        }
    };
    report(Event::Bookmarks(answer));
}

/// Where those of `marks` stand that belong to the document at `path`: by path, bytes or words.
pub fn places(
    (path, document): (&Path, &Document),
    documents: &Documents,
    marks: &[Arc<Bookmark>],
    wanted: &dyn Fn() -> bool,
) -> Vec<PlacedBookmark> {
    if marks.is_empty() {
        return Vec::new();
    }
    let finder = Finder::new(document);
    let content = documents.fingerprint(path).ok();
    let identity = Identity { path: path.into(), content, words: Some(finder.words()) };
    let mine = marks.iter().filter(|mark| identity.matches(&mark.anchor.document));
    mine.take_while(|_| wanted()).map(|mark| placed(&finder, &identity, mark)).collect()
}

fn placed(finder: &Finder<'_>, identity: &Identity, mark: &Bookmark) -> PlacedBookmark {
    let Resolution { state, span, candidates } = finder.resolve(&mark.anchor);
    let marked = &mark.anchor.document.path;
    let same = *marked == identity.path;
    let moved_in = !same && !exists(&marked.0);
    let likeliest = candidates.first().map(|candidate| candidate.span);
    PlacedBookmark {
        id: mark.id.clone(),
        state,
        span: span.or(likeliest),
        moved_in,
        own: same || moved_in,
    }
}

/// The places in the bookmark's file that come into question, best first; none if it cannot be read.
pub fn proposals(mark: &Bookmark, documents: &Documents) -> Vec<Proposal> {
    let Ok(document) = documents.whole(&mark.anchor.document.path.0) else {
        return Vec::new();
    };
    let found = Finder::new(&document).resolve(&mark.anchor);
    found.candidates.into_iter().map(|candidate| proposal(&document, candidate)).collect()
}

fn proposal(document: &Document, Candidate { span, score }: Candidate) -> Proposal {
    let text: &str = document.text();
    let from = text.floor_char_boundary(span.start.saturating_sub(CONTEXT));
    let to = text.floor_char_boundary((span.end + CONTEXT).min(text.len()));
    let words = |part: Span| Shown::text(part.of(text));
    Proposal {
        span,
        before: words(Span::new(from, span.start)),
        words: words(span),
        after: words(Span::new(span.end, to)),
        score: (score.clamp(0.0, 1.0) * 100.0).round() as u8,
    }
}
