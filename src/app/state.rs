//! The state of the program: plain data, changed by `update` alone. What can be derived from it is
//! a method, not a field (but for the lines of the page, which are dear).

use std::path::PathBuf;

use ratatui::layout::{Rect, Size};

use super::across::Across;
use super::bookmarks::Bookmarks;
use super::chooser::Chooser;
use super::facts::Sidebar;
use super::geometry::{self, Pane, Panes, Wanted};
use super::journey::{Journey, Spot};
use super::keymap::{Context, Keymap};
use super::library::List;
use super::outline::Outline;
use super::prompt::Prompt;
use super::reader::{Frame, Reader};
use super::typed::Typed;
use crate::config::{Config, Fit, Theme};
use crate::layout::Measure;
use crate::library::{Catalogue, EntryId};
use crate::protocol::{Notice, NoticeKind, Progress, Remembered, Scanned};

/// Everything the screen shows and the keys act on.
#[derive(Debug)]
pub struct State {
    /// The terminal.
    pub screen: Screen,
    /// The settings in force.
    pub settings: Config,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Every document known.
    pub catalogue: Catalogue,
    /// Which of them are shown, in which order.
    pub list: List,
    /// The open document.
    pub reader: Option<Reader>,
    /// The pane that keys act on.
    pub focus: Pane,
    /// Which panes stand beside the page.
    pub panes: Beside,
    /// What lies over the panes or is asked at the foot.
    pub over: Option<Over>,
    /// The keys of an unfinished sequence.
    pub typed: Typed,
    /// Messages; the last is shown.
    pub notices: Vec<Notice>,
    /// Where the reader has been.
    pub journey: Journey,
    /// How far the search for files has come.
    pub scan: Scan,
    /// The bookmarks.
    pub bookmarks: Bookmarks,
    /// What is looked up in the whole library: searches, facts, ranges.
    pub across: Across,
}

/// The terminal, as far as it matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// Its columns and rows.
    pub size: Size,
    /// True if its background is light.
    pub light: bool,
}

/// How far the search for files has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// How it ended; `None` while it goes on.
    pub ended: Option<Scanned>,
    /// How far the indexing has come, while it goes on.
    pub indexing: Option<Progress>,
}

/// Which panes stand beside the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// True if the page stands alone.
    pub nothing: bool,
    /// The outline, if it is open: it takes the place of the facts.
    pub outline: Option<Outline>,
    /// The facts.
    pub facts: Sidebar,
    /// True if the facts are hidden.
    pub no_facts: bool,
}

/// What takes the keys instead of a pane.
#[derive(Clone, Debug)]
pub enum Over {
    /// A field at the foot of the screen.
    Prompt(Prompt),
    /// A box with rows to choose from.
    Chooser(Chooser),
}

impl State {
    /// The state before anything has happened.
    pub fn new(settings: Config, keymap: Keymap, size: Size) -> Self {
        Self {
            screen: Screen { size, light: settings.theme == Theme::Light },
            list: List::new(settings.sort),
            settings,
            keymap,
            catalogue: Catalogue::default(),
            reader: None,
            focus: Pane::List,
            panes: Beside::default(),
            over: None,
            typed: Typed::default(),
            notices: Vec::new(),
            journey: Journey::default(),
            scan: Scan::default(),
            bookmarks: Bookmarks::default(),
            across: Across::default(),
        }
    }

    /// Takes in what earlier sessions left behind.
    pub fn restore(&mut self, remembered: Remembered) {
        let Remembered { left, read, marks, searches, open, read_only, zone } = remembered;
        self.journey.left = left;
        self.journey.read = read;
        self.journey.marks = marks;
        self.journey.resume = open;
        self.across.search.kept.earlier = searches;
        self.bookmarks.read_only = read_only;
        self.bookmarks.zone = zone;
    }

    /// What is to be shown beside the page.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            focus: self.focus,
            list: self.focus == Pane::List || (!self.panes.nothing && self.catalogue.len() > 1),
            side: self.focus == Pane::Side
                || (!self.panes.nothing && (self.panes.outline.is_some() || !self.panes.no_facts)),
        }
    }

    /// Where the panes are; `None` on a screen that is too small.
    pub fn geometry(&self) -> Option<Panes> {
        geometry::panes(self.screen.size, self.wanted())
    }

    /// Where the pane is that takes the place of all others, if one does.
    pub fn whole(&self) -> Option<Rect> {
        self.geometry()?.whole.map(|(_, rect)| rect)
    }

    /// Where the keys are looked up.
    pub fn context(&self) -> Context {
        match self.focus {
            Pane::List => Context::List,
            Pane::Page if self.is_selecting() => Context::Selecting,
            Pane::Page => Context::Page,
            Pane::Side if self.panes.outline.is_some() => Context::Outline,
            Pane::Side => Context::Facts,
            Pane::Bookmarks => Context::Bookmarks,
            Pane::Search => Context::Search,
            Pane::Things => Context::Things,
            Pane::Ranges => Context::Ranges,
        }
    }

    /// True while a passage is being selected.
    pub fn is_selecting(&self) -> bool {
        self.reader.as_ref().is_some_and(|reader| reader.selecting.now.is_some())
    }

    /// The place on the page, if a document is open.
    pub fn here(&self) -> Option<Spot> {
        let reader = self.reader.as_ref()?;
        Some(Spot { entry: reader.entry, offset: reader.position() })
    }

    /// The document that commands are about: the selected one in the list, else the open one.
    pub fn subject(&self) -> Option<EntryId> {
        match self.focus {
            Pane::List => self.list.selected(),
            _ => self.reader.as_ref().map(|reader| reader.entry),
        }
    }

    /// The file of a document.
    pub fn path_of(&self, entry: EntryId) -> Option<PathBuf> {
        self.catalogue.get(entry).map(|entry| entry.path.clone())
    }

    /// Where a document was left; its start, if it was not.
    pub fn left_at(&self, entry: EntryId) -> usize {
        let path = self.catalogue.get(entry).map(|entry| &entry.path);
        path.and_then(|path| self.journey.left.get(path)).copied().unwrap_or(0)
    }

    /// The prompt at the foot, if one is open.
    pub fn prompt(&self) -> Option<&Prompt> {
        match &self.over {
            Some(Over::Prompt(prompt)) => Some(prompt),
            _ => None,
        }
    }

    /// The box over the panes, if one is open.
    pub fn chooser(&self) -> Option<&Chooser> {
        match &self.over {
            Some(Over::Chooser(chooser)) => Some(chooser),
            _ => None,
        }
    }

    /// The shape of the page on this screen with these settings.
    pub fn frame(&self) -> Frame {
        let page = self.geometry().and_then(|panes| panes.page);
        let column = geometry::column(page.unwrap_or_default(), self.settings.width.into());
        let pan = self.reader.as_ref().map_or(0, |reader| reader.frame().measure.pan);
        let measure = Measure {
            columns: column.width.into(),
            justify: self.settings.justify,
            hyphenate: self.settings.hyphenate,
            optimal: self.settings.fit == Fit::Optimal,
            pan,
        };
        Frame { measure, height: column.height.into() }
    }

    /// Lines of the list's pane, without its heading.
    pub fn list_height(&self) -> usize {
        let list = self.geometry().and_then(|panes| panes.list);
        list.map_or(0, |rect: Rect| usize::from(geometry::content(rect).height))
    }

    /// Shows a message. A failure stays under whatever is told after it.
    pub fn tell(&mut self, notice: Notice) {
        self.notices.retain(|old| old.kind > NoticeKind::Passing && old.words != notice.words);
        self.notices.push(notice);
    }

    /// Takes the last message away that can be dismissed. False if there is none.
    pub fn dismiss(&mut self) -> bool {
        let warning = self.notices.iter().rposition(|n| n.kind == NoticeKind::Warning);
        warning.map(|at| self.notices.remove(at)).is_some()
    }

    /// Brings what depends on the screen into line with it: called once after every event.
    pub fn settle(&mut self) {
        let frame = self.frame();
        if let Some(reader) = &mut self.reader
            && frame.height > 0
        {
            reader.fit(frame);
        }
        let height = self.list_height();
        if height > 0 {
            self.list.keep_in_sight(height);
        }
    }
}
