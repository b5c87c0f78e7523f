//! The pane of the search: asking as one types, taking the answers, opening what was found.

use std::sync::Arc;

use super::{Search, SearchStatus};
use crate::app::base::command::Command;
use crate::app::base::field::Field;
use crate::app::base::geometry;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::panes::listing::ResultRow;
use crate::app::panes::pane::{Click, Outcome, Pane, Scene};
use crate::app::panes::passage_ref::PassageRef;
use crate::protocol::{Highlight, SearchReport, SearchResults};
use crate::query::{PassageMatcher, Query};

/// Documents asked for at first: more than a screen shows.
const FIRST: usize = 24;

/// Documents asked for at most: the best of those that have the words.
pub const MOST: usize = 1_536;

/// Rows from the end at which more documents are asked for.
const NEAR_THE_END: usize = 12;

/// Lines of the screen that are no rows of the results; a row takes about two.
const OTHER_LINES: usize = 4;

impl Search {
    /// Gives the keys to the field.
    pub fn type_on(&self) -> Outcome {
        Outcome::Ask(Prompt::search(Field::with_default(&self.words)))
    }

    /// The words changed: they are searched for at once.
    pub fn typed(&mut self, field: Field) -> Vec<Outcome> {
        self.opens = false;
        let same = self.words == field.words();
        field.words().clone_into(&mut self.words);
        let mut outcomes = vec![Outcome::Ask(Prompt::search(field))];
        if same {
            return outcomes;
        }
        let query = Query::parse(&self.words);
        self.query = if self.exact { query.by_letters() } else { query };
        self.limit = FIRST;
        if self.query.is_empty() {
            self.ticket += 1;
            self.answer = SearchStatus::None;
            let rows = if self.words.trim().is_empty() { self.kept.rows() } else { Vec::new() };
            self.listing.show(rows);
        } else {
            outcomes.push(self.ask());
        }
        outcomes
    }

    /// Asks for the same again: the library may have changed.
    fn again(&mut self) -> Option<Outcome> {
        self.limit = self.limit.max(FIRST);
        if self.query.is_empty() {
            let rows = self.kept.rows();
            self.listing.show(rows);
            return None;
        }
        Some(self.ask())
    }

    /// Asks for more documents when the end of those shown comes near.
    pub fn more(&mut self) -> Vec<Outcome> {
        let near = self.listing.rows.selected() + NEAR_THE_END >= self.listing.rows.len();
        self.more_if(near)
    }

    /// The same, when a tour of the documents comes near the last that was asked for.
    pub fn more_for_tour(&mut self) -> Vec<Outcome> {
        let near = self.tour.as_ref().is_some_and(|tour| {
            tour.words == self.words.trim() && tour.at + NEAR_THE_END >= tour.stops.len()
        });
        self.more_if(near)
    }

    fn more_if(&mut self, near: bool) -> Vec<Outcome> {
        let found = &self.listing.found;
        let all = found.documents.len() >= found.total.min(MOST);
        if !near || all || self.answer != SearchStatus::Here {
            return Vec::new();
        }
        self.limit = (self.limit * 2).min(MOST);
        vec![self.ask()]
    }

    fn ask(&mut self) -> Outcome {
        self.ticket += 1;
        self.answer = SearchStatus::Waiting;
        Outcome::Search(self.ticket, self.query.clone(), self.limit)
    }

    /// Something became of a search; answers to what is no longer asked are dropped.
    pub fn report(&mut self, report: SearchReport) -> Vec<Outcome> {
        let (ticket, answer, found) = match report {
            SearchReport::Saved(saved) => return self.saved(saved),
            SearchReport::Found { ticket, found } => (ticket, SearchStatus::Here, *found),
            SearchReport::NoIndex { ticket } => {
                (ticket, SearchStatus::NoIndex, SearchResults::default())
            }
            SearchReport::Failed { ticket, why } => {
                (ticket, SearchStatus::Failed(why), SearchResults::default())
            }
        };
        if ticket != self.ticket {
            return Vec::new();
        }
        self.answer = answer;
        let same = self.shown == self.words;
        self.shown.clone_from(&self.words);
        self.listing.take(found, same);
        if let Some(tour) = &mut self.tour {
            tour.extend(self.words.trim(), &self.listing);
        }
        let (opens, stale) = (std::mem::take(&mut self.opens), std::mem::take(&mut self.stale));
        match opens {
            true => self.open(),
            false if stale => vec![self.ask()],
            false => Vec::new(),
        }
    }

    /// Opens what is selected: a passage, a bookmark, or an earlier search.
    pub fn open(&mut self) -> Vec<Outcome> {
        if self.answer == SearchStatus::Waiting && self.shown != self.words {
            self.opens = true;
            return Vec::new();
        }
        let Some(row) = self.listing.current() else {
            let says = || Outcome::say("Nothing was found that could be opened.");
            return vec![says()];
        };
        if let Some(words) = self.kept.words_of(row).map(Field::with) {
            return self.typed(words);
        }
        let mut outcomes: Vec<Outcome> = self.used().into_iter().collect();
        if let ResultRow::Mark(at) = row {
            let mark = self.listing.found.marks.get(at).map(|marked| Arc::clone(&marked.mark));
            outcomes.push(Outcome::Unask);
            outcomes.extend(mark.map(Outcome::Visit));
            return outcomes;
        }
        let highlight = Highlight::Asked(Arc::new(PassageMatcher::new(&self.query)));
        outcomes.extend(Outcome::tour(self.words.trim(), highlight, &self.listing));
        outcomes
    }
}

impl Pane for Search {
    fn context(&self) -> Context {
        Context::Search
    }

    fn hints(&self, typing: bool) -> &'static [(Command, &'static str)] {
        use Command::{Back, Help, Open, SaveSearch, SearchField};
        match typing {
            true => &[
                (Open, "go there"),
                (SearchField, "results"),
                (SaveSearch, "save"),
                (Back, "close"),
            ],
            false => &[
                (Open, "go there"),
                (SearchField, "change"),
                (SaveSearch, "save"),
                (Back, "close"),
                (Help, "help"),
            ],
        }
    }

    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        let times = request.times();
        match request.command {
            Command::Open => return Some(self.open()),
            Command::Search | Command::SearchField => return Some(vec![self.type_on()]),
            Command::SaveSearch => return Some(vec![self.ask_name(scene)]),
            Command::ForgetSearch => return Some(vec![self.forget_saved()]),
            Command::NextDocument => self.listing.step_document(times),
            Command::PreviousDocument => self.listing.step_document(-times),
            _ if self.listing.run(request, scene.page_of_rows(OTHER_LINES) / 2) => {}
            _ => return None,
        }
        Some(self.more())
    }

    fn wheel(&mut self, lines: isize, _: &Scene<'_>) -> Vec<Outcome> {
        self.listing.step(lines.signum());
        self.more()
    }

    /// The field takes the keys; a row is selected, and opened if it was before.
    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome> {
        let area = scene.area(PaneId::Search);
        let (_, _, area) = geometry::search(area);
        let area = match self.words.trim().is_empty() {
            true => geometry::search_start(area, self.listing.rows.len()).1,
            false => area,
        };
        let Some(line) = click.row.checked_sub(area.y) else {
            return if scene.typing { Vec::new() } else { vec![self.type_on()] };
        };
        match self.listing.row_at(line.into(), area.width, area.height.into()) {
            Some(row) if row == self.listing.rows.selected() => self.open(),
            Some(row) => {
                self.listing.select(row);
                self.more()
            }
            None => Vec::new(),
        }
    }

    fn scope(&self, _: &Scene<'_>) -> Option<String> {
        Some(self.words.trim().to_owned())
    }

    fn shown(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        let again = self.again();
        again.into_iter().chain([self.type_on()]).collect()
    }

    fn closed(&mut self) {
        self.opens = false;
    }

    fn passage(&self, _: &Scene<'_>) -> Option<PassageRef> {
        self.listing.passage_ref()
    }

    fn touched(&mut self) {
        self.listing.touch();
    }

    fn indexed(&mut self, _: &Scene<'_>) -> Vec<Outcome> {
        if self.query.is_empty() {
            return Vec::new();
        }
        self.stale = self.answer == SearchStatus::Waiting;
        if self.stale { Vec::new() } else { vec![self.ask()] }
    }
}
