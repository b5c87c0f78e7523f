//! The pane of bookmarks: which are shown, in which groups, which are chosen. Its rows are made anew
//! when something changes, not when it is painted: there may be ten thousand.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::{Bookmarks, Review, editing, marking, review};
use crate::app::geometry::Pane as Focus;
use crate::app::opening;
use crate::app::state::State;
use crate::bookmarks::{Bookmark, Id, State as Certainty};
use crate::protocol::{BookmarkRequest, Effect, Notice};
use crate::text::{Shown, folded};

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

    const fn next(self) -> Self {
        match self {
            Self::Document => Self::Label,
            Self::Label => Self::Date,
            Self::Date => Self::Document,
        }
    }
}

/// A row of the pane.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// The name of a group.
    Heading(Shown),
    /// A bookmark.
    Mark(Arc<Bookmark>),
}

impl Row {
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

/// The state of the pane.
#[derive(Clone, Debug, Default)]
pub struct Pane {
    /// Its rows, from top to bottom.
    pub rows: Vec<Row>,
    /// The selected row: a bookmark, if there is one.
    pub selected: usize,
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
    /// Where the focus was before.
    back: Option<Focus>,
}

impl Pane {
    /// The selected bookmark.
    pub fn current(&self) -> Option<&Arc<Bookmark>> {
        self.rows.get(self.selected)?.mark()
    }

    /// Moves the selection by bookmarks, stopping at both ends.
    pub fn step(&mut self, by: isize) {
        let marks: Vec<usize> = self.places().collect();
        let at = marks.partition_point(|row| *row < self.selected);
        let at = at.saturating_add_signed(by).min(marks.len().saturating_sub(1));
        self.selected = marks.get(at).copied().unwrap_or(0);
    }

    /// Selects the bookmark of that number, counted from 0.
    pub fn select(&mut self, number: usize) {
        let place = self.places().nth(number).or_else(|| self.places().last());
        self.selected = place.unwrap_or(0);
    }

    /// The first row shown in so many lines, so that the selected one is in sight.
    pub fn first(&self, lines: usize) -> usize {
        let (mut first, mut used) = (self.selected, 0);
        for (at, row) in self.rows.iter().enumerate().take(self.selected + 1).rev() {
            used += row.height();
            if used > lines {
                break;
            }
            first = at;
        }
        first
    }

    /// Lines of the pane that show rows: all but those where a passage is reviewed.
    pub const fn list_height(&self, height: u16) -> u16 {
        if self.review.is_some() { height - height / 2 } else { height }
    }

    /// The row shown in a line of the pane, of so many lines, both counted from 0.
    fn row_at(&self, line: usize, lines: usize) -> Option<usize> {
        if line >= lines {
            return None;
        }
        let mut end = 0;
        let mut shown = self.rows.iter().enumerate().skip(self.first(lines));
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

    fn places(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().enumerate().filter(|(_, row)| row.mark().is_some()).map(|(at, _)| at)
    }
}

/// Opens the pane and gives it the focus, or goes back to where the focus was.
pub fn toggle(state: &mut State) -> Vec<Effect> {
    if state.focus == Focus::Bookmarks {
        leave(state);
        return Vec::new();
    }
    show(state, false)
}

/// Opens the pane with the bookmarks to be reviewed, or shows all again.
pub fn toggle_review(state: &mut State) -> Vec<Effect> {
    let reviewing = state.focus == Focus::Bookmarks && state.bookmarks.pane.review.is_some();
    show(state, !reviewing)
}

fn show(state: &mut State, reviews: bool) -> Vec<Effect> {
    let pane = &mut state.bookmarks.pane;
    if state.focus != Focus::Bookmarks {
        pane.back = Some(state.focus);
        pane.only_here = state.focus != Focus::List && !state.bookmarks.here.is_empty();
        state.focus = Focus::Bookmarks;
    }
    let pane = &mut state.bookmarks.pane;
    pane.only_here &= !reviews;
    pane.review = reviews.then(Review::default);
    refresh(state);
    let mut effects = vec![Effect::Bookmarks(BookmarkRequest::Refresh)];
    effects.extend(look(state));
    effects
}

/// One step back: out of what is chosen, the filter, the review, the pane.
pub fn back(state: &mut State) {
    let pane = &mut state.bookmarks.pane;
    if !pane.chosen.is_empty() {
        pane.chosen.clear();
    } else if !pane.filter.is_empty() {
        pane.filter.clear();
        refresh(state);
    } else if pane.review.take().is_some() {
        refresh(state);
    } else {
        leave(state);
    }
}

fn leave(state: &mut State) {
    let back = state.bookmarks.pane.back.take();
    state.focus = back.filter(|_| state.reader.is_some()).unwrap_or(Focus::List);
}

/// Shows the bookmarks of the whole library, or of the open document only.
pub fn toggle_scope(state: &mut State) {
    state.bookmarks.pane.only_here = !state.bookmarks.pane.only_here;
    refresh(state);
}

/// Groups otherwise.
pub fn regroup(state: &mut State) {
    let pane = &mut state.bookmarks.pane;
    pane.grouping = pane.grouping.next();
    refresh(state);
}

/// Chooses the selected bookmark, or lets it go, and moves on.
pub fn choose(state: &mut State) {
    let pane = &mut state.bookmarks.pane;
    let Some(id) = pane.current().map(|mark| mark.id.clone()) else { return };
    if !pane.chosen.remove(&id) {
        pane.chosen.insert(id);
    }
    pane.step(1);
}

/// Removes the chosen bookmarks, or the selected one.
pub fn remove(state: &mut State) -> Vec<Effect> {
    let pane = &state.bookmarks.pane;
    let chosen = pane.chosen.iter().filter_map(|id| state.bookmarks.kept.get(id));
    let mut marks: Vec<_> = chosen.cloned().collect();
    if marks.is_empty() {
        marks.extend(pane.current().cloned());
    }
    state.bookmarks.pane.chosen.clear();
    marking::remove_all(state, marks)
}

/// The bookmark that a command is about: the selected one, or the one under the place on the page.
pub fn meant(state: &State) -> Option<Arc<Bookmark>> {
    if state.focus == Focus::Bookmarks {
        return state.bookmarks.pane.current().cloned();
    }
    state.bookmarks.kept.get(&marking::under(state)?.id).cloned()
}

/// The bookmarks that the pane shows, each once.
pub fn shown(state: &State) -> impl Iterator<Item = &Arc<Bookmark>> {
    let mut seen = BTreeSet::new();
    let marks = state.bookmarks.pane.rows.iter().filter_map(Row::mark);
    marks.filter(move |mark| seen.insert(&mark.id))
}

/// Goes to the passage of the selected bookmark, opening its document.
pub fn open(state: &mut State) -> Vec<Effect> {
    let mark = state.bookmarks.pane.current().cloned();
    mark.map_or_else(Vec::new, |mark| visit(state, &mark))
}

/// Goes to the passage of a bookmark, opening its document.
pub fn visit(state: &mut State, mark: &Bookmark) -> Vec<Effect> {
    let placed = state.bookmarks.here.iter().find(|placed| placed.id == mark.id).cloned();
    if let Some(placed) = placed.filter(|_| state.reader.is_some()) {
        state.focus = Focus::Page;
        state.settle();
        match placed.span {
            Some(span) => marking::land(state, span),
            None => state.tell(Notice::passing("The passage is no longer in this document.")),
        }
        return Vec::new();
    }
    let title = Shown::line(&mark.citation.title);
    let entry = opening::entry_of(state, &mark.anchor.document.path.0, &title);
    state.bookmarks.towards = Some(mark.id.clone());
    opening::enter(state, entry, Some(mark.anchor.offset))
}

/// A line of the pane was clicked: selects what it shows, and opens it if it was selected before.
pub fn click(state: &mut State, area: Rect, line: usize) -> Vec<Effect> {
    let pane = &mut state.bookmarks.pane;
    let lines = usize::from(pane.list_height(area.height));
    let row = pane
        .row_at(line, lines)
        .filter(|row| pane.rows.get(*row).is_some_and(|row| row.mark().is_some()));
    match row {
        Some(row) if row == pane.selected => open(state),
        Some(row) => {
            pane.selected = row;
            look(state)
        }
        None => Vec::new(),
    }
}

/// Looks at the selected passage, while passages are reviewed.
pub fn look(state: &mut State) -> Vec<Effect> {
    review::look(&mut state.bookmarks.pane)
}

/// Makes the rows anew; the selection stays on its bookmark, or near it.
pub fn refresh(state: &mut State) {
    if state.focus != Focus::Bookmarks {
        return;
    }
    let marks = &mut state.bookmarks;
    let rows = rows(marks);
    let pane = &mut marks.pane;
    let id = pane.current().map(|mark| mark.id.clone());
    pane.rows = rows;
    pane.chosen.retain(|id| marks.kept.contains_key(id));
    let again =
        pane.rows.iter().position(|row| row.mark().is_some_and(|m| Some(&m.id) == id.as_ref()));
    pane.selected = again.unwrap_or(pane.selected).min(pane.rows.len().saturating_sub(1));
    pane.step(0);
}

fn rows(marks: &Bookmarks) -> Vec<Row> {
    let pane = &marks.pane;
    let wanted: Vec<String> = pane.filter.split_whitespace().map(folded).collect();
    let here: BTreeSet<&Id> = marks.here.iter().map(|placed| &placed.id).collect();
    let is_shown = |mark: &&Arc<Bookmark>| {
        (!pane.only_here || here.contains(&mark.id))
            && (pane.review.is_none() || mark.needs_review())
            && has_words(mark, &wanted)
    };
    let shown = marks.kept.values().filter(is_shown);
    match pane.grouping {
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
    format!("{} — {}", mark.citation.title, Shown::path(name))
}

fn grouped<'a>(named: impl Iterator<Item = (String, &'a Arc<Bookmark>)>) -> Vec<Row> {
    let (mut rows, mut last) = (Vec::new(), None);
    for (name, mark) in named {
        if last.as_ref() != Some(&name) {
            rows.push(Row::Heading(Shown::line(&name)));
            last = Some(name);
        }
        rows.push(Row::Mark(Arc::clone(mark)));
    }
    rows
}

fn has_words(mark: &Bookmark, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let (title, state) = (&mark.citation.title, certainty(mark));
    let labels = mark.label();
    let words = folded(
        &[&mark.anchor.quote, &mark.note, &labels, title, marking::word(state)]
            .map(|s: &str| s)
            .join("\n"),
    );
    wanted.iter().all(|word| words.contains(word.as_str()))
}

/// How sure the place of a passage was when its document was last looked at.
pub fn certainty(mark: &Bookmark) -> Certainty {
    mark.state.unwrap_or(Certainty::Exact)
}

/// Asks what the bookmarks shown must have in them.
pub fn filter(state: &mut State) {
    editing::ask_filter(state);
}
