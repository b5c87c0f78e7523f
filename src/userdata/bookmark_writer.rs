//! Keeps bookmarks: does what the reader asks, one after the other, each on the disk before it is
//! reported. What cannot be kept waits and is tried again with the next request, after some seconds and at the end.

use std::collections::{HashMap, VecDeque};
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::journal::{Change, Store, StoreError};
use super::{corrections, export, kept_input, undo};
use crate::bookmarks::{
    Anchor, Anchoring, Bookmark, Certainty, Id, Identity, PassageFinder, Stamp,
};
use crate::document::Document;
use crate::files::clock;
use crate::files::clock::now;
use crate::protocol::{
    BookmarkEdit, BookmarkExport, BookmarkReport, BookmarkRequest, BookmarkTarget, Event,
    MadeCorrection, Notice,
};
use crate::reading::documents::Documents;
use crate::text::{CleanText, Span};

/// Keeps bookmarks in a folder.
pub struct BookmarkWriter {
    folder: PathBuf,
    /// False if nothing may be written.
    writes: bool,
    store: Option<Store>,
    /// What is to be done, each with the time at which it was asked for.
    waiting: VecDeque<(BookmarkRequest, Stamp)>,
    /// Why the store refuses, while it does.
    failing: Option<CleanText>,
    arrived: HashMap<u64, Id>,
    /// The corrections that were reported last.
    corrected: Option<Vec<MadeCorrection>>,
    /// What is said once the changes under way are on the disk.
    told: Option<CleanText>,
    documents: Arc<Documents>,
    tell: Box<dyn Fn(Event) + Send>,
}

/// Why a request was not carried out.
enum Failure {
    /// The store refused; the request waits.
    Store(StoreError),
    /// The request cannot be carried out, for this reason.
    Request(CleanText),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl BookmarkWriter {
    /// A writer of the bookmarks in `folder`, which is not touched before the first request. Without
    /// `writes` bookmarks are only read. Passages are anchored in `documents`; reports go to `tell`.
    pub fn new(
        (folder, writes): (&Path, bool),
        documents: Arc<Documents>,
        tell: impl Fn(Event) + Send + 'static,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            writes,
            store: None,
            waiting: VecDeque::new(),
            failing: None,
            arrived: HashMap::new(),
            corrected: None,
            told: None,
            documents,
            tell: Box::new(tell),
        }
    }

    /// Carries out a request, behind those that wait.
    pub fn fulfil(&mut self, request: BookmarkRequest) {
        let looks = matches!(request, BookmarkRequest::Refresh);
        if !looks {
            self.waiting.push_back((request, now()));
        } else if !self.waiting.is_empty() {
            // Somebody looks, or it is time to try again: what waits looks too.
        } else if let Err(error) = self.refresh() {
            (self.tell)(Event::Notice(Notice::warning(&error.to_string())));
        }
        self.work();
    }

    /// Does what waits, as far as it can be done.
    fn work(&mut self) {
        while let Some((request, asked)) = self.waiting.pop_front() {
            match self.attempt(&request, asked) {
                Ok(()) => self.recovered(),
                Err(Failure::Request(why)) => (self.tell)(Event::Notice(Notice::passing(&why))),
                Err(Failure::Store(error)) => {
                    self.waiting.push_front((request, asked));
                    return self.failed(&error);
                }
            }
        }
    }

    fn attempt(&mut self, request: &BookmarkRequest, asked: Stamp) -> Result<(), Failure> {
        if !self.writes && !matches!(request, BookmarkRequest::Refresh) {
            return Ok(());
        }
        self.refresh()?;
        self.told = None;
        let done = self.changes(request, asked).and_then(|changes| self.commit(changes, asked));
        self.report(match request {
            BookmarkRequest::Correct { ticket, .. } if done.is_ok() => Some(*ticket),
            _ => None,
        });
        if let Some(words) = self.told.take().filter(|_| done.is_ok()) {
            (self.tell)(Event::Notice(Notice::passing(&words)));
        }
        if let (Ok(()), BookmarkRequest::Add { ticket, .. }) = (&done, request)
            && let Some(id) = self.arrived.get(ticket)
        {
            (self.tell)(Event::Bookmarks(BookmarkReport::Added {
                ticket: *ticket,
                id: id.clone(),
            }));
        }
        done
    }

    /// What a request comes to: changes that are done together, or not at all.
    fn changes(&mut self, request: &BookmarkRequest, asked: Stamp) -> Result<Vec<Change>, Failure> {
        match request {
            BookmarkRequest::Refresh => Ok(Vec::new()),
            BookmarkRequest::Add { .. } => Ok(self.add(request, asked)),
            BookmarkRequest::Edit(target, edit) => Ok(self.edit(target, edit, asked)),
            BookmarkRequest::Remove(ids) => Ok(ids.iter().cloned().map(Change::Remove).collect()),
            BookmarkRequest::Restore(before) => {
                let undo = |(target, mark): &(BookmarkTarget, Option<Arc<Bookmark>>)| {
                    let mark = mark.as_deref().cloned().map(Box::new);
                    Some(Change::Undo(self.id_of(target)?, mark))
                };
                Ok(before.iter().filter_map(undo).collect())
            }
            BookmarkRequest::Anchor { path, document, places } => {
                Ok(self.anchor(path, document, places))
            }
            BookmarkRequest::Note(states) => {
                Ok(states.iter().filter_map(|(id, state)| self.note(id, *state)).collect())
            }
            BookmarkRequest::Accept { id, path, span, words } => {
                self.accept(id, path, *span, words)
            }
            BookmarkRequest::Settle(id) => {
                Ok(decided(self.change(id, |mark| mark.settled = true).into_iter().collect()))
            }
            BookmarkRequest::Relink { id, path } => self.relink(id, path),
            BookmarkRequest::Export(export) => self.export(export).map(|()| Vec::new()),
            BookmarkRequest::Correct { correction, details, made, .. } => {
                Ok(vec![corrections::change(correction.clone(), (**details).clone(), *made)])
            }
            BookmarkRequest::UndoLast => Ok(self.undo_last()),
        }
    }

    /// What takes back the last thing that was done, bookmark or correction.
    fn undo_last(&mut self) -> Vec<Change> {
        let Some(store) = &self.store else { return Vec::new() };
        let (words, changes) = undo::last(store, &clock::zone()).unwrap_or_else(|| {
            ("Nothing was done that could be taken back.".to_owned(), Vec::new())
        });
        self.told = Some(CleanText::line(&words));
        changes
    }

    fn export(&self, export: &BookmarkExport) -> Result<(), Failure> {
        if let Some(own) = export.path.parent().filter(|parent| parent.starts_with(&self.folder)) {
            // If it cannot be made, the file cannot be written, which is told.
            let _ = DirBuilder::new().recursive(true).mode(0o700).create(own);
        }
        match export::write(export) {
            Ok(words) => (self.tell)(Event::Notice(Notice::passing(&words))),
            Err(export::ExportError::Exists(_)) => {
                (self.tell)(Event::Bookmarks(BookmarkReport::Exists(export.clone())));
            }
            Err(error) => return Err(Failure::Request(CleanText::line(&error.to_string()))),
        }
        Ok(())
    }

    fn add(&mut self, request: &BookmarkRequest, asked: Stamp) -> Vec<Change> {
        let BookmarkRequest::Add { ticket, path, document, span, labels } = request else {
            return Vec::new();
        };
        let finder = PassageFinder::new(document);
        let lasting = kept_input::lasting(&self.folder, path, self.documents.in_memory());
        let anchored = match &lasting {
            Ok(path) => {
                let anchor = finder.anchor(*span, &self.identity(path, &finder));
                anchor.map_err(|error| error.to_string())
            }
            Err(error) => Err(format!(
                "What came on standard input could not be kept, so nothing in it is marked: {error}."
            )),
        };
        let anchor = match anchored {
            Ok(anchor) => anchor,
            Err(why) => {
                let why = CleanText::line(&why);
                let refused = BookmarkReport::Refused { ticket: *ticket, why };
                (self.tell)(Event::Bookmarks(refused));
                return Vec::new();
            }
        };
        let mut mark = Bookmark::new(anchor, document, asked, chance(*ticket));
        mark.labels.clone_from(labels);
        // Tried again, it is the same bookmark.
        mark.id = self.arrived.entry(*ticket).or_insert(mark.id).clone();
        vec![Change::Put(Box::new(mark))]
    }

    fn edit(&self, target: &BookmarkTarget, edit: &BookmarkEdit, asked: Stamp) -> Vec<Change> {
        let edited = |mark: &mut Bookmark| {
            mark.modified = asked;
            match edit {
                BookmarkEdit::Note(note) => mark.note.clone_from(note),
                BookmarkEdit::Labels(labels) => mark.labels.clone_from(labels),
            }
        };
        self.id_of(target).and_then(|id| self.change(&id, edited)).into_iter().collect()
    }

    fn note(&self, id: &Id, state: Certainty) -> Option<Change> {
        self.change(id, |mark| {
            mark.state = Some(state).filter(|state| *state != Certainty::Exact);
            mark.settled = false;
        })
    }

    fn anchor(&self, path: &Path, document: &Document, places: &[(Id, Span)]) -> Vec<Change> {
        let finder = PassageFinder::new(document);
        let identity = self.identity(path, &finder);
        let attach = |(id, span): &(Id, Span)| {
            // A passage that was found has words; if it cannot be anchored, its old anchor stays.
            let anchor = finder.anchor(*span, &identity).ok()?;
            self.attach(id, anchor, document)
        };
        places.iter().filter_map(attach).collect()
    }

    /// Gives a bookmark a new anchor; the journal keeps the old one.
    fn attach(&self, id: &Id, anchor: Anchor, document: &Document) -> Option<Change> {
        self.change(id, |mark| {
            mark.citation = crate::bookmarks::Citation::of(document, anchor.offset);
            mark.anchor_at(anchor);
        })
    }

    fn accept(
        &self,
        id: &Id,
        path: &Path,
        span: Span,
        words: &str,
    ) -> Result<Vec<Change>, Failure> {
        let document = self.documents.whole(path).map_err(Failure::Request)?;
        if !span.fits(document.text()) || span.of(document.text()) != words {
            let why = "The document has changed meanwhile. Look at the places again.";
            return Err(Failure::Request(why.into()));
        }
        Ok(decided(self.anchor(path, &document, &[(id.clone(), span)])))
    }

    fn relink(&self, id: &Id, path: &Path) -> Result<Vec<Change>, Failure> {
        let document = self.documents.whole(path).map_err(Failure::Request)?;
        let finder = PassageFinder::new(&document);
        let Some(mark) = self.store.as_ref().and_then(|store| store.bookmarks().get(id)) else {
            return Ok(Vec::new());
        };
        let Anchoring { state, span, .. } = finder.resolve(&mark.anchor);
        if let Some(span) = span {
            return Ok(decided(self.anchor(path, &document, &[(id.clone(), span)])));
        }
        let identity = self.identity(path, &finder);
        let elsewhere = |mark: &mut Bookmark| {
            mark.anchor.document = identity;
            mark.state = Some(state);
            mark.settled = false;
        };
        Ok(decided(self.change(id, elsewhere).into_iter().collect()))
    }

    /// A bookmark changed, if it is still there, and if that changes anything.
    fn change(&self, id: &Id, change: impl FnOnce(&mut Bookmark)) -> Option<Change> {
        let known = self.store.as_ref()?.bookmarks().get(id)?;
        let mut changed = known.clone();
        change(&mut changed);
        (changed != *known).then(|| Change::Put(Box::new(changed)))
    }

    fn commit(&mut self, changes: Vec<Change>, asked: Stamp) -> Result<(), Failure> {
        if let Some(store) = &mut self.store {
            store.commit_all(changes, asked)?;
        }
        Ok(())
    }

    /// Who the document at `path` is, whose text `finder` was made from.
    fn identity(&self, path: &Path, finder: &PassageFinder<'_>) -> Identity {
        let (content, words) = (self.documents.digest(path).ok(), Some(finder.words()));
        let sketch = Some(finder.sketch());
        Identity { path: path.into(), content, words, sketch, ..Identity::default() }
    }

    fn id_of(&self, target: &BookmarkTarget) -> Option<Id> {
        match target {
            BookmarkTarget::Kept(id) => Some(id.clone()),
            BookmarkTarget::Asked(ticket) => self.arrived.get(ticket).cloned(),
        }
    }

    /// Takes in what other instances wrote, and reports it.
    fn refresh(&mut self) -> Result<(), StoreError> {
        match &mut self.store {
            Some(store) => drop(store.refresh()?),
            None => {
                let mut store = Store::open(&self.folder, now())?;
                for words in store.take_notices() {
                    (self.tell)(Event::Notice(Notice::warning(&words)));
                }
                self.store = Some(store);
            }
        }
        self.report(None);
        Ok(())
    }

    /// Reports what has changed, by itself or as it was asked for under that number.
    fn report(&mut self, ticket: Option<u64>) {
        let Some(store) = &mut self.store else { return };
        let corrections: Vec<_> =
            corrections::in_force(store).into_iter().map(|(_, made)| made).collect();
        let others = self.corrected.as_ref() != Some(&corrections);
        if ticket.is_some() || (others && !(self.corrected.is_none() && corrections.is_empty())) {
            let report = BookmarkReport::Corrections(corrections.clone(), ticket);
            (self.tell)(Event::Bookmarks(report));
        }
        self.corrected = Some(corrections);
        let touched = store.take_touched();
        if touched.is_empty() {
            return;
        }
        let now = |id: Id| {
            let mark = store.bookmarks().get(&id).cloned().map(Arc::new);
            (id, mark)
        };
        let changes = touched.into_iter().map(now).collect();
        (self.tell)(Event::Bookmarks(BookmarkReport::Changed(changes)));
    }

    fn failed(&mut self, error: &StoreError) {
        let why = CleanText::line(&error.to_string());
        if self.failing.replace(why).is_none() {
            let words = format!("{error} It is tried again every few seconds.");
            (self.tell)(Event::Bookmarks(BookmarkReport::Failing(CleanText::line(&words))));
        }
    }

    fn recovered(&mut self) {
        if self.failing.take().is_some() {
            (self.tell)(Event::Bookmarks(BookmarkReport::Recovered));
        }
    }
}

/// The last attempt, and a shorter journal if most of it was replaced. What is not kept now is lost,
/// which is told.
impl Drop for BookmarkWriter {
    fn drop(&mut self) {
        self.work();
        if let Some(why) = self.failing.take().filter(|_| !self.waiting.is_empty()) {
            let lost = match self.waiting.len() {
                1 => "One change of your bookmarks is lost".to_owned(),
                count => format!("{count} changes of your bookmarks are lost"),
            };
            (self.tell)(Event::Unsaved(CleanText::line(&format!("{lost}. {why}"))));
        }
        if let Some(store) = self.store.as_mut().filter(|_| self.writes && self.waiting.is_empty())
        {
            // A journal that is longer than it need be is as good as before.
            let _ = store.compact(now());
        }
    }
}

/// Changes that the user decided on, so that they can be taken back: the program itself leaves the time
/// of a bookmark as it is.
fn decided(mut changes: Vec<Change>) -> Vec<Change> {
    for change in &mut changes {
        if let Change::Put(mark) = change {
            mark.modified = now();
        }
    }
    changes
}

/// Two bookmarks made in one millisecond must still differ.
fn chance(ticket: u64) -> u64 {
    clock::chance() ^ (ticket << 20)
}
