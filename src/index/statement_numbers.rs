//! Statements on the ranges of weapons as numbers, and the words that many of them share: all that is kept of
//! them in memory. Reads nothing.

use std::sync::Arc;

use super::weapon_statement::StatementTraits;
use crate::document::Date;
use crate::facts::Bounds;

/// A weapon of which something is stated.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatedWeapon {
    /// The key of the weapon by which statements are grouped.
    pub base: String,
    /// The key of the weapon itself, which may be a variant of it.
    pub own: String,
}

/// A segment and a document in it.
pub(super) type InSegment = (u32, u32);

/// A statement as numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatementNumbers {
    /// The weapon, by its place in the table.
    pub weapon: u32,
    /// Whose word it is, likewise.
    pub(super) source: u32,
    /// Variant and condition, likewise.
    pub(super) held: u32,
    /// The interval that is claimed, in kilometres; `None` is open.
    pub claim: Bounds,
    /// What is known of it besides.
    pub traits: StatementTraits,
    /// A number that sentences of the same words share.
    pub words: u64,
    /// The segment and the document in it.
    pub(super) document: InSegment,
    /// Which of the document's statements it is.
    pub(super) place: u32,
    /// When the document was published.
    pub date: Option<Date>,
}

impl StatementNumbers {
    /// A number for the document in this state of the index.
    pub fn document(&self) -> u64 {
        u64::from(self.document.0) << 32 | u64::from(self.document.1)
    }

    /// What orders it among all statements in this state of the index.
    pub fn place_in_index(&self) -> (u64, u32) {
        (self.document(), self.place)
    }
}

/// What a statement is compared by and that is no number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementKeys {
    /// Whose word it is.
    pub source: Arc<str>,
    /// What its variant compares as.
    pub variant: Arc<str>,
    /// What its condition compares as.
    pub condition: Arc<str>,
}

/// All statements of a library in one state of its index, and the words that they share.
#[derive(Debug, Default)]
pub(super) struct AllStatements {
    pub(super) weapons: Vec<StatedWeapon>,
    pub(super) sources: Vec<Arc<str>>,
    pub(super) held: Vec<(Arc<str>, Arc<str>)>,
    pub(super) rows: Vec<StatementNumbers>,
}
