//! When the documents that name something are dated: the first, the last, and how many in each of
//! some spans of time that are the same for everything that is compared. Reads dates and keys of the
//! index only.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::columnar::Column;
use tantivy::{Searcher, SegmentReader};

use super::error::IndexError;
use super::reader::Index;
use super::schema::DATE;
use super::set::Set;
use crate::facts::Class;

/// Spans of time that a trend counts documents in.
pub const TREND_SPANS: usize = 12;

/// The months that a span may have, the shortest first: a month, a quarter, a year, five, ten years.
const MONTHS: [u32; 5] = [1, 3, 12, 60, 120];

/// How many of 100 dated documents the spans must hold, if any length of them does: a single
/// document of 1945 does not make every span last ten years.
const HELD_OF_100: usize = 90;

/// Which time the spans of a trend stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrendAxis {
    /// Months of a span; 0 if no document has a date.
    pub months: u32,
    /// The month after the last span, counted from the year 0.
    end: u32,
}

/// When the documents that name something are dated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    /// The date of the first, a number like 20230722 whose month or day may be 00; `None` if none has
    /// a date.
    pub first: Option<u32>,
    /// The date of the last, likewise.
    pub last: Option<u32>,
    /// Documents in each span of the axis, the oldest span first.
    pub counts: [u32; TREND_SPANS],
    /// Documents before the first span.
    pub earlier: u32,
    /// Documents without a date, or with one too inexact for the spans.
    pub unplaced: u32,
}

/// The month of a date, counted from the year 0; `None` if it says the year only.
fn month(date: u32) -> Option<u32> {
    let (year, month) = (date / 10_000, date / 100 % 100);
    month.checked_sub(1).map(|month| year * 12 + month)
}

/// The month that places a date in spans of so many months: of whole years a year says enough.
fn placed(date: u32, months: u32) -> Option<u32> {
    match months % 12 {
        0 => Some(month(date).unwrap_or(date / 10_000 * 12)),
        _ => month(date),
    }
}

impl TrendAxis {
    /// The axis for documents of these dates, with how many have each: the shortest spans that hold
    /// nearly all of them. They begin with months, quarters, years or decades of the calendar.
    pub fn of(dates: &BTreeMap<u32, usize>) -> Self {
        let total: usize = dates.values().sum();
        let Some((newest, _)) = dates.last_key_value().filter(|_| total > 0) else {
            return Self::default();
        };
        let axis = |months: u32| {
            let last = month(*newest).unwrap_or(newest / 10_000 * 12 + 11);
            Self { months, end: (last / months + 1) * months }
        };
        let holds = |axis: &Self| {
            let held = dates.iter().filter(|(date, _)| axis.span_of(**date).is_some());
            held.map(|(_, count)| count).sum::<usize>() * 100 >= total * HELD_OF_100
        };
        let longest = MONTHS.last().copied().unwrap_or(1);
        MONTHS.into_iter().map(axis).find(holds).unwrap_or_else(|| axis(longest))
    }

    /// The month in which the first span begins, counted from the year 0.
    fn start(self) -> u32 {
        self.end.saturating_sub(self.months * u32::try_from(TREND_SPANS).unwrap_or(u32::MAX))
    }

    /// The years of the first and the last span.
    pub fn years(self) -> (u32, u32) {
        (self.start() / 12, self.end.saturating_sub(1) / 12)
    }

    /// The span of a date; `None` if it is before the first or too inexact.
    fn span_of(self, date: u32) -> Option<usize> {
        let after = placed(date, self.months.max(1))?.checked_sub(self.start())?;
        let span = usize::try_from(after.checked_div(self.months)?).ok()?;
        Some(span).filter(|span| *span < TREND_SPANS)
    }

    fn is_earlier(self, date: u32) -> bool {
        placed(date, self.months.max(1)).is_some_and(|month| month < self.start())
    }
}

impl Trend {
    /// Takes in a document; 0 is no date.
    fn take(&mut self, date: u32, axis: TrendAxis) {
        if date == 0 {
            self.unplaced += 1;
            return;
        }
        self.first = Some(self.first.map_or(date, |first| first.min(date)));
        self.last = Some(self.last.map_or(date, |last| last.max(date)));
        match axis.span_of(date).and_then(|span| self.counts.get_mut(span)) {
            Some(count) => *count += 1,
            None if axis.is_earlier(date) => self.earlier += 1,
            None => self.unplaced += 1,
        }
    }
}

impl Index {
    /// When the documents are dated that name each of these things of a class; a thing may have
    /// several keys. All trends have the one axis, which follows from the dates of all documents.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn trends(
        &self,
        class: Class,
        things: &[Vec<String>],
    ) -> Result<(TrendAxis, Vec<Trend>), IndexError> {
        let searcher = self.searcher();
        let axis = self.trend_axis(&searcher)?;
        let mut trends = vec![Trend::default(); things.len()];
        for segment in searcher.segment_readers() {
            let column = segment.fast_fields().u64(DATE)?;
            for (ids, trend) in things.iter().zip(&mut trends) {
                self.naming_set(segment, class, ids)?.each(|document| {
                    if !segment.is_deleted(document) {
                        trend.take(date_of(&column, document), axis);
                    }
                });
            }
        }
        Ok((axis, trends))
    }

    /// The axis for the documents of the library: their dates are counted once for every state of the
    /// index.
    fn trend_axis(&self, searcher: &Searcher) -> Result<TrendAxis, IndexError> {
        let counted = self.kept().dates.of(searcher, || {
            let mut dates = BTreeMap::new();
            for segment in searcher.segment_readers() {
                let column = segment.fast_fields().u64(DATE)?;
                for document in segment.doc_ids_alive() {
                    let date = date_of(&column, document);
                    if date > 0 {
                        *dates.entry(date).or_default() += 1;
                    }
                }
            }
            Ok(Some(dates))
        })?;
        Ok(counted.as_deref().map(TrendAxis::of).unwrap_or_default())
    }

    /// The documents of a segment that name a thing by any of its keys.
    fn naming_set(
        &self,
        segment: &SegmentReader,
        class: Class,
        ids: &[String],
    ) -> Result<Set, IndexError> {
        let mut set = Set::new(segment.max_doc());
        for id in ids.iter().collect::<BTreeSet<_>>() {
            self.insert_naming(segment, class, id, &mut set)?;
        }
        Ok(set)
    }
}

/// The date of a document as a number; 0 if it has none.
fn date_of(column: &Column<u64>, document: u32) -> u32 {
    column.first(document).and_then(|date| u32::try_from(date).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::correction::Corrections;
    use crate::index::RootedPath;
    use crate::index::tests::library;

    fn axis(dates: &[(u32, usize)]) -> TrendAxis {
        TrendAxis::of(&dates.iter().copied().collect())
    }

    #[test]
    fn the_spans_are_the_shortest_that_hold_nearly_all_documents() {
        assert_eq!(axis(&[]).months, 0);
        assert_eq!(axis(&[(20240305, 3), (20231130, 2)]).months, 1);
        assert_eq!(axis(&[(20240305, 3), (20220101, 2)]).months, 3);
        assert_eq!(axis(&[(20240305, 3), (20140101, 2)]).months, 12);
        // One of a hundred does not decide.
        assert_eq!(axis(&[(20240305, 99), (19450508, 1)]).months, 1);
        assert_eq!(axis(&[(20240305, 1), (19450508, 1)]).months, 120);
    }

    #[test]
    fn spans_begin_with_those_of_the_calendar_and_the_last_holds_the_newest_document() {
        let months = axis(&[(20240305, 1), (20230401, 1)]);
        assert_eq!((months.span_of(20240331), months.span_of(20230401)), (Some(11), Some(0)));
        assert_eq!((months.span_of(20230331), months.is_earlier(20230331)), (None, true));
        let years = axis(&[(20240305, 1), (20140101, 1)]);
        assert_eq!(years.years(), (2013, 2024));
        assert_eq!((years.span_of(20130000), years.span_of(20241231)), (Some(0), Some(11)));
    }

    #[test]
    fn a_year_alone_is_placed_among_years_and_not_among_months() {
        let (months, years) = (axis(&[(20240305, 1)]), axis(&[(20240305, 1), (20150101, 1)]));
        assert_eq!((months.span_of(20240000), years.span_of(20240000)), (None, Some(11)));
        let mut trend = Trend::default();
        for date in [0, 20240000, 20240301, 19990101] {
            trend.take(date, months);
        }
        assert_eq!((trend.first, trend.last), (Some(19990101), Some(20240301)));
        assert_eq!((trend.counts[11], trend.earlier, trend.unplaced), (1, 1, 2));
    }

    #[test]
    fn trends_count_the_documents_that_are_still_there_by_their_dates() {
        let (index, mut writer) = library();
        let keys = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let tallies = index.tallies(Class::Weapon, &Corrections::default()).unwrap();
        let id = |name: &str| tallies.iter().find(|t| t.name.contains(name)).unwrap().id.clone();
        let (atacms, taurus) = (id("ATACMS"), id("Taurus"));
        let asked = [keys(&[&atacms]), keys(&[&atacms, &taurus]), keys(&["nobody"])];
        let (axis, trends) = index.trends(Class::Weapon, &asked).unwrap();
        assert_eq!(axis.years(), (1965, 2024), "spans of five years, the last with the newest");
        let told: Vec<_> = trends.iter().map(|t| (t.first, t.last)).collect();
        let (old, new) = (Some(20231018), Some(20240315));
        assert_eq!(told, [(old, old), (old, new), (None, None)]);
        assert_eq!(trends[1].counts.iter().sum::<u32>(), 2);
        writer.remove(&RootedPath { root: 0, below: "2023/atacms.md".into() });
        writer.commit().unwrap();
        assert!(index.refresh().unwrap());
        let (_, trends) = index.trends(Class::Weapon, &asked).unwrap();
        assert_eq!((trends[0].first, trends[1].first), (None, new));
    }

    proptest::proptest! {
        #[test]
        fn every_document_is_counted_once(
            dates in proptest::collection::vec((1000_u32..3000, 0_u32..=12, 0_u32..=28), 1..60),
        ) {
            let dates: Vec<u32> =
                dates.into_iter().map(|(y, m, d)| y * 10_000 + m * 100 + d * u32::from(m > 0)).collect();
            let mut known = BTreeMap::new();
            dates.iter().for_each(|date| *known.entry(*date).or_default() += 1);
            let (axis, mut trend) = (TrendAxis::of(&known), Trend::default());
            dates.iter().for_each(|date| trend.take(*date, axis));
            let counted = trend.counts.iter().sum::<u32>() + trend.earlier + trend.unplaced;
            proptest::prop_assert_eq!(counted as usize, dates.len());
            proptest::prop_assert_eq!(trend.last, dates.iter().max().copied());
        }
    }
}
