//! What the library knows of one weapon, and of which weapons its sources disagree: as data, gathered
//! from the index. What is shown of it, the panes say.

use std::path::PathBuf;
use std::sync::Arc;

use crate::document::Date;
use crate::index::StatedRange;
use crate::ledger::{Ledger, RangeStatement};
use crate::protocol::document_head::DocumentHead;
use crate::text::{CleanText, Span};

/// Statements on one weapon that are compared at most, the newest first: pairs grow with the square.
pub const MOST_COMPARED: usize = 500;

/// What the library knows of a weapon.
#[derive(Debug)]
pub struct Dossier {
    /// Its name.
    pub name: CleanText,
    /// What kinds of weapon documents say it is, in most documents first.
    pub kinds: Vec<CleanText>,
    /// The family or class it belongs to.
    pub family: Option<CleanText>,
    /// Its variants that the library names.
    pub variants: Vec<CleanText>,
    /// The names it has in the library, each with the number of documents, in most first.
    pub names: Vec<(CleanText, usize)>,
    /// What is stated of its range: first what names no variant, then variant by variant, the newest
    /// first; what was stated in the same words again is no statement of its own.
    pub statements: Vec<DossierStatement>,
    /// All of them to be compared, the oldest first, with those in the same words.
    pub ledger: Ledger<Vec<RangeStatement>>,
    /// How many statements there are, with those that are too many to be compared.
    pub total: usize,
}

/// What a document states of the range of a weapon.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierStatement {
    /// The document.
    pub paper: Arc<DocumentHead>,
    /// What it states.
    pub stated: StatedRange,
    /// Its place in the ledger.
    pub place: usize,
    /// The variant that it is about, as most documents write it; empty if it names none.
    pub variant: CleanText,
    /// Who says so, by the name that stands for all that are the same source.
    pub who: CleanText,
    /// The sentence, on one line.
    pub sentence: CleanText,
    /// Where in that the range stands.
    pub marks: Vec<Span>,
    /// Other documents that state it in the same words.
    pub again: Vec<Arc<DocumentHead>>,
}

impl DossierStatement {
    /// True if both are the same passage of one document.
    pub fn is_passage_of(&self, other: &Self) -> bool {
        self.paper.path == other.paper.path && self.stated.span == other.stated.span
    }
}

/// A weapon about whose range sources disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Disputed {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: CleanText,
    /// When the newest statement was published that takes part.
    pub newest: Option<Date>,
    /// How many pairs of values contradict each other.
    pub total: usize,
    /// The newest of them.
    pub pairs: Vec<DisputedPair>,
}

/// Two values that contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputedPair {
    /// The newest statement of each, of those that contradict each other.
    pub sides: [DisputedSide; 2],
    /// Why they do, as a sentence.
    pub reason: CleanText,
    /// What would explain both, as a sentence.
    pub explanation: CleanText,
}

/// One of two values that contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputedSide {
    /// A document that states it.
    pub paper: Arc<DocumentHead>,
    /// What it states.
    pub stated: StatedRange,
    /// Who says so.
    pub who: CleanText,
    /// How many statements have this value; those in the same words count once.
    pub count: usize,
    /// The key by which corrections know the statement.
    pub key: String,
    /// The key by which they know its source; empty if nobody is known.
    pub source: String,
}

impl DisputedPair {
    /// When the newer of the two was published.
    pub fn newest(&self) -> Option<Date> {
        let [one, other] = &self.sides;
        one.paper.date.max(other.paper.date)
    }

    /// The side that was published later.
    pub fn later(&self) -> &DisputedSide {
        let [one, other] = &self.sides;
        if one.paper.date < other.paper.date { other } else { one }
    }
}

impl DisputedSide {
    /// Where it is stated.
    pub fn passage(&self) -> (PathBuf, Span) {
        (self.paper.path.clone(), self.stated.span)
    }
}
