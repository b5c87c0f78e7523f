//! Compares the files below the roots with the index: which are as it knows them, which are new or have
//! changed, which are gone. What the index knows is told first, before any file is touched; files
//! that have not changed are not looked into. Reads no text: that is for `describe` and `build`.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use foldhash::{HashMap, HashMapExt};

use super::build;
use super::build::UNSETTLED;
use super::corpus::Corpus;
use super::folder::folder;
use super::index_dir::guarded;
use super::stale::Stale;
use super::walk::{FoundFile, Met, Skipped, walk};
use super::work::Work;
use crate::bookmarks::{Digest, Fingerprint};
use crate::index::{IndexedFile, RootedPath};
use crate::library::{Entry, Prepared};
use crate::protocol::{Event, MOST_CATALOGUED};
use crate::reading::containers::roots_inside;
use crate::reading::in_memory::InMemory;
use crate::text::CleanText;

/// Entries that are reported first: more than any screen shows.
const FIRST: usize = 128;

/// Batches that a walk may be ahead of what becomes of them.
const AHEAD: usize = 8;

/// What a scan found.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Documents that are as the index knows them.
    pub fresh: Vec<Entry>,
    /// What is to be read and to be forgotten.
    pub work: Work,
    /// Sentences about what was passed over and why.
    pub skipped: Vec<CleanText>,
    /// True if files were met under several names.
    pub linked: bool,
    /// True if some folders could not be looked at.
    pub doubtful: bool,
    /// True if the index could not be asked what it knows.
    blind: bool,
}

/// What the index knows of a file.
struct Known {
    /// Only for a list: boxed, because a reader has a million of these and no entry with any.
    entry: Option<Box<Entry>>,
    bytes: u64,
    changed: i64,
    state: Fingerprint,
    content: Digest,
    seen: Seen,
}

impl Known {
    /// True if the index does not trust the time of a file that is to be listed, and its bytes are
    /// the same.
    fn is_the_same(&self, corpus: &Corpus, path: &Path) -> bool {
        let doubtful = self.changed == UNSETTLED && self.entry.is_some();
        doubtful && corpus.documents().digest(path) == Ok(self.content)
    }

    /// Its entry, of a file changed then.
    fn as_of(&mut self, changed: i64) -> Option<Entry> {
        self.entry.take().map(|entry| Entry { modified: Some(changed), ..*entry })
    }
}

/// What became of a file that the index knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Not,
    Unchanged,
    Changed,
}

/// What a comparison is for.
#[derive(Clone, Copy)]
pub enum For<'a> {
    /// Only for bringing the index up to date.
    Index,
    /// A list of everything.
    List,
    /// The reader, which is told everything as it is found.
    Reader(&'a (dyn Fn(Event) + Sync)),
    /// The reader, which was told before what the index knows.
    ReaderAgain(&'a (dyn Fn(Event) + Sync)),
}

impl For<'_> {
    fn tell(self, event: impl FnOnce() -> Event) {
        if let Self::Reader(report) | Self::ReaderAgain(report) = self {
            report(event());
        }
    }
}

/// Compares the files with the index.
pub fn compare(corpus: &Corpus, cancel: &AtomicBool, purpose: For<'_>) -> Comparison {
    compare_with(corpus, cancel, purpose, &mut |_| {})
}

/// The same; `met` is told what the walk meets.
pub(super) fn compare_with(
    corpus: &Corpus,
    cancel: &AtomicBool,
    purpose: For<'_>,
    met: &mut dyn FnMut(&Met),
) -> Comparison {
    let mut comparison = Comparison::default();
    // A list is on the screen before any file is touched; where nobody looks, both go on at once.
    let first = matches!(purpose, For::Reader(_)).then(|| known(corpus, purpose));
    let (mut known, skipped) = walk_beside(corpus.roots(), |walked| {
        let known = first.unwrap_or_else(|| known(corpus, purpose));
        comparison.blind = known.is_none();
        let mut known = known.unwrap_or_default();
        let mut named = entries_in_memory(corpus.documents().in_memory());
        named.extend(roots_inside(corpus.roots()));
        purpose.tell(|| Event::catalogued(named.clone()));
        for entry in named {
            let modified = entry.modified.unwrap_or_default();
            let state = (entry.bytes, modified, Fingerprint::default());
            let stale = |known| Stale::named(corpus, &entry, known);
            sort_in(corpus, (&mut known, &mut comparison), state, &entry.path, stale);
        }
        for now in walked {
            met(&now);
            sort_in_met(corpus, (&mut known, &mut comparison), &now, purpose);
            if cancel.load(Ordering::Relaxed) {
                break;
            }
        }
        known
    });
    // A walk may have ended before what it met was called off.
    if !skipped.cancelled && !cancel.load(Ordering::Relaxed) {
        sort_in_inner(&mut known, &mut comparison);
        comparison.work.gone = gone(corpus, known, skipped.failed > 0);
        if !comparison.work.gone.is_empty() {
            purpose.tell(|| Event::Gone(build::gone_paths(corpus, &comparison.work)));
        }
    }
    comparison.doubtful = skipped.failed > 0;
    comparison.linked = skipped.doubles + skipped.links > 0;
    comparison.skipped = sentences(&skipped);
    comparison
}

/// Walks in a thread of its own, and hands what is met to `work`: walking waits for the system.
fn walk_beside<T>(roots: &[PathBuf], work: impl FnOnce(Receiver<Met>) -> T) -> (T, Skipped) {
    thread::scope(|scope| {
        let (hand, walked) = sync_channel(AHEAD);
        let walking = scope.spawn(move || {
            walk(roots, None, |met| match hand.send(met) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        });
        let done = work(walked);
        // A walk that failed has not seen everything.
        let failed = |_| Skipped { cancelled: true, ..Skipped::default() };
        (done, walking.join().unwrap_or_else(failed))
    })
}

/// Sorts in the files that a walk met, and tells of those that are new.
fn sort_in_met(
    corpus: &Corpus,
    (known, comparison): (&mut HashMap<RootedPath, Known>, &mut Comparison),
    met: &Met,
    purpose: For<'_>,
) {
    let before = comparison.work.stale.len();
    for file in &met.files {
        let state = (file.bytes, file.modified, file.state);
        let stale = |known| Stale::found(corpus, file, known);
        sort_in(corpus, (known, comparison), state, &file.path, stale);
    }
    let new = comparison.work.stale.get(before..).unwrap_or_default();
    if !new.is_empty() {
        purpose.tell(|| Event::catalogued(new.iter().map(|stale| stale.entry(corpus))));
    }
}

/// What the index knows, told before any file is touched; `None` if it cannot be asked just now.
fn known(corpus: &Corpus, purpose: For<'_>) -> Option<HashMap<RootedPath, Known>> {
    let mut known = HashMap::new();
    let Some(index) = corpus.index() else { return Some(known) };
    let mut batch: Vec<Prepared> = Vec::new();
    let read = guarded(|| {
        if let For::Reader(report) = purpose
            && index.len() > FIRST as u64
        {
            let first = index.newest(FIRST)?;
            report(Event::catalogued(first.iter().map(|row| corpus.entry(row))));
        }
        known.reserve(usize::try_from(index.len()).unwrap_or_default());
        let mut note = |file: IndexedFile, entry: Option<Entry>| {
            let IndexedFile { place, bytes, changed, state, content } = file;
            let (seen, entry) = (Seen::Not, entry.map(Box::new));
            known.insert(place, Known { entry, bytes, changed, state, content, seen });
        };
        match purpose {
            For::Index | For::ReaderAgain(_) => index.file_states(|file| note(file, None)),
            For::List => index.rows(|row| {
                let entry = corpus.entry(&row);
                note(row.file_state(), Some(entry));
            }),
            For::Reader(report) => index.rows(|row| {
                batch.push(corpus.entry(&row).into());
                if batch.len() == MOST_CATALOGUED {
                    report(Event::Catalogued(std::mem::take(&mut batch)));
                }
                note(row.file_state(), None);
            }),
        }
    });
    if let Err(error) = read {
        if error.is_damage() {
            corpus.discard_index();
            return Some(HashMap::new());
        }
        return None;
    }
    if let For::Reader(report) = purpose {
        report(Event::Catalogued(batch));
    }
    Some(known)
}

/// Tells a file that is as the index knows it, of so many bytes, changed then and in this state, from
/// one that is to be read.
fn sort_in(
    corpus: &Corpus,
    (known, comparison): (&mut HashMap<RootedPath, Known>, &mut Comparison),
    (bytes, changed, state): (u64, i64, Fingerprint),
    path: &Path,
    stale: impl FnOnce(Option<Digest>) -> Stale,
) {
    let place = corpus.index_dir().place(path);
    let old = known.get_mut(&place);
    // What the index may know is written over and not written twice.
    let content = old.as_ref().map(|old| old.content);
    let content = content.or_else(|| comparison.blind.then(Digest::default));
    if let Some(old) = old {
        old.seen = Seen::Changed;
        let same = old.changed == changed && old.state == state;
        if old.bytes == bytes && (same || old.is_the_same(corpus, path)) {
            (old.seen, old.changed) = (Seen::Unchanged, changed);
            comparison.fresh.extend(old.as_of(changed));
            return;
        }
    }
    comparison.work.stale.push(stale(content));
}

/// Documents inside of files are as their files are: known still, or to be read anew with them.
fn sort_in_inner(known: &mut HashMap<RootedPath, Known>, comparison: &mut Comparison) {
    if known.values().all(|known| known.seen != Seen::Not) {
        return;
    }
    let files: HashMap<RootedPath, (Seen, i64)> = known
        .iter()
        .filter(|(_, known)| known.seen != Seen::Not)
        .map(|(place, known)| (place.clone(), (known.seen, known.changed)))
        .collect();
    for (place, known) in known.iter_mut().filter(|(_, known)| known.seen == Seen::Not) {
        let around = |below: &Path| RootedPath { root: place.root, below: below.to_owned() };
        let file = place.below.ancestors().skip(1).find_map(|above| files.get(&around(above)));
        match file {
            Some((Seen::Unchanged, changed)) => comparison.fresh.extend(known.as_of(*changed)),
            Some((Seen::Changed, _)) => comparison.work.inside.push(place.clone()),
            Some((Seen::Not, _)) | None => continue,
        }
        known.seen = Seen::Changed;
    }
}

/// Documents of the index that were not found. Where folders could not be looked at, only those
/// that are certainly not there.
fn gone(
    corpus: &Corpus,
    known: HashMap<RootedPath, Known>,
    doubtful: bool,
) -> Vec<(RootedPath, u64, Digest)> {
    let missing = known.into_iter().filter(|(_, known)| known.seen == Seen::Not);
    let there = |place: &RootedPath| {
        let about = corpus.index_dir().path(place).symlink_metadata();
        about.is_ok_and(|about| !about.is_dir())
    };
    missing
        .filter(|(place, _)| !(doubtful && there(place)))
        .map(|(place, known)| (place, known.bytes, known.content))
        .collect()
}

/// What is kept in memory, as the list shows it.
pub(super) fn entries_in_memory(in_memory: &InMemory) -> Vec<Entry> {
    let entry = |(path, bytes): (&Path, &std::sync::Arc<Vec<u8>>)| Entry {
        bytes: bytes.len() as u64,
        ..Entry::waiting(path.to_owned(), CleanText::default())
    };
    in_memory.iter().map(entry).collect()
}

/// A file that was found, as the list shows it before it is looked into.
pub(super) fn waiting(file: FoundFile, roots: &[PathBuf]) -> Entry {
    let folder = folder(&file.path, file.root, roots);
    let FoundFile { path, bytes, modified, .. } = file;
    Entry { bytes, modified: Some(modified), ..Entry::waiting(path, folder) }
}

/// What was passed over, in sentences.
pub(super) fn sentences(skipped: &Skipped) -> Vec<CleanText> {
    let counted = [
        (skipped.special, "pipes, sockets or devices"),
        (skipped.doubles, "further names of files already listed"),
        (skipped.outside, "links to folders outside"),
        (skipped.failed.saturating_sub(skipped.reasons.len()), "more that could not be looked at"),
    ];
    let counted = counted.iter().filter(|(count, _)| *count > 0);
    let counted = counted.map(|(count, what)| CleanText::line(&format!("{count} {what}")));
    skipped.reasons.iter().cloned().chain(counted).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use super::*;
    use crate::corpus::collect::{collect, index};
    use crate::files::places::{PlaceOptions, Places};
    use crate::library::Status;
    use crate::reading::documents::Documents;

    /// A house with a library of these files, as old as the hills.
    fn house(files: &[(&str, &str)]) -> tempfile::TempDir {
        let house = tempfile::tempdir().unwrap();
        fs::create_dir(house.path().join("library")).unwrap();
        files.iter().for_each(|(name, text)| put(&house, name, text));
        house
    }

    fn put(house: &tempfile::TempDir, name: &str, text: &str) {
        let path = house.path().join("library").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let old = std::time::SystemTime::now() - Duration::from_secs(9_000);
        fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    }

    fn corpus(house: &tempfile::TempDir) -> Corpus {
        let places = Places::under(house.path(), PlaceOptions::default());
        let documents = Arc::new(Documents::of_user(InMemory::default(), &places));
        Corpus::new(places, vec![house.path().join("library")], documents)
    }

    /// New or changed, gone, and as the index knows them.
    fn counts(corpus: &Corpus) -> (usize, usize, usize) {
        let comparison = compare(corpus, &AtomicBool::new(false), For::List);
        (comparison.work.stale.len(), comparison.work.gone.len(), comparison.fresh.len())
    }

    #[test]
    fn only_what_is_new_or_has_changed_is_work() {
        let house = house(&[("a.txt", "Alpha alpha."), ("b/c.txt", "Beta beta beta.")]);
        let corpus = corpus(&house);
        assert_eq!(counts(&corpus), (2, 0, 0));
        assert_eq!(index(&corpus, &|_| {}).1, Ok(2));
        assert_eq!(counts(&corpus), (0, 0, 2));
        put(&house, "a.txt", "Alpha has changed.");
        fs::rename(house.path().join("library/b/c.txt"), house.path().join("library/d.txt"))
            .unwrap();
        assert_eq!(counts(&corpus), (2, 1, 0));
        assert_eq!(index(&corpus, &|_| {}).1, Ok(2));
        let (mut entries, _) = collect(&corpus);
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let words: Vec<_> = entries.iter().map(|entry| (&*entry.name, entry.words)).collect();
        assert_eq!(words, [("a.txt", 3), ("d.txt", 3)]);
        assert!(
            entries.iter().all(|entry| entry.counts.is_some() && entry.status == Status::Ready)
        );
    }

    #[test]
    fn what_was_just_written_is_looked_at_again() {
        let house = house(&[("old.txt", "Old words.")]);
        put(&house, "new.txt", "New words.");
        let soon = std::time::SystemTime::now() + Duration::from_secs(600);
        let new = || {
            let new = fs::File::options().write(true).open(house.path().join("library/new.txt"));
            new.unwrap().set_modified(soon).unwrap();
        };
        new();
        let corpus = corpus(&house);
        index(&corpus, &|_| {}).1.unwrap();
        let again = compare(&corpus, &AtomicBool::new(false), For::Index);
        assert_eq!(again.work.stale.len(), 1);
        assert_eq!(counts(&corpus), (0, 0, 2), "for a list its bytes tell");
        put(&house, "new.txt", "Newer word");
        new();
        assert_eq!(counts(&corpus), (1, 0, 1));
    }

    #[test]
    fn the_reader_is_told_what_is_known_before_what_is_found() {
        let house = house(&[("a.txt", "Alpha alpha."), ("b.txt", "Beta beta.")]);
        index(&corpus(&house), &|_| {}).1.unwrap();
        fs::remove_file(house.path().join("library/b.txt")).unwrap();
        put(&house, "c.txt", "Gamma.");
        let told = Mutex::new(Vec::new());
        let report = |event: Event| {
            told.lock().unwrap().push(match event {
                Event::Catalogued(entries) => {
                    let words = |entry: &Entry| if entry.words > 0 { "+" } else { "" };
                    let names =
                        entries.iter().map(|entry| format!("{}{}", entry.name, words(entry)));
                    let mut names: Vec<String> = names.collect();
                    // The index tells them in no order.
                    names.sort();
                    names.join(" ")
                }
                Event::Gone(paths) => format!("-{}", paths.len()),
                other => format!("{other:?}"),
            });
        };
        compare(&corpus(&house), &AtomicBool::new(false), For::Reader(&report));
        let told = told.into_inner().unwrap();
        assert_eq!(told, ["a.txt+ b.txt+", "", "c.txt", "-1"]);
    }

    #[test]
    fn what_was_not_looked_at_is_not_gone() {
        let house = house(&[("a.txt", "Alpha alpha."), ("b.txt", "Beta beta.")]);
        index(&corpus(&house), &|_| {}).1.unwrap();
        fs::remove_file(house.path().join("library/b.txt")).unwrap();
        let gone = Mutex::new(0);
        let report = |event: Event| {
            *gone.lock().unwrap() += usize::from(matches!(event, Event::Gone(_)));
        };
        for cancelled in [true, false] {
            let cancel = AtomicBool::new(cancelled);
            let work = compare(&corpus(&house), &cancel, For::Reader(&report)).work;
            let expected = usize::from(!cancelled);
            assert_eq!((work.gone.len(), *gone.lock().unwrap()), (expected, expected));
        }
    }

    #[test]
    fn what_was_called_off_is_done_the_next_time() {
        let house = house(&[("a.txt", "Alpha alpha."), ("b.txt", "Beta beta.")]);
        let corpus = corpus(&house);
        let cancel = AtomicBool::new(true);
        let work = compare(&corpus, &AtomicBool::new(false), For::Index).work;
        build::bring_up_to_date(&corpus, &work, &cancel, &|_| {}).unwrap();
        assert_eq!(counts(&corpus), (2, 0, 0));
        assert_eq!(index(&corpus, &|_| {}).1, Ok(2));
        assert_eq!(corpus.index().unwrap().len(), 2);
    }

    #[test]
    fn a_file_with_size_and_time_of_another_is_another() {
        let house = house(&[("a.txt", "Alpha alpha."), ("b.txt", "Bravo bravo.")]);
        let (a, aside) = (house.path().join("library/a.txt"), house.path().join("aside"));
        let when = fs::metadata(&a).unwrap().modified().unwrap();
        let corpus = corpus(&house);
        index(&corpus, &|_| {}).1.unwrap();
        assert_eq!(counts(&corpus), (0, 0, 2));
        // Written over, and renamed over.
        for (text, renamed) in [("Gamma gamma.", false), ("Delta delta.", true)] {
            let path = if renamed { &aside } else { &a };
            fs::write(path, text).unwrap();
            fs::File::options().write(true).open(path).unwrap().set_modified(when).unwrap();
            if renamed {
                fs::rename(&aside, &a).unwrap();
            }
            assert_eq!(counts(&corpus), (1, 0, 1), "{text}");
            index(&corpus, &|_| {}).1.unwrap();
            assert_eq!(counts(&corpus), (0, 0, 2), "{text}");
        }
    }

    #[test]
    fn a_failure_of_the_moment_is_tried_again_and_one_of_the_bytes_is_not() {
        use std::os::unix::fs::PermissionsExt;
        let house = house(&[("a.txt", "Alpha alpha."), ("b.pdf", "No pages at all.")]);
        let path = house.path().join("library/a.txt");
        let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let corpus = corpus(&house);
        let cancel = AtomicBool::new(false);
        let work = compare(&corpus, &cancel, For::Index).work;
        mode(0o000);
        let denied = fs::read(&path).is_err();
        // Who may read everything is denied nothing: then the file goes while it is read.
        let away = house.path().join("a.txt");
        if !denied {
            fs::rename(&path, &away).unwrap();
        }
        build::bring_up_to_date(&corpus, &work, &cancel, &|_| {}).unwrap();
        if !denied {
            fs::rename(&away, &path).unwrap();
        }
        mode(0o644);
        let stale = |purpose| compare(&corpus, &cancel, purpose).work.stale;
        for purpose in [For::Index, For::List] {
            let paths: Vec<_> = stale(purpose).iter().map(|stale| stale.path(&corpus)).collect();
            assert!(paths.contains(&path), "{paths:?}");
        }
        index(&corpus, &|_| {}).1.unwrap();
        assert!(!stale(For::Index).iter().any(|stale| stale.path(&corpus) == path));
        let row = corpus.index().unwrap().row(&corpus.index_dir().place(&path)).unwrap();
        assert_eq!(row.unwrap().failure, None);
    }
}
