//! A file that is to be read, as it waits for its turn: what the walk saw of it, and no names that follow
//! from where it is. A library of a million documents has a million of them the first time. Reads
//! nothing.

use std::path::{Path, PathBuf};

use super::corpus::Corpus;
use super::folder::folder;
use super::walk::FoundFile;
use crate::bookmarks::{Digest, Fingerprint};
use crate::index::RootedPath;
use crate::library::Entry;

/// A file to be read.
#[derive(Clone, Debug)]
pub struct Stale {
    /// Where it is.
    pub place: RootedPath,
    /// Its path, if that is written otherwise than its place says.
    path: Option<Box<Path>>,
    /// Which of the roots it was found below; `None` for what was not found there.
    root: Option<u16>,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was changed, in nanoseconds since 1970.
    pub modified: Option<i64>,
    /// What tells the state of its file from every other.
    pub state: Fingerprint,
    /// What the index knows of it; the first time that is nothing of any.
    known: Option<Box<Digest>>,
}

impl Stale {
    /// A file that a walk found, with what the index knows of it.
    pub fn found(corpus: &Corpus, file: &FoundFile, known: Option<Digest>) -> Self {
        let place = corpus.index_dir().place(&file.path);
        Self {
            path: written(corpus, &file.path, &place),
            root: u16::try_from(file.root).ok(),
            bytes: file.bytes,
            modified: Some(file.modified),
            state: file.state,
            known: known.map(Box::new),
            place,
        }
    }

    /// A document that the list knows and no walk found, with what the index knows of it.
    pub fn named(corpus: &Corpus, entry: &Entry, known: Option<Digest>) -> Self {
        let place = corpus.index_dir().place(&entry.path);
        Self {
            path: written(corpus, &entry.path, &place),
            root: None,
            bytes: entry.bytes,
            modified: entry.modified,
            state: Fingerprint::default(),
            known: known.map(Box::new),
            place,
        }
    }

    /// What the index knows of it.
    pub fn known(&self) -> Option<Digest> {
        self.known.as_deref().copied()
    }

    /// Its path.
    pub fn path(&self, corpus: &Corpus) -> PathBuf {
        self.path.as_ref().map_or_else(|| corpus.index_dir().path(&self.place), |p| p.to_path_buf())
    }

    /// As the list shows it before it is looked into.
    pub fn entry(&self, corpus: &Corpus) -> Entry {
        let path = self.path(corpus);
        let root = self.root.map(usize::from);
        let folder = root.map(|root| folder(&path, root, corpus.roots())).unwrap_or_default();
        let waiting = Entry::waiting(path, folder);
        Entry { bytes: self.bytes, modified: self.modified, ..waiting }
    }
}

/// A path, if it is written otherwise than its place says.
fn written(corpus: &Corpus, path: &Path, place: &RootedPath) -> Option<Box<Path>> {
    let usual = corpus.index_dir().path(place);
    (usual.as_os_str() != path.as_os_str()).then(|| path.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_waits_is_small() {
        assert!(size_of::<Stale>() <= 96, "{}", size_of::<Stale>());
    }
}
