//! Which folders are to be looked at again, and what a walk does about each folder it meets so that
//! it reaches these and no others. Looks at no folder itself.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::snapshot::Snapshot;
use super::walk::{Choice, Enter};

/// Folders that are looked at by themselves; if there are more, everything is looked at.
const MOST: usize = 4_096;

/// What is to be looked at again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirtyFolders {
    /// Folders whose files and new folders are.
    pub folders: HashSet<OsString>,
    /// Folders that are with everything below.
    pub whole: HashSet<OsString>,
    /// True if everything is.
    pub everything: bool,
}

impl DirtyFolders {
    /// All of the library.
    pub fn everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// True if nothing is to be looked at.
    pub fn is_empty(&self) -> bool {
        self.folders.is_empty() && self.whole.is_empty() && !self.everything
    }

    /// Adds to it.
    pub fn add(&mut self, other: Self) {
        self.everything |= other.everything;
        self.folders.extend(other.folders);
        self.whole.extend(other.whole);
        if self.everything || self.folders.len() + self.whole.len() > MOST {
            *self = Self::everything();
        }
    }

    /// How a walk reaches these folders, and those that `known` does not have; the folders that it
    /// meets are noted.
    pub fn choice(self, known: Arc<Snapshot>) -> (Choice, Arc<Mutex<HashSet<OsString>>>) {
        let asked = self.folders.iter().chain(&self.whole);
        let above = asked.flat_map(|folder| Path::new(folder).ancestors().skip(1));
        let way: HashSet<OsString> = above.map(|above| above.as_os_str().to_owned()).collect();
        let met: Arc<Mutex<HashSet<OsString>>> = Arc::default();
        let noted = Arc::clone(&met);
        let choice = move |folder: &Path| {
            noted
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(folder.as_os_str().to_owned());
            let in_whole = || folder.ancestors().any(|f| self.whole.contains(f.as_os_str()));
            if self.folders.contains(folder.as_os_str()) || !known.has(folder) || in_whole() {
                return Enter::Yes;
            }
            if way.contains(folder.as_os_str()) { Enter::Through } else { Enter::No }
        };
        (Arc::new(choice), met)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::corpus::walk::Met;

    #[test]
    fn a_walk_reaches_what_was_stirred_and_what_is_new_and_nothing_else() {
        let mut known = Snapshot::default();
        let folders = ["r", "r/a", "r/a/b", "r/c", "r/c/d", "r/e"].map(PathBuf::from).to_vec();
        known.take(&Met { folders, files: Vec::new() });
        let dirty = DirtyFolders {
            folders: [OsString::from("r/a/b")].into(),
            whole: [OsString::from("r/c")].into(),
            everything: false,
        };
        let (choice, met) = dirty.choice(Arc::new(known));
        let enter = |folder: &str| choice(Path::new(folder));
        assert_eq!([enter("r"), enter("r/a")], [Enter::Through; 2]);
        assert_eq!([enter("r/a/b"), enter("r/c"), enter("r/c/d"), enter("r/new")], [Enter::Yes; 4]);
        assert_eq!(enter("r/e"), Enter::No);
        assert_eq!(met.lock().unwrap().len(), 7);
    }

    #[test]
    fn too_many_folders_are_everything() {
        let mut dirty = DirtyFolders::default();
        for number in 0..=MOST {
            let folders = [OsString::from(format!("r/{number}"))].into();
            dirty.add(DirtyFolders { folders, ..DirtyFolders::default() });
        }
        assert_eq!(dirty, DirtyFolders::everything());
    }
}
