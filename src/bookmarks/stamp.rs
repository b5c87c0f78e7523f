//! A moment in time, written as people and programs read it. Has no clock: whoever makes one says
//! what time it is.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Milliseconds since the start of 1970 in Coordinated Universal Time. Written as in RFC 3339:
/// `2026-11-22T21:32:38.120Z`; years beyond 0 to 9999 are written as the nearest one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(i64);

const DAY: i64 = 86_400_000;

/// The first millisecond of the year 0, and the last of 9999.
const BOUNDS: (i64, i64) = (-62_167_219_200_000, 253_402_300_799_999);

impl Stamp {
    /// The moment so many milliseconds after the start of 1970.
    pub fn new(millis: i64) -> Self {
        Self(millis.clamp(BOUNDS.0, BOUNDS.1))
    }

    /// Milliseconds since the start of 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The day in Coordinated Universal Time, as `2026-11-22`. For what a person reads there is
    /// [`Stamp::day`].
    pub fn utc_day(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Reads what `Display` writes; the fraction may be absent.
    pub fn parse(written: &str) -> Option<Self> {
        let (date, time) = written.strip_suffix('Z')?.split_once('T')?;
        let mut date = date.splitn(3, '-').map(number);
        let (year, month, day) = (date.next()??, date.next()??, date.next()??);
        let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let mut clock = clock.splitn(3, ':').map(number);
        let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
        let millis = number(format!("{fraction:0<3}").get(..3)?)?;
        let valid = (1..=12).contains(&month) && (1..=31).contains(&day) && year <= 9999;
        let seconds = (hour * 60 + minute) * 60 + second;
        let stamp = days(year, month, day) * DAY + seconds * 1000 + millis;
        (valid && hour < 24 && minute < 60 && second < 61).then(|| Self::new(stamp))
    }
}

fn number(digits: &str) -> Option<i64> {
    let plain = digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Year, month and day of a day counted from 1970 (Howard Hinnant, "chrono-compatible low-level
/// date algorithms").
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// The reverse of [`civil`].
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0.rem_euclid(DAY);
        let (seconds, millis) = (millis / 1000, millis % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z", self.utc_day())
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        Self::parse(&written).ok_or_else(|| serde::de::Error::custom("this is no date and time"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn moments_are_written_as_people_read_them() {
        assert_eq!(Stamp::new(0).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Stamp::new(951_782_400_123).to_string(), "2000-02-29T00:00:00.123Z");
        assert_eq!(Stamp::parse("2000-02-29T00:00:00Z"), Some(Stamp::new(951_782_400_000)));
        let nonsense = [
            "",
            "Z",
            "T",
            "2000-13-01T00:00:00Z",
            "2000-02-29T00:00:00.ä23Z",
            "2000-02-29T00:00:00.12äZ",
            "-1-1-1T0:0:0Z",
        ];
        for nonsense in nonsense {
            assert_eq!(Stamp::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_fraction_that_was_damaged_is_no_time() {
        for damaged in ["2000-02-29T00:00:00.12äZ", "2000-02-29T00:00:00.12\u{fffd}Z"] {
            assert_eq!(Stamp::parse(damaged), None, "{damaged}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_comes_back(millis: i64) {
            let stamp = Stamp::new(millis);
            prop_assert_eq!(Stamp::parse(&stamp.to_string()), Some(stamp));
        }
    }
}
