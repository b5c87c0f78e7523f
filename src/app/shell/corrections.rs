//! Corrections of facts: made, taken back, applied to the facts of the open document. Keeping them is an
//! effect.

use std::sync::Arc;

use super::state::{State, Undo};
use crate::app::panes::pane::Outcome;
use crate::facts::correction::{Correction, Corrections};
use crate::protocol::{BookmarkRequest, Effect, FactIndex, Memo};

/// Makes a correction.
pub fn make(state: &mut State, correction: Correction) -> Vec<Outcome> {
    state.corrections.add(correction.clone());
    state.undo.push(Undo::Correction(correction.clone()));
    apply(state);
    vec![Outcome::Effect(Effect::Remember(Memo::Correction { correction, made: true }))]
}

/// Takes the last thing back that was done with bookmarks or facts.
pub fn undo(state: &mut State) -> Vec<Outcome> {
    match state.undo.pop() {
        Some(Undo::Bookmarks(words, before)) => vec![
            Outcome::say(&format!("{words} is taken back.")),
            Outcome::Effect(Effect::Bookmarks(BookmarkRequest::Restore(before))),
        ],
        Some(Undo::Correction(correction)) => {
            state.corrections.remove(&correction);
            apply(state);
            let memo = Memo::Correction { correction, made: false };
            vec![
                Outcome::say("The last correction is taken back."),
                Outcome::Effect(Effect::Remember(memo)),
            ]
        }
        None => vec![Outcome::say("Nothing was corrected that could be taken back.")],
    }
}

/// Takes in what was corrected in earlier sessions.
pub fn remembered(state: &mut State, corrections: Corrections) {
    state.corrections = corrections;
    apply(state);
}

/// Applies the corrections to the facts of the open document.
pub fn apply(state: &mut State) {
    if let Some(reader) = &mut state.reader
        && let Some(raw) = &reader.uncorrected
    {
        reader.facts = Some(match state.corrections.is_empty() {
            true => Arc::clone(raw),
            false => {
                let corrected = state.corrections.apply(raw.facts(), reader.document.text());
                Arc::new(FactIndex::new(corrected))
            }
        });
        reader.found_facts();
    }
    let (panes, scene) = state.split(false);
    panes.facts.facts_changed(&scene);
}
