//! The reading pane: which document is open, which lines are on the screen, what was searched for.
//! The durable position is an offset into the text; lines are made anew from it whenever the
//! document, the width or the measure changes.

mod certainty;
mod cursor;
mod find;
mod highlight;
mod keys;
mod links;
mod motion;
mod passage;
pub mod pointing;
pub mod selecting;
mod selection;
mod selection_cursor;
mod units;

use std::sync::Arc;

pub use certainty::{stance, tinted};
pub use find::{Find, INLINE};
pub use highlight::fact_spans;
pub use passage::{block_around, chosen};
pub use selection::{LetterSearch, Selecting, Selection, SelectionUnit};
pub use units::{passage, sentence};

use crate::document::{Changes, Document};
use crate::layout::{Layout, Line, LinePlace, Measure, widest_table};
use crate::library::{Entry, EntryId};
use crate::protocol::FactIndex;
use crate::text::Span;

/// The shape of the page: everything that decides where lines end and how many are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// How lines are made.
    pub measure: Measure,
    /// How many fit.
    pub height: usize,
}

/// An open document.
#[derive(Debug)]
pub struct OpenDocument {
    /// Which document of the catalogue.
    pub entry: EntryId,
    /// Its text and structure.
    pub document: Arc<Document>,
    /// What it was, once its file is gone: it may have got another name.
    pub lost: Option<Entry>,
    /// False while only the head of a long file has been read.
    pub whole: bool,
    /// What was searched for in it.
    pub find: Option<Find>,
    /// Paragraphs that were changed while it was open, in order.
    pub changed: Vec<Span>,
    /// The passage last jumped to.
    pub landed: Option<Span>,
    /// The passage being selected.
    pub selecting: Selecting,
    /// The facts as the rules found them, once they are known.
    pub uncorrected: Option<Arc<FactIndex>>,
    /// The facts as the user knows them.
    pub facts: Option<Arc<FactIndex>>,
    /// True if the facts of this text cannot be found.
    pub no_facts: bool,
    frame: Frame,
    layout: Layout,
    anchor: usize,
    top: LinePlace,
    lines: Vec<Line>,
    widest_table: usize,
}

impl OpenDocument {
    /// Opens a document with the line that shows `offset` at the top.
    pub fn new(entry: EntryId, document: Arc<Document>, frame: Frame, offset: usize) -> Self {
        let mut layout = Layout::new(frame.measure);
        let top = layout.place(&document, 0);
        let widest_table = widest_table(&document);
        let mut reader = Self {
            entry,
            document,
            lost: None,
            whole: true,
            find: None,
            changed: Vec::new(),
            landed: None,
            selecting: Selecting::default(),
            uncorrected: None,
            facts: None,
            no_facts: false,
            frame,
            layout,
            anchor: offset,
            top,
            lines: Vec::new(),
            widest_table,
        };
        reader.settle();
        reader
    }

    /// Replaces the text (the rest of it arrived, or the file changed); the place stays on its words,
    /// and the selection if its words do. Returns what was changed, if it is another version.
    pub fn replace(&mut self, document: Arc<Document>, whole: bool) -> Option<Changes> {
        let changes = (self.whole && whole).then(|| Changes::between(&self.document, &document));
        let old = std::mem::replace(&mut self.document, document);
        self.whole = whole;
        self.widest_table = widest_table(&self.document);
        if let Some(changes) = &changes {
            self.follow(changes);
        }
        self.carry_selection(&old);
        self.uncorrected = None;
        self.facts = None;
        self.no_facts = false;
        self.layout.forget();
        if let Some(find) = &mut self.find {
            find.forget_hits();
        }
        self.landed = self.landed.filter(|span| span.fits(self.document.text()));
        self.settle();
        changes
    }

    /// Takes places to where their words are now.
    fn follow(&mut self, changes: &Changes) {
        let text = self.document.text();
        self.anchor = text.floor_char_boundary(changes.place(self.anchor).min(text.len()));
        self.landed = self.landed.and_then(|span| changes.passage(span));
        let kept = self.changed.iter().filter_map(|span| changes.passage(*span));
        self.changed = kept.chain(changes.new.iter().copied()).collect();
        self.changed.sort_unstable();
    }

    /// Takes the shape of the page; does nothing if it is the same.
    pub fn fit(&mut self, frame: Frame) {
        if self.frame == frame {
            return;
        }
        self.layout.set_measure(frame.measure);
        self.frame = frame;
        self.settle();
    }

    /// The lines on the screen.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The shape of the page.
    pub fn frame(&self) -> Frame {
        self.frame
    }

    /// The place to come back to: an offset in the first line on the screen.
    pub fn position(&self) -> usize {
        self.anchor
    }

    /// The part of the text on the screen.
    pub fn visible(&self) -> Span {
        let start = self.lines.first().map_or(0, |line| line.span.start);
        let end = self.lines.last().map_or(start, |line| line.span.end);
        Span::new(start, end)
    }

    /// How much of the text has been on the screen when read from the start, in per cent.
    pub fn progress(&self) -> u8 {
        let length = self.document.text().trim_end().len();
        let seen = self.visible().end.min(length);
        let share = (seen as u128 * 100).checked_div(length as u128).unwrap_or(100);
        u8::try_from(share).unwrap_or(100)
    }

    /// True if the end of the text is on the screen.
    pub fn at_end(&self) -> bool {
        self.visible().end >= self.document.text().trim_end().len()
    }

    /// Cells that its widest table would like to have; 0 without one.
    pub fn widest_table(&self) -> usize {
        self.widest_table
    }

    /// True if some visible line is wider than the page.
    pub fn is_cut(&self) -> bool {
        self.lines.iter().any(|line| line.cut)
    }

    /// Puts the line of the anchor at the top, and fills the page.
    fn settle(&mut self) {
        let top = self.layout.place(&self.document, self.anchor);
        self.show(top);
    }

    /// Fills the page from `top`, but never scrolls past the end.
    fn show(&mut self, top: LinePlace) {
        let bottom = self.layout.bottom(&self.document, self.frame.height);
        self.top = top.min(bottom);
        self.lines = self.layout.lines(&self.document, self.top, self.frame.height);
    }

    /// Moves the anchor to the top line: after a movement, not after a change of shape.
    fn hold(&mut self) {
        self.anchor = self.lines.first().map_or(0, |line| line.span.start);
    }
}
