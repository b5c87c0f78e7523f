//! A range that a document states, as the index keeps it, and its bytes. Finds none itself.

use super::wire::{In, Out};
use crate::document::Document;
use crate::facts::figure::{Figure, LengthUnit};
use crate::facts::{
    Approx, Band, Bounds, CertaintyClass, Confidence, Facts, RangeFact, RangeKind, RangeTime,
    SourceKind, metres, named_variant, slug,
};
use crate::text::{Span, single_spaced};

/// Bytes of a name or of quoted words that are kept.
const LONGEST: usize = 200;

/// Steps a kilometre is kept in: a tenth of a metre. Other units have as many.
const STEPS: f64 = 10_000.0;

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
    /// A range of a document. Where it stands in Unicode scalar values is not counted.
    pub fn of(document: &Document, facts: &Facts, range: &RangeFact) -> Self {
        stated(document, facts, range)
    }

    /// The variant that it names; if it names none what is fired or carried, or the weapon itself if
    /// that is a variant of the one by which statements are grouped.
    pub fn named_variant(&self, is_variant: bool) -> String {
        let named = named_variant(&self.variant, &self.condition);
        if named.is_empty() && is_variant { self.weapon.clone() } else { named }
    }

    /// For what it holds, if not for the weapon as it is today: "combat radius, planned, Block IA, with a
    /// light load"; empty if nothing is said.
    pub fn holds_for(&self) -> String {
        let time = if self.time == RangeTime::Now { "" } else { self.time.word() };
        let unless = |known: &str, words| if str::contains(known, words) { "" } else { words };
        let condition = unless(&self.variant, self.condition.as_str());
        let variant = unless(&self.weapon, self.variant.as_str());
        let parts = [self.kind.said(), time, variant, condition];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// How far it says the weapon reaches, in metres: the upper bound, or the lower if that is open.
    pub fn metres(&self) -> Option<u64> {
        metres(self.min_km, self.max_km)
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
        claim: as_kept(range.details.claim),
    }
}

/// As much of a text as is kept.
pub(super) fn cut(text: &str) -> String {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text).to_owned()
}

/// Bounds by number.
const BOUNDS: [Approx; 5] =
    [Approx::Exact, Approx::About, Approx::UpTo, Approx::AtLeast, Approx::Interval];

pub(super) fn put_stated(out: &mut Out, stated: &StatedRange) {
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

pub(super) fn take_stated(read: &mut In<'_>) -> Option<StatedRange> {
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
pub(super) fn place<T: PartialEq>(all: &[T], one: &T) -> usize {
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

/// A claim as the index gives it back: what was just read is compared as what was kept is.
fn as_kept((low, high): Bounds) -> Bounds {
    (kilometres(steps(low)), kilometres(steps(high)))
}

/// A bound as a number; 0 for an open one.
pub(super) fn steps(km: Option<f64>) -> u64 {
    km.filter(|km| km.is_finite() && *km >= 0.0).map_or(0, |km| (km * STEPS).round() as u64 + 1)
}

pub(super) fn kilometres(steps: u64) -> Option<f64> {
    steps.checked_sub(1).map(|steps| steps as f64 / STEPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_range_holds_for_is_told_once_and_only_if_it_is_said() {
        let range = |variant: &str, condition: &str| StatedRange {
            variant: variant.to_owned(),
            condition: condition.to_owned(),
            ..StatedRange::default()
        };
        assert_eq!(range("", "").holds_for(), "");
        assert_eq!(
            range("with plain shells", "with plain shells").holds_for(),
            "with plain shells"
        );
        let named = StatedRange { weapon: "DF-21D".to_owned(), ..range("DF-21D", "") };
        assert_eq!(named.holds_for(), "", "its name says it");
        let radius = StatedRange {
            kind: RangeKind::Radius,
            time: RangeTime::Planned,
            ..range("Block IA", "with a light load")
        };
        assert_eq!(radius.holds_for(), "combat radius, planned, Block IA, with a light load");
    }
}
