//! What earlier sessions left behind, as it reaches the state at the start.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use crate::bookmarks::{Digest, ReadingPlace, Zone};
use crate::text::CleanText;

/// A place marked with a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedPlace {
    /// The file.
    pub path: PathBuf,
    /// The bytes of the file, if they were known.
    pub content: Option<Digest>,
    /// Where in its text.
    pub place: ReadingPlace,
}

/// What was kept in earlier sessions.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// Where documents were left, by file.
    pub left: HashMap<PathBuf, ReadingPlace>,
    /// Documents that were read, by file.
    pub read: HashSet<PathBuf>,
    /// Everything that is remembered, read or not, by file.
    pub known: HashSet<PathBuf>,
    /// Which file had these bytes.
    pub contents: HashMap<Digest, PathBuf>,
    /// Places marked with a letter.
    pub marks: BTreeMap<char, MarkedPlace>,
    /// What was searched for, the newest last.
    pub searches: Vec<String>,
    /// What was chosen on the screen, by what it is about.
    pub choices: BTreeMap<String, String>,
    /// The document that was open when the program last ended.
    pub open: Option<PathBuf>,
    /// Why nothing can be kept, if nothing can.
    pub read_only: Option<CleanText>,
    /// Where the user's days begin.
    pub zone: Zone,
}
