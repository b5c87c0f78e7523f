//! Walks folders and reports the files in them, batch by batch. Opens no file; hidden ones are
//! skipped, links to folders are followed only inside the folders asked for.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use foldhash::HashSet;
use ignore::{DirEntry, WalkBuilder};
use rustix::fs::FileType;

use super::about_file::{AboutFile, about_files};
use super::ignored::Ignored;
use crate::bookmarks::Fingerprint;
use crate::reading::containers::leads_inside;
use crate::sandbox::parallel::in_order;
use crate::text::CleanText;

/// Files reported at a time.
const BATCH: usize = 1024;

/// Files that one thread asks the system about at a time.
const TOGETHER: usize = 64;

/// Failures kept with their reasons; further ones are only counted.
const MOST_FAILURES: usize = 100;

/// Levels of folders that are looked into.
const DEEPEST: usize = 256;

/// What a walk does about a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enter {
    /// It is passed by.
    No,
    /// Folders below it are asked for; files in it are not reported.
    Through,
    /// It is looked at.
    Yes,
}

/// Says what a walk does about each folder that it meets.
pub type Choice = Arc<dyn Fn(&Path) -> Enter + Send + Sync>;

/// What a walk met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// Files.
    pub files: Vec<FoundFile>,
    /// Folders that were looked at.
    pub folders: Vec<PathBuf>,
}

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it was found, byte for byte.
    pub path: PathBuf,
    /// Which of the roots it belongs to.
    pub root: usize,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was changed, in nanoseconds since 1970; as near as a number of 64 bits comes.
    pub modified: i64,
    /// What tells its state from every other, see `about_file`.
    pub state: Fingerprint,
    /// Device and inode: the same for links to one file.
    pub identity: (u64, u64),
    /// True if it may have other names: links lead to it, or it is one.
    pub linked: bool,
}

/// What a scan left out and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Pipes, sockets and devices.
    pub special: usize,
    /// Further names of files that were listed already.
    pub doubles: usize,
    /// Links to folders outside of the roots.
    pub outside: usize,
    /// Links to folders inside of the roots.
    pub links: usize,
    /// Folders and files that could not be looked at, and links that lead nowhere or in a circle.
    pub failed: usize,
    /// The first of these, as sentences.
    pub reasons: Vec<CleanText>,
    /// True if the callback ended the scan.
    pub cancelled: bool,
}

/// Walks `roots`, each a folder or a file, in order; inside a folder names are in the order of
/// their bytes. `report` gets at most a few hundred files at a time and may end the scan.
pub fn scan(
    roots: &[PathBuf],
    mut report: impl FnMut(Vec<FoundFile>) -> ControlFlow<()>,
) -> Skipped {
    walk(roots, None, |met| match met.files {
        files if files.is_empty() => ControlFlow::Continue(()),
        files => report(files),
    })
}

/// The same, with the folders, and only in those that are chosen.
pub fn walk(
    roots: &[PathBuf],
    choice: Option<&Choice>,
    mut report: impl FnMut(Met) -> ControlFlow<()>,
) -> Skipped {
    let inside: Arc<[PathBuf]> = roots.iter().filter_map(|root| root.canonicalize().ok()).collect();
    let way = Way { inside, outside: Arc::default(), choice: choice.cloned() };
    let mut scan = Scan::default();
    // What a root that leads into a file stands for is no file to be found.
    for (at, root) in roots.iter().enumerate().filter(|(_, root)| !leads_inside(root)) {
        if scan.walk((at, root), &way, &mut report).is_break() {
            scan.skipped.cancelled = true;
            return scan.skipped;
        }
    }
    if scan.take_links(&mut report).is_break() {
        scan.skipped.cancelled = true;
    }
    scan.skipped
}

/// Where a walk leads.
#[derive(Clone)]
struct Way {
    /// The true paths of the roots.
    inside: Arc<[PathBuf]>,
    /// Links that lead outside of them.
    outside: Arc<AtomicUsize>,
    choice: Option<Choice>,
}

impl Way {
    fn enter(&self, folder: &Path) -> Enter {
        self.choice.as_ref().map_or(Enter::Yes, |choice| choice(folder))
    }

    /// True for what is to be seen.
    fn takes(&self, entry: &DirEntry) -> bool {
        if leads_outside(entry, &self.inside) {
            self.outside.fetch_add(1, Ordering::Relaxed);
            return false;
        }
        if is_cache(entry) {
            return false;
        }
        match (&self.choice, entry.file_type().is_some_and(|kind| kind.is_dir())) {
            (None, _) => true,
            (Some(_), true) => self.enter(entry.path()) != Enter::No,
            (Some(_), false) => {
                entry.path().parent().is_none_or(|folder| self.enter(folder) == Enter::Yes)
            }
        }
    }
}

/// What was seen so far.
#[derive(Default)]
struct Scan {
    seen: HashSet<(u64, u64)>,
    /// Links to files, which are other names of files that may come yet.
    links: Vec<FoundFile>,
    met: Met,
    skipped: Skipped,
}

impl Scan {
    fn walk(
        &mut self,
        (root, path): (usize, &Path),
        way: &Way,
        report: &mut impl FnMut(Met) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let ignored = Arc::new(Ignored::new(path));
        let mut waiting: Vec<DirEntry> = Vec::new();
        for entry in walker(path, way, &ignored) {
            self.skipped.outside += way.outside.swap(0, Ordering::Relaxed);
            ignored.told().iter().for_each(|reason| self.fail(reason));
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {
                    self.folder(way, &entry);
                }
                Ok(entry) => waiting.push(entry),
                Err(error) => self.fail(&error.to_string()),
            }
            if waiting.len() >= BATCH || self.met.folders.len() >= BATCH {
                self.take_all(root, &mut waiting);
                report(std::mem::take(&mut self.met))?;
            }
        }
        self.take_all(root, &mut waiting);
        self.skipped.outside += way.outside.swap(0, Ordering::Relaxed);
        ignored.told().iter().for_each(|reason| self.fail(reason));
        match std::mem::take(&mut self.met) {
            rest if rest == Met::default() => ControlFlow::Continue(()),
            rest => report(rest),
        }
    }

    fn folder(&mut self, way: &Way, entry: &DirEntry) {
        self.skipped.links += usize::from(entry.path_is_symlink() && entry.depth() > 0);
        if way.enter(entry.path()) == Enter::Yes {
            self.met.folders.push(entry.path().to_owned());
        }
    }

    /// Takes in what was met, in its order. The system is asked by several threads, because its
    /// answers are most of the time that a walk takes.
    fn take_all(&mut self, root: usize, waiting: &mut Vec<DirEntry>) {
        let together: Vec<&[DirEntry]> = waiting.chunks(TOGETHER).collect();
        let ask = |some: &&[DirEntry]| {
            about_files(&some.iter().map(DirEntry::path).collect::<Vec<&Path>>())
        };
        let mut entries = waiting.iter();
        in_order(&together, ask, |answers| {
            for (about, entry) in answers.into_iter().zip(entries.by_ref()) {
                self.take(root, entry, about);
            }
            ControlFlow::Continue(())
        });
        waiting.clear();
    }

    fn take(&mut self, root: usize, entry: &DirEntry, about: io::Result<AboutFile>) {
        let Some(kind) = entry.file_type() else { return };
        match about {
            Ok(about) if about.kind == FileType::RegularFile => self.list(root, entry, &about),
            Ok(_) => self.skipped.special += 1,
            Err(_) if !kind.is_file() && !kind.is_symlink() => self.skipped.special += 1,
            Err(error) => self.fail(&format!("{}: {error}", CleanText::path(entry.path()))),
        }
    }

    fn list(&mut self, root: usize, entry: &DirEntry, about: &AboutFile) {
        let file = FoundFile {
            path: entry.path().to_owned(),
            root,
            bytes: about.bytes,
            modified: about.modified,
            state: about.state,
            identity: about.identity,
            linked: about.names > 1 || entry.path_is_symlink(),
        };
        match entry.path_is_symlink() {
            true => self.links.push(file),
            false => self.push(file),
        }
    }

    fn push(&mut self, file: FoundFile) {
        match self.seen.insert(file.identity) {
            true => self.met.files.push(file),
            false => self.skipped.doubles += 1,
        }
    }

    /// Lists the links whose files were met under no name of their own.
    fn take_links(&mut self, report: &mut impl FnMut(Met) -> ControlFlow<()>) -> ControlFlow<()> {
        for file in std::mem::take(&mut self.links) {
            self.push(file);
            if self.met.files.len() >= BATCH {
                report(std::mem::take(&mut self.met))?;
            }
        }
        match std::mem::take(&mut self.met) {
            rest if rest == Met::default() => ControlFlow::Continue(()),
            rest => report(rest),
        }
    }

    fn fail(&mut self, reason: &str) {
        self.skipped.failed += 1;
        if self.skipped.reasons.len() < MOST_FAILURES {
            self.skipped.reasons.push(CleanText::line(reason));
        }
    }
}

/// The walk below `root`; links that lead outside are counted and left out, and so is what the rules of
/// its folders name.
fn walker(root: &Path, way: &Way, ignored: &Arc<Ignored>) -> ignore::Walk {
    let (way, ignored) = (way.clone(), Arc::clone(ignored));
    WalkBuilder::new(root)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .max_depth(Some(DEEPEST))
        .sort_by_file_name(|a, b| a.as_encoded_bytes().cmp(b.as_encoded_bytes()))
        .filter_entry(move |entry| way.takes(entry) && !is_named(&ignored, entry))
        .build()
}

/// True for what the rules of the folders around it name.
fn is_named(ignored: &Ignored, entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    ignored.names(entry.path(), entry.depth(), is_folder)
}

/// True for a folder that says it holds nothing but what can be made again (Cache Directory Tagging
/// Specification): build products are no documents.
fn is_cache(entry: &DirEntry) -> bool {
    entry.depth() > 0
        && entry.file_type().is_some_and(|kind| kind.is_dir())
        && entry.path().join("CACHEDIR.TAG").is_file()
}

/// True for a link to a folder that lies in none of the roots.
fn leads_outside(entry: &DirEntry, inside: &[PathBuf]) -> bool {
    let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    if !folder || !entry.path_is_symlink() || entry.depth() == 0 {
        return false;
    }
    let target = entry.path().canonicalize();
    !target.is_ok_and(|target| inside.iter().any(|root| target.starts_with(root)))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::corpus::ignored::IGNORE_FILE;

    fn names(root: &Path) -> (Vec<String>, Skipped) {
        let mut found = Vec::new();
        let skipped =
            scan(&[root.to_owned()], |batch| {
                found.extend(batch.into_iter().map(|file| {
                    file.path.strip_prefix(root).unwrap().to_string_lossy().into_owned()
                }));
                ControlFlow::Continue(())
            });
        (found, skipped)
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::Builder::new().prefix("scan").tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        root
    }

    #[test]
    fn files_come_in_order_without_the_hidden_and_the_ignored() {
        let root = folder(&["b.txt", "a/z.txt", "a/.hidden", "B.txt", ".git/x", "old/x.txt"]);
        fs::write(root.path().join(".gitignore"), "*.txt").unwrap();
        fs::write(root.path().join(IGNORE_FILE), "old/").unwrap();
        let (found, skipped) = names(root.path());
        assert_eq!(found, ["B.txt", "a/z.txt", "b.txt"]);
        assert_eq!(skipped, Skipped::default());
    }

    #[test]
    fn links_are_listed_once_and_circles_end() {
        let root = folder(&["b.txt"]);
        fs::create_dir(root.path().join("a")).unwrap();
        let outside = folder(&["far.txt"]);
        let path = root.path();
        symlink(path.join("b.txt"), path.join("a/x.txt")).unwrap();
        symlink(outside.path().join("far.txt"), path.join("c.txt")).unwrap();
        symlink(outside.path(), path.join("d")).unwrap();
        symlink(path, path.join("a/loop")).unwrap();
        symlink("nowhere", path.join("e.txt")).unwrap();
        let (found, skipped) = names(path);
        assert_eq!(found, ["b.txt", "c.txt"], "links come last");
        let counts = (skipped.doubles, skipped.outside, skipped.failed);
        assert_eq!(counts, (1, 1, 2), "{skipped:?}");
    }

    #[test]
    fn special_files_are_counted_and_never_opened() {
        let root = folder(&["x.txt"]);
        let pipe = root.path().join("pipe");
        let kind = rustix::fs::FileType::Fifo;
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, rustix::fs::Mode::RWXU, 0).unwrap();
        let (found, skipped) = names(root.path());
        assert_eq!((found.len(), skipped.special), (1, 1));
    }

    #[test]
    fn rules_that_are_no_file_are_said_and_stop_nothing() {
        let root = folder(&["x.txt", "a/y.txt"]);
        fs::create_dir(root.path().join("a").join(IGNORE_FILE)).unwrap();
        symlink("/dev/zero", root.path().join(IGNORE_FILE)).unwrap();
        let (found, skipped) = names(root.path());
        assert_eq!((found.len(), skipped.failed, skipped.reasons.len()), (2, 2, 2), "{skipped:?}");
    }

    #[test]
    fn batches_are_bounded_and_a_scan_can_be_ended() {
        let files: Vec<String> = (0..BATCH + 10).map(|number| format!("{number}.txt")).collect();
        let root = folder(&files.iter().map(String::as_str).collect::<Vec<_>>());
        let mut sizes = Vec::new();
        let skipped = scan(&[root.path().to_owned()], |batch| {
            sizes.push(batch.len());
            ControlFlow::Break(())
        });
        assert_eq!((sizes, skipped.cancelled), (vec![BATCH], true));
    }

    #[test]
    fn a_root_may_be_a_file_or_missing() {
        let root = folder(&["x.txt"]);
        let (found, _) = names(&root.path().join("x.txt"));
        assert_eq!(found, [""]);
        let (found, skipped) = names(&root.path().join("none"));
        assert_eq!((found.len(), skipped.failed), (0, 1));
    }
}
