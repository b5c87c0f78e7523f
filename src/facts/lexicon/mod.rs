//! What the engine knows before it reads: weapons, actors, places and the words around them, from
//! `data/lexicon` and the reader's own names. Finds nothing itself.
//!
//! `build.rs` compiles this room too, builds the lexicon (`building`) and writes its image; the program
//! reads the image (`image`).

mod building;
mod checks;
mod cue;
mod folded;
mod function_words;
mod image;
mod known;
mod name_table;
mod named_variants;
mod phrases;
mod relations;
mod rows;
mod schema;
mod sense;
mod traits;
mod tree;
mod variants;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use cue::Cue;
pub use folded::Folded;
pub use function_words::{DOUBTFUL_PREFIXES, MAKERS, MAKING, SHIP_PREFIXES};
pub use known::Known;
pub use phrases::Hit;
pub use relations::Relation;
pub use sense::{Sense, Senses};
pub use traits::Traits;
pub use words::{HASH_MULTIPLIER, Word, WordId, Words};

use named_variants::NamedVariants;
use phrases::Phrases;
use relations::Relations;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::token::Token;

/// Everything the engine knows of names and words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    pub(super) words: Words,
    phrases: Phrases,
    #[serde(with = "known")]
    weapons: Vec<Known>,
    relations: Relations,
    variants: NamedVariants,
    /// Names of weapons that mean something else too.
    everyday: BTreeSet<String>,
    heads: Vec<Head>,
    /// Heads that are abbreviations, by what they stand for.
    spelled: BTreeMap<String, u32>,
    #[serde(with = "known")]
    actors: Vec<Known>,
    #[serde(with = "known")]
    states: Vec<Known>,
    #[serde(with = "known")]
    places: Vec<Known>,
    /// The numbers of the states, in the order of their keys.
    states_by_key: Vec<u32>,
    adjectives: BTreeMap<String, u32>,
    /// Which actors are newspapers, broadcasters and agencies: numbers from one up to another.
    media: Vec<(u32, u32)>,
}

/// A head noun of weapon phrases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Singular.
    pub word: String,
    /// What an abbreviation stands for; empty if it is none.
    pub expands: String,
    /// The class of weapon.
    pub class: String,
    /// A weapon only with a military modifier.
    pub needs: bool,
    /// A fact without any modifier.
    pub bare: bool,
}

/// Why a lexicon file cannot be used.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// The file is not of the form that `data/lexicon` documents.
    #[error("the lexicon {file} is not valid: {problem}")]
    Invalid {
        /// Which file.
        file: String,
        /// What is wrong, with the line.
        problem: String,
    },
    /// The image is not one that [`Lexicon::image`] wrote.
    #[error("the lexicon of the program is damaged: {0}")]
    Damaged(postcard::Error),
}

impl Lexicon {
    /// Every phrase that begins at token `first`, appended to `found`. Tokens at which none may begin
    /// need not be asked: see `Starts::PHRASE` in `places`.
    pub fn phrases_at(&self, text: &str, tokens: &[Token], first: usize, found: &mut Vec<Hit>) {
        self.phrases.find(text, tokens, first, found);
    }

    /// A named weapon.
    pub fn weapon(&self, number: u32) -> Option<&Known> {
        self.weapons.get(number as usize)
    }

    /// What a named weapon belongs to in this way.
    pub fn related(&self, weapon: u32, relation: Relation) -> Option<&Known> {
        self.weapon(self.relations.to(weapon, relation)?)
    }

    /// What a named weapon belongs to at last, by way of its class and base: the family of a member,
    /// the class of a ship, the base of a variant. `None` for a weapon that belongs to none.
    pub fn family(&self, weapon: u32) -> Option<&Known> {
        let top = self.relations.top(weapon).filter(|&top| top != weapon)?;
        self.weapon(top)
    }

    /// The number of what a named weapon belongs to at last; its own if it belongs to none.
    pub fn base(&self, weapon: u32) -> u32 {
        self.relations.top(weapon).unwrap_or(weapon)
    }

    /// The family of the weapon with this key ("hms-astute"). It reads the list of weapons.
    pub fn family_of(&self, id: &str) -> Option<&Known> {
        self.family(self.number_of(id)?)
    }

    /// The number of the weapon with this key. It reads the list of weapons.
    pub fn number_of(&self, id: &str) -> Option<u32> {
        let place = self.weapons.iter().position(|known| known.id == id)?;
        u32::try_from(place).ok()
    }

    /// The number of the weapon of which this one is a variant at last: its own if of none.
    pub fn base_number(&self, weapon: u32) -> u32 {
        let mut at = weapon;
        while let Some(next) = self.relations.to(at, Relation::VariantOf) {
            at = next;
        }
        at
    }

    /// The names of the variants of a weapon, each with the number of its variant.
    pub fn variant_names(&self, weapon: u32) -> impl Iterator<Item = (u32, &str)> {
        self.variants.of(weapon)
    }

    /// True if a variant of the weapon is called so.
    pub fn names_variant(&self, weapon: u32, name: &str) -> bool {
        self.variants.has(weapon, name)
    }

    /// A head of weapon phrases.
    pub fn head(&self, number: u32) -> Option<&Head> {
        self.heads.get(number as usize)
    }

    /// The abbreviation of a generic phrase in small letters and without hyphens: "ICBM".
    pub fn spelled_out(&self, phrase: &str) -> Option<&Head> {
        self.head(*self.spelled.get(phrase)?)
    }

    /// An organisation, group or person.
    pub fn actor(&self, number: u32) -> Option<&Known> {
        self.actors.get(number as usize)
    }

    /// True if the actor is a newspaper, broadcaster or agency.
    pub fn is_media(&self, number: u32) -> bool {
        self.media.iter().any(|(from, to)| (*from..*to).contains(&number))
    }

    /// True if the word is a given name and nothing else.
    pub fn is_given_name(&self, word: &str) -> bool {
        let traits = self.traits_of(word);
        traits.has(Traits::GIVEN) && !traits.any(Traits::WEAK_NAME.with(Traits::FAMILY))
    }

    /// True if the word is the head of a role or part of a title.
    pub fn is_role_word(&self, word: &str) -> bool {
        self.traits_of(word).any(Traits::ROLE_HEAD.with(Traits::TITLE))
    }

    fn traits_of(&self, word: &str) -> Traits {
        let mut folded = Folded::default();
        word.chars().filter(|c| c.is_alphanumeric()).for_each(|letter| folded.push(letter));
        self.words.look_up(&folded, true).traits
    }

    /// A state.
    pub fn state(&self, number: u32) -> Option<&Known> {
        self.states.get(number as usize)
    }

    /// The state with this key ("united-states").
    pub fn state_of_key(&self, key: &str) -> Option<&Known> {
        let id = |number: u32| self.state(number).map(|known| &*known.id);
        let at = self.states_by_key.partition_point(|&number| id(number) < Some(key));
        self.states_by_key.get(at).and_then(|&number| self.state(number)).filter(|s| s.id == key)
    }

    /// The state that an adjective belongs to ("iraqi", folded).
    pub fn state_of_adjective(&self, adjective: &str) -> Option<&Known> {
        self.adjectives.get(adjective).and_then(|&number| self.state(number))
    }

    /// A place.
    pub fn place(&self, number: u32) -> Option<&Known> {
        self.places.get(number as usize)
    }

    /// How many named weapons, actors (states included) and places it holds.
    pub fn counts(&self) -> (usize, usize, usize) {
        let actors = self.actors.len() + self.states.len();
        (self.weapons.len(), actors, self.places.len())
    }
}
