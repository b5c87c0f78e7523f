//! Words that begin in a certain way, and the documents that have them. Of the first letters a file says
//! which these are; else the words do.

use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy::{InvertedIndexReader, Searcher, SegmentReader};

use super::error::IndexError;
use super::known_documents::KnownDocuments;
use super::prefix_postings::PrefixPostings;
use super::set::Set;

/// Looks up the documents with a word of `field` that begins with `start`.
///
/// # Errors
/// If the index cannot be read.
pub(super) fn beginning(
    searcher: &Searcher,
    prefix_postings: &PrefixPostings,
    field: Field,
    start: &str,
) -> Result<KnownDocuments, IndexError> {
    KnownDocuments::find(searcher, start, |_, piece| {
        Ok(match prefix_postings.documents(piece, start) {
            Some(documents) => documents,
            None => documents(piece, field, start)?,
        })
    })
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
