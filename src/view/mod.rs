//! Paints the state. Changes nothing and returns nothing: what is on the screen follows from the
//! state and the theme alone.

mod bookmarks;
mod canvas;
mod chooser;
mod corrections;
mod entities;
mod facts;
mod foot;
mod frame;
mod hint;
mod library;
mod listing;
mod outline;
mod ranges;
mod reader;
mod search;
mod stance;
pub mod theme;
mod timeline;
mod units;

use ratatui::Frame;

use self::canvas::Canvas;
use self::theme::{Palette, Theme};
use crate::app::State;
use crate::app::base::geometry::{self, PaneId};

/// Paints the whole screen.
pub fn draw(frame: &mut Frame<'_>, state: &State, palette: Palette) {
    let theme = Theme::of(palette);
    let area = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), area);
    canvas.tint(area, theme.ground);
    let Some(panes) = geometry::panes(area.as_size(), state.wanted()) else {
        canvas.put((area.x, area.y), "too small", theme.notice);
        return;
    };
    if let Some(list) = panes.list {
        library::draw(&mut canvas, list, state, &theme);
    }
    if let Some(page) = panes.page {
        reader::draw(&mut canvas, page, state, &theme);
    }
    if let Some(side) = panes.side {
        match state.panes.outline {
            Some(_) => outline::draw(&mut canvas, side, state, &theme),
            None => facts::draw(&mut canvas, side, state, &theme),
        }
    }
    if let Some(area) = panes.bookmarks {
        bookmarks::draw(&mut canvas, area, state, &theme);
    }
    let field = match panes.whole {
        Some((PaneId::Search, area)) => search::draw(&mut canvas, area, state, &theme),
        Some((PaneId::Entities, area)) => {
            entities::draw(&mut canvas, area, state, &theme);
            None
        }
        Some((PaneId::Ranges, area)) => {
            ranges::draw(&mut canvas, area, state, &theme);
            None
        }
        Some((PaneId::Corrections, area)) => {
            corrections::draw(&mut canvas, area, state, &theme);
            None
        }
        Some((PaneId::Timeline, area)) => {
            timeline::draw(&mut canvas, area, state, &theme);
            None
        }
        _ => None,
    };
    let page = panes.page.and_then(|page| reader::cursor(page, state));
    let mut cursor = foot::draw(&mut canvas, panes.foot, state, &theme).or(field).or(page);
    if let Some(reached) = state.reached() {
        hint::draw(&mut canvas, &reached, state.typed.keys.len(), &theme);
    }
    if let Some(box_) = state.chooser() {
        cursor = chooser::draw(&mut canvas, box_, &theme);
    }
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}
