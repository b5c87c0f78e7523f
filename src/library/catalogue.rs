//! Every document of the library by path and by id, with what sorting and filtering need worked
//! out in advance. Decides no order: see `arrangement.rs`.

use std::path::Path;

use super::duplicates::{Duplicates, DuplicatesId};
use super::entry::{Entry, EntryId, Status};
use super::filter::Filter;
use super::numbers::Numbers;
use super::prepared::Prepared;
use super::ranks::{KeyId, Ranks};
use super::texts::Texts;

/// The documents of a library.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: Vec<Option<Entry>>,
    /// What the list is ordered by, apart from the entries: so it lies close together.
    slots: Vec<Option<Slot>>,
    /// The words that filters look at, by id.
    haystacks: Texts,
    by_path: Numbers,
    /// What was put in, changed or removed, in that order.
    touched: Vec<EntryId>,
    ranks: Ranks,
    duplicates: Duplicates,
    unread: usize,
    /// Entries that nobody has looked into yet.
    waiting: usize,
}

/// What an entry compares as.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) id: EntryId,
    /// As in the entry.
    pub(super) unread: bool,
    pub(super) words: usize,
    /// Its date as a number that grows with time.
    pub(super) instant: Option<u64>,
    title: KeyId,
    source: Option<KeyId>,
    duplicates: Option<DuplicatesId>,
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
            let at = id.0 as usize;
            let entry = self.entries.get_mut(at).and_then(Option::take);
            let slot = self.slots.get_mut(at).and_then(Option::take);
            if let Some((entry, slot)) = entry.zip(slot) {
                self.leave(&slot);
                self.unread -= usize::from(slot.unread);
                self.waiting -= usize::from(entry.status == Status::Waiting);
                self.by_path.remove(&entry.path, id.0);
                self.haystacks.put(id.0, "");
                self.touched.push(*id);
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
        let duplicates = self.slot(id).and_then(|slot| slot.duplicates);
        let others = duplicates.into_iter().flat_map(|duplicates| self.duplicates.of(duplicates));
        std::iter::once(id).chain(others.filter(|other| *other != id)).collect()
    }

    /// The entry called `id`.
    pub fn get(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)?.as_ref()
    }

    /// The entry of a file.
    pub fn id_of(&self, path: &Path) -> Option<EntryId> {
        let is = |id| self.get(EntryId(id)).is_some_and(|entry| entry.path == path);
        self.by_path.get(path, is).map(EntryId)
    }

    /// True if an entry passes a filter.
    pub fn passes(&self, id: EntryId, filter: &Filter) -> bool {
        self.slot(id).is_some_and(|slot| self.slot_passes(slot, filter, slot.unread))
    }

    /// The same, with another state.
    pub(super) fn slot_passes(&self, slot: &Slot, filter: &Filter, unread: bool) -> bool {
        filter.passes(self.haystacks.of(slot.id.0), unread, || self.get(slot.id))
    }

    /// All entries, oldest id first.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first of the other paths of a document, and how many others there are.
    pub fn further_paths(&self, id: EntryId) -> (Option<&Entry>, usize) {
        let duplicates = self.slot(id).and_then(|slot| self.duplicates(slot));
        let other = duplicates
            .and_then(|duplicates| self.duplicates.of(duplicates).find(|other| *other != id));
        let count = duplicates.map_or(0, |duplicates| self.duplicates.count(duplicates) - 1);
        (other.and_then(|other| self.get(other)), count)
    }

    /// How many documents there are: one that has several paths counts once.
    pub fn documents(&self) -> usize {
        self.len() - self.duplicates.further().0
    }

    /// How many entries nobody has looked into yet.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// How many documents wait to be read.
    pub fn unread(&self) -> usize {
        self.unread - self.duplicates.further().1
    }

    /// The document of an entry, if it has other paths too.
    pub(super) fn duplicates(&self, slot: &Slot) -> Option<DuplicatesId> {
        slot.duplicates.filter(|duplicates| self.duplicates.are(*duplicates))
    }

    /// What each entry compares as, by id.
    pub(super) fn slots(&self) -> impl Iterator<Item = Option<&Slot>> {
        self.slots.iter().map(Option::as_ref)
    }

    /// What was put in, changed or removed since so many were.
    pub(super) fn touched_since(&self, count: usize) -> &[EntryId] {
        self.touched.get(count..).unwrap_or_default()
    }

    /// True if documents have several paths.
    pub(super) fn has_duplicates(&self) -> bool {
        self.duplicates.further().0 > 0
    }

    /// As long as this stays the same, so do the ranks of titles and sources.
    pub(super) fn ranks_generation(&self) -> u64 {
        self.ranks.generation()
    }

    pub(super) fn slot(&self, id: EntryId) -> Option<&Slot> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    /// The place of an entry's title among all titles.
    pub(super) fn title_rank(&self, slot: &Slot) -> u64 {
        self.ranks.rank(slot.title)
    }

    /// The place of an entry's source among all sources; `None` if it has none.
    pub(super) fn source_rank(&self, slot: &Slot) -> Option<u64> {
        slot.source.map(|source| self.ranks.rank(source))
    }

    fn put_one(&mut self, mut prepared: Prepared) -> EntryId {
        let id = match self.id_of(&prepared.path) {
            Some(id) => {
                let old = self.slots.get_mut(id.0 as usize).and_then(Option::take);
                if let Some(old) = old {
                    self.leave(&old);
                    prepared.set_unread(old.unread);
                }
                id
            }
            None => {
                let id = EntryId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
                self.by_path.put(&prepared.path, id.0);
                self.unread += usize::from(prepared.unread);
                self.slots.push(None);
                self.entries.push(None);
                id
            }
        };
        self.fill(id, prepared);
        self.touched.push(id);
        id
    }

    fn fill(&mut self, id: EntryId, prepared: Prepared) {
        let duplicates = self.duplicates.add(id, &prepared);
        let Prepared { mut entry, haystack, instant, title, source } = prepared;
        entry.id = id;
        self.haystacks.put(id.0, &haystack);
        let title = self.ranks.intern(&title);
        let source = source.map(|source| self.ranks.intern(&source));
        let (unread, words) = (entry.unread, entry.words);
        let at = id.0 as usize;
        if let Some((slot, place)) = self.slots.get_mut(at).zip(self.entries.get_mut(at)) {
            *slot = Some(Slot { id, unread, words, instant, title, source, duplicates });
            let waits = |entry: &Entry| entry.status == Status::Waiting;
            self.waiting += usize::from(waits(&entry));
            let old = place.replace(entry);
            self.waiting -= usize::from(old.as_ref().is_some_and(waits));
        }
    }

    fn set_one_unread(&mut self, id: EntryId, unread: bool) -> bool {
        let at = id.0 as usize;
        let slot = self.slots.get_mut(at).and_then(Option::as_mut);
        let entry = self.entries.get_mut(at).and_then(Option::as_mut);
        let Some((slot, entry)) = slot.zip(entry).filter(|(slot, _)| slot.unread != unread) else {
            return false;
        };
        (slot.unread, entry.unread) = (unread, unread);
        if let Some(duplicates) = slot.duplicates {
            self.duplicates.set_unread(duplicates, unread);
        }
        self.unread = self.unread.saturating_add_signed(if unread { 1 } else { -1 });
        true
    }

    fn leave(&mut self, slot: &Slot) {
        if let Some(duplicates) = slot.duplicates {
            self.duplicates.remove(duplicates, slot.id, slot.unread);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::bookmarks::Digest;
    use crate::library::Status;
    use crate::text::CleanText;

    fn found(path: &str) -> Entry {
        Entry::waiting(PathBuf::from(path), CleanText::default())
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
        let copy =
            |path: &str| Entry { bytes: 9, content: Some(Digest::of(b"the same")), ..found(path) };
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
