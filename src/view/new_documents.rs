//! Paints the documents that came or changed since the last sitting, each with the reason why it stands
//! there. Visible rows only.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, wrapped};
use super::frame::heading;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::new_documents::{LINES, areas, room};
use crate::bookmarks::{Stamp, Zone};
use crate::protocol::{Arrival, NewDocument, NewDocuments};
use crate::text::{CleanText, grouped};

/// Said where no sitting has ended.
pub const FIRST: &str = "No sitting with these documents has ended yet, so none of them can be called new. \
    What comes or changes after one has ended with q or Q stands here.";

/// Columns below which the heading is the name alone.
const NARROW: u16 = 50;

/// Cells that a title keeps before what is told at its right.
const TITLE: u16 = 20;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.whole.new_documents;
    let name = match pane.filter.as_str() {
        "" => "New since the last sitting".to_owned(),
        filter => format!("New with “{filter}”"),
    };
    let about = if area.width < NARROW { String::new() } else { about(state) };
    heading(canvas, area, (&name, &about), state.focus == PaneId::NewDocuments, theme);
    let (rows, below) = areas(area);
    let Some(new) = pane.new.as_ref().filter(|_| pane.failed.is_none()) else {
        let words = pane.failed.as_deref().unwrap_or("Looking …");
        return canvas.put_wrapped(rows, words, theme.dim);
    };
    if pane.rows.is_empty() {
        let words = match new.documents.is_empty() {
            true => nothing(new, &state.bookmarks.zone),
            false => "No document that is new has all these words.".into(),
        };
        return canvas.put_wrapped(rows, &words, theme.dim);
    }
    let most = room(rows.height);
    let first = pane.rows.top_centred(most);
    for (y, row) in (rows.y..).step_by(LINES.into()).zip(first..).take(most) {
        let Some(document) = pane.at(row) else { break };
        let place = Rect { y, height: LINES, ..rows };
        draw_document(canvas, place, document, theme);
        if row == pane.rows.selected() {
            canvas.tint(place, theme.selected);
            (y..y + LINES).for_each(|y| _ = canvas.put((place.x, y), "▌", theme.selected));
            details(canvas, below, document, theme);
        }
    }
}

/// What is said if nothing is new.
pub fn nothing(new: &NewDocuments, zone: &Zone) -> CleanText {
    match (&new.problem, new.since) {
        (Some(problem), _) => problem.clone(),
        (None, None) => FIRST.into(),
        (None, Some(since)) => {
            let day = since.day(zone);
            CleanText::line(&format!(
                "Nothing came or changed since the last sitting, which ended on {day}."
            ))
        }
    }
}

fn about(state: &State) -> String {
    let pane = &state.whole.new_documents;
    let Some(new) = &pane.new else { return String::new() };
    let count = |arrival: Arrival| {
        let count = new.documents.iter().filter(|document| document.arrival == arrival).count();
        (count > 0).then(|| format!("{} {}", grouped(count), arrival.word()))
    };
    let since = |since: Stamp| format!("since {}", since.day(&state.bookmarks.zone));
    let indexing = state.scan.indexing.map(|progress| progress.said());
    let parts = [count(Arrival::Came), count(Arrival::Changed), new.since.map(since), indexing];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Two lines: "+ Title     came · Source · 2026-11-30", and why it stands here.
fn draw_document(canvas: &mut Canvas<'_>, place: Rect, document: &NewDocument, theme: &Theme) {
    let sign = match document.arrival {
        Arrival::Came => "+",
        Arrival::Changed => "~",
    };
    let (x, right) = (place.x + 4, about_document(document));
    canvas.put((place.x + 2, place.y), sign, theme.notice);
    let room = place.width.saturating_sub(4);
    let has_room = cells(&right) + TITLE <= room;
    let title = if has_room { room - cells(&right) - 2 } else { room };
    canvas.put_cut((x, place.y), title, &document.paper.title, theme.title);
    if has_room {
        canvas.put_right((place.right(), place.y), &right, theme.dim);
    }
    let style = match (&document.failure, document.facts.is_empty()) {
        (Some(_), _) => theme.failure,
        (None, true) => theme.dim,
        (None, false) => theme.text,
    };
    canvas.put_cut((x, place.y + 1), room, &document.why(), style);
}

fn about_document(document: &NewDocument) -> String {
    let source = document.paper.source.as_ref().map(ToString::to_string);
    let date = document.paper.date.map(|date| format!("{date:.10}"));
    let parts = [Some(document.arrival.word().to_owned()), source, date];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// All of why the selected document stands here, and its file.
fn details(canvas: &mut Canvas<'_>, area: Rect, document: &NewDocument, theme: &Theme) {
    if area.height < 2 {
        return;
    }
    let width = area.width.saturating_sub(2);
    let why = wrapped(&document.why(), width.into()).into_iter().map(|line| (line, theme.text));
    let path = CleanText::path(&document.paper.path);
    let path = wrapped(&path, width.into()).into_iter().map(|line| (line, theme.dim));
    let lines: Vec<_> = why.chain(path).collect();
    let place = Rect { x: area.x + 2, y: area.y + 1, width, height: area.height - 1 };
    canvas.put_lines(place, &lines);
}
