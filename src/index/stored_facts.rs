//! The facts of a document as the index keeps them: what a look across all documents needs, so that
//! nothing has to be read again. Finds no facts itself.

use super::wire::{In, Out};
use crate::document::Document;
use crate::facts::figure::{Figure, LengthUnit};
use crate::facts::{
    Approx, Band, Bounds, CertaintyClass, Class, Confidence, Counts, Entity, Facts, RangeFact,
    RangeKind, RangeTime, SourceKind, located, metres, slug,
};
use crate::geography::{Gazetteer, LocatedBy};
use crate::text::{Span, single_spaced};

/// Mentions of one thing whose places are kept.
const MOST_MENTIONS: usize = 64;

/// Bytes of a name or of quoted words that are kept.
const LONGEST: usize = 200;

/// Steps a kilometre is kept in: a tenth of a metre. Other units have as many.
const STEPS: f64 = 10_000.0;

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

/// A range that a document states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatedRange {
    /// Where.
    pub span: Span,
    /// The same in Unicode scalar values.
    pub scalars: Span,
    /// Its words.
    pub written: String,
    /// The value as written, then the same in the units that the text gives beside it.
    pub figures: Vec<Figure>,
    /// Lower bound in kilometres; `None` is open.
    pub min_km: Option<f64>,
    /// Upper bound in kilometres; `None` is open.
    pub max_km: Option<f64>,
    /// What kind of bound it is.
    pub approx: Approx,
    /// The key of the weapon; empty if none is linked.
    pub weapon_id: String,
    /// The name of the weapon.
    pub weapon: String,
    /// Who is said to say so; empty if nobody is.
    pub said_by: String,
    /// The word that hedges it; empty if none does.
    pub hedge: String,
    /// What kind of source says so.
    pub source: SourceKind,
    /// How surely.
    pub certainty: CertaintyClass,
    /// The band of an estimative word.
    pub band: Option<Band>,
    /// The level of confidence, if one is given.
    pub confidence: Option<Confidence>,
    /// What it is the range of.
    pub kind: RangeKind,
    /// When it holds.
    pub time: RangeTime,
    /// The variant that its sentence names; empty if none.
    pub variant: String,
    /// The load, use or profile for which it holds; empty if none is named.
    pub condition: String,
    /// The interval that is claimed, in kilometres; `None` is open.
    pub claim: Bounds,
}

impl StatedRange {
    /// How far it says the weapon reaches, in metres: the upper bound, or the lower if that is open.
    pub fn metres(&self) -> Option<u64> {
        metres(self.min_km, self.max_km)
    }
}

/// The facts of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredFacts {
    /// What it names.
    pub named: Vec<Named>,
    /// What ranges it states.
    pub stated: Vec<StatedRange>,
}

impl StoredFacts {
    /// The facts found in a document.
    pub fn new(document: &Document, facts: &Facts) -> Self {
        let kept = facts.entities.iter().filter(|entity| entity.class != Class::Date);
        let mut named: Vec<Named> = kept.map(named).collect();
        locate(&mut named, document, facts);
        let (mut at, mut before) = (0, 0);
        let stated = facts.ranges.iter().map(|range| {
            let stated = stated(document, facts, range);
            // Ranges come in the order of the text; one that does not is counted from the start.
            if range.span.start < at {
                (at, before) = (0, 0);
            }
            let count = |span: Span| document.words(span).chars().count();
            before += count(Span::new(at, range.span.start));
            at = range.span.start;
            StatedRange { scalars: Span::new(before, before + count(range.span)), ..stated }
        });
        Self { named, stated: stated.collect() }
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
        for stated in &self.stated {
            put_stated(&mut out, stated);
        }
        out.0
    }

    pub(super) fn stated_from_bytes(bytes: &[u8]) -> Vec<StatedRange> {
        let mut read = In(bytes);
        std::iter::from_fn(|| take_stated(&mut read)).collect()
    }
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

fn stated(document: &Document, facts: &Facts, range: &RangeFact) -> StatedRange {
    let words = |span: Span| cut(&single_spaced(document.words(span)));
    let weapon = range.weapon.and_then(|(at, _)| facts.entities.get(at));
    StatedRange {
        span: range.span,
        scalars: Span::default(),
        written: words(range.span),
        figures: range.figures.clone(),
        min_km: range.min_km,
        max_km: range.max_km,
        approx: range.approx,
        weapon_id: weapon.map(|weapon| weapon.id.clone()).unwrap_or_default(),
        weapon: weapon.map(|weapon| cut(&weapon.name)).unwrap_or_default(),
        said_by: range.said_by().map(words).unwrap_or_default(),
        hedge: range.hedge().map(words).unwrap_or_default(),
        source: range.stance.attribution.kind,
        certainty: range.stance.certainty.class,
        band: range.stance.certainty.band,
        confidence: range.stance.certainty.confidence,
        kind: range.details.kind,
        time: range.details.time,
        variant: range.details.variant.map(words).unwrap_or_default(),
        condition: range.details.condition.map(words).unwrap_or_default(),
        claim: range.details.claim,
    }
}

fn cut(text: &str) -> String {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text).to_owned()
}

/// The classes that the index keeps, by number; dates are not kept.
pub(super) const CLASSES: [Class; 3] = [Class::Weapon, Class::Actor, Class::Place];

/// Bounds by number.
const BOUNDS: [Approx; 5] =
    [Approx::Exact, Approx::About, Approx::UpTo, Approx::AtLeast, Approx::Interval];

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

fn put_stated(out: &mut Out, stated: &StatedRange) {
    out.span(0, stated.span);
    out.span(0, stated.scalars);
    out.text(&stated.written);
    put_figures(out, &stated.figures);
    out.number(steps(stated.min_km));
    out.number(steps(stated.max_km));
    out.size(BOUNDS.iter().position(|bound| *bound == stated.approx).unwrap_or_default());
    out.text(&stated.weapon);
    out.text(if slug(&stated.weapon) == stated.weapon_id { "" } else { &stated.weapon_id });
    out.text(&stated.said_by);
    out.text(&stated.hedge);
    out.size(place(&SourceKind::ALL, &stated.source));
    out.size(place(&CertaintyClass::ALL, &stated.certainty));
    // No band and no level are the last number of theirs.
    out.size(stated.band.map_or(Band::ALL.len(), |band| place(&Band::ALL, &band)));
    let levels = Confidence::ALL;
    out.size(stated.confidence.map_or(levels.len(), |level| place(&levels, &level)));
    put_details(out, stated);
}

fn put_details(out: &mut Out, stated: &StatedRange) {
    out.size(RangeKind::ALL.iter().position(|kind| *kind == stated.kind).unwrap_or_default());
    out.size(RangeTime::ALL.iter().position(|time| *time == stated.time).unwrap_or_default());
    out.text(&stated.variant);
    out.text(&stated.condition);
    out.number(steps(stated.claim.0));
    out.number(steps(stated.claim.1));
}

fn take_stated(read: &mut In<'_>) -> Option<StatedRange> {
    let (span, scalars, written) = (read.span(0)?, read.span(0)?, read.text()?.to_owned());
    let figures = take_figures(read)?;
    let (min_km, max_km) = (kilometres(read.number()?), kilometres(read.number()?));
    let approx = *BOUNDS.get(read.size()?)?;
    let weapon = read.text()?.to_owned();
    let id = Some(read.text()?).filter(|id| !id.is_empty()).map(str::to_owned);
    Some(StatedRange {
        span,
        scalars,
        written,
        figures,
        min_km,
        max_km,
        approx,
        weapon_id: id.unwrap_or_else(|| slug(&weapon)),
        weapon,
        said_by: read.text()?.to_owned(),
        hedge: read.text()?.to_owned(),
        source: *SourceKind::ALL.get(read.size()?)?,
        certainty: *CertaintyClass::ALL.get(read.size()?)?,
        band: Band::ALL.get(read.size()?).copied(),
        confidence: Confidence::ALL.get(read.size()?).copied(),
        kind: *RangeKind::ALL.get(read.size()?)?,
        time: *RangeTime::ALL.get(read.size()?)?,
        variant: read.text()?.to_owned(),
        condition: read.text()?.to_owned(),
        claim: (kilometres(read.number()?), kilometres(read.number()?)),
    })
}

/// The number of one of all.
fn place<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or_default()
}

fn put_figures(out: &mut Out, figures: &[Figure]) {
    out.size(figures.len());
    for figure in figures {
        out.size(LengthUnit::ALL.iter().position(|unit| *unit == figure.unit).unwrap_or_default());
        out.number(steps(Some(figure.low)));
        out.number(steps(Some(figure.high)));
    }
}

fn take_figures(read: &mut In<'_>) -> Option<Vec<Figure>> {
    let mut figures = Vec::new();
    for _ in 0..read.count()? {
        let unit = *LengthUnit::ALL.get(read.size()?)?;
        let (low, high) = (kilometres(read.number()?)?, kilometres(read.number()?)?);
        figures.push(Figure { unit, low, high });
    }
    Some(figures)
}

/// A bound as a number; 0 for an open one.
fn steps(km: Option<f64>) -> u64 {
    km.filter(|km| km.is_finite() && *km >= 0.0).map_or(0, |km| (km * STEPS).round() as u64 + 1)
}

fn kilometres(steps: u64) -> Option<f64> {
    steps.checked_sub(1).map(|steps| steps as f64 / STEPS)
}

#[cfg(test)]
mod tests {
    use super::*;

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
