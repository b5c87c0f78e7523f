//! Correcting the facts: rejecting one, making two into one. What was corrected holds for every
//! document; keeping it and taking it back is the shell's.

use super::{FactRow, Sidebar};
use crate::app::panes::merging::merge;
use crate::app::panes::pane::{Outcome, Scene};
use crate::facts::correction::{Correction, FactKey};
use crate::protocol::{CorrectionDetails, FactIndex, FactRef};

impl Sidebar {
    /// Rejects the selected fact: it is none, here and everywhere.
    pub(super) fn reject(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some((fact, details)) = self.selected_key(scene) else {
            return vec![Outcome::say("Select a fact first: this row is none.")];
        };
        vec![
            Outcome::say(&format!(
                "{} is no longer a fact; u brings it back.",
                shown(&fact, &details)
            )),
            Outcome::Correct(Correction::Reject { fact }, details),
        ]
    }

    /// Chooses the selected fact to be merged; called again, merges it into the one selected then.
    pub(super) fn merge(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some((fact, details)) = self.selected_key(scene) else {
            return vec![Outcome::say("Select a fact first: this row is none.")];
        };
        if self.merging.as_ref().is_some_and(|first| first.fact.class == fact.class) {
            self.awaited = Some(fact.clone());
        }
        merge(&mut self.merging, fact, details)
    }

    /// The key of the selected fact, if a fact is selected.
    pub fn selected_now(&self, scene: &Scene<'_>) -> Option<FactKey> {
        Some(self.selected_key(scene)?.0)
    }

    /// The key of the selected fact, with what is to be known of it.
    fn selected_key(&self, scene: &Scene<'_>) -> Option<(FactKey, CorrectionDetails)> {
        let row = self.selected(scene.reader)?;
        let key = Self::key_of(scene, row)?;
        let reader = scene.reader?;
        let found = reader.facts.as_ref()?;
        let (FactRow::Fact(fact) | FactRow::Passage(fact, _)) = row else { return None };
        let span = self.passage_of(row, scene);
        let words = span.map(|span| reader.document.words(span).to_owned()).unwrap_or_default();
        let name = found.entity(fact).map_or_else(|| words.clone(), |e| e.name.to_string());
        let details = CorrectionDetails {
            name,
            path: scene.catalogue.path_of(reader.entry).map(|path| path.as_path().into()),
            begin: span.map_or(0, |span| span.start),
            words,
            ..CorrectionDetails::default()
        };
        Some((key, details))
    }

    /// The key of the fact of a row.
    pub(super) fn key_of(scene: &Scene<'_>, row: FactRow) -> Option<FactKey> {
        let (FactRow::Fact(fact) | FactRow::Passage(fact, _)) = row else { return None };
        let reader = scene.reader?;
        key_of(reader.facts.as_ref()?, fact, reader.document.text())
    }
}

/// The key of a fact.
pub(super) fn key_of(found: &FactIndex, fact: FactRef, text: &str) -> Option<FactKey> {
    match fact {
        FactRef::Entity(_) => found.entity(fact).map(FactKey::of_entity),
        FactRef::Range(_) => found.range(fact).map(|range| FactKey::of_range(range, text)),
    }
}

/// What a fact is called in a sentence.
fn shown(fact: &FactKey, details: &CorrectionDetails) -> String {
    match fact.class.as_str() {
        crate::facts::correction::RANGE => format!("“{}”", details.name),
        _ => details.name.clone(),
    }
}
