//! The journal of what the user made: events in lines of a [`LineFile`]. Sets damage aside, and never
//! writes into what a newer version wrote. Knows no state that follows from the events.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::event::{JournalRecord, Line, VERSION, head, read};
use crate::bookmarks::Stamp;
use crate::text::CleanText;
use crate::userdata::lines::{Durability, LineFile, ReadTo, WriteLock, whole_lines};

/// Bytes read at most: some hundred thousand bookmarks with long quotes.
const LARGEST: u64 = 256 << 20;

/// Bytes of the first line that are read to see the version.
const HEAD: u64 = 4096;

/// The journal and the files beside it.
pub(super) struct Journal {
    file: LineFile,
    /// The same lines once more, to fall back on.
    copy: LineFile,
}

/// What became of a damaged journal.
pub(super) struct Repaired {
    /// Where it is kept as it was.
    pub(super) aside: PathBuf,
    /// True if all of it came back from the copy.
    pub(super) from_copy: bool,
}

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
        let file = LineFile::new(folder.join("journal.jsonl"), Durability::Synced, LARGEST);
        let copy = folder.join("journal.jsonl.copy");
        Self { file, copy: LineFile::new(copy, Durability::Unsynced, LARGEST) }
    }

    /// Its file.
    pub(super) fn path(&self) -> &Path {
        self.file.path()
    }

    /// What was written since `seen`; `None` if nothing was.
    pub(super) fn read_since(&self, seen: Seen) -> Result<Option<News>, StoreError> {
        let tail =
            self.file.read_since(seen.read_to).map_err(|cause| self.failed("read", cause))?;
        Ok(tail.map(|tail| {
            let parsed = parse(&tail.raw);
            // An empty file is no journal that anybody wrote: the first line comes with the file.
            let emptied = tail.anew && tail.raw.is_empty() && self.file.exists();
            let damaged = parsed.seen.damaged || emptied || (!tail.anew && seen.damaged);
            News { anew: tail.anew, seen: Seen { read_to: tail.read_to, damaged }, ..parsed }
        }))
    }

    /// Waits for the right to write.
    pub(super) fn lock(&self) -> Result<WriteLock, StoreError> {
        let lock = self.file.lock().map_err(|cause| self.failed("saved", cause))?;
        lock.ok_or_else(|| StoreError::Busy(CleanText::path(&self.file.lock_path())))
    }

    /// Appends `events` in one write; they are on the disk when this returns, and none of them is in
    /// the journal if it fails.
    pub(super) fn append(
        &self,
        events: &[JournalRecord],
        lock: &WriteLock,
    ) -> Result<(), StoreError> {
        let before = self.file.size();
        let appended = self.file.append(&head(), &lines(events), lock);
        appended.map_err(|cause| self.failed("saved", cause))?;
        // The copy is a help: without it nothing is worse than before.
        let _ = match before == self.copy.size() {
            true => self.copy.append(&head(), &lines(events), lock),
            false => self.copy.copy_of(&self.file, lock),
        };
        Ok(())
    }

    /// True if there is a journal with nothing in it, which nobody wrote.
    pub(super) fn is_emptied(&self) -> bool {
        self.file.exists() && self.file.size() == 0
    }

    /// Writes a journal of `events` in place of this one, which stays as `journal.jsonl.bak`.
    pub(super) fn replace(
        &self,
        events: &[JournalRecord],
        lock: &WriteLock,
    ) -> Result<(), StoreError> {
        let text = head() + &lines(events);
        let replaced = self.file.replace_keeping(text.as_bytes(), lock);
        replaced.map_err(|cause| self.failed("saved", cause))?;
        let _ = self.copy.copy_of(&self.file, lock);
        Ok(())
    }

    /// Keeps a damaged journal aside and leaves in its place what its copy has, and what could be read
    /// of it. `None` if another instance was quicker.
    pub(super) fn repair(&self, now: Stamp) -> Result<Option<Repaired>, StoreError> {
        let lock = self.lock()?;
        self.file.sweep(&lock);
        let failed = |cause| self.failed("saved", cause);
        let Some(raw) = self.file.read().map_err(failed)? else {
            return Ok(None);
        };
        let found = parse(&terminated(raw.clone()));
        if found.newer {
            return Ok(None);
        }
        let (mut events, from_copy) = self.copied(raw.len());
        if raw.is_empty() && events.is_empty() {
            // There was nothing in it, as far as anybody knows.
            return Ok(None);
        }
        if !found.seen.damaged && !raw.is_empty() {
            return self.file.end_line(&raw, &lock).map(|()| None).map_err(failed);
        }
        let aside = self.file.keep_damaged(&raw, now).map_err(failed)?;
        let known: HashSet<String> = events.iter().map(JournalRecord::line).collect();
        let later = found.events.into_iter().filter(|event| !known.contains(&event.line()));
        events.extend(later);
        let text = head() + &lines(&events);
        self.file.replace(text.as_bytes(), &lock).map_err(failed)?;
        let _ = self.copy.copy_of(&self.file, &lock);
        Ok(Some(Repaired { aside, from_copy }))
    }

    /// What the copy has; true if it is whole, of no newer version, and no shorter than the journal.
    fn copied(&self, journal: usize) -> (Vec<JournalRecord>, bool) {
        let raw = self.copy.read().ok().flatten().unwrap_or_default();
        let found = parse(&raw);
        match found.newer {
            true => (Vec::new(), false),
            false => {
                let is_whole = !found.seen.damaged && raw.len() >= journal.max(1);
                (found.events, is_whole)
            }
        }
    }

    /// True if the first line says that a newer version wrote this.
    pub(super) fn is_newer(&self) -> Result<bool, StoreError> {
        let first = self.file.first_line(HEAD).map_err(|cause| self.failed("read", cause))?;
        Ok(first.is_some_and(|first| parse(&terminated(first)).newer))
    }

    /// Files that were set aside because they were damaged.
    pub(super) fn set_aside(&self) -> Vec<PathBuf> {
        self.file.damaged_files()
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
