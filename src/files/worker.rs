//! Threads that work for the interface: one that does the newest request only, and one that does
//! every request in order and is waited for. What the work is, others say. A request that is not done,
//! because the work panicked or the system gives no thread, is handed back with the reason; the thread
//! goes on with the next.

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

use super::panics::panic_message;
use crate::text::CleanText;

/// A thread that does the newest request: a newer one replaces one that waits, and the one under
/// way can see that it is out of date. So a thread serves one purpose, of which only the newest
/// request matters.
pub struct Newest<T> {
    name: String,
    slot: Arc<Slot<T>>,
    run: Pending<Work<T>>,
    failed: Failed<T>,
}

/// What a thread does with a request that may be called off.
type Work<T> = dyn FnMut(&T, &CancelToken<'_>) + Send;

/// A thread's work until the thread has begun: it is there still if the system gave no thread.
type Pending<F> = Arc<Mutex<Option<Box<F>>>>;

/// What is told of a request that was not done.
type Failed<T> = Arc<dyn Fn(&T, &Failure) + Send + Sync>;

/// Why a request was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The work panicked with these words, which may quote a document.
    Panicked(CleanText),
    /// The system gave no thread.
    NoThread(CleanText),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panicked(words) => {
                write!(f, "a fault of the program ({words}); please report it")
            }
            Self::NoThread(words) => write!(f, "the system gives no thread ({words}); try again"),
        }
    }
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

/// Tells work under way whether it was called off.
pub struct CancelToken<'a>(&'a AtomicBool);

impl<'a> CancelToken<'a> {
    /// Called off once `flag` is true.
    pub fn new(flag: &'a AtomicBool) -> Self {
        Self(flag)
    }

    /// True once a newer request waits, or the program ends. What was done until then is partial and
    /// must not be reported as whole.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The same as a flag, for work that knows no threads.
    pub fn flag(&self) -> &AtomicBool {
        self.0
    }
}

impl<T: Send + 'static> Newest<T> {
    /// Describes the thread. It starts with the first request: a thread costs time that the first
    /// paint does not have. `failed` is told of every request that was not done.
    pub fn new(
        name: &str,
        work: impl FnMut(&T, &CancelToken<'_>) + Send + 'static,
        failed: impl Fn(&T, &Failure) + Send + Sync + 'static,
    ) -> Self {
        let waiting = Mutex::new(Waiting { request: None, closed: false });
        let slot =
            Arc::new(Slot { waiting, filled: Condvar::new(), stale: AtomicBool::new(false) });
        let run: Pending<Work<T>> = Arc::new(Mutex::new(Some(Box::new(work))));
        Self { name: name.to_owned(), slot, run, failed: Arc::new(failed) }
    }

    /// Asks for work; a request that still waits is forgotten.
    ///
    /// # Errors
    /// If the system gives no thread; the request is handed back too.
    pub fn ask(&mut self, request: T) -> io::Result<()> {
        self.start(&request)?;
        let mut waiting = self.slot.lock();
        waiting.request = Some(request);
        self.slot.stale.store(true, Ordering::Relaxed);
        self.slot.filled.notify_one();
        Ok(())
    }

    /// Asks for work unless some waits already. What is under way goes on.
    ///
    /// # Errors
    /// If the system gives no thread; the request is handed back too.
    pub fn ask_later(&mut self, request: T) -> io::Result<()> {
        self.start(&request)?;
        self.reminder().remind(request);
        Ok(())
    }

    /// Calls off what waits and what is under way.
    pub fn call_off(&self) {
        let mut waiting = self.slot.lock();
        waiting.request = None;
        self.slot.stale.store(true, Ordering::Relaxed);
    }

    /// Asks for work that interrupts none.
    pub fn reminder(&self) -> Reminder<T> {
        Reminder(Arc::clone(&self.slot))
    }

    fn start(&self, request: &T) -> io::Result<()> {
        if lock(&self.run).is_none() {
            return Ok(());
        }
        let (slot, run, failed) =
            (Arc::clone(&self.slot), Arc::clone(&self.run), Arc::clone(&self.failed));
        let thread = move || {
            let Some(mut work) = lock(&run).take() else { return };
            while let Some(request) = slot.take() {
                guarded(&request, &*failed, |request| work(request, &CancelToken(&slot.stale)));
            }
        };
        begun(Builder::new().name(self.name.clone()).spawn(thread), request, &*self.failed)?;
        Ok(())
    }
}

/// Does a request; a panic costs this one only.
fn guarded<T>(request: &T, failed: &dyn Fn(&T, &Failure), work: impl FnOnce(&T)) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(request))) {
        let failure = Failure::Panicked(CleanText::line(panic_message(&*panic)));
        // Whoever tells must not end the thread either.
        let _ = catch_unwind(AssertUnwindSafe(|| failed(request, &failure)));
    }
}

/// Hands a request back for which no thread was given.
fn begun<T>(
    spawned: io::Result<JoinHandle<()>>,
    request: &T,
    failed: &dyn Fn(&T, &Failure),
) -> io::Result<JoinHandle<()>> {
    spawned.inspect_err(|error| {
        failed(request, &Failure::NoThread(CleanText::line(&error.to_string())));
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
        lock(&self.waiting)
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
    run: Pending<dyn FnMut(&T) + Send>,
    failed: Failed<T>,
    sender: Option<Sender<T>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Every<T> {
    /// Describes the thread. It starts with the first request. `failed` is told of every request that
    /// was not done.
    pub fn new(
        name: &str,
        work: impl FnMut(&T) + Send + 'static,
        failed: impl Fn(&T, &Failure) + Send + Sync + 'static,
    ) -> Self {
        let run: Pending<dyn FnMut(&T) + Send> = Arc::new(Mutex::new(Some(Box::new(work))));
        let name = name.to_owned();
        Self { name, run, failed: Arc::new(failed), sender: None, thread: None }
    }

    /// Asks for work, behind everything asked for before.
    ///
    /// # Errors
    /// If the system gives no thread; the request is handed back too.
    pub fn ask(&mut self, request: T) -> io::Result<()> {
        if self.sender.is_none() {
            let (sender, receiver): (_, Receiver<T>) = channel();
            let (run, failed) = (Arc::clone(&self.run), Arc::clone(&self.failed));
            let thread = move || {
                let Some(mut work) = lock(&run).take() else { return };
                receiver.iter().for_each(|request| guarded(&request, &*failed, &mut work));
            };
            let spawned = Builder::new().name(self.name.clone()).spawn(thread);
            self.thread = Some(begun(spawned, &request, &*self.failed)?);
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

    fn untold(n: &u32, failure: &Failure) {
        panic!("{n} failed: {failure}");
    }

    #[test]
    fn every_request_is_done_before_the_end() {
        let (sender, done) = channel();
        let mut worker = Every::new("test", move |n: &u32| sender.send(*n).unwrap(), untold);
        (0..100).for_each(|n| worker.ask(n).unwrap());
        drop(worker);
        assert_eq!(done.iter().collect::<Vec<_>>(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn a_reminder_interrupts_nothing_and_replaces_nothing() {
        let (started, has_started) = channel();
        let (sender, done) = channel();
        let (go, may_go) = channel();
        let mut worker = Newest::new(
            "test",
            move |n: &u32, token: &CancelToken<'_>| {
                started.send(()).unwrap();
                may_go.recv().unwrap();
                sender.send((*n, !token.is_cancelled())).unwrap();
            },
            untold,
        );
        let reminder = worker.reminder();
        worker.ask(0).unwrap();
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
        let mut worker = Newest::new(
            "test",
            move |n: &u32, token: &CancelToken<'_>| {
                started.send(()).unwrap();
                while *n == 0 && !token.is_cancelled() {
                    std::thread::yield_now();
                }
                sender.send(*n).unwrap();
            },
            untold,
        );
        worker.ask(0).unwrap();
        has_started.recv().unwrap();
        (1..=5).for_each(|n| worker.ask(n).unwrap());
        assert_eq!(done.recv(), Ok(0));
        let last = done.iter().find(|n| *n == 5);
        assert_eq!(last, Some(5), "the newest is done in any case");
    }

    #[test]
    fn work_that_panics_is_told_and_the_next_request_is_done() {
        let (sender, done) = channel();
        let failures = sender.clone();
        let work = move |n: &u32, _: &CancelToken<'_>| {
            assert_ne!(*n, 1, "one is too many");
            sender.send(format!("{n} done")).unwrap();
        };
        let told = move |n: &u32, failure: &Failure| {
            failures.send(format!("{n}: {failure}")).unwrap();
        };
        let mut worker = Newest::new("test", work, told);
        worker.ask(1).unwrap();
        assert!(done.recv().unwrap().starts_with("1: a fault of the program"));
        worker.ask(2).unwrap();
        assert_eq!(done.recv().unwrap(), "2 done");
    }

    #[test]
    fn every_request_but_the_one_that_panics_is_done() {
        let (sender, done) = channel();
        let failures = sender.clone();
        let work = move |n: &u32| {
            assert!(!n.is_multiple_of(3), "by three");
            sender.send(*n).unwrap();
        };
        let told = move |n: &u32, _: &Failure| failures.send(n + 100).unwrap();
        let mut worker = Every::new("test", work, told);
        (1..=6).for_each(|n| worker.ask(n).unwrap());
        drop(worker);
        assert_eq!(done.iter().collect::<Vec<_>>(), [1, 2, 103, 4, 5, 106]);
    }

    #[test]
    fn what_is_called_off_is_not_done() {
        let (started, has_started) = channel();
        let (sender, done) = channel();
        let work = move |n: &u32, token: &CancelToken<'_>| {
            started.send(()).unwrap();
            while *n == 0 && !token.is_cancelled() {
                std::thread::yield_now();
            }
            sender.send((*n, token.is_cancelled())).unwrap();
        };
        let mut worker = Newest::new("test", work, untold);
        worker.ask(0).unwrap();
        has_started.recv().unwrap();
        worker.reminder().remind(1);
        worker.call_off();
        assert_eq!(done.recv(), Ok((0, true)));
        worker.ask(2).unwrap();
        assert_eq!(done.recv(), Ok((2, false)));
    }
}
