//! The part of the earth that a map shows, and where on it a place stands: degrees of longitude and
//! latitude as a grid (the equirectangular projection), narrowed so that at the middle of the map a
//! kilometre is as long both ways. Near the poles and on a map of all the world shapes are stretched;
//! distances are never measured on it.

use super::sphere::Coordinates;

/// Degrees of latitude that a map shows at most from top to bottom: twice from pole to pole, as a map that
/// is narrower than the world needs them.
const FARTHEST: f64 = 360.0;

/// Degrees that it shows at least: about 20 km.
const CLOSEST: f64 = 0.2;

/// How much closer one step of zooming leads.
const STEP: f64 = 1.5;

/// A place on the map, as shares of its width and height from the upper left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapPoint {
    /// From 0 at the left edge to 1 at the right.
    pub x: f64,
    /// From 0 at the upper edge to 1 at the lower.
    pub y: f64,
}

/// What a map shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapView {
    /// Its middle.
    pub centre: Coordinates,
    /// Degrees of latitude from its upper edge to its lower.
    pub height: f64,
}

impl Default for MapView {
    /// All the world, with Europe and Africa in the middle.
    fn default() -> Self {
        Self { centre: Coordinates::new(0.0, 15.0), height: 180.0 }
    }
}

impl MapView {
    /// All the world on a map whose width is `shape` times its height.
    pub fn world(shape: f64) -> Self {
        let height = (360.0 / shape.max(0.1)).clamp(180.0, FARTHEST);
        Self { height, ..Self::default() }
    }

    /// The narrowest view that holds all of these, with some room around them; all the world, if there are
    /// none. `shape` is the width of the map as a share of its height.
    pub fn around(places: &[Coordinates], shape: f64) -> Self {
        let Some(first) = places.first() else { return Self::world(shape) };
        let lat = |wanted: fn(f64, f64) -> f64| {
            places.iter().map(|place| place.latitude).fold(first.latitude, wanted)
        };
        let (low, high) = (lat(f64::min), lat(f64::max));
        let middle = low.midpoint(high);
        let (west, wide) = longitudes(places);
        let centre = Coordinates::new(middle, west + wide / 2.0);
        let narrowed = wide * narrowing(middle) / shape.max(0.1);
        let height = ((high - low).max(narrowed) * 1.3).max(2.0);
        Self { centre, height: height.clamp(CLOSEST, FARTHEST) }.kept()
    }

    /// Where a place stands on a map whose width is `shape` times its height; beyond 0 and 1 it is not on
    /// it. Of the two ways around the world the shorter one counts.
    pub fn place(self, at: Coordinates, shape: f64) -> MapPoint {
        let x = turn(at.longitude - self.centre.longitude) * narrowing(self.centre.latitude);
        let y = self.centre.latitude - at.latitude;
        MapPoint { x: 0.5 + x / (self.height * shape), y: 0.5 + y / self.height }
    }

    /// The place that stands there.
    pub fn at(self, point: MapPoint, shape: f64) -> Coordinates {
        let x = (point.x - 0.5) * self.height * shape / narrowing(self.centre.latitude);
        let y = (0.5 - point.y) * self.height;
        Coordinates::new(self.centre.latitude + y, self.centre.longitude + x)
    }

    /// The same closer by so many steps, or farther if negative.
    #[must_use]
    pub fn zoomed(self, steps: i32) -> Self {
        let height = (self.height * STEP.powi(-steps.clamp(-100, 100))).clamp(CLOSEST, FARTHEST);
        Self { height, ..self }.kept()
    }

    /// The same moved by shares of its height, east and south.
    #[must_use]
    pub fn moved(self, east: f64, south: f64) -> Self {
        let east = east * self.height / narrowing(self.centre.latitude);
        let latitude = self.centre.latitude - south * self.height;
        Self { centre: Coordinates::new(latitude, self.centre.longitude + east), ..self }.kept()
    }

    /// The same with another middle.
    #[must_use]
    pub fn centred(self, centre: Coordinates) -> Self {
        Self { centre, ..self }.kept()
    }

    /// The same with its middle so far from the poles that nothing beyond them is shown.
    #[must_use]
    fn kept(self) -> Self {
        let most = (90.0 - self.height / 2.0).max(0.0);
        let latitude = self.centre.latitude.clamp(-most, most);
        Self { centre: Coordinates::new(latitude, self.centre.longitude), ..self }
    }

    /// The latitudes at its edges, the southern first.
    pub fn latitudes(self) -> (f64, f64) {
        (self.centre.latitude - self.height / 2.0, self.centre.latitude + self.height / 2.0)
    }

    /// Kilometres from its upper edge to its lower.
    pub fn height_km(self) -> f64 {
        self.height.to_radians() * super::EARTH_RADIUS_KM
    }
}

/// The westernmost longitude of the narrowest strip of the earth that holds all places, and its width in
/// degrees: it begins behind the widest gap between them, so that the antimeridian divides nothing.
fn longitudes(places: &[Coordinates]) -> (f64, f64) {
    let mut sorted: Vec<f64> = places.iter().map(|place| place.longitude).collect();
    sorted.sort_by(f64::total_cmp);
    let next = sorted.iter().skip(1).copied().chain(sorted.first().map(|first| first + 360.0));
    let gaps = sorted.iter().zip(next).map(|(one, next)| (next - one, next));
    let widest = gaps.max_by(|(one, _), (other, _)| one.total_cmp(other));
    widest.map_or((0.0, 0.0), |(gap, next)| (turn(next), 360.0 - gap))
}

/// How much narrower a degree of longitude is at a latitude than at the equator; never nothing.
fn narrowing(latitude: f64) -> f64 {
    latitude.to_radians().cos().max(0.05)
}

/// An angle between two longitudes the shorter way: from -180 to below 180.
pub fn turn(degrees: f64) -> f64 {
    (degrees + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_view_holds_what_it_is_made_around_over_the_antimeridian_too() {
        for places in [
            vec![Coordinates::new(50.0, 30.0), Coordinates::new(55.0, 37.0)],
            vec![Coordinates::new(-17.0, 178.0), Coordinates::new(-14.0, -171.0)],
            vec![Coordinates::new(89.0, 0.0), Coordinates::new(80.0, 90.0)],
            vec![Coordinates::new(10.0, 10.0)],
        ] {
            let view = MapView::around(&places, 2.0);
            for place in &places {
                let point = view.place(*place, 2.0);
                assert!(
                    (0.0..=1.0).contains(&point.x) && (0.0..=1.0).contains(&point.y),
                    "{point:?}"
                );
            }
        }
        let fiji = [Coordinates::new(-17.0, 178.0), Coordinates::new(-14.0, -171.0)];
        assert!(MapView::around(&fiji, 2.0).height < 20.0);
    }

    #[test]
    fn zooming_and_moving_stay_on_the_earth() {
        let mut view = MapView::default();
        view = view.zoomed(50).moved(0.0, -1e9).zoomed(-3).moved(1e6, 1e9).zoomed(-90);
        assert_eq!(view.height, FARTHEST);
        assert_eq!(view.centre.latitude, 0.0);
        let close = MapView::default().zoomed(99);
        assert!(close.height_km() < 30.0 && close.height_km() > 10.0);
    }

    proptest! {
        #[test]
        fn what_stands_at_a_point_is_found_there_again(
            lat in -80.0..80.0_f64, lon in -180.0..180.0_f64, steps in 2..14,
            x in 0.0..1.0_f64, y in 0.0..1.0_f64,
        ) {
            let view = MapView { centre: Coordinates::new(lat, lon), ..MapView::default() };
            let view = view.zoomed(steps);
            let shape = 1.0;
            let there = view.at(MapPoint { x, y }, shape);
            let back = view.place(there, shape);
            let wide = view.height * shape / narrowing(view.centre.latitude) < 360.0;
            if wide && there.latitude.abs() < 89.9 {
                prop_assert!((back.x - x).abs() < 1e-6 && (back.y - y).abs() < 1e-6, "{back:?}");
            }
        }
    }
}
