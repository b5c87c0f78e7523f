//! Threads that work for the interface: one that does the newest request only, and one that does
//! every request in order and is waited for. What the work is, others say.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

/// A thread that does the newest request: a newer one replaces one that waits, and the one under
/// way can see that it is out of date.
pub struct Newest<T> {
    slot: Arc<Slot<T>>,
    start: Option<Start>,
}

/// What starts a thread, once.
type Start = Box<dyn FnOnce() -> io::Result<()> + Send>;

struct Slot<T> {
    waiting: Mutex<Waiting<T>>,
    filled: Condvar,
    /// True once the request under way is out of date.
    stale: AtomicBool,
}

struct Waiting<T> {
    request: Option<T>,
    closed: bool,
}

/// Tells work under way whether it is still wanted.
pub struct Wanted<'a>(&'a AtomicBool);

impl Wanted<'_> {
    /// False once a newer request waits, or the program ends.
    pub fn still(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }

    /// True once nobody wants the work any more.
    pub fn cancel(&self) -> &AtomicBool {
        self.0
    }
}

impl<T: Send + 'static> Newest<T> {
    /// Describes the thread. It starts with the first request: a thread costs time that the first
    /// paint does not have.
    pub fn new(name: &str, mut work: impl FnMut(T, &Wanted<'_>) + Send + 'static) -> Self {
        let waiting = Mutex::new(Waiting { request: None, closed: false });
        let slot =
            Arc::new(Slot { waiting, filled: Condvar::new(), stale: AtomicBool::new(false) });
        let shared = Arc::clone(&slot);
        let thread = move || {
            while let Some(request) = shared.take() {
                work(request, &Wanted(&shared.stale));
            }
        };
        let builder = Builder::new().name(name.to_owned());
        Self { slot, start: Some(Box::new(move || builder.spawn(thread).map(drop))) }
    }

    /// Asks for work; a request that still waits is forgotten.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn ask(&mut self, request: T) -> io::Result<()> {
        if let Some(start) = self.start.take() {
            start()?;
        }
        let mut waiting = self.slot.lock();
        waiting.request = Some(request);
        self.slot.stale.store(true, Ordering::Relaxed);
        self.slot.filled.notify_one();
        Ok(())
    }
}

impl<T: Send + 'static> Newest<T> {
    /// Asks for work unless some waits already. What is under way goes on.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn ask_later(&mut self, request: T) -> io::Result<()> {
        if let Some(start) = self.start.take() {
            start()?;
        }
        self.reminder().remind(request);
        Ok(())
    }

    /// Asks for work that interrupts none.
    pub fn reminder(&self) -> Reminder<T> {
        Reminder(Arc::clone(&self.slot))
    }
}

impl<T> Drop for Newest<T> {
    fn drop(&mut self) {
        let mut waiting = self.slot.lock();
        waiting.closed = true;
        self.slot.stale.store(true, Ordering::Relaxed);
        self.slot.filled.notify_one();
    }
}

impl<T> Slot<T> {
    fn lock(&self) -> MutexGuard<'_, Waiting<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a request; `None` when no more will come.
    fn take(&self) -> Option<T> {
        let mut waiting = self.lock();
        loop {
            if waiting.closed {
                return None;
            }
            if let Some(request) = waiting.request.take() {
                self.stale.store(false, Ordering::Relaxed);
                return Some(request);
            }
            waiting = self.filled.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Asks a thread for work from wherever it is. The thread starts with the first request of its owner.
pub struct Reminder<T>(Arc<Slot<T>>);

impl<T> Reminder<T> {
    /// Asks for work unless some waits already. What is under way goes on.
    pub fn remind(&self, request: T) {
        let mut waiting = self.0.lock();
        if waiting.request.is_none() {
            waiting.request = Some(request);
            self.0.filled.notify_one();
        }
    }
}

/// A thread that does every request in order and is waited for at the end: for what the user made.
pub struct Every<T> {
    name: String,
    work: Option<Box<dyn FnMut(T) + Send>>,
    sender: Option<Sender<T>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Every<T> {
    /// Describes the thread. It starts with the first request.
    pub fn new(name: &str, work: impl FnMut(T) + Send + 'static) -> Self {
        Self { name: name.to_owned(), work: Some(Box::new(work)), sender: None, thread: None }
    }

    /// Asks for work, behind everything asked for before.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn ask(&mut self, request: T) -> io::Result<()> {
        if let Some(mut work) = self.work.take() {
            let (sender, receiver): (_, Receiver<T>) = channel();
            let run = move || receiver.iter().for_each(&mut work);
            self.thread = Some(Builder::new().name(self.name.clone()).spawn(run)?);
            self.sender = Some(sender);
        }
        let sent = self.sender.as_ref().is_some_and(|sender| sender.send(request).is_ok());
        sent.then_some(()).ok_or_else(|| io::Error::other(format!("{} has ended", self.name)))
    }
}

impl<T> Drop for Every<T> {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn every_request_is_done_before_the_end() {
        let (sender, done) = channel();
        let mut lane = Every::new("test", move |n: u32| sender.send(n).unwrap());
        (0..100).for_each(|n| lane.ask(n).unwrap());
        drop(lane);
        assert_eq!(done.iter().collect::<Vec<_>>(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_reminder_interrupts_nothing_and_replaces_nothing() {
        let (started, has_started) = channel();
        let (sender, done) = channel();
        let (go, may_go) = channel();
        let mut lane = Newest::new("test", move |n: u32, wanted: &Wanted<'_>| {
            started.send(()).unwrap();
            may_go.recv().unwrap();
            sender.send((n, wanted.still())).unwrap();
        });
        let reminder = lane.reminder();
        lane.ask(0).unwrap();
        has_started.recv().unwrap();
        reminder.remind(1);
        reminder.remind(2);
        [(), ()].into_iter().for_each(|()| go.send(()).unwrap());
        assert_eq!([done.recv(), done.recv()], [Ok((0, true)), Ok((1, true))]);
    }

    #[test]
    fn a_newer_request_replaces_the_one_that_waits() {
        let (started, has_started) = channel();
        let (sender, done) = channel();
        let mut lane = Newest::new("test", move |n: u32, wanted: &Wanted<'_>| {
            started.send(()).unwrap();
            while n == 0 && wanted.still() {
                std::thread::yield_now();
            }
            sender.send(n).unwrap();
        });
        lane.ask(0).unwrap();
        has_started.recv().unwrap();
        (1..=5).for_each(|n| lane.ask(n).unwrap());
        assert_eq!(done.recv(), Ok(0));
        let last = done.iter().find(|n| *n == 5);
        assert_eq!(last, Some(5), "the newest is done in any case");
    }
}
