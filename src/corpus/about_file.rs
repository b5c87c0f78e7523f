//! What the system says of files, without opening them. It is asked in their folder where several lie in
//! one, so that it does not go the whole way from the root for each.

use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, RawMode, Stat, open, statat};

use crate::bookmarks::Fingerprint;
use crate::library::folder_and_name;

/// Files of a folder from which it is opened for them: opening and closing it costs as much as a few.
const TOGETHER: usize = 4;

/// What the system says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AboutFile {
    /// What it is, where a link leads.
    pub(super) kind: FileType,
    /// Its size in bytes.
    pub(super) bytes: u64,
    /// When it was changed, in nanoseconds since 1970.
    pub(super) modified: i64,
    /// What tells its state from every other.
    pub(super) state: Fingerprint,
    /// Device and inode.
    pub(super) identity: (u64, u64),
    /// How many names it has.
    pub(super) names: u64,
}

/// When a file was changed, in nanoseconds since 1970; as near as a number of 64 bits comes.
pub(super) fn changed(about: &Metadata) -> i64 {
    nanoseconds(about.mtime(), about.mtime_nsec())
}

fn nanoseconds(seconds: i64, more: i64) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(more)
}

/// What the system says of each of these files; links are followed.
pub(super) fn about_files(paths: &[&Path]) -> Vec<io::Result<AboutFile>> {
    let runs = paths.chunk_by(|one, other| folder_and_name(one).0 == folder_and_name(other).0);
    runs.flat_map(about_neighbours).collect()
}

/// The same of files of one folder.
fn about_neighbours(paths: &[&Path]) -> Vec<io::Result<AboutFile>> {
    let folder = paths.first().and_then(|path| path.parent()).filter(|_| paths.len() >= TOGETHER);
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let folder = folder.and_then(|folder| open(folder, flags, Mode::empty()).ok());
    let about = |path: &&Path| match (&folder, path.file_name()) {
        (Some(folder), Some(name)) => {
            Ok(AboutFile::of_stat(&statat(folder, name, AtFlags::empty())?))
        }
        _ => path.metadata().map(|about| AboutFile::of_metadata(&about)),
    };
    paths.iter().map(about).collect()
}

impl AboutFile {
    fn of_metadata(about: &Metadata) -> Self {
        Self::new(
            (FileType::from_raw_mode(about.mode() as RawMode), about.len(), about.nlink()),
            (about.dev(), about.ino()),
            [about.mtime(), about.mtime_nsec(), about.ctime(), about.ctime_nsec()],
        )
    }

    /// The numbers have other types on other systems.
    #[allow(clippy::unnecessary_cast, reason = "they have these types on some systems")]
    fn of_stat(about: &Stat) -> Self {
        let kind = FileType::from_raw_mode(about.st_mode);
        Self::new(
            (kind, about.st_size as u64, about.st_nlink as u64),
            (about.st_dev as u64, about.st_ino as u64),
            [
                about.st_mtime as i64,
                about.st_mtime_nsec as i64,
                about.st_ctime as i64,
                about.st_ctime_nsec as i64,
            ],
        )
    }

    /// What tells a state of a file from every other are device, inode, and the times of the content and
    /// of anything else; the latter nobody can set back, so a file put in its place with size and time of
    /// the old one is seen.
    fn new(
        (kind, bytes, names): (FileType, u64, u64),
        identity: (u64, u64),
        times: [i64; 4],
    ) -> Self {
        let modified = nanoseconds(times[0], times[1]);
        let numbers = [identity.0, identity.1].map(u64::to_le_bytes);
        let state = [numbers.concat(), times.map(i64::to_le_bytes).concat()].concat();
        Self { kind, bytes, modified, state: Fingerprint::of(&state), identity, names }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn what_is_said_in_the_folder_is_what_is_said_of_the_whole_path() {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..6).map(|n| folder.path().join(format!("{n}.txt"))).collect();
        for (length, path) in paths.iter().enumerate().take(4) {
            fs::write(path, "x".repeat(length)).unwrap();
        }
        symlink(&paths[3], &paths[4]).unwrap();
        let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        let together = about_files(&paths);
        for (path, about) in paths.iter().zip(&together) {
            let alone = about_files(&[*path]);
            assert_eq!(about.as_ref().ok(), alone[0].as_ref().ok(), "{}", path.display());
        }
        assert_eq!(together[4].as_ref().ok(), together[3].as_ref().ok(), "a link is followed");
        assert_eq!(together[2].as_ref().unwrap().bytes, 2);
        assert_eq!(together[5].as_ref().unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
