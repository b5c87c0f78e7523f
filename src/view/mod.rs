//! Paints the state. Changes nothing and returns nothing: what is on the screen follows from the
//! state and the theme alone.

pub mod actor_dossier;
mod bookmarks;
mod canvas;
mod chooser;
mod corrections;
mod disputes;
pub mod dossier;
mod entities;
mod facts;
mod foot;
mod frame;
mod hint;
mod library;
mod list_columns;
mod listing;
mod map;
pub mod new_documents;
mod outline;
pub mod range_bar;
mod ranges;
mod raster;
mod reader;
mod search;
mod spark;
mod stance;
pub mod theme;
mod timeline;
mod units;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use self::canvas::Canvas;
use self::theme::{Palette, Theme};
use crate::app::State;
use crate::app::base::geometry;
use crate::app::base::pane_id::PaneId;

/// Paints the whole screen.
pub fn draw(frame: &mut Frame<'_>, state: &State, palette: Palette) {
    let theme = Theme::of(palette);
    let area = frame.area();
    let mut canvas = Canvas::new(frame.buffer_mut(), area).lettered(theme.text.fg);
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
    let field = panes.whole.and_then(|whole| draw_whole(&mut canvas, whole, state, &theme));
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

/// Paints the pane that takes the place of all others. Returns where its field has the cursor.
fn draw_whole(
    canvas: &mut Canvas<'_>,
    (pane, area): (PaneId, Rect),
    state: &State,
    theme: &Theme,
) -> Option<Position> {
    match pane {
        PaneId::Search => return search::draw(canvas, area, state, theme),
        PaneId::Entities => entities::draw(canvas, area, state, theme),
        PaneId::Ranges => ranges::draw(canvas, area, state, theme),
        PaneId::Dossier => dossier::draw(canvas, area, state, theme),
        PaneId::ActorDossier => actor_dossier::draw(canvas, area, state, theme),
        PaneId::Disputes => disputes::draw(canvas, area, state, theme),
        PaneId::Corrections => corrections::draw(canvas, area, state, theme),
        PaneId::Map => map::draw(canvas, area, state, theme),
        PaneId::NewDocuments => new_documents::draw(canvas, area, state, theme),
        PaneId::Timeline => timeline::draw(canvas, area, state, theme),
        PaneId::List | PaneId::Page | PaneId::Side | PaneId::Bookmarks => {}
    }
    None
}
