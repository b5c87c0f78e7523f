//! One statement as far as it is compared with others.

use std::cmp::Ordering;

use super::source::EffectiveSource;
use crate::document::Date;
use crate::facts::{Bounds, RangeKind};

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
    /// The variant that it names, folded; empty if none.
    pub variant: String,
    /// True if that variant departs from the base: an extended, an export, a later version.
    pub departs: bool,
    /// The condition under which it holds, folded; empty if none.
    pub condition: String,
    /// What it is the range of.
    pub kind: RangeKind,
    /// What its words claim, in kilometres; `None` is open.
    pub claim: Bounds,
    /// True if it says that the weapon does not reach so far.
    pub denied: bool,
}

impl RangeStatement {
    /// True if a value fits both claims. Bounds that touch do.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let below = |low: Option<f64>, high: Option<f64>| match (low, high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        };
        below(self.claim.0, other.claim.1) && below(other.claim.0, self.claim.1)
    }

    /// True if both say the same of the weapon, whoever says it and when.
    pub fn says_same(&self, other: &Self) -> bool {
        let Self { document, source: _, date: _, variant, departs, condition, kind, claim, denied } =
            self;
        (*document, variant, *departs, condition)
            == (other.document, &other.variant, other.departs, &other.condition)
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
        let (one, other) = (self.date?, other.date?);
        let parts = |date: Date| [date.month(), date.day()];
        let mut order = one.year().cmp(&other.year());
        for (one, other) in parts(one).into_iter().zip(parts(other)) {
            match (order, one, other) {
                (Ordering::Equal, Some(one), Some(other)) => order = one.cmp(&other),
                _ => break,
            }
        }
        Some(order).filter(|order| order.is_ne())
    }
}
