//! Paints the weapons, actors and places of the library with the number of documents that name each,
//! and the documents of the one that was chosen. Visible rows only.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::facts::group_style;
use super::frame::heading;
use super::listing;
use super::spark;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::geometry;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::entities::{CLASSES, Detail, EntityLine, Trends};
use crate::facts::Class;
use crate::index::{Tally, Trend, TrendAxis};
use crate::protocol::Group;
use crate::text::grouped;

/// Columns from which a bar stands beside each count.
const ROOM_FOR_BARS: u16 = 60;

/// Columns of the longest bar.
const BAR: u16 = 12;

/// Columns from which it also stands when the documents are dated.
const ROOM_FOR_TRENDS: u16 = 100;

/// Columns of the dates of the first and the last document, "2019-03 – 2024-11".
const DATES: u16 = 17;

/// Columns of when the documents are dated: dates, the sign of earlier ones, a cell for each span.
const TREND: u16 = DATES + 2 + 12;

/// Columns of a count.
const COUNT: u16 = 8;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let entities = &state.whole.entities;
    let focused = state.focus == PaneId::Entities;
    let inner = geometry::content(area);
    let inner = Rect { width: inner.width.saturating_sub(1), ..inner };
    if let Some(detail) = &entities.detail {
        let about = match (detail.known, detail.listing.found.total) {
            (false, _) => "…".to_owned(),
            (true, 1) => "named in 1 document".to_owned(),
            (true, total) => format!("named in {} documents", grouped(total)),
        };
        heading(canvas, area, (&detail.name, &about), focused, theme);
        return documents(canvas, inner, detail, state, theme);
    }
    heading(canvas, area, (&name(state), &about(state, area.width)), focused, theme);
    let Some(all) = &entities.all else {
        canvas.put_cut((inner.x + 1, inner.y), inner.width, "Looking …", theme.dim);
        return;
    };
    if entities.rows.is_empty() {
        let words = match all.is_empty() {
            true => "No document that is indexed names any.",
            false => "None has all these words.",
        };
        return canvas.put_wrapped(inner, words, theme.dim);
    }
    let most = all.iter().map(|row| row.tally.documents).max().unwrap_or(1).max(1);
    let first = entities.rows.top_centred(inner.height.into());
    for (y, row) in (inner.y..inner.bottom()).zip(first..entities.rows.len()) {
        let Some((line, tally)) = entities.line(row) else { break };
        let place = Rect { y, height: 1, ..inner };
        if let EntityLine::Heading(_) = line {
            canvas.put_cut((place.x + 1, y), place.width, &tally.kind, theme.heading);
            continue;
        }
        entity(canvas, place, (tally, most, &entities.trends, entities.class), theme);
        if row == entities.rows.selected() {
            canvas.tint(place, theme.selected);
            canvas.put((place.x, y), "▌", theme.selected);
        }
    }
}

/// "Weapons · actors · places", the class that is shown in capitals at its beginning.
fn name(state: &State) -> String {
    let entities = &state.whole.entities;
    let shown = group(entities.class).name();
    if !entities.filter.is_empty() {
        return format!("{shown} with “{}”", entities.filter);
    }
    let others = CLASSES.iter().filter(|class| **class != entities.class);
    let others: Vec<String> = others.map(|class| group(*class).name().to_lowercase()).collect();
    format!("{shown} of the library (Tab: {})", others.join(", "))
}

/// "1,204 · by documents · names only · a cell a year, 2013–2024", on a screen of so many columns.
fn about(state: &State, columns: u16) -> String {
    let entities = &state.whole.entities;
    let count = entities.all.as_ref().map(|_| grouped(entities.count()));
    let order = format!("{}{}", entities.order.word(), if entities.reversed { " ↑" } else { "" });
    let names = entities.names_only.then(|| "names only".to_owned());
    let indexing = state.scan.indexing.map(|progress| progress.said());
    let axis = Some(entities.trends.axis()).filter(|_| columns > ROOM_FOR_TRENDS).and_then(cells);
    [count, Some(order), names, axis, indexing]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What a cell of the trends stands for, "a cell a year, 2013–2024"; `None` before that is known.
fn cells(axis: TrendAxis) -> Option<String> {
    let span = match axis.months {
        0 => return None,
        1 => "month",
        3 => "quarter",
        12 => "year",
        60 => "five years",
        _ => "decade",
    };
    let (first, last) = axis.years();
    let years = if first == last { format!("{first}") } else { format!("{first}–{last}") };
    Some(format!("a cell {}{span}, {years}", if axis.months == 60 { "" } else { "a " }))
}

/// The group of the sidebar that holds a class.
fn group(class: Class) -> Group {
    Group::of(class)
}

/// "MGM-140 ATACMS   ballistic missile   41 ▇▇▇▇  2019-03 – 2024-11 ▁▁▃▅█".
fn entity(
    canvas: &mut Canvas<'_>,
    place: Rect,
    (tally, most, trends, class): (&Tally, usize, &Trends, Class),
    theme: &Theme,
) {
    let mut place = place;
    if place.width >= ROOM_FOR_TRENDS {
        place.width -= TREND + 2;
        if let Some(known) = trends.of(&tally.id) {
            trend(canvas, (place.right() + 2, place.y), known, theme);
        }
    }
    let bars = place.width >= ROOM_FOR_BARS;
    let right = COUNT + if bars { BAR + 1 } else { 0 };
    let room = place.width.saturating_sub(right + 2);
    let name = if bars { room * 3 / 5 } else { room };
    canvas.put_cut((place.x + 2, place.y), name, &tally.name, group_style(group(class), theme));
    if bars {
        let x = place.x + 2 + name + 1;
        canvas.put_cut((x, place.y), room.saturating_sub(name + 1), &tally.kind, theme.dim);
    }
    let end = place.right().saturating_sub(if bars { BAR + 1 } else { 0 });
    canvas.put_right((end, place.y), &grouped(tally.documents), theme.text);
    if bars {
        let cells = (tally.documents * usize::from(BAR)).div_ceil(most);
        canvas.put((end + 1, place.y), &"▄".repeat(cells.min(BAR.into())), theme.line);
    }
}

/// The dates of the first and the last document that name it, and how many do in each span; "‹" if
/// there are some before the first span.
fn trend(canvas: &mut Canvas<'_>, (x, y): (u16, u16), trend: &Trend, theme: &Theme) {
    canvas.put((x, y), &dates(trend), theme.dim);
    let earlier = if trend.earlier > 0 { "‹" } else { " " };
    canvas.put((x + DATES + 1, y), &format!("{earlier}{}", spark::line(&trend.counts)), theme.text);
}

/// "2019-03 – 2024-11", "2024" if all are of that year and nothing more is known.
fn dates(trend: &Trend) -> String {
    match (trend.first.map(month), trend.last.map(month)) {
        (Some(first), Some(last)) if first == last => first,
        (Some(first), Some(last)) => format!("{first} – {last}"),
        _ => "no dates".to_owned(),
    }
}

/// "2024-11" of 20241105, "2024" of 20240000.
fn month(date: u32) -> String {
    match date / 100 % 100 {
        0 => format!("{}", date / 10_000),
        month => format!("{}-{month:02}", date / 10_000),
    }
}

fn documents(canvas: &mut Canvas<'_>, area: Rect, detail: &Detail, state: &State, theme: &Theme) {
    let words = match (detail.known, detail.listing.rows.is_empty()) {
        (false, _) => "Looking …",
        (true, true) => "No document that is indexed names it.",
        (true, false) => "",
    };
    canvas.put_wrapped(area, words, theme.dim);
    let kept = &state.search.kept;
    listing::Painter { listing: &detail.listing, kept, state, theme }.draw(canvas, area);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_as_exactly_as_they_are_known() {
        let of = |first, last| dates(&Trend { first, last, ..Trend::default() });
        assert_eq!(of(Some(20190305), Some(20241100)), "2019-03 – 2024-11");
        assert_eq!(of(Some(20240000), Some(20240000)), "2024");
        assert_eq!(of(None, None), "no dates");
    }
}
