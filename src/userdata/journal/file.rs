//! The journal as files: reading what is new, appending durably under a lock, setting damage
//! aside. Knows what a line is, not what it means.
//!
//! The lock is a file of its own that is never renamed: a lock on the journal itself is lost when
//! the journal is replaced, and with it what the other writer appends.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::StoreError;
use super::event::{Event, Line, VERSION, head, read};
use super::system::{Identity, identity, patient, private, sync_folder};
use crate::bookmarks::Stamp;
use crate::files::lock;
use crate::text::Shown;

/// The journal and the files beside it.
pub struct Journal {
    folder: PathBuf,
    path: PathBuf,
}

/// How much of which journal was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Which file it was.
    file: Option<Identity>,
    /// Bytes up to the end of the last whole line.
    len: u64,
    /// True if some line was damaged.
    pub damaged: bool,
}

/// What was read.
pub struct News {
    /// True if it is the whole journal, not only its end.
    pub anew: bool,
    /// What was done, in order.
    pub events: Vec<Event>,
    /// True if the journal is of a newer version.
    pub newer: bool,
    /// How much has been read now.
    pub seen: Seen,
}

/// The right to write, until it is dropped.
pub struct Lock(#[expect(dead_code, reason = "held for its lock")] File);

impl Journal {
    /// The journal in `folder`.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), path: folder.join("journal.jsonl") }
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What was written since `seen`; `None` if nothing was.
    pub fn read_since(&self, seen: &Seen) -> Result<Option<News>, StoreError> {
        let Some(mut file) = self.open()? else {
            let gone = News { anew: true, events: Vec::new(), newer: false, seen: Seen::default() };
            return Ok(seen.file.is_some().then_some(gone));
        };
        let meta = file.metadata().map_err(|cause| self.failed("read", cause))?;
        let identity = identity(&meta);
        let anew = seen.file != Some(identity)
            || meta.len() < seen.len
            || (seen.len > 0 && !ends_line(&mut file, seen.len).unwrap_or(false));
        if !anew && meta.len() == seen.len {
            return Ok(None);
        }
        let from = if anew { 0 } else { seen.len };
        let mut raw = Vec::new();
        let read = file.seek(SeekFrom::Start(from)).and_then(|_| file.read_to_end(&mut raw));
        read.map_err(|cause| self.failed("read", cause))?;
        let mut news = News { anew, ..parse(&raw) };
        news.seen.file = Some(identity);
        news.seen.len += from;
        news.seen.damaged |= !anew && seen.damaged;
        Ok(Some(news))
    }

    /// Waits for the right to write.
    pub fn lock(&self) -> Result<Lock, StoreError> {
        self.make_folder()?;
        let path = self.folder.join("journal.lock");
        let mut options = OpenOptions::new();
        let file = private(options.create(true).truncate(false).write(true)).open(&path);
        let file = file.map_err(|cause| self.failed("saved", cause))?;
        match lock::is_taken_within(&file, lock::PATIENCE) {
            Ok(true) => Ok(Lock(file)),
            Ok(false) => Err(StoreError::Busy(Shown::path(&path))),
            Err(cause) => Err(self.failed("saved", cause)),
        }
    }

    /// Appends `events` in one write; they are on the disk when this returns, and none of them is in
    /// the journal if it fails.
    pub fn append(&self, events: &[Event], _lock: &Lock) -> Result<(), StoreError> {
        let saved = |result: io::Result<()>| result.map_err(|cause| self.failed("saved", cause));
        let mut options = OpenOptions::new();
        let file = private(options.create(true).read(true).append(true)).open(&self.path);
        let mut file = file.map_err(|cause| self.failed("saved", cause))?;
        let meta = file.metadata().map_err(|cause| self.failed("saved", cause))?;
        if !meta.is_file() {
            return Err(self.failed("saved", io::Error::other("this is not a file")));
        }
        let before = meta.len();
        let mut text = if before == 0 { head() } else { String::new() };
        if before > 0
            && !ends_line(&mut file, before).map_err(|cause| self.failed("saved", cause))?
        {
            text.push('\n');
        }
        text.extend(events.iter().map(Event::line));
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_data());
        if written.is_err() {
            // If even this fails, the next writer starts a new line.
            let _ = file.set_len(before);
            let _ = file.sync_data();
        }
        saved(written)?;
        if before == 0 { saved(sync_folder(&self.folder)) } else { Ok(()) }
    }

    /// Writes a journal of `events` in place of this one, which stays as `journal.jsonl.bak`.
    pub fn replace(&self, events: &[Event], _lock: &Lock) -> Result<(), StoreError> {
        let text = head() + &events.iter().map(Event::line).collect::<String>();
        let done = self.write_aside(text.as_bytes()).and_then(|new| {
            let bak = self.beside(".bak");
            if let Err(error) = fs::remove_file(&bak)
                && error.kind() != io::ErrorKind::NotFound
            {
                return Err(error);
            }
            fs::hard_link(&self.path, &bak).or_else(|_| fs::copy(&self.path, &bak).map(drop))?;
            fs::rename(new, &self.path)?;
            sync_folder(&self.folder)
        });
        done.map_err(|cause| self.failed("saved", cause))
    }

    /// Copies a damaged journal aside and leaves in its place what could be read of it. Returns
    /// the copy's path; `None` if another instance was quicker.
    pub fn repair(&self, now: Stamp) -> Result<Option<PathBuf>, StoreError> {
        let lock = self.lock()?;
        let _ = fs::remove_file(self.beside(".new"));
        let failed = |cause| self.failed("saved", cause);
        let raw = match self.open()? {
            Some(mut file) => {
                let mut raw = Vec::new();
                file.read_to_end(&mut raw).map_err(failed)?;
                raw
            }
            None => return Ok(None),
        };
        let found = parse(&terminated(raw.clone()));
        if found.newer {
            return Ok(None);
        }
        if !found.seen.damaged {
            return self.end_line(&raw).map(|()| None).map_err(failed);
        }
        let aside = self.keep_aside(&raw, now).map_err(failed)?;
        let text = head() + &found.events.iter().map(Event::line).collect::<String>();
        let new = self.write_aside(text.as_bytes()).map_err(failed)?;
        fs::rename(new, &self.path).and_then(|()| sync_folder(&self.folder)).map_err(failed)?;
        drop(lock);
        Ok(Some(aside))
    }

    /// Ends the last line of the journal, if a writer was killed before it did.
    fn end_line(&self, raw: &[u8]) -> io::Result<()> {
        if raw.last().is_none_or(|byte| *byte == b'\n') {
            return Ok(());
        }
        let mut options = OpenOptions::new();
        let mut file = private(options.append(true)).open(&self.path)?;
        file.write_all(b"\n").and_then(|()| file.sync_data())
    }

    /// True if the first line says that a newer version wrote this.
    pub fn is_newer(&self) -> Result<bool, StoreError> {
        let Some(file) = self.open()? else {
            return Ok(false);
        };
        let mut raw = Vec::new();
        file.take(4096).read_to_end(&mut raw).map_err(|cause| self.failed("read", cause))?;
        let first = raw.split(|byte| *byte == b'\n').next().unwrap_or_default();
        Ok(parse(&terminated(first.to_vec())).newer)
    }

    /// Files that were set aside because they were damaged.
    pub fn set_aside(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let paths = entries.map(|entry| entry.path());
        let mut found: Vec<_> = paths
            .filter(|path| {
                path.file_name().is_some_and(|name| name.to_string_lossy().contains(".damaged-"))
            })
            .collect();
        found.sort();
        found
    }

    fn open(&self) -> Result<Option<File>, StoreError> {
        let mut options = OpenOptions::new();
        match patient(options.read(true)).open(&self.path) {
            Ok(file) => {
                let meta = file.metadata().map_err(|cause| self.failed("read", cause))?;
                if meta.is_file() {
                    return Ok(Some(file));
                }
                Err(self.failed("read", io::Error::other("this is not a file")))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(self.failed("read", cause)),
        }
    }

    fn make_folder(&self) -> Result<(), StoreError> {
        if self.folder.is_dir() {
            return Ok(());
        }
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        let made = builder.recursive(true).create(&self.folder);
        made.and_then(|()| self.folder.parent().map_or(Ok(()), sync_folder))
            .map_err(|cause| self.failed("saved", cause))
    }

    /// A new file with these bytes, on the disk, under a name of its own.
    fn write_aside(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let path = self.beside(".new");
        let mut options = OpenOptions::new();
        let mut file = private(options.create(true).truncate(true).write(true)).open(&path)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if written.is_err() {
            let _ = fs::remove_file(&path);
        }
        written.map(|()| path)
    }

    fn keep_aside(&self, raw: &[u8], now: Stamp) -> io::Result<PathBuf> {
        let name = |n: u32| self.beside(&format!(".damaged-{}-{n}", now.date()));
        let mut number = 1;
        loop {
            let path = name(number);
            let mut options = OpenOptions::new();
            match private(options.create_new(true).write(true)).open(&path) {
                Ok(mut file) => {
                    file.write_all(raw).and_then(|()| file.sync_all())?;
                    return sync_folder(&self.folder).map(|()| path);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    fn beside(&self, end: &str) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(end);
        name.into()
    }

    fn failed(&self, doing: &'static str, cause: io::Error) -> StoreError {
        StoreError::Io { doing, path: Shown::path(&self.path), cause }
    }
}

/// Every line of a journal, also a last one without its line feed; true if some are damaged.
pub fn read_all(raw: &[u8]) -> (Vec<Event>, bool) {
    let news = parse(&terminated(raw.to_vec()));
    (news.events, news.seen.damaged)
}

/// Reads whole lines; what follows the last line feed is left for later.
fn parse(raw: &[u8]) -> News {
    let end = raw.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut news = News { anew: true, events: Vec::new(), newer: false, seen: Seen::default() };
    // Half a line at the end is a writer at work, or one that was killed.
    news.seen.damaged = end < raw.len();
    news.seen.len = end as u64;
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

fn ends_line(file: &mut File, len: u64) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::Start(len - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
