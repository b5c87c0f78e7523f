//! The panes, each with its state and what keys and mouse do in it. None of them knows the state of the
//! program or another pane's doings: they read a scene and answer with outcomes.

mod about;
pub mod actor_dossier;
pub mod bookmarks;
pub mod choice;
pub mod chooser;
pub mod corrections;
pub mod disputes;
pub mod dossier;
mod dossier_pairs;
pub mod entities;
pub mod facts;
pub mod link_boxes;
pub mod list;
pub mod list_columns;
pub mod listing;
pub mod map;
pub mod map_places;
pub mod merging;
pub mod new_documents;
pub mod outline;
pub mod page;
pub mod pane;
pub mod passage_ref;
pub mod range_columns;
pub mod ranges;
pub mod result_tour;
pub mod search;
mod statement_pair;
pub mod timeline;

use crate::app::base::pane_id::PaneId;
use pane::Pane;

/// Declares the panes that take the place of all others and begin empty: name of the pane, of its state, type
/// of its state.
macro_rules! whole_panes {
    ($($(#[doc = $doc:literal])+ $id:ident $field:ident: $pane:ty),+ $(,)?) => {
        /// The panes that take the place of all others, but for the search, which begins with a setting.
        #[derive(Debug, Default)]
        pub struct WholePanes {
            $($(#[doc = $doc])+ pub $field: $pane,)+
        }

        impl WholePanes {
            /// The pane of that name, if it is one of these.
            pub fn of(&self, id: PaneId) -> Option<&dyn Pane> {
                match id {
                    $(PaneId::$id => Some(&self.$field),)+
                    _ => None,
                }
            }

            /// The same, to be changed.
            pub fn of_mut(&mut self, id: PaneId) -> Option<&mut dyn Pane> {
                match id {
                    $(PaneId::$id => Some(&mut self.$field),)+
                    _ => None,
                }
            }
        }
    };
}

whole_panes! {
    /// The weapons, actors and places of the library.
    Entities entities: entities::Entities,
    /// The ranges of the library.
    Ranges ranges: ranges::Ranges,
    /// What the user corrected about facts, as a list.
    Corrections corrected: corrections::CorrectionList,
    /// What the library states of one weapon.
    Dossier dossier: dossier::DossierPane,
    /// What the library says of one actor.
    ActorDossier actor_dossier: actor_dossier::ActorDossierPane,
    /// The weapons about which sources disagree.
    Disputes disputes: disputes::DisputesPane,
    /// The documents that came or changed since the last sitting.
    NewDocuments new_documents: new_documents::NewDocumentsPane,
    /// The documents over time.
    Timeline timeline: timeline::TimelinePane,
    /// The places of the library on a map.
    Map map: map::MapPane,
}
