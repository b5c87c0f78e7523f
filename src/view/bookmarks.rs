//! Paints the pane of bookmarks: passages in groups with notes, labels and states, and, while they
//! are reviewed, the old passage beside the place that comes into question. Lays out what is visible.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::frame::heading;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::geometry::{self, PaneId};
use crate::app::panes::bookmarks::{BookmarkList, BookmarkRow, certainty, word};
use crate::bookmarks::{Bookmark, Certainty, Zone};
use crate::protocol::Proposal;
use crate::text::CleanText;

/// Below this many columns, old and new stand one below the other.
const BESIDE: u16 = 70;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.bookmarks.list;
    let focused = state.focus == PaneId::Bookmarks;
    heading(canvas, area, (&name(pane), &about(state)), focused, theme);
    let inner = geometry::content(area);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let mut canvas = canvas.part(area);
    let list = Rect { height: pane.list_height(inner.height), ..inner };
    let below = inner.height - list.height;
    rows(&mut canvas, list, state, theme);
    if below > 3 {
        let area = Rect { y: list.bottom() + 1, height: below - 1, ..inner };
        review(&mut canvas, area, state, theme);
    }
}

fn name(pane: &BookmarkList) -> String {
    let what = match (&pane.review, pane.only_here) {
        (Some(_), _) => "Bookmarks to review",
        (None, true) => "Bookmarks here",
        (None, false) => "Bookmarks",
    };
    match pane.filter.as_str() {
        "" => what.to_owned(),
        filter => format!("{what} with “{filter}”"),
    }
}

fn about(state: &State) -> String {
    let pane = &state.bookmarks.list;
    let chosen = match pane.chosen.len() {
        0 => String::new(),
        count => format!("{count} chosen · "),
    };
    format!("{chosen}{} · {}", pane.count(), pane.grouping.word())
}

fn rows(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.bookmarks.list;
    if pane.shown().is_empty() {
        return canvas.put_wrapped(area, without_rows(state), theme.dim);
    }
    let mut y = area.y;
    for (at, row) in pane.shown().iter().enumerate().skip(pane.first(area.height.into())) {
        let line = Rect { y, height: 1, ..area };
        let height = u16::try_from(row.height()).unwrap_or(1);
        if y + height > area.bottom() {
            break;
        }
        match row {
            BookmarkRow::Heading(name) => {
                canvas.put_cut((line.x, line.y), line.width, name, theme.heading);
            }
            BookmarkRow::Mark(mark) => {
                bookmark(canvas, line, (mark, at == pane.selected()), state, theme)
            }
        }
        y += height;
    }
}

fn without_rows(state: &State) -> &'static str {
    let pane = &state.bookmarks.list;
    match (state.bookmarks.kept.is_empty(), &pane.review, pane.filter.is_empty()) {
        (true, ..) => "No bookmarks yet. In the page, a marks a passage.",
        (_, _, false) => "No bookmark has all these words.",
        (_, Some(_), _) => "Nothing to review: every passage looked at was found.",
        _ => "No bookmarks in this document; w shows those of the whole library.",
    }
}

fn bookmark(
    canvas: &mut Canvas<'_>,
    line: Rect,
    (mark, selected): (&Bookmark, bool),
    state: &State,
    theme: &Theme,
) {
    let chosen = if state.bookmarks.list.chosen.contains(&mark.id) { "●" } else { " " };
    let quote = one_line(&mark.anchor.quote);
    let sign = glyph(certainty(mark));
    canvas.put((line.x, line.y), chosen, theme.marker);
    canvas.put((line.x + 1, line.y), sign, theme.marker);
    let room = line.width.saturating_sub(3);
    canvas.put_cut((line.x + 3, line.y), room, &format!("“{quote}”"), theme.text);
    canvas.put_cut((line.x + 3, line.y + 1), room, &said(mark, &state.bookmarks.zone), theme.dim);
    if selected {
        canvas.tint(Rect { height: 2, ..line }, theme.selected);
    }
}

/// State, labels, note and day.
fn said(mark: &Bookmark, zone: &Zone) -> String {
    let parts = [
        word(certainty(mark)).to_owned(),
        mark.label(),
        one_line(&mark.note),
        mark.created.day(zone),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The sign of a state: beside it stands its word.
const fn glyph(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Exact => "◆",
        Certainty::Moved => "◈",
        Certainty::Suspect => "?",
        Certainty::Orphan => "∅",
    }
}

fn one_line(words: &str) -> String {
    // No line of a screen holds more.
    let words: Vec<&str> = words.split_whitespace().take(300).collect();
    words.join(" ")
}

/// The old passage, and the place that comes into question.
fn review(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.bookmarks.list;
    let (Some(mark), Some(review)) = (pane.current(), &pane.review) else { return };
    let rule = "─".repeat(usize::from(area.width));
    canvas.put((area.x, area.y - 1), &rule, theme.line);
    let (old, new) = halves(area);
    canvas.put_cut((old.x, old.y), old.width, "As it was marked", theme.heading);
    let anchor = &mark.anchor;
    passage(canvas, old, (&anchor.prefix, &anchor.quote, &anchor.suffix), theme);
    let title = match (&review.proposals, review.proposal()) {
        (None, _) => "Looking for it …".to_owned(),
        (Some(_), None) => "No place found: = keeps it, gp names its file".to_owned(),
        (Some(all), Some(shown)) => {
            format!("Now, perhaps: {} of {} ({} % alike)", review.at + 1, all.len(), shown.score)
        }
    };
    canvas.put_cut((new.x, new.y), new.width, &title, theme.heading);
    if let Some(Proposal { before, words, after, .. }) = review.proposal() {
        passage(canvas, new, (before, words, after), theme);
    }
}

fn halves(area: Rect) -> (Rect, Rect) {
    if area.width >= BESIDE {
        let width = area.width / 2 - 1;
        return (Rect { width, ..area }, Rect { x: area.x + width + 2, width, ..area });
    }
    let height = area.height / 2;
    (Rect { height, ..area }, Rect { y: area.y + height, height, ..area })
}

/// Words with what stands around them, which is painted less strongly.
fn passage(canvas: &mut Canvas<'_>, area: Rect, words: (&str, &str, &str), theme: &Theme) {
    let parts = [(words.0, theme.dim), (words.1, theme.strong), (words.2, theme.dim)];
    let (mut x, mut y) = (area.x, area.y + 1);
    for (words, style) in parts {
        for word in CleanText::line(words).split_whitespace().take(400) {
            let cells = super::canvas::cells(word);
            if x > area.x && x + cells > area.right() {
                (x, y) = (area.x, y + 1);
            }
            if y >= area.bottom() {
                return;
            }
            let room = area.right().saturating_sub(x);
            x = canvas.put_cut((x, y), room, word, style) + 1;
        }
    }
}
