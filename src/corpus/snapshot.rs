//! Which files the list was told of, folder by folder, with size and time of each: what a folder that
//! is looked at again is compared with. Knows nothing of what is in the files.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::walk::{FoundFile, Met};
use crate::bookmarks::Fingerprint;

/// What tells one state of a file from another: its size and all the rest.
type State = Fingerprint;

/// Files and folders of a library.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// By the path of their folder, byte for byte.
    folders: HashMap<OsString, Files>,
    /// True if some file or folder can be reached by several names: then no folder can be looked at
    /// without the others.
    linked: bool,
}

/// The files of a folder: their names in one run of bytes, because a library may have a million.
#[derive(Clone, Debug, Default)]
struct Files {
    names: Vec<u8>,
    /// Where in `names` each ends, and its state.
    ends: Vec<u32>,
    states: Vec<State>,
}

impl Files {
    /// Notes a file. Names beyond four gigabytes are not told apart, so these are new at every look.
    fn push(&mut self, name: &OsStr, state: State) {
        self.names.extend_from_slice(name.as_bytes());
        self.ends.push(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.states.push(state);
    }

    /// Names and states.
    fn iter(&self) -> impl Iterator<Item = (&OsStr, State)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(&self.ends).map(|(start, end)| start as usize..*end as usize);
        let names = spans.map(|span| self.names.get(span).unwrap_or_default());
        names.map(OsStr::from_bytes).zip(self.states.iter().copied())
    }

    /// Gives back memory that is held for more.
    fn shrink(&mut self) {
        self.names.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.states.shrink_to_fit();
    }
}

/// What became of files since.
#[derive(Debug, Default)]
pub struct Difference {
    /// Files that are new or have changed, with true for those that were known.
    pub stale: Vec<(FoundFile, bool)>,
    /// Files that are gone.
    pub gone: Vec<PathBuf>,
    /// Folders that are gone.
    folders: Vec<OsString>,
}

impl Snapshot {
    /// Notes what a walk met.
    pub fn take(&mut self, met: &Met) {
        for folder in &met.folders {
            self.folders.entry(folder.as_os_str().to_owned()).or_default();
        }
        for file in &met.files {
            self.linked |= file.linked;
            let (folder, name) = split(&file.path);
            match self.folders.get_mut(folder) {
                Some(files) => files.push(name, state(file)),
                None => {
                    self.folders.entry(folder.to_owned()).or_default().push(name, state(file));
                }
            }
        }
    }

    /// Gives back memory that is held for more, once a walk has ended.
    pub fn shrink(&mut self) {
        self.folders.values_mut().for_each(Files::shrink);
    }

    /// Notes that something can be reached by several names.
    pub fn note_links(&mut self) {
        self.linked = true;
    }

    /// True if something can be reached by several names.
    pub fn is_linked(&self) -> bool {
        self.linked
    }

    /// True if a folder is known.
    pub fn has(&self, folder: &Path) -> bool {
        self.folders.contains_key(folder.as_os_str())
    }

    /// The folders.
    pub fn folders(&self) -> impl Iterator<Item = PathBuf> {
        self.folders.keys().map(PathBuf::from)
    }

    /// Files that are here and not in `later`.
    pub fn missing_in(&self, later: &Self) -> Vec<PathBuf> {
        let mut missing = Vec::new();
        for (folder, files) in &self.folders {
            let there = later.names(folder);
            let gone = files.iter().filter(|(name, _)| !there.contains_key(name));
            missing.extend(gone.map(|(name, _)| Path::new(folder).join(name)));
        }
        missing
    }

    /// Files that `before` had not, or in another state.
    pub fn changed_since(&self, before: &Self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (folder, files) in &self.folders {
            let known = before.names(folder);
            let other = files.iter().filter(|(name, state)| known.get(name) != Some(state));
            changed.extend(other.map(|(name, _)| Path::new(folder).join(name)));
        }
        changed
    }

    /// Compares folders that were looked at again with what is known. `met` are the files found in
    /// them, `folders` all folders that were met in them.
    pub fn compare(&self, met: &Met, folders: &HashSet<OsString>) -> Difference {
        let mut difference = Difference::default();
        let mut now: HashMap<&OsStr, HashSet<&OsStr>> = HashMap::new();
        for folder in &met.folders {
            now.entry(folder.as_os_str()).or_default();
        }
        let mut known: HashMap<&OsStr, HashMap<&OsStr, State>> = HashMap::new();
        for file in &met.files {
            let (folder, name) = split(&file.path);
            now.entry(folder).or_default().insert(name);
            let known = known.entry(folder).or_insert_with(|| self.names(folder));
            let before = known.get(name);
            if before != Some(&state(file)) {
                difference.stale.push((file.clone(), before.is_some()));
            }
        }
        for (folder, names) in &now {
            let known = self.folders.get(*folder).into_iter().flat_map(Files::iter);
            let gone = known.filter(|(name, _)| !names.contains(name));
            difference.gone.extend(gone.map(|(name, _)| Path::new(folder).join(name)));
        }
        self.compare_folders(|folder| now.contains_key(folder), folders, &mut difference);
        difference
    }

    /// Takes over what `compare` found.
    pub fn update(&mut self, met: &Met, difference: &Difference) {
        for folder in &difference.folders {
            self.folders.remove(folder);
        }
        for folder in &met.folders {
            self.folders.insert(folder.as_os_str().to_owned(), Files::default());
        }
        self.take(met);
    }

    /// Folders that stood in one that was looked at, and were not met there, are gone with all that
    /// was in them.
    fn compare_folders(
        &self,
        looked: impl Fn(&OsStr) -> bool,
        met: &HashSet<OsString>,
        difference: &mut Difference,
    ) {
        let is_gone = |folder: &OsStr| {
            let above = Path::new(folder).parent().map(Path::as_os_str);
            above.is_some_and(&looked) && !met.contains(folder)
        };
        let tops: HashSet<&OsStr> =
            self.folders.keys().map(OsString::as_os_str).filter(|f| is_gone(f)).collect();
        if tops.is_empty() {
            return;
        }
        for (folder, files) in &self.folders {
            if Path::new(folder).ancestors().any(|above| tops.contains(above.as_os_str())) {
                difference.folders.push(folder.clone());
                difference.gone.extend(files.iter().map(|(name, _)| Path::new(folder).join(name)));
            }
        }
    }

    fn names(&self, folder: &OsStr) -> HashMap<&OsStr, State> {
        self.folders.get(folder).into_iter().flat_map(Files::iter).collect()
    }
}

fn state(file: &FoundFile) -> State {
    file.state.then(&file.bytes.to_le_bytes())
}

/// A path as its folder and its name there.
fn split(path: &Path) -> (&OsStr, &OsStr) {
    let folder = path.parent().unwrap_or(Path::new(""));
    (folder.as_os_str(), path.file_name().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(files: &[(&str, i64)], folders: &[&str]) -> Met {
        let file = |(path, modified): &(&str, i64)| FoundFile {
            path: path.into(),
            root: 0,
            bytes: 1,
            modified: *modified,
            state: Fingerprint::of(&modified.to_le_bytes()),
            identity: (0, 0),
            linked: false,
        };
        Met {
            files: files.iter().map(file).collect(),
            folders: folders.iter().map(PathBuf::from).collect(),
        }
    }

    fn names(paths: &[PathBuf]) -> Vec<&str> {
        let mut names: Vec<&str> = paths.iter().filter_map(|path| path.to_str()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn a_folder_that_is_looked_at_again_tells_what_is_new_changed_and_gone() {
        let mut snapshot = Snapshot::default();
        let files =
            [("r/a", 1), ("r/b", 1), ("r/c", 1), ("r/d/e", 1), ("r/d/f/g", 1), ("r/h/i", 1)];
        snapshot.take(&met(&files, &["r", "r/d", "r/d/f", "r/h"]));
        let again = met(&[("r/a", 1), ("r/b", 2), ("r/n", 1)], &["r"]);
        let folders = ["r", "r/h"].map(OsString::from).into();
        let difference = snapshot.compare(&again, &folders);
        let stale: Vec<_> =
            difference.stale.iter().map(|(f, known)| (f.path.to_str().unwrap(), *known)).collect();
        assert_eq!(stale, [("r/b", true), ("r/n", false)]);
        assert_eq!(names(&difference.gone), ["r/c", "r/d/e", "r/d/f/g"]);
        snapshot.update(&again, &difference);
        let nothing = snapshot.compare(&again, &folders);
        assert_eq!((nothing.stale.len(), nothing.gone.len()), (0, 0));
        assert!(!snapshot.has(Path::new("r/d/f")) && snapshot.has(Path::new("r/h")));
    }

    #[test]
    fn a_file_takes_its_name_and_a_few_bytes() {
        let mut snapshot = Snapshot::default();
        let names: Vec<String> = (0..1_000).map(|number| format!("r/{number:050}")).collect();
        let files: Vec<(&str, i64)> = names.iter().map(|name| (name.as_str(), 1)).collect();
        snapshot.take(&met(&files, &["r"]));
        snapshot.shrink();
        let Files { names, ends, states } = &snapshot.folders[OsStr::new("r")];
        let bytes = names.capacity() + 4 * ends.capacity() + 8 * states.capacity();
        assert!(bytes <= 64 * files.len(), "{bytes}");
    }

    #[test]
    fn what_an_earlier_walk_met_and_a_later_one_did_not_is_missing() {
        let (mut before, mut after) = (Snapshot::default(), Snapshot::default());
        before.take(&met(&[("r/a", 1), ("r/b", 1), ("s/c", 1)], &["r", "s"]));
        after.take(&met(&[("r/a", 9)], &["r"]));
        assert_eq!(names(&before.missing_in(&after)), ["r/b", "s/c"]);
        assert_eq!(names(&after.changed_since(&before)), ["r/a"]);
    }
}
