//! Corrections of facts: made, taken back, applied to whatever is shown. Keeping them is an effect.

use std::sync::Arc;

use super::list_columns;
use super::state::{State, Undo};
use crate::app::panes::pane::Outcome;
use crate::facts::correction::Correction;
use crate::protocol::{BookmarkRequest, CorrectionDetails, Effect, FactIndex, MadeCorrection};

/// Makes a correction.
pub fn make(state: &mut State, correction: Correction, details: CorrectionDetails) -> Vec<Outcome> {
    let made = MadeCorrection { made: None, correction, details };
    state.undo.push(Undo::Correction(made.clone()));
    change(state, made, true)
}

/// Takes the last thing back that was done with bookmarks or facts: of this sitting, or else of the
/// days before.
pub fn undo(state: &mut State) -> Vec<Outcome> {
    match (state.undo.pop(), &state.read_only) {
        (Some(Undo::Bookmarks(words, before)), _) => vec![
            Outcome::say(&format!("{words} is taken back.")),
            Outcome::Effect(Effect::Bookmarks(BookmarkRequest::Restore(before))),
        ],
        (Some(Undo::Correction(made)), _) => {
            let told = Outcome::say(&made.taken_back());
            [told].into_iter().chain(change(state, made, false)).collect()
        }
        (None, Some(why)) => {
            let words = format!("Nothing was done here; what was done before stays: {why}");
            vec![Outcome::say(&words)]
        }
        (None, None) => vec![Outcome::Effect(Effect::Bookmarks(BookmarkRequest::UndoLast))],
    }
}

/// Takes back a correction that the user chose.
pub fn take_back(state: &mut State, made: MadeCorrection) -> Vec<Outcome> {
    let is_it = |undo: &Undo| matches!(undo, Undo::Correction(known) if known.correction == made.correction);
    state.undo.retain(|undo| !is_it(undo));
    let told = Outcome::say(&made.taken_back());
    [told].into_iter().chain(change(state, made, false)).collect()
}

/// Takes in what is corrected on the disk, by whatever instance on whatever day.
pub fn reported(state: &mut State, kept: Vec<MadeCorrection>, up_to: Option<u64>) -> Vec<Outcome> {
    state.whole.corrected.reported(kept, up_to);
    take_effect(state)
}

/// A correction holds from now on, or no longer.
fn change(state: &mut State, made: MadeCorrection, holds: bool) -> Vec<Outcome> {
    let ticket = state.whole.corrected.change(made.clone(), holds);
    let MadeCorrection { correction, details, .. } = made;
    let request =
        BookmarkRequest::Correct { ticket, correction, details: Box::new(details), made: holds };
    let mut outcomes = take_effect(state);
    outcomes.push(Outcome::Effect(Effect::Bookmarks(request)));
    outcomes
}

/// Has what is in force hold for the open document, for the library, and for what is shown of it.
fn take_effect(state: &mut State) -> Vec<Outcome> {
    let corrections = Arc::new(state.whole.corrected.in_force());
    if corrections == state.corrections {
        return Vec::new();
    }
    state.corrections = Arc::clone(&corrections);
    apply(state);
    let mut outcomes = vec![Outcome::Effect(Effect::Corrected(corrections))];
    outcomes.extend(state.ask_again());
    outcomes.extend(list_columns::ask(state));
    outcomes
}

/// Applies the corrections to the facts of the open document. What is selected stays selected.
pub fn apply(state: &mut State) {
    let (panes, scene) = state.split(false);
    let selected = panes.facts.selected_now(&scene);
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
    panes.facts.facts_changed(selected, &scene);
}
