//! The interval that a stated distance claims, which depends on how it is rounded: "1,500 km" is 1,450
//! to 1,550, "up to 1,500 km" the same, for it says what the maximum is. Reads figures, no sentences.

use super::figure::Figure;
use super::model::Approx;
use super::range_details::Bounds;

/// The most that half of the last place may be, as a share of the value; and of one that is said to be
/// about right.
const MOST: f64 = 0.1;

/// What a figure claims, in kilometres. `written` are the words that state it.
pub fn claim(approx: Approx, figure: Figure, written: &str) -> Bounds {
    let km = figure.unit.km();
    let (low, high) = (figure.low * km, figure.high * km);
    let around = |value: f64, times: f64| {
        let half = (half_place(value, written) * times).min(MOST * times * value) * km;
        (Some(value * km - half), Some(value * km + half))
    };
    match approx {
        Approx::UpTo if is_ceiling(written) => (None, Some(high)),
        _ if figure.low != figure.high => (Some(low), Some(high)),
        Approx::Exact | Approx::UpTo | Approx::Interval if is_soft(written) => {
            around(figure.high, 2.0)
        }
        Approx::Exact | Approx::UpTo | Approx::Interval => around(figure.high, 1.0),
        Approx::About => around(figure.high, 2.0),
        Approx::AtLeast => (Some(low), None),
    }
}

/// "less than M", "no more than M", "M at most": the maximum may lie anywhere below, where that of "up
/// to M" is M.
fn is_ceiling(written: &str) -> bool {
    let written = written.to_ascii_lowercase();
    CEILINGS.iter().any(|words| written.contains(words)) || written.starts_with(['<', '≤'])
}

/// Words that set a ceiling and name no maximum.
const CEILINGS: [&str; 23] = [
    "farther than",
    "further than",
    "beyond ",
    "less than",
    "under ",
    "below ",
    "no more than",
    "not more than",
    "no further than",
    "no farther than",
    "no greater than",
    "not greater than",
    "no longer than",
    "not exceeding",
    "not in excess",
    "shorter than",
    "fewer than",
    "at most",
    "at the most",
    "at the outside",
    "or less",
    "or fewer",
    "within ",
];

/// "up to about 300 km": the bound is only about right.
fn is_soft(written: &str) -> bool {
    let words = written.split(|c: char| !c.is_alphabetic());
    let soft =
        ["about", "around", "approximately", "roughly", "some", "nearly", "almost", "approx"];
    words.into_iter().any(|word| soft.iter().any(|soft| word.eq_ignore_ascii_case(soft)))
        || written.starts_with(['~', '≈'])
}

/// Half of the last significant place of a value, as it is written.
fn half_place(value: f64, written: &str) -> f64 {
    let places = places(value, written);
    if places > 0 {
        return 0.5 / 10_f64.powi(places);
    }
    let whole = value.round();
    if !(1.0..=1e15).contains(&whole) {
        return value * MOST;
    }
    if whole % 10.0 == 5.0 {
        return 2.5;
    }
    let mut place = 1.0;
    while whole % (place * 10.0) == 0.0 {
        place *= 10.0;
    }
    place / 2.0
}

/// How many decimals the value has where it is written: "3.0" has one.
fn places(value: f64, written: &str) -> i32 {
    let own = format!("{value}");
    let least = own.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let numerals = written.split(|c: char| !c.is_ascii_digit() && c != '.');
    let same = |text: &&str| text.parse::<f64>().is_ok_and(|number| number == value);
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let places = numerals.filter(same).map(decimals).max().unwrap_or(0).max(least);
    i32::try_from(places).unwrap_or(0).min(6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::figure::LengthUnit;

    #[test]
    fn a_value_is_as_exact_as_it_is_written() {
        let (km, mi) = (LengthUnit::Kilometre, LengthUnit::Mile);
        for (unit, value, words, approx, low, high) in [
            (mi, 190.0, "190 miles", Approx::Exact, 185.0 * 1.609_344, 195.0 * 1.609_344),
            (km, 1_500.0, "1,500 km", Approx::Exact, 1_450.0, 1_550.0),
            (km, 1_500.0, "about 1,500 km", Approx::About, 1_400.0, 1_600.0),
            (km, 1_500.0, "up to 1,500 km", Approx::UpTo, 1_450.0, 1_550.0),
            (km, 1_500.0, "up to about 1,500 km", Approx::UpTo, 1_400.0, 1_600.0),
            (km, 300.0, "300 km", Approx::Exact, 270.0, 330.0),
            (km, 155.0, "155 km", Approx::Exact, 152.5, 157.5),
            (km, 3.0, "3.0 km", Approx::Exact, 2.95, 3.05),
            (km, 2.5, "2.5 km", Approx::Exact, 2.45, 2.55),
            (km, 0.5, "half a kilometre", Approx::Exact, 0.45, 0.55),
        ] {
            let figure = Figure { unit, low: value, high: value };
            let (least, most) = claim(approx, figure, words);
            let near =
                |one: Option<f64>, other: f64| one.is_some_and(|one| (one - other).abs() < 1e-6);
            assert!(near(least, low) && near(most, high), "{words}: {least:?} {most:?}");
        }
    }

    #[test]
    fn bounds_are_open_and_intervals_are_as_they_are() {
        let figure = |low, high| Figure { unit: LengthUnit::Kilometre, low, high };
        assert_eq!(claim(Approx::AtLeast, figure(250.0, 250.0), ""), (Some(250.0), None));
        let ceiling = claim(Approx::UpTo, figure(100.0, 100.0), "less than 100 km");
        assert_eq!(ceiling, (None, Some(100.0)));
        let interval = claim(Approx::Interval, figure(500.0, 700.0), "500 to 700 km");
        assert_eq!(interval, (Some(500.0), Some(700.0)));
    }
}
