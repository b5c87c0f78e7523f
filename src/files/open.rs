//! Opens and reads documents without trusting them: ordinary files only, never waiting, never
//! mapped, bounded. Parses nothing.

use std::fs::{File, FileType, OpenOptions};
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use thiserror::Error;

use crate::text::{CleanText, Span};

/// Bytes read between two looks at whether the reading was called off.
const PIECE: usize = 256 * 1024;

/// Why a file was not read, as a sentence.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FileError {
    /// It is a folder, a pipe, a device or a socket.
    #[error("{path} is {kind}, not a file")]
    NotAFile {
        /// The file as shown.
        path: CleanText,
        /// What it is, with its article.
        kind: &'static str,
    },
    /// It does not exist (any more).
    #[error("{0} does not exist")]
    Missing(CleanText),
    /// The user may not read it.
    #[error("permission denied: {0}")]
    Denied(CleanText),
    /// It is larger than the program reads.
    #[error("{path} is larger than {limit} bytes, the most that is read")]
    TooLarge {
        /// The file as shown.
        path: CleanText,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// The reading was called off.
    #[error("reading {0} was called off")]
    Cancelled(CleanText),
    /// Anything else the system says.
    #[error("{path} cannot be read: {reason}")]
    Failed {
        /// The file as shown.
        path: CleanText,
        /// What the system says.
        reason: String,
    },
}

/// Opens an ordinary file for reading. Never waits, whatever `path` turns out to be.
///
/// # Errors
/// [`FileError`], also for everything that is not an ordinary file.
pub fn open(path: &Path) -> Result<File, FileError> {
    let flags = OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    // A socket cannot be opened at all, so what it is has to be asked by name.
    let opened = OpenOptions::new().read(true).custom_flags(flags).open(path);
    let file = opened.map_err(|error| {
        let kind = path.metadata().ok().and_then(|about| special(about.file_type()));
        kind.map_or_else(|| failure(path, &error), |kind| not_a_file(path, kind))
    })?;
    let about = file.metadata().map_err(|error| failure(path, &error))?;
    match special(about.file_type()) {
        Some(kind) => Err(not_a_file(path, kind)),
        None => Ok(file),
    }
}

/// Opens an ordinary file of no more than `limit` bytes; with it how many it has.
///
/// # Errors
/// [`FileError`].
pub fn open_bounded(path: &Path, limit: u64) -> Result<(File, u64), FileError> {
    let file = open(path)?;
    let size = file.metadata().map_or(0, |about| about.len());
    match size > limit {
        true => Err(FileError::TooLarge { path: CleanText::path(path), limit }),
        false => Ok((file, size)),
    }
}

/// The first `most` bytes of a file that was opened at `path`, fewer if it is shorter.
///
/// # Errors
/// [`FileError`].
pub fn read_head(file: File, path: &Path, most: usize) -> Result<Vec<u8>, FileError> {
    let mut head = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let read = file.take(most).read_to_end(&mut head);
    read.map(|_| head).map_err(|error| failure(path, &error))
}

/// The whole file, if it is no larger than `limit` bytes. `cancel` set to true ends the reading.
///
/// # Errors
/// [`FileError`].
pub fn read_all(path: &Path, limit: u64, cancel: &AtomicBool) -> Result<Vec<u8>, FileError> {
    let (file, size) = open_bounded(path, limit)?;
    read_bounded((file, path), size, limit, cancel)
}

/// A part of a file, shorter if the file ends before.
///
/// # Errors
/// [`FileError`].
pub fn read_part(path: &Path, part: Span) -> Result<Vec<u8>, FileError> {
    let mut bytes = vec![0; part.len()];
    let file = open(path)?;
    let mut read = 0;
    while let Some(rest) = bytes.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, (part.start + read) as u64) {
            Ok(0) => break,
            Ok(count) => read += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failure(path, &error)),
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}

/// What the user named and means to be read, a pipe of a shell too, if it is no larger than `limit`
/// bytes.
///
/// # Errors
/// [`FileError`].
pub fn read_named(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let file = File::open(path).map_err(|error| failure(path, &error))?;
    read_bounded((file, path), 0, limit, &AtomicBool::new(false))
}

/// Lines that the user types: on standard input, or at the keyboard if standard input was a document.
///
/// # Errors
/// If there is no keyboard.
pub fn answers(from_keyboard: bool) -> io::Result<Box<dyn BufRead>> {
    Ok(match from_keyboard {
        true => Box::new(BufReader::new(File::open("/dev/tty")?)),
        false => Box::new(io::stdin().lock()),
    })
}

/// Standard input to its end, if it is no longer than `limit` bytes.
///
/// # Errors
/// [`FileError`].
pub fn read_stdin(limit: u64, cancel: &AtomicBool) -> Result<Vec<u8>, FileError> {
    read_bounded((io::stdin().lock(), Path::new("standard input")), 0, limit, cancel)
}

/// What stands on standard input when nothing says that it is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piped {
    /// Nothing: a keyboard, the null device, a closed descriptor.
    Nothing,
    /// A pipe or file without words, or with none so far.
    Silence,
    /// Words.
    Words,
}

/// Whether something is piped in, waiting so long for its first words.
pub fn piped_in(patience: Duration) -> Piped {
    let input = rustix::stdio::stdin();
    let Ok(about) = rustix::fs::fstat(input) else { return Piped::Nothing };
    match rustix::fs::FileType::from_raw_mode(about.st_mode) {
        rustix::fs::FileType::RegularFile => {
            let at = rustix::fs::tell(input).unwrap_or_default();
            let length = u64::try_from(about.st_size).unwrap_or_default();
            if at < length { Piped::Words } else { Piped::Silence }
        }
        rustix::fs::FileType::Fifo | rustix::fs::FileType::Socket => {
            let began = Instant::now();
            loop {
                let left = patience.saturating_sub(began.elapsed());
                let timeout = Timespec::try_from(left).ok();
                let mut asked = [PollFd::new(&input, PollFlags::IN)];
                match poll(&mut asked, timeout.as_ref()) {
                    Err(rustix::io::Errno::INTR) if !left.is_zero() => {}
                    _ => break,
                }
            }
            match rustix::io::ioctl_fionread(input) {
                Ok(1..) => Piped::Words,
                _ => Piped::Silence,
            }
        }
        _ => Piped::Nothing,
    }
}

/// Reads to the end in pieces: a file may grow while it is read.
fn read_bounded(
    (source, path): (impl Read, &Path),
    size: u64,
    limit: u64,
    cancel: &AtomicBool,
) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or_default());
    let mut source = source.take(limit.saturating_add(1));
    loop {
        if cancel.load(Ordering::Relaxed) {
            return Err(FileError::Cancelled(CleanText::path(path)));
        }
        let piece = source.by_ref().take(PIECE as u64).read_to_end(&mut bytes);
        let read = piece.map_err(|error| failure(path, &error))?;
        if bytes.len() as u64 > limit {
            return Err(FileError::TooLarge { path: CleanText::path(path), limit });
        }
        if read == 0 {
            return Ok(bytes);
        }
    }
}

/// What something that is no ordinary file is called.
pub fn special(kind: FileType) -> Option<&'static str> {
    if kind.is_file() {
        return None;
    }
    Some(match () {
        () if kind.is_dir() => "a folder",
        () if kind.is_fifo() => "a FIFO",
        () if kind.is_socket() => "a socket",
        () if kind.is_char_device() || kind.is_block_device() => "a device",
        () => "something special",
    })
}

fn not_a_file(path: &Path, kind: &'static str) -> FileError {
    FileError::NotAFile { path: CleanText::path(path), kind }
}

/// The error for what the system says about a file.
pub fn failure(path: &Path, error: &io::Error) -> FileError {
    let path = CleanText::path(path);
    match error.kind() {
        io::ErrorKind::NotFound => FileError::Missing(path),
        io::ErrorKind::PermissionDenied => FileError::Denied(path),
        _ => FileError::Failed { path, reason: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn told<T: std::fmt::Debug>(result: Result<T, FileError>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn a_part_of_a_file_ends_with_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.txt");
        fs::write(&path, "some words").unwrap();
        assert_eq!(read_part(&path, Span::new(5, 8)).unwrap(), b"wor");
        assert_eq!(read_part(&path, Span::new(8, 99)).unwrap(), b"ds");
        assert_eq!(read_part(&path, Span::new(50, 99)).unwrap(), b"");
    }

    #[test]
    fn ordinary_files_are_read_up_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.txt");
        fs::write(&path, "0123456789").unwrap();
        let go = AtomicBool::new(false);
        assert_eq!(read_head(open(&path).unwrap(), &path, 4).unwrap(), b"0123");
        assert_eq!(read_all(&path, 10, &go).unwrap(), b"0123456789");
        assert!(
            told(read_all(&path, 9, &go))
                .ends_with("is larger than 9 bytes, the most that is read")
        );
        go.store(true, Ordering::Relaxed);
        assert!(told(read_all(&path, 10, &go)).ends_with("was called off"));
        assert_eq!(read_named(&path, 10).unwrap(), b"0123456789");
        assert!(told(read_named(Path::new("/dev/zero"), 1 << 20)).contains("is larger than"));
    }

    #[test]
    fn what_grows_while_it_is_read_is_still_bounded() {
        let endless = (io::repeat(b'x'), Path::new("grown"));
        let result = read_bounded(endless, 0, 1 << 20, &AtomicBool::new(false));
        assert_eq!(told(result), "grown is larger than 1048576 bytes, the most that is read");
    }

    #[test]
    fn special_files_are_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let kind = rustix::fs::FileType::Fifo;
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, rustix::fs::Mode::RWXU, 0).unwrap();
        assert!(told(open(&pipe)).ends_with("pipe is a FIFO, not a file"));
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(told(open(&socket)).ends_with("socket is a socket, not a file"));
        assert!(told(open(folder.path())).ends_with("is a folder, not a file"));
        assert_eq!(told(open(Path::new("/dev/zero"))), "/dev/zero is a device, not a file");
        assert_eq!(told(open(Path::new("/no/\u{1b}"))), "/no/\u{241b} does not exist");
    }
}
