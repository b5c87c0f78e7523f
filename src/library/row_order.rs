//! Puts every entry in order, and tells which rows a list shows of them. What it finds follows from the
//! catalogue and the [`ListSpec`] alone; what it keeps from one time to the next only saves work. Runs on
//! whatever thread it is called on, and ends early when it is called off.

use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::HashMap;

use super::catalogue::{Catalogue, CatalogueView, Slot};
use super::duplicates::DuplicatesId;
use super::entry::EntryId;
use super::filter::Filter;
use super::list_rows::ListRows;
use super::merged;
use super::sieve::Sieve;
use crate::config::ListSort;

/// Entries between two looks at whether the work was called off.
const STRETCH: usize = 4096;

/// What a list is to show, and in which order.
#[derive(Clone, Debug, Default)]
pub struct ListSpec {
    /// The order.
    pub(super) sort: Sort,
    /// What the entries shown must have.
    pub(super) filter: Filter,
    /// What is looked for among them.
    pub(super) sought: Filter,
    /// How often read states had been changed when the list was last refreshed: entries count as they
    /// were then.
    pub(super) refreshed: usize,
}

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

/// Every entry in an order.
#[derive(Clone, Debug, Default)]
pub struct RowOrder {
    sort: Sort,
    refreshed: usize,
    rows: Vec<Row>,
    /// How much of what was touched in the catalogue is taken in.
    taken_in: usize,
    /// Entries from this number on are not in `rows`.
    end: usize,
    /// The generation of the ranks in `rows`.
    generation: u64,
}

/// Read states as they were when a list was last refreshed, of the entries for which that was another.
type UnreadBefore = HashMap<EntryId, bool>;

impl RowOrder {
    /// The rows that a list shows; `None` if that was called off.
    pub fn rows(
        &mut self,
        view: &CatalogueView,
        spec: &ListSpec,
        cancelled: &AtomicBool,
    ) -> Option<ListRows> {
        self.rows_of(view.catalogue(), spec, cancelled)
    }

    /// The same of a catalogue itself.
    pub(super) fn rows_of(
        &mut self,
        catalogue: &Catalogue,
        spec: &ListSpec,
        cancelled: &AtomicBool,
    ) -> Option<ListRows> {
        let before = catalogue.unread_before(spec.refreshed);
        self.bring_to(catalogue, spec, &before);
        let passing = passing(catalogue, spec, &before, cancelled)?;
        let passes =
            |id: EntryId| passing.as_ref().is_none_or(|p| p.get(id.0 as usize) == Some(&true));
        let mut shown = ListRows::new(catalogue.end(), self.taken_in);
        let mut first: HashMap<DuplicatesId, u32> = HashMap::default();
        for rows in self.rows.chunks(STRETCH) {
            if cancelled.load(Ordering::Relaxed) {
                return None;
            }
            for id in rows.iter().map(|row| row.id).filter(|id| passes(*id)) {
                let duplicates = catalogue.slot(id).filter(|_| catalogue.has_duplicates());
                match duplicates.and_then(|slot| catalogue.duplicates(slot)) {
                    None => drop(shown.push(id)),
                    Some(duplicates) => match first.get(&duplicates) {
                        Some(row) => shown.hide(id, *row),
                        None => drop(first.insert(duplicates, shown.push(id))),
                    },
                }
            }
        }
        self.look_for(catalogue, &spec.sought, shown, cancelled)
    }

    /// Notes which of the rows have what is looked for.
    fn look_for(
        &self,
        catalogue: &Catalogue,
        sought: &Filter,
        mut shown: ListRows,
        cancelled: &AtomicBool,
    ) -> Option<ListRows> {
        if sought.is_empty() {
            return Some(shown);
        }
        let sieve = Sieve::of_all(catalogue, sought);
        let mut found = Vec::new();
        for (stretch, ids) in shown.ids().chunks(STRETCH).enumerate() {
            if cancelled.load(Ordering::Relaxed) {
                return None;
            }
            let rows = (stretch * STRETCH..).zip(ids);
            let has = rows.filter(|(_, id)| sieve.passes(**id));
            found.extend(has.filter_map(|(row, _)| u32::try_from(row).ok()));
        }
        shown.set_sought(found);
        Some(shown)
    }

    /// Brings the order in line with the catalogue: anew, or by what was touched.
    fn bring_to(&mut self, catalogue: &Catalogue, spec: &ListSpec, before: &UnreadBefore) {
        let refreshed = self.refreshed == spec.refreshed || spec.sort.by != ListSort::Unread;
        let generation = catalogue.ranks_generation();
        let same = self.sort == spec.sort && refreshed && self.generation == generation;
        let touched = catalogue.touched().since(self.taken_in).filter(|_| same);
        (self.sort, self.refreshed, self.generation) = (spec.sort, spec.refreshed, generation);
        match touched {
            Some(touched) => self.take_in(catalogue, touched, before),
            None => self.order_anew(catalogue, before),
        }
        self.taken_in = catalogue.touched().count();
        self.end = catalogue.end();
    }

    fn order_anew(&mut self, catalogue: &Catalogue, before: &UnreadBefore) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        rows.extend(catalogue.slots().map(|slot| self.row(catalogue, slot, before)));
        rows.sort_unstable();
        self.rows = rows;
    }

    /// Puts what was touched where it belongs; everything else stays in its order.
    fn take_in(&mut self, catalogue: &Catalogue, touched: &[EntryId], before: &UnreadBefore) {
        let mut moved = Vec::new();
        for id in touched.iter().map(|id| id.0 as usize).filter(|id| *id < self.end) {
            moved.resize(self.end, false);
            moved.get_mut(id).into_iter().for_each(|moved| *moved = true);
        }
        if !moved.is_empty() {
            self.rows.retain(|row| moved.get(row.id.0 as usize) != Some(&true));
        }
        let slots = touched.iter().filter_map(|id| Some((*id, catalogue.slot(*id)?)));
        let mut fresh: Vec<Row> = slots.map(|slot| self.row(catalogue, slot, before)).collect();
        fresh.sort_unstable();
        fresh.dedup();
        let places = merged::places(&self.rows, &fresh, &|old, new| old < new);
        merged::insert(&mut self.rows, &fresh, &places);
    }

    fn row(
        &self,
        catalogue: &Catalogue,
        (id, slot): (EntryId, &Slot),
        before: &UnreadBefore,
    ) -> Row {
        let key = key(catalogue, (id, slot), self.sort, was_unread(before, (id, slot)));
        Row { key: halves(key), title: halves(catalogue.title_rank(slot)), id }
    }

    /// Bytes of memory that the order takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.rows)
    }
}

/// Whether each entry passes the filter, by id: in that order memory is read the fastest. Within, `None`
/// if everything passes; `None` if it was called off.
fn passing(
    catalogue: &Catalogue,
    spec: &ListSpec,
    before: &UnreadBefore,
    cancelled: &AtomicBool,
) -> Option<Option<Vec<bool>>> {
    if spec.filter.is_empty() {
        return Some(None);
    }
    let sieve = Sieve::of_all(catalogue, &spec.filter);
    let mut passing = vec![false; catalogue.end()];
    for (nth, (id, slot)) in catalogue.slots().enumerate() {
        if nth.is_multiple_of(STRETCH) && cancelled.load(Ordering::Relaxed) {
            return None;
        }
        if let Some(passes) = passing.get_mut(id.0 as usize) {
            *passes = sieve.passes_as((id, slot), was_unread(before, (id, slot)));
        }
    }
    Some(Some(passing))
}

/// Whether an entry was unread at the last refresh, or when it came if that was later.
fn was_unread(before: &UnreadBefore, (id, slot): (EntryId, &Slot)) -> bool {
    before.get(&id).copied().unwrap_or(slot.unread)
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

    use proptest::prelude::*;

    use super::*;
    use crate::bookmarks::Digest;
    use crate::document::Date;
    use crate::library::{Arrangement, Entry};
    use crate::text::CleanText;

    /// What may happen to a library and its list.
    #[derive(Clone, Debug)]
    enum Step {
        Put(Vec<(u8, u8)>),
        Remove(u8),
        Read(u8, bool),
        Order(usize, bool),
        Filter(&'static str),
        Seek(&'static str),
        Refresh,
        /// The thread finds the rows out.
        Look,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let words = ["", "a", "b is:unread", "is:read", "source:s1", "-c", "date:2021"];
        let step = prop_oneof![
            prop::collection::vec((0..40_u8, 0..60_u8), 1..6).prop_map(Step::Put),
            (0..40_u8).prop_map(Step::Remove),
            (0..40_u8, any::<bool>()).prop_map(|(id, unread)| Step::Read(id, unread)),
            (0..ListSort::ALL.len(), any::<bool>()).prop_map(|(by, way)| Step::Order(by, way)),
            prop::sample::select(words.to_vec()).prop_map(Step::Filter),
            prop::sample::select(vec!["", "a", "b"]).prop_map(Step::Seek),
            Just(Step::Refresh),
            Just(Step::Look),
        ];
        prop::collection::vec(step, 1..40)
    }

    /// A file with one of a few titles, sources, dates and contents.
    fn entry((path, kind): (u8, u8)) -> Entry {
        let title = ["a", "b", "c", "a b", "b 10", "b 9"][usize::from(kind) % 6];
        Entry {
            title: CleanText::line(title),
            source: (kind % 4 > 0).then(|| CleanText::line(&format!("s{}", kind % 4))),
            date: Date::of_month(2020 + i16::from(kind % 3), kind % 12),
            words: usize::from(kind % 5),
            bytes: 1,
            content: (kind > 40).then(|| Digest::of(title.as_bytes())),
            ..Entry::waiting(PathBuf::from(format!("{}/{path}", path % 3)), CleanText::default())
        }
    }

    fn happen(catalogue: &mut Catalogue, list: &mut Arrangement, step: &Step) {
        let id = |catalogue: &Catalogue, number: u8| catalogue.ids().nth(number.into());
        match step {
            Step::Put(entries) => drop(catalogue.put(entries.iter().copied().map(entry))),
            Step::Remove(number) => {
                let gone: Vec<EntryId> = id(catalogue, *number).into_iter().collect();
                catalogue.remove(&gone);
            }
            Step::Read(number, unread) => {
                let id = id(catalogue, *number);
                id.into_iter().for_each(|id| drop(catalogue.set_unread(id, *unread)));
            }
            Step::Order(by, reversed) => {
                let sort = Sort { by: ListSort::ALL[*by], reversed: *reversed };
                list.set_sort(catalogue, sort);
            }
            Step::Filter(words) => list.set_filter(words),
            Step::Seek(words) => list.seek(words),
            Step::Refresh => list.refresh(catalogue),
            Step::Look => {}
        }
    }

    proptest! {
        #[test]
        fn rows_are_the_same_wherever_and_however_often_they_are_found_out(steps in steps()) {
            let mut catalogue = Catalogue::default();
            let (mut list, mut order) = (Arrangement::default(), RowOrder::default());
            let (going, cancelled) = (AtomicBool::new(false), AtomicBool::new(true));
            for step in steps.iter().chain([&Step::Look]) {
                happen(&mut catalogue, &mut list, step);
                if !matches!(step, Step::Look) {
                    continue;
                }
                let view = catalogue.view();
                // What was called off does no harm to what comes later.
                order.rows(&view, list.spec(), &cancelled);
                let rows = order.rows(&view, list.spec(), &going);
                prop_assert_eq!(&rows, &RowOrder::default().rows(&view, list.spec(), &going));
                list.arrange(&catalogue);
                prop_assert_eq!(rows.as_ref(), Some(list.rows()));
            }
        }

        #[test]
        fn a_view_stays_as_the_catalogue_was(before in steps(), after in steps()) {
            let mut catalogue = Catalogue::default();
            let mut list = Arrangement::default();
            before.iter().for_each(|step| happen(&mut catalogue, &mut list, step));
            let (view, spec) = (catalogue.view(), list.spec().clone());
            let going = AtomicBool::new(false);
            let rows = RowOrder::default().rows(&view, &spec, &going);
            after.iter().for_each(|step| happen(&mut catalogue, &mut list, step));
            prop_assert_eq!(RowOrder::default().rows(&view, &spec, &going), rows);
        }
    }

    #[test]
    fn what_is_called_off_tells_no_rows() {
        let mut catalogue = Catalogue::default();
        catalogue.put([entry((1, 1))]);
        let (view, spec) = (catalogue.view(), ListSpec::default());
        assert!(RowOrder::default().rows(&view, &spec, &AtomicBool::new(true)).is_none());
    }
}
