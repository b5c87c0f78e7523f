//! Every document of the library by path and by id, with what sorting and filtering need worked
//! out in advance. Decides no order: see `arrangement.rs`. Entries are put together when they are asked
//! for; what loops over all of them asks for what it needs.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::num::NonZeroU32;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use foldhash::HashMap;

use super::chunked::Chunked;
use super::counted::CountedElsewhere;
use super::duplicates::{Duplicates, DuplicatesId, Same};
use super::entry::{Entry, EntryId};
use super::interned::Interned;
use super::keys::comparable;
use super::numbers::Numbers;
use super::prepared::Prepared;
use super::ranks::{KeyId, Ranks};
use super::records::{Record, Records, split};
use super::touched::Touched;
use crate::bookmarks::Digest;
use crate::text::{CleanText, width};

/// The documents of a library.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// What the list is ordered by, apart from the rest: so it lies close together.
    slots: Chunked<Option<Slot>>,
    /// The rest, by id.
    records: Records,
    folders: Interned<Folder>,
    sources: Interned<Source>,
    by_path: Numbers,
    pub(super) touched: Touched,
    ranks: Ranks,
    duplicates: Duplicates,
    /// Entries of which the read state was changed, with the state before: all since the start.
    reads: Vec<(EntryId, bool)>,
    unread: usize,
    /// Entries that nobody has looked into yet.
    waiting: usize,
    /// Cells of the widest title there ever was.
    widest_title: usize,
    /// What is counted of documents elsewhere, by column.
    pub(super) counted: CountedElsewhere,
}

/// What an entry compares as.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// One more than its date as a number that grows with time.
    instant: Option<std::num::NonZeroU64>,
    /// Its length in words, or the most that fits.
    pub(super) words: u32,
    title: KeyId,
    name: KeyId,
    folder: u32,
    /// One more than the number of its source.
    source: Option<NonZeroU32>,
    duplicates: Option<DuplicatesId>,
    pub(super) unread: bool,
}

impl Slot {
    /// Its date as a number that grows with time.
    pub(super) fn instant(&self) -> Option<u64> {
        self.instant.map(|instant| instant.get() - 1)
    }
}

/// A folder that holds documents.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// Up to the slash before the names of its files, byte for byte.
    path: Box<[u8]>,
    /// As the list shows it.
    pub(super) shown: CleanText,
    key: KeyId,
}

/// Who issued documents.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// As the list shows it.
    pub(super) shown: CleanText,
    key: KeyId,
}

/// A catalogue as it was at a moment, for ordering and filtering it on another thread. It shares memory
/// with the catalogue, which goes on being changed: making one takes microseconds for a million entries.
#[derive(Clone, Debug)]
pub struct CatalogueView(Arc<Catalogue>);

impl CatalogueView {
    /// What can be looked at: everything but the entry of a path.
    pub(super) fn catalogue(&self) -> &Catalogue {
        &self.0
    }

    /// The files that were read.
    pub fn read(&self) -> impl Iterator<Item = PathBuf> {
        let read = self.0.ids().filter(|id| !self.0.is_unread(*id));
        read.filter_map(|id| self.0.path_of(id))
    }

    /// So many files at most, those in the folder of `path` first.
    pub fn nearest(&self, path: &Path, most: usize) -> Vec<PathBuf> {
        let folder = path.parent();
        let paths = || self.0.ids().filter_map(|id| self.0.path_of(id));
        let beside = paths().filter(|path| path.parent() == folder).take(most);
        beside.chain(paths().filter(|path| path.parent() != folder)).take(most).collect()
    }
}

impl Catalogue {
    /// The catalogue as it is now.
    pub fn view(&self) -> CatalogueView {
        CatalogueView(Arc::new(Self {
            slots: self.slots.clone(),
            records: self.records.view(),
            folders: self.folders.view(),
            sources: self.sources.view(),
            by_path: Numbers::default(),
            touched: self.touched.clone(),
            ranks: self.ranks.view(),
            duplicates: self.duplicates.view(),
            reads: self.reads.clone(),
            counted: self.counted.view(),
            ..*self
        }))
    }

    /// Takes entries in: new paths are added, known paths replaced under their old id and with
    /// their old read state. Returns the ids in the order of the entries.
    pub fn put(&mut self, entries: impl IntoIterator<Item = impl Into<Prepared>>) -> Vec<EntryId> {
        let ids = entries.into_iter().map(|entry| self.put_one(entry.into())).collect();
        self.ranks.settle();
        self.touched.forget_old(self.slots.len());
        ids
    }

    /// Forgets entries; unknown ids do nothing.
    pub fn remove(&mut self, ids: &[EntryId]) {
        for id in ids {
            let Some(path) = self.path_of(*id) else { continue };
            self.leave(*id);
            let slot = self.slots.get_mut(id.0 as usize).and_then(Option::take);
            self.unread -= usize::from(slot.is_some_and(|slot| slot.unread));
            self.waiting -= usize::from(self.is_waiting(*id));
            self.by_path.remove(&*path, id.0);
            self.records.remove(id.0);
            self.touched.push(*id);
        }
        self.touched.forget_old(self.slots.len());
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
    pub fn get(&self, id: EntryId) -> Option<Entry> {
        let (slot, record) = self.slot(id).zip(self.record(id))?;
        let (title, name) = self.title_and_name(id);
        Some(Entry {
            id,
            path: self.path_of(id)?,
            name: CleanText::text(name),
            folder: self.folder(slot)?.shown.clone(),
            title: CleanText::text(title),
            date: record.date,
            source: self.source(slot).map(|source| source.shown.clone()),
            format: self.records.format(record),
            words: slot.words as usize,
            bytes: record.bytes,
            bottom_line: record.has_bottom_line().then(|| self.records.bottom_line(id.0)).flatten(),
            content: record.content(),
            modified: record.modified(),
            counts: record.counts(),
            overview: record.overview,
            damage: self.records.damage(record),
            status: self.records.status(record),
            unread: slot.unread,
        })
    }

    /// The file of an entry, byte for byte.
    pub fn path_of(&self, id: EntryId) -> Option<PathBuf> {
        let folder = self.folder(self.slot(id)?)?;
        let path = [&*folder.path, self.records.file(id.0)].concat();
        Some(PathBuf::from(OsStr::from_bytes(&path)))
    }

    /// True if an entry waits to be read by the user.
    pub fn is_unread(&self, id: EntryId) -> bool {
        self.slot(id).is_some_and(|slot| slot.unread)
    }

    /// The size of an entry's file in bytes, and what these are, once they have been read.
    pub fn content_of(&self, id: EntryId) -> Option<(u64, Digest)> {
        let record = self.record(id)?;
        Some((record.bytes, record.content()?))
    }

    /// The entry of a file.
    pub fn id_of(&self, path: &Path) -> Option<EntryId> {
        self.by_path.get(path, |number| self.is_at(EntryId(number), path)).map(EntryId)
    }

    /// All entries by name, oldest first.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> {
        self.slots().map(|(id, _)| id)
    }

    /// All entries, oldest id first, each put together anew: for a library of a million that takes
    /// a while.
    pub fn iter(&self) -> impl Iterator<Item = Entry> {
        self.ids().filter_map(|id| self.get(id))
    }

    /// All entries with title and name, oldest id first.
    pub(super) fn titles(&self) -> impl Iterator<Item = (EntryId, Cow<'_, str>, Cow<'_, str>)> {
        self.ids().map(|id| {
            let (title, name) = self.title_and_name(id);
            (id, title, name)
        })
    }

    /// Cells of the title of an entry.
    pub fn title_width(&self, id: EntryId) -> usize {
        width(&self.title_and_name(id).0)
    }

    /// Cells of the sentence that says what a document comes to, if it has one.
    pub fn bottom_line_width(&self, id: EntryId) -> Option<usize> {
        let told = self.record(id).filter(|record| record.has_bottom_line());
        told.and_then(|_| self.records.bottom_line(id.0)).map(|words| width(&words))
    }

    /// Cells of the widest title, those of entries that have gone among them.
    pub fn widest_title(&self) -> usize {
        self.widest_title
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
    pub fn further_paths(&self, id: EntryId) -> (Option<Entry>, usize) {
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

    /// Bytes of memory that all entries take, but for what folders and sources are called.
    pub fn bytes(&self) -> usize {
        let tables = [self.folders.bytes(), self.sources.bytes(), self.by_path.bytes()];
        let slots = self.slots.bytes() + self.touched.bytes();
        let rest = self.records.bytes() + self.ranks.bytes() + self.duplicates.bytes();
        slots + rest + tables.iter().sum::<usize>()
    }

    /// The document of an entry, if it has other paths too.
    pub(super) fn duplicates(&self, slot: &Slot) -> Option<DuplicatesId> {
        slot.duplicates.filter(|duplicates| self.duplicates.are(*duplicates))
    }

    /// What each entry compares as, by id.
    pub(super) fn slots(&self) -> impl Iterator<Item = (EntryId, &Slot)> {
        let slots = (0..).map(EntryId).zip(self.slots.iter());
        slots.filter_map(|(id, slot)| Some((id, slot.as_ref()?)))
    }

    /// One more than the greatest number of an entry.
    pub(super) fn end(&self) -> usize {
        self.slots.len()
    }

    /// What was put in, changed or removed.
    pub(super) fn touched(&self) -> &Touched {
        &self.touched
    }

    /// How often the read state of an entry was changed.
    pub(super) fn read_changes(&self) -> usize {
        self.reads.len()
    }

    /// The read states that were other when only so many had been changed, by entry.
    pub(super) fn unread_before(&self, changes: usize) -> HashMap<EntryId, bool> {
        let since = self.reads.get(changes..).unwrap_or_default();
        since.iter().rev().copied().collect()
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

    pub(super) fn record(&self, id: EntryId) -> Option<&Record> {
        self.records.get(id.0)
    }

    /// The title and the name of an entry, as the list shows them.
    pub(super) fn title_and_name(&self, id: EntryId) -> (Cow<'_, str>, Cow<'_, str>) {
        self.records.title_and_name(id.0)
    }

    /// The folder of an entry.
    pub(super) fn folder(&self, slot: &Slot) -> Option<&Folder> {
        self.folders.get(slot.folder)
    }

    /// The source of an entry.
    pub(super) fn source(&self, slot: &Slot) -> Option<&Source> {
        self.sources.get(slot.source?.get() - 1)
    }

    /// The comparable words of all entries.
    pub(super) fn words(&self) -> &Ranks {
        &self.ranks
    }

    /// The comparable words of an entry: of its title, its name, its folder and its source.
    pub(super) fn keys(&self, slot: &Slot) -> impl Iterator<Item = KeyId> {
        let name = (slot.name != slot.title).then_some(slot.name);
        let folder = self.folder(slot).map(|folder| folder.key);
        let source = self.source(slot).map(|source| source.key);
        [Some(slot.title), name, folder, source].into_iter().flatten()
    }

    /// The place of an entry's title among all titles.
    pub(super) fn title_rank(&self, slot: &Slot) -> u64 {
        self.ranks.rank(slot.title)
    }

    /// The place of an entry's source among all sources; `None` if it has none.
    pub(super) fn source_rank(&self, slot: &Slot) -> Option<u64> {
        self.source(slot).map(|source| self.ranks.rank(source.key))
    }

    fn put_one(&mut self, mut prepared: Prepared) -> EntryId {
        let id = match self.id_of(&prepared.path) {
            Some(id) => {
                self.leave(id);
                prepared.set_unread(self.is_unread(id));
                id
            }
            None => {
                let id = EntryId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
                self.by_path.put(&*prepared.path, id.0);
                self.unread += usize::from(prepared.unread);
                self.slots.push(None);
                self.counted.meet(id, &prepared.path);
                id
            }
        };
        self.fill(id, &prepared);
        // A title has no more cells than bytes: few have to be measured.
        if prepared.entry.title.len() > self.widest_title {
            self.widest_title = self.widest_title.max(width(&prepared.entry.title));
        }
        self.touched.push(id);
        id
    }

    fn fill(&mut self, id: EntryId, prepared: &Prepared) {
        let (path, file) = split(&prepared.path);
        let title = self.ranks.intern(&prepared.title);
        let name = prepared.name.as_ref().map_or(title, |name| self.ranks.intern_unranked(name));
        let slot = Slot {
            instant: prepared.instant.and_then(|at| std::num::NonZeroU64::new(at + 1)),
            words: u32::try_from(prepared.words).unwrap_or(u32::MAX),
            title,
            name,
            folder: self.folder_number(path, &prepared.folder),
            source: self.source_number(prepared),
            duplicates: None,
            unread: prepared.unread,
        };
        self.waiting -= usize::from(self.is_waiting(id));
        self.records.put(id.0, prepared, file);
        self.waiting += usize::from(self.is_waiting(id));
        if let Some(place) = self.slots.get_mut(id.0 as usize) {
            *place = Some(slot);
        }
        self.join(id);
    }

    fn folder_number(&mut self, path: &[u8], shown: &CleanText) -> u32 {
        let Self { folders, ranks, .. } = self;
        let is = |known: &Folder| *known.path == *path && known.shown == *shown;
        folders.number((path, shown), is, || {
            let key = ranks.intern_unranked(&comparable(shown));
            Folder { path: path.into(), shown: shown.clone(), key }
        })
    }

    fn source_number(&mut self, prepared: &Prepared) -> Option<NonZeroU32> {
        let Self { sources, ranks, .. } = self;
        let (shown, words) = prepared.entry.source.as_ref().zip(prepared.source.as_ref())?;
        let is = |known: &Source| known.shown == *shown;
        let make = || Source { shown: shown.clone(), key: ranks.intern(words) };
        NonZeroU32::new(sources.number(shown, is, make).saturating_add(1))
    }

    fn set_one_unread(&mut self, id: EntryId, unread: bool) -> bool {
        let slot = self.slots.get_mut(id.0 as usize).and_then(Option::as_mut);
        let Some(slot) = slot.filter(|slot| slot.unread != unread) else { return false };
        slot.unread = unread;
        self.reads.push((id, !unread));
        if let Some(duplicates) = slot.duplicates {
            self.duplicates.set_unread(duplicates, unread);
        }
        self.unread = self.unread.saturating_add_signed(if unread { 1 } else { -1 });
        true
    }

    /// Notes which document an entry is.
    fn join(&mut self, id: EntryId) {
        let Some(same) = same(&self.slots, &self.records, id) else { return };
        let Self { slots, records, duplicates, .. } = self;
        let is = |other| self::same(slots, records, other).as_ref() == Some(&same);
        let Some(one) = duplicates.one_of(&same, id, is) else { return };
        let slot = self.slots.get_mut(one.0 as usize).and_then(Option::as_mut);
        let Some(slot) = slot else { return };
        if slot.duplicates.is_none() {
            slot.duplicates = self.duplicates.name();
            if let Some(named) = slot.duplicates {
                self.duplicates.add(named, one, slot.unread);
            }
        }
        let named = slot.duplicates;
        let slot = self.slots.get_mut(id.0 as usize).and_then(Option::as_mut);
        if let Some((slot, named)) = slot.zip(named) {
            slot.duplicates = Some(named);
            self.duplicates.add(named, id, slot.unread);
        }
    }

    /// Forgets which document an entry was, before anything of it is changed.
    fn leave(&mut self, id: EntryId) {
        let slot = self.slots.get(id.0 as usize).and_then(Option::as_ref);
        if let Some((slot, same)) = slot.zip(same(&self.slots, &self.records, id)) {
            self.duplicates.remove(&same, slot.duplicates, (id, slot.unread));
        }
    }

    fn is_waiting(&self, id: EntryId) -> bool {
        self.record(id).is_some_and(Record::is_waiting)
    }

    /// True if an entry is that of a file.
    fn is_at(&self, id: EntryId, path: &Path) -> bool {
        let Some(folder) = self.slot(id).and_then(|slot| self.folder(slot)) else { return false };
        let name = path.as_os_str().as_bytes().strip_prefix(&*folder.path);
        // A path may be written in several ways.
        name == Some(self.records.file(id.0)) || self.path_of(id).is_some_and(|own| own == path)
    }
}

/// What tells an entry's document from others; `None` as long as its content is not known.
fn same(slots: &Chunked<Option<Slot>>, records: &Records, id: EntryId) -> Option<Same> {
    let slot = slots.get(id.0 as usize)?.as_ref()?;
    let record = records.get(id.0).filter(|record| record.bytes > 0 && !record.is_unreadable())?;
    Some((record.content()?, record.bytes, slot.words, record.date, record.counts()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::library::Status;

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
    fn what_a_paper_comes_to_is_kept_whatever_it_is_called() {
        let mut catalogue = Catalogue::default();
        let told = Some(CleanText::from("The bridge is down."));
        let titled =
            Entry { title: "A title".into(), bottom_line: told.clone(), ..found("a/x.txt") };
        let ids =
            catalogue.put([titled, Entry { bottom_line: told.clone(), ..found("y") }, found("z")]);
        let kept = |at: usize| catalogue.get(ids[at]).map(|entry| (entry.title, entry.bottom_line));
        assert_eq!(kept(0), Some(("A title".into(), told.clone())));
        assert_eq!(kept(1), Some(("y".into(), told)));
        assert_eq!(kept(2), Some(("z".into(), None)));
        assert_eq!(catalogue.bottom_line_width(ids[0]), Some(19));
        assert_eq!(catalogue.bottom_line_width(ids[2]), None);
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
