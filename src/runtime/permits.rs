//! Bounds how many reports of a kind are on the way to the loop: whoever finds a million documents faster
//! than the list takes them in waits, and does not fill the memory with them. Knows nothing of reports.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Permits that are left.
#[derive(Debug)]
pub struct Permits {
    left: Mutex<usize>,
    given_back: Condvar,
}

/// One of them; given back when it is dropped.
#[derive(Debug)]
pub struct Permit(Arc<Permits>);

impl Permits {
    /// So many.
    pub fn new(count: usize) -> Arc<Self> {
        Arc::new(Self { left: Mutex::new(count), given_back: Condvar::new() })
    }

    /// Waits for one, so long at most: while an editor has the terminal the loop takes in nothing.
    pub fn wait(self: &Arc<Self>, longest: Duration) -> Option<Permit> {
        let none_left = |left: &mut usize| *left == 0;
        let waited = self.given_back.wait_timeout_while(self.left(), longest, none_left);
        let (mut left, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *left = left.checked_sub(1)?;
        Some(Permit(Arc::clone(self)))
    }

    fn left(&self) -> MutexGuard<'_, usize> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.0.left() += 1;
        self.0.given_back.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const SHORT: Duration = Duration::from_millis(1);

    #[test]
    fn there_are_never_more_than_so_many() {
        let permits = Permits::new(2);
        let (first, second) = (permits.wait(SHORT), permits.wait(SHORT));
        assert!(first.is_some() && second.is_some());
        assert!(permits.wait(SHORT).is_none());
        drop(first);
        assert!(permits.wait(SHORT).is_some());
    }

    #[test]
    fn who_waits_gets_what_another_gives_back() {
        let permits = Permits::new(1);
        let held = permits.wait(SHORT);
        thread::scope(|scope| {
            let waiting = scope.spawn(|| permits.wait(Duration::from_secs(60)).is_some());
            drop(held);
            assert!(waiting.join().unwrap());
        });
    }
}
