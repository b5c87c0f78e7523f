//! Which other documents name the thing whose details the sidebar shows: asked for when the details
//! are opened, told below its passages.

use crate::app::facts::Fact;
use crate::app::search::{self, Listing, Row};
use crate::app::state::State;
use crate::facts::Class;
use crate::protocol::{
    Effect, FoundDocument, Highlight, LookupRequest, NamedEntity, SearchResults,
};

/// The other documents that name a thing.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// The thing.
    pub naming: NamedEntity,
    /// Its name.
    pub name: String,
    /// How many other documents name it; `None` until that is known.
    pub total: Option<usize>,
    /// The newest of them.
    pub listing: Listing,
}

/// Asks which other documents name a fact of the open one, if it is a thing of the library.
pub fn ask(state: &mut State, fact: Fact) -> Vec<Effect> {
    state.across.elsewhere = None;
    let found = state.reader.as_ref().and_then(|reader| reader.facts.as_ref());
    let entity = found.and_then(|found| found.entity(fact));
    let Some(entity) = entity.filter(|entity| entity.class != Class::Date) else {
        return Vec::new();
    };
    let name = entity.name.to_string();
    let naming = super::naming(state, entity.class, &entity.id);
    let elsewhere =
        Elsewhere { naming: naming.clone(), name, total: None, listing: Listing::default() };
    state.across.elsewhere = Some(elsewhere);
    vec![Effect::LookUp(LookupRequest::Elsewhere(naming))]
}

/// The documents are known. The open one is none of them.
pub fn told(state: &mut State, naming: &NamedEntity, total: usize, documents: &[FoundDocument]) {
    let here = state.reader.as_ref().and_then(|reader| state.path_of(reader.entry));
    let Some(elsewhere) = &mut state.across.elsewhere else { return };
    if elsewhere.naming != *naming {
        return;
    }
    let others = documents.iter().filter(|document| Some(&document.path) != here.as_ref());
    let others: Vec<FoundDocument> = others.cloned().collect();
    // A document beyond the limit may be the open one; then the count says one too many.
    let total = total.saturating_sub(documents.len() - others.len());
    elsewhere.total = Some(total);
    let found = SearchResults { total, documents: others, ..SearchResults::default() };
    elsewhere.listing.take(found, false);
}

/// Opens one of the other documents, where it names the thing first.
pub fn open(state: &mut State, document: usize) -> Vec<Effect> {
    let Some(mut elsewhere) = state.across.elsewhere.clone() else { return Vec::new() };
    let listing = &mut elsewhere.listing;
    let row = listing.rows.iter().position(|row| *row == Row::Passage(document, 0));
    listing.select(row.unwrap_or(0));
    let highlight = Highlight::Thing(elsewhere.naming.key());
    search::follow(state, &elsewhere.name, highlight, &elsewhere.listing)
}
