//! Finds out which of some files are versions, by their words, of files that were remembered and are gone.
//! Changes nothing of what is remembered.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::memory::Memory;
use crate::bookmarks::{Digest, Sketch};
use crate::reading::documents::Documents;

/// How much a file that has the name of the lost one, in another folder, must have in common with it.
const LIKE_BY_NAME: f32 = 0.25;

/// Bytes of a file that is read for it, and of all of them.
const LARGEST: (u64, u64) = (4 << 20, 32 << 20);

/// Which of the `new` files were `lost` ones, each with the name it is remembered under: by their bytes,
/// of whatever file they were, and then by their words.
pub fn renamed(
    memory: &Memory,
    (lost, new): (&[PathBuf], &[PathBuf]),
    documents: &Documents,
) -> Vec<(PathBuf, PathBuf)> {
    // A file of another library is not in the list, and is not lost.
    let gone = lost.iter().filter(|path| path.symlink_metadata().is_err());
    let sketch = |path: &PathBuf| Some((path.clone(), memory.document(path).sketch?));
    let mut gone: Vec<(PathBuf, Sketch)> = gone.filter_map(sketch).collect();
    let (mut renamed, mut left) = (by_content(memory, new, documents), LARGEST.1);
    gone.retain(|(old, _)| renamed.iter().all(|(_, known)| known != old));
    let rest: Vec<&PathBuf> =
        new.iter().filter(|path| renamed.iter().all(|(known, _)| known != *path)).collect();
    for path in rest {
        let size = fs::metadata(path).map_or(u64::MAX, |about| about.len());
        if gone.is_empty() || size > LARGEST.0.min(left) {
            continue;
        }
        left -= size;
        let Ok(document) = documents.whole(path) else { continue };
        let sketch = Sketch::of(document.text());
        let like = |(old, words): &(PathBuf, Sketch)| {
            let likeness = sketch.likeness(words);
            let least = if has_name_of(path, old) { LIKE_BY_NAME } else { Sketch::VERSION };
            (likeness >= least).then_some(likeness)
        };
        let likest = gone.iter().enumerate().filter_map(|(at, old)| Some((at, like(old)?)));
        if let Some((at, _)) = likest.max_by(|(_, a), (_, b)| a.total_cmp(b)) {
            renamed.push((path.clone(), gone.swap_remove(at).0));
        }
    }
    renamed
}

/// Those with the bytes of a file that is remembered. A new file that was opened meanwhile may be
/// remembered already under its own name, which tells nothing.
fn by_content(memory: &Memory, new: &[PathBuf], documents: &Documents) -> Vec<(PathBuf, PathBuf)> {
    let others = memory.documents().filter(|(path, _)| !new.contains(path));
    let contents = others.filter_map(|(path, record)| Some((record.content?, path)));
    let contents: HashMap<Digest, PathBuf> = contents.collect();
    let is_small = |path: &Path| path.metadata().is_ok_and(|about| about.len() <= LARGEST.1);
    let known = |path: &PathBuf| {
        let digest = documents.digest(path).ok()?;
        Some((path.clone(), contents.get(&digest)?.clone()))
    };
    let new = new.iter().filter(|path| is_small(path));
    if contents.is_empty() { Vec::new() } else { new.filter_map(known).collect() }
}

fn has_name_of(path: &Path, other: &Path) -> bool {
    path.file_name().is_some() && path.file_name() == other.file_name()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::places::{PlaceOptions, Places};
    use crate::reading::in_memory::InMemory;
    use crate::reading::parse_cache::Parsed;
    use crate::sandbox::Sandbox;
    use crate::userdata::memory::ReadingRecord;

    fn text(about: &str) -> String {
        (0..40).map(|n| format!("Sentence {n} about {about} tells of {about}{n}.\n\n")).collect()
    }

    #[test]
    fn a_file_is_known_by_its_words_and_one_that_is_there_still_is_not_lost() {
        let root = tempfile::tempdir().unwrap();
        let mut memory = Memory::open(&Places::under(root.path(), PlaceOptions::default())).0;
        let path = |name: &str| root.path().join(name);
        let mut remember = |name: &str, about: &str| {
            let sketch = Some(Sketch::of(&text(about)));
            memory
                .remember(&path(name), ReadingRecord { sketch, ..ReadingRecord::default() })
                .unwrap();
            path(name)
        };
        let lost = [remember("ships.txt", "ships"), remember("here.txt", "trains")];
        fs::write(path("here.txt"), text("trains")).unwrap();
        let edited =
            format!("A new beginning.\n\n{}", text("ships").replace("Sentence 7 ", "Seven "));
        fs::write(path("vessels.txt"), edited).unwrap();
        fs::write(path("copy.txt"), text("trains")).unwrap();
        fs::write(path("other.txt"), text("planes")).unwrap();
        let new = ["other.txt", "copy.txt", "vessels.txt"].map(path);
        let sandbox = Sandbox::new("/nowhere".into());
        let documents = Documents::new(InMemory::default(), sandbox, Parsed::default());
        let found = renamed(&memory, (&lost, &new), &documents);
        assert_eq!(found, [(path("vessels.txt"), path("ships.txt"))]);
        let content = documents.digest(&new[2]).ok();
        memory.remember(&new[2], ReadingRecord { content, ..ReadingRecord::default() }).unwrap();
        let found = renamed(&memory, (&lost, &new), &documents);
        assert_eq!(found, [(path("vessels.txt"), path("ships.txt"))], "though it was opened");
    }
}
