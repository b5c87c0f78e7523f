//! Opening documents: from the list, by neighbourhood, by jump; and leaving them so that the place is
//! kept. Reading files is an effect.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bookmarks::telling;
use super::command::Command;
use super::geometry::Pane;
use super::journey::{Spot, Towards};
use super::keymap::Context;
use super::reader::Reader;
use super::state::State;
use super::{locator, places, reports, search};
use crate::document::{Changes, Document};
use crate::library::{Entry, EntryId, Status};
use crate::protocol::{BookmarkRequest, Effect, Memo, Notice};
use crate::text::Shown;

/// Opens a document to be read, and notes the place that is left for it.
pub fn enter(state: &mut State, entry: EntryId, offset: Option<usize>) -> Vec<Effect> {
    if state.here().is_some_and(|here| here.entry != entry) && state.focus != Pane::List {
        places::leave_here(state);
    }
    read(state, entry, offset)
}

/// Goes to a place, in whatever document it is. Whoever asks notes the place that is left, unless
/// the way leads back or forth.
pub fn go(state: &mut State, spot: Spot) -> Vec<Effect> {
    read(state, spot.entry, Some(spot.offset))
}

/// The page gets the focus and the document counts as read.
fn read(state: &mut State, entry: EntryId, offset: Option<usize>) -> Vec<Effect> {
    if let Some(Status::Unreadable(reason)) = state.catalogue.get(entry).map(|e| e.status.clone()) {
        state.list.select(entry);
        state.tell(Notice::passing(&reason));
        return preview(state);
    }
    let mut effects = load(state, entry, offset);
    state.list.select(entry);
    state.focus = Pane::Page;
    effects.extend(set_unread(state, entry, false));
    effects
}

/// Shows the selected document in the page while the list keeps the focus.
pub fn preview(state: &mut State) -> Vec<Effect> {
    let shown = state.geometry().is_some_and(|panes| panes.page.is_some());
    let Some(entry) = state.list.selected().filter(|_| shown) else { return Vec::new() };
    let readable = state.catalogue.get(entry).is_some_and(|entry| entry.failure().is_none());
    if readable {
        return load(state, entry, None);
    }
    let effects = remember(state);
    state.reader = None;
    state.journey.towards = None;
    effects
}

/// A document was read, or its head was.
pub fn opened(
    state: &mut State,
    entry: EntryId,
    document: Arc<Document>,
    whole: bool,
) -> Vec<Effect> {
    let towards = state.journey.towards.filter(|towards| towards.entry == entry);
    match (&mut state.reader, towards) {
        (Some(reader), None) if reader.entry == entry => {
            let selecting = reader.selecting.now.is_some();
            // What is there whole is not replaced by its beginning: the rest comes soon.
            if reader.whole && !whole {
                return Vec::new();
            }
            let changes = reader.replace(Arc::clone(&document), whole);
            let unselected = selecting && reader.selecting.now.is_none();
            tell_changes(state, unselected, changes);
            locator::go(state, whole);
            let mut effects = reports::look(state);
            effects.extend(whole.then_some(Effect::Extract { entry, document }));
            effects.extend(marks(state, whole));
            return effects;
        }
        (_, Some(towards)) => {
            let offset = towards.offset.unwrap_or_else(|| state.left_at(entry));
            let mut reader = Reader::new(entry, Arc::clone(&document), state.frame(), offset);
            reader.whole = whole;
            let title = reader.document.title();
            let damage = reader.document.damage().map(|words| Notice::passing(words));
            let caveat = reader.document.caveats().first().map(|words| Notice::passing(words));
            let caveat = damage.or(caveat);
            state.reader = Some(reader);
            caveat.into_iter().for_each(|caveat| state.tell(caveat));
            state.journey.towards = None;
            locator::go(state, whole);
            state.panes.outline.iter_mut().for_each(|outline| outline.selected = 0);
            state.panes.facts.forget_document();
            let extract = whole.then_some(Effect::Extract { entry, document });
            let marks = marks(state, whole);
            let sought = search::arrived(state, entry);
            let all = [Effect::Title(title)].into_iter().chain(extract).chain(marks);
            return all.chain(sought).collect();
        }
        _ => {}
    }
    Vec::new()
}

/// Says what became of a document that has changed.
fn tell_changes(state: &mut State, unselected: bool, changes: Option<Changes>) {
    if unselected {
        let words = "The document has changed: what was selected is not there any more.";
        return state.tell(Notice::passing(words));
    }
    let Some(changes) = changes.filter(|changes| !changes.is_empty()) else { return };
    let key = state.keymap.keys_of(Context::Page, Command::NextChange);
    let lead = key.map(|key| format!("; {key} leads to them")).unwrap_or_default();
    let words = match (changes.new.len(), changes.lost) {
        (0, 1) => "The document has changed: a paragraph was taken out.".to_owned(),
        (0, lost) => format!("The document has changed: {lost} paragraphs were taken out."),
        (1, _) => format!("The document has changed: one paragraph is new or another{lead}."),
        (new, _) => format!("The document has changed: {new} paragraphs are new or others{lead}."),
    };
    state.tell(Notice::passing(&words));
}

/// Looks for the bookmarks of a document once all of it is there, also for those that other
/// instances made meanwhile.
fn marks(state: &mut State, whole: bool) -> Vec<Effect> {
    state.bookmarks.forget_document();
    if !whole {
        return Vec::new();
    }
    telling::look(state).into_iter().chain([Effect::Bookmarks(BookmarkRequest::Refresh)]).collect()
}

/// A document could not be read.
pub fn unreadable(state: &mut State, entry: EntryId, reason: Shown) {
    if let Some(known) = state.catalogue.get(entry) {
        let unreadable = Entry { status: Status::Unreadable(reason.clone()), ..known.clone() };
        state.catalogue.put([unreadable]);
    }
    if state.journey.towards.is_some_and(|towards| towards.entry == entry) {
        state.journey.towards = None;
        state.reader = None;
        state.focus = Pane::List;
        state.tell(Notice::passing(&reason));
    }
}

/// A document was not read, for a reason that lies not in it: what was open stays.
pub fn unopened(state: &mut State, entry: EntryId, why: &Shown) {
    if state.journey.towards.is_some_and(|towards| towards.entry == entry) {
        state.journey.towards = None;
        state.focus = Pane::List;
    }
    state.tell(Notice::passing(why));
}

/// The document of a file; one that is not in the list comes into it.
pub fn entry_of(state: &mut State, path: &Path, title: &Shown) -> EntryId {
    if let Some(entry) = state.catalogue.id_of(path) {
        return entry;
    }
    let waiting = Entry::waiting(path.to_owned(), Shown::default());
    let entry = Entry { title: title.clone(), status: Status::Ready, ..waiting };
    let entry = state.catalogue.put([entry]).first().copied().unwrap_or_default();
    state.list.absorb(&state.catalogue);
    entry
}

/// The next document of the list, or the one before.
pub fn neighbour(state: &mut State, count: isize) -> Vec<Effect> {
    if let Some(reader) = &state.reader {
        state.list.select(reader.entry);
    }
    let row = state.list.selected_row();
    state.list.step(count);
    match state.list.selected().filter(|_| state.list.selected_row() != row) {
        Some(entry) => enter(state, entry, None),
        None => {
            state.tell(Notice::passing("No document that way."));
            Vec::new()
        }
    }
}

/// The next unread document, or the one before.
pub fn unread(state: &mut State, forward: bool) -> Vec<Effect> {
    match state.list.unread(&state.catalogue, forward) {
        Some(entry) => enter(state, entry, None),
        None => {
            state.tell(Notice::passing("No unread document that way."));
            Vec::new()
        }
    }
}

/// Goes back to the pane from which another one was opened, or to the list if there is no page.
pub fn go_back(state: &mut State, from: Option<Pane>) -> Vec<Effect> {
    state.focus = from.filter(|_| state.reader.is_some()).unwrap_or(Pane::List);
    if state.focus == Pane::List { preview(state) } else { Vec::new() }
}

/// Marks the document as read or unread.
pub fn toggle_read(state: &mut State) -> Vec<Effect> {
    let Some(entry) = state.subject() else { return Vec::new() };
    let unread = state.catalogue.get(entry).is_some_and(|entry| entry.unread);
    set_unread(state, entry, !unread)
}

/// Opens the file in the user's editor at the line of the text on the screen.
pub fn edit(state: &mut State) -> Vec<Effect> {
    let Some(path) = state.subject().and_then(|entry| state.path_of(entry)) else {
        return Vec::new();
    };
    let reader = state.reader.as_ref().filter(|reader| state.subject() == Some(reader.entry));
    let line = reader.map_or(1, |reader| source_line(&reader.document, reader.position()));
    let mut effects = remember(state);
    effects.push(Effect::Edit { path, line });
    effects
}

/// Hands the file to the program the system chooses.
pub fn outside(state: &mut State) -> Vec<Effect> {
    let path = state.subject().and_then(|entry| state.path_of(entry));
    path.map(Effect::OpenOutside).into_iter().collect()
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
pub fn refresh(state: &mut State) -> Vec<Effect> {
    state.list.refresh(&state.catalogue);
    state.scan.ended = None;
    let mut effects = vec![Effect::Scan];
    if let Some((entry, path)) = state.here().and_then(|h| Some((h.entry, state.path_of(h.entry)?)))
    {
        effects.push(anew(state, entry, path));
    }
    effects
}

/// The program comes back from an editor or a stop: the open document may have changed meanwhile.
pub fn resumed(state: &State) -> Vec<Effect> {
    let open = state.here().and_then(|here| Some((here.entry, state.path_of(here.entry)?)));
    let open = open.map(|(entry, path)| anew(state, entry, path));
    [Effect::Redraw].into_iter().chain(open).collect()
}

/// Leaves the program; the place is kept.
pub fn leave(state: &mut State) -> Vec<Effect> {
    let mut effects = remember(state);
    effects.push(Effect::Quit);
    effects
}

/// Keeps the place in the open document.
pub fn remember(state: &mut State) -> Vec<Effect> {
    let Some(here) = state.here() else { return Vec::new() };
    let Some(path) = state.path_of(here.entry) else { return Vec::new() };
    let known = state.journey.left.insert(path.clone(), here.offset);
    let news = known != Some(here.offset) && (known.is_some() || here.offset > 0);
    news.then_some(Effect::Remember(Memo::Position { path, offset: here.offset }))
        .into_iter()
        .collect()
}

fn load(state: &mut State, entry: EntryId, offset: Option<usize>) -> Vec<Effect> {
    if let Some(reader) = state.reader.as_mut().filter(|reader| reader.entry == entry) {
        if let Some(offset) = offset {
            reader.go(offset);
        }
        state.journey.towards = None;
        return Vec::new();
    }
    let Some(path) = state.path_of(entry) else { return Vec::new() };
    let mut effects = remember(state);
    state.journey.towards = Some(Towards { entry, offset });
    effects.push(Effect::Open { entry, path });
    effects
}

/// Says whether a document waits to be read, under all its paths.
pub fn set_unread(state: &mut State, entry: EntryId, unread: bool) -> Vec<Effect> {
    let changed = state.catalogue.set_unread(entry, unread).into_iter();
    let paths = changed.filter_map(|entry| state.path_of(entry));
    paths.map(|path| Effect::Remember(Memo::Read { path, read: !unread })).collect()
}

/// The line of the source file at an offset: as the block knows it, else counted in the text.
fn source_line(document: &Document, offset: usize) -> u32 {
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
