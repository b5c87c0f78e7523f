//! Ranges as the sidebar writes them: kind of bound and distance in the reader's unit.

use crate::config::Units;
use crate::facts::{Approx, RangeFact};

/// Kilometres in a statute mile (international yard and pound agreement, 1959).
const KM_PER_MILE: f64 = 1.609_344;

/// The sign of a bound: "≈ ", "≤ ", "≥ ", or nothing.
pub fn bound(approx: Approx) -> &'static str {
    match approx {
        Approx::About => "≈ ",
        Approx::UpTo => "≤ ",
        Approx::AtLeast => "≥ ",
        Approx::Exact | Approx::Interval => "",
    }
}

/// "306 km", "500–700 km"; in miles if the reader wants them.
pub fn distance(range: &RangeFact, units: Units) -> String {
    reach((range.min_km, range.max_km), units)
}

/// The same of bounds in kilometres, of which an open one is `None`.
pub fn reach(bounds: (Option<f64>, Option<f64>), units: Units) -> String {
    let (factor, unit) = match units {
        Units::Km => (1.0, "km"),
        Units::Miles => (1.0 / KM_PER_MILE, "mi"),
    };
    let number = |km: f64| rounded(km * factor);
    match bounds {
        (Some(min), Some(max)) if number(min) != number(max) => {
            format!("{}–{} {unit}", number(min), number(max))
        }
        (Some(km), _) | (None, Some(km)) => format!("{} {unit}", number(km)),
        (None, None) => String::new(),
    }
}

/// Three figures are as many as any source means; thousands are grouped.
fn rounded(value: f64) -> String {
    match value {
        ..10.0 => format!("{value:.1}").trim_end_matches(".0").to_owned(),
        ..1000.0 => format!("{value:.0}"),
        _ => {
            let whole = value.round() as u64;
            match whole {
                1_000_000.. => whole.to_string(),
                _ => format!("{},{:03}", whole / 1000, whole % 1000),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn range(min_km: Option<f64>, max_km: Option<f64>) -> RangeFact {
        RangeFact {
            span: Span::default(),
            also: Vec::new(),
            min_km,
            max_km,
            approx: Approx::Exact,
            weapon: None,
            said_by: None,
            hedge: None,
            rule: "test",
        }
    }

    #[test]
    fn distances_are_written_in_the_wanted_unit() {
        let about = range(Some(305.775), Some(305.775));
        assert_eq!(distance(&about, Units::Km), "306 km");
        assert_eq!(distance(&about, Units::Miles), "190 mi");
        let interval = range(Some(500.0), Some(5500.0));
        assert_eq!(distance(&interval, Units::Km), "500–5,500 km");
        assert_eq!(distance(&range(None, Some(2.5)), Units::Km), "2.5 km");
        assert_eq!(distance(&range(Some(300.0), None), Units::Km), "300 km");
    }
}
