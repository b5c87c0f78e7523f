//! Which pane has the keys, and which panes are shown.

use super::documents;
use super::pipes;
use super::state::State;
use crate::app::base::command::Command;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::outline::Outline;
use crate::app::panes::pane::{Beginning, Outcome};
use crate::protocol::{BookmarkRequest, Effect};

/// Opens a pane and gives it the keys, or closes it if it has them.
pub fn toggle(state: &mut State, pane: PaneId) -> Vec<Outcome> {
    if state.focus == pane { close(state) } else { open(state, pane) }
}

/// Opens a pane and gives it the keys.
pub fn open(state: &mut State, pane: PaneId) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    if state.focus != pane {
        if pane.is_whole() {
            outcomes = documents::remember(state);
            // Other instances may have corrected something that the pane is about to show.
            let refresh = Effect::Bookmarks(BookmarkRequest::Refresh);
            outcomes.push(Outcome::Effect(refresh));
        }
        let beginning = state.with(state.focus, |pane, scene| Beginning {
            scope: pane.scope(scene).unwrap_or_default(),
            range: pane.range(),
        });
        outcomes.extend(state.with(pane, |pane, scene| {
            pane.begin_with(&beginning);
            pane.shown(scene)
        }));
        match state.focus.is_whole() && pane.is_whole() {
            true => _ = state.came_from.remove(&pane),
            false => _ = state.came_from.insert(pane, state.focus),
        }
        state.focus = pane;
    }
    outcomes
}

/// Closes the pane that has the keys: the one from which it was opened gets them, or the list if there is
/// no page.
pub fn close(state: &mut State) -> Vec<Outcome> {
    state.over = None;
    let closed = state.focus;
    state.with(closed, |pane, _| pane.closed());
    let from = state.came_from.remove(&closed);
    let from = from.filter(|from| from.is_whole() || state.reader.is_some());
    state.focus = from.unwrap_or(PaneId::List);
    if state.focus == PaneId::List { documents::preview(state) } else { Vec::new() }
}

/// Closes the pane that has the keys and shows in the list the documents that have this.
pub fn filter_list(state: &mut State, words: &str) -> Vec<Outcome> {
    let mut outcomes = close(state);
    outcomes.extend(list(state));
    outcomes.extend(state.with(PaneId::List, |list, scene| list.filter(words, scene)));
    outcomes
}

/// One step back: out of a message, out of a search, out of a pane; never out of the program.
pub fn back(state: &mut State) -> Vec<Outcome> {
    step_back(state).unwrap_or_else(|| {
        let keys = state.keymap.keys_of(state.context(), Command::Leave);
        let keys = keys.or_else(|| state.keymap.keys_of(state.context(), Command::Quit));
        let leave = keys.map(|keys| format!(" {keys} leaves briefbook.")).unwrap_or_default();
        vec![Outcome::say(&format!("There is nothing to step back from.{leave}"))]
    })
}

/// One step back, or out of the program.
pub fn leave(state: &mut State) -> Vec<Outcome> {
    step_back(state).unwrap_or_else(|| documents::leave(state))
}

/// One step back; `None` if there is nothing to step back from.
fn step_back(state: &mut State) -> Option<Vec<Outcome>> {
    if state.end_merging() {
        return Some(vec![Outcome::say("Nothing was merged.")]);
    }
    let selects = state.focus == PaneId::Page && state.is_selecting();
    if !selects && state.dismiss() {
        return Some(Vec::new());
    }
    let outline = state.focus == PaneId::Side && state.panes.outline.take().is_some();
    if outline {
        state.focus = PaneId::Page;
        return Some(Vec::new());
    }
    if let Some(outcomes) = state.with(state.focus, |pane, scene| pane.back(scene)) {
        return Some(outcomes);
    }
    match state.focus {
        PaneId::Side => state.focus = PaneId::Page,
        PaneId::Page if state.panes.nothing => state.panes.nothing = false,
        PaneId::Page if state.catalogue.len() > 1 => return Some(list(state)),
        PaneId::Page | PaneId::List => return None,
        _ => return Some(close(state)),
    }
    Some(Vec::new())
}

/// Cancels what is under way; quits if nothing is.
pub fn interrupt(state: &mut State) -> Vec<Outcome> {
    if let Some(ended) = pipes::interrupt(state) {
        return ended;
    }
    if state.focus == PaneId::Page
        && state.reader.as_mut().is_some_and(|reader| reader.leave_selection())
    {
        return Vec::new();
    }
    let searching =
        state.reader.as_mut().filter(|r| r.find.as_ref().is_some_and(|f| f.hits.is_none()));
    if let Some(reader) = searching {
        reader.abandon_search();
        return Vec::new();
    }
    documents::leave(state)
}

/// Moves the keys to the pane on the right or the left; round the ends if `round`.
pub fn step(state: &mut State, right: bool, round: bool) -> Vec<Outcome> {
    let mut panes = vec![PaneId::List, PaneId::Page];
    let has_side = state.panes.outline.is_some() || !state.panes.no_facts;
    panes.extend(has_side.then_some(PaneId::Side));
    let at = panes.iter().position(|pane| *pane == state.focus).unwrap_or(0);
    let target = match (right, round) {
        (true, true) => (at + 1) % panes.len(),
        (true, false) => (at + 1).min(panes.len() - 1),
        (false, true) => (at + panes.len() - 1) % panes.len(),
        (false, false) => at.saturating_sub(1),
    };
    match panes.get(target) {
        Some(PaneId::List) => list(state),
        Some(PaneId::Page) => page(state),
        Some(PaneId::Side) => {
            state.focus = PaneId::Side;
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Gives the list the keys, with the open document selected.
pub fn list(state: &mut State) -> Vec<Outcome> {
    let outcomes = documents::remember(state);
    if let Some(reader) = &state.reader {
        state.list.select(reader.entry);
    }
    state.panes.nothing = false;
    state.focus = PaneId::List;
    outcomes
}

/// Gives the page the keys; from the list, opens the selected document.
pub fn page(state: &mut State) -> Vec<Outcome> {
    match (state.focus, state.list.selected()) {
        (PaneId::List, Some(entry)) => documents::enter(state, entry, None),
        _ => {
            state.focus = PaneId::Page;
            Vec::new()
        }
    }
}

/// Gives the facts the keys; an outline in their place is closed.
pub fn facts(state: &mut State) {
    state.panes.outline = None;
    state.panes.no_facts = false;
    state.focus = PaneId::Side;
}

/// Hides the facts, or shows them again.
pub fn toggle_facts(state: &mut State) {
    state.panes.no_facts = !state.panes.no_facts;
    if state.panes.no_facts && state.focus == PaneId::Side && state.panes.outline.is_none() {
        state.focus = PaneId::Page;
    }
}

/// Opens the outline and gives it the keys, or closes it.
pub fn toggle_outline(state: &mut State) -> Vec<Outcome> {
    if state.panes.outline.take().is_some() {
        if state.focus == PaneId::Side {
            state.focus = PaneId::Page;
        }
        return Vec::new();
    }
    let Some(reader) = &state.reader else { return vec![Outcome::say("No document is open.")] };
    let here = reader.current_heading().unwrap_or(0);
    let (_, scene) = state.split(false);
    let outline = Outline::at(here, &scene);
    state.panes.outline = Some(outline);
    state.focus = PaneId::Side;
    Vec::new()
}

/// Shows only the page, or all panes again.
pub fn only_page(state: &mut State) -> Vec<Outcome> {
    if state.reader.is_none() {
        return vec![Outcome::say("No document is open.")];
    }
    state.panes.nothing = !state.panes.nothing;
    state.focus = PaneId::Page;
    Vec::new()
}
