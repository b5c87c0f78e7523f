//! A page whose file got another name goes on under that name, known by its bytes once the index has
//! read them; or under its old one, if the file was only put in place anew. Finds no files itself.

use super::documents;
use super::state::State;
use crate::app::panes::pane::Outcome;
use crate::library::EntryId;
use crate::protocol::Notice;
use crate::text::CleanText;

/// Keeps in mind what the open document was, if it is among those that are gone.
pub fn lose(state: &mut State, gone: &[EntryId]) {
    let Some(reader) = state.reader.as_mut().filter(|reader| gone.contains(&reader.entry)) else {
        return;
    };
    reader.lost = state.catalogue.get(reader.entry);
}

/// The same as [`follow`], among all entries: another name may have been told of before.
pub fn follow_anywhere(state: &mut State) -> Vec<Outcome> {
    if state.reader.as_ref().is_none_or(|reader| reader.lost.is_none()) {
        return Vec::new();
    }
    let all: Vec<EntryId> = state.catalogue.ids().collect();
    follow(state, &all)
}

/// Goes on if the open document is gone and one of these entries has its name or its bytes.
pub fn follow(state: &mut State, among: &[EntryId]) -> Vec<Outcome> {
    let Some(lost) = state.reader.as_ref().and_then(|reader| reader.lost.as_ref()) else {
        return Vec::new();
    };
    let content = lost.content.map(|content| (lost.bytes, content));
    let same = |id: &EntryId| content.is_some() && state.catalogue.content_of(*id) == content;
    let back = state.catalogue.id_of(&lost.path);
    let found = back.or_else(|| among.iter().copied().find(same));
    let path = found.and_then(|entry| state.catalogue.path_of(entry));
    let Some((entry, path)) = found.zip(path) else { return Vec::new() };
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
