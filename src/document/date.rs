//! Dates as documents state them: often without a day, sometimes with a time. Reads no text: see
//! `dates` for that.

use std::fmt;

/// A date of the Gregorian calendar, as exact as it was stated.
///
/// Ordered by time; "July 2023" sorts before "1 July 2023".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
    time: Option<TimeOfDay>,
}

/// A time of day to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    /// From 0 to 23.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
    /// True if stated in Coordinated Universal Time ("Z").
    pub utc: bool,
}

impl Date {
    /// A year, `None` outside 1000 to 2999: other numbers in briefings are no years.
    pub fn of_year(year: i16) -> Option<Self> {
        let date = Self { year, month: None, day: None, time: None };
        (1000..3000).contains(&year).then_some(date)
    }

    /// A month of a year.
    pub fn of_month(year: i16, month: u8) -> Option<Self> {
        let date = Self::of_year(year)?;
        (1..=12).contains(&month).then_some(Self { month: Some(month), ..date })
    }

    /// A day; `None` if there is no such day.
    pub fn of_day(year: i16, month: u8, day: u8) -> Option<Self> {
        let date = Self::of_month(year, month)?;
        (1..=days_in(year, month)).contains(&day).then_some(Self { day: Some(day), ..date })
    }

    /// The same day at a time; unchanged if the time is no time or the day is unknown.
    pub fn at(self, time: TimeOfDay) -> Self {
        let valid = self.day.is_some() && time.hour < 24 && time.minute < 60;
        Self { time: valid.then_some(time).or(self.time), ..self }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The time of day.
    pub fn time(self) -> Option<TimeOfDay> {
        self.time
    }
}

/// ISO 8601, as exact as known: `2023`, `2023-07`, `2023-07-22`, `2023-07-22T13:30Z`; without the
/// time if a precision of 10 is asked for (`{:.10}`).
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = f.precision().unwrap_or(usize::MAX);
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if let Some(TimeOfDay { hour, minute, utc }) = self.time.filter(|_| most > 10) {
            write!(f, "T{hour:02}:{minute:02}{}", if utc { "Z" } else { "" })?;
        }
        Ok(())
    }
}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist() {
        assert!(Date::of_day(2024, 2, 29).is_some());
        assert!(Date::of_day(1900, 2, 29).is_none());
        assert!(Date::of_day(2023, 4, 31).is_none());
        assert!(Date::of_month(2023, 13).is_none());
        assert!(Date::of_year(190).is_none());
    }

    #[test]
    fn written_as_exact_as_known() {
        let day = Date::of_day(2023, 7, 22).unwrap();
        let time = TimeOfDay { hour: 13, minute: 30, utc: true };
        assert_eq!(day.to_string(), "2023-07-22");
        assert_eq!(day.at(time).to_string(), "2023-07-22T13:30Z");
        assert_eq!(Date::of_month(2023, 7).unwrap().to_string(), "2023-07");
    }
}
