//! What the user made, kept in a journal that many instances share: bookmarks, and corrections of
//! any kind as plain values. Nothing is acknowledged before it is on the disk; nothing is ever
//! deleted because it could not be read. Knows nothing of documents or the screen.

mod error;
mod event;
mod file;
mod history;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use error::StoreError;
pub use event::{Change, JournalRecord, Op};
pub use history::{Done, UserAct};

use crate::bookmarks::{Bookmark, Id, Stamp};
use crate::text::CleanText;
use file::{Journal, Seen};
use history::History;

/// What can be read of the bytes of a journal, in order; true if some of them are damaged. For programs
/// that try what damage does: [`Store::open`] reads the file.
pub fn read(raw: &[u8]) -> (Vec<JournalRecord>, bool) {
    file::read_all(raw)
}

/// What the user made, as it stands.
pub struct Store {
    journal: Journal,
    bookmarks: BTreeMap<Id, Bookmark>,
    /// Values of other kinds, each with the number of its line.
    others: Vec<(usize, JournalRecord)>,
    history: History,
    seen: Seen,
    lines: usize,
    newer: bool,
    notices: Vec<CleanText>,
    touched: BTreeSet<Id>,
}

impl Store {
    /// Opens the journal in `folder`, which need not exist yet. `now` names files set aside.
    ///
    /// Damaged lines are set aside, with a notice; if that cannot be done, they stay where they
    /// are and everything else is read all the same.
    ///
    /// # Errors
    /// [`StoreError`] if there is a journal that cannot be read.
    pub fn open(folder: &Path, now: Stamp) -> Result<Self, StoreError> {
        let mut store = Self::look(folder)?;
        store.tidy(now);
        Ok(store)
    }

    /// The same for who only looks: damaged lines stay where they are, so that whoever opens the journal
    /// to write finds them and says so.
    ///
    /// # Errors
    /// [`StoreError`] if there is a journal that cannot be read.
    pub fn look(folder: &Path) -> Result<Self, StoreError> {
        let mut store = Self {
            journal: Journal::new(folder),
            bookmarks: BTreeMap::new(),
            others: Vec::new(),
            history: History::default(),
            seen: Seen::default(),
            lines: 0,
            newer: false,
            notices: Vec::new(),
            touched: BTreeSet::new(),
        };
        store.refresh()?;
        Ok(store)
    }

    /// Every bookmark, by the time it was made.
    pub fn bookmarks(&self) -> &BTreeMap<Id, Bookmark> {
        &self.bookmarks
    }

    /// Values of the kind `op`, oldest first, each with the number of its line and its time.
    pub fn others<'a>(&'a self, op: &'a str) -> impl Iterator<Item = (usize, Stamp, &'a Value)> {
        let others = self.others.iter().filter(move |(_, event)| event.op.as_str() == op);
        others.filter_map(|(number, event)| Some((*number, event.time, event.value.as_ref()?)))
    }

    /// What the user did with bookmarks last and has not taken back, on whatever day.
    pub fn last_done(&self) -> &[Done] {
        self.history.last()
    }

    /// True if a newer version wrote the journal, so that it can only be read.
    pub fn is_read_only(&self) -> bool {
        self.newer
    }

    /// Sentences that the user should read, each given once.
    pub fn take_notices(&mut self) -> Vec<CleanText> {
        std::mem::take(&mut self.notices)
    }

    /// The bookmarks that are new, changed or gone since this was last asked.
    pub fn take_touched(&mut self) -> BTreeSet<Id> {
        std::mem::take(&mut self.touched)
    }

    /// Takes in what other instances wrote. True if anything changed.
    ///
    /// # Errors
    /// [`StoreError`] if the journal cannot be read; what was known stays.
    pub fn refresh(&mut self) -> Result<bool, StoreError> {
        let Some(news) = self.journal.read_since(self.seen)? else {
            return Ok(false);
        };
        if news.anew {
            self.touched.extend(std::mem::take(&mut self.bookmarks).into_keys());
            self.others.clear();
            self.history.clear();
            (self.lines, self.newer) = (0, false);
        }
        self.newer |= news.newer;
        let first = self.lines;
        self.lines += news.events.len();
        self.seen = news.seen;
        for (number, event) in (first..).zip(news.events) {
            self.apply(number, event);
        }
        Ok(true)
    }

    /// Does `change` for good: when this returns, it is on the disk.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was done, and the same change can be tried again.
    pub fn commit(&mut self, change: Change, now: Stamp) -> Result<(), StoreError> {
        self.commit_all(vec![change], now)
    }

    /// Does several changes for good, all of them or none: they are one write.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub fn commit_all(&mut self, changes: Vec<Change>, now: Stamp) -> Result<(), StoreError> {
        if self.newer {
            return Err(StoreError::Newer(CleanText::path(self.journal.path())));
        }
        if changes.is_empty() {
            return Ok(());
        }
        let events: Vec<JournalRecord> =
            changes.into_iter().map(|change| JournalRecord::of(change, now)).collect();
        let lock = self.journal.lock()?;
        self.refresh()?;
        if self.newer {
            return Err(StoreError::Newer(CleanText::path(self.journal.path())));
        }
        self.journal.append(&events, &lock)?;
        self.refresh()?;
        Ok(())
    }

    /// The change that undoes `change`, if it were done now.
    pub fn inverse(&self, change: &Change) -> Option<Change> {
        let before = |id: &Id| self.bookmarks.get(id).cloned().map(Box::new);
        match change {
            Change::Put(bookmark) => Some(Change::Undo(bookmark.id.clone(), before(&bookmark.id))),
            Change::Remove(id) | Change::Undo(id, _) => Some(Change::Undo(id.clone(), before(id))),
            Change::Other(..) => None,
        }
    }

    /// Writes the journal anew without what was replaced or removed, if that is most of it. The
    /// old one stays beside it with `.bak` at its end.
    ///
    /// # Errors
    /// [`StoreError`]; the journal is as it was.
    pub fn compact(&mut self, now: Stamp) -> Result<bool, StoreError> {
        let live = self.bookmarks.len() + self.others.len();
        if self.newer || self.lines < 1_000 || self.lines < 3 * live {
            return Ok(false);
        }
        let lock = self.journal.lock()?;
        self.refresh()?;
        let put =
            |bookmark: &Bookmark| JournalRecord::of(Change::Put(Box::new(bookmark.clone())), now);
        // What was removed last can be had back from the shorter journal too.
        let removed = self.history.removed().flat_map(|(mark, time)| {
            let remove = Change::Remove(mark.id.clone());
            [Change::Put(Box::new(mark.clone())), remove].map(|c| JournalRecord::of(c, time))
        });
        let others = self.others.iter().map(|(_, event)| event.clone());
        let kept = self.bookmarks.values().map(put).chain(removed).chain(others);
        let events: Vec<JournalRecord> = kept.collect();
        self.journal.replace(&events, &lock)?;
        self.refresh()?;
        Ok(true)
    }

    fn apply(&mut self, number: usize, event: JournalRecord) {
        self.touched.extend(event.id.clone());
        let before = event.id.as_ref().and_then(|id| self.bookmarks.get(id));
        self.history.note(number, &event, before);
        match (event.op.clone(), event.id.clone(), event.bookmark.clone()) {
            (Op::Put | Op::Undo, Some(id), Some(bookmark)) => {
                self.bookmarks.insert(id.clone(), Bookmark { id, ..bookmark.cleaned() });
            }
            (Op::Remove | Op::Undo, Some(id), _) => {
                self.bookmarks.remove(&id);
            }
            _ => self.others.push((number, event)),
        }
    }

    /// Sets damaged lines aside and sweeps what interrupted writers left behind.
    fn tidy(&mut self, now: Stamp) {
        if self.newer {
            let path = CleanText::path(self.journal.path());
            self.notices.push(CleanText::line(&StoreError::Newer(path).to_string()));
            return;
        }
        if !self.seen.damaged {
            return;
        }
        match self.journal.repair(now) {
            Ok(None) => {}
            Ok(Some(aside)) => self.notices.push(aside_notice(&aside)),
            Err(error) => self.notices.push(CleanText::line(&error.to_string())),
        }
        if let Err(error) = self.refresh() {
            self.notices.push(CleanText::line(&error.to_string()));
        }
    }
}

fn aside_notice(aside: &Path) -> CleanText {
    let path = CleanText::path(aside);
    CleanText::line(&format!(
        "Part of your bookmarks was damaged. Everything readable is here; the damaged file was kept as {path}."
    ))
}

/// Adds one bookmark to the journal in `folder` without reading the others: as quick with ten
/// thousand there as with ten. When this returns, it is on the disk.
///
/// # Errors
/// [`StoreError`]; nothing was added.
pub fn add(folder: &Path, bookmark: Bookmark, now: Stamp) -> Result<Id, StoreError> {
    let journal = Journal::new(folder);
    let id = bookmark.id.clone();
    let event = JournalRecord::of(Change::Put(Box::new(bookmark)), now);
    let lock = journal.lock()?;
    if journal.is_newer()? {
        return Err(StoreError::Newer(CleanText::path(journal.path())));
    }
    journal.append(&[event], &lock)?;
    Ok(id)
}

/// Files in `folder` that were set aside because they were damaged.
pub fn set_aside(folder: &Path) -> Vec<PathBuf> {
    Journal::new(folder).set_aside()
}
