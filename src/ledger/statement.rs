//! One statement as far as it is compared with others.

use std::cmp::Ordering;
use std::sync::Arc;

use super::source::{EffectiveSource, Sayer};
use crate::document::{Date, Document};
use crate::facts::correction::FactKey;
use crate::facts::{BASE_VARIANT, Bounds, CertaintyClass, RangeFact, RangeKind};
use crate::text::{Span, folded, single_spaced};

/// What a document says of the range of a weapon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RangeStatement {
    /// The document, by a number that each document has alone. Reprints of one text count once: they
    /// share the number.
    pub document: usize,
    /// Whose word it is.
    pub source: EffectiveSource,
    /// The date of the document.
    pub date: Option<Date>,
    /// The key of the variant that it names; empty if none.
    pub variant: Arc<str>,
    /// True if that variant departs from the base: an extended, an export, a later version.
    pub departs: bool,
    /// The condition under which it holds, folded; empty if none.
    pub condition: Arc<str>,
    /// What it is the range of.
    pub kind: RangeKind,
    /// What its words claim, in kilometres; `None` is open.
    pub claim: Bounds,
    /// True if it says that the weapon does not reach so far.
    pub denied: bool,
    /// The key by which corrections know it.
    pub key: Arc<str>,
}

impl RangeStatement {
    /// What a document states; its number is left to whoever compares several.
    pub fn of(document: &Document, statement: &RangeFact) -> Self {
        let words = |span: Span| single_spaced(document.words(span));
        let said_by = statement.said_by().map(words).unwrap_or_default();
        let kind = statement.stance.attribution.kind;
        let sayer = Sayer { words: &said_by, name: &statement.speaker, kind };
        let metadata = document.metadata();
        let publisher = metadata.source.as_ref().map(|source| source.value.to_string());
        let condition = statement.details.condition.map(words).unwrap_or_default();
        Self {
            document: 0,
            source: EffectiveSource::of(sayer, &publisher.unwrap_or_default()),
            date: metadata.date.as_ref().map(|date| date.value),
            variant: statement.variant_key.as_str().into(),
            departs: departs(&statement.variant_key),
            condition: folded(&condition).into(),
            kind: statement.details.kind,
            claim: statement.details.claim,
            denied: statement.stance.certainty.class == CertaintyClass::Denied,
            key: FactKey::of_range(statement, document.text()).id.into(),
        }
    }

    /// True if a value fits both claims. Bounds that touch do.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let below = |low: Option<f64>, high: Option<f64>| match (low, high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        };
        below(self.claim.0, other.claim.1) && below(other.claim.0, self.claim.1)
    }

    /// True if both say the same of the weapon, whoever says it, where and when.
    pub fn says_same(&self, other: &Self) -> bool {
        let Self { variant, departs, condition, kind, claim, denied, .. } = self;
        (variant, *departs, condition) == (&other.variant, other.departs, &other.condition)
            && (*kind, *claim, *denied) == (other.kind, other.claim, other.denied)
    }

    /// True if it claims a value or an interval, nothing that is open.
    pub(super) fn is_closed(&self) -> bool {
        self.claim.0.is_some() && self.claim.1.is_some()
    }

    /// True if both name the same variant.
    pub(super) fn names_variant_of(&self, other: &Self) -> bool {
        !self.variant.is_empty() && self.variant == other.variant
    }

    /// True if both name one, and different ones.
    pub(super) fn names_other_variant(&self, other: &Self) -> bool {
        !self.variant.is_empty() && !other.variant.is_empty() && self.variant != other.variant
    }

    /// Which of the two documents is later, as far as their dates tell: "2023" is neither before nor
    /// after "May 2023".
    pub(super) fn compare_dates(&self, other: &Self) -> Option<Ordering> {
        let (one, other) = (Period::of(self.date?), Period::of(other.date?));
        match () {
            () if one.last < other.first => Some(Ordering::Less),
            () if other.last < one.first => Some(Ordering::Greater),
            () => None,
        }
    }
}

/// True if a variant with this key departs from the base.
fn departs(variant: &str) -> bool {
    !variant.is_empty() && variant != BASE_VARIANT
}

/// Year, month and day.
pub(super) type Day = (i16, u8, u8);

/// The days that a date may mean: "May 2023" is one of thirty-one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    pub(super) first: Day,
    pub(super) last: Day,
}

impl Period {
    pub(super) fn of(date: Date) -> Self {
        let (month, day) = (date.month(), date.day());
        Self {
            first: (date.year(), month.unwrap_or(1), day.unwrap_or(1)),
            last: (date.year(), month.unwrap_or(12), day.unwrap_or(31)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::variant_key;

    #[test]
    fn the_base_does_not_depart_and_the_weapon_itself_is_no_variant() {
        let of = |variant: &str, weapon: &str| {
            let key = variant_key(variant, weapon);
            let departs = departs(&key);
            (key, departs)
        };
        assert_eq!(of("the original version", "JASSM"), ("base".to_owned(), false));
        assert_eq!(of("the JASSM missile", "JASSM"), (String::new(), false));
        assert!(of("export version", "Kalibr").1);
    }
}
