//! Correcting the facts: rejecting one, making two into one. What was corrected holds for every
//! document; keeping it and taking it back is the shell's.

use super::{FactRow, Sidebar};
use crate::app::panes::pane::{Outcome, Scene};
use crate::facts::correction::{Correction, FactKey};
use crate::protocol::FactRef;

impl Sidebar {
    /// Rejects the selected fact: it is none, here and everywhere.
    pub(super) fn reject(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some((fact, name)) = self.selected_key(scene) else { return Vec::new() };
        vec![
            Outcome::say(&format!("{name} is no longer a fact; u brings it back.")),
            Outcome::Correct(Correction::Reject { fact }),
        ]
    }

    /// Chooses the selected fact to be merged; called again, merges it into the one selected then.
    pub(super) fn merge(&mut self, scene: &Scene<'_>) -> Vec<Outcome> {
        let Some((into, name)) = self.selected_key(scene) else { return Vec::new() };
        let Some(fact) = self.merging.take() else {
            self.merging = Some(into);
            return vec![Outcome::say(&format!(
                "{name} is to be merged: select what it is the same as and press M."
            ))];
        };
        if fact == into || fact.class != into.class || fact.class == "range" {
            return vec![Outcome::say("Only two different facts of one kind can be merged.")];
        }
        self.awaited = Some(into.clone());
        vec![
            Outcome::say(&format!("Merged into {name}; u takes it back.")),
            Outcome::Correct(Correction::Merge { fact, into }),
        ]
    }

    /// The key and the name of the selected fact.
    fn selected_key(&self, scene: &Scene<'_>) -> Option<(FactKey, String)> {
        Self::key_and_name(scene, self.selected(scene.reader)?)
    }

    /// The key and the name of the fact of a row.
    pub(super) fn key_and_name(scene: &Scene<'_>, row: FactRow) -> Option<(FactKey, String)> {
        let (FactRow::Fact(fact) | FactRow::Passage(fact, _)) = row else { return None };
        let reader = scene.reader?;
        let found = reader.facts.as_ref()?;
        match fact {
            FactRef::Entity(_) => {
                let entity = found.entity(fact)?;
                Some((FactKey::of_entity(entity), entity.name.to_string()))
            }
            FactRef::Range(_) => {
                let range = found.range(fact)?;
                let text = reader.document.text();
                Some((FactKey::of_range(range, text), format!("“{}”", range.span.of(text))))
            }
        }
    }
}
