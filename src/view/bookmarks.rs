//! Paints the pane of bookmarks: passages in groups with notes, labels and states, and, while they
//! are reviewed, the old passage beside the place that comes into question. Lays out what is visible.

use std::path::Path;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::frame::heading;
use super::theme::Theme;
use crate::app::State;
use crate::app::base::geometry::{self, THREE_PANES};
use crate::app::base::pane_id::PaneId;
use crate::app::panes::bookmarks::{
    BookmarkList, BookmarkRow, Check, DetailPart, Review, detail_lines, word,
};
use crate::bookmarks::{Bookmark, Certainty, Zone};
use crate::protocol::Proposal;
use crate::text::{CleanText, differing, single_spaced};

/// Words around a passage that are shown with it.
const AROUND: usize = 24;

/// Paints the pane.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.bookmarks.list;
    let focused = state.focus == PaneId::Bookmarks;
    heading(canvas, area, (&name(pane), &about(state)), focused, theme);
    let inner = geometry::content(area);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let mut canvas = canvas.part(area);
    let columns = geometry::content(area).width;
    let list = Rect { height: pane.list_height(columns, inner.height), ..inner };
    let below = inner.height - list.height;
    rows(&mut canvas, list, state, theme);
    let area = Rect { y: list.bottom() + 1, height: below.saturating_sub(1), ..inner };
    match pane.review {
        Some(_) if below > 3 => review(&mut canvas, area, state, theme),
        None if below > 1 => whole(&mut canvas, area, columns, state, theme),
        _ => {}
    }
}

/// The selected bookmark as a whole, as far as there are lines.
fn whole(canvas: &mut Canvas<'_>, area: Rect, columns: u16, state: &State, theme: &Theme) {
    let Some(mark) = state.bookmarks.list.current() else { return };
    let rule = "─".repeat(usize::from(area.width));
    canvas.put((area.x, area.y - 1), &rule, theme.line);
    let lines = detail_lines(mark, columns);
    let cut = lines.len() > usize::from(area.height);
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        let style = match line.part {
            DetailPart::Quote => theme.text,
            DetailPart::Was => theme.emphasis,
            DetailPart::Note => theme.dim,
        };
        let words = CleanText::line(&line.words);
        let last = cut && y + 1 == area.bottom();
        let words = if last { format!("{words} …") } else { words.to_string() };
        canvas.put_cut((area.x, y), area.width, &words, style);
    }
}

fn name(pane: &BookmarkList) -> String {
    let what = match (&pane.review, pane.only_here) {
        (Some(_), true) => "Bookmarks of this document to review",
        (Some(_), false) => "Bookmarks to review",
        (None, true) => "Bookmarks of this document",
        (None, false) => "Bookmarks of all documents",
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
        (_, Some(_), _) => without_reviews(state),
        _ => "No bookmarks in this document; w shows those of the whole library.",
    }
}

/// What stands where no bookmark is to be reviewed, as far as that is known.
fn without_reviews(state: &State) -> &'static str {
    let mut kept = state.bookmarks.kept.values();
    match state.bookmarks.list.check {
        Check::UnderWay => "Looking at the documents of all bookmarks …",
        Check::Failed => "Not every document could be looked at; none of the others is in doubt.",
        Check::Done if kept.any(|mark| mark.certainty() > Certainty::Moved) => {
            "Nothing to review: every passage was found, or left as it is by you."
        }
        Check::Done => "Nothing to review: every passage was found.",
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
    let sign = glyph(mark.certainty());
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
    let parts = [told(mark).to_owned(), mark.label(), one_line(&mark.note), mark.created.day(zone)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The word for the state of a bookmark: where it stands for certain at other words than were marked
/// first, a person chose the place.
fn told(mark: &Bookmark) -> &'static str {
    match mark.certainty() {
        Certainty::Exact | Certainty::Moved if mark.first_words().is_some() => "re-anchored",
        certainty => word(certainty),
    }
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

/// The old passage, and the place that comes into question; words that differ are marked.
fn review(canvas: &mut Canvas<'_>, area: Rect, state: &State, theme: &Theme) {
    let pane = &state.bookmarks.list;
    let (Some(mark), Some(review)) = (pane.current(), &pane.review) else { return };
    let rule = "─".repeat(usize::from(area.width));
    canvas.put((area.x, area.y - 1), &rule, theme.line);
    let anchor = &mark.anchor;
    let quote = CleanText::line(&anchor.quote);
    let marked: Vec<&str> = quote.split_whitespace().collect();
    let proposed = review.proposal().map(|shown| CleanText::line(&shown.words));
    let now: Vec<&str> = proposed.iter().flat_map(|words| words.split_whitespace()).collect();
    let (gone, fresh) = match proposed {
        Some(_) => differing(&marked, &now),
        None => (vec![false; marked.len()], Vec::new()),
    };
    let struck = theme.strong.patch(theme.struck);
    let around = (anchor.prefix.as_str(), anchor.suffix.as_str());
    let old = Passage { around, words: &marked, marked: &gone, style: struck };
    let around = review.proposal().map(|Proposal { before, after, .. }| (&**before, &**after));
    let style = theme.strong.patch(theme.hit);
    let around = around.unwrap_or_default();
    let new = Passage { around, words: &now, marked: &fresh, style };
    let beside = state.screen.size.width >= THREE_PANES;
    let (left, right) = match beside {
        true => side_by_side(area),
        false => one_above_the_other(area, old.lines(area.width), new.lines(area.width)),
    };
    canvas.put_cut((left.x, left.y), left.width, "As it was marked", theme.heading);
    canvas.put_cut((right.x, right.y), right.width, &about_place(mark, review), theme.heading);
    old.draw(canvas, left, theme);
    let unread = review.proposals.as_ref().and_then(|found| found.unread.as_ref());
    match (review.proposal(), unread) {
        (Some(_), _) => new.draw(canvas, right, theme),
        (None, Some(why)) => {
            let below = Rect { y: right.y + 1, height: right.height.saturating_sub(1), ..right };
            canvas.put_wrapped(below, why, theme.dim);
        }
        (None, None) => {}
    }
}

/// What stands above the place that comes into question.
fn about_place(mark: &Bookmark, review: &Review) -> String {
    match (&review.proposals, review.proposal()) {
        (None, _) => "Looking for it …".to_owned(),
        (Some(_), None) => "Nothing like it is left: = keeps it, gp names its file".to_owned(),
        (Some(all), Some(shown)) => {
            let file = match shown.path == mark.anchor.document.path.0 {
                true => String::new(),
                false => format!(" in {}", file_name(&shown.path)),
            };
            let (at, count) = (review.at + 1, all.places.len());
            format!("Now, perhaps{file}: {at} of {count} ({} % alike)", shown.score)
        }
    }
}

/// The name of a file without its folders, for which there is no room.
fn file_name(path: &Path) -> CleanText {
    CleanText::path(path.file_name().map_or(path, Path::new))
}

fn side_by_side(area: Rect) -> (Rect, Rect) {
    let width = area.width / 2 - 1;
    (Rect { width, ..area }, Rect { x: area.x + width + 2, width, ..area })
}

/// The upper part has the lines that it needs, but no more than half unless the lower part needs less.
fn one_above_the_other(area: Rect, upper: u16, lower: u16) -> (Rect, Rect) {
    let most = (area.height / 2).max(area.height.saturating_sub(lower.saturating_add(1)));
    let height = upper.saturating_add(1).min(most);
    let rest = area.height - height;
    (Rect { height, ..area }, Rect { y: area.y + height, height: rest, ..area })
}

/// Words with what stands around them, which is painted less strongly.
struct Passage<'a> {
    around: (&'a str, &'a str),
    words: &'a [&'a str],
    /// Which of the words are painted in the style.
    marked: &'a [bool],
    style: Style,
}

impl Passage<'_> {
    /// The lines it takes in so many columns.
    fn lines(&self, columns: u16) -> u16 {
        let words = [self.around.0, &self.words.join(" "), self.around.1].map(single_spaced);
        let lines = super::canvas::wrapped(&words.join(" "), columns.into()).len();
        u16::try_from(lines).unwrap_or(u16::MAX)
    }

    /// Paints it below a heading.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, theme: &Theme) {
        let (before, after) = (CleanText::line(self.around.0), CleanText::line(self.around.1));
        let before: Vec<&str> = before.split_whitespace().collect();
        let lead = before.iter().skip(before.len().saturating_sub(AROUND));
        let lead = lead.map(|word| (*word, theme.dim));
        let own = self.words.iter().zip(self.marked.iter().chain(std::iter::repeat(&false)));
        let own =
            own.map(|(word, marked)| (*word, if *marked { self.style } else { theme.strong }));
        let rest = after.split_whitespace().take(AROUND).map(|word| (word, theme.dim));
        let words: Vec<(&str, Style)> = lead.chain(own).chain(rest).collect();
        let (mut x, mut y) = (area.x, area.y + 1);
        for (at, (word, style)) in words.iter().enumerate() {
            let cells = super::canvas::cells(word);
            // In the last line the sign that there is more needs two cells.
            let last = y + 1 >= area.bottom() && at + 1 < words.len();
            let room = area.right().saturating_sub(x + if last { 2 } else { 0 });
            if x > area.x && cells > room {
                if y + 1 >= area.bottom() {
                    canvas.put((x, y), "…", theme.dim);
                    return;
                }
                (x, y) = (area.x, y + 1);
            }
            if y >= area.bottom() {
                return;
            }
            let room = area.right().saturating_sub(x);
            x = canvas.put_cut((x, y), room, word, *style) + 1;
        }
    }
}
