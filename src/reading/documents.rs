//! Every document is read through this: from memory, from its file, through the sandbox or from
//! the cache of those that are slow to read. Reports nothing but what was read, and decides nothing
//! about it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::containers;
use super::containers::{Located, MailboxCache};
use super::in_memory::InMemory;
use super::parse_cache::{FileState, Parsed};
use super::sizes::{LARGEST, LARGEST_SANDBOXED};
use super::unread::Unread;
use super::windows;
use crate::bookmarks::{Digest, Fingerprint};
use crate::document::{Document, Inner};
use crate::files::open;
use crate::files::panics::panic_message;
use crate::files::places::Places;
use crate::files::worker::CancelToken;
use crate::formats::{self, Kind, Limits, ReadError, Source};
use crate::library::{Entry, EntryId, Status};
use crate::protocol::Event;
use crate::sandbox;
use crate::sandbox::{Content, Job, Sandbox};
use crate::text::{CleanText, Span, length_in_words};

/// Bytes of a file that are read before the rest: several screens of text.
pub const HEAD: usize = 32 << 10;

/// What a message of a mailbox is called when it is read by itself.
const MESSAGE: &str = "message.eml";

/// A document that took longer to read than this is kept, so that it is read but once.
const SLOW: Duration = Duration::from_millis(20);

/// Where documents come from.
#[derive(Debug)]
pub struct Documents {
    in_memory: InMemory,
    sandbox: Arc<Sandbox>,
    parsed: Parsed,
    ranges: MailboxCache,
}

/// How much of a document is wanted, and by whom.
struct ReadRequest<'a> {
    limits: Limits,
    time: Duration,
    cancel: &'a AtomicBool,
    early: &'a mut dyn FnMut(Document),
}

impl<'a> ReadRequest<'a> {
    /// All of a document, in the time that opening one may take.
    fn whole(cancel: &'a AtomicBool, early: &'a mut dyn FnMut(Document)) -> Self {
        Self { limits: Limits::WHOLE, time: sandbox::OPENING, cancel, early }
    }
}

/// A document whose bytes are there and have not been read yet.
pub struct Loaded<'a> {
    /// What its bytes are.
    pub content: Digest,
    head: Head<'a>,
}

impl Loaded<'_> {
    /// What its file is.
    pub fn kind(&self) -> Kind {
        self.head.kind
    }
}

/// The beginning of a file.
struct Head<'a> {
    place: Located<'a>,
    /// What the file is.
    kind: Kind,
    bytes: Arc<Vec<u8>>,
    /// True if it is all of the file.
    whole: bool,
    /// Its state if it can be told from every other.
    state: Option<FileState>,
    /// The windows in which it is read, if it is too large for one.
    windows: Option<Arc<[Span]>>,
}

/// A message of a mailbox.
struct Message<'a> {
    bytes: Arc<Vec<u8>>,
    /// The path below the message; empty for itself.
    inner: &'a Path,
}

impl Documents {
    /// Documents in memory and in files; what is slow to read is kept in `parsed`.
    pub fn new(in_memory: InMemory, sandbox: Sandbox, parsed: Parsed) -> Self {
        Self { in_memory, sandbox: Arc::new(sandbox), parsed, ranges: MailboxCache::default() }
    }

    /// The same with other documents in memory, read by the same workers.
    pub fn with(&self, in_memory: InMemory) -> Self {
        let (sandbox, parsed) = (Arc::clone(&self.sandbox), self.parsed.clone());
        Self { in_memory, sandbox, parsed, ranges: MailboxCache::default() }
    }

    /// Documents for this user, read by workers of this very program.
    pub fn of_user(in_memory: InMemory, places: &Places) -> Self {
        let parsed = Parsed::below(&places.cache, places.writable());
        Self::new(in_memory, Sandbox::of_this_program(), parsed)
    }

    /// The documents that are no files.
    pub fn in_memory(&self) -> &InMemory {
        &self.in_memory
    }

    /// Reads a document and reports its head, if it is long, and then all of it.
    pub fn open(
        &self,
        entry: EntryId,
        path: &Path,
        token: &CancelToken<'_>,
        report: &dyn Fn(Event),
    ) {
        let opened = |document: Document, whole| {
            // Worked out here and not when the screen asks for it.
            document.structure();
            report(Event::Opened { entry, document: Arc::new(document), whole });
        };
        let read = self.head(path).and_then(|head| match head.kind {
            kind if kind.needs_sandbox() => {
                let early = &mut |document| opened(document, false);
                Ok(self.in_sandbox(&head, ReadRequest::whole(token.flag(), early))?)
            }
            _ if head.whole => parse(path, &head.bytes, true),
            _ => {
                if head.place.inner.as_os_str().is_empty() {
                    opened(parse(path, &head.bytes, false)?, false);
                }
                let bytes = self.rest(&head, LARGEST, token.flag())?;
                Ok(head.with_windows(parse(path, &bytes, true)?))
            }
        });
        match read {
            Ok(document) => opened(document, true),
            Err(error) if !token.is_cancelled() => {
                report(Event::Unreadable { entry, reason: error.reason() });
            }
            Err(_) => {}
        }
    }

    /// Reads a whole document.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn whole(&self, path: &Path) -> Result<Document, CleanText> {
        self.whole_while(path, &AtomicBool::new(false))
    }

    /// Reads a whole document, as long as `cancel` is false.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn whole_while(&self, path: &Path, cancel: &AtomicBool) -> Result<Document, CleanText> {
        self.try_whole(path, cancel).map_err(Unread::reason)
    }

    fn try_whole(&self, path: &Path, cancel: &AtomicBool) -> Result<Document, Unread> {
        let head = self.head(path)?;
        if head.kind.needs_sandbox() {
            return self.in_sandbox(&head, ReadRequest::whole(cancel, &mut |_| {}));
        }
        Ok(head.with_windows(parse(path, &self.rest(&head, LARGEST, cancel)?, true)?))
    }

    /// All bytes of a document, to be known by and read afterwards.
    ///
    /// # Errors
    /// [`Unread`].
    pub fn load<'a>(&self, path: &'a Path, cancel: &AtomicBool) -> Result<Loaded<'a>, Unread> {
        let head = self.head(path)?;
        let most = if head.kind.needs_sandbox() { LARGEST_SANDBOXED } else { LARGEST };
        let bytes = self.rest(&head, most, cancel)?;
        let head = Head { bytes, whole: true, ..head };
        let content = match head.digest_of_windows()? {
            Some(content) => content,
            None => self.told(&head, cancel, digest)?,
        };
        Ok(Loaded { content, head })
    }

    /// Reads a document whose bytes are there.
    ///
    /// # Errors
    /// [`Unread`].
    pub fn read(&self, loaded: &Loaded<'_>, cancel: &AtomicBool) -> Result<Document, Unread> {
        let head = &loaded.head;
        if head.kind.needs_sandbox() {
            return self.in_sandbox(head, ReadRequest::whole(cancel, &mut |_| {}));
        }
        let name = head.place.path();
        let name = if head.windows.is_some() { &*name } else { head.place.file };
        Ok(head.with_windows(parse(name, &head.bytes, true)?))
    }

    /// What tells a document's bytes from all others.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn digest(&self, path: &Path) -> Result<Digest, CleanText> {
        let head = self.head(path).map_err(Unread::reason)?;
        match head.digest_of_windows().map_err(Unread::reason)? {
            Some(digest) => Ok(digest),
            None => self.told(&head, &AtomicBool::new(false), digest).map_err(Unread::reason),
        }
    }

    /// The same as earlier versions kept it.
    ///
    /// # Errors
    /// A sentence that says why it cannot be read.
    pub fn old_fingerprint(&self, path: &Path) -> Result<Fingerprint, CleanText> {
        self.told_at(path, |bytes, inner| Fingerprint::of(bytes).then(inner))
    }

    fn told_at<T>(&self, path: &Path, tell: impl Fn(&[u8], &[u8]) -> T) -> Result<T, CleanText> {
        let head = self.head(path).map_err(Unread::reason)?;
        self.told(&head, &AtomicBool::new(false), tell).map_err(Unread::reason)
    }

    /// What `tell` makes of the bytes that are a document's own: documents inside of a file are told
    /// by the file and their names there, messages of a mailbox by their own bytes.
    fn told<T>(
        &self,
        head: &Head<'_>,
        cancel: &AtomicBool,
        tell: impl Fn(&[u8], &[u8]) -> T,
    ) -> Result<T, Unread> {
        let (bytes, inner) = match self.message(head, cancel)? {
            Some(message) => (message.bytes, message.inner),
            None => (self.rest(head, LARGEST, cancel)?, head.place.inner),
        };
        Ok(tell(&bytes, inner.as_os_str().as_encoded_bytes()))
    }

    /// What the list says about a document, from its beginning; behind it the documents inside of
    /// its file.
    pub fn describe(&self, entry: Entry, cancel: &AtomicBool) -> Vec<Entry> {
        match self.described(&entry.path, entry.bytes, cancel) {
            Ok((document, kind, share)) => {
                let words = length_in_words(document.text());
                let metadata = document.metadata();
                let title = metadata.title.as_ref().map(|title| title.value.clone());
                let entry = Entry {
                    title: title.unwrap_or_else(|| entry.name.clone()),
                    date: metadata.date.as_ref().map(|date| date.value),
                    source: metadata.source.as_ref().map(|source| source.value.clone()),
                    format: kind.label(),
                    words: (words as f64 / share) as usize,
                    damage: document.damage().cloned(),
                    bottom_line: document.bottom_line(),
                    status: Status::Ready,
                    ..entry
                };
                let inner = containers::entries(&entry, &document);
                std::iter::once(entry).chain(inner).collect()
            }
            Err(error) => vec![Entry { status: error.status(), ..entry }],
        }
    }

    /// The beginning of a document as one, its kind, and about which share of the whole it is.
    fn described(
        &self,
        path: &Path,
        size: u64,
        cancel: &AtomicBool,
    ) -> Result<(Document, Kind, f64), Unread> {
        let head = self.head(path)?;
        let kind = head.kind;
        if !kind.needs_sandbox() {
            let document = head.with_windows(parse(path, &head.bytes, head.whole)?);
            let read = head.bytes.len() as u64;
            return Ok((document, kind, read as f64 / size.max(read).max(1) as f64));
        }
        let (limits, time) = (Limits::FIRST_PAGES, sandbox::DESCRIBING);
        let document =
            self.in_sandbox(&head, ReadRequest { limits, time, cancel, early: &mut |_| {} })?;
        let pages = document.pages().len().max(1) as f64;
        let all = pages + f64::from(document.pages_left());
        Ok((document, kind, pages / all))
    }

    /// Reads a document from the cache or in the sandbox.
    fn in_sandbox(&self, head: &Head<'_>, request: ReadRequest<'_>) -> Result<Document, Unread> {
        let path = head.place.path();
        if let Some(document) = head.state.and_then(|state| self.parsed.get(&path, state)) {
            return Ok(document);
        }
        let begun = Instant::now();
        let ReadRequest { limits, time, cancel, early } = request;
        let Located { file, inner } = head.place;
        let message = self.message(head, cancel)?;
        let opened;
        let (content, name, inner) = match &message {
            Some(message) => (Content::Bytes(&message.bytes), Path::new(MESSAGE), message.inner),
            None if head.whole => (Content::Bytes(&head.bytes), file, inner),
            None => {
                opened = open::open_bounded(file, LARGEST_SANDBOXED)?;
                (Content::File(&opened.0, opened.1), file, inner)
            }
        };
        let job = Job { name, inner, content, limits, time };
        let document = self.sandbox.read(&job, cancel, early)?;
        if let Some(state) = head.state
            && document.pages_left() == 0
            && begun.elapsed() > SLOW
        {
            self.parsed.put(&path, state, &document);
        }
        Ok(document)
    }

    /// The bytes of the message that a path into a mailbox leads to, and the path below the message;
    /// `None` for any other path. So that a message costs its own size, not the mailbox's.
    fn message<'a>(
        &self,
        head: &Head<'a>,
        cancel: &AtomicBool,
    ) -> Result<Option<Message<'a>>, Unread> {
        let Located { file, inner } = head.place;
        let mut steps = inner.components();
        let (Some(name), Some(state)) = (steps.next(), head.state) else { return Ok(None) };
        if head.kind != Kind::Mailbox {
            return Ok(None);
        }
        let known = match self.ranges.get(file, state) {
            Some(known) => known,
            None => self.messages(head, state, cancel)?,
        };
        let range = containers::range(&known, Path::new(name.as_os_str()));
        let Some(range) = range else { return Ok(None) };
        let bytes = open::read_part(file, range)?;
        Ok(Some(Message { bytes: Arc::new(bytes), inner: steps.as_path() }))
    }

    /// Where the messages of a mailbox stand.
    fn messages(
        &self,
        head: &Head<'_>,
        state: FileState,
        cancel: &AtomicBool,
    ) -> Result<Arc<[Inner]>, Unread> {
        let place = Located { inner: Path::new(""), ..head.place };
        let mailbox = Head { place, bytes: Arc::clone(&head.bytes), windows: None, ..*head };
        let mailbox = self.in_sandbox(&mailbox, ReadRequest::whole(cancel, &mut |_| {}))?;
        let known: Arc<[Inner]> = mailbox.inner().into();
        self.ranges.put(head.place.file, state, &known);
        Ok(known)
    }

    /// The head of a document, or of the file that holds it.
    fn head<'a>(&self, path: &'a Path) -> Result<Head<'a>, Unread> {
        let place = containers::located(path, |above| self.in_memory.get(above).is_some());
        if let Some(bytes) = self.in_memory.get(place.file) {
            return Head::new(place, bytes, true, None)?.in_windows(0);
        }
        let (place, file) = match open::open(path) {
            Ok(file) => (Located { file: path, inner: Path::new("") }, file),
            Err(error) => {
                let place = containers::located(path, containers::is_ordinary);
                let inside = !place.inner.as_os_str().is_empty();
                let file = if inside { open::open(place.file) } else { Err(error) };
                (place, file?)
            }
        };
        let state = FileState::of(&file);
        let size = file.metadata().map_or(0, |about| about.len());
        let mut bytes = open::read_head(file, path, HEAD + 1)?;
        let whole = bytes.len() <= HEAD;
        bytes.truncate(HEAD);
        Head::new(place, Arc::new(bytes), whole, state)?.in_windows(size)
    }

    /// All bytes of a file whose head is known.
    fn rest(
        &self,
        head: &Head<'_>,
        most: u64,
        cancel: &AtomicBool,
    ) -> Result<Arc<Vec<u8>>, Unread> {
        if head.whole {
            return Ok(Arc::clone(&head.bytes));
        }
        let Some(windows) = &head.windows else {
            return Ok(Arc::new(open::read_all(head.place.file, most, cancel)?));
        };
        let window = windows::window(windows, head.place.inner).ok_or_else(gone)?;
        Ok(Arc::new(open::read_part(head.place.file, window)?))
    }
}

/// The digest of a file's bytes, or of those and the name of a document inside of it.
fn digest(bytes: &[u8], inner: &[u8]) -> Digest {
    let file = Digest::of(bytes);
    if inner.is_empty() { file } else { file.then(inner) }
}

impl<'a> Head<'a> {
    /// Refuses a path that leads into a file in which there are no documents.
    fn new(
        place: Located<'a>,
        bytes: Arc<Vec<u8>>,
        whole: bool,
        state: Option<FileState>,
    ) -> Result<Self, Unread> {
        let kind = formats::kind(place.file, &bytes);
        let may_hold = kind.holds_documents() || windows::may_be_split(kind);
        match may_hold || place.inner.as_os_str().is_empty() {
            true => Ok(Self { place, kind, bytes, whole, state, windows: None }),
            false => Err(gone()),
        }
    }

    /// Finds the windows of a file of this size, if it is read in any.
    fn in_windows(self, size: u64) -> Result<Self, Unread> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if windows::is_split(self.kind, &self.bytes, size) && size as u64 <= LARGEST {
            let windows = Some(windows::windows(self.place.file, size)?.into());
            return Ok(Self { windows, ..self });
        }
        let leads_nowhere =
            windows::may_be_split(self.kind) && !self.place.inner.as_os_str().is_empty();
        if leads_nowhere { Err(gone()) } else { Ok(self) }
    }

    /// A document read from the file, with the windows after the first; only the file itself has them.
    fn with_windows(&self, document: Document) -> Document {
        let own = self.windows.as_ref().filter(|_| self.place.inner.as_os_str().is_empty());
        match own {
            Some(known) => {
                let inner = windows::inner(self.place.file, known);
                document.with_inner(inner, windows::caveat(known))
            }
            None => document,
        }
    }

    /// The digest of a file that is read in windows, of all of them.
    fn digest_of_windows(&self) -> Result<Option<Digest>, Unread> {
        let own = self.windows.as_ref().filter(|_| self.place.inner.as_os_str().is_empty());
        Ok(own.map(|known| windows::digest(self.place.file, known)).transpose()?)
    }
}

/// There is no such document in the file.
fn gone() -> Unread {
    Unread::Refused(CleanText::line(&ReadError::Gone.to_string()))
}

/// A parser that panics costs its document, never the program.
fn parse(path: &Path, bytes: &[u8], whole: bool) -> Result<Document, Unread> {
    let source = Source { name: path, bytes, whole };
    match catch_unwind(AssertUnwindSafe(|| formats::read(&source))) {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(error)) => Err(Unread::Refused(CleanText::line(&error.to_string()))),
        Err(panic) => Err(Unread::Refused(CleanText::line(&format!(
            "This file made the reader fail ({}); please report it.",
            panic_message(&*panic)
        )))),
    }
}
