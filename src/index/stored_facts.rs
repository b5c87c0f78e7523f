//! The facts of a document as the index keeps them: what a look across all documents needs, so that
//! nothing has to be read again. Finds no facts itself.

use super::actor_facts::ActorFacts;
use super::stated_range::{StatedRange, cut, place, put_stated, take_stated};
use super::weapon_statement::{self, WeaponStatement};
use super::wire::{In, Out};
use crate::document::Document;
use crate::facts::{Class, Counts, Entity, Facts, located, slug};
use crate::geography::{Gazetteer, LocatedBy};
use crate::text::Span;

/// Mentions of one thing whose places are kept.
const MOST_MENTIONS: usize = 64;

/// A weapon, actor or place that a document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What it is.
    pub class: Class,
    /// Its key, the same in every document.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind of weapon, actor or place.
    pub kind: String,
    /// True for a proper name.
    pub proper: bool,
    /// How often it is named.
    pub times: u64,
    /// The first of these passages.
    pub mentions: Vec<Span>,
    /// Where it lies, if it is a place: its numbers in the gazetteer, and by which sign.
    pub at: Vec<(u32, LocatedBy)>,
    /// True for a place that is named without a sign of where it lies.
    pub unlocated: bool,
}

/// The facts of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredFacts {
    /// What it names.
    pub named: Vec<Named>,
    /// What ranges it states.
    pub stated: Vec<StatedRange>,
    /// What it states of weapons with a name, to be compared; not only ranges.
    pub statements: Vec<WeaponStatement>,
    /// What it says of the actors that it names; none of those of which it says nothing.
    pub actors: Vec<ActorFacts>,
}

impl StoredFacts {
    /// The facts found in a document.
    pub fn new(document: &Document, facts: &Facts) -> Self {
        let kept = facts.entities.iter().filter(|entity| entity.class != Class::Date);
        let mut named: Vec<Named> = kept.map(named).collect();
        locate(&mut named, document, facts);
        let (mut at, mut before) = (0, 0);
        let stated = facts.ranges.iter().map(|range| {
            let stated = StatedRange::of(document, facts, range);
            // Ranges come in the order of the text; one that does not is counted from the start.
            if range.span.start < at {
                (at, before) = (0, 0);
            }
            let count = |span: Span| document.words(span).chars().count();
            before += count(Span::new(at, range.span.start));
            at = range.span.start;
            StatedRange { scalars: Span::new(before, before + count(range.span)), ..stated }
        });
        Self { named, stated: stated.collect(), ..Self::default() }
    }

    /// How many there are of each kind.
    pub fn counts(&self) -> Counts {
        let of = |class| self.named.iter().filter(|named| named.class == class).count();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Counts {
            weapons: count(of(Class::Weapon)),
            ranges: count(self.stated.len()),
            actors: count(of(Class::Actor)),
        }
    }

    pub(super) fn named_to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        for named in &self.named {
            put_named(&mut out, named);
        }
        out.0
    }

    pub(super) fn named_from_bytes(bytes: &[u8]) -> Vec<Named> {
        let mut read = In(bytes);
        std::iter::from_fn(|| take_named(&mut read)).collect()
    }

    pub(super) fn stated_to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.size(self.stated.len());
        for stated in &self.stated {
            put_stated(&mut out, stated);
        }
        weapon_statement::put(&mut out, &self.statements, &self.stated);
        out.0
    }

    pub(super) fn stated_from_bytes(bytes: &[u8]) -> Vec<StatedRange> {
        stated_in(&mut In(bytes))
    }

    /// What is stated, and the statements that are compared.
    pub(super) fn statements_from_bytes(bytes: &[u8]) -> (Vec<StatedRange>, Vec<WeaponStatement>) {
        let mut read = In(bytes);
        let stated = stated_in(&mut read);
        let statements =
            std::iter::from_fn(|| weapon_statement::take(&mut read, &stated)).collect();
        (stated, statements)
    }
}

fn stated_in(read: &mut In<'_>) -> Vec<StatedRange> {
    let count = read.count().unwrap_or_default();
    std::iter::from_fn(|| take_stated(read)).take(count).collect()
}

fn named(entity: &Entity) -> Named {
    Named {
        class: entity.class,
        id: entity.id.clone(),
        name: cut(&entity.name),
        kind: cut(&entity.kind),
        proper: entity.named,
        times: entity.mentions.len() as u64,
        mentions: entity.mentions.iter().take(MOST_MENTIONS).map(|mention| mention.span).collect(),
        at: Vec::new(),
        unlocated: false,
    }
}

/// Notes where the places of a document lie.
fn locate(named: &mut [Named], document: &Document, facts: &Facts) {
    if named.iter().all(|named| named.class != Class::Place) {
        return;
    }
    for (at, reading) in located(document.text(), facts, &Gazetteer::bundled()) {
        let Some(entity) = facts.entities.get(at) else { continue };
        let is_it = |named: &&mut Named| named.class == Class::Place && named.id == entity.id;
        if let Some(named) = named.iter_mut().find(is_it) {
            named.at = reading.located.iter().map(|found| (found.entry.number, found.by)).collect();
            named.unlocated = reading.without_sign > 0;
        }
    }
}

/// The classes that the index keeps, by number; dates are not kept.
pub(super) const CLASSES: [Class; 3] = [Class::Weapon, Class::Actor, Class::Place];

fn put_named(out: &mut Out, named: &Named) {
    let class = CLASSES.iter().position(|class| *class == named.class).unwrap_or_default();
    out.size(class * 2 + usize::from(named.proper));
    out.text(&named.name);
    // Most keys follow from the name.
    out.text(if slug(&named.name) == named.id { "" } else { &named.id });
    out.text(&named.kind);
    out.number(named.times);
    out.size(named.mentions.len());
    named.mentions.iter().fold(0, |from, span| out.span(from, *span));
    if named.class == Class::Place {
        out.size(named.at.len() * 2 + usize::from(named.unlocated));
        for (number, by) in &named.at {
            out.number((*number).into());
            out.size(place(&LocatedBy::ALL, by));
        }
    }
}

fn take_named(read: &mut In<'_>) -> Option<Named> {
    let class = read.below(CLASSES.len() as u64 * 2)?;
    let name = read.text()?.to_owned();
    let id = Some(read.text()?).filter(|id| !id.is_empty()).map(str::to_owned);
    let (kind, times, count) = (read.text()?.to_owned(), read.number()?, read.count()?);
    let mut mentions = Vec::with_capacity(count);
    for _ in 0..count {
        mentions.push(read.span(mentions.last().map_or(0, |last: &Span| last.end))?);
    }
    let own = *CLASSES.get((class / 2) as usize)?;
    let (at, unlocated) =
        if own == Class::Place { take_places(read)? } else { (Vec::new(), false) };
    Some(Named {
        class: own,
        id: id.unwrap_or_else(|| slug(&name)),
        name,
        kind,
        proper: class % 2 == 1,
        times,
        mentions,
        at,
        unlocated,
    })
}

fn take_places(read: &mut In<'_>) -> Option<(Vec<(u32, LocatedBy)>, bool)> {
    let count = read.size()?;
    let mut at = Vec::new();
    for _ in 0..count / 2 {
        let number = u32::try_from(read.number()?).ok()?;
        at.push((number, *LocatedBy::ALL.get(read.size()?)?));
    }
    Some((at, count % 2 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::figure::{Figure, LengthUnit};
    use crate::facts::{Approx, Band, CertaintyClass, RangeKind, RangeTime, SourceKind};

    fn stored_facts() -> StoredFacts {
        let named = |class, id: &str, mentions: &[(usize, usize)]| Named {
            class,
            id: id.into(),
            name: "MGM-140 ATACMS".into(),
            kind: "ballistic missile".into(),
            proper: class == Class::Weapon,
            times: 99,
            mentions: mentions.iter().map(|(start, end)| Span::new(*start, *end)).collect(),
            at: if class == Class::Place { vec![(70_000, LocatedBy::Largest)] } else { Vec::new() },
            unlocated: class == Class::Place,
        };
        let stated = StatedRange {
            span: Span::new(818, 833),
            scalars: Span::new(800, 815),
            written: "about 190 miles".into(),
            figures: vec![
                Figure { unit: LengthUnit::Mile, low: 190.0, high: 190.0 },
                Figure { unit: LengthUnit::Kilometre, low: 300.5, high: 310.0 },
            ],
            min_km: Some(305.775),
            max_km: None,
            approx: Approx::About,
            weapon_id: "mgm-140-atacms".into(),
            weapon: "MGM-140 ATACMS".into(),
            said_by: "a retired US general".into(),
            hedge: String::new(),
            source: SourceKind::Office,
            certainty: CertaintyClass::Estimative,
            band: Some(Band::Likely),
            confidence: None,
            kind: RangeKind::Ferry,
            time: RangeTime::Planned,
            variant: "Block IA".into(),
            condition: "with a light load".into(),
            claim: (Some(289.7), None),
        };
        let unlinked = StatedRange {
            weapon_id: String::new(),
            weapon: String::new(),
            max_km: Some(0.0),
            ..stated.clone()
        };
        StoredFacts {
            named: vec![
                named(Class::Weapon, "mgm-140-atacms", &[(0, 6), (10, 16)]),
                named(Class::Place, "another-key", &[]),
            ],
            stated: vec![stated, unlinked],
            ..StoredFacts::default()
        }
    }

    #[test]
    fn facts_come_back_as_they_were() {
        let stored_facts = stored_facts();
        assert_eq!(
            StoredFacts::named_from_bytes(&stored_facts.named_to_bytes()),
            stored_facts.named
        );
        assert_eq!(
            StoredFacts::stated_from_bytes(&stored_facts.stated_to_bytes()),
            stored_facts.stated
        );
        assert_eq!(stored_facts.counts(), Counts { weapons: 1, ranges: 2, actors: 0 });
    }

    #[test]
    fn a_range_reaches_as_far_as_its_upper_bound_or_else_its_lower() {
        let [open, zero] = &stored_facts().stated[..] else { unreachable!() };
        assert_eq!((open.metres(), zero.metres()), (Some(305_775), Some(0)));
    }

    #[test]
    fn of_damaged_facts_the_readable_ones_remain() {
        let bytes = stored_facts().named_to_bytes();
        for end in 0..bytes.len() {
            assert!(StoredFacts::named_from_bytes(&bytes[..end]).len() < 2);
        }
        let bytes = stored_facts().stated_to_bytes();
        assert_eq!(StoredFacts::stated_from_bytes(&bytes[..bytes.len() - 1]).len(), 1);
    }
}
