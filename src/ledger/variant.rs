//! The key of a variant from its words alone, where the facts do not give it.

use super::statement::departs;
use crate::facts;

/// The key of a variant of `weapon`, each as the document writes it, and whether it departs from the
/// base: the original, the basic, the standard version does not. Both empty and false if `variant` names
/// no more than the weapon.
pub fn variant_key(variant: &str, weapon: &str) -> (String, bool) {
    let key = facts::variant_key(variant, weapon);
    let departs = departs(&key);
    (key, departs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_does_not_depart_and_the_weapon_itself_is_no_variant() {
        assert_eq!(variant_key("the original version", "JASSM"), ("base".to_owned(), false));
        assert_eq!(variant_key("the JASSM missile", "JASSM"), (String::new(), false));
        assert!(variant_key("export version", "Kalibr").1);
    }
}
