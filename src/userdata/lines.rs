//! A file of lines that several instances of the program append to: the one under the bookmarks and
//! the one under what is remembered. Knows what a line is, not what it means.
//!
//! One rule for both: whoever writes holds the lock, and reads before it what others wrote. The lock
//! is a file of its own that is never renamed: a lock on the lines themselves is lost when the file
//! is replaced, and with it what the other writer appends. No file is opened through a link, none is
//! waited for without end, and none is read beyond a bound.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::bookmarks::Stamp;
use crate::files::lock;
use crate::files::private;

/// The file, and the files beside it: `.lock`, `.new` while it is replaced, `.bak`, `.damaged-…`.
#[derive(Clone, Debug)]
pub(super) struct LineFile {
    folder: PathBuf,
    path: PathBuf,
    durability: Durability,
    largest: u64,
}

/// What is known of a line once it has been appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// It is on the disk.
    Synced,
    /// It is with the system, and lost if the power fails.
    Unsynced,
}

/// How much of which file was read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct ReadTo {
    file: Option<FileNumber>,
    /// Bytes up to the end of the last whole line.
    len: u64,
}

/// What tells a file from another of its name: its number, and when it was made where the system
/// knows. The number of a file that is gone is given to another one.
type FileNumber = (u64, Option<SystemTime>);

/// What was read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Tail {
    /// True if it is the whole file, not only its end.
    pub(super) anew: bool,
    /// Whole lines with their line feeds, and then what has none yet.
    pub(super) raw: Vec<u8>,
    /// How much has been read now.
    pub(super) read_to: ReadTo,
}

/// The right to write, until it is dropped.
pub(super) struct WriteLock(#[expect(dead_code, reason = "held for its lock")] File);

impl LineFile {
    /// The file at `path`, of which at most `largest` bytes are read.
    pub(super) fn new(path: PathBuf, durability: Durability, largest: u64) -> Self {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self { folder, path, durability, largest }
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The path of its lock.
    pub(super) fn lock_path(&self) -> PathBuf {
        self.path.with_extension("lock")
    }

    /// Waits for the right to write; `None` if others hold it for too long. Makes the folder if there
    /// is none.
    ///
    /// # Errors
    /// Those of the system.
    pub(super) fn lock(&self) -> io::Result<Option<WriteLock>> {
        self.make_folder()?;
        let file = lock::open(&self.lock_path())?;
        Ok(lock::is_taken_within(&file, lock::PATIENCE)?.then_some(WriteLock(file)))
    }

    /// What was written since `seen`; `None` if nothing was.
    ///
    /// # Errors
    /// Those of the system, and one for what is no file or too large.
    pub(super) fn read_since(&self, seen: ReadTo) -> io::Result<Option<Tail>> {
        let Some(mut file) = self.open()? else {
            let gone = Tail { anew: true, ..Tail::default() };
            return Ok(seen.file.is_some().then_some(gone));
        };
        let about = file.metadata()?;
        let number = (about.ino(), about.created().ok());
        let anew = seen.file != Some(number)
            || about.len() < seen.len
            || (seen.len > 0 && !ends_line(&mut file, seen.len).unwrap_or(false));
        if !anew && about.len() == seen.len {
            return Ok(None);
        }
        let from = if anew { 0 } else { seen.len };
        file.seek(SeekFrom::Start(from))?;
        let raw = self.bounded(file)?;
        let len = from + whole_lines(&raw) as u64;
        Ok(Some(Tail { anew, raw, read_to: ReadTo { file: Some(number), len } }))
    }

    /// All of it; `None` if there is none.
    ///
    /// # Errors
    /// As [`LineFile::read_since`].
    pub(super) fn read(&self) -> io::Result<Option<Vec<u8>>> {
        self.open()?.map(|file| self.bounded(file)).transpose()
    }

    /// Its first line without the line feed, or its first `most` bytes; `None` if there is no file.
    ///
    /// # Errors
    /// As [`LineFile::read_since`].
    pub(super) fn first_line(&self, most: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(file) = self.open()? else {
            return Ok(None);
        };
        let mut raw = Vec::new();
        file.take(most).read_to_end(&mut raw)?;
        raw.truncate(raw.iter().position(|byte| *byte == b'\n').unwrap_or(raw.len()));
        Ok(Some(raw))
    }

    /// Appends `lines` in one write, after `head` if the file is empty. A line that was torn by a crash
    /// is ended first. None of them is in the file if it fails.
    ///
    /// # Errors
    /// Those of the system.
    pub(super) fn append(&self, head: &str, lines: &str, _lock: &WriteLock) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let mut file = private::open(options.create(true).read(true).append(true), &self.path)?;
        let before = file.metadata()?.len();
        let start = match before {
            0 => head,
            _ if ends_line(&mut file, before)? => "",
            _ => "\n",
        };
        let text = [start, lines].concat();
        let written = file.write_all(text.as_bytes()).and_then(|()| self.sync(&file));
        if written.is_err() {
            // If even this fails, the next writer starts a new line.
            let _ = file.set_len(before);
            let _ = self.sync(&file);
        }
        written?;
        if before == 0 { self.sync_folder(&self.folder) } else { Ok(()) }
    }

    /// Puts these bytes in place of the file. It is there at any moment, the old one or the new.
    ///
    /// # Errors
    /// Those of the system; the old one is there.
    pub(super) fn replace(&self, bytes: &[u8], lock: &WriteLock) -> io::Result<()> {
        let new = self.write_new(bytes)?;
        self.put(&new, lock)
    }

    /// The same, and the old one stays beside it with `.bak` at its end, in place of an earlier one.
    ///
    /// # Errors
    /// As [`LineFile::replace`].
    pub(super) fn replace_keeping(&self, bytes: &[u8], lock: &WriteLock) -> io::Result<()> {
        let (new, bak) = (self.write_new(bytes)?, self.beside(".bak"));
        match fs::remove_file(&bak) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::hard_link(&self.path, &bak).or_else(|_| fs::copy(&self.path, &bak).map(drop))?;
        self.put(&new, lock)
    }

    /// Removes what a writer left behind that was killed while it replaced the file.
    pub(super) fn sweep(&self, _lock: &WriteLock) {
        let _ = fs::remove_file(self.beside(".new"));
    }

    /// Ends the last line of the file, if a writer was killed before it did.
    ///
    /// # Errors
    /// Those of the system.
    pub(super) fn end_line(&self, raw: &[u8], _lock: &WriteLock) -> io::Result<()> {
        if raw.last().is_none_or(|byte| *byte == b'\n') {
            return Ok(());
        }
        let mut file = private::open(OpenOptions::new().append(true), &self.path)?;
        file.write_all(b"\n").and_then(|()| self.sync(&file))
    }

    /// Keeps the bytes of a damaged file in a new one beside it, such as
    /// `journal.jsonl.damaged-2026-03-09-1`, whose path is returned.
    ///
    /// # Errors
    /// Those of the system.
    pub(super) fn keep_damaged(&self, raw: &[u8], now: Stamp) -> io::Result<PathBuf> {
        let (path, mut file) = self.new_aside(now)?;
        file.write_all(raw).and_then(|()| self.sync(&file))?;
        self.sync_folder(&self.folder).map(|()| path)
    }

    /// Moves what stands at the file's path aside, whatever it is, to a name as of
    /// [`LineFile::keep_damaged`].
    ///
    /// # Errors
    /// Those of the system; it stays where it is.
    pub(super) fn move_aside(&self, now: Stamp) -> io::Result<()> {
        let (path, _) = self.new_aside(now)?;
        fs::remove_file(&path)?;
        fs::rename(&self.path, path)
    }

    /// Files that were kept aside because they were damaged.
    pub(super) fn damaged_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let damaged = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy().contains(".damaged-"))
        };
        let mut found: Vec<_> = entries.map(|entry| entry.path()).filter(damaged).collect();
        found.sort();
        found
    }

    fn open(&self) -> io::Result<Option<File>> {
        match private::open(OpenOptions::new().read(true), &self.path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What is left to read of `file`.
    fn bounded(&self, file: File) -> io::Result<Vec<u8>> {
        let mut raw = Vec::new();
        file.take(self.largest + 1).read_to_end(&mut raw)?;
        if raw.len() as u64 > self.largest {
            let most = self.largest >> 20;
            return Err(io::Error::other(format!("it has more than the {most} MB that are read")));
        }
        Ok(raw)
    }

    fn make_folder(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::DirBuilder::new().mode(0o700).recursive(true).create(&self.folder)?;
        self.folder.parent().map_or(Ok(()), |above| self.sync_folder(above))
    }

    /// A new file with these bytes, under a name of its own.
    fn write_new(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let new = self.beside(".new");
        let mut options = OpenOptions::new();
        let mut file = private::open(options.create(true).truncate(true).write(true), &new)?;
        let written = file.write_all(bytes).and_then(|()| self.sync(&file));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written.map(|()| new)
    }

    fn put(&self, new: &Path, _lock: &WriteLock) -> io::Result<()> {
        fs::rename(new, &self.path).and_then(|()| self.sync_folder(&self.folder))
    }

    fn new_aside(&self, now: Stamp) -> io::Result<(PathBuf, File)> {
        let mut number = 1;
        loop {
            let path = self.beside(&format!(".damaged-{}-{number}", now.utc_day()));
            match private::open(OpenOptions::new().create_new(true).write(true), &path) {
                Ok(file) => return Ok((path, file)),
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

    fn sync(&self, file: &File) -> io::Result<()> {
        match self.durability {
            Durability::Synced => file.sync_data(),
            Durability::Unsynced => Ok(()),
        }
    }

    /// Waits until the names in `folder` are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match self.durability {
            Durability::Synced => File::open(folder)?.sync_all(),
            Durability::Unsynced => Ok(()),
        }
    }
}

/// Bytes of `raw` up to the end of its last whole line.
pub(super) fn whole_lines(raw: &[u8]) -> usize {
    raw.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
}

fn ends_line(file: &mut File, len: u64) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::Start(len - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(folder: &Path) -> LineFile {
        LineFile::new(folder.join("journal.jsonl"), Durability::Synced, 1 << 20)
    }

    fn append(lines: &LineFile, text: &str) {
        lines.append("head\n", text, &lines.lock().unwrap().unwrap()).unwrap();
    }

    #[test]
    fn a_file_in_the_place_of_another_is_told_from_it_even_by_the_same_number() {
        let folder = tempfile::tempdir().unwrap();
        let lines = lines(folder.path());
        let made = || {
            fs::write(lines.path(), "a line\n").unwrap();
            let read_to = lines.read_since(ReadTo::default()).unwrap().unwrap().read_to;
            // The system's clock may stand still for some milliseconds.
            std::thread::sleep(std::time::Duration::from_millis(20));
            read_to
        };
        let first = made();
        assert_eq!(made(), first, "written once more, it is the same file");
        for _ in 0..10 {
            fs::remove_file(lines.path()).unwrap();
            assert_ne!(made(), first);
        }
    }

    #[test]
    fn what_others_append_is_read_once_and_half_a_line_not_before_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (lines(folder.path()), lines(folder.path()));
        assert_eq!(one.read_since(ReadTo::default()).unwrap(), None);
        append(&one, "a\n");
        let first = two.read_since(ReadTo::default()).unwrap().unwrap();
        assert_eq!((first.anew, &first.raw[..]), (true, &b"head\na\n"[..]));
        assert_eq!(two.read_since(first.read_to).unwrap(), None);
        append(&one, "b\nhalf");
        let next = two.read_since(first.read_to).unwrap().unwrap();
        assert_eq!((next.anew, &next.raw[..]), (false, &b"b\nhalf"[..]));
        append(&two, "c\n");
        let last = one.read_since(next.read_to).unwrap().unwrap();
        assert_eq!((last.anew, &last.raw[..]), (false, &b"half\nc\n"[..]));
        one.replace(b"c\n", &one.lock().unwrap().unwrap()).unwrap();
        let anew = two.read_since(last.read_to).unwrap().unwrap();
        assert_eq!((anew.anew, &anew.raw[..]), (true, &b"c\n"[..]));
        fs::remove_file(one.path()).unwrap();
        let gone = two.read_since(anew.read_to).unwrap().unwrap();
        assert_eq!(gone, Tail { anew: true, ..Tail::default() });
    }

    #[test]
    fn links_are_refused_with_a_reason_and_what_they_lead_to_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let lines = lines(folder.path());
        let other = folder.path().join("other");
        fs::write(&other, "other\n").unwrap();
        std::os::unix::fs::symlink(&other, lines.path()).unwrap();
        let lock = lines.lock().unwrap().unwrap();
        for refused in [lines.append("", "a\n", &lock), lines.read().map(drop)] {
            assert!(refused.unwrap_err().to_string().contains("this is a link"));
        }
        drop(lock);
        fs::remove_file(lines.lock_path()).unwrap();
        std::os::unix::fs::symlink(&other, lines.lock_path()).unwrap();
        assert!(lines.lock().is_err());
        assert_eq!(fs::read(&other).unwrap(), b"other\n");
    }

    #[test]
    fn more_than_the_bound_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = LineFile::new(folder.path().join("a"), Durability::Unsynced, 3);
        fs::write(file.path(), "ab\n").unwrap();
        assert_eq!(file.read().unwrap(), Some(b"ab\n".to_vec()));
        fs::write(file.path(), "abc\n").unwrap();
        assert!(file.read().unwrap_err().to_string().contains("more than"));
        assert!(file.read_since(ReadTo::default()).is_err());
    }
}
