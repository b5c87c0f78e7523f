//! The names of a weapon that are of one variant each ("M39A1" of the ATACMS), and which of them are of
//! the same. They stay names of the weapon: what is said of it says of which variant it is said.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::rows::{self, Row};
use super::schema::WeaponEntry;
use crate::facts::token::atoms;

/// The names of variants of all weapons, in the order of the weapons.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct NamedVariants {
    /// The names, one after the other.
    letters: Letters,
    #[serde(with = "rows")]
    names: Vec<VariantName>,
}

/// Letters that are not copied out of an image.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Letters(#[serde(borrow)] Cow<'static, str>);

/// A name of a variant.
#[derive(Clone, Copy, Debug, PartialEq)]
struct VariantName {
    /// The number of the weapon.
    weapon: u32,
    /// The number of the variant among those of the weapon.
    variant: u32,
    /// Where the name ends.
    end: u32,
}

impl Row<3> for VariantName {
    fn numbers(&self) -> [u32; 3] {
        [self.weapon, self.variant, self.end]
    }

    fn of([weapon, variant, end]: [u32; 3]) -> Option<Self> {
        Some(Self { weapon, variant, end })
    }
}

impl NamedVariants {
    /// Adds those of an entry, whose number is higher than that of every entry before it.
    pub fn add(&mut self, weapon: u32, entry: &WeaponEntry) {
        for (names, variant) in entry.variants.iter().zip(0..) {
            for name in names {
                self.letters.0.to_mut().push_str(name);
                let end = u32::try_from(self.letters.0.len()).unwrap_or(u32::MAX);
                self.names.push(VariantName { weapon, variant, end });
            }
        }
    }

    /// The names of the variants of a weapon, each with the number of its variant.
    pub fn of(&self, weapon: u32) -> impl Iterator<Item = (u32, &str)> {
        let from = self.names.partition_point(|name| name.weapon < weapon);
        let to = self.names.partition_point(|name| name.weapon <= weapon);
        (from..to).filter_map(|at| {
            let before = at.checked_sub(1).and_then(|at| self.names.get(at));
            let start = before.map_or(0, |name| name.end as usize);
            let name = self.names.get(at)?;
            Some((name.variant, self.letters.0.get(start..name.end as usize)?))
        })
    }

    /// True if a variant of the weapon is called so; hyphens and spaces do not count.
    pub fn has(&self, weapon: u32, name: &str) -> bool {
        let mut names = self.of(weapon).peekable();
        names.peek().is_some() && {
            let name = compact(name);
            names.any(|(_, known)| compact(known) == name)
        }
    }
}

fn compact(name: &str) -> String {
    atoms(name).into_iter().map(|(word, _)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(variants: &[&[&str]]) -> WeaponEntry {
        let names = |names: &&[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        WeaponEntry { variants: variants.iter().map(names).collect(), ..WeaponEntry::default() }
    }

    #[test]
    fn a_weapon_has_its_own_variants_and_they_survive_an_image() {
        let mut variants = NamedVariants::default();
        variants.add(2, &entry(&[&["M39"], &["M39A1", "MGM-140B"]]));
        variants.add(7, &entry(&[&["PAC-3", "Ägir"]]));
        let bytes = postcard::to_allocvec(&variants).unwrap().leak();
        let read: NamedVariants = postcard::from_bytes(bytes).unwrap();
        assert_eq!(read, variants);
        let of = |weapon| read.of(weapon).collect::<Vec<_>>();
        assert_eq!(of(2), [(0, "M39"), (1, "M39A1"), (1, "MGM-140B")]);
        assert_eq!(of(7), [(0, "PAC-3"), (0, "Ägir")]);
        assert!(of(1).is_empty() && of(9).is_empty());
        assert!(read.has(2, "MGM 140B") && !read.has(2, "MGM-140") && !read.has(7, "M39"));
    }
}
