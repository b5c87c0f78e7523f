//! Where the reader has been: jumps back and forth, letter marks, and the place last left. Opening
//! the documents on the way is done in `update`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::locator::Locator;
use super::pane_id::PaneId;
use crate::bookmarks::{Digest, ReadingPlace};
use crate::library::EntryId;
use crate::protocol::MarkedPlace;
use crate::text::{CleanText, Span};

/// Places remembered at most in each direction.
const LONGEST: usize = 200;

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Which document of the catalogue.
    pub entry: EntryId,
    /// Byte offset into its text.
    pub offset: usize,
}

/// Where the reader has been and is about to be.
#[derive(Clone, Debug, Default)]
pub struct Journey {
    back: Vec<Spot>,
    forward: Vec<Spot>,
    /// The document being opened, and where to go in it.
    pub towards: Option<Towards>,
    /// Places marked with a letter, by file.
    pub marks: BTreeMap<char, MarkedPlace>,
    /// Where documents were left, by file.
    pub left: HashMap<PathBuf, ReadingPlace>,
    /// Documents that were read in earlier sessions, by file.
    pub read: HashSet<PathBuf>,
    /// All that are remembered from earlier sessions, by file.
    pub known: HashSet<PathBuf>,
    /// Which of these files had these bytes.
    pub contents: HashMap<Digest, PathBuf>,
    /// Files that are remembered under another name, with that name.
    pub renamed: HashMap<PathBuf, PathBuf>,
    /// True once it was asked which files these are.
    pub followed: bool,
    /// The place to go to in the document that is opened, until all of its words are there.
    pub sought: Option<SoughtPlace>,
    /// The place that the command line names, until it has been gone to.
    pub locator: Option<Locator>,
    /// The section that a link names, and its document, until it has been gone to.
    pub section: Option<(EntryId, CleanText)>,
    /// A passage to be marked in a document that is opened, until it has been.
    pub landing: Option<(EntryId, Span)>,
    /// The pane from which a passage was opened, and how many places there were to go back to then.
    pub opened_from: Option<(PaneId, usize)>,
    /// The document that was open when the program last ended.
    pub resume: Option<PathBuf>,
}

/// A place to go to by its words.
#[derive(Clone, Debug)]
pub struct SoughtPlace {
    /// Which document of the catalogue.
    pub entry: EntryId,
    /// The place.
    pub place: ReadingPlace,
    /// Where the page stands meanwhile.
    pub shown: Option<usize>,
}

/// A document being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Towards {
    /// Which document of the catalogue.
    pub entry: EntryId,
    /// Where to go; `None`: where it was left.
    pub offset: Option<usize>,
}

impl Journey {
    /// True if there is a place to go back to.
    pub fn has_been(&self) -> bool {
        !self.back.is_empty()
    }

    /// How many places there are to go back to.
    pub fn depth(&self) -> usize {
        self.back.len()
    }

    /// Notes the place a jump begins at.
    pub fn leave(&mut self, here: Spot) {
        if self.back.last() != Some(&here) {
            self.back.push(here);
        }
        if self.back.len() > LONGEST {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// The name under which a file is remembered: its own, or that of the file it was.
    pub fn remembered_as<'a>(&'a self, path: &'a Path, content: Option<Digest>) -> &'a Path {
        if self.known.contains(path) || self.left.contains_key(path) || self.read.contains(path) {
            return path;
        }
        self.earlier_name(path, content).unwrap_or(path)
    }

    fn earlier_name(&self, path: &Path, content: Option<Digest>) -> Option<&Path> {
        let known = self.renamed.get(path).or_else(|| self.contents.get(&content?));
        known.map(PathBuf::as_path)
    }

    /// Where a document was left.
    pub fn left_at(&self, path: &Path, content: Option<Digest>) -> Option<&ReadingPlace> {
        let own = self.left.get(path);
        own.or_else(|| self.left.get(self.earlier_name(path, content)?))
    }

    /// True if a document was read in earlier sessions.
    pub fn was_read(&self, path: &Path, content: Option<Digest>) -> bool {
        self.read.contains(self.remembered_as(path, content))
    }

    /// The place before, with `here` as the way forward.
    pub fn back(&mut self, here: Option<Spot>) -> Option<Spot> {
        let spot = self.back.pop()?;
        self.forward.extend(here);
        Some(spot)
    }

    /// The place gone back from.
    pub fn forward(&mut self, here: Option<Spot>) -> Option<Spot> {
        let spot = self.forward.pop()?;
        self.back.extend(here);
        Some(spot)
    }

    /// The place the last jump began at; `here` takes its place.
    pub fn swap(&mut self, here: Spot) -> Option<Spot> {
        let spot = self.back.pop()?;
        self.back.push(here);
        Some(spot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Catalogue, Entry};

    #[test]
    fn back_and_forward_are_inverse() {
        let mut catalogue = Catalogue::default();
        let entry = catalogue.put([Entry::waiting("a.txt".into(), CleanText::default())])[0];
        let spot = |offset| Spot { entry, offset };
        let mut journey = Journey::default();
        journey.leave(spot(1));
        journey.leave(spot(2));
        assert_eq!(journey.back(Some(spot(3))), Some(spot(2)));
        assert_eq!(journey.back(Some(spot(2))), Some(spot(1)));
        assert_eq!(journey.back(Some(spot(1))), None);
        assert_eq!(journey.forward(Some(spot(1))), Some(spot(2)));
        assert_eq!(journey.swap(spot(9)), Some(spot(1)));
    }
}
