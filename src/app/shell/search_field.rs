//! Keys while the field of the search has them: letters are typed, arrows move among the results,
//! everything else is a command of the pane.

use super::state::{Over, State};
use super::{commands, route};
use crate::app::base::command::Command;
use crate::app::base::field::Field;
use crate::app::base::key_sequence::Request;
use crate::app::base::keymap::Resolution;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::{Prompt, Typing, type_key};
use crate::app::panes::pane::Outcome;
use crate::config::{KeyCode, KeyPress};
use crate::protocol::Effect;

/// A key was pressed in the field.
pub fn press(state: &mut State, mut prompt: Prompt, key: KeyPress) -> Vec<Effect> {
    if let Some(back) = recalls(state, &prompt, key) {
        let words = state.search.kept.recall(back);
        let field = words.map_or(prompt.field, |words| Field::with(&words));
        return typed(state, field);
    }
    let outcomes = match type_key(&mut prompt.field, key) {
        Typing::Changed => {
            state.search.kept.forget_place();
            return typed(state, prompt.field);
        }
        Typing::Cancelled => vec![Outcome::Close],
        Typing::Accepted => {
            state.over = Some(Over::Prompt(prompt));
            state.search.open()
        }
        Typing::Same => {
            state.over = Some(Over::Prompt(prompt));
            Vec::new()
        }
        Typing::Foreign => return foreign(state, prompt, key),
    };
    route::run(state, outcomes)
}

/// Text was pasted into the field.
pub fn paste(state: &mut State, mut field: Field, words: &str) -> Vec<Effect> {
    field.insert(words);
    typed(state, field)
}

fn typed(state: &mut State, field: Field) -> Vec<Effect> {
    let outcomes = state.search.typed(field);
    route::run(state, outcomes)
}

/// How far back among the earlier searches a key leads, if it does: the arrows, as long as nothing
/// else is typed.
fn recalls(state: &State, prompt: &Prompt, key: KeyPress) -> Option<isize> {
    let back = match key.code {
        KeyCode::Up => 1,
        KeyCode::Down => -1,
        _ => return None,
    };
    let kept = &state.search.kept;
    let (typed, at_top) = (prompt.field.words(), state.search.listing.is_at_top());
    let recalls = if typed.is_empty() { back > 0 && at_top } else { kept.recalls(typed) };
    recalls.then_some(back)
}

/// A key that is no letter. What it asks for is done with the field closed, which gets the keys again
/// unless something else has them then.
fn foreign(state: &mut State, prompt: Prompt, key: KeyPress) -> Vec<Effect> {
    let row = match (key.code, key.ctrl) {
        (KeyCode::Char('n'), true) => Some(1),
        (KeyCode::Char('p'), true) => Some(-1),
        _ => None,
    };
    if let Some(by) = row {
        state.over = Some(Over::Prompt(prompt));
        state.search.listing.step(by);
        let outcomes = state.search.more();
        return route::run(state, outcomes);
    }
    let command = match state.keymap.resolve(Context::Search, &[key]) {
        Resolution::Complete(Command::SearchField, _) => return Vec::new(),
        Resolution::Complete(command, _) => Some(command),
        _ => None,
    };
    let effects = command.map(|command| commands::run(state, Request::plain(command)));
    if state.focus == PaneId::Search && state.over.is_none() {
        state.over = Some(Over::Prompt(prompt));
    }
    effects.unwrap_or_default()
}
