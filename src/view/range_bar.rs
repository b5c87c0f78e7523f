//! A claimed distance as a bar of cells on an axis, and the axis itself. Pure: from kilometres to cells;
//! paints nothing. A bar never extends beyond its claim.

use crate::facts::Bounds;
use crate::text::grouped;

/// The most marks on an axis.
const MARKS: f64 = 5.0;

/// Cells between two labels of an axis at least.
const APART: u16 = 2;

/// An axis from zero to a round number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Kilometres of the unit in which it is marked.
    unit: f64,
    /// Where it ends, in that unit.
    end: f64,
    /// Units between two marks.
    step: f64,
    /// Its cells.
    cells: u16,
}

/// What a claim is, besides its bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Claimed {
    /// A value, in kilometres, with its resolution.
    Value(f64),
    /// What the maximum is, in kilometres.
    Maximum(f64),
    /// An interval, or a bound.
    Bounds,
}

impl Axis {
    /// An axis of so many cells that holds these claims, marked in a unit of so many kilometres.
    pub fn of(claims: impl Iterator<Item = Bounds>, unit: f64, cells: u16) -> Self {
        // What is open above is seen to go on.
        let end = |(low, high): Bounds| high.or(low.map(|low| low * 1.2));
        let last = claims.filter_map(end).filter(|km| km.is_finite()).fold(0.0, f64::max);
        let last = if last > 0.0 { last / unit } else { 1.0 };
        let step = round_step(last / MARKS);
        Self { unit, end: (last / step).ceil() * step, step, cells }
    }

    /// The cell that holds a distance in kilometres.
    fn cell(self, km: f64) -> u16 {
        let share = km / self.unit / self.end * f64::from(self.cells);
        (share.max(0.0) as u16).min(self.cells.saturating_sub(1))
    }

    /// The cells of a claim with what stands in each, from left to right; none for what claims nothing.
    pub fn bar(self, claim: Bounds, claimed: Claimed) -> Vec<(u16, char)> {
        if self.cells == 0 {
            return Vec::new();
        }
        let middle = match claimed {
            Claimed::Maximum(km) if holds(claim, km) => return vec![(self.cell(km), '■')],
            Claimed::Value(km) if holds(claim, km) => Some(self.cell(km)),
            _ => None,
        };
        let (first, start) = match claim.0 {
            Some(low) => (self.cell(low), '├'),
            None => (0, '◀'),
        };
        let (last, end) = match claim.1 {
            Some(high) => (self.cell(high), '┤'),
            None => (self.cells - 1, '▶'),
        };
        if claim == (None, None) || first > last {
            return Vec::new();
        }
        let sign = |cell: u16| match cell {
            cell if Some(cell) == middle => '■',
            // What is open says so even in one cell.
            cell if cell == last && end == '▶' => end,
            cell if cell == first && start == '◀' => start,
            cell if cell == first && first == last => '■',
            cell if cell == first => start,
            cell if cell == last => end,
            _ => '─',
        };
        (first..=last).map(|cell| (cell, sign(cell))).collect()
    }

    /// The labels of its marks, each with its cell, as many as have room: "0 km", "200", "400".
    pub fn labels(self, unit: &str) -> Vec<(u16, String)> {
        let mut labels: Vec<(u16, String)> = Vec::new();
        let mut free = 0;
        let count = (self.end / self.step).round() as usize;
        for mark in 0..=count {
            let value = mark as f64 * self.step;
            let words = match mark {
                0 => format!("0 {unit}"),
                _ => label(value, self.step),
            };
            let width = u16::try_from(words.len()).unwrap_or(u16::MAX);
            let at = self.cell(value * self.unit).min(self.cells.saturating_sub(width));
            if at >= free && width <= self.cells {
                free = at.saturating_add(width).saturating_add(APART);
                labels.push((at, words));
            }
        }
        labels
    }
}

fn holds(claim: Bounds, km: f64) -> bool {
    claim.0.is_none_or(|low| low <= km) && claim.1.is_none_or(|high| km <= high)
}

/// 1, 2 or 5 times a power of ten, at least so much.
fn round_step(least: f64) -> f64 {
    let least = if least.is_finite() { least.clamp(1e-3, 1e12) } else { 1.0 };
    let power = 10_f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0].map(|step| step * power);
    steps.into_iter().find(|step| *step >= least * 0.999).unwrap_or(10.0 * power)
}

fn label(value: f64, step: f64) -> String {
    match step < 1.0 {
        true => {
            let words = format!("{value:.3}");
            words.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        false => grouped(value.round() as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(claim: Bounds, claimed: Claimed, end: f64) -> String {
        let axis = Axis::of(std::iter::once((None, Some(end))), 1.0, 20);
        let mut cells = vec![' '; 20];
        for (cell, sign) in axis.bar(claim, claimed) {
            cells[usize::from(cell)] = sign;
        }
        cells.into_iter().collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn each_kind_of_claim_has_its_shape() {
        let value = drawn((Some(270.0), Some(730.0)), Claimed::Value(500.0), 1_000.0);
        assert_eq!(value, "     ├────■───┤");
        let maximum = drawn((Some(270.0), Some(330.0)), Claimed::Maximum(300.0), 1_000.0);
        assert_eq!(maximum, "      ■");
        let open = drawn((Some(250.0), None), Claimed::Bounds, 1_000.0);
        assert_eq!(open, "     ├─────────────▶");
        assert_eq!(drawn((None, Some(250.0)), Claimed::Bounds, 1_000.0), "◀────┤");
        assert_eq!(drawn((Some(1.0), Some(9.0)), Claimed::Value(5.0), 1_000.0), "■");
        assert_eq!(drawn((Some(1.0), Some(9.0)), Claimed::Bounds, 1_000.0), "■");
        assert_eq!(drawn((None, None), Claimed::Bounds, 1_000.0), "");
        assert_eq!(drawn((None, Some(3.0)), Claimed::Bounds, 1_000.0), "◀");
    }

    #[test]
    fn an_axis_ends_at_a_round_number_and_is_marked_in_its_unit() {
        let labels = |km: f64, unit: f64, cells: u16| {
            let axis = Axis::of(std::iter::once((Some(km), Some(km))), unit, cells);
            axis.labels("km").into_iter().map(|(_, words)| words).collect::<Vec<_>>()
        };
        assert_eq!(labels(560.0, 1.0, 40), ["0 km", "200", "400", "600"]);
        assert_eq!(labels(560.0, 1.609_344, 40), ["0 km", "100", "200", "300", "400"]);
        assert_eq!(labels(0.8, 1.0, 40), ["0 km", "0.2", "0.4", "0.6", "0.8"]);
        assert_eq!(labels(5_500.0, 1.0, 12), ["0 km", "4,000"]);
        assert!(labels(5_500.0, 1.0, 0).is_empty());
    }

    fn bounds() -> impl Strategy<Value = Bounds> {
        let bound = || prop::option::of(0.0_f64..20_000.0);
        (bound(), bound()).prop_map(|(one, other)| match (one, other) {
            (Some(one), Some(other)) => (Some(one.min(other)), Some(one.max(other))),
            open => open,
        })
    }

    proptest! {
        #[test]
        fn a_bar_never_extends_beyond_its_claim(
            claim in bounds(),
            at in 0.0_f64..20_000.0,
            kind in 0_usize..3,
            others in prop::collection::vec(bounds(), 0..4),
            cells in 0_u16..200,
            unit in prop::sample::select(vec![1.0, 1.609_344, 1.852]),
        ) {
            let axis = Axis::of(others.into_iter().chain([claim]), unit, cells);
            let claimed = [Claimed::Value(at), Claimed::Maximum(at), Claimed::Bounds][kind];
            let bar = axis.bar(claim, claimed);
            let width = axis.end * unit / f64::from(cells.max(1));
            for (cell, sign) in &bar {
                prop_assert!(*cell < cells);
                // The stretch of the axis for which the cell stands; the last one ends the axis.
                let (from, to) = (f64::from(*cell) * width, f64::from(*cell + 1) * width);
                let near = 1e-9 * (1.0 + to);
                prop_assert!(claim.0.is_none_or(|low| to + near >= low), "{cell} {sign}");
                prop_assert!(claim.1.is_none_or(|high| from - near <= high), "{cell} {sign}");
                prop_assert!(*sign != '▶' || claim.1.is_none());
                prop_assert!(*sign != '◀' || claim.0.is_none());
            }
            prop_assert!(bar.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0));
            let says_nothing = claim == (None, None) && claimed == Claimed::Bounds;
            prop_assert!(!bar.is_empty() || cells == 0 || says_nothing || claim == (None, None));
        }
    }
}
