//! Paints the outline beside the page: headings by level, the current one marked.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::frame::{edge, heading};
use super::theme::Theme;
use crate::app::State;
use crate::app::base::geometry;
use crate::app::base::pane_id::PaneId;

/// Paints the outline.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let focused = state.focus == PaneId::Side;
    let (Some(reader), Some(outline)) = (&state.reader, &state.panes.outline) else {
        return heading(canvas, area, ("Outline", ""), focused, theme);
    };
    heading(canvas, area, ("Outline", ""), focused, theme);
    if area.x > 0 {
        edge(canvas, area.x, area, theme);
    }
    let inner = geometry::content(area);
    let here = reader.current_heading();
    let height = usize::from(inner.height);
    let top = outline.top(height);
    let rows = reader.document.contents().iter().copied().enumerate().skip(top).take(height);
    let mut shown = 0;
    for (y, (at, (level, span))) in (inner.y..).zip(rows) {
        let selected = at == outline.rows.selected();
        let sign = if here == Some(at) { "▸" } else { " " };
        let indent = usize::from(level.saturating_sub(1)).min(4) * 2;
        let words: Vec<&str> = reader.document.words(span).split_whitespace().collect();
        let row = format!("{sign} {:indent$}{}", "", words.join(" "));
        let style = if level == 1 { theme.title } else { theme.text };
        let room = inner.width.saturating_sub(2);
        canvas.put_cut((inner.x + 1, y), room, &row, style);
        let line = Rect { x: inner.x, y, width: inner.width, height: 1 };
        match (selected, focused) {
            (true, true) => canvas.tint(line, theme.selected),
            (true, false) => canvas.tint(line, theme.selected_idle),
            _ => {}
        }
        shown += 1;
    }
    if shown == 0 {
        let words = "This document has no headings.";
        canvas.put_cut((inner.x + 1, inner.y), inner.width.saturating_sub(2), words, theme.dim);
    }
}
