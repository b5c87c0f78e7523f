//! Waits for a file's lock, within bounds: whoever holds it may be stopped, or hang on a share.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::private;

/// How long others may keep a lock that is held for a moment.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How long is slept before it is looked again.
const PAUSE: Duration = Duration::from_millis(1);

/// Opens the file of a lock and makes it if there is none. What is in it stays, whatever it is.
///
/// # Errors
/// Those of [`private::open`].
pub fn open(path: &Path) -> io::Result<File> {
    private::open(OpenOptions::new().create(true).truncate(false).write(true), path)
}

/// Takes the lock of `file`, which is held until the file is closed.
///
/// # Errors
/// Those of the system; [`io::ErrorKind::TimedOut`] if others hold it for longer than `patience`.
pub fn within(file: &File, patience: Duration) -> io::Result<()> {
    if is_taken_within(file, patience)? {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::TimedOut, "another program holds its lock"))
}

/// True if the lock of `file` was taken; false if others hold it for longer than `patience`.
///
/// # Errors
/// Those of the system.
pub fn is_taken_within(file: &File, patience: Duration) -> io::Result<bool> {
    is_won_within(patience, || file.try_lock())
}

/// The same for a lock that many may share: true if it was taken with others, false if one has it
/// alone for longer than `patience`.
///
/// # Errors
/// Those of the system.
pub fn is_shared_within(file: &File, patience: Duration) -> io::Result<bool> {
    is_won_within(patience, || file.try_lock_shared())
}

fn is_won_within(
    patience: Duration,
    attempt: impl Fn() -> Result<(), TryLockError>,
) -> io::Result<bool> {
    let start = Instant::now();
    loop {
        match attempt() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() >= patience => return Ok(false),
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_not_waited_for_without_end() {
        let house = tempfile::tempdir().unwrap();
        let path = house.path().join("lock");
        let (first, second) = (File::create(&path).unwrap(), File::create(&path).unwrap());
        within(&first, Duration::ZERO).unwrap();
        let error = within(&second, Duration::from_millis(20)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        drop(first);
        within(&second, Duration::ZERO).unwrap();
    }

    #[test]
    fn many_share_a_lock_and_nobody_has_it_alone_meanwhile() {
        let house = tempfile::tempdir().unwrap();
        let path = house.path().join("lock");
        let [one, two, three] = [(); 3].map(|()| open(&path).unwrap());
        assert!(is_shared_within(&one, Duration::ZERO).unwrap());
        assert!(is_shared_within(&two, Duration::ZERO).unwrap());
        assert!(!is_taken_within(&three, Duration::ZERO).unwrap());
        drop((one, two));
        assert!(is_taken_within(&three, Duration::ZERO).unwrap());
        assert!(!is_shared_within(&open(&path).unwrap(), Duration::ZERO).unwrap());
    }
}
