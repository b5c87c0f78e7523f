//! How many documents fall on each day, month or year, and how many ranges these state. Counts only:
//! what is drawn of it is the view's, where the dates come from the index's.

use std::collections::BTreeMap;
use std::ops::{AddAssign, RangeInclusive};

use crate::document::Date;

/// What one bar of a timeline stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl TimeUnit {
    /// Every unit, the shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Month, Self::Year];

    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The next shorter one; itself, if there is none.
    #[must_use]
    pub const fn shorter(self) -> Self {
        match self {
            Self::Day | Self::Month => Self::Day,
            Self::Year => Self::Month,
        }
    }

    /// The next longer one; itself, if there is none.
    #[must_use]
    pub const fn longer(self) -> Self {
        match self {
            Self::Day => Self::Month,
            Self::Month | Self::Year => Self::Year,
        }
    }

    /// The number of the day, month or year of a date, such that what follows another is one more.
    /// `None` if the date is not that exact.
    pub fn number(self, date: Date) -> Option<i64> {
        let year = i64::from(date.year());
        match self {
            Self::Year => Some(year),
            Self::Month => Some(year * 12 + i64::from(date.month()?) - 1),
            Self::Day => Some(days_before(year, date.month()?) + i64::from(date.day()?)),
        }
    }

    /// The day, month or year of a number.
    pub fn date(self, number: i64) -> Option<Date> {
        let year = |number: i64| i16::try_from(number).ok();
        match self {
            Self::Year => Date::of_year(year(number)?),
            Self::Month => {
                let month = u8::try_from(number.rem_euclid(12) + 1).ok()?;
                Date::of_month(year(number.div_euclid(12))?, month)
            }
            Self::Day => day(number),
        }
    }
}

/// Days from the first of March of the year 0 to the last day before a month of the Gregorian calendar.
/// Counted from March, as then a leap day is the last of a year.
fn days_before(year: i64, month: u8) -> i64 {
    let month = i64::from(month);
    let (year, from_march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * from_march + 2) / 5
}

/// The day of a number: the one month of about its year that holds it.
fn day(number: i64) -> Option<Date> {
    // 400 years have 146,097 days.
    let year = number.saturating_mul(400).div_euclid(146_097);
    let months = (year - 1..=year + 1).flat_map(|year| (1..=12_u8).map(move |m| (year, m)));
    let mut days = months.filter_map(|(year, month)| {
        let day = u8::try_from(number - days_before(year, month)).ok()?;
        Date::of_day(i16::try_from(year).ok()?, month, day)
    });
    days.next()
}

/// How many documents, and how many ranges they state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeCount {
    /// Documents.
    pub documents: usize,
    /// Ranges that they state.
    pub statements: usize,
}

impl AddAssign for TimeCount {
    fn add_assign(&mut self, other: Self) {
        self.documents += other.documents;
        self.statements += other.statements;
    }
}

/// Counts by date, each as exact as it is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    dated: BTreeMap<Date, TimeCount>,
    /// What has no date.
    pub undated: TimeCount,
}

impl Timeline {
    /// Counts that belong to dates; those of one date are added up.
    pub fn new(counts: impl IntoIterator<Item = (Option<Date>, TimeCount)>) -> Self {
        let mut timeline = Self::default();
        for (date, count) in counts {
            match date {
                Some(date) => *timeline.dated.entry(date).or_default() += count,
                None => timeline.undated += count,
            }
        }
        timeline
    }

    /// True if nothing is counted.
    pub fn is_empty(&self) -> bool {
        self.dated.is_empty() && self.undated == TimeCount::default()
    }

    /// Everything that has a date.
    pub fn dated(&self) -> TimeCount {
        sum(self.dated.values())
    }

    /// The first date and the last.
    pub fn ends(&self) -> Option<(Date, Date)> {
        let (first, _) = self.dated.first_key_value()?;
        let (last, _) = self.dated.last_key_value()?;
        Some((*first, *last))
    }

    /// The counts of each day, month or year.
    pub fn buckets(&self, unit: TimeUnit) -> Buckets {
        let mut buckets = Buckets { unit, filled: BTreeMap::new(), coarse: TimeCount::default() };
        for (date, count) in &self.dated {
            match unit.number(*date) {
                Some(number) => *buckets.filled.entry(number).or_default() += *count,
                None => buckets.coarse += *count,
            }
        }
        buckets
    }

    /// The shortest unit of which no more than `most` lie between the first date and the last; the year,
    /// if none is long enough.
    pub fn fitting(&self, most: usize) -> TimeUnit {
        let fits = |unit: &TimeUnit| {
            let buckets = self.buckets(*unit);
            let shown = buckets.sum(i64::MIN..=i64::MAX).documents > buckets.coarse.documents;
            shown && buckets.len() <= most
        };
        TimeUnit::ALL.into_iter().find(fits).unwrap_or(TimeUnit::Year)
    }
}

/// The counts of each day, month or year, from the first to the last: what nothing falls on is there too,
/// with nothing in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buckets {
    /// What each stands for.
    pub unit: TimeUnit,
    /// Those that hold something.
    filled: BTreeMap<i64, TimeCount>,
    /// What is dated, but not as exactly.
    pub coarse: TimeCount,
}

impl Buckets {
    /// The number of the first, and of the last.
    pub fn ends(&self) -> Option<(i64, i64)> {
        let (first, _) = self.filled.first_key_value()?;
        let (last, _) = self.filled.last_key_value()?;
        Some((*first, *last))
    }

    /// How many there are, the empty ones among them.
    pub fn len(&self) -> usize {
        let span = self.ends().map_or(0, |(first, last)| last - first + 1);
        usize::try_from(span).unwrap_or(usize::MAX)
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.filled.is_empty()
    }

    /// What one holds.
    pub fn at(&self, number: i64) -> TimeCount {
        self.filled.get(&number).copied().unwrap_or_default()
    }

    /// What several hold together.
    pub fn sum(&self, numbers: RangeInclusive<i64>) -> TimeCount {
        if numbers.is_empty() {
            return TimeCount::default();
        }
        sum(self.filled.range(numbers).map(|(_, count)| count))
    }

    /// Those of several that hold something, in order.
    pub fn filled(&self, numbers: RangeInclusive<i64>) -> impl Iterator<Item = (i64, TimeCount)> {
        let range = (!numbers.is_empty()).then(|| self.filled.range(numbers));
        range.into_iter().flatten().map(|(number, count)| (*number, *count))
    }

    /// The next that holds something, after one or before it.
    pub fn next_filled(&self, number: i64, forward: bool) -> Option<i64> {
        match forward {
            true => self.filled.range(number.saturating_add(1)..).next().map(|(at, _)| *at),
            false => self.filled.range(..number).next_back().map(|(at, _)| *at),
        }
    }

    /// The day, month or year of that number as ISO 8601 writes it, which the search language takes.
    pub fn name(&self, number: i64) -> String {
        self.unit.date(number).map(|date| date.to_string()).unwrap_or_default()
    }
}

fn sum<'c>(counts: impl Iterator<Item = &'c TimeCount>) -> TimeCount {
    counts.fold(TimeCount::default(), |mut all, count| {
        all += *count;
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(statements: usize) -> TimeCount {
        TimeCount { documents: 1, statements }
    }

    #[test]
    fn days_months_and_years_are_numbered_one_after_the_other() {
        let mut last = TimeUnit::Day.number(Date::of_day(1899, 12, 31).unwrap()).unwrap();
        for year in 1900..2101 {
            for month in 1..=12 {
                for day in 1..=31 {
                    let Some(date) = Date::of_day(year, month, day) else { continue };
                    let number = TimeUnit::Day.number(date).unwrap();
                    assert_eq!(number, last + 1, "{date}");
                    assert_eq!(TimeUnit::Day.date(number), Some(date));
                    last = number;
                }
            }
        }
        let month = Date::of_month(2023, 12).unwrap();
        let next = TimeUnit::Month.number(month).unwrap() + 1;
        assert_eq!(TimeUnit::Month.date(next), Date::of_month(2024, 1));
        assert_eq!(TimeUnit::Day.number(month), None);
    }

    #[test]
    fn what_nothing_falls_on_is_there_and_empty() {
        let timeline = Timeline::new([
            (Date::of_day(2023, 1, 30), one(2)),
            (Date::of_day(2023, 4, 1), one(0)),
            (Date::of_year(2023), one(1)),
            (None, one(0)),
        ]);
        let months = timeline.buckets(TimeUnit::Month);
        let (first, last) = months.ends().unwrap();
        let counts: Vec<_> = (first..=last).map(|at| months.at(at).documents).collect();
        assert_eq!(counts, [1, 0, 0, 1]);
        assert_eq!((months.name(first + 1).as_str(), months.coarse), ("2023-02", one(1)));
        assert_eq!(timeline.undated, one(0));
        assert_eq!(months.next_filled(first, true), Some(last));
        assert_eq!(months.next_filled(first, false), None);
        let year = timeline.buckets(TimeUnit::Year);
        assert_eq!(year.at(2023), TimeCount { documents: 3, statements: 3 });
    }

    #[test]
    fn the_unit_is_the_shortest_of_which_all_fit() {
        let days = |last| Timeline::new([2, last].map(|day| (Date::of_day(2023, 3, day), one(0))));
        assert_eq!(days(11).fitting(10), TimeUnit::Day);
        assert_eq!(days(12).fitting(10), TimeUnit::Month);
        let long = [1990, 2023].map(|year| (Date::of_year(year), one(0)));
        assert_eq!(Timeline::new(long).fitting(10), TimeUnit::Year, "no month is known");
        assert_eq!(Timeline::default().fitting(10), TimeUnit::Year);
    }

    proptest! {
        #[test]
        fn every_dated_document_is_counted_once_at_every_unit(
            dates in proptest::collection::vec((1900_i16..2100, 0_u8..13, 0_u8..29), 0..60),
            undated in 0_usize..4,
        ) {
            let date = |(year, month, day)| {
                let day = Date::of_day(year, month, day);
                day.or(Date::of_month(year, month)).or(Date::of_year(year))
            };
            let counts = dates.iter().map(|parts| (date(*parts), one(1)));
            let none = (0..undated).map(|_| (None, one(0)));
            let timeline = Timeline::new(counts.chain(none));
            prop_assert_eq!(timeline.dated().documents, dates.len());
            prop_assert_eq!(timeline.undated.documents, undated);
            for unit in TimeUnit::ALL {
                let buckets = timeline.buckets(unit);
                let mut all = buckets.coarse;
                if let Some((first, last)) = buckets.ends() {
                    let each = (first..=last).map(|at| buckets.at(at).documents).sum::<usize>();
                    prop_assert_eq!(each, buckets.sum(first..=last).documents);
                    all += buckets.sum(first..=last);
                }
                prop_assert_eq!(all, timeline.dated());
            }
        }
    }
}
