//! Paints the corrections in force: what each says, and where and when it was made. Visible rows only.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::frame::heading;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::geometry;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::corrections::LINES;
use crate::protocol::MadeCorrection;
use crate::text::{CleanText, single_spaced};

/// Said while nothing is corrected.
const NOTHING: &str = "Nothing is corrected.\nAmong the facts, dd says that one is none, and M on two \
    of them that they are the same. What was corrected holds for every document.";

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let list = &state.whole.corrected;
    let focused = state.focus == PaneId::Corrections;
    let name = match list.filter.as_str() {
        "" => "Corrections".to_owned(),
        filter => format!("Corrections with “{filter}”"),
    };
    let count = list.shown().len().to_string();
    heading(canvas, area, (&name, &count), focused, theme);
    let inner = geometry::content(area);
    let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
    let mut canvas = canvas.part(area);
    if list.shown().is_empty() {
        let words = if list.is_empty() { NOTHING } else { "No correction has all these words." };
        return canvas.put_wrapped(inner, words, theme.dim);
    }
    let lines = u16::try_from(LINES).unwrap_or(1);
    let rows = usize::from(inner.height / lines);
    let first = list.rows.top_centred(rows);
    let places = (inner.y..).step_by(LINES).take(rows);
    for (y, (at, made)) in places.zip(list.shown().iter().enumerate().skip(first)) {
        let place = Rect { y, height: lines, ..inner };
        let room = place.width.saturating_sub(2);
        canvas.put_cut((place.x + 2, y), room, &CleanText::line(&made.said()), theme.text);
        canvas.put_cut((place.x + 2, y + 1), room, &about(made, state), theme.dim);
        if at == list.rows.selected() {
            canvas.tint(place, theme.selected);
            canvas.put((place.x, y), "▌", theme.selected.patch(theme.marker));
        }
    }
}

/// "“ATACMS” · report.txt · 2026-11-30".
fn about(made: &MadeCorrection, state: &State) -> String {
    let words = single_spaced(&made.details.words);
    let words = Some(words).filter(|words| !words.is_empty()).map(|words| format!("“{words}”"));
    let file = made.details.path.as_ref().and_then(|path| path.0.file_name());
    let file = file.map(|name| CleanText::path(std::path::Path::new(name)).to_string());
    let day = made.made.map(|made| made.day(&state.bookmarks.zone));
    let parts = [words, file, day].into_iter().flatten().collect::<Vec<_>>();
    CleanText::line(&parts.join(" · ")).to_string()
}
