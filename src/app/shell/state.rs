//! The state of the program: plain data, changed by `update` alone. What can be derived from it is
//! a method, not a field (but for the lines of the page, which are dear).

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::Size;

use super::choices::Choices;
use crate::app::base::geometry::{self, Border, Panes, Shares, VisiblePanes};
use crate::app::base::journey::{Journey, Spot};
use crate::app::base::key_sequence::KeySequence;
use crate::app::base::keymap::Keymap;
use crate::app::base::pane_id::{Context, PaneId};
use crate::app::base::prompt::Prompt;
use crate::app::panes::WholePanes;
use crate::app::panes::bookmarks::Bookmarks;
use crate::app::panes::chooser::Chooser;
use crate::app::panes::facts::Sidebar;
use crate::app::panes::list::List;
use crate::app::panes::outline::Outline;
use crate::app::panes::page::{Frame, OpenDocument};
use crate::app::panes::pane::{Outcome, Pane, Scene};
use crate::app::panes::search::Search;
use crate::bookmarks::{Bookmark, Digest, ReadingPlace};
use crate::config::{Config, Fit, Theme};
use crate::facts::correction::Corrections;
use crate::layout::Measure;
use crate::library::{Catalogue, EntryId};
use crate::protocol::{
    BookmarkTarget, Effect, MadeCorrection, Notice, NoticeKind, Progress, Remembered, Scanned,
};
use crate::text::CleanText;

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
    pub reader: Option<OpenDocument>,
    /// The pane that keys act on.
    pub focus: PaneId,
    /// Which panes stand beside the page.
    pub panes: Beside,
    /// What lies over the panes or is asked at the foot.
    pub over: Option<Over>,
    /// The keys of an unfinished sequence.
    pub typed: KeySequence,
    /// Messages; the last is shown.
    pub notices: Vec<Notice>,
    /// Where the reader has been.
    pub journey: Journey,
    /// How far the search for files has come.
    pub scan: Scan,
    /// The bookmarks.
    pub bookmarks: Bookmarks,
    /// The search of the library.
    pub search: Search,
    /// The other panes that take the place of all others.
    pub whole: WholePanes,
    /// What the user knows better about facts, for every document.
    pub corrections: Arc<Corrections>,
    /// The command of the settings that is under way.
    pub running: Option<CleanText>,
    /// Why nothing can be written, if nothing can.
    pub read_only: Option<CleanText>,
    /// What can be taken back, the last thing done at the end.
    pub undo: Vec<Undo>,
    /// The settings of the file and the command line, before anything was chosen on the screen.
    pub configured: Config,
    /// What was chosen on the screen and asked to be kept.
    pub kept: Choices,
    /// The panes that were opened, each with the one that had the keys before.
    pub came_from: BTreeMap<PaneId, PaneId>,
}

/// What takes something back.
#[derive(Clone, Debug)]
pub enum Undo {
    /// What was done, as the user reads it, and what the bookmarks were before.
    Bookmarks(&'static str, Vec<(BookmarkTarget, Option<Arc<Bookmark>>)>),
    /// A correction that was made.
    Correction(MadeCorrection),
}

/// The terminal, as far as it matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// Its columns and rows.
    pub size: Size,
    /// True if its background is light.
    pub light: bool,
    /// True if it is to have no colours, whatever the theme.
    pub no_colour: bool,
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
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// True if the page stands alone.
    pub nothing: bool,
    /// The outline, if it is open: it takes the place of the facts.
    pub outline: Option<Outline>,
    /// The facts.
    pub facts: Sidebar,
    /// True if the facts are hidden.
    pub no_facts: bool,
    /// True if the page shows how surely its sentences are said.
    pub lens: bool,
    /// Columns that the user gave the list, if any.
    pub list_width: Option<u16>,
    /// Columns that the user gave the sidebar, if any.
    pub side_width: Option<u16>,
    /// The border that the mouse moves.
    pub dragged: Option<Border>,
}

/// What takes the keys instead of a pane.
#[derive(Clone, Debug)]
pub enum Over {
    /// A field at the foot of the screen.
    Prompt(Prompt),
    /// A box with rows to choose from.
    Chooser(Chooser),
}

/// The panes, to be changed.
pub struct PanesMut<'a> {
    /// The list.
    pub list: &'a mut List,
    /// The page, unless it is only read.
    pub page: Option<&'a mut Option<OpenDocument>>,
    /// The outline, if it is open.
    pub outline: Option<&'a mut Outline>,
    /// The facts.
    pub facts: &'a mut Sidebar,
    /// The bookmarks.
    pub bookmarks: &'a mut Bookmarks,
    /// The search.
    pub search: &'a mut Search,
    /// The other panes that take the place of all others.
    pub whole: &'a mut WholePanes,
}

impl PanesMut<'_> {
    /// One of them; the list, if the page is only read.
    fn of(&mut self, id: PaneId) -> &mut dyn Pane {
        match (id, &mut self.page, &mut self.outline) {
            (PaneId::Page, Some(page), _) => *page,
            (PaneId::List | PaneId::Page, ..) => self.list,
            (PaneId::Side, _, Some(outline)) => *outline,
            (PaneId::Side, _, None) => self.facts,
            (PaneId::Bookmarks, ..) => self.bookmarks,
            (PaneId::Search, ..) => self.search,
            (whole, ..) => match self.whole.of_mut(whole) {
                Some(pane) => pane,
                None => self.list,
            },
        }
    }
}

impl State {
    /// The state before anything has happened.
    pub fn new(settings: Config, keymap: Keymap, size: Size) -> Self {
        let mut state = Self {
            screen: Screen { size, light: settings.theme == Theme::Light, no_colour: false },
            list: List::new(settings.sort),
            search: Search::new(settings.stems),
            configured: settings.clone(),
            kept: Choices::default(),
            settings,
            keymap,
            catalogue: Catalogue::default(),
            reader: None,
            focus: PaneId::List,
            panes: Beside::default(),
            over: None,
            typed: KeySequence::default(),
            notices: Vec::new(),
            journey: Journey::default(),
            scan: Scan::default(),
            bookmarks: Bookmarks::default(),
            whole: WholePanes::default(),
            corrections: Arc::default(),
            running: None,
            read_only: None,
            undo: Vec::new(),
            came_from: BTreeMap::new(),
        };
        state.kept = state.choices();
        state
    }

    /// Takes in what earlier sessions left behind.
    pub fn restore(&mut self, remembered: Remembered) {
        let Remembered { left, read, known, contents, marks, .. } = remembered;
        let Remembered { searches, choices, open, read_only, zone, .. } = remembered;
        self.choose(self.choices().with(&choices));
        self.journey.left = left;
        self.journey.read = read;
        self.journey.known = known;
        self.journey.contents = contents;
        self.journey.marks = marks;
        self.journey.resume = open;
        self.search.kept.earlier = searches;
        self.read_only = read_only;
        self.bookmarks.zone = zone;
    }

    /// What is chosen on the screen.
    pub fn choices(&self) -> Choices {
        Choices {
            settings: self.settings.clone(),
            columns: (self.panes.list_width, self.panes.side_width),
            no_facts: self.panes.no_facts,
            lens: self.panes.lens,
            ranges: (self.whole.ranges.order, self.whole.ranges.reversed),
            entities: (self.whole.entities.order, self.whole.entities.reversed),
        }
    }

    /// Takes choices over.
    fn choose(&mut self, choices: Choices) {
        self.settings = choices.settings.clone();
        (self.panes.list_width, self.panes.side_width) = choices.columns;
        self.panes.no_facts = choices.no_facts;
        self.panes.lens = choices.lens;
        (self.whole.ranges.order, self.whole.ranges.reversed) = choices.ranges;
        (self.whole.entities.order, self.whole.entities.reversed) = choices.entities;
        self.list.set_order(self.settings.sort, &self.catalogue);
        self.kept = choices;
    }

    /// What is to be kept since something else was chosen; nothing while a border is moved.
    pub fn keep_choices(&mut self) -> Vec<Effect> {
        if self.panes.dragged.is_some() {
            return Vec::new();
        }
        let choices = self.choices();
        if choices == self.kept {
            return Vec::new();
        }
        let news = choices.news(&self.kept, &self.configured);
        self.kept = choices;
        news
    }

    /// What is to be shown beside the page.
    pub fn wanted(&self) -> VisiblePanes {
        VisiblePanes {
            focus: self.focus,
            list: self.focus == PaneId::List || (!self.panes.nothing && self.catalogue.len() > 1),
            side: self.focus == PaneId::Side
                || (!self.panes.nothing && (self.panes.outline.is_some() || !self.panes.no_facts)),
            shares: self.shares(),
        }
    }

    /// What list, page and sidebar need. A table counts only while its document is read: in the list
    /// the panes do not change with every document that is shown.
    fn shares(&self) -> Shares {
        let reads = matches!(self.focus, PaneId::Page | PaneId::Side);
        let table = self.reader.as_ref().filter(|_| reads).map_or(0, OpenDocument::widest_table);
        let lines = usize::from(self.settings.width).max(table);
        let need = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(geometry::BESIDE_LINES);
        Shares {
            list_need: List::width_for(self.catalogue.widest_title(), &self.settings.columns),
            page_need: need,
            list: self.panes.list_width,
            side: self.panes.side_width,
        }
    }

    /// Where the panes are; `None` on a screen that is too small.
    pub fn geometry(&self) -> Option<Panes> {
        geometry::panes(self.screen.size, self.wanted())
    }

    /// Where the keys are looked up.
    pub fn context(&self) -> Context {
        self.pane(self.focus).context()
    }

    /// A pane.
    pub fn pane(&self, id: PaneId) -> &dyn Pane {
        match (id, &self.panes.outline) {
            (PaneId::List, _) => &self.list,
            (PaneId::Page, _) => &self.reader,
            (PaneId::Side, Some(outline)) => outline,
            (PaneId::Side, None) => &self.panes.facts,
            (PaneId::Bookmarks, _) => &self.bookmarks,
            (PaneId::Search, _) => &self.search,
            (whole, _) => self.whole.of(whole).unwrap_or(&self.list),
        }
    }

    /// Has a pane do something, which may read the rest.
    pub fn with<T>(&mut self, id: PaneId, act: impl FnOnce(&mut dyn Pane, &Scene<'_>) -> T) -> T {
        let (mut panes, scene) = self.split(id == PaneId::Page);
        act(panes.of(id), &scene)
    }

    /// What the index says may be other than before: the filter of the list and the pane with the keys
    /// ask again.
    pub fn ask_again(&mut self) -> Vec<Outcome> {
        let mut outcomes = self.with(PaneId::List, |list, scene| list.indexed(scene));
        if self.focus != PaneId::List {
            outcomes.extend(self.with(self.focus, |pane, scene| pane.indexed(scene)));
        }
        outcomes
    }

    /// The panes, each to be changed, and what they may read. Who is to change the page does not read
    /// it in the scene.
    pub fn split(&mut self, changes_page: bool) -> (PanesMut<'_>, Scene<'_>) {
        let (context, panes) = (self.context(), self.geometry());
        let (page, reader) = match changes_page {
            true => (Some(&mut self.reader), None),
            false => (None, self.reader.as_ref()),
        };
        let scene = Scene {
            catalogue: &self.catalogue,
            reader,
            corrections: &self.corrections,
            read_only: self.read_only.as_ref(),
            settings: &self.settings,
            keymap: &self.keymap,
            focus: self.focus,
            context,
            height: self.screen.size.height.into(),
            panes,
            typing: self.over.is_some(),
        };
        let panes = PanesMut {
            list: &mut self.list,
            page,
            outline: self.panes.outline.as_mut(),
            facts: &mut self.panes.facts,
            bookmarks: &mut self.bookmarks,
            search: &mut self.search,
            whole: &mut self.whole,
        };
        (panes, scene)
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
            PaneId::List => self.list.selected(),
            _ => self.reader.as_ref().map(|reader| reader.entry),
        }
    }

    /// The file of a document.
    pub fn path_of(&self, entry: EntryId) -> Option<PathBuf> {
        self.catalogue.path_of(entry)
    }

    /// Where a document was left; its start, if it was not.
    pub fn left_at(&self, entry: EntryId) -> ReadingPlace {
        let path = self.catalogue.path_of(entry).unwrap_or_default();
        self.journey.left_at(&path, self.content_of(entry)).cloned().unwrap_or_default()
    }

    /// The bytes of the file of a document, if they are known.
    pub fn content_of(&self, entry: EntryId) -> Option<Digest> {
        self.catalogue.content_of(entry).map(|(_, content)| content)
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
        let (page, measure) = (page.unwrap_or_default(), usize::from(self.settings.width));
        let column = geometry::column(page, measure);
        let (before, after) = geometry::margins(page, measure);
        let pan = self.reader.as_ref().map_or(0, |reader| reader.frame().measure.pan);
        let measure = Measure {
            columns: column.width.into(),
            justify: self.settings.justify,
            hyphenate: self.settings.hyphenate,
            optimal: self.settings.fit == Fit::Optimal,
            pan,
            before: before.into(),
            after: after.into(),
        };
        Frame { measure, height: column.height.into() }
    }

    /// Shows a message. A failure stays under whatever is told after it.
    pub fn tell(&mut self, notice: Notice) {
        self.notices.retain(|old| old.kind > NoticeKind::Passing && old.words != notice.words);
        self.notices.push(notice);
    }

    /// True while something cannot be kept.
    pub fn is_failing(&self) -> bool {
        self.notices.iter().any(|notice| notice.kind == NoticeKind::Failure)
    }

    /// Leaves off merging two facts. False if that was not begun.
    pub fn end_merging(&mut self) -> bool {
        let begun = [self.panes.facts.merging.take(), self.whole.entities.merging.take()];
        begun.iter().any(Option::is_some)
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
        let list = self.geometry().and_then(|panes| panes.list).map(geometry::content);
        if let Some(content) = list.filter(|content| content.height > 0) {
            let look = (content, self.settings.bottom_lines);
            self.list.keep_in_sight(look, &self.catalogue);
        }
    }
}
