//! Documents that were looked up once for all passes of a search: they pass or not, are counted and
//! perhaps ordered by date. Scores nothing, and does not say what they have in common.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, Searcher, SegmentReader, TantivyError};

use super::error::IndexError;
use super::set::{Set, Walk};

/// The documents, by the pieces of the index.
#[derive(Clone)]
pub(super) struct KnownDocuments {
    what: Arc<str>,
    pieces: Arc<HashMap<SegmentId, Arc<Set>>>,
}

impl KnownDocuments {
    /// Looks up documents in every piece of the index. What they have in common is told to people who
    /// look for faults.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(super) fn find(
        searcher: &Searcher,
        what: &str,
        mut find: impl FnMut(u32, &SegmentReader) -> Result<Set, IndexError>,
    ) -> Result<Self, IndexError> {
        let mut pieces = HashMap::new();
        for (number, piece) in (0..).zip(searcher.segment_readers()) {
            pieces.insert(piece.segment_id(), Arc::new(find(number, piece)?));
        }
        Ok(Self { what: what.into(), pieces: Arc::new(pieces) })
    }
}

impl std::fmt::Debug for KnownDocuments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("KnownDocuments").field(&self.what).finish()
    }
}

impl Query for KnownDocuments {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for KnownDocuments {
    fn scorer(&self, piece: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.pieces.get(&piece.segment_id()) {
            Some(documents) => Box::new(ConstScorer::new(Walk::new(Arc::clone(documents)), boost)),
            None => Box::new(EmptyScorer),
        })
    }

    fn count(&self, piece: &SegmentReader) -> tantivy::Result<u32> {
        let Some(documents) = self.pieces.get(&piece.segment_id()) else { return Ok(0) };
        Ok(match piece.alive_bitset() {
            Some(alive) => documents.alive(alive),
            None => documents.len(),
        })
    }

    fn explain(&self, piece: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let documents = self.pieces.get(&piece.segment_id());
        match documents.is_some_and(|documents| documents.contains(document)) {
            true => Ok(Explanation::new("KnownDocuments", 1.0)),
            false => Err(TantivyError::InvalidArgument(format!("{document} is none of them"))),
        }
    }
}
