//! Keys while the field of the search has them: letters are typed, arrows move among the results,
//! everything else is a command of the pane.

use super::{kept, pane};
use crate::app::command::Command;
use crate::app::commands;
use crate::app::field::Field;
use crate::app::geometry::Pane;
use crate::app::keymap::{Context, Resolution};
use crate::app::prompt::{Prompt, Typing, type_key};
use crate::app::state::{Over, State};
use crate::app::typed::Request;
use crate::config::{KeyCode, KeyPress};
use crate::protocol::Effect;

/// A key was pressed in the field.
pub fn press(state: &mut State, mut prompt: Prompt, key: KeyPress) -> Vec<Effect> {
    if let Some(back) = recalls(state, &prompt, key) {
        let words = state.across.search.kept.recall(back);
        let field = words.map_or(prompt.field, |words| Field::with(&words));
        return pane::typed(state, field);
    }
    match type_key(&mut prompt.field, key) {
        Typing::Changed => {
            state.across.search.kept.forget_place();
            pane::typed(state, prompt.field)
        }
        Typing::Cancelled => pane::leave(state),
        Typing::Accepted => {
            state.over = Some(Over::Prompt(prompt));
            pane::enter(state)
        }
        Typing::Same => {
            state.over = Some(Over::Prompt(prompt));
            Vec::new()
        }
        Typing::Foreign => foreign(state, prompt, key),
    }
}

/// Text was pasted into the field.
pub fn paste(state: &mut State, mut field: Field, words: &str) -> Vec<Effect> {
    field.insert(words);
    pane::typed(state, field)
}

/// How far back among the earlier searches a key leads, if it does: the arrows, as long as nothing
/// else is typed.
fn recalls(state: &State, prompt: &Prompt, key: KeyPress) -> Option<isize> {
    let back = match key.code {
        KeyCode::Up => 1,
        KeyCode::Down => -1,
        _ => return None,
    };
    let kept = &state.across.search.kept;
    let (typed, at_top) = (prompt.field.words(), state.across.search.listing.is_at_top());
    let recalls = if typed.is_empty() { back > 0 && at_top } else { kept.recalls(typed) };
    recalls.then_some(back)
}

fn foreign(state: &mut State, prompt: Prompt, key: KeyPress) -> Vec<Effect> {
    let row = match (key.code, key.ctrl) {
        (KeyCode::Char('n'), true) => Some(1),
        (KeyCode::Char('p'), true) => Some(-1),
        _ => None,
    };
    if let Some(by) = row {
        state.over = Some(Over::Prompt(prompt));
        state.across.search.listing.step(by);
        return pane::more(state);
    }
    match state.keymap.resolve(Context::Search, &[key]) {
        Resolution::Complete(Command::SaveSearch, _) => {
            kept::ask_name(state);
            if state.over.is_none() {
                state.over = Some(Over::Prompt(prompt));
            }
            Vec::new()
        }
        Resolution::Complete(Command::SearchField, _) => Vec::new(),
        Resolution::Complete(command, _) => {
            let effects = commands::run(state, Request::plain(command));
            if state.focus == Pane::Search && state.over.is_none() {
                state.over = Some(Over::Prompt(prompt));
            }
            effects
        }
        _ => {
            state.over = Some(Over::Prompt(prompt));
            Vec::new()
        }
    }
}
