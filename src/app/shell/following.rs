//! What is remembered of documents whose files have other names now: found by their bytes as soon as the
//! index knows them, and by their words where these have changed too. Reads no file itself.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::state::State;
use super::{documents, jumps};
use crate::app::base::pane_id::PaneId;
use crate::app::panes::pane::Outcome;
use crate::bookmarks::ReadingPlace;
use crate::library::EntryId;
use crate::protocol::{Effect, Memo};

/// Files that are asked about at most, remembered ones and new ones: each new one is read for it.
const MOST: (usize, usize) = (512, 48);

/// The bytes of all files are known: what was open the last time may stand under another name, and
/// files of which nothing is remembered may be those that were not found.
pub fn indexed(state: &mut State) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let untouched = !state.list.touched && state.focus == PaneId::List;
    if untouched && resume(state) {
        outcomes.extend(documents::preview(state));
    }
    outcomes.extend(read_by_content(state));
    if let Some(entry) = state.reader.as_ref().map(|reader| reader.entry) {
        let place = state.left_at(entry);
        arrive(state, entry, &place);
    }
    if std::mem::replace(&mut state.journey.followed, true) {
        return outcomes;
    }
    let (lost, new) = unmatched(state);
    if !lost.is_empty() && !new.is_empty() {
        outcomes.push(Outcome::Effect(Effect::Recognise { lost, new }));
    }
    outcomes
}

/// A document was opened of which neither the name nor the bytes are known: it may be one of those that
/// were not found.
pub fn opened(state: &State, entry: EntryId) -> Option<Outcome> {
    let path = state.path_of(entry)?;
    let journey = &state.journey;
    let is_known = state.content_of(entry).is_some() || journey.known.contains(&path);
    if is_known || journey.known.is_empty() || journey.renamed.contains_key(&path) {
        return None;
    }
    let is_lost = |known: &&PathBuf| state.catalogue.id_of(known).is_none();
    let mut lost: Vec<PathBuf> = journey.known.iter().filter(is_lost).cloned().collect();
    lost.sort_by_cached_key(|known| (known.file_name() != path.file_name(), known.clone()));
    lost.truncate(MOST.0);
    Some(Outcome::Effect(Effect::Recognise { lost, new: vec![path] }))
}

/// Selects the document that was open the last time; false if it is not there, or not yet.
pub fn resume(state: &mut State) -> bool {
    let Some(path) = state.journey.resume.take() else { return false };
    let entry = state.catalogue.id_of(&path).or_else(|| {
        let (content, _) = state.journey.contents.iter().find(|(_, known)| **known == path)?;
        state.catalogue.ids().find(|id| state.content_of(*id) == Some(*content))
    });
    match entry {
        Some(entry) => {
            state.list.select(entry);
            true
        }
        None => {
            state.journey.resume = Some(path);
            false
        }
    }
}

/// Documents were listed before their bytes were known; those that were read are now known to be.
fn read_by_content(state: &mut State) -> Vec<Outcome> {
    if state.journey.contents.is_empty() {
        return Vec::new();
    }
    let journey = &state.journey;
    let is_news = |id: &EntryId| {
        let path = state.catalogue.is_unread(*id).then(|| state.path_of(*id)).flatten();
        path.is_some_and(|path| {
            !journey.known.contains(&path) && journey.was_read(&path, state.content_of(*id))
        })
    };
    let read: Vec<EntryId> = state.catalogue.ids().filter(is_news).collect();
    read.into_iter().flat_map(|id| documents::set_unread(state, id, false)).collect()
}

/// Remembered files that are not in the list, and files of the list of which nothing is remembered:
/// first those that have the name of one that is missing.
fn unmatched(state: &State) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let journey = &state.journey;
    let is_lost = |path: &&PathBuf| state.catalogue.id_of(path).is_none();
    let mut lost: HashSet<&Path> =
        journey.known.iter().filter(is_lost).map(PathBuf::as_path).collect();
    let mut new = Vec::new();
    for id in state.catalogue.ids() {
        let Some(path) = state.path_of(id) else { continue };
        match journey.remembered_as(&path, state.content_of(id)) {
            known if known != path => _ = lost.remove(known),
            _ if journey.known.contains(&path) => {}
            _ => new.push(path),
        }
    }
    let names: HashSet<&OsStr> = lost.iter().filter_map(|path| path.file_name()).collect();
    let has_name = |path: &PathBuf| path.file_name().is_some_and(|name| names.contains(name));
    new.sort_by_cached_key(|path| !has_name(path));
    new.truncate(MOST.1);
    let mut lost: Vec<PathBuf> = lost.into_iter().map(Path::to_owned).collect();
    lost.sort();
    lost.truncate(MOST.0);
    (lost, new)
}

/// Files are known by their words: what is remembered of them is kept under their names from now on.
pub fn renamed(state: &mut State, renamed: Vec<(PathBuf, PathBuf)>) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (now, old) in renamed {
        let Some(entry) = state.catalogue.id_of(&now) else { continue };
        let content = state.content_of(entry);
        state.journey.renamed.insert(now.clone(), old.clone());
        if state.journey.was_read(&now, content) {
            outcomes.extend(documents::set_unread(state, entry, false));
        }
        outcomes.extend(jumps::rename_marks(state, &old, (&now, content)));
        if let Some(place) = state.journey.left.get(&old).cloned() {
            arrive(state, entry, &place);
            let memo = Memo::Position { path: now, content, place };
            outcomes.push(Outcome::Effect(Effect::Remember(memo)));
        }
        if state.journey.resume.as_ref() == Some(&old) && !state.list.touched {
            state.journey.resume = None;
            state.list.select(entry);
            outcomes.extend(documents::preview(state));
        }
    }
    outcomes
}

/// The page of a document that stands at its beginning goes to where it was left.
fn arrive(state: &mut State, entry: EntryId, place: &ReadingPlace) {
    let open = state.reader.as_mut().filter(|reader| reader.entry == entry);
    if let Some(reader) = open.filter(|reader| reader.position() == 0) {
        let (offset, _) = place.find(reader.document.text());
        reader.go(offset);
    }
}
