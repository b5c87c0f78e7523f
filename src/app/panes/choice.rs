//! A row of a box to choose from, and what choosing it leads to. Which rows there are, the box
//! decides.

use std::path::PathBuf;

use crate::app::base::command::Command;
use crate::config::{ListColumn, ListSort, Theme, Units};
use crate::library::EntryId;
use crate::protocol::LinkPassage;
use crate::text::{CleanText, Span};

/// What a chosen row leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum ChoiceTarget {
    /// Run a command.
    Run(Command),
    /// Open a document.
    Open(EntryId),
    /// Order the list.
    Order(ListSort),
    /// Show a column of the list, or hide it.
    Column(ListColumn),
    /// Take other colours.
    Theme(Theme),
    /// Tell ranges in another unit.
    Units(Units),
    /// Go to a passage.
    Go(Span),
    /// Follow a link of this address, whose words are the passage.
    Follow(CleanText, Span),
    /// Open an address, which was shown whole, with the program the system chooses.
    Browse(CleanText),
    /// Copy words.
    Copy(CleanText),
    /// Open a file outside of the library, at the section of that name.
    OpenFile(PathBuf, String),
    /// Open a document at a passage.
    Passage(LinkPassage),
    /// Give the text to the command of that number.
    Pipe(usize),
    /// Nothing: the row only says something.
    Stay,
    /// Nothing: the row stands above others, and is passed over.
    Heading,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Keys, or whatever stands before the words.
    pub before: CleanText,
    /// The words that are matched.
    pub words: CleanText,
    /// Which characters of the words matched (counted in scalars).
    pub matched: Vec<usize>,
    /// What is to be known besides.
    pub about: CleanText,
    /// What it leads to.
    pub answer: ChoiceTarget,
}
