//! What earlier sessions left behind, as it reaches the state at the start.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use crate::bookmarks::Zone;
use crate::text::CleanText;

/// What was kept in earlier sessions.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// Where documents were left (byte offsets into their texts), by file.
    pub left: HashMap<PathBuf, usize>,
    /// Documents that were read, by file.
    pub read: HashSet<PathBuf>,
    /// Places marked with a letter: the file, and a byte offset into its text.
    pub marks: BTreeMap<char, (PathBuf, usize)>,
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
