//! Reads the values of fields: distances, dates, their bounds. Knows nothing of words.

use super::ask::{CERTAINTIES, Days, Reach};
use crate::document::Date;

/// Units of length and their metres (the international nautical mile, mile, yard and foot).
const UNITS: &[(&str, f64)] = &[
    ("", 1_000.0),
    ("km", 1_000.0),
    ("kms", 1_000.0),
    ("kilometres", 1_000.0),
    ("kilometers", 1_000.0),
    ("mi", 1_609.344),
    ("mile", 1_609.344),
    ("miles", 1_609.344),
    ("nm", 1_852.0),
    ("nmi", 1_852.0),
    ("m", 1.0),
    ("metres", 1.0),
    ("meters", 1.0),
    ("yd", 0.9144),
    ("yards", 0.9144),
    ("ft", 0.3048),
    ("feet", 0.3048),
];

/// How far a stated distance may be from the one asked for to count as the same: texts round.
const ROUNDING: f64 = 0.005;

/// The longest distance that is asked for, in metres: more than twice around the Earth.
const FARTHEST: f64 = 1e8;

/// A number with two bounds, or one, or none.
enum Bounds<'a> {
    /// `300`.
    At(&'a str),
    /// `>300`, `300..`.
    From(&'a str, bool),
    /// `<300`, `..300`.
    To(&'a str, bool),
    /// `100..300`.
    Between(&'a str, &'a str),
}

/// `>300km`, `<=190mi`, `100..500`, `300 km`: kilometres unless a unit is given.
pub(super) fn distance(value: &str) -> Option<Reach> {
    let between = |reach: (Option<u64>, Option<u64>)| Reach { least: reach.0, most: reach.1 };
    Some(between(match bounds(value) {
        Bounds::At(at) => {
            let metres = metres(at, None)?;
            let (least, most) = (metres * (1.0 - ROUNDING), metres * (1.0 + ROUNDING));
            (Some(whole(least.floor())), Some(whole(most.ceil())))
        }
        Bounds::From(at, included) => (Some(whole(metres(at, None)?) + u64::from(!included)), None),
        Bounds::To(at, included) => {
            (None, Some(whole(metres(at, None)?).saturating_sub(u64::from(!included))))
        }
        Bounds::Between(least, most) => {
            let unit = unit_of(most);
            let (least, most) = (metres(least, unit)?, metres(most, None)?);
            (Some(whole(least.min(most))), Some(whole(least.max(most))))
        }
    }))
}

/// `hedged`, in any case.
pub(super) fn certainty(value: &str) -> Option<&'static str> {
    CERTAINTIES.into_iter().find(|name| name.eq_ignore_ascii_case(value.trim()))
}

/// `2023`, `2023-07..`, `..2023-07-22`, `>2022`, `2023-07..2023-09`.
pub(super) fn days(value: &str) -> Option<Days> {
    const EVER: Days = Days { first: 0, last: u32::MAX };
    Some(match bounds(value) {
        Bounds::At(at) => period(at)?,
        Bounds::From(at, true) => Days { first: period(at)?.first, ..EVER },
        Bounds::From(at, false) => Days { first: period(at)?.last + 1, ..EVER },
        Bounds::To(at, true) => Days { last: period(at)?.last, ..EVER },
        Bounds::To(at, false) => Days { last: period(at)?.first.saturating_sub(1), ..EVER },
        Bounds::Between(first, last) => {
            let (first, last) = (period(first)?, period(last)?);
            Days { first: first.first.min(last.first), last: first.last.max(last.last) }
        }
    })
}

fn bounds(value: &str) -> Bounds<'_> {
    let value = value.trim();
    if let Some((least, most)) = value.split_once("..") {
        return match (least.trim(), most.trim()) {
            (least, "") => Bounds::From(least, true),
            ("", most) => Bounds::To(most, true),
            (least, most) => Bounds::Between(least, most),
        };
    }
    for (sign, included) in [("=", true), ("", false)] {
        if let Some(at) = value.strip_prefix('>').and_then(|rest| rest.strip_prefix(sign)) {
            return Bounds::From(at, included);
        }
        if let Some(at) = value.strip_prefix('<').and_then(|rest| rest.strip_prefix(sign)) {
            return Bounds::To(at, included);
        }
    }
    Bounds::At(value.strip_prefix('=').unwrap_or(value))
}

/// A distance in metres; without a unit in `unit`, else in kilometres.
fn metres(written: &str, unit: Option<f64>) -> Option<f64> {
    let (number, own) = split_unit(written);
    let unit = match own {
        "" => unit.unwrap_or(1_000.0),
        _ => unit_of(written)?,
    };
    let number: f64 = number.replace(',', "").parse().ok()?;
    let metres = number * unit;
    (metres.is_finite() && (0.0..=FARTHEST).contains(&metres)).then_some(metres)
}

fn unit_of(written: &str) -> Option<f64> {
    let unit = split_unit(written).1.to_lowercase();
    UNITS.iter().find(|(name, _)| *name == unit).map(|(_, metres)| *metres)
}

fn split_unit(written: &str) -> (&str, &str) {
    let written = written.trim();
    let end = written.find(|c: char| c.is_alphabetic() || c.is_whitespace());
    let (number, unit) = written.split_at(end.unwrap_or(written.len()));
    (number, unit.trim())
}

fn whole(metres: f64) -> u64 {
    metres.round().clamp(0.0, FARTHEST) as u64
}

/// A year, month or day as its first and last number.
fn period(written: &str) -> Option<Days> {
    let mut parts = written.trim().split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let two = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    let (month, day) = (parts.next().map(two), parts.next().map(two));
    if parts.next().is_some() {
        return None;
    }
    let (date, rest) = match (month, day) {
        (None, _) => (Date::of_year(year)?, 9_999),
        (Some(month), None) => (Date::of_month(year, month?)?, 99),
        (Some(month), Some(day)) => (Date::of_day(year, month?, day?)?, 0),
    };
    let first = Days::number(date);
    Some(Days { first, last: first + rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(least: Option<u64>, most: Option<u64>) -> Option<Reach> {
        Some(Reach { least, most })
    }

    #[test]
    fn distances_are_read_with_bounds_and_units() {
        for (written, expected) in [
            (">300km", reach(Some(300_001), None)),
            (">=300", reach(Some(300_000), None)),
            ("<190mi", reach(None, Some(305_774))),
            ("300", reach(Some(298_500), Some(301_500))),
            ("=1,500km", reach(Some(1_492_500), Some(1_507_500))),
            ("100..500nm", reach(Some(185_200), Some(926_000))),
            ("..2.5km", reach(None, Some(2_500))),
            ("500..", reach(Some(500_000), None)),
            ("abc", None),
            (">km", None),
            ("-5", None),
            ("1e99", None),
            ("300 parsecs", None),
        ] {
            assert_eq!(distance(written), expected, "{written}");
        }
    }

    #[test]
    fn dates_are_read_as_periods() {
        let days = |written| days(written).map(|days| (days.first, days.last));
        assert_eq!(days("2023"), Some((20_230_000, 20_239_999)));
        assert_eq!(days("2023-07"), Some((20_230_700, 20_230_799)));
        assert_eq!(days("2023-07-22"), Some((20_230_722, 20_230_722)));
        assert_eq!(days("2023-07.."), Some((20_230_700, u32::MAX)));
        assert_eq!(days("..2023-07"), Some((0, 20_230_799)));
        assert_eq!(days(">2023"), Some((20_240_000, u32::MAX)));
        assert_eq!(days("<2023-07"), Some((0, 20_230_699)));
        assert_eq!(days("2023-09..2023-07"), Some((20_230_700, 20_230_999)));
        for wrong in ["", "23", "2023-13", "2023-02-30", "2023-1-1-1", "..", "july"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
