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
