//! The only room with windows: terminal, files, threads and the clock.

pub mod background;
pub mod colour;
mod corrections;
mod decode;
pub mod exporting;
pub mod extracting;
pub mod files;
pub mod finding;
pub mod hands;
pub mod input;
pub mod keeping;
pub mod lane;
pub mod marking;
pub mod memory;
pub mod places;
pub mod placing;
pub mod reading;
pub mod scan;
pub mod scanning;
mod sequence;
pub mod session;
pub mod shelf;
pub mod signals;
pub mod store;
pub mod terminal;
mod translate;
mod tty;
