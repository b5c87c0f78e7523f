//! The right to change an index, which one instance has at a time. What was not committed is lost
//! with the program, and nothing else is.

use tantivy::directory::error::LockError;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexWriter, TantivyError, Term};

use super::card::Place;
use super::reader::IndexError;
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
    changed: bool,
}

impl Writer {
    /// The right to change `index`; `None` while another instance has it.
    pub(super) fn new(index: &tantivy::Index, fields: Fields) -> Result<Option<Self>, IndexError> {
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
        Ok(Some(Self { writer, fields, changed: false }))
    }

    /// Takes a document in. `known` says that one of the same place is to be replaced.
    ///
    /// # Errors
    /// [`IndexError`] if the index cannot be written.
    pub fn put(&mut self, record: Record, known: bool) -> Result<(), IndexError> {
        if known {
            self.remove(&record.card.place);
        }
        self.changed = true;
        self.writer.add_document(record.into_document(self.fields))?;
        Ok(())
    }

    /// Forgets a document.
    pub fn remove(&mut self, place: &Place) {
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
        }
        Ok(())
    }

    /// Ends the work: waits for what goes on behind it, and puts many small pieces together if
    /// `together`, for the sake of the searches to come.
    ///
    /// # Errors
    /// [`IndexError`] if it cannot be written; what was committed before is safe.
    pub fn finish(mut self, together: bool) -> Result<(), IndexError> {
        self.commit()?;
        if together {
            let pieces = self.writer.index().searchable_segment_ids()?;
            if pieces.len() > MOST_PIECES {
                self.writer.merge(&pieces).wait()?;
            }
        }
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}
