//! Finds the bookmarked passages of a document that was opened, away from the interface. Keeps nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bookmarks::{
    Anchoring, Bookmark, Certainty, FilePath, Identity, OldSums, PassageFinder,
};
use crate::document::Document;
use crate::files::worker::CancelToken;
use crate::library::EntryId;
use crate::protocol::{BookmarkReport, Event, PlacedBookmark};
use crate::reading::containers::exists;
use crate::reading::documents::Documents;

/// Asks where bookmarks stand in a document.
pub struct Placing {
    /// Which document of the catalogue.
    pub entry: EntryId,
    /// Its file.
    pub path: PathBuf,
    /// The document.
    pub document: Arc<Document>,
    /// Every bookmark.
    pub marks: Vec<Arc<Bookmark>>,
}

/// Finds where bookmarks stand in a document, and reports if it was not called off: some of them are
/// not all.
pub fn place(
    request: &Placing,
    documents: &Documents,
    token: &CancelToken<'_>,
    report: &dyn Fn(Event),
) {
    let Placing { entry, path, document, marks } = request;
    let places = places((path, document), documents, marks, &|| !token.is_cancelled());
    if !token.is_cancelled() {
        let (entry, document) = (*entry, Arc::clone(document));
        report(Event::Bookmarks(BookmarkReport::Placed { entry, document, places }));
    }
}

/// Where those of `marks` stand that belong to the document at `path`: by path, bytes or words, or
/// because it is another version of a document whose file is gone.
pub fn places(
    (path, document): (&Path, &Document),
    documents: &Documents,
    marks: &[Arc<Bookmark>],
    wanted: &dyn Fn() -> bool,
) -> Vec<PlacedBookmark> {
    if marks.is_empty() {
        return Vec::new();
    }
    let finder = PassageFinder::new(document);
    let mut identity = Identity {
        path: path.into(),
        content: documents.digest(path).ok(),
        words: Some(finder.words()),
        ..Identity::default()
    };
    if marks.iter().any(|mark| mark.anchor.document.is_old()) {
        let content = documents.old_fingerprint(path).ok();
        identity.old = OldSums { content, words: Some(finder.old_words()) };
    }
    let mut gone = BTreeMap::new();
    let mut is_gone =
        |path: &FilePath| *gone.entry(path.clone()).or_insert_with(|| !exists(&path.0));
    let place = |mark: &Arc<Bookmark>| {
        let marked = &mark.anchor.document;
        if identity.matches(marked) {
            return Some(placed(&finder, &identity, mark));
        }
        if marked.sketch.is_none() || !is_gone(&marked.path) {
            return None;
        }
        identity.sketch.get_or_insert_with(|| finder.sketch());
        let version = identity.is_version_of(marked);
        version.then(|| placed_in_version((document, &finder), &identity, mark))
    };
    marks.iter().take_while(|_| wanted()).filter_map(place).collect()
}

/// The place in another version of a document whose file is gone. The bookmark follows only if the
/// passage is found without doubt in a text of the same title, day and source: else it is lost until a
/// person says that this is its document.
fn placed_in_version(
    (document, finder): (&Document, &PassageFinder<'_>),
    identity: &Identity,
    mark: &Bookmark,
) -> PlacedBookmark {
    let placed = placed(finder, identity, mark);
    if placed.state <= Certainty::Moved && mark.cites(document) {
        return placed;
    }
    PlacedBookmark { state: Certainty::Orphan, outdated: false, ..placed }
}

fn placed(finder: &PassageFinder<'_>, identity: &Identity, mark: &Bookmark) -> PlacedBookmark {
    let Anchoring { state, span, candidates } = finder.resolve(&mark.anchor);
    let marked = &mark.anchor.document.path;
    let same = *marked == identity.path;
    let moved_in = !same && !exists(&marked.0);
    let likeliest = candidates.first().map(|candidate| candidate.span);
    PlacedBookmark {
        id: mark.id.clone(),
        state,
        span: span.or(likeliest),
        outdated: moved_in || (same && mark.anchor.document.is_old()),
        own: same || moved_in,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::{Anchor, Fingerprint};
    use crate::document::Parts;
    use crate::library::Catalogue;
    use crate::library::Entry;
    use crate::reading::in_memory::InMemory;
    use crate::reading::parse_cache::Parsed;
    use crate::sandbox::Sandbox;
    use crate::text::CleanText;
    use std::cell::Cell;
    use std::sync::atomic::AtomicBool;

    fn placed(cancelled: bool) -> usize {
        let sandbox = Sandbox::new("/nowhere".into());
        let documents = Documents::new(InMemory::default(), sandbox, Parsed::default());
        let parts = Parts { text: CleanText::text("Nothing marked."), ..Parts::default() };
        let document = Arc::new(Document::new(parts).unwrap());
        let path = PathBuf::from("/nowhere/a.txt");
        let mut catalogue = Catalogue::default();
        let entry = catalogue.put([Entry::waiting(path.clone(), CleanText::default())])[0];
        let (flag, told) = (AtomicBool::new(cancelled), Cell::new(0));
        let request = Placing { entry, path, document, marks: Vec::new() };
        place(&request, &documents, &CancelToken::new(&flag), &|_| told.set(told.get() + 1));
        told.get()
    }

    /// A bookmark as earlier versions kept it.
    fn old_mark(document: &Document, bytes: &[u8]) -> Arc<Bookmark> {
        let finder = PassageFinder::new(document);
        let words = Some(finder.old_words());
        let old = OldSums { content: Some(Fingerprint::of(bytes)), words };
        let path = Path::new("/gone/a.txt").into();
        let identity = Identity { path, old, ..Identity::default() };
        let span = finder.find("up to 300 km", 1)[0];
        let anchor = Anchor { place: None, ..finder.anchor(span, &identity).unwrap() };
        Arc::new(Bookmark { anchor, ..Bookmark::default() })
    }

    #[test]
    fn bookmarks_of_earlier_versions_follow_bytes_and_words() {
        let folder = tempfile::tempdir().unwrap();
        let documents =
            Documents::new(InMemory::default(), Sandbox::new("/nowhere".into()), Parsed::default());
        let read = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            (documents.whole(&path).unwrap(), path)
        };
        let text = "A note\n\nThe missile flies up to 300 km, the maker says.\n";
        let (document, path) = read("same-bytes.txt", text);
        let marks = [old_mark(&document, text.as_bytes())];
        let found = |document: &Document, path: &Path| {
            let places = places((path, document), &documents, &marks, &|| true);
            places.iter().filter(|place| place.span.is_some()).count()
        };
        assert_eq!(found(&document, &path), 1);
        let (document, path) = read("same-words.txt", &text.replace("up to", "up  to"));
        assert_eq!(found(&document, &path), 1);
        let (document, path) = read("other.txt", &text.replace("maker", "user"));
        assert_eq!(found(&document, &path), 0);
    }

    #[test]
    fn places_found_in_part_are_not_reported_as_all() {
        assert_eq!(placed(false), 1);
        assert_eq!(placed(true), 0);
    }
}
