//! What is to be indexed, and the thread that does it behind everything else. Whatever is added waits
//! until its turn comes; while another instance has the right to write, what that one commits is
//! picked up. Finds no files: see `scanner`.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use super::build;
use super::build::{NotDone, REPORTED};
use super::corpus::Corpus;
use super::index_dir::guarded;
use super::stale::Stale;
use super::work::Work;
use crate::files::worker::{CancelToken, Failure, Newest};
use crate::index::{CatalogueRow, RootedPath};
use crate::library::Entry;
use crate::protocol::{Event, Notice};

/// Steps that indexing stands back behind everything else while somebody reads.
const NICENESS: i32 = 10;

/// How often it is tried to write while another instance does.
const TRIES: Duration = Duration::from_secs(1);

/// How often is looked whether the work is wanted still, meanwhile.
const STEP: Duration = Duration::from_millis(100);

/// What is to be indexed.
pub struct IndexQueue {
    corpus: Arc<Corpus>,
    waiting: Arc<Mutex<Waiting>>,
    worker: Newest<()>,
}

#[derive(Default)]
struct Waiting {
    work: Work,
    /// True from when there is work until it is done.
    busy: bool,
}

impl IndexQueue {
    /// Nothing to do yet. Entries are reported as they become known.
    pub fn new(corpus: Arc<Corpus>, report: impl Fn(Event) + Send + Sync + 'static) -> Self {
        let waiting: Arc<Mutex<Waiting>> = Arc::default();
        let (taken, own) = (Arc::clone(&waiting), Arc::clone(&corpus));
        let mut nice = false;
        let report = Arc::new(report);
        let (dropped, told) = (Arc::clone(&waiting), Arc::clone(&report));
        let work = move |(): &(), token: &CancelToken<'_>| {
            if !std::mem::replace(&mut nice, true) {
                // On Linux this holds for the thread, and for those it starts. Without it all works,
                // less nicely.
                let _ = rustix::process::nice(NICENESS);
            }
            work_off(&corpus, &taken, token, &*report);
        };
        let failed = move |(): &(), failure: &Failure| {
            // The next look at everything finds what is left of it.
            *lock(&dropped) = Waiting::default();
            told(Event::Indexing(None));
            let words = format!("Not everything can be searched: {failure}.");
            told(Event::Notice(Notice::warning(&words)));
        };
        Self { corpus: own, waiting, worker: Newest::new("indexing", work, failed) }
    }

    /// True as long as there is work that is not done.
    pub fn is_busy(&self) -> bool {
        lock(&self.waiting).busy
    }

    /// This is to be done too.
    pub fn add(&mut self, work: Work) {
        if work.is_empty() {
            return;
        }
        let mut waiting = lock(&self.waiting);
        waiting.work.add(work);
        waiting.busy = true;
        drop(waiting);
        self.corpus.coverage().set_complete(false);
        // Without a thread it is told by the worker itself.
        let _ = self.worker.ask_later(());
    }
}

fn lock(waiting: &Mutex<Waiting>) -> MutexGuard<'_, Waiting> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does what waits until nothing does.
fn work_off(
    corpus: &Corpus,
    waiting: &Mutex<Waiting>,
    token: &CancelToken<'_>,
    report: &(dyn Fn(Event) + Sync),
) {
    let mut work = Work::default();
    let mut picked = None;
    let mut whole = true;
    while !token.is_cancelled() {
        let mut waits = lock(waiting);
        let more = std::mem::take(&mut waits.work);
        if !more.is_empty() {
            picked = None;
        }
        work.add(more);
        waits.busy = !work.is_empty();
        if !waits.busy {
            if whole && !corpus.coverage().is_lost() {
                corpus.coverage().set_complete(true);
                report(Event::Indexing(None));
            }
            return;
        }
        drop(waits);
        let done = build::bring_up_to_date(corpus, &work, token.flag(), report);
        match done {
            Ok(()) => work = Work::default(),
            Err(NotDone::Busy) => {
                wait(token);
                pick_up(corpus, (&mut work, &mut picked), report);
            }
            Err(failed) => {
                corpus.discard_if_damaged();
                // One that went or was damaged is made anew, and nobody has to hear of it.
                if !corpus.coverage().is_lost() {
                    let notice = build::notice(&failed);
                    notice.into_iter().for_each(|notice| report(Event::Notice(notice)));
                }
                // The next look at everything finds what is left of it.
                work = Work::default();
                whole = false;
            }
        }
    }
}

fn wait(token: &CancelToken<'_>) {
    let mut waited = Duration::ZERO;
    while waited < TRIES && !token.is_cancelled() {
        sleep(STEP);
        waited += STEP;
    }
}

/// Takes out of the work what another instance has done meanwhile, and reports it. The rows are read
/// only if it has committed something since they were `picked` up.
fn pick_up(
    corpus: &Corpus,
    (work, picked): (&mut Work, &mut Option<Vec<u8>>),
    report: &(dyn Fn(Event) + Sync),
) {
    let Some(index) = corpus.index() else { return };
    let commit = index.commit();
    if picked.as_ref() == Some(&commit) {
        return;
    }
    let wanted: HashMap<&RootedPath, (&Stale, Option<i64>)> =
        work.stale.iter().map(|s| (&s.place, (s, s.modified))).collect();
    let mut there = HashSet::new();
    let mut entries: HashMap<RootedPath, Entry> = HashMap::new();
    let read = guarded(|| {
        index.rows(|row: CatalogueRow| {
            if let Some((stale, modified)) = wanted.get(&row.place)
                && row.bytes == stale.bytes
                && row.state == stale.state
                && (Some(row.changed) == *modified || row.changed == i64::MIN)
            {
                let entry = Entry { modified: *modified, ..corpus.entry(&row) };
                entries.insert(row.place.clone(), entry);
            }
            there.insert(row.place);
        })
    });
    if read.is_err() {
        return;
    }
    *picked = Some(commit);
    work.stale.retain(|stale| !entries.contains_key(&stale.place));
    work.gone.retain(|(place, _, _)| there.contains(place));
    work.inside.retain(|place| there.contains(place));
    if !entries.is_empty() {
        for entries in entries.into_values().collect::<Vec<Entry>>().chunks(REPORTED) {
            report(Event::catalogued(entries.iter().cloned()));
        }
    }
}
