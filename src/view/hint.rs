//! Paints what can follow the keys typed so far, above the foot of the screen: in as many columns as
//! the sentences leave room for.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells};
use super::theme::Theme;
use crate::app::base::keymap::Binding;

/// Cells between two columns.
const GAP: u16 = 3;

/// Lines of the screen that stay free of hints: the foot, the rule, and some of what lies below.
const OTHER_LINES: u16 = 4;

/// Paints the bindings that can be reached, in columns.
pub fn draw(canvas: &mut Canvas<'_>, reached: &[Binding], typed: usize, theme: &Theme) {
    let screen = canvas.area();
    let most = screen.height.saturating_sub(OTHER_LINES).max(1);
    let keys: Vec<String> = reached.iter().map(|binding| rest(binding, typed)).collect();
    let wanted = |(binding, keys): (&Binding, &String)| {
        cells(keys).saturating_add(1).saturating_add(cells(binding.command.says()))
    };
    let wanted: Vec<u16> = reached.iter().zip(&keys).map(wanted).collect();
    let columns = columns(&wanted, screen.width.saturating_sub(2), usize::from(most));
    let rows = columns.first().map_or(0, |(shown, _)| *shown);
    let height = u16::try_from(rows).unwrap_or(most).min(screen.height.saturating_sub(2));
    let area = Rect { y: screen.bottom().saturating_sub(height + 2), height: height + 1, ..screen };
    canvas.clear(area, theme.overlay);
    canvas.put((area.x, area.y), &"─".repeat(usize::from(area.width)), theme.line);
    let mut all = reached.iter().zip(&keys);
    let mut x = area.x + 1;
    for (shown, width) in columns {
        for (y, (binding, keys)) in (area.y + 1..area.bottom()).zip(all.by_ref().take(shown)) {
            let end = canvas.put((x, y), keys, theme.key) + 1;
            let room = (x + width).saturating_sub(end);
            canvas.put_cut((end, y), room, binding.command.says(), theme.dim);
        }
        x += width + GAP;
    }
}

/// How the hints of these widths are set in columns: how many stand in each, and its width. As many
/// columns as there is room for; if they are still higher than `most`, more, of which each gets its
/// share.
fn columns(wanted: &[u16], room: u16, most: usize) -> Vec<(usize, u16)> {
    let set = |count: usize| {
        let rows = wanted.len().div_ceil(count).max(1);
        let of = |part: &[u16]| (part.len(), part.iter().copied().max().unwrap_or(0));
        wanted.chunks(rows).map(of).collect::<Vec<_>>()
    };
    let width = |columns: &[(usize, u16)]| {
        let gaps = usize::from(GAP) * columns.len().saturating_sub(1);
        columns.iter().map(|(_, width)| usize::from(*width)).sum::<usize>() + gaps
    };
    let whole = (1..=wanted.len()).rev().map(set).find(|set| width(set) <= room.into());
    let whole = whole.unwrap_or_else(|| set(1));
    if whole.first().is_none_or(|(rows, _)| *rows <= most) {
        return whole.into_iter().map(|(rows, width)| (rows, width.min(room))).collect();
    }
    let mut columns = set(wanted.len().div_ceil(most.max(1)));
    let count = u16::try_from(columns.len()).unwrap_or(u16::MAX).max(1);
    let share = room.saturating_sub(GAP * (count - 1)) / count;
    // What a narrow column leaves goes to those that need it.
    let spare: u16 = columns.iter().map(|(_, width)| share.saturating_sub(*width)).sum();
    let needy = columns.iter().filter(|(_, width)| *width > share).count();
    let more = spare / u16::try_from(needy).unwrap_or(u16::MAX).max(1);
    for (_, width) in &mut columns {
        *width = (*width).min(share + more);
    }
    columns
}

/// The keys still to press.
fn rest(binding: &Binding, typed: usize) -> String {
    let keys = binding.keys.presses().iter().skip(typed).map(ToString::to_string);
    let tail = binding.tail.shown().trim_matches(['{', '}']);
    keys.collect::<String>() + tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_columns_as_sentences_leave_room_for() {
        assert_eq!(columns(&[10, 20, 30, 5], 80, 20), [(1, 10), (1, 20), (1, 30), (1, 5)]);
        assert_eq!(columns(&[10, 20, 30, 5], 53, 20), [(2, 20), (2, 30)]);
        assert_eq!(columns(&[10, 20, 30, 5], 40, 20), [(4, 30)]);
        assert_eq!(columns(&[], 40, 20), []);
    }

    #[test]
    fn what_would_be_too_high_is_set_in_more_columns_that_share_the_room() {
        assert_eq!(columns(&[10, 10, 60, 60], 60, 2), [(2, 10), (2, 46)]);
        assert_eq!(columns(&[90], 60, 2), [(1, 60)]);
        for room in 0..100 {
            let columns = columns(&[40; 30], room, 10);
            assert_eq!(columns.iter().map(|(rows, _)| rows).sum::<usize>(), 30, "{room}");
        }
    }
}
