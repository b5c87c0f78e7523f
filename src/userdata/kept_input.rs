//! What came on standard input is gone with the program: a bookmark in it is kept together with it, as a
//! file beside the journal, so that the passage can be found and read on another day.

use std::fs::DirBuilder;
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::bookmarks::Digest;
use crate::reading::in_memory::InMemory;

/// The folder of such files, below that of what the user makes.
const FOLDER: &str = "standard-input";

/// The file in which the document at `path` can be found tomorrow: for what came on standard input one
/// that is made here and is on the disk when this returns, for others their own.
///
/// # Errors
/// Those of the system: then the document cannot be kept, and a bookmark in it would be lost.
pub fn lasting(folder: &Path, path: &Path, memory: &InMemory) -> io::Result<PathBuf> {
    let Some(bytes) = memory.get(path).filter(|_| InMemory::is_input(path)) else {
        return Ok(path.to_owned());
    };
    let folder = folder.join(FOLDER);
    DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
    let sum = Digest::of(&bytes).to_string();
    let file = folder.join(sum.get(..16).unwrap_or(&sum));
    if file.is_file() {
        return Ok(file);
    }
    let mut made = NamedTempFile::new_in(&folder)?;
    made.write_all(&bytes)?;
    made.as_file().sync_all()?;
    made.persist(&file).map_err(|error| error.error)?;
    std::fs::File::open(&folder)?.sync_all()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_was_piped_is_kept_once_and_for_its_user_alone() {
        let folder = tempfile::tempdir().unwrap();
        let memory = InMemory::input(b"Words that were piped.\n".to_vec());
        let (path, _) = memory.iter().next().unwrap();
        let kept = lasting(folder.path(), path, &memory).unwrap();
        assert_eq!(lasting(folder.path(), path, &memory).unwrap(), kept);
        assert_eq!(std::fs::read(&kept).unwrap(), b"Words that were piped.\n");
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&kept), mode(kept.parent().unwrap())), (0o600, 0o700));
        let own = Path::new("/nowhere/a.txt");
        assert_eq!(lasting(folder.path(), own, &memory).unwrap(), own);
        let samples = InMemory::samples();
        let (sample, _) = samples.iter().next().unwrap();
        assert_eq!(lasting(folder.path(), sample, &samples).unwrap(), sample, "always there");
    }
}
