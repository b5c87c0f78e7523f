//! The mouse: the wheel scrolls the pane under it, a click selects. What it selects in the text is told
//! in `selecting`.

use ratatui::layout::Rect;

use super::across::{ranges, things};
use super::bookmarks::pane;
use super::geometry::{self, Pane};
use super::prompt::Purpose;
use super::reader::Unit;
use super::selecting::{self, pointing};
use super::state::State;
use super::{opening, panes, search, walking};
use crate::protocol::{Effect, Mouse, MouseAction};

/// Lines a turn of the wheel scrolls.
const WHEEL: isize = 3;

/// The mouse was used.
pub fn used(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    match mouse.action {
        MouseAction::Drag => {
            pointing::drag(state, mouse);
            return Vec::new();
        }
        MouseAction::Release => {
            pointing::release(state);
            return Vec::new();
        }
        _ => {}
    }
    let free = match state.prompt() {
        Some(prompt) => prompt.purpose == Purpose::Search,
        None => state.over.is_none(),
    };
    let Some(panes) = state.geometry().filter(|_| free) else {
        return Vec::new();
    };
    let Some(pane) = panes.at(mouse.column, mouse.row) else {
        return Vec::new();
    };
    let area = geometry::content(panes.of(pane).unwrap_or_default());
    match mouse.action {
        MouseAction::WheelDown => wheel(state, pane, WHEEL),
        MouseAction::WheelUp => wheel(state, pane, -WHEEL),
        _ => {
            selecting::leave(state);
            let effects = click(state, pane, area, (mouse.column, mouse.row));
            if pane == Pane::Page {
                point(state, mouse);
            }
            effects
        }
    }
}

/// A press in the page, which may begin a selection.
fn point(state: &mut State, mouse: Mouse) {
    state.settle();
    let unit = match mouse.action {
        MouseAction::DoubleClick => Unit::Word,
        MouseAction::TripleClick => Unit::Paragraph,
        _ => Unit::Character,
    };
    pointing::press(state, mouse, unit);
}

fn wheel(state: &mut State, pane: Pane, lines: isize) -> Vec<Effect> {
    match pane {
        Pane::List => {
            state.list.step(lines);
            return opening::preview(state);
        }
        Pane::Page => {
            if let Some(reader) = &mut state.reader {
                reader.scroll(lines);
            }
        }
        Pane::Search => {
            state.across.search.listing.step(lines.signum());
            return search::pane::more(state);
        }
        Pane::Ranges => state.across.ranges.step(lines),
        Pane::Things => match &mut state.across.things.detail {
            Some(detail) => detail.listing.step(lines.signum()),
            None => state.across.things.step(lines),
        },
        Pane::Bookmarks => {
            state.bookmarks.pane.step(lines.signum());
            return pane::look(state);
        }
        Pane::Side => {
            let count = state.reader.as_ref().map_or(0, |r| r.document.outline().count());
            let rows = walking::rows(state).len();
            match &mut state.panes.outline {
                Some(outline) => outline.step(lines, count),
                None => state.panes.facts.step(lines, rows),
            }
        }
    }
    Vec::new()
}

fn click(state: &mut State, pane: Pane, area: Rect, (column, row): (u16, u16)) -> Vec<Effect> {
    let Some(line) = row.checked_sub(area.y).map(usize::from) else { return Vec::new() };
    match pane {
        Pane::Page if state.focus == Pane::List => panes::focus_page(state),
        Pane::Page => {
            state.focus = Pane::Page;
            Vec::new()
        }
        Pane::List => {
            state.focus = Pane::List;
            let height = usize::from(area.height);
            let row = state.list.top() + line / state.list.lines_per_row(height).max(1);
            let entry = state.list.rows().get(row).copied();
            match entry {
                Some(entry) if state.list.selected() == Some(entry) && state.list.touched => {
                    opening::enter(state, entry, None)
                }
                Some(entry) => {
                    state.list.select(entry);
                    opening::preview(state)
                }
                None => Vec::new(),
            }
        }
        Pane::Bookmarks => pane::click(state, area, line),
        Pane::Search => search::pane::click(state, row),
        Pane::Things => things::click(state, line),
        Pane::Ranges => ranges::click(state, (column, line)),
        Pane::Side => {
            state.focus = Pane::Side;
            if let Some(outline) = &mut state.panes.outline {
                outline.selected = outline.top(area.height.into()) + line;
                panes::go_to_heading(state);
            }
            Vec::new()
        }
    }
}
