//! From a command to the room that carries it out.

use super::across::{ranges, things};
use super::bookmarks::{editing, marking, pane, review};
use super::chooser::Chooser;
use super::command::Command;
use super::geometry::Pane;
use super::keymap::Context;
use super::state::{Over, State};
use super::typed::Request;
use super::{
    copying, correcting, find, movement, opening, panes, places, search, selecting, tuning, walking,
};
use crate::protocol::{Effect, Notice};

use crate::text::Shown;

/// Carries a command out. A selection takes in where it leads.
pub fn run(state: &mut State, request: Request) -> Vec<Effect> {
    let landed = |state: &State| state.reader.as_ref().and_then(|reader| reader.landed);
    let before = landed(state);
    let effects = perform(state, request);
    selecting::follow(state, before);
    effects
}

/// Movements, jumps and documents here, the rest of the screen below.
fn perform(state: &mut State, request: Request) -> Vec<Effect> {
    let times = request.times();
    match request.command {
        Command::ReadOn if state.context() != Context::Selecting => movement::read_on(state),
        Command::SetMark => places::set_mark(state, request.letter),
        Command::GoToMark => places::go_to_mark(state, request.letter),
        Command::LastPlace => places::last(state),
        Command::JumpBack => places::back(state),
        Command::JumpForward => places::forward(state),
        Command::NextHit => find::next(state, times),
        Command::PreviousHit => find::next(state, -times),
        Command::NextDocument if state.focus == Pane::Search => {
            search::pane::step_document(state, times)
        }
        Command::PreviousDocument if state.focus == Pane::Search => {
            search::pane::step_document(state, -times)
        }
        Command::NextDocument => opening::neighbour(state, times),
        Command::PreviousDocument => opening::neighbour(state, -times),
        Command::NextUnread => opening::unread(state, true),
        Command::PreviousUnread => opening::unread(state, false),
        Command::ToggleRead => opening::toggle_read(state),
        Command::Edit => opening::edit(state),
        Command::OpenOutside => opening::outside(state),
        Command::Refresh => opening::refresh(state),
        Command::Quit => opening::leave(state),
        Command::Open => panes::open(state),
        Command::Back => panes::back(state),
        Command::Interrupt => panes::interrupt(state),
        Command::Left => panes::step(state, false, false),
        Command::Right => panes::step(state, true, false),
        Command::PreviousPane => panes::step(state, false, true),
        Command::NextPane => panes::step(state, true, true),
        Command::FocusList => panes::focus_list(state),
        Command::FocusPage => panes::focus_page(state),
        Command::Search => search::open(state),
        Command::SearchField | Command::SaveSearch | Command::ForgetSearch => {
            search::pane::run(state, request.command)
        }
        Command::LibraryFacts => things::toggle(state),
        Command::LibraryRanges => ranges::toggle(state),
        Command::Mouse => tuning::mouse(state),
        Command::Redraw => vec![Effect::Redraw],
        Command::Suspend => vec![Effect::Suspend],
        _ => with_bookmarks(state, request),
    }
}

/// Commands that are about bookmarks.
fn with_bookmarks(state: &mut State, request: Request) -> Vec<Effect> {
    let times = request.times();
    match request.command {
        Command::Bookmark => return marking::add(state, Vec::new()),
        Command::Copy => return copying::copy(state, true),
        Command::CopyWords => return copying::copy(state, false),
        Command::RemoveBookmark if state.focus == Pane::Bookmarks => return pane::remove(state),
        Command::RemoveBookmark => return marking::remove(state),
        Command::Undo => return marking::undo(state),
        Command::FocusBookmarks => return pane::toggle(state),
        Command::Review => return pane::toggle_review(state),
        Command::AcceptPlace => return review::accept(state),
        Command::KeepPlace => return review::keep(state),
        Command::BookmarkWithLabel => editing::ask_labels_first(state),
        Command::NextBookmark => marking::step(state, times),
        Command::PreviousBookmark => marking::step(state, -times),
        Command::EditNote => editing::edit(state, true),
        Command::EditLabels => editing::edit(state, false),
        Command::Relink => review::ask_file(state),
        Command::NextPlace => review::next(state),
        Command::AllBookmarks => pane::toggle_scope(state),
        Command::Regroup => pane::regroup(state),
        Command::Choose => pane::choose(state),
        Command::Export => editing::ask_export(state),
        _ => return on_screen(state, request),
    }
    Vec::new()
}

/// Commands that only change what is on the screen, and movements.
fn on_screen(state: &mut State, request: Request) -> Vec<Effect> {
    let times = request.times();
    match request.command {
        Command::ScrollPageDown => movement::scroll_page(state, times),
        Command::ScrollPageUp => movement::scroll_page(state, -times),
        Command::Centre => movement::centre(state),
        Command::PanRight => movement::pan(state, times),
        Command::PanLeft => movement::pan(state, -times),
        Command::NextHeading => places::heading(state, times),
        Command::PreviousHeading => places::heading(state, -times),
        Command::NextChange => places::change(state, times),
        Command::PreviousChange => places::change(state, -times),
        Command::Outline => panes::toggle_outline(state),
        Command::OnlyPage => panes::only_page(state),
        Command::Reject => return correcting::reject(state),
        Command::Merge => return correcting::merge(state),
        Command::FocusFacts => panes::focus_facts(state),
        Command::ToggleFacts => panes::toggle_facts(state),
        Command::NextFact => walking::step(state, times),
        Command::PreviousFact => walking::step(state, -times),
        Command::Details => return walking::details(state),
        Command::NextKind => return things::next_class(state, true),
        Command::Reorder => reorder(state, false),
        Command::Reverse => reorder(state, true),
        Command::ToggleGroup => walking::toggle_group(state),
        Command::Find => find::open(state),
        Command::Filter => find::open_filter(state),
        Command::Links => links(state),
        Command::About => about(state),
        Command::Paths => paths(state),
        Command::OpenByName => over(state, |state| Chooser::documents(&state.catalogue)),
        Command::Palette => over(state, |state| Chooser::palette(&state.keymap, state.context())),
        Command::Help => over(state, |state| Chooser::help(&state.keymap, state.context())),
        Command::Sort => over(state, |state| Chooser::order(state.list.order())),
        Command::Narrower => tuning::width(state, -times),
        Command::Wider => tuning::width(state, times),
        Command::Justify => tuning::justify(state),
        Command::Hyphenate => tuning::hyphenate(state),
        _ if selecting::run(state, request) => {}
        _ => return movement::run(state, request),
    }
    Vec::new()
}

fn reorder(state: &mut State, reverse: bool) {
    match state.focus {
        Pane::Ranges => ranges::reorder(state, reverse),
        Pane::Things => things::reorder(state, reverse),
        _ => {}
    }
}

fn links(state: &mut State) {
    let links = state.reader.as_ref().map(|reader| Chooser::links(&reader.document));
    show(state, links);
}

fn about(state: &mut State) {
    let chooser = state.reader.as_ref().map(|reader| {
        let entry = state.catalogue.get(reader.entry);
        let path = entry.map(|entry| Shown::path(&entry.path)).unwrap_or_default();
        Chooser::about(&reader.document, &path)
    });
    show(state, chooser);
}

/// Shows a box about the open document, or says that there is none.
fn show(state: &mut State, chooser: Option<Chooser>) {
    if chooser.is_none() {
        state.tell(Notice::passing("No document is open."));
    }
    state.over = chooser.map(Over::Chooser);
}

fn paths(state: &mut State) {
    let chooser = state.subject().map(|entry| Chooser::paths(&state.catalogue, entry));
    state.over = chooser.map(Over::Chooser);
}

fn over(state: &mut State, chooser: impl Fn(&State) -> Chooser) {
    state.over = Some(Over::Chooser(chooser(state)));
}
