//! Documents that state a range of which several things hold: which weapon, how far, who says so. The
//! columns of the index say the one and the other of a document; whether it is of one statement, its
//! facts say.

use std::cell::OnceCell;

use tantivy::query::{EnableScoring, Query as Asked};
use tantivy::schema::TantivyDocument;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED};

use super::error::IndexError;
use super::known_documents::KnownDocuments;
use super::reader::{stated, stored_bytes, stored_text};
use super::schema::Fields;
use super::set::Set;
use super::stored_facts::{Named, StatedRange, StoredFacts};
use crate::facts::Class;
use crate::query::{Joint, Matcher, Statement};

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
    let weight = candidates.weight(EnableScoring::disabled_from_searcher(searcher))?;
    KnownDocuments::find(searcher, "stated together", |number, piece| {
        let mut documents = Set::new(piece.max_doc());
        let mut candidates = weight.scorer(piece, 1.0)?;
        while candidates.doc() != TERMINATED {
            let facts = FactsOf::new(searcher, fields, DocAddress::new(number, candidates.doc()));
            let stated = stated(piece, candidates.doc())?;
            if stated.iter().any(|stated| joint.holds(&facts.statement(stated))) {
                documents.insert(candidates.doc());
            }
            candidates.advance();
        }
        Ok(documents)
    })
}

/// The names that a document has for things, read when they are asked for first.
pub(super) struct FactsOf<'a> {
    searcher: &'a Searcher,
    fields: Fields,
    address: DocAddress,
    names: OnceCell<Vec<(String, Vec<String>)>>,
}

impl<'a> FactsOf<'a> {
    pub(super) fn new(searcher: &'a Searcher, fields: Fields, address: DocAddress) -> Self {
        Self { searcher, fields, address, names: OnceCell::new() }
    }

    /// A range that the document states.
    pub(super) fn statement<'s>(&'s self, stated: &'s StatedRange) -> impl Statement + 's {
        Stated { stated, facts: self }
    }

    /// The keys of weapons with the words by which the document names them; none if it cannot be read.
    fn names(&self) -> &[(String, Vec<String>)] {
        self.names.get_or_init(|| {
            let document: TantivyDocument = self.searcher.doc(self.address).unwrap_or_default();
            let text = stored_text(&document, self.fields.text);
            let named = StoredFacts::named_from_bytes(stored_bytes(&document, self.fields.named));
            let weapons = named.into_iter().filter(|named| named.class == Class::Weapon);
            let forms = |named: Named| {
                let mentions = named.mentions.iter().map(|span| span.of(text).to_owned());
                (named.id, mentions.collect())
            };
            weapons.map(forms).collect()
        })
    }
}

/// A range as it is stated in a document.
struct Stated<'a> {
    stated: &'a StatedRange,
    facts: &'a FactsOf<'a>,
}

impl Statement for Stated<'_> {
    fn metres(&self) -> Option<u64> {
        self.stated.metres()
    }

    fn is_of_weapon(&self, words: &Matcher) -> bool {
        let is_it = |(id, _): &&(String, Vec<String>)| *id == self.stated.weapon_id;
        words.is_in(&self.stated.weapon)
            || self
                .facts
                .names()
                .iter()
                .filter(is_it)
                .any(|(_, forms)| forms.iter().any(|form| words.is_in(form)))
    }

    fn said_by(&self) -> &str {
        &self.stated.said_by
    }
}
