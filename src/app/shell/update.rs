//! From an event to a changed state and effects. Only dispatches.

use super::state::State;
use super::{
    corrections, documents, following, keys, links, mouse, opened, passages, pipes, reports, route,
};
use crate::app::panes::pane::Outcome;
use crate::protocol::{BookmarkReport, Effect, Event, Notice, NoticeKind};

/// Changes the state as an event demands and returns what is to be done outside.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let typed = state.over.is_some();
    let mut effects = dispatch(state, event);
    state.settle();
    effects.extend(state.keep_choices());
    effects.extend(state.list.request(&state.catalogue).map(Effect::Arrange));
    if typed != state.over.is_some() {
        effects.push(Effect::Paste(!typed));
    }
    effects
}

fn dispatch(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => keys::press(state, key),
        Event::Paste(words) => keys::paste(state, &words),
        Event::Mouse(used) => mouse::used(state, used),
        event => {
            let outcomes = take(state, event);
            route::run(state, outcomes)
        }
    }
}

/// Takes in what was not typed.
fn take(state: &mut State, event: Event) -> Vec<Outcome> {
    match event {
        Event::Key(_) | Event::Paste(_) | Event::Mouse(_) => {}
        Event::Opened { entry, document, whole } => {
            return opened::opened(state, entry, document, whole);
        }
        Event::Bookmarks(BookmarkReport::Corrections(kept, up_to)) => {
            return corrections::reported(state, kept, up_to);
        }
        Event::Bookmarks(report) => return reports::bookmarks(state, report),
        Event::PassageRead(wanted, document) => return passages::read(state, &wanted, document),
        Event::Search(report) => return reports::search(state, report),
        Event::SearchFor(words) => return reports::search_for(state, &words),
        Event::Indexing(progress) => return reports::indexing(state, progress),
        Event::Catalogued(entries) => return reports::catalogued(state, entries),
        Event::Scanned(scanned) => return reports::scanned(state, scanned),
        Event::Gone(paths) => return reports::gone(state, &paths),
        Event::Terminate => return documents::leave(state),
        Event::Resumed => return documents::resumed(state),
        Event::Filtered(report) => return state.list.answered(report, &state.catalogue),
        Event::Arranged(report) => return reports::arranged(state, report),
        Event::LookedUp(report) => return reports::looked_up(state, report),
        Event::Followed(request, report) => return links::followed(state, &request, report),
        Event::Piped(report) => return pipes::ended(state, &report),
        Event::Quiet => reports::quiet(state),
        Event::Resize(size) => state.screen.size = size,
        Event::Ground { light } => state.screen.light = light,
        Event::Unreadable { entry, reason } => opened::unreadable(state, entry, reason),
        Event::Unopened { entry, why } => opened::unopened(state, entry, &why),
        Event::FirstHit { entry, query, hit } => reports::first_hit(state, entry, &query, hit),
        Event::Hits { entry, query, hits } => reports::hits(state, entry, &query, hits),
        Event::Facts { entry, document, facts } => reports::facts(state, entry, &document, facts),
        Event::NoFacts { entry, document, why } => reports::no_facts(state, entry, &document, &why),
        Event::Renamed(renamed) => return following::renamed(state, renamed),
        Event::Saved => state.notices.retain(|notice| notice.kind != NoticeKind::Failure),
        Event::Unsaved(words) => state.tell(Notice::failure(&words)),
        Event::Notice(notice) => state.tell(notice),
    }
    Vec::new()
}
