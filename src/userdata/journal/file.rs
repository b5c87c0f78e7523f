//! The journal of what the user made: events in lines of a [`LineFile`]. Sets damage aside, and never
//! writes into what a newer version wrote. Knows no state that follows from the events.

use std::io;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::event::{JournalRecord, Line, VERSION, head, read};
use crate::bookmarks::Stamp;
use crate::text::CleanText;
use crate::userdata::lines::{Durability, LineFile, ReadTo, WriteLock, whole_lines};

/// Bytes read at most: some hundred thousand bookmarks with long quotes.
const LARGEST: u64 = 1 << 30;

/// Bytes of the first line that are read to see the version.
const HEAD: u64 = 4096;

/// The journal and the files beside it.
pub(super) struct Journal(LineFile);

/// How much of which journal was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    read_to: ReadTo,
    /// True if some line was damaged.
    pub(super) damaged: bool,
}

/// What was read.
#[derive(Default)]
pub(super) struct News {
    /// True if it is the whole journal, not only its end.
    pub(super) anew: bool,
    /// What was done, in order.
    pub(super) events: Vec<JournalRecord>,
    /// True if the journal is of a newer version.
    pub(super) newer: bool,
    /// How much has been read now.
    pub(super) seen: Seen,
}

impl Journal {
    /// The journal in `folder`.
    pub(super) fn new(folder: &Path) -> Self {
        Self(LineFile::new(folder.join("journal.jsonl"), Durability::Synced, LARGEST))
    }

    /// Its file.
    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// What was written since `seen`; `None` if nothing was.
    pub(super) fn read_since(&self, seen: Seen) -> Result<Option<News>, StoreError> {
        let tail = self.0.read_since(seen.read_to).map_err(|cause| self.failed("read", cause))?;
        Ok(tail.map(|tail| {
            let parsed = parse(&tail.raw);
            let damaged = parsed.seen.damaged || (!tail.anew && seen.damaged);
            News { anew: tail.anew, seen: Seen { read_to: tail.read_to, damaged }, ..parsed }
        }))
    }

    /// Waits for the right to write.
    pub(super) fn lock(&self) -> Result<WriteLock, StoreError> {
        let lock = self.0.lock().map_err(|cause| self.failed("saved", cause))?;
        lock.ok_or_else(|| StoreError::Busy(CleanText::path(&self.0.lock_path())))
    }

    /// Appends `events` in one write; they are on the disk when this returns, and none of them is in
    /// the journal if it fails.
    pub(super) fn append(
        &self,
        events: &[JournalRecord],
        lock: &WriteLock,
    ) -> Result<(), StoreError> {
        let appended = self.0.append(&head(), &lines(events), lock);
        appended.map_err(|cause| self.failed("saved", cause))
    }

    /// Writes a journal of `events` in place of this one, which stays as `journal.jsonl.bak`.
    pub(super) fn replace(
        &self,
        events: &[JournalRecord],
        lock: &WriteLock,
    ) -> Result<(), StoreError> {
        let text = head() + &lines(events);
        let replaced = self.0.replace_keeping(text.as_bytes(), lock);
        replaced.map_err(|cause| self.failed("saved", cause))
    }

    /// Copies a damaged journal aside and leaves in its place what could be read of it. Returns
    /// the copy's path; `None` if another instance was quicker.
    pub(super) fn repair(&self, now: Stamp) -> Result<Option<PathBuf>, StoreError> {
        let lock = self.lock()?;
        self.0.sweep(&lock);
        let failed = |cause| self.failed("saved", cause);
        let Some(raw) = self.0.read().map_err(failed)? else {
            return Ok(None);
        };
        let found = parse(&terminated(raw.clone()));
        if found.newer {
            return Ok(None);
        }
        if !found.seen.damaged {
            return self.0.end_line(&raw, &lock).map(|()| None).map_err(failed);
        }
        let aside = self.0.keep_damaged(&raw, now).map_err(failed)?;
        let text = head() + &lines(&found.events);
        self.0.replace(text.as_bytes(), &lock).map(|()| Some(aside)).map_err(failed)
    }

    /// True if the first line says that a newer version wrote this.
    pub(super) fn is_newer(&self) -> Result<bool, StoreError> {
        let first = self.0.first_line(HEAD).map_err(|cause| self.failed("read", cause))?;
        Ok(first.is_some_and(|first| parse(&terminated(first)).newer))
    }

    /// Files that were set aside because they were damaged.
    pub(super) fn set_aside(&self) -> Vec<PathBuf> {
        self.0.damaged_files()
    }

    fn failed(&self, doing: &'static str, cause: io::Error) -> StoreError {
        StoreError::Io { doing, path: CleanText::path(self.path()), cause }
    }
}

fn lines(events: &[JournalRecord]) -> String {
    events.iter().map(JournalRecord::line).collect()
}

/// Every line of a journal, also a last one without its line feed; true if some are damaged.
pub fn read_all(raw: &[u8]) -> (Vec<JournalRecord>, bool) {
    let news = parse(&terminated(raw.to_vec()));
    (news.events, news.seen.damaged)
}

/// Reads whole lines; what follows the last line feed is left for later.
fn parse(raw: &[u8]) -> News {
    let end = whole_lines(raw);
    let mut news = News::default();
    // Half a line at the end is a writer at work, or one that was killed.
    news.seen.damaged = end < raw.len();
    for line in raw.get(..end).unwrap_or_default().split(|byte| *byte == b'\n') {
        let reading = read(line);
        news.seen.damaged |= reading.damaged;
        for line in reading.lines {
            match line {
                Line::Head(version) => news.newer |= version > VERSION,
                Line::Event(event) => news.events.push(*event),
            }
        }
    }
    news
}

fn terminated(mut raw: Vec<u8>) -> Vec<u8> {
    if raw.last().is_some_and(|byte| *byte != b'\n') {
        raw.push(b'\n');
    }
    raw
}
