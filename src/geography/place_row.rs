//! Places that documents name as rows of a list: those that are located, then those of which it is not known
//! where they lie, and why.

use super::gazetteer::Gazetteer;
use super::named_place::{NamedPlace, Standing, described};
use super::reading::LocatedBy;
use super::sphere::Coordinates;
use crate::text::folded;

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// The name, as documents have it.
    pub name: String,
    /// Which place that is: "Springfield, Ohio, United States"; the name and why none is known, if none is.
    pub described: String,
    /// Where it lies, if that is known.
    pub at: Option<Coordinates>,
    /// Why that is known.
    pub by: Option<LocatedBy>,
    /// How far it is known over all documents.
    pub standing: Standing,
    /// How many documents name it there.
    pub documents: usize,
    /// Its words as they compare.
    pub folded: String,
}

/// The rows of places, a place once for every place of its name that is meant: what is located first, in most
/// documents first.
pub fn place_rows(named: &[NamedPlace], gazetteer: &Gazetteer<'_>) -> Vec<PlaceRow> {
    let mut all: Vec<PlaceRow> = named.iter().flat_map(|place| rows(place, gazetteer)).collect();
    all.sort_by(|one, other| {
        let key = |row: &PlaceRow| (row.at.is_none(), std::cmp::Reverse(row.documents));
        key(one).cmp(&key(other)).then_with(|| one.folded.cmp(&other.folded))
    });
    all
}

fn rows(place: &NamedPlace, gazetteer: &Gazetteer<'_>) -> Vec<PlaceRow> {
    let standing = place.standing(gazetteer);
    let row = |told: String, at, by, documents| PlaceRow {
        name: place.name.clone(),
        folded: folded(&format!("{} {told}", place.name)),
        described: told,
        at,
        by,
        standing,
        documents,
    };
    let mut rows: Vec<PlaceRow> = place
        .located
        .iter()
        .filter_map(|located| {
            let entry = gazetteer.entry(located.number)?;
            let told = described(gazetteer, &entry);
            Some(row(told, Some(entry.at), Some(located.by), located.documents))
        })
        .collect();
    if place.without_sign > 0 {
        let candidates = place.candidates(gazetteer);
        let told = match candidates.as_slice() {
            [] => format!("{}: not in the gazetteer", place.name),
            [one] => {
                let told = described(gazetteer, one);
                format!("{}: perhaps {told}, whose country is not named", place.name)
            }
            [first, ..] => format!(
                "{}: one of {}, such as {}",
                place.name,
                candidates.len(),
                described(gazetteer, first)
            ),
        };
        rows.push(row(told, None, None, place.without_sign));
    }
    rows
}
