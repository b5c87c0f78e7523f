//! A range as its document states it: what a condition on weapon, distance and speaker is tested with.
//! Reads nothing.

use super::stated_range::StatedRange;
use super::stored_facts::Named;
use crate::facts::Class;
use crate::query::{Matcher, Statement};

/// The key of a weapon and the words by which a document names it.
pub(super) type WeaponNames = (String, Vec<String>);

/// The keys of the weapons of a document with the words by which it names them.
pub(super) fn weapon_names(named: &[Named], text: &str) -> Vec<WeaponNames> {
    let weapons = named.iter().filter(|named| named.class == Class::Weapon);
    let forms = |named: &Named| {
        let mentions = named.mentions.iter().map(|span| span.of(text).to_owned());
        (named.id.clone(), std::iter::once(named.name.clone()).chain(mentions).collect())
    };
    weapons.map(forms).collect()
}

/// A range as it is stated in a document.
pub(super) struct StatedIn<'a, N> {
    /// The range.
    pub(super) stated: &'a StatedRange,
    /// What gives the names of the document's weapons.
    pub(super) names: N,
}

impl<'a, N: Fn() -> &'a [WeaponNames]> Statement for StatedIn<'a, N> {
    fn metres(&self) -> Option<u64> {
        self.stated.metres()
    }

    fn is_of_weapon(&self, words: &Matcher) -> bool {
        let is_it = |(id, _): &&WeaponNames| *id == self.stated.weapon_id;
        words.is_in(&self.stated.weapon)
            || (self.names)()
                .iter()
                .filter(is_it)
                .any(|(_, forms)| forms.iter().any(|form| words.is_in(form)))
    }

    fn said_by(&self) -> &str {
        &self.stated.said_by
    }

    fn certainty(&self) -> &str {
        self.stated.certainty.word()
    }
}
