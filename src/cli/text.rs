//! `briefbook text`: the canonical text of a document.

use std::io;
use std::path::{Path, PathBuf};

use super::{DONE, FAILED, Output};
use crate::runtime::{reading, shelf::Shelf};

/// Prints the text, character for character as offsets elsewhere count it.
pub fn run(path: &Path, out: &mut Output) -> io::Result<u8> {
    let read = Shelf::for_argument(path).and_then(|(files, shelf)| {
        let path =
            files.first().map(PathBuf::as_path).or(shelf.iter().next().map(|(path, _)| path));
        reading::whole(path.unwrap_or(Path::new("-")), &shelf)
    });
    match read {
        Ok(document) => {
            out.data(document.text())?;
            Ok(DONE)
        }
        Err(reason) => {
            out.message(&super::about(path, &reason));
            Ok(FAILED)
        }
    }
}
