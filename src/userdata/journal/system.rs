//! What Unix knows of files beyond names and bytes: modes, waiting for the disk, what tells one file
//! from another.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::SystemTime;

/// Waits until the names in `folder` are on the disk.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Files that only their owner may read.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    patient(options.mode(0o600))
}

/// Never waits for the other end of a pipe.
pub fn patient(options: &mut OpenOptions) -> &mut OpenOptions {
    options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed())
}

/// What tells a file from another of its name: its number, and when it was made where the system knows.
/// The number of a file that is gone is given to another one.
pub type Identity = (u64, Option<SystemTime>);

/// Which file this is.
pub fn identity(meta: &fs::Metadata) -> Identity {
    (meta.ino(), meta.created().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_the_place_of_another_is_told_from_it_even_by_the_same_number() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let made = || {
            fs::write(&path, "a line\n").unwrap();
            let identity = identity(&fs::metadata(&path).unwrap());
            // The system's clock may stand still for some milliseconds.
            std::thread::sleep(std::time::Duration::from_millis(20));
            identity
        };
        let first = made();
        assert_eq!(made(), first, "written once more, it is the same file");
        for _ in 0..10 {
            fs::remove_file(&path).unwrap();
            assert_ne!(made(), first);
        }
    }
}
