//! Paints the box with a field and rows to choose from: help, palette, documents, orders.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::canvas::{Canvas, cells, cut};
use super::theme::Theme;
use crate::app::base::field::Field;
use crate::app::panes::choice::{Choice, ChoiceTarget};
use crate::app::panes::chooser::{Chooser, Purpose};
use crate::text::{CleanText, Span, clusters};

/// Columns of the box if its rows need no more; of the box with documents, whose rows change while
/// something is typed.
const NARROWEST: u16 = 60;
const OF_DOCUMENTS: u16 = 84;

/// Cells in which part of what stands beside the words can be read.
const READABLE: u16 = 12;

/// Cells between two columns of the rows.
const GAP: u16 = 2;

/// Paints the box over the panes and returns where the cursor belongs.
pub fn draw(canvas: &mut Canvas<'_>, chooser: &Chooser, theme: &Theme) -> Option<Position> {
    let columns = Columns::of(chooser);
    let lines = chooser.choices.len() + usize::from(chooser.typing);
    let area = place(canvas.area(), columns.box_width(chooser.purpose), lines);
    canvas.clear(area, theme.overlay);
    frame(canvas, area, chooser.title(), theme);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    let (mut rows, mut cursor) = (inner, None);
    if chooser.typing {
        cursor = field(canvas, Rect { height: 1, ..inner }, "› ", (&chooser.field, &[]), theme);
        rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    }
    let height = usize::from(rows.height);
    let top = (chooser.rows.selected() + 1).saturating_sub(height);
    let columns = columns.within(rows.width);
    let shown = chooser.choices.iter().enumerate().skip(top).take(height);
    for (y, (at, choice)) in (rows.y..).zip(shown) {
        let line = Rect { y, height: 1, ..rows };
        row(canvas, (line, columns), choice, at == chooser.rows.selected(), theme);
    }
    more(canvas, area, (top, chooser.choices.len().saturating_sub(top + height)), theme);
    if chooser.choices.is_empty() {
        canvas.put_cut((rows.x, rows.y), rows.width, chooser.without_choices(), theme.dim);
    }
    cursor
}

/// How many cells the three columns of the rows need.
#[derive(Clone, Copy)]
struct Columns {
    before: u16,
    words: u16,
    about: u16,
}

impl Columns {
    fn of(chooser: &Chooser) -> Self {
        let widest = |part: fn(&Choice) -> &CleanText| {
            let rows = chooser.widest_of().iter();
            let rows = rows.filter(|choice| choice.answer != ChoiceTarget::Heading);
            rows.map(|choice| cells(part(choice))).max().unwrap_or(0)
        };
        Self {
            before: widest(|choice| &choice.before),
            words: widest(|choice| &choice.words),
            about: widest(|choice| &choice.about),
        }
    }

    /// What the box needs so that nothing is cut, its frame included.
    fn box_width(self, purpose: Purpose) -> u16 {
        let least = match purpose {
            Purpose::Documents | Purpose::Relink => OF_DOCUMENTS,
            _ => NARROWEST,
        };
        let gaps = GAP * (u16::from(self.before > 0) + u16::from(self.about > 0));
        let rows = self.before.saturating_add(self.words).saturating_add(self.about);
        rows.saturating_add(gaps + 4).max(least)
    }

    /// The same for rows of so many cells: what stands before the words gives way first.
    fn within(self, room: u16) -> Self {
        Self { before: self.before.min(room / 3), ..self }
    }
}

/// Says at the edges of the box that there are more rows above and below.
fn more(canvas: &mut Canvas<'_>, area: Rect, (above, below): (usize, usize), theme: &Theme) {
    if area.width < 24 || area.height < 3 {
        return;
    }
    for (y, sign, rows) in [(area.y, "▴", above), (area.bottom() - 1, "▾", below)] {
        if rows > 0 {
            canvas.put_right((area.right() - 2, y), &format!(" {sign} {rows} more "), theme.key);
        }
    }
}

/// Paints a field that is typed into, parts of it as wrong, and returns where its cursor is.
pub fn field(
    canvas: &mut Canvas<'_>,
    area: Rect,
    prompt: &str,
    (field, wrong): (&Field, &[Span]),
    theme: &Theme,
) -> Option<Position> {
    let start = canvas.put_cut((area.x, area.y), area.width, prompt, theme.key);
    let room = area.right().saturating_sub(start).saturating_sub(1);
    let hidden = cells(field.before()).saturating_sub(room);
    let words = skip_cells(field.words(), hidden);
    canvas.put_cut((start, area.y), room + 1, words, theme.text);
    let column = |offset: usize| {
        let before = field.words().get(..offset).unwrap_or(field.words());
        start + cells(before).saturating_sub(hidden)
    };
    if field.is_selected() {
        let end = column(field.words().len()).min(area.right());
        canvas.tint(Rect { x: start, width: end.saturating_sub(start), ..area }, theme.selected);
    }
    for part in wrong {
        let (x, end) = (column(part.start), column(part.end).min(area.right()));
        canvas.tint(Rect { x, width: end.saturating_sub(x), ..area }, theme.wrong);
    }
    let x = column(field.before().len());
    (x < area.right()).then_some(Position::new(x, area.y))
}

fn skip_cells(words: &str, hidden: u16) -> &str {
    let mut used = 0;
    let first = clusters(words, 0).find(|(_, _, cells)| {
        let fits = used >= usize::from(hidden);
        used += cells;
        fits
    });
    first.map_or("", |(at, _, _)| words.get(at..).unwrap_or(""))
}

fn place(screen: Rect, width: u16, lines: usize) -> Rect {
    let width = width.min(screen.width);
    let wanted = u16::try_from(lines.max(2)).unwrap_or(u16::MAX).saturating_add(2);
    let height =
        wanted.min(screen.height.saturating_sub(screen.height / 6).max(4)).min(screen.height);
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 3,
        width,
        height,
    }
}

fn frame(canvas: &mut Canvas<'_>, area: Rect, title: &str, theme: &Theme) {
    if area.width < 4 || area.height < 3 {
        return;
    }
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    let bar = "─".repeat(usize::from(area.width - 2));
    canvas.put((area.x, area.y), &format!("╭{bar}╮"), theme.line);
    canvas.put((area.x, bottom), &format!("╰{bar}╯"), theme.line);
    for y in area.y + 1..bottom {
        canvas.put((area.x, y), "│", theme.line);
        canvas.put((right, y), "│", theme.line);
    }
    let title = format!(" {} ", cut(title, usize::from(area.width.saturating_sub(6))));
    canvas.put((area.x + 2, area.y), &title, theme.pane_focused);
    canvas.tint(area, Style::new().bg(theme.overlay.bg.unwrap_or_default()));
}

fn row(
    canvas: &mut Canvas<'_>,
    (area, columns): (Rect, Columns),
    choice: &Choice,
    selected: bool,
    theme: &Theme,
) {
    if choice.answer == ChoiceTarget::Heading {
        canvas.put_cut((area.x, area.y), area.width, &choice.words, theme.heading);
        return;
    }
    if selected {
        canvas.tint(area, theme.selected);
    }
    let base = if selected { theme.selected } else { theme.overlay };
    canvas.put_cut((area.x, area.y), columns.before, &choice.before, base.patch(theme.key));
    let gap = if columns.before > 0 { columns.before + GAP } else { 0 };
    let start = area.x + gap;
    let room = area.width.saturating_sub(gap);
    let (words, about) = shared(room, choice);
    let end = canvas.put_cut((start, area.y), words, &choice.words, base);
    let place = Rect { x: start, width: end - start, ..area };
    matched(canvas, place, choice, base.patch(theme.strong));
    let words = cut(&choice.about, about.into());
    let right = area.right().saturating_sub(cells(&words));
    let beside = start + columns.words + GAP;
    canvas.put((beside.min(right), area.y), &words, base.patch(theme.dim));
    if selected {
        canvas.tint(area, theme.selected);
    }
}

/// Cells for the words of a row and for what stands beside them: the words come first, and what is
/// left for the rest has to be worth reading.
fn shared(room: u16, choice: &Choice) -> (u16, u16) {
    let (words, about) = (cells(&choice.words), cells(&choice.about));
    let words = words.min(room);
    let left = room.saturating_sub(words + GAP);
    if about <= left || left >= READABLE {
        return (words, about.min(left));
    }
    match words >= room && about > 0 && room > 4 * READABLE {
        true => {
            let about = about.min(room / 3);
            (room - about - GAP, about)
        }
        false => (words, 0),
    }
}

/// Underlines the characters that matched.
fn matched(canvas: &mut Canvas<'_>, area: Rect, choice: &Choice, style: Style) {
    let mut scalar = 0;
    let mut x = area.x;
    for (_, cluster, width) in clusters(&choice.words, 0) {
        let width = u16::try_from(width).unwrap_or(0);
        let scalars = cluster.chars().count();
        if choice.matched.iter().any(|at| (scalar..scalar + scalars).contains(at)) {
            canvas
                .tint(Rect { x, width, height: 1, ..area }.intersection(area), style.underlined());
        }
        scalar += scalars;
        x = x.saturating_add(width);
    }
}
