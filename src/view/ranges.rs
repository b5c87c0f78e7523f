//! Paints every range that the library states as a table, and below it what the columns cut off of the
//! selected one. Visible rows only.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, wrapped};
use super::frame::heading;
use super::theme::Theme;
use super::units::bound;
use crate::app::State;
use crate::app::base::geometry::{self, Table};
use crate::app::base::pane_id::PaneId;
use crate::app::panes::range_columns::{Column, says_more};
use crate::config::Units;
use crate::facts::figure::display_figure;
use crate::protocol::RangeEntry;
use crate::text::CleanText;
use crate::text::grouped;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let ranges = &state.whole.ranges;
    let focused = state.focus == PaneId::Ranges;
    heading(canvas, area, (&name(state), &about(state)), focused, theme);
    let Table { heads, rows, below } = geometry::table(area);
    let units = state.settings.units;
    let columns = ranges.columns(rows.width, units);
    for (column, x, width) in &columns {
        let chosen = *column == ranges.order;
        let sign = match (chosen, ranges.reversed) {
            (false, _) => "",
            (true, false) => " ▾",
            (true, true) => " ▴",
        };
        let words = format!("{}{sign}", column.word());
        let style = if chosen { theme.strong } else { theme.dim };
        canvas.put_cut((heads.x + x, heads.y), (*width).min(heads.width), &words, style);
    }
    let Some(all) = &ranges.all else {
        canvas.put_cut((rows.x + 2, rows.y), rows.width, "Looking …", theme.dim);
        return;
    };
    if ranges.rows.is_empty() {
        let words = match all.is_empty() {
            true => "No document that is indexed states a range.",
            false => "No range has all of this.",
        };
        return canvas.put_wrapped(rows, words, theme.dim);
    }
    let first = ranges.rows.top_centred(rows.height.into());
    for (y, row) in (rows.y..rows.bottom()).zip(first..ranges.rows.len()) {
        let Some(line) = ranges.at(row) else { break };
        for (column, x, width) in &columns {
            let style = if *column == Column::Distance { theme.range } else { theme.text };
            canvas.put_cut((rows.x + x, y), *width, &cell(line, *column, units), style);
        }
        if row == ranges.rows.selected() {
            let place = Rect { y, height: 1, ..rows };
            canvas.tint(place, theme.selected);
            canvas.put((place.x, y), "▌", theme.selected);
            details(canvas, below, line, units, theme);
        }
    }
}

fn name(state: &State) -> String {
    match state.whole.ranges.filter.as_str() {
        "" => "Ranges of the library".to_owned(),
        filter => format!("Ranges with “{filter}”"),
    }
}

fn about(state: &State) -> String {
    let ranges = &state.whole.ranges;
    let Some(all) = &ranges.all else { return String::new() };
    let (shown, all) = (ranges.rows.len(), all.len());
    let count = match shown == all {
        true => grouped(all),
        false => format!("{} of {}", grouped(shown), grouped(all)),
    };
    let indexing = state.scan.indexing.map(|progress| progress.said());
    [Some(count), indexing].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn cell(line: &RangeEntry, column: Column, units: Units) -> CleanText {
    let stated = &line.stated;
    match column {
        Column::Weapon => CleanText::line(&stated.weapon),
        Column::HoldsFor => CleanText::line(&line.holds_for),
        Column::Written if !says_more(line, units) => CleanText::default(),
        Column::Written => CleanText::line(&stated.written),
        Column::Distance => CleanText::line(&distance(line, units)),
        Column::SaidBy => CleanText::line(&line.said()),
        Column::Date => CleanText::line(&date(line)),
        Column::Document => line.paper.title.clone(),
    }
}

fn distance(line: &RangeEntry, units: Units) -> String {
    let stated = &line.stated;
    let told = display_figure(&stated.figures, (stated.min_km, stated.max_km), units);
    format!("{}{told}", bound(stated.approx))
}

fn date(line: &RangeEntry) -> String {
    line.paper.date.map(|date| format!("{date:.10}")).unwrap_or_default()
}

/// What is stated and by whom, on two lines if need be, and in which document.
fn details(canvas: &mut Canvas<'_>, area: Rect, line: &RangeEntry, units: Units, theme: &Theme) {
    if area.height < 2 {
        return;
    }
    let stated = &line.stated;
    let weapon = if stated.weapon.is_empty() { "no weapon" } else { &stated.weapon };
    let approx = stated.approx.word().replace('_', " ");
    let figure = match says_more(line, units) {
        true => format!(", {} ({approx})", distance(line, units)),
        false => String::new(),
    };
    let said = line.said();
    let said = if said.is_empty() { said } else { format!(", says: {said}") };
    let holds_for = match &*line.holds_for {
        "" => String::new(),
        holds_for => format!(", holds for: {holds_for}"),
    };
    let words = format!("{weapon}: “{}”{figure}{holds_for}{said}", stated.written);
    let words = CleanText::line(&words);
    let room = area.width.saturating_sub(2);
    let mut lines = wrapped(&words, room.into());
    if lines.len() > usize::from(area.height - 1) {
        lines = vec![words.to_string()];
    }
    let last = area.bottom() - 1;
    let top = last.saturating_sub(u16::try_from(lines.len()).unwrap_or(1));
    for (y, line) in (top..last).zip(&lines) {
        canvas.put_cut((area.x + 2, y), room, line, theme.text);
    }
    let date = date(line);
    let used = cells(&date) + u16::from(!date.is_empty()) * 2;
    canvas.put((area.x + 2, last), &date, theme.dim);
    let room = room.saturating_sub(used);
    // Documents may have the same title: the file tells them apart.
    let file = line.paper.path.file_name().unwrap_or_default().to_string_lossy();
    let (title, file) = (&line.paper.title, CleanText::line(&file));
    let told = if **title == *file { title.to_string() } else { format!("{title} · {file}") };
    canvas.put_cut((area.x + 2 + used, last), room, &told, theme.dim);
}
