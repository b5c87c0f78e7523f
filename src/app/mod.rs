//! State, and how events change it. Performs nothing: what it wants done it returns as effects.

pub mod base;
pub mod panes;
pub mod shell;

pub use shell::state::State;
pub use shell::update;
