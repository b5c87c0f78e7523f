//! Paints what can follow the keys typed so far, above the foot of the screen.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells};
use super::theme::Theme;
use crate::app::base::keymap::Binding;

/// Columns a hint gets.
const COLUMN: u16 = 38;

/// Paints the bindings that can be reached, in columns.
pub fn draw(canvas: &mut Canvas<'_>, reached: &[Binding], typed: usize, theme: &Theme) {
    let screen = canvas.area();
    let columns = (screen.width / COLUMN).max(1);
    let count = u16::try_from(reached.len()).unwrap_or(u16::MAX);
    let rows = count.div_ceil(columns).min(screen.height.saturating_sub(2));
    let area = Rect { y: screen.bottom().saturating_sub(rows + 2), height: rows + 1, ..screen };
    canvas.clear(area, theme.overlay);
    let rule = "─".repeat(usize::from(area.width));
    canvas.put((area.x, area.y), &rule, theme.line);
    for (at, binding) in (0u16..).zip(reached) {
        let (column, row) = (at / rows.max(1), at % rows.max(1));
        let x = area.x + 1 + column * COLUMN;
        let keys = rest(binding, typed);
        let end = canvas.put((x, area.y + 1 + row), &keys, theme.key) + 1;
        let room = COLUMN.saturating_sub(cells(&keys) + 3);
        canvas.put_cut((end, area.y + 1 + row), room, binding.command.says(), theme.dim);
    }
}

/// The keys still to press.
fn rest(binding: &Binding, typed: usize) -> String {
    let keys = binding.keys.presses().iter().skip(typed).map(ToString::to_string);
    let tail = binding.tail.shown().trim_matches(['{', '}']);
    keys.collect::<String>() + tail
}
