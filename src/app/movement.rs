//! Moving by lines and pages in whatever pane has the focus.

use super::bookmarks::pane;
use super::command::Command;
use super::geometry::Pane;
use super::state::State;
use super::typed::Request;
use super::{opening, search, selecting, walking};
use crate::protocol::Effect;

/// Columns that a wide table or code is moved sideways.
const PAN: usize = 8;

/// Carries out a movement in the pane with the focus.
pub fn run(state: &mut State, request: Request) -> Vec<Effect> {
    match state.focus {
        Pane::List => {
            in_list(state, request);
            return opening::preview(state);
        }
        Pane::Bookmarks => {
            in_bookmarks(state, request);
            return pane::look(state);
        }
        Pane::Search => {
            in_search(state, request);
            return search::pane::more(state);
        }
        Pane::Things => in_things(state, request),
        Pane::Ranges => in_ranges(state, request),
        Pane::Page => {
            if !selecting::moves(state, request) {
                in_page(state, request);
            }
        }
        Pane::Side if state.panes.outline.is_some() => in_outline(state, request),
        Pane::Side => in_facts(state, request),
    }
    Vec::new()
}

/// A page down; at the end of the document, on to the next unread one.
pub fn read_on(state: &mut State) -> Vec<Effect> {
    let Some(reader) = &mut state.reader else {
        return state.list.selected().map_or_else(Vec::new, |id| opening::enter(state, id, None));
    };
    if reader.at_end() && reader.whole {
        return opening::unread(state, true);
    }
    reader.page(1);
    Vec::new()
}

/// Scrolls the page without leaving the list.
pub fn scroll_page(state: &mut State, lines: isize) {
    if let Some(reader) = &mut state.reader {
        reader.scroll(lines);
    }
}

/// Puts the current place into the middle of the page.
pub fn centre(state: &mut State) {
    if let Some(reader) = &mut state.reader {
        reader.centre();
    }
}

/// Moves wide tables and code sideways, to the right only as far as anything is hidden there.
pub fn pan(state: &mut State, times: isize) {
    let Some(reader) = &mut state.reader else { return };
    for _ in 0..times.unsigned_abs().min(1000) {
        let mut frame = reader.frame();
        if times > 0 && !reader.is_cut() {
            return;
        }
        let step = PAN.cast_signed() * times.signum();
        frame.measure.pan = frame.measure.pan.saturating_add_signed(step);
        reader.fit(frame);
    }
}

fn in_page(state: &mut State, request: Request) {
    let here = state.here();
    let Some(reader) = &mut state.reader else { return };
    let times = request.times();
    match (request.command, request.count) {
        (Command::Down, _) => return reader.scroll(times),
        (Command::Up, _) => return reader.scroll(-times),
        (Command::HalfDown, _) => return reader.half(times),
        (Command::HalfUp, _) => return reader.half(-times),
        (Command::PageDown, _) => return reader.page(times),
        (Command::PageUp, _) => return reader.page(-times),
        (Command::Top | Command::Bottom, Some(number)) => reader.to_paragraph(number),
        (Command::Percent, Some(percent)) => reader.to_percent(percent),
        (Command::ToPage, page) => reader.to_page(page),
        (Command::Top, None) => reader.to_top(),
        (Command::Bottom, None) => reader.to_bottom(),
        _ => return,
    }
    if let Some(here) = here {
        state.journey.leave(here);
    }
}

fn in_list(state: &mut State, request: Request) {
    let height = state.list_height();
    let rows = (height / state.list.lines_per_row(height)).max(2);
    let length = state.list.rows().len();
    match row_motion(request, rows, length) {
        Some(Motion::By(rows)) => state.list.step(rows),
        Some(Motion::To(row)) => {
            state.list.step(0);
            state.list.select_row(row);
        }
        None => {}
    }
}

fn in_outline(state: &mut State, request: Request) {
    let rows = usize::from(state.screen.size.height).saturating_sub(3).max(2);
    let Some(reader) = &state.reader else { return };
    let count = reader.document.outline().count();
    let Some(outline) = &mut state.panes.outline else { return };
    match row_motion(request, rows, count) {
        Some(Motion::By(rows)) => outline.step(rows, count),
        Some(Motion::To(row)) => outline.selected = row.min(count.saturating_sub(1)),
        None => {}
    }
}

fn in_facts(state: &mut State, request: Request) {
    let page = usize::from(state.screen.size.height).saturating_sub(3).max(2);
    let count = walking::rows(state).len();
    let sidebar = &mut state.panes.facts;
    match row_motion(request, page, count) {
        Some(Motion::By(rows)) => sidebar.step(rows, count),
        Some(Motion::To(row)) => sidebar.selected = row.min(count.saturating_sub(1)),
        None => {}
    }
}

fn in_bookmarks(state: &mut State, request: Request) {
    let page = (usize::from(state.screen.size.height).saturating_sub(3) / 2).max(2);
    let pane = &mut state.bookmarks.pane;
    match row_motion(request, page, pane.count()) {
        Some(Motion::By(rows)) => pane.step(rows),
        Some(Motion::To(row)) => pane.select(row),
        None => {}
    }
}

fn in_search(state: &mut State, request: Request) {
    let page = usize::from(state.screen.size.height).saturating_sub(4) / 2;
    let listing = &mut state.across.search.listing;
    match row_motion(request, page.max(2), listing.rows.len()) {
        Some(Motion::By(rows)) => listing.step(rows),
        Some(Motion::To(row)) => listing.select(row),
        None => {}
    }
}

fn in_things(state: &mut State, request: Request) {
    let page = usize::from(state.screen.size.height).saturating_sub(3).max(2);
    let things = &mut state.across.things;
    let count = match &things.detail {
        Some(detail) => detail.listing.rows.len(),
        None => things.rows.len(),
    };
    match (row_motion(request, page, count), &mut things.detail) {
        (Some(Motion::By(rows)), Some(detail)) => detail.listing.step(rows),
        (Some(Motion::To(row)), Some(detail)) => detail.listing.select(row),
        (Some(Motion::By(rows)), None) => things.step(rows),
        (Some(Motion::To(row)), None) => things.select(row),
        (None, _) => {}
    }
}

fn in_ranges(state: &mut State, request: Request) {
    let page = usize::from(state.screen.size.height).saturating_sub(7).max(2);
    let ranges = &mut state.across.ranges;
    match row_motion(request, page, ranges.rows.len()) {
        Some(Motion::By(rows)) => ranges.step(rows),
        Some(Motion::To(row)) => ranges.select(row),
        None => {}
    }
}

/// A movement among rows.
enum Motion {
    By(isize),
    To(usize),
}

fn row_motion(request: Request, page: usize, length: usize) -> Option<Motion> {
    let times = request.times();
    let (page, half) = (page.cast_signed() - 1, page.cast_signed() / 2);
    Some(match (request.command, request.count) {
        (Command::Down, _) => Motion::By(times),
        (Command::Up, _) => Motion::By(-times),
        (Command::HalfDown, _) => Motion::By(half.saturating_mul(times)),
        (Command::HalfUp, _) => Motion::By(half.saturating_mul(-times)),
        (Command::PageDown, _) => Motion::By(page.saturating_mul(times)),
        (Command::PageUp, _) => Motion::By(page.saturating_mul(-times)),
        (Command::Top | Command::Bottom, Some(number)) => Motion::To(number.saturating_sub(1)),
        (Command::Top, None) => Motion::To(0),
        (Command::Bottom, None) => Motion::To(length.saturating_sub(1)),
        (Command::Percent, Some(percent)) => Motion::To(length * percent.min(100) / 100),
        _ => return None,
    })
}
