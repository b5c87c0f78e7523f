//! Paints the list of documents: visible rows only. Their order was decided before.

use std::collections::HashMap;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, cells, cut};
use super::frame::{edge, heading};
use super::list_columns as view_columns;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::command::Command;
use crate::app::base::geometry;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::panes::list::List;
use crate::app::panes::list_columns::{self, TITLE};
use crate::library::{Entry, EntryId, Status};
use crate::text::{CleanText, clusters, width};

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
    let content = geometry::content(area);
    let inner = Rect { width: content.width.saturating_sub(u16::from(beside)), ..content };
    let most = usize::from(inner.height);
    let shown = state.list.rows().iter().enumerate().skip(state.list.top()).take(most);
    let shown = shown.filter_map(|(at, id)| Some((at, *id, state.catalogue.get(*id)?)));
    let shown: Vec<(usize, EntryId, Entry)> = shown.collect();
    let mut titles: HashMap<&str, usize> = HashMap::new();
    for (.., entry) in &shown {
        *titles.entry(&entry.title).or_default() += 1;
    }
    let (chosen, end) = (&state.settings.columns, inner.right().saturating_sub(1));
    let columns = list_columns::shown(chosen, List::look(content));
    if content.y > area.y + 1 {
        let hidden = without_room(chosen.len() - columns.len(), state);
        view_columns::heads(canvas, (end, content.y - 1), (columns, &hidden), theme);
    }
    let mut part = canvas.part(inner);
    let (canvas, mut y) = (&mut part, inner.y);
    let bottom_lines = state.settings.bottom_lines;
    for (at, id, entry) in &shown {
        if y >= inner.bottom() {
            break;
        }
        let lines = List::lines_of(*id, &state.catalogue, (content, bottom_lines));
        let height = u16::try_from(lines).unwrap_or(1);
        let place = Rect { y, height, ..inner };
        let alike = titles.get(entry.title.as_str()).is_some_and(|count| *count > 1);
        let room = List::room(content);
        let below = room.saturating_sub(list_columns::width(columns));
        let painter = Row { theme, place, room, below, alike, bottom_lines };
        painter.draw(canvas, entry, state.catalogue.further_paths(*id));
        let last = (end, place.bottom().saturating_sub(1));
        view_columns::values(canvas, last, columns, (&state.catalogue, *id), theme);
        y += height;
        let at = *at;
        match (at == state.list.selected_row(), focused) {
            (true, true) => canvas.tint(place, theme.selected),
            (true, false) => canvas.tint(place, theme.selected_idle),
            _ => {}
        }
        if at == state.list.selected_row() {
            canvas.put(
                (place.x, place.y),
                "▌",
                if focused { theme.selected } else { theme.marker },
            );
        }
    }
    // With no document open the page beside says it, and has more room.
    if state.list.rows().is_empty() && (state.reader.is_some() || !beside) {
        empty(canvas, inner, state, theme);
    }
}

fn name(state: &State) -> String {
    let whole = state.list.rows().len() == state.catalogue.documents();
    match state.list.filter_words() {
        "" => "Documents".to_owned(),
        _ if whole && state.list.filter_is_refused() => "Documents".to_owned(),
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

/// How many columns have no room, and the key that makes some: "+2 z>".
fn without_room(hidden: usize, state: &State) -> String {
    let key = state.keymap.keys_of(Context::List, Command::WidenPane).unwrap_or_default();
    if hidden > 0 { format!("+{hidden} {key}") } else { String::new() }
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
    /// Cells for words.
    room: u16,
    /// Cells for words on the line that columns stand on.
    below: u16,
    /// True if another document that is shown has the same title.
    alike: bool,
    /// True if bottom lines are shown.
    bottom_lines: bool,
}

impl Row<'_> {
    fn draw(&self, canvas: &mut Canvas<'_>, entry: &Entry, further: Further) {
        let Rect { x, y, height, .. } = self.place;
        let (sign, style) = match &entry.status {
            Status::Unreadable(_) => ("×", self.theme.dim),
            _ if entry.damage.is_some() => {
                ("!", if entry.unread { self.theme.unread } else { self.theme.text })
            }
            _ if entry.unread => ("●", self.theme.unread),
            _ => (" ", self.theme.text),
        };
        canvas.put((x + 1, y), sign, self.theme.marker);
        let room = self.room;
        if height == 1 {
            return self.on_one_line(canvas, entry, style);
        }
        let told = entry.bottom_line.as_ref().filter(|_| self.bottom_lines);
        let told = told.map(|told| format!("» {told}"));
        let (begun, rest) = folded(told.as_deref().unwrap_or_default(), room.into(), true);
        let below = u16::from(told.is_some()) + u16::from(!rest.is_empty());
        let above = (height - 1).saturating_sub(below);
        let (first, second) = folded(&entry.title, room.into(), above > 1);
        canvas.put_cut((x + 3, y), room, first, style);
        canvas.put_cut((x + 3, y + 1), room, second, style);
        canvas.put_cut((x + 3, y + above), room, begun, self.theme.text);
        if !rest.is_empty() {
            let place = (x + 3, y + above + 1);
            canvas.put_cut(place, room, &format!("  {rest}"), self.theme.text);
        }
        let details = self.details(entry, further);
        canvas.put_cut((x + 3, y + height - 1), self.below, &details, self.theme.dim);
    }

    /// Title and date; the date gives way if columns leave no room for both.
    fn on_one_line(&self, canvas: &mut Canvas<'_>, entry: &Entry, style: Style) {
        let Rect { x, y, width, .. } = self.place;
        let columns = self.room - self.below;
        let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
        let date = cut(date.get(..10).unwrap_or(&date), usize::from(self.below / 2));
        let left = self.below.saturating_sub(cells(&date) + 1);
        let (title, date) = match columns > 0 && left < TITLE {
            true => (self.below, String::new()),
            false => (left, date),
        };
        canvas.put_cut((x + 3, y), title, &entry.title, style);
        canvas.put_right((x + width - 1 - columns, y), &date, self.theme.dim);
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
        let name = self.alike.then(|| entry.name.to_string());
        let also = also(further, self.below);
        let parts = [date, damaged, late, name, length, also, source, folder];
        whole(parts.into_iter().flatten(), self.below)
    }
}

/// Parts that are whole in so many cells, joined by dots: what does not fit is left out, but for the
/// first, which is cut where it is shown.
fn whole(parts: impl Iterator<Item = String>, room: u16) -> String {
    let mut line = String::new();
    for part in parts {
        if line.is_empty() {
            line = part;
        } else if cells(&line).saturating_add(cells(&part)).saturating_add(3) <= room {
            line = format!("{line} · {part}");
        }
    }
    line
}

/// A title on one line or two: divided at a space where that is possible.
fn folded(title: &str, room: usize, two: bool) -> (&str, &str) {
    if !two || width(title) <= room {
        return (title, "");
    }
    let mut end = 0;
    let mut used = 0;
    let mut space = None;
    for (at, cluster, cells) in clusters(title, 0) {
        if cluster == " " {
            space = Some(at);
        }
        if used + cells > room {
            break;
        }
        used += cells;
        end = at + cluster.len();
    }
    let (first, second) =
        title.split_at_checked(space.filter(|at| *at > 0).unwrap_or(end)).unwrap_or((title, ""));
    (first, second.trim_start())
}

/// "also at archive/copy.txt", "also at archive/copy.txt and 2 more"; "3 more paths" in a narrow pane.
fn also((first, count): Further, room: u16) -> Option<String> {
    let first = first?;
    let folder = if first.folder.is_empty() { String::new() } else { format!("{}/", first.folder) };
    let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
    let told = format!("also at {folder}{}{more}", first.name);
    let plural = if count > 1 { "s" } else { "" };
    // Beside date and length.
    let fits = cells(&told) + 22 <= room;
    Some(if fits { told } else { format!("{count} more path{plural}") })
}

/// "4 min", or "2 h 10" from an hour on.
fn reading_time(words: usize) -> String {
    let minutes = words.div_ceil(WORDS_PER_MINUTE).max(1);
    match minutes {
        ..60 => format!("{minutes} min"),
        _ => format!("{} h {:02}", minutes / 60, minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_divided_between_words_where_that_is_possible() {
        for (title, room, expected) in [
            ("Ranges of missiles compared", 18, ("Ranges of missiles", "compared")),
            ("Ranges of missiles compared", 20, ("Ranges of missiles", "compared")),
            ("Ranges of missiles", 18, ("Ranges of missiles", "")),
            ("ranges_of_missiles.pdf", 10, ("ranges_of_", "missiles.pdf")),
            ("漢字漢字 漢字", 5, ("漢字", "漢字 漢字")),
            ("", 5, ("", "")),
        ] {
            assert_eq!(folded(title, room, true), expected, "{title}");
        }
        assert_eq!(folded("one two", 4, false), ("one two", ""));
    }

    #[test]
    fn details_that_do_not_fit_are_left_out_and_not_cut() {
        let parts = |room| {
            whole(["2023-07-22", "5 min", "The Post", "a"].map(str::to_owned).into_iter(), room)
        };
        assert_eq!(parts(18), "2023-07-22 · 5 min");
        assert_eq!(parts(17), "2023-07-22 · a");
        assert_eq!(parts(60), "2023-07-22 · 5 min · The Post · a");
        assert_eq!(parts(4), "2023-07-22");
    }
}
