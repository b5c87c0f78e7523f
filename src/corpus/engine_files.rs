//! The files of the search engine, none of which it sees before its sum was found right: a damaged one
//! makes it panic, ask for terabytes of memory, abort, or lose documents without a word. Large files
//! end with a sum that the engine writes and checks only on request; small ones are `sealed` here.
//! Knows nothing of what the files mean.
//!
//! Reading an index of a gigabyte at every start would be slow, so a file whose number, size and times
//! are those it had when it was checked is not read again. What was checked is kept in a file of its
//! own, which is taken away while the index is written: after an unclean end everything is checked.

use std::collections::HashMap;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use flate2::Crc;
use tantivy::TantivyError;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, MmapDirectory,
    TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

use super::index_use::IndexUse;
use super::sealed::{seal, unseal};
use crate::files::{lock, private};

/// The small files that are sealed. Those named `.starts` have sums of their own.
const SEALED: &[&str] = &["meta.json", ".managed.json", "starts"];

/// What the engine says is committed, and which files it knows.
const COMMITTED: (&str, &str) = ("meta.json", ".managed.json");

/// How the names of files end that check themselves.
const OWN_SUMS: &str = "starts";

/// The file in which is kept what was checked.
const CHECKED: &str = "checked";

/// What names of files end with that are being written.
const NEW: &str = ".new";

/// Bytes of a small file that are read at most.
const LARGEST_SMALL: usize = 64 << 20;

/// Bytes that the engine says at the end of a file at most.
const LARGEST_FOOTER: usize = 50_000;

/// What those bytes end with, after their length.
const MAGIC: u32 = 1337;

/// Bytes read at a time.
const PIECE: usize = 256 << 10;

/// The files of an index.
#[derive(Clone)]
pub struct EngineFiles(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    mapped: MmapDirectory,
    used: IndexUse,
    checked: Mutex<Checked>,
}

#[derive(Default)]
struct Checked {
    /// Files that are as they were written, in the state that they had then.
    whole: HashMap<PathBuf, FileState>,
    /// Files that the engine has opened, which must stay as they are.
    opened: HashMap<PathBuf, FileState>,
}

/// What changes if the bytes of a file do: device, number, size, and the times of bytes and of state.
type FileState = [u64; 7];

fn state(about: &fs::Metadata) -> FileState {
    let times = [about.mtime(), about.mtime_nsec(), about.ctime(), about.ctime_nsec()];
    let [a, b, c, d] = times.map(i64::cast_unsigned);
    [about.dev(), about.ino(), about.len(), a, b, c, d]
}

impl EngineFiles {
    /// The files in a folder, which is in use as long as they are; `None` if there is no folder.
    ///
    /// # Errors
    /// Those of the system.
    pub fn open(folder: &Path) -> io::Result<Option<Self>> {
        let Some(used) = IndexUse::begin(folder)? else { return Ok(None) };
        let mapped = MmapDirectory::open(folder).map_err(io::Error::other)?;
        let (folder, checked) = (folder.to_owned(), Mutex::default());
        let files = Self(Arc::new(Inner { folder, mapped, used, checked }));
        files.lock().whole = files.recorded();
        Ok(Some(files))
    }

    /// True as long as the folder stands where it stood.
    pub fn are_there(&self) -> bool {
        self.0.used.is_there()
    }

    /// True if nothing was committed, or if what belongs to what was is there too.
    pub fn are_together(&self) -> bool {
        let is_there = |name: &str| self.path(Path::new(name)).symlink_metadata().is_ok();
        is_there(COMMITTED.1) || !is_there(COMMITTED.0)
    }

    /// True if the files that the engine has open are as it opened them. A file that is gone stays for
    /// whoever has it open; one that was written into does not.
    pub fn are_unchanged(&self) -> bool {
        let opened = self.lock().opened.clone();
        opened.into_iter().all(|(name, before)| match self.path(&name).symlink_metadata() {
            Ok(about) => {
                let is_other = state(&about)[..2] != before[..2];
                is_other || state(&about) == before || self.check(&name).is_ok()
            }
            Err(_) => {
                self.lock().opened.remove(&name);
                true
            }
        })
    }

    /// Refuses to write into a folder that has only the name of the one that was opened.
    fn stand(&self) -> io::Result<()> {
        match self.are_there() {
            true => Ok(()),
            false => Err(io::Error::new(ErrorKind::NotFound, "the index was deleted meanwhile")),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Checked> {
        self.0.checked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, name: &Path) -> PathBuf {
        self.0.folder.join(name)
    }

    /// Reads a file to its end if it is not known to be whole, and notes that it was opened.
    fn check(&self, name: &Path) -> io::Result<()> {
        let file = private::open(OpenOptions::new().read(true), &self.path(name))?;
        let now = state(&file.metadata()?);
        if self.lock().whole.get(name) != Some(&now) {
            if name.extension().is_none_or(|end| end != OWN_SUMS) && !is_whole(&file)? {
                return Err(io::Error::new(ErrorKind::InvalidData, "its sum is another"));
            }
            self.lock().whole.insert(name.to_owned(), now);
        }
        self.lock().opened.insert(name.to_owned(), now);
        Ok(())
    }

    /// Notes that a file is as it was written just now.
    fn wrote(&self, name: &Path, file: &File) {
        if let Ok(about) = file.metadata() {
            self.lock().whole.insert(name.to_owned(), state(&about));
        }
    }

    /// What was checked, as it was kept.
    fn recorded(&self) -> HashMap<PathBuf, FileState> {
        let bytes = self.read_small(Path::new(CHECKED)).unwrap_or_default();
        let text = unseal(&bytes).and_then(|text| std::str::from_utf8(text).ok());
        let row = |line: &str| {
            let mut parts = line.split(' ');
            let name = PathBuf::from(parts.next()?);
            let numbers: Vec<u64> = parts.map_while(|part| part.parse().ok()).collect();
            Some((name, FileState::try_from(numbers).ok()?))
        };
        text.unwrap_or_default().lines().filter_map(row).collect()
    }

    /// Keeps what was checked, as far as it is there still.
    fn record(&self) -> io::Result<()> {
        let whole = self.lock().whole.clone();
        let mut text = String::new();
        for (name, known) in whole {
            let now = self.path(&name).symlink_metadata();
            if let (Ok(about), Some(name)) = (now, name.to_str())
                && state(&about) == known
            {
                let numbers = known.map(|number| number.to_string()).join(" ");
                text.push_str(&format!("{name} {numbers}\n"));
            }
        }
        self.write_small(Path::new(CHECKED), &seal(text.as_bytes()))
    }

    fn read_small(&self, name: &Path) -> io::Result<Vec<u8>> {
        let path = self.path(name);
        let opened = private::open(OpenOptions::new().read(true), &path);
        let file = opened.map_err(|error| match path.is_dir() {
            true => rustix::io::Errno::ISDIR.into(),
            false => error,
        })?;
        let size = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
        if size > LARGEST_SMALL {
            return Err(io::Error::new(ErrorKind::InvalidData, "it is too large"));
        }
        let mut bytes = vec![0; size];
        file.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    }

    /// Puts a small file in place of the one of its name.
    fn write_small(&self, name: &Path, bytes: &[u8]) -> io::Result<()> {
        self.stand()?;
        let mut new = name.as_os_str().to_owned();
        new.push(NEW);
        let new = self.path(Path::new(&new));
        let mut options = OpenOptions::new();
        let mut file = private::open(options.create(true).truncate(true).write(true), &new)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_data());
        let put = written.and_then(|()| fs::rename(&new, self.path(name)));
        if put.is_err() {
            // What is left is swept by the next who writes.
            let _ = fs::remove_file(&new);
        }
        put
    }

    /// Removes what writers left behind that were killed. For the one who may write.
    fn sweep(&self) {
        let entries = fs::read_dir(&self.0.folder).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.ends_with(NEW) || name.starts_with(".tmp") {
                // What cannot be removed costs room, nothing else.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// True if the sum at the end of a file is that of its bytes.
fn is_whole(file: &File) -> io::Result<bool> {
    let size = file.metadata()?.len();
    let Some((body, sum)) = footer(file, size)? else { return Ok(false) };
    let (mut crc, mut at) = (Crc::new(), 0);
    let mut piece = vec![0; PIECE];
    while at < body {
        let left = usize::try_from(body - at).unwrap_or(PIECE).min(PIECE);
        let Some(part) = piece.get_mut(..left) else { break };
        file.read_exact_at(part, at)?;
        crc.update(part);
        at += left as u64;
    }
    Ok(crc.sum() == sum)
}

/// How many bytes of a file come before what the engine says at its end, and their sum as it is told
/// there; `None` if there is no such end.
fn footer(file: &File, size: u64) -> io::Result<Option<(u64, u32)>> {
    let mut end = [0; 8];
    let Some(before) = size.checked_sub(end.len() as u64) else { return Ok(None) };
    file.read_exact_at(&mut end, before)?;
    let [a, b, c, d, magic @ ..] = end;
    let length = u32::from_le_bytes([a, b, c, d]) as usize;
    let body = before.checked_sub(length as u64);
    let Some(body) = body.filter(|_| length <= LARGEST_FOOTER) else { return Ok(None) };
    if u32::from_le_bytes(magic) != MAGIC {
        return Ok(None);
    }
    let mut said = vec![0; length];
    file.read_exact_at(&mut said, body)?;
    let said: Option<serde_json::Value> = serde_json::from_slice(&said).ok();
    let sum = said.and_then(|said| u32::try_from(said.get("crc")?.as_u64()?).ok());
    Ok(sum.map(|sum| (body, sum)))
}

/// A file that is being written.
struct NewFile {
    files: EngineFiles,
    name: PathBuf,
    file: File,
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for NewFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.file.sync_data()?;
        self.files.wrote(&self.name, &self.file);
        Ok(())
    }
}

/// The right to write, until it is dropped.
struct Writing {
    files: EngineFiles,
    _lock: File,
}

impl Writing {
    fn begin(files: EngineFiles, lock: File) -> Self {
        files.sweep();
        let _ = fs::remove_file(files.path(Path::new(CHECKED)));
        Self { files, _lock: lock }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        // Without it everything is checked the next time.
        let _ = self.files.record();
    }
}

impl fmt::Debug for EngineFiles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "EngineFiles({:?})", self.0.folder)
    }
}

fn unread(error: io::Error, name: &Path) -> OpenReadError {
    match error.kind() {
        ErrorKind::NotFound => OpenReadError::FileDoesNotExist(name.to_owned()),
        _ => OpenReadError::wrap_io_error(error, name.to_owned()),
    }
}

fn is_sealed(name: &Path) -> bool {
    SEALED.iter().any(|sealed| name == Path::new(sealed))
}

impl Directory for EngineFiles {
    fn get_file_handle(&self, name: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.check(name).map_err(|error| unread(error, name))?;
        self.0.mapped.get_file_handle(name)
    }

    fn delete(&self, name: &Path) -> Result<(), DeleteError> {
        self.lock().opened.remove(name);
        match self.are_there() {
            true => self.0.mapped.delete(name),
            false => Err(DeleteError::FileDoesNotExist(name.to_owned())),
        }
    }

    fn exists(&self, name: &Path) -> Result<bool, OpenReadError> {
        self.0.mapped.exists(name)
    }

    fn open_write(&self, name: &Path) -> Result<WritePtr, OpenWriteError> {
        let path = self.path(name);
        let opened = self
            .stand()
            .and_then(|()| private::open(OpenOptions::new().write(true).create_new(true), &path));
        let file = opened.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(name.to_owned()),
            _ => OpenWriteError::wrap_io_error(error, name.to_owned()),
        })?;
        let new = NewFile { files: self.clone(), name: name.to_owned(), file };
        Ok(BufWriter::new(Box::new(new)))
    }

    fn atomic_read(&self, name: &Path) -> Result<Vec<u8>, OpenReadError> {
        let bytes = self.read_small(name).map_err(|error| unread(error, name))?;
        if !is_sealed(name) {
            return Ok(bytes);
        }
        let damaged = || io::Error::new(ErrorKind::InvalidData, "its sum is another");
        let unsealed = unseal(&bytes).map(<[u8]>::to_vec);
        unsealed.ok_or_else(|| unread(damaged(), name))
    }

    fn atomic_write(&self, name: &Path, bytes: &[u8]) -> io::Result<()> {
        match is_sealed(name) {
            true => self.write_small(name, &seal(bytes)),
            false => self.write_small(name, bytes),
        }
    }

    fn sync_directory(&self) -> io::Result<()> {
        File::open(&self.0.folder)?.sync_all()
    }

    fn acquire_lock(&self, wanted: &Lock) -> Result<DirectoryLock, LockError> {
        let failed = |error: io::Error| LockError::IoError(Arc::new(error));
        let file = lock::open(&self.path(&wanted.filepath)).map_err(failed)?;
        let patience = if wanted.is_blocking { lock::PATIENCE } else { Duration::ZERO };
        if !lock::is_taken_within(&file, patience).map_err(failed)? {
            return Err(LockError::LockBusy);
        }
        Ok(match wanted.filepath == INDEX_WRITER_LOCK.filepath {
            true => Box::new(Writing::begin(self.clone(), file)).into(),
            false => Box::new(file).into(),
        })
    }

    fn watch(&self, _: WatchCallback) -> Result<WatchHandle, TantivyError> {
        Ok(WatchHandle::empty())
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn files(folder: &Path) -> EngineFiles {
        EngineFiles::open(folder).unwrap().unwrap()
    }

    /// A file as the engine writes it.
    fn written(files: &EngineFiles, name: &str, body: &[u8]) {
        let mut crc = Crc::new();
        crc.update(body);
        let said = format!("{{\"version\":1,\"crc\":{}}}", crc.sum());
        let mut file = files.open_write(Path::new(name)).unwrap();
        file.write_all(body).unwrap();
        file.write_all(said.as_bytes()).unwrap();
        file.write_all(&(said.len() as u32).to_le_bytes()).unwrap();
        file.write_all(&MAGIC.to_le_bytes()).unwrap();
        file.terminate().unwrap();
    }

    fn writer(files: &EngineFiles) -> DirectoryLock {
        files.acquire_lock(&INDEX_WRITER_LOCK).unwrap()
    }

    #[test]
    fn every_damage_is_seen_by_whoever_opens_and_by_whoever_has_it_open() {
        let house = tempfile::tempdir().unwrap();
        let path = house.path().join("a.idx");
        written(&files(house.path()), "a.idx", &[7; 1000]);
        let whole = fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(37).chain(whole.len() - 8..whole.len()) {
            let open = files(house.path());
            assert!(open.open_read(Path::new("a.idx")).is_ok() && open.are_unchanged());
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, damaged).unwrap();
            assert!(files(house.path()).open_read(Path::new("a.idx")).is_err(), "{at}");
            assert!(open.open_read(Path::new("a.idx")).is_err() && !open.are_unchanged(), "{at}");
            fs::write(&path, &whole).unwrap();
            assert!(open.are_unchanged(), "only its time is another: {at}");
        }
        for bytes in
            [&whole[..0], &whole[..7], &whole[2..], &[whole.clone(), whole.clone()].concat()]
        {
            fs::write(&path, bytes).unwrap();
            let opened = files(house.path()).open_read(Path::new("a.idx"));
            assert!(opened.is_err() || bytes.ends_with(&whole), "{}", bytes.len());
        }
    }

    #[test]
    fn small_files_are_sealed_and_none_is_read_that_is_no_file() {
        let house = tempfile::tempdir().unwrap();
        let (files, meta) = (files(house.path()), Path::new("meta.json"));
        files.atomic_write(meta, b"{}").unwrap();
        assert_eq!(files.atomic_read(meta).unwrap(), b"{}");
        assert!(!files.are_together(), "the list of its files is missing");
        let path = house.path().join("meta.json");
        fs::write(&path, "{ }").unwrap();
        assert!(files.atomic_read(meta).is_err());
        fs::remove_file(&path).unwrap();
        assert!(matches!(files.atomic_read(meta), Err(OpenReadError::FileDoesNotExist(_))));
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        assert!(files.atomic_read(meta).is_err());
    }

    #[test]
    fn what_was_checked_is_not_read_again_but_after_a_writer_was_killed() {
        let house = tempfile::tempdir().unwrap();
        let first = files(house.path());
        let lock = writer(&first);
        written(&first, "a.idx", b"words");
        drop(lock);
        let is_known = || files(house.path()).lock().whole.contains_key(Path::new("a.idx"));
        assert!(is_known());
        std::mem::forget(writer(&first));
        assert!(!is_known());
    }

    #[test]
    fn files_are_for_the_user_alone_and_what_was_left_behind_is_swept() {
        let house = tempfile::tempdir().unwrap();
        let files = files(house.path());
        written(&files, "a.idx", b"words");
        files.atomic_write(Path::new("meta.json"), b"{}").unwrap();
        let lock = writer(&files);
        for name in ["a.idx", "meta.json", "in-use", ".tantivy-writer.lock"] {
            let mode = house.path().join(name).metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
        drop(lock);
        fs::write(house.path().join(".tmpA1b2"), "left").unwrap();
        fs::write(house.path().join("meta.json.new"), "left").unwrap();
        drop(writer(&files));
        assert!(!house.path().join(".tmpA1b2").exists());
        assert!(!house.path().join("meta.json.new").exists());
    }

    #[test]
    fn one_writes_and_nobody_does_in_a_folder_that_took_the_name_of_another() {
        let house = tempfile::tempdir().unwrap();
        let folder = house.path().join("index");
        fs::create_dir(&folder).unwrap();
        let (one, two) = (files(&folder), files(&folder));
        let lock = writer(&one);
        assert!(matches!(two.acquire_lock(&INDEX_WRITER_LOCK), Err(LockError::LockBusy)));
        drop(lock);
        fs::rename(&folder, house.path().join("old")).unwrap();
        fs::create_dir(&folder).unwrap();
        assert!(!one.are_there());
        assert!(one.atomic_write(Path::new("meta.json"), b"{}").is_err());
        assert!(one.open_write(Path::new("a.idx")).is_err());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
}
