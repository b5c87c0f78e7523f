//! Brings the index of a library up to date with its files: some threads read and look for facts,
//! this one writes. What was committed stays whatever happens; the rest is done at the next start.
//! Finds no files: see `collect`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::corpus::Corpus;
use super::index_dir::guarded;
use super::lookup::backlinks;
use super::stale::Stale;
use super::statements::stored_facts;
use super::work::Work;
use crate::bookmarks::{Digest, Fingerprint};
use crate::document::Document;
use crate::facts::{Extractor, Lexicon, Overview};
use crate::index::{CatalogueRow, Index, IndexError, Record, RootedPath, Writer};
use crate::library::{Entry, Status};
use crate::protocol::{Event, Notice, Progress};
use crate::reading::containers;
use crate::reading::extracting;
use crate::reading::unread::Unread;
use crate::text::{CleanText, length_in_words};

/// How long after the first document the first commit comes.
const FIRST_COMMIT: Duration = Duration::from_millis(250);

/// How long the longest time between two commits is. In this time a machine of two cores makes a piece
/// of the size that the writer's memory holds; smaller pieces have to be put together later.
const LAST_COMMIT: Duration = Duration::from_secs(6);

/// Bytes of text that may wait for a commit.
const MOST_WAITING: usize = 64 << 20;

/// Documents that may wait for a commit: their entries wait for it too, before the list is told.
const MOST_DOCUMENTS: usize = 16_384;

/// Entries that are reported at a time: the list takes in so many between two frames.
pub(super) const REPORTED: usize = 512;

/// Bytes of text, and documents, that a thread hands over at a time.
const HANDED: (usize, usize) = (256 << 10, 64);

/// Hand-overs that may wait for the writer.
const QUEUE: usize = 4;

/// How long a thread keeps documents to itself.
const KEPT: Duration = Duration::from_millis(100);

/// A file that was changed so shortly before it was read may change again without its time
/// changing, so it is looked at again the next time.
const SETTLED: Duration = Duration::from_secs(2);

/// The time that is kept of such a file: no file has it.
pub(super) const UNSETTLED: i64 = i64::MIN;

/// Documents from which on the pieces of an index are put together at the end.
const MANY: usize = 2_000;

/// Why the index was not brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotDone {
    /// Another instance is at it.
    Busy,
    /// It cannot be done, for this reason.
    Failed(CleanText),
}

impl From<IndexError> for NotDone {
    fn from(error: IndexError) -> Self {
        Self::Failed(CleanText::line(&error.to_string()))
    }
}

/// Does the work, reports entries as they become known, and how far it has come.
///
/// # Errors
/// [`NotDone`]; what was committed before stays.
pub fn bring_up_to_date(
    corpus: &Corpus,
    work: &Work,
    cancel: &AtomicBool,
    report: &(dyn Fn(Event) + Sync),
) -> Result<(), NotDone> {
    if work.is_empty() {
        return Ok(());
    }
    // Said once more: what was being read when it went may have been reported meanwhile.
    if !work.gone.is_empty() {
        report(Event::Gone(gone_paths(corpus, work)));
    }
    let index = corpus.index_to_build().map_err(NotDone::Failed)?;
    let Some(writer) = guarded(|| index.writer())? else { return Err(NotDone::Busy) };
    corpus.index_dir().forget_others();
    let (lexicon, _) = extracting::lexicon(corpus.places()).map_err(NotDone::Failed)?;
    let gone = work.gone.iter().map(|(place, size, content)| ((*size, *content), place.clone()));
    let reader = Reader { corpus, index: &index, lexicon, gone: gone.collect(), cancel };
    let mut keeper = Keeper {
        writer,
        index: &index,
        report,
        entries: Vec::new(),
        waiting: 0,
        committed: Instant::now(),
    };
    let done = guarded(|| keeper.take_in(&reader, work));
    report(Event::Indexing(None));
    done?;
    let together = work.stale.len() > MANY && !cancel.load(Ordering::Relaxed);
    Ok(guarded(|| keeper.writer.finish(together))?)
}

/// Reads files and finds their facts.
struct Reader<'a> {
    corpus: &'a Corpus,
    index: &'a Index,
    lexicon: Lexicon,
    /// Documents that are not where they were, by size and content.
    gone: HashMap<(u64, Digest), RootedPath>,
    cancel: &'a AtomicBool,
}

/// A document whose turn it is.
struct Job {
    /// As the list knows it.
    entry: Entry,
    place: RootedPath,
    state: Fingerprint,
    known: Option<Digest>,
}

impl Job {
    fn of(stale: &Stale, corpus: &Corpus) -> Self {
        let (place, state) = (stale.place.clone(), stale.state);
        Self { entry: stale.entry(corpus), place, state, known: stale.known() }
    }
}

/// A document that was read.
struct Done {
    record: Record,
    /// The entry of the list.
    entry: Entry,
    /// True if the index knows one of this place.
    known: bool,
    /// Where it was before, if it was moved.
    from: Option<RootedPath>,
    /// True if it stands inside of a file, which counts for both.
    inside: bool,
}

/// Documents on the way to the writer.
struct Batch<'a> {
    hand: &'a SyncSender<Vec<Done>>,
    done: Vec<Done>,
    size: usize,
    since: Instant,
}

impl Reader<'_> {
    /// Reads one file after the other and hands them over in batches, until none is left.
    fn work(&self, stale: &[Stale], next: &AtomicUsize, hand: &SyncSender<Vec<Done>>) {
        let mut extractor = Extractor::new(&self.lexicon);
        let mut batch = Batch { hand, done: Vec::new(), size: 0, since: Instant::now() };
        while !self.cancel.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(stale) = stale.get(at) else { break };
            if !self.one(&Job::of(stale, self.corpus), &mut extractor, &mut batch) {
                return;
            }
        }
        // Nobody takes it only when the index cannot be written, which is told by the writer.
        let _ = hand.send(batch.done);
    }

    /// Reads a file and the documents inside of it; false if nobody takes them any more.
    fn one(&self, job: &Job, extractor: &mut Extractor<'_>, batch: &mut Batch<'_>) -> bool {
        let (done, inside) = self.read(job, extractor);
        // The file itself comes last: until it is known, what is inside is read anew.
        for entry in inside {
            let place = self.corpus.index_dir().place(&entry.path);
            let inner = Job { entry, place, state: job.state, known: job.known };
            if self.cancel.load(Ordering::Relaxed) {
                return true;
            }
            if !self.one(&inner, extractor, batch) {
                return false;
            }
        }
        // What was called off meanwhile may be a part: it is read again the next time.
        self.cancel.load(Ordering::Relaxed) || batch.put(done)
    }

    /// A file as it was read, and entries of the documents inside of it.
    fn read(&self, job: &Job, extractor: &mut Extractor<'_>) -> (Done, Vec<Entry>) {
        let path = &job.entry.path;
        let mut row = row(job);
        let documents = self.corpus.documents();
        let loaded = match documents.load(path, self.cancel) {
            Ok(loaded) => loaded,
            Err(error) => return (unreadable(job, row, error), Vec::new()),
        };
        row.content = loaded.content;
        if row.format.is_empty() {
            loaded.kind().label().clone_into(&mut row.format);
        }
        let is_container = loaded.kind().holds_documents();
        if let Some(done) = self.moved(job, &row).filter(|_| !is_container) {
            return (done, Vec::new());
        }
        match documents.read(&loaded, self.cancel) {
            Ok(document) => {
                let done = self.found(job, row, (&document, extractor));
                let inside = containers::entries(&done.entry, &document);
                (done, inside)
            }
            Err(error) => (unreadable(job, row, error), Vec::new()),
        }
    }

    /// The same content as before, here or where it was: nothing has to be read.
    fn moved(&self, job: &Job, row: &CatalogueRow) -> Option<Done> {
        let same = job.known == Some(row.content);
        let from = self.gone.get(&(row.bytes, row.content)).filter(|_| !same);
        let old = if same { &job.place } else { from? };
        let record = guarded(|| self.index.record(old)).ok().flatten()?;
        let (place, changed, state) = (row.place.clone(), row.changed, row.state);
        // Without a title of its own a document is called by its file's name.
        let named = Some(record.row.title.as_str()) == name_of(old).as_deref();
        let title = if named { row.title.clone() } else { record.row.title };
        let record =
            Record { row: CatalogueRow { place, changed, state, title, ..record.row }, ..record };
        let entry = self.entry(job, &record.row);
        let inside = is_inside(job);
        Some(Done { record, entry, known: job.known.is_some(), from: from.cloned(), inside })
    }

    fn found(
        &self,
        job: &Job,
        mut row: CatalogueRow,
        (document, extractor): (&Document, &mut Extractor<'_>),
    ) -> Done {
        let metadata = document.metadata();
        let title = metadata.title.as_ref().map(|title| title.value.as_str());
        title.unwrap_or(&job.entry.name).clone_into(&mut row.title);
        row.date = metadata.date.as_ref().map(|date| date.value).or(job.entry.date);
        let source = metadata.source.as_ref().map(|source| &source.value);
        let source = source.or(job.entry.source.as_ref());
        row.source = source.map(|source| source.as_str().to_owned());
        row.words = length_in_words(document.text()) as u64;
        row.bottom_line = document.bottom_line().map(|words| words.as_str().to_owned());
        let found = extracting::caught(|| {
            let facts = extractor.extract_while(document, self.cancel);
            let kept = |facts| (stored_facts(document, &facts), Overview::of(document, &facts));
            facts.map(kept).unwrap_or_default()
        });
        let damage = document.damage().map(|damage| damage.as_str().to_owned());
        let ((stored_facts, overview), damage) = facts_or_damage(found, damage);
        (row.overview, row.damage) = (overview, damage);
        let text = document.text().as_str().to_owned();
        let authors = metadata.authors.iter().map(|author| author.value.as_str().to_owned());
        let authors = authors.collect();
        let links = backlinks::names(document);
        let record = Record { row, text, stored_facts, authors, links }.completed();
        let entry = self.entry(job, &record.row);
        let (known, inside) = (job.known.is_some(), is_inside(job));
        Done { record, entry, known, from: None, inside }
    }

    /// As the list knows it, with what is known now.
    fn entry(&self, job: &Job, row: &CatalogueRow) -> Entry {
        let Entry { path, folder, modified, .. } = job.entry.clone();
        Entry { path, folder, modified, ..self.corpus.entry(row) }
    }
}

/// What was found in a document, or that nothing could be: a document without facts must not look like
/// one that names nothing.
fn facts_or_damage<T: Default>(
    facts: Result<T, CleanText>,
    damage: Option<String>,
) -> (T, Option<String>) {
    match facts {
        Ok(facts) => (facts, damage),
        Err(why) => {
            let said: Vec<String> = damage.into_iter().chain([why.to_string()]).collect();
            (T::default(), Some(said.join("; ")))
        }
    }
}

/// What is known of a file that was not read yet.
fn row(job: &Job) -> CatalogueRow {
    let changed = job.entry.modified.unwrap_or_default();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let age = i64::try_from(now.as_nanos()).unwrap_or(i64::MAX).saturating_sub(changed);
    let settled = age > i64::try_from(SETTLED.as_nanos()).unwrap_or_default();
    CatalogueRow {
        place: job.place.clone(),
        title: job.entry.name.to_string(),
        format: job.entry.format.to_owned(),
        bytes: job.entry.bytes,
        changed: if settled { changed } else { UNSETTLED },
        state: job.state,
        ..CatalogueRow::default()
    }
}

/// The name of a file, as a title.
fn name_of(place: &RootedPath) -> Option<String> {
    Some(CleanText::path(Path::new(place.below.file_name()?)).to_string())
}

/// What is told of a file that was not read. What only the moment decided is kept with the state of no
/// file, so that the next look tries it again.
fn unreadable(job: &Job, row: CatalogueRow, error: Unread) -> Done {
    let row = match error.is_lasting() {
        true => row,
        false => CatalogueRow { changed: UNSETTLED, content: Digest::default(), ..row },
    };
    let reason = error.reason();
    let row = CatalogueRow { failure: Some(reason.to_string()), ..row };
    let status = Status::Unreadable(reason);
    let entry = Entry { status, counts: Some(row.counts), ..job.entry.clone() };
    let record = Record { row, ..Record::default() };
    let (known, inside) = (job.known.is_some(), is_inside(job));
    Done { record, entry, known, from: None, inside }
}

/// Documents inside of files are known to be readable before they are read.
fn is_inside(job: &Job) -> bool {
    job.entry.status == Status::Ready
}

impl Batch<'_> {
    /// Takes a document, and hands over what has come together; false if nobody takes it.
    fn put(&mut self, done: Done) -> bool {
        self.size += done.record.text.len();
        self.done.push(done);
        let full = self.size > HANDED.0 || self.done.len() >= HANDED.1;
        if full || self.since.elapsed() > KEPT {
            (self.size, self.since) = (0, Instant::now());
            return self.hand.send(std::mem::take(&mut self.done)).is_ok();
        }
        true
    }
}

/// Writes what was read.
struct Keeper<'a> {
    writer: Writer,
    index: &'a Index,
    report: &'a (dyn Fn(Event) + Sync),
    /// Entries that are reported with the next commit.
    entries: Vec<Entry>,
    /// Bytes of text that are not committed.
    waiting: usize,
    committed: Instant,
}

impl Keeper<'_> {
    /// Has everything read, and writes it.
    fn take_in(&mut self, reader: &Reader<'_>, work: &Work) -> Result<(), IndexError> {
        let threads = thread::available_parallelism().map_or(1, |cores| cores.get() / 2);
        let next = AtomicUsize::new(0);
        work.inside.iter().for_each(|place| self.writer.remove(place));
        let moved = thread::scope(|scope| {
            let (hand, handed) = sync_channel(QUEUE);
            for _ in 0..threads.clamp(1, 4) {
                let (hand, next) = (hand.clone(), &next);
                scope.spawn(move || reader.work(&work.stale, next, &hand));
            }
            drop(hand);
            self.write(&handed, work)
        })?;
        if !reader.cancel.load(Ordering::Relaxed) {
            let gone = work.gone.iter().map(|(place, _, _)| place);
            gone.filter(|place| !moved.contains(place)).for_each(|place| self.writer.remove(place));
        }
        self.commit()
    }

    /// Writes until nothing is handed over any more. Returns where documents were moved from.
    fn write(
        &mut self,
        handed: &Receiver<Vec<Done>>,
        work: &Work,
    ) -> Result<Vec<RootedPath>, IndexError> {
        let mut pace = Pace::new(work);
        let mut moved = Vec::new();
        loop {
            let due = pace.interval().saturating_sub(self.committed.elapsed());
            let batch = match handed.recv_timeout(due) {
                Ok(batch) => batch,
                Err(RecvTimeoutError::Timeout) => Vec::new(),
                Err(RecvTimeoutError::Disconnected) => return Ok(moved),
            };
            for done in batch {
                pace.count(&done);
                moved.extend(done.from.clone());
                self.put(done)?;
            }
            let due = self.committed.elapsed() >= pace.interval();
            if due || self.waiting > MOST_WAITING || self.entries.len() >= MOST_DOCUMENTS {
                self.commit()?;
                (self.report)(Event::Indexing(Some(pace.progress())));
            }
        }
    }

    fn put(&mut self, done: Done) -> Result<(), IndexError> {
        self.waiting += done.record.text.len();
        if let Some(from) = &done.from {
            self.writer.remove(from);
        }
        self.writer.put(done.record, done.known)?;
        self.entries.push(done.entry);
        Ok(())
    }

    fn commit(&mut self) -> Result<(), IndexError> {
        self.writer.commit()?;
        self.index.refresh()?;
        (self.waiting, self.committed) = (0, Instant::now());
        let mut entries = std::mem::take(&mut self.entries).into_iter().peekable();
        while entries.peek().is_some() {
            (self.report)(Event::catalogued(entries.by_ref().take(REPORTED)));
        }
        Ok(())
    }
}

/// How far the work has come, and how fast.
struct Pace {
    begun: Instant,
    done: usize,
    total: usize,
    bytes: u64,
    all_bytes: u64,
}

impl Pace {
    fn new(work: &Work) -> Self {
        let all_bytes = work.stale.iter().map(|stale| stale.bytes).sum();
        Self { begun: Instant::now(), done: 0, total: work.stale.len(), bytes: 0, all_bytes }
    }

    fn count(&mut self, done: &Done) {
        if !done.inside {
            self.done += 1;
            self.bytes += done.entry.bytes;
        }
    }

    /// How long after a commit the next one comes: soon at first, so that there is something to
    /// find, later seldom, because every commit makes a piece that has to be put to the others.
    fn interval(&self) -> Duration {
        (self.begun.elapsed() / 4).clamp(FIRST_COMMIT, LAST_COMMIT)
    }

    fn progress(&self) -> Progress {
        let rest = self.all_bytes.saturating_sub(self.bytes) as f64 / self.bytes.max(1) as f64;
        let left = self.begun.elapsed().as_secs_f64() * rest;
        let known = self.bytes > 0 && self.begun.elapsed() > Duration::from_secs(1);
        let left = known.then_some(left.ceil() as u64);
        Progress { done: self.done, total: self.total, left }
    }
}

/// What the user is told if the index was not brought up to date.
pub fn notice(not_done: &NotDone) -> Option<Notice> {
    match not_done {
        NotDone::Busy => None,
        NotDone::Failed(reason) => {
            Some(Notice::warning(&format!("Not everything can be searched: {reason}")))
        }
    }
}

/// The paths of documents that are not there any more.
pub fn gone_paths(corpus: &Corpus, work: &Work) -> Vec<PathBuf> {
    let gone = work.gone.iter().map(|(place, _, _)| place).chain(&work.inside);
    gone.map(|place| corpus.index_dir().path(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::StoredFacts;

    #[test]
    fn a_rule_that_panics_leaves_a_document_without_facts_and_says_so() {
        let stored_facts: Result<StoredFacts, CleanText> =
            extracting::caught(|| panic!("byte index 3 is not a boundary"));
        let (stored_facts, damage) =
            facts_or_damage(stored_facts, Some("two pages are lost".into()));
        assert_eq!(stored_facts, StoredFacts::default());
        let said = damage.unwrap();
        assert!(said.starts_with("two pages are lost; the facts of this document"), "{said}");
        assert!(said.contains("byte index 3"), "{said}");
        assert_eq!(facts_or_damage(Ok(StoredFacts::default()), None).1, None);
    }
}
