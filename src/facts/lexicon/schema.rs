//! The form of the lexicon's files (`data/lexicon/**.toml`) and of a reader's own names. Parses; does
//! not build tables.

use serde::Deserialize;

use super::cue::Cue;

/// A lexicon file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its sections.
    #[serde(default)]
    pub section: Vec<Section>,
}

/// Entries from one source. Every list may be absent.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Section {
    /// Where its facts can be checked.
    pub source: String,
    /// Named weapons.
    pub weapons: Vec<WeaponEntry>,
    /// Words that number the weapons of a series: the "Shahed" of "Shahed-136".
    pub series: Vec<String>,
    /// Names of weapons that mean something else too, and need company.
    pub everyday: Vec<String>,
    /// What else these names mean. For people only.
    pub meaning: String,
    /// Head nouns of weapon phrases.
    pub heads: Vec<HeadEntry>,
    /// Words that belong to a weapon phrase and make ambiguous heads weapons.
    pub modifiers: Vec<String>,
    /// Words that may stand between modifiers.
    pub neutral: Vec<String>,
    /// Phrases whose head is no weapon.
    pub blocked: Vec<String>,
    /// Words after which a head is no weapon.
    pub not_after: Vec<String>,
    /// States.
    pub states: Vec<StateEntry>,
    /// Organisations and groups.
    pub organisations: Vec<ActorEntry>,
    /// Persons.
    pub persons: Vec<ActorEntry>,
    /// Ranks before names.
    pub ranks: Vec<String>,
    /// Honorifics before names.
    pub honorifics: Vec<String>,
    /// Offices before names.
    pub offices: Vec<String>,
    /// Head nouns of roles.
    pub role_heads: Vec<String>,
    /// Given names.
    pub given: Vec<String>,
    /// Family names.
    pub family: Vec<String>,
    /// Names of the section that are also ordinary words: less evidence of a person.
    pub weak: Vec<String>,
    /// Further given names, one after the other: so many that they are searched, not looked up.
    pub further_given: String,
    /// The same for family names.
    pub further_family: String,
    /// Those of both that are also ordinary words.
    pub further_weak: String,
    /// Particles inside names.
    pub particles: Vec<String>,
    /// Places with their kind.
    pub places: Vec<PlaceEntry>,
    /// Cities and towns.
    pub cities: Vec<String>,
    /// Regions and provinces.
    pub regions: Vec<String>,
    /// Seas, straits, rivers, lakes.
    pub waters: Vec<String>,
    /// Mountains.
    pub mountains: Vec<String>,
    /// Islands.
    pub islands: Vec<String>,
    /// Bases and airfields.
    pub bases: Vec<String>,
    /// Continents and the like.
    pub continents: Vec<String>,
    /// Heads of organisations' names.
    pub organisation_heads: Vec<String>,
    /// Words that begin the names of organisations in other languages ("Jaish", "Guardia").
    pub first_heads: Vec<String>,
    /// Adjectives of peoples and faiths ("Kurdish", "Sunni").
    pub ethnic: Vec<String>,
    /// Verbs that only actors do.
    pub acting_verbs: Vec<String>,
    /// Verbs of saying.
    pub saying_verbs: Vec<String>,
    /// Phrases before the one who says something.
    pub attribution: Vec<String>,
    /// Words that show how surely something is said.
    pub cues: Vec<CueEntry>,
    /// True if its organisations are newspapers, broadcasters and agencies.
    pub media: bool,
    /// Months.
    pub months: Vec<String>,
    /// Days of the week.
    pub weekdays: Vec<String>,
    /// Capitalised words that are never names.
    pub never_names: Vec<String>,
    /// Ordinary words of labels, menus and headings, which alone make no name of a body.
    pub label_words: Vec<String>,
}

/// Phrases that say the same of the certainty of a clause.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueEntry {
    /// What they say.
    pub says: Cue,
    /// The phrases.
    pub words: Vec<String>,
}

/// A named weapon.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WeaponEntry {
    /// Its canonical name.
    pub name: String,
    /// Its class ("ballistic missile").
    pub class: String,
    /// ISO 3166 code of the state that designed it.
    pub state: String,
    /// Other names and designations.
    pub also: Vec<String>,
    /// Names that need support.
    pub weak: Vec<String>,
    /// The name of the entry of the class that it is one ship of.
    pub class_of: String,
    /// The name of the entry that it is a variant of.
    pub variant_of: String,
    /// The name of the entry that stands for its family.
    pub family: String,
    /// Its variants, each with the names that are of it alone; one called "original" is the first or
    /// standard version.
    pub variants: Vec<Vec<String>>,
}

/// A head noun of weapon phrases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadEntry {
    /// Its singular.
    pub word: String,
    /// Its plural, if not by rule.
    #[serde(default)]
    pub plural: String,
    /// What an abbreviation stands for.
    #[serde(default)]
    pub expands: String,
    /// Its class.
    pub class: String,
    /// A weapon only with a military modifier.
    #[serde(default)]
    pub needs: bool,
    /// False: no fact without any modifier.
    #[serde(default = "yes")]
    pub bare: bool,
}

/// A state.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StateEntry {
    /// Its short name.
    pub name: String,
    /// ISO 3166 code.
    pub iso: String,
    /// Other short names.
    pub also: Vec<String>,
    /// Official names.
    pub official: Vec<String>,
    /// Adjectives.
    pub adjectives: Vec<String>,
    /// Names of its people.
    pub people: Vec<String>,
    /// Capitals.
    pub capitals: Vec<String>,
    /// Names its government goes by.
    pub government: Vec<String>,
    /// Names that need support.
    pub weak: Vec<String>,
    /// The year it ended.
    pub until: Option<i32>,
}

/// An organisation, group or person.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ActorEntry {
    /// Its canonical name.
    pub name: String,
    /// "organisation" or "group"; empty for persons.
    pub kind: String,
    /// Other names.
    pub also: Vec<String>,
    /// Names that need support.
    pub weak: Vec<String>,
}

/// A place.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlaceEntry {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// ISO 3166 code of the state it lies in.
    #[serde(rename = "in")]
    pub state: String,
    /// Other names.
    pub also: Vec<String>,
    /// Names that need support.
    pub weak: Vec<String>,
}

fn yes() -> bool {
    true
}
