//! A place that documents name, with where it lies in how many of them: what a list of places and a map
//! of them show.

use super::gazetteer::{CountryCode, Gazetteer, GazetteerEntry};
use super::reading::{LocatedBy, may_be};

/// How far it is known where a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Every document that names it says enough.
    Located,
    /// Some do.
    Partly,
    /// None does, and several places have the name.
    Ambiguous,
    /// One place of the name is known, but no document that names it names its country.
    Unconfirmed,
    /// No place of the name is known.
    Unknown,
}

impl Standing {
    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Located => "located",
            Self::Partly => "partly",
            Self::Ambiguous => "ambiguous",
            Self::Unconfirmed => "unconfirmed",
            Self::Unknown => "unknown",
        }
    }
}

/// Where a place lies in some documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocatedIn {
    /// The number of the place in the gazetteer.
    pub number: u32,
    /// By which sign, the strongest of all.
    pub by: LocatedBy,
    /// In how many documents.
    pub documents: usize,
}

/// A place by the name under which documents have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// Its key among the facts.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind of place it is, as the facts say it.
    pub kind: String,
    /// How many documents name it.
    pub documents: usize,
    /// Where it lies, in most documents first.
    pub located: Vec<LocatedIn>,
    /// How many documents name it without a sign of where it lies.
    pub without_sign: usize,
}

impl NamedPlace {
    /// Adds documents that have it there.
    pub fn locate(&mut self, number: u32, by: LocatedBy, documents: usize) {
        match self.located.iter_mut().find(|known| known.number == number) {
            Some(known) => {
                known.by = known.by.min(by);
                known.documents += documents;
            }
            None => self.located.push(LocatedIn { number, by, documents }),
        }
        self.located.sort_by_key(|known| (std::cmp::Reverse(known.documents), known.number));
    }

    /// The places of its name, the largest first.
    pub fn candidates<'g>(&self, gazetteer: &Gazetteer<'g>) -> Vec<GazetteerEntry<'g>> {
        let mut named = gazetteer.named(&self.name);
        named.retain(|entry| may_be(entry.kind, &self.kind));
        named
    }

    /// How far it is known where it lies.
    pub fn standing(&self, gazetteer: &Gazetteer<'_>) -> Standing {
        match (self.located.is_empty(), self.without_sign) {
            (false, 0) => Standing::Located,
            (false, _) => Standing::Partly,
            (true, _) => match self.candidates(gazetteer).len() {
                0 => Standing::Unknown,
                1 => Standing::Unconfirmed,
                _ => Standing::Ambiguous,
            },
        }
    }
}

/// Where a place lies, in words: "Springfield, Ohio, United States".
pub fn described(gazetteer: &Gazetteer<'_>, entry: &GazetteerEntry<'_>) -> String {
    let country = country_name(gazetteer, entry.country);
    let region = Some(entry.region).filter(|region| !region.is_empty() && *region != entry.name);
    let country = Some(country.as_str()).filter(|country| *country != entry.name);
    [Some(entry.name), region, country].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The name of a country; its code, if the gazetteer has none.
pub fn country_name(gazetteer: &Gazetteer<'_>, code: CountryCode) -> String {
    let known = gazetteer.country(code).map(|country| country.name.to_owned());
    known.unwrap_or_else(|| String::from_utf8_lossy(&code).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, without_sign: usize) -> NamedPlace {
        let (id, kind) = (name.to_lowercase(), "city".to_owned());
        let (name, located) = (name.to_owned(), Vec::new());
        NamedPlace { id, name, kind, documents: 3, located, without_sign }
    }

    #[test]
    fn it_is_told_how_far_it_is_known_where_a_place_lies() {
        let gazetteer = Gazetteer::bundled();
        let standing = |place: &NamedPlace| place.standing(&gazetteer);
        assert_eq!(standing(&place("Springfield", 3)), Standing::Ambiguous);
        assert_eq!(standing(&place("Kyiv", 3)), Standing::Unconfirmed);
        assert_eq!(standing(&place("Xyzzy", 3)), Standing::Unknown);
        let mut kyiv = place("Kyiv", 1);
        kyiv.locate(7, LocatedBy::OnlyOne, 1);
        kyiv.locate(8, LocatedBy::OnlyOne, 2);
        kyiv.locate(7, LocatedBy::Beside, 3);
        assert_eq!(standing(&kyiv), Standing::Partly);
        assert_eq!(kyiv.located[0], LocatedIn { number: 7, by: LocatedBy::Beside, documents: 4 });
        let entry =
            gazetteer.named("Springfield").into_iter().find(|e| e.region == "Ohio").unwrap();
        assert_eq!(described(&gazetteer, &entry), "Springfield, Ohio, United States");
        assert_eq!(country_name(&gazetteer, *b"??"), "??");
    }
}
