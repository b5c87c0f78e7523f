//! Columns that the user gives the panes, by keys or by moving a border with the mouse.

use super::state::State;
use crate::app::base::geometry::Border;
use crate::app::base::pane_id::PaneId;
use crate::protocol::{Notice, NoticeKind};

/// Columns that a key gives or takes.
const STEP: i32 = 2;

/// Gives the pane with the keys more columns, or fewer.
pub fn widen(state: &mut State, times: isize) {
    let cells = STEP.saturating_mul(i32::try_from(times).unwrap_or(i32::from(u16::MAX)));
    let Some(panes) = state.geometry() else { return };
    let border = match state.focus {
        PaneId::List => panes.page.or(panes.bookmarks).map(|_| (Border::List, cells)),
        PaneId::Side => panes.page.map(|_| (Border::Side, cells)),
        PaneId::Page => match (panes.list, panes.side) {
            (_, Some(_)) => Some((Border::Side, -cells)),
            (Some(_), None) => Some((Border::List, -cells)),
            (None, None) => None,
        },
        PaneId::Bookmarks => panes.list.map(|_| (Border::List, -cells)),
        _ => None,
    };
    let Some((border, cells)) = border else {
        return state.tell(Notice::passing("No other pane stands beside this one."));
    };
    let now = i32::from(width(state, border).unwrap_or(0));
    let wanted = now.saturating_add(cells).clamp(0, i32::from(u16::MAX));
    set(state, border, u16::try_from(wanted).unwrap_or(0));
    let now = width(state, border).unwrap_or(0);
    let name = if border == Border::List { "list" } else { "sidebar" };
    state.tell(Notice::passing(&format!("The {name} has {now} columns.")));
}

/// Forgets what the user gave the panes.
pub fn share(state: &mut State) {
    (state.panes.list_width, state.panes.side_width) = (None, None);
    state
        .tell(Notice { kind: NoticeKind::Passing, words: "The panes have what they need.".into() });
}

/// Moves a border to a column.
pub fn drag(state: &mut State, border: Border, column: u16) {
    let Some(panes) = state.geometry() else { return };
    let width = match border {
        Border::List => panes.list.map(|list| column.saturating_sub(list.x) + 1),
        Border::Side => panes.side.map(|side| side.right().saturating_sub(column)),
    };
    if let Some(width) = width {
        set(state, border, width);
    }
}

/// Gives the pane of a border so many columns, or as many as the others leave it.
fn set(state: &mut State, border: Border, columns: u16) {
    *field(state, border) = Some(columns);
    if let Some(now) = width(state, border) {
        *field(state, border) = Some(now);
    }
}

fn field(state: &mut State, border: Border) -> &mut Option<u16> {
    match border {
        Border::List => &mut state.panes.list_width,
        Border::Side => &mut state.panes.side_width,
    }
}

fn width(state: &State, border: Border) -> Option<u16> {
    let panes = state.geometry()?;
    let pane = if border == Border::List { panes.list } else { panes.side };
    pane.map(|pane| pane.width)
}
