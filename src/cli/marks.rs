//! From the command line to the verbs `bookmarks` and `doctor`: folder, time and reading of documents
//! for `bookmarks.rs`, and the exit status.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::args::{Args, BookmarksVerb};
use super::bookmarks::{
    Addition, BookmarksError, Desk, Read, VerbOutcome, add, export_all, import_all, list, remove,
};
use super::confinement;
use super::doctor::{Library, doctor};
use super::start::places;
use super::{DONE, FAILED, NOTHING, Output, PARTLY};
use crate::bookmarks::{Format, Identity, OldSums};
use crate::corpus::walk::scan;
use crate::files::clock;
use crate::files::open;
use crate::reading::documents::Documents;
use crate::reading::in_memory::InMemory;
use crate::sandbox::Sandbox;
use crate::text::CleanText;
use crate::userdata::remembered::MemoryKeeper;

/// Bytes of a file of bookmarks at most.
const LARGEST_IMPORT: u64 = 256 << 20;

/// Runs `briefbook bookmarks`.
pub fn run(verb: &BookmarksVerb, args: &Args, out: &mut Output) -> io::Result<u8> {
    let places = places(args);
    if let Some(reason) = places.read_only.as_ref().filter(|_| verb.writes()) {
        out.message(&format!("bookmarks cannot be changed: {reason}"));
        return Ok(FAILED);
    }
    let documents = Documents::of_user(InMemory::default(), &places);
    let read = |path: &Path| read(path, &documents);
    let desk = desk(&places.data, &read);
    let mut printed = Vec::new();
    let outcome = match verb {
        BookmarksVerb::List { json } => list(&desk, *json, &mut printed),
        BookmarksVerb::Add { path, quote, note, label, occurrence } => {
            let wanted = Addition { path, quote, note, label, occurrence: *occurrence };
            add(&desk, wanted, &mut printed)
        }
        BookmarksVerb::Remove { ids } => {
            remove(&desk, &ids.iter().map(String::as_str).collect::<Vec<_>>())
        }
        BookmarksVerb::Export { format } => match Format::named(format) {
            Some(format) => export_all(&desk, format, &mut printed),
            None => Ok(VerbOutcome::default()),
        },
        BookmarksVerb::Import { file } => match exported(file) {
            Ok(text) => import_all(&desk, &text),
            Err(reason) => {
                out.message(&reason);
                return Ok(FAILED);
            }
        },
    };
    finish(outcome, &printed, out)
}

/// The text of a file of bookmarks, or why it cannot be read.
fn exported(file: &Path) -> Result<String, String> {
    let bytes = open::read_named(file, LARGEST_IMPORT).map_err(|error| error.to_string())?;
    let no_text = |error| format!("{} cannot be read: {error}", CleanText::path(file));
    String::from_utf8(bytes).map_err(no_text)
}

/// Runs `briefbook doctor`: what holds the parsers, and what is wrong with what the user made. Documents
/// that are gone are looked for in `folders`, else in the library of the last time; in any case where they were.
pub fn examine(folders: &[PathBuf], args: &Args, out: &mut Output) -> io::Result<u8> {
    match Sandbox::of_this_program().check() {
        Ok(found) => confinement::sentences(&found).iter().for_each(|words| out.message(words)),
        Err(error) => out.message(&format!("what holds the parsers could not be tried: {error}")),
    }
    let places = places(args);
    let mut roots = folders.to_vec();
    if roots.is_empty() {
        roots = MemoryKeeper::open(&places).library();
    }
    let files = |gone: &[&Path]| {
        let homes = gone.iter().filter_map(|path| path.parent()).map(Path::to_owned);
        let mut roots: Vec<PathBuf> = roots.iter().cloned().chain(homes).collect();
        roots.retain(|root| root.is_dir());
        files_below(&roots)
    };
    let documents = Documents::of_user(InMemory::default(), &places);
    let read = |path: &Path| read(path, &documents);
    let known = |path: &Path, as_earlier: bool| {
        let old = as_earlier.then(|| documents.old_fingerprint(path).ok()).flatten();
        let old = OldSums { content: old, words: None };
        Identity { content: documents.digest(path).ok(), old, ..Identity::default() }
    };
    let library = Library { files: &files, known: &known };
    match doctor(&desk(&places.data, &read), &library) {
        Ok(findings) if findings.is_empty() => {
            out.message("every bookmark is where it was made, and no file is damaged");
            Ok(DONE)
        }
        Ok(findings) => {
            for finding in findings {
                out.data(&format!("{finding}\n"))?;
            }
            Ok(NOTHING)
        }
        Err(error) => {
            out.message(&error.to_string());
            Ok(FAILED)
        }
    }
}

/// Every file below `roots`, each once.
fn files_below(roots: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    scan(roots, |found| {
        files.extend(found.into_iter().map(|file| file.path));
        ControlFlow::Continue(())
    });
    files.sort();
    files.dedup();
    files
}

fn finish(
    outcome: Result<VerbOutcome, BookmarksError>,
    printed: &[u8],
    out: &mut Output,
) -> io::Result<u8> {
    match outcome {
        Ok(outcome) => {
            out.data(&String::from_utf8_lossy(printed))?;
            outcome.messages.iter().for_each(|words| out.message(words));
            Ok(match outcome {
                VerbOutcome { refused: true, .. } => FAILED,
                VerbOutcome { unread: true, .. } => PARTLY,
                VerbOutcome { found: false, .. } => NOTHING,
                _ => DONE,
            })
        }
        Err(error) => {
            out.message(&error.to_string());
            Ok(FAILED)
        }
    }
}

fn desk<'a>(folder: &'a Path, read: &'a dyn Fn(&Path) -> Read) -> Desk<'a> {
    Desk { folder, now: clock::now(), chance: clock::chance(), read }
}

fn read(path: &Path, documents: &Documents) -> Read {
    let content = documents.digest(path)?;
    Ok((documents.whole(path)?, content))
}
