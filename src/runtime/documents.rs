//! Every document is read through this: from the shelf, from its file, from behind the wall or from
//! the cache of those that are slow to read. Reports nothing but what was read, and decides nothing
//! about it.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::files;
use super::lane::Wanted;
use super::parsed::{FileState, Parsed};
use super::places::Places;
use super::shelf::Shelf;
use super::terminal::panic_message;
use super::wall::{self, Job, Wall, WallError};
use crate::app::event::Event;
use crate::bookmarks::Fingerprint;
use crate::document::Document;
use crate::formats::{self, Kind, Limits, Source};
use crate::library::{Entry, EntryId, Status};
use crate::text::Shown;

/// Bytes of a file that are read before the rest: several screens of text.
pub const HEAD: usize = 32 << 10;

/// Bytes of a text file that are read at most.
pub const LARGEST: u64 = 512 << 20;

/// Bytes of any other file that are read at most: they are copied to a worker, whose memory is
/// bounded.
pub const LARGEST_WALLED: u64 = 200 << 20;

/// A document that took longer to read than this is kept, so that it is read but once.
const SLOW: Duration = Duration::from_millis(20);

/// Where documents come from.
#[derive(Debug)]
pub struct Documents {
    shelf: Shelf,
    wall: Arc<Wall>,
    parsed: Parsed,
}

/// How much of a document is wanted, and by whom.
struct Wish<'a> {
    limits: Limits,
    time: Duration,
    cancel: &'a AtomicBool,
    early: &'a mut dyn FnMut(Document),
}

/// A document whose bytes are there and have not been read yet.
pub struct Loaded {
    /// What it is.
    pub kind: Kind,
    /// What its bytes are.
    pub content: Fingerprint,
    head: Head,
}

/// The beginning of a file.
struct Head {
    bytes: Arc<[u8]>,
    /// True if it is all of the file.
    whole: bool,
    /// Its state if it can be told from every other.
    state: Option<FileState>,
}

impl Documents {
    /// Documents on the shelf and in files; what is slow to read is kept in `parsed`.
    pub fn new(shelf: Shelf, wall: Wall, parsed: Parsed) -> Self {
        Self { shelf, wall: Arc::new(wall), parsed }
    }

    /// The same with other documents on the shelf, read by the same workers.
    pub fn with(&self, shelf: Shelf) -> Self {
        Self { shelf, wall: Arc::clone(&self.wall), parsed: self.parsed.clone() }
    }

    /// Documents for this user, read by workers of this very program.
    pub fn of_user(shelf: Shelf, places: &Places) -> Self {
        let parsed = Parsed::below(&places.cache, places.writable());
        Self::new(shelf, Wall::of_this_program(), parsed)
    }

    /// The documents that are no files.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Reads a document and reports its head, if it is long, and then all of it.
    pub fn open(&self, entry: EntryId, path: &Path, wanted: &Wanted<'_>, report: &dyn Fn(Event)) {
        let opened = |document: Document, whole| {
            report(Event::Opened { entry, document: Arc::new(document), whole });
        };
        let read = self.head(path).and_then(|head| match formats::kind(path, &head.bytes) {
            kind if kind.needs_a_wall() => {
                let early = &mut |document| opened(document, false);
                let cancel = wanted.cancel();
                let wish = Wish { limits: Limits::WHOLE, time: wall::OPENING, cancel, early };
                self.walled(path, &head, wish)
            }
            _ if head.whole => parse(path, &head.bytes, true),
            _ => {
                opened(parse(path, &head.bytes, false)?, false);
                let bytes = files::read_all(path, LARGEST, wanted.cancel());
                parse(path, &bytes.map_err(sentence)?, true)
            }
        });
        match read {
            Ok(document) => opened(document, true),
            Err(reason) if wanted.still() => report(Event::Unreadable { entry, reason }),
            Err(_) => {}
        }
    }

    /// Reads a whole document.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn whole(&self, path: &Path) -> Result<Document, Shown> {
        self.whole_while(path, &AtomicBool::new(false))
    }

    /// Reads a whole document, as long as `cancel` is false.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn whole_while(&self, path: &Path, cancel: &AtomicBool) -> Result<Document, Shown> {
        let head = self.head(path)?;
        if formats::kind(path, &head.bytes).needs_a_wall() {
            let early = &mut |_| {};
            let wish = Wish { limits: Limits::WHOLE, time: wall::OPENING, cancel, early };
            return self.walled(path, &head, wish);
        }
        parse(path, &self.rest(path, head, LARGEST, cancel)?, true)
    }

    /// All bytes of a document, to be known by and read afterwards.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn load(&self, path: &Path, cancel: &AtomicBool) -> Result<Loaded, Shown> {
        let head = self.head(path)?;
        let (kind, state) = (formats::kind(path, &head.bytes), head.state);
        let most = if kind.needs_a_wall() { LARGEST_WALLED } else { LARGEST };
        let bytes = self.rest(path, head, most, cancel)?;
        let content = Fingerprint::of(&bytes);
        Ok(Loaded { kind, content, head: Head { bytes, whole: true, state } })
    }

    /// Reads a document whose bytes are there.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn read(
        &self,
        path: &Path,
        loaded: &Loaded,
        cancel: &AtomicBool,
    ) -> Result<Document, Shown> {
        if loaded.kind.needs_a_wall() {
            let early = &mut |_| {};
            let wish = Wish { limits: Limits::WHOLE, time: wall::OPENING, cancel, early };
            return self.walled(path, &loaded.head, wish);
        }
        parse(path, &loaded.head.bytes, true)
    }

    /// The bytes of a document's file.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn bytes(&self, path: &Path) -> Result<Arc<[u8]>, Shown> {
        if let Some(bytes) = self.shelf.get(path) {
            return Ok(bytes);
        }
        let bytes = files::read_all(path, LARGEST, &AtomicBool::new(false));
        bytes.map(Arc::from).map_err(sentence)
    }

    /// What the list says about a document, from its beginning.
    pub fn describe(&self, entry: Entry, cancel: &AtomicBool) -> Entry {
        match self.described(&entry.path, entry.bytes, cancel) {
            Ok((document, kind, share)) => {
                let words = document.text().split_whitespace().count();
                let metadata = document.metadata();
                let title = metadata.title.as_ref().map(|title| title.value.clone());
                Entry {
                    title: title.unwrap_or_else(|| entry.name.clone()),
                    date: metadata.date.as_ref().map(|date| date.value),
                    source: metadata.source.as_ref().map(|source| source.value.clone()),
                    format: kind.label(),
                    words: (words as f64 / share) as usize,
                    status: Status::Ready,
                    ..entry
                }
            }
            Err(reason) => Entry { status: Status::Unreadable(reason), ..entry },
        }
    }

    /// The beginning of a document as one, its kind, and about which share of the whole it is.
    fn described(
        &self,
        path: &Path,
        size: u64,
        cancel: &AtomicBool,
    ) -> Result<(Document, Kind, f64), Shown> {
        let head = self.head(path)?;
        let kind = formats::kind(path, &head.bytes);
        if !kind.needs_a_wall() {
            let document = parse(path, &head.bytes, head.whole)?;
            let read = head.bytes.len() as u64;
            return Ok((document, kind, read as f64 / size.max(read).max(1) as f64));
        }
        let (limits, time) = (Limits::FIRST_PAGES, wall::DESCRIBING);
        let document =
            self.walled(path, &head, Wish { limits, time, cancel, early: &mut |_| {} })?;
        let pages = document.pages().len().max(1) as f64;
        let all = pages + f64::from(document.pages_left());
        Ok((document, kind, pages / all))
    }

    /// Reads a document from the cache or behind the wall.
    fn walled(&self, path: &Path, head: &Head, wish: Wish<'_>) -> Result<Document, Shown> {
        if let Some(document) = head.state.and_then(|state| self.parsed.get(path, state)) {
            return Ok(document);
        }
        let begun = Instant::now();
        let all = match head.whole {
            true => Arc::clone(&head.bytes),
            false => files::read_all(path, LARGEST_WALLED, wish.cancel).map_err(sentence)?.into(),
        };
        let Wish { limits, time, cancel, early } = wish;
        let job = Job { name: path, bytes: &all, limits, time };
        let document = self.wall.read(&job, cancel, early).map_err(|error| match error {
            WallError::Refused(words) => words,
            error => Shown::line(&error.to_string()),
        })?;
        if let Some(state) = head.state
            && document.pages_left() == 0
            && begun.elapsed() > SLOW
        {
            self.parsed.put(path, state, &document);
        }
        Ok(document)
    }

    /// The head of a document.
    fn head(&self, path: &Path) -> Result<Head, Shown> {
        if let Some(bytes) = self.shelf.get(path) {
            return Ok(Head { bytes, whole: true, state: None });
        }
        let file = files::open(path).map_err(sentence)?;
        let state = FileState::of(&file);
        let mut bytes = Vec::new();
        let read = file.take(HEAD as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| sentence(files::failure(path, &error)))?;
        let whole = bytes.len() <= HEAD;
        bytes.truncate(HEAD);
        Ok(Head { bytes: bytes.into(), whole, state })
    }

    /// All bytes of a document whose head is known.
    fn rest(
        &self,
        path: &Path,
        head: Head,
        most: u64,
        cancel: &AtomicBool,
    ) -> Result<Arc<[u8]>, Shown> {
        match head.whole {
            true => Ok(head.bytes),
            false => Ok(files::read_all(path, most, cancel).map_err(sentence)?.into()),
        }
    }
}

fn sentence(error: files::FileError) -> Shown {
    Shown::line(&error.to_string())
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
