//! Which weapon of the lexicon belongs to which: a ship to its class, a variant to its base, a member
//! to its family. Keeps numbers of entries; the names are the lexicon's.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::rows::{self, Row};
use super::schema::WeaponEntry;

/// How one weapon belongs to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// It is one of a class: HMS Astute of the Astute-class.
    ClassOf,
    /// It is a variant of it: the F-16V of the F-16.
    VariantOf,
    /// It belongs to its family: the AK-74 to the Kalashnikov rifles.
    Family,
}

/// An entry, the entry it belongs to, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Tie {
    of: u32,
    relation: Relation,
    to: u32,
}

impl Row<3> for Tie {
    fn numbers(&self) -> [u32; 3] {
        [self.of, self.relation as u32, self.to]
    }

    fn of([of, relation, to]: [u32; 3]) -> Option<Self> {
        let relations = [Relation::ClassOf, Relation::VariantOf, Relation::Family];
        Some(Self { of, relation: *relations.get(relation as usize)?, to })
    }
}

/// Every relation, in the order of the entries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Relations(#[serde(with = "rows")] Vec<Tie>);

/// The most steps from a weapon to its family. Longer ways are circles.
const LONGEST: usize = 8;

impl Relations {
    /// Adds what the entry with this number says it belongs to. `numbers` are those of the names.
    ///
    /// # Errors
    /// What is wrong, in words, if a name is nobody's or leads back to the entry.
    pub fn add(
        &mut self,
        of: u32,
        entry: &WeaponEntry,
        numbers: &HashMap<&str, u32>,
    ) -> Result<(), String> {
        for (relation, field, name) in named(entry) {
            let to = *numbers.get(name).ok_or_else(|| {
                format!("{field} of “{}” is “{name}”, which no weapon is called", entry.name)
            })?;
            let tie = Tie { of, relation, to };
            let at = self.0.partition_point(|known| *known < tie);
            self.0.insert(at, tie);
        }
        match self.top(of) {
            Some(_) => Ok(()),
            None => Err(format!("“{}” belongs to itself", entry.name)),
        }
    }

    /// What the entry belongs to in this way.
    pub fn to(&self, of: u32, relation: Relation) -> Option<u32> {
        self.ties(of).find(|tie| tie.relation == relation).map(|tie| tie.to)
    }

    /// The last of the way from an entry to its class, base and family: the entry itself if it
    /// belongs to none. `None` if the way leads back.
    pub fn top(&self, of: u32) -> Option<u32> {
        let mut at = of;
        for _ in 0..LONGEST {
            match self.ties(at).next_back() {
                Some(tie) => at = tie.to,
                None => return Some(at),
            }
        }
        None
    }

    fn ties(&self, of: u32) -> impl DoubleEndedIterator<Item = &Tie> {
        let from = self.0.partition_point(|tie| tie.of < of);
        let to = self.0.partition_point(|tie| tie.of <= of);
        self.0.get(from..to).unwrap_or_default().iter()
    }
}

/// The relations that an entry names, with the names of their fields.
fn named(entry: &WeaponEntry) -> impl Iterator<Item = (Relation, &'static str, &str)> {
    let fields = [
        (Relation::ClassOf, "class_of", entry.class_of.as_str()),
        (Relation::VariantOf, "variant_of", entry.variant_of.as_str()),
        (Relation::Family, "family", entry.family.as_str()),
    ];
    fields.into_iter().filter(|(_, _, name)| !name.is_empty())
}

/// True if the entry names a relation.
pub fn has_any(entry: &WeaponEntry) -> bool {
    named(entry).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(class_of: &str, variant_of: &str, family: &str) -> WeaponEntry {
        let [class_of, variant_of, family] = [class_of, variant_of, family].map(str::to_owned);
        WeaponEntry {
            name: "It".to_owned(),
            class_of,
            variant_of,
            family,
            ..WeaponEntry::default()
        }
    }

    fn numbers() -> HashMap<&'static str, u32> {
        ["Family", "Base", "Class", "It"].into_iter().zip(0..).collect()
    }

    #[test]
    fn the_way_leads_over_the_base_to_the_family() {
        let mut relations = Relations::default();
        relations.add(1, &entry("", "", "Family"), &numbers()).unwrap();
        relations.add(3, &entry("", "Base", ""), &numbers()).unwrap();
        assert_eq!(relations.to(3, Relation::VariantOf), Some(1));
        assert_eq!(relations.to(3, Relation::Family), None);
        assert_eq!([0, 1, 2, 3].map(|of| relations.top(of)), [Some(0), Some(0), Some(2), Some(0)]);
    }

    #[test]
    fn a_family_counts_before_a_class() {
        let mut relations = Relations::default();
        relations.add(3, &entry("Class", "", "Family"), &numbers()).unwrap();
        assert_eq!(relations.to(3, Relation::ClassOf), Some(2));
        assert_eq!(relations.top(3), Some(0));
    }

    #[test]
    fn names_of_nobody_and_circles_are_refused() {
        let add = |entry| Relations::default().add(3, &entry, &numbers()).unwrap_err();
        let words = add(entry("", "Another", ""));
        assert!(words.contains("variant_of") && words.contains("Another"), "{words}");
        assert!(add(entry("It", "", "")).contains("belongs to itself"));
        let mut relations = Relations::default();
        relations.add(3, &entry("Class", "", ""), &numbers()).unwrap();
        assert!(relations.add(2, &entry("", "It", ""), &numbers()).is_err());
    }
}
