//! The columns of the list: what each tells of an entry, and how entries are ordered by it. Most stand in
//! the catalogue's records; what is counted elsewhere (bookmarks, disputes) is told to the catalogue.
//! Paints nothing and decides no width but that of its own values.

use std::path::PathBuf;

use foldhash::HashMap;

use super::catalogue::Catalogue;
use super::entry::EntryId;
use super::keys::instant;
use crate::config::ListColumn;
use crate::document::Date;
use crate::facts::{Counts, DATE_SPANS, Overview};
use crate::text::grouped;

/// New facts of a document that are counted.
const MOST_NEW: u32 = 1 << 20;

/// What a column tells of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnValue {
    /// It is not known yet.
    Unknown,
    /// There is none.
    Nothing,
    /// So many.
    Count(u32),
    /// A date.
    Date(Date),
    /// It came since the last sitting with the library, or changed, and so many facts in it are new.
    New {
        /// True if it changed, false if it came.
        changed: bool,
        /// How many facts in it the library did not hold.
        facts: u32,
    },
    /// How many fall in each of some equal spans of time.
    Trend([u8; DATE_SPANS]),
}

impl ColumnValue {
    fn of_count(count: u32) -> Self {
        if count == 0 { Self::Nothing } else { Self::Count(count) }
    }

    /// What a column tells of a text with these facts; unknown is what is counted elsewhere.
    pub fn of_text(column: ListColumn, counts: Option<Counts>, overview: &Overview) -> Self {
        let Some(Counts { weapons, ranges, actors }) = counts else { return Self::Unknown };
        let dates = &overview.dates;
        match column {
            ListColumn::Facts => {
                Self::of_count(weapons.saturating_add(ranges).saturating_add(actors))
            }
            ListColumn::First => Self::of_date(dates.first()),
            ListColumn::Last => Self::of_date(dates.last()),
            ListColumn::Trend => dates.counts().map_or(Self::Nothing, Self::Trend),
            ListColumn::Disputed | ListColumn::Bookmarks | ListColumn::New => Self::Unknown,
        }
    }

    /// What is new since the last sitting, as one number that is greater where more is.
    pub fn new_count(changed: bool, facts: usize) -> u32 {
        let facts = u32::try_from(facts).unwrap_or(u32::MAX).min(MOST_NEW);
        1 + 2 * facts + u32::from(changed)
    }

    /// The same from that number.
    fn of_new_count(count: u32) -> Self {
        let Some(rest) = count.checked_sub(1) else { return Self::Nothing };
        Self::New { changed: rest % 2 == 1, facts: rest / 2 }
    }

    fn of_date(date: Option<Date>) -> Self {
        date.map_or(Self::Nothing, Self::Date)
    }
}

/// Cells of the widest value of a column: "9999+", "2023-07", a cell for each span of time.
pub const fn column_cells(column: ListColumn) -> usize {
    match column {
        ListColumn::Facts | ListColumn::Disputed | ListColumn::Bookmarks | ListColumn::New => 5,
        ListColumn::First | ListColumn::Last => 7,
        ListColumn::Trend => DATE_SPANS,
    }
}

/// What a column is for.
pub const fn about_column(column: ListColumn) -> &'static str {
    match column {
        ListColumn::Facts => "weapons, ranges and actors",
        ListColumn::Disputed => "weapons that it and others dispute",
        ListColumn::Bookmarks => "passages that are bookmarked",
        ListColumn::New => "+ came, ~ changed; its new facts",
        ListColumn::First => "earliest date named",
        ListColumn::Last => "latest date named",
        ListColumn::Trend => "its dates, first to last",
    }
}

/// In which order a list stands that is ordered by a column.
pub const fn column_order(column: ListColumn) -> &'static str {
    match column {
        ListColumn::Facts => "most facts first",
        ListColumn::Disputed => "most disputed weapons first",
        ListColumn::Bookmarks => "most bookmarks first",
        ListColumn::New => "most that is new first",
        ListColumn::First => "by the first date named, earliest first",
        ListColumn::Last => "by the last date named, latest first",
        ListColumn::Trend => "no list is ordered by it",
    }
}

/// What a column tells, in words; `None` if that is nothing, or cannot be told in words.
pub fn column_words(column: ListColumn, value: ColumnValue) -> Option<String> {
    let count = match value {
        ColumnValue::Unknown | ColumnValue::Nothing | ColumnValue::Trend(_) => return None,
        ColumnValue::New { changed, facts } => return Some(new_words(changed, facts)),
        ColumnValue::Count(count) => grouped(count as usize),
        ColumnValue::Date(date) => date.to_string(),
    };
    Some(match (column, count.as_str()) {
        (ListColumn::Facts, "1") => "1 fact".to_owned(),
        (ListColumn::Facts, _) => format!("{count} facts"),
        (ListColumn::Disputed, "1") => "1 disputed weapon".to_owned(),
        (ListColumn::Disputed, _) => format!("{count} disputed weapons"),
        (ListColumn::Bookmarks, "1") => "1 bookmark".to_owned(),
        (ListColumn::Bookmarks, _) => format!("{count} bookmarks"),
        (ListColumn::First, _) => format!("names dates from {count}"),
        (ListColumn::Last, _) => format!("names dates up to {count}"),
        (ListColumn::Trend | ListColumn::New, _) => return None,
    })
}

/// "came since the last sitting, with 3 new facts".
fn new_words(changed: bool, facts: u32) -> String {
    let what = if changed { "changed" } else { "came" };
    let facts = match facts {
        0 => String::new(),
        1 => ", with 1 new fact".to_owned(),
        facts => format!(", with {} new facts", grouped(facts as usize)),
    };
    format!("{what} since the last sitting{facts}")
}

impl Catalogue {
    /// What a column tells of an entry.
    pub fn column(&self, column: ListColumn, id: EntryId) -> ColumnValue {
        match (column, self.record(id)) {
            (ListColumn::Disputed | ListColumn::Bookmarks | ListColumn::New, _) => {
                self.counted(column, id)
            }
            (_, Some(record)) => ColumnValue::of_text(column, record.counts(), &record.overview),
            (_, None) => ColumnValue::Unknown,
        }
    }

    /// What was counted elsewhere of the document of an entry. Bookmarks of all its paths count; a
    /// dispute is the same under all of them.
    fn counted(&self, column: ListColumn, id: EntryId) -> ColumnValue {
        let Some(counted) = self.counted.of(column) else { return ColumnValue::Unknown };
        let alone = self.slot(id).is_none_or(|slot| self.duplicates(slot).is_none());
        let of_count = match column {
            ListColumn::New => ColumnValue::of_new_count,
            _ => ColumnValue::of_count,
        };
        if counted.is_empty() || alone {
            return of_count(counted.get(&id).copied().unwrap_or(0));
        }
        let counts = self.paths_of(id).into_iter().filter_map(|id| counted.get(&id).copied());
        of_count(match column {
            ListColumn::Bookmarks => counts.fold(0, u32::saturating_add),
            _ => counts.max().unwrap_or(0),
        })
    }

    /// Takes what was counted of documents elsewhere, by their paths: those that are missing have none.
    pub fn count_elsewhere(
        &mut self,
        column: ListColumn,
        counts: impl IntoIterator<Item = (PathBuf, u32)>,
    ) {
        let by_path: HashMap<PathBuf, u32> = counts.into_iter().collect();
        let by_id = by_path.iter().filter_map(|(path, count)| Some((self.id_of(path)?, *count)));
        let by_id = by_id.collect();
        let changed = self.counted.replace(column, by_path, by_id);
        for id in changed {
            self.paths_of(id).into_iter().for_each(|id| self.touched.push(id));
        }
        self.touched.forget_old(self.end());
    }

    /// The number that an entry is ordered by in a column, smaller first: counts from the most, the first
    /// dates from the earliest, the last from the latest. `None` if there is nothing to order by.
    pub(super) fn column_key(&self, column: ListColumn, id: EntryId) -> Option<u64> {
        const MOST: u64 = 1 << 48;
        match self.column(column, id) {
            ColumnValue::Unknown | ColumnValue::Nothing | ColumnValue::Trend(_) => None,
            ColumnValue::Count(count) => Some(MOST - u64::from(count)),
            ColumnValue::New { changed, facts } => {
                Some(MOST - u64::from(ColumnValue::new_count(changed, facts as usize)))
            }
            ColumnValue::Date(date) if column == ListColumn::Last => Some(MOST - instant(date)),
            ColumnValue::Date(date) => Some(instant(date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookmarks::Digest;
    use crate::facts::NamedDates;
    use crate::library::{Arrangement, Entry, ListSort, Sort};
    use crate::text::CleanText;

    fn found(path: &str) -> Entry {
        Entry::waiting(PathBuf::from(path), CleanText::default())
    }

    fn known(path: &str, weapons: u32, years: &[i16]) -> Entry {
        let dates = NamedDates::of(years.iter().filter_map(|year| Date::of_year(*year)));
        let counts = Some(Counts { weapons, ranges: 1, actors: 2 });
        Entry { counts, overview: Overview { dates }, ..found(path) }
    }

    #[test]
    fn what_facts_and_dates_tell_is_known_once_they_were_looked_for() {
        let mut catalogue = Catalogue::default();
        let ids = catalogue.put([known("a", 2_000, &[2019, 2021]), known("b", 0, &[]), found("c")]);
        let told = |column| ids.iter().map(|id| catalogue.column(column, *id)).collect::<Vec<_>>();
        let (none, unknown) = (ColumnValue::Nothing, ColumnValue::Unknown);
        let (facts, few) = (ColumnValue::Count(2_003), ColumnValue::Count(3));
        assert_eq!(told(ListColumn::Facts), [facts, few, unknown]);
        let year = |year| Date::of_year(year).map(ColumnValue::Date).unwrap();
        assert_eq!(told(ListColumn::First), [year(2019), none, unknown]);
        assert_eq!(told(ListColumn::Last), [year(2021), none, unknown]);
        let trend = ColumnValue::Trend([1, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(told(ListColumn::Trend), [trend, none, unknown]);
        assert_eq!(told(ListColumn::Disputed), [unknown; 3]);
    }

    #[test]
    fn what_is_counted_elsewhere_reaches_entries_that_come_later_and_every_path() {
        let mut catalogue = Catalogue::default();
        let copy =
            |path: &str| Entry { bytes: 9, content: Some(Digest::of(b"same")), ..found(path) };
        let ids = catalogue.put([copy("a"), copy("b"), found("x")]);
        let counts = [("a", 2), ("b", 1), ("late", 7)].map(|(path, n)| (PathBuf::from(path), n));
        for column in [ListColumn::Bookmarks, ListColumn::Disputed] {
            catalogue.count_elsewhere(column, counts.clone());
        }
        let late = catalogue.put([found("late")])[0];
        assert_eq!(catalogue.column(ListColumn::Bookmarks, ids[1]), ColumnValue::Count(3));
        assert_eq!(catalogue.column(ListColumn::Disputed, ids[1]), ColumnValue::Count(2));
        assert_eq!(catalogue.column(ListColumn::Bookmarks, ids[2]), ColumnValue::Nothing);
        assert_eq!(catalogue.column(ListColumn::Bookmarks, late), ColumnValue::Count(7));
    }

    #[test]
    fn the_list_is_ordered_by_a_column_and_follows_what_is_counted_elsewhere() {
        let mut catalogue = Catalogue::default();
        catalogue.put([known("a", 1, &[2019]), known("b", 3, &[2018, 2020]), known("c", 2, &[])]);
        let mut list = Arrangement::default();
        let order = |list: &Arrangement, catalogue: &Catalogue| {
            let names = list.ids().iter().filter_map(|id| catalogue.get(*id));
            names.map(|entry| entry.name.to_string()).collect::<String>()
        };
        for (by, reversed, expected) in [
            (ListSort::Facts, false, "bca"),
            (ListSort::First, false, "bac"),
            (ListSort::First, true, "abc"),
            (ListSort::Last, false, "bac"),
            (ListSort::Bookmarks, false, "abc"),
        ] {
            list.set_sort(&catalogue, Sort { by, reversed });
            list.arrange(&catalogue);
            assert_eq!(order(&list, &catalogue), expected, "{by}");
        }
        let counts = |counts: &[(&str, u32)]| {
            counts.iter().map(|(path, count)| (PathBuf::from(path), *count)).collect::<Vec<_>>()
        };
        catalogue.count_elsewhere(ListColumn::Bookmarks, counts(&[("c", 1), ("b", 2)]));
        list.arrange(&catalogue);
        assert_eq!(order(&list, &catalogue), "bca");
        catalogue.count_elsewhere(ListColumn::Bookmarks, counts(&[("c", 1)]));
        list.arrange(&catalogue);
        assert_eq!(order(&list, &catalogue), "cab");
    }

    #[test]
    fn what_is_new_comes_first_and_what_only_came_behind_it() {
        let mut catalogue = Catalogue::default();
        let ids = catalogue.put([found("a"), found("b"), found("c"), found("d")]);
        assert_eq!(catalogue.column(ListColumn::New, ids[0]), ColumnValue::Unknown);
        let counts = [("b", false, 2), ("c", true, 0), ("d", false, 0)]
            .map(|(path, changed, n)| (PathBuf::from(path), ColumnValue::new_count(changed, n)));
        catalogue.count_elsewhere(ListColumn::New, counts);
        let told: Vec<_> = ids.iter().map(|id| catalogue.column(ListColumn::New, *id)).collect();
        let new = |changed, facts| ColumnValue::New { changed, facts };
        assert_eq!(told, [ColumnValue::Nothing, new(false, 2), new(true, 0), new(false, 0)]);
        let mut list = Arrangement::default();
        list.set_sort(&catalogue, Sort { by: ListSort::New, reversed: false });
        list.arrange(&catalogue);
        let names = list.ids().iter().filter_map(|id| catalogue.get(*id));
        assert_eq!(names.map(|entry| entry.name.to_string()).collect::<String>(), "bcda");
    }

    #[test]
    fn columns_are_told_in_words() {
        let date = Date::of_month(2019, 3).map(ColumnValue::Date).unwrap();
        for (column, value, expected) in [
            (ListColumn::Facts, ColumnValue::Count(1_200), Some("1,200 facts")),
            (ListColumn::Disputed, ColumnValue::Count(1), Some("1 disputed weapon")),
            (ListColumn::Bookmarks, ColumnValue::Count(2), Some("2 bookmarks")),
            (ListColumn::First, date, Some("names dates from 2019-03")),
            (ListColumn::Last, ColumnValue::Nothing, None),
            (ListColumn::Trend, ColumnValue::Trend([1; DATE_SPANS]), None),
            (
                ListColumn::New,
                ColumnValue::New { changed: false, facts: 3 },
                Some("came since the last sitting, with 3 new facts"),
            ),
            (
                ListColumn::New,
                ColumnValue::New { changed: true, facts: 0 },
                Some("changed since the last sitting"),
            ),
        ] {
            assert_eq!(column_words(column, value).as_deref(), expected);
        }
    }
}
