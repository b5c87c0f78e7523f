//! What all panes share: the heading line and the space under it.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells};
use super::theme::Theme;

/// Paints a pane's heading: its name at the left, what is to be known of it at the right. A pane
/// with the focus is marked by a glyph and an attribute, not by colour alone.
pub fn heading(
    canvas: &mut Canvas<'_>,
    area: Rect,
    (name, about): (&str, &str),
    focused: bool,
    theme: &Theme,
) {
    if area.height < 3 {
        return;
    }
    let style = if focused { theme.pane_focused } else { theme.pane };
    let sign = if focused { "▸" } else { " " };
    canvas.put((area.x, area.y), sign, style);
    let room = area.width.saturating_sub(4);
    let about_room = cells(about).min(room);
    canvas.put_cut((area.x + 2, area.y), room.saturating_sub(about_room + 1), name, style);
    canvas.put_right((area.right().saturating_sub(2), area.y), about, theme.dim);
}

/// A thin line at the right edge of a pane.
pub fn edge(canvas: &mut Canvas<'_>, x: u16, area: Rect, theme: &Theme) {
    for y in area.y..area.bottom() {
        canvas.put((x, y), "│", theme.line);
    }
}
