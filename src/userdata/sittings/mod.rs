//! What is remembered of the sittings with a library: one file for each set of folders, replaced when a
//! sitting ends as the user wants it. One that is killed leaves the file of before. What is in it: `record`.

mod key_table;
mod record;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use key_table::SittingNumber;
pub use record::{SittingRecord, SittingRecorder};

use record::{LARGEST, NoRecord};

use super::lines::{Durability, LineFile};
use crate::files::clock;
use crate::files::places::Places;
use crate::text::CleanText;

/// Libraries that are remembered; of more, those with which nobody sat for longest are forgotten.
const MOST_LIBRARIES: usize = 64;

/// How the files end.
const ENDING: &str = "sittings";

/// Where the sittings with one library are remembered.
#[derive(Clone, Debug)]
pub struct SittingStore {
    file: LineFile,
    folder: PathBuf,
    writable: bool,
}

impl SittingStore {
    /// Those with the library of this key.
    pub fn of(places: &Places, library: &str) -> Self {
        let folder = places.data.join("sittings");
        let path = folder.join(library).with_extension(ENDING);
        let file = LineFile::new(path, Durability::Synced, LARGEST as u64 + (1 << 20));
        Self { file, folder, writable: places.writable() }
    }

    /// What is remembered; and a sentence, if that cannot be used. What is damaged is set aside.
    pub fn read(&self) -> (Option<SittingRecord>, Option<CleanText>) {
        match self.look() {
            Ok(record) => (record, None),
            Err(Unread::Damaged) => (None, Some(self.set_aside())),
            Err(why) => (None, Some(why.said(self.file.path()))),
        }
    }

    /// Puts what is remembered now in the place of what was, unless `next` gives nothing. What others
    /// kept meanwhile is handed to it.
    ///
    /// # Errors
    /// A sentence; what was remembered before is as it was.
    pub fn keep(
        &self,
        next: impl FnOnce(Option<&SittingRecord>) -> Option<SittingRecord>,
    ) -> Result<(), CleanText> {
        if !self.writable {
            return Ok(());
        }
        let failed = |error: io::Error| Unread::Failed(error).said(self.file.path());
        let busy = || io::Error::new(io::ErrorKind::TimedOut, "another program holds its lock");
        let lock = self.file.lock().and_then(|lock| lock.ok_or_else(busy)).map_err(failed)?;
        self.file.sweep(&lock);
        let before = match self.look() {
            Ok(before) => before,
            Err(Unread::Damaged) => None,
            Err(why) => return Err(why.said(self.file.path())),
        };
        let Some(record) = next(before.as_ref()) else { return Ok(()) };
        self.file.replace(&record.to_bytes(), &lock).map_err(failed)?;
        self.forget_oldest();
        Ok(())
    }

    fn look(&self) -> Result<Option<SittingRecord>, Unread> {
        let Some(bytes) = self.file.read().map_err(Unread::Failed)? else { return Ok(None) };
        SittingRecord::from_bytes(&bytes).map(Some).map_err(|why| match why {
            NoRecord::Newer => Unread::Newer,
            NoRecord::Damaged => Unread::Damaged,
        })
    }

    /// Moves the damaged file aside, if it is damaged still, and says so.
    fn set_aside(&self) -> CleanText {
        let name = CleanText::path(self.file.path());
        let moved = || -> io::Result<()> {
            let lock = self.file.lock()?;
            let is_damaged = lock.is_some() && matches!(self.look(), Err(Unread::Damaged));
            if is_damaged { self.file.move_aside(clock::now()) } else { Ok(()) }
        };
        let what = match self.writable.then(moved) {
            Some(Ok(())) => "it was set aside",
            _ => "it stays where it is",
        };
        CleanText::line(&format!(
            "What was there at the end of the last sitting is damaged, so that nothing can be called new: {name}; {what}."
        ))
    }

    /// Removes the files of libraries with which nobody sat for longest.
    fn forget_oldest(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let own = entries.filter_map(|entry| {
            let is_own = entry.path().extension().is_some_and(|ending| ending == ENDING);
            let changed = entry.metadata().ok()?.modified().ok()?;
            is_own.then(|| (changed, entry.path()))
        });
        let mut own: Vec<_> = own.collect();
        own.sort_unstable();
        for (_, path) in own.iter().take(own.len().saturating_sub(MOST_LIBRARIES)) {
            // What cannot be removed costs room, nothing else. The lock stays: another program may hold it.
            let _ = fs::remove_file(path);
        }
    }
}

/// Why what is remembered cannot be read.
enum Unread {
    Newer,
    Damaged,
    Failed(io::Error),
}

impl Unread {
    fn said(&self, path: &Path) -> CleanText {
        let path = CleanText::path(path);
        CleanText::line(&match self {
            Self::Newer => format!("What is new cannot be told: a newer briefbook wrote {path}."),
            Self::Damaged => format!("What is new cannot be told: {path} is damaged."),
            Self::Failed(error) => format!("What is new cannot be told: {path}: {error}."),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Class;
    use crate::files::places::PlaceOptions;

    fn house() -> (tempfile::TempDir, Places) {
        let house = tempfile::tempdir().unwrap();
        let places = Places::under(house.path(), PlaceOptions::default());
        (house, places)
    }

    fn named(name: &str, before: Option<&SittingRecord>) -> Option<SittingRecord> {
        let mut recorder = SittingRecorder::default();
        recorder.name(Class::Actor, name);
        Some(recorder.finish(before, clock::now(), false))
    }

    fn knows(record: Option<&SittingRecord>, name: &str) -> bool {
        record.is_some_and(|record| record.named(Class::Actor, name, SittingNumber::MAX))
    }

    #[test]
    fn what_two_instances_remember_is_joined_and_libraries_are_apart() {
        let (_house, places) = house();
        let [one, other] = ["a", "a"].map(|library| SittingStore::of(&places, library));
        assert!(one.read().0.is_none() && !places.data.exists(), "to look writes nothing");
        one.keep(|before| named("ann", before)).unwrap();
        other.keep(|before| named("bo", before)).unwrap();
        let (record, problem) = one.read();
        assert!(problem.is_none());
        assert!(knows(record.as_ref(), "ann") && knows(record.as_ref(), "bo"));
        assert!(SittingStore::of(&places, "b").read().0.is_none());
        one.keep(|_| None).unwrap();
        assert_eq!(one.read().0, record, "what gives nothing changes nothing");
    }

    #[test]
    fn what_is_damaged_is_set_aside_once_and_said() {
        let (_house, places) = house();
        let store = SittingStore::of(&places, "a");
        store.keep(|before| named("ann", before)).unwrap();
        fs::write(store.file.path(), "briefbook sittings 1\nhalf").unwrap();
        let (record, problem) = store.read();
        assert!(record.is_none() && problem.unwrap().contains("set aside"));
        assert_eq!(store.file.damaged_files().len(), 1);
        assert!(matches!(store.read(), (None, None)));
        store.keep(|before| named("bo", before)).unwrap();
        assert!(knows(store.read().0.as_ref(), "bo"));
    }

    #[test]
    fn what_a_newer_version_wrote_stays() {
        let (_house, places) = house();
        let store = SittingStore::of(&places, "a");
        store.keep(|before| named("ann", before)).unwrap();
        let newer = "briefbook sittings 2\nmore";
        fs::write(store.file.path(), newer).unwrap();
        assert!(store.read().1.unwrap().contains("newer"));
        assert!(store.keep(|before| named("bo", before)).is_err());
        assert_eq!(fs::read_to_string(store.file.path()).unwrap(), newer);
    }

    #[test]
    fn libraries_beyond_the_bound_are_forgotten() {
        let (_house, places) = house();
        for number in 0..MOST_LIBRARIES + 3 {
            let store = SittingStore::of(&places, &number.to_string());
            store.keep(|before| named("ann", before)).unwrap();
        }
        let left = fs::read_dir(places.data.join("sittings")).unwrap().flatten();
        let left = left.filter(|entry| entry.path().extension().is_some_and(|e| e == ENDING));
        assert_eq!(left.count(), MOST_LIBRARIES);
    }

    #[test]
    fn where_nothing_may_be_written_nothing_is() {
        let house = tempfile::tempdir().unwrap();
        let options = PlaceOptions { no_write: true, ..PlaceOptions::default() };
        let places = Places::under(house.path(), options);
        SittingStore::of(&places, "a").keep(|before| named("ann", before)).unwrap();
        assert!(!places.data.exists());
    }
}
