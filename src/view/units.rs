//! Ranges as the sidebar writes them: kind of bound and distance in the reader's unit.

use crate::config::Units;
use crate::facts::figure::display_figure;
use crate::facts::{Approx, RangeFact};

/// The sign of a bound: "≈ ", "≤ ", "≥ ", or nothing.
pub fn bound(approx: Approx) -> &'static str {
    match approx {
        Approx::About => "≈ ",
        Approx::UpTo => "≤ ",
        Approx::AtLeast => "≥ ",
        Approx::Exact | Approx::Interval => "",
    }
}

/// "310 km", "500–700 km", "350 m"; in miles if the reader wants them. What the text states in that
/// unit is told as it stands there.
pub fn distance(range: &RangeFact, units: Units) -> String {
    display_figure(&range.figures, (range.min_km, range.max_km), units).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::figure::{Figure, LengthUnit};
    use crate::text::Span;

    #[test]
    fn distances_are_written_in_the_wanted_unit() {
        let mile = Figure { unit: LengthUnit::Mile, low: 190.0, high: 190.0 };
        let range = |figures: &[Figure]| RangeFact {
            span: Span::default(),
            also: Vec::new(),
            figures: figures.to_vec(),
            min_km: Some(305.775),
            max_km: Some(305.775),
            approx: Approx::Exact,
            weapon: None,
            stance: crate::facts::Stance::default(),
            details: crate::facts::RangeDetails::default(),
            variant_key: String::new(),
            speaker: String::new(),
            rule: "test",
        };
        let stated = Figure { unit: LengthUnit::Kilometre, low: 300.0, high: 300.0 };
        assert_eq!(distance(&range(&[mile]), Units::Km), "310 km");
        assert_eq!(distance(&range(&[mile]), Units::Miles), "190 mi");
        assert_eq!(distance(&range(&[mile, stated]), Units::Km), "300 km");
    }
}
