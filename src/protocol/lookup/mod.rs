//! What is looked up in the whole library: the documents that name a thing, everything that is
//! named, the ranges that are stated. Data only: `runtime` looks it up in the index. What this room passes on,
//! `protocol` does.

mod actor_dossier;
mod dossier;
mod new_documents;

pub use actor_dossier::{ActorAspect, ActorDossier, ActorPassage};
pub use dossier::{Disputed, DisputedPair, DisputedSide, Dossier, DossierStatement, MOST_COMPARED};
pub use new_documents::{Arrival, NewDocument, NewDocuments, NewFact, NewFactKind};

use std::cmp::Ordering;
use std::path::PathBuf;
use std::sync::Arc;

use super::document_head::DocumentHead;
use super::link::LinkPassages;
use super::search::FoundDocument;
use crate::bookmarks::Stamp;
use crate::facts::Class;
use crate::facts::correction::FactKey;
use crate::geography::PlaceRow;
use crate::index::{StatedRange, Tally, Trend, TrendAxis};
use crate::library::Timeline;
use crate::text::{CleanText, folded};

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
    /// When the documents are dated that name each of these, which are of a class.
    Trends(Class, Vec<NamedEntity>),
    /// Every range that the library states.
    Ranges,
    /// Every place that the library names, with where it lies.
    Places,
    /// When the documents are dated that have this, in the language of the search; all, if it is empty.
    Timeline(String),
    /// What links to this document.
    LinksHere(PathBuf),
    /// What is stated of the range of a weapon, or what is known of an actor.
    Dossier(NamedEntity),
    /// The weapons about which sources disagree.
    Disputes,
    /// In how many of these disputes each document takes part.
    DisputedDocuments,
    /// What came or changed since the last sitting that ended by this time; of all, without one.
    NewDocuments(Option<Stamp>),
}

impl LookupRequest {
    /// The worker that looks it up: of what is asked of one worker, only the newest matters.
    pub const fn worker(&self) -> &'static str {
        match self {
            Self::Naming(_) => "naming",
            Self::Elsewhere(_) => "elsewhere",
            Self::Tallies(_) => "tallies",
            Self::Trends(..) => "trends",
            Self::Ranges => "ranges",
            Self::Timeline(_) => "dating",
            Self::Places => "mapping",
            Self::LinksHere(_) => "linking",
            Self::Dossier(_) => "dossier",
            Self::Disputes => "disputes",
            Self::DisputedDocuments => "counting",
            Self::NewDocuments(_) => "comparing",
        }
    }
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
    /// Everything of a class that the library names, in most documents first.
    Tallies(Class, Vec<EntityRow>),
    /// When the documents are dated that name things of a class, by their keys.
    Trends(Class, TrendAxis, Vec<(String, Trend)>),
    /// Every range that the library states.
    Ranges(Vec<Arc<RangeEntry>>),
    /// Every place that the library names, with where it lies, in most documents first.
    Places(Arc<Vec<PlaceRow>>),
    /// When the documents are dated that have this.
    Timeline(String, Arc<Timeline>),
    /// What links to a document.
    LinksHere(PathBuf, LinkPassages),
    /// What is stated of the range of a weapon.
    Dossier(NamedEntity, Arc<Dossier>),
    /// What is known of an actor.
    ActorDossier(NamedEntity, Arc<ActorDossier>),
    /// The weapons about which sources disagree, those with most pairs of values first.
    Disputes(Arc<Vec<Disputed>>),
    /// In how many disputes a document takes part, of those that do in any.
    DisputedDocuments(Vec<(PathBuf, u32)>),
    /// What came or changed since a sitting ended.
    NewDocuments(Arc<NewDocuments>),
    /// It cannot be had, for this reason.
    Failed(LookupRequest, CleanText),
}

impl LookupReport {
    /// True if nothing was found.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Naming(_, total, _) => *total == 0,
            Self::Tallies(_, rows) => rows.is_empty(),
            // Nobody waits for these alone.
            Self::Trends(..) | Self::DisputedDocuments(_) => false,
            Self::Ranges(rows) => rows.is_empty(),
            Self::Places(places) => places.is_empty(),
            Self::Timeline(_, timeline) => timeline.is_empty(),
            Self::LinksHere(_, found) => found.passages.is_empty(),
            Self::Dossier(_, dossier) => dossier.statements.is_empty(),
            Self::ActorDossier(_, dossier) => dossier.total == 0,
            Self::Disputes(disputes) => disputes.is_empty(),
            // Where no sitting has ended, nothing is new however much is indexed yet.
            Self::NewDocuments(new) => new.since.is_some() && new.documents.is_empty(),
            Self::Failed(..) => true,
        }
    }
}

/// A weapon, actor or place of the library, with its words prepared: there may be a million, and they
/// are ordered and filtered between two frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityRow {
    /// What the index says of it.
    pub tally: Tally,
    /// Name, kind and key in folded letters, each on its line.
    folded: String,
}

impl EntityRow {
    /// Prepares the words of an entity.
    pub fn new(tally: Tally) -> Self {
        let words = [tally.name.as_str(), tally.kind.as_str(), &tally.id];
        let folded = words.map(folded).join("\n");
        Self { tally, folded }
    }

    /// The entities with their words: names before generic words, in most documents first, then by name.
    pub fn ordered(tallies: Vec<Tally>) -> Vec<Self> {
        let mut rows: Vec<Self> = tallies.into_iter().map(Self::new).collect();
        rows.sort_unstable_by(Self::by_count);
        rows
    }

    /// Names before generic words, those in most documents first, then by name.
    pub fn by_count(&self, other: &Self) -> Ordering {
        let generic = self.tally.named.cmp(&other.tally.named).reverse();
        generic.then_with(|| self.by_documents(other))
    }

    fn by_documents(&self, other: &Self) -> Ordering {
        other.tally.documents.cmp(&self.tally.documents).then_with(|| self.by_name(other))
    }

    /// By name, then by kind.
    pub fn by_name(&self, other: &Self) -> Ordering {
        self.folded.cmp(&other.folded)
    }

    /// By kind, then those in most documents first.
    pub fn by_kind(&self, other: &Self) -> Ordering {
        self.folded_kind().cmp(other.folded_kind()).then_with(|| self.by_count(other))
    }

    /// Name, kind and key in folded letters, each on its line.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Its kind in folded letters.
    pub fn folded_kind(&self) -> &str {
        self.folded.split('\n').nth(1).unwrap_or_default()
    }
}

/// A range that a document states.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeEntry {
    /// The document.
    pub paper: Arc<DocumentHead>,
    /// The range.
    pub stated: StatedRange,
    /// For what it holds: see [`StatedRange::holds_for`].
    pub holds_for: Box<str>,
    /// Everything that a filter looks at for words, folded.
    folded: Box<str>,
}

impl RangeEntry {
    /// The line of a range, its words made ready to be compared.
    pub fn new(paper: Arc<DocumentHead>, stated: StatedRange) -> Self {
        let source = paper.source.as_deref().unwrap_or_default();
        let (weapon, written) = (&*stated.weapon, &*stated.written);
        let holds_for = stated.holds_for();
        let (said_by, hedge) = (&*stated.said_by, &*stated.hedge);
        let words = [weapon, written, said_by, hedge, &*holds_for, &*paper.title, source];
        let words = words.join("\n");
        let folded = folded(&words).into();
        Self { paper, stated, holds_for: holds_for.into(), folded }
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
