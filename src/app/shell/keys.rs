//! Keys and pasted text: who takes them, the prompt, the box, or the pane with the keys.

use super::state::{Over, State};
use super::{boxes, commands, find, route, search_field};
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::PaneId;
use crate::app::base::prompt::{Asks, Prompt, Typing, type_key};
use crate::app::panes::pane::Outcome;
use crate::config::{KeyCode, KeyPress};
use crate::protocol::{Effect, Notice, NoticeKind};

/// A key was pressed.
pub fn press(state: &mut State, key: KeyPress) -> Vec<Effect> {
    state.notices.retain(|notice| notice.kind > NoticeKind::Passing);
    // Letters of a field stay what they are; with Control they are keys.
    let other = state.keymap.layouts().same_key(key).filter(|_| key.ctrl && state.over.is_some());
    let key = other.unwrap_or(key);
    match state.over.take() {
        Some(Over::Prompt(prompt)) if prompt.asks == Asks::Search => {
            search_field::press(state, prompt, key)
        }
        Some(Over::Prompt(prompt)) => {
            let outcomes = in_prompt(state, prompt, key);
            route::run(state, outcomes)
        }
        Some(Over::Chooser(chooser)) => boxes::press(state, chooser, key),
        None => in_pane(state, key),
    }
}

/// Text was pasted: it belongs to whatever is typed into, and to nothing else.
pub fn paste(state: &mut State, words: &str) -> Vec<Effect> {
    match state.over.take() {
        Some(Over::Prompt(prompt)) if prompt.asks == Asks::Search => {
            search_field::paste(state, prompt.field, words)
        }
        Some(Over::Prompt(mut prompt)) => {
            prompt.field.insert(words);
            let outcomes = find::typed(state, prompt);
            route::run(state, outcomes)
        }
        Some(Over::Chooser(mut chooser)) => {
            chooser.typing = true;
            chooser.field.insert(words);
            chooser.refresh(&state.catalogue);
            state.over = Some(Over::Chooser(chooser));
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn in_pane(state: &mut State, key: KeyPress) -> Vec<Effect> {
    if key.code == KeyCode::Esc && !state.typed.is_empty() {
        state.typed.clear();
        return Vec::new();
    }
    let context = state.context();
    state.with(state.focus, |pane, _| pane.touched());
    let typed = format!("{}{key}", state.typed.shown());
    match state.typed.press(key, &state.keymap, context) {
        Some(request) => commands::run(state, request),
        None => {
            if state.typed.is_empty() {
                let words = format!("{typed} has no meaning here; ? shows what the keys do.");
                state.tell(Notice::passing(&words));
            }
            Vec::new()
        }
    }
}

fn in_prompt(state: &mut State, mut prompt: Prompt, key: KeyPress) -> Vec<Outcome> {
    match type_key(&mut prompt.field, key) {
        Typing::Changed => return find::typed(state, prompt),
        Typing::Accepted => return find::accepted(state, &prompt),
        Typing::Cancelled => return find::forgotten(state, &prompt),
        Typing::Same => {}
        Typing::Foreign => return beside_typing(state, prompt, key),
    }
    state.over = Some(Over::Prompt(prompt));
    Vec::new()
}

/// A key that is no letter, while something is typed: completes, or moves among what is shown.
fn beside_typing(state: &mut State, mut prompt: Prompt, key: KeyPress) -> Vec<Outcome> {
    let (pane, asks) = (prompt.pane, prompt.asks.clone());
    let completes = key.code == KeyCode::Tab && pane == PaneId::Bookmarks;
    if let (Asks::Question(question), true) = (&asks, completes) {
        state.bookmarks.complete(question, &mut prompt.field);
    }
    state.over = Some(Over::Prompt(prompt));
    let Some(rows) = boxes::steps(key).filter(|_| !completes) else { return Vec::new() };
    match asks {
        Asks::Find => {
            let step = Request::next_match(rows.signum());
            state.with(pane, |pane, scene| pane.run(step, scene)).unwrap_or_default()
        }
        Asks::Filter => state.with(pane, |pane, scene| pane.wheel(rows, scene)),
        Asks::Question(_) if pane == PaneId::Bookmarks => {
            state.with(pane, |pane, scene| pane.wheel(rows, scene))
        }
        Asks::Question(_) | Asks::Search => Vec::new(),
    }
}
