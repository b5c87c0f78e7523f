//! Of which variant of its weapon each range is: a key that the same variant has in every document,
//! whatever it is called there.

use foldhash::HashMap;

use crate::facts::candidate::What;
use crate::facts::lexicon::Lexicon;
use crate::facts::model::{Entity, RangeFact};
use crate::facts::variant_key::variant_key;
use crate::text::{CleanText, Span};

/// Tells the variants of the ranges of a document.
pub struct VariantKeys<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    entities: &'a [Entity],
    /// The numbers in the lexicon of the weapons, and of what they are variants of, by their places.
    numbers: HashMap<usize, (Option<u32>, Option<u32>)>,
}

impl<'a> VariantKeys<'a> {
    pub fn new(text: &'a str, lexicon: &'a Lexicon, entities: &'a [Entity]) -> Self {
        Self { text, lexicon, entities, numbers: HashMap::default() }
    }

    /// The key of the variant that a range is of; empty if none is named.
    pub fn key(&mut self, range: &RangeFact) -> String {
        let Some((place, mention)) = range.weapon else { return String::new() };
        let Some(weapon) = self.entities.get(place) else { return String::new() };
        let lexicon = self.lexicon;
        let base = weapon.base.as_deref();
        let (own, subject) = *self.numbers.entry(place).or_insert_with(|| {
            let base = base.map(crate::facts::slug);
            (lexicon.number_of(&weapon.id), base.and_then(|base| lexicon.number_of(&base)))
        });
        let named = range.details.variant;
        let of_name = named.is_none_or(|named| overlap(named, mention));
        let words = match named {
            // "KN-23" and "Hwasong-11A" are one, and "KN-23" is of no block.
            _ if base.is_some() && own.is_some() && of_name => &*weapon.name,
            Some(named) => named.of(self.text),
            None if base.is_some() => &*weapon.name,
            None => return String::new(),
        };
        // "Scud" of "Scud-B", which the name of the weapon may not hold; not "M39A1".
        let first = mention.of(self.text).split(|c: char| !c.is_alphanumeric()).next();
        let first = first.filter(|first| first.chars().all(char::is_alphabetic));
        let name = format!("{} {}", base.unwrap_or(&weapon.name), first.unwrap_or_default());
        let key = variant_key(words, &name);
        let Some(number) = subject.or(own) else { return key };
        let known = lexicon.variant_names(number).find(|(_, known)| {
            variant_key(known, &name) == key || variant_key(known, "") == variant_key(words, "")
        });
        match known.and_then(|(variant, _)| first_name(lexicon, number, variant)) {
            Some(first) => variant_key(first, &name),
            None => key,
        }
    }
}

/// Notes to which family and base a weapon belongs; a variant that no list holds belongs to those of the
/// weapon whose name it extends.
pub fn note_family(lexicon: &Lexicon, entity: &mut Entity, what: What) {
    let (family, base) = match what {
        What::KnownWeapon(number) => {
            let base = Some(lexicon.base_number(number)).filter(|&base| base != number);
            (lexicon.family(number), base)
        }
        What::NamedWeapon(Some(extended)) => {
            let own = || lexicon.weapon(extended);
            (lexicon.family(extended).or_else(own), Some(lexicon.base_number(extended)))
        }
        _ => return,
    };
    if let Some(family) = family.filter(|family| entity.id != family.id) {
        entity.family.get_or_insert_with(|| CleanText::line(&family.name));
    }
    let base = base.and_then(|base| lexicon.weapon(base));
    if let Some(base) = base.filter(|base| entity.id != base.id) {
        entity.base.get_or_insert_with(|| CleanText::line(&base.name));
    }
}

/// The name by which the lexicon calls a variant first.
fn first_name(lexicon: &Lexicon, weapon: u32, variant: u32) -> Option<&str> {
    lexicon.variant_names(weapon).find(|(number, _)| *number == variant).map(|(_, name)| name)
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}
