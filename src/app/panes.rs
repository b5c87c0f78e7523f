//! Which pane has the focus, and which panes are shown.

use super::across::{ranges, things};
use super::bookmarks::pane;
use super::geometry::Pane;
use super::outline::Outline;
use super::state::State;
use super::{find, opening, places, search, selecting, walking};
use crate::protocol::Effect;

/// Opens what is selected: a document from the list, a heading from the outline.
pub fn open(state: &mut State) -> Vec<Effect> {
    match state.focus {
        Pane::List => {
            let selected = state.list.selected();
            selected.map_or_else(Vec::new, |entry| opening::enter(state, entry, None))
        }
        Pane::Side if state.panes.outline.is_some() => {
            go_to_heading(state);
            Vec::new()
        }
        Pane::Side => walking::open(state),
        Pane::Bookmarks => pane::open(state),
        Pane::Search => search::enter(state),
        Pane::Things => things::open(state),
        Pane::Ranges => ranges::open(state),
        Pane::Page => Vec::new(),
    }
}

/// One step back: out of a search, out of a pane, out of the program.
pub fn back(state: &mut State) -> Vec<Effect> {
    let leaves = state.focus == Pane::Page && selecting::leave(state);
    if leaves || state.dismiss() || find::dismiss(state) {
        return Vec::new();
    }
    match state.focus {
        Pane::Search => search::leave(state),
        Pane::Things => things::back(state),
        Pane::Ranges => ranges::back(state),
        Pane::Bookmarks => {
            pane::back(state);
            Vec::new()
        }
        Pane::Side => {
            if state.panes.outline.take().is_some() || !walking::dismiss(state) {
                show_page(state);
            }
            Vec::new()
        }
        Pane::Page if state.panes.nothing => {
            state.panes.nothing = false;
            Vec::new()
        }
        Pane::Page if state.catalogue.len() > 1 => focus_list(state),
        Pane::List if !state.list.filter().is_empty() => {
            state.list.set_filter("", &state.catalogue);
            opening::preview(state)
        }
        Pane::Page | Pane::List => opening::leave(state),
    }
}

/// Cancels what is under way; quits if nothing is.
pub fn interrupt(state: &mut State) -> Vec<Effect> {
    if state.focus == Pane::Page && selecting::leave(state) {
        return Vec::new();
    }
    let searching =
        state.reader.as_mut().filter(|r| r.find.as_ref().is_some_and(|f| f.hits.is_none()));
    if let Some(reader) = searching {
        reader.abandon_search();
        return Vec::new();
    }
    opening::leave(state)
}

/// Moves the focus to the pane on the right or the left; round the ends if `round`.
pub fn step(state: &mut State, right: bool, round: bool) -> Vec<Effect> {
    let mut panes = vec![Pane::List, Pane::Page];
    let has_side = state.panes.outline.is_some() || !state.panes.no_facts;
    panes.extend(has_side.then_some(Pane::Side));
    let at = panes.iter().position(|pane| *pane == state.focus).unwrap_or(0);
    let target = match (right, round) {
        (true, true) => (at + 1) % panes.len(),
        (true, false) => (at + 1).min(panes.len() - 1),
        (false, true) => (at + panes.len() - 1) % panes.len(),
        (false, false) => at.saturating_sub(1),
    };
    match panes.get(target) {
        Some(Pane::List) => focus_list(state),
        Some(Pane::Page) => focus_page(state),
        Some(Pane::Side) => {
            state.focus = Pane::Side;
            Vec::new()
        }
        Some(Pane::Bookmarks | Pane::Search | Pane::Things | Pane::Ranges) | None => Vec::new(),
    }
}

/// Gives the list the focus, with the open document selected.
pub fn focus_list(state: &mut State) -> Vec<Effect> {
    let effects = opening::remember(state);
    if let Some(reader) = &state.reader {
        state.list.select(reader.entry);
    }
    state.panes.nothing = false;
    state.focus = Pane::List;
    effects
}

/// Gives the page the focus; from the list, opens the selected document.
pub fn focus_page(state: &mut State) -> Vec<Effect> {
    match (state.focus, state.list.selected()) {
        (Pane::List, Some(entry)) => opening::enter(state, entry, None),
        _ => {
            show_page(state);
            Vec::new()
        }
    }
}

/// Gives the page the focus as it is.
pub fn show_page(state: &mut State) {
    state.focus = Pane::Page;
}

/// Gives the facts the focus; an outline in their place is closed.
pub fn focus_facts(state: &mut State) {
    state.panes.outline = None;
    state.panes.no_facts = false;
    state.focus = Pane::Side;
}

/// Hides the facts, or shows them again.
pub fn toggle_facts(state: &mut State) {
    state.panes.no_facts = !state.panes.no_facts;
    if state.panes.no_facts && state.focus == Pane::Side && state.panes.outline.is_none() {
        show_page(state);
    }
}

/// Opens the outline and gives it the focus, or closes it.
pub fn toggle_outline(state: &mut State) {
    if state.panes.outline.take().is_some() {
        if state.focus == Pane::Side {
            state.focus = Pane::Page;
        }
    } else if state.reader.is_some() {
        state.panes.outline = Some(Outline::default());
        focus_outline(state);
    }
}

/// Shows only the page, or all panes again.
pub fn only_page(state: &mut State) {
    if state.reader.is_some() {
        state.panes.nothing = !state.panes.nothing;
        state.focus = Pane::Page;
    }
}

/// Goes to the heading selected in the outline, which keeps the focus while there is room for both.
pub fn go_to_heading(state: &mut State) {
    let selected = state.panes.outline.map_or(0, |outline| outline.selected);
    let heading = state.reader.as_ref().and_then(|r| r.document.outline().nth(selected));
    if let Some((_, span)) = heading {
        places::go(state, span);
        state.focus = Pane::Page;
    }
}

fn focus_outline(state: &mut State) {
    let here = state.reader.as_ref().and_then(|reader| reader.current_heading());
    if let Some(outline) = &mut state.panes.outline {
        outline.selected = here.unwrap_or(0);
        state.focus = Pane::Side;
    }
}
