//! The list as it is seen: which entries, in which order. A document that becomes read keeps its
//! place until the list is refreshed.

use std::path::PathBuf;

use foldhash::HashMap;

use super::catalogue::{Catalogue, Slot};
use super::duplicates::DuplicatesId;
use super::entry::EntryId;
use super::filter::Filter;
use super::merged;
use super::sieve::Sieve;
use crate::config::ListSort;
use crate::query::Query;

/// What the list is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: ListSort,
    /// The other way round. Entries that lack what they are ordered by come last both ways.
    pub reversed: bool,
}

/// What an entry is ordered by: first this and that, then its title, then its age in the catalogue.
/// Numbers of 64 bits are kept in halves, so that a row takes no more than it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    key: [u32; 2],
    title: [u32; 2],
    id: EntryId,
}

/// The order of the entries shown.
#[derive(Clone, Debug, Default)]
pub struct Arrangement {
    sort: Sort,
    typed: String,
    filter: Filter,
    /// Every entry, in order.
    rows: Vec<Row>,
    shown: Vec<EntryId>,
    /// Entries that are not shown because another path of their document is: that one.
    hidden: HashMap<EntryId, EntryId>,
    /// Which entries were unread when the list was last refreshed, by id.
    frozen: Vec<Option<bool>>,
    /// How much of what was touched in the catalogue is taken in.
    taken_in: usize,
    /// The generation of the ranks in `rows`.
    generation: u64,
}

impl Arrangement {
    /// An empty list with this order.
    pub fn new(sort: Sort) -> Self {
        Self { sort, ..Self::default() }
    }

    /// The entries shown, in order.
    pub fn ids(&self) -> &[EntryId] {
        &self.shown
    }

    /// The row of an entry, or of another path of its document; `None` if none is shown.
    pub fn row_of(&self, id: EntryId) -> Option<usize> {
        let id = self.hidden.get(&id).unwrap_or(&id);
        self.shown.iter().position(|shown| shown == id)
    }

    /// What the list is ordered by.
    pub fn sort(&self) -> Sort {
        self.sort
    }

    /// The filter as typed.
    pub fn filter(&self) -> &str {
        &self.typed
    }

    /// Orders the list anew.
    pub fn set_sort(&mut self, catalogue: &Catalogue, sort: Sort) {
        self.sort = sort;
        self.refresh(catalogue);
    }

    /// Shows what passes `typed` (see [`Filter`]). Typing does not refresh the list: a document
    /// read since the last refresh still counts as unread.
    pub fn set_filter(&mut self, catalogue: &Catalogue, typed: &str) {
        typed.clone_into(&mut self.typed);
        self.filter = Filter::parse(typed);
        self.absorb(catalogue);
    }

    /// What the index has to be asked for the filter.
    pub fn questions(&self) -> &[Query] {
        self.filter.questions()
    }

    /// Takes the documents that the index gave for each question of the filter.
    pub fn answer(&mut self, catalogue: &Catalogue, documents: &[Vec<PathBuf>]) {
        let ids =
            |paths: &Vec<PathBuf>| paths.iter().filter_map(|path| catalogue.id_of(path)).collect();
        self.filter.answer(documents.iter().map(ids).collect());
        self.absorb(catalogue);
    }

    /// Takes the read states as they are now, and filters and orders everything.
    pub fn refresh(&mut self, catalogue: &Catalogue) {
        self.frozen.clear();
        self.order_anew(catalogue);
        self.select(catalogue);
    }

    /// Takes in what was added to, changed in and removed from the catalogue. Read states of known
    /// entries count as they were at the last refresh, so nothing moves because it was read.
    pub fn absorb(&mut self, catalogue: &Catalogue) {
        if self.generation == catalogue.ranks_generation() {
            self.take_in(catalogue);
        } else {
            self.order_anew(catalogue);
        }
        self.select(catalogue);
    }

    fn order_anew(&mut self, catalogue: &Catalogue) {
        self.generation = catalogue.ranks_generation();
        self.taken_in = catalogue.touched().count();
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        rows.extend(catalogue.slots().map(|slot| self.row(catalogue, slot)));
        rows.sort_unstable();
        self.rows = rows;
    }

    /// Puts what was touched where it belongs; everything else stays in its order.
    fn take_in(&mut self, catalogue: &Catalogue) {
        let Some(touched) = catalogue.touched().since(self.taken_in) else {
            self.order_anew(catalogue);
            return;
        };
        if touched.is_empty() {
            return;
        }
        self.taken_in += touched.len();
        let is_known = |id: &EntryId| self.frozen.get(id.0 as usize).is_some_and(Option::is_some);
        let mut moved = Vec::new();
        for id in touched.iter().filter(|id| is_known(id)) {
            moved.resize(self.frozen.len(), false);
            moved.get_mut(id.0 as usize).into_iter().for_each(|moved| *moved = true);
        }
        if !moved.is_empty() {
            self.rows.retain(|row| moved.get(row.id.0 as usize) != Some(&true));
        }
        let slots = touched.iter().filter_map(|id| Some((*id, catalogue.slot(*id)?)));
        let mut fresh: Vec<Row> = slots.map(|slot| self.row(catalogue, slot)).collect();
        fresh.sort_unstable();
        fresh.dedup();
        let places = merged::places(&self.rows, &fresh, &|old, new| old < new);
        merged::insert(&mut self.rows, &fresh, &places);
    }

    /// How many changes of the catalogue are not taken in.
    pub fn behind(&self, catalogue: &Catalogue) -> usize {
        catalogue.touched().count() - self.taken_in
    }

    /// Shows those that pass the filter; of a document that has several paths, the first.
    fn select(&mut self, catalogue: &Catalogue) {
        self.hidden.clear();
        self.shown.clear();
        let passing = self.passing(catalogue);
        let passes =
            |id: &EntryId| passing.as_ref().is_none_or(|p| p.get(id.0 as usize) == Some(&true));
        let ids = self.rows.iter().map(|row| row.id).filter(passes);
        if !catalogue.has_duplicates() {
            self.shown.extend(ids);
            return;
        }
        let mut first: HashMap<DuplicatesId, EntryId> = HashMap::default();
        for id in ids {
            let duplicates = catalogue.slot(id).and_then(|slot| catalogue.duplicates(slot));
            let shown = duplicates.map_or(id, |duplicates| *first.entry(duplicates).or_insert(id));
            if shown == id {
                self.shown.push(id);
            } else {
                self.hidden.insert(id, shown);
            }
        }
    }

    /// Whether each entry passes the filter, by id: in that order memory is read the fastest. `None`
    /// if everything passes.
    fn passing(&self, catalogue: &Catalogue) -> Option<Vec<bool>> {
        if self.filter.is_empty() {
            return None;
        }
        let sieve = Sieve::of_all(catalogue, &self.filter);
        let mut passing = vec![false; catalogue.end()];
        for (id, slot) in catalogue.slots() {
            let frozen = self.frozen.get(id.0 as usize).copied().flatten();
            if let Some(passes) = passing.get_mut(id.0 as usize) {
                *passes = sieve.passes_as((id, slot), frozen.unwrap_or(slot.unread));
            }
        }
        Some(passing)
    }

    /// Bytes of memory that the order takes.
    pub fn bytes(&self) -> usize {
        let lists = size_of_val(&*self.rows) + size_of_val(&*self.shown);
        lists + size_of_val(&*self.frozen)
    }

    /// The next entry shown after `row` that is unread now, from the top again after the end.
    pub fn next_unread(&self, catalogue: &Catalogue, row: usize) -> Option<usize> {
        let after = row.saturating_add(1).min(self.shown.len());
        let mut rows = (after..self.shown.len()).chain(0..after);
        rows.find(|&row| self.is_unread(catalogue, row))
    }

    /// The entry shown before `row` that is unread now, from the bottom again before the top.
    pub fn previous_unread(&self, catalogue: &Catalogue, row: usize) -> Option<usize> {
        let row = row.min(self.shown.len());
        let mut rows = (row..self.shown.len()).chain(0..row).rev();
        rows.find(|&row| self.is_unread(catalogue, row))
    }

    fn is_unread(&self, catalogue: &Catalogue, row: usize) -> bool {
        self.shown.get(row).is_some_and(|id| catalogue.is_unread(*id))
    }

    fn row(&mut self, catalogue: &Catalogue, (id, slot): (EntryId, &Slot)) -> Row {
        let unread = self.was_unread(id, slot.unread);
        let key = key(catalogue, (id, slot), self.sort, unread);
        Row { key: halves(key), title: halves(catalogue.title_rank(slot)), id }
    }

    /// Whether the entry was unread at the last refresh, or is now if it came later.
    fn was_unread(&mut self, id: EntryId, unread: bool) -> bool {
        let at = id.0 as usize;
        if self.frozen.len() <= at {
            self.frozen.resize(at + 1, None);
        }
        self.frozen.get_mut(at).map_or(unread, |frozen| *frozen.get_or_insert(unread))
    }
}

/// The number an entry is ordered by: smaller first; `u64::MAX` for entries that lack it.
fn key(catalogue: &Catalogue, (id, slot): (EntryId, &Slot), sort: Sort, unread: bool) -> u64 {
    const READ: u64 = 1 << 62;
    let newest_first = slot.instant().map(|instant| READ - 1 - instant);
    let key = match sort.by {
        ListSort::Date => newest_first,
        ListSort::Title => Some(catalogue.title_rank(slot)),
        ListSort::Source => catalogue.source_rank(slot),
        ListSort::Length => words(slot).map(|words| READ - 1 - words),
        ListSort::Unread => {
            let rank = if unread { 0 } else { READ };
            Some(rank + newest_first.unwrap_or(READ - 1))
        }
        by => by.column().and_then(|column| catalogue.column_key(column, id)),
    };
    match key {
        Some(key) if sort.reversed => u64::MAX - 1 - key,
        Some(key) => key,
        None => u64::MAX,
    }
}

/// A number as two, of which the first decides.
fn halves(number: u64) -> [u32; 2] {
    [(number >> 32) as u32, number as u32]
}

/// The length in words; `None` if it is not known.
fn words(slot: &Slot) -> Option<u64> {
    (slot.words > 0).then_some(u64::from(slot.words))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::bookmarks::Digest;
    use crate::document::Date;
    use crate::facts::Counts;
    use crate::library::{Entry, Status};
    use crate::text::CleanText;

    fn entry(title: &str, month: u8, source: &str, words: usize) -> Entry {
        Entry {
            title: CleanText::line(title),
            date: Date::of_month(2023, month),
            source: (!source.is_empty()).then(|| CleanText::line(source)),
            words,
            ..Entry::waiting(PathBuf::from(title), CleanText::default())
        }
    }

    fn library() -> Catalogue {
        let mut catalogue = Catalogue::default();
        catalogue.put([
            entry("Note 10", 3, "Reuters", 500),
            entry("Note 9", 5, "", 900),
            entry("Undated", 0, "AFP", 0),
            entry("bulletin", 4, "reuters", 100),
        ]);
        catalogue
    }

    fn titles(catalogue: &Catalogue, list: &Arrangement) -> Vec<String> {
        let entries = list.ids().iter().filter_map(|id| catalogue.get(*id));
        entries.map(|entry| entry.title.to_string()).collect()
    }

    fn by(by: ListSort) -> Sort {
        Sort { by, reversed: false }
    }

    #[test]
    fn every_order_puts_what_it_lacks_last() {
        let catalogue = library();
        let mut list = Arrangement::default();
        for (sort, expected) in [
            (ListSort::Date, ["Note 9", "bulletin", "Note 10", "Undated"]),
            (ListSort::Title, ["bulletin", "Note 9", "Note 10", "Undated"]),
            (ListSort::Source, ["Undated", "bulletin", "Note 10", "Note 9"]),
            (ListSort::Length, ["Note 9", "Note 10", "bulletin", "Undated"]),
            (ListSort::Unread, ["Note 9", "bulletin", "Note 10", "Undated"]),
        ] {
            list.set_sort(&catalogue, by(sort));
            assert_eq!(titles(&catalogue, &list), expected, "{sort}");
        }
        list.set_sort(&catalogue, Sort { by: ListSort::Date, reversed: true });
        assert_eq!(titles(&catalogue, &list), ["Note 10", "bulletin", "Note 9", "Undated"]);
    }

    #[test]
    fn what_becomes_read_stays_until_the_list_is_refreshed() {
        let mut catalogue = library();
        let mut list = Arrangement::new(by(ListSort::Unread));
        list.set_filter(&catalogue, "is:unread");
        catalogue.set_unread(list.ids()[0], false);
        catalogue.put([entry("Late", 1, "", 1)]);
        list.absorb(&catalogue);
        let expected = ["Note 9", "bulletin", "Note 10", "Late", "Undated"];
        assert_eq!(titles(&catalogue, &list), expected);
        list.refresh(&catalogue);
        assert_eq!(titles(&catalogue, &list), &expected[1..]);
        list.set_filter(&catalogue, "");
        assert_eq!(titles(&catalogue, &list).last().unwrap(), "Note 9");
    }

    #[test]
    fn filters_and_removals_leave_the_rest_in_order() {
        let mut catalogue = library();
        let mut list = Arrangement::default();
        list.set_filter(&catalogue, "REUTERS");
        assert_eq!(titles(&catalogue, &list), ["bulletin", "Note 10"]);
        catalogue.remove(&list.ids()[..1]);
        list.absorb(&catalogue);
        assert_eq!(titles(&catalogue, &list), ["Note 10"]);
        assert_eq!(list.row_of(list.ids()[0]), Some(0));
    }

    #[test]
    fn unread_documents_are_found_round_the_end() {
        let mut catalogue = library();
        let mut list = Arrangement::default();
        list.refresh(&catalogue);
        for row in [1, 2] {
            catalogue.set_unread(list.ids()[row], false);
        }
        assert_eq!(list.next_unread(&catalogue, 0), Some(3));
        assert_eq!(list.next_unread(&catalogue, 3), Some(0));
        assert_eq!(list.previous_unread(&catalogue, 3), Some(0));
        assert_eq!(list.previous_unread(&catalogue, 0), Some(3));
        assert_eq!(Arrangement::default().next_unread(&catalogue, 5), None);
    }

    /// Files in folders of a thousand, with names of 50 letters and as many bytes of a title.
    fn known(number: usize, titled: bool) -> Entry {
        let folder = format!("d{:03}", number / 1_000);
        let name = format!("assessment-of-the-campaign-in-the-east-{number:07}.txt");
        let waiting = Entry::waiting(PathBuf::from(&folder).join(name), CleanText::line(&folder));
        if !titled {
            return waiting;
        }
        let title = format!("Assessment of the campaign in the east, part {number}");
        Entry {
            title: CleanText::line(&title),
            source: Some(CleanText::line("The Institute")),
            date: Date::of_month(2023, 1),
            format: "text",
            words: number,
            bytes: 6 * number as u64,
            content: Some(Digest::of(title.as_bytes())),
            modified: Some(1),
            counts: Some(Counts::default()),
            status: Status::Ready,
            ..waiting
        }
    }

    #[test]
    fn a_document_takes_few_bytes_however_often_it_is_told_of() {
        const COUNT: usize = 10_000;
        let mut catalogue = Catalogue::default();
        let mut list = Arrangement::default();
        let told =
            |catalogue: &Catalogue, list: &Arrangement| (catalogue.bytes() + list.bytes()) / COUNT;
        catalogue.put((0..COUNT).map(|number| known(number, false)));
        list.absorb(&catalogue);
        let found = told(&catalogue, &list);
        assert!(found <= 340, "{found} bytes for a document that was found");
        for _ in 0..5 {
            catalogue.put((0..COUNT).map(|number| known(number, true)));
            list.absorb(&catalogue);
        }
        let described = told(&catalogue, &list);
        assert!(described <= 560, "{described} bytes for one with a title and facts");
        let ids: Vec<EntryId> = catalogue.ids().collect();
        let last = catalogue.get(ids[COUNT - 1]).unwrap();
        assert_eq!(last, Entry { id: last.id, ..known(COUNT - 1, true) });
    }
}
