//! What the user knows better, applied to the facts of a document as the index keeps them, which stay
//! there as they were found. Which corrections hold is not its matter.

use std::collections::HashMap;

use super::catalogue_row::RootedPath;
use super::record::forms;
use super::stated_in::{StatedIn, WeaponNames, weapon_names};
use super::stated_range::StatedRange;
use super::stored_facts::{CLASSES, Named, StoredFacts};
use crate::facts::Class;
use crate::facts::correction::Corrections;
use crate::query::{Joint, Matcher};

/// A document with facts that a correction says something of.
#[derive(Debug)]
pub(super) struct TouchedDocument {
    /// Where it is.
    pub(super) place: RootedPath,
    /// Its facts as the user knows them.
    pub(super) facts: StoredFacts,
    /// Every form in which they are named, by class.
    forms: Vec<(Class, Vec<String>)>,
    /// The names of its weapons, by key.
    weapons: Vec<WeaponNames>,
}

/// The documents that corrections touch, for one commit and one set of corrections.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// What was committed then.
    pub(super) commit: Vec<u8>,
    /// What was in force then.
    pub(super) corrections: Corrections,
    /// The documents.
    pub(super) documents: Vec<TouchedDocument>,
}

impl TouchedDocument {
    /// A document with its facts as the user knows them.
    pub(super) fn new(place: RootedPath, facts: StoredFacts, text: &str) -> Self {
        let of_class = |class| {
            let forms = forms(text, &facts.named, class);
            (class, forms.into_iter().map(str::to_owned).collect())
        };
        let forms = CLASSES.map(of_class).into_iter().collect();
        let weapons = weapon_names(&facts.named, text);
        Self { place, facts, forms, weapons }
    }

    /// True if it states a range of which all of this holds.
    pub(super) fn states(&self, joint: &Joint) -> bool {
        let names = || self.weapons.as_slice();
        self.facts.stated.iter().any(|stated| joint.holds(&StatedIn { stated, names }))
    }

    /// True if something of the class is named with these words.
    pub(super) fn names(&self, class: Class, words: &Matcher) -> bool {
        let of_class = self.forms.iter().filter(|(of, _)| *of == class);
        of_class.flat_map(|(_, forms)| forms).any(|form| words.is_in(form))
    }
}

impl StoredFacts {
    /// The facts as the user knows them. `text` is that of their document.
    #[must_use]
    pub fn corrected(self, corrections: &Corrections, text: &str) -> Self {
        let named = corrected_names(self.named, corrections);
        Self { named, stated: corrected_stated(self.stated, corrections, text), ..self }
    }
}

/// The ranges of a document as the user knows them. `text` is that of the document.
pub(super) fn corrected_stated(
    mut stated: Vec<StatedRange>,
    corrections: &Corrections,
    text: &str,
) -> Vec<StatedRange> {
    stated.retain(|range| !corrections.rejects_range(range.span, text));
    stated.iter_mut().for_each(|range| correct_weapon(range, corrections));
    stated
}

/// What is named, as the user knows it: what was rejected is gone, what was merged is one.
pub(super) fn corrected_names(named: Vec<Named>, corrections: &Corrections) -> Vec<Named> {
    let mut kept: Vec<Named> = Vec::with_capacity(named.len());
    let mut places: HashMap<(Class, String), usize> = HashMap::new();
    let (own, merged): (Vec<Named>, Vec<Named>) = named.into_iter().partition(|named| {
        corrections.target(named.class.word(), &named.id) == Some(named.id.as_str())
    });
    for mut named in own.into_iter().chain(merged) {
        let class = named.class.word();
        let Some(target) = corrections.target(class, &named.id).map(str::to_owned) else {
            continue;
        };
        if target != named.id
            && let Some(name) = corrections.name(class, &target)
        {
            name.clone_into(&mut named.name);
        }
        match places.get(&(named.class, target.clone())).and_then(|at| kept.get_mut(*at)) {
            Some(known) => {
                known.times += named.times;
                known.mentions.append(&mut named.mentions);
                known.mentions.sort_unstable();
            }
            None => {
                places.insert((named.class, target.clone()), kept.len());
                named.id = target;
                kept.push(named);
            }
        }
    }
    kept
}

/// Gives a range the weapon that the user knows it to be of; none, if that is no weapon.
pub(super) fn correct_weapon(range: &mut StatedRange, corrections: &Corrections) {
    let class = Class::Weapon.word();
    match corrections.target(class, &range.weapon_id).map(str::to_owned) {
        Some(target) if target == range.weapon_id => {}
        Some(target) => {
            if let Some(name) = corrections.name(class, &target) {
                name.clone_into(&mut range.weapon);
            }
            range.weapon_id = target;
        }
        None => {
            range.weapon_id.clear();
            range.weapon.clear();
        }
    }
}
