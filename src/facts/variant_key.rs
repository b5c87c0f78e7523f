//! What the name of a variant compares as: "the Scud-B", "B series" and "the B version" of the Scud are
//! one, and so are "extended-range version" and "JASSM-ER" of the JASSM. Knows no lexicon.

use crate::text::folded;

/// The key of the version that others depart from: the original, the basic, the standard one.
pub const BASE_VARIANT: &str = "base";

/// The key of a variant of `weapon`, each as it is written; empty if `variant` names no more than the
/// weapon.
pub fn variant_key(variant: &str, weapon: &str) -> String {
    let weapon = words(weapon);
    let own = |word: &String| !weapon.contains(word) && !FILLING.contains(&&**word);
    let named = words(variant);
    let skipped = usize::from(begins_with_name(variant, &named));
    let left: Vec<String> = named.into_iter().skip(skipped).filter(own).collect();
    let mut left: Vec<String> = left.into_iter().map(abbreviated).collect();
    if let Some(at) = left.windows(2).position(|pair| pair == ["er", "range"]) {
        left.remove(at + 1);
    }
    left.dedup();
    match !left.is_empty() && left.iter().all(|word| BASE.contains(&&**word)) {
        true => BASE_VARIANT.to_owned(),
        false => left.join(" "),
    }
}

/// True for "Scud" of "Scud-C": a name that all variants have, before what tells one from the others.
fn begins_with_name(variant: &str, words: &[String]) -> bool {
    let [first, _, ..] = words else { return false };
    let letters = first.len() > 2 && first.chars().all(char::is_alphabetic);
    letters && variant.starts_with(char::is_uppercase) && !TELLING.contains(&&**first)
}

/// Words that tell no variant from another.
const FILLING: [&str; 13] = [
    "the", "a", "an", "of", "version", "versions", "variant", "variants", "model", "models",
    "series", "type", "missile",
];

/// Words that tell a variant from another, though they are written with a capital.
const TELLING: [&str; 26] = [
    "the",
    "block",
    "mod",
    "increment",
    "mark",
    "baseline",
    "flight",
    "batch",
    "phase",
    "extended",
    "long",
    "short",
    "export",
    "improved",
    "upgraded",
    "enhanced",
    "naval",
    "maritime",
    "ground",
    "air",
    "ship",
    "coastal",
    "original",
    "basic",
    "standard",
    "advanced",
];

/// Words for the version that others depart from.
const BASE: [&str; 8] =
    ["original", "base", "baseline", "basic", "standard", "first", "initial", "unmodified"];

fn abbreviated(word: String) -> String {
    match word.as_str() {
        "extended" | "longrange" => "er".to_owned(),
        "exported" | "exports" => "export".to_owned(),
        _ => word,
    }
}

/// Words and numbers apart: "Block-IV" is "block", "iv"; "PAC-3" is "pac", "3".
fn words(name: &str) -> Vec<String> {
    let name = folded(name).replace('+', " plus ");
    let parts = name.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_variant_have_one_key() {
        for (weapon, names) in [
            ("R-17 Scud", &["the Scud-B", "B series", "the B version"][..]),
            ("R-17 Elbrus", &["Scud-C", "the C series"]),
            ("JASSM", &["extended-range version", "JASSM-ER", "the extended range variant"]),
            ("Tomahawk", &["Block IV", "Tomahawk Block-IV", "the block iv"]),
            ("JASSM", &["baseline", "the original", "the standard version"]),
            ("Harpoon", &["Block II+ ER", "Harpoon Block II Plus ER"]),
        ] {
            let keys: Vec<_> = names.iter().map(|name| variant_key(name, weapon)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{keys:?}");
            assert!(!keys[0].is_empty());
        }
    }

    #[test]
    fn other_variants_have_other_keys_and_the_weapon_itself_has_none() {
        assert_eq!(variant_key("the original version", "JASSM"), BASE_VARIANT);
        assert_eq!(variant_key("the JASSM missile", "JASSM"), "");
        assert_ne!(variant_key("Scud-A", "Scud"), variant_key("Scud-B", "Scud"));
        assert_ne!(variant_key("Block II", "Harpoon"), variant_key("Block II+", "Harpoon"));
    }
}
