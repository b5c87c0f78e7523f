//! Looks into many files at a time for what the list says about them: a thread for each core, so that
//! slow formats keep all workers in the sandbox busy. Finds no files and keeps nothing.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::build::Stale;
use crate::library::Entry;
use crate::protocol::{Event, MOST_CATALOGUED};
use crate::reading::documents::Documents;
use crate::sandbox::parallel::{as_ready, in_order};

/// How long descriptions are held back so that they arrive in batches.
const BATCH: Duration = Duration::from_millis(80);

/// Looks into files from their beginnings and reports them in batches, about in their order. What
/// is under way when nobody wants it any more is not reported.
pub fn describe(
    documents: &Documents,
    stale: &[Stale],
    cancel: &AtomicBool,
    report: &(dyn Fn(Event) + Sync),
) {
    let wanted = || !cancel.load(Ordering::Relaxed);
    let work = |stale: &Stale| {
        let entries = wanted().then(|| documents.describe(stale.entry.clone(), cancel));
        entries.filter(|_| wanted())
    };
    as_ready(stale, work, |described| gather(&described, report));
}

/// The same for the verbs: all entries, in the order of the files.
pub fn described(documents: &Documents, stale: &[Stale]) -> Vec<Entry> {
    let never = AtomicBool::new(false);
    let mut all = Vec::new();
    let work = |stale: &Stale| documents.describe(stale.entry.clone(), &never);
    in_order(stale, work, |entries| {
        all.extend(entries);
        ControlFlow::Continue(())
    });
    all
}

/// Reports what is handed over; nothing that is there waits for a file that is slow.
fn gather(described: &Receiver<(usize, Vec<Entry>)>, report: &(dyn Fn(Event) + Sync)) {
    let mut batch = Vec::new();
    let mut since = Instant::now();
    loop {
        let next = match batch.is_empty() {
            true => described.recv().map_err(RecvTimeoutError::from),
            false => described.recv_timeout(BATCH.saturating_sub(since.elapsed())),
        };
        match next {
            Ok((_, entries)) => batch.extend(entries),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if since.elapsed() >= BATCH || batch.len() >= MOST_CATALOGUED {
            hand_over(&mut batch, report);
            since = Instant::now();
        }
    }
    hand_over(&mut batch, report);
}

fn hand_over(batch: &mut Vec<Entry>, report: &(dyn Fn(Event) + Sync)) {
    while !batch.is_empty() {
        let first = batch.drain(..batch.len().min(MOST_CATALOGUED));
        report(Event::catalogued(first));
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Mutex;

    use super::*;
    use crate::bookmarks::Fingerprint;
    use crate::files::places::{PlaceOptions, Places};
    use crate::index::RootedPath;
    use crate::library::Status;
    use crate::reading::in_memory::InMemory;
    use crate::text::CleanText;

    /// A hundred files of so many words.
    fn house() -> (tempfile::TempDir, Documents, Vec<Stale>) {
        let house = tempfile::tempdir().unwrap();
        let stale = (0..100).map(|number| {
            let path = house.path().join(format!("{number}.txt"));
            std::fs::write(&path, "word ".repeat(number + 1)).unwrap();
            let entry = Entry::waiting(path, CleanText::default());
            Stale {
                entry,
                place: RootedPath::default(),
                state: Fingerprint::default(),
                known: None,
            }
        });
        let stale = stale.collect();
        let places = Places::under(house.path(), PlaceOptions::default());
        (house, Documents::of_user(InMemory::default(), &places), stale)
    }

    #[test]
    fn every_file_is_described_once_and_the_verbs_keep_the_order() {
        let (_house, documents, stale) = house();
        let entries = described(&documents, &stale);
        let words: Vec<usize> = entries.iter().map(|entry| entry.words).collect();
        assert_eq!(words, (1..=100).collect::<Vec<_>>());
        let reported = Mutex::new(Vec::new());
        let report = |event| match event {
            Event::Catalogued(entries) => reported.lock().unwrap().extend(entries),
            _ => unreachable!("nothing else is told"),
        };
        describe(&documents, &stale, &AtomicBool::new(false), &report);
        let mut paths: Vec<PathBuf> =
            reported.into_inner().unwrap().into_iter().map(|entry| entry.path.clone()).collect();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), 100);
    }

    #[test]
    fn what_is_called_off_is_not_reported() {
        let (_house, documents, stale) = house();
        let reported = Mutex::new(0);
        let report = |event| match event {
            Event::Catalogued(entries) => *reported.lock().unwrap() += entries.len(),
            _ => unreachable!("nothing else is told"),
        };
        describe(&documents, &stale, &AtomicBool::new(true), &report);
        assert_eq!(reported.into_inner().unwrap(), 0);
        let entry = documents.describe(stale[0].entry.clone(), &AtomicBool::new(true));
        assert_eq!(entry[0].status, Status::Ready, "a text is read whatever is wanted");
    }
}
