//! Coasts and borders as lines of points, with the box around each, so that what lies outside of a map is
//! passed over.

use super::image::{GeographyImage, take_number};
use super::sphere::Coordinates;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutlineKind {
    /// Between land and sea.
    Coast,
    /// Between two countries, as they are in fact held: what that says of the law is nothing.
    Border,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Polyline {
    /// What it is.
    pub kind: OutlineKind,
    /// Its points.
    pub points: Vec<Coordinates>,
    /// The latitudes between which it lies.
    pub latitudes: (f64, f64),
}

/// Every coast and border.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlines {
    lines: Vec<Polyline>,
}

impl Outlines {
    /// Those of an image, as far as they can be read.
    pub fn of(image: &[u8]) -> Self {
        let mut left =
            postcard::from_bytes::<GeographyImage<'_>>(image).map_or(&[][..], |i| i.outlines);
        Self { lines: std::iter::from_fn(|| line(&mut left)).collect() }
    }

    /// The lines.
    pub fn lines(&self) -> &[Polyline] {
        &self.lines
    }
}

fn line(bytes: &mut &[u8]) -> Option<Polyline> {
    let kind = match take_number(bytes)? {
        0 => OutlineKind::Coast,
        _ => OutlineKind::Border,
    };
    let (mut x, mut y) = (0_i64, 0_i64);
    let mut points = Vec::new();
    let mut latitudes = (f64::MAX, f64::MIN);
    for _ in 0..take_number(bytes)?.max(0) {
        x = x.saturating_add(take_number(bytes)?);
        y = y.saturating_add(take_number(bytes)?);
        let point = Coordinates::new(y as f64 / 100.0, x as f64 / 100.0);
        latitudes = (latitudes.0.min(point.latitude), latitudes.1.max(point.latitude));
        points.push(point);
    }
    Some(Polyline { kind, points, latitudes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lie_on_the_earth_and_their_points_beside_each_other() {
        let outlines = Outlines::bundled();
        assert!(outlines.lines().len() > 1_000);
        for line in outlines.lines() {
            assert!(line.points.len() > 1);
            for pair in line.points.windows(2) {
                assert!(pair[0].distance_km(pair[1]) < 2_500.0, "{pair:?}");
            }
        }
        let borders = outlines.lines().iter().filter(|line| line.kind == OutlineKind::Border);
        assert!(borders.count() > 200);
    }
}
