//! The documents with facts that the user corrected: found by the keys of these facts, so that all others
//! are answered as if nothing was corrected. What a correction does to facts, `corrected` says.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::schema::TantivyDocument;
use tantivy::{DocAddress, SegmentReader, TantivyError};

use super::catalogue_row::RootedPath;
use super::corrected::{Touched, TouchedDocument};
use super::error::IndexError;
use super::reader::{Index, row, stated, stored_bytes, stored_text};
use super::record::thing;
use super::schema::STATED;
use super::set::Set;
use super::stored_facts::{CLASSES, StoredFacts};
use crate::facts::correction::{Corrections, RANGE};
use crate::facts::{Class, Counts};

/// Documents that are remembered with their corrected facts: of more they are worked out anew.
const MOST_REMEMBERED: usize = 20_000;

impl Index {
    /// How many facts of each kind those documents have as the user knows them that a correction
    /// touches: every other has what its row says.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn corrected_counts(
        &self,
        corrections: &Corrections,
    ) -> Result<HashMap<RootedPath, Counts>, IndexError> {
        let touched = self.touched(corrections)?;
        let counts = |document: &TouchedDocument| (document.place.clone(), document.facts.counts());
        Ok(touched.documents.iter().map(counts).collect())
    }

    /// The documents that corrections touch, with their facts as the user knows them.
    pub(super) fn touched(&self, corrections: &Corrections) -> Result<Arc<Touched>, IndexError> {
        let commit = self.commit();
        let known = self.known_touched();
        let same =
            |known: &&Arc<Touched>| known.commit == commit && known.corrections == *corrections;
        if let Some(known) = known.as_ref().filter(same) {
            return Ok(Arc::clone(known));
        }
        let mut documents = Vec::new();
        if !corrections.is_empty() {
            for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
                let set = self.touched_in(segment, corrections)?;
                let mut found = Vec::new();
                set.each(|document| found.push(document));
                found.retain(|document| !segment.is_deleted(*document));
                for document in found {
                    let address = DocAddress::new(ordinal, document);
                    documents.extend(self.corrected_document(segment, address, corrections)?);
                }
            }
        }
        let touched = Arc::new(Touched { commit, corrections: corrections.clone(), documents });
        if touched.documents.len() <= MOST_REMEMBERED {
            self.remember_touched(&touched);
        }
        Ok(touched)
    }

    fn corrected_document(
        &self,
        segment: &SegmentReader,
        address: DocAddress,
        corrections: &Corrections,
    ) -> Result<Option<TouchedDocument>, IndexError> {
        let Some(row) = row(segment, address.doc_id)? else { return Ok(None) };
        let document: TantivyDocument = self.searcher().doc(address)?;
        let text = stored_text(&document, self.fields().text);
        let named = StoredFacts::named_from_bytes(stored_bytes(&document, self.fields().named));
        let stated = stated(segment, address.doc_id)?;
        let facts = StoredFacts { named, stated }.corrected(corrections, text);
        Ok(Some(TouchedDocument::new(row.place, facts, text)))
    }

    /// The documents of a segment that corrections touch.
    fn touched_in(
        &self,
        segment: &SegmentReader,
        corrections: &Corrections,
    ) -> Result<Set, IndexError> {
        let mut set = Set::new(segment.max_doc());
        for class in CLASSES {
            for id in corrections.touched(class.word()) {
                self.insert_naming(segment, class, id, &mut set)?;
            }
        }
        if corrections.touch(RANGE)
            && let Some(column) = segment.fast_fields().bytes(STATED)?
        {
            for document in segment.doc_ids_alive() {
                if column.ords().first(document).is_some()
                    && stated(segment, document)?.iter().any(|r| corrections.may_reject(&r.written))
                {
                    set.insert(document);
                }
            }
        }
        Ok(set)
    }

    /// Takes the documents of a segment that name a thing into a set.
    pub(super) fn insert_naming(
        &self,
        segment: &SegmentReader,
        class: Class,
        id: &str,
        set: &mut Set,
    ) -> Result<(), IndexError> {
        let index = segment.inverted_index(self.fields().fact)?;
        let start = thing(class, id);
        let range = index.terms().range().ge(start.as_bytes());
        let mut keys = range.into_stream().map_err(TantivyError::from)?;
        while let Some((key, about)) = keys.next() {
            if !key.starts_with(start.as_bytes()) {
                break;
            }
            set.insert_all(&index, about)?;
        }
        Ok(())
    }

    /// How many documents name any of these things.
    pub(super) fn naming_any(
        &self,
        class: Class,
        ids: &BTreeSet<&str>,
    ) -> Result<usize, IndexError> {
        let mut count = 0;
        for segment in self.searcher().segment_readers() {
            let mut set = Set::new(segment.max_doc());
            for id in ids {
                self.insert_naming(segment, class, id, &mut set)?;
            }
            count += segment.alive_bitset().map_or_else(|| set.len(), |alive| set.alive(alive));
        }
        Ok(count as usize)
    }
}
