//! The list as it is seen: which entries, in which order. A document that becomes read keeps its
//! place until the list is refreshed. What it is to show is set at once; the rows follow, worked out here
//! or on another thread.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use foldhash::HashSet;

use super::catalogue::Catalogue;
use super::entry::EntryId;
use super::filter::Filter;
use super::list_rows::ListRows;
use super::row_order::{ListSpec, RowOrder, Sort};
use crate::query::Query;

/// The order of the entries shown.
#[derive(Clone, Debug, Default)]
pub struct Arrangement {
    spec: ListSpec,
    typed: String,
    /// What the index has said so far for each question of the filter.
    told: Vec<HashSet<EntryId>>,
    order: RowOrder,
    rows: Arc<ListRows>,
}

impl Arrangement {
    /// An empty list with this order.
    pub fn new(sort: Sort) -> Self {
        Self { spec: ListSpec { sort, ..ListSpec::default() }, ..Self::default() }
    }

    /// The rows shown.
    pub fn rows(&self) -> &ListRows {
        &self.rows
    }

    /// The entries shown, in order.
    pub fn ids(&self) -> &[EntryId] {
        self.rows.ids()
    }

    /// What the list is to show.
    pub fn spec(&self) -> &ListSpec {
        &self.spec
    }

    /// What the list is ordered by.
    pub fn sort(&self) -> Sort {
        self.spec.sort
    }

    /// The filter as typed.
    pub fn filter(&self) -> &str {
        &self.typed
    }

    /// True if something is looked for in the list.
    pub fn seeks(&self) -> bool {
        !self.spec.sought.is_empty()
    }

    /// Sets the order, and takes the read states as they are now.
    pub fn set_sort(&mut self, catalogue: &Catalogue, sort: Sort) {
        self.spec.sort = sort;
        self.refresh(catalogue);
    }

    /// Shows what passes `typed` (see [`Filter`]). Typing does not refresh the list: a document
    /// read since the last refresh still counts as unread.
    pub fn set_filter(&mut self, typed: &str) {
        typed.clone_into(&mut self.typed);
        self.spec.filter = Filter::parse(typed);
    }

    /// Looks for words in the titles, sources and names shown.
    pub fn seek(&mut self, words: &str) {
        self.spec.sought = Filter::of_titles(words);
    }

    /// What the index has to be asked for the filter.
    pub fn questions(&self) -> &[Query] {
        self.spec.filter.questions()
    }

    /// The index begins to answer the filter: what it began to say before is forgotten.
    pub fn begin_answer(&mut self) {
        self.told = vec![HashSet::default(); self.questions().len()];
    }

    /// Takes some of the documents that the index gives for a question of the filter.
    pub fn hear(&mut self, catalogue: &Catalogue, question: usize, paths: &[PathBuf]) {
        if let Some(told) = self.told.get_mut(question) {
            told.extend(paths.iter().filter_map(|path| catalogue.id_of(path)));
        }
    }

    /// The index has said everything: from now on it holds.
    pub fn end_answer(&mut self) {
        self.spec.filter.answer(std::mem::take(&mut self.told));
    }

    /// Takes the read states as they are now. Read states of entries count otherwise as they were at the
    /// last refresh, so nothing moves because it was read.
    pub fn refresh(&mut self, catalogue: &Catalogue) {
        self.spec.refreshed = catalogue.read_changes();
    }

    /// Brings the rows in line with the catalogue and what the list is to show.
    pub fn arrange(&mut self, catalogue: &Catalogue) {
        let rows = self.order.rows_of(catalogue, &self.spec, &AtomicBool::new(false));
        rows.into_iter().for_each(|rows| self.rows = Arc::new(rows));
    }

    /// Takes rows that were found out on another thread.
    pub fn take(&mut self, rows: Arc<ListRows>) {
        self.rows = rows;
        self.order = RowOrder::default();
    }

    /// How many changes of the catalogue the rows do not know.
    pub fn behind(&self, catalogue: &Catalogue) -> usize {
        catalogue.touched().count() - self.rows.taken_in()
    }

    /// Bytes of memory that the order takes.
    pub fn bytes(&self) -> usize {
        self.order.bytes() + self.rows.bytes()
    }

    /// The next entry shown after `row` that is unread now, from the top again after the end.
    pub fn next_unread(&self, catalogue: &Catalogue, row: usize) -> Option<usize> {
        let after = row.saturating_add(1).min(self.ids().len());
        let mut rows = (after..self.ids().len()).chain(0..after);
        rows.find(|&row| self.is_unread(catalogue, row))
    }

    /// The entry shown before `row` that is unread now, from the bottom again before the top.
    pub fn previous_unread(&self, catalogue: &Catalogue, row: usize) -> Option<usize> {
        let row = row.min(self.ids().len());
        let mut rows = (row..self.ids().len()).chain(0..row).rev();
        rows.find(|&row| self.is_unread(catalogue, row))
    }

    fn is_unread(&self, catalogue: &Catalogue, row: usize) -> bool {
        self.ids().get(row).is_some_and(|id| catalogue.is_unread(*id))
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::bookmarks::Digest;
    use crate::document::Date;
    use crate::facts::Counts;
    use crate::library::{Entry, ListSort, Status};
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
            list.arrange(&catalogue);
            assert_eq!(titles(&catalogue, &list), expected, "{sort}");
        }
        list.set_sort(&catalogue, Sort { by: ListSort::Date, reversed: true });
        list.arrange(&catalogue);
        assert_eq!(titles(&catalogue, &list), ["Note 10", "bulletin", "Note 9", "Undated"]);
    }

    #[test]
    fn what_becomes_read_stays_until_the_list_is_refreshed() {
        let mut catalogue = library();
        let mut list = Arrangement::new(by(ListSort::Unread));
        list.set_filter("is:unread");
        list.arrange(&catalogue);
        catalogue.set_unread(list.ids()[0], false);
        catalogue.put([entry("Late", 1, "", 1)]);
        list.arrange(&catalogue);
        let expected = ["Note 9", "bulletin", "Note 10", "Late", "Undated"];
        assert_eq!(titles(&catalogue, &list), expected);
        list.refresh(&catalogue);
        list.arrange(&catalogue);
        assert_eq!(titles(&catalogue, &list), &expected[1..]);
        list.set_filter("");
        list.arrange(&catalogue);
        assert_eq!(titles(&catalogue, &list).last().unwrap(), "Note 9");
    }

    #[test]
    fn filters_and_removals_leave_the_rest_in_order() {
        let mut catalogue = library();
        let mut list = Arrangement::default();
        list.set_filter("REUTERS");
        list.arrange(&catalogue);
        assert_eq!(titles(&catalogue, &list), ["bulletin", "Note 10"]);
        catalogue.remove(&list.ids()[..1]);
        list.arrange(&catalogue);
        assert_eq!(titles(&catalogue, &list), ["Note 10"]);
        assert_eq!(list.rows().row_of(list.ids()[0]), Some(0));
    }

    #[test]
    fn unread_documents_are_found_round_the_end() {
        let mut catalogue = library();
        let mut list = Arrangement::default();
        list.refresh(&catalogue);
        list.arrange(&catalogue);
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
        list.arrange(&catalogue);
        let found = told(&catalogue, &list);
        assert!(found <= 340, "{found} bytes for a document that was found");
        for _ in 0..5 {
            catalogue.put((0..COUNT).map(|number| known(number, true)));
            list.arrange(&catalogue);
        }
        let described = told(&catalogue, &list);
        assert!(described <= 560, "{described} bytes for one with a title and facts");
        let ids: Vec<EntryId> = catalogue.ids().collect();
        let last = catalogue.get(ids[COUNT - 1]).unwrap();
        assert_eq!(last, Entry { id: last.id, ..known(COUNT - 1, true) });
    }
}
