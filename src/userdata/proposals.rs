//! Finds the places that come into question for a bookmark whose passage is not certain: in its file, or,
//! if that cannot be read, in other files of the library. Keeps nothing.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::bookmarks::{Bookmark, Candidate, PassageFinder};
use crate::document::Document;
use crate::files::worker::CancelToken;
use crate::library::CatalogueView;
use crate::protocol::{BookmarkReport, Event, Proposal, Proposals};
use crate::reading::documents::Documents;
use crate::text::{CleanText, Span};

/// Bytes of text shown before and after a place that comes into question.
const CONTEXT: usize = 240;

/// Files in which a passage is looked for if its own is gone: each is read for it.
const MOST: usize = 500;

/// Places in other files that are offered.
const OFFERED: usize = 5;

/// Finds the places that come into question for a bookmark, and reports them if it was not called off.
pub fn propose(
    (mark, elsewhere): (&Bookmark, Option<&CatalogueView>),
    documents: &Documents,
    token: &CancelToken<'_>,
    report: &dyn Fn(Event),
) {
    let proposals =
        proposals_while((mark, elsewhere), documents, token.flag(), &|| !token.is_cancelled());
    if !token.is_cancelled() {
        report(Event::Bookmarks(BookmarkReport::Proposed(mark.id.clone(), proposals)));
    }
}

/// The places that come into question for a bookmark, best first: in its file, or, if that cannot be
/// read, in the nearest files of the library `elsewhere`.
pub fn proposals(of: (&Bookmark, Option<&CatalogueView>), documents: &Documents) -> Proposals {
    proposals_while(of, documents, &AtomicBool::new(false), &|| true)
}

fn proposals_while(
    (mark, elsewhere): (&Bookmark, Option<&CatalogueView>),
    documents: &Documents,
    cancel: &AtomicBool,
    wanted: &dyn Fn() -> bool,
) -> Proposals {
    let own = &mark.anchor.document.path.0;
    let reason = match documents.whole_while(own, cancel) {
        Ok(document) => return Proposals { places: found(mark, own, &document), unread: None },
        Err(reason) => reason,
    };
    let elsewhere = elsewhere.map(|library| library.nearest(own, MOST)).unwrap_or_default();
    let mut places = Vec::new();
    for path in elsewhere.iter().take_while(|_| wanted()) {
        let Ok(document) = documents.whole_while(path, cancel) else { continue };
        places.extend(found(mark, path, &document));
        places.sort_by_key(|place: &Proposal| std::cmp::Reverse(place.score));
        places.truncate(OFFERED);
    }
    Proposals { places, unread: Some(unread(own, &reason, elsewhere.len())) }
}

/// Why the passage was looked for in other files, and in how many.
fn unread(own: &Path, reason: &CleanText, elsewhere: usize) -> CleanText {
    let (name, reason) = (CleanText::path(own), reason.trim_end_matches('.'));
    let files = if elsewhere == 1 { "file" } else { "files" };
    CleanText::line(&format!(
        "{name} cannot be read: {reason}. {elsewhere} other {files} of the library were looked at."
    ))
}

fn found(mark: &Bookmark, path: &Path, document: &Document) -> Vec<Proposal> {
    let found = PassageFinder::new(document).resolve(&mark.anchor);
    found.candidates.into_iter().map(|candidate| proposal(path, document, candidate)).collect()
}

fn proposal(path: &Path, document: &Document, Candidate { span, score }: Candidate) -> Proposal {
    let text: &str = document.text();
    let from = text.floor_char_boundary(span.start.saturating_sub(CONTEXT));
    let to = text.floor_char_boundary((span.end + CONTEXT).min(text.len()));
    // Whole words only, unless there is but one.
    let white = char::is_whitespace;
    let from = match text.get(from..span.start).and_then(|lead| lead.find(white)) {
        Some(at) if from > 0 => from + at,
        _ => from,
    };
    let to = match text.get(span.end..to).and_then(|rest| rest.rfind(white)) {
        Some(at) if to < text.len() => span.end + at,
        _ => to,
    };
    let words = |part: Span| CleanText::text(part.of(text));
    Proposal {
        path: path.to_owned(),
        span,
        before: words(Span::new(from, span.start)),
        words: words(span),
        after: words(Span::new(span.end, to)),
        score: (score.clamp(0.0, 1.0) * 100.0).round() as u8,
    }
}
