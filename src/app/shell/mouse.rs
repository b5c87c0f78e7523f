//! The mouse: the wheel scrolls the pane under it, a click selects. What it selects in the text is told
//! in the page.

use ratatui::layout::Rect;

use super::state::{Over, State};
use super::{focus, pane_widths, route};
use crate::app::base::geometry;
use crate::app::base::pane_id::PaneId;
use crate::app::base::prompt::Asks;
use crate::app::panes::page::{SelectionUnit, pointing};
use crate::app::panes::pane::Click;
use crate::protocol::{Effect, Mouse, MouseAction};

/// Lines a turn of the wheel scrolls.
const WHEEL: isize = 3;

/// The mouse was used.
pub fn used(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    match mouse.action {
        MouseAction::Drag if state.panes.dragged.is_some() => {
            if let Some(border) = state.panes.dragged {
                pane_widths::drag(state, border, mouse.column);
            }
            return Vec::new();
        }
        MouseAction::Drag => {
            drag(state, mouse);
            return Vec::new();
        }
        MouseAction::Release => {
            state.panes.dragged = None;
            if let Some(reader) = &mut state.reader {
                reader.selecting.pressed = None;
            }
            return Vec::new();
        }
        _ => {}
    }
    let free = match &state.over {
        Some(Over::Prompt(prompt)) => prompt.asks == Asks::Search,
        Some(Over::Chooser(_)) => false,
        None => true,
    };
    let Some(panes) = state.geometry().filter(|_| free) else { return Vec::new() };
    if mouse.action == MouseAction::Click
        && let Some(border) = panes.border_at(mouse.column, mouse.row)
    {
        state.panes.dragged = Some(border);
        return Vec::new();
    }
    let Some(pane) = panes.at(mouse.column, mouse.row) else { return Vec::new() };
    let area = geometry::content(panes.of(pane).unwrap_or_default());
    let outcomes = match mouse.action {
        MouseAction::WheelDown => state.with(pane, |pane, scene| pane.wheel(WHEEL, scene)),
        MouseAction::WheelUp => state.with(pane, |pane, scene| pane.wheel(-WHEEL, scene)),
        _ => return press(state, pane, area, mouse),
    };
    route::run(state, outcomes)
}

fn press(state: &mut State, pane: PaneId, area: Rect, mouse: Mouse) -> Vec<Effect> {
    if let Some(reader) = &mut state.reader {
        reader.leave_selection();
    }
    let click = Click { area, column: mouse.column, row: mouse.row };
    let outcomes = match (pane, state.focus) {
        (PaneId::Page, PaneId::List) => focus::page(state),
        _ => state.with(pane, |pane, scene| pane.click(click, scene)),
    };
    let effects = route::run(state, outcomes);
    if pane == PaneId::Page {
        point(state, mouse);
    }
    effects
}

/// A press in the page, which may begin a selection.
fn point(state: &mut State, mouse: Mouse) {
    state.settle();
    let unit = match mouse.action {
        MouseAction::DoubleClick => SelectionUnit::Word,
        MouseAction::TripleClick => SelectionUnit::Paragraph,
        _ => SelectionUnit::Character,
    };
    if let (Some(page), Some(reader)) = (page(state), &mut state.reader) {
        pointing::press(reader, page, mouse, unit);
    }
}

fn drag(state: &mut State, mouse: Mouse) {
    let page = page(state).filter(|_| state.over.is_none());
    if let (Some(page), Some(reader)) = (page, &mut state.reader) {
        pointing::drag(reader, page, mouse);
    }
}

fn page(state: &State) -> Option<Rect> {
    state.geometry()?.page
}
