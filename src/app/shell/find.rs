//! Finding in a pane and filtering what it shows: what is typed takes effect at once.

use super::state::{Over, State};
use crate::app::base::command::Command;
use crate::app::base::pane_id::PaneId;
use crate::app::base::prompt::{Asks, Prompt, Question};
use crate::app::panes::page::selecting;
use crate::app::panes::pane::Outcome;

/// Asks for words to find, or that what is shown must have: of the pane with the keys, or else of the
/// page or the list.
pub fn open(state: &mut State, command: Command) {
    let mut prompt = state.with(state.focus, |pane, _| pane.ask(command));
    if prompt.is_none() {
        let other = if command == Command::Find { PaneId::Page } else { PaneId::List };
        state.focus = other;
        prompt = state.with(other, |pane, _| pane.ask(command));
    }
    state.over = prompt.map(Over::Prompt);
}

/// The words changed.
pub fn typed(state: &mut State, prompt: Prompt) -> Vec<Outcome> {
    let (pane, asks, words) = (prompt.pane, prompt.asks.clone(), prompt.field.words().to_owned());
    state.over = Some(Over::Prompt(prompt));
    match asks {
        Asks::Filter => state.with(pane, |pane, scene| pane.filter(&words, scene)),
        Asks::Find => state.with(pane, |pane, scene| pane.find(&words, scene)),
        Asks::Search | Asks::Question(_) => Vec::new(),
    }
}

/// The words are to be kept.
pub fn accepted(state: &mut State, prompt: &Prompt) -> Vec<Outcome> {
    let words = prompt.field.words();
    if !state.pane(prompt.pane).faults(&prompt.asks, words).is_empty() {
        // The foot says what is wrong as long as it is typed.
        state.over = Some(Over::Prompt(prompt.clone()));
        return Vec::new();
    }
    match &prompt.asks {
        Asks::Question(Question::SearchName) => state.search.save(words),
        Asks::Question(question) => {
            let (panes, scene) = state.split(false);
            panes.bookmarks.answered(question, words, &scene)
        }
        Asks::Find if prompt.field.is_empty() => forgotten(state, prompt),
        Asks::Find => found(state),
        Asks::Filter | Asks::Search => Vec::new(),
    }
}

/// What was looked for in the page stands: from here on one stands on the match.
fn found(state: &mut State) -> Vec<Outcome> {
    let Some(find) = state.reader.as_ref().and_then(|reader| reader.find.as_ref()) else {
        return Vec::new();
    };
    if find.hits.as_ref().is_some_and(Vec::is_empty) && state.focus == PaneId::Page {
        let words = format!("“{}” does not occur in this document.", find.query);
        return vec![Outcome::say(&words)];
    }
    let origin = find.origin;
    if let Some(mut here) = state.here() {
        here.offset = origin;
        state.journey.leave(here);
    }
    if let Some(reader) = &mut state.reader {
        reader.landed = None;
        selecting::follow_match(reader);
    }
    Vec::new()
}

/// The words are to be forgotten, and everything to be as it was.
pub fn forgotten(state: &mut State, prompt: &Prompt) -> Vec<Outcome> {
    match &prompt.asks {
        Asks::Question(question) => state.bookmarks.unanswered(question),
        Asks::Search => Vec::new(),
        Asks::Filter | Asks::Find => {
            state.with(prompt.pane, |pane, scene| pane.forget(prompt, scene))
        }
    }
}
