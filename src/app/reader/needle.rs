//! What is looked for in the open document: what was typed for this page, or what a search of the
//! library asked for. Finds its places; which of them one stands on is `find`'s matter.

use std::sync::Arc;

use crate::app::facts::{Fact, Found, Group};
use crate::facts::correction::FactKey;
use crate::facts::metres;
use crate::index::field;
use crate::query::{Pattern, Sought};
use crate::text::Span;

/// What is looked for.
#[derive(Clone, Debug)]
pub enum Needle {
    /// Words typed for this page.
    Typed(Pattern),
    /// What a search of the library asked for.
    Asked(Arc<Sought>),
    /// A weapon, actor or place that the library names.
    Thing(FactKey),
    /// Every range that the document states.
    Ranges,
}

impl Needle {
    /// True if it came from the library, so that its matches lead on into the next document.
    pub const fn leads_on(&self) -> bool {
        !matches!(self, Self::Typed(_))
    }

    /// True if it stands, or may stand, at facts.
    pub fn needs_facts(&self) -> bool {
        match self {
            Self::Typed(_) => false,
            Self::Asked(sought) => sought.asks_for_names() || sought.asks_for_ranges(),
            Self::Thing(_) | Self::Ranges => true,
        }
    }

    /// Where it stands in a text, as far as its words say.
    pub fn hits<'a>(&'a self, text: &'a str) -> Box<dyn Iterator<Item = Span> + 'a> {
        match self {
            Self::Typed(pattern) => Box::new(pattern.hits(text)),
            Self::Asked(sought) => Box::new(sought.words().hits(text).into_iter()),
            Self::Thing(_) | Self::Ranges => Box::new(std::iter::empty()),
        }
    }

    /// Where it stands as far as the facts of the document say.
    pub fn facts(&self, found: &Found, text: &str) -> Vec<Span> {
        let of = |group: Group| found.in_group(group).iter().copied();
        let named = [Group::Weapons, Group::Actors, Group::Places].into_iter().flat_map(of);
        let passages = |fact| found.passages(fact);
        match self {
            Self::Typed(_) => Vec::new(),
            Self::Thing(key) => {
                let is_it = |fact: &Fact| {
                    found.entity(*fact).is_some_and(|entity| FactKey::of_entity(entity) == *key)
                };
                named.filter(is_it).flat_map(passages).collect()
            }
            Self::Ranges => of(Group::Ranges).flat_map(passages).collect(),
            Self::Asked(sought) => {
                let asked = |fact: &Fact| is_named(sought, found, *fact, text);
                let mut hits: Vec<Span> = named.filter(asked).flat_map(passages).collect();
                let ranges = of(Group::Ranges).filter_map(|fact| found.range(fact));
                let reached = ranges.filter(|range| {
                    metres(range.min_km, range.max_km).is_some_and(|m| sought.reaches(m))
                });
                hits.extend(reached.map(|range| range.span));
                hits
            }
        }
    }
}

fn is_named(sought: &Sought, found: &Found, fact: Fact, text: &str) -> bool {
    let Some(entity) = found.entity(fact).filter(|_| sought.asks_for_names()) else { return false };
    let forms = || {
        let mentions = entity.mentions.iter().map(|mention| mention.span.of(text));
        std::iter::once(&*entity.name).chain(mentions).collect()
    };
    field(entity.class).is_some_and(|field| sought.names(field, forms))
}
