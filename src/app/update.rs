//! From an event to a changed state and effects. Only dispatches: what happens in a room is told in
//! that room.

use super::across;
use super::bookmarks::telling;
use super::state::State;
use super::{correcting, keys, mouse, opening, reports, search};
use crate::protocol::{Effect, Event, Notice, NoticeKind};

/// Changes the state as an event demands and returns what is to be done outside.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let typed = state.over.is_some();
    let mut effects = dispatch(state, event);
    state.settle();
    if typed != state.over.is_some() {
        effects.push(Effect::Paste(!typed));
    }
    effects
}

fn dispatch(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => return keys::press(state, key),
        Event::Paste(words) => return keys::paste(state, &words),
        Event::Mouse(mouse) => return mouse::used(state, mouse),
        Event::Opened { entry, document, whole } => {
            return opening::opened(state, entry, document, whole);
        }
        Event::Bookmarks(report) => return telling::told(state, report),
        Event::Search(report) => return search::told(state, report),
        Event::SearchFor(words) => return search::open_with(state, &words),
        Event::Indexing(progress) => return reports::indexing(state, progress),
        Event::Catalogued(entries) => return reports::catalogued(state, entries),
        Event::Scanned(scanned) => return reports::scanned(state, scanned),
        Event::Gone(paths) => return reports::gone(state, &paths),
        Event::Terminate => return opening::leave(state),
        Event::Resumed => return opening::resumed(state),
        Event::LookedUp(report) => across::told(state, report),
        Event::Quiet => reports::quiet(state),
        Event::Resize(size) => state.screen.size = size,
        Event::Ground { light } => state.screen.light = light,
        Event::Unreadable { entry, reason } => opening::unreadable(state, entry, reason),
        Event::Unopened { entry, why } => opening::unopened(state, entry, &why),
        Event::Hits { entry, query, hits } => reports::hits(state, entry, &query, hits),
        Event::Facts { entry, document, facts } => reports::facts(state, entry, &document, facts),
        Event::NoFacts { entry, document, why } => reports::no_facts(state, entry, &document, &why),
        Event::Corrections(corrections) => correcting::remembered(state, corrections),
        Event::Saved => state.notices.retain(|notice| notice.kind != NoticeKind::Failure),
        Event::Unsaved(words) => state.tell(Notice::failure(&words)),
        Event::Notice(notice) => state.tell(notice),
    }
    Vec::new()
}
