//! The facts of a document grouped, counted, and by place in the text, as the sidebar and the page need
//! them: worked out where facts are found, since a long document has a hundred thousand.

use crate::facts::{Class, Entity, Facts, RangeFact};
use crate::text::Span;

/// Cells of the strip that shows where in a document a fact occurs.
pub const STRIP: usize = 8;

/// What the sidebar groups facts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Weapons and platforms.
    Weapons,
    /// Ranges.
    Ranges,
    /// Persons, organisations, groups and states.
    Actors,
    /// Places.
    Places,
    /// Dates.
    Dates,
}

impl Group {
    /// Every group, in the order of the sidebar.
    pub const ALL: [Self; 5] =
        [Self::Weapons, Self::Ranges, Self::Actors, Self::Places, Self::Dates];

    /// Its heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Weapons => "Weapons",
            Self::Ranges => "Ranges",
            Self::Actors => "Actors",
            Self::Places => "Places",
            Self::Dates => "Dates",
        }
    }

    /// The group of a class of entities.
    pub const fn of(class: Class) -> Self {
        match class {
            Class::Weapon => Self::Weapons,
            Class::Actor => Self::Actors,
            Class::Place => Self::Places,
            Class::Date => Self::Dates,
        }
    }
}

/// One fact: its place among the entities or the ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactRef {
    /// An entity.
    Entity(usize),
    /// A range.
    Range(usize),
}

/// The facts of a document, by group and by place.
#[derive(Clone, Debug, PartialEq)]
pub struct FactIndex {
    facts: Facts,
    groups: [Vec<FactRef>; 5],
    places: Vec<(Span, FactRef)>,
}

impl FactIndex {
    /// Groups the facts: entities by how often they are named, names before generic words, ranges in the
    /// order of the text.
    pub fn new(facts: Facts) -> Self {
        let mut groups: [Vec<FactRef>; 5] = Default::default();
        let mut places = Vec::new();
        for (at, entity) in facts.entities.iter().enumerate() {
            groups[Group::of(entity.class) as usize].push(FactRef::Entity(at));
            places.extend(entity.mentions.iter().map(|m| (m.span, FactRef::Entity(at))));
        }
        for (at, range) in facts.ranges.iter().enumerate() {
            groups[Group::Ranges as usize].push(FactRef::Range(at));
            places.push((range.span, FactRef::Range(at)));
        }
        places.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut found = Self { facts, groups, places };
        found.order();
        found
    }

    /// The facts as they were found.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The entity a fact is, if it is one.
    pub fn entity(&self, fact: FactRef) -> Option<&Entity> {
        match fact {
            FactRef::Entity(at) => self.facts.entities.get(at),
            FactRef::Range(_) => None,
        }
    }

    /// The range a fact is, if it is one.
    pub fn range(&self, fact: FactRef) -> Option<&RangeFact> {
        match fact {
            FactRef::Range(at) => self.facts.ranges.get(at),
            FactRef::Entity(_) => None,
        }
    }

    /// The weapon a range is linked to.
    pub fn weapon_of(&self, range: &RangeFact) -> Option<&Entity> {
        range.weapon.and_then(|(at, _)| self.facts.entities.get(at))
    }

    /// The facts of a group, most often named first.
    pub fn in_group(&self, group: Group) -> &[FactRef] {
        &self.groups[group as usize]
    }

    /// The group of a fact.
    pub fn group_of(&self, fact: FactRef) -> Group {
        self.entity(fact).map_or(Group::Ranges, |entity| Group::of(entity.class))
    }

    /// Where a fact stands, in the order of the text.
    pub fn passages(&self, fact: FactRef) -> Vec<Span> {
        match (self.entity(fact), self.range(fact)) {
            (Some(entity), _) => entity.mentions.iter().map(|mention| mention.span).collect(),
            (_, Some(range)) => vec![range.span],
            (None, None) => Vec::new(),
        }
    }

    /// Every mention of every fact that touches a part of the text, in order.
    pub fn within(&self, part: Span) -> impl Iterator<Item = (Span, FactRef)> {
        // No mention is longer than a passage of a few hundred bytes.
        let from = self.places.partition_point(|(span, _)| span.start + 512 < part.start);
        let near = self.places[from..].iter().take_while(move |(span, _)| span.start < part.end);
        near.filter(move |(span, _)| span.overlaps(part)).copied()
    }

    /// The next mention after `offset` (before it, if not `forward`) that `wanted` allows.
    pub fn next(
        &self,
        offset: usize,
        forward: bool,
        wanted: impl Fn(FactRef) -> bool,
    ) -> Option<(Span, FactRef)> {
        let allowed = |(_, fact): &&(Span, FactRef)| wanted(*fact);
        if forward {
            let from = self.places.partition_point(|(span, _)| span.start <= offset);
            return self.places[from..].iter().find(allowed).copied();
        }
        let to = self.places.partition_point(|(span, _)| span.start < offset);
        self.places[..to].iter().rev().find(allowed).copied()
    }

    /// Where in a text of `length` bytes a fact occurs: how often in each part of it.
    pub fn strip(&self, fact: FactRef, length: usize) -> [usize; STRIP] {
        let mut strip = [0; STRIP];
        for span in self.passages(fact) {
            let part = span.start as u128 * STRIP as u128 / (length as u128 + 1);
            strip[usize::try_from(part).unwrap_or(0).min(STRIP - 1)] += 1;
        }
        strip
    }

    fn order(&mut self) {
        for group in &mut self.groups {
            group.sort_by_key(|fact| match fact {
                FactRef::Entity(at) => {
                    let entity = self.facts.entities.get(*at);
                    let mentions = entity.map_or(0, |entity| entity.mentions.len());
                    (entity.is_some_and(|entity| !entity.named), usize::MAX - mentions, *at)
                }
                FactRef::Range(at) => (false, 0, *at),
            });
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::facts::{Approx, Mention};

    /// ATACMS named twice, Kyiv once, one range.
    pub(crate) fn sample() -> FactIndex {
        let entity = |name: &'static str, class, spans: &[(usize, usize)]| Entity {
            id: name.to_lowercase(),
            name: name.into(),
            class,
            kind: "missile".into(),
            named: true,
            family: None,
            base: None,
            roles: Vec::new(),
            mentions: spans
                .iter()
                .map(|(start, end)| Mention {
                    span: Span::new(*start, *end),
                    rule: "test",
                    stance: crate::facts::Stance::default(),
                })
                .collect(),
        };
        let entities = vec![
            entity("Kyiv", Class::Actor, &[(0, 4)]),
            entity("HIMARS", Class::Weapon, &[(10, 16)]),
            entity("ATACMS", Class::Weapon, &[(20, 26), (90, 96)]),
        ];
        let range = RangeFact {
            span: Span::new(30, 36),
            also: Vec::new(),
            figures: Vec::new(),
            min_km: Some(300.0),
            max_km: Some(300.0),
            approx: Approx::About,
            weapon: Some((2, Span::new(20, 26))),
            stance: crate::facts::Stance::default(),
            details: crate::facts::RangeDetails::default(),
            variant_key: String::new(),
            speaker: String::new(),
            rule: "test",
        };
        FactIndex::new(Facts { entities, ranges: vec![range], ..Facts::default() })
    }

    #[test]
    fn facts_are_grouped_and_the_commonest_comes_first() {
        let found = sample();
        assert_eq!(found.in_group(Group::Weapons), [FactRef::Entity(2), FactRef::Entity(1)]);
        assert_eq!(found.in_group(Group::Ranges), [FactRef::Range(0)]);
        assert_eq!(found.group_of(FactRef::Entity(0)), Group::Actors);
        let range = found.range(FactRef::Range(0)).unwrap();
        assert_eq!(found.weapon_of(range).unwrap().id, "atacms");
    }

    #[test]
    fn mentions_are_walked_in_the_order_of_the_text() {
        let found = sample();
        let any = |offset, forward| found.next(offset, forward, |_| true).map(|(s, _)| s.start);
        assert_eq!([any(0, true), any(90, true), any(90, false)], [Some(10), None, Some(30)]);
        let atacms = found.next(20, true, |fact| fact == FactRef::Entity(2));
        assert_eq!(atacms.unwrap().0, Span::new(90, 96));
    }

    #[test]
    fn the_strip_counts_mentions_by_part_of_the_text() {
        let strip = sample().strip(FactRef::Entity(2), 100);
        assert_eq!((strip[1], strip[7], strip.iter().sum::<usize>()), (1, 1, 2));
        assert_eq!(sample().within(Span::new(24, 31)).count(), 2);
    }
}
