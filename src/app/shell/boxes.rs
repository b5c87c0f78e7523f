//! Keys while a box with rows lies over the panes: what is typed, what is chosen, and what choosing
//! leads to.

use super::state::{Over, State};
use super::{commands, display_settings, documents, links, list_columns, pipes, route};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::Request;
use crate::app::base::keymap::Resolution;
use crate::app::base::pane_id::Context;
use crate::app::base::prompt::{Typing, type_key};
use crate::app::panes::choice::ChoiceTarget;
use crate::app::panes::chooser::{Chooser, Purpose};
use crate::app::panes::pane::Outcome;
use crate::config::{KeyCode, KeyPress};
use crate::protocol::{Effect, Notice};

/// Rows a page key moves the selection in a box, and in the help.
const BOX_PAGE: isize = 10;
const PAGE: usize = 15;

/// A key was pressed while a box is open, which was taken out of the state.
pub fn press(state: &mut State, mut chooser: Chooser, key: KeyPress) -> Vec<Effect> {
    if !chooser.typing {
        return in_help(state, chooser, key);
    }
    if let Some(rows) = steps(key) {
        chooser.step(rows);
        state.over = Some(Over::Chooser(chooser));
        return Vec::new();
    }
    match type_key(&mut chooser.field, key) {
        Typing::Accepted if chooser.answer().is_none() && !chooser.field.is_empty() => {
            state.tell(Notice::passing(chooser.without_choices()));
        }
        Typing::Accepted => return answered(state, &chooser),
        Typing::Cancelled => return Vec::new(),
        Typing::Changed => chooser.refresh(&state.catalogue),
        Typing::Same | Typing::Foreign => {}
    }
    state.over = Some(Over::Chooser(chooser));
    Vec::new()
}

/// In the help, keys do what they do elsewhere as far as that makes sense there; any other leads to
/// the row that tells what it does.
fn in_help(state: &mut State, mut chooser: Chooser, key: KeyPress) -> Vec<Effect> {
    use Command::{Back, Filter, Find, Help, Interrupt, Leave, Open, ReadOn};
    let context = match chooser.purpose {
        Purpose::Help(context) => context,
        _ => Context::All,
    };
    let moves = |command: Command| Request::plain(command);
    let (key, resolution) = state.keymap.read(context, &[], key);
    match resolution {
        _ if key.code == KeyCode::Esc => return Vec::new(),
        _ if key.code == KeyCode::Enter => return answered(state, &chooser),
        Resolution::Complete(Back | Leave | Help | Interrupt, _) => return Vec::new(),
        Resolution::Complete(Open, _) => return answered(state, &chooser),
        Resolution::Complete(Find | Filter, _) => chooser.typing = true,
        Resolution::Complete(ReadOn, _) => _ = chooser.go(moves(Command::PageDown), PAGE),
        Resolution::Complete(command @ (Command::Down | Command::Up), _) => {
            chooser.step(if command == Command::Down { 1 } else { -1 });
        }
        Resolution::Complete(command, _) if chooser.go(moves(command), PAGE) => {}
        _ if steps(key).is_some() => chooser.step(steps(key).unwrap_or(0)),
        _ if chooser.select_key(&key.to_string()) => {}
        _ => state.tell(Notice::passing(&format!("No key {key} does anything here."))),
    }
    state.over = Some(Over::Chooser(chooser));
    Vec::new()
}

fn answered(state: &mut State, chooser: &Chooser) -> Vec<Effect> {
    let outcomes = match chooser.answer() {
        Some(ChoiceTarget::Run(command)) => return commands::run(state, Request::plain(*command)),
        Some(ChoiceTarget::Open(entry)) => match chooser.relinks() {
            Some(id) => {
                let (panes, scene) = state.split(false);
                panes.bookmarks.relink(id, *entry, &scene)
            }
            None => documents::enter(state, *entry, None),
        },
        Some(ChoiceTarget::Follow(address, span)) => links::follow(state, address, *span),
        Some(ChoiceTarget::Browse(address)) => links::browse(address),
        Some(ChoiceTarget::Copy(words)) => links::copy(state, words),
        Some(ChoiceTarget::OpenFile(path, section)) => links::open(state, path, section),
        Some(ChoiceTarget::Passage(passage)) => links::passage(state, passage),
        Some(ChoiceTarget::Pipe(number)) => pipes::run(state, *number),
        Some(ChoiceTarget::Go(span)) => vec![Outcome::Go(*span)],
        Some(ChoiceTarget::Order(order)) => {
            state.settings.sort = *order;
            state.list.set_order(*order, &state.catalogue);
            list_columns::ask(state).into_iter().chain([Outcome::Preview]).collect()
        }
        Some(ChoiceTarget::Column(column)) => list_columns::toggle(state, *column),
        Some(ChoiceTarget::Theme(theme)) => display_settings::theme(state, *theme),
        Some(ChoiceTarget::Units(units)) => display_settings::units(state, *units),
        Some(ChoiceTarget::Stay | ChoiceTarget::Heading) | None => Vec::new(),
    };
    route::run(state, outcomes)
}

/// Rows that a key moves up or down in a box or among matches.
pub(super) fn steps(key: KeyPress) -> Option<isize> {
    match (key.code, key.ctrl) {
        (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) if !key.shift => Some(1),
        (KeyCode::Up | KeyCode::Tab, _) | (KeyCode::Char('p'), true) => Some(-1),
        (KeyCode::PageDown, _) => Some(BOX_PAGE),
        (KeyCode::PageUp, _) => Some(-BOX_PAGE),
        _ => None,
    }
}
