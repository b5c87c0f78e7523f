//! Reads documents for the interface: the head of a long file first, so that there is something to
//! see, then the whole. Runs on a lane; reports through a closure.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::files;
use super::lane::Wanted;
use super::shelf::Shelf;
use super::terminal::panic_message;
use crate::app::event::Event;
use crate::document::Document;
use crate::formats::{self, Source};
use crate::library::{Entry, EntryId, Status};
use crate::text::Shown;

/// Bytes of a file that are read before the rest: several screens of text.
pub const HEAD: usize = 32 << 10;

/// Bytes of a file that are read at most.
pub const LARGEST: u64 = 512 << 20;

/// Reads a document and reports its head, if it is long, and then all of it.
pub fn open(
    entry: EntryId,
    path: &Path,
    shelf: &Shelf,
    wanted: &Wanted<'_>,
    report: &dyn Fn(Event),
) {
    let opened = |document: Document, whole| {
        report(Event::Opened { entry, document: Arc::new(document), whole });
    };
    let failed = |reason: Shown| report(Event::Unreadable { entry, reason });
    let (head, whole) = match head(path, shelf, HEAD) {
        Ok(head) => head,
        Err(reason) => return failed(reason),
    };
    match parse(path, &head, whole) {
        Ok(document) => opened(document, whole),
        Err(reason) => return failed(reason),
    }
    if whole || !wanted.still() {
        return;
    }
    match files::read_all(path, LARGEST, wanted.cancel()) {
        Ok(bytes) => match parse(path, &bytes, true) {
            Ok(document) => opened(document, true),
            Err(reason) => failed(reason),
        },
        Err(error) if wanted.still() => failed(Shown::line(&error.to_string())),
        Err(_) => {}
    }
}

/// Reads a whole document, for the verbs.
///
/// # Errors
/// A sentence that says why it cannot be read.
pub fn whole(path: &Path, shelf: &Shelf) -> Result<Document, Shown> {
    parse(path, &bytes(path, shelf)?, true)
}

/// The bytes of a document.
///
/// # Errors
/// A sentence that says why it cannot be read.
pub fn bytes(path: &Path, shelf: &Shelf) -> Result<Arc<[u8]>, Shown> {
    if let Some(bytes) = shelf.get(path) {
        return Ok(bytes);
    }
    let bytes = files::read_all(path, LARGEST, &AtomicBool::new(false));
    bytes.map(Arc::from).map_err(|error| Shown::line(&error.to_string()))
}

/// What the list says about a document, from its head.
pub fn describe(entry: Entry, shelf: &Shelf) -> Entry {
    let path = &entry.path;
    let read = head(path, shelf, HEAD).and_then(|(bytes, whole)| {
        let document = parse(path, &bytes, whole)?;
        Ok((document, formats::kind(path, &bytes).label(), bytes.len()))
    });
    match read {
        Ok((document, format, bytes)) => {
            let words = document.text().split_whitespace().count();
            let share = entry.bytes as f64 / bytes.max(1) as f64;
            let metadata = document.metadata();
            Entry {
                title: metadata
                    .title
                    .as_ref()
                    .map_or_else(|| entry.name.clone(), |title| title.value.clone()),
                date: metadata.date.as_ref().map(|date| date.value),
                source: metadata.source.as_ref().map(|source| source.value.clone()),
                format,
                words: (words as f64 * share.max(1.0)) as usize,
                status: Status::Ready,
                ..entry
            }
        }
        Err(reason) => Entry { status: Status::Unreadable(reason), ..entry },
    }
}

/// The head of a document and whether it is all of it.
fn head(path: &Path, shelf: &Shelf, most: usize) -> Result<(Arc<[u8]>, bool), Shown> {
    if let Some(bytes) = shelf.get(path) {
        return Ok((bytes, true));
    }
    let read = files::read_head(path, most + 1);
    let mut bytes = read.map_err(|error| Shown::line(&error.to_string()))?;
    let whole = bytes.len() <= most;
    bytes.truncate(most);
    Ok((Arc::from(bytes), whole))
}

/// A parser that panics costs its document, never the program.
fn parse(path: &Path, bytes: &[u8], whole: bool) -> Result<Document, Shown> {
    let source = Source { name: path, bytes, whole };
    match catch_unwind(AssertUnwindSafe(|| formats::read(&source))) {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(error)) => Err(Shown::line(&error.to_string())),
        Err(panic) => Err(Shown::line(&format!(
            "This file made the reader fail ({}); please report it.",
            panic_message(&*panic)
        ))),
    }
}
