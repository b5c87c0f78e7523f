//! What reaches the loop from its threads.

use std::sync::mpsc::Sender;
use std::time::Duration;

use super::permits::{Permit, Permits};
use crate::protocol::Event;
use crate::terminal::input::Input;
use crate::terminal::signals::Signal;

/// Reports of many documents that may be on the way: some ten thousand documents.
const MOST_BATCHES: usize = 8;

/// How long such a report waits for those before it.
const PATIENCE: Duration = Duration::from_millis(250);

/// What arrives on the one channel.
pub enum Incoming {
    /// Something for the state.
    Event(Event),
    /// The same, one of many: the permit is given back once it is taken in.
    Batch(Event, Permit),
    /// Something from the terminal.
    Input(Input),
    /// Something from the system.
    Signal(Signal),
}

/// Where a worker's reports go.
pub(super) fn report(sender: &Sender<Incoming>) -> impl Fn(Event) + Send + Sync + use<> {
    let sender = sender.clone();
    move |event| {
        // Nobody listens any more only when the program ends.
        let _ = sender.send(Incoming::Event(event));
    }
}

/// The same for who tells of many documents: only so much of it is on the way at a time.
pub(super) fn bounded_report(sender: &Sender<Incoming>) -> impl Fn(Event) + Send + Sync + use<> {
    let (sender, permits) = (sender.clone(), Permits::new(MOST_BATCHES));
    move |event| {
        let many = matches!(event, Event::Catalogued(_) | Event::Filtered(_));
        let permit = many.then(|| permits.wait(PATIENCE)).flatten();
        // Nobody listens any more only when the program ends.
        let _ = sender.send(match permit {
            Some(permit) => Incoming::Batch(event, permit),
            None => Incoming::Event(event),
        });
    }
}
