//! Reviewing passages whose place is not certain: the places that come into question one by one, and
//! what the user decides. Where they are is found in `runtime`.

use std::sync::Arc;

use super::{Pane, marking, pane};
use crate::app::chooser::Chooser;
use crate::app::state::{Over, State};
use crate::bookmarks::Id;
use crate::library::EntryId;
use crate::protocol::{BookmarkRequest, BookmarkTarget, Effect, Notice, Proposal};

/// The passage that is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Its bookmark.
    pub id: Id,
    /// The places that come into question, best first; `None` until they are known.
    pub proposals: Option<Vec<Proposal>>,
    /// Which of them is shown.
    pub at: usize,
}

impl Review {
    /// The place that is shown.
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposals.as_ref()?.get(self.at)
    }
}

/// Asks for the places that come into question for the selected passage.
pub fn look(pane: &mut Pane) -> Vec<Effect> {
    let Some(mark) = pane.current().cloned() else { return Vec::new() };
    let Some(review) = pane.review.as_mut().filter(|review| review.id != mark.id) else {
        return Vec::new();
    };
    *review = Review { id: mark.id.clone(), ..Review::default() };
    vec![Effect::Propose(mark)]
}

/// The places that come into question are known.
pub fn proposed(state: &mut State, id: &Id, proposals: Vec<Proposal>) {
    let review = state.bookmarks.pane.review.as_mut().filter(|review| review.id == *id);
    if let Some(review) = review {
        review.proposals = Some(proposals);
        review.at = 0;
    }
}

/// Shows the next place that comes into question.
pub fn next(state: &mut State) {
    let Some(review) = &mut state.bookmarks.pane.review else { return };
    let count = review.proposals.as_ref().map_or(0, Vec::len);
    match count {
        0 | 1 => state.tell(Notice::passing("No other place comes into question.")),
        _ => review.at = (review.at + 1) % count,
    }
}

/// Anchors the passage at the place that is shown.
pub fn accept(state: &mut State) -> Vec<Effect> {
    let Some((mark, review)) = current(state) else { return Vec::new() };
    let Some(proposal) = review.proposal().cloned() else {
        state.tell(Notice::passing("There is no place to accept; = keeps it, gp names its file."));
        return Vec::new();
    };
    decided(state, "The choice of the place", &mark);
    let (path, words) = (mark.anchor.document.path.0.clone(), proposal.words.as_str().to_owned());
    vec![Effect::Bookmarks(BookmarkRequest::Accept {
        id: mark.id.clone(),
        path,
        span: proposal.span,
        words,
    })]
}

/// Leaves the passage as it is: it is kept, and not asked about again.
pub fn keep(state: &mut State) -> Vec<Effect> {
    let Some((mark, _)) = current(state) else { return Vec::new() };
    state.tell(Notice::passing("Kept as it is; it will not be asked about again."));
    decided(state, "The decision", &mark);
    vec![Effect::Bookmarks(BookmarkRequest::Settle(mark.id.clone()))]
}

/// Asks which file the document of the bookmark is now.
pub fn ask_file(state: &mut State) {
    let Some(mark) = pane::meant(state) else {
        return state.tell(Notice::passing("There is no bookmark here."));
    };
    if !marking::refuses(state) {
        state.over = Some(Over::Chooser(Chooser::relink(&state.catalogue, mark.id.clone())));
    }
}

/// The file was chosen.
pub fn relink(state: &mut State, id: &Id, entry: EntryId) -> Vec<Effect> {
    let Some(path) = state.path_of(entry) else { return Vec::new() };
    if let Some(mark) = state.bookmarks.kept.get(id).cloned() {
        decided(state, "The choice of the file", &mark);
    }
    if let Some(review) = &mut state.bookmarks.pane.review {
        *review = Review::default();
    }
    vec![Effect::Bookmarks(BookmarkRequest::Relink { id: id.clone(), path })]
}

fn current(state: &mut State) -> Option<(Arc<crate::bookmarks::Bookmark>, Review)> {
    if state.bookmarks.pane.review.is_none() {
        state.tell(Notice::passing("gR shows the bookmarks that are to be reviewed."));
        return None;
    }
    if marking::refuses(state) {
        return None;
    }
    let pane = &state.bookmarks.pane;
    Some((pane.current()?.clone(), pane.review.clone()?))
}

fn decided(state: &mut State, words: &str, mark: &Arc<crate::bookmarks::Bookmark>) {
    let target = BookmarkTarget::Kept(mark.id.clone());
    marking::remember(state, words, vec![(target, Some(Arc::clone(mark)))]);
}
