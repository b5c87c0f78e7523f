//! Where the reader has been: jumps back and forth, letter marks, and the place last left. Opening
//! the documents on the way is done in `update`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use super::locator::Locator;
use crate::library::EntryId;
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
    pub marks: BTreeMap<char, (PathBuf, usize)>,
    /// Where documents were left, by file.
    pub left: HashMap<PathBuf, usize>,
    /// Documents that were read in earlier sessions, by file.
    pub read: HashSet<PathBuf>,
    /// The place that the command line names, until it has been gone to.
    pub locator: Option<Locator>,
    /// The section that a link names, and its document, until it has been gone to.
    pub section: Option<(EntryId, CleanText)>,
    /// A passage to be marked in a document that is opened, until it has been.
    pub landing: Option<(EntryId, Span)>,
    /// The document that was open when the program last ended.
    pub resume: Option<PathBuf>,
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
