//! The terminal: taking it over and giving it back, keys and the mouse, signals, colours and the
//! clipboard. Knows no documents and no state of the program.

pub mod background;
pub mod clipboard;
mod decode;
pub mod guard;
pub mod input;
mod input_event;
mod multiplexer;
mod sequence;
pub mod signals;
pub mod translate;
mod tty;
