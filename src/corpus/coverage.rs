//! Whether the index has everything that was found below the roots. "No document has this" may be said
//! only then. Knows neither documents nor the index.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How often an index that was lost is asked for anew in a session: one that is lost again and again
/// is left alone, and what is said of it stays careful.
const MOST_LOSSES: usize = 8;

/// What is known of an index.
#[derive(Default)]
pub struct Coverage {
    complete: AtomicBool,
    lost: AtomicBool,
    losses: AtomicUsize,
    ask: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

impl Coverage {
    /// True if the index has everything that was found.
    pub fn is_complete(&self) -> bool {
        self.complete.load(Ordering::Acquire)
    }

    /// Everything that was found is in the index, or is about to be.
    pub fn set_complete(&self, complete: bool) {
        self.complete.store(complete, Ordering::Release);
    }

    /// The index went, or cannot be used: it has to be made anew from everything.
    pub fn lose(&self) {
        self.note_loss();
        if self.losses.fetch_add(1, Ordering::Relaxed) < MOST_LOSSES
            && let Some(ask) = self.ask.get()
        {
            ask();
        }
    }

    /// The index has to be made anew still: nobody came to it.
    pub fn note_loss(&self) {
        self.set_complete(false);
        self.lost.store(true, Ordering::Release);
    }

    /// True if the index went and nobody has looked at everything since.
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Acquire)
    }

    /// True once after the index went: everything is to be looked at.
    pub fn take_loss(&self) -> bool {
        self.lost.swap(false, Ordering::AcqRel)
    }

    /// Says how somebody is asked to look at everything when the index went.
    pub fn when_lost(&self, ask: impl Fn() + Send + Sync + 'static) {
        // One is enough.
        let _ = self.ask.set(Box::new(ask));
    }
}

impl fmt::Debug for Coverage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Coverage({})", self.is_complete())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_lost_index_is_asked_for_anew_but_not_without_end() {
        let (coverage, asked) = (Coverage::default(), Arc::new(AtomicUsize::new(0)));
        coverage.lose();
        let counted = Arc::clone(&asked);
        coverage.when_lost(move || _ = counted.fetch_add(1, Ordering::Relaxed));
        coverage.set_complete(true);
        assert!(coverage.take_loss() && !coverage.take_loss() && coverage.is_complete());
        (0..20).for_each(|_| coverage.lose());
        assert!(!coverage.is_complete() && coverage.take_loss());
        assert_eq!(asked.load(Ordering::Relaxed), MOST_LOSSES - 1);
    }
}
