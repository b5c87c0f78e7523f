//! What the folders of a library ask not to be listed: files of rules in them, written as `.gitignore`
//! is. They come from whoever made the folder, so they are opened as documents are: ordinary files
//! only, never waiting, bounded. Walks through nothing.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::files::open;
use crate::files::open::FileError;
use crate::text::CleanText;

/// The file in which a folder names what is not to be listed.
pub(super) const IGNORE_FILE: &str = ".briefbookignore";

/// Bytes of such a file at most.
const LARGEST: u64 = 256 * 1024;

/// Rules in force at one place at most.
const MOST_RULES: usize = 5_000;

/// Bytes of a rule at most.
const LONGEST_RULE: usize = 4_096;

/// Sentences about rules that are kept until they are fetched.
const MOST_TOLD: usize = 100;

/// The rules of a walk, folder by folder.
pub(super) struct Ignored {
    root: PathBuf,
    place: Mutex<Place>,
}

/// The rules at the place where the walk is.
#[derive(Default)]
struct Place {
    /// Those of the folders around it, the root first, and how many there are.
    folders: Vec<(Gitignore, usize)>,
    /// What is wrong with the rules, for a person.
    told: Vec<CleanText>,
}

impl Ignored {
    /// For a walk below `root`, which meets what is in a folder right after the folder.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), place: Mutex::default() }
    }

    /// True for what is not to be listed. `depth` is how many folders it is below the root's name.
    pub(super) fn names(&self, path: &Path, depth: usize, is_folder: bool) -> bool {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        if place.folders.is_empty() {
            place.enter(&self.root);
        }
        place.folders.truncate(depth);
        let rules = place.folders.iter().rev().map(|(rules, _)| rules.matched(path, is_folder));
        let said = rules.into_iter().find(|said| !said.is_none());
        let ignored = said.is_some_and(|said| said.is_ignore());
        if is_folder && !ignored {
            place.enter(path);
        }
        ignored
    }

    /// What is wrong with the rules that were read since the last time.
    pub(super) fn told(&self) -> Vec<CleanText> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut place.told)
    }
}

impl Place {
    /// Takes in the rules of a folder.
    fn enter(&mut self, folder: &Path) {
        let around: usize = self.folders.iter().map(|(_, count)| count).sum();
        let (rules, told) = read(folder, MOST_RULES.saturating_sub(around));
        let room = MOST_TOLD.saturating_sub(self.told.len());
        self.told.extend(told.into_iter().take(room));
        self.folders.push(rules);
    }
}

/// The rules of a folder, of which `most` are used, and what is wrong with them.
fn read(folder: &Path, most: usize) -> ((Gitignore, usize), Option<CleanText>) {
    let path = folder.join(IGNORE_FILE);
    let bytes = match open::read_all(&path, LARGEST, &AtomicBool::new(false)) {
        Ok(bytes) => bytes,
        Err(FileError::Missing(_)) => return ((Gitignore::empty(), 0), None),
        Err(error) => {
            let told = CleanText::line(&format!("{error}; nothing is left out by its rules"));
            return ((Gitignore::empty(), 0), Some(told));
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut builder = GitignoreBuilder::new(folder);
    let (mut count, mut bad, mut more) = (0, 0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if count >= most {
            more += 1;
        } else if line.len() > LONGEST_RULE || builder.add_line(None, line).is_err() {
            bad += 1;
        } else {
            count += 1;
        }
    }
    let Ok(rules) = builder.build() else {
        let told = format!("{}: its rules cannot be used together", CleanText::path(&path));
        return ((Gitignore::empty(), 0), Some(CleanText::line(&told)));
    };
    ((rules, count), complaint(&path, bad, more))
}

/// What is said of rules that are not used.
fn complaint(path: &Path, bad: usize, more: usize) -> Option<CleanText> {
    let bad = (bad > 0).then(|| format!("{bad} of its rules cannot be understood"));
    let more = (more > 0).then(|| {
        format!("{more} of its rules are not used: {MOST_RULES} at most are, with those around it")
    });
    let said: Vec<String> = bad.into_iter().chain(more).collect();
    let told = format!("{}: {}", CleanText::path(path), said.join("; "));
    (!said.is_empty()).then(|| CleanText::line(&told))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    fn told(make: impl Fn(&Path)) -> (bool, String) {
        let folder = tempfile::tempdir().unwrap();
        make(&folder.path().join(IGNORE_FILE));
        let ignored = Ignored::new(folder.path());
        let named = ignored.names(&folder.path().join("x7.txt"), 1, false);
        (named, ignored.told().iter().map(|told| told.as_str()).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn rules_come_from_ordinary_files_of_bounded_size_only() {
        let pipe = told(|path| {
            let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU);
            rustix::fs::mknodat(rustix::fs::CWD, path, kind, mode, 0).unwrap();
        });
        assert!(pipe.1.ends_with("is a FIFO, not a file; nothing is left out by its rules"));
        assert!(told(|path| symlink("/dev/zero", path).unwrap()).1.contains("is a device"));
        assert!(told(|path| fs::create_dir(path).unwrap()).1.contains("is a folder"));
        let sparse = told(|path| fs::File::create(path).unwrap().set_len(1 << 32).unwrap());
        assert!(sparse.1.contains("is larger than 262144 bytes"), "{sparse:?}");
        assert_eq!(told(|_| {}), (false, String::new()));
        assert_eq!(told(|path| fs::write(path, "# all\nx?.txt\n").unwrap()), (true, String::new()));
    }

    #[test]
    fn rules_beyond_the_most_and_rules_that_are_none_are_said() {
        let many: String = (0..6_000).map(|n| format!("x{n}.txt\n")).collect();
        let (named, told) = told(|path| fs::write(path, &many).unwrap());
        assert!(named && told.contains("1000 of its rules are not used"), "{told}");
        let (named, told) = self::told(|path| fs::write(path, "a{b\nx*\n").unwrap());
        assert!(named && told.ends_with("1 of its rules cannot be understood"), "{told}");
    }

    #[test]
    fn the_nearest_rules_hold_and_those_of_folders_left_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["a", "b"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        fs::write(root.join(IGNORE_FILE), "*.log\n/b/deep\n").unwrap();
        fs::write(root.join("a").join(IGNORE_FILE), "!kept.log\n*.txt\n").unwrap();
        let ignored = Ignored::new(root);
        let names =
            |path: &str, folder| ignored.names(&root.join(path), path.split('/').count(), folder);
        assert!(!names("a", true) && !names("a/kept.log", false));
        assert!(names("a/x.log", false) && names("a/x.txt", false));
        assert!(!names("b", true) && names("b/deep", true));
        assert!(!names("b/x.txt", false) && names("b/kept.log", false) && names("c.log", false));
    }
}
