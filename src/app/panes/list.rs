//! The list of documents: its order, filter, selection and scroll position. The entries are the
//! catalogue's.

use ratatui::layout::Rect;

use super::list_columns::{self, Look};
use super::pane::{Click, Outcome, Pane, Scene};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::{Asks, Prompt};
use crate::app::base::rows::{Motion, Rows};
use crate::config::{ListColumn, ListSort};
use crate::library::{Arrangement, Catalogue, EntryId, Filter, Sieve, Sort};
use crate::protocol::FilterReport;
use crate::query::QueryProblem;
use crate::text::CleanText;

/// Rows of the pane from which an entry takes two lines or three.
const ROOMY: usize = 12;

/// Columns of the pane's content that are no words: edges, the sign, the line to the next pane.
const EDGES: u16 = 5;

/// Columns of a pane in which date, length, source and folder have room as a rule.
const DETAILS: u16 = 64;

/// The share of a long list that may have changed before it is ordered again: while a million
/// documents are found, ordering the list for every thousand would leave no time for keys.
const SHARE: usize = 32;

/// Rows up to which a list is ordered again at every change.
const SHORT: usize = 20_000;

/// How it stands with what the index is asked for the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TextsStatus {
    /// Nothing is asked, or the answer is there.
    #[default]
    Known,
    /// The index is looked into.
    Waiting,
    /// The index says nothing, for this reason.
    Unknown(CleanText),
}

/// The list.
#[derive(Clone, Debug)]
pub struct List {
    arrangement: Arrangement,
    selected: Option<EntryId>,
    rows: Rows,
    sought: Filter,
    /// The rows that have the words sought, in order: counted when the words or the rows change, not
    /// with every frame.
    sought_rows: Vec<u32>,
    /// How it stands with what the index is asked for the filter.
    texts: TextsStatus,
    /// True from the first movement on: until then the selection stays on the first row.
    pub touched: bool,
}

impl List {
    /// An empty list in an order.
    pub fn new(by: ListSort) -> Self {
        Self {
            arrangement: Arrangement::new(Sort { by, reversed: false }),
            selected: None,
            rows: Rows::default(),
            sought: Filter::default(),
            sought_rows: Vec::new(),
            texts: TextsStatus::default(),
            touched: false,
        }
    }

    /// The documents shown, in order.
    pub fn rows(&self) -> &[EntryId] {
        self.arrangement.ids()
    }

    /// The order.
    pub fn order(&self) -> ListSort {
        self.arrangement.sort().by
    }

    /// What the documents shown must have.
    pub fn filter_words(&self) -> &str {
        self.arrangement.filter()
    }

    /// True if part of the filter is not understood and so is not applied.
    pub fn filter_is_refused(&self) -> bool {
        !Filter::parse(self.filter_words()).problems().is_empty()
    }

    /// The selected document.
    pub fn selected(&self) -> Option<EntryId> {
        self.selected
    }

    /// The row of the selected document.
    pub fn selected_row(&self) -> usize {
        self.rows.selected()
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        self.rows.top()
    }

    /// Columns of a pane in which a title of so many cells stands on one line, and what is known of a
    /// document on the line below, beside the columns that are chosen.
    pub fn width_for(title: usize, columns: &[ListColumn]) -> u16 {
        let title = u16::try_from(title).unwrap_or(u16::MAX).saturating_add(EDGES + 1);
        title.max(DETAILS + list_columns::width(columns))
    }

    /// What columns share lines with in a pane with this content.
    pub fn look(content: Rect) -> Look {
        Look { room: Self::room(content), low: usize::from(content.height) < ROOMY }
    }

    /// Cells that words have in a pane with this content.
    pub const fn room(content: Rect) -> u16 {
        content.width.saturating_sub(EDGES)
    }

    /// Lines an entry takes in a pane with this content: its title has two where one would cut it, its
    /// bottom line one if `bottom_lines` are shown, and on a low screen nothing stands below.
    pub fn lines_of(
        id: EntryId,
        catalogue: &Catalogue,
        (content, bottom_lines): (Rect, bool),
    ) -> usize {
        let Look { room, low } = Self::look(content);
        if low {
            return 1;
        }
        let room = usize::from(room);
        let long = catalogue.title_width(id) > room;
        let told = bottom_lines.then(|| catalogue.bottom_line_width(id)).flatten();
        // With its sign before it.
        let told = told.map_or(0, |cells| 1 + usize::from(cells + 2 > room));
        2 + usize::from(long) + told
    }

    /// Lines that the entry of a row takes.
    fn lines_at(rows: &[EntryId], row: usize, catalogue: &Catalogue, look: (Rect, bool)) -> usize {
        rows.get(row).map_or(1, |id| Self::lines_of(*id, catalogue, look))
    }

    /// Rows on the screen, from the first on.
    fn rows_shown(&self, catalogue: &Catalogue, look: (Rect, bool)) -> usize {
        let mut left = usize::from(look.0.height);
        let below = self.rows().get(self.top()..).unwrap_or_default();
        let fits = |id: &&EntryId| {
            let lines = Self::lines_of(**id, catalogue, look);
            let fits = lines <= left;
            left = left.saturating_sub(lines);
            fits
        };
        below.iter().take_while(fits).count().max(1)
    }

    /// Takes in what is new in the catalogue; the selection stays on its document.
    pub fn absorb(&mut self, catalogue: &Catalogue) {
        self.arrangement.absorb(catalogue);
        self.reselect(catalogue);
    }

    /// Takes in what is new if it is much, or the list is short; the rest when nothing else happens.
    pub fn keep_up(&mut self, catalogue: &Catalogue) {
        let rows = self.rows().len();
        if rows <= SHORT || self.arrangement.behind(catalogue) > rows / SHARE {
            self.absorb(catalogue);
        }
    }

    /// True if something is new in the catalogue that is not taken in.
    pub fn is_behind(&self, catalogue: &Catalogue) -> bool {
        self.arrangement.behind(catalogue) > 0
    }

    /// Takes the read states as they are now, and orders and filters anew.
    pub fn refresh(&mut self, catalogue: &Catalogue) {
        self.arrangement.refresh(catalogue);
        self.reselect(catalogue);
    }

    /// Takes another order.
    pub fn set_order(&mut self, by: ListSort, catalogue: &Catalogue) {
        self.arrangement.set_sort(catalogue, Sort { by, reversed: false });
        self.reselect(catalogue);
    }

    /// Takes another filter.
    pub fn set_filter(&mut self, typed: &str, catalogue: &Catalogue) {
        self.arrangement.set_filter(catalogue, typed);
        self.reselect(catalogue);
    }

    /// How it stands with what the index is asked for the filter.
    pub fn texts(&self) -> &TextsStatus {
        &self.texts
    }

    /// The index answered the filter; what it says of an earlier one is dropped.
    pub fn answered(&mut self, report: FilterReport, catalogue: &Catalogue) -> Vec<Outcome> {
        if report.words != self.filter_words() {
            return Vec::new();
        }
        match report.answer {
            Ok(documents) => {
                self.texts = TextsStatus::Known;
                self.arrangement.answer(catalogue, &documents);
                self.reselect(catalogue);
                vec![Outcome::Preview]
            }
            Err(why) => {
                let words = why.to_string();
                self.texts = TextsStatus::Unknown(why);
                vec![Outcome::say(&words)]
            }
        }
    }

    /// Asks the index what the filter wants to know of it.
    fn ask_index(&mut self) -> Option<Outcome> {
        let questions = self.arrangement.questions();
        if questions.is_empty() {
            self.texts = TextsStatus::Known;
            return None;
        }
        self.texts = TextsStatus::Waiting;
        Some(Outcome::Filter(self.filter_words().to_owned(), questions.to_vec()))
    }

    /// Selects a row, or the last if there are fewer.
    pub fn select_row(&mut self, row: usize) {
        self.rows.set_len(self.rows().len());
        self.rows.select(row);
        self.selected = self.rows().get(self.rows.selected()).copied();
    }

    /// Selects a document; false if it is not shown.
    pub fn select(&mut self, id: EntryId) -> bool {
        let row = self.arrangement.row_of(id);
        if let Some(row) = row {
            self.touched = true;
            self.select_row(row);
        }
        row.is_some()
    }

    /// Moves the selection, stopping at both ends.
    pub fn step(&mut self, rows: isize) {
        self.touched = true;
        self.select_row(self.rows.selected().saturating_add_signed(rows));
    }

    /// The next unread document in a direction, round the ends, if any.
    pub fn unread(&self, catalogue: &Catalogue, forward: bool) -> Option<EntryId> {
        let row = match forward {
            true => self.arrangement.next_unread(catalogue, self.rows.selected()),
            false => self.arrangement.previous_unread(catalogue, self.rows.selected()),
        };
        row.and_then(|row| self.rows().get(row)).copied()
    }

    /// Selects the first row from the selected one on whose title, source or name has the words.
    pub fn seek(&mut self, words: &str, catalogue: &Catalogue) {
        self.sought = Filter::of_titles(words);
        self.count_sought(catalogue);
        self.seek_from(self.rows.selected(), 1, catalogue);
    }

    /// The next row with the words sought, round the ends. False if there is none.
    pub fn seek_next(&mut self, count: isize, catalogue: &Catalogue) -> bool {
        let from = self.rows.selected().cast_signed() + count.signum();
        let from = from.rem_euclid(self.rows().len().max(1).cast_signed());
        self.seek_from(from.unsigned_abs(), count.signum(), catalogue)
    }

    /// Which of the rows with the words sought is selected, counted from 1 (0 if none is), and how many
    /// there are.
    pub fn sought(&self) -> (usize, usize) {
        let selected = u32::try_from(self.rows.selected()).unwrap_or(u32::MAX);
        let at = self.sought_rows.binary_search(&selected).map_or(0, |at| at + 1);
        (at, self.sought_rows.len())
    }

    /// Keeps the selected row in sight in a pane with this content, bottom lines shown or not.
    pub fn keep_in_sight(&mut self, look: (Rect, bool), catalogue: &Catalogue) {
        let ids = self.arrangement.ids();
        let lines = |row| Self::lines_at(ids, row, catalogue, look);
        self.rows.keep_lines_in_sight(look.0.height.into(), lines);
    }

    /// Moves the selection as a command asks, with `page` rows on the screen. False if it asks for no
    /// movement.
    fn go(&mut self, request: Request, page: usize) -> bool {
        let motion = Motion::of(request, page, self.rows().len());
        match motion {
            Some(Motion::By(rows)) => self.step(rows),
            Some(Motion::To(row)) => {
                self.touched = true;
                self.select_row(row);
            }
            None => return false,
        }
        true
    }

    fn filter_by(&mut self, words: &str, scene: &Scene<'_>) -> Vec<Outcome> {
        self.set_filter(words, scene.catalogue);
        self.ask_index().into_iter().chain([Outcome::Preview]).collect()
    }

    fn next_sought(&mut self, count: isize, catalogue: &Catalogue) -> Vec<Outcome> {
        let found = self.seek_next(count, catalogue);
        let none = (!found).then(|| Outcome::say("No document in the list matches."));
        none.into_iter().chain([Outcome::Preview]).collect()
    }

    fn seek_from(&mut self, from: usize, step: isize, catalogue: &Catalogue) -> bool {
        let length = self.rows().len();
        let rows = (0..length).map(|away| {
            let away = away.cast_signed() * step;
            (from.cast_signed() + away).rem_euclid(length.cast_signed()).unsigned_abs()
        });
        let sieve = Sieve::of_few(catalogue, &self.sought);
        let has = |row: &usize| self.rows().get(*row).is_some_and(|id| sieve.passes(*id));
        let found = rows.into_iter().find(has).filter(|_| !self.sought.is_empty());
        if let Some(row) = found {
            self.touched = true;
            self.select_row(row);
        }
        found.is_some()
    }

    /// Notes which rows have the words sought.
    fn count_sought(&mut self, catalogue: &Catalogue) {
        self.sought_rows = match self.sought.is_empty() {
            true => Vec::new(),
            false => {
                let sieve = Sieve::of_all(catalogue, &self.sought);
                let rows = (0_u32..).zip(self.rows());
                rows.filter(|(_, id)| sieve.passes(**id)).map(|(row, _)| row).collect()
            }
        };
    }

    /// The rows are others: the selection stays on its document.
    fn reselect(&mut self, catalogue: &Catalogue) {
        self.count_sought(catalogue);
        let row = self.selected.filter(|_| self.touched);
        let row = row.and_then(|id| self.arrangement.row_of(id));
        self.select_row(row.unwrap_or(if self.touched { self.rows.selected() } else { 0 }));
    }
}

impl Pane for List {
    fn context(&self) -> Context {
        Context::List
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Filter, Help, NextHit, Open, Search, Sort, ToggleRead};
        match (self.filter_words().is_empty(), self.sought_rows.is_empty()) {
            (false, _) => &[
                (Open, "open"),
                (Back, "all again"),
                (Filter, "filter"),
                (Search, "search"),
                (Help, "help"),
                (Sort, "order"),
            ],
            (true, false) => &[
                (Open, "open"),
                (NextHit, "next match"),
                (Filter, "filter"),
                (Search, "search"),
                (Help, "help"),
                (Sort, "order"),
            ],
            (true, true) => &[
                (Open, "open"),
                (Filter, "filter"),
                (Search, "search"),
                (Sort, "order"),
                (Help, "help"),
                (ToggleRead, "read or not"),
            ],
        }
    }

    fn scope(&self, _: &Scene<'_>) -> Option<String> {
        Some(self.filter_words().to_owned())
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        let times = request.times();
        match request.command {
            Command::Open => {
                return Some(
                    self.selected().map(|entry| Outcome::Read(entry, None)).into_iter().collect(),
                );
            }
            Command::NextHit => return Some(self.next_sought(times, scene.catalogue)),
            Command::PreviousHit => return Some(self.next_sought(-times, scene.catalogue)),
            _ => {}
        }
        let page = self.rows_shown(
            scene.catalogue,
            (scene.content(PaneId::List), scene.settings.bottom_lines),
        );
        self.go(request, page).then(|| vec![Outcome::Preview])
    }

    fn back(&mut self, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        if self.filter_words().is_empty() {
            return None;
        }
        Some(self.filter_by("", scene))
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        self.step(lines);
        vec![Outcome::Preview]
    }

    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some(line) = click.line() else { return Vec::new() };
        let look = (click.area, scene.settings.bottom_lines);
        let mut below = 0;
        let ends = (self.top()..self.rows().len()).find(|row| {
            below += Self::lines_at(self.rows(), *row, scene.catalogue, look);
            below > line
        });
        let row = ends.unwrap_or(usize::MAX);
        let focus = Outcome::Focus(PaneId::List);
        match self.rows().get(row).copied() {
            Some(entry) if self.selected() == Some(entry) && self.touched => {
                vec![focus, Outcome::Read(entry, None)]
            }
            Some(entry) => {
                self.select(entry);
                vec![focus, Outcome::Preview]
            }
            None => vec![focus],
        }
    }

    fn ask(&mut self, command: Command) -> Option<Prompt> {
        let row = self.selected_row();
        match command {
            Command::Find => Some(Prompt::find(PaneId::List, row)),
            _ => Some(Prompt::filter(PaneId::List, " filter: ", self.filter_words(), row)),
        }
    }

    fn filter(&mut self, words: &str, scene: &Scene<'_>) -> Vec<Outcome> {
        self.filter_by(words, scene)
    }

    fn find(&mut self, words: &str, scene: &Scene<'_>) -> Vec<Outcome> {
        self.seek(words, scene.catalogue);
        vec![Outcome::Preview]
    }

    fn forget(&mut self, prompt: &Prompt, scene: &Scene<'_>) -> Vec<Outcome> {
        let mut asked = None;
        match prompt.asks {
            Asks::Find => self.seek("", scene.catalogue),
            _ => {
                self.set_filter(&prompt.before, scene.catalogue);
                asked = self.ask_index();
            }
        }
        self.select_row(prompt.row);
        asked.into_iter().chain([Outcome::Preview]).collect()
    }

    fn faults(&self, asks: &Asks, words: &str) -> Vec<QueryProblem> {
        let filter = match asks {
            Asks::Filter => Filter::parse(words),
            Asks::Find => Filter::of_titles(words),
            _ => return Vec::new(),
        };
        filter.problems().to_vec()
    }

    fn indexed(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        self.ask_index().into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::library::Entry;

    fn entries(numbers: std::ops::Range<usize>) -> impl Iterator<Item = Entry> {
        numbers
            .map(|number| Entry::waiting(PathBuf::from(number.to_string()), CleanText::default()))
    }

    #[test]
    fn a_long_list_is_not_ordered_again_for_a_few() {
        let mut catalogue = Catalogue::default();
        let mut list = List::new(ListSort::Title);
        catalogue.put(entries(0..SHORT + 1));
        list.keep_up(&catalogue);
        assert_eq!((list.rows().len(), list.is_behind(&catalogue)), (SHORT + 1, false));
        catalogue.put(entries(SHORT + 1..SHORT + 11));
        list.keep_up(&catalogue);
        assert_eq!((list.rows().len(), list.is_behind(&catalogue)), (SHORT + 1, true));
        catalogue.put(entries(SHORT + 11..SHORT + SHORT / SHARE + 3));
        list.keep_up(&catalogue);
        assert_eq!(list.rows().len(), SHORT + SHORT / SHARE + 3);
        catalogue.remove(&list.rows()[..1]);
        list.absorb(&catalogue);
        assert!(!list.is_behind(&catalogue));
    }
}
