//! The newest documents that name an actor, with what each says of it. Reads the index only.

use tantivy::schema::TantivyDocument;

use super::actor_facts::{self, ActorFacts};
use super::catalogue_row::CatalogueRow;
use super::error::IndexError;
use super::reader::{Index, stored_bytes, stored_text};
use super::stored_facts::{Named, StoredFacts};
use crate::facts::Class;

/// A document that names an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorDocument {
    /// Its row in the catalogue.
    pub row: CatalogueRow,
    /// Its text, as far as it is kept.
    pub text: String,
    /// Everything that it names.
    pub named: Vec<Named>,
    /// The place of the actor among that.
    pub actor: usize,
    /// What it says of the actor.
    pub facts: ActorFacts,
}

impl Index {
    /// How many documents name an actor, and the newest of them, newest first.
    ///
    /// # Errors
    /// [`IndexError`] if the files are damaged.
    pub fn actor_documents(
        &self,
        id: &str,
        limit: usize,
    ) -> Result<(usize, Vec<ActorDocument>), IndexError> {
        let fields = self.fields();
        let (total, newest) = self.newest_naming(Class::Actor, id, limit)?;
        let found = newest.into_iter().filter_map(|(row, document): (_, TantivyDocument)| {
            let named = StoredFacts::named_from_bytes(stored_bytes(&document, fields.named));
            let is_it = |named: &Named| named.class == Class::Actor && named.id == id;
            let actor = named.iter().position(is_it)?;
            let all = actor_facts::from_bytes(stored_bytes(&document, fields.actors));
            let facts = all.into_iter().find(|facts| facts.actor == actor).unwrap_or_default();
            let text = stored_text(&document, fields.text).to_owned();
            Some(ActorDocument { row, text, named, actor, facts })
        });
        Ok((total, found.collect()))
    }
}
