//! Documents with a word that begins in a certain way, looked up once for all passes of a
//! search: they pass or not, are counted and perhaps ordered by date. Of the first letters a
//! file says so; else the words do. Scores nothing.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy::{DocId, InvertedIndexReader, Score, Searcher, SegmentReader, TantivyError};

use super::prefix_postings::PrefixPostings;
use super::set::{Set, Walk};

/// The documents, by the pieces of the index.
#[derive(Clone)]
pub(super) struct Beginning {
    start: Arc<str>,
    pieces: Arc<HashMap<SegmentId, Arc<Set>>>,
}

impl Beginning {
    /// Looks up the documents with a word of `field` that begins with `start`.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(super) fn new(
        searcher: &Searcher,
        prefix_postings: &PrefixPostings,
        field: Field,
        start: &str,
    ) -> tantivy::Result<Self> {
        let mut pieces = HashMap::new();
        for piece in searcher.segment_readers() {
            let documents = match prefix_postings.documents(piece, start) {
                Some(documents) => documents,
                None => documents(piece, field, start)?,
            };
            pieces.insert(piece.segment_id(), Arc::new(documents));
        }
        Ok(Self { start: start.into(), pieces: Arc::new(pieces) })
    }
}

/// The words of a field that begin with `start`, in order.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn words<'i>(
    index: &'i InvertedIndexReader,
    start: &str,
) -> tantivy::Result<TermStreamer<'i>> {
    let range = index.terms().range().ge(start).lt(after(start));
    Ok(range.into_stream()?)
}

/// A string after all that begin with `start`: no word holds the last character there is.
pub(super) fn after(start: &str) -> String {
    format!("{start}\u{10FFFF}")
}

fn documents(piece: &SegmentReader, field: Field, start: &str) -> tantivy::Result<Set> {
    let mut documents = Set::new(piece.max_doc());
    let index = piece.inverted_index(field)?;
    let mut words = words(&index, start)?;
    while words.advance() {
        documents.insert_all(&index, words.value())?;
    }
    Ok(documents)
}

impl std::fmt::Debug for Beginning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Beginning").field(&self.start).finish()
    }
}

impl Query for Beginning {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Beginning {
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
            true => Ok(Explanation::new("Beginning", 1.0)),
            false => Err(TantivyError::InvalidArgument(format!("{document} has no such word"))),
        }
    }
}
