//! From a command to what carries it out: the pane with the keys, the shell, or the pane that the command
//! belongs to wherever it is given.

use super::state::{Over, State};
use super::{
    copying, corrections, display_settings, documents, dossier, find, focus, jumps, links,
    list_columns, pane_widths, passages, pipes, route, tour,
};
use crate::app::base::command::Command;
use crate::app::base::key_sequence::Request;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::panes::chooser::Chooser;
use crate::app::panes::page::selecting;
use crate::app::panes::pane::{Outcome, Pane};
use crate::protocol::Effect;
use crate::text::CleanText;

/// Carries a command out. A selection takes in where it leads.
pub fn run(state: &mut State, request: Request) -> Vec<Effect> {
    let before = state.reader.as_ref().and_then(|reader| reader.landed);
    let outcomes = perform(state, request);
    let effects = route::run(state, outcomes);
    if let Some(reader) = &mut state.reader {
        selecting::follow(reader, before);
    }
    effects
}

fn perform(state: &mut State, request: Request) -> Vec<Outcome> {
    if let Some(outcomes) = next_match(state, request) {
        return outcomes;
    }
    if selecting::begins(request.command) && state.reader.is_some() {
        state.focus = PaneId::Page;
        state.settle();
    }
    if let Some(outcomes) = state.with(state.focus, |pane, scene| pane.run(request, scene)) {
        return outcomes;
    }
    if let Some(outcomes) = passages::act(state, request.command) {
        return outcomes;
    }
    let done = in_shell(state, request).or_else(|| on_screen(state, request));
    done.or_else(|| in_owner(state, request)).unwrap_or_else(|| nothing(state))
}

/// What is said about a command that means nothing here.
fn nothing(state: &State) -> Vec<Outcome> {
    vec![Outcome::say(match state.reader {
        Some(_) => "This has no meaning here; ? shows what the keys do.",
        None => "No document is open.",
    })]
}

/// The next match of a search of the library, in another document.
fn next_match(state: &mut State, request: Request) -> Option<Vec<Outcome>> {
    let times = request.times();
    match request.command {
        _ if state.focus == PaneId::List => None,
        Command::NextHit => tour::next(state, times),
        Command::PreviousHit => tour::next(state, -times),
        _ => None,
    }
}

/// Commands that lead to other documents, places, panes, or out of the program.
fn in_shell(state: &mut State, request: Request) -> Option<Vec<Outcome>> {
    let times = request.times();
    if let Some(pane) = PaneId::toggled_by(request.command) {
        return Some(focus::toggle(state, pane));
    }
    Some(match request.command {
        Command::Search => focus::open(state, PaneId::Search),
        Command::Dossier => dossier::toggle(state),
        Command::ReadOn if state.context() != Context::Selecting => read_on(state),
        Command::SetMark => jumps::set_mark(state, request.letter),
        Command::GoToMark => jumps::go_to_mark(state, request.letter),
        Command::LastPlace => jumps::last(state),
        Command::JumpBack => jumps::back(state),
        Command::JumpForward => jumps::forward(state),
        Command::NextDocument => documents::neighbour(state, times),
        Command::PreviousDocument => documents::neighbour(state, -times),
        Command::NextUnread => documents::unread(state, true),
        Command::PreviousUnread => documents::unread(state, false),
        Command::ToggleRead => documents::toggle_read(state),
        Command::Edit => documents::edit(state),
        Command::OpenOutside => documents::outside(state),
        Command::Refresh => documents::refresh(state),
        Command::Quit => documents::leave(state),
        Command::Back => focus::back(state),
        Command::Leave => focus::leave(state),
        Command::Interrupt => focus::interrupt(state),
        Command::Left => focus::step(state, false, false),
        Command::Right => focus::step(state, true, false),
        Command::PreviousPane => focus::step(state, false, true),
        Command::NextPane => focus::step(state, true, true),
        Command::FocusList => focus::list(state),
        Command::FocusPage => focus::page(state),
        Command::Copy => copying::copy(state, true),
        Command::CopyWords => copying::copy(state, false),
        Command::Open if state.focus == PaneId::Page => links::here(state, request.count),
        Command::FollowLink => links::here(state, request.count),
        Command::LinksHere => links::links_here(state),
        Command::Pipe => pipes::offer(state),
        Command::Undo => corrections::undo(state),
        Command::Mouse => display_settings::mouse(state),
        Command::Redraw => vec![Outcome::Effect(Effect::Redraw)],
        Command::Suspend => vec![Outcome::Effect(Effect::Suspend)],
        _ => return None,
    })
}

/// Commands that only change what is on the screen.
fn on_screen(state: &mut State, request: Request) -> Option<Vec<Outcome>> {
    let times = request.times();
    match request.command {
        Command::Outline => return Some(focus::toggle_outline(state)),
        Command::OnlyPage => return Some(focus::only_page(state)),
        Command::FocusFacts => focus::facts(state),
        Command::ToggleFacts => focus::toggle_facts(state),
        Command::Find | Command::Filter => find::open(state, request.command),
        Command::WidenPane => pane_widths::widen(state, times),
        Command::NarrowPane => pane_widths::widen(state, -times),
        Command::SharePanes => pane_widths::share(state),
        Command::Narrower => display_settings::width(state, -times),
        Command::Wider => display_settings::width(state, times),
        Command::Justify => display_settings::justify(state),
        Command::Hyphenate => display_settings::hyphenate(state),
        Command::Lens => display_settings::lens(state),
        Command::BottomLines => display_settings::bottom_lines(state),
        command => return chooser(state, command),
    }
    Some(Vec::new())
}

/// Commands that show a box.
fn chooser(state: &mut State, command: Command) -> Option<Vec<Outcome>> {
    let context = state.context();
    let document = state.reader.as_ref().map(|reader| &reader.document);
    let chooser = match command {
        Command::OpenByName => Some(Chooser::documents(&state.catalogue)),
        Command::Palette => Some(Chooser::palette(&state.keymap, context)),
        Command::Help => Some(Chooser::help(&state.keymap, context)),
        Command::Theme => Some(Chooser::themes(state.settings.theme)),
        Command::Units => Some(Chooser::units(state.settings.units)),
        Command::Sort => Some(Chooser::order(state.list.order())),
        Command::Columns => Some(list_columns::chooser(state, None)),
        Command::Paths => state.subject().map(|entry| Chooser::paths(&state.catalogue, entry)),
        Command::Links => document.map(|document| Chooser::links(document)),
        Command::About => document.map(|document| {
            let path = state.reader.as_ref().and_then(|r| state.catalogue.path_of(r.entry));
            let path = path.map(|path| CleanText::path(&path)).unwrap_or_default();
            Chooser::about(document, &path)
        }),
        _ => return None,
    };
    match chooser {
        Some(chooser) => {
            state.over = Some(Over::Chooser(chooser));
            Some(Vec::new())
        }
        None => Some(vec![Outcome::say("No document is open.")]),
    }
}

/// Commands that belong to a pane, wherever they are given.
fn in_owner(state: &mut State, request: Request) -> Option<Vec<Outcome>> {
    use Command::{
        Details, Merge, NextBookmark, NextFact, NextHit, PreviousBookmark, PreviousFact,
        PreviousHit, Reject, ToggleGroup,
    };
    let steps = matches!(
        request.command,
        NextFact | PreviousFact | NextBookmark | PreviousBookmark | NextHit | PreviousHit
    );
    if steps && state.focus.is_whole() {
        let words = "That key moves the page, which is covered here; Esc leads back to it.";
        return Some(vec![Outcome::say(words)]);
    }
    let outcomes = match request.command {
        NextFact | PreviousFact | Details | ToggleGroup | Reject | Merge => {
            let (panes, scene) = state.split(false);
            panes.facts.run(request, &scene)
        }
        _ => state.with(PaneId::Bookmarks, |pane, scene| pane.run(request, scene)),
    };
    outcomes.or_else(|| state.with(PaneId::Page, |pane, scene| pane.run(request, scene)))
}

/// A page down; at the end of the document, on to the next unread one.
fn read_on(state: &mut State) -> Vec<Outcome> {
    let Some(reader) = &mut state.reader else {
        let selected = state.list.selected();
        return selected.map(|entry| Outcome::Read(entry, None)).into_iter().collect();
    };
    if reader.at_end() && reader.whole {
        return documents::unread(state, true);
    }
    reader.page(1);
    Vec::new()
}
