//! The only room with windows: terminal, files, threads and the clock.

pub mod background;
mod decode;
pub mod files;
pub mod input;
pub mod memory;
pub mod places;
pub mod scan;
mod sequence;
pub mod signals;
pub mod terminal;
mod tty;
