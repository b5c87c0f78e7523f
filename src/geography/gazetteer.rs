//! Places by name: towns, regions and countries, each with where it lies. Looked up in the bytes that come
//! with the program, of which nothing is unpacked. Which of several of one name is meant is not its matter.

use super::image::{ALIAS, COUNTRY, GeographyImage, PLACE, REGION};
use super::sphere::Coordinates;
use crate::text::folded;

/// The code of a country, as ISO 3166-1 has it: two letters.
pub type CountryCode = [u8; 2];

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A town, where its middle is.
    Town,
    /// A part of a country, where the middle of its towns is.
    Region,
    /// A country, where the middle of its largest piece of land is.
    Country,
}

impl PlaceKind {
    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Town => "town",
            Self::Region => "region",
            Self::Country => "country",
        }
    }
}

/// A place as the gazetteer knows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GazetteerEntry<'a> {
    /// Its number in this gazetteer.
    pub number: u32,
    /// Its name.
    pub name: &'a str,
    /// What it is.
    pub kind: PlaceKind,
    /// The country it lies in, or is.
    pub country: CountryCode,
    /// The region it lies in, as it is called there; empty if none is known.
    pub region: &'a str,
    /// Where it lies.
    pub at: Coordinates,
    /// How many people live there; 0 if that is not known.
    pub people: u32,
}

/// The places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gazetteer<'a> {
    names: &'a [u8],
    places: &'a [u8],
    aliases: &'a [u8],
    regions: &'a [u8],
    countries: &'a [u8],
    codes: &'a str,
}

impl<'a> Gazetteer<'a> {
    /// The places of an image, and short names of regions: a line each of country, short name and name with
    /// tabs between them. `None` if the image is none.
    pub fn of(image: &'a [u8], codes: &'a str) -> Option<Self> {
        let GeographyImage { names, places, aliases, regions, countries, .. } =
            postcard::from_bytes(image).ok()?;
        Some(Self { names, places, aliases, regions, countries, codes })
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.places.len() / PLACE
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place of a number.
    pub fn entry(&self, number: u32) -> Option<GazetteerEntry<'a>> {
        let bytes = row(self.places, PLACE, number as usize)?;
        let kind = match bytes.get(5)? {
            0 => PlaceKind::Town,
            1 => PlaceKind::Region,
            2 => PlaceKind::Country,
            _ => return None,
        };
        let region = u16::from_le_bytes(array(bytes, 8)?);
        let degrees = |at| Some(f64::from(i32::from_le_bytes(array(bytes, at)?)) / 1000.0);
        Some(GazetteerEntry {
            number,
            name: self.name(bytes)?,
            kind,
            country: array(bytes, 6)?,
            region: row(self.regions, REGION, region.into()).and_then(|row| self.name(row))?,
            at: Coordinates::new(degrees(10)?, degrees(14)?),
            people: u32::from_le_bytes(array(bytes, 18)?),
        })
    }

    /// Every place.
    pub fn entries(&self) -> impl Iterator<Item = GazetteerEntry<'a>> {
        let numbers = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        let gazetteer = *self;
        numbers.filter_map(move |number| gazetteer.entry(number))
    }

    /// The places that are called so, case and accents aside, the largest first.
    pub fn named(&self, name: &str) -> Vec<GazetteerEntry<'a>> {
        let wanted = folded(name.trim());
        if wanted.is_empty() {
            return Vec::new();
        }
        let own = self.rows(self.places, PLACE, &wanted).map(|(number, _)| number);
        let others = self
            .rows(self.aliases, ALIAS, &wanted)
            .filter_map(|(_, bytes)| Some(u32::from_le_bytes(array(bytes, 5)?)));
        let mut numbers: Vec<u32> = own.chain(others).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut entries: Vec<_> =
            numbers.into_iter().filter_map(|number| self.entry(number)).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.people));
        entries
    }

    /// The country that is called so; `None` if there is none or several.
    pub fn country_named(&self, name: &str) -> Option<CountryCode> {
        let named = self.named(name);
        let mut countries = named.iter().filter(|entry| entry.kind == PlaceKind::Country);
        countries.next().filter(|_| countries.next().is_none()).map(|entry| entry.country)
    }

    /// The country of a code.
    pub fn country(&self, code: CountryCode) -> Option<GazetteerEntry<'a>> {
        let mut countries = self.countries.chunks_exact(COUNTRY);
        let row = countries.find(|row| row.starts_with(&code))?;
        self.entry(u32::from_le_bytes(array(row, 2)?))
    }

    /// The short name of a region in a country ("OH" for Ohio), if it has one.
    pub fn short_name(&self, country: CountryCode, region: &str) -> Option<&'a str> {
        let code = std::str::from_utf8(&country).ok()?.to_owned();
        let mut lines = self.codes.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        lines.find_map(|parts| match parts[..] {
            [of, short, name] if of == code && name == region => Some(short),
            _ => None,
        })
    }

    /// The rows whose names compare as `wanted`, with their numbers. The rows are in the order of these.
    fn rows(
        &self,
        table: &'a [u8],
        size: usize,
        wanted: &str,
    ) -> impl Iterator<Item = (u32, &'a [u8])> {
        let (mut low, mut high) = (0, table.len() / size);
        let key = |at| row(table, size, at).and_then(|row| self.name(row)).map(folded);
        while low < high {
            let middle = low.midpoint(high);
            match key(middle) {
                Some(key) if key.as_str() < wanted => low = middle + 1,
                _ => high = middle,
            }
        }
        let mut found = Vec::new();
        for at in low..table.len() / size {
            match (key(at), row(table, size, at), u32::try_from(at)) {
                (Some(key), Some(row), Ok(number)) if key == wanted => found.push((number, row)),
                _ => break,
            }
        }
        found.into_iter()
    }

    /// The name that a row begins with.
    fn name(&self, row: &[u8]) -> Option<&'a str> {
        let start = u32::from_le_bytes(array(row, 0)?) as usize;
        let name = self.names.get(start..start + usize::from(*row.get(4)?))?;
        std::str::from_utf8(name).ok()
    }
}

fn row(table: &[u8], size: usize, at: usize) -> Option<&[u8]> {
    let start = at.checked_mul(size)?;
    table.get(start..start.checked_add(size)?)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_by_any_name_whatever_its_case_and_accents() {
        let gazetteer = Gazetteer::bundled();
        let first = |name: &str| gazetteer.named(name).first().copied().unwrap();
        for (name, country) in [
            ("Kyiv", b"UA"),
            ("KIEV", b"UA"),
            ("Koln", b"DE"),
            ("Cologne", b"DE"),
            ("Odessa", b"UA"),
            ("Crimea", b"UA"),
            ("Türkiye", b"TR"),
        ] {
            assert_eq!(&first(name).country, country, "{name}");
        }
        let kyiv = first("Kyiv");
        assert_eq!(kyiv.kind, PlaceKind::Town);
        assert!(kyiv.at.distance_km(Coordinates::new(50.45, 30.52)) < 5.0);
        assert!(gazetteer.named("Springfield").len() > 10);
        let kinds: Vec<_> = gazetteer.named("Georgia").iter().map(|entry| entry.kind).collect();
        assert!(kinds.contains(&PlaceKind::Country) && kinds.contains(&PlaceKind::Region));
        assert!(gazetteer.named("").is_empty() && gazetteer.named("Xyzzy").is_empty());
        assert_eq!(gazetteer.country(*b"FR").map(|country| country.name), Some("France"));
        assert_eq!(gazetteer.country_named("Russian Federation"), Some(*b"RU"));
        assert_eq!(gazetteer.short_name(*b"US", "Ohio"), Some("OH"));
    }

    #[test]
    fn every_place_lies_somewhere_and_can_be_found_by_its_name() {
        let gazetteer = Gazetteer::bundled();
        assert!(gazetteer.len() > 30_000);
        for entry in gazetteer.entries().step_by(97) {
            let found = gazetteer.named(entry.name);
            assert!(found.iter().any(|other| other.number == entry.number), "{entry:?}");
            assert!(entry.at != Coordinates::default(), "{entry:?}");
        }
        let countries = gazetteer.entries().filter(|entry| entry.kind == PlaceKind::Country);
        assert!(countries.count() > 190);
    }
}
