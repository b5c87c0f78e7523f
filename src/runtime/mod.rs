//! The only room with windows: terminal, files, threads and the clock.
pub mod store;
