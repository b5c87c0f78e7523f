//! What the user knows better: facts that are none, and two that are one. Applied to what the rules
//! found, every time anew; keeping corrections is not its business.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::model::{Entity, Facts, RangeFact, slug};

/// Names a fact in every document: what it is, and its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactKey {
    /// "weapon", "actor", "place", "date" or "range".
    pub class: String,
    /// An entity's id; for a range, its words and the words before it as a key.
    pub id: String,
}

/// Something the user knows better.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Correction {
    /// This is no fact.
    Reject {
        /// Which.
        fact: FactKey,
    },
    /// Both are the same; the first counts as the second.
    Merge {
        /// The one that disappears.
        fact: FactKey,
        /// The one it is.
        into: FactKey,
    },
}

/// All corrections in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    made: Vec<Correction>,
}

impl Corrections {
    /// Adds a correction; one that is there already is not added twice.
    pub fn add(&mut self, correction: Correction) {
        if !self.made.contains(&correction) {
            self.made.push(correction);
        }
    }

    /// Takes a correction back.
    pub fn remove(&mut self, correction: &Correction) {
        self.made.retain(|made| made != correction);
    }

    /// True if nothing was corrected.
    pub fn is_empty(&self) -> bool {
        self.made.is_empty()
    }

    /// Every correction, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Correction> {
        self.made.iter()
    }

    /// The ids of what was merged into a fact.
    pub fn merged_into<'a>(&'a self, target: &'a FactKey) -> impl Iterator<Item = &'a str> {
        self.made.iter().filter_map(move |correction| match correction {
            Correction::Merge { fact, into } if into == target => Some(fact.id.as_str()),
            _ => None,
        })
    }

    /// The facts as the user knows them.
    pub fn apply(&self, facts: &Facts, text: &str) -> Facts {
        let mut rejected = BTreeSet::new();
        let mut merged = BTreeMap::new();
        for correction in &self.made {
            match correction {
                Correction::Reject { fact } => _ = rejected.insert(fact),
                Correction::Merge { fact, into } => _ = merged.insert(fact, into),
            }
        }
        let entities = Entities::of(facts, &rejected, &merged);
        let kept = |range: &&RangeFact| !rejected.contains(&FactKey::of_range(range, text));
        let ranges = facts.ranges.iter().filter(kept).map(|range| {
            let weapon = range.weapon.and_then(|(at, span)| Some((entities.place(at)?, span)));
            RangeFact { weapon, ..range.clone() }
        });
        let ranges = ranges.collect();
        Facts { entities: entities.kept, ranges }
    }
}

impl FactKey {
    /// The key of an entity.
    pub fn of_entity(entity: &Entity) -> Self {
        Self { class: entity.class.word().to_owned(), id: entity.id.clone() }
    }

    /// The key of a range: the same words after the same words are the same statement.
    pub fn of_range(range: &RangeFact, text: &str) -> Self {
        let before = text.get(..range.span.start).unwrap_or_default();
        let words: Vec<&str> = before.split_whitespace().rev().take(5).collect();
        let words: Vec<&str> = words.into_iter().rev().chain([range.span.of(text)]).collect();
        Self { class: "range".to_owned(), id: slug(&words.join(" ")) }
    }
}

/// The entities that are left, and where each of the old ones went.
struct Entities {
    kept: Vec<Entity>,
    places: Vec<Option<usize>>,
}

impl Entities {
    fn of(
        facts: &Facts,
        rejected: &BTreeSet<&FactKey>,
        merged: &BTreeMap<&FactKey, &FactKey>,
    ) -> Self {
        let mut kept: Vec<Entity> = Vec::new();
        let mut by_key: BTreeMap<FactKey, usize> = BTreeMap::new();
        let mut places = vec![None; facts.entities.len()];
        let mut order: Vec<usize> = (0..facts.entities.len()).collect();
        let key = |at: &usize| facts.entities.get(*at).map(FactKey::of_entity);
        // What others are merged into comes first, so that its name stays.
        order.sort_by_key(|at| key(at).is_some_and(|key| merged.contains_key(&key)));
        for at in order {
            let Some(entity) = facts.entities.get(at) else { continue };
            let own = FactKey::of_entity(entity);
            let target = merged.get(&own).map_or(&own, |into| *into).clone();
            if rejected.contains(&own) {
                continue;
            }
            match by_key.get(&target).and_then(|at| kept.get_mut(*at)) {
                Some(known) => join(known, entity),
                None => {
                    by_key.insert(target.clone(), kept.len());
                    kept.push(entity.clone());
                }
            }
            places[at] = by_key.get(&target).copied();
        }
        Self { kept, places }
    }

    fn place(&self, old: usize) -> Option<usize> {
        self.places.get(old).copied().flatten()
    }
}

fn join(known: &mut Entity, other: &Entity) {
    known.mentions.extend(other.mentions.iter().copied());
    known.mentions.sort_by_key(|mention| mention.span);
    let new = other.roles.iter().filter(|role| !known.roles.contains(role));
    let new: Vec<_> = new.cloned().collect();
    known.roles.extend(new);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Approx, Class, Mention};
    use crate::text::Span;

    const TEXT: &str = "ATACMS, the Army missile, has a range of 300 km.";

    fn facts() -> Facts {
        let entity = |id: &str, start, end| Entity {
            id: id.to_owned(),
            name: crate::text::CleanText::line(id),
            class: Class::Weapon,
            kind: "missile".into(),
            named: true,
            roles: Vec::new(),
            mentions: vec![Mention { span: Span::new(start, end), rule: "test" }],
        };
        let range = RangeFact {
            span: Span::new(41, 47),
            also: Vec::new(),
            figures: Vec::new(),
            min_km: Some(300.0),
            max_km: Some(300.0),
            approx: Approx::Exact,
            weapon: Some((1, Span::new(12, 24))),
            said_by: None,
            hedge: None,
            rule: "test",
        };
        let entities = vec![entity("atacms", 0, 6), entity("army-missile", 12, 24)];
        Facts { entities, ranges: vec![range] }
    }

    fn key(id: &str) -> FactKey {
        FactKey { class: "weapon".into(), id: id.into() }
    }

    #[test]
    fn what_is_rejected_is_gone_and_its_ranges_lose_their_weapon() {
        let mut corrections = Corrections::default();
        corrections.add(Correction::Reject { fact: key("army-missile") });
        let corrected = corrections.apply(&facts(), TEXT);
        assert_eq!((corrected.entities.len(), corrected.ranges[0].weapon), (1, None));
        let undone = Correction::Reject { fact: key("army-missile") };
        corrections.remove(&undone);
        assert_eq!(corrections.apply(&facts(), TEXT), facts());
    }

    #[test]
    fn what_is_merged_keeps_its_mentions_and_its_ranges() {
        let mut corrections = Corrections::default();
        let (fact, into) = (key("army-missile"), key("atacms"));
        corrections.add(Correction::Merge { fact, into });
        let corrected = corrections.apply(&facts(), TEXT);
        assert_eq!(corrected.entities[0].mentions.len(), 2);
        assert_eq!(corrected.ranges[0].weapon.map(|(at, _)| at), Some(0));
    }

    #[test]
    fn a_range_is_known_by_its_words() {
        let range = &facts().ranges[0];
        let key = FactKey::of_range(range, TEXT);
        assert_eq!(key.id, "missile-has-a-range-of-300-km");
        let mut corrections = Corrections::default();
        corrections.add(Correction::Reject { fact: key });
        assert!(corrections.apply(&facts(), TEXT).ranges.is_empty());
    }
}
