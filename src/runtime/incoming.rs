//! What reaches the loop from its threads.

use crate::protocol::Event;
use crate::terminal::input::Input;
use crate::terminal::signals::Signal;

/// What arrives on the one channel.
pub enum Incoming {
    /// Something for the state.
    Event(Event),
    /// Something from the terminal.
    Input(Input),
    /// Something from the system.
    Signal(Signal),
}
