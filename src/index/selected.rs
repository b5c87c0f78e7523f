//! The documents of one state of the index that pass, with what each names and its text: for what is told
//! of some documents beside the statements of all. Decides nothing.

use tantivy::DocAddress;
use tantivy::schema::TantivyDocument;

use super::catalogue_row::{CatalogueRow, IndexedFile};
use super::error::IndexError;
use super::reader::{alive_rows, each_raw_row, row, stored_bytes, stored_text};
use super::statement_table::StatementTable;
use super::stored_facts::{Named, StoredFacts};

/// What is stored of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredDocument {
    /// Its text, as far as it is kept.
    pub text: String,
    /// What it names.
    pub named: Vec<Named>,
}

impl StatementTable {
    /// The rows of the documents whose files pass, each with its number as in
    /// [`super::StatementNumbers::document`].
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn documents_of(
        &self,
        mut passes: impl FnMut(&IndexedFile) -> bool,
    ) -> Result<Vec<(u64, CatalogueRow)>, IndexError> {
        let mut found = Vec::new();
        for (ordinal, segment) in (0_u64..).zip(self.searcher().segment_readers()) {
            let rows = alive_rows(segment)?;
            each_raw_row(segment, &rows, |document, row| {
                if IndexedFile::from_bytes(row).is_some_and(|file| passes(&file)) {
                    let number = ordinal << 32 | u64::from(document);
                    found.extend(CatalogueRow::from_bytes(row).map(|row| (number, row)));
                }
            })?;
        }
        Ok(found)
    }

    /// The row of the document of this number.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn row(&self, number: u64) -> Result<Option<CatalogueRow>, IndexError> {
        let at = address(number);
        row(self.searcher().segment_reader(at.segment_ord), at.doc_id)
    }

    /// What is stored of the document of this number.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn stored(&self, number: u64) -> Result<StoredDocument, IndexError> {
        let document: TantivyDocument = self.searcher().doc(address(number))?;
        let fields = self.fields();
        Ok(StoredDocument {
            text: stored_text(&document, fields.text).to_owned(),
            named: StoredFacts::named_from_bytes(stored_bytes(&document, fields.named)),
        })
    }
}

fn address(number: u64) -> DocAddress {
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
    DocAddress::new(half(number >> 32), half(number))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use crate::index::tests::library;

    #[test]
    fn documents_that_pass_are_found_with_their_text() {
        let (index, _writer) = library();
        let table = index.statement_table(&AtomicBool::new(false)).unwrap().unwrap();
        let found = table.documents_of(|file| file.place.below.ends_with("atacms.md")).unwrap();
        let [(number, row)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(table.row(*number).unwrap().as_ref(), Some(row));
        let stored = table.stored(*number).unwrap();
        assert!(stored.text.contains("ATACMS") && !stored.named.is_empty(), "{stored:?}");
        assert!(table.documents_of(|_| true).unwrap().len() > 1);
        assert_eq!(table.documents_of(|_| false).unwrap(), []);
    }
}
