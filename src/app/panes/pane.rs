//! What every pane can be asked, what it may read, and what it answers with. A pane owns its state and
//! changes nothing else: what is to happen elsewhere it returns as outcomes, which the shell carries
//! out.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::chooser::Chooser;
use super::listing::Listing;
use super::page::OpenDocument;
use super::passage_ref::PassageRef;
use super::result_tour::{Entrance, ResultTour};
use crate::app::base::command::Command;
use crate::app::base::geometry::Panes;
use crate::app::base::journey::Spot;
use crate::app::base::key_sequence::Request;
use crate::app::base::keymap::Keymap;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::{Asks, Prompt};
use crate::bookmarks::Bookmark;
use crate::config::Config;
use crate::facts::Bounds;
use crate::facts::correction::{Correction, Corrections};
use crate::library::{Catalogue, EntryId};
use crate::protocol::{
    BookmarkTarget, CorrectionDetails, Effect, Highlight, LookupReport, MadeCorrection,
    NamedEntity, Notice,
};
use crate::query::{Query, QueryProblem};
use crate::text::{CleanText, Span};

/// What a pane may read besides its own state.
#[derive(Debug)]
pub struct Scene<'a> {
    /// Every document known.
    pub catalogue: &'a Catalogue,
    /// The open document; none for the page, which owns it.
    pub reader: Option<&'a OpenDocument>,
    /// What the user knows better about facts.
    pub corrections: &'a Corrections,
    /// Why nothing can be written, if nothing can.
    pub read_only: Option<&'a CleanText>,
    /// The settings in force.
    pub settings: &'a Config,
    /// Which keys do what.
    pub keymap: &'a Keymap,
    /// The pane that keys act on.
    pub focus: PaneId,
    /// Where the keys are looked up.
    pub context: Context,
    /// Lines of the screen.
    pub height: usize,
    /// Where the panes stand; `None` on a screen that is too small.
    pub panes: Option<Panes>,
    /// True while a field is typed into.
    pub typing: bool,
}

impl Scene<'_> {
    /// The place on the page, if a document is open.
    pub fn here(&self) -> Option<Spot> {
        let reader = self.reader?;
        Some(Spot { entry: reader.entry, offset: reader.position() })
    }

    /// Where a pane stands; empty if it is not shown.
    pub fn area(&self, pane: PaneId) -> Rect {
        self.panes.and_then(|panes| panes.of(pane)).unwrap_or_default()
    }

    /// Where the content of a pane stands, without its heading; empty if the pane is not shown.
    pub fn content(&self, pane: PaneId) -> Rect {
        crate::app::base::geometry::content(self.area(pane))
    }

    /// Rows that a key for a page moves, in a pane with so many lines that are no rows.
    pub const fn page_of_rows(&self, other_lines: usize) -> usize {
        self.height.saturating_sub(other_lines)
    }
}

/// A mouse button was pressed in a pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Click {
    /// Where the content of the pane stands.
    pub area: Rect,
    /// The column of the screen.
    pub column: u16,
    /// The row of the screen.
    pub row: u16,
}

impl Click {
    /// The line of the content that was clicked, counted from 0; `None` above it.
    pub fn line(self) -> Option<usize> {
        self.row.checked_sub(self.area.y).map(usize::from)
    }
}

/// What a pane wants done that is not its own matter.
#[derive(Debug)]
pub enum Outcome {
    /// Something is to be done outside.
    Effect(Effect),
    /// Something is to be said.
    Notify(Notice),
    /// What was said under these words no longer holds.
    Withdraw(CleanText),
    /// The selected document of the list is to be shown in the page.
    Preview,
    /// A document is to be opened and read, at an offset or where it was left.
    Read(EntryId, Option<usize>),
    /// The documents that were found are to be gone through, beginning with that of this number.
    Tour(ResultTour, usize, Entrance),
    /// The passage of a bookmark is to be gone to, in whatever document it is.
    Visit(Arc<Bookmark>),
    /// A passage of the open document is to be shown and marked; the place that is left is noted.
    Land(Span),
    /// The same, with the passage at the top of the page.
    Go(Span),
    /// A passage of the open document is to be shown and marked.
    Reveal(Span),
    /// A passage was bookmarked: it is no longer selected, but stood on.
    Bookmarked(Span),
    /// A place was left by a jump.
    Left(Spot),
    /// Something is to be asked.
    Ask(Prompt),
    /// What is asked is no longer of interest.
    Unask,
    /// A box is to be shown.
    Choose(Box<Chooser>),
    /// Another pane gets the keys.
    Focus(PaneId),
    /// A pane is to be opened, as its command does.
    Open(PaneId),
    /// What the library knows of a thing is to be shown.
    Dossier(NamedEntity, CleanText),
    /// The pane is to be closed: the one that had the keys before gets them.
    Close,
    /// The library is to be searched: the number of the request, what for, and for how many documents.
    Search(u64, Query, usize),
    /// The index is to be asked for the filter of the list: as it was typed, and what of it.
    Filter(String, Vec<Query>),
    /// The matches of what is looked for in the page are to be found outside.
    FindOutside,
    /// The list is to show the documents that have this, and to get the keys.
    FilterList(String),
    /// The library is to be searched for this, and the search to be shown.
    SearchFor(String),
    /// A fact is to be corrected in every document.
    Correct(Correction, CorrectionDetails),
    /// A range of a document is none: the document says which it is.
    RejectRange(PathBuf, Span),
    /// A correction is to be taken back.
    TakeBack(MadeCorrection),
    /// Something was done with bookmarks that restoring these takes back.
    Undoable(&'static str, Vec<(BookmarkTarget, Option<Arc<Bookmark>>)>),
}

impl Outcome {
    /// A tour through the documents of a listing, from the selected one on; `None` if none is selected.
    pub fn tour(words: &str, highlight: Highlight, listing: &Listing) -> Option<Self> {
        let (tour, at, entrance) = ResultTour::from_listing(words, highlight, listing)?;
        Some(Self::Tour(tour, at, entrance))
    }

    /// Something to say that passes.
    pub fn say(words: &str) -> Self {
        Self::Notify(Notice::passing(words))
    }
}

/// What a pane shows from which another is opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beginning {
    /// What is shown or chosen there, in the language of the search; empty for all of the library.
    pub scope: String,
    /// The range that is chosen there: as it is written, and its bounds in kilometres.
    pub range: Option<(String, Bounds)>,
}

/// A pane: what keys and mouse do in it.
pub trait Pane {
    /// Where its keys are looked up.
    fn context(&self) -> Context;

    /// Commands that are of use here, with a word each, the most useful first: the foot shows as many
    /// as it has room for. `typing` while a field has the keys.
    fn hints(&self, typing: bool) -> &'static [(Command, &'static str)];

    /// Carries a command out; `None` if it means nothing in this pane.
    fn run(&mut self, request: Request, scene: &Scene<'_>) -> Option<Vec<Outcome>>;

    /// One step back inside the pane; `None` if there is nothing to step back from.
    fn back(&mut self, _scene: &Scene<'_>) -> Option<Vec<Outcome>> {
        None
    }

    /// The wheel was turned by so many lines, down if positive.
    fn wheel(&mut self, lines: isize, scene: &Scene<'_>) -> Vec<Outcome>;

    /// A mouse button was pressed in the pane.
    fn click(&mut self, click: Click, scene: &Scene<'_>) -> Vec<Outcome>;

    /// What [`Command::Find`] or [`Command::Filter`] asks here; `None` if it asks nothing of this pane.
    fn ask(&mut self, _command: Command) -> Option<Prompt> {
        None
    }

    /// The words that what is shown must have were changed.
    fn filter(&mut self, _words: &str, _scene: &Scene<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    /// What is wrong with words that are typed for [`Asks::Filter`] or [`Asks::Find`]: they are not kept
    /// before that is mended.
    fn faults(&self, _asks: &Asks, _words: &str) -> Vec<QueryProblem> {
        Vec::new()
    }

    /// The words to find were changed.
    fn find(&mut self, _words: &str, _scene: &Scene<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    /// What was typed into a filter or a find is to be forgotten.
    fn forget(&mut self, prompt: &Prompt, scene: &Scene<'_>) -> Vec<Outcome> {
        self.filter(&prompt.before, scene)
    }

    /// What is shown or chosen here, in the language of the search, as far as that can be said.
    fn scope(&self, _scene: &Scene<'_>) -> Option<String> {
        None
    }

    /// The range that is chosen here: as it is written, and its bounds in kilometres.
    fn range(&self) -> Option<(String, Bounds)> {
        None
    }

    /// The pane is about to get the keys from another that shows this.
    fn begin_with(&mut self, _beginning: &Beginning) {}

    /// Something was looked up in the whole library, while this pane has the keys.
    fn looked_up(&mut self, _report: &LookupReport, _scene: &Scene<'_>) {}

    /// The pane gets the keys, called by its command.
    fn shown(&mut self, _scene: &Scene<'_>) -> Vec<Outcome> {
        Vec::new()
    }

    /// The pane was closed: what it does not need is let go.
    fn closed(&mut self) {}

    /// The passage that the selected row stands for, if it stands for one.
    fn passage(&self, _scene: &Scene<'_>) -> Option<PassageRef> {
        None
    }

    /// The weapon, actor or place that the selected row stands for, if it stands for one, with its name.
    fn entity(&self, _scene: &Scene<'_>) -> Option<(NamedEntity, CleanText)> {
        None
    }

    /// A key was pressed in the pane: what is selected is what the user sees.
    fn touched(&mut self) {}

    /// The index has grown, or facts were corrected.
    fn indexed(&mut self, _scene: &Scene<'_>) -> Vec<Outcome> {
        Vec::new()
    }
}
