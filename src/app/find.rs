//! Finding in a pane and filtering the list: what is typed takes effect at once.

use super::across::{ranges, things};
use super::bookmarks::editing;
use super::field::Field;
use super::geometry::Pane;
use super::prompt::{Prompt, Purpose};
use super::state::{Over, State};
use super::{opening, reports, search, selecting};
use crate::protocol::{Effect, Notice};

/// Asks for words to find in the pane with the focus.
pub fn open(state: &mut State) {
    match state.focus {
        Pane::Bookmarks => return editing::ask_filter(state),
        Pane::Things => return things::ask_filter(state),
        Pane::Ranges => return ranges::ask_filter(state),
        _ => {}
    }
    if state.focus == Pane::Side && state.panes.outline.is_none() {
        return open_facts_filter(state);
    }
    if state.focus == Pane::Side {
        state.focus = Pane::Page;
    }
    if let Some(reader) = &mut state.reader {
        reader.find = None;
    }
    let row = state.list.selected_row();
    ask(
        state,
        Prompt { purpose: Purpose::Find, field: Field::default(), before: String::new(), row },
    );
}

/// Asks for words the facts shown must have.
fn open_facts_filter(state: &mut State) {
    let before = state.panes.facts.filter.clone();
    let (field, row) = (Field::with(&before), state.panes.facts.selected);
    ask(state, Prompt { purpose: Purpose::Facts, field, before, row });
}

/// Asks for words the documents of the list must have, or the bookmarks in their pane.
pub fn open_filter(state: &mut State) {
    match state.focus {
        Pane::Bookmarks => return editing::ask_filter(state),
        Pane::Things => return things::ask_filter(state),
        Pane::Ranges => return ranges::ask_filter(state),
        _ => {}
    }
    let before = state.list.filter().to_owned();
    let row = state.list.selected_row();
    state.focus = Pane::List;
    ask(state, Prompt { purpose: Purpose::Filter, field: Field::with(&before), before, row });
}

/// The words changed.
pub fn typed(state: &mut State, prompt: Prompt) -> Vec<Effect> {
    let words = prompt.field.words().to_owned();
    let purpose = prompt.purpose.clone();
    ask(state, prompt);
    if let Purpose::Bookmarks(question) = &purpose {
        return editing::typed(state, question, &words);
    }
    match (purpose, state.focus) {
        (Purpose::Filter, _) => {
            state.list.set_filter(&words, &state.catalogue);
            opening::preview(state)
        }
        (Purpose::Facts, _) => {
            state.panes.facts.filter = words;
            state.panes.facts.selected = 1;
            Vec::new()
        }
        (Purpose::Find, Pane::List) => {
            state.list.seek(&words, &state.catalogue);
            opening::preview(state)
        }
        (Purpose::Across, focus) => {
            filter_across(state, focus, &words);
            Vec::new()
        }
        (Purpose::Bookmarks(_) | Purpose::Search | Purpose::SearchName, _) => Vec::new(),
        (Purpose::Find, _) => {
            let outside = state.reader.as_mut().is_some_and(|reader| reader.search(&words));
            if outside { reports::look_outside(state) } else { Vec::new() }
        }
    }
}

fn filter_across(state: &mut State, focus: Pane, words: &str) {
    match focus {
        Pane::Ranges => ranges::filter(state, words),
        _ => things::filter(state, words),
    }
}

/// The words are to be kept.
pub fn accepted(state: &mut State, prompt: &Prompt) -> Vec<Effect> {
    if let Purpose::Bookmarks(question) = &prompt.purpose {
        return editing::accepted(state, question, prompt.field.words());
    }
    if prompt.purpose == Purpose::SearchName {
        return search::save(state, prompt.field.words());
    }
    if prompt.field.is_empty() && prompt.purpose == Purpose::Find {
        return cancelled(state, prompt);
    }
    if prompt.purpose != Purpose::Find {
        return Vec::new();
    }
    let Some(find) = state.reader.as_ref().and_then(|reader| reader.find.as_ref()) else {
        return Vec::new();
    };
    if find.hits.as_ref().is_some_and(Vec::is_empty) && state.focus == Pane::Page {
        let words = format!("“{}” does not occur in this document.", find.query);
        state.tell(Notice::passing(&words));
    } else if let Some(mut here) = state.here() {
        here.offset = find.origin;
        state.journey.leave(here);
        // From here on one stands on the match, no longer on the passage jumped to.
        state.reader.iter_mut().for_each(|reader| reader.landed = None);
        selecting::follow_match(state);
    }
    Vec::new()
}

/// The words are to be forgotten, and everything to be as it was.
pub fn cancelled(state: &mut State, prompt: &Prompt) -> Vec<Effect> {
    match (&prompt.purpose, state.focus) {
        (Purpose::Bookmarks(question), _) => editing::cancelled(state, question, &prompt.before),
        (Purpose::Search | Purpose::SearchName, _) => Vec::new(),
        (Purpose::Across, focus) => {
            filter_across(state, focus, &prompt.before);
            Vec::new()
        }
        (Purpose::Filter, _) => {
            state.list.set_filter(&prompt.before, &state.catalogue);
            state.list.select_row(prompt.row);
            opening::preview(state)
        }
        (Purpose::Facts, _) => {
            state.panes.facts.filter.clone_from(&prompt.before);
            state.panes.facts.selected = prompt.row;
            Vec::new()
        }
        (Purpose::Find, Pane::List) => {
            state.list.seek("", &state.catalogue);
            state.list.select_row(prompt.row);
            opening::preview(state)
        }
        (Purpose::Find, _) => {
            if let Some(reader) = &mut state.reader {
                reader.abandon_search();
            }
            Vec::new()
        }
    }
}

/// The next match, or the one before.
pub fn next(state: &mut State, count: isize) -> Vec<Effect> {
    if state.focus == Pane::List {
        if !state.list.seek_next(count, &state.catalogue) {
            state.tell(Notice::passing("No document in the list matches."));
        }
        return opening::preview(state);
    }
    if let Some(effects) = search::next(state, count) {
        return effects;
    }
    let passed = state.reader.as_mut().and_then(|reader| reader.next_hit(count));
    if passed.is_some() {
        selecting::follow_match(state);
    }
    match passed {
        Some(false) => {}
        Some(true) if count > 0 => state.tell(Notice::passing("Past the end: on from the top.")),
        Some(true) => state.tell(Notice::passing("Past the top: on from the end.")),
        None if state.reader.as_ref().is_none_or(|reader| reader.find.is_none()) => {
            state.tell(Notice::passing("Nothing is being looked for; / begins."));
        }
        None => state.tell(Notice::passing("No match.")),
    }
    Vec::new()
}

/// Takes the marks of a search and of a jump off the page. False if there were none.
pub fn dismiss(state: &mut State) -> bool {
    let Some(reader) = state.reader.as_mut().filter(|_| state.focus == Pane::Page) else {
        return false;
    };
    let found = reader.find.take().is_some();
    let landed = reader.landed.take().is_some();
    found || landed
}

fn ask(state: &mut State, prompt: Prompt) {
    state.over = Some(Over::Prompt(prompt));
}
