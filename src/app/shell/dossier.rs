//! Opens what the library knows of the thing that the chosen row, or the page, stands for.

use super::focus;
use super::state::State;
use crate::app::base::geometry::PaneId;
use crate::app::panes::pane::Outcome;
use crate::facts::Class;
use crate::protocol::NamedEntity;
use crate::text::CleanText;

/// Opens the dossier of the weapon that is chosen; closes it if it has the keys.
pub fn toggle(state: &mut State) -> Vec<Outcome> {
    if state.focus == PaneId::Dossier {
        return focus::close(state);
    }
    match state.with(state.focus, |pane, scene| pane.entity(scene)) {
        Some((naming, name)) => open(state, naming, name),
        None => vec![Outcome::say(without_weapon(state))],
    }
}

/// Opens the dossier of a thing; closed again, it leads back to the pane that has the keys now.
pub fn open(state: &mut State, naming: NamedEntity, name: CleanText) -> Vec<Outcome> {
    if naming.class != Class::Weapon {
        let kind = naming.class.word();
        let words = format!("{name} is no weapon: there are no dossiers of an {kind} yet.");
        return vec![Outcome::say(
            &words.replace("an place", "a place").replace("an date", "a date"),
        )];
    }
    let from = state.focus;
    state.dossier.choose(naming, name);
    let outcomes = focus::open(state, PaneId::Dossier);
    if from.is_whole() && from != PaneId::Dossier {
        state.came_from.insert(PaneId::Dossier, from);
    }
    outcomes
}

/// What is said where no weapon can be meant.
fn without_weapon(state: &State) -> &'static str {
    match state.focus {
        PaneId::List => {
            "Choose a weapon first: gF shows those of all documents, gf those of this one."
        }
        PaneId::Page => "No weapon is named on this page; ]f leads to the next fact.",
        PaneId::Side | PaneId::Entities => "Choose a weapon first.",
        PaneId::Ranges => "This range is linked to no weapon.",
        PaneId::Search => "No weapon is named in this passage.",
        _ => "This row stands for no weapon.",
    }
}
