//! Where a highlight stands as far as the facts of a document say. What is looked for is
//! `protocol::Highlight`; which of its places one stands on is `find`'s matter.

use crate::facts::correction::FactKey;
use crate::facts::{RangeFact, metres};
use crate::index::field;
use crate::protocol::{FactIndex, FactRef, Group, Highlight};
use crate::query::{Matcher, PassageMatcher, Statement};
use crate::text::Span;

/// Where it stands as far as the facts of the document say.
pub fn fact_spans(highlight: &Highlight, found: &FactIndex, text: &str) -> Vec<Span> {
    let of = |group: Group| found.in_group(group).iter().copied();
    let named = [Group::Weapons, Group::Actors, Group::Places].into_iter().flat_map(of);
    let passages = |fact| found.passages(fact);
    match highlight {
        Highlight::Typed(_) => Vec::new(),
        Highlight::Thing(key) => {
            let is_it = |fact: &FactRef| {
                found.entity(*fact).is_some_and(|entity| FactKey::of_entity(entity) == *key)
            };
            named.filter(is_it).flat_map(passages).collect()
        }
        Highlight::Ranges => of(Group::Ranges).flat_map(passages).collect(),
        Highlight::Asked(sought) => {
            let asked = |fact: &FactRef| is_named(sought, found, *fact, text);
            let mut hits: Vec<Span> = named.filter(asked).flat_map(passages).collect();
            let ranges = of(Group::Ranges).filter_map(|fact| found.range(fact));
            let reached = ranges.filter(|range| sought.states(&Stated { range, found, text }));
            hits.extend(reached.map(|range| range.span));
            hits
        }
    }
}

/// A range that the open document states.
struct Stated<'a> {
    range: &'a RangeFact,
    found: &'a FactIndex,
    text: &'a str,
}

impl Statement for Stated<'_> {
    fn metres(&self) -> Option<u64> {
        metres(self.range.min_km, self.range.max_km)
    }

    fn is_of_weapon(&self, words: &Matcher) -> bool {
        self.found.weapon_of(self.range).is_some_and(|weapon| {
            let mut mentions = weapon.mentions.iter();
            words.is_in(&weapon.name)
                || mentions.any(|mention| words.is_in(mention.span.of(self.text)))
        })
    }

    fn certainty(&self) -> &str {
        self.range.stance.certainty.class.word()
    }

    fn said_by(&self) -> &str {
        self.range.said_by().map_or("", |said_by| said_by.of(self.text))
    }
}

fn is_named(sought: &PassageMatcher, found: &FactIndex, fact: FactRef, text: &str) -> bool {
    let Some(entity) = found.entity(fact).filter(|_| sought.asks_for_names()) else { return false };
    let forms = || {
        let mentions = entity.mentions.iter().map(|mention| mention.span.of(text));
        std::iter::once(&*entity.name).chain(mentions).collect()
    };
    field(entity.class).is_some_and(|field| sought.names(field, forms))
}
