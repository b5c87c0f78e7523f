//! Where the index of a library lies, and what its documents are called. An index made by another
//! version, of another lexicon or by other rules lies elsewhere: it is never read, and goes when the
//! new one is made. Searches nothing.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::engine_files::EngineFiles;
use super::index_use::{put_away, remove_unused};
use crate::bookmarks::Fingerprint;
use crate::files::cache_dir;
use crate::files::lock;
use crate::files::open;
use crate::files::places::Places;
use crate::index::{Index, IndexError, RootedPath, VERSION};
use crate::text::CleanText;

/// Bytes of the user's own names that count.
const LARGEST_NAMES: u64 = 4 << 20;

/// The form of the files in which the engine keeps it: see `engine_files`.
const FILES: u32 = 1;

/// The root of documents that lie below none: those that are no files.
const NO_ROOT: u16 = u16::MAX;

/// The index of a library.
#[derive(Clone, Debug)]
pub struct IndexDir {
    roots: Vec<PathBuf>,
    /// The same, as what is kept calls them.
    absolute: Vec<PathBuf>,
    /// The folder of all indexes; `None` if none can be kept.
    all: Option<PathBuf>,
    /// What the names of every version of this index begin with.
    family: String,
    /// The name of the folder of this version.
    name: String,
    writes: bool,
}

impl IndexDir {
    /// The index of the library of these folders and files.
    pub fn of(places: &Places, roots: &[PathBuf]) -> Self {
        let folders = roots.iter().any(|root| root.is_dir());
        let all = Some(places.cache.join("index")).filter(|all| folders && all.is_absolute());
        let names = open::read_all(&places.names(), LARGEST_NAMES, &AtomicBool::new(false));
        let rules = Fingerprint::of(env!("BRIEFBOOK_RULES").as_bytes());
        let rules = rules.then(&names.unwrap_or_default());
        let family = family(roots);
        let name = format!("{family}v{VERSION}.{FILES}-{rules}");
        let absolute = |root: &PathBuf| std::path::absolute(root).unwrap_or_else(|_| root.clone());
        let absolute = roots.iter().map(absolute).collect();
        Self { roots: roots.to_vec(), absolute, all, family, name, writes: places.writable() }
    }

    /// The folders and files of the library.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// Where the index lies, if it can be kept.
    pub fn folder(&self) -> Option<PathBuf> {
        self.all.as_ref().map(|all| all.join(&self.name))
    }

    /// What tells this library from every other, whatever version of the index it has; `None` if it has
    /// no folder.
    pub fn library(&self) -> Option<&str> {
        self.all.as_ref().map(|_| self.family.trim_end_matches('-'))
    }

    /// True if the index can be kept and changed.
    pub fn writes(&self) -> bool {
        self.writes && self.all.is_some()
    }

    /// Where a document is in the library.
    pub fn place(&self, path: &Path) -> RootedPath {
        let below = |(root, folder): (u16, &PathBuf)| {
            Some(RootedPath { root, below: below(path, folder)?.to_owned() })
        };
        let found = (0..NO_ROOT).zip(&self.roots).find_map(below);
        let found = found.or_else(|| (0..NO_ROOT).zip(&self.absolute).find_map(below));
        found.unwrap_or_else(|| RootedPath { root: NO_ROOT, below: path.to_owned() })
    }

    /// The path of a document of the library.
    pub fn path(&self, place: &RootedPath) -> PathBuf {
        match place.root {
            NO_ROOT => place.below.clone(),
            _ => place.path(&self.roots).unwrap_or_else(|| place.below.clone()),
        }
    }

    /// The index as it is; `None` if there is none, or none that can be read.
    pub fn open(&self) -> Option<OpenIndex> {
        let files = EngineFiles::open(&self.folder()?).ok().flatten()?;
        opened(files, |files| Index::open_in(Box::new(files))).ok().flatten()
    }

    /// The index; a new one if there is none or if it is damaged.
    ///
    /// # Errors
    /// A sentence, if it cannot be made.
    pub fn open_or_create(&self) -> Result<OpenIndex, CleanText> {
        let Some((all, folder)) = self.all.as_ref().zip(self.folder()) else {
            return OpenIndex::in_memory();
        };
        let failed = |error: io::Error| {
            let folder = CleanText::path(&folder);
            CleanText::line(&format!("The index cannot be written to {folder}: {error}"))
        };
        cache_dir::make(all).map_err(failed)?;
        // Two instances that start together make one index. What is swept and what is written into the
        // folder itself is under the lock: one would sweep what the other is about to put in place.
        let _lock = lock(&all.join("lock"))?;
        cache_dir::sweep(all);
        cache_dir::tag(all).map_err(failed)?;
        let make = || -> Result<Result<OpenIndex, IndexError>, io::Error> {
            cache_dir::make(&folder)?;
            let files = EngineFiles::open(&folder)?;
            let files = files.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
            let made = opened(files, |files| Index::open_or_create_in(Box::new(files)).map(Some));
            Ok(made.and_then(|made| made.ok_or_else(IndexError::damaged)))
        };
        let said = |error: IndexError| match error {
            IndexError::Unavailable(why) => {
                CleanText::line(&format!("The index cannot be used now: {why}"))
            }
            damaged @ IndexError::Damaged(_) => CleanText::line(&damaged.to_string()),
        };
        match make().map_err(failed)? {
            Ok(index) => Ok(index),
            Err(error) if !error.is_damage() => Err(said(error)),
            Err(_) => {
                put_away(&folder).map_err(failed)?;
                make().map_err(failed)?.map_err(said)
            }
        }
    }

    /// Takes the index away, so that a new one is made. Whoever has it open keeps what was open.
    pub fn discard(&self) {
        if let Some(folder) = self.folder().filter(|_| self.writes()) {
            // If it cannot be taken away, the next attempt to open it says so.
            let _ = put_away(&folder);
        }
    }

    /// Deletes the index, in all its versions.
    ///
    /// # Errors
    /// Those of the system.
    pub fn clear(&self) -> io::Result<Cleared> {
        let mut cleared = Cleared::Nothing;
        for folder in self.versions(|_| true) {
            match remove_unused(&folder)? {
                true if cleared == Cleared::Nothing => cleared = Cleared::All,
                true => {}
                false => cleared = Cleared::NotThoseInUse,
            }
        }
        Ok(cleared)
    }

    /// Deletes indexes of this library that other versions, lexicons or rules made, and that nobody
    /// uses.
    pub fn forget_others(&self) {
        for folder in self.versions(|name| self.writes() && name != self.name) {
            // What cannot be deleted costs room, nothing else.
            let _ = remove_unused(&folder);
        }
    }

    fn versions(&self, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
        let entries = self.all.iter().filter_map(|all| fs::read_dir(all).ok()).flatten().flatten();
        let of_family = entries.filter(|entry| {
            let name = entry.file_name();
            name.to_str().is_some_and(|name| name.starts_with(&self.family) && wanted(name))
        });
        of_family.map(|entry| entry.path()).collect()
    }
}

/// The lock of the folder of all indexes, held until it is dropped.
fn lock(path: &Path) -> Result<File, CleanText> {
    let lock = lock::open(path).and_then(|lock| {
        lock::within(&lock, lock::PATIENCE)?;
        Ok(lock)
    });
    lock.map_err(|error| {
        let path = CleanText::path(path);
        CleanText::line(&format!(
            "The index cannot be written, because {path} cannot be locked: {error}"
        ))
    })
}

/// What became of indexes that were to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleared {
    /// There was none.
    Nothing,
    /// They are deleted.
    All,
    /// Some are in use, and are left.
    NotThoseInUse,
}

/// An open index with its files.
pub struct OpenIndex {
    /// The index.
    pub index: Arc<Index>,
    /// `None` if it lies in memory.
    files: Option<EngineFiles>,
}

impl OpenIndex {
    /// An empty one that lasts as long as the program.
    ///
    /// # Errors
    /// A sentence, in theory: nothing outside is touched.
    pub fn in_memory() -> Result<Self, CleanText> {
        let index = Index::in_memory().map_err(|error| CleanText::line(&error.to_string()))?;
        Ok(Self { index: Arc::new(index), files: None })
    }

    /// True if its files stand where they stood and were not written into.
    pub fn is_sound(&self) -> bool {
        let are_sound = |files: &EngineFiles| files.are_there() && files.are_unchanged();
        self.files.as_ref().is_none_or(are_sound)
    }
}

/// An index opened from its files, if they belong together.
fn opened(
    files: EngineFiles,
    open: impl FnOnce(EngineFiles) -> Result<Option<Index>, IndexError>,
) -> Result<Option<OpenIndex>, IndexError> {
    if !files.are_together() {
        return Err(IndexError::damaged());
    }
    let index = guarded(|| open(files.clone()))?;
    Ok(index.map(|index| OpenIndex { index: Arc::new(index), files: Some(files) }))
}

/// The path below a folder. Most are the folder's bytes, a slash and a name, which is quickly seen.
fn below<'a>(path: &'a Path, folder: &Path) -> Option<&'a Path> {
    let plain = || {
        let rest = path.as_os_str().as_bytes().strip_prefix(folder.as_os_str().as_bytes())?;
        let below = rest.strip_prefix(b"/")?;
        let is_plain = below.first().is_some_and(|first| !b"/.".contains(first));
        is_plain.then(|| Path::new(OsStr::from_bytes(below)))
    };
    plain().or_else(|| path.strip_prefix(folder).ok())
}

/// A library is known by the true paths of its folders, whatever they are called.
fn family(roots: &[PathBuf]) -> String {
    let mut paths = Fingerprint::default();
    for root in roots {
        let root = root.canonicalize().unwrap_or_else(|_| root.clone());
        paths = paths.then(root.as_os_str().as_bytes()).then(&[0]);
    }
    format!("{paths}-")
}

/// The engine may panic on damaged files; that is an error like another.
///
/// # Errors
/// What the work returns, or that it panicked.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, IndexError>) -> Result<T, IndexError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(IndexError::damaged()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::places::PlaceOptions;

    fn house() -> (tempfile::TempDir, Places, PathBuf) {
        let house = tempfile::tempdir().unwrap();
        let library = house.path().join("library");
        fs::create_dir(&library).unwrap();
        let places = Places::under(house.path(), PlaceOptions::default());
        (house, places, library)
    }

    #[test]
    fn an_index_is_known_by_its_library_its_version_and_its_names() {
        let (house, places, library) = house();
        let index_dir = IndexDir::of(&places, std::slice::from_ref(&library));
        std::os::unix::fs::symlink(&library, house.path().join("link")).unwrap();
        let same = IndexDir::of(&places, &[house.path().join("link")]);
        assert_eq!(index_dir.folder(), same.folder());
        assert!(index_dir.open().is_none() && !places.cache.exists());
        index_dir.open_or_create().unwrap();
        assert!(index_dir.open().is_some() && places.cache.join("index/CACHEDIR.TAG").is_file());
        fs::create_dir_all(places.names().parent().unwrap()).unwrap();
        fs::write(places.names(), "# mine").unwrap();
        let other = IndexDir::of(&places, &[library]);
        assert_ne!(other.folder(), index_dir.folder());
        other.open_or_create().unwrap();
        let used = index_dir.open();
        other.forget_others();
        assert!(other.open().is_some() && index_dir.open().is_some(), "it is in use");
        assert_eq!(other.clear().unwrap(), Cleared::NotThoseInUse);
        other.open_or_create().unwrap();
        drop(used);
        other.forget_others();
        assert!(other.open().is_some() && index_dir.open().is_none());
        assert_eq!(other.clear().unwrap(), Cleared::All);
        assert_eq!(other.clear().unwrap(), Cleared::Nothing);
    }

    #[test]
    fn instances_that_start_together_make_one_index() {
        for _ in 0..40 {
            let (_house, places, library) = house();
            let together = std::sync::Barrier::new(4);
            let start = &|after: u32| {
                let index_dir = IndexDir::of(&places, std::slice::from_ref(&library));
                together.wait();
                std::thread::sleep(std::time::Duration::from_micros(100) * after);
                index_dir.open_or_create().map(drop)
            };
            let made = std::thread::scope(|scope| {
                let threads: Vec<_> =
                    (0..4).map(|after| scope.spawn(move || start(after))).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
            });
            assert!(made.iter().all(Result::is_ok), "{made:?}");
            assert!(places.cache.join("index/CACHEDIR.TAG").is_file());
        }
    }

    #[test]
    fn a_damaged_index_is_made_anew() {
        let (_house, places, library) = house();
        let index_dir = IndexDir::of(&places, &[library]);
        index_dir.open_or_create().unwrap();
        fs::write(index_dir.folder().unwrap().join("meta.json"), "{").unwrap();
        assert!(index_dir.open().is_none());
        assert!(index_dir.open_or_create().unwrap().index.is_empty());
        assert!(index_dir.open().is_some());
    }

    #[test]
    fn an_index_that_cannot_be_read_just_now_stays() {
        let (_house, places, library) = house();
        let index_dir = IndexDir::of(&places, &[library]);
        index_dir.open_or_create().unwrap();
        let meta = index_dir.folder().unwrap().join("meta.json");
        let kept = fs::read(&meta).unwrap();
        // The system refuses to read it, as it does if too many files are open.
        fs::remove_file(&meta).unwrap();
        fs::create_dir(&meta).unwrap();
        assert!(index_dir.open_or_create().is_err());
        assert!(meta.is_dir(), "nothing was deleted");
        fs::remove_dir(&meta).unwrap();
        fs::write(&meta, kept).unwrap();
        assert!(index_dir.open_or_create().is_ok());
    }

    #[test]
    fn places_and_paths_lead_to_each_other() {
        let (_house, places, library) = house();
        let index_dir = IndexDir::of(&places, &["/a".into(), library.clone(), "/a/b".into()]);
        for path in ["/a/b/c.txt", "/a", "/a/.b/./c", "briefbook:samples/x.md"] {
            assert_eq!(index_dir.path(&index_dir.place(Path::new(path))), Path::new(path));
        }
        assert_eq!(index_dir.place(&library.join("x")), RootedPath { root: 1, below: "x".into() });
        assert_eq!(index_dir.place(Path::new("/a//x")), RootedPath { root: 0, below: "x".into() });
        assert_eq!(index_dir.place(Path::new("/ab/x")).root, NO_ROOT);
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let (house, places, _) = house();
        let file = house.path().join("one.txt");
        fs::write(&file, "x").unwrap();
        let index_dir = IndexDir::of(&places, &[file]);
        assert!(index_dir.folder().is_none() && index_dir.open_or_create().is_ok());
        assert!(!places.cache.exists());
    }
}
