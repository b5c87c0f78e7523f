//! Every document of the library by path and by id, with what sorting and filtering need worked
//! out in advance. Decides no order: see `arrangement.rs`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::entry::{Entry, EntryId};
use super::filter::Filter;
use super::prepared::Prepared;
use super::ranks::{KeyId, Ranks};
use super::twins::{Twins, TwinsId};

/// The documents of a library.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    slots: Vec<Option<Slot>>,
    by_path: HashMap<PathBuf, EntryId>,
    ranks: Ranks,
    twins: Twins,
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
    twins: Option<TwinsId>,
}

impl Catalogue {
    /// Takes entries in: new paths are added, known paths replaced under their old id and with
    /// their old read state. Returns the ids in the order of the entries.
    pub fn put(&mut self, entries: impl IntoIterator<Item = impl Into<Prepared>>) -> Vec<EntryId> {
        let ids = entries.into_iter().map(|entry| self.put_one(entry.into())).collect();
        self.ranks.settle();
        ids
    }

    /// Forgets entries; unknown ids do nothing.
    pub fn remove(&mut self, ids: &[EntryId]) {
        for id in ids {
            let slot = self.slots.get_mut(id.0 as usize).and_then(Option::take);
            if let Some(slot) = slot {
                self.leave(&slot);
                self.unread -= usize::from(slot.entry.unread);
                self.by_path.remove(&slot.entry.path);
            }
        }
    }

    /// Sets whether a document waits to be read, under all its paths. Returns the entries for which
    /// that changed anything.
    pub fn set_unread(&mut self, id: EntryId, unread: bool) -> Vec<EntryId> {
        let mut ids = self.paths_of(id);
        ids.retain(|id| self.set_one_unread(*id, unread));
        ids
    }

    /// The entries of the document of `id`, itself first: more than one if it has several paths.
    pub fn paths_of(&self, id: EntryId) -> Vec<EntryId> {
        let twins = self.slot(id).and_then(|slot| slot.twins);
        let others = twins.into_iter().flat_map(|twins| self.twins.of(twins));
        std::iter::once(id).chain(others.filter(|other| *other != id)).collect()
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

    /// The first of the other paths of a document, and how many others there are.
    pub fn further_paths(&self, id: EntryId) -> (Option<&Entry>, usize) {
        let twins = self.slot(id).and_then(|slot| self.twins(slot));
        let other = twins.and_then(|twins| self.twins.of(twins).find(|other| *other != id));
        let count = twins.map_or(0, |twins| self.twins.count(twins) - 1);
        (other.and_then(|other| self.get(other)), count)
    }

    /// How many documents there are: one that has several paths counts once.
    pub fn documents(&self) -> usize {
        self.len() - self.twins.further().0
    }

    /// How many documents wait to be read.
    pub fn unread(&self) -> usize {
        self.unread - self.twins.further().1
    }

    /// The document of an entry, if it has other paths too.
    pub(super) fn twins(&self, slot: &Slot) -> Option<TwinsId> {
        slot.twins.filter(|twins| self.twins.are(*twins))
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().flatten()
    }

    /// Entries from an id on, oldest first.
    pub(super) fn slots_from(&self, id: usize) -> impl Iterator<Item = &Slot> {
        self.slots.get(id..).unwrap_or_default().iter().flatten()
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

    fn put_one(&mut self, mut prepared: Prepared) -> EntryId {
        let id = match self.id_of(&prepared.path) {
            Some(id) => {
                let old = self.slots.get_mut(id.0 as usize).and_then(Option::take);
                if let Some(old) = old {
                    self.leave(&old);
                    prepared.set_unread(old.entry.unread);
                }
                id
            }
            None => {
                let id = EntryId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
                self.by_path.insert(prepared.path.clone(), id);
                self.unread += usize::from(prepared.unread);
                self.slots.push(None);
                id
            }
        };
        prepared.entry.id = id;
        let twins = self.twins.add(id, &prepared);
        let Prepared { entry, haystack, instant, title, source } = prepared;
        let title = self.ranks.intern(title);
        let source = source.map(|source| self.ranks.intern(source));
        if let Some(place) = self.slots.get_mut(id.0 as usize) {
            *place = Some(Slot { entry, haystack, instant, title, source, twins });
        }
        id
    }

    fn set_one_unread(&mut self, id: EntryId, unread: bool) -> bool {
        let slot = self.slots.get_mut(id.0 as usize).and_then(Option::as_mut);
        let Some(slot) = slot.filter(|slot| slot.entry.unread != unread) else {
            return false;
        };
        slot.entry.unread = unread;
        if let Some(twins) = slot.twins {
            self.twins.set_unread(twins, unread);
        }
        self.unread = self.unread.saturating_add_signed(if unread { 1 } else { -1 });
        true
    }

    fn leave(&mut self, slot: &Slot) {
        if let Some(twins) = slot.twins {
            self.twins.remove(twins, slot.entry.id, slot.entry.unread);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::Fingerprint;
    use crate::library::Status;
    use crate::text::Shown;

    fn found(path: &str) -> Entry {
        Entry::waiting(PathBuf::from(path), Shown::default())
    }

    #[test]
    fn a_path_keeps_its_id_and_its_read_state() {
        let mut catalogue = Catalogue::default();
        let ids = catalogue.put([found("a/x.txt"), found("a/y.txt")]);
        assert_eq!(catalogue.set_unread(ids[0], false), [ids[0]]);
        assert_eq!(catalogue.set_unread(ids[0], false), []);
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
    fn a_document_of_several_paths_counts_once_and_is_read_under_all() {
        let mut catalogue = Catalogue::default();
        let copy = |path: &str| Entry {
            bytes: 9,
            content: Some(Fingerprint::of(b"the same")),
            ..found(path)
        };
        let ids = catalogue.put([copy("a"), found("x"), copy("b"), copy("c")]);
        assert_eq!((catalogue.len(), catalogue.documents(), catalogue.unread()), (4, 2, 2));
        assert_eq!(catalogue.paths_of(ids[2]), [ids[2], ids[0], ids[3]]);
        assert_eq!(catalogue.paths_of(ids[1]), [ids[1]]);
        assert_eq!(catalogue.set_unread(ids[3], false).len(), 3);
        assert_eq!(catalogue.unread(), 1);
        catalogue.put([Entry { words: 5, ..copy("b") }]);
        catalogue.remove(&[ids[0]]);
        assert_eq!((catalogue.documents(), catalogue.unread()), (3, 1));
        assert_eq!(catalogue.paths_of(ids[3]), [ids[3]]);
    }

    #[test]
    fn a_document_is_called_by_its_name_until_its_title_is_known() {
        let entry = found("reports/a\u{1b}b.txt");
        assert_eq!(&*entry.title, "a\u{241b}b.txt");
        assert_eq!(entry.title, entry.name);
    }
}
