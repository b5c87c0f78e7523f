//! What differs between systems: modes, waiting for the disk, numbers of files.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Waits until the names in `folder` are on the disk.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Where folders cannot be opened, the system sees to it.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Files that only their owner may read.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    patient(options)
}

/// Never waits for the other end of a pipe.
pub fn patient(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options
}

/// The file, as the system numbers it.
#[cfg(unix)]
pub fn number(meta: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    meta.ino()
}

/// Where files have no number, one stands for all.
#[cfg(not(unix))]
pub fn number(_: &fs::Metadata) -> u64 {
    0
}
