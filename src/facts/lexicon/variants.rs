//! The names of one weapon: which are variants of another name, and how a name is spoken.

use super::schema::WeaponEntry;
use crate::facts::token::atoms;

/// The designations of a weapon, to tell "H-6K" from "H-6".
pub struct Variants {
    compact: Vec<String>,
    /// The name of the entry in small letters.
    own: String,
}

impl Variants {
    /// The designations of an entry.
    pub fn of(entry: &WeaponEntry) -> Self {
        let listed = entry.also.iter().chain(&entry.weak).map(String::as_str);
        let names = spoken_forms(&entry.name).chain(listed);
        let own = spoken_forms(&entry.name).next().unwrap_or_default().to_lowercase();
        Self { compact: names.filter(|name| has_digit(name)).map(compact).collect(), own }
    }

    /// True if the name is another designation with letters added at its end, the next number of a row
    /// ("Fattah-2" of "Fattah-1"), or counts blocks and modifications ("Tomahawk Block V").
    pub fn has(&self, name: &str) -> bool {
        let small = name.to_lowercase();
        let counts = |word: &str| small.contains(word) && !self.own.contains(word);
        if counts(" block ") || counts(" mod ") {
            return true;
        }
        if !has_digit(name) {
            return false;
        }
        if let (Some((row, number)), Some((own, first))) = (numbered(&small), numbered(&self.own))
            && row == own
            && number != first
        {
            return true;
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

/// "fattah" and 2 of "fattah-2": a word and its number, and nothing else.
fn numbered(name: &str) -> Option<(&str, u32)> {
    let at = name.find(|c: char| c.is_ascii_digit())?;
    let (row, number) = name.split_at(at);
    let row = row.trim_end_matches(['-', ' ']);
    let letters = row.len() > 1 && row.chars().all(char::is_alphabetic);
    Some((row, number.parse().ok()?)).filter(|_| letters)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_row_blocks_and_letters_are_variants() {
        let entry = WeaponEntry {
            name: "Fattah-1".into(),
            also: ["Fattah-2", "Fattah-1M", "Fattah Block V", "Victor", "XB-2"]
                .map(String::from)
                .into(),
            ..WeaponEntry::default()
        };
        let variants = Variants::of(&entry);
        let has = entry.also.iter().map(|name| variants.has(name)).collect::<Vec<_>>();
        assert_eq!(has, [true, true, true, false, false]);
        assert!(!variants.has("Fattah-1"));
    }
}
