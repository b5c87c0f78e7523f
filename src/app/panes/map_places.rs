//! The places of the map as rows of a list, in the order of how many documents name them or of how far they
//! are; and the rings around one of them.

use std::sync::Arc;

use crate::geography::{Coordinates, PlaceRow, ring};
use crate::text::folded;

/// Points of a ring.
const POINTS: u16 = 180;

/// How far rings go around a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// As it was typed, or as a document states it.
    pub written: String,
    /// The distances in kilometres: one, or the least and the most.
    pub km: Vec<f64>,
}

impl Ring {
    /// One ring.
    pub fn of(written: &str, km: f64) -> Self {
        Self { written: written.trim().to_owned(), km: vec![km] }
    }

    /// The rings of what is stated, in kilometres; `None` if both bounds are open.
    pub fn of_bounds(written: &str, (least, most): (Option<f64>, Option<f64>)) -> Option<Self> {
        let mut km: Vec<f64> = [least, most].into_iter().flatten().filter(|km| *km > 0.0).collect();
        km.dedup();
        (!km.is_empty()).then(|| Self { written: written.to_owned(), km })
    }

    /// The points of each ring around a place.
    pub fn points(&self, centre: Coordinates) -> Vec<Vec<Coordinates>> {
        self.km.iter().map(|km| ring(centre, *km, POINTS)).collect()
    }

    /// The farthest of them in kilometres.
    pub fn farthest(&self) -> f64 {
        self.km.iter().copied().fold(0.0, f64::max)
    }
}

/// A place on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapSpot<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it lies.
    pub at: Coordinates,
    /// How many documents name it.
    pub documents: usize,
}

/// The places.
#[derive(Clone, Debug, Default)]
pub struct MapPlaces {
    all: Arc<Vec<PlaceRow>>,
    /// How far each is from where distances are told, in kilometres, and in which direction in degrees.
    away: Vec<Option<(f64, f64)>>,
    /// Those that are shown, in order.
    shown: Vec<usize>,
}

impl MapPlaces {
    /// The places of these rows, all shown as they come.
    pub fn of(all: &Arc<Vec<PlaceRow>>) -> Self {
        Self { all: Arc::clone(all), away: Vec::new(), shown: (0..all.len()).collect() }
    }

    /// Shows the rows with all of these words, in the order of their distance from a place if there is one.
    pub fn arrange(&mut self, filter: &str, from: Option<Coordinates>) {
        let away = |row: &PlaceRow| {
            from.zip(row.at).map(|(from, at)| (from.distance_km(at), from.bearing(at)))
        };
        self.away = self.all.iter().map(away).collect();
        let wanted: Vec<String> = filter.split_whitespace().map(folded).collect();
        let has = |row: &PlaceRow| wanted.iter().all(|word| row.folded.contains(word.as_str()));
        let all = self.all.iter().enumerate();
        self.shown = all.filter(|(_, row)| has(row)).map(|(at, _)| at).collect();
        if from.is_some() {
            let away = |at: &usize| self.away.get(*at).copied().flatten();
            let key = |at: &usize| away(at).map_or(f64::MAX, |(km, _)| km);
            self.shown.sort_by(|one, other| key(one).total_cmp(&key(other)));
        }
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// True if none is.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// True if nothing is known.
    pub fn is_nothing(&self) -> bool {
        self.all.is_empty()
    }

    /// A row.
    pub fn row(&self, row: usize) -> Option<&PlaceRow> {
        self.all.get(*self.shown.get(row)?)
    }

    /// How far the place of a row is from where distances are told, in kilometres, and in which direction in
    /// degrees.
    pub fn away(&self, row: usize) -> Option<(f64, f64)> {
        self.away.get(*self.shown.get(row)?).copied().flatten()
    }

    /// The row that is described so.
    pub fn position(&self, described: &str) -> Option<usize> {
        (0..self.len()).find(|row| self.row(*row).is_some_and(|row| row.described == described))
    }

    /// The places of the rows that are shown, as far as it is known where they lie.
    pub fn spots(&self) -> Vec<MapSpot<'_>> {
        let rows = (0..self.len()).filter_map(|row| self.row(row));
        rows.filter_map(spot).collect()
    }

    /// How many rows that are shown lie within so many kilometres, and how many have a distance at all.
    pub fn within(&self, km: f64) -> (usize, usize) {
        let away = || (0..self.len()).filter_map(|row| self.away(row));
        (away().filter(|(away, _)| *away <= km).count(), away().count())
    }
}

/// The place of a row on the map, if it is known where it lies.
fn spot(row: &PlaceRow) -> Option<MapSpot<'_>> {
    Some(MapSpot { name: &row.name, at: row.at?, documents: row.documents })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::{Gazetteer, LocatedBy, NamedPlace, place_rows};

    fn places() -> MapPlaces {
        let gazetteer = Gazetteer::bundled();
        let named = ["Kyiv", "Dnipro", "Xyzzy"].map(|name| {
            let (id, kind) = (name.to_lowercase(), "city".to_owned());
            let mut place = NamedPlace {
                id,
                name: name.to_owned(),
                kind,
                documents: name.len(),
                located: Vec::new(),
                without_sign: usize::from(name == "Xyzzy"),
            };
            if let Some(entry) = gazetteer.named(name).first() {
                place.locate(entry.number, LocatedBy::OnlyOne, name.len());
            }
            place
        });
        MapPlaces::of(&Arc::new(place_rows(&named, &gazetteer)))
    }

    #[test]
    fn rows_come_by_documents_or_by_distance_and_what_lies_nowhere_is_last() {
        let mut places = places();
        let names = |places: &MapPlaces| {
            (0..places.len()).map(|row| places.row(row).unwrap().name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&places), ["Dnipro", "Kyiv", "Xyzzy"]);
        let kyiv = places.row(1).unwrap().at.unwrap();
        places.arrange("", Some(kyiv));
        assert_eq!(names(&places), ["Kyiv", "Dnipro", "Xyzzy"]);
        let (km, _) = places.away(1).unwrap();
        assert!((350.0..450.0).contains(&km), "{km}");
        assert_eq!((places.away(2), places.within(400.0)), (None, (2, 2)));
        places.arrange("DNIP", None);
        assert_eq!((names(&places), places.spots().len()), (vec!["Dnipro".to_owned()], 1));
    }

    #[test]
    fn a_range_has_a_ring_for_each_of_its_bounds() {
        assert_eq!(Ring::of_bounds("a", (Some(300.0), Some(300.0))).unwrap().km, [300.0]);
        assert_eq!(Ring::of_bounds("b", (Some(40.0), Some(300.0))).unwrap().km, [40.0, 300.0]);
        assert_eq!(Ring::of_bounds("c", (None, Some(300.0))).unwrap().farthest(), 300.0);
        assert_eq!(Ring::of_bounds("d", (None, None)), None);
    }
}
