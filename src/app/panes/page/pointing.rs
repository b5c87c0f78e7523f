//! Selecting with the mouse: a drag takes characters, a double click a word, a triple click a
//! paragraph; a drag after these goes on in words or paragraphs.

use ratatui::layout::Rect;

use super::{OpenDocument, SelectionUnit};
use crate::app::base::geometry;
use crate::protocol::Mouse;
use crate::text::Span;

/// Lines that a drag beyond the edge of the page scrolls.
const BEYOND: isize = 1;

/// The button was pressed in the page: what was selected is let go, and a drag may follow.
pub fn press(reader: &mut OpenDocument, page: Rect, mouse: Mouse, clicks: SelectionUnit) {
    reader.deselect();
    let Some(stop) = under(reader, page, mouse, false) else { return };
    if clicks != SelectionUnit::Character {
        reader.select(clicks, stop.start);
    }
    reader.selecting.pressed = Some((stop.start, clicks));
}

/// The mouse was moved with its button down, which was pressed in the page.
pub fn drag(reader: &mut OpenDocument, page: Rect, mouse: Mouse) {
    let Some((start, unit)) = reader.selecting.pressed else { return };
    let column = geometry::column(page, reader.frame().measure.columns);
    if mouse.row < column.y {
        reader.scroll(-BEYOND);
    } else if mouse.row >= column.bottom() {
        reader.scroll(BEYOND);
    }
    let Some(stop) = under(reader, page, mouse, true) else { return };
    if reader.selecting.now.is_none() {
        reader.select(unit, start);
    }
    reader.move_cursor(stop.start);
}

/// The stop under the mouse; with `nearest` that of the nearest line with words, else of this line
/// only.
fn under(reader: &OpenDocument, page: Rect, mouse: Mouse, nearest: bool) -> Option<Span> {
    let column = geometry::column(page, reader.frame().measure.columns);
    let row = usize::from(mouse.row.saturating_sub(column.y));
    let lines = reader.lines();
    let text = reader.document.text();
    if let Some(line) = lines.get(row).filter(|line| line.has_words()) {
        let x = usize::from(mouse.column) + line.outdent;
        return line.stop_at(text, x.saturating_sub(column.x.into()));
    }
    let above = lines.iter().take(row).rfind(|line| line.has_words()).filter(|_| nearest);
    above.and_then(|line| line.stop_at(text, usize::MAX))
}
