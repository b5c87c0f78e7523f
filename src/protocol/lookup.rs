//! What is looked up in the whole library: the documents that name a thing, everything that is
//! named, the ranges that are stated. Data only: `runtime` looks it up in the index.

use std::path::PathBuf;
use std::sync::Arc;

use super::search::FoundDocument;
use crate::document::Date;
use crate::facts::Class;
use crate::facts::correction::FactKey;
use crate::index::{Stated, Tally};
use crate::text::{Shown, folded};

/// Documents that name one thing of which sentences are quoted.
pub const MOST_NAMING: usize = 500;

/// Something to be looked up. A newer request of one kind replaces one that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookupRequest {
    /// The documents that name a thing, newest first.
    Naming(NamedEntity),
    /// The same, for what the sidebar shows.
    Elsewhere(NamedEntity),
    /// Everything of a class that the library names.
    Tallies(Class),
    /// Every range that the library states.
    Ranges,
}

/// A thing of which the documents are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedEntity {
    /// What it is.
    pub class: Class,
    /// Its key, and those of what the user merged into it.
    pub ids: Vec<String>,
}

impl NamedEntity {
    /// The key by which the open page knows the thing.
    pub fn key(&self) -> FactKey {
        let id = self.ids.first().cloned().unwrap_or_default();
        FactKey { class: self.class.word().to_owned(), id }
    }
}

/// What was looked up.
#[derive(Clone, Debug)]
pub enum LookupReport {
    /// How many documents name a thing, and the newest of them.
    Naming(NamedEntity, usize, Vec<FoundDocument>),
    /// Everything of a class that the library names.
    Tallies(Class, Vec<Tally>),
    /// Every range that the library states.
    Ranges(Vec<Arc<RangeEntry>>),
    /// It cannot be had, for this reason.
    Failed(LookupRequest, Shown),
}

/// A document that states ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentHead {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub title: Shown,
    /// When it was published.
    pub date: Option<Date>,
    /// Who issued it.
    pub source: Option<Shown>,
}

/// A range that a document states.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeEntry {
    /// The document.
    pub paper: Arc<DocumentHead>,
    /// The range.
    pub stated: Stated,
    /// Everything that a filter looks at for words, folded.
    folded: Box<str>,
}

impl RangeEntry {
    /// The line of a range, its words made ready to be compared.
    pub fn new(paper: Arc<DocumentHead>, stated: Stated) -> Self {
        let source = paper.source.as_deref().unwrap_or_default();
        let (weapon, written) = (&*stated.weapon, &*stated.written);
        let words =
            [weapon, written, &*stated.said_by, &*stated.hedge, &*paper.title, source].join("\n");
        let folded = folded(&words).into();
        Self { paper, stated, folded }
    }

    /// Who says so and how surely: "a retired US general, reportedly".
    pub fn said(&self) -> String {
        let parts = [self.stated.said_by.as_str(), self.stated.hedge.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Everything that a filter looks at for words, folded.
    pub fn folded(&self) -> &str {
        &self.folded
    }
}
