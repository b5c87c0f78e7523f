//! What follows when a document was read, read anew, or could not be read.

use std::sync::Arc;

use super::state::State;
use super::{documents, following, jumps, tour};
use crate::app::base::command::Command;
use crate::app::base::journey::SoughtPlace;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::panes::page::OpenDocument;
use crate::app::panes::pane::Outcome;
use crate::document::{Changes, Document};
use crate::library::{Entry, EntryId, Status};
use crate::protocol::{Effect, Notice};
use crate::text::CleanText;

/// A document was read, or its head was.
pub fn opened(
    state: &mut State,
    entry: EntryId,
    document: Arc<Document>,
    whole: bool,
) -> Vec<Outcome> {
    let towards = state.journey.towards.filter(|towards| towards.entry == entry);
    match (&mut state.reader, towards) {
        (Some(reader), None) if reader.entry == entry => {
            let selecting = reader.selecting.now.is_some();
            // What is there whole is not replaced by its beginning: the rest comes soon.
            if reader.whole && !whole {
                return Vec::new();
            }
            let changes = reader.replace(Arc::clone(&document), whole);
            let here = reader.position();
            if let Some(sought) = state.journey.sought.take_if(|sought| sought.entry == entry)
                && sought.shown == Some(here)
            {
                reader.go(sought.place.find(document.text()).0);
            }
            let unselected = selecting && reader.selecting.now.is_none();
            tell_changes(state, unselected, changes);
            jumps::to_named(state, whole);
            let mut outcomes = look(state);
            let extract = whole.then_some(Outcome::Effect(Effect::Extract { entry, document }));
            outcomes.extend(extract);
            outcomes.extend(bookmarks(state, whole));
            return outcomes;
        }
        (_, Some(towards)) => {
            return first_shown(state, (entry, document), whole, towards.offset);
        }
        _ => {}
    }
    Vec::new()
}

/// Shows a document that was not open.
fn first_shown(
    state: &mut State,
    (entry, document): (EntryId, Arc<Document>),
    whole: bool,
    offset: Option<usize>,
) -> Vec<Outcome> {
    let sought = state.journey.sought.take().filter(|sought| sought.entry == entry);
    let place = match (sought, offset) {
        (Some(sought), _) => sought.place,
        (None, Some(offset)) => offset.into(),
        (None, None) => state.left_at(entry),
    };
    let (offset, found) = place.find(document.text());
    let mut reader = OpenDocument::new(entry, Arc::clone(&document), state.frame(), offset);
    reader.whole = whole;
    let title = Outcome::Effect(Effect::Title(document.title()));
    let damage = document.damage().map(|words| Notice::passing(words));
    let caveat = document.caveats().first().map(|words| Notice::passing(words));
    if !whole && !found {
        let shown = Some(reader.position());
        state.journey.sought = Some(SoughtPlace { entry, place, shown });
    }
    state.reader = Some(reader);
    damage.or(caveat).into_iter().for_each(|caveat| state.tell(caveat));
    state.journey.towards = None;
    jumps::to_named(state, whole);
    if let Some(outline) = &mut state.panes.outline {
        outline.rows.select(0);
    }
    state.panes.facts.forget_document();
    let extract = whole.then_some(Outcome::Effect(Effect::Extract { entry, document }));
    let marks = bookmarks(state, whole);
    let sought = tour::arrived(state, entry);
    let words = (!state.catalogue.is_unread(entry)).then(|| documents::words_of_read(state, entry));
    let words = words.flatten().into_iter().chain(following::opened(state, entry));
    [title].into_iter().chain(extract).chain(marks).chain(sought).chain(words).collect()
}

/// Looks for matches after the text changed.
fn look(state: &mut State) -> Vec<Outcome> {
    let outside =
        state.reader.as_mut().is_some_and(|reader| reader.find.is_some() && reader.look());
    if outside { vec![Outcome::FindOutside] } else { Vec::new() }
}

/// Has the bookmarks of a text looked for.
fn bookmarks(state: &mut State, whole: bool) -> Vec<Outcome> {
    let (panes, scene) = state.split(false);
    panes.bookmarks.opened(whole, &scene)
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

/// A document could not be read.
pub fn unreadable(state: &mut State, entry: EntryId, reason: CleanText) {
    if let Some(known) = state.catalogue.get(entry) {
        let unreadable = Entry { status: Status::Unreadable(reason.clone()), ..known };
        state.catalogue.put([unreadable]);
    }
    if state.journey.towards.is_some_and(|towards| towards.entry == entry) {
        state.journey.towards = None;
        state.reader = None;
        state.focus = PaneId::List;
        state.tell(Notice::passing(&reason));
    }
}

/// A document was not read, for a reason that lies not in it: what was open stays.
pub fn unopened(state: &mut State, entry: EntryId, why: &CleanText) {
    if state.journey.towards.is_some_and(|towards| towards.entry == entry) {
        state.journey.towards = None;
        state.focus = PaneId::List;
    }
    state.tell(Notice::passing(why));
}
