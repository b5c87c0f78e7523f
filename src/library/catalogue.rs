//! Every document of the library by path and by id, with what sorting and filtering need worked
//! out in advance. Decides no order: see `arrangement.rs`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::entry::{Entry, EntryId};
use super::filter::Filter;
use super::keys::{comparable, instant, natural};
use super::ranks::{KeyId, Ranks};

/// The documents of a library.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    slots: Vec<Option<Slot>>,
    by_path: HashMap<PathBuf, EntryId>,
    ranks: Ranks,
    unread: usize,
}

/// An entry and what it compares as.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) entry: Entry,
    pub(super) haystack: Box<str>,
    /// Its date as a number that grows with time.
    pub(super) instant: Option<u64>,
    title: KeyId,
    source: Option<KeyId>,
}

impl Catalogue {
    /// Takes entries in: new paths are added, known paths replaced under their old id and with
    /// their old read state. Returns the ids in the order of the entries.
    pub fn put(&mut self, entries: impl IntoIterator<Item = Entry>) -> Vec<EntryId> {
        let ids = entries.into_iter().map(|entry| self.put_one(entry)).collect();
        self.ranks.settle();
        ids
    }

    /// Forgets entries; unknown ids do nothing.
    pub fn remove(&mut self, ids: &[EntryId]) {
        for id in ids {
            let slot = self.slots.get_mut(id.0 as usize).and_then(Option::take);
            if let Some(slot) = slot {
                self.unread -= usize::from(slot.entry.unread);
                self.by_path.remove(&slot.entry.path);
            }
        }
    }

    /// Sets whether a document waits to be read. Returns whether that changed anything.
    pub fn set_unread(&mut self, id: EntryId, unread: bool) -> bool {
        let slot = self.slots.get_mut(id.0 as usize).and_then(Option::as_mut);
        let Some(slot) = slot.filter(|slot| slot.entry.unread != unread) else {
            return false;
        };
        slot.entry.unread = unread;
        self.unread = self.unread.saturating_add_signed(if unread { 1 } else { -1 });
        true
    }

    /// The entry called `id`.
    pub fn get(&self, id: EntryId) -> Option<&Entry> {
        self.slot(id).map(|slot| &slot.entry)
    }

    /// The entry of a file.
    pub fn id_of(&self, path: &Path) -> Option<EntryId> {
        self.by_path.get(path).copied()
    }

    /// True if an entry passes a filter.
    pub fn passes(&self, id: EntryId, filter: &Filter) -> bool {
        self.slot(id)
            .is_some_and(|slot| filter.passes(&slot.entry, &slot.haystack, slot.entry.unread))
    }

    /// All entries, oldest id first.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.slots().map(|slot| &slot.entry)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// How many entries wait to be read.
    pub fn unread(&self) -> usize {
        self.unread
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().flatten()
    }

    pub(super) fn slot(&self, id: EntryId) -> Option<&Slot> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    /// The place of an entry's title among all titles.
    pub(super) fn title_rank(&self, slot: &Slot) -> u32 {
        self.ranks.rank(slot.title)
    }

    /// The place of an entry's source among all sources; `None` if it has none.
    pub(super) fn source_rank(&self, slot: &Slot) -> Option<u32> {
        slot.source.map(|source| self.ranks.rank(source))
    }

    fn put_one(&mut self, mut entry: Entry) -> EntryId {
        match self.id_of(&entry.path) {
            Some(id) => {
                entry.id = id;
                entry.unread = self.get(id).map_or(entry.unread, |old| old.unread);
            }
            None => {
                entry.id = EntryId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
                self.by_path.insert(entry.path.clone(), entry.id);
                self.unread += usize::from(entry.unread);
                self.slots.push(None);
            }
        }
        let id = entry.id;
        let slot = Slot {
            haystack: haystack(&entry),
            instant: entry.date.map(instant),
            title: self.ranks.intern(natural(&entry.title)),
            source: entry.source.as_ref().map(|source| self.ranks.intern(natural(source))),
            entry,
        };
        if let Some(place) = self.slots.get_mut(id.0 as usize) {
            *place = Some(slot);
        }
        id
    }
}

/// The words of an entry that filters look at, a line each.
fn haystack(entry: &Entry) -> Box<str> {
    let source = entry.source.as_deref().unwrap_or_default();
    let mut haystack = String::new();
    for words in [&entry.title, source, &entry.folder, &entry.name] {
        haystack.extend(comparable(words));
        haystack.push('\n');
    }
    haystack.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Status;
    use crate::text::Shown;

    fn found(path: &str) -> Entry {
        Entry::waiting(PathBuf::from(path), Shown::default())
    }

    #[test]
    fn a_path_keeps_its_id_and_its_read_state() {
        let mut catalogue = Catalogue::default();
        let ids = catalogue.put([found("a/x.txt"), found("a/y.txt")]);
        assert!(catalogue.set_unread(ids[0], false));
        assert!(!catalogue.set_unread(ids[0], false));
        let read = Entry { status: Status::Ready, words: 12, ..found("a/x.txt") };
        assert_eq!(catalogue.put([read]), [ids[0]]);
        let entry = catalogue.get(ids[0]).unwrap();
        assert_eq!((entry.words, entry.unread), (12, false));
        assert_eq!((catalogue.len(), catalogue.unread()), (2, 1));
    }

    #[test]
    fn what_is_removed_is_gone_and_its_id_is_not_used_again() {
        let mut catalogue = Catalogue::default();
        let ids = catalogue.put([found("x"), found("y")]);
        catalogue.remove(&[ids[0], ids[0]]);
        assert_eq!((catalogue.len(), catalogue.unread()), (1, 1));
        assert_eq!(catalogue.get(ids[0]), None);
        let again = catalogue.put([found("x")]);
        assert_ne!(again[0], ids[0]);
        assert_eq!(catalogue.id_of(Path::new("x")), Some(again[0]));
    }

    #[test]
    fn a_document_is_called_by_its_name_until_its_title_is_known() {
        let entry = found("reports/a\u{1b}b.txt");
        assert_eq!(&*entry.title, "a\u{241b}b.txt");
        assert_eq!(entry.title, entry.name);
    }
}
