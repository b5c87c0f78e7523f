//! Where the days of a person begin: a time zone. Which one it is the caller says; the rules of zones
//! are jiff's.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::Stamp;

/// A time zone; that of Coordinated Universal Time if none is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl From<TimeZone> for Zone {
    fn from(zone: TimeZone) -> Self {
        Self(zone)
    }
}

impl Stamp {
    /// The day in `zone`, as `2026-11-22`. In the last hours of the year 9999, which jiff does not
    /// know, that of Coordinated Universal Time.
    pub fn day(self, zone: &Zone) -> String {
        match Timestamp::from_millisecond(self.millis()) {
            Ok(moment) => moment.to_zoned(zone.0.clone()).date().to_string(),
            Err(_) => self.utc_day(),
        }
    }
}

impl Zone {
    /// The moment that somebody here writes: a day, which means its beginning, a day and a time, or either
    /// with the offset of another zone.
    pub fn moment(&self, written: &str) -> Option<Stamp> {
        let moment = match written.parse::<Timestamp>() {
            Ok(moment) => moment,
            Err(_) => written.parse::<DateTime>().ok()?.to_zoned(self.0.clone()).ok()?.timestamp(),
        };
        Some(Stamp::new(moment.as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(rules: &str) -> Zone {
        TimeZone::posix(rules).unwrap().into()
    }

    #[test]
    fn a_day_begins_where_the_user_is() {
        let late = Stamp::parse("2026-11-30T23:30:00Z").unwrap();
        assert_eq!(late.day(&Zone::default()), "2026-11-30");
        assert_eq!(late.day(&zone("EET-2")), "2026-12-01");
        assert_eq!(late.day(&zone("EST5EDT,M3.2.0,M11.1.0")), "2026-11-30");
        let early = Stamp::parse("2026-12-01T04:59:59Z").unwrap();
        assert_eq!(early.day(&zone("EST5EDT,M3.2.0,M11.1.0")), "2026-11-30");
    }

    #[test]
    fn summer_time_counts_on_the_days_that_have_it() {
        let berlin = zone("CET-1CEST,M3.5.0,M10.5.0/3");
        let day = |written| Stamp::parse(written).unwrap().day(&berlin);
        assert_eq!(day("2026-07-01T22:30:00Z"), "2026-07-02");
        assert_eq!(day("2026-01-01T22:30:00Z"), "2026-01-01");
    }

    #[test]
    fn a_moment_is_written_as_a_day_or_with_its_time() {
        let berlin = zone("CET-1CEST,M3.5.0,M10.5.0/3");
        let moment = |written| berlin.moment(written).map(|moment| moment.to_string());
        let expected = |written: &str| Some(written.to_owned());
        assert_eq!(moment("2026-07-02"), expected("2026-07-01T22:00:00.000Z"));
        assert_eq!(moment("2026-07-02T08:30"), expected("2026-07-02T06:30:00.000Z"));
        assert_eq!(moment("2026-01-02 08:30:15"), expected("2026-01-02T07:30:15.000Z"));
        assert_eq!(moment("2026-07-02T08:30:00Z"), expected("2026-07-02T08:30:00.000Z"));
        for written in ["yesterday", "2026-13-01", "", "12"] {
            assert_eq!(moment(written), None, "{written}");
        }
    }

    #[test]
    fn every_moment_has_a_day() {
        let east = zone("LINT-14");
        assert_eq!(Stamp::new(i64::MAX).day(&east), "9999-12-31");
        assert_eq!(Stamp::new(i64::MIN).day(&zone("BIT12")), "-000001-12-31");
    }
}
