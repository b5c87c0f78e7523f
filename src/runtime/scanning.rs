//! Finds documents and looks into each for title, date, source and length. Runs on a lane; reports
//! batch by batch, so that the list fills as it goes.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::documents::Documents;
use super::lane::Wanted;
use super::scan::{FoundFile, Skipped, scan as walk};
use super::shelf::Shelf;
use crate::app::event::{Event, Scanned};
use crate::library::Entry;
use crate::text::Shown;

/// How long descriptions are held back so that they arrive in batches.
const BATCH: Duration = Duration::from_millis(80);

/// Files of a folder that are looked at to see whether it holds documents.
const FIRST_FILES: usize = 2000;

/// Endings by which a folder is taken to hold documents.
const ENDINGS: &[&str] = &["txt", "text", "md", "markdown"];

/// Finds every document below the roots and on the shelf, and looks into each.
pub fn scan(roots: &[PathBuf], documents: &Documents, wanted: &Wanted<'_>, report: &dyn Fn(Event)) {
    let mut found: Vec<Entry> = on_shelf(documents.shelf());
    report(Event::Catalogued(found.clone()));
    let skipped = walk(roots, |files| {
        let batch: Vec<Entry> = files.into_iter().map(|file| waiting(file, roots)).collect();
        found.extend(batch.iter().cloned());
        report(Event::Catalogued(batch));
        if wanted.still() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    report(Event::Scanned(Scanned { roots: roots.to_vec(), skipped: sentences(&skipped) }));
    let mut batch = Vec::new();
    let mut since = Instant::now();
    for entry in found {
        if !wanted.still() {
            return;
        }
        batch.push(documents.describe(entry, wanted.cancel()));
        if since.elapsed() > BATCH {
            report(Event::Catalogued(std::mem::take(&mut batch)));
            since = Instant::now();
        }
    }
    report(Event::Catalogued(batch));
}

/// The one document that is to be opened, without a search: what a search would report first. `None`
/// if it is not a single ordinary file.
pub fn single(roots: &[PathBuf], shelf: &Shelf) -> Option<[Event; 2]> {
    let [path] = roots else { return None };
    let about = path.metadata().ok().filter(|about| about.is_file())?;
    let entry = Entry { bytes: about.len(), ..Entry::waiting(path.clone(), Shown::default()) };
    let scanned = Scanned { roots: roots.to_vec(), skipped: Vec::new() };
    let alone = shelf.iter().next().is_none();
    alone.then(|| [Event::Catalogued(vec![entry]), Event::Scanned(scanned)])
}

/// Everything below the roots and on the shelf, looked into, for the verbs.
pub fn collect(roots: &[PathBuf], documents: &Documents) -> (Vec<Entry>, Vec<Shown>) {
    let (entries, skipped) = found(roots, documents.shelf());
    let never = AtomicBool::new(false);
    (entries.into_iter().map(|entry| documents.describe(entry, &never)).collect(), skipped)
}

/// Everything below the roots and on the shelf, not looked into, with what was passed over.
pub fn found(roots: &[PathBuf], shelf: &Shelf) -> (Vec<Entry>, Vec<Shown>) {
    let mut found = on_shelf(shelf);
    let skipped = walk(roots, |files| {
        found.extend(files.into_iter().map(|file| waiting(file, roots)));
        ControlFlow::Continue(())
    });
    (found, sentences(&skipped))
}

/// True if a folder holds documents, as far as names and its first files tell.
pub fn has_documents(folder: &Path) -> bool {
    let mut seen = 0;
    let mut has = false;
    walk(&[folder.to_owned()], |files| {
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

fn on_shelf(shelf: &Shelf) -> Vec<Entry> {
    let entry = |(path, bytes): (&Path, &std::sync::Arc<[u8]>)| Entry {
        bytes: bytes.len() as u64,
        ..Entry::waiting(path.to_owned(), Shown::default())
    };
    shelf.iter().map(entry).collect()
}

fn waiting(file: FoundFile, roots: &[PathBuf]) -> Entry {
    let folder = folder(&file, roots);
    let FoundFile { path, bytes, modified, .. } = file;
    Entry { bytes, modified: Some(modified), ..Entry::waiting(path, folder) }
}

/// The folder of a file as the list shows it: below its root, with the root's name if there are
/// several.
fn folder(file: &FoundFile, roots: &[PathBuf]) -> Shown {
    let Some(root) = roots.get(file.root) else { return Shown::default() };
    let parent = file.path.parent().unwrap_or(Path::new(""));
    let below = parent.strip_prefix(root).unwrap_or(Path::new(""));
    match root.file_name().filter(|_| roots.len() > 1) {
        Some(name) => Shown::path(&Path::new(name).join(below)),
        None => Shown::path(below),
    }
}

fn sentences(skipped: &Skipped) -> Vec<Shown> {
    let counted = [
        (skipped.special, "pipes, sockets or devices"),
        (skipped.doubles, "further names of files already listed"),
        (skipped.outside, "links to folders outside"),
        (skipped.failed.saturating_sub(skipped.reasons.len()), "more that could not be looked at"),
    ];
    let counted = counted.iter().filter(|(count, _)| *count > 0);
    let counted = counted.map(|(count, what)| Shown::line(&format!("{count} {what}")));
    skipped.reasons.iter().cloned().chain(counted).collect()
}
