//! Looks into many files at a time for what the list says about them: a thread for each core, so that
//! slow formats keep all workers in the sandbox busy. Finds no files and keeps nothing.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::corpus::Corpus;
use super::stale::Stale;
use crate::library::Entry;
use crate::protocol::{Event, MOST_CATALOGUED};
use crate::sandbox::parallel::{as_ready, in_order};

/// How long descriptions are held back so that they arrive in batches.
const BATCH: Duration = Duration::from_millis(80);

/// Looks into files from their beginnings and reports them in batches, about in their order. What
/// is under way when nobody wants it any more is not reported.
pub fn describe(
    corpus: &Corpus,
    stale: &[Stale],
    cancel: &AtomicBool,
    report: &(dyn Fn(Event) + Sync),
) {
    let wanted = || !cancel.load(Ordering::Relaxed);
    let work = |stale: &Stale| {
        let entries = wanted().then(|| corpus.documents().describe(stale.entry(corpus), cancel));
        entries.filter(|_| wanted())
    };
    as_ready(stale, work, |described| gather(&described, report));
}

/// The same for the verbs: all entries, in the order of the files.
pub fn described(corpus: &Corpus, stale: &[Stale]) -> Vec<Entry> {
    let never = AtomicBool::new(false);
    let mut all = Vec::new();
    let work = |stale: &Stale| corpus.documents().describe(stale.entry(corpus), &never);
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
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::files::places::{PlaceOptions, Places};
    use crate::library::Status;
    use crate::reading::documents::Documents;
    use crate::reading::in_memory::InMemory;
    use crate::text::CleanText;

    /// A hundred files of so many words.
    fn house() -> (tempfile::TempDir, Corpus, Vec<Stale>) {
        let house = tempfile::tempdir().unwrap();
        let places = Places::under(house.path(), PlaceOptions::default());
        let documents = Arc::new(Documents::of_user(InMemory::default(), &places));
        let corpus = Corpus::new(places, Vec::new(), documents);
        let stale = (0..100).map(|number| {
            let path = house.path().join(format!("{number}.txt"));
            std::fs::write(&path, "word ".repeat(number + 1)).unwrap();
            let entry = Entry::waiting(path, CleanText::default());
            Stale::named(&corpus, &entry, None)
        });
        let stale = stale.collect();
        (house, corpus, stale)
    }

    #[test]
    fn every_file_is_described_once_and_the_verbs_keep_the_order() {
        let (_house, corpus, stale) = house();
        let entries = described(&corpus, &stale);
        let words: Vec<usize> = entries.iter().map(|entry| entry.words).collect();
        assert_eq!(words, (1..=100).collect::<Vec<_>>());
        let reported = Mutex::new(Vec::new());
        let report = |event| match event {
            Event::Catalogued(entries) => reported.lock().unwrap().extend(entries),
            _ => unreachable!("nothing else is told"),
        };
        describe(&corpus, &stale, &AtomicBool::new(false), &report);
        let mut paths: Vec<PathBuf> =
            reported.into_inner().unwrap().into_iter().map(|entry| entry.path.clone()).collect();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), 100);
    }

    #[test]
    fn what_is_called_off_is_not_reported() {
        let (_house, corpus, stale) = house();
        let reported = Mutex::new(0);
        let report = |event| match event {
            Event::Catalogued(entries) => *reported.lock().unwrap() += entries.len(),
            _ => unreachable!("nothing else is told"),
        };
        describe(&corpus, &stale, &AtomicBool::new(true), &report);
        assert_eq!(reported.into_inner().unwrap(), 0);
        let described =
            corpus.documents().describe(stale[0].entry(&corpus), &AtomicBool::new(true));
        assert_eq!(described[0].status, Status::Ready, "a text is read whatever is wanted");
    }
}
