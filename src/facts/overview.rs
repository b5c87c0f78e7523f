//! What lists tell of a text besides how many facts it has: the dates that it names. Worked out where facts
//! are found, and kept with the document. Reads no figure that a fact is not.

use super::model::{Class, Facts};
use crate::document::{Date, Document, parse_date};

/// Spans of time in which the dates of a text are counted.
pub const DATE_SPANS: usize = 8;

/// What is kept of a text for lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The dates that it names.
    pub dates: NamedDates,
}

impl Overview {
    /// The bytes that [`Self::to_bytes`] gives.
    const BYTES: usize = 8 + DATE_SPANS;

    /// What a text with these facts tells.
    pub fn of(document: &Document, facts: &Facts) -> Self {
        let entities = facts.entities.iter().filter(|entity| entity.class == Class::Date);
        let mentions = entities.flat_map(|entity| &entity.mentions);
        let dates = mentions.filter_map(|mention| parse_date(document.words(mention.span)));
        Self { dates: NamedDates::of(dates) }
    }

    /// It as bytes, to be kept.
    pub fn to_bytes(self) -> Vec<u8> {
        let NamedDates { first, last, counts } = self.dates;
        [&first.to_le_bytes()[..], &last.to_le_bytes(), &counts].concat()
    }

    /// It from its bytes; `None` if they are others.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (first, rest) = bytes.split_first_chunk().filter(|_| bytes.len() == Self::BYTES)?;
        let (last, rest) = rest.split_first_chunk()?;
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        Some(Self { dates: NamedDates { first, last, counts: rest.try_into().ok()? } })
    }
}

/// The dates that a text names with their year: the earliest, the latest, and how many mentions fall in
/// each of some equal spans between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NamedDates {
    /// A number like 20230722, whose month or day may be 00; 0 if no date is named.
    first: u32,
    /// Likewise.
    last: u32,
    counts: [u8; DATE_SPANS],
}

impl NamedDates {
    /// Those of a text, each as often as it is named.
    pub fn of(dates: impl Iterator<Item = Date>) -> Self {
        let numbers: Vec<u32> = dates.map(number).collect();
        let (first, last) = (numbers.iter().min(), numbers.iter().max());
        let Some((&first, &last)) = first.zip(last) else { return Self::default() };
        let mut named = Self { first, last, counts: [0; DATE_SPANS] };
        let (begin, length) = (days(first), days(last) - days(first) + 1);
        for date in numbers {
            let span = (days(date) - begin) as usize * DATE_SPANS / length as usize;
            if let Some(count) = named.counts.get_mut(span) {
                *count = count.saturating_add(1);
            }
        }
        named
    }

    /// The earliest.
    pub fn first(&self) -> Option<Date> {
        date(self.first)
    }

    /// The latest.
    pub fn last(&self) -> Option<Date> {
        date(self.last)
    }

    /// How many mentions fall in each span from the earliest to the latest, at most 255; `None` if no two
    /// dates are named.
    pub fn counts(&self) -> Option<[u8; DATE_SPANS]> {
        (self.first != self.last).then_some(self.counts)
    }
}

/// A date as a number like 20230722; what is not known is 00.
fn number(date: Date) -> u32 {
    let year = u32::from(date.year().unsigned_abs());
    let month = u32::from(date.month().unwrap_or_default());
    (year * 100 + month) * 100 + u32::from(date.day().unwrap_or_default())
}

fn date(number: u32) -> Option<Date> {
    let year = i16::try_from(number / 10_000).ok()?;
    let part = |number: u32| u8::try_from(number % 100).ok();
    match (part(number / 100)?, part(number)?) {
        (0, _) => Date::of_year(year),
        (month, 0) => Date::of_month(year, month),
        (month, day) => Date::of_day(year, month, day),
    }
}

/// A number that grows by about one a day: months have 31 days here, years 372.
fn days(number: u32) -> u32 {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    (year * 12 + month.saturating_sub(1)) * 31 + day.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind, Parts};
    use crate::facts::{Lexicon, extract};
    use crate::text::{CleanText, Span};

    fn of_text(text: &str) -> NamedDates {
        let blocks = vec![Block::new(BlockKind::Paragraph, Span::new(0, text.len()))];
        let parts = Parts { text: CleanText::text(text), blocks, ..Parts::default() };
        let document = Document::new(parts).unwrap();
        Overview::of(&document, &extract(&document, &Lexicon::bundled().unwrap())).dates
    }

    #[test]
    fn dates_of_a_text_are_those_with_a_year() {
        let named = of_text(
            "The battery moved on 3 March 2021. It fired on 4 March 2021 and again on 22 July 2023. \
             A second launch followed on 2 August.",
        );
        assert_eq!(named.first(), Date::of_day(2021, 3, 3));
        assert_eq!(named.last(), Date::of_day(2023, 7, 22));
        assert_eq!(named.counts(), Some([2, 0, 0, 0, 0, 0, 0, 1]));
    }

    #[test]
    fn a_text_with_one_date_or_none_has_no_trend() {
        let one = of_text("The battery moved on 3 March 2021.");
        assert_eq!((one.first(), one.counts()), (Date::of_day(2021, 3, 3), None));
        assert_eq!(one.first(), one.last());
        let none = of_text("The battery moved in spring.");
        assert_eq!((none, none.first()), (NamedDates::default(), None));
    }

    #[test]
    fn a_span_counts_no_further_than_a_byte() {
        let day = |day| Date::of_day(2021, 3, day);
        let dates = (0..300).filter_map(|_| day(1)).chain(day(31));
        let counts = NamedDates::of(dates).counts().unwrap();
        assert_eq!((counts[0], counts[7]), (255, 1));
    }

    #[test]
    fn it_comes_back_from_its_bytes() {
        let dates = [Date::of_year(1999), Date::of_month(2020, 5), Date::of_day(2021, 12, 31)];
        let overview = Overview { dates: NamedDates::of(dates.into_iter().flatten()) };
        let bytes = overview.to_bytes();
        assert_eq!(Overview::from_bytes(&bytes), Some(overview));
        assert_eq!(Overview::from_bytes(&bytes[1..]), None);
        assert_eq!(Overview::from_bytes(&[&bytes[..], b"x"].concat()), None);
        let odd = Overview::from_bytes(&[255; 16]).unwrap();
        assert_eq!((odd.dates.first(), odd.dates.last()), (None, None));
    }
}
