//! Documents inside of files have paths like files: `box.mbox/0003`, `mail.eml/report.docx`. Tells the
//! file of such a path from what is inside, and makes entries of a list from what a file holds.
//! Reads no document.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::parse_cache::FileState;
use crate::document::{Document, Inner};
use crate::formats::Kind;
use crate::library::{Entry, Status};
use crate::text::{CleanText, Span};

/// A path that leads into a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located<'a> {
    /// The file.
    pub file: &'a Path,
    /// The path below it; empty for the file itself.
    pub inner: &'a Path,
}

impl Located<'_> {
    /// The whole path.
    pub fn path(&self) -> PathBuf {
        match self.inner.as_os_str().is_empty() {
            true => self.file.to_owned(),
            false => self.file.join(self.inner),
        }
    }
}

/// Splits a path where `is_file` says that a file is: at the shortest such beginning.
pub fn located(path: &Path, is_file: impl Fn(&Path) -> bool) -> Located<'_> {
    let above: Vec<&Path> = path.ancestors().skip(1).collect();
    let file = above.into_iter().rev().find(|above| is_file(above));
    let inner = file.and_then(|file| path.strip_prefix(file).ok());
    match (file, inner) {
        (Some(file), Some(inner)) => Located { file, inner },
        _ => Located { file: path, inner: Path::new("") },
    }
}

/// The file that is to be opened for a path, whatever is inside of it.
pub fn file_of(path: &Path) -> &Path {
    match path.symlink_metadata() {
        Ok(_) => path,
        Err(_) => located(path, is_ordinary).file,
    }
}

/// True if there is something at a path, or a file that the path leads into.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok() || leads_inside(path)
}

/// True if a path leads into a file.
pub fn leads_inside(path: &Path) -> bool {
    file_of(path) != path
}

/// Entries of those roots that lead into files, as old and as large as their files.
pub fn roots_inside(roots: &[PathBuf]) -> Vec<Entry> {
    let entry = |root: &PathBuf| {
        let about = file_of(root).metadata().ok()?;
        let nanos = about.mtime().saturating_mul(1_000_000_000).saturating_add(about.mtime_nsec());
        let waiting = Entry::waiting(root.clone(), CleanText::default());
        Some(Entry { bytes: about.size(), modified: Some(nanos), ..waiting })
    };
    roots.iter().filter(|root| leads_inside(root)).filter_map(entry).collect()
}

/// True for ordinary files.
pub fn is_ordinary(path: &Path) -> bool {
    path.metadata().is_ok_and(|about| about.is_file())
}

/// Entries of the documents inside of a document's file. What they say is known without reading them;
/// what is attached to a message is as old as the message, and from whom that is.
pub fn entries(around: &Entry, document: &Document) -> Vec<Entry> {
    let folder = match around.folder.is_empty() {
        true => around.name.clone(),
        false => CleanText::line(&format!("{}/{}", around.folder, around.name)),
    };
    document.inner().iter().map(|inner| entry(around, &folder, inner)).collect()
}

fn entry(around: &Entry, folder: &CleanText, inner: &Inner) -> Entry {
    let path = around.path.join(&*inner.name);
    let waiting = Entry::waiting(path, folder.clone());
    let message = (around.format == "eml").then_some(around);
    Entry {
        title: inner.title.clone().unwrap_or_else(|| inner.name.clone()),
        date: inner.date.or(message.and_then(|message| message.date)),
        source: inner.source.clone().or_else(|| message.and_then(|m| m.source.clone())),
        format: Kind::known_label(&inner.format),
        bytes: inner.bytes,
        modified: around.modified,
        status: Status::Ready,
        ..waiting
    }
}

/// Where messages stand in the mailbox that was read last: a mailbox is not read anew for each.
#[derive(Debug, Default)]
pub struct MailboxCache(Mutex<Option<Known>>);

#[derive(Debug)]
struct Known {
    file: PathBuf,
    state: FileState,
    inner: Arc<[Inner]>,
}

impl MailboxCache {
    /// The documents inside of a file that was not changed meanwhile.
    pub fn get(&self, file: &Path, state: FileState) -> Option<Arc<[Inner]>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.as_ref().filter(|known| known.file == file && known.state == state);
        known.map(|known| Arc::clone(&known.inner))
    }

    /// Keeps where the documents inside of a file stand.
    pub fn put(&self, file: &Path, state: FileState, inner: &Arc<[Inner]>) {
        let known = Known { file: file.to_owned(), state, inner: Arc::clone(inner) };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }
}

/// Where the document called `name` stands in its file.
pub fn range(inner: &[Inner], name: &Path) -> Option<Span> {
    // They are numbered in order, but for a file that was made to be odd.
    let is = |inner: &&Inner| Path::new(&*inner.name) == name;
    inner.iter().find(is)?.range
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Parts;

    #[test]
    fn a_path_is_split_at_the_first_file() {
        let files = |path: &Path| path == Path::new("/a/box.mbox") || path.ends_with("0003");
        let split = located(Path::new("/a/box.mbox/0003/report.docx"), files);
        assert_eq!(split.file, Path::new("/a/box.mbox"));
        assert_eq!(split.inner, Path::new("0003/report.docx"));
        let whole = Located { file: Path::new("/a/b"), inner: Path::new("") };
        assert_eq!(located(Path::new("/a/b"), |_| false), whole);
    }

    #[test]
    fn there_is_something_in_a_file_and_nothing_in_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.eml");
        std::fs::write(&file, "x").unwrap();
        assert!(exists(&file) && exists(&file.join("b.txt")) && exists(folder.path()));
        assert!(!exists(&folder.path().join("none/b.txt")));
        assert_eq!(file_of(&file.join("b/c")), file);
    }

    #[test]
    fn what_is_inside_is_listed_below_its_file() {
        let inner =
            Inner { name: "0001".into(), bytes: 7, format: "eml".into(), ..Inner::default() };
        let document = Document::new(Parts { inner: vec![inner], ..Parts::default() }).unwrap();
        let around = Entry::waiting("/a/box.mbox".into(), "a".into());
        let entries = entries(&around, &document);
        assert_eq!(entries[0].path, Path::new("/a/box.mbox/0001"));
        assert_eq!(&*entries[0].folder, "a/box.mbox");
        assert_eq!((&*entries[0].title, entries[0].format), ("0001", "eml"));
    }
}
