//! What panes and shell are made of: commands and the keys that ask for them, fields, rows, where the
//! panes stand on the screen, where the reader has been. Knows no pane and no state.

pub mod command;
mod default_keys;
pub mod field;
pub mod geometry;
pub mod journey;
pub mod key_conflicts;
pub mod key_sequence;
pub mod keymap;
pub mod layouts;
pub mod locator;
pub mod pane_id;
pub mod prompt;
pub mod rows;
pub mod task;
