//! Paints the weapons about which sources disagree, the pairs of values below each, and why the chosen
//! pair is a conflict. Visible rows only.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, wrapped};
use super::dossier::value;
use super::frame::heading;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::disputes::{DisputeRow, areas};
use crate::config::Units;
use crate::protocol::{Disputed, DisputedPair, DisputedSide};
use crate::text::grouped;

/// Said where sources do not disagree.
const NONE: &str = "No two sources of the documents that are indexed contradict each other about the \
    range of a weapon. Values that different versions, later words of one source or a document that \
    gives both explain are no dispute.";

/// Columns below which the heading is the name alone.
const NARROW: u16 = 40;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.whole.disputes;
    let focused = state.focus == PaneId::Disputes;
    let name = match pane.filter.as_str() {
        "" => "Disputes about ranges".to_owned(),
        filter => format!("Disputes with “{filter}”"),
    };
    let about = if area.width < NARROW { String::new() } else { about(state) };
    heading(canvas, area, (&name, &about), focused, theme);
    let (rows, below) = areas(area);
    let Some(all) = &pane.all else {
        let words = pane.failed.as_deref().unwrap_or("Looking …");
        return canvas.put_wrapped(rows, words, theme.dim);
    };
    if pane.shown.is_empty() {
        let words = if all.is_empty() { NONE } else { "No dispute has all these words." };
        return canvas.put_wrapped(rows, words, theme.dim);
    }
    let units = state.settings.units;
    let first = pane.rows.top_centred(rows.height.into());
    for (y, (at, row)) in (rows.y..rows.bottom()).zip(pane.shown.iter().enumerate().skip(first)) {
        let place = Rect { y, height: 1, ..rows };
        match (row, pane.dispute(at), pane.pair(at)) {
            (DisputeRow::Weapon(_), Some(dispute), _) => weapon(canvas, place, dispute, theme),
            (DisputeRow::Pair(..), _, Some(pair)) => line(canvas, place, (pair, units), theme),
            _ => {}
        }
        if at == pane.rows.selected() {
            canvas.tint(place, theme.selected);
            canvas.put((place.x, y), "▌", theme.selected);
        }
    }
    if let Some(pair) = pane.pair(pane.rows.selected()) {
        details(canvas, below, pair, theme);
    }
}

fn about(state: &State) -> String {
    let pane = &state.whole.disputes;
    let count = pane.all.as_ref().map(|_| match pane.weapons() {
        1 => "1 weapon".to_owned(),
        count => format!("{} weapons", grouped(count)),
    });
    let order = if pane.newest_first { "newest first" } else { "most first" };
    let indexing = state.scan.indexing.map(|progress| progress.said());
    [count, Some(order.to_owned()), indexing].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "Storm Shadow          2 pairs of values · 2023-08-28".
fn weapon(canvas: &mut Canvas<'_>, place: Rect, dispute: &Disputed, theme: &Theme) {
    let count = match dispute.total {
        1 => "1 pair of values".to_owned(),
        count if count > dispute.pairs.len() => {
            format!("the newest {} of {} pairs of values", dispute.pairs.len(), grouped(count))
        }
        count => format!("{} pairs of values", grouped(count)),
    };
    let date = dispute.newest.map(|date| format!(" · {date:.10}")).unwrap_or_default();
    let right = format!("{count}{date}");
    let room = place.width.saturating_sub(2);
    let has_room = cells(&right) + 12 <= room;
    let name = if has_room { room - cells(&right) - 2 } else { room };
    canvas.put_cut((place.x + 2, place.y), name, &dispute.name, theme.weapon);
    if has_room {
        canvas.put_right((place.right(), place.y), &right, theme.dim);
    }
}

/// "250 km  MBDA  !  560 km  press reports (3)".
fn line(
    canvas: &mut Canvas<'_>,
    place: Rect,
    (pair, units): (&DisputedPair, Units),
    theme: &Theme,
) {
    let half = place.width.saturating_sub(8) / 2;
    let [one, other] = &pair.sides;
    canvas.put_cut((place.x + 4, place.y), half, &side(one, units), theme.text);
    canvas.put((place.x + 5 + half, place.y), "!", theme.failure);
    canvas.put_cut((place.x + 7 + half, place.y), half, &side(other, units), theme.text);
}

/// "≈ 250 km, MBDA, 2023-05-12 (3 statements)".
fn side(side: &DisputedSide, units: Units) -> String {
    let date = side.paper.date.map(|date| format!(", {date:.10}")).unwrap_or_default();
    let count = match side.count {
        0 | 1 => String::new(),
        count => format!(" ({} say so)", grouped(count)),
    };
    format!("{}, {}{date}{count}", value(&side.stated, units), side.who)
}

/// Why they contradict each other, and what would explain both.
fn details(canvas: &mut Canvas<'_>, area: Rect, pair: &DisputedPair, theme: &Theme) {
    if area.height < 2 {
        return;
    }
    let room = usize::from(area.width.saturating_sub(2));
    let reason = wrapped(&pair.reason, room).into_iter().map(|line| (line, theme.text));
    let explanation = wrapped(&pair.explanation, room).into_iter().map(|line| (line, theme.dim));
    let lines: Vec<_> = reason.chain(explanation).collect();
    let (x, width) = (area.x + 2, area.width.saturating_sub(2));
    canvas.put_lines(Rect { x, y: area.y + 1, width, height: area.height - 1 }, &lines);
}
