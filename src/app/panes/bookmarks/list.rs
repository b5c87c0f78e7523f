//! What the pane of bookmarks shows: which of them, in which groups, which are chosen. Its rows are made
//! anew when something changes, not when it is painted: there may be ten thousand.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Bookmarks, Check, Review, detail};
use crate::app::base::key_sequence::Request;
use crate::app::base::rows::{Motion, Rows};
use crate::bookmarks::{Bookmark, Certainty, Id};
use crate::text::{CleanText, folded};

/// What the pane groups bookmarks by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// One document after the other, each in the order of its text.
    #[default]
    Document,
    /// One label after the other; those without come last.
    Label,
    /// The days on which they were made, the last first.
    Date,
}

impl Grouping {
    /// Its word in the heading of the pane.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Document => "by document",
            Self::Label => "by label",
            Self::Date => "by date",
        }
    }

    pub(super) const fn next(self) -> Self {
        match self {
            Self::Document => Self::Label,
            Self::Label => Self::Date,
            Self::Date => Self::Document,
        }
    }
}

/// A row of the pane.
#[derive(Clone, Debug, PartialEq)]
pub enum BookmarkRow {
    /// The name of a group.
    Heading(CleanText),
    /// A bookmark.
    Mark(Arc<Bookmark>),
}

impl BookmarkRow {
    /// The bookmark, if it is one.
    pub const fn mark(&self) -> Option<&Arc<Bookmark>> {
        match self {
            Self::Mark(mark) => Some(mark),
            Self::Heading(_) => None,
        }
    }

    /// Lines it takes: a bookmark one for its words, and one for what is said about it.
    pub const fn height(&self) -> usize {
        match self {
            Self::Mark(_) => 2,
            Self::Heading(_) => 1,
        }
    }
}

/// The rows of the pane.
#[derive(Clone, Debug, Default)]
pub struct BookmarkList {
    /// What the rows show, from top to bottom.
    shown: Vec<BookmarkRow>,
    /// The rows; the selected one is a bookmark, if there is any.
    rows: Rows,
    /// Words that the bookmarks shown must have in them.
    pub filter: String,
    /// True if only those of the open document are shown.
    pub only_here: bool,
    /// What they are grouped by.
    pub grouping: Grouping,
    /// Those chosen to be dealt with together.
    pub chosen: BTreeSet<Id>,
    /// The passage that is looked at, while only those to be reviewed are shown.
    pub review: Option<Review>,
    /// Whether what the rows say of passages is true today.
    pub check: Check,
}

impl BookmarkList {
    /// What the rows show, from top to bottom.
    pub fn shown(&self) -> &[BookmarkRow] {
        &self.shown
    }

    /// The selected row.
    pub fn selected(&self) -> usize {
        self.rows.selected()
    }

    /// The selected bookmark.
    pub fn current(&self) -> Option<&Arc<Bookmark>> {
        self.shown.get(self.rows.selected())?.mark()
    }

    /// Moves the selection by bookmarks, stopping at both ends.
    pub fn step(&mut self, by: isize) {
        let mut rows = self.rows;
        rows.step_among(by, |row| self.is_mark(row));
        self.rows = rows;
    }

    /// Selects a row that shows a bookmark, or the nearest.
    pub fn select(&mut self, row: usize) {
        let mut rows = self.rows;
        rows.select_among(row, |row| self.is_mark(row));
        self.rows = rows;
    }

    /// Carries a command out if it is a movement among the bookmarks. False if it is none.
    pub(super) fn run(&mut self, request: Request, page: usize) -> bool {
        match Motion::of(request, page, self.count()) {
            Some(Motion::By(marks)) => self.step(marks),
            Some(Motion::To(number)) => {
                let row = self.places().nth(number).or_else(|| self.places().last());
                self.select(row.unwrap_or(0));
            }
            None => return false,
        }
        true
    }

    /// The first row shown in so many lines, so that the selected one is in sight.
    pub fn first(&self, lines: usize) -> usize {
        let selected = self.rows.selected();
        let (mut first, mut used) = (selected, 0);
        for (at, row) in self.shown.iter().enumerate().take(selected + 1).rev() {
            used += row.height();
            if used > lines {
                break;
            }
            first = at;
        }
        first
    }

    /// Lines of the pane that show rows, of so many columns and lines: all but those where the selected
    /// passage is shown whole, or reviewed.
    pub fn list_height(&self, columns: u16, height: u16) -> u16 {
        let rows: usize = self.shown.iter().map(BookmarkRow::height).sum();
        let rows = u16::try_from(rows).unwrap_or(u16::MAX);
        if self.review.is_some() {
            return rows.clamp(0, height / 3).max(height.min(2));
        }
        let wanted = self.current().map_or(0, |mark| detail::lines(mark, columns).len());
        let wanted = if wanted == 0 { 0 } else { u16::try_from(wanted + 1).unwrap_or(u16::MAX) };
        let room = height.saturating_sub(rows).max(height / 2);
        height - wanted.min(room)
    }

    /// The row shown in a line of the pane, of so many lines, both counted from 0.
    pub(super) fn row_at(&self, line: usize, lines: usize) -> Option<usize> {
        if line >= lines {
            return None;
        }
        let mut end = 0;
        let mut shown = self.shown.iter().enumerate().skip(self.first(lines));
        let found = shown.find(|(_, row)| {
            end += row.height();
            line < end
        });
        found.filter(|_| end <= lines).map(|(at, _)| at)
    }

    /// Bookmarks in the rows.
    pub fn count(&self) -> usize {
        self.places().count()
    }

    /// The bookmarks that are shown, each once.
    pub(super) fn marks(&self) -> impl Iterator<Item = &Arc<Bookmark>> {
        let mut seen = BTreeSet::new();
        self.shown.iter().filter_map(BookmarkRow::mark).filter(move |mark| seen.insert(&mark.id))
    }

    fn is_mark(&self, row: usize) -> bool {
        self.shown.get(row).is_some_and(|row| row.mark().is_some())
    }

    fn places(&self) -> impl Iterator<Item = usize> {
        (0..self.shown.len()).filter(|row| self.is_mark(*row))
    }
}

impl Bookmarks {
    /// Makes the rows anew; the selection stays on its bookmark, or near it.
    pub(super) fn refresh(&mut self) {
        let shown = rows(self);
        let list = &mut self.list;
        let id = list.current().map(|mark| mark.id.clone());
        list.shown = shown;
        list.rows.set_len(list.shown.len());
        list.chosen.retain(|id| self.kept.contains_key(id));
        let is_it =
            |row: &BookmarkRow| row.mark().is_some_and(|mark| Some(&mark.id) == id.as_ref());
        let again = list.shown.iter().position(is_it);
        list.select(again.unwrap_or(list.rows.selected()));
    }
}

fn rows(marks: &Bookmarks) -> Vec<BookmarkRow> {
    let list = &marks.list;
    let wanted: Vec<String> = list.filter.split_whitespace().map(folded).collect();
    let here: BTreeSet<&Id> = marks.here.iter().map(|placed| &placed.id).collect();
    let is_shown = |mark: &&Arc<Bookmark>| {
        (!list.only_here || here.contains(&mark.id))
            && (list.review.is_none() || mark.needs_review())
            && has_words(mark, &wanted)
    };
    let shown = marks.kept.values().filter(is_shown);
    match list.grouping {
        Grouping::Document => {
            let mut shown: Vec<_> = shown.collect();
            shown.sort_by_key(|mark| {
                (&mark.citation.title, &mark.anchor.document.path, mark.anchor.offset)
            });
            grouped(shown.into_iter().map(|mark| (document(mark), mark)))
        }
        Grouping::Date => {
            let mut shown: Vec<_> = shown.collect();
            shown.sort_by_key(|mark| Reverse((mark.created, &mark.id)));
            grouped(shown.into_iter().map(|mark| (mark.created.day(&marks.zone), mark)))
        }
        Grouping::Label => {
            let mut shown: Vec<_> = shown.flat_map(with_labels).collect();
            shown.sort_by_key(|(label, mark)| (label.is_empty(), *label, &mark.id));
            let name = |label: &str| if label.is_empty() { "no label" } else { label }.to_owned();
            grouped(shown.into_iter().map(|(label, mark)| (name(label), mark)))
        }
    }
}

fn with_labels(mark: &Arc<Bookmark>) -> Vec<(&str, &Arc<Bookmark>)> {
    match mark.labels.is_empty() {
        true => vec![("", mark)],
        false => mark.labels.iter().map(|label| (label.as_str(), mark)).collect(),
    }
}

fn document(mark: &Bookmark) -> String {
    let path = &mark.anchor.document.path.0;
    let name = path.file_name().map(std::path::Path::new).unwrap_or(path);
    format!("{} — {}", mark.citation.title, CleanText::path(name))
}

fn grouped<'a>(named: impl Iterator<Item = (String, &'a Arc<Bookmark>)>) -> Vec<BookmarkRow> {
    let (mut rows, mut last) = (Vec::new(), None);
    for (name, mark) in named {
        if last.as_ref() != Some(&name) {
            rows.push(BookmarkRow::Heading(CleanText::line(&name)));
            last = Some(name);
        }
        rows.push(BookmarkRow::Mark(Arc::clone(mark)));
    }
    rows
}

fn has_words(mark: &Bookmark, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let (title, state) = (&mark.citation.title, mark.certainty());
    let labels = mark.label();
    let words = folded(
        &[&mark.anchor.quote, &mark.note, &labels, title, word(state)].map(|s: &str| s).join("\n"),
    );
    wanted.iter().all(|word| words.contains(word.as_str()))
}

/// The word for how sure the place of a passage is.
pub const fn word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Exact => "exact",
        Certainty::Moved => "moved",
        Certainty::Suspect => "suspect",
        Certainty::Orphan => "orphan",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_states_are_those_of_the_verbs() {
        let words = [Certainty::Exact, Certainty::Moved, Certainty::Suspect, Certainty::Orphan];
        assert_eq!(words.map(word), ["exact", "moved", "suspect", "orphan"]);
    }
}
