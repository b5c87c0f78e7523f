//! Opens what the library knows of the thing that the chosen row, or the page, stands for.

use super::focus;
use super::state::State;
use crate::app::base::pane_id::PaneId;
use crate::app::panes::pane::Outcome;
use crate::facts::Class;
use crate::protocol::NamedEntity;
use crate::text::CleanText;

/// Opens the dossier of the weapon or actor that is chosen; closes a dossier that has the keys, unless its
/// row stands for a weapon with a dossier of its own.
pub fn toggle(state: &mut State) -> Vec<Outcome> {
    let chosen = match state.focus {
        PaneId::Dossier => None,
        PaneId::ActorDossier => {
            let (panes, scene) = state.split(false);
            panes.whole.actor_dossier.weapon(&scene)
        }
        pane => state.with(pane, |pane, scene| pane.entity(scene)),
    };
    match chosen {
        Some((naming, name)) => open(state, naming, name),
        None if matches!(state.focus, PaneId::Dossier | PaneId::ActorDossier) => {
            focus::close(state)
        }
        None => vec![Outcome::say(without_thing(state))],
    }
}

/// Opens the dossier of a thing; closed again, it leads back to the pane that has the keys now.
pub fn open(state: &mut State, naming: NamedEntity, name: CleanText) -> Vec<Outcome> {
    let from = state.focus;
    let pane = match naming.class {
        Class::Weapon => PaneId::Dossier,
        Class::Actor => PaneId::ActorDossier,
        class => {
            let kind = class.word();
            let words = format!("{name} is a {kind}: only weapons and actors have a dossier.");
            return vec![Outcome::say(&words)];
        }
    };
    match pane {
        PaneId::Dossier => state.whole.dossier.choose(naming, name),
        _ => state.whole.actor_dossier.choose(naming, name),
    }
    let outcomes = focus::open(state, pane);
    if from.is_whole() && from != pane {
        state.came_from.insert(pane, from);
    }
    outcomes
}

/// What is said where neither weapon nor actor can be meant.
fn without_thing(state: &State) -> &'static str {
    match state.focus {
        PaneId::List => {
            "Choose a weapon or an actor first: gF shows those of all documents, gf those of this one."
        }
        PaneId::Page => "No weapon or actor is named on this page; ]f leads to the next fact.",
        PaneId::Side | PaneId::Entities => "Choose a weapon or an actor first.",
        PaneId::Ranges => "This range is linked to no weapon.",
        PaneId::Search => "No weapon or actor is named in this passage.",
        _ => "This row stands for no weapon and no actor.",
    }
}
