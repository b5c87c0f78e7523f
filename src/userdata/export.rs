//! Writes bookmarks into a file that the user names: whole or not at all, and never over another
//! file unless that was asked for.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;
use thiserror::Error;

use crate::bookmarks::{Bookmark, export};
use crate::files::places::with_home;
use crate::protocol::BookmarkExport;
use crate::text::CleanText;

/// Why bookmarks were not exported.
#[derive(Debug, Error)]
pub enum ExportError {
    /// There is a file of that name.
    #[error("{0} is there already.")]
    Exists(CleanText),
    /// The system refused.
    #[error("The bookmarks could not be written to {path}: {cause}.")]
    Io {
        /// Which file.
        path: CleanText,
        /// The system's words.
        cause: io::Error,
    },
}

/// Writes the bookmarks and says so.
///
/// # Errors
/// [`ExportError`]; a file that was there is as it was.
pub fn write(wanted: &BookmarkExport) -> Result<CleanText, ExportError> {
    let to = with_home(&wanted.path);
    let path = CleanText::path(&to);
    let failed = |cause| ExportError::Io { path: path.clone(), cause };
    let marks: Vec<Bookmark> = wanted.marks.iter().map(|mark| (**mark).clone()).collect();
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    let mut file = NamedTempFile::new_in(parent.unwrap_or(Path::new("."))).map_err(failed)?;
    let text = export(wanted.format, &marks);
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    let kept = match wanted.replace {
        true => file.persist(&to),
        false => file.persist_noclobber(&to),
    };
    match kept {
        Ok(_) => {
            let noun = if marks.len() == 1 { "bookmark" } else { "bookmarks" };
            Ok(CleanText::line(&format!("{} {noun} written to {path}.", marks.len())))
        }
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(ExportError::Exists(path))
        }
        Err(error) => Err(failed(error.error)),
    }
}
