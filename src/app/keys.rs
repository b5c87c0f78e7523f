//! Keys and pasted text: who takes them, the prompt, the box, or the pane with the focus.

use super::bookmarks::{editing, pane, review};
use super::chooser::{Answer, Chooser};
use super::prompt::{Prompt, Purpose, Typing, type_key};
use super::state::{Over, State};
use super::typed::Request;
use super::{commands, find, opening, places, search};
use crate::config::{KeyCode, KeyPress};
use crate::protocol::{Effect, NoticeKind};

/// Rows a page key moves the selection in a box.
const BOX_PAGE: isize = 10;

/// A key was pressed.
pub fn press(state: &mut State, key: KeyPress) -> Vec<Effect> {
    state.notices.retain(|notice| notice.kind > NoticeKind::Passing);
    match state.over.take() {
        Some(Over::Prompt(prompt)) if prompt.purpose == Purpose::Search => {
            search::press(state, prompt, key)
        }
        Some(Over::Prompt(prompt)) => in_prompt(state, prompt, key),
        Some(Over::Chooser(chooser)) => in_chooser(state, chooser, key),
        None => in_pane(state, key),
    }
}

/// Text was pasted: it belongs to whatever is typed into, and to nothing else.
pub fn paste(state: &mut State, words: &str) -> Vec<Effect> {
    match state.over.take() {
        Some(Over::Prompt(prompt)) if prompt.purpose == Purpose::Search => {
            search::paste(state, prompt.field, words)
        }
        Some(Over::Prompt(mut prompt)) => {
            prompt.field.insert(words);
            find::typed(state, prompt)
        }
        Some(Over::Chooser(mut chooser)) => {
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
    match state.typed.press(key, &state.keymap, context) {
        Some(request) => commands::run(state, request),
        None => Vec::new(),
    }
}

fn in_prompt(state: &mut State, mut prompt: Prompt, key: KeyPress) -> Vec<Effect> {
    match type_key(&mut prompt.field, key) {
        Typing::Changed => find::typed(state, prompt),
        Typing::Accepted => find::accepted(state, &prompt),
        Typing::Cancelled => find::cancelled(state, &prompt),
        Typing::Same => {
            state.over = Some(Over::Prompt(prompt));
            Vec::new()
        }
        Typing::Foreign if matches!(prompt.purpose, Purpose::Bookmarks(_)) => {
            in_question(state, prompt, key)
        }
        Typing::Foreign if matches!(prompt.purpose, Purpose::SearchName | Purpose::Across) => {
            state.over = Some(Over::Prompt(prompt));
            Vec::new()
        }
        Typing::Foreign => {
            state.over = Some(Over::Prompt(prompt));
            match steps(key) {
                Some(steps) => find::next(state, steps.signum()),
                None => Vec::new(),
            }
        }
    }
}

/// A key that is no letter, in a field about bookmarks: completes, or moves in the pane.
fn in_question(state: &mut State, mut prompt: Prompt, key: KeyPress) -> Vec<Effect> {
    if let (Purpose::Bookmarks(question), KeyCode::Tab) = (&prompt.purpose, key.code) {
        editing::complete(state, question, &mut prompt.field);
    } else if let Some(rows) = steps(key) {
        state.bookmarks.pane.step(rows);
    }
    state.over = Some(Over::Prompt(prompt));
    pane::look(state)
}

fn in_chooser(state: &mut State, mut chooser: Chooser, key: KeyPress) -> Vec<Effect> {
    if let Some(rows) = steps(key) {
        chooser.step(rows);
        state.over = Some(Over::Chooser(chooser));
        return Vec::new();
    }
    match type_key(&mut chooser.field, key) {
        Typing::Accepted => return answered(state, &chooser),
        Typing::Cancelled => return Vec::new(),
        Typing::Changed => chooser.refresh(&state.catalogue),
        Typing::Same | Typing::Foreign => {}
    }
    state.over = Some(Over::Chooser(chooser));
    Vec::new()
}

fn answered(state: &mut State, chooser: &Chooser) -> Vec<Effect> {
    match chooser.answer() {
        Some(Answer::Run(command)) => commands::run(state, Request::plain(*command)),
        Some(Answer::Open(entry)) => match chooser.relinks() {
            Some(id) => review::relink(state, id, *entry),
            None => opening::enter(state, *entry, None),
        },
        Some(Answer::Go(span)) => {
            places::go(state, *span);
            Vec::new()
        }
        Some(Answer::Order(order)) => {
            state.settings.sort = *order;
            state.list.set_order(*order, &state.catalogue);
            opening::preview(state)
        }
        Some(Answer::Stay) | None => Vec::new(),
    }
}

/// Rows that a key moves up or down in a box or among matches.
fn steps(key: KeyPress) -> Option<isize> {
    match (key.code, key.ctrl) {
        (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) if !key.shift => Some(1),
        (KeyCode::Up | KeyCode::Tab, _) | (KeyCode::Char('p'), true) => Some(-1),
        (KeyCode::PageDown, _) => Some(BOX_PAGE),
        (KeyCode::PageUp, _) => Some(-BOX_PAGE),
        _ => None,
    }
}
