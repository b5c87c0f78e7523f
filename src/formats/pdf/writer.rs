//! Writes the parts of all pages as one text: lines joined, divided words made whole, paragraphs
//! that go on over a column or a page kept in one piece. Decides nothing about what a part is.

use super::super::builder::{Builder, Leaf};
use super::hyphens::{Spelling, ends_joined};
use super::part::{Part, PartKind, ends_sentence, is_hyphened};
use super::piece::{Piece, Row};
use super::sheet::Style;
use crate::document::{MarkKind, Page, Parts};
use crate::text::CleanText;

/// What may still go on.
struct Open {
    size: f32,
    /// The last line, for the word at its end.
    line: String,
    /// True if a hyphen at its end was not written yet.
    hyphen: bool,
}

/// Grows the document page by page.
pub(super) struct Writer<'a> {
    builder: Builder,
    spelling: &'a Spelling,
    open: Option<Open>,
    listed: bool,
    table: Option<u32>,
    pages: Vec<Page>,
    /// Labels of pages of which nothing was written yet.
    begun: Vec<CleanText>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(spelling: &'a Spelling) -> Self {
        Self {
            builder: Builder::default(),
            spelling,
            open: None,
            listed: false,
            table: None,
            pages: Vec::new(),
            begun: Vec::new(),
        }
    }

    /// A page begins.
    pub(super) fn page(&mut self, label: CleanText) {
        self.begun.push(label);
    }

    /// Writes a part.
    pub(super) fn part(&mut self, part: Part) {
        let size = part.size();
        match part.kind {
            PartKind::Heading(level) => {
                self.leave();
                self.open_block(Leaf::Heading(level));
                self.lines(&part, 0, size);
                self.settle();
            }
            PartKind::Row { table, header, cells } => self.row(table, header, &cells),
            PartKind::Item(marker) => self.item(&part, marker),
            PartKind::Paragraph if self.goes_on(&part) => self.lines(&part, 0, size),
            PartKind::Paragraph => {
                self.leave();
                self.open_block(Leaf::Paragraph);
                self.lines(&part, 0, size);
            }
        }
    }

    /// Writes words that nobody sees as a block of their own.
    pub(super) fn hidden(&mut self, words: &str) {
        self.leave();
        self.open_block(Leaf::Paragraph);
        self.builder.styled(MarkKind::Hidden, words);
        self.builder.close();
    }

    /// The document.
    pub(super) fn finish(mut self) -> Parts {
        self.settle();
        let end = self.builder.len();
        self.pages.extend(self.begun.drain(..).map(|label| Page { start: end, label }));
        let mut parts = self.builder.finish();
        for page in &mut self.pages {
            page.start = page.start.min(parts.text.len());
        }
        parts.pages = self.pages;
        parts
    }

    /// True if `part` is the rest of the paragraph that was written last.
    fn goes_on(&self, part: &Part) -> bool {
        let Some((open, first)) = self.open.as_ref().zip(part.lines.first()) else { return false };
        let small = first.text().starts_with(char::is_lowercase);
        let alike = (open.size - first.size).abs() <= 0.06 * open.size;
        alike && small && !ends_sentence(&open.line)
    }

    fn item(&mut self, part: &Part, marker: usize) {
        let size = part.size();
        let first = part.lines.first().map(super::order::Line::text).unwrap_or_default();
        self.settle();
        if !self.listed {
            self.builder.list(None);
            self.listed = true;
        }
        self.builder.marked(first.get(..marker).unwrap_or_default().to_owned());
        self.open_block(Leaf::Paragraph);
        self.lines(part, marker, size);
    }

    fn row(&mut self, table: u32, header: bool, cells: &Row) {
        self.leave();
        if self.table != Some(table) {
            self.builder.table();
            self.table = Some(table);
        }
        self.open_block(Leaf::Row { header });
        for cell in cells {
            self.builder.cell();
            self.cell(cell);
            self.builder.cell_end();
        }
    }

    /// The words of a cell, those divided at the end of a line whole.
    fn cell(&mut self, cell: &[Piece]) {
        let mut pieces = cell.iter().peekable();
        while let Some(piece) = pieces.next() {
            let words = piece.text.as_str();
            let Some(next) = pieces.peek() else { return self.builder.words(words) };
            let hyphen = next.base > piece.base && is_hyphened(words);
            let divided = hyphen && self.spelling.divides(words, &next.text);
            let kept = words.trim_end_matches(|c| divided && matches!(c, '-' | '\u{AD}'));
            self.builder.words(kept);
            self.builder.words(if hyphen { "" } else { " " });
        }
    }

    fn open_block(&mut self, leaf: Leaf) {
        self.builder.open(leaf);
        self.mark_pages();
    }

    /// Pages that begun start here.
    fn mark_pages(&mut self) {
        let start = self.builder.len();
        self.pages.extend(self.begun.drain(..).map(|label| Page { start, label }));
    }

    /// The lines of a part without their first `skip` bytes.
    fn lines(&mut self, part: &Part, mut skip: usize, size: f32) {
        let plain = matches!(part.kind, PartKind::Heading(_));
        for line in &part.lines {
            let text = line.text();
            let rest = text.get(skip..).unwrap_or_default().trim_start();
            self.join(rest);
            self.mark_pages();
            let hyphen = is_hyphened(&text);
            let keep = rest.len().saturating_sub(usize::from(hyphen && text.ends_with('-')));
            self.pieces(
                &line.pieces,
                text.len() - rest.len(),
                text.len() - rest.len() + keep,
                plain,
            );
            self.open = Some(Open { size, line: text, hyphen });
            skip = 0;
        }
    }

    /// Between a line and the next: a space, a hyphen, or nothing where a word was divided.
    fn join(&mut self, next: &str) {
        let Some(open) = self.open.take() else { return };
        let joined = ends_joined(&open.line) && next.starts_with(char::is_alphanumeric);
        let between = match () {
            () if !open.hyphen && joined => "",
            () if !open.hyphen => " ",
            () if open.line.ends_with('\u{AD}') || self.spelling.divides(&open.line, next) => "",
            () => "-",
        };
        self.builder.words(between);
    }

    /// The bytes `from..to` of a line, with marks for how they look.
    fn pieces(&mut self, pieces: &[Piece], from: usize, to: usize, plain: bool) {
        let mut at = 0;
        for (n, piece) in pieces.iter().enumerate() {
            if n > 0 {
                if at >= from {
                    self.builder.words(" ");
                }
                at += 1;
            }
            let mut start = 0;
            for (end, style) in &piece.styles {
                let (first, last) = (from.saturating_sub(at).max(start), to.saturating_sub(at));
                let words = piece.text.get(first..(*end).min(last)).unwrap_or_default();
                self.styled(words, if plain { Style::default() } else { *style });
                start = *end;
            }
            at += piece.text.len();
        }
    }

    fn styled(&mut self, words: &str, style: Style) {
        let marks = [(style.bold, MarkKind::Strong), (style.italic, MarkKind::Emphasis)];
        let marks: Vec<MarkKind> =
            marks.iter().filter(|(on, _)| *on).map(|(_, kind)| *kind).collect();
        let inner = words.trim_end();
        marks.iter().for_each(|kind| self.builder.begin(*kind));
        self.builder.words(inner);
        marks.iter().for_each(|_| self.builder.end());
        self.builder.words(words.get(inner.len()..).unwrap_or_default());
    }

    /// What was written last is complete.
    fn settle(&mut self) {
        if self.open.take().is_some_and(|open| open.hyphen && open.line.ends_with('-')) {
            self.builder.words("-");
        }
    }

    /// What was written last is complete, and no list goes on.
    fn leave(&mut self) {
        self.settle();
        if self.listed {
            self.builder.list_end();
            self.listed = false;
        }
    }
}
