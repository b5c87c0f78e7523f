//! Files and what the rooms above share of the system: opening without trust, where things lie, the
//! clock, and threads that work for the interface. Knows no documents.

pub mod cache_dir;
pub mod clock;
pub mod lock;
pub mod open;
pub mod panics;
pub mod pipe;
pub mod places;
pub mod private;
pub mod worker;
