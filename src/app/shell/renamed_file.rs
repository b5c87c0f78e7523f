//! A page whose file got another name goes on under that name, known by its bytes once the index has
//! read them; or under its old one, if the file was only put in place anew. Finds no files itself.

use super::documents;
use super::state::State;
use crate::app::panes::pane::Outcome;
use crate::library::{Entry, EntryId};
use crate::protocol::Notice;
use crate::text::CleanText;

/// Keeps in mind what the open document was, if it is among those that are gone.
pub fn lose(state: &mut State, gone: &[EntryId]) {
    let Some(reader) = state.reader.as_mut().filter(|reader| gone.contains(&reader.entry)) else {
        return;
    };
    reader.lost = state.catalogue.get(reader.entry).cloned();
}

/// The same as [`follow`], among all entries: another name may have been told of before.
pub fn follow_anywhere(state: &mut State) -> Vec<Outcome> {
    if state.reader.as_ref().is_none_or(|reader| reader.lost.is_none()) {
        return Vec::new();
    }
    let all: Vec<EntryId> = state.catalogue.iter().map(|entry| entry.id).collect();
    follow(state, &all)
}

/// Goes on if the open document is gone and one of these entries has its name or its bytes.
pub fn follow(state: &mut State, among: &[EntryId]) -> Vec<Outcome> {
    let Some(lost) = state.reader.as_ref().and_then(|reader| reader.lost.as_ref()) else {
        return Vec::new();
    };
    let same = |entry: &&Entry| {
        lost.content.is_some() && entry.content == lost.content && entry.bytes == lost.bytes
    };
    let back = state.catalogue.id_of(&lost.path).and_then(|id| state.catalogue.get(id));
    let renamed = || among.iter().filter_map(|id| state.catalogue.get(*id)).find(same);
    let Some(found) = back.or_else(renamed) else { return Vec::new() };
    let (entry, path) = (found.id, found.path.clone());
    let name = (path != lost.path).then(|| CleanText::path(&path));
    if let Some(reader) = &mut state.reader {
        (reader.entry, reader.lost) = (entry, None);
    }
    state.list.absorb(&state.catalogue);
    state.list.select(entry);
    if let Some(name) = name {
        state.tell(Notice::passing(&format!("The open document has another name now: {name}")));
    }
    let mut outcomes = documents::set_unread(state, entry, false);
    outcomes.push(Outcome::Effect(documents::anew(state, entry, path)));
    outcomes
}
