//! Paints the box with a field and rows to choose from: help, palette, documents, orders.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::canvas::{Canvas, cells, cut};
use super::theme::Theme;
use crate::app::base::field::Field;
use crate::app::panes::choice::Choice;
use crate::app::panes::chooser::Chooser;
use crate::text::{Span, clusters};

/// Widest the box gets, in columns.
const WIDEST: u16 = 84;

/// Paints the box over the panes and returns where the cursor belongs.
pub fn draw(canvas: &mut Canvas<'_>, chooser: &Chooser, theme: &Theme) -> Option<Position> {
    let area = place(canvas.area(), chooser.choices.len());
    canvas.clear(area, theme.overlay);
    frame(canvas, area, chooser.title(), theme);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    let cursor = field(canvas, Rect { height: 1, ..inner }, "› ", (&chooser.field, &[]), theme);
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), ..inner };
    let height = usize::from(rows.height);
    let top = (chooser.rows.selected() + 1).saturating_sub(height);
    let before = chooser.choices.iter().map(|choice| cells(&choice.before)).max().unwrap_or(0);
    let shown = chooser.choices.iter().enumerate().skip(top).take(height);
    for (y, (at, choice)) in (rows.y..).zip(shown) {
        let line = Rect { y, height: 1, ..rows };
        let before = before.min(rows.width / 3);
        row(canvas, (line, before), choice, at == chooser.rows.selected(), theme);
    }
    if chooser.choices.is_empty() {
        canvas.put_cut((rows.x, rows.y), rows.width, chooser.without_choices(), theme.dim);
    }
    cursor
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

fn place(screen: Rect, rows: usize) -> Rect {
    let width = WIDEST.min(screen.width);
    let wanted = u16::try_from(rows.max(1)).unwrap_or(u16::MAX).saturating_add(3);
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
    (area, before): (Rect, u16),
    choice: &Choice,
    selected: bool,
    theme: &Theme,
) {
    if selected {
        canvas.tint(area, theme.selected);
    }
    let base = if selected { theme.selected } else { theme.overlay };
    canvas.put_cut((area.x, area.y), before, &choice.before, base.patch(theme.key));
    let gap = if before > 0 { before + 2 } else { 0 };
    let start = area.x + gap;
    let room = area.width.saturating_sub(gap);
    let about = cells(&choice.about).min(room / 2);
    let words = room.saturating_sub(about + u16::from(about > 0));
    let end = canvas.put_cut((start, area.y), words, &choice.words, base);
    matched(
        canvas,
        Rect { x: start, width: end - start, ..area },
        choice,
        base.patch(theme.strong),
    );
    let about = cut(&choice.about, about.into());
    canvas.put_right((area.right(), area.y), &about, base.patch(theme.dim));
    if selected {
        canvas.tint(area, theme.selected);
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
