//! A range as a passage gives it, before mentions are merged to entities.

use crate::facts::figure::Figure;
use crate::facts::model::{Approx, Attribution};
use crate::facts::range_details::RangeDetails;
use crate::text::Span;

/// A range as the passage gives it; its weapon is the span of a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranged {
    /// The expression.
    pub span: Span,
    /// Converted values.
    pub also: Vec<Span>,
    /// The value as written, then the converted ones.
    pub figures: Vec<Figure>,
    /// Lower bound in kilometres.
    pub min_km: Option<f64>,
    /// Upper bound in kilometres.
    pub max_km: Option<f64>,
    /// Kind of bound.
    pub approx: Approx,
    /// The mention of the weapon.
    pub weapon: Option<Span>,
    /// Whose range it is if the document does not bear out that the first is a weapon.
    pub otherwise: Option<Span>,
    /// True if the range bears out that the name of its weapon, which may mean something else, is one.
    pub vouches: bool,
    /// Who says so, if a column of the table names it.
    pub source: Option<Attribution>,
    /// What it is the range of, and for what it holds.
    pub details: RangeDetails,
    /// True if it is a statement and no range: flown once, or driven.
    pub apart: bool,
    /// The rule that found it.
    pub rule: &'static str,
}
