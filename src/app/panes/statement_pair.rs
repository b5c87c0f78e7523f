//! What the user says of two statements that contradict each other: that they cannot be compared, or that
//! both are the word of one source. The same wherever the pair is shown.

use std::path::Path;

use super::pane::Outcome;
use crate::bookmarks::FilePath;
use crate::facts::correction::{Correction, FactKey, SOURCE};
use crate::protocol::CorrectionDetails;

/// One of the two statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairSide<'a> {
    /// Who says so.
    pub who: &'a str,
    /// The distance as it is written.
    pub written: &'a str,
    /// The key by which corrections know the statement.
    pub key: &'a str,
    /// The key by which they know its source; empty if nobody is known.
    pub source: &'a str,
    /// Its document.
    pub path: &'a Path,
    /// Where in that it begins.
    pub begin: usize,
}

impl PairSide<'_> {
    fn said(&self) -> String {
        format!("“{}” ({})", self.written, self.who)
    }

    fn details(&self, name: &str, into: &str) -> CorrectionDetails {
        CorrectionDetails {
            name: name.to_owned(),
            into: into.to_owned(),
            path: Some(FilePath(self.path.to_owned())),
            begin: self.begin,
            words: self.written.to_owned(),
        }
    }
}

/// The two cannot be compared. Others with the same values still are.
pub fn not_comparable(one: PairSide<'_>, other: PairSide<'_>) -> Vec<Outcome> {
    if one.key == other.key {
        return vec![Outcome::say("Both stand in the same words: they cannot be kept apart.")];
    }
    let (first, second) = (one.said(), other.said());
    let words = format!("{first} and {second} are no longer compared; u brings that back.");
    let correction = Correction::apart(one.key, other.key);
    // Which of the two comes first goes by their keys.
    let details = match correction.fact().id == one.key {
        true => one.details(&first, &second),
        false => other.details(&second, &first),
    };
    vec![Outcome::say(&words), Outcome::Correct(correction, details)]
}

/// Those who say the two are one source.
pub fn same_source(one: PairSide<'_>, other: PairSide<'_>) -> Vec<Outcome> {
    if one.source.is_empty() || other.source.is_empty() {
        return vec![Outcome::say("Who says one of them is not known.")];
    }
    if one.source == other.source {
        return vec![Outcome::say("They are one source already.")];
    }
    let key = |side: PairSide<'_>| FactKey { class: SOURCE.to_owned(), id: side.source.to_owned() };
    let words = format!("{} and {} are one source; u parts them again.", one.who, other.who);
    let correction = Correction::Merge { fact: key(one), into: key(other) };
    vec![Outcome::say(&words), Outcome::Correct(correction, one.details(one.who, other.who))]
}
