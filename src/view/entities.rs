//! Paints the weapons, actors and places of the library with the number of documents that name each,
//! and the documents of the one that was chosen. Visible rows only.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::facts::group_style;
use super::frame::heading;
use super::listing;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::geometry::{self, PaneId};
use crate::app::panes::entities::{CLASSES, Detail};
use crate::facts::Class;
use crate::index::Tally;
use crate::protocol::Group;
use crate::text::grouped;

/// Columns from which a bar stands beside each count.
const ROOM_FOR_BARS: u16 = 60;

/// Columns of the longest bar.
const BAR: u16 = 12;

/// Columns of a count.
const COUNT: u16 = 8;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let entities = &state.entities;
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
    heading(canvas, area, (&name(state), &about(state)), focused, theme);
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
        let Some(tally) = entities.at(row) else { break };
        let place = Rect { y, height: 1, ..inner };
        entity(canvas, place, (tally, most, entities.class), theme);
        if row == entities.rows.selected() {
            canvas.tint(place, theme.selected);
            canvas.put((place.x, y), "▌", theme.selected);
        }
    }
}

/// "Weapons · actors · places", the class that is shown in capitals at its beginning.
fn name(state: &State) -> String {
    let entities = &state.entities;
    let shown = group(entities.class).name();
    if !entities.filter.is_empty() {
        return format!("{shown} with “{}”", entities.filter);
    }
    let others = CLASSES.iter().filter(|class| **class != entities.class);
    let others: Vec<String> = others.map(|class| group(*class).name().to_lowercase()).collect();
    format!("{shown} of the library (Tab: {})", others.join(", "))
}

fn about(state: &State) -> String {
    let entities = &state.entities;
    let count = entities.all.as_ref().map(|_| grouped(entities.rows.len()));
    let order = format!("{}{}", entities.order.word(), if entities.reversed { " ↑" } else { "" });
    let indexing = state.scan.indexing.map(|progress| progress.said());
    [count, Some(order), indexing].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The group of the sidebar that holds a class.
fn group(class: Class) -> Group {
    Group::of(class)
}

/// "MGM-140 ATACMS   ballistic missile   41 ▇▇▇▇".
fn entity(
    canvas: &mut Canvas<'_>,
    place: Rect,
    (tally, most, class): (&Tally, usize, Class),
    theme: &Theme,
) {
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
