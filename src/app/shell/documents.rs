//! Opening documents: from the list, by neighbourhood, by jump; and leaving them so that the place is
//! kept. Reading files is an effect.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::state::State;
use crate::app::base::journey::{SoughtPlace, Spot, Towards};
use crate::app::base::pane_id::PaneId;
use crate::app::panes::pane::Outcome;
use crate::bookmarks::ReadingPlace;
use crate::document::Document;
use crate::library::{Entry, EntryId, Status};
use crate::protocol::{Effect, Memo};
use crate::text::CleanText;

/// Said where a document would be needed.
const NO_DOCUMENT: &str = "No document is open, and none is selected.";

/// Opens a document to be read, and notes the place that is left for it.
pub fn enter(state: &mut State, entry: EntryId, offset: Option<usize>) -> Vec<Outcome> {
    state.journey.opened_from = None;
    if state.here().is_some_and(|here| here.entry != entry) && state.focus != PaneId::List {
        leave_here(state);
    }
    read(state, entry, offset)
}

/// Goes to a place, in whatever document it is. Whoever asks notes the place that is left, unless
/// the way leads back or forth.
pub fn go(state: &mut State, spot: Spot) -> Vec<Outcome> {
    read(state, spot.entry, Some(spot.offset))
}

/// The page gets the focus and the document counts as read.
fn read(state: &mut State, entry: EntryId, offset: Option<usize>) -> Vec<Outcome> {
    if let Some(Status::Unreadable(reason)) = state.catalogue.get(entry).map(|e| e.status) {
        state.list.select(entry);
        let mut outcomes = vec![Outcome::say(&reason)];
        outcomes.extend(preview(state));
        return outcomes;
    }
    let mut outcomes = load(state, entry, offset);
    state.list.select(entry);
    state.focus = PaneId::Page;
    outcomes.extend(words_of_read(state, entry));
    outcomes.extend(set_unread(state, entry, false));
    outcomes
}

/// Has the words of a document kept that is open, as it is being read.
pub fn words_of_read(state: &State, entry: EntryId) -> Option<Outcome> {
    let reader = state.reader.as_ref().filter(|reader| reader.entry == entry && reader.whole)?;
    let (path, document) = (state.path_of(entry)?, Arc::clone(&reader.document));
    Some(Outcome::Effect(Effect::Remember(Memo::Words { path, document })))
}

/// Goes to a place by its words, in whatever document it is.
pub fn go_to_place(state: &mut State, entry: EntryId, place: ReadingPlace) -> Vec<Outcome> {
    let open = state.reader.as_ref().filter(|reader| reader.entry == entry);
    if let Some(reader) = open {
        let (offset, _) = place.find(reader.document.text());
        return go(state, Spot { entry, offset });
    }
    let outcomes = go(state, Spot { entry, offset: place.offset });
    state.journey.sought = Some(SoughtPlace { entry, place, shown: None });
    outcomes
}

/// Shows the selected document in the page while the list keeps the focus.
pub fn preview(state: &mut State) -> Vec<Outcome> {
    let shown = state.geometry().is_some_and(|panes| panes.page.is_some());
    let Some(entry) = state.list.selected().filter(|_| shown) else { return Vec::new() };
    let readable = state.catalogue.get(entry).is_some_and(|entry| entry.failure().is_none());
    if readable {
        return load(state, entry, None);
    }
    let outcomes = remember(state);
    state.reader = None;
    state.journey.towards = None;
    outcomes
}

/// The document of a file; one that is not in the list comes into it.
pub fn entry_of(state: &mut State, path: &Path, title: &CleanText) -> EntryId {
    if let Some(entry) = state.catalogue.id_of(path) {
        return entry;
    }
    let waiting = Entry::waiting(path.to_owned(), CleanText::default());
    let entry = Entry { title: title.clone(), status: Status::Ready, ..waiting };
    let entry = state.catalogue.put([entry]).first().copied().unwrap_or_default();
    state.list.absorb(&state.catalogue);
    entry
}

/// The next document of the list, or the one before.
pub fn neighbour(state: &mut State, count: isize) -> Vec<Outcome> {
    if let Some(reader) = &state.reader {
        state.list.select(reader.entry);
    }
    let row = state.list.selected_row();
    state.list.step(count);
    match state.list.selected().filter(|_| state.list.selected_row() != row) {
        Some(entry) => enter(state, entry, None),
        None => vec![Outcome::say("No document that way.")],
    }
}

/// The next unread document, or the one before.
pub fn unread(state: &mut State, forward: bool) -> Vec<Outcome> {
    match state.list.unread(&state.catalogue, forward) {
        Some(entry) => enter(state, entry, None),
        None => vec![Outcome::say("No unread document that way.")],
    }
}

/// Marks the document as read or unread.
pub fn toggle_read(state: &mut State) -> Vec<Outcome> {
    let Some(entry) = state.subject() else { return vec![Outcome::say(NO_DOCUMENT)] };
    let unread = state.catalogue.is_unread(entry);
    set_unread(state, entry, !unread)
}

/// Opens the file in the user's editor at the line of the text on the screen.
pub fn edit(state: &mut State) -> Vec<Outcome> {
    let Some(path) = state.subject().and_then(|entry| state.path_of(entry)) else {
        return vec![Outcome::say(NO_DOCUMENT)];
    };
    let reader = state.reader.as_ref().filter(|reader| state.subject() == Some(reader.entry));
    let line = reader.map_or(1, |reader| source_line(&reader.document, reader.position()));
    let mut outcomes = remember(state);
    outcomes.push(Outcome::Effect(Effect::Edit { path, line }));
    outcomes
}

/// Hands the file to the program the system chooses.
pub fn outside(state: &mut State) -> Vec<Outcome> {
    let path = state.subject().and_then(|entry| state.path_of(entry));
    let opened = path.map(|path| Outcome::Effect(Effect::OpenOutside(path)));
    vec![opened.unwrap_or_else(|| Outcome::say(NO_DOCUMENT))]
}

/// Reads the open document anew. What is being opened meanwhile goes on, unless it is the same document:
/// then the newer reading takes the place of the one under way.
pub fn anew(state: &State, entry: EntryId, path: PathBuf) -> Effect {
    let awaited = state.journey.towards.is_some_and(|towards| towards.entry == entry);
    let begun = state.reader.as_ref().is_some_and(|r| r.entry == entry && !r.whole);
    let under_way = awaited || (begun && state.journey.towards.is_none());
    if under_way { Effect::Open { entry, path } } else { Effect::Reload { entry, path } }
}

/// Looks for new and changed documents, and reads the open one anew.
pub fn refresh(state: &mut State) -> Vec<Outcome> {
    state.list.refresh(&state.catalogue);
    state.scan.ended = None;
    let mut outcomes = vec![Outcome::Effect(Effect::Scan)];
    if let Some((entry, path)) = state.here().and_then(|h| Some((h.entry, state.path_of(h.entry)?)))
    {
        outcomes.push(Outcome::Effect(anew(state, entry, path)));
    }
    outcomes
}

/// The program comes back from an editor or a stop: the open document may have changed meanwhile.
pub fn resumed(state: &State) -> Vec<Outcome> {
    let open = state.here().and_then(|here| Some((here.entry, state.path_of(here.entry)?)));
    let open = open.map(|(entry, path)| anew(state, entry, path));
    [Effect::Redraw].into_iter().chain(open).map(Outcome::Effect).collect()
}

/// Leaves the program; the place is kept.
pub fn leave(state: &mut State) -> Vec<Outcome> {
    let mut outcomes = remember(state);
    outcomes.push(Outcome::Effect(Effect::Quit));
    outcomes
}

/// Keeps the place in the open document.
pub fn remember(state: &mut State) -> Vec<Outcome> {
    let Some(here) = state.here() else { return Vec::new() };
    let Some(path) = state.path_of(here.entry) else { return Vec::new() };
    let Some(reader) = &state.reader else { return Vec::new() };
    let place = ReadingPlace::of(reader.document.text(), here.offset);
    let content = state.content_of(here.entry);
    let before = state.journey.left.get(&path);
    // The beginning of a document that was never left elsewhere says nothing.
    if before == Some(&place) || (before.is_none() && here.offset == 0) {
        return Vec::new();
    }
    state.journey.left.insert(path.clone(), place.clone());
    vec![Outcome::Effect(Effect::Remember(Memo::Position { path, content, place }))]
}

fn load(state: &mut State, entry: EntryId, offset: Option<usize>) -> Vec<Outcome> {
    if let Some(reader) = state.reader.as_mut().filter(|reader| reader.entry == entry) {
        if let Some(offset) = offset {
            reader.go(offset);
        }
        state.journey.towards = None;
        return Vec::new();
    }
    let Some(path) = state.path_of(entry) else { return Vec::new() };
    let mut outcomes = remember(state);
    state.journey.towards = Some(Towards { entry, offset });
    outcomes.push(Outcome::Effect(Effect::Open { entry, path }));
    outcomes
}

/// Says whether a document waits to be read, under all its paths.
pub fn set_unread(state: &mut State, entry: EntryId, unread: bool) -> Vec<Outcome> {
    let changed = state.catalogue.set_unread(entry, unread).into_iter();
    let memo = |entry| {
        let (path, content) = (state.path_of(entry)?, state.content_of(entry));
        Some(Outcome::Effect(Effect::Remember(Memo::Read { path, content, read: !unread })))
    };
    changed.filter_map(memo).collect()
}

/// The line of the source file at an offset: as the block knows it, else counted in the text.
pub fn source_line(document: &Document, offset: usize) -> u32 {
    let block = document.block_at(offset).and_then(|at| document.blocks().get(at));
    match block {
        Some(block) if block.line > 0 => block.line,
        _ => {
            let before = document.text().get(..offset).unwrap_or_default();
            let lines = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
            u32::try_from(lines).unwrap_or(u32::MAX)
        }
    }
}

/// Notes where a jump begins.
pub fn leave_here(state: &mut State) {
    if let Some(here) = state.here() {
        state.journey.leave(here);
    }
}
