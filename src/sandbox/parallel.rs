//! Does the same with many things, as many at a time as there are cores for workers in the sandbox,
//! and hands on what comes of it, in the order of the things if wanted. Knows nothing of what is done.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Results that may wait to be taken: whoever takes them in more slowly than they are made is waited
/// for.
const AHEAD: usize = 256;

/// Things that are begun at most while one before them is not done.
const BEGUN: usize = 64;

/// What things weigh at most that are begun while one before them is not done.
const BURDEN: u64 = 32 << 20;

/// Has `work` done with every thing, as long as it returns something, and what comes of it taken in by
/// this thread as it comes, each with the number of its thing.
pub fn as_ready<'t, T: Sync, R: Send, O>(
    things: &'t [T],
    work: impl Fn(&'t T) -> Option<R> + Sync,
    take: impl FnOnce(Receiver<(usize, R)>) -> O,
) -> O {
    numbered(things, |_, thing| work(thing), take)
}

fn numbered<'t, T: Sync, R: Send, O>(
    things: &'t [T],
    work: impl Fn(usize, &'t T) -> Option<R> + Sync,
    take: impl FnOnce(Receiver<(usize, R)>) -> O,
) -> O {
    let next = AtomicUsize::new(0);
    let (next, work) = (&next, &work);
    thread::scope(|scope| {
        let (hand, handed) = sync_channel(AHEAD);
        for _ in 0..super::threads().min(things.len()) {
            let hand = hand.clone();
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(result) = things.get(at).and_then(|thing| work(at, thing)) else {
                        return;
                    };
                    // Nobody listens any more once the taking was broken off.
                    if hand.send((at, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(hand);
        take(handed)
    })
}

/// Has `work` done with every thing, and `take` given what comes of it, in order, until that breaks
/// off. What comes of a thing should be small: it is kept until those before it are done.
pub fn in_order<'t, T: Sync, R: Send>(
    things: &'t [T],
    work: impl Fn(&'t T) -> R + Sync,
    take: impl FnMut(R) -> ControlFlow<()>,
) {
    as_ready(things, |thing| Some(work(thing)), |handed| sorted(handed, take));
}

/// The same where what comes of a thing may be large: nothing is begun while what was begun and not
/// taken yet is many things or heavy, but for the next one.
pub fn in_order_bounded<'t, T: Sync, R: Send>(
    things: &'t [T],
    weigh: impl Fn(&T) -> u64 + Sync,
    work: impl Fn(&'t T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let gate = Gate::default();
    let work = |at: usize, thing: &'t T| {
        let weight = weigh(thing);
        gate.wait(at, weight);
        // If the work panics nobody may go on waiting for what comes of it.
        let opened = OpenedAtEnd(&gate);
        let result = work(thing);
        std::mem::forget(opened);
        Some((weight, result))
    };
    numbered(things, work, |handed| {
        let _opened = OpenedAtEnd(&gate);
        sorted(handed, |(weight, result)| {
            let flow = take(result);
            gate.taken(weight);
            flow
        });
    });
}

fn sorted<R>(handed: Receiver<(usize, R)>, mut take: impl FnMut(R) -> ControlFlow<()>) {
    let (mut waiting, mut at) = (BTreeMap::new(), 0);
    for (place, result) in handed {
        waiting.insert(place, result);
        while let Some(result) = waiting.remove(&at) {
            at += 1;
            if take(result).is_break() {
                return;
            }
        }
    }
}

/// Where workers wait that are too far ahead.
#[derive(Default)]
struct Gate {
    state: Mutex<Progress>,
    moved: Condvar,
}

/// How far the taking has come.
#[derive(Default)]
struct Progress {
    taken: usize,
    /// What things weigh that were begun and not taken.
    burden: u64,
    /// Nobody has to wait any more.
    open: bool,
}

impl Gate {
    fn wait(&self, at: usize, weight: u64) {
        let too_far = |now: &mut Progress| {
            let full = now.burden.saturating_add(weight) > BURDEN || at >= now.taken + BEGUN;
            !now.open && at > now.taken && full
        };
        let waited = self.moved.wait_while(self.lock(), too_far);
        let mut now = waited.unwrap_or_else(PoisonError::into_inner);
        now.burden = now.burden.saturating_add(weight);
    }

    fn taken(&self, weight: u64) {
        let mut now = self.lock();
        now.taken += 1;
        now.burden = now.burden.saturating_sub(weight);
        self.moved.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens the gate for good when it is dropped.
struct OpenedAtEnd<'a>(&'a Gate);

impl Drop for OpenedAtEnd<'_> {
    fn drop(&mut self) {
        self.0.lock().open = true;
        self.0.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn work_does_not_run_ahead_of_what_is_taken() {
        let things: Vec<usize> = (0..10_000).collect();
        let done = AtomicUsize::new(0);
        let work = |_: &usize| Some(done.fetch_add(1, Ordering::Relaxed));
        as_ready(&things, work, |handed| {
            thread::sleep(Duration::from_millis(50));
            assert!(done.load(Ordering::Relaxed) <= AHEAD + crate::sandbox::threads());
            assert_eq!(handed.into_iter().count(), things.len());
        });
    }

    #[test]
    fn results_come_in_order_however_long_each_takes() {
        let things: Vec<u64> = (0..40).collect();
        let work = |thing: &u64| {
            thread::sleep(Duration::from_millis((thing * 7) % 5));
            thing * 2
        };
        let mut taken = Vec::new();
        in_order(&things, work, |result| {
            taken.push(result);
            ControlFlow::Continue(())
        });
        assert_eq!(taken, (0..40).map(|thing| thing * 2).collect::<Vec<_>>());
    }

    #[test]
    fn heavy_things_wait_for_those_before_them() {
        let things: Vec<u64> = (0..60).collect();
        let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut taken = Vec::new();
        let work = |thing: &u64| {
            most.fetch_max(begun.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(if *thing == 0 { 30 } else { 0 }));
            *thing
        };
        in_order_bounded(
            &things,
            |_| BURDEN / 4,
            work,
            |thing| {
                begun.fetch_sub(1, Ordering::SeqCst);
                taken.push(thing);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(taken, things);
        assert!(most.into_inner() <= 5);
        let mut taken = 0;
        in_order_bounded(
            &things,
            |_| u64::MAX,
            |thing| *thing,
            |_| {
                taken += 1;
                if taken == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(taken, 3);
    }

    #[test]
    fn a_panic_ends_the_waiting() {
        let things: Vec<u64> = (0..500).collect();
        let work = |thing: &u64| assert_ne!(*thing, 0, "the first fails");
        let run = || in_order_bounded(&things, |_| 1, work, |()| ControlFlow::Continue(()));
        assert!(std::panic::catch_unwind(run).is_err());
    }

    #[test]
    fn whoever_has_enough_gets_no_more() {
        let things: Vec<usize> = (0..10_000).collect();
        let done = AtomicUsize::new(0);
        let work = |thing: &usize| {
            done.fetch_add(1, Ordering::Relaxed);
            thread::sleep(Duration::from_micros(100));
            *thing
        };
        let mut taken = Vec::new();
        in_order(&things, work, |result| {
            taken.push(result);
            if taken.len() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(taken, [0, 1, 2]);
        assert!(done.into_inner() < things.len());
    }
}
