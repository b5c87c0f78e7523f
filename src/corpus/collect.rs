//! Finds the documents of the verbs and of the start: all below the roots, looked into or not, and
//! whether a folder holds any. How they compare with the index is the business of `compare`.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::about_file::changed;
use super::build;
use super::build::NotDone;
use super::compare::{For, compare, entries_in_memory, sentences, waiting};
use super::corpus::Corpus;
use super::describe::described;
use super::walk::scan;
use crate::library::Entry;
use crate::protocol::{Event, Scanned};
use crate::reading::containers::{file_of, roots_inside};
use crate::reading::in_memory::InMemory;
use crate::text::CleanText;

/// Files of a folder that are looked at to see whether it holds documents.
const FIRST_FILES: usize = 2000;

/// Bytes of documents that are indexed in memory where the index cannot be written.
const MOST_IN_MEMORY: u64 = 256 << 20;

/// How often an index is made anew that goes while it is used.
const TRIES: usize = 3;

/// Endings by which a folder is taken to hold documents.
const ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "pdf", "docx", "odt", "rtf", "epub", "eml",
    "mbox",
];

/// Everything below the roots and in memory, looked into, for the verbs.
pub fn collect(corpus: &Corpus) -> (Vec<Entry>, Vec<CleanText>) {
    let never = AtomicBool::new(false);
    let comparison = compare(corpus, &never, For::List);
    let mut entries = comparison.fresh;
    entries.extend(described(corpus, &comparison.work.stale));
    (entries, comparison.skipped)
}

/// Brings the index up to date, for the verbs. `report` is told how far it has come.
///
/// # Errors
/// Why it could not be done; what was indexed before can still be searched.
pub fn index(
    corpus: &Corpus,
    report: &(dyn Fn(Event) + Sync),
) -> (Vec<CleanText>, Result<usize, NotDone>) {
    let never = AtomicBool::new(false);
    for _ in 0..TRIES {
        let comparison = compare(corpus, &never, For::Index);
        let done = build::bring_up_to_date(corpus, &comparison.work, &never, report);
        if matches!(done, Err(NotDone::Failed(_))) {
            corpus.discard_if_damaged();
        }
        // One that went meanwhile or was damaged is made anew, and nobody has to hear of it.
        if !corpus.coverage().take_loss() {
            corpus.coverage().set_complete(done.is_ok());
            return (comparison.skipped, done.map(|()| comparison.work.stale.len()));
        }
    }
    let words = "The index is deleted or damaged again and again by something else.";
    (Vec::new(), Err(NotDone::Failed(words.into())))
}

/// Makes an index in memory for the verbs, where none can be written.
///
/// # Errors
/// Why it could not be done, such as too many documents.
pub fn index_in_memory(
    corpus: &Corpus,
    report: &(dyn Fn(Event) + Sync),
) -> (Vec<CleanText>, Result<usize, NotDone>) {
    if let Err(reason) = corpus.index_in_memory() {
        return (Vec::new(), Err(NotDone::Failed(reason)));
    }
    let never = AtomicBool::new(false);
    let comparison = compare(corpus, &never, For::Index);
    let bytes: u64 = comparison.work.stale.iter().map(|stale| stale.bytes).sum();
    let done = match bytes > MOST_IN_MEMORY {
        true => Err(NotDone::Failed("there are too many for an index in memory".into())),
        false => build::bring_up_to_date(corpus, &comparison.work, &never, report),
    };
    (comparison.skipped, done.map(|()| comparison.work.stale.len()))
}

/// The one document that is to be opened, without a search: what a search would report first. `None`
/// if it is not a single ordinary file.
pub fn single(roots: &[PathBuf], in_memory: &InMemory) -> Option<[Event; 2]> {
    let [path] = roots else { return None };
    let about = file_of(path).metadata().ok().filter(|about| about.is_file())?;
    let modified = Some(changed(&about));
    let waiting = Entry::waiting(path.clone(), CleanText::default());
    let entry = Entry { bytes: about.len(), modified, ..waiting };
    let scanned = Scanned { roots: roots.to_vec(), skipped: Vec::new() };
    let alone = in_memory.iter().next().is_none();
    alone.then(|| [Event::catalogued(vec![entry]), Event::Scanned(scanned)])
}

/// Everything below the roots and in memory, not looked into, with what was passed over.
pub fn found(roots: &[PathBuf], in_memory: &InMemory) -> (Vec<Entry>, Vec<CleanText>) {
    let mut found = entries_in_memory(in_memory);
    found.extend(roots_inside(roots));
    let skipped = scan(roots, |files| {
        found.extend(files.into_iter().map(|file| waiting(file, roots)));
        ControlFlow::Continue(())
    });
    (found, sentences(&skipped))
}

/// True if a folder holds documents, as far as names and its first files tell.
pub fn has_documents(folder: &Path) -> bool {
    let mut seen = 0;
    let mut has = false;
    scan(&[folder.to_owned()], |files| {
        seen += files.len();
        has = has || files.iter().any(|file| has_ending(&file.path));
        if has || seen > FIRST_FILES { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    has
}

fn has_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}
