//! Distances as a text writes them, each in its own unit, and how they are told to a reader: as the
//! text has them where it gives the wanted unit, else converted, with no more figures than the text
//! has. Claims in kilometres, which are compared and searched for, are kept elsewhere.

use crate::config::Units;

/// A unit of length in which texts give ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LengthUnit {
    /// A kilometre.
    Kilometre,
    /// A metre.
    Metre,
    /// A statute mile.
    Mile,
    /// A nautical mile.
    NauticalMile,
    /// A yard.
    Yard,
    /// A foot.
    Foot,
}

/// Metres in a nautical mile.
const METRES_IN_NAUTICAL_MILE: f64 = 1852.0;

/// Yards in a statute mile.
const YARDS_IN_MILE: f64 = 1760.0;

impl LengthUnit {
    /// Every unit, in the order of the numbers by which the index keeps them.
    pub const ALL: [Self; 6] =
        [Self::Kilometre, Self::Metre, Self::Mile, Self::NauticalMile, Self::Yard, Self::Foot];

    /// Kilometres in it (international yard and pound agreement, 1959; First International
    /// Extraordinary Hydrographic Conference, 1929).
    pub const fn km(self) -> f64 {
        match self {
            Self::Kilometre => 1.0,
            Self::Metre => 0.001,
            Self::Mile => 1.609_344,
            Self::NauticalMile => 1.852,
            Self::Yard => 0.000_914_4,
            Self::Foot => 0.000_304_8,
        }
    }

    /// Its usual abbreviation.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Kilometre => "km",
            Self::Metre => "m",
            Self::Mile => "mi",
            Self::NauticalMile => "nmi",
            Self::Yard => "yd",
            Self::Foot => "ft",
        }
    }

    const fn suits(self, units: Units) -> bool {
        match units {
            Units::Km => matches!(self, Self::Kilometre | Self::Metre),
            Units::Miles => matches!(self, Self::Mile | Self::Yard | Self::Foot),
            Units::Nautical => matches!(self, Self::NauticalMile),
        }
    }
}

/// A distance as written: two numbers, the same one twice if it is no interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The unit.
    pub unit: LengthUnit,
    /// The lower number.
    pub low: f64,
    /// The higher number.
    pub high: f64,
}

impl Figure {
    /// The lower number alone, or the higher.
    pub const fn bound(self, lower: bool) -> Self {
        let value = if lower { self.low } else { self.high };
        Self { unit: self.unit, low: value, high: value }
    }
}

/// A distance as it is told: numbers in one unit, `None` for a bound that is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DisplayFigure {
    /// The lower number.
    pub low: Option<f64>,
    /// The higher number.
    pub high: Option<f64>,
    /// The unit.
    pub unit: LengthUnit,
}

/// How a range is told: `figures` are those of the text, the first one that of the claim, the others
/// the same again in other units; `bounds` are the claim's in kilometres.
pub fn display_figure(
    figures: &[Figure],
    bounds: (Option<f64>, Option<f64>),
    units: Units,
) -> DisplayFigure {
    let stated = figures.iter().find(|figure| figure.unit.suits(units));
    let ends = |low, high| (bounds.0.map(|_| low), bounds.1.map(|_| high));
    if let Some(figure) = stated {
        return as_written(figure.unit, ends(figure.low, figure.high), units);
    }
    let (unit, (low, high)) = match figures.first() {
        Some(figure) => (figure.unit, ends(figure.low, figure.high)),
        None => (LengthUnit::Kilometre, bounds),
    };
    converted(unit, (low, high), units)
}

/// The numbers of the text; kilometres and metres are one unit, of which small ones are the metres.
fn as_written(
    unit: LengthUnit,
    (low, high): (Option<f64>, Option<f64>),
    units: Units,
) -> DisplayFigure {
    if units != Units::Km {
        return DisplayFigure { low, high, unit };
    }
    let km = |value: Option<f64>| value.map(|value| value * unit.km());
    let (low_km, high_km) = (km(low), km(high));
    in_unit((low_km, high_km), LengthUnit::Kilometre, (LengthUnit::Metre, 1000.0))
}

/// The numbers in the wanted unit, rounded as the text's own are.
fn converted(
    unit: LengthUnit,
    (low, high): (Option<f64>, Option<f64>),
    units: Units,
) -> DisplayFigure {
    let digits = [low, high].into_iter().flatten().map(digits).max().unwrap_or(FEWEST);
    let (large, small) = match units {
        Units::Km => (LengthUnit::Kilometre, (LengthUnit::Metre, 1000.0)),
        Units::Miles => (LengthUnit::Mile, (LengthUnit::Yard, YARDS_IN_MILE)),
        Units::Nautical => (LengthUnit::NauticalMile, (LengthUnit::Metre, METRES_IN_NAUTICAL_MILE)),
    };
    let factor = unit.km() / large.km();
    let large_of = |value: Option<f64>| value.map(|value| value * factor);
    let told = in_unit((large_of(low), large_of(high)), large, small);
    let rounded = |value: Option<f64>| value.map(|value| significant(value, digits));
    DisplayFigure { low: rounded(told.low), high: rounded(told.high), unit: told.unit }
}

/// The same in the smaller unit if it is less than one of the larger.
fn in_unit(
    (low, high): (Option<f64>, Option<f64>),
    large: LengthUnit,
    (small, times): (LengthUnit, f64),
) -> DisplayFigure {
    let is_small = high.or(low).is_some_and(|value| value < 1.0);
    if !is_small {
        return DisplayFigure { low, high, unit: large };
    }
    let times = |value: Option<f64>| value.map(|value| value * times);
    DisplayFigure { low: times(low), high: times(high), unit: small }
}

/// The fewest figures a converted number has, and the most.
const FEWEST: usize = 2;
const MOST: usize = 3;

/// How many figures the conversion of a number deserves: as many as are not zeros at its end, because it
/// is rounded as its source rounds, and at least two ("155" gives three, "190", "500" and "1,000" two).
fn digits(value: f64) -> usize {
    let written = format!("{value}");
    let all: String = written.chars().filter(char::is_ascii_digit).collect();
    let all = all.trim_start_matches('0');
    let zeros = if written.contains('.') { all } else { all.trim_end_matches('0') };
    zeros.len().clamp(FEWEST, MOST)
}

fn significant(value: f64, digits: usize) -> f64 {
    if !value.is_finite() || value <= 0.0 {
        return value;
    }
    let places = value.log10().floor() as i32;
    let digits = i32::try_from(digits).unwrap_or(3);
    let step = 10_f64.powi(places + 1 - digits);
    (value / step).round() * step
}

impl std::fmt::Display for DisplayFigure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = self.unit.sign();
        match (self.low.map(number), self.high.map(number)) {
            (Some(low), Some(high)) if low != high => write!(f, "{low}–{high} {sign}"),
            (Some(value), _) | (None, Some(value)) => write!(f, "{value} {sign}"),
            (None, None) => Ok(()),
        }
    }
}

/// A number with its thousands grouped and at most three decimals.
pub fn number(value: f64) -> String {
    let written = format!("{value:.3}");
    let written = written.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = written.split_at(written.find('.').unwrap_or(written.len()));
    let mut out = String::with_capacity(written.len() + 4);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exactly(unit: LengthUnit, value: f64) -> Figure {
        Figure { unit, low: value, high: value }
    }

    fn said(figures: &[Figure], units: Units) -> String {
        display_figure(figures, (Some(1.0), Some(1.0)), units).to_string()
    }

    #[test]
    fn a_conversion_that_the_text_gives_is_told_and_no_other() {
        let both = [exactly(LengthUnit::Mile, 190.0), exactly(LengthUnit::Kilometre, 300.0)];
        assert_eq!(said(&both, Units::Km), "300 km");
        assert_eq!(said(&both, Units::Miles), "190 mi");
        let yards = [exactly(LengthUnit::Yard, 2_500.0), exactly(LengthUnit::Metre, 2_300.0)];
        assert_eq!(said(&yards, Units::Km), "2.3 km");
        assert_eq!(said(&yards, Units::Miles), "2,500 yd");
    }

    #[test]
    fn nautical_miles_are_told_as_the_text_gives_them_or_converted() {
        assert_eq!(said(&[exactly(LengthUnit::NauticalMile, 300.0)], Units::Nautical), "300 nmi");
        assert_eq!(said(&[exactly(LengthUnit::NauticalMile, 300.0)], Units::Km), "560 km");
        assert_eq!(said(&[exactly(LengthUnit::Kilometre, 926.0)], Units::Nautical), "500 nmi");
        assert_eq!(said(&[exactly(LengthUnit::Mile, 190.0)], Units::Nautical), "170 nmi");
        assert_eq!(said(&[exactly(LengthUnit::Metre, 500.0)], Units::Nautical), "500 m");
    }

    #[test]
    fn other_conversions_have_as_many_figures_as_the_text() {
        for (unit, value, km) in [
            (LengthUnit::Mile, 190.0, "310 km"),
            (LengthUnit::Mile, 500.0, "800 km"),
            (LengthUnit::Mile, 1_000.0, "1,600 km"),
            (LengthUnit::Mile, 3.0, "4.8 km"),
            (LengthUnit::Mile, 25.0, "40 km"),
            (LengthUnit::Mile, 62.5, "101 km"),
            (LengthUnit::Mile, 0.5, "800 m"),
            (LengthUnit::NauticalMile, 100.0, "190 km"),
            (LengthUnit::Yard, 90.0, "82 m"),
            (LengthUnit::Foot, 1_000.0, "300 m"),
            (LengthUnit::Metre, 850.0, "850 m"),
            (LengthUnit::Kilometre, 0.35, "350 m"),
            (LengthUnit::Kilometre, 12_345.6, "12,345.6 km"),
        ] {
            assert_eq!(said(&[exactly(unit, value)], Units::Km), km);
        }
        assert_eq!(said(&[exactly(LengthUnit::Kilometre, 300.0)], Units::Miles), "190 mi");
        assert_eq!(said(&[exactly(LengthUnit::Metre, 800.0)], Units::Miles), "870 yd");
    }

    #[test]
    fn open_bounds_and_intervals_are_told_as_such() {
        let interval = [Figure { unit: LengthUnit::Kilometre, low: 500.0, high: 5_500.0 }];
        assert_eq!(
            display_figure(&interval, (Some(1.0), Some(2.0)), Units::Km).to_string(),
            "500–5,500 km"
        );
        assert_eq!(display_figure(&interval, (None, Some(2.0)), Units::Km).to_string(), "5,500 km");
        assert_eq!(display_figure(&interval, (Some(2.0), None), Units::Km).to_string(), "500 km");
        assert_eq!(display_figure(&[], (Some(305.775), None), Units::Km).to_string(), "306 km");
        assert_eq!(display_figure(&[], (None, None), Units::Km).to_string(), "");
    }
}
