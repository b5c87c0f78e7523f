//! State, and how events change it. Performs nothing: what it wants done it returns as effects.

mod about;
pub mod across;
pub mod bookmarks;
pub mod chooser;
pub mod command;
pub mod facts;
pub mod field;
pub mod geometry;
pub mod keymap;
pub mod library;
pub mod locator;
pub mod outline;
pub mod prompt;
pub mod reader;
pub mod search;
pub mod selecting;
pub mod typed;

mod commands;
mod copying;
mod correcting;
mod find;
mod following;
mod journey;
mod keys;
mod mouse;
mod movement;
mod opening;
mod panes;
mod places;
mod reports;
mod shown;
mod state;
mod tuning;
mod update;
pub mod walking;

pub use journey::{Journey, Spot, Towards};
pub use state::{Beside, Over, Scan, Screen, State};
pub use update::update;
