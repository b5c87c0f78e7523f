//! The shell around the panes: it alone knows the state, hands events to the panes, and carries out what
//! they answer.

pub mod state;

mod boxes;
mod choices;
mod commands;
mod copying;
mod corrections;
mod display_settings;
mod documents;
mod dossier;
mod find;
mod focus;
mod following;
mod jumps;
mod keys;
mod links;
mod list_columns;
mod mouse;
mod opened;
mod pane_widths;
mod passages;
mod pipes;
mod renamed_file;
mod reports;
mod route;
mod search_field;
mod status;
mod tour;
mod update;

pub use update::update;
