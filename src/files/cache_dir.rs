//! Folders of what can be made again: for the user alone, and marked so that backups leave them out.
//! Knows nothing of what lies in them.

use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// What the standard says such a folder must hold: <https://bford.info/cachedir/>.
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
                   # This is a cache of briefbook. It can be deleted at any time.\n";

/// The file that says so.
const TAG_NAME: &str = "CACHEDIR.TAG";

/// Makes a folder, and those above it, for the user alone, and marks it as a cache.
///
/// # Errors
/// Those of the system.
pub fn prepare(folder: &Path) -> io::Result<()> {
    make(folder)?;
    tag(folder)
}

/// Marks a folder as a cache, if it is not. Where others [`sweep`], only for one who has it alone.
///
/// # Errors
/// Those of the system.
pub fn tag(folder: &Path) -> io::Result<()> {
    let path = folder.join(TAG_NAME);
    if path.symlink_metadata().is_ok() {
        return Ok(());
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(TAG.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

/// Makes a folder, and those above it, for the user alone.
///
/// # Errors
/// Those of the system.
pub fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Removes what was left behind in a folder by whoever was killed in [`tag`]. For one who has the
/// folder alone: what another is about to put in its place would go too.
pub fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let left = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(".tmp"));
    for entry in left {
        // What cannot be removed costs room, nothing else.
        let _ = fs::remove_file(entry.path());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_was_left_without_its_mark_is_given_it() {
        let house = tempfile::tempdir().unwrap();
        let folder = house.path().join("cache").join("index");
        make(&folder).unwrap();
        for _ in 0..2 {
            prepare(&folder).unwrap();
            let tag = fs::read_to_string(folder.join(TAG_NAME)).unwrap();
            assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"), "{tag}");
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        }
    }

    #[test]
    fn what_was_left_behind_is_swept_and_nothing_else_is() {
        let house = tempfile::tempdir().unwrap();
        let folder = house.path().join("index");
        prepare(&folder).unwrap();
        for name in [".tmpXyZ123", "lock"] {
            fs::write(folder.join(name), "").unwrap();
        }
        sweep(&folder);
        let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        assert_eq!(names, ["CACHEDIR.TAG", "lock"]);
    }
}
