//! Which other documents name the entity whose details the sidebar shows: asked for when the details
//! are opened, told below its passages.

use std::path::Path;

use crate::app::panes::listing::{Listing, ResultRow};
use crate::app::panes::pane::Outcome;
use crate::protocol::{FoundDocument, Highlight, NamedEntity, SearchResults};

/// The other documents that name an entity.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// The entity.
    pub naming: NamedEntity,
    /// Its name.
    pub name: String,
    /// How many other documents name it; `None` until that is known.
    pub total: Option<usize>,
    /// The newest of them.
    pub listing: Listing,
}

impl Elsewhere {
    /// Those of an entity, which are not known yet.
    pub fn of(naming: NamedEntity, name: String) -> Self {
        Self { naming, name, total: None, listing: Listing::default() }
    }

    /// The documents are known. The open one, at `here`, is none of them.
    pub fn take(&mut self, total: usize, documents: &[FoundDocument], here: Option<&Path>) {
        let others = documents.iter().filter(|document| Some(document.path.as_path()) != here);
        let others: Vec<FoundDocument> = others.cloned().collect();
        // A document beyond the limit may be the open one; then the count says one too many.
        let total = total.saturating_sub(documents.len() - others.len());
        self.total = Some(total);
        let found = SearchResults { total, documents: others, ..SearchResults::default() };
        self.listing.take(found, false);
    }

    /// Opens one of the documents, where it names the entity first.
    pub fn open(&self, document: usize) -> Vec<Outcome> {
        let mut listing = self.listing.clone();
        let row = (0..listing.rows.len())
            .find(|row| listing.at(*row) == Some(ResultRow::Passage(document, 0)));
        listing.select(row.unwrap_or(0));
        let highlight = Highlight::Thing(self.naming.key());
        Outcome::tour(&self.name, highlight, &listing).into_iter().collect()
    }
}
