//! Distances on the earth taken as a sphere. Its radius is the mean radius of the ellipsoid WGS 84, with
//! which a distance is wrong by 0.6 % at most: less than the places of names are exact.

/// The mean radius of the earth in kilometres: (2a + b) / 3 of WGS 84, as the International Union of
/// Geodesy and Geophysics defines it (Moritz, "Geodetic Reference System 1980", 2000).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A place on the earth, in degrees: latitude from -90 to 90, longitude from -180 to below 180.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coordinates {
    /// Degrees north; south is negative.
    pub latitude: f64,
    /// Degrees east of Greenwich; west is negative.
    pub longitude: f64,
}

impl Coordinates {
    /// The place of these degrees, a longitude beyond the antimeridian counted from the other side; the
    /// latitude is kept between the poles. What is no number becomes 0.
    pub fn new(latitude: f64, longitude: f64) -> Self {
        let known = |degrees: f64| if degrees.is_finite() { degrees } else { 0.0 };
        let longitude = (known(longitude) + 180.0).rem_euclid(360.0) - 180.0;
        Self { latitude: known(latitude).clamp(-90.0, 90.0), longitude }
    }

    /// The distance to another place along the surface, in kilometres (the haversine formula, which stays
    /// exact for small distances).
    pub fn distance_km(self, other: Self) -> f64 {
        let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let parallels = self.latitude.to_radians().cos() * other.latitude.to_radians().cos();
        let chord =
            half(self.latitude, other.latitude) + parallels * half(self.longitude, other.longitude);
        2.0 * EARTH_RADIUS_KM * chord.clamp(0.0, 1.0).sqrt().asin()
    }

    /// The place that is so many kilometres away in a direction, in degrees from north over east.
    pub fn towards(self, bearing: f64, km: f64) -> Self {
        let (angle, bearing) = (km / EARTH_RADIUS_KM, bearing.to_radians());
        let (lat, lon) = (self.latitude.to_radians(), self.longitude.to_radians());
        let sine = lat.sin() * angle.cos() + lat.cos() * angle.sin() * bearing.cos();
        let there = sine.clamp(-1.0, 1.0).asin();
        let east = bearing.sin() * angle.sin() * lat.cos();
        let turned = lon + east.atan2(angle.cos() - lat.sin() * sine);
        Self::new(there.to_degrees(), turned.to_degrees())
    }

    /// The direction in which another place lies, in degrees from north over east, below 360.
    pub fn bearing(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let turned = (other.longitude - self.longitude).to_radians();
        let north = from.cos() * to.sin() - from.sin() * to.cos() * turned.cos();
        (turned.sin() * to.cos()).atan2(north).to_degrees().rem_euclid(360.0)
    }
}

/// The point of the compass for a direction in degrees: "N", "NE", "E" …
pub fn compass(bearing: f64) -> &'static str {
    const POINTS: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
    let eighth = (bearing / 45.0).round().rem_euclid(8.0);
    POINTS.get(eighth as usize).copied().unwrap_or("N")
}

/// Places that are so many kilometres from one, in so many directions, the first again at the end. Nothing
/// lies farther than half around the earth: then there are none.
pub fn ring(centre: Coordinates, km: f64, points: u16) -> Vec<Coordinates> {
    let farthest = EARTH_RADIUS_KM * std::f64::consts::PI;
    if !(0.0..=farthest).contains(&km) {
        return Vec::new();
    }
    let step = 360.0 / f64::from(points.max(1));
    (0..=points).map(|at| centre.towards(f64::from(at % points.max(1)) * step, km)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn anywhere() -> impl Strategy<Value = Coordinates> {
        let edge = prop_oneof![-90.0..=90.0_f64, Just(90.0), Just(-90.0), Just(0.0)];
        let around = prop_oneof![-180.0..180.0_f64, Just(-180.0), Just(179.999), Just(0.0)];
        (edge, around).prop_map(|(lat, lon)| Coordinates::new(lat, lon))
    }

    #[test]
    fn known_distances_are_met() {
        let kyiv = Coordinates::new(50.4547, 30.5238);
        let moscow = Coordinates::new(55.7522, 37.6156);
        let km = kyiv.distance_km(moscow);
        assert!((km - 756.0).abs() < 4.0, "{km}");
        assert_eq!(compass(kyiv.bearing(moscow)), "NE");
        let quarter = Coordinates::new(0.0, 0.0).distance_km(Coordinates::new(90.0, 0.0));
        assert!((quarter - 10_007.5).abs() < 1.0, "{quarter}");
        let fiji = Coordinates::new(-17.0, 179.0).distance_km(Coordinates::new(-17.0, -179.0));
        assert!(fiji < 220.0, "over the antimeridian: {fiji}");
    }

    #[test]
    fn a_ring_farther_than_the_antipodes_is_none() {
        let here = Coordinates::new(10.0, 10.0);
        assert!(ring(here, 20_100.0, 8).is_empty() && ring(here, f64::NAN, 8).is_empty());
        assert_eq!(ring(here, 100.0, 8).len(), 9);
    }

    proptest! {
        #[test]
        fn a_distance_is_the_same_both_ways_and_never_more_than_half_around(
            one in anywhere(), other in anywhere(),
        ) {
            let (there, back) = (one.distance_km(other), other.distance_km(one));
            prop_assert!((there - back).abs() < 1e-6, "{there} {back}");
            prop_assert!((0.0..=20_016.0).contains(&there));
            prop_assert!(one.distance_km(one) < 1e-6);
        }

        #[test]
        fn points_of_a_ring_are_as_far_from_its_centre_as_is_said(
            centre in anywhere(), km in 0.0..20_015.0_f64,
        ) {
            for point in ring(centre, km, 36) {
                let off = (centre.distance_km(point) - km).abs();
                prop_assert!(off < 1e-3 * km.max(1.0), "{centre:?} {km} {point:?} {off}");
                prop_assert!((-90.0..=90.0).contains(&point.latitude));
                prop_assert!((-180.0..180.0).contains(&point.longitude));
            }
        }
    }
}
