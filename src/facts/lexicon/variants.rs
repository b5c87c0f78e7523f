//! The names of one weapon: which are variants of another name, and how a name is spoken.

use super::schema::WeaponEntry;
use crate::facts::token::atoms;

/// The designations of a weapon, to tell "H-6K" from "H-6".
pub struct Variants {
    compact: Vec<String>,
}

impl Variants {
    /// The designations of an entry.
    pub fn of(entry: &WeaponEntry) -> Self {
        let listed = entry.also.iter().chain(&entry.weak).map(String::as_str);
        let names = spoken_forms(&entry.name).chain(listed);
        Self { compact: names.filter(|name| has_digit(name)).map(compact).collect() }
    }

    /// True if the name is another designation with letters added at its end.
    pub fn has(&self, name: &str) -> bool {
        if !has_digit(name) {
            return false;
        }
        let whole = compact(name);
        self.compact.iter().any(|base| {
            let suffix = whole.strip_prefix(base.as_str()).unwrap_or("");
            let letters = (1..=4).contains(&suffix.len())
                && suffix.starts_with(|c: char| c.is_ascii_lowercase());
            let head = name.len().checked_sub(suffix.len()).and_then(|at| name.get(..at));
            letters && head.is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()))
        })
    }
}

/// True for "Saratov" of "Saratov (landing ship)": the entry tells it from other things of that name.
pub fn is_shared(entry: &str, name: &str) -> bool {
    !has_digit(name) && entry.strip_prefix(name).is_some_and(|rest| rest.starts_with(" ("))
}

/// True for up to three capital letters: too few not to abbreviate other things.
pub fn is_abbreviation(name: &str) -> bool {
    name.len() <= 3 && name.chars().all(|c| c.is_ascii_uppercase())
}

fn has_digit(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_digit())
}

fn compact(name: &str) -> String {
    atoms(name).into_iter().map(|(word, _)| word).collect()
}

/// "Type 055 (Renhai class)" is spoken as "Type 055"; a name without brackets as it is.
pub fn spoken_forms(name: &str) -> impl Iterator<Item = &str> {
    let head = name.split(" (").next().unwrap_or(name).trim();
    std::iter::once(head).filter(|head| !head.is_empty())
}
