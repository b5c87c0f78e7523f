//! Folders of what can be made again: for the user alone, and marked so that backups leave them out.
//! Knows nothing of what lies in them.

use std::fs::DirBuilder;
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// What the standard says such a folder must hold: <https://bford.info/cachedir/>.
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
                   # This is a cache of briefbook. It can be deleted at any time.\n";

/// Makes a folder and marks it as a cache, if it is not there.
///
/// # Errors
/// Those of the system.
pub fn prepare(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    make(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(TAG.as_bytes())?;
    file.persist(folder.join("CACHEDIR.TAG"))?;
    Ok(())
}

/// Makes a folder, and those above it, for the user alone.
///
/// # Errors
/// Those of the system.
pub fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}
