//! The list of documents: its order, filter, selection and scroll position. The entries are the
//! catalogue's.

mod seeking;

use ratatui::layout::Rect;

use super::list_columns::{self, Look};
use super::pane::{Click, Outcome, Pane, Scene};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::{Asks, Prompt};
use crate::app::base::rows::{Motion, Rows};
use crate::config::{ListColumn, ListSort};
use crate::library::{Arrangement, Catalogue, EntryId, Filter, Sort};
use crate::protocol::{ArrangeReport, ArrangeRequest, FilterAnswer, FilterReport};
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

/// Documents up to which the list is put in order at once, which takes less than a frame. The rows of a
/// longer one are found out on another thread.
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
    /// How it stands with what the index is asked for the filter.
    texts: TextsStatus,
    /// Why other rows have to be asked for, if they have to.
    due: Option<Due>,
    /// The number of the request for rows that is under way, and why it was made.
    asked: Option<(u64, Due)>,
    /// How many requests there were.
    requests: u64,
    /// True if the last one was not done: nothing is asked again before something else happens.
    failed: bool,
    /// What is selected when the rows come, unless the selection stays on its document.
    then: Option<Then>,
    /// Documents up to which the list is put in order at once.
    short: usize,
    /// True from the first movement on: until then the selection stays on the first row.
    pub touched: bool,
}

/// Why the rows have to be others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// Documents came, changed or went.
    News,
    /// The user wants others.
    Wanted,
}

/// What is selected when the rows come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    Row(usize),
    Document(EntryId),
    /// The first row with what is looked for, so many rows away from the selected one, down or up.
    Sought {
        away: isize,
        down: bool,
    },
}

impl List {
    /// An empty list in an order.
    pub fn new(by: ListSort) -> Self {
        Self {
            arrangement: Arrangement::new(Sort { by, reversed: false }),
            selected: None,
            rows: Rows::default(),
            texts: TextsStatus::default(),
            due: None,
            asked: None,
            requests: 0,
            failed: false,
            then: None,
            short: SHORT,
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
        self.arrange(Due::News, catalogue);
    }

    /// Takes in what is new if it is much, or the list is short; the rest when nothing else happens.
    pub fn keep_up(&mut self, catalogue: &Catalogue) {
        let rows = self.rows().len();
        if rows <= self.short || self.arrangement.behind(catalogue) > rows / SHARE {
            self.absorb(catalogue);
        }
    }

    /// True if something is new in the catalogue that is not taken in, nor about to be.
    pub fn is_behind(&self, catalogue: &Catalogue) -> bool {
        self.asked.is_none() && !self.failed && self.arrangement.behind(catalogue) > 0
    }

    /// True while the rows are those of an earlier filter, order or search.
    pub fn awaits_wanted(&self) -> bool {
        self.due == Some(Due::Wanted) || self.asked.is_some_and(|(_, due)| due == Due::Wanted)
    }

    /// True while rows are being found out.
    pub fn awaits_rows(&self) -> bool {
        self.due.is_some() || self.asked.is_some()
    }

    /// Takes the read states as they are now, and orders and filters anew.
    pub fn refresh(&mut self, catalogue: &Catalogue) {
        self.arrangement.refresh(catalogue);
        self.arrange(Due::Wanted, catalogue);
    }

    /// Takes another order.
    pub fn set_order(&mut self, by: ListSort, catalogue: &Catalogue) {
        self.arrangement.set_sort(catalogue, Sort { by, reversed: false });
        self.arrange(Due::Wanted, catalogue);
    }

    /// Takes another filter.
    pub fn set_filter(&mut self, typed: &str, catalogue: &Catalogue) {
        self.arrangement.set_filter(typed);
        self.arrange(Due::Wanted, catalogue);
    }

    /// Puts a short list in order; the rows of a long one are asked for.
    fn arrange(&mut self, due: Due, catalogue: &Catalogue) {
        self.failed = false;
        if catalogue.len() > self.short {
            self.due = self.due.filter(|before| *before == Due::Wanted).or(Some(due));
            return;
        }
        (self.due, self.asked) = (None, None);
        self.arrangement.arrange(catalogue);
        self.reselect();
    }

    /// The rows to be asked for, if there have to be others. What the user wants calls off what is under
    /// way; documents that came do not, else none would be shown as long as more come.
    pub fn request(&mut self, catalogue: &Catalogue) -> Option<ArrangeRequest> {
        let due = self.due.filter(|due| *due == Due::Wanted || self.asked.is_none())?;
        // Wanted rows that did not come are asked for again.
        let wanted = self.awaits_wanted();
        self.requests += 1;
        self.asked = Some((self.requests, if wanted { Due::Wanted } else { due }));
        self.due = None;
        let spec = self.arrangement.spec().clone();
        Some(ArrangeRequest { number: self.requests, catalogue: catalogue.view(), spec })
    }

    /// The rows asked for came; those of an earlier request are dropped.
    pub fn arranged(&mut self, report: ArrangeReport) -> Vec<Outcome> {
        let Some((_, due)) = self.asked.take_if(|(number, _)| *number == report.number) else {
            return Vec::new();
        };
        match report.rows {
            Ok(rows) => {
                let selected = self.selected;
                self.arrangement.take(rows);
                self.reselect();
                // Documents that came change nothing of what is read.
                let another = self.touched && self.selected != selected && due == Due::Wanted;
                another.then_some(Outcome::Preview).into_iter().collect()
            }
            Err(why) => {
                self.failed = true;
                vec![Outcome::say(&why)]
            }
        }
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
            Ok(FilterAnswer { question, documents, first, last }) => {
                if first {
                    self.arrangement.begin_answer();
                }
                self.arrangement.hear(catalogue, question, &documents);
                if !last {
                    return Vec::new();
                }
                self.texts = TextsStatus::Known;
                self.arrangement.end_answer();
                self.arrange(Due::Wanted, catalogue);
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
    fn select_row(&mut self, row: usize) {
        self.rows.set_len(self.rows().len());
        self.rows.select(row);
        self.selected = self.rows().get(self.rows.selected()).copied();
    }

    /// Selects a document, as soon as its row is known; false if it is not shown.
    pub fn select(&mut self, id: EntryId) -> bool {
        let row = self.arrangement.rows().row_of(id);
        self.then = None;
        if let Some(row) = row {
            self.touched = true;
            self.select_row(row);
        } else if self.awaits_rows() {
            self.then = Some(Then::Document(id));
        }
        row.is_some()
    }

    /// Moves the selection, stopping at both ends.
    pub fn step(&mut self, rows: isize) {
        self.go_to(self.rows.selected().saturating_add_signed(rows));
    }

    /// Selects a row because the user wants it.
    fn go_to(&mut self, row: usize) {
        (self.touched, self.then) = (true, None);
        self.select_row(row);
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
            Some(Motion::To(row)) => self.go_to(row),
            None => return false,
        }
        true
    }

    fn filter_by(&mut self, words: &str, scene: &Scene<'_>) -> Vec<Outcome> {
        self.set_filter(words, scene.catalogue);
        self.ask_index().into_iter().chain([Outcome::Preview]).collect()
    }

    /// The rows are others: the selection stays on its document, unless another one was to be selected.
    fn reselect(&mut self) {
        let stays = self.selected.filter(|_| self.touched);
        let stays = stays.and_then(|id| self.arrangement.rows().row_of(id));
        self.select_row(stays.unwrap_or(if self.touched { self.rows.selected() } else { 0 }));
        match self.then.take() {
            Some(Then::Row(row)) => self.select_row(row),
            Some(Then::Document(id)) => drop(self.select(id)),
            Some(Then::Sought { away, down }) => {
                let row = self.sought_from(away, down);
                row.into_iter().for_each(|row| self.go_to(row));
            }
            None => {}
        }
    }
}

impl Pane for List {
    fn context(&self) -> Context {
        Context::List
    }

    fn hints(&self, _: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Filter, Help, NextHit, Open, Search, Sort, ToggleRead};
        match (self.filter_words().is_empty(), self.arrangement.rows().sought().is_empty()) {
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
            Command::NextHit => return Some(self.next_sought(times)),
            Command::PreviousHit => return Some(self.next_sought(-times)),
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
            Asks::Find => self.arrangement.seek(""),
            _ => {
                self.arrangement.set_filter(&prompt.before);
                asked = self.ask_index();
            }
        }
        self.then = Some(Then::Row(prompt.row));
        self.arrange(Due::Wanted, scene.catalogue);
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
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use proptest::prelude::*;

    use super::*;
    use crate::library::{Entry, RowOrder};

    fn entries(numbers: std::ops::Range<usize>) -> impl Iterator<Item = Entry> {
        numbers
            .map(|number| Entry::waiting(PathBuf::from(number.to_string()), CleanText::default()))
    }

    /// The list is short from the first document on, or never.
    fn list(short: bool) -> List {
        List { short: if short { usize::MAX } else { 0 }, ..List::new(ListSort::Title) }
    }

    /// What the thread says of a request.
    fn answered(request: &ArrangeRequest) -> ArrangeReport {
        let going = AtomicBool::new(false);
        let rows = RowOrder::default().rows(&request.catalogue, &request.spec, &going);
        ArrangeReport { number: request.number, rows: Ok(Arc::new(rows.unwrap())) }
    }

    fn names(list: &List, catalogue: &Catalogue) -> Vec<String> {
        let entries = list.rows().iter().filter_map(|id| catalogue.get(*id));
        entries.map(|entry| entry.name.to_string()).collect()
    }

    #[test]
    fn the_rows_of_a_long_list_stay_until_others_come_and_the_selection_keeps_its_document() {
        let mut catalogue = Catalogue::default();
        let mut list = list(false);
        catalogue.put(entries(0..30));
        list.absorb(&catalogue);
        assert!(list.rows().is_empty() && list.awaits_rows() && !list.awaits_wanted());
        let request = list.request(&catalogue).unwrap();
        assert!(list.request(&catalogue).is_none() && !list.is_behind(&catalogue));
        list.arranged(answered(&request));
        assert_eq!((list.rows().len(), list.awaits_rows()), (30, false));
        list.go_to(12);
        list.set_filter("2", &catalogue);
        assert_eq!((list.filter_words(), list.rows().len()), ("2", 30));
        assert!(list.awaits_wanted());
        let request = list.request(&catalogue).unwrap();
        list.arranged(answered(&request));
        assert_eq!(names(&list, &catalogue)[..3], ["2", "12", "20"]);
        assert_eq!((list.selected_row(), list.awaits_wanted()), (1, false));
    }

    #[test]
    fn rows_of_an_earlier_request_are_dropped_and_news_do_not_call_off_what_is_under_way() {
        let mut catalogue = Catalogue::default();
        let mut list = list(false);
        catalogue.put(entries(0..30));
        list.set_filter("1", &catalogue);
        let first = list.request(&catalogue).unwrap();
        catalogue.put(entries(30..40));
        list.absorb(&catalogue);
        assert!(list.request(&catalogue).is_none(), "one is under way");
        list.set_filter("12", &catalogue);
        let second = list.request(&catalogue).unwrap();
        list.arranged(answered(&first));
        assert!(list.rows().is_empty(), "those of the first filter");
        list.arranged(answered(&second));
        assert_eq!(names(&list, &catalogue), ["12"]);
        list.arranged(answered(&second));
        assert!(list.request(&catalogue).is_none());
    }

    #[test]
    fn what_is_to_be_selected_is_selected_when_the_rows_come() {
        let mut catalogue = Catalogue::default();
        let mut list = list(false);
        let ids = catalogue.put(entries(0..30));
        list.absorb(&catalogue);
        assert!(!list.select(ids[7]));
        let request = list.request(&catalogue).unwrap();
        list.arranged(answered(&request));
        assert_eq!(list.selected(), Some(ids[7]));
        list.seek("2", &catalogue);
        assert!(list.seek_next(1), "it is not known yet");
        let request = list.request(&catalogue).unwrap();
        list.arranged(answered(&request));
        assert_eq!((list.selected(), list.sought()), (Some(ids[12]), (2, 12)));
        assert!(list.seek_next(-1));
        assert_eq!(list.selected(), Some(ids[2]));
        assert!(list.seek_next(-1));
        assert_eq!(list.selected(), Some(ids[29]), "round the end");
    }

    #[test]
    fn rows_that_do_not_come_are_told_and_the_next_are_asked_for() {
        let mut catalogue = Catalogue::default();
        let mut list = list(false);
        catalogue.put(entries(0..3));
        list.absorb(&catalogue);
        let number = list.request(&catalogue).unwrap().number;
        let told = list.arranged(ArrangeReport { number, rows: Err("No thread.".into()) });
        assert!(matches!(told.as_slice(), [Outcome::Notify(_)]), "{told:?}");
        assert!(!list.is_behind(&catalogue) && !list.awaits_rows(), "not over and over");
        list.absorb(&catalogue);
        assert!(list.request(&catalogue).is_some());
    }

    proptest! {
        #[test]
        fn a_long_list_comes_to_the_rows_of_a_short_one(
            steps in prop::collection::vec((0..6_u8, 0..40_usize), 1..60))
        {
            let mut catalogue = Catalogue::default();
            let mut lists = [list(true), list(false)];
            let mut under_way: Option<ArrangeRequest> = None;
            for (what, number) in steps {
                match what {
                    0 => drop(catalogue.put(entries(number..number + 3))),
                    1 => {
                        let gone: Vec<EntryId> = catalogue.ids().skip(number).take(1).collect();
                        catalogue.remove(&gone);
                    }
                    _ => {}
                }
                for list in &mut lists {
                    match what {
                        0 | 1 => list.absorb(&catalogue),
                        2 => list.set_filter(["", "1", "2"][number % 3], &catalogue),
                        3 => list.set_order(ListSort::ALL[number % 5], &catalogue),
                        4 => list.seek(["", "1", "3"][number % 3], &catalogue),
                        _ => list.step(number.cast_signed() - 20),
                    }
                }
                under_way = lists[1].request(&catalogue).or(under_way);
                // The thread is slower than keys are.
                if number % 4 == 0 && let Some(request) = under_way.take() {
                    lists[1].arranged(answered(&request));
                }
            }
            for request in under_way.iter() {
                lists[1].arranged(answered(request));
            }
            while let Some(request) = lists[1].request(&catalogue) {
                lists[1].arranged(answered(&request));
            }
            let [short, long] = lists;
            prop_assert_eq!(short.rows(), long.rows());
            prop_assert_eq!(short.sought().1, long.sought().1);
            prop_assert!(!long.awaits_rows());
        }
    }

    #[test]
    fn a_long_list_is_not_ordered_again_for_a_few() {
        let keep_up = |list: &mut List, catalogue: &Catalogue| {
            list.keep_up(catalogue);
            let request = list.request(catalogue);
            request.iter().for_each(|request| drop(list.arranged(answered(request))));
        };
        let mut catalogue = Catalogue::default();
        let mut list = List::new(ListSort::Title);
        catalogue.put(entries(0..SHORT + 1));
        keep_up(&mut list, &catalogue);
        assert_eq!((list.rows().len(), list.is_behind(&catalogue)), (SHORT + 1, false));
        catalogue.put(entries(SHORT + 1..SHORT + 11));
        keep_up(&mut list, &catalogue);
        assert_eq!((list.rows().len(), list.is_behind(&catalogue)), (SHORT + 1, true));
        catalogue.put(entries(SHORT + 11..SHORT + SHORT / SHARE + 3));
        keep_up(&mut list, &catalogue);
        assert_eq!(list.rows().len(), SHORT + SHORT / SHARE + 3);
        catalogue.remove(&list.rows()[..1]);
        list.absorb(&catalogue);
        assert!(list.request(&catalogue).is_some() && !list.is_behind(&catalogue));
    }
}
