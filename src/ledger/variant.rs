//! What the name of a variant compares as: "the Scud-B", "B series" and "the B version" of the Scud are
//! one, and so are "extended-range version" and "JASSM-ER" of the JASSM.

use crate::text::folded;

/// The key of a variant of `weapon`, each as the document writes it, and whether it departs from the
/// base: the original, the basic, the standard version does not. Both empty and false if `variant` names
/// no more than the weapon.
pub fn variant_key(variant: &str, weapon: &str) -> (String, bool) {
    let weapon = words(weapon);
    let own = |word: &String| !weapon.contains(word) && !FILLING.contains(&&**word);
    let mut left: Vec<String> = words(variant).into_iter().filter(own).map(abbreviated).collect();
    if let Some(at) = left.windows(2).position(|pair| pair == ["er", "range"]) {
        left.remove(at + 1);
    }
    left.dedup();
    let base = !left.is_empty() && left.iter().all(|word| BASE.contains(&&**word));
    let key = if base { BASE_KEY.to_owned() } else { left.join(" ") };
    let departs = !base && !key.is_empty();
    (key, departs)
}

/// The key of the version that others depart from.
const BASE_KEY: &str = "base";

/// Words that tell no variant from another.
const FILLING: [&str; 13] = [
    "the", "a", "an", "of", "version", "versions", "variant", "variants", "model", "models",
    "series", "type", "missile",
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
    let name = folded(name);
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
            ("JASSM", &["extended-range version", "JASSM-ER", "the extended range variant"]),
            ("Tomahawk", &["Block IV", "Tomahawk Block-IV", "the block iv"]),
            ("JASSM", &["baseline", "the original", "the standard version"]),
        ] {
            let keys: Vec<_> = names.iter().map(|name| variant_key(name, weapon)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{keys:?}");
            assert!(!keys[0].0.is_empty());
        }
    }

    #[test]
    fn the_base_does_not_depart_and_the_weapon_itself_is_no_variant() {
        assert_eq!(variant_key("the original version", "JASSM"), ("base".to_owned(), false));
        assert_eq!(variant_key("the JASSM missile", "JASSM"), (String::new(), false));
        assert!(variant_key("export version", "Kalibr").1);
        assert_ne!(variant_key("Scud-A", "Scud"), variant_key("Scud-B", "Scud"));
    }
}
