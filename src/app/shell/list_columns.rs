//! Choosing the columns of the list, and asking for what they tell that the catalogue does not know by
//! itself: bookmarks are the state's, disputes and what is new the index's. Besides what is new, nothing is asked
//! that no column or order needs.

use std::collections::HashMap;
use std::path::PathBuf;

use super::state::{Over, State};
use crate::app::base::command::Command;
use crate::app::base::geometry;
use crate::app::base::pane_id::Context;
use crate::app::panes::chooser::Chooser;
use crate::app::panes::list::List;
use crate::app::panes::list_columns;
use crate::app::panes::pane::Outcome;
use crate::config::ListColumn;
use crate::library::ColumnValue;
use crate::protocol::{Arrival, Effect, LookupRequest, NewDocument, NewDocuments};

/// The box in which the columns are chosen, the one that was chosen last selected.
pub fn chooser(state: &State, last: Option<ListColumn>) -> Chooser {
    let chosen = &state.settings.columns;
    let list = state.geometry().and_then(|panes| panes.list).map(geometry::content);
    let shown =
        list.map_or(chosen.len(), |list| list_columns::shown(chosen, List::look(list)).len());
    let widens = state.keymap.keys_of(Context::List, Command::WidenPane).unwrap_or_default();
    Chooser::columns(chosen, (shown, &widens), last.unwrap_or_default())
}

/// Shows a column behind the others, or hides it; the box stays.
pub fn toggle(state: &mut State, column: ListColumn) -> Vec<Outcome> {
    let columns = &mut state.settings.columns;
    match columns.iter().position(|one| *one == column) {
        Some(place) => drop(columns.remove(place)),
        None => columns.push(column),
    }
    state.over = Some(Over::Chooser(chooser(state, Some(column))));
    ask(state)
}

/// Asks for what columns and order need to know, and for what is new: the foot tells that always.
pub fn ask(state: &mut State) -> Vec<Outcome> {
    count_bookmarks(state);
    let disputes = needs(state, ListColumn::Disputed);
    let disputes = disputes.then_some(LookupRequest::DisputedDocuments);
    let asked = disputes.into_iter().chain([LookupRequest::NewDocuments(None)]);
    asked.map(|request| Outcome::Effect(Effect::LookUp(request))).collect()
}

/// Takes what is new since the last sitting. Where none has ended, nothing is known of any document.
pub fn count_new(state: &mut State, new: &NewDocuments) {
    if new.since.is_none() {
        return;
    }
    let count = |document: &NewDocument| {
        let changed = document.arrival == Arrival::Changed;
        let count = ColumnValue::new_count(changed, document.facts.len());
        (document.paper.path.clone(), count)
    };
    counted(state, ListColumn::New, new.documents.iter().map(count));
}

/// Counts the bookmarks of each document, if the list tells them.
pub fn count_bookmarks(state: &mut State) {
    if !needs(state, ListColumn::Bookmarks) {
        return;
    }
    let mut counts: HashMap<PathBuf, u32> = HashMap::new();
    for mark in state.bookmarks.kept.values() {
        *counts.entry(mark.anchor.document.path.0.clone()).or_default() += 1;
    }
    counted(state, ListColumn::Bookmarks, counts);
}

/// Takes what was counted of documents.
pub fn counted(
    state: &mut State,
    column: ListColumn,
    counts: impl IntoIterator<Item = (PathBuf, u32)>,
) {
    state.catalogue.count_elsewhere(column, counts);
    state.list.keep_up(&state.catalogue);
}

/// True if the list shows a column, or is ordered by it.
fn needs(state: &State, column: ListColumn) -> bool {
    state.settings.columns.contains(&column) || state.list.order().column() == Some(column)
}
