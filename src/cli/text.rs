//! `briefbook text`: the canonical text of a document.

use std::io;
use std::path::{Path, PathBuf};

use super::start::argument;
use super::{Args, DONE, FAILED, Output};

/// Prints the text, character for character as offsets elsewhere count it.
pub fn run(path: &Path, args: &Args, out: &mut Output) -> io::Result<u8> {
    let read = argument(path, args).and_then(|(files, documents)| {
        let on_shelf = documents.shelf().iter().next().map(|(path, _)| path);
        let path = files.first().map(PathBuf::as_path).or(on_shelf);
        documents.whole(path.unwrap_or(Path::new("-")))
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
