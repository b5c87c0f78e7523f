//! What comes back about bookmarks: what is on the disk, where passages stand in the open document,
//! what failed.

use std::sync::Arc;

use super::{editing, pane, review};
use crate::app::state::State;
use crate::bookmarks::{Bookmark, Id, State as Certainty};
use crate::document::Document;
use crate::library::EntryId;
use crate::protocol::{BookmarkReport, BookmarkRequest, Effect, Notice, PlacedBookmark};
use crate::text::Shown;

/// Something became of bookmarks.
pub fn told(state: &mut State, report: BookmarkReport) -> Vec<Effect> {
    match report {
        BookmarkReport::Changed(changes) => return changed(state, changes),
        BookmarkReport::Placed { entry, document, places } => {
            return placed(state, entry, &document, places);
        }
        BookmarkReport::Added { ticket, id } => added(state, ticket, id),
        BookmarkReport::Refused { ticket, why } => {
            state.bookmarks.fresh.retain(|fresh| fresh.ticket != ticket);
            state.over = None;
            state.tell(Notice::passing(&why));
        }
        BookmarkReport::Proposed(id, proposals) => review::proposed(state, &id, proposals),
        BookmarkReport::Failing(why) => {
            state.bookmarks.failing = Some(why.clone());
            state.tell(Notice::failure(&why));
        }
        BookmarkReport::Recovered => {
            let failing = state.bookmarks.failing.take();
            state.notices.retain(|notice| Some(&notice.words) != failing.as_ref());
        }
        BookmarkReport::Exists(export) => editing::ask_replace(state, &export),
    }
    Vec::new()
}

/// Asks where the bookmarks stand in the open document, once all of it is there.
pub fn look(state: &State) -> Option<Effect> {
    let reader = state.reader.as_ref().filter(|reader| reader.whole)?;
    if state.bookmarks.kept.is_empty() {
        return None;
    }
    Some(Effect::Place {
        entry: reader.entry,
        path: state.path_of(reader.entry)?,
        document: Arc::clone(&reader.document),
        marks: state.bookmarks.kept.values().cloned().collect(),
    })
}

fn changed(state: &mut State, changes: Vec<(Id, Option<Arc<Bookmark>>)>) -> Vec<Effect> {
    let marks = &mut state.bookmarks;
    let before = marks.kept.len();
    for (id, mark) in changes {
        match mark {
            Some(mark) => drop(marks.kept.insert(id, mark)),
            None => {
                marks.kept.remove(&id);
                marks.here.retain(|placed| placed.id != id);
            }
        }
    }
    let began = before == 0;
    pane::refresh(state);
    if began {
        let waiting = state.bookmarks.to_review();
        if waiting > 0 {
            tell_reviews(state, waiting);
        }
    }
    pane::look(state).into_iter().chain(look(state)).collect()
}

fn added(state: &mut State, ticket: u64, id: Id) {
    let marks = &mut state.bookmarks;
    marks.arrived.push((ticket, id.clone()));
    let at = marks.fresh.iter().position(|fresh| fresh.ticket == ticket);
    let Some(fresh) = at.map(|at| marks.fresh.remove(at)) else { return };
    let open = state.reader.as_ref().is_some_and(|reader| reader.entry == fresh.entry);
    if open && !marks.here.iter().any(|placed| placed.id == id) {
        let span = Some(fresh.span);
        marks.here.push(PlacedBookmark {
            id,
            state: Certainty::Exact,
            span,
            outdated: false,
            own: true,
        });
        marks.here.sort_by_key(|placed| placed.span);
    }
    state.tell(Notice::passing("Bookmarked."));
}

fn placed(
    state: &mut State,
    entry: EntryId,
    document: &Arc<Document>,
    places: Vec<PlacedBookmark>,
) -> Vec<Effect> {
    let reader = state.reader.as_ref().filter(|reader| reader.entry == entry);
    if !reader.is_some_and(|reader| Arc::ptr_eq(&reader.document, document)) {
        return Vec::new();
    }
    state.bookmarks.here = places;
    state.bookmarks.here.sort_by_key(|placed| placed.span);
    land(state);
    let effects = record(state, entry, document);
    pane::refresh(state);
    effects
}

/// Lands on the bookmark that the document was opened for.
fn land(state: &mut State) {
    let marks = &mut state.bookmarks;
    let Some(id) = marks.towards.take() else { return };
    let Some(placed) = marks.here.iter().find(|placed| placed.id == id) else { return };
    match (placed.state, placed.span) {
        (Certainty::Exact | Certainty::Moved, Some(span)) => {
            if let Some(reader) = &mut state.reader {
                reader.reveal(span);
                reader.landed = Some(span);
            }
        }
        _ => {
            let words = "The passage has changed or gone; gR shows where it may be.";
            state.tell(Notice::passing(words));
        }
    }
}

/// Has the places kept that were found without doubt, and the doubts about the others. Each
/// bookmark once for every opening: what is written here comes back as a report.
fn record(state: &mut State, entry: EntryId, document: &Arc<Document>) -> Vec<Effect> {
    let Some(path) = state.path_of(entry) else { return Vec::new() };
    let marks = &mut state.bookmarks;
    if marks.read_only.is_some() {
        return Vec::new();
    }
    let (mut places, mut doubts) = (Vec::new(), Vec::new());
    for placed in marks.here.iter().filter(|placed| placed.own) {
        let known = marks.kept.get(&placed.id).map(|mark| pane::certainty(mark));
        let moved = placed.state == Certainty::Moved || placed.outdated;
        match (placed.state, placed.span) {
            (Certainty::Exact | Certainty::Moved, Some(span)) if moved => {
                places.push((placed.id.clone(), span));
            }
            (now, _) if known.is_some_and(|known| known != now) => {
                doubts.push((placed.id.clone(), now));
            }
            _ => {}
        }
    }
    places.retain(|(id, _)| marks.handled.insert(id.clone()));
    doubts.retain(|(id, _)| marks.handled.insert(id.clone()));
    let unsure = |(_, now): &&(Id, Certainty)| *now > Certainty::Moved;
    let waiting = doubts.iter().filter(unsure).count();
    if waiting > 0 {
        tell_reviews(state, waiting);
    }
    let document = Arc::clone(document);
    let anchor = (!places.is_empty()).then_some(BookmarkRequest::Anchor { path, document, places });
    let note = (!doubts.is_empty()).then_some(BookmarkRequest::Note(doubts));
    anchor.into_iter().chain(note).map(Effect::Bookmarks).collect()
}

fn tell_reviews(state: &mut State, count: usize) {
    let (noun, verb) = if count == 1 { ("bookmark", "is") } else { ("bookmarks", "are") };
    let keys = state.keymap.keys_of(state.context(), crate::app::command::Command::Review);
    let keys = keys.unwrap_or_default();
    let words = format!("{count} {noun} {verb} to be reviewed: the passage has changed. {keys}");
    state.tell(Notice::passing(&Shown::line(&words)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::bookmarks::marking;

    #[test]
    fn words_for_states_are_those_of_the_verbs() {
        let words = [Certainty::Exact, Certainty::Moved, Certainty::Suspect, Certainty::Orphan];
        assert_eq!(words.map(marking::word), ["exact", "moved", "suspect", "orphan"]);
    }
}
