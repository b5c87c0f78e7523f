//! Threads that work for the interface: one that does the newest request only, and one that does
//! every request in order and is waited for. What the work is, others say.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

/// A thread that does the newest request: a newer one replaces one that waits, and the one under
/// way can see that it is out of date.
pub struct Newest<T> {
    slot: Arc<Slot<T>>,
}

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
    /// Starts the thread.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(
        name: &str,
        mut work: impl FnMut(T, &Wanted<'_>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let waiting = Mutex::new(Waiting { request: None, closed: false });
        let slot =
            Arc::new(Slot { waiting, filled: Condvar::new(), stale: AtomicBool::new(false) });
        let shared = Arc::clone(&slot);
        Builder::new().name(name.to_owned()).spawn(move || {
            while let Some(request) = shared.take() {
                work(request, &Wanted(&shared.stale));
            }
        })?;
        Ok(Self { slot })
    }

    /// Asks for work; a request that still waits is forgotten.
    pub fn ask(&self, request: T) {
        let mut waiting = self.slot.lock();
        waiting.request = Some(request);
        self.slot.stale.store(true, Ordering::Relaxed);
        self.slot.filled.notify_one();
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

/// A thread that does every request in order and is waited for at the end: for what the user made.
pub struct Every<T> {
    sender: Option<Sender<T>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Every<T> {
    /// Starts the thread.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(name: &str, mut work: impl FnMut(T) + Send + 'static) -> std::io::Result<Self> {
        let (sender, receiver): (_, Receiver<T>) = channel();
        let run = move || receiver.iter().for_each(&mut work);
        let thread = Builder::new().name(name.to_owned()).spawn(run)?;
        Ok(Self { sender: Some(sender), thread: Some(thread) })
    }

    /// Asks for work, behind everything asked for before.
    pub fn ask(&self, request: T) {
        if let Some(sender) = &self.sender {
            // The thread ends only when this sender is gone.
            let _ = sender.send(request);
        }
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
        let lane = Every::start("test", move |n: u32| sender.send(n).unwrap()).unwrap();
        (0..100).for_each(|n| lane.ask(n));
        drop(lane);
        assert_eq!(done.iter().collect::<Vec<_>>(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_newer_request_replaces_the_one_that_waits() {
        let (started, has_started) = channel();
        let (sender, done) = channel();
        let lane = Newest::start("test", move |n: u32, wanted: &Wanted<'_>| {
            started.send(()).unwrap();
            while n == 0 && wanted.still() {
                std::thread::yield_now();
            }
            sender.send(n).unwrap();
        })
        .unwrap();
        lane.ask(0);
        has_started.recv().unwrap();
        (1..=5).for_each(|n| lane.ask(n));
        assert_eq!(done.recv(), Ok(0));
        let last = done.iter().find(|n| *n == 5);
        assert_eq!(last, Some(5), "the newest is done in any case");
    }
}
