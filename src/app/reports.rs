//! What comes back from outside: files found and looked into, matches in long documents.

use std::path::PathBuf;
use std::sync::Arc;

use super::state::State;
use super::{across, correcting, following, opening, search};
use crate::document::Document;
use crate::facts::Facts;
use crate::library::{Entry, EntryId, Prepared};
use crate::protocol::{Effect, Notice, Progress, Scanned};
use crate::text::{Shown, Span};

/// Files were found, or looked into. Once all have been, the first of the list is shown.
pub fn catalogued(state: &mut State, entries: Vec<Prepared>) -> Vec<Effect> {
    let mut entries = entries;
    let reload = reload(state, &entries);
    for entry in &mut entries {
        entry.set_unread(entry.unread && !state.journey.read.contains(&entry.path));
    }
    let put = state.catalogue.put(entries);
    state.list.keep_up(&state.catalogue);
    let mut effects = show_first(state);
    effects.extend(reload);
    effects.extend(following::follow(state, &put));
    effects
}

/// Reads the open document anew if its file was changed.
fn reload(state: &State, entries: &[Prepared]) -> Option<Effect> {
    let open = state.catalogue.get(state.reader.as_ref()?.entry)?;
    let now = entries.iter().find(|entry| entry.path == open.path)?;
    let state_of = |entry: &Entry| {
        let modified = entry.modified.filter(|at| *at != i64::MIN)?;
        Some((entry.bytes, modified))
    };
    let changed = state_of(open)? != state_of(now)?;
    changed.then(|| opening::anew(state, open.id, open.path.clone()))
}

/// Files are not there any more. The page that shows one of them stays, and goes on under another name
/// if there is one.
pub fn gone(state: &mut State, paths: &[PathBuf]) -> Vec<Effect> {
    let ids: Vec<EntryId> = paths.iter().filter_map(|path| state.catalogue.id_of(path)).collect();
    following::lose(state, &ids);
    state.catalogue.remove(&ids);
    state.list.absorb(&state.catalogue);
    following::follow_anywhere(state)
}

/// The search for files ended.
pub fn scanned(state: &mut State, scanned: Scanned) -> Vec<Effect> {
    state.scan.ended = Some(scanned);
    quiet(state);
    show_first(state)
}

/// Nothing has happened for a moment: time for what could wait.
pub fn quiet(state: &mut State) {
    if state.list.is_behind(&state.catalogue) {
        state.list.absorb(&state.catalogue);
    }
}

/// The indexing has come further, or has ended: a search finds more.
pub fn indexing(state: &mut State, progress: Option<Progress>) -> Vec<Effect> {
    state.scan.indexing = progress;
    let mut effects = search::pane::indexed(state);
    effects.extend(across::indexed(state));
    effects
}

/// Shows the document that was open last time, or the first of the list; a single document is
/// opened to be read. Not before the order of the list is known, nor once the user has moved.
fn show_first(state: &mut State) -> Vec<Effect> {
    let alone = state.catalogue.len() == 1;
    let settled = state.scan.ended.is_some() && (alone || state.catalogue.waiting() == 0);
    if !settled || state.list.touched || state.reader.is_some() || state.journey.towards.is_some() {
        return Vec::new();
    }
    quiet(state);
    let resumed = state.journey.resume.take().and_then(|path| state.catalogue.id_of(&path));
    if let Some(entry) = resumed {
        state.list.select(entry);
    }
    match state.list.selected() {
        Some(entry) if alone => opening::enter(state, entry, None),
        _ => opening::preview(state),
    }
}

/// Matches in a long document arrived; those of an older search are dropped.
pub fn hits(state: &mut State, entry: EntryId, query: &str, hits: Vec<Span>) {
    let reader = state.reader.as_mut().filter(|reader| reader.entry == entry);
    if let Some(reader) = reader
        && reader.find.as_ref().is_some_and(|find| find.query == query && find.hits.is_none())
    {
        reader.found(hits);
    }
}

/// The facts of a document are known. Those of another text are dropped.
pub fn facts(state: &mut State, entry: EntryId, document: &Arc<Document>, facts: Arc<Facts>) {
    let reader = state.reader.as_mut().filter(|reader| reader.entry == entry);
    if let Some(reader) = reader.filter(|reader| Arc::ptr_eq(&reader.document, document)) {
        reader.uncorrected = Some(facts);
        correcting::apply(state);
    }
}

/// The facts of a document could not be found. That stays said as long as it is open.
pub fn no_facts(state: &mut State, entry: EntryId, document: &Arc<Document>, why: &Shown) {
    let reader = state.reader.as_mut().filter(|reader| reader.entry == entry);
    if let Some(reader) = reader.filter(|reader| Arc::ptr_eq(&reader.document, document)) {
        reader.no_facts = true;
        state.tell(Notice::warning(why));
    }
}

/// Looks for matches after the text changed.
pub fn look(state: &mut State) -> Vec<Effect> {
    let outside =
        state.reader.as_mut().is_some_and(|reader| reader.find.is_some() && reader.look());
    if outside { look_outside(state) } else { Vec::new() }
}

/// Asks for the matches of the current search.
pub fn look_outside(state: &State) -> Vec<Effect> {
    let find = state.reader.as_ref().and_then(|reader| Some((reader, reader.find.as_ref()?)));
    find.and_then(|(reader, find)| {
        let document = reader.document.clone();
        Some(Effect::Find {
            entry: reader.entry,
            document,
            query: find.query.clone(),
            highlight: find.highlight.clone()?,
        })
    })
    .into_iter()
    .collect()
}
