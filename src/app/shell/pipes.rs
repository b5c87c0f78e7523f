//! Giving a text to a command of the settings: which one is chosen, what it gets, what it said. Running it
//! is an effect; nothing is ever run that the settings do not name.

use super::links::box_room;
use super::state::{Over, State};
use crate::app::panes::chooser::Chooser;
use crate::app::panes::pane::Outcome;
use crate::protocol::{Effect, PipeReport, PipeRequest};
use crate::text::CleanText;

/// Offers the commands, or says how one is set up.
pub fn offer(state: &mut State) -> Vec<Outcome> {
    if state.reader.is_none() {
        return vec![Outcome::say("No document is open.")];
    }
    if state.settings.pipes.is_empty() {
        let words = "No command is set up: write [pipes] and words = \"wc -w\" into config.toml.";
        return vec![Outcome::say(words)];
    }
    state.over = Some(Over::Chooser(Chooser::pipes(&state.settings.pipes)));
    Vec::new()
}

/// Gives the selection, else the whole document, to the command of that number.
pub fn run(state: &mut State, number: usize) -> Vec<Outcome> {
    let (Some(pipe), Some(reader)) = (state.settings.pipes.get(number), &state.reader) else {
        return Vec::new();
    };
    if !reader.whole {
        return vec![Outcome::say("The document is still being read: try again in a moment.")];
    }
    let selected = reader.selecting.now.map(|selection| selection.span());
    let text = match selected {
        Some(span) => CleanText::text(reader.document.words(span)),
        None => reader.document.text().clone(),
    };
    let (name, words) = (pipe.name.clone(), pipe.words.clone());
    let told = Outcome::say(&format!("Running {name}…"));
    vec![told, Outcome::Effect(Effect::Pipe(PipeRequest { name, words, text }))]
}

/// A command has ended: shows what it said, unless something else was begun meanwhile.
pub fn ended(state: &mut State, report: &PipeReport) -> Vec<Outcome> {
    let running = format!("Running {}…", report.name);
    state.notices.retain(|notice| *notice.words != *running);
    if state.over.is_some() {
        return vec![Outcome::say(&format!("{}: {}.", report.name, report.status))];
    }
    let room = box_room(state);
    state.over = Some(Over::Chooser(Chooser::output(report, room)));
    Vec::new()
}
