//! Looks for documents on behalf of the reader: at everything, or at the folders that were hinted at.
//! What the list is told is compared with what it was told before. What is to be read goes to the
//! thread that indexes, so that looking never waits for it.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::Instant;

use super::compare::{For, compare_with};
use super::corpus::Corpus;
use super::describe::describe;
use super::dirty::DirtyFolders;
use super::index_dir::guarded;
use super::queue::IndexQueue;
use super::snapshot::{Difference, Snapshot};
use super::stale::Stale;
use super::walk::{FoundFile, Met, walk};
use super::watch::Hints;
use super::work::Work;
use crate::bookmarks::Digest;
use crate::files::worker::CancelToken;
use crate::index::{CatalogueRow, Index};
use crate::library::Entry;
use crate::protocol::{Event, Scanned};

/// Bytes of files that the reader indexes in memory, if the index cannot be kept.
const MOST_IN_MEMORY: u64 = 32 << 20;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanRequest {
    /// All of the library.
    Everything,
    /// What was hinted at.
    Hinted,
}

/// Where reports go.
type Report<'a> = &'a (dyn Fn(Event) + Sync);

/// Whoever looks for documents.
pub struct Scanner {
    corpus: Arc<Corpus>,
    hints: Arc<Hints>,
    queue: IndexQueue,
    /// What the list was told of; `None` before the first look has ended.
    snapshot: Option<Arc<Snapshot>>,
}

impl Scanner {
    /// Looks below the roots of `corpus`, tells `hints` which folders there are, and `queue` what
    /// is to be read.
    pub fn new(corpus: Arc<Corpus>, hints: Arc<Hints>, queue: IndexQueue) -> Self {
        Self { corpus, hints, queue, snapshot: None }
    }

    /// Looks for documents, looks into those that are new or have changed, and has the index brought
    /// up to date with them.
    pub fn look(&mut self, look: ScanRequest, token: &CancelToken<'_>, report: Report<'_>) {
        let dirty = match look {
            ScanRequest::Everything => DirtyFolders::everything(),
            ScanRequest::Hinted => self.hints.take(),
        };
        // An index that went has to be made anew from everything.
        let lost = self.corpus.coverage().take_loss();
        let dirty = if lost { DirtyFolders::everything() } else { dirty };
        if dirty.is_empty() {
            return;
        }
        let begun = Instant::now();
        let everything = dirty.everything;
        let found = match lost {
            true => self.at_everything(token, report),
            false => self.found(dirty, token, report),
        };
        self.hints.looked(everything, begun.elapsed());
        let Some(work) = found else {
            if lost {
                self.corpus.coverage().note_loss();
            }
            return;
        };
        if work.is_empty() {
            self.all_is_indexed(everything, report);
            return;
        }
        describe(&self.corpus, &work.stale, token.flag(), report);
        if self.is_worth_indexing(&work.stale) {
            self.queue.add(work);
        }
    }

    /// All of the library is as the index knows it.
    fn all_is_indexed(&self, everything: bool, report: Report<'_>) {
        let coverage = self.corpus.coverage();
        let is_news = everything && !coverage.is_complete() && !coverage.is_lost();
        if is_news && !self.queue.is_busy() {
            coverage.set_complete(true);
            report(Event::Indexing(None));
        }
    }

    /// What is to be read and forgotten; `None` if nobody wants to know any more. While the index is
    /// being brought up to date it is not asked what is new: it does not know all yet.
    fn found(
        &mut self,
        dirty: DirtyFolders,
        token: &CancelToken<'_>,
        report: Report<'_>,
    ) -> Option<Work> {
        let Some(known) = self.snapshot.clone() else {
            return self.at_everything(token, report);
        };
        if !dirty.everything && !known.is_linked() {
            let found = self.at_folders(Arc::clone(&known), Some(dirty), token, report);
            if found.is_some() || token.is_cancelled() {
                return found;
            }
        }
        match self.queue.is_busy() {
            true => self.at_folders(known, None, token, report),
            false => self.at_everything(token, report),
        }
    }

    /// True if the reader indexes these files: always where the index can be kept, else if there are
    /// several and they are small enough to be held in memory.
    fn is_worth_indexing(&self, stale: &[Stale]) -> bool {
        let bytes: u64 = stale.iter().map(|stale| stale.bytes).sum();
        let in_memory = || self.corpus.index().is_some() || stale.len() > 1;
        self.corpus.index_dir().writes() || (in_memory() && bytes <= MOST_IN_MEMORY)
    }

    /// Looks at all of the library; `None` if that is not wanted any more.
    fn at_everything(&mut self, token: &CancelToken<'_>, report: Report<'_>) -> Option<Work> {
        self.hints.forget();
        let mut snapshot = Snapshot::default();
        let purpose = match &self.snapshot {
            None => For::Reader(report),
            Some(_) => For::ReaderAgain(report),
        };
        let comparison =
            compare_with(&self.corpus, token.flag(), purpose, &mut |met| snapshot.take(met));
        if token.is_cancelled() {
            return None;
        }
        snapshot.shrink();
        if comparison.linked {
            snapshot.note_links();
        }
        if let Some(before) = &self.snapshot {
            let missing = before.missing_in(&snapshot);
            let gone = |path: &PathBuf| !comparison.doubtful || path.symlink_metadata().is_err();
            let gone: Vec<PathBuf> = missing.into_iter().filter(gone).collect();
            tell_gone(gone, report);
            self.tell_what_others_indexed(
                &snapshot.changed_since(before),
                &comparison.work,
                report,
            );
        }
        self.hints.watch(snapshot.folders());
        self.snapshot = Some(Arc::new(snapshot));
        let roots = self.corpus.roots().to_vec();
        report(Event::Scanned(Scanned { roots, skipped: comparison.skipped }));
        Some(comparison.work)
    }

    /// Files have changed and are nevertheless as the index knows them: another instance was faster.
    fn tell_what_others_indexed(&self, changed: &[PathBuf], work: &Work, report: Report<'_>) {
        let Some(index) = self.corpus.index().filter(|_| !changed.is_empty()) else { return };
        let stale: std::collections::HashSet<PathBuf> =
            work.stale.iter().map(|stale| stale.path(&self.corpus)).collect();
        let known = changed.iter().filter(|path| !stale.contains(*path));
        let entry = |path: &PathBuf| {
            let row = guarded(|| index.row(&self.corpus.index_dir().place(path))).ok().flatten()?;
            Some(self.corpus.entry(&row))
        };
        let entries: Vec<Entry> = known.filter_map(entry).collect();
        if !entries.is_empty() {
            report(Event::catalogued(entries));
        }
    }

    /// Looks at the folders that are dirty, or at all of them; `None` if that is not wanted any more,
    /// or not enough to know.
    fn at_folders(
        &mut self,
        mut known: Arc<Snapshot>,
        dirty: Option<DirtyFolders>,
        token: &CancelToken<'_>,
        report: Report<'_>,
    ) -> Option<Work> {
        let some = dirty.map(|dirty| dirty.choice(Arc::clone(&known)));
        let choice = some.as_ref().map(|(choice, _)| choice);
        let mut met = Met::default();
        let skipped = walk(self.corpus.roots(), choice, |now| {
            met.files.extend(now.files);
            met.folders.extend(now.folders);
            if !token.is_cancelled() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        let linked = skipped.links > 0 || met.files.iter().any(|file| file.linked);
        if skipped.cancelled || (linked && some.is_some()) {
            return None;
        }
        let folders = match some {
            Some((_, folders)) => {
                std::mem::take(&mut *folders.lock().unwrap_or_else(PoisonError::into_inner))
            }
            None => met.folders.iter().map(|folder| folder.clone().into()).collect(),
        };
        let mut difference = known.compare(&met, &folders);
        if skipped.failed > 0 {
            difference.gone.retain(|path| path.symlink_metadata().is_err());
        }
        self.snapshot = None;
        Arc::make_mut(&mut known).update(&met, &difference);
        self.snapshot = Some(known);
        self.hints.watch(met.folders);
        Some(self.work(difference, report))
    }

    /// What is to be done about what was found, and tells the list.
    fn work(&self, difference: Difference, report: Report<'_>) -> Work {
        let index = self.corpus.index();
        let mut work = Work::default();
        let mut new = Vec::new();
        for (file, known) in difference.stale {
            let stale = self.stale(&file, index.as_deref(), &mut work);
            new.extend((!known).then(|| stale.entry(&self.corpus)));
            work.stale.push(stale);
        }
        if !new.is_empty() {
            report(Event::catalogued(new));
        }
        let mut gone = difference.gone;
        for path in gone.clone() {
            let place = self.corpus.index_dir().place(&path);
            let rows = index.as_deref().map(|index| rows(index, |i| i.below(&place)));
            let rows = rows.unwrap_or_default().into_iter();
            let row = index.as_deref().and_then(|index| guarded(|| index.row(&place)).ok()?);
            // What the index does not know may be about to be written.
            work.gone.push(row.map_or_else(
                || (place, 0, Digest::default()),
                |row| (row.place, row.bytes, row.content),
            ));
            for row in rows {
                gone.push(self.corpus.index_dir().path(&row.place));
                work.gone.push((row.place, row.bytes, row.content));
            }
        }
        gone.extend(work.inside.iter().map(|place| self.corpus.index_dir().path(place)));
        tell_gone(gone, report);
        work
    }

    /// A file to be read, with what the index knows of it; what it knows of documents inside of it is
    /// to be made anew.
    fn stale(&self, file: &FoundFile, index: Option<&Index>, work: &mut Work) -> Stale {
        let place = self.corpus.index_dir().place(&file.path);
        let row = index.and_then(|index| guarded(|| index.row(&place)).ok()?);
        if let Some(index) = index.filter(|_| row.is_some()) {
            let inside = rows(index, |index| index.below(&place)).into_iter();
            work.inside.extend(inside.map(|row| row.place));
        }
        Stale::found(&self.corpus, file, row.map(|row| row.content))
    }
}

/// Rows of an index; none if it is damaged, which the next look at everything mends.
fn rows(
    index: &Index,
    ask: impl Fn(&Index) -> Result<Vec<CatalogueRow>, crate::index::IndexError>,
) -> Vec<CatalogueRow> {
    guarded(|| ask(index)).unwrap_or_default()
}

fn tell_gone(gone: Vec<PathBuf>, report: Report<'_>) {
    if !gone.is_empty() {
        report(Event::Gone(gone));
    }
}
