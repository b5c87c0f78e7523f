//! The pane of the search: opening and leaving it, asking as one types, taking the answers.

use std::path::PathBuf;

use super::{Answer, Row, kept, walk};
use crate::app::bookmarks::pane as bookmarks;
use crate::app::command::Command;
use crate::app::field::Field;
use crate::app::geometry::{self, Pane};
use crate::app::opening;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::state::{Over, State};
use crate::protocol::{Effect, Notice, SearchReport, SearchRequest, SearchResults};
use crate::query::{Ask, Query};

/// Documents asked for at first: more than a screen shows.
const FIRST: usize = 24;

/// Documents asked for at most: the best of those that have the words.
pub const MOST: usize = 1_536;

/// Rows from the end at which more documents are asked for.
const NEAR_THE_END: usize = 12;

/// Opens the pane with what was searched for last, or gives its field the keys.
pub fn open(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    if state.focus != Pane::Search {
        effects = opening::remember(state);
        state.across.search.back = Some(state.focus).filter(|pane| !pane.is_whole());
        state.focus = Pane::Search;
        effects.extend(again(state));
    }
    let words = state.across.search.words.clone();
    type_into(state, Field::with(&words));
    effects
}

/// Opens the pane with this search.
pub fn open_with(state: &mut State, words: &str) -> Vec<Effect> {
    let mut effects = open(state);
    effects.extend(typed(state, Field::with(words)));
    effects
}

/// Gives the keys to a field with these words.
pub fn type_into(state: &mut State, field: Field) {
    let prompt = Prompt { purpose: Purpose::Search, field, before: String::new(), row: 0 };
    state.over = Some(Over::Prompt(prompt));
}

/// Closes the pane: everything is as it was before.
pub fn leave(state: &mut State) -> Vec<Effect> {
    let search = &mut state.across.search;
    search.opens = false;
    let back = search.back.take();
    state.over = None;
    opening::go_back(state, back)
}

/// From the field to the results, or back.
pub fn switch(state: &mut State) -> Vec<Effect> {
    if state.over.take().is_none() {
        let words = state.across.search.words.clone();
        type_into(state, Field::with(&words));
    }
    Vec::new()
}

/// The words changed: they are searched for at once.
pub fn typed(state: &mut State, field: Field) -> Vec<Effect> {
    let search = &mut state.across.search;
    search.opens = false;
    let same = search.words == field.words();
    field.words().clone_into(&mut search.words);
    type_into(state, field);
    if same {
        return Vec::new();
    }
    let search = &mut state.across.search;
    search.query = Query::parse(&search.words);
    search.limit = FIRST;
    if search.query.is_empty() {
        search.ticket += 1;
        search.answer = Answer::None;
        let rows = if search.words.trim().is_empty() { search.kept.rows() } else { Vec::new() };
        search.listing.show(rows);
        return Vec::new();
    }
    ask(state)
}

/// Asks for the same again: the library may have changed, or more is wanted.
pub fn again(state: &mut State) -> Vec<Effect> {
    let search = &mut state.across.search;
    search.limit = search.limit.max(FIRST);
    if search.query.is_empty() {
        let rows = search.kept.rows();
        search.listing.show(rows);
        return Vec::new();
    }
    ask(state)
}

/// Asks for more documents when the end of those shown comes near.
pub fn more(state: &mut State) -> Vec<Effect> {
    let search = &mut state.across.search;
    let listing = &search.listing;
    let near = listing.selected + NEAR_THE_END >= listing.rows.len();
    let all = listing.found.documents.len() >= listing.found.total.min(MOST);
    if !near || all || search.answer != Answer::Here {
        return Vec::new();
    }
    search.limit = (search.limit * 2).min(MOST);
    ask(state)
}

/// The same, when a walk through the documents comes near the last that was asked for.
pub fn more_for_walk(state: &mut State) -> Vec<Effect> {
    let search = &mut state.across.search;
    let near = search.walk.as_ref().is_some_and(|walk| {
        walk.words == search.words.trim() && walk.at + NEAR_THE_END >= walk.stops.len()
    });
    let all = search.listing.found.documents.len() >= search.listing.found.total.min(MOST);
    if !near || all || search.answer != Answer::Here {
        return Vec::new();
    }
    search.limit = (search.limit * 2).min(MOST);
    ask(state)
}

fn ask(state: &mut State) -> Vec<Effect> {
    let about_reading = |query: &Query| query.terms().any(|t| matches!(t.ask, Ask::Unread(_)));
    let read: Vec<PathBuf> = match about_reading(&state.across.search.query) {
        true => state.catalogue.iter().filter(|e| !e.unread).map(|e| e.path.clone()).collect(),
        false => Vec::new(),
    };
    let marks = state.bookmarks.kept.values().cloned().collect();
    let search = &mut state.across.search;
    search.ticket += 1;
    search.answer = Answer::Waiting;
    let (ticket, query, limit) = (search.ticket, search.query.clone(), search.limit);
    vec![Effect::Search(SearchRequest { ticket, query, limit, read, marks })]
}

/// Something became of a search; answers to what is no longer asked are dropped.
pub fn told(state: &mut State, report: SearchReport) -> Vec<Effect> {
    let search = &mut state.across.search;
    let (ticket, answer, found) = match report {
        SearchReport::Saved(saved) => {
            super::saved(state, saved);
            return Vec::new();
        }
        SearchReport::Found { ticket, found } => (ticket, Answer::Here, *found),
        SearchReport::NoIndex { ticket } => (ticket, Answer::NoIndex, SearchResults::default()),
        SearchReport::Failed { ticket, why } => {
            (ticket, Answer::Failed(why), SearchResults::default())
        }
    };
    if ticket != search.ticket {
        return Vec::new();
    }
    search.answer = answer;
    let same = search.shown == search.words;
    search.shown.clone_from(&search.words);
    search.listing.take(found, same);
    walk::extended(state);
    let search = &mut state.across.search;
    let (opens, stale) = (std::mem::take(&mut search.opens), std::mem::take(&mut search.stale));
    match opens {
        true => enter(state),
        false if stale => ask(state),
        false => Vec::new(),
    }
}

/// The index has grown: the answer may be another.
pub fn indexed(state: &mut State) -> Vec<Effect> {
    let shown = state.focus == Pane::Search && !state.across.search.query.is_empty();
    let waiting = state.across.search.answer == Answer::Waiting;
    state.across.search.stale = shown && waiting;
    if shown && !waiting { ask(state) } else { Vec::new() }
}

/// Opens what is selected: a passage, a bookmark, or an earlier search.
pub fn enter(state: &mut State) -> Vec<Effect> {
    let search = &mut state.across.search;
    if search.answer == Answer::Waiting && search.shown != search.words {
        search.opens = true;
        return Vec::new();
    }
    let Some(row) = search.listing.current() else {
        if !search.query.is_empty() {
            state.tell(Notice::passing("Nothing was found that could be opened."));
        }
        return Vec::new();
    };
    if let Some(words) = search.kept.words_of(row).map(Field::with) {
        return typed(state, words);
    }
    let mut effects: Vec<Effect> = kept::used(search).into_iter().collect();
    if let Row::Mark(at) = row {
        let mark = search.listing.found.marks.get(at).map(|marked| marked.mark.clone());
        state.over = None;
        effects.extend(mark.into_iter().flat_map(|mark| bookmarks::visit(state, &mark)));
        return effects;
    }
    effects.extend(walk::begin(state));
    effects
}

/// Movements that lead from document to document.
pub fn step_document(state: &mut State, by: isize) -> Vec<Effect> {
    state.across.search.listing.step_document(by);
    more(state)
}

/// The pane was clicked: the field takes the keys; a row is selected, and opened if it was before.
pub fn click(state: &mut State, row: u16) -> Vec<Effect> {
    let Some((_, _, area)) = state.whole().map(geometry::search) else { return Vec::new() };
    let area = match state.across.search.words.trim().is_empty() {
        true => geometry::search_start(area, state.across.search.listing.rows.len()).1,
        false => area,
    };
    let Some(line) = row.checked_sub(area.y).map(usize::from) else {
        if state.over.is_none() {
            return switch(state);
        }
        return Vec::new();
    };
    let listing = &mut state.across.search.listing;
    match listing.row_at(line, area.width, area.height.into()) {
        Some(row) if row == listing.selected => enter(state),
        Some(row) => {
            listing.select(row);
            more(state)
        }
        None => Vec::new(),
    }
}

/// A command of this pane.
pub fn run(state: &mut State, command: Command) -> Vec<Effect> {
    match command {
        Command::SearchField => switch(state),
        Command::ForgetSearch => kept::forget(state),
        _ => {
            kept::ask_name(state);
            Vec::new()
        }
    }
}
