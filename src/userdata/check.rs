//! Finds out how sure the places of bookmarks are today, in whatever state their documents are: what
//! the pane shows must be what the verbs find. Keeps nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::bookmarks::{Bookmark, Certainty, PassageFinder};
use crate::files::worker::CancelToken;
use crate::protocol::{BookmarkReport, Event};
use crate::reading::documents::Documents;

/// Looks for the passages of bookmarks, and reports if it was not called off: some of them are not all.
pub fn check(
    marks: &[Arc<Bookmark>],
    documents: &Documents,
    token: &CancelToken<'_>,
    report: &dyn Fn(Event),
) {
    let found = differing(marks, documents, &|| !token.is_cancelled());
    if !token.is_cancelled() {
        report(Event::Bookmarks(BookmarkReport::Checked(Ok(found))));
    }
}

/// Those of `marks` whose places are not as sure today as is kept of them. A passage whose document
/// cannot be read is lost.
pub fn differing(
    marks: &[Arc<Bookmark>],
    documents: &Documents,
    wanted: &dyn Fn() -> bool,
) -> Vec<(Arc<Bookmark>, Certainty)> {
    let mut files: BTreeMap<&Path, Vec<&Arc<Bookmark>>> = BTreeMap::new();
    for mark in marks {
        files.entry(&mark.anchor.document.path.0).or_default().push(mark);
    }
    let mut found = Vec::new();
    for (path, marks) in files.into_iter().take_while(|_| wanted()) {
        // The bytes that a passage was found in without doubt need not be read as a document.
        let content = documents.digest(path).ok();
        let is_known = |mark: &Arc<Bookmark>| {
            mark.state.is_none() && content.is_some() && mark.anchor.document.content == content
        };
        let open: Vec<_> = marks.into_iter().filter(|mark| !is_known(mark)).collect();
        if open.is_empty() {
            continue;
        }
        let document = documents.whole(path).ok();
        let finder = document.as_ref().map(PassageFinder::new);
        let state = |mark: &Bookmark| {
            finder.as_ref().map_or(Certainty::Orphan, |finder| finder.resolve(&mark.anchor).state)
        };
        let states = open.into_iter().map(|mark| (Arc::clone(mark), state(mark)));
        found.extend(states.filter(|(mark, state)| mark.certainty() != *state));
    }
    found
}
