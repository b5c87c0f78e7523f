//! Paints the list of documents: visible rows only. Their order was decided before.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, cut};
use super::frame::{edge, heading};
use super::theme::Theme;
use crate::app::State;
use crate::app::base::geometry::{self, PaneId};
use crate::library::{Entry, Status};
use crate::text::CleanText;

/// Words a person reads in a minute, for the length of a document: Brysbaert (2019), "How many words
/// do we read per minute?", silent reading of non-fiction in English.
const WORDS_PER_MINUTE: usize = 238;

/// Columns from which the heading has room for both counts.
const ROOM_FOR_BOTH: u16 = 30;

/// Paints the list.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let focused = state.focus == PaneId::List;
    heading(canvas, area, (&name(state), &about(state, area.width)), focused, theme);
    let beside = area.right() < canvas.area().right();
    if beside {
        edge(canvas, area.right() - 1, area, theme);
    }
    let inner = geometry::content(area);
    let inner = Rect { width: inner.width.saturating_sub(u16::from(beside)), ..inner };
    let lines = state.list.lines_per_row(inner.height.into());
    let height = usize::from(inner.height) / lines.max(1);
    let shown = state.list.rows().iter().enumerate().skip(state.list.top()).take(height);
    for (row, (at, id)) in shown.enumerate() {
        let Some(entry) = state.catalogue.get(*id) else { continue };
        let y = inner.y + u16::try_from(row * lines).unwrap_or(u16::MAX);
        let place = Rect { y, height: u16::try_from(lines).unwrap_or(1), ..inner };
        let painter = Row { theme, place };
        painter.draw(canvas, &entry, state.catalogue.further_paths(*id));
        match (at == state.list.selected_row(), focused) {
            (true, true) => canvas.tint(place, theme.selected),
            (true, false) => canvas.tint(place, theme.selected_idle),
            _ => {}
        }
        if at == state.list.selected_row() {
            canvas.put((place.x, y), "▌", theme.marker);
        }
    }
    // With no document open the page beside says it, and has more room.
    if state.list.rows().is_empty() && (state.reader.is_some() || !beside) {
        empty(canvas, inner, state, theme);
    }
}

fn name(state: &State) -> String {
    match state.list.filter_words() {
        "" => "Documents".to_owned(),
        filter => format!("With “{filter}”"),
    }
}

/// How many there are and how many are unread; the second only where there is no room for both.
fn about(state: &State, width: u16) -> String {
    let (shown, all) = (state.list.rows().len(), state.catalogue.documents());
    let unread = state.catalogue.unread();
    if all == 0 {
        return String::new();
    }
    match shown == all {
        true if width < ROOM_FOR_BOTH => format!("{unread} unread"),
        true => format!("{shown} · {unread} unread"),
        false => format!("{shown} of {all}"),
    }
}

fn empty(canvas: &mut Canvas<'_>, inner: Rect, state: &State, theme: &Theme) {
    let area = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    canvas.put_wrapped(area, &state.list_without_rows(), theme.dim);
}

/// Another path of a document, and how many others it has.
type Further = (Option<Entry>, usize);

struct Row<'a> {
    theme: &'a Theme,
    place: Rect,
}

impl Row<'_> {
    fn draw(&self, canvas: &mut Canvas<'_>, entry: &Entry, further: Further) {
        let Rect { x, y, width, height } = self.place;
        let (sign, style) = match &entry.status {
            Status::Unreadable(_) => ("×", self.theme.dim),
            _ if entry.damage.is_some() => {
                ("!", if entry.unread { self.theme.unread } else { self.theme.text })
            }
            _ if entry.unread => ("●", self.theme.unread),
            _ => (" ", self.theme.text),
        };
        canvas.put((x + 1, y), sign, self.theme.marker);
        let room = width.saturating_sub(4);
        if height > 1 {
            canvas.put_cut((x + 3, y), room, &entry.title, style);
            canvas.put_cut((x + 3, y + 1), room, &self.details(entry, further), self.theme.dim);
        } else {
            let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
            let date = cut(date.get(..10).unwrap_or(&date), usize::from(room / 2));
            let title = room.saturating_sub(cells(&date) + 1);
            canvas.put_cut((x + 3, y), title, &entry.title, style);
            canvas.put_right((x + width - 1, y), &date, self.theme.dim);
        }
    }

    /// "2023-07-22 · also at folder/name · 4 min · The Post · folder", or why the document cannot be
    /// read.
    fn details(&self, entry: &Entry, further: Further) -> String {
        if let Status::Unreadable(reason) = &entry.status {
            return reason.to_string();
        }
        let late = (entry.status == Status::Undescribed).then(|| "not described".to_owned());
        let date = entry.date.map(|date| date.to_string().chars().take(10).collect());
        let source = entry.source.as_ref().map(CleanText::to_string);
        let length = (entry.words > 0).then(|| reading_time(entry.words));
        let folder = Some(entry.folder.to_string()).filter(|folder| !folder.is_empty());
        let damaged = entry.damage.is_some().then(|| "damaged".to_owned());
        let parts = [date, damaged, late, also(further), length, source, folder];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" · ")
    }
}

/// "also at archive/copy.txt", "also at archive/copy.txt and 2 more".
fn also((first, count): Further) -> Option<String> {
    let first = first?;
    let folder = if first.folder.is_empty() { String::new() } else { format!("{}/", first.folder) };
    let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
    Some(format!("also at {folder}{}{more}", first.name))
}

/// "4 min", or "2 h 10" from an hour on.
fn reading_time(words: usize) -> String {
    let minutes = words.div_ceil(WORDS_PER_MINUTE).max(1);
    match minutes {
        ..60 => format!("{minutes} min"),
        _ => format!("{} h {:02}", minutes / 60, minutes % 60),
    }
}
