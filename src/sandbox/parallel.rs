//! Does the same with many things, as many at a time as there are cores for workers in the sandbox,
//! and hands on what comes of it, in the order of the things if wanted. Knows nothing of what is done.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// Results that may wait to be taken: whoever takes them in more slowly than they are made is waited
/// for.
const AHEAD: usize = 256;

/// Has `work` done with every thing, as long as it returns something, and what comes of it taken in by
/// this thread as it comes, each with the number of its thing.
pub fn as_ready<'t, T: Sync, R: Send, O>(
    things: &'t [T],
    work: impl Fn(&'t T) -> Option<R> + Sync,
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
                    let Some(result) = things.get(at).and_then(work) else { return };
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
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    as_ready(
        things,
        |thing| Some(work(thing)),
        |handed| {
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
        },
    );
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
