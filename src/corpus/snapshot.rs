//! Which files the list was told of, folder by folder, with size and time of each: what a folder that
//! is looked at again is compared with. Knows nothing of what is in the files.

use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::walk::{FoundFile, Met};
use crate::bookmarks::Fingerprint;

/// Size, and what else tells one state of a file from another.
pub type State = (u64, Fingerprint);

/// Files and folders of a library.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// By the path of their folder, byte for byte.
    folders: HashMap<OsString, Vec<(Box<OsStr>, State)>>,
    /// True if some file or folder can be reached by several names: then no folder can be looked at
    /// without the others.
    linked: bool,
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
            let entry = (name.into(), (file.bytes, file.state));
            match self.folders.get_mut(folder) {
                Some(files) => files.push(entry),
                None => _ = self.folders.insert(folder.to_owned(), vec![entry]),
            }
        }
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
            let gone = files.iter().filter(|(name, _)| !there.contains_key(&**name));
            missing.extend(gone.map(|(name, _)| Path::new(folder).join(&**name)));
        }
        missing
    }

    /// Files that `before` had not, or in another state.
    pub fn changed_since(&self, before: &Self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for (folder, files) in &self.folders {
            let known = before.names(folder);
            let other = |(name, state): &&(Box<OsStr>, State)| known.get(&**name) != Some(state);
            changed.extend(
                files.iter().filter(other).map(|(name, _)| Path::new(folder).join(&**name)),
            );
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
            let state = known.get(name);
            if state != Some(&(file.bytes, file.state)) {
                difference.stale.push((file.clone(), state.is_some()));
            }
        }
        for (folder, names) in &now {
            let known = self.folders.get(*folder).into_iter().flatten();
            let gone = known.filter(|(name, _)| !names.contains(&**name));
            difference.gone.extend(gone.map(|(name, _)| Path::new(folder).join(&**name)));
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
            self.folders.insert(folder.as_os_str().to_owned(), Vec::new());
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
                difference
                    .gone
                    .extend(files.iter().map(|(name, _)| Path::new(folder).join(&**name)));
            }
        }
    }

    fn names(&self, folder: &OsStr) -> HashMap<&OsStr, State> {
        let files = self.folders.get(folder).into_iter().flatten();
        files.map(|(name, state)| (&**name, *state)).collect()
    }
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
    fn what_an_earlier_walk_met_and_a_later_one_did_not_is_missing() {
        let (mut before, mut after) = (Snapshot::default(), Snapshot::default());
        before.take(&met(&[("r/a", 1), ("r/b", 1), ("s/c", 1)], &["r", "s"]));
        after.take(&met(&[("r/a", 9)], &["r"]));
        assert_eq!(names(&before.missing_in(&after)), ["r/b", "s/c"]);
        assert_eq!(names(&after.changed_since(&before)), ["r/a"]);
    }
}
