//! Where the places lie that a document names: its places and the countries it names, put to the gazetteer.

use std::collections::BTreeSet;

use super::model::{Class, Entity, Facts};
use crate::geography::{
    Gazetteer, MentionedPlace, NamedCountries, PlaceKind, PlaceReading, read_place,
};

/// Times that a place is named of which the words beside it are looked at.
const MOST_LOOKED_AT: usize = 64;

/// Bytes before and after a name among which its country is looked for.
const BESIDE: usize = 60;

/// What the gazetteer says of each place that a document names, with the number of the place among the
/// entities. `text` is that of the document.
pub fn located<'g>(
    text: &str,
    facts: &Facts,
    gazetteer: &Gazetteer<'g>,
) -> Vec<(usize, PlaceReading<'g>)> {
    let places = facts.entities.iter().enumerate();
    let mut places = places.filter(|(_, entity)| entity.class == Class::Place).peekable();
    if places.peek().is_none() {
        return Vec::new();
    }
    let countries = named_countries(text, facts, gazetteer);
    places.map(|(at, entity)| (at, reading(text, entity, gazetteer, &countries))).collect()
}

fn reading<'g>(
    text: &str,
    entity: &Entity,
    gazetteer: &Gazetteer<'g>,
    countries: &NamedCountries,
) -> PlaceReading<'g> {
    let mut beside: Vec<(&str, &str)> = entity
        .mentions
        .iter()
        .take(MOST_LOOKED_AT)
        .map(|mention| {
            let start = text.floor_char_boundary(mention.span.start.saturating_sub(BESIDE));
            let end = text.floor_char_boundary(mention.span.end.saturating_add(BESIDE));
            let before = text.get(start..mention.span.start).unwrap_or_default();
            (before, text.get(mention.span.end..end).unwrap_or_default())
        })
        .collect();
    // The others count as named without anything beside them.
    beside.resize(entity.mentions.len(), ("", ""));
    let mentioned = MentionedPlace { name: &entity.name, kind: &entity.kind, beside: &beside };
    read_place(gazetteer, mentioned, countries)
}

/// The countries that the document names, by a word that means no region of another country: "Georgia" is
/// no sign of the country, "Georgian" and "Tbilisi" are.
fn named_countries(text: &str, facts: &Facts, gazetteer: &Gazetteer<'_>) -> NamedCountries {
    let states = facts.entities.iter().filter(|entity| entity.kind == "state");
    let mut countries = NamedCountries::new();
    for state in states {
        let Some(country) = gazetteer.country_named(&state.name) else { continue };
        let mentions = state.mentions.iter().take(MOST_LOOKED_AT);
        let words: BTreeSet<&str> = mentions.map(|mention| mention.span.of(text)).collect();
        let is_clear = |words: &&str| {
            gazetteer.named(words).iter().all(|entry| entry.kind != PlaceKind::Region)
        };
        if words.iter().any(is_clear) {
            countries.insert(country);
        }
    }
    countries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind, Document, Parts};
    use crate::facts::{Lexicon, extract};
    use crate::text::{CleanText, Span};

    fn told(text: &str) -> Vec<String> {
        let block = Block::new(BlockKind::Paragraph, Span::new(0, text.len()));
        let parts = Parts { text: CleanText::text(text), blocks: vec![block], ..Parts::default() };
        let document = Document::new(parts).unwrap();
        let facts = extract(&document, &Lexicon::bundled().unwrap());
        let found = located(document.text(), &facts, &Gazetteer::bundled());
        let line = |(at, reading): &(usize, PlaceReading<'_>)| {
            let name = &facts.entities[*at].name;
            match reading.located.first() {
                Some(located) => {
                    let country = String::from_utf8(located.entry.country.to_vec()).unwrap();
                    format!("{name}: {country} {}", located.by.word())
                }
                None => format!("{name}: {}", reading.candidates.len().min(2)),
            }
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn a_state_is_one_place_by_whatever_name_and_its_capital_another() {
        let text =
            "She lives in Moscow, USSR, and in New York, U.S. He flew from Berlin to Singapore.";
        let block = Block::new(BlockKind::Paragraph, Span::new(0, text.len()));
        let parts = Parts { text: CleanText::text(text), blocks: vec![block], ..Parts::default() };
        let facts = extract(&Document::new(parts).unwrap(), &Lexicon::bundled().unwrap());
        let places = facts.entities.iter().filter(|entity| entity.class == Class::Place);
        let places: Vec<_> = places.map(|place| (place.name.as_str(), &*place.kind)).collect();
        let others = ["U.S.", "USSR"];
        assert!(places.iter().all(|(name, _)| !others.contains(name)), "{places:?}");
        for (name, kind) in
            [("Moscow", "city"), ("Soviet Union", "state"), ("United States", "state")]
        {
            assert!(places.contains(&(name, kind)), "{name}: {places:?}");
        }
    }

    #[test]
    fn places_of_a_document_are_located_by_what_it_says() {
        let told = told(
            "Russian forces shelled Kharkiv and Sumy in eastern Ukraine. The firm in Springfield, \
             Ohio, makes shells. Officials met in Birmingham and in Tripoli.",
        );
        for line in
            ["Kharkiv: UA only-one", "Springfield: US beside", "Birmingham: 2", "Tripoli: 2"]
        {
            assert!(told.iter().any(|known| known == line), "{line}: {told:?}");
        }
    }

    #[test]
    fn a_name_of_a_country_and_of_a_region_is_no_sign_of_itself() {
        let alone = told("The missiles were sold in Georgia.");
        assert_eq!(alone, ["Georgia: 2"]);
    }
}
