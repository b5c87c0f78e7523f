//! Opens files of ours: ordinary ones for the user alone, through no link, and without waiting for whoever
//! is at the other end of a pipe. What a document may be is the business of `open`.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::OFlags;

/// Opens an ordinary file, which is made for its owner alone if `options` say that it is to be made.
///
/// # Errors
/// Those of the system; also for links and for everything that is no ordinary file.
pub fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let options = options.mode(0o600).custom_flags(flags.bits().cast_signed());
    let file = options.open(path).map_err(|error| match error.raw_os_error() {
        Some(code) if code == rustix::io::Errno::LOOP.raw_os_error() => {
            io::Error::other("this is a link, and none is followed; put the file itself here")
        }
        _ => error,
    })?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::other("this is not a file")),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn told(path: &Path) -> String {
        let mut options = OpenOptions::new();
        let opened = open(options.create(true).truncate(false).write(true), path);
        opened.unwrap_err().to_string()
    }

    #[test]
    fn links_and_pipes_are_refused_and_what_they_lead_to_is_left_alone() {
        let house = tempfile::tempdir().unwrap();
        let other = house.path().join("other");
        fs::write(&other, "precious").unwrap();
        let link = house.path().join("link");
        std::os::unix::fs::symlink(&other, &link).unwrap();
        assert!(told(&link).contains("this is a link"));
        assert_eq!(fs::read_to_string(&other).unwrap(), "precious");
        let pipe = house.path().join("pipe");
        let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU);
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, mode, 0).unwrap();
        assert!(!told(&pipe).is_empty(), "nobody reads it, and it was not waited for");
    }
}
