//! Documents that state a range of which several things hold: which weapon, how far, who says so. The
//! columns of the index say the one and the other of a document; whether it is of one statement, its
//! facts say.

use std::cell::OnceCell;

use tantivy::query::{EnableScoring, Query as Asked};
use tantivy::schema::TantivyDocument;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED};

use super::corrected::corrected_names;
use super::error::IndexError;
use super::known_documents::KnownDocuments;
use super::reader::{stated, stored_bytes, stored_text};
use super::schema::Fields;
use super::set::Set;
use super::stated_in::{StatedIn, WeaponNames, weapon_names};
use super::stated_range::StatedRange;
use super::stored_facts::StoredFacts;
use crate::facts::correction::Corrections;
use crate::query::{Joint, Statement};

/// Looks up which of the documents that pass `candidates` state such a range.
///
/// # Errors
/// [`IndexError`] if the files are damaged.
pub(super) fn stating(
    searcher: &Searcher,
    fields: Fields,
    candidates: &dyn Asked,
    joint: &Joint,
) -> Result<KnownDocuments, IndexError> {
    // What the user knows better is put in the place of what was found elsewhere.
    let found = Corrections::default();
    let weight = candidates.weight(EnableScoring::disabled_from_searcher(searcher))?;
    KnownDocuments::find(searcher, "stated together", |number, piece| {
        let mut documents = Set::new(piece.max_doc());
        let mut candidates = weight.scorer(piece, 1.0)?;
        while candidates.doc() != TERMINATED {
            let address = DocAddress::new(number, candidates.doc());
            let facts = FactsOf::new(searcher, fields, address, &found);
            let stated = stated(piece, candidates.doc())?;
            if stated.iter().any(|stated| joint.holds(&facts.statement(stated))) {
                documents.insert(candidates.doc());
            }
            candidates.advance();
        }
        Ok(documents)
    })
}

/// The names that a document has for its weapons, read when they are asked for first.
pub(super) struct FactsOf<'a> {
    searcher: &'a Searcher,
    fields: Fields,
    address: DocAddress,
    corrections: &'a Corrections,
    names: OnceCell<Vec<WeaponNames>>,
}

impl<'a> FactsOf<'a> {
    /// Those of the document at an address, as these corrections have them.
    pub(super) fn new(
        searcher: &'a Searcher,
        fields: Fields,
        address: DocAddress,
        corrections: &'a Corrections,
    ) -> Self {
        Self { searcher, fields, address, corrections, names: OnceCell::new() }
    }

    /// A range that the document states.
    pub(super) fn statement<'s>(&'s self, stated: &'s StatedRange) -> impl Statement + 's {
        StatedIn { stated, names: || self.names() }
    }

    /// None if the document cannot be read.
    fn names(&self) -> &[WeaponNames] {
        self.names.get_or_init(|| {
            let document: TantivyDocument = self.searcher.doc(self.address).unwrap_or_default();
            let text = stored_text(&document, self.fields.text);
            let named = StoredFacts::named_from_bytes(stored_bytes(&document, self.fields.named));
            weapon_names(&corrected_names(named, self.corrections), text)
        })
    }
}
