//! What kinds of weapons a passage names: those that fly, drive, sail or shoot near. Their names and
//! classes are the lexicon's.

use std::ops::Range;

use super::scene::{Placed, Scene};
use super::variant::is_variant_name;
use crate::facts::candidate::What;
use crate::text::Span;

impl<'a> Scene<'a> {
    /// True for weapons whose distance is how far they fly: not tanks and guns.
    pub fn flies(&self, weapon: usize) -> bool {
        self.weapons.get(weapon).is_some_and(|placed| match placed.found.what {
            What::Generic(head) => self
                .passage
                .lexicon
                .head(head)
                .is_some_and(|head| FLYING.iter().any(|class| head.class.contains(class))),
            _ => true,
        })
    }

    /// True for ships and boats: their range is how far they sail.
    pub fn sails(&self, weapon: Option<Span>) -> bool {
        let placed = weapon.and_then(|weapon| self.placed(weapon));
        let class = placed.and_then(|placed| self.class(placed)).unwrap_or_default();
        let ships =
            ["ship", "frigate", "destroyer", "corvette", "cruiser", "patrol craft", "submarine"];
        !class.contains("missile") && ships.iter().any(|ship| class.contains(ship))
    }

    /// True if the weapon has a name; what earlier passages named has.
    pub fn is_named(&self, weapon: Span) -> bool {
        let placed = self.placed(weapon);
        placed.is_none_or(|placed| placed.found.what.is_named_weapon())
    }

    /// True for the name of one variant of a weapon.
    pub fn is_variant(&self, weapon: Span) -> bool {
        let words = weapon.of(self.passage.text);
        is_variant_name(self.passage.lexicon, self.what(weapon), words)
    }

    /// What the weapon with this span is, here or where an earlier passage names it.
    fn what(&self, weapon: Span) -> Option<What> {
        let here = self.placed(weapon).map(|placed| placed.found.what);
        let earlier = || self.memory.named.iter().find(|found| found.span == weapon);
        here.or_else(|| Some(earlier()?.what))
    }

    /// The weapon that begins at token `first`, if its name is one of a variant of this weapon.
    pub fn sibling_at(&self, first: usize, weapon: Option<Span>) -> Option<Span> {
        let sibling = self.begins_at(first)?.found;
        let same = self.base(sibling.what)? == self.base(self.what(weapon?)?)?;
        (same && self.is_variant(sibling.span)).then_some(sibling.span)
    }

    /// True if the tokens name a weapon again that was named before them.
    pub fn names_again(&self, tokens: Range<usize>, weapon: Option<Span>) -> bool {
        let base = weapon.and_then(|weapon| self.base(self.what(weapon)?));
        let mut again = self.weapons.iter().filter(|placed| tokens.contains(&placed.first));
        base.is_some()
            && again.any(|placed| {
                Some(placed.found.span) != weapon && self.base(placed.found.what) == base
            })
    }

    /// The number of the weapon of which it is a variant at last, or of itself.
    fn base(&self, what: What) -> Option<u32> {
        match what {
            What::KnownWeapon(number) | What::NamedWeapon(Some(number)) => {
                Some(self.passage.lexicon.base_number(number))
            }
            _ => None,
        }
    }

    /// True for "IRBMs", "short-range ballistic missiles": a class that has its bounds in every text.
    pub fn is_class(&self, weapon: Span) -> bool {
        let words = weapon.of(self.passage.text).to_ascii_lowercase();
        let ranged = ["short", "medium", "intermediate"].iter().any(|word| words.contains(word))
            || words.starts_with("intercontinental");
        let plural = words.ends_with('s');
        let short = ["icbm", "irbm", "mrbm", "srbm", "crbm"];
        let short = short.iter().any(|short| words.starts_with(short));
        plural && (ranged && words.contains("missile") || short)
    }

    /// True for tanks and other vehicles: their range is how far they drive.
    pub fn drives(&self, weapon: Option<Span>) -> bool {
        let found = weapon.and_then(|weapon| {
            let here = self.placed(weapon).map(|placed| &placed.found);
            here.or_else(|| self.memory.named.iter().find(|found| found.span == weapon))
        });
        let class = found.and_then(|found| self.class_of(found.what));
        matches!(class, Some("tank" | "armoured vehicle" | "vehicle"))
    }

    /// True if the last weapon before token `end` in its sentence is a torpedo.
    pub fn is_torpedo_before(&self, end: usize) -> bool {
        let at = self.weapons.partition_point(|weapon| weapon.end <= end);
        let last = at.checked_sub(1).map(|at| &self.weapons[at]);
        let start = self.passage.sentence(end).start;
        let torpedo = |weapon: &&Placed| {
            let class = self.class(weapon).is_some_and(|class| class.contains("torpedo"));
            weapon.first >= start && class
        };
        last.filter(torpedo).is_some()
    }

    /// True if what the sentence at `start` speaks of without a name is a torpedo.
    pub fn is_of_torpedo(&self, start: usize) -> bool {
        let weapon = self.antecedent(start).and_then(|span| self.placed(span));
        weapon.and_then(|weapon| self.class(weapon)).is_some_and(|class| class.contains("torpedo"))
    }

    /// True if the last weapon before token `end` is an aircraft.
    pub fn is_aircraft_before(&self, end: usize) -> bool {
        let at = self.weapons.partition_point(|weapon| weapon.end <= end);
        let class = at.checked_sub(1).and_then(|at| self.class(&self.weapons[at]));
        let aircraft = ["aircraft", "fighter", "bomber", "helicopter", "drone"];
        class.is_some_and(|class| aircraft.iter().any(|word| class.contains(word)))
    }

    /// True if the last weapon before token `end` is one that is aimed at what is in sight.
    pub fn is_short_ranged(&self, end: usize) -> bool {
        let at = self.weapons.partition_point(|weapon| weapon.end <= end);
        let class = at.checked_sub(1).and_then(|at| self.class(&self.weapons[at]));
        class.is_some_and(|class| SHORT_RANGED.iter().any(|word| class.contains(word)))
    }

    pub(super) fn class(&self, placed: &Placed) -> Option<&'a str> {
        self.class_of(placed.found.what)
    }

    fn class_of(&self, what: What) -> Option<&'a str> {
        let lexicon = self.passage.lexicon;
        match what {
            What::Generic(head) => lexicon.head(head).map(|head| head.class.as_str()),
            What::KnownWeapon(number) | What::NamedWeapon(Some(number)) => {
                lexicon.weapon(number).map(|known| &*known.kind)
            }
            _ => None,
        }
    }
}

/// Classes of weapons whose ranges are given in metres.
const SHORT_RANGED: &[&str] =
    &["gun", "arm", "launcher", "anti-tank", "mortar", "grenade", "artillery", "flame", "munition"];

const FLYING: &[&str] = &[
    "missile",
    "rocket",
    "drone",
    "munition",
    "weapon",
    "bomb",
    "air defence",
    "torpedo",
    "launcher",
];
