//! Waits for a file's lock, within bounds: whoever holds it may be stopped, or hang on a share.

use std::fs::{File, TryLockError};
use std::io;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long others may keep a lock that is held for a moment.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How long is slept before it is looked again.
const PAUSE: Duration = Duration::from_millis(1);

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
    let start = Instant::now();
    loop {
        match file.try_lock() {
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
}
