//! The rows of a long list: what is asked of the thread that finds them out, and what it says. Data only.

use std::sync::Arc;

use crate::library::{CatalogueView, ListRows, ListSpec};
use crate::text::CleanText;

/// Rows that are asked for.
#[derive(Clone, Debug)]
pub struct ArrangeRequest {
    /// The number of the request, which the answer repeats.
    pub number: u64,
    /// The documents.
    pub catalogue: CatalogueView,
    /// Which of them are to be shown, in which order.
    pub spec: ListSpec,
}

/// What became of it.
#[derive(Clone, Debug)]
pub struct ArrangeReport {
    /// The number of the request.
    pub number: u64,
    /// The rows, or why they are not known, as a sentence.
    pub rows: Result<Arc<ListRows>, CleanText>,
}
