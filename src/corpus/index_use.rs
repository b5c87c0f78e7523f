//! Who has an index open. Whoever has shares the lock of its folder, and nobody deletes a folder whose
//! lock is held. A folder that was deleted or moved all the same is told from the one that now has its
//! name. Knows nothing of what an index holds.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files::lock;

/// The file of the lock, in the folder.
const LOCK: &str = "in-use";

/// How often it is tried to open a folder that others put in the place of another meanwhile.
const TRIES: usize = 10;

/// A folder that is in use as long as this lives.
#[derive(Debug)]
pub struct IndexUse {
    path: PathBuf,
    /// The folder itself: as long as it is open, no other folder gets its number.
    folder: File,
    /// `None` where it cannot be made: nobody can delete the folder there either.
    _lock: Option<File>,
}

impl IndexUse {
    /// Begins to use a folder; `None` if there is none.
    ///
    /// # Errors
    /// Those of the system, and one if somebody has the folder alone for too long.
    pub fn begin(path: &Path) -> io::Result<Option<Self>> {
        for _ in 0..TRIES {
            let folder = match File::open(path) {
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                folder => folder?,
            };
            let lock = match lock::open(&path.join(LOCK)) {
                Ok(lock) => Some(lock),
                Err(error) if is_refused(&error) => None,
                // It went between the two.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            if let Some(lock) = &lock
                && !lock::is_shared_within(lock, lock::PATIENCE)?
            {
                return Err(io::Error::new(ErrorKind::TimedOut, "another program deletes it"));
            }
            let used = Self { path: path.to_owned(), folder, _lock: lock };
            if used.is_there() {
                return Ok(Some(used));
            }
        }
        Ok(None)
    }

    /// True as long as the folder stands where it stood.
    pub fn is_there(&self) -> bool {
        let number = |about: fs::Metadata| (about.dev(), about.ino());
        let (held, now) = (self.folder.metadata().map(number), self.path.metadata().map(number));
        held.is_ok_and(|held| now.is_ok_and(|now| now == held))
    }
}

/// True if the system lets nothing be written there.
fn is_refused(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

/// Deletes a folder that nobody uses. Returns whether it is gone.
///
/// # Errors
/// Those of the system.
pub fn remove_unused(path: &Path) -> io::Result<bool> {
    let lock = match lock::open(&path.join(LOCK)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(!path.exists()),
        lock => lock?,
    };
    if !lock::is_taken_within(&lock, Duration::ZERO)? {
        return Ok(false);
    }
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(true),
    }
}

/// Takes a folder out of the way: deletes it if nobody uses it, else gives it another name, under
/// which it is deleted some other time.
///
/// # Errors
/// Those of the system; it stays where it is.
pub fn put_away(path: &Path) -> io::Result<()> {
    if remove_unused(path).is_ok_and(|gone| gone) {
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default();
    let free = (1_u32..).map(|number| {
        let mut name = name.to_owned();
        name.push(format!(".old{number}"));
        path.with_file_name(name)
    });
    let free = free.into_iter().find(|free| free.symlink_metadata().is_err());
    free.map_or(Ok(()), |free| fs::rename(path, free))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let house = tempfile::tempdir().unwrap();
        let folder = house.path().join("index");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("file"), "words").unwrap();
        (house, folder)
    }

    #[test]
    fn a_folder_in_use_is_not_deleted() {
        let (_house, folder) = folder();
        let (one, two) = (IndexUse::begin(&folder).unwrap(), IndexUse::begin(&folder).unwrap());
        assert!(one.as_ref().unwrap().is_there());
        assert!(!remove_unused(&folder).unwrap() && folder.join("file").exists());
        drop(one);
        assert!(!remove_unused(&folder).unwrap());
        drop(two);
        assert!(remove_unused(&folder).unwrap() && !folder.exists());
        assert!(remove_unused(&folder).unwrap(), "it is gone already");
        assert!(IndexUse::begin(&folder).unwrap().is_none());
    }

    #[test]
    fn a_folder_that_went_is_told_from_another_of_its_name() {
        let (_house, folder) = folder();
        let used = IndexUse::begin(&folder).unwrap().unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert!(!used.is_there());
        fs::create_dir(&folder).unwrap();
        assert!(!used.is_there());
    }

    #[test]
    fn what_is_used_is_put_away_and_stays_until_nobody_does() {
        let (house, folder) = folder();
        let used = IndexUse::begin(&folder).unwrap().unwrap();
        put_away(&folder).unwrap();
        assert!(!folder.exists() && !used.is_there());
        let old = house.path().join("index.old1");
        assert!(old.join("file").exists() && !remove_unused(&old).unwrap());
        drop(used);
        assert!(remove_unused(&old).unwrap());
    }
}
