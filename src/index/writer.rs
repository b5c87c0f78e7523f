//! The right to change an index, which one instance has at a time. What was not committed is lost
//! with the program, and nothing else is.

use tantivy::directory::error::LockError;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, NoMergePolicy};
use tantivy::{IndexWriter, TantivyError, Term};

use super::catalogue_row::RootedPath;
use super::error::IndexError;
use super::prefix_postings::PrefixPostings;
use super::record::Record;
use super::schema::Fields;

/// Bytes that documents may take in the memory of a thread before they are written.
const MEMORY: usize = 64 << 20;

/// Threads that make pieces of an index: one makes them slower than another finds facts.
const THREADS: usize = 2;

/// Pieces an index may be in when a long piece of work is done: every search looks into each.
const MOST_PIECES: usize = 16;

/// An index being changed.
pub struct Writer {
    writer: IndexWriter,
    fields: Fields,
    prefix_postings: PrefixPostings,
    changed: bool,
}

impl Writer {
    /// The right to change `index`; `None` while another instance has it.
    pub(super) fn new(
        index: &tantivy::Index,
        fields: Fields,
        prefix_postings: &PrefixPostings,
    ) -> Result<Option<Self>, IndexError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(THREADS)
            .memory_budget_per_thread(MEMORY)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = match index.writer_with_options(options) {
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => return Ok(None),
            writer => writer?,
        };
        let mut policy = LogMergePolicy::default();
        policy.set_min_num_segments(MOST_PIECES);
        writer.set_merge_policy(Box::new(policy));
        Ok(Some(Self { writer, fields, prefix_postings: prefix_postings.clone(), changed: false }))
    }

    /// Takes a document in. `known` says that one of the same place is to be replaced.
    ///
    /// # Errors
    /// [`IndexError`] if the index cannot be written.
    pub fn put(&mut self, record: Record, known: bool) -> Result<(), IndexError> {
        if known {
            self.remove(&record.row.place);
        }
        self.changed = true;
        self.writer.add_document(record.into_document(self.fields))?;
        Ok(())
    }

    /// Forgets a document.
    pub fn remove(&mut self, place: &RootedPath) {
        self.changed = true;
        self.writer.delete_term(Term::from_field_bytes(self.fields.key, &place.key()));
    }

    /// Writes what has changed, so that it lasts and others see it.
    ///
    /// # Errors
    /// [`IndexError`] if it cannot be written; what was committed before is safe.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if std::mem::take(&mut self.changed) {
            self.writer.commit()?;
            self.complete();
        }
        Ok(())
    }

    /// Gives every piece the file of its prefixes.
    fn complete(&self) {
        // What is committed holds; without such a file a search is slower, and it is tried again.
        let _ = self.prefix_postings.complete(self.writer.index(), self.fields.body);
    }

    /// Ends the work: waits for what goes on behind it, and puts many small pieces together if
    /// `together`, for the sake of the searches to come.
    ///
    /// # Errors
    /// [`IndexError`] if it cannot be written; what was committed before is safe.
    pub fn finish(mut self, together: bool) -> Result<(), IndexError> {
        self.commit()?;
        let Self { writer, fields, prefix_postings, .. } = self;
        let index = writer.index().clone();
        // A piece that is being put to others now cannot be put to different ones as well.
        writer.wait_merging_threads()?;
        if !together && prefix_postings.is_complete(&index)? {
            return Ok(());
        }
        // Another instance that writes by now will do it in its turn.
        let Some(last) = Self::new(&index, fields, &prefix_postings)? else { return Ok(()) };
        last.writer.set_merge_policy(Box::new(NoMergePolicy));
        last.round_off(together)
    }

    /// Makes one piece of the smallest, if there are too many and that is wanted, and the files that
    /// pieces have none of.
    fn round_off(mut self, together: bool) -> Result<(), IndexError> {
        let mut pieces = self.writer.index().searchable_segment_metas()?;
        if together && pieces.len() > MOST_PIECES {
            pieces.sort_unstable_by_key(SegmentMeta::num_docs);
            let small = pieces.len() - MOST_PIECES + 1;
            let small: Vec<SegmentId> = pieces.iter().take(small).map(SegmentMeta::id).collect();
            // As long as a piece is looked at, its files are not deleted.
            drop(pieces);
            self.writer.merge(&small).wait()?;
        }
        self.complete();
        self.writer.garbage_collect_files().wait()?;
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::{CatalogueRow, Index};
    use super::*;

    #[test]
    fn many_pieces_become_few_and_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open_or_create(folder.path()).unwrap();
        for _ in 0..2 {
            let mut writer = index.writer().unwrap().unwrap();
            for number in 0..20 {
                let place = RootedPath { root: 0, below: PathBuf::from(number.to_string()) };
                let row = CatalogueRow { place, ..CatalogueRow::default() };
                let text = format!("Number {number}.");
                writer.put(Record { row, text, ..Record::default() }, true).unwrap();
                writer.commit().unwrap();
            }
            writer.finish(true).unwrap();
            assert!(index.refresh().unwrap());
            assert_eq!(index.len(), 20);
            let pieces = tantivy::Index::open_in_dir(folder.path()).unwrap();
            assert!(pieces.searchable_segment_ids().unwrap().len() <= MOST_PIECES);
        }
    }
}
