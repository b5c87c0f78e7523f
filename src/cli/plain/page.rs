//! The open document of the plain reader: read on line by line, gone to by place or words, bookmarked. It
//! prints; what is asked, the reader decides.

use std::io;
use std::path::PathBuf;

use super::super::Output;
use super::rows::PAGE;
use crate::app::base::locator::Locator;
use crate::document::{BlockKind, Document};
use crate::layout::{Layout, Line, LineKind, LinePlace, Measure};
use crate::query::Pattern;
use crate::text::{CleanText, Span};

/// The open document and the line to go on from.
pub(super) struct Page {
    /// Its file.
    pub path: PathBuf,
    /// Which row of the list it is, from 1, and of how many; `None` if it is none of them.
    pub row: Option<(usize, usize)>,
    /// The document.
    pub document: Document,
    layout: Layout,
    /// Where what was read last begins.
    top: LinePlace,
    next: LinePlace,
    /// Everything was read to the end.
    ended: bool,
    pattern: Option<Pattern>,
}

impl Page {
    /// A document to be read from its beginning.
    pub(super) fn new(
        path: PathBuf,
        row: Option<(usize, usize)>,
        document: Document,
        columns: usize,
    ) -> Self {
        let measure = Measure { columns, ..Measure::default() };
        let start = LinePlace::default();
        let layout = Layout::new(measure);
        Self { path, row, document, layout, top: start, next: start, ended: false, pattern: None }
    }

    /// Reads the next lines out.
    pub(super) fn read_on(&mut self, out: &mut Output) -> io::Result<()> {
        self.top = self.next;
        let lines = self.layout.lines(&self.document, self.next, PAGE);
        let (mut row, mut blank) = (None, true);
        for line in &lines {
            // A row of a table takes several lines on a page, but is one thing to listen to.
            let block = self.document.blocks().get(line.block);
            match block.map(|block| &block.kind) {
                Some(BlockKind::Row { .. }) if row == Some(line.block) => {}
                Some(BlockKind::Row { cells, .. }) if line.kind == LineKind::Text => {
                    row = Some(line.block);
                    out.data(&self.cells(cells))?;
                }
                Some(BlockKind::Heading { level }) if line.kind == LineKind::Text => {
                    out.data(&format!("Heading {level}: {}", words(&self.document, line)))?;
                }
                _ => {
                    // One empty line is a pause, more of them are none.
                    let words = words(&self.document, line);
                    let is_blank = words.trim().is_empty();
                    if !(is_blank && blank) {
                        out.data(&words)?;
                    }
                    blank = is_blank;
                    continue;
                }
            }
            blank = false;
        }
        let next = self.layout.step(&self.document, self.next, PAGE.cast_signed());
        let ended = lines.len() < PAGE || next == self.next;
        self.next = next;
        self.ended = ended;
        if ended { out.data("End of the document.\n") } else { Ok(()) }
    }

    /// The cells of a row with semicolons between them.
    fn cells(&self, cells: &[Span]) -> String {
        let cells: Vec<&str> = cells.iter().map(|cell| self.document.words(*cell)).collect();
        CleanText::line(&cells.join("; ")).to_string() + "\n"
    }

    /// Reads the lines before those read last.
    pub(super) fn back(&mut self, out: &mut Output) -> io::Result<()> {
        self.next = self.layout.step(&self.document, self.top, -PAGE.cast_signed());
        self.read_on(out)
    }

    /// Reads on from a place.
    pub(super) fn go(&mut self, offset: usize, out: &mut Output) -> io::Result<()> {
        self.next = self.layout.place(&self.document, offset);
        self.read_on(out)
    }

    /// Looks for words from here on; without any, for those looked for before.
    pub(super) fn find(&mut self, words: &str, out: &mut Output) -> io::Result<()> {
        if !words.is_empty() {
            self.pattern = Pattern::new(words);
        }
        let from = self.layout.offset(&self.document, self.next);
        let text: &CleanText = self.document.text();
        let Some(pattern) = &self.pattern else {
            return out.data("Nothing is looked for yet: type / and words.\n");
        };
        match pattern.first_from(text, from) {
            Some(hit) => self.go(hit.start, out),
            None => out.data("No match from here on; t begins at the top again.\n"),
        }
    }

    /// Goes to a paragraph, a page, a share of the text, or words.
    pub(super) fn jump(&mut self, place: &str, out: &mut Output) -> io::Result<()> {
        let (document, length) = (&self.document, self.document.text().len());
        let offset = match Locator::parse(place) {
            Locator::Paragraph(number) => {
                document.blocks().get(number.saturating_sub(1)).map(|block| block.span.start)
            }
            Locator::Page(number) => {
                let label = number.to_string();
                let labelled = document.pages().iter().find(|page| *page.label == *label);
                let page = labelled.or_else(|| document.pages().get(number.saturating_sub(1)));
                page.map(|page| page.start)
            }
            Locator::Percent(percent) => {
                Some(document.text().floor_char_boundary(length / 100 * percent.min(100)))
            }
            Locator::Words(words) => {
                let pattern = Pattern::new(&words);
                pattern.and_then(|p| p.first_from(document.text(), 0)).map(|hit| hit.start)
            }
        };
        match offset {
            Some(offset) => self.go(offset, out),
            None => out.data(&format!("There is no place {}.\n", CleanText::line(place))),
        }
    }

    /// Where one is: the paragraph read last, and how much of the text that is.
    pub(super) fn place(&mut self) -> String {
        let (at, count) = (self.paragraph(), self.document.blocks().len());
        let end = self.layout.offset(&self.document, self.next);
        let percent = if self.ended { 100 } else { end * 100 / self.document.text().len().max(1) };
        format!("paragraph {} of {count}, {percent} per cent", (at + 1).min(count))
    }

    /// The block that begins what was read last, from 0.
    fn paragraph(&mut self) -> usize {
        let offset = self.layout.offset(&self.document, self.top);
        self.document.block_at(offset).unwrap_or(0)
    }

    /// The passage that a bookmark here means: the first paragraph read last that has words and is no
    /// heading.
    pub(super) fn passage(&mut self) -> Option<Span> {
        let from = self.paragraph();
        let has_words = |span: Span| self.document.words(span).chars().any(char::is_alphanumeric);
        let blocks = self.document.blocks().get(from..)?.iter();
        let mut blocks = blocks.filter(|block| has_words(block.span));
        let first = blocks.clone().next();
        let prose = blocks.find(|block| !matches!(block.kind, BlockKind::Heading { .. }));
        prose.or(first).map(|block| block.span)
    }
}

/// The words of a line with single spaces between its pieces; indents and columns mean nothing to
/// an ear.
fn words(document: &Document, line: &Line) -> String {
    let pieces: Vec<&str> = line.pieces.iter().map(|piece| document.words(piece.span)).collect();
    let hyphen = if line.hyphen { "-" } else { "" };
    CleanText::line(&(pieces.join(" ") + hyphen)).to_string() + "\n"
}
