//! Which of several places of one name a document means. Nothing is guessed: a place is taken for one of
//! those of its name only if the document gives a sign of it, and which sign that is is told.

use std::collections::BTreeSet;

use super::gazetteer::{CountryCode, Gazetteer, GazetteerEntry, PlaceKind};
use crate::text::folded;

/// How many times as many people a town must have as another of its name to be meant where the countries
/// of both are named.
const MUCH_LARGER: u64 = 10;

/// Words beside a name among which a country or region is looked for.
const MOST_WORDS: usize = 4;

/// Small words that stand between a name and its country.
const FILLERS: [&str; 8] =
    ["the", "in", "northern", "southern", "eastern", "western", "central", "near"];

/// Words for parts of countries.
const PARTS: [&str; 7] =
    ["state", "province", "region", "county", "oblast", "governorate", "district"];

/// The countries that a document names, by whatever name that means nothing else.
pub type NamedCountries = BTreeSet<CountryCode>;

/// A place as a document names it.
#[derive(Clone, Copy, Debug)]
pub struct MentionedPlace<'a> {
    /// The name by which it is looked up.
    pub name: &'a str,
    /// What kind of place it is: "city", "region", "island", "state" …
    pub kind: &'a str,
    /// For each time that it is named, the words before it and after it.
    pub beside: &'a [(&'a str, &'a str)],
}

/// The sign by which a place was told from others of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LocatedBy {
    /// Its country or region stands beside it.
    Beside,
    /// No other place of the name is known, and its country is named.
    OnlyOne,
    /// It is the largest of the name, its country is named, and that of no other that is not much smaller.
    Largest,
}

impl LocatedBy {
    /// Every sign.
    pub const ALL: [Self; 3] = [Self::Beside, Self::OnlyOne, Self::Largest];

    /// Its name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::OnlyOne => "only-one",
            Self::Largest => "largest",
        }
    }

    /// The sign of that name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sign| sign.word() == word)
    }

    /// Why the place was chosen, as a sentence goes on after its name.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Beside => "its country or region stands beside it",
            Self::OnlyOne => "no other of that name is known, and its country is named",
            Self::Largest => "the largest of that name, and its country is named",
        }
    }
}

/// A place that is meant, as often as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocatedPlace<'a> {
    /// The place.
    pub entry: GazetteerEntry<'a>,
    /// The sign of it.
    pub by: LocatedBy,
    /// How many of the times that it is named.
    pub times: usize,
}

/// What is known of a place that a document names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceReading<'a> {
    /// The places of the name, the largest first; empty if none is known.
    pub candidates: Vec<GazetteerEntry<'a>>,
    /// Those that are meant.
    pub located: Vec<LocatedPlace<'a>>,
    /// How many times it is named without a sign of which is meant.
    pub without_sign: usize,
}

/// Reads a place that a document names, which also names these countries.
pub fn read_place<'a>(
    gazetteer: &Gazetteer<'a>,
    mentioned: MentionedPlace<'_>,
    countries: &NamedCountries,
) -> PlaceReading<'a> {
    let mut candidates = gazetteer.named(mentioned.name);
    candidates.retain(|entry| may_be(entry.kind, mentioned.kind));
    let mut located: Vec<LocatedPlace<'a>> = Vec::new();
    let (mut without_sign, mut parts) = (0, 0);
    let mut regions = None;
    for words in mentioned.beside {
        let beside = Beside::of(gazetteer, *words);
        let found = beside.as_ref().and_then(|beside| {
            let regions = regions.get_or_insert_with(|| {
                candidates.iter().map(|entry| Region::of(gazetteer, entry)).collect::<Vec<_>>()
            });
            let both = candidates.iter().zip(regions.iter());
            let mut found = both.filter(|(entry, region)| beside.names(entry, region));
            found.next().filter(|_| found.next().is_none()).map(|(entry, _)| *entry)
        });
        match found {
            Some(entry) => note(&mut located, entry, LocatedBy::Beside, 1),
            None if is_part(words.1) => parts += 1,
            None => without_sign += 1,
        }
    }
    if without_sign > 0 {
        let meant = match located.as_slice() {
            [] => chosen(&candidates, countries),
            // What stands beside it once holds for the rest of the document.
            [one] => Some((one.entry, one.by)),
            _ => None,
        };
        if let Some((entry, by)) = meant {
            note(&mut located, entry, by, without_sign);
            without_sign = 0;
        }
    }
    PlaceReading { candidates, located, without_sign: without_sign + parts }
}

fn note<'a>(
    located: &mut Vec<LocatedPlace<'a>>,
    entry: GazetteerEntry<'a>,
    by: LocatedBy,
    times: usize,
) {
    match located.iter_mut().find(|known| known.entry.number == entry.number) {
        Some(known) => known.times += times,
        None => located.push(LocatedPlace { entry, by, times }),
    }
}

/// True if the words after a name say that it is that of a part of a country: "Washington state".
fn is_part(after: &str) -> bool {
    let words = folded(after);
    let word = words.trim_start().split(|c: char| !c.is_alphanumeric()).next();
    word.is_some_and(|word| PARTS.contains(&word))
}

/// True if what a document calls so can be a place of the kind.
pub fn may_be(known: PlaceKind, kind: &str) -> bool {
    match kind {
        "state" | "region" | "island" => known != PlaceKind::Town,
        "city" | "town" | "base" | "facility" | "district" => known == PlaceKind::Town,
        _ => false,
    }
}

/// The one that is meant by what else the document names.
fn chosen<'a>(
    candidates: &[GazetteerEntry<'a>],
    countries: &NamedCountries,
) -> Option<(GazetteerEntry<'a>, LocatedBy)> {
    let (first, others) = candidates.split_first()?;
    let is_named = |entry: &GazetteerEntry<'_>| countries.contains(&entry.country);
    if others.is_empty() {
        return is_named(first).then_some((*first, LocatedBy::OnlyOne));
    }
    // A country is larger than a region of its name, which says nothing.
    if candidates.iter().any(|entry| entry.kind != PlaceKind::Town) {
        let mut named = candidates.iter().filter(|entry| is_named(entry));
        let country = named.next().filter(|entry| entry.kind == PlaceKind::Country)?;
        return named.next().is_none().then_some((*country, LocatedBy::Largest));
    }
    let is_small =
        |other: &GazetteerEntry<'_>| u64::from(other.people) * MUCH_LARGER <= first.people.into();
    let is_clear = others.iter().all(|other| is_small(other) || !is_named(other));
    (is_named(first) && is_clear).then_some((*first, LocatedBy::Largest))
}

/// The words that may name the country or region of a place as they stand beside its name, the longest
/// first: those after "Springfield, ", "Tripoli (", "Tripoli in northern ", and the owner before it,
/// as in "Lebanon's Tripoli".
fn phrases((before, after): (&str, &str)) -> Vec<String> {
    let after = after.trim_start();
    let follows = [",", "(", "in "].iter().find_map(|sign| after.strip_prefix(sign));
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let mut found = Vec::new();
    if let Some(rest) = follows {
        let end = rest.find([',', ')', ';', ':', '(']).unwrap_or(rest.len());
        let mut words = words(rest.get(..end).unwrap_or_default());
        while words.first().is_some_and(|word| FILLERS.contains(&word.as_str())) {
            words.remove(0);
        }
        words.truncate(MOST_WORDS);
        found.extend((1..=words.len()).rev().map(|count| words[..count].join(" ")));
    }
    let before = before.trim_end();
    if let Some(owner) = ["'s", "’s"].iter().find_map(|sign| before.strip_suffix(sign)) {
        let words = words(owner);
        let from = words.len().saturating_sub(MOST_WORDS);
        found.extend((from..words.len()).map(|start| words[start..].join(" ")));
    }
    found.iter_mut().for_each(|phrase| {
        let end = phrase.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        // Abbreviations keep their stop: "U.S.".
        if !phrase[..end].contains('.') {
            phrase.truncate(end);
        }
    });
    found
}

/// The region of a place, by whatever it may be called.
struct Region<'a> {
    /// Its name there, folded.
    folded: String,
    /// Its short name.
    short: Option<&'a str>,
    /// The numbers of the regions of the gazetteer that have the name.
    numbers: Vec<u32>,
}

impl<'a> Region<'a> {
    fn of(gazetteer: &Gazetteer<'a>, entry: &GazetteerEntry<'a>) -> Self {
        let named = gazetteer.named(entry.region).into_iter();
        let own = |named: &GazetteerEntry<'_>| {
            named.kind == PlaceKind::Region && named.country == entry.country
        };
        Self {
            folded: folded(entry.region),
            short: gazetteer.short_name(entry.country, entry.region),
            numbers: named.filter(own).map(|region| region.number).collect(),
        }
    }
}

/// What stands beside the name of a place.
struct Beside {
    phrases: Vec<String>,
    /// The countries that the phrases name.
    countries: Vec<CountryCode>,
    /// The numbers of the regions that they name.
    regions: Vec<u32>,
}

impl Beside {
    /// What stands there; `None` if it is nothing that could name a country or a region.
    fn of(gazetteer: &Gazetteer<'_>, words: (&str, &str)) -> Option<Self> {
        let phrases = Some(phrases(words)).filter(|phrases| !phrases.is_empty())?;
        let (mut countries, mut regions) = (Vec::new(), Vec::new());
        for named in phrases.iter().flat_map(|phrase| gazetteer.named(phrase)) {
            match named.kind {
                PlaceKind::Country => countries.push(named.country),
                PlaceKind::Region => regions.push(named.number),
                PlaceKind::Town => {}
            }
        }
        Some(Self { phrases, countries, regions })
    }

    /// True if that is the country or the region of a place.
    fn names(&self, entry: &GazetteerEntry<'_>, region: &Region<'_>) -> bool {
        let is_called = |phrase: &String| {
            Some(phrase.as_str()) == region.short
                || (!region.folded.is_empty() && folded(phrase) == region.folded)
        };
        entry.kind != PlaceKind::Country
            && (self.countries.contains(&entry.country)
                || region.numbers.iter().any(|number| self.regions.contains(number))
                || self.phrases.iter().any(is_called))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, kind: &str, beside: &[(&str, &str)], countries: &[&str]) -> Vec<String> {
        let gazetteer = Gazetteer::bundled();
        let codes = countries.iter().map(|code| code.as_bytes().try_into().unwrap()).collect();
        let reading = read_place(&gazetteer, MentionedPlace { name, kind, beside }, &codes);
        let told = reading.located.iter().map(|located| {
            let country = String::from_utf8(located.entry.country.to_vec()).unwrap();
            format!("{} {country} {} {}", located.entry.region, located.by.word(), located.times)
        });
        let none = (reading.without_sign > 0)
            .then(|| format!("{} of {}", reading.without_sign, reading.candidates.len()));
        told.chain(none).collect()
    }

    const BARE: (&str, &str) = ("in ", " on Friday");

    #[test]
    fn a_place_with_its_region_or_country_beside_it_is_meant() {
        for (name, beside, expected) in [
            ("Springfield", ("in ", ", Ohio, on Friday"), "Ohio US beside 1"),
            ("Springfield", ("", ", OH 45501"), "Ohio US beside 1"),
            ("Portland", ("", ", OR 97201"), "Oregon US beside 1"),
            ("Tripoli", ("", ", Lebanon."), "Ash Shimāl LB beside 1"),
            ("Tripoli", ("", " (Libya) was"), "Ţarābulus LY beside 1"),
            ("Tripoli", ("", " in northern Lebanon"), "Ash Shimāl LB beside 1"),
            ("Tripoli", ("to Lebanon’s ", " port"), "Ash Shimāl LB beside 1"),
            ("Birmingham", ("", ", Alabama"), "Alabama US beside 1"),
        ] {
            assert_eq!(read(name, "city", &[beside], &[]), [expected], "{name} {beside:?}");
        }
        // A country that holds several of them says nothing.
        let many = read("Springfield", "city", &[("", ", United States")], &["US"]);
        assert!(read("Portland", "city", &[("", ", or the coast")], &[])[0].starts_with("1 of "));
        assert!(many[0].starts_with("1 of "), "{many:?}");
    }

    #[test]
    fn what_stands_beside_it_once_holds_for_the_document_unless_two_are_told_apart() {
        let ohio = ("", ", Ohio");
        assert_eq!(read("Springfield", "city", &[ohio, BARE], &[]), ["Ohio US beside 2"]);
        let both = read("Springfield", "city", &[ohio, ("", ", Illinois"), BARE], &[]);
        assert_eq!(both.len(), 3);
        assert!(both[2].starts_with("1 of "), "{both:?}");
    }

    #[test]
    fn without_a_sign_nothing_is_chosen() {
        for (name, countries) in [
            ("Springfield", &["US"][..]),
            ("Tripoli", &[]),
            ("Tripoli", &["LB"]),
            ("Tripoli", &["LB", "LY"]),
            ("Birmingham", &["GB", "US"]),
            ("Paris", &["US"]),
            ("Moscow", &[]),
        ] {
            let read = read(name, "city", &[BARE], countries);
            assert!(
                read.len() == 1 && read[0].starts_with("1 of "),
                "{name} {countries:?} {read:?}"
            );
        }
    }

    #[test]
    fn a_town_is_not_taken_for_the_part_of_a_country_of_its_name() {
        let state = ("in ", " state on Friday");
        assert_eq!(read("Moscow", "city", &[state], &["RU"]).len(), 1);
        assert!(read("Moscow", "city", &[state], &["RU"])[0].starts_with("1 of "));
        let both = read("Moscow", "city", &[state, BARE], &["RU"]);
        assert_eq!(both[0], "Moskva RU largest 1");
        assert!(both[1].starts_with("1 of "), "{both:?}");
    }

    #[test]
    fn the_largest_is_meant_where_its_country_is_named_and_no_rival_comes_near() {
        for (name, countries, expected) in [
            ("Moscow", &["RU", "US"][..], "Moskva RU largest 1"),
            ("Tripoli", &["LY"], "Ţarābulus LY largest 1"),
            ("Birmingham", &["GB"], "England GB largest 1"),
        ] {
            assert_eq!(read(name, "city", &[BARE], countries), [expected], "{name}");
        }
    }

    #[test]
    fn a_country_that_shares_its_name_with_a_region_needs_another_sign_of_itself() {
        assert_eq!(read("Georgia", "state", &[BARE], &["GE"]), [" GE largest 1"]);
        assert_eq!(read("Georgia", "state", &[BARE], &[]), ["1 of 2"]);
        assert_eq!(read("Georgia", "state", &[BARE], &["US"]), ["1 of 2"], "an ally is no sign");
        assert_eq!(read("Georgia", "state", &[BARE], &["GE", "US"]), ["1 of 2"]);
        assert_eq!(read("Georgia", "state", &[("", ", USA")], &[]), [" US beside 1"]);
        assert_eq!(read("France", "state", &[BARE], &["FR"]), [" FR only-one 1"]);
        assert!(read("Black Sea", "water", &[BARE], &[])[0].ends_with("of 0"));
    }
}
