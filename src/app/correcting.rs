//! Correcting the facts: rejecting one, making two into one, taking that back. What was corrected is
//! kept by an effect and holds for every document.

use std::sync::Arc;

use super::facts::{Fact, Found, Row};
use super::state::State;
use super::walking;
use crate::facts::correction::{Correction, Corrections, FactKey};
use crate::protocol::{Effect, Memo, Notice};

/// Rejects the selected fact: it is none, here and everywhere.
pub fn reject(state: &mut State) -> Vec<Effect> {
    let Some((fact, name)) = selected(state) else { return Vec::new() };
    state.tell(Notice::passing(&format!("{name} is no longer a fact; u brings it back.")));
    make(state, Correction::Reject { fact })
}

/// Chooses the selected fact to be merged; called again, merges it into the one selected then.
pub fn merge(state: &mut State) -> Vec<Effect> {
    let Some((into, name)) = selected(state) else { return Vec::new() };
    let Some(fact) = state.panes.facts.merging.take() else {
        let words = format!("{name} is to be merged: select what it is the same as and press M.");
        state.tell(Notice::passing(&words));
        state.panes.facts.merging = Some(into);
        return Vec::new();
    };
    if fact == into || fact.class != into.class || fact.class == "range" {
        state.tell(Notice::passing("Only two different facts of one kind can be merged."));
        return Vec::new();
    }
    state.tell(Notice::passing(&format!("Merged into {name}; u takes it back.")));
    let effects = make(state, Correction::Merge { fact, into: into.clone() });
    let rows = walking::rows(state);
    let is_target = |row: &Row| key_and_name(state, *row).is_some_and(|(key, _)| key == into);
    if let Some(at) = rows.iter().position(is_target) {
        state.panes.facts.selected = at;
    }
    effects
}

/// Takes the last correction of this sitting back.
pub fn undo(state: &mut State) -> Vec<Effect> {
    let Some(correction) = state.panes.facts.made.pop() else {
        state.tell(Notice::passing("Nothing was corrected that could be taken back."));
        return Vec::new();
    };
    state.panes.facts.corrections.remove(&correction);
    apply(state);
    state.tell(Notice::passing("The last correction is taken back."));
    vec![Effect::Remember(Memo::Correction { correction, made: false })]
}

/// Takes in what was corrected in earlier sittings.
pub fn remembered(state: &mut State, corrections: Corrections) {
    state.panes.facts.corrections = corrections;
    apply(state);
}

/// Applies the corrections to the facts of the open document.
pub fn apply(state: &mut State) {
    let corrections = &state.panes.facts.corrections;
    if let Some(reader) = &mut state.reader
        && let Some(raw) = &reader.uncorrected
    {
        let corrected = corrections.apply(raw, reader.document.text());
        reader.facts = Some(Found::new(Arc::new(corrected)));
        reader.found_facts();
    }
    let rows = walking::rows(state).len();
    let sidebar = &mut state.panes.facts;
    sidebar.detail = None;
    sidebar.followed = None;
    sidebar.step(0, rows);
}

fn make(state: &mut State, correction: Correction) -> Vec<Effect> {
    state.panes.facts.corrections.add(correction.clone());
    state.panes.facts.made.push(correction.clone());
    apply(state);
    vec![Effect::Remember(Memo::Correction { correction, made: true })]
}

/// The key and the name of the selected fact.
fn selected(state: &State) -> Option<(FactKey, String)> {
    key_and_name(state, *walking::rows(state).get(state.panes.facts.selected)?)
}

fn key_and_name(state: &State, row: Row) -> Option<(FactKey, String)> {
    let (Row::Fact(fact) | Row::Passage(fact, _)) = row else { return None };
    let reader = state.reader.as_ref()?;
    let found = reader.facts.as_ref()?;
    match fact {
        Fact::Entity(_) => {
            let entity = found.entity(fact)?;
            Some((FactKey::of_entity(entity), entity.name.to_string()))
        }
        Fact::Range(_) => {
            let range = found.range(fact)?;
            let text = reader.document.text();
            Some((FactKey::of_range(range, text), format!("“{}”", range.span.of(text))))
        }
    }
}
