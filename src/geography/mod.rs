//! The earth, as far as a reader of briefings needs it: where places of a name lie, which of them is
//! meant, how far it is from one to the other, where a ring of so many kilometres goes, and what of that
//! lies on a map of so many cells. Pure: no files, no documents.
//!
//! `sphere` (distances, rings), `image` (the bytes that `build.rs` makes of `data/geography`), `gazetteer`
//! (places by name), `outline` (coasts and borders), `reading` (which of several places of one name is
//! meant), `named_place` (one place over many documents), `place_row` (the same as rows), `projection` (degrees to cells), `labels` (names that do not overlap).

#[cfg(test)]
mod building;
mod bundled;
mod gazetteer;
mod image;
mod labels;
mod named_place;
mod outline;
mod place_row;
mod projection;
mod reading;
mod sphere;

pub use gazetteer::{CountryCode, Gazetteer, GazetteerEntry, PlaceKind};
pub use labels::{MapLabel, placed_labels};
pub use named_place::{LocatedIn, NamedPlace, Standing, country_name, described};
pub use outline::{OutlineKind, Outlines, Polyline};
pub use place_row::{PlaceRow, place_rows};
pub use projection::{MapPoint, MapView, turn};
pub use reading::{
    LocatedBy, LocatedPlace, MentionedPlace, NamedCountries, PlaceReading, read_place,
};
pub use sphere::{Coordinates, EARTH_RADIUS_KM, compass, ring};
